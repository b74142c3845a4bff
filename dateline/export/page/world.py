"""The base map: country outlines of dateline/data/map/world.json."""

import functools
import itertools
import re
from importlib import resources
from typing import NamedTuple

import msgspec

Ring = tuple[tuple[float, float], ...]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; east may pass 180."""


class Country(NamedTuple):
    """A country's outline. ``rings`` are in degrees (longitude, latitude), the largest first, and may pass 180 east."""

    key: str
    iso3: str | None
    name: str
    rings: tuple[Ring, ...]
    boxes: tuple[Box, ...]

    @property
    def box(self) -> Box:
        """The box around all its rings."""
        west, south, east, north = zip(*self.boxes, strict=True)
        return min(west), min(south), max(east), max(north)


class _Shape(msgspec.Struct):
    iso3: str | None
    name: str
    rings: list[list[int]]


class _Data(msgspec.Struct):
    scale: int
    arcs: list[str]
    countries: list[_Shape]


def _walk(arc: str, scale: int) -> list[tuple[float, float]]:
    numbers = [int(n) for n in re.findall(r"-?\d+", arc)]
    xs, ys = itertools.accumulate(numbers[0::2]), itertools.accumulate(numbers[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def _box(ring: Ring) -> Box:
    xs, ys = zip(*ring, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@functools.cache
def countries() -> tuple[Country, ...]:
    """Give all countries of the base map."""
    data = msgspec.json.decode(resources.files("dateline").joinpath("data/map/world.json").read_bytes(), type=_Data)
    arcs = [_walk(arc, data.scale) for arc in data.arcs]
    found = []
    for number, shape in enumerate(data.countries):
        rings = []
        for ring in shape.rings:
            parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
            points = parts[0] + [point for part in parts[1:] for point in part[1:]]
            rings.append(tuple(points))
        boxes = tuple(_box(ring) for ring in rings)
        found.append(Country(f"w{number}", shape.iso3, shape.name, tuple(rings), boxes))
    return tuple(found)


@functools.cache
def by_code() -> dict[str, Country]:
    """Give the countries by ISO 3166-1 alpha-3 code; of two shapes with one code (a remote island), the larger."""
    found: dict[str, Country] = {}
    for country in countries():
        if country.iso3 and (country.iso3 not in found or len(country.rings[0]) > len(found[country.iso3].rings[0])):
            found[country.iso3] = country
    return found


def path(country: Country) -> str:
    """Give the outline as SVG path data, in hundredths of a degree with north up (a map flips it)."""
    parts = []
    for ring in country.rings:
        units = [(round(x * 100), round(y * 100)) for x, y in ring]
        steps = " ".join(f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in itertools.pairwise(units))
        parts.append(f"M{units[0][0]} {units[0][1]}l{steps}z".replace(" -", "-"))
    return "".join(parts)


def in_view(box: Box) -> list[tuple[Country, int]]:
    """Give the countries that may show in a box, each with the degrees (-360, 0, 360) to shift it by."""
    west, south, east, north = box
    found = []
    for country in countries():
        for shift in (-360, 0, 360):
            if any(
                w + shift <= east and e + shift >= west and s <= north and n >= south for w, s, e, n in country.boxes
            ):
                found.append((country, shift))
    return found
