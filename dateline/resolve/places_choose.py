"""Choose among the places a name may mean, all names of a report together.

Every name has a prior (what the bare name mostly means: population, kind of place) and the report's context: the
countries and provinces it names, the other places close by, its publisher's home. Names help each other, so the
choice is repeated a few times: each round the names weigh in with what they were in the round before. One name has
one sense in a report, unless a mention says where it lies ("Paris, Texas").
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from dateline.resolve.gazetteer import Candidate
from dateline.resolve.gazetteer.fold import TRANSLITERATED
from dateline.resolve.places_evidence import lies_in

ROUNDS = 4
CELL_DEGREES = 1.0
"""Nearness is told by cells of one degree and their eight neighbours: within 110 to 220 km."""
SAME_SPOT_KM = 60.0
KIND_PRIOR = {
    "country": 8.5,
    "continent": 8.5,
    "region": 8.0,
    "former country": 8.0,
    "admin1": 5.0,
    "admin2": 2.5,
    "capital": 1.5,
}
OTHER_PRIOR, WATER_PRIOR = 5.0, 7.0
"""Islands, mountains and sites; seas and rivers: tables of hand-picked names, so what bears one of them usually is
meant. Wide things get more, because they gain nothing from places around them."""
WATERS = frozenset({"sea", "gulf", "strait", "bay", "river", "canal", "lake"})
PEOPLE = 0.85
"""Score of a tenfold population."""
LEVELLED, VARIANT, SHORTENED = -2.0, -1.2, -1.0
OLD_NAME = -2.0
"""A variant of a small town where names are not transliterated is a former or a nickname ("Turkey" for New
Providence, New Jersey)."""
SMALL_TOWN = 100_000
ONE_OF_MANY = -0.4
"""Times the logarithm of the number of places of the name in the country: a country that has twenty Washingtons names
none of them."""
IN_PROVINCE, IN_COUNTRY, NEARBY = 1.5, 1.1, 1.3
"""Score of a doubled weight of context in the same first-order division, country, or neighbourhood."""
NAMED_COUNTRY = 1.0
"""Score of a place whose country the report names as such, beside the weight of all that lies in it."""
LEAST_CONTEXT = 1.0
"""Score that the report's other names must give a place whose name alone would be too little."""
CONTAINED = 9.0
"""The report says in which country or province it lies."""
ASKED_KIND = 2.5
"""The next word says what kind of place it is ("Homs province")."""


