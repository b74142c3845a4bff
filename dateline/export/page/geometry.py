"""The geometry of a small map: what part of the world it shows, and where on it a position is."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from dateline.export.page.world import Box, Country

WIDTH, HEIGHT = 400.0, 250.0
"""The map's own units: about the pixels it is shown at."""
KM_A_DEGREE = 111.2
"""Kilometres a degree of latitude, on a sphere of 6,371 km."""
LEAST_KM = 320.0
"""The least height of a map: less would show an outline of the 1:50m base map larger than it is true."""


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
    start = max(gaps)[1] % 360 - 1e-6  # a hair before the first, or rounding sends it once around
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
    high, wide = min((north - south) * 1.5, 170.0), min((east - west) * 1.4, 360.0)
    degrees = max(high, wide * squeeze * HEIGHT / WIDTH, LEAST_KM / KM_A_DEGREE)
    lon = (lon + 180) % 360 - 180
    return Frame(lat, lon, HEIGHT / degrees)


def circle(spot: Spot, view: Frame) -> str:
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
