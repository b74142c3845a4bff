"""The coverage ledger: what was read of which source for which day, also where it held nothing."""

from typing import Any

import pytest

from dateline.errors import StoreError
from dateline.model import Look
from dateline.store import CoverageDay, Store
from tests.store import made

FEED = "https://example.org/news/feed.xml"
COURIER, RADIO = "The Velm Courier", "Kest Radio"


def look(day: str, place: str = FEED, **fields: Any) -> Look:
    return Look(place=place, at=f"{day}T08:00:00Z", web="://" in place, **{"feed": place == FEED, **fields})


def ledger(store: Store, *looks: Look) -> dict[tuple[str, str | None], tuple[int, int, int]]:
    """Give source and day with the reports, issues and looks, after some looks."""
    store.put_looks(looks, store.begin("add", who="mira"))
    return {(one.source, one.day): (one.reports, one.issues, one.looks) for one in store.coverage()}


@pytest.mark.parametrize(
    ("looks", "found"),
    [
        # an address that never gave a report goes by its host
        ([look("2026-11-02")], {("example.org", "2026-11-02"): (0, 0, 1)}),
        # once it has, all looks at it are at its source, those before it too
        (
            [look("2026-11-02"), look("2026-11-03", sources=(COURIER,), reports=4), look("2026-11-04")],
            {(COURIER, f"2026-11-0{n}"): (0, 0, 1) for n in (2, 3, 4)},
        ),
        # two looks on one day; a feed of many sources tells of each
        (
            [look("2026-11-03", sources=(COURIER, RADIO), reports=9), look("2026-11-03")],
            {(COURIER, "2026-11-03"): (0, 0, 2), (RADIO, "2026-11-03"): (0, 0, 2)},
        ),
        # in vain: the address did not answer, or gave nothing that could be used
        ([look("2026-11-02", issues=1)], {("example.org", "2026-11-02"): (0, 1, 1)}),
        (
            [look("2026-11-02", "https://kest.example/a", issues=1)],
            {("kest.example", "2026-11-02"): (0, 1, 1)},
        ),
        # a page, or a feed on disk, that gave reports tells of their days of publication only
        ([look("2026-11-02", "https://kest.example/a", sources=(RADIO,), reports=1)], {}),
        ([look("2026-11-02", "old/feed.xml", feed=True, sources=(RADIO,), reports=5)], {}),
        # a file or pipe that held nothing was read, of no day
        ([look("2026-11-02", "old/empty.txt", issues=1)], {("empty.txt", None): (0, 1, 1)}),
        ([look("2026-11-02", "-")], {("", None): (0, 0, 1)}),
        # a source that is not named
        ([look("2026-11-02", sources=("",), reports=2)], {("", "2026-11-02"): (0, 0, 1)}),
    ],
)  # fmt: skip
def test_looks(store: Store, looks: list[Look], found: dict[Any, Any]) -> None:
    assert ledger(store, *looks) == found


def test_reports_and_looks_stand_in_one_line_for_a_day(store: Store) -> None:
    made.filled(store, made.report("a", day="2026-11-03"), made.report("b", day="2026-11-02"))
    found = ledger(store, look("2026-11-03", sources=(COURIER,), reports=2), look("2026-11-05"))
    assert found == {
        (COURIER, "2026-11-02"): (1, 0, 0),
        (COURIER, "2026-11-03"): (1, 0, 1),
        (COURIER, "2026-11-05"): (0, 0, 1),
    }
    assert [one.day for one in store.coverage("2026-11-03", "2026-11-04")] == ["2026-11-03"]
    last: dict[str | None, CoverageDay] = {one.day: one for one in store.coverage()}
    assert last["2026-11-05"].last_read == "2026-11-05T08:00:00Z"
    assert last["2026-11-03"].events == 1
    assert not list(store.check())


def test_looks_are_kept_for_good(store: Store) -> None:
    ledger(store, look("2026-11-02"))
    for change in ("UPDATE reads SET reports = 9", "DELETE FROM reads"):
        with pytest.raises(StoreError, match="never changed or deleted"), store._database.writing() as connection:
            connection.exec_driver_sql(change)


def test_any_text_can_be_looked_at(store: Store) -> None:
    odd = "https://example.org/\0\ud800?\u202e\n"
    found = ledger(store, look("2026-11-02", odd, issues=1), look("2026-11-02", sources=("a\0b\ud800",), reports=1))
    assert found[("a\ufffdb?", "2026-11-02")] == (0, 0, 1)
