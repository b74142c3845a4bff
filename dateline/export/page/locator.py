"""A small map of one report's claims: where each place is, drawn as large as it is uncertain.

A place is a circle of its radius, a country is its whole outline: never a point in the middle of something large. Only
what a report says has happened is drawn (asserted, or alleged); every other claim is listed with the reason.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.export import _words as words
from dateline.export.page.world import Box, Country, Ring, by_code, in_view
from dateline.model import Claim, Place

WIDTH, HEIGHT = 400.0, 250.0
"""The map's own units: about the pixels it is shown at."""
KM_A_DEGREE = 111.2
"""Kilometres a degree of latitude, on a sphere of 6,371 km."""
LEAST_KM = 320.0
"""The least height of a map: less would show an outline of the 1:50m base map larger than it is true."""
REACH_KM = {"site": 1, "town": 5, "near": 25, "district": 40, "admin1": 120, "region": 250, "sea": 200, "country": 400}
"""A radius to draw when the record gives none: our own round figures for display, nothing is computed from them."""
SHARP = ("site", "town")
"""Precisions drawn with a full line; the others have a broken one."""
TOLD_AS_DONE = ("asserted", "alleged")
SCALE_BARS_KM = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
NAMED_COUNTRIES = 6


class Spot(NamedTuple):
    """A place to draw for some claims: a circle about a point, or a country."""

    claims: tuple[int, ...]
    lat: float
    lon: float
    radius_km: float
    sharp: bool
    country: Country | None
    name: str


class Frame(NamedTuple):
    """What part of the world a map shows: its middle and how many units a degree of latitude is."""

    lat: float
    lon: float
    scale: float

    @property
    def squeeze(self) -> float:
        """How much narrower a degree of longitude is than one of latitude, in the middle of the map."""
        return math.cos(math.radians(min(75.0, abs(self.lat))))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Give a position in the map's units."""
        return (lon - self.lon) * self.squeeze * self.scale + WIDTH / 2, (self.lat - lat) * self.scale + HEIGHT / 2

    @property
    def box(self) -> Box:
        """The degrees it shows."""
        wide, high = WIDTH / 2 / self.scale / self.squeeze, HEIGHT / 2 / self.scale
        return self.lon - wide, self.lat - high, self.lon + wide, self.lat + high


class Label(NamedTuple):
    """Words on the map: their middle in per cent of its width and height."""

    x: float
    y: float
    text: str
    claims: str


class Land(NamedTuple):
    """A country drawn: the name of its outline, and how to move and scale it."""

    key: str
    transform: str


class Area(NamedTuple):
    """A place drawn: a path in the map's units, or a country's outline."""

    path: str
    land: Land | None
    sharp: bool
    claims: str


class Map(NamedTuple):
    """Everything the template draws; ``missing`` are the claims that are not drawn, each with the reason."""

    land: tuple[Land, ...]
    areas: tuple[Area, ...]
    pins: tuple[Label, ...]
    places: tuple[Label, ...]
    names: tuple[Label, ...]
    bar: float
    bar_text: str
    summary: str
    missing: tuple[tuple[int, str], ...]


def _spot(number: int, place: Place) -> Spot | None:
    if place.lat is None or place.lon is None or not (abs(place.lat) <= 90 and abs(place.lon) <= 360):
        return None
    country = by_code().get(place.country or "") if place.precision == "country" else None
    known = place.radius_km is not None and place.radius_km > 0
    radius = place.radius_km if known and place.radius_km else float(REACH_KM.get(place.precision, 25))
    sharp = place.precision in SHARP and place.relation == "in"
    return Spot((number,), place.lat, place.lon, min(radius, 5000.0), sharp, country, words.shorten(place.name, 28))


def spots(claims: Sequence[Claim]) -> list[Spot]:
    """Give what is to be drawn: one spot a place, shared by the claims that name it."""
    found: dict[tuple[object, ...], Spot] = {}
    for number, claim in enumerate(claims, 1):
        if claim.modality not in TOLD_AS_DONE:
            continue
        for place in claim.places:
            spot = _spot(number, place)
            if spot is not None:
                key = (spot.country.key,) if spot.country else spot[1:5]  # lat, lon, radius, sharp
                known = found.get(key, spot)
                found[key] = known._replace(claims=tuple(dict.fromkeys((*known.claims, number))))
    return list(found.values())


