"""Reports and claims in the store: once, in versions, with their bytes, and coded again."""

import hashlib

import msgspec
import pytest

from dateline.errors import UsageError
from dateline.model import CodedReport, Issue, Original, Report
from dateline.store import Entry, Store, Written
from tests.store import made


def states(store: Store, *reports: Report) -> list[tuple[str, str, int]]:
    return [(i.report.id, i.state, i.version) for i in store.identify(reports)]


def test_the_same_report_twice_changes_nothing(store: Store) -> None:
    made.filled(store, made.report())
    before = store.standing(), store.log(), store.history(store.find().events[0].event)
    run = store.runs()[0].run
    assert states(store, made.report()) == [("r1", "same", 1)]
    assert store.put([made.entry(made.report())], run) == Written(same=1)
    assert store.pending() == 0
    assert (store.standing(), store.log(), store.history(store.find().events[0].event)) == before


def test_a_corrected_report_is_a_new_version_and_takes_the_claims_of_the_old(store: Store) -> None:
    old, new = made.report(killed=4), made.report(killed=9)
    run = made.filled(store, old)
    was = store.find().events[0]
    assert states(store, new, old) == [("r1", "corrected", 2), ("r1", "same", 1)]
    assert store.put([made.entry(new)], run) == Written(corrected=1, claims=1)
    made.merged(store)
    assert [(v.version, v.current, v.report.text) for v in store.versions("r1")] == [
        (1, False, old.text),
        (2, True, new.text),
    ]
    found = store.find().events
    assert [(e.event, e.killed and e.killed.best) for e in found] == [(was.event, 9)]
    record = store.event(was.event)
    assert record is not None
    assert [r.text for r in record.reports] == [new.text]
    assert store.put([made.entry(old)], run) == Written(same=1)  # the uncorrected file is read again
    assert not list(store.check())


PAGE = "https://example.org/velm/market"


@pytest.mark.parametrize(
    ("address", "other_text", "expected"),
    [
        (PAGE, None, ("r1", "corrected", 2)),
        (
            PAGE,
            "An election was held in Kest and nobody came to vote before noon, said the commission.",
            ("x", "new", 1),
        ),
        ("https://example.org/", None, ("x", "new", 1)),
        ("https://example.org/velm/other", None, ("x", "new", 1)),
    ],
)
def test_a_page_is_known_by_its_address_when_its_words_agree(
    store: Store, address: str, other_text: str | None, expected: tuple[str, str, int]
) -> None:
    made.filled(store, made.report(url=PAGE if "velm" in address else address))
    corrected = made.report("x", killed=6, url=address)
    corrected = msgspec.structs.replace(corrected, text=other_text or corrected.text)
    assert states(store, corrected) == [expected]


def test_a_file_is_known_by_its_path_when_its_words_agree(store: Store) -> None:
    def read(name: str, killed: int) -> Report:
        text = made.WORDS.format(day="Tuesday", killed=killed)
        told = Original(
            sha256="0" * 64, media_type="text/plain", size=1, retrieved_at="2024-03-13T00:00:00Z", name="a.txt"
        )
        return Report(id=name, text=text, original=told)

    first = read("x1", 4)
    run = store.begin("add", who="mira")
    store.put([Entry(coded=CodedReport(report=first), engine="hand", engine_version="1")], run)
    assert states(store, read("x1", 4), read("x2", 5)) == [("x1", "same", 1), ("x1", "corrected", 2)]


def test_originals_are_kept_once_with_their_hash(store: Store) -> None:
    feed = b"<rss/>" * 1_000
    run = store.begin("add", who="mira")
    store.put([made.entry(made.report(name), data=feed) for name in ("r1", "r2")], run)
    kept = store.original("r2")
    assert kept is not None
    assert (kept.data, kept.sha256) == (feed, hashlib.sha256(feed).hexdigest())
    assert store.standing().originals == 1
    assert store.original("r3") is None


