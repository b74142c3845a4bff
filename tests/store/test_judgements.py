"""People's judgements: kept, checked, undone."""

from typing import Any

import msgspec
import pytest

from dateline.errors import StaleError, UsageError
from dateline.store import Query, Store
from dateline.store._judgements import decode, in_force
from tests.store import made

A, B = made.report("a"), made.report("b", day="2024-03-13")
CA, CB = made.claim(A), made.claim(B)


@pytest.fixture
def two(store: Store) -> Store:
    made.filled(store, A, B)
    return store


def test_a_judgement_is_kept_once_and_lets_its_claims_wait(two: Store) -> None:
    one = made.judgement("different", CA.claim, CB.claim, reason="other days")
    assert two.judge(one)
    assert not two.judge(one)
    assert two.judgements() == (one,)
    assert two.judgements(CA.claim) == (one,)
    assert two.pending() == 2


def test_two_reviewers_never_overwrite_each_other_in_silence(two: Store) -> None:
    event = str(two.event_of(CA.claim))
    seen = two.event(event)
    assert seen is not None
    assert two.judge(made.judgement("accept", event, saw=seen.event.version))
    with pytest.raises(StaleError, match=f"{event} has changed since it was looked at; nothing was written"):
        two.judge(made.judgement("reject", event, reviewer="jo", saw="v-older"))
    assert len(two.judgements()) == 1
    assert two.judge(made.judgement("reject", event, reviewer="a script"))


@pytest.mark.parametrize(
    ("kind", "subjects", "fields", "told"),
    [
        ("same", (CA.claim,), {}, "has 1 subjects; allowed: 2"),
        ("same", (CA.claim, CA.claim), {}, "allowed: 2, each a different one"),
        ("same", (CA.claim, "c-none"), {}, "holds no claim 'c-none'"),
        ("accept", ("e-none",), {}, "holds no claim or event 'e-none'"),
        ("undo", ("j-none",), {}, "holds no judgement 'j-none'"),
        ("correct", (CA.claim,), {"field": "report", "value": b'"x"'}, "no field 'report' to correct; allowed: acled,"),
        ("correct", (CA.claim,), {"field": "outcome"}, "gives no value"),
        (
            "correct",
            (CA.claim,),
            {"field": "outcome", "value": b'"won"'},
            "'outcome' cannot be corrected to this: Invalid",
        ),
        ("add", ("r-none",), {"value": b"{}"}, "holds no report 'r-none'"),
        ("add", ("a",), {"value": b"{}"}, "this is no claim"),
        ("add", ("a",), {"value": msgspec.json.encode(CA)}, "holds a claim .* already"),
        ("add", ("a",), {"value": msgspec.json.encode(CB)}, "must be of report 'a'"),
    ],
)
def test_what_cannot_be_meant_is_refused(two: Store, kind: str, subjects: Any, fields: Any, told: str) -> None:
    if "value" in fields:
        fields = {**fields, "value": msgspec.Raw(fields["value"])}
    with pytest.raises(UsageError, match=told):
        two.judge(made.judgement(kind, *subjects, **fields))
    assert (two.judgements(), two.pending()) == ((), 0)


def test_a_claim_that_a_person_adds_stands_until_it_is_taken_back(two: Store) -> None:
    own = made.claim(A, event_type="looting", engine="person")
    adding = made.judgement("add", "a", value=msgspec.Raw(msgspec.json.encode(own)))
    two.judge(adding)
    assert [c.claim for c in two.claims("a")] == [CA, own]
    made.merged(two)
    assert two.event_of(own.claim)
    # coding the report again leaves it alone
    two.put([made.entry(A, version="2")], two.begin("recode", who="mira"))
    assert own in [c.claim for c in two.claims("a")]
    undo = made.judgement("undo", adding.judgement)
    two.judge(undo)
    assert own not in [c.claim for c in two.claims("a")]
    two.judge(made.judgement("undo", undo.judgement))
    assert own in [c.claim for c in two.claims("a")]
    made.merged(two)
    assert not list(two.check())


def test_an_added_claim_must_quote_its_report(two: Store) -> None:
    wrong = made.claim(A, event_type="looting", mentions=(msgspec.structs.replace(CA.mentions[0], text="Rebels fled"),))
    with pytest.raises(UsageError, match=r"words are not where it says: mentions\[0\]: the text has 'Rebels shelled"):
        two.judge(made.judgement("add", "a", value=msgspec.Raw(msgspec.json.encode(wrong))))


def test_what_is_skipped_goes_to_the_end_of_the_queue_until_it_changes(two: Store) -> None:
    def queue() -> list[str]:
        return [e.event for e in two.find(Query(sort="queue")).events]

    first, second = queue()
    two.judge(made.judgement("skip", first))
    assert queue() == [second, first]
    assert two.pending() == 0
    two.judge(made.judgement("skip", first, reviewer="jo"))
    two.judge(made.judgement("skip", second))
    assert queue() == [first, second]


def test_an_undo_may_itself_be_undone() -> None:
    accept = made.judgement("accept", "e")
    undo = made.judgement("undo", accept.judgement)
    redo = made.judgement("undo", undo.judgement)
    assert in_force([accept]) == [accept]
    assert in_force([accept, undo]) == []
    assert in_force([accept, undo, redo]) == [accept]


@pytest.mark.parametrize(
    ("kind", "stored", "value"),
    [
        ("correct", '"value":{"low":1,"high":null}', b'{"low":1,"high":null}'),
        ("correct", '"value":[]', b"[]"),
        ("correct", '"value":null', b"null"),  # the report does not say
        ("correct", "", None),
        ("add", '"value":{"claim":"c-1"}', b'{"claim":"c-1"}'),
        ("accept", '"value":null', None),  # as records before November 2026 hold it
        ("accept", "", None),
    ],
)
def test_a_value_and_no_value_stay_apart(kind: str, stored: str, value: bytes | None) -> None:
    body = (
        f'{{"judgement":"j","kind":"{kind}","subjects":["c-1"],"reviewer":"mira","at":"t"{"," * bool(stored)}{stored}}}'
    )
    one = decode(body)
    assert (bytes(one.value) if one.value else None) == value
    assert decode(msgspec.json.encode(one).decode()) == one


def test_a_correction_to_null_comes_back_from_the_record(two: Store) -> None:
    one = made.judgement("correct", CA.claim, field="killed", value=msgspec.Raw(b"null"))
    two.judge(one)
    assert two.judgements() == (one,)
    made.merged(two)
    assert two.event(str(two.event_of(CA.claim))).judgements == (one,)  # type: ignore[union-attr]
