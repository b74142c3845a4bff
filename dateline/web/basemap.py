"""The base map as GeoJSON: countries and provinces from ``dateline/data/map``, no tiles, no network.

A ring that crosses the antimeridian runs on past 180 degrees; MapLibre draws such a shape on both sides of it.
"""

import functools
import itertools
import re
from importlib import resources
from typing import Any

import msgspec

from dateline.export.page.world import Ring, countries

Feature = dict[str, Any]
"""A GeoJSON feature."""


class _Division(msgspec.Struct):
    geonames_id: str | None
    iso3: str
    name: str
    rings: list[list[int]]


class _Admin(msgspec.Struct):
    scale: int
    arcs: list[str]
    borders: list[int]
    divisions: list[_Division]


def _area(ring: Ring) -> float:
    """Give a ring's signed area in square degrees."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise((*ring, ring[0]))) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """Give where to write the name of an area: the middle of the widest stretch inside it, at the height of its
    centroid."""
    area = _area(ring)
    points = list(itertools.pairwise((*ring, ring[0])))
    if abs(area) < 1e-9:
        return ring[0]
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in points) / (6 * area)
    crossings = sorted(ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in points if (ay > y) != (by > y))
    spans = [(right - left, (left + right) / 2) for left, right in zip(crossings[::2], crossings[1::2], strict=False)]
    return (max(spans)[1], y) if spans else ring[0]


def _inside(point: tuple[float, float], ring: Ring) -> bool:
    x, y = point
    pairs = itertools.pairwise((*ring, ring[0]))
    return (
        sum((ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in pairs) % 2 > 0
    )


def _polygons(rings: list[Ring]) -> list[list[Ring]]:
    """Give rings as GeoJSON polygons: a ring inside an odd number of larger ones is a hole in the smallest of them."""
    ordered = sorted((ring for ring in rings if len(ring) > 3), key=lambda ring: -abs(_area(ring)))
    found: list[list[Ring]] = []
    for ring in ordered:
        home = next((polygon for polygon in reversed(found) if _inside(ring[0], polygon[0])), None)
        if home is not None and not any(_inside(ring[0], hole) for hole in home[1:]):
            home.append(ring)
        else:
            found.append([ring])
    return found


def _feature(identity: str, name: str, rings: list[Ring]) -> Feature:
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    x, y = _middle(largest)
    xs = [p[0] for p in largest]
    known = {"id": identity, "name": name, "at": [round(x, 3), round(y, 3)], "wide": round(max(xs) - min(xs), 2)}
    geometry = {"type": "MultiPolygon", "coordinates": _polygons(rings)}
    return {"type": "Feature", "properties": known, "geometry": geometry}


def _encoded(features: list[Feature]) -> bytes:
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


@functools.cache
def countries_json() -> bytes:
    """Give the countries as GeoJSON polygons with their names and ISO codes."""
    return _encoded([_feature(f"c:{c.iso3 or c.key}", c.name, list(c.rings)) for c in countries()])


@functools.cache
def _admin() -> tuple[_Admin, list[Ring]]:
    data = msgspec.json.decode(resources.files("dateline").joinpath("data/map/admin1.json").read_bytes(), type=_Admin)
    return data, [_walk(arc, data.scale) for arc in data.arcs]


def _walk(arc: str, scale: int) -> Ring:
    numbers = [int(n) for n in re.findall(r"-?\d+", arc)]
    xs, ys = itertools.accumulate(numbers[0::2]), itertools.accumulate(numbers[1::2])
    return tuple((x / scale, y / scale) for x, y in zip(xs, ys, strict=True))


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Give a ring's points; where it would jump over the antimeridian it runs on past it."""
    points: list[tuple[float, float]] = []
    for index in indices:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += part[1:] if points else part
    going = [points[0]]
    for x, y in points[1:]:
        going.append((x + 360 * round((going[-1][0] - x) / 360), y))
    return tuple(going)


@functools.cache
def borders_json() -> bytes:
    """Give the borders between provinces of one country as one GeoJSON line feature."""
    data, arcs = _admin()
    geometry = {"type": "MultiLineString", "coordinates": [arcs[i] for i in data.borders if len(arcs[i]) > 1]}
    return _encoded([{"type": "Feature", "properties": {}, "geometry": geometry}])


@functools.cache
def _divisions() -> dict[str, _Division]:
    return {f"a:{d.geonames_id}": d for d in _admin()[0].divisions if d.geonames_id}


def has_outline(area: str) -> bool:
    """Say whether the map knows the outline of an area ("c:SYR", "a:170652")."""
    return area in _divisions() or any(area == f"c:{country.iso3}" for country in countries())


def provinces_json(areas: list[str]) -> bytes:
    """Give the outlines of some provinces ("a:170652") as GeoJSON polygons; one that is not known is left out."""
    _, arcs = _admin()
    known = [(area, _divisions()[area]) for area in areas if area in _divisions()]
    return _encoded([_feature(area, d.name, [_ring(ring, arcs) for ring in d.rings]) for area, d in known])
