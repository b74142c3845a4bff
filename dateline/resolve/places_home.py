"""Where a report is at home: its publisher's place, and what its own text lets slip (area codes, demonyms, its
dateline).

A local paper writes "Arlington" and means its own. None of these hints is a place of the report; they only tell
places apart.
"""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from dateline.model import Report
from dateline.resolve.gazetteer import Candidate, Gazetteer
from dateline.resolve.places_choose import prior
from dateline.resolve.places_evidence import lies_in

_TELEPHONE = re.compile(r"(?<![\d-])\(?([2-9]\d\d)\)?[-. /]\s?\d{3}[-. ]\d{4}(?!\d)")
_NAMES = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
AREA_CODE_WEIGHT, HOME_WEIGHT, SOURCE_WEIGHT, ADJECTIVE_WEIGHT = 4.0, 4.0, 1.0, 0.5
"""Weights beside a place named once, which weighs 1."""
MAX_SOURCE_CANDIDATES = 5
"""Of the places that a publisher's name may mean, only the likeliest are weighed."""


def hints(report: Report, demonyms: Iterable[str], gazetteer: Gazetteer) -> list[tuple[Candidate, float]]:
    """Give places that tell where the report is at home, each with a weight; ``demonyms`` are countries (alpha-3) by
    mention."""
    return [*_area_codes(report.text, gazetteer), *_publisher(report, gazetteer), *_adjectives(demonyms)]


def _adjectives(demonyms: Iterable[str]) -> Iterator[tuple[Candidate, float]]:
    """The countries whose adjectives the report uses: only their code matters here, so no look-up is needed."""
    for country, count in sorted(Counter(demonyms).items()):
        yield (
            Candidate(
                name=country,
                lat=0.0,
                lon=0.0,
                kind="country",
                population=0,
                country=country,
                admin1="",
                geonames_id="",
                source="demonym",
                radius_km=0.0,
                precision="country",
            ),
            ADJECTIVE_WEIGHT * (1 + math.log2(count)),
        )


@lru_cache(maxsize=1)
def area_codes() -> dict[str, str]:
    """Give the state (as its postal code) of every telephone area code."""
    text = (files("dateline") / "data" / "places" / "area_codes.csv").read_text(encoding="utf-8")
    table = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    return {number: row[0][3:] for row in table if row[0] != "code" for number in row[1].split()}


def _area_codes(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Candidate, float]]:
    states = {area_codes().get(m.group(1)) for m in _TELEPHONE.finditer(text)} - {None}
    for state in sorted(filter(None, states)):
        found = gazetteer.abbreviation(state)
        if found is not None:
            yield found, AREA_CODE_WEIGHT


def _publisher(report: Report, gazetteer: Gazetteer) -> Iterator[tuple[Candidate, float]]:
    yield from _home(report.home or "", gazetteer)
    names = {
        part for match in _NAMES.finditer(_readable(report.source)) for part in (match.group(), *match.group().split())
    }
    for candidates in gazetteer.find_many(sorted(names)).values():
        exact = sorted((c for c in candidates if c.exact), key=prior, reverse=True)[:MAX_SOURCE_CANDIDATES]
        yield from ((candidate, SOURCE_WEIGHT / (len(exact) * len(names))) for candidate in exact)


def _home(home: str, gazetteer: Gazetteer) -> Iterator[tuple[Candidate, float]]:
    """The publisher's town and what it lies in: "Alexandria, Louisiana", from the wide end to the narrow one."""
    outer: Candidate | None = None
    for part in reversed([p.strip() for p in home.split(",") if p.strip()]):
        short = gazetteer.abbreviation(part)
        exact = [short] if short else [c for c in gazetteer.find(part) if c.exact]
        inside = [c for c in exact if outer is None or lies_in(c, outer)]
        outer = max(inside, key=prior, default=outer)
        if inside and outer is not None:
            yield outer, HOME_WEIGHT


def _readable(source: str | None) -> str:
    """A publisher's name; a web address says too little about a place and is left out."""
    return "" if not source or "/" in source or re.fullmatch(r"[\w.-]+\.\w{2,}", source) else source
