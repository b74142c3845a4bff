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

_TELEPHONE = re.compile(r"(?<![\d-])\(?([2-9]\d\d)\)?[-. /]\s?\d{3}[-. ]\d{4}(?!\d)")
_NAMES = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
AREA_CODE_WEIGHT, HOME_WEIGHT, SOURCE_WEIGHT, ADJECTIVE_WEIGHT = 1.0, 3.0, 1.0, 0.5
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
    for text, weight in ((report.home, HOME_WEIGHT), (_readable(report.source), SOURCE_WEIGHT)):
        names = {m.group() for m in _NAMES.finditer(text or "")}
        names |= {part for name in names for part in name.split()} if weight == SOURCE_WEIGHT else set()
        for name, candidates in sorted(gazetteer.find_many(names).items()):
            exact = sorted((c for c in candidates if c.exact), key=prior, reverse=True)[:MAX_SOURCE_CANDIDATES]
            for candidate in exact:
                yield candidate, weight / (len(exact) * len(names)) if name else 0.0


def _readable(source: str | None) -> str:
    """A publisher's name; a web address says too little about a place and is left out."""
    return "" if not source or "/" in source or re.fullmatch(r"[\w.-]+\.\w{2,}", source) else source
