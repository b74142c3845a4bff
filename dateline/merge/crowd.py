"""Group a crowd: thousands of claims that links join, told of one great event or written to overwhelm the machine.

Claims come one after the other, in the order of their ids; each joins the group whose first members speak most for it,
or begins one. The work is bounded by the members and groups looked at, and the same claims give the same groups.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from dateline.merge.parts import Pair

Odds = Callable[[Pair], float]
"""Gives the log-odds of a pair of claims."""
SPEAKERS = 4
"""Members of a group that are asked about a claim."""
GROUPS = 25
"""Groups that a claim is offered to, the largest first."""


def group(members: Sequence[int], odds_of: Odds, must: Iterable[Pair], apart: Iterable[Pair]) -> list[list[int]]:
    """Give the groups, each sorted, in the order of their first claims. People's words hold as in ``cluster``."""
    together = _together(members, must)
    enemies: dict[int, set[int]] = defaultdict(set)
    for first, second in apart:
        enemies[first].add(second)
        enemies[second].add(first)
    found: list[list[int]] = []
    for unit in together:
        barred = {enemy for one in unit for enemy in enemies[one]}
        offers = heapq.nlargest(GROUPS, found, key=len)
        odds = [_odds(unit, one, odds_of, barred) for one in offers]
        if odds and max(odds) > 0:
            offers[odds.index(max(odds))].extend(unit)
        else:
            found.append(list(unit))
    return sorted(sorted(one) for one in found)


def _together(members: Sequence[int], must: Iterable[Pair]) -> list[list[int]]:
    """The members in order, those that people said are one in one unit."""
    unit_of = {m: [m] for m in members}
    for first, second in sorted(must):
        if first in unit_of and unit_of[first] is not unit_of[second]:
            joined = unit_of[first] + unit_of[second]
            for one in joined:
                unit_of[one] = joined
    return [unit for m, unit in unit_of.items() if m == min(unit)]


def _odds(unit: Sequence[int], group: Sequence[int], odds_of: Odds, barred: set[int]) -> float:
    """The mean log-odds of a unit and the first members of a group; minus infinity where one pair cannot be."""
    if barred and not barred.isdisjoint(group):
        return float("-inf")
    asked = group[:SPEAKERS]
    pairs = [(min(one, other), max(one, other)) for one in unit[:SPEAKERS] for other in asked]
    return sum(odds_of(pair) for pair in pairs) / len(pairs)