def test_recoding_follows_the_same_words_and_keeps_what_people_decided(store: Store) -> None:
    text = "Rebels shelled Velm on Monday, killing 4, and the army bombed Kest and looted Orl, residents said."
    of = made.report(text=text)
    old = {t: made.claim(of, trigger=t, event_type=t) for t in ("shelled", "bombed", "looted")}
    run = store.begin("add", who="mira")
    store.put([made.entry(of, old.values())], run)
    made.merged(store)
    ids = {t: store.event_of(c.claim) for t, c in old.items()}
    store.judge(made.judgement("accept", str(ids["shelled"])))
    store.judge(made.judgement("reject", old["bombed"].claim))
    made.merged(store)
    # the new engine gives other ids; it no longer finds the shelling, and the looting is a theft to it
    new = {
        "bombed": made.claim(of, trigger="bombed", event_type="bombed", engine="other"),
        "looted": made.claim(of, trigger="looted", event_type="theft", engine="other"),
    }
    written = store.put([Entry(coded=CodedReport(report=of, claims=tuple(new.values())), engine="other",
                               engine_version="2")], run)  # fmt: skip
    assert written == Written(recoded=1, claims=2)
    near = store.neighbourhood()
    standing = {one.claim.claim for one in near.claims}
    assert standing == {old["shelled"].claim, new["bombed"].claim, new["looted"].claim}
    assert {(j.kind, *j.subjects) for j in near.judgements} == {
        ("accept", str(ids["shelled"])),
        ("reject", new["bombed"].claim),
    }
    assert (str(ids["bombed"]), (new["bombed"].claim,)) in near.previous
    made.merged(store)
    assert store.event_of(new["bombed"].claim) == ids["bombed"]
    assert store.event(str(ids["looted"])) is None
    assert [r.change for r in store.history(str(ids["looted"]))] == ["new", "withdrawn"]
    record = store.event(str(ids["bombed"]))
    assert record is not None
    assert [j.kind for j in record.judgements] == ["reject"]
    assert not list(store.check())


def test_what_a_person_accepted_stands_as_it_was_accepted(store: Store) -> None:
    of = made.report()
    accepted = made.claim(of)
    run = made.filled(store, of)
    store.judge(made.judgement("accept", accepted.claim))
    other = made.claim(of, event_type="air_strike", engine="other")
    store.put([Entry(coded=CodedReport(report=of, claims=(other,)), engine="other", engine_version="2")], run)
    assert [c.claim for c in store.claims("r1")] == [accepted]
    assert "left out for a person's own" in str(store.log(subject="r1")[0].why)
    assert list(store.reports(coded_otherwise=("other", "2"))) == []
    assert list(store.reports(coded_otherwise=("other", "3"))) == [of]


def test_issues_are_told_once_and_closed_when_the_report_is_coded(store: Store) -> None:
    of = made.report()
    run = store.begin("add", who="mira")
    failed = CodedReport(report=of, issues=(Issue(report="r1", stage="coding", message="the stage \0 failed"),))
    assert store.put([Entry(coded=failed, engine="hand", engine_version="0")], run).issues == 1
    unread = Issue(report="b.pdf", stage="read", message="no text")
    assert store.put_issues([unread, unread], run) == 1
    assert store.put_issues([unread], run) == 0
    assert [(i.issue.report, i.day) for i in store.issues()] == [("b.pdf", None), ("r1", "2024-03-12")]
    store.put([made.entry(of)], run)
    assert [i.issue.report for i in store.issues()] == ["b.pdf"]
    assert [i.issue.report for i in store.issues(closed=True)] == ["b.pdf", "r1"]
    assert store.runs()[0].issues == 2


def test_no_event_differs_from_not_read(store: Store) -> None:
    run = made.filled(store, made.report("r1"), made.report("r2"))
    quiet = made.report("r3", day="2024-03-13")
    store.put([made.entry(quiet, [])], run)
    store.cover("The Velm Courier", "2024-03-15")
    seen = {(c.source, c.day): (c.reports, c.events) for c in store.coverage()}
    assert seen == {
        ("The Velm Courier", "2024-03-12"): (2, 2),
        ("The Velm Courier", "2024-03-13"): (1, 0),
        ("The Velm Courier", "2024-03-15"): (0, 0),
    }
    assert [c.day for c in store.coverage("2024-03-13", "2024-03-14")] == ["2024-03-13"]


def test_a_batch_must_be_of_a_run_and_name_each_report_once(store: Store) -> None:
    with pytest.raises(UsageError, match="there is no run 7"):
        store.put([made.entry(made.report())], 7)
    run = store.begin("add", who="mira")
    with pytest.raises(UsageError, match="two versions of one report"):
        store.put([made.entry(made.report(killed=1)), made.entry(made.report(killed=2))], run)
    assert store.standing().reports == 0
