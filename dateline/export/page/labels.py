"""Words and numbers on a small map, each where there is room."""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.export.page.geometry import HEIGHT, KM_A_DEGREE, WIDTH, Frame, Spot
from dateline.export.page.world import Country, Ring

NAMED_COUNTRIES = 6
CLOSE = (34.0, 21.0)
"""Across and down: units within which two numbers would touch."""
ROWS = tuple(20.0 + 22 * row for row in range(10))
"""Heights at which a name may stand."""


class Label(NamedTuple):
    """Words on the map: a point in per cent of its width and height, and the pixels the words stand off from it."""

    x: float
    y: float
    text: str
    claims: str
    dx: float = 0.0
    dy: float = 0.0
    anchor: str = "middle"


def numbers(values: Sequence[int]) -> str:
    return " ".join(map(str, values))


class Room:
    """Remembers where labels stand, so that the next finds free room."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, float, float, float]] = []

    def free(self, x: float, y: float, wide: float, high: float) -> bool:
        inside = wide / 2 <= x <= WIDTH - wide / 2 and high / 2 <= y <= HEIGHT - high / 2
        return inside and not any(
            abs(x - a) < (wide + w) / 2 and abs(y - b) < (high + h) / 2 for a, b, w, h in self.taken
        )

    def take(self, x: float, y: float, wide: float, high: float) -> None:
        self.taken.append((x, y, wide, high))


def _widest(rings: Sequence[Ring], shift: int, view: Frame, y: float) -> tuple[float, float]:
    """Give the longest stretch of a horizontal line of the map that is inside the rings: its middle and length."""
    lat = view.lat - (y - HEIGHT / 2) / view.scale
    crossings = []
    for ring in rings:
        for (ax, ay), (bx, by) in itertools.pairwise(ring):
            if (ay > lat) != (by > lat):
                crossings.append(view.point(ax + shift + (lat - ay) / (by - ay) * (bx - ax), lat)[0])
    edges = sorted(min(WIDTH, max(0.0, x)) for x in crossings)
    best = max(zip(edges[0::2], edges[1::2], strict=False), key=lambda s: s[1] - s[0], default=(0.0, 0.0))
    return (best[0] + best[1]) / 2, best[1] - best[0]


def _middle(spot: Spot, shown: Sequence[tuple[Country, int]], view: Frame) -> tuple[float, float]:
    """Give where a spot's numbers belong: at its point, or for a country where its outline on the map is widest."""
    best, x, y = 0.0, *view.point(spot.lon + 360 * round((view.lon - spot.lon) / 360), spot.lat)
    for country, shift in shown:
        if country is not spot.country:
            continue
        _, south, _, north = country.boxes[0]
        for share in (0.5, 0.35, 0.65, 0.2, 0.8):
            line = min(HEIGHT - 12, max(12.0, view.point(0, south + share * (north - south))[1]))
            middle, length = _widest(country.rings, shift, view, line)
            if length > best:
                best, x, y = length, middle, line
    return x, y


def clustered(drawn: Sequence[Spot], shown: Sequence[tuple[Country, int]], view: Frame) -> list[Spot]:
    """Join spots whose numbers would stand on each other: the first gives the place, its name says how many more."""
    leads: list[tuple[float, float, list[Spot]]] = []
    for spot in drawn:
        x, y = _middle(spot, shown, view)
        for a, b, members in leads:
            if abs(x - a) < CLOSE[0] and abs(y - b) < CLOSE[1]:
                members.append(spot)
                break
        else:
            leads.append((x, y, [spot]))
    found = []
    for _, _, members in leads:
        claims = tuple(dict.fromkeys(claim for spot in members for claim in spot.claims))
        more = f" +{len(members) - 1}" if len(members) > 1 else ""
        found.append(members[0]._replace(claims=claims, name=members[0].name + more))
    return found


