"""The record as it grows: incrementally, after corrections, killed at any moment, by two at once."""

import contextlib
import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from dateline import recording
from dateline import store as store_package
from dateline.errors import StaleError, StoreError, UsageError
from dateline.events import Event
from dateline.merge import Merged
from dateline.model import CodedReport, Issue, Look, Report
from dateline.pipeline import Coder, Say
from dateline.recording import Outcome, Recording
from dateline.settings import Settings
from dateline.store import Applied, Store, Written, open_store
from tests import fake_stages
from tests.fake_stages import FakeCoder
from tests.store import made

SETTINGS = Settings()
Found = Iterable[tuple[Report | Issue, bytes | None]]


def one_each(claims: Any, judgements: Any = (), previous: Any = ()) -> Merged:
    """Merge nothing: an event for each claim."""
    had = {claim: event for event, held in previous for claim in held}
    return Merged(events=tuple(made.event(one.claim, name=had.get(one.claim.claim)) for one in claims))


def read(*reports: Report | Issue) -> Found:
    return [(one, one.text.encode(errors="replace") if isinstance(one, Report) else None) for one in reports]


def report(name: str, text: str = "an attack", **fields: Any) -> Report:
    return Report(id=name, text=text, **fields)


def add(store: Store, found: Found, coder: type[Coder] = FakeCoder) -> tuple[list[CodedReport | Issue], Outcome]:
    run = Recording(store, SETTINGS, "add", who="mira", coder=coder, merging=one_each)
    told = list(run.add(found))
    assert run.outcome is not None
    return told, run.outcome


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "record.db"), create=True) as opened:
        yield opened


def test_reports_are_added_once(store: Store) -> None:
    first = [report("a"), report("b", "attack after attack"), report("c", "a fair")]
    told, outcome = add(store, read(*first))
    assert [one.report.id for one in told if isinstance(one, CodedReport)] == ["a", "b", "c"]
    assert (outcome.written, outcome.applied) == (Written(new=3, claims=3), Applied(new=3))
    again, outcome = add(store, read(*first, report("d")))
    assert [one.report.id for one in again if isinstance(one, CodedReport)] == ["d"]
    assert (outcome.written, outcome.applied) == (Written(new=1, same=3, claims=1), Applied(new=1))
    assert store.standing().events == {"unreviewed": 4}
    assert not list(store.check())


def test_one_run_may_hold_a_report_twice_and_its_correction(store: Store) -> None:
    told, outcome = add(store, read(report("a"), report("a"), report("a", "an attack, corrected"), report("b")))
    assert outcome.written == Written(new=2, corrected=1, same=1, claims=3)
    assert [v.report.text for v in store.versions("a")] == ["an attack", "an attack, corrected"]
    assert len(told) == 3
    assert not list(store.check())


def test_issues_pass_in_their_place_and_are_kept(store: Store) -> None:
    unread = Issue(report="b.pdf", stage="read", message="no text")
    told, outcome = add(
        store, read(report("a"), unread, report("x\0"), report("y", "half \ud800"), report("c", "coding-fails"))
    )
    assert [one.stage if isinstance(one, Issue) else one.report.id for one in told] == [
        "a",
        "read",
        "read",
        "read",
        "c",
    ]
    assert outcome.written == Written(new=2, claims=1, issues=4)
    assert {i.issue.stage for i in store.issues()} == {"read", "coding"}


def test_a_run_that_is_stopped_keeps_what_it_has_coded(store: Store) -> None:
    run = Recording(store, SETTINGS, "add", who="mira", coder=FakeCoder, merging=one_each)

    def found() -> Iterator[tuple[Report, bytes | None]]:
        yield from read(*(report(f"r{i}") for i in range(7)))  # type: ignore[misc]
        raise KeyboardInterrupt

    with contextlib.suppress(KeyboardInterrupt):
        list(run.add(found()))
    assert store.standing().reports == store.pending() == 7
    assert run.outcome is None
    assert store.runs()[0].ended is None
    _, outcome = add(store, read(report("r0")))
    assert (outcome.applied, store.pending()) == (Applied(new=7), 0)


class Second(FakeCoder):
    """A coder whose engine has changed: it finds raids too and fails on storms."""

    @classmethod
    def build(cls, settings: Settings, say: Say | None = None) -> Coder:
        class Engine(fake_stages.Engine):
            version = "2"

            def code(self, resolved: Any) -> Any:
                if "storm" in resolved.report.text:
                    raise ValueError("no storms")
                return [msgspec.structs.replace(c, engine_version="2") for c in super().code(resolved)]

        return Coder(fake_stages.Annotator(), fake_stages.Resolver(), Engine(), settings.max_chars)


