"""Which pairs of claims are worth comparing: those that share a day or nearly, and a spot, province, toll or party.

Each claim stands under a few keys (``keys``) and looks under more (``probes``): the days beside its own, the cells
around its points. Two claims of which neither looks under a key of the other are never one event. Whether A finds B is
the same as whether B finds A, so that a store can fetch what a new claim could touch.
"""

import bisect
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dateline.merge.features import LATE, LONGEST, Features
from dateline.merge.words import kinds

Rank = tuple[str, tuple[int, int], str, int]
"""The place of a claim in a crowd."""
CELL_DEGREES = 0.5
"""A cell is some 55 km from south to north; with the cells around it, points up to 55 km apart meet (at 60 degrees
north 28 km from west to east: beyond it the names, tolls and parties must meet)."""
LEAST_TOLL = 3
"""A toll from which the same number of dead tells something."""
MOST_NAMES = 4
STRETCH = 8
"""Days of a stretch, under which claims without an exact day meet those with one."""
PAST = 12
"""Days before publication in which a claim without a date may lie to meet another."""
CROWD, BESIDE = 400, 30
"""Claims under one key from which it is a crowd, and how many on each side of it a claim then meets."""


def keys(features: Features) -> tuple[str, ...]:
    """Give the keys under which a claim stands: strings without an order, at most some tens."""
    days, times = _tokens(features), [*_tokens(features), *_standing(features)]
    found = {f"{what}|{token}" for what in _wide(features) for token in days}
    found |= {f"{what}|{token}" for what in _stands(features) for token in times}
    return tuple(sorted(found | {f"work {features.work}"}))


def probes(features: Features) -> tuple[str, ...]:
    """Give the keys under which a claim looks for others."""
    days, times = _near_tokens(features), [*_near_tokens(features), *_looking(features)]
    found = {f"{what}|{token}" for what in _looks_wide(features) for token in days}
    found |= {f"{what}|{token}" for what in _looks(features) for token in times}
    return tuple(sorted(found | {f"work {features.work}"}))


