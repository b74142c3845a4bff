"""What the map and the timeline draw: events that lie at one spot as one, events by period, and what is not drawn.

An event known to a town is a circle of its radius; one known to a province or country only is its whole outline, never
a point in the middle of something large.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from dateline.export import _words as words
from dateline.store import Pin
from dateline.web import basemap
from dateline.web.shown import TOLD_AS_DONE, groups_of_types

REACH_KM = {"site": 1, "town": 5, "near": 25, "district": 40, "admin1": 120, "region": 250, "sea": 200, "country": 400}
"""A radius to draw when the record gives none: round figures for display, the same as in the HTML export."""
MOST_BARS = 120
PERIODS = (("day", 1), ("week", 7), ("month", 30.4), ("year", 365.2), ("decade", 3652), ("century", 36525))
STEP = {"day": 1, "week": 7, "month": 32, "year": 367, "decade": 3660, "century": 36600}
OTHER_GROUP = 6


class Spots(msgspec.Struct, frozen=True, kw_only=True):
    """Places with a point, column by column: ``n`` events each, ``group`` the commonest of them."""

    lon: list[float]
    lat: list[float]
    km: list[float]
    sharp: list[bool]
    n: list[int]
    group: list[int]
    name: list[str]


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Events known to a whole country or province only."""

    id: str
    name: str
    n: int
    group: int