class Sense(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the report, in all its mentions that may differ only in what contains them."""

    key: str
    candidates: tuple[Candidate, ...]
    weight: float
    """How surely it is a place, grown by the number of its mentions."""
    container: tuple[Candidate, ...] = ()
    kinds: frozenset[str] = frozenset()


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """The place chosen for a sense, how sure that is (0 to 1, places on the same spot together), and the best other
    place."""

    candidate: Candidate
    share: float
    other: Candidate | None
    context: float
    """What the context added to its score."""


class _Weights(msgspec.Struct, frozen=True):
    """How much of the report points to each country, first-order division and cell."""

    country: dict[str, float]
    province: dict[tuple[str, str], float]
    cell: dict[tuple[int, int], float]
    named: dict[str, float]
    """By country: how much of its weight comes from its own name."""


def prior(candidate: Candidate, kinds: frozenset[str] = frozenset()) -> float:
    """Give the score of a place by its bare name."""
    default = 0.0 if candidate.precision == "town" else WATER_PRIOR if candidate.kind in WATERS else OTHER_PRIOR
    known = candidate.kind != "capital" or candidate.rank == 0
    score = KIND_PRIOR.get(candidate.kind, default) if known else default
    if candidate.precision == "town":
        score += PEOPLE * math.log10(candidate.population + 100)
    if not candidate.exact:
        score += LEVELLED
    elif candidate.rank:
        old = (
            candidate.precision == "town"
            and candidate.population < SMALL_TOWN
            and candidate.country not in TRANSLITERATED
        )
        score += SHORTENED if candidate.rank == 2 else OLD_NAME if old else VARIANT
    return score + (ASKED_KIND if candidate.precision in kinds else 0.0)


def choose(senses: Sequence[Sense], hints: Iterable[tuple[Candidate, float]] = ()) -> list[Chosen | None]:
    """Give the chosen place of each sense, None for one without candidates.

    ``hints`` are places known from elsewhere (the publisher's home, area codes), each with a weight.
    """
    base = [_bases(s) for s in senses]
    shares = [_softmax(scores) for scores in base]
    fixed = list(hints)
    context = [[0.0] * len(s.candidates) for s in senses]
    for _ in range(ROUNDS if len(senses) > 1 or fixed else 0):
        total = _weigh(
            [
                (c, share * s.weight)
                for s, some in zip(senses, shares, strict=True)
                for c, share in zip(s.candidates, some, strict=True)
            ]
            + fixed
        )
        for i, sense in enumerate(senses):
            own = _weigh([(c, share * sense.weight) for c, share in zip(sense.candidates, shares[i], strict=True)])
            context[i] = [_context(c, total, own) for c in sense.candidates]
        shares = [_softmax([b + x for b, x in zip(bs, xs, strict=True)]) for bs, xs in zip(base, context, strict=True)]
    return [_pick(s, some, xs) for s, some, xs in zip(senses, shares, context, strict=True)]


def _bases(sense: Sense) -> list[float]:
    """The score of each candidate before the context."""
    same = Counter(c.country for c in sense.candidates if c.precision == "town")
    return [
        prior(c, sense.kinds)
        + _containment(c, sense.container)
        + (ONE_OF_MANY * math.log(same[c.country]) if c.precision == "town" and c.kind != "capital" else 0.0)
        for c in sense.candidates
    ]


def _containment(candidate: Candidate, container: tuple[Candidate, ...]) -> float:
    return CONTAINED if any(lies_in(candidate, outer) for outer in container) else 0.0


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores, default=0.0)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


def _weigh(places: Iterable[tuple[Candidate, float]]) -> _Weights:
    country: dict[str, float] = defaultdict(float)
    province: dict[tuple[str, str], float] = defaultdict(float)
    cell: dict[tuple[int, int], float] = defaultdict(float)
    named: dict[str, float] = defaultdict(float)
    for place, weight in places:
        if weight < 0.01:
            continue
        if place.country:
            country[place.country] += weight
        if place.kind == "country":
            named[place.country] += weight
        if place.admin1:
            province[place.country, place.admin1] += weight
        if place.precision in ("town", "site", "district", "near"):
            cell[_cell(place)] += weight
    return _Weights(country, province, cell, named)


def _cell(place: Candidate) -> tuple[int, int]:
    return math.floor(place.lat / CELL_DEGREES), math.floor(place.lon / CELL_DEGREES)


def _context(candidate: Candidate, total: _Weights, own: _Weights) -> float:
    """The score that the rest of the report gives a candidate: what points to it, less what it says of itself."""
    country = total.country.get(candidate.country, 0.0) - own.country.get(candidate.country, 0.0)
    score = IN_COUNTRY * math.log2(1 + max(0.0, country)) if candidate.country else 0.0
    if candidate.country:
        named = total.named.get(candidate.country, 0.0) - own.named.get(candidate.country, 0.0)
        score += NAMED_COUNTRY * min(1.0, max(0.0, named))
    if candidate.admin1:
        home = (candidate.country, candidate.admin1)
        score += IN_PROVINCE * math.log2(1 + max(0.0, total.province.get(home, 0.0) - own.province.get(home, 0.0)))
    if candidate.precision in ("town", "site", "district", "near"):
        y, x = _cell(candidate)
        cells = [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
        near = sum(total.cell.get(c, 0.0) - own.cell.get(c, 0.0) for c in cells)
        score += NEARBY * math.log2(1 + max(0.0, near))
    return score


def _pick(sense: Sense, shares: list[float], context: list[float]) -> Chosen | None:
    if not shares:
        return None
    best = max(range(len(shares)), key=lambda i: (shares[i], sense.candidates[i].population))
    top = sense.candidates[best]
    together, other, second = 0.0, None, 0.0
    for candidate, share in zip(sense.candidates, shares, strict=True):
        if distance_km(top.lat, top.lon, candidate.lat, candidate.lon) <= max(SAME_SPOT_KM, top.radius_km):
            together += share
        elif share > second:
            other, second = candidate, share
    return Chosen(candidate=top, share=min(1.0, together), other=other, context=context[best])


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance of two points on a sphere of 6,371 km."""
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))
