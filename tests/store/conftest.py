"""The databases that every test of the store runs on: SQLite, and PostgreSQL where a server is named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store import Store, open_store

SERVER = os.environ.get("DATELINE_TEST_POSTGRESQL")
"""A URL of a database that the tests may empty, such as postgresql://postgres@127.0.0.1/dateline_test."""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.skipif(not SERVER, reason="no server"))])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of a record that does not exist yet."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    import psycopg

    with psycopg.connect(str(SERVER), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return str(SERVER)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A new record."""
    with open_store(url, create=True) as opened:
        yield opened