def _seats(x: float, y: float, reach: float, wide: float) -> list[tuple[float, float]]:
    """Give where a spot's numbers may stand, the best first: in a large one, beside a small one, then around it."""
    far = 0.0 if reach > 16 else reach + wide / 2 + 2
    near = [(x + far, y), (x - far, y), (x, y - reach - 12), (x, y + reach + 12)]
    near += [(x + dx * (reach + 16), y + dy * (reach + 16)) for dx in (1, -1) for dy in (-1, 1)]
    return near + [(x + dx, y + dy) for dy in (-36, 36, -58, 58) for dx in (0, 36, -36)]


def pins(
    drawn: Sequence[Spot], shown: Sequence[tuple[Country, int]], view: Frame, room: Room, *, crowded: bool
) -> Iterator[Label]:
    """Give each spot its numbers, where there is room.

    Of a crowd each spot has how many its claims are, on its very place, or is a dot there (a label without text) when
    there is no room.
    """
    for spot in drawn:
        x, y = _middle(spot, shown, view)
        text = str(len(spot.claims)) if crowded else ", ".join(map(str, spot.claims))
        wide, high = 14.0 + 7 * len(text), 20.0
        reach = 99.0 if spot.country else max(3.0, spot.radius_km / KM_A_DEGREE * view.scale)
        seats = [(x, y)] if crowded else _seats(x, y, reach, wide)
        free = next(((a, b) for a, b in seats if room.free(a, b, wide, high)), None)
        left, top = free or seats[0]
        if free or not crowded:
            room.take(left, top, wide, high)
        shown_text = text if free or not crowded else ""
        yield Label(left / WIDTH * 100, top / HEIGHT * 100, shown_text, "" if crowded else numbers(spot.claims))


def places(drawn: Sequence[Spot], pins: Sequence[Label], room: Room, *, crowded: bool) -> Iterator[Label]:
    """Name the places beside their numbers, once each, where there is room; of a crowd in the order given."""
    named: set[str] = set()
    pairs = zip(drawn, pins, strict=True)
    for spot, pin in pairs if crowded else sorted(pairs, key=lambda pair: pair[0].radius_km):
        if not pin.text or (spot.country is not None and not crowded) or spot.name in named:
            continue
        x, y, wide = pin.x * WIDTH / 100, pin.y * HEIGHT / 100, 7.4 * len(spot.name)
        off = 9 + 3.5 * len(pin.text)
        for dx, dy, anchor, middle in (
            (off, 0.0, "start", off + wide / 2),
            (-off, 0.0, "end", -off - wide / 2),
            (0.0, 17.0, "middle", 0.0),
            (0.0, -17.0, "middle", 0.0),
        ):
            if room.free(x + middle, y + dy, wide, 13):
                named.add(spot.name)
                room.take(x + middle, y + dy, wide, 13)
                yield Label(pin.x, pin.y, spot.name, numbers(spot.claims), dx, dy, anchor)
                break


def keep_clear(drawn: Sequence[Spot], view: Frame, room: Room) -> None:
    """Keep the names of countries off the circles, but for those that fill much of the map."""
    for spot in drawn:
        across = 2 * spot.radius_km / KM_A_DEGREE * view.scale
        if spot.country is None and across < HEIGHT * 0.6:
            shift = 360 * round((view.lon - spot.lon) / 360)
            room.take(*view.point(spot.lon + shift, spot.lat), across, across)


def names(shown: Sequence[tuple[Country, int]], view: Frame, room: Room) -> Iterator[Label]:
    """Name the countries that have room for their name, the roomiest first."""
    found = []
    for country, shift in shown:
        width = 8.0 * len(country.name) + 8
        for y in ROWS:
            x, length = _widest(country.rings, shift, view, y)
            if length >= width and room.free(x, y, width, 14):
                found.append((length - abs(y - HEIGHT / 2) / 4, country.key, x, y, width, country.name))
    named: set[str] = set()
    for _, key, x, y, width, name in sorted(found, reverse=True):
        if key not in named and len(named) < NAMED_COUNTRIES and room.free(x, y, width, 14):
            named.add(key)
            room.take(x, y, width, 14)
            yield Label(x / WIDTH * 100, y / HEIGHT * 100, name, "")
