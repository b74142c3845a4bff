"""What a summary shows, in weeks and days, before anybody decides how it looks."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from dateline.store import CoverageDay, Totals

Mark = Literal["not read", "failed", "no event", "events"]
"""What the ledger says of a source on a day: not read; read, but nothing could be used; read, no event; events."""
MOST_TYPES = 4
"""Types that get a column or colour of their own; the rest is "other"."""
MOST_SOURCES = 40


class Week(NamedTuple):
    """The events of a week, which begins on a Monday, by type."""

    monday: date
    by_type: Counter[str]

    @property
    def events(self) -> int:
        """How many there are in all."""
        return self.by_type.total()


class Source(NamedTuple):
    """What was read of a source: in all, and day by day (of publication)."""

    name: str
    reports: int
    undated: int
    days: dict[date, Mark]


class Shown(NamedTuple):
    """All that a summary shows."""

    name: str
    totals: "Totals"
    weeks: list[Week]
    types: list[str]
    vague: int
    undated: int
    sources: list[Source]
    more_sources: int


def shown(name: str, totals: "Totals", coverage: "Iterable[CoverageDay]") -> Shown:
    """Give what a summary of a record shows."""
    by_week: dict[date, Counter[str]] = defaultdict(Counter)
    vague = undated = 0
    for first, last, event_type, number in totals.by_day:
        begin, end = _day(first), _day(last)
        if begin is None or end is None:
            undated += number
        elif (end - begin).days > 6:
            vague += number
        else:
            by_week[_monday(begin)][event_type] += number
    all_types = sum(by_week.values(), Counter[str]())
    types = [event_type for event_type, _ in all_types.most_common(MOST_TYPES)]
    sources = _sources(coverage)
    return Shown(name, totals, _every_week(by_week), types, vague, undated, sources[:MOST_SOURCES],
                 max(0, len(sources) - MOST_SOURCES))  # fmt: skip


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), (day - date.min).days))


def _every_week(by_week: dict[date, Counter[str]]) -> list[Week]:
    """Give the weeks with events and the empty ones between; where years lie between, only those with events."""
    mondays = sorted(by_week)
    weeks: list[Week] = []
    for monday in mondays:
        gap = (monday - weeks[-1].monday).days // 7 if weeks else 1
        if 1 < gap <= 52:
            weeks += [Week(weeks[-1].monday + timedelta(weeks=n), Counter()) for n in range(1, gap)]
        weeks.append(Week(monday, by_week[monday]))
    return weeks


def _sources(coverage: "Iterable[CoverageDay]") -> list[Source]:
    """Give the sources, those with most reports first."""
    days: dict[str, dict[date, Mark]] = defaultdict(dict)
    reports: Counter[str] = Counter()
    undated: Counter[str] = Counter()
    for one in coverage:
        reports[one.source] += one.reports
        day = _day(one.day)
        if day is None:
            undated[one.source] += one.reports
        else:
            days[one.source][day] = _mark(one)
    names = sorted(reports, key=lambda name: (-reports[name], name))
    return [Source(name, reports[name], undated[name], days[name]) for name in names]


def _mark(one: "CoverageDay") -> Mark:
    if one.events:
        return "events"
    return "failed" if one.issues and one.issues >= one.reports + one.looks else "no event"