def missing(claims: Sequence[Claim], drawn: Sequence[Spot]) -> Iterator[tuple[int, str]]:
    """Give the claims that are not on the map, and why not."""
    placed = {number for spot in drawn for number in spot.claims}
    for number, claim in enumerate(claims, 1):
        if number in placed:
            continue
        if claim.modality not in TOLD_AS_DONE:
            yield number, claim.modality
        elif claim.places:
            yield number, "position not known: " + "; ".join(words.shorten(p.name or p.text, 60) for p in claim.places)
        else:
            yield number, "no place given"


def _extent(spot: Spot) -> Box:
    """Give the box around a spot; of a country, around its largest part."""
    if spot.country is not None:
        return spot.country.boxes[0]
    high = spot.radius_km / KM_A_DEGREE
    wide = high / max(0.1, math.cos(math.radians(spot.lat)))
    return spot.lon - wide, spot.lat - high, spot.lon + wide, spot.lat + high


def _unwrapped(boxes: Sequence[Box]) -> list[Box]:
    """Shift boxes by 360 so that together they reach around as little of the globe as they can."""
    middles = sorted(((w + e) / 2) % 360 for w, _, e, _ in boxes)
    gaps = [(b - a, b) for a, b in zip(middles, [*middles[1:], middles[0] + 360], strict=True)]
    start = max(gaps)[1] % 360
    moved = []
    for w, s, e, n in boxes:
        middle = (w + e) / 2
        shift = start + (middle - start) % 360 - middle
        moved.append((w + shift, s, e + shift, n))
    return moved


def frame(drawn: Sequence[Spot]) -> Frame:
    """Give the frame that holds all spots with room around them, no closer than the base map is true."""
    boxes = _unwrapped([_extent(spot) for spot in drawn])
    west, south = min(b[0] for b in boxes), max(-85.0, min(b[1] for b in boxes))
    east, north = max(b[2] for b in boxes), min(85.0, max(b[3] for b in boxes))
    lat, lon = (south + north) / 2, (west + east) / 2
    squeeze = Frame(lat, lon, 1.0).squeeze
    degrees = max((north - south) * 1.5, (east - west) * 1.4 * squeeze * HEIGHT / WIDTH, LEAST_KM / KM_A_DEGREE)
    lon = (lon + 180) % 360 - 180
    return Frame(lat, lon, HEIGHT / min(degrees, 170.0))


def _circle(spot: Spot, view: Frame) -> str:
    """Give the outline of a circle on the globe, as path data; too small to see, it is drawn three units wide."""
    angle = max(spot.radius_km / KM_A_DEGREE, 3 / view.scale)
    lat, reach = math.radians(spot.lat), math.radians(angle)
    shift = 360 * round((view.lon - spot.lon) / 360)
    points = []
    for step in range(36):
        bearing = math.radians(step * 10)
        there = math.asin(math.sin(lat) * math.cos(reach) + math.cos(lat) * math.sin(reach) * math.cos(bearing))
        across = math.atan2(
            math.sin(bearing) * math.sin(reach) * math.cos(lat), math.cos(reach) - math.sin(lat) * math.sin(there)
        )
        points.append(view.point(spot.lon + shift + math.degrees(across), math.degrees(there)))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _land(country: Country, shift: int, view: Frame) -> Land:
    x, y = view.point(shift, 0)
    across, up = view.squeeze * view.scale / 100, -view.scale / 100
    return Land(country.key, f"matrix({across:.5f} 0 0 {up:.5f} {x:.2f} {y:.2f})")


def _numbers(values: Sequence[int]) -> str:
    return " ".join(map(str, values))


class _Room:
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


def _pins(drawn: Sequence[Spot], view: Frame, room: _Room) -> Iterator[Label]:
    """Give each spot its claims' numbers: in the middle of a large one, beside a small one, where there is room."""
    for spot in drawn:
        shift = 360 * round((view.lon - spot.lon) / 360)
        x, y = view.point(spot.lon + shift, spot.lat)
        text = ", ".join(map(str, spot.claims))
        wide, high = 14.0 + 7 * len(text), 20.0
        reach = max(3.0, spot.radius_km / KM_A_DEGREE * view.scale)
        far = 0.0 if spot.country is not None or reach > 16 else reach + wide / 2 + 2
        tries = [(x + far, y), (x - far, y), (x, y - reach - 12), (x, y + reach + 12)]
        tries += [(x + dx * (reach + 16), y + dy * (reach + 16)) for dx in (1, -1) for dy in (-1, 1)]
        tries += [(x + dx, y + dy) for dy in (-36, 36, -58, 58) for dx in (0, 36, -36)]
        left, top = next(((a, b) for a, b in tries if room.free(a, b, wide, high)), tries[0])
        room.take(left, top, wide, high)
        yield Label(left / WIDTH * 100, top / HEIGHT * 100, text, _numbers(spot.claims))


