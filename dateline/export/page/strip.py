"""A time strip of one report's claims: one lane, each date as wide as it is uncertain."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateline.export import _words as words
from dateline.model import Claim

EDGE = 7.0
"""Per cent of the strip's width kept free at either end, for labels."""
NEAR = 7.0
"""Per cent of the width within which two labels would touch: the second goes one row up."""
MOST_TICKS = 4
TOUCH, TOUCH_LONG = 13.0, 19.0
"""Per cent of the width that a day's name needs, and one with its year."""
LEAST_DAYS = 10
"""Days that a strip shows at least: a single day must not fill it."""
DAY_STEPS = (1, 2, 3, 7, 14)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000, 36000)
LAST_DAY = date.max.toordinal()


class Bar(NamedTuple):
    """A date of some claims: where it begins and how wide it is, in per cent; ``row`` of its label, from 0."""

    x: float
    wide: float
    middle: float
    row: int
    text: str
    claims: str
    firm: bool
    tip: str


class Tick(NamedTuple):
    """A day on the axis."""

    x: float
    text: str


class Strip(NamedTuple):
    """Everything the template draws; ``published`` is where the report's own day is."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    rows: int
    published: float | None
    summary: str


class Axis(NamedTuple):
    """Days along a strip, from ``first``."""

    first: date
    days: int

    @property
    def share(self) -> float:
        """How wide a day is, in per cent of the strip."""
        return (100 - 2 * EDGE) / self.days

    def x(self, day: date) -> float:
        """Give where a day begins, in per cent of the strip."""
        return EDGE + (day - self.first).days * self.share


def axis_of(first: date, last: date) -> Axis:
    """Give the axis from one day to another, with as many days before and after as make it LEAST_DAYS long."""
    days = (last - first).days + 1
    before = min(max(0, LEAST_DAYS - days) // 2, (first - date.min).days)
    return Axis(first - timedelta(days=before), max(days, LEAST_DAYS))


def dates_of(claim: Claim) -> tuple[date, date] | None:
    if claim.date is None:
        return None
    first = words.day(claim.date.first)
    last = words.day(claim.date.last) or first
    return (first, max(first, last)) if first and last else None


def missing(claims: Sequence[Claim]) -> Iterator[tuple[int, str]]:
    """Give the claims without a day, and what the report says instead."""
    for number, claim in enumerate(claims, 1):
        if dates_of(claim) is None:
            yield number, words.when(claim.date) or "no date given"


def _month(day: date, step: int) -> date:
    """Give the first day of the period of ``step`` months that begins after ``day``."""
    months = (day.year * 12 + day.month - 1) // step * step + step
    return date(min(months // 12, 9999), months % 12 + 1, 1)


def _marks(axis: Axis) -> list[date]:
    """Give the days to name: as many as fit, at a step that people count in."""
    last = axis.first.toordinal() + axis.days
    for step in DAY_STEPS:
        if axis.days / step <= MOST_TICKS:
            begin = axis.first.toordinal()
            if step >= 7:
                begin += -axis.first.weekday() % 7
            return [date.fromordinal(n) for n in range(begin, min(last, LAST_DAY) + 1, step)]
    for step in MONTH_STEPS:
        if axis.days / 30.4 / step <= MOST_TICKS:
            marks = [_month(axis.first - timedelta(days=1) if axis.first > date.min else axis.first, step)]
            while len(marks) <= MOST_TICKS and (following := _month(marks[-1], step)).toordinal() <= last:
                if following <= marks[-1]:
                    break
                marks.append(following)
            return [mark for mark in marks if mark.toordinal() <= last]
    return [axis.first]


def ticks(axis: Axis) -> Iterator[Tick]:
    marks = _marks(axis)
    in_days = axis.days / DAY_STEPS[-1] <= MOST_TICKS
    in_years = len(marks) > 1 and all(mark.month == 1 for mark in marks) and not in_days
    year = None
    free = 0.0
    for mark in marks:
        x = axis.x(mark)
        if x < free:
            continue
        month = words.MONTHS[mark.month - 1][:3]
        text = str(mark.year) if in_years else f"{mark.day} {month}" if in_days else month
        if not in_years and mark.year != year:
            text += f" {mark.year}"
        year = mark.year
        free = x + (TOUCH_LONG if len(text) > 7 else TOUCH)
        yield Tick(x, text)


def _bars(claims: Sequence[Claim], axis: Axis) -> Iterator[Bar]:
    groups: dict[tuple[date, date], list[int]] = {}
    for number, claim in enumerate(claims, 1):
        if found := dates_of(claim):
            groups.setdefault(found, []).append(number)
    ends: list[float] = []
    for (first, last), numbers in sorted(groups.items(), key=lambda g: (sum(d.toordinal() for d in g[0]), g[0])):
        x, wide = axis.x(first), ((last - first).days + 1) * axis.share
        middle = x + wide / 2
        text = ", ".join(map(str, numbers))
        left = middle - NEAR / 2 - 1.2 * len(text)
        row = next((i for i, end in enumerate(ends) if end <= left), len(ends))
        ends[row:row + 1] = [middle + NEAR / 2 + 1.2 * len(text)]  # fmt: skip
        firm = any(claims[number - 1].modality == "asserted" for number in numbers)
        tip = f"{words.when(claims[numbers[0] - 1].date)}: claim {text}"
        yield Bar(x, wide, middle, row, text, " ".join(map(str, numbers)), firm, tip)


def draw(claims: Sequence[Claim], published: str | None) -> Strip | None:
    """Give the strip of a report's claims, with the day it was published, or null when no claim has a date."""
    dates = [found for claim in claims if (found := dates_of(claim))]
    if not dates:
        return None
    issued = words.day(published)
    everything = [day for pair in dates for day in pair] + ([issued] if issued else [])
    axis = axis_of(min(everything), max(everything))
    bars = tuple(_bars(claims, axis))
    return Strip(
        bars=bars,
        ticks=tuple(ticks(axis)),
        rows=max(bar.row for bar in bars) + 1,
        published=axis.x(issued) + axis.share / 2 if issued else None,
        summary=words.shorten("Time strip. " + "; ".join(bar.tip for bar in bars), 600),
    )
