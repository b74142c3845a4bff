"""What the gazetteer holds and what it gives."""

import math

import msgspec

from dateline.model import PlacePrecision

MIN_TOWN_KM, MAX_TOWN_KM = 2.0, 40.0
TOWN_KM_PER_ROOT = 0.015
"""A town's radius: 0.015 km times the root of its population, so 5 km for 100,000 people, 15 km for a million; the
edge of built-up areas grows about with the root of the population, and 2 km is what a village with its fields takes
up."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One place that a name may mean.

    ``kind`` is the sort of place (city, village, country, admin1, admin2, base, river ...), ``precision`` what a
    report that names it tells, ``radius_km`` how far from the point the place reaches, ``country`` ISO alpha-3 or "",
    ``admin1`` the name of its province or "", ``geonames_id`` "" where none is known, ``source`` where the row comes
    from. ``code`` is one of the user's own table (a P-code), or GeoNames' of a division ("SY.07"). ``exact`` says that
    the name asked for is one of the place's names but for marks and case; otherwise only the levelled spelling agrees.
    ``rank`` is 0 for the place's first name, 1 for a variant, 2 for a name without its word of kind ("Tarrant" for
    Tarrant County).
    """

    name: str
    lat: float
    lon: float
    kind: str
    population: int
    country: str
    admin1: str
    geonames_id: str
    source: str
    radius_km: float
    precision: PlacePrecision
    code: str = ""
    exact: bool = True
    rank: int = 0


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One row for the index: a place with all its names, the first of them the one to show."""

    names: tuple[str, ...]
    lat: float
    lon: float
    kind: str
    precision: PlacePrecision
    radius_km: float
    population: int = 0
    country: str = ""
    admin1: str = ""
    geonames_id: str = ""
    source: str = ""
    code: str = ""


def town_radius_km(population: int) -> float:
    """Give how far a town of ``population`` people reaches from its centre, in km."""
    return round(min(MAX_TOWN_KM, max(MIN_TOWN_KM, TOWN_KM_PER_ROOT * math.sqrt(population))), 1)