def _places(drawn: Sequence[Spot], pins: Sequence[Label], room: _Room) -> Iterator[Label]:
    """Name the places beside their numbers, each name once, the best known first, where there is room."""
    named: set[str] = set()
    for spot, pin in sorted(zip(drawn, pins, strict=True), key=lambda pair: pair[0].radius_km):
        x, y, wide = pin.x * WIDTH / 100, pin.y * HEIGHT / 100, 6.4 * len(spot.name)
        far = 7 + 3.5 * len(pin.text) + 3 + wide / 2
        for left, top in ((x + far, y), (x - far, y), (x, y + 18), (x, y - 18)):
            if spot.country is None and spot.name not in named and room.free(left, top, wide, 13):
                named.add(spot.name)
                room.take(left, top, wide, 13)
                yield Label(left / WIDTH * 100, top / HEIGHT * 100, spot.name, _numbers(spot.claims))


def _keep_clear(drawn: Sequence[Spot], view: Frame, room: _Room) -> None:
    """Keep the names of countries off the circles, but for those that fill much of the map."""
    for spot in drawn:
        across = 2 * spot.radius_km / KM_A_DEGREE * view.scale
        if spot.country is None and across < HEIGHT * 0.6:
            shift = 360 * round((view.lon - spot.lon) / 360)
            room.take(*view.point(spot.lon + shift, spot.lat), across, across)


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


def _names(shown: Sequence[tuple[Country, int]], view: Frame, room: _Room) -> Iterator[Label]:
    """Name the countries that have room for their name, the roomiest first."""
    found = []
    for country, shift in shown:
        width = 8.0 * len(country.name) + 8
        for y in [20.0 + 22 * line for line in range(10)]:
            x, length = _widest(country.rings, shift, view, y)
            if length >= width and room.free(x, y, width, 14):
                found.append((length - abs(y - HEIGHT / 2) / 4, country.key, x, y, width, country.name))
    named: set[str] = set()
    for _, key, x, y, width, name in sorted(found, reverse=True):
        if key not in named and len(named) < NAMED_COUNTRIES and room.free(x, y, width, 14):
            named.add(key)
            room.take(x, y, width, 14)
            yield Label(x / WIDTH * 100, y / HEIGHT * 100, name, "")


def _areas(drawn: Sequence[Spot], shown: Sequence[tuple[Country, int]], view: Frame) -> Iterator[Area]:
    for spot in sorted(drawn, key=lambda s: (s.country is None, -s.radius_km)):
        numbers = _numbers(spot.claims)
        if spot.country is None:
            yield Area(_circle(spot, view), None, spot.sharp, numbers)
        for country, shift in shown:
            if country is spot.country:
                yield Area("", _land(country, shift, view), False, numbers)


def draw(claims: Sequence[Claim]) -> Map | None:
    """Give the map of a report's claims, or null when none of them can be drawn."""
    drawn = spots(claims)
    if not drawn:
        return None
    view = frame(drawn)
    shown = in_view(view.box)
    room = _Room()
    room.take(60, HEIGHT - 14, 120, 28)  # the scale bar
    pins = tuple(_pins(drawn, view, room))
    places = tuple(_places(drawn, pins, room))
    km_a_unit = KM_A_DEGREE / view.scale
    bar = max((km for km in SCALE_BARS_KM if km / km_a_unit <= WIDTH / 4), default=SCALE_BARS_KM[0])
    _keep_clear(drawn, view, room)
    spoken = "; ".join(
        f"claim {number}: " + ", ".join(words.places(claim.places))
        for number, claim in enumerate(claims, 1)
        if any(number in spot.claims for spot in drawn)
    )
    return Map(
        land=tuple(_land(country, shift, view) for country, shift in shown),
        areas=tuple(_areas(drawn, shown, view)),
        pins=pins,
        places=places,
        names=tuple(_names(shown, view, room)),
        bar=bar / km_a_unit / WIDTH * 100,
        bar_text=f"{bar:,} km",
        summary=words.shorten(f"Map. {spoken}", 600),
        missing=tuple(missing(claims, drawn)),
    )