class Bar(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """A period of the timeline; an event that may lie in several counts for the share that is in each."""

    first: str
    last: str
    n: float
    name: str


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the map and the timeline draw, and how many events they do not draw, by why."""

    total: int
    drawn: int
    unplaced: int
    undated: int
    not_done: int
    spots: Spots
    areas: list[Area]
    bars: list[Bar]
    period: str | None
    most: float


def scene(pins: Sequence[Pin], first: str | None, last: str | None) -> Scene:
    """Give the scene of some events; ``first`` and ``last`` (ISO days) bound the map, the timeline shows all days."""
    done = [pin for pin in pins if pin.modality in TOLD_AS_DONE and pin.status != "rejected"]
    within = [pin for pin in done if _in(pin, first, last)] if first or last else done
    placed = [pin for pin in within if pin.lat is not None and pin.lon is not None]
    points, areas = _placed(placed)
    period, bars = _bars(done)
    return Scene(
        total=sum(_in(pin, first, last) for pin in pins) if first or last else len(pins),
        drawn=len(placed),
        unplaced=len(within) - len(placed),
        undated=sum(pin.first is None for pin in done),
        not_done=len(pins) - len(done),
        spots=points,
        areas=areas,
        bars=bars,
        period=period,
        most=max((bar.n for bar in bars), default=0),
    )


def at(pins: Sequence[Pin], first: str | None, last: str | None, lat: float, lon: float, area: str) -> list[Pin]:
    """Give the drawn events of one spot, or of an area known no better, the latest first."""
    done = [pin for pin in pins if pin.modality in TOLD_AS_DONE and pin.status != "rejected"]
    if first or last:
        done = [pin for pin in done if _in(pin, first, last)]
    if area:
        found = [pin for pin in done if _area_of(pin) == area]
    else:
        near = [pin for pin in done if pin.lat is not None and pin.lon is not None]
        found = [p for p in near if abs((p.lat or 0) - lat) < 1e-4 and abs((p.lon or 0) - lon) < 1e-4]
        found = [pin for pin in found if _area_of(pin) is None]
    return sorted(found, key=lambda pin: pin.last or pin.first or "", reverse=True)


def _in(pin: Pin, first: str | None, last: str | None) -> bool:
    if pin.first is None:
        return False
    return (last is None or pin.first <= last) and (first is None or (pin.last or pin.first) >= first)


def _area_of(pin: Pin) -> str | None:
    """Give the outline to draw instead of a point, when the map knows it."""
    if pin.precision == "country" and pin.country:
        area = f"c:{pin.country}"
    elif pin.precision == "admin1" and pin.geonames_id:
        area = f"a:{pin.geonames_id}"
    else:
        return None
    return area if basemap.has_outline(area) else None


def _placed(pins: Sequence[Pin]) -> tuple[Spots, list[Area]]:
    groups = groups_of_types()
    keys = Counter(
        (pin.precision, pin.lat, pin.lon, pin.radius_km, pin.country, pin.geonames_id, pin.place, pin.event_type)
        for pin in pins
    )
    first = {
        (pin.precision, pin.lat, pin.lon, pin.radius_km, pin.country, pin.geonames_id, pin.place, pin.event_type): pin
        for pin in pins
    }
    spots: dict[tuple[float, float, float, bool], _Heap] = {}
    areas: dict[str, _Heap] = {}
    for key, count in keys.items():
        pin = first[key]
        group = groups.get(pin.event_type, OTHER_GROUP)
        area = _area_of(pin)
        name = words.shorten(pin.place or "", 60)
        if area is not None:
            areas.setdefault(area, _Heap(name)).add(group, count)
            continue
        radius = pin.radius_km if pin.radius_km and pin.radius_km > 0 else float(REACH_KM.get(pin.precision or "", 25))
        where = (pin.lon or 0.0, pin.lat or 0.0, min(radius, 5000.0), pin.precision in ("site", "town"))
        spots.setdefault(where, _Heap(name)).add(group, count)
    heaps = list(spots.values())
    columns = Spots(
        lon=[round(where[0], 5) for where in spots],
        lat=[round(where[1], 5) for where in spots],
        km=[where[2] for where in spots],
        sharp=[where[3] for where in spots],
        n=[heap.count for heap in heaps],
        group=[heap.group for heap in heaps],
        name=[heap.name for heap in heaps],
    )
    return columns, [Area(id=area, name=h.name, n=h.count, group=h.group) for area, h in areas.items()]


class _Heap:
    """Events at one spot, counted by group while they are gone through."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._groups: Counter[int] = Counter()

    def add(self, group: int, count: int) -> None:
        self._groups[group] += count

    @property
    def count(self) -> int:
        return self._groups.total()

    @property
    def group(self) -> int:
        return max(self._groups, key=lambda group: (self._groups[group], -group))


def _start(day: date, period: str) -> date:
    """Give the first day of the period that a day lies in."""
    if period == "week":
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if period == "month":
        return day.replace(day=1)
    size = {"year": 1, "decade": 10, "century": 100}.get(period)
    return date(max(1, day.year // size * size), 1, 1) if size else day


def _starts(first: date, last: date, period: str) -> Iterator[date]:
    """Give the first day of every period from the one that holds ``first`` to the one that holds ``last``."""
    day = _start(first, period)
    while day <= last:
        yield day
        if date.max.toordinal() - day.toordinal() <= STEP[period]:
            return
        day = _start(day + timedelta(days=STEP[period]), period)


def _name(day: date, period: str) -> str:
    if period == "month":
        return f"{words.MONTHS[day.month - 1]} {day.year}"
    if period in ("decade", "century"):
        return f"{day.year}s"
    if period == "year":
        return str(day.year)
    return ("week of " if period == "week" else "") + words.long_day(day)


def _bars(pins: Sequence[Pin]) -> tuple[str | None, list[Bar]]:
    """Give the period and the bars of the timeline, empty ones too, from the first day to the last."""
    days = Counter((pin.first, pin.last or pin.first) for pin in pins if pin.first)
    spans = [(words.day(first), words.day(last), n) for (first, last), n in days.items()]
    known = [(first, last, n) for first, last, n in spans if first and last and first <= last]
    if not known:
        return None, []
    begin, end = min(first for first, _, _ in known), max(last for _, last, _ in known)
    length = (end - begin).days + 1
    period = next((name for name, days in PERIODS if length / days <= MOST_BARS), "century")
    starts = list(_starts(begin, end, period))
    ends = [start - timedelta(days=1) for start in starts[1:]] + [
        min(date.max, _next(starts[-1], period)) - timedelta(days=1)
    ]
    heights = [0.0] * len(starts)
    for first, last, n in known:
        at = bisect_right(starts, first) - 1
        share = n / ((last - first).days + 1)
        while at < len(starts) and starts[at] <= last:
            heights[at] += share * ((min(last, ends[at]) - max(first, starts[at])).days + 1)
            at += 1
    bars = [
        Bar(first=a.isoformat(), last=b.isoformat(), n=round(n, 2), name=_name(a, period))
        for a, b, n in zip(starts, ends, heights, strict=True)
    ]
    return period, bars


def _next(day: date, period: str) -> date:
    """Give the first day of the period after the one that begins on ``day``."""
    if date.max.toordinal() - day.toordinal() <= STEP[period]:
        return date.max
    return _start(day + timedelta(days=STEP[period]), period)
