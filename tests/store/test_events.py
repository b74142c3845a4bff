"""Events in the store: applied in groups, redirected, withdrawn; their history, and what changed since."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dateline.errors import StoreError, UsageError
from dateline.events import Event
from dateline.store import Applied, Store
from dateline.store._apply import Pace, groups, packed
from tests.store import made

A, B, C = made.report("a"), made.report("b", day="2024-03-13"), made.report("c", day="2024-03-14")
CA, CB, CC = made.claim(A), made.claim(B), made.claim(C)


def changes(store: Store, since: str) -> dict[str, str | None]:
    return {record.event.event: record.change for record in store.changes(since)}


def moment(store: Store) -> str:
    time.sleep(0.001)  # after the latest line, before the next
    return datetime.now(UTC).isoformat(timespec="microseconds")


def apply(store: Store, *events: Event, redirects: tuple[tuple[str, str], ...] = (), **fields: str) -> Applied:
    return store.apply(store.neighbourhood(), events, redirects, who="merge", **fields)


@pytest.fixture
def three(store: Store) -> Store:
    run = store.begin("add", who="mira")
    store.put([made.entry(r, [c]) for r, c in ((A, CA), (B, CB), (C, CC))], run)
    done = apply(store, made.event(CA, name="ea"), made.event(CB, name="eb"), made.event(CC, name="ec"))
    assert done == Applied(new=3)
    assert store.pending() == 0
    return store


def test_an_event_comes_with_everything(three: Store) -> None:
    three.judge(made.judgement("accept", "ea"))
    record = three.event("ea")
    assert record is not None
    assert record.event == made.event(CA, name="ea")
    assert (record.claims, record.reports) == ((CA,), (A,))
    assert [j.subjects for j in record.judgements] == [("ea",)]
    assert three.event_of(CA.claim) == "ea"
    assert (three.event("nothing"), three.event_of("nothing")) == (None, None)


def test_applying_the_same_again_changes_nothing(three: Store) -> None:
    before = three.log()
    same = (made.event(CA, name="ea"), made.event(CB, name="eb"), made.event(CC, name="ec"))
    assert apply(three, *same) == Applied(same=3)
    assert three.log() == before


def test_events_that_are_merged_redirect_and_split_again(three: Store) -> None:
    began = moment(three)
    both = made.event(CA, CB, name="ea")
    done = apply(three, both, made.event(CC, name="ec"), redirects=(("eb", "ea"),), why="mira says the same")
    assert done == Applied(changed=1, redirected=1, same=1)
    assert three.redirect("eb") == "ea"
    found = three.event("eb")
    assert found is not None
    assert (found.event, found.claims) == (both, (CA, CB))
    assert changes(three, began) == {"ea": "changed", "eb": "withdrawn"}
    # all three in one: the redirect of eb leads on
    apply(three, made.event(CC, CA, CB, name="ec"), redirects=(("ea", "ec"),))
    assert (three.redirect("ea"), three.redirect("eb")) == ("ec", "ec")
    # and apart again
    apply(three, made.event(CA, name="ea"), made.event(CB, name="eb"), made.event(CC, name="ec"))
    assert [three.redirect(e) for e in ("ea", "eb", "ec")] == ["ea", "eb", "ec"]
    assert [(r.change, r.to, r.why) for r in three.history("eb")] == [
        ("new", None, None),
        ("redirected", "ea", "mira says the same"),
        ("new", None, None),
    ]
    assert not list(three.check())


def test_what_changed_since(three: Store) -> None:
    began = three.log(limit=100)[-1].at
    assert changes(three, began) == {"ea": "new", "eb": "new", "ec": "new"}
    middle = moment(three)
    assert changes(three, middle) == {}
    apply(three, made.event(CA, name="ea", confidence=0.4), made.event(CB, name="eb2"), made.event(CC, name="ec"))
    assert changes(three, middle) == {"ea": "changed", "eb": "withdrawn", "eb2": "new"}
    assert changes(three, began) == {"ea": "new", "eb2": "new", "ec": "new"}  # eb came and went
    later = moment(three)
    apply(three, made.event(CA, name="ea"), made.event(CB, name="eb2"), made.event(CC, name="ec"))
    assert {r.event.event: r.change for r in three.changes(middle, later)} == changes(three, middle)


def test_a_group_that_someone_changed_meanwhile_stays_pending(three: Store) -> None:
    near = three.neighbourhood()
    three.judge(made.judgement("correct", CB.claim, field="outcome", value=b'"failed"'))  # type: ignore[arg-type]
    done = three.apply(
        near, [made.event(c, name=n, confidence=0.1) for c, n in ((CA, "ea"), (CB, "eb"))], (), who="merge"
    )
    assert (done.changed, done.stale) == (1, 1)
    assert three.pending() == 1
    found = three.event("eb")
    assert found is not None
    assert found.event.confidence == CB.confidence


def test_two_mergers_at_once_write_each_event_once(three: Store) -> None:
    first, second = three.neighbourhood(), three.neighbourhood()
    events = [made.event(CA, CB, name="ea"), made.event(CC, name="ec")]
    assert three.apply(first, events, (("eb", "ea"),), who="one") == Applied(changed=1, redirected=1, same=1)
    assert three.apply(second, events, (("eb", "ea"),), who="other") == Applied(stale=1, same=1)


def test_the_neighbourhood_is_what_a_new_claim_could_touch(store: Store) -> None:
    run = store.begin("add", who="mira")
    store.put([made.entry(r, [c], keys={c.claim: (r.published or "",)}) for r, c in ((A, CA), (B, CB), (C, CC))], run)
    apply(store, made.event(CA, CC, name="ea"), made.event(CB, name="eb"))
    new = made.report("d", day="2024-03-12", killed=7)
    store.put([made.entry(new, keys={made.claim(new).claim: ("2024-03-12",)})], run)

    def on(day: str) -> Any:
        def gather(start: Any, fetch: Any, judgements: Any) -> Any:
            assert {one.report for one in start} == {"d"}
            return [*start, *fetch([day], [])]

        return gather

    near = store.neighbourhood(on("2024-03-12"))
    assert {one.report for one in near.claims} == {"a", "c", "d"}  # a by its day, c as it is one event with a
    assert near.previous == (("ea", tuple(sorted((CA.claim, CC.claim)))),)
    assert {one.report for one in store.neighbourhood(on("2024-03-13")).claims} == {"b", "d"}
    assert len(store.neighbourhood().claims) == 4


def test_judged_claims_are_where_merging_begins(three: Store) -> None:
    three.judge(made.judgement("same", CA.claim, CC.claim))
    near = three.neighbourhood(lambda start, fetch, judgements: start)
    assert {one.report for one in near.claims} == {"a", "c"}
    assert [j.kind for j in near.judgements] == ["same"]


def test_copies_are_found_by_their_fingerprints(store: Store) -> None:
    prints = frozenset(f"{i * 37:016x}" for i in range(200))
    run = store.begin("add", who="mira")
    store.put([made.entry(A, [CA], prints=prints, work="w1"), made.entry(B, [CB], prints=frozenset(["ab" * 8]))], run)
    apply(store, made.event(CA, name="ea"), made.event(CB, name="eb"))
    assert store.similar({"x": sorted(prints)[:80]}) == [(A, "w1")]
    assert store.similar({"x": ["ab" * 8]}) == []  # one phrase alone
    store.rework({"b": "w1"}, run)
    assert store.pending() == 1
    assert {one.work for one in store.claims()} == {"w1"}


def test_groups_share_claims_and_are_never_split(three: Store) -> None:
    near = three.neighbourhood()
    found = groups(near, [made.event(CA, CB, name="ea"), made.event(CC, name="ec")], {"eb": "ea"})
    assert sorted(([e.event for e in g.events], sorted(g.before)) for g in found) == [
        (["ea"], ["ea", "eb"]),
        (["ec"], ["ec"]),
    ]
    assert [len(batch) for batch in packed(found, Pace(2))] == [1, 1]
    assert [len(batch) for batch in packed(found, Pace(3))] == [2]


def test_batches_become_as_large_as_the_machine_is_quick() -> None:
    pace = Pace(2_000)
    sizes = []
    for seconds in (0.01, 0.01, 0.08, 4.0, 0.02, 0.0):
        sizes.append(pace.size)
        pace.took(seconds)
    assert [*sizes, pace.size] == [100, 200, 400, 200, 25, 50, 100]


@pytest.mark.parametrize("table", ["audit", "history", "judgements", "judgement_subjects"])
@pytest.mark.parametrize("verb", ["DELETE FROM {}", "UPDATE {} SET seq = seq + 1"])
def test_what_was_logged_is_never_changed(three: Store, table: str, verb: str) -> None:
    from sqlalchemy import text

    three.judge(made.judgement("accept", "ea"))
    with pytest.raises(StoreError, match="never changed or deleted"), three._database.writing() as connection:
        connection.execute(text(verb.format(table)))


def test_the_log_tells_who_when_what_and_why(three: Store) -> None:
    three.judge(made.judgement("reject", "eb", reviewer="jo", reason="a drill"))
    line = three.log(limit=1)[0]
    assert (line.who, line.what, line.subject, line.why) == ("jo", "judged reject", "eb", "a drill")
    assert [(entry.who, entry.what) for entry in three.log(subject="eb")] == [
        ("jo", "judged reject"),
        ("merge", "event new"),
    ]
    assert {entry.who for entry in three.log(who="mira")} == {"mira"}
    lines = three.log()
    assert three.log(before=lines[1].seq, limit=2) == lines[2:4]


def test_a_record_says_when_it_last_changed_an_event(store: Store) -> None:
    made.filled(store, made.report("a"), made.report("b", day="2024-03-13"))
    first, other = list(store.records())
    assert first.updated == store.history(first.event.event)[-1].at
    made.filled(store, made.report("a", killed=9))
    for one in store.records():
        assert one.updated == store.history(one.event.event)[-1].at
    again = store.event(other.event.event)
    assert again is not None
    assert again.updated is not None
    assert max(one.updated or "" for one in store.changes("2024-01-01")) >= again.updated


@pytest.mark.parametrize(
    ("hours", "form", "found"),
    [
        (-1, "%Y-%m-%dT%H:%M:%S+00:00", 1),
        (1, "%Y-%m-%dT%H:%M:%S+00:00", 0),
        (-1, "%Y-%m-%dT%H:%M:%SZ", 1),
        (1, "%Y-%m-%d %H:%M", 0),
        (-1, "%Y-%m-%d %H:%M", 1),
        (-1, "%Y%m%dT%H%M%S", 1),
        (1, "%Y%m%dT%H%M%S", 0),
        (-1 + 5, "%Y-%m-%dT%H:%M:%S+05:00", 1),  # an hour ago, as people east of Greenwich write it
        (1 - 5, "%Y-%m-%dT%H:%M:%S-05:00", 0),
        (-30, "%Y-%m-%d", 1),
        (30, "%Y-%m-%d", 0),
    ],
)
def test_changes_since_a_moment_however_it_is_written(store: Store, hours: int, form: str, found: int) -> None:
    made.filled(store, made.report("a"))
    moment = datetime.now(UTC) + timedelta(hours=hours)
    assert len(list(store.changes(moment.strftime(form)))) == found


def test_changes_since_no_moment_are_wrong_usage(store: Store) -> None:
    with pytest.raises(UsageError, match="'last week' is no ISO date or date-time; allowed: 2026-11-01"):
        list(store.changes("last week"))
