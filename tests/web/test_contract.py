"""The API's own description: it is whole, and the API keeps to it whatever is sent (schemathesis)."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from dateline.settings import Settings
from dateline.store import Store
from dateline.web import app
from dateline.web.desk import Desk
from tests.web.conftest import CHANGE
from tests.web.test_values import CACHE

EXAMPLES = 6
"""Requests made up for each operation; more found nothing more and took minutes."""


def references(value: Any) -> set[str]:
    """Give the names of all schemas that a description refers to."""
    if isinstance(value, dict):
        found = {value["$ref"].rpartition("/")[2]} if "$ref" in value else set()
        return found.union(*(references(inner) for inner in value.values()))
    return set().union(*(references(inner) for inner in value)) if isinstance(value, list) else set()


def test_the_description_is_whole(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert references(described) <= set(described["components"]["schemas"])
    assert all(path.startswith("/api/") for path in described["paths"])
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], f"{method} {path} says not what it does"
            assert "422" in operation["responses"]


def test_answers_fit_their_schemas(client: TestClient, double: dict[str, Any]) -> None:
    described = client.get("/api/openapi.json").json()
    for path, example in (
        ("/api/events", "/api/events?limit=2"),
        ("/api/events/{identity}", f"/api/events/{double['event']}"),
        ("/api/events/{identity}/history", f"/api/events/{double['event']}/history"),
        ("/api/scene", "/api/scene"),
        ("/api/reports/{identity}", "/api/reports/r1"),
        ("/api/exports", "/api/exports"),
    ):
        content = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = {**content["schema"], "components": described["components"]}
        jsonschema.validate(client.get(example).json(), schema)


def test_no_request_breaks_it(store: Store) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    import hypothesis

    desk = Desk(store, "mira", Settings(cache=str(CACHE)))  # the search for places needs the gazetteer's index
    served = app.create(desk, names=frozenset({"testserver"}))  # what schemathesis calls it
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", served)
    checks = schemathesis.checks
    for found in schema.get_all_operations():
        operation = found.ok()

        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy())
        def one(case: Any) -> None:
            answer = case.call(headers=CHANGE)
            case.validate_response(answer, checks=[checks.not_a_server_error, checks.status_code_conformance,
                                                   checks.content_type_conformance])  # fmt: skip

        one()


def test_the_page_is_one_server_with_the_command_line(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from dateline.cli import commands

    run = CliRunner()
    missing = run.invoke(commands, ["serve", "--db", str(tmp_path / "none.db"), "--no-browser"])
    assert missing.exit_code != 0
    outside = run.invoke(commands, ["serve", "--db", str(tmp_path / "none.db"), "--host", "0.0.0.0", "--no-browser"])
    assert "needs a token" in str(outside.exception)
