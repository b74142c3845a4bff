"""Pairs: what the program is unsure of anywhere in the record, and an answer that holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.store import Query, open_store
from dateline.web import app, pairs
from dateline.web.desk import Desk
from dateline.web.doubts import STRETCH, Doubts, doubt_of
from tests.web import made
from tests.web.conftest import CHANGE

OTHERS = 60
"""Deadlier events, far apart: all of them stand before the doubtful pair in the queue."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record whose only doubtful pair stands at the end of the queue."""
    path = tmp_path_factory.mktemp("pairs") / "record.db"
    far = [
        made.shelling(
            f"o{n}", 200 + n, source="Hill Post", published=f"{1950 + n}-03-13", day=f"{1950 + n}-03-12",
            lat=-40.0 + n, lon=-150.0 + 4 * n, confidence=0.4,
        )
        for n in range(OTHERS)
    ]  # fmt: skip
    near = [
        made.shelling("a", 4, source="The Velm Courier", confidence=0.99),
        made.shelling("b", 30, source="Coast Radio", published="2024-03-14", lat=12.7, confidence=0.99),
    ]
    made.filled(path, far + near).close()
    return path


@pytest.fixture
def desk(large: Path, tmp_path: Path) -> Iterator[Desk]:
    copy = tmp_path / "record.db"
    copy.write_bytes(large.read_bytes())
    with open_store(str(copy)) as store:
        yield Desk(store, "mira")


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(app.create(desk), base_url="http://127.0.0.1", headers=CHANGE)


def keys(desk: Desk, reviewer: str = "mira") -> list[str]:
    found, looked = pairs.next_pairs(desk, (), 20, reviewer)
    while not looked.whole:  # however slow the machine is
        found, looked = pairs.next_pairs(desk, (), 20, reviewer)
    return [pair.key for pair in found]


def judge(client: TestClient, kind: str, pair: str, reviewer: str = "mira") -> list[str]:
    decision = {"kind": kind, "subjects": pair.split("+")}
    answer = client.post("/api/judgements", json={"reviewer": reviewer, "decisions": [decision]})
    assert answer.status_code == 201, answer.text
    kept: list[str] = answer.json()["judgements"]
    return kept


@pytest.mark.parametrize(("probability", "doubt"), [(0.0, 0.0), (0.5, 1.0), (1.0, 0.0), (0.75, 0.5)])
def test_a_half_is_the_most_doubtful(probability: float, doubt: float) -> None:
    assert doubt_of(probability) == doubt


def test_the_pair_is_found_wherever_it_stands(desk: Desk) -> None:
    claims = {name: next(iter(desk.store.claims(name))).claim.claim for name in ("a", "b")}
    last = desk.store.find(Query(sort="queue"), limit=2 * OTHERS).events[-2:]
    assert {claim for event in last for claim in event.claims} >= {claims["a"]} or len(last[-1].claims) == 2
    found, looked = pairs.next_pairs(desk, (), 20, "mira")
    while not looked.whole:
        found, looked = pairs.next_pairs(desk, (), 20, "mira")
    assert looked.events == looked.total >= OTHERS
    assert [pair.key for pair in found] == ["+".join(sorted(claims.values()))]


def test_a_walk_takes_no_longer_than_it_may_and_goes_on(desk: Desk) -> None:
    doubts = Doubts(desk.store)
    walked = [doubts.look(0.0, 1) for _ in range(3)]
    assert [one.events for one in walked[:2]] == [STRETCH, 2 * STRETCH]
    assert [one.whole for one in walked] == [False] * (len(walked) - 1) + [True]
    assert len(doubts.best()) == 1


def test_who_could_not_tell_is_not_asked_again_and_others_are(desk: Desk, client: TestClient) -> None:
    (pair,) = keys(desk)
    before = desk.store.event_of(pair.split("+")[0])
    (kept,) = judge(client, "skip", pair)
    assert keys(desk) == []
    assert keys(desk, "omar") == [pair]
    assert desk.store.event_of(pair.split("+")[0]) == before
    assert client.get("/part/pairs").text.strip() == ""
    assert pair in client.get("/part/pairs", headers={"Cookie": "reviewer=omar"}).text
    assert client.post("/api/undo", json={"judgements": [kept]}).status_code == 201
    assert keys(desk) == [pair]


@pytest.mark.parametrize("kind", ["same", "different"])
def test_an_answer_holds_for_everybody(desk: Desk, client: TestClient, kind: str) -> None:
    (pair,) = keys(desk)
    first, second = pair.split("+")
    judge(client, kind, pair)
    assert (desk.store.event_of(first) == desk.store.event_of(second)) is (kind == "same")
    assert keys(desk) == keys(desk, "omar") == []


def test_a_pair_left_open_is_told_in_the_history(desk: Desk, client: TestClient) -> None:
    (pair,) = keys(desk)
    judge(client, "skip", pair)
    home = desk.store.event_of(pair.split("+")[0])
    assert "could not tell whether" in client.get(f"/event/{home}").text


def test_new_reports_bring_new_pairs(desk: Desk) -> None:
    assert len(keys(desk)) == 1
    then = {"day": "2023-05-05", "published": "2023-05-06"}
    stories = [
        made.shelling("c", 4, source="The Velm Courier", **then),  # type: ignore[arg-type]
        made.shelling("d", 30, source="Coast Radio", lat=12.7, **then),  # type: ignore[arg-type]
    ]
    made.put(desk.store, stories)
    assert "+".join(sorted(claim.claim for _, claim in stories)) in keys(desk)


@pytest.mark.parametrize(
    ("subjects", "message"), [(["c-1", "c-2", "c-3"], "allowed: 1 or 2"), (["c-none", "c-nil"], "holds no claim")]
)
def test_a_skip_that_cannot_be_is_refused(client: TestClient, subjects: list[str], message: str) -> None:
    answer = client.post("/api/judgements", json={"decisions": [{"kind": "skip", "subjects": subjects}]})
    body: dict[str, Any] = answer.json()
    assert (answer.status_code, message in body["error"]) == (422, True), body