def _weeks(f: Features) -> range:
    """The stretches of ``STRETCH`` days in which an act may lie; empty where nothing says so."""
    if f.first is not None and f.last is not None:
        return range(0) if f.last - f.first > LONGEST else range(f.first // STRETCH, f.last // STRETCH + 1)
    if f.yearless or f.published is None:
        return range(0)
    return range((f.published - PAST) // STRETCH, (f.published + 1) // STRETCH + 1)


def _vague(f: Features) -> bool:
    return f.long or f.first is None


def _standing(f: Features) -> list[str]:
    """The stretches of a claim: those of an exact one and those of a vague one stand apart, for two exact claims of a
    week need not meet."""
    return [f"{'about' if _vague(f) else 'in'} {week}" for week in _weeks(f)]


def _looking(f: Features) -> list[str]:
    return [f"{which} {week}" for week in _weeks(f) for which in (("about", "in") if _vague(f) else ("about",))]


def _tokens(f: Features) -> list[str]:
    """The days of a claim, guessed from its publication where it gives none; a long span is one token."""
    if f.long and f.first is not None and f.last is not None:
        return [f"{f.first}-{f.last}"]
    if f.first is not None and f.last is not None:
        return [str(day) for day in range(f.first, f.last + 1)]
    if f.yearless:
        return [f"y{f.yearless}"]
    if f.published is not None:
        return [str(day) for day in range(f.published - LATE, f.published + 1)]
    return ["never"]


def _near_tokens(f: Features) -> list[str]:
    tokens = _tokens(f)
    if not tokens[0].isdigit():
        return tokens
    first, last = int(tokens[0]), int(tokens[-1])
    return [str(day) for day in range(first - 1, last + 2)]


def _cells(f: Features) -> list[tuple[int, int]]:
    return sorted({(math.floor(p.lat / CELL_DEGREES), math.floor(p.lon / CELL_DEGREES)) for p in f.points})


def _wide(f: Features) -> Iterator[str]:
    """The provinces and countries of a claim: too wide to meet under but on its days."""
    for where in [*f.regions, *f.countries]:
        yield f"in {where} {f.family}"
        if not f.fine:
            yield f"only in {where} {f.family}"


def _stands(f: Features) -> Iterator[str]:
    """The spots of a claim and what else it is known by."""
    for lat, lon in _cells(f):
        yield f"cell {lat} {lon}"
    for name in f.names:
        yield f"name {name}"
    marks = list(_marks(f))
    for mark in marks:
        yield mark
        if f.placeless:
            yield f"nowhere {mark}"
    for country in f.countries:
        for mark in marks:
            if mark.startswith("toll"):
                yield f"{country} {mark}"


def _looks_wide(f: Features) -> Iterator[str]:
    families = [f.family, *kinds().kin.get(f.family, ())]
    for where in [*f.regions, *f.countries]:
        yield from (f"only in {where} {family}" for family in families)
        if not f.fine:
            yield from (f"in {where} {family}" for family in families)


def _looks(f: Features) -> Iterator[str]:
    for lat, lon in _cells(f):
        yield from (f"cell {lat + north} {lon + east}" for north in (-1, 0, 1) for east in (-1, 0, 1))
    for name in f.names:
        yield f"name {name}"
    marks = list(_marks(f))
    for mark in marks:
        yield mark if f.placeless else f"nowhere {mark}"
    for country in f.countries:
        for mark in marks:
            if mark.startswith("toll"):
                yield f"{country} {mark}"


def _marks(f: Features) -> Iterator[str]:
    """What a claim without a place may be known by: its toll, its parties, the names in its clauses."""
    if f.killed and f.killed[0] >= LEAST_TOLL:
        yield f"toll {f.killed[0]}"
    for who in (f.initiators, f.targets):
        if who is not None:
            yield from (f"party {p}" for p in sorted(who.actors or who.words)[:MOST_NAMES])
    yield from (f"said {word}" for word in sorted(f.said)[:MOST_NAMES])
    rare = sorted(f.content | f.things, key=lambda word: (-len(word), word))
    yield from (f"word {word}" for word in rare[:MOST_NAMES])


def blocks(features: Sequence[Features]) -> Mapping[str, Sequence[int]]:
    """Give the claims, by their numbers, that stand under each key."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(features):
        for key in keys(one):
            found[key].append(number)
    return found


def pairs(features: Sequence[Features]) -> Iterator[tuple[int, int]]:
    """Give the pairs of numbers of claims that may tell one event, or an event and a part of it; each pair once.

    Under a key with a crowd (a thousand claims of one town and day) a claim meets only those most like it, so that the
    work grows with the number of claims and not with its square.
    """
    standing = blocks(features)
    crowds: dict[str, list[Rank]] = {}
    for number, one in enumerate(features):
        others: set[int] = set()
        for key in probes(one):
            members = standing.get(key, ())
            if len(members) > CROWD:
                if key not in crowds:
                    crowds[key] = _ranks(members, features)
                others.update(_beside(one, number, crowds[key]))
            else:
                others.update(o for o in members if o < number)
        yield from ((other, number) for other in sorted(others) if may_meet(features[other], one))


def _rank(one: Features, number: int) -> Rank:
    """The place of a claim in a crowd: beside those of its kind, toll and party."""
    killed = (one.killed[0], one.killed[1] or 0) if one.killed else (-1, -1)
    who = min(one.initiators.actors or one.initiators.words, default="") if one.initiators else ""
    return one.kind, killed, who, number


def _ranks(members: Sequence[int], features: Sequence[Features]) -> list[Rank]:
    return sorted(_rank(features[m], m) for m in members)


def _beside(one: Features, number: int, ranks: list[Rank]) -> Iterator[int]:
    """The claims of a crowd around the place where a claim would stand that have a lower number."""
    at = bisect.bisect_left(ranks, _rank(one, number))
    return (r[3] for r in ranks[max(0, at - BESIDE) : at + BESIDE] if r[3] < number)


def may_meet(a: Features, b: Features) -> bool:
    """Say, cheaply, whether two claims that found each other may be linked: their families and moods allow it."""
    if a.mood != b.mood or not (a.family == b.family or b.family in kinds().kin.get(a.family, ())):
        return False
    return a.report != b.report or a.wide != b.wide
