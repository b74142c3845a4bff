"""Dossiers moved together into one country and one fortnight, as the stories of a war stand beside each other.

A dossier holds one story, so that two of its claims of one day and country are mostly one event; in a feed they mostly
are not. Here other dossiers are the neighbours: their days, points, provinces and country become those of the first,
all else stays, and no claim of one is an event of another.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from dateline.events import SourcedClaim
from dateline.merge.features import KM_PER_DEGREE
from dateline.model import Place
from training.dossiers.source import Dossier

NEAREST_KM, FARTHEST_KM = 30.0, 300.0
"""How far a neighbour's story lies from the first: in another district, or at the other end of a country."""
DAYS = 3
"""How many days before or after the first story a neighbour's begins, at most."""
NO_PROVINCE = "Elsewhere"


class Setting(NamedTuple):
    """Where and when a dossier's story is: its country, province, middle and first day."""

    country: str | None
    province: str | None
    lat: float
    lon: float
    day: date


def setting(dossier: Dossier) -> Setting:
    """Give the country and province that most places have, the middle of the points, and the first day told."""
    places = [p for c in dossier.claims for p in c.claim.claim.places]
    points = [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None] or [(0.0, 0.0)]
    days = [c.claim.claim.date.first for c in dossier.claims if c.claim.claim.date and c.claim.claim.date.first]
    days = days or [c.claim.published for c in dossier.claims if c.claim.published]
    lat, lon = (sum(values) / len(points) for values in zip(*points, strict=True))
    return Setting(
        _most(p.country for p in places), _most(p.admin1 for p in places), lat, lon, date.fromisoformat(min(days)[:10])
    )


def _most(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return max(counted, key=lambda v: (counted[v], v)) if counted else None


def moved(claims: Iterable[SourcedClaim], own: Setting, host: Setting, chance: random.Random) -> list[SourcedClaim]:
    """Give the claims of a story set at ``own`` as a neighbour of one at ``host``; half of such are in its province."""
    away, turn = chance.uniform(NEAREST_KM, FARTHEST_KM) / KM_PER_DEGREE, chance.uniform(0, 2 * math.pi)
    north = host.lat - own.lat + away * math.sin(turn)
    east = host.lon - own.lon + away * math.cos(turn) / max(0.2, math.cos(math.radians(host.lat)))
    later = (host.day - own.day).days + chance.randint(-DAYS, DAYS)
    province = host.province if chance.random() < 0.5 else NO_PROVINCE

    def place(p: Place) -> Place:
        point = {} if p.lat is None or p.lon is None else {"lat": p.lat + north, "lon": p.lon + east}
        named = {"admin1": {"name": province or NO_PROVINCE}, "country": {"name": host.country or p.name}}
        new = {"country": host.country, "admin1": province if p.admin1 else None} | named.get(p.precision, {})
        return replace(p, **point, **new)

    return [_moved(c, tuple(place(p) for p in c.claim.places), later) for c in claims]


def _moved(sourced: SourcedClaim, places: tuple[Place, ...], later: int) -> SourcedClaim:
    when = sourced.claim.date
    day = replace(when, first=_shifted(when.first, later), last=_shifted(when.last, later)) if when else None
    claim = replace(sourced.claim, places=places, date=day)
    return replace(sourced, claim=claim, published=_shifted(sourced.published, later))


def _shifted(day: str | None, later: int) -> str | None:
    return (date.fromisoformat(day[:10]) + timedelta(later)).isoformat() if day else None


Story = tuple[Setting, list[SourcedClaim], dict[str, str]]
"""A dossier's setting, some coder's claims of it, and the true group of those that are asked, by their ids."""


def together(stories: Iterable[Story], size: int, seed: int) -> list[tuple[list[SourcedClaim], dict[str, str]]]:
    """Give groups of stories, ``size`` in each, moved to the first one's setting: their claims and true groups."""
    chance = random.Random(seed)
    order = list(stories)
    chance.shuffle(order)
    found = []
    for start in range(0, len(order), size):
        (host, claims, gold), *others = order[start : start + size]
        for own, theirs, events in others:
            claims, gold = [*claims, *moved(theirs, own, host, chance)], gold | events
        found.append((claims, gold))
    return found