def test_recoding_takes_up_what_the_engine_has_not_coded_and_loses_nothing(store: Store) -> None:
    add(store, read(report("a"), report("storm", "attack in a storm")))
    run = Recording(store, SETTINGS, "recode", who="mira", coder=Second, merging=one_each)
    told = list(run.recode(everything=False))
    assert run.outcome is not None
    assert run.outcome.written == Written(recoded=1, failed=1, claims=1, issues=1)
    assert {c.claim.report: c.claim.engine_version for c in store.claims()} == {"a": "2", "storm": "1"}
    assert [len(one.issues) for one in told if isinstance(one, CodedReport)] == [0, 1]
    again = Recording(store, SETTINGS, "recode", who="mira", coder=Second, merging=one_each)
    list(again.recode(everything=True))
    assert again.outcome is not None
    assert again.outcome.written == Written(same=1, failed=1)


def test_recoding_all_merges_all_and_counts_what_that_changed(store: Store) -> None:
    add(store, read(report("a"), report("b")))

    def together(claims: Any, judgements: Any, previous: Any) -> Merged:
        names = [name for name, _ in previous]
        whole = made.event(*(one.claim for one in claims), name=names[0])
        return Merged(events=(whole,), redirects=tuple((name, names[0]) for name in names[1:]))

    for everything, applied in ((False, Applied()), (True, Applied(changed=1, redirected=1)), (True, Applied(same=1))):
        run = Recording(store, SETTINGS, "recode", who="mira", why="new facts", coder=FakeCoder, merging=together)
        list(run.recode(everything=everything))
        assert run.outcome is not None
        assert run.outcome.applied == applied
        assert run.outcome.written == Written(same=2 * everything)
    assert not list(store.check())


def test_a_judgement_is_kept_and_merged_at_once(store: Store) -> None:
    add(store, read(report("a"), report("b")))
    claims = [one.claim.claim for one in store.claims()]
    seen: list[tuple[str, ...]] = []

    def merging(claims: Any, judgements: Any, previous: Any) -> Merged:
        seen.append(tuple(j.kind for j in judgements))
        (first, other) = claims
        return Merged(events=(made.event(first.claim, other.claim, name=previous[0][0]),),
                      redirects=((previous[1][0], previous[0][0]),))  # fmt: skip

    done = recording.judge(store, [made.judgement("same", *claims)], merging=merging)
    assert (done, seen, store.pending()) == (Applied(changed=1, redirected=1), [("same",)], 0)
    assert store.log(limit=1)[0].why in ("judged same", f"into {store.find().events[0].event}")
    with pytest.raises(UsageError, match="no judgement to keep"):
        recording.judge(store, [])


def test_judgements_of_one_moment_are_kept_all_or_none(store: Store) -> None:
    add(store, read(report("a")))
    event = store.find().events[0]
    good = made.judgement("accept", event.event, saw=event.version)
    unknown, stale = made.judgement("reject", "e-none"), made.judgement("reject", event.event, saw="v")
    for bad, error in ((unknown, UsageError), (stale, StaleError)):
        with pytest.raises(error):
            recording.judge(store, [good, bad], merging=one_each)
        assert store.judgements() == ()


def test_the_real_merge_puts_two_reports_of_one_event_together(store: Store) -> None:
    class Told(FakeCoder):
        @classmethod
        def build(cls, settings: Settings, say: Say | None = None) -> Coder:
            class Engine(fake_stages.Engine):
                def code(self, resolved: Any) -> Any:
                    return [made.claim(resolved.report, engine="fake", version="1")]

            return Coder(fake_stages.Annotator(), fake_stages.Resolver(), Engine(), settings.max_chars)

    def added(*reports: Report) -> list[Event]:
        run = Recording(store, SETTINGS, "add", who="mira", coder=Told)
        list(run.add(read(*reports)))
        return list(store.find().events)

    first, other = made.report("a"), made.report("z", day="2025-07-01")
    before = added(first, other)
    assert len(before) == 2
    again = made.report(
        "b", killed=5, source="Kest Radio", text=made.WORDS.format(day="Tuesday", killed=5) + " More soon."
    )
    after = added(msgspec.structs.replace(again, text=again.text + " Velm"))
    assert sorted(len(e.claims) for e in after) == [1, 2]
    assert {e.event for e in after} == {e.event for e in before}  # ids stay
    assert not list(store.check())


