"""What countries and publishers are called and numbered elsewhere, from ``dateline/data/export``."""

import csv
import functools
from importlib import resources
from typing import NamedTuple


class Country(NamedTuple):
    """A country as ACLED and UCDP have it: ``iso`` is ISO 3166-1 numeric, ``gw`` Gleditsch and Ward's number."""

    iso: int | None
    name: str
    acled_name: str
    acled_region: str
    gw: int | None
    ucdp_name: str
    ucdp_region: str


class Publisher(NamedTuple):
    """A publisher known by name; ``scale`` is ACLED's word, ``country`` that of a national one."""

    name: str
    scale: str
    country: str | None


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("dateline").joinpath(f"data/export/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@functools.cache
def _countries() -> dict[str, Country]:
    return {
        row["country"]: Country(
            iso=int(row["iso"]) if row["iso"] else None,
            name=row["name"],
            acled_name=row["acled_name"] or row["name"],
            acled_region=row["acled_region"],
            gw=int(row["gw"]) if row["gw"] else None,
            ucdp_name=row["ucdp_name"] or row["name"],
            ucdp_region=row["ucdp_region"],
        )
        for row in _rows("countries.csv")
    }


@functools.cache
def _publishers() -> dict[str, Publisher]:
    found = {}
    for row in _rows("sources.csv"):
        one = Publisher(row["name"], row["scale"], row["country"] or None)
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found[name.casefold()] = one
    return found


def country(code: str | None) -> Country | None:
    """Give a country by its ISO alpha-3 code, or None for a code that is none."""
    return _countries().get(code) if code else None


def publisher(name: str | None) -> Publisher | None:
    """Give a publisher by its name or another spelling of it, or None for one that is not known."""
    return _publishers().get(" ".join(name.split()).casefold()) if name else None


def source_scale(names: list[str], event_country: str | None) -> str:
    """Give ACLED's source_scale of an event: the scales of the sources that are known, joined by "-".

    A national paper of another country counts as International, as ACLED does. Unknown sources add nothing; empty when
    none is known.
    """
    scales = []
    for one in filter(None, map(publisher, names)):
        abroad = one.scale == "National" and one.country != event_country
        scales.append("International" if abroad else one.scale)
    return "-".join(sorted(set(scales)))
