"""All reports of a page at a glance: where and when their claims lie, and the claims of each place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from dateline.export import _words as words
from dateline.export.page import locator, strip
from dateline.export.page.geometry import Spot
from dateline.model import Claim, Place

MOST_BARS = 60
"""Bars of the chart: a longer time has wider bars."""
MOST_SPOTS = 400
"""Places drawn, those with the most claims first; the list below the map has them all."""
PERIODS = (("day", 1), ("week", 7), ("month", 30.4), ("year", 365.2), ("decade", 3652), ("century", 36525))
"""What a bar may stand for, and its mean length in days."""


class At(NamedTuple):
    """A claim: its report's number in the page, and its own in the report."""

    report: int
    claim: int


class Listed(NamedTuple):
    """A place with its claims."""

    name: str
    claims: tuple[At, ...]


class Column(NamedTuple):
    """A period: where it lies and how high it stands, in per cent, and what it holds."""

    x: float
    wide: float
    high: float
    tip: str


class Chart(NamedTuple):
    """The claims by time."""

    columns: tuple[Column, ...]
    ticks: tuple[strip.Tick, ...]
    most: str
    summary: str


class Overview(NamedTuple):
    """Everything the template draws; the map or the chart is null when no claim has a place or a date."""

    map: locator.Map | None
    chart: Chart | None
    places: tuple[Listed, ...]
    undated: int


def _start(day: date, period: str) -> date:
    """Give the first day of the period that a day lies in."""
    if period == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if period == "month":
        return day.replace(day=1)
    size = {"year": 1, "decade": 10, "century": 100}.get(period)
    return date(max(1, day.year // size * size), 1, 1) if size else day


def _name(day: date, period: str) -> str:
    if period == "month":
        return f"{words.MONTHS[day.month - 1]} {day.year}"
    if period in ("decade", "century"):
        return f"{day.year}s"
    if period == "year":
        return str(day.year)
    return ("week of " if period == "week" else "") + words.long_day(day)


def _periods(first: date, last: date, period: str) -> Iterator[date]:
    """Give the first day of every period from the one that holds ``first`` to the one that holds ``last``."""
    step = {"day": 1, "week": 7, "month": 32, "year": 367, "decade": 3660, "century": 36600}[period]
    day = _start(first, period)
    while day <= last:
        yield day
        if date.max.toordinal() - day.toordinal() <= step:
            return
        day = _start(day + timedelta(days=step), period)


class Tally:
    """Collects the claims of a page's reports as they pass: their places and days, not their texts."""

    def __init__(self) -> None:
        self._spots: dict[tuple[object, ...], Spot] = {}
        self._names: dict[tuple[object, ...], str] = {}
        self._claims: dict[tuple[object, ...], dict[At, None]] = defaultdict(dict)
        self._days: dict[tuple[date, date], int] = defaultdict(int)
        self._undated = 0
        self._reports: set[int] = set()

    def add(self, report: int, claims: Sequence[Claim]) -> None:
        """Count in the claims of report number ``report`` that are told as having happened."""
        for number, claim in enumerate(claims, 1):
            if claim.modality not in locator.TOLD_AS_DONE:
                continue
            self._reports.add(report)
            for place in claim.places:
                self._place(At(report, number), place)
            if dates := strip.dates_of(claim):
                self._days[dates] += 1
            else:
                self._undated += 1

    def _place(self, at: At, place: Place) -> None:
        spot = locator.spot(at.claim, place)
        if spot is None:
            return
        key = locator.same(spot)
        self._spots.setdefault(key, spot)
        self._names.setdefault(key, words.place(msgspec.structs.replace(place, relation="in")))
        self._claims[key][at] = None

    def overview(self) -> Overview | None:
        """Give the overview, or null when fewer than two reports have a claim to show."""
        if len(self._reports) < 2:
            return None
        keys = sorted(self._spots, key=lambda key: (-len(self._claims[key]), self._names[key]))
        ids = {at: n for n, at in enumerate(dict.fromkeys(at for key in keys for at in self._claims[key]))}
        counted = [self._spots[key]._replace(claims=tuple(ids[at] for at in self._claims[key])) for key in keys]
        listed = [Listed(words.shorten(self._names[key], 80), tuple(self._claims[key])) for key in keys]
        said = "; ".join(f"{place.name}: {len(place.claims)}" for place in listed[:12])
        drawn = (
            locator.draw_spots(counted[:MOST_SPOTS], f"Map of all claims. {said}", crowded=True) if counted else None
        )
        return Overview(drawn, self._chart(), tuple(listed), self._undated)

    def _chart(self) -> Chart | None:
        if not self._days:
            return None
        first, last = min(first for first, _ in self._days), max(last for _, last in self._days)
        days = (last - first).days + 1
        period = next((name for name, length in PERIODS if days / length <= MOST_BARS), "century")
        axis = strip.axis_of(first, last)
        starts = list(_periods(first, last, period))
        ends = [following - timedelta(days=1) for following in starts[1:]] + [last]
        weights = [self._weight(max(begin, first), end) for begin, end in zip(starts, ends, strict=True)]
        most = max(weights)
        columns = []
        for begin, end, weight in zip(starts, ends, weights, strict=True):
            x = axis.x(max(begin, first))
            wide = (min(end, last) - max(begin, first)).days + 1
            count = f"{weight:.0f}" if abs(weight - round(weight)) < 0.05 else f"{weight:.1f}"
            if weight > 0:
                tip = f"{_name(begin, period)}: {count} claim{'' if count == '1' else 's'}"
                columns.append(Column(x, wide * axis.share, weight / most * 100, tip))
        said = f"Claims by {period}, {words.long_day(first)} to {words.long_day(last)}."
        scale = f"{most:.0f} claim{'' if most < 1.5 else 's'} a {period}"
        return Chart(tuple(columns), tuple(strip.ticks(axis)), scale, said)

    def _weight(self, first: date, last: date) -> float:
        """Give how many claims lie in some days; one that may lie on several counts for the share that is in them."""
        total = 0.0
        for (begin, end), count in self._days.items():
            shared = (min(end, last) - max(begin, first)).days + 1
            total += count * max(0, shared) / ((end - begin).days + 1)
        return total
