"""A record, and a client of its page."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.settings import Settings
from dateline.store import Store, open_store
from dateline.web import app
from dateline.web.desk import Desk
from tests.web import made

CHANGE = {"X-Dateline": "1"}
"""The header that a request needs which changes something."""


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled record, made once; a test that writes takes a copy."""
    path = tmp_path_factory.mktemp("full") / "record.db"
    made.filled(path).close()
    return path


@pytest.fixture
def store(full: Path, tmp_path: Path) -> Iterator[Store]:
    copy = shutil.copy(full, tmp_path / "record.db")
    with open_store(str(copy)) as opened:
        yield opened


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, "mira", Settings(cache=str(tmp_path)))


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(app.create(desk), base_url="http://127.0.0.1:8731", headers=CHANGE) as opened:
        yield opened


@pytest.fixture
def double(client: TestClient) -> dict[str, Any]:
    """The event that two reports tell."""
    events = client.get("/api/events").json()["events"]
    return max(events, key=lambda event: len(event["claims"]))
