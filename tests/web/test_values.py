"""Words that a person selects -> values of the record, with the real parser and the gazetteer."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient

from dateline.model import Report
from dateline.settings import Settings
from dateline.store import Store
from dateline.web import app
from dateline.web.desk import Desk
from dateline.web.values import Resolving
from tests.web.conftest import CHANGE

CACHE = Path(tempfile.gettempdir()) / "dateline-test-cache"
"""Where the tests of the gazetteer keep its index: built once, in some 20 seconds."""
TEXT = (
    "Rebels shelled the market of Goma, Democratic Republic of Congo, on Tuesday, killing at least nine people and "
    "wounding dozens, the army said. "
    "Drones were seen over the lake."
)
REPORT = Report(id="v1", text=TEXT, published="2024-03-13", source="Lake Wire", language="en")


@pytest.fixture(scope="module")
def resolving() -> Resolving:
    return Resolving(Settings(cache=str(CACHE)))


@pytest.mark.parametrize(
    ("words", "field", "expected"),
    [
        ("Goma", "places", {"name": "Goma", "country": "COD", "precision": "town", "relation": "in"}),
        ("Tuesday", "date", {"from": "2024-03-12", "to": "2024-03-12", "precision": "day"}),
        ("at least nine", "killed", {"low": 9, "high": None}),
        ("dozens", "injured", {"low": None, "high": None}),
        ("Rebels", "initiators", {"name": "Rebels", "actor": None}),
        ("Democratic Republic of Congo", "places", {"country": "COD", "precision": "country"}),
        ("Drones", "weapons", {"kind": "drone"}),
        ("the army", "attribution", {}),
        ("the lake", "places", {"lat": None, "precision": "unresolved"}),
    ],
)
def test_selected_words_are_resolved_as_the_engines_own(
    resolving: Resolving, words: str, field: str, expected: dict[str, Any]
) -> None:
    start = TEXT.index(words)
    value = msgspec.to_builtins(resolving.value(REPORT, field, start, start + len(words)))
    assert (value["text"], value["start"], value["end"]) == (words, start, start + len(words))
    assert {name: value[name] for name in expected} == expected


def test_a_missed_claim_stands_in_its_sentence(resolving: Resolving) -> None:
    from dateline.web.values import Missed

    start = TEXT.index("seen")
    claim = resolving.claim(REPORT, Missed(event_type="drone_strike", start=start, end=start + 4, modality="alleged"))
    assert claim.mentions[0].text == "Drones were seen over the lake."
    assert (claim.mentions[0].trigger, claim.engine, claim.modality) == ("seen", "person", "alleged")


class TestPlaces:
    """What the dialog's search of the gazetteer gives."""

    @pytest.fixture
    def client(self, store: Store) -> Iterator[TestClient]:
        served = app.create(Desk(store, "mira", Settings(cache=str(CACHE))))
        with TestClient(served, base_url="http://127.0.0.1:8731", headers=CHANGE) as opened:
            yield opened

    @pytest.mark.parametrize(
        ("asked", "first"),
        [
            ("name=Goma", {"name": "Goma", "country": "COD", "precision": "town"}),
            ("name=Tripoli", {"country": "LBY"}),
            ("name=Tripoli&country=lbn", {"country": "LBN"}),
        ],
    )
    def test_the_largest_of_the_name_comes_first(self, client: TestClient, asked: str, first: dict[str, Any]) -> None:
        found = client.get(f"/api/places?{asked}").json()
        assert {name: found[0][name] for name in first} == first
        assert 0 < len(found) <= 12

    @pytest.mark.parametrize("name", ["Xqzzyvk", "<script>", "%27%20OR%201=1", "\u202e"])
    def test_what_is_no_name_finds_nothing(self, client: TestClient, name: str) -> None:
        answer = client.get(f"/api/places?name={name}")
        assert (answer.status_code, answer.json()) == (200, [])

    def test_a_name_is_needed(self, client: TestClient) -> None:
        assert client.get("/api/places").status_code == 422
        assert client.get("/api/places?name=" + "x" * 121).status_code == 422
