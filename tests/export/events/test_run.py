"""Which events an export has: wishes, and changes since a moment."""

import msgspec
import pytest

from dateline.errors import UsageError
from dateline.events import Change, EventRecord
from dateline.export import events
from dateline.export.events import PublicProfile, Wanted, released
from tests.export.events import world
from tests.export.events.test_contract import FORMATS, IDS, table, written
from tests.export.events.world import place, when

SINCE = Wanted(since="2024-04-01")
AT_ONCE = PublicProfile(today="2024-06-01", delay_days=0)
PUBLIC = PublicProfile(today="2024-06-01", delay_days=30)


def changed(name: str, change: Change | None, **fields: object) -> EventRecord:
    said = {"place": place(), "date": when("2024-03-12"), "killed": world.toll(1, 1, 1), **fields}
    return msgspec.structs.replace(world.record(name, **said), change=change)


def ids(*names: str) -> list[str]:
    return [world.event(name).event for name in names]


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Wanted(), ["sure", "doubtful", "accepted"]),
        (Wanted(statuses=("accepted", "rejected")), ["accepted", "rejected"]),
        (Wanted(min_confidence=0.5), ["sure", "accepted"]),
    ],
)
def test_wishes(wanted: Wanted, kept: list[str]) -> None:
    records = [
        changed("sure", None, confidence=0.9),
        changed("doubtful", None, confidence=0.2),
        changed("accepted", None, status="accepted"),
        changed("rejected", None, status="rejected"),
    ]
    content, beside, report = written("csv", records, wanted)
    assert IDS["csv"](content) == ids(*kept)
    assert report.written == len(kept) == 4 - sum(one.events for one in report.left_out)
    assert set(beside) == {".claims.csv"}


CHANGED = [
    changed("n", "new"),
    changed("c", "changed"),
    changed("w", "withdrawn"),
    changed("now rejected", "changed", status="rejected"),
    changed("new and rejected", "new", status="rejected"),
]


@pytest.mark.parametrize("name", FORMATS)
def test_changes_are_listed_and_withdrawn_events_are_in_no_table(name: str) -> None:
    content, beside, report = written(name, CHANGED, SINCE)
    listed = [(row["event"], row["change"]) for row in table(beside[".changes.csv"])]
    assert listed == list(
        zip(ids("n", "c", "w", "now rejected"), ["new", "changed", "withdrawn", "withdrawn"], strict=True)
    )
    expected = ids("n", "c", "w", "now rejected") if name == "jsonl" else ids("n", "c")
    assert IDS[name](content) == expected
    assert (report.written, report.since) == (2, "2024-04-01")


def test_json_lines_say_what_happened() -> None:
    lines = [msgspec.json.decode(line) for line in written("jsonl", CHANGED, SINCE)[0].splitlines()]
    assert [line["change"] for line in lines] == ["new", "changed", "withdrawn", "withdrawn"]


def test_an_event_that_was_merged_names_the_one_it_is_in_now() -> None:
    import io

    class Kept(io.BytesIO):
        def close(self) -> None:
            pass

    file = Kept()
    events.export(
        "acled", CHANGED[2:3], io.BytesIO(), SINCE, version="test", beside=lambda e: file, now_in=lambda e: "e-other"
    )
    assert table(file.getvalue())[0]["now_in"] == "e-other"


def test_the_public_profile_never_writes_what_was_withdrawn() -> None:
    wanted = Wanted(since="2024-04-01", public=PUBLIC)
    content, beside, _ = written("jsonl", CHANGED, wanted)
    assert IDS["jsonl"](content) == ids("n", "c")
    assert [row["change"] for row in table(beside[".changes.csv"])] == ["new", "changed", "withdrawn", "withdrawn"]


def test_an_event_whose_delay_has_ended_is_new_to_the_public() -> None:
    """It has not changed since, but readers of the last public file have not seen it."""
    wanted = Wanted(since="2024-05-20", public=PUBLIC)
    old, due, young = (
        changed("old", None),
        changed("due", None, date=when("2024-04-25")),
        changed("young", None, date=when("2024-05-25")),
    )
    both = changed("both", "changed", date=when("2024-04-26"))
    found = list(released([old, due, young, both], [both], wanted))
    assert [(one.event.event, one.change) for one in found] == [
        (both.event.event, "changed"),
        (due.event.event, "new"),
    ]


@pytest.mark.parametrize(
    "wanted", [SINCE, Wanted(since="2024-05-20", public=PublicProfile(today="2024-06-01", delay_days=0))]
)
def test_without_a_delay_only_changes_are_read(wanted: Wanted) -> None:
    def never() -> EventRecord:
        raise AssertionError

    assert [one.change for one in released(iter(never, None), CHANGED, wanted)] == [one.change for one in CHANGED]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Wanted(min_confidence=1.5), "a confidence of 1.5 is not allowed; allowed: 0 to 1"),
        (
            Wanted(since="last week"),
            "'last week' is no ISO date or date-time; allowed: 2026-11-01 or 2026-11-01T12:00:00+00:00",
        ),
    ],
)  # fmt: skip
def test_impossible_wishes(wanted: Wanted, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        written("csv", [], wanted)
    assert str(caught.value) == message


def test_an_unknown_format() -> None:
    with pytest.raises(UsageError, match="there is no event format 'shp'; there are: acled, csv"):
        written("shp", [])


def test_the_summary_reads() -> None:
    _, _, report = written("acled", [world.told_twice(), world.bare(), world.rejected()])
    lines = list(report.summary())
    assert lines[0] == "1 event written as acled, 2 left out"
    assert lines[1] == "left out: 1 event: threatened: no report says that it happened"
    assert lines[3].startswith("dropped: ")
