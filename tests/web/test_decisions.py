"""Decisions: appended, undone by others, never written over in silence."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.store import Store


def event(client: TestClient, identity: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/events/{identity}").json()
    return found


def decide(client: TestClient, shown: dict[str, Any], kind: str, *subjects: str, **fields: Any) -> Any:
    decision = {"kind": kind, "subjects": subjects or (shown["event"],), **fields}
    body = {"event": shown["event"], "saw": shown["version"], "reviewer": "omar", "decisions": [decision]}
    return client.post("/api/judgements", json=body)


@pytest.mark.parametrize(("kind", "status"), [("accept", "accepted"), ("reject", "rejected"), ("skip", "unreviewed")])
def test_a_decision_is_kept_with_who_and_when(
    client: TestClient, double: dict[str, Any], kind: str, status: str
) -> None:
    answer = decide(client, double, kind, reason="read both")
    assert answer.status_code == 201, answer.text
    found = event(client, double["event"])
    assert found["event"]["status"] == status
    (kept,) = found["judgements"]
    assert (kept["kind"], kept["reviewer"], kept["reason"]) == (kind, "omar", "read both")
    assert kept["judgement"] in answer.json()["judgements"]


def test_undo_is_another_judgement(client: TestClient, double: dict[str, Any], store: Store) -> None:
    kept = decide(client, double, "accept").json()["judgements"]
    assert client.post("/api/undo", json={"judgements": kept}).status_code == 201
    assert event(client, double["event"])["event"]["status"] == "unreviewed"
    assert [one.kind for one in store.judgements()] == ["accept", "undo"]


def test_the_second_of_two_reviewers_is_told_what_changed(client: TestClient, double: dict[str, Any]) -> None:
    assert decide(client, double, "reject", reason="a drill").status_code == 201
    answer = decide(client, double, "accept")
    assert answer.status_code == 409
    body = answer.json()
    assert any("omar decided “reject”" in line and "a drill" in line for line in body["changed"])
    assert body["changed"][-1] == "It is now rejected."
    assert body["version"] == event(client, double["event"])["event"]["version"]
    assert len(event(client, double["event"])["judgements"]) == 1


def test_several_decisions_are_kept_or_none(client: TestClient, double: dict[str, Any]) -> None:
    good = {"kind": "accept", "subjects": [double["event"]]}
    bad = {"kind": "correct", "subjects": [double["claims"][0]], "field": "colour", "value": 1}
    answer = client.post("/api/judgements", json={"decisions": [good, bad]})
    assert answer.status_code == 422
    assert "colour" in answer.json()["error"]
    assert event(client, double["event"])["judgements"] == []


def test_a_corrected_toll_is_the_toll(client: TestClient, double: dict[str, Any]) -> None:
    seven = {"low": 7, "high": 7, "text": None, "start": None, "end": None}
    decisions = [
        {"kind": "correct", "subjects": [claim], "field": "killed", "value": seven} for claim in double["claims"]
    ]
    body = {"event": double["event"], "saw": double["version"], "decisions": decisions}
    assert client.post("/api/judgements", json=body).status_code == 201
    now = event(client, double["event"])["event"]
    assert (now["killed"]["low"], now["killed"]["high"], now["status"]) == (7, 7, "corrected")


def test_an_event_is_split_and_joined_again(client: TestClient, double: dict[str, Any]) -> None:
    first, second = double["claims"]
    path = f"/api/events/{double['event']}/split"
    answer = client.post(path, json={"claims": [second], "saw": double["version"]})
    assert answer.status_code == 201, answer.text
    homes = answer.json()["events"]
    assert len(homes) == 2
    one, other = (event(client, home)["event"] for home in homes)
    path = f"/api/events/{one['event']}/merge"
    body = {"other": other["event"], "saw": one["version"], "saw_other": other["version"]}
    assert client.post(path, json=body).status_code == 201
    now = event(client, other["event"])["event"]
    assert set(now["claims"]) == {first, second}
    gone = ({one["event"], other["event"]} - {now["event"]}).pop()
    page = client.get(f"/event/{gone}", follow_redirects=False)
    assert (page.status_code, page.headers["location"]) == (303, f"/event/{now['event']}?from={gone}")


@pytest.mark.parametrize("claims", [[], ["c-unknown"]])
def test_a_split_that_cannot_be_is_refused(client: TestClient, double: dict[str, Any], claims: list[str]) -> None:
    body = {"claims": claims, "saw": double["version"]}
    assert client.post(f"/api/events/{double['event']}/split", json=body).status_code == 422


def test_selected_words_set_a_value(client: TestClient, store: Store, double: dict[str, Any]) -> None:
    claim = double["claims"][0]
    report = next(one for one in event(client, double["event"])["claims"] if one["claim"] == claim)["report"]
    text = store.report(report).text  # type: ignore[union-attr]
    at = text.index("market")
    body = {"field": "weapons", "start": at, "end": at + len("market"), "saw": double["version"]}
    assert client.post(f"/api/claims/{claim}/select", json=body).status_code == 201
    (kept,) = event(client, double["event"])["judgements"]
    assert kept["field"] == "weapons"
    assert [(one["text"], one["kind"]) for one in kept["value"]] == [("market", "other")]
    assert client.post(f"/api/claims/{claim}/select", json=body).status_code == 409


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": 5, "end": 5}, "not in the text"),
        ({"start": 0, "end": 9_999}, "not in the text"),
        ({"field": "confidence"}, "cannot set the field"),
    ],
)
def test_words_that_cannot_be_a_value_are_refused(
    client: TestClient, double: dict[str, Any], change: dict[str, Any], message: str
) -> None:
    body = {"field": "weapons", "start": 0, "end": 4, **change}
    answer = client.post(f"/api/claims/{double['claims'][0]}/select", json=body)
    assert (answer.status_code, message in answer.json()["error"]) == (422, True)


def test_a_name_is_needed(client: TestClient, double: dict[str, Any]) -> None:
    for name in ("", "  ", "x" * 81, "a\x00b"):
        body = {"reviewer": name, "decisions": [{"kind": "accept", "subjects": [double["event"]]}]}
        assert client.post("/api/judgements", json=body).status_code == 422


def test_a_pair_is_joined_by_a_persons_word(client: TestClient, store: Store) -> None:
    events = client.get("/api/events").json()["events"]
    one, other = (
        next(e for e in events if e["date"] and e["date"]["from"] == day) for day in ("2024-06-01", "2024-08-01")
    )
    subjects = [one["claims"][0], other["claims"][0]]
    body = {"decisions": [{"kind": "same", "subjects": subjects}]}
    assert client.post("/api/judgements", json=body).status_code == 201
    assert store.event_of(subjects[0]) == store.event_of(subjects[1])