def test_a_look_is_in_the_ledger_once_all_that_came_of_it_is_safe(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "MOST_WAITING", 3)
    looks: list[Look] = []

    def found() -> Iterator[tuple[Report | Issue, bytes | None]]:
        for name in ("one", "two", "none"):
            for number in range(0 if name == "none" else 4):
                yield report(f"{name}{number}"), None
            looks.append(Look(place=f"https://{name}.example/feed", at="2026-11-02T08:00:00Z", web=True, feed=True))
        raise KeyboardInterrupt

    run = Recording(store, SETTINGS, "add", who="mira", coder=FakeCoder, merging=one_each)
    held: list[tuple[int, set[str]]] = []
    with contextlib.suppress(KeyboardInterrupt):
        for _ in run.add(found(), looks):
            held.append((store.standing().reports, {one.source for one in store.coverage() if one.looks}))
    assert (3, set()) in held
    assert all(reports >= 4 for reports, sources in held if "one.example" in sources)
    assert {one.source for one in store.coverage() if one.looks} == {"one.example", "two.example", "none.example"}
    again = Recording(store, SETTINGS, "add", who="mira", coder=FakeCoder, merging=one_each)
    list(again.add([], [Look(place="-", at="2026-11-02T08:00:00Z")]))  # nothing came: that is kept too
    assert ("", None) in {(one.source, one.day) for one in store.coverage()}


# ------------------------------------------------------------------------------------------------ processes

REPORTS = [report(f"r{i:03}", f"attack {i}, and another attack") for i in range(300)]


def work(path: str, telling: int) -> None:
    with open_store(path, create=True) as store:
        run = Recording(store, SETTINGS, "add", who="a process", coder=FakeCoder, merging=one_each)
        for one in run.add(read(*REPORTS)):
            if isinstance(one, CodedReport):
                os.write(telling, f"{one.report.id}\n".encode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of POSIX")
def test_killed_fifty_times_it_loses_nothing_that_it_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process adds reports and is killed at a random moment, while it opens, codes, writes or merges; the next run
    goes on where it was. When a record is full the next one begins."""
    monkeypatch.setattr(recording, "MOST_WAITING", 15)  # many small batches: many moments to be killed in
    monkeypatch.setattr(store_package, "BATCH", 60)
    chance = random.Random(7)
    killed = full = 0
    while killed < 50:
        path, told = str(tmp_path / f"record{full}.db"), set[str]()
        while killed < 50:
            ended = _killed_at_random(path, told, chance)
            if Path(path).exists():
                _nothing_is_lost_or_half_written(path, told)
            if ended:
                break
            killed += 1
        full += 1
        with open_store(path, create=True) as store:
            _, outcome = add(store, read(*REPORTS))
            assert outcome.written.new + outcome.written.same == len(REPORTS)
            assert (store.standing().reports, store.standing().events) == (300, {"unreviewed": 600})
            assert store.pending() == 0
            assert not list(store.check())


def _killed_at_random(path: str, told: set[str], chance: random.Random) -> bool:
    """Work in another process and kill it; whether it came to its end before."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            work(path, writing)
            os._exit(0)
        os._exit(1)
    os.close(writing)
    time.sleep(chance.uniform(0.0, 0.4))
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as stream:
        told |= {line.decode() for line in stream.read().split(b"\n")[:-1]}
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the run failed by itself"
    return not os.WIFSIGNALED(status)


def _nothing_is_lost_or_half_written(path: str, told: set[str]) -> None:
    try:
        store = open_store(path)
    except StoreError:  # killed before the first table was there
        assert not told
        return
    with store:
        claims: dict[str, int] = {}
        for one in store.claims():
            claims[one.report] = claims.get(one.report, 0) + 1
        assert told <= set(claims)
        assert set(claims.values()) <= {2}
        events = store.count()
        assert events + store.pending() == 2 * len(claims)


def test_two_writers_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "record.db")
    monkeypatch.setattr(recording, "MOST_WAITING", 15)
    open_store(path, create=True).close()
    failed: list[BaseException] = []

    def adding(reports: list[Report]) -> None:
        try:
            with open_store(path) as store:
                add(store, read(*reports))
        except BaseException as error:  # noqa: BLE001  # told below, in the test's own thread
            failed.append(error)

    halves = REPORTS[:100], REPORTS[80:200]
    threads = [threading.Thread(target=adding, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with open_store(path) as store:
        assert store.standing().reports == 200
        assert store.standing().events == {"unreviewed": 400}
        assert store.pending() == 0
        assert not list(store.check())


def test_the_log_of_a_run_can_be_read_as_json(store: Store) -> None:
    add(store, read(report("a")))
    lines = [json.loads(msgspec.json.encode(line)) for line in store.log()]
    assert [line["what"] for line in lines] == ["add ended", "event new", "report new", "add began"]
    assert {line["run"] for line in lines} == {1}
