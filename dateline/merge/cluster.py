"""Claims into groups that tell one event: links, then the groups that agree as a whole.

Only claims that a chain of links joins can be in one group, so each such neighbourhood is grouped by itself; what lies
outside it cannot change it. Within it groups grow together, the best agreed first, while on average their claims speak
for one event, and never where two of them cannot be one (days apart, one report telling both, a person's word). So a
claim without a date joins one day or the other and never both.
"""

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from dateline.merge import crowd
from dateline.merge.candidates import pairs
from dateline.merge.compare import Compared, compare
from dateline.merge.features import Features
from dateline.merge.parts import Pair, is_part

CERTAIN = 8.0
"""Log-odds beyond which no comparison counts: one pair alike in everything must not outweigh all others."""
CROWD = 600
"""Claims of one neighbourhood from which they are grouped one after the other, and not each compared with each."""


class Pairs:
    """The comparisons within one neighbourhood, by the claims' numbers, each made once."""

    def __init__(self, features: Sequence[Features]) -> None:
        self._features = features
        self._found: dict[Pair, Compared] = {}

    def __getitem__(self, pair: Pair) -> Compared:
        found = self._found.get(pair)
        if found is None:
            found = self.afresh(pair)
            self._found[pair] = found
        return found

    def afresh(self, pair: Pair) -> Compared:
        """Compare without keeping what was found: in a crowd there are more pairs than memory."""
        return compare(self._features[pair[0]], self._features[pair[1]])


def neighbourhoods(features: Sequence[Features], must: Iterable[Pair]) -> list[list[int]]:
    """Give the sets of claims, by number, that links, parts and people's words join; most hold one claim."""
    home = list(range(len(features)))

    def root(number: int) -> int:
        while home[number] != number:
            home[number] = home[home[number]]
            number = home[number]
        return number

    def join(first: int, second: int) -> None:
        low, high = sorted((root(first), root(second)))
        home[high] = low

    for pair in must:
        join(*pair)
    for first, second in pairs(features):
        a, b = features[first], features[second]
        if root(first) != root(second) and touches(a, b, compare(a, b)):
            join(first, second)
    found: dict[int, list[int]] = defaultdict(list)
    for number in range(len(features)):
        found[root(number)].append(number)
    return list(found.values())


def touches(a: Features, b: Features, compared: Compared) -> bool:
    """Say whether the grouping of one claim may depend on the other: they are linked, or part and whole."""
    return compared.odds >= 0 or is_part(a, b, compared)


def group(members: Sequence[int], compared: Pairs, must: Iterable[Pair], apart: Iterable[Pair]) -> list[list[int]]:
    """Give the groups of a neighbourhood, each sorted, in the order of their first claims."""
    if len(members) == 1:
        return [list(members)]
    if len(members) > CROWD:
        return crowd.group(members, lambda pair: compared.afresh(pair).odds, must, apart)
    return _Grouping(members, compared, must, apart).result()


class _Camps:
    """What people's words leave open: claims that they, or a group, put together are a camp, and camps may be apart."""

    def __init__(self, members: Sequence[int], must: Iterable[Pair], apart: Iterable[Pair]) -> None:
        self._camp = {m: m for m in members}
        self._enemies: dict[int, set[int]] = {m: set() for m in members}
        for first, second in apart:
            if first in self._camp and second in self._camp:
                self._enemies[first].add(second)
                self._enemies[second].add(first)
        for first, second in sorted(must):
            if first in self._camp and second in self._camp:
                self.join(first, second)

    def of(self, member: int) -> int:
        """Give the camp of a claim."""
        while self._camp[member] != member:
            member = self._camp[member]
        return member

    def may_join(self, first: int, second: int) -> bool:
        """Say whether no person's word stands between two claims' camps."""
        a, b = self.of(first), self.of(second)
        return a == b or b not in {self.of(enemy) for enemy in self._enemies[a]}

    def join(self, first: int, second: int) -> None:
        """Make one camp of two claims' camps."""
        low, high = sorted((self.of(first), self.of(second)))
        if low != high:
            self._camp[high] = low
            self._enemies[low] |= self._enemies[high]


class _Grouping:
    """Average linkage; groups are called by their least number. What the claims say comes first, then the groups that
    people's words join are one: "this claim is that one" means their events, with all that is in them."""

    def __init__(self, members: Sequence[int], compared: Pairs, must: Iterable[Pair], apart: Iterable[Pair]) -> None:
        self.groups = {m: [m] for m in members}
        self.sums: dict[int, dict[int, float]] = {m: {} for m in members}
        self.camps = _Camps(members, must, apart)
        for i, first in enumerate(members):
            for second in members[i + 1 :]:
                odds = compared[first, second].odds
                odds = max(-CERTAIN, min(CERTAIN, odds)) if odds > -math.inf else odds
                self.sums[first][second] = self.sums[second][first] = odds
        self.heap: list[tuple[float, int, int]] = []
        for first in self.groups:
            for second in self.sums[first]:
                if first < second:
                    self._offer(first, second)
        self._grow()

    def _join(self, low: int, high: int) -> None:
        self.camps.join(low, high)
        self.groups[low] = sorted(self.groups[low] + self.groups.pop(high))
        theirs = self.sums.pop(high)
        mine = self.sums[low]
        del mine[high]
        for other in sorted(mine):
            mine[other] += theirs[other]
            self.sums[other][low] = mine[other]
            del self.sums[other][high]

    def _offer(self, first: int, second: int) -> None:
        odds = self.sums[first][second] / (len(self.groups[first]) * len(self.groups[second]))
        if odds > 0:
            heapq.heappush(self.heap, (-odds, first, second))

    def _grow(self) -> None:
        while self.heap:
            odds, first, second = heapq.heappop(self.heap)
            if first not in self.groups or second not in self.groups or not self.camps.may_join(first, second):
                continue
            now = self.sums[first][second] / (len(self.groups[first]) * len(self.groups[second]))
            if now != -odds:
                continue
            self._join(first, second)
            for other in sorted(self.sums[first]):
                low, high = sorted((first, other))
                self._offer(low, high)

    def result(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for name in sorted(self.groups):
            found[self.camps.of(name)] += self.groups[name]
        return sorted(sorted(group) for group in found.values())


def best_links(members: Sequence[int], compared: Pairs, words: Collection[Pair]) -> list[Pair]:
    """Give the links that hold a group together: each further claim by its strongest link to those before, people's
    words (``words``) before all else; one link fewer than claims. In a crowd each by its link to the first."""
    if len(members) > CROWD:
        return [(members[0], m) for m in members[1:]]
    held: list[Pair] = []
    nearest = {m: _link(members[0], m, compared, words) for m in members[1:]}
    while nearest:
        chosen = max(sorted(nearest), key=lambda m: nearest[m][0])
        held.append(nearest.pop(chosen)[1])
        for other in nearest:
            nearest[other] = max(nearest[other], _link(chosen, other, compared, words))
    return held


def _link(a: int, b: int, compared: Pairs, words: Collection[Pair]) -> tuple[float, Pair]:
    pair = (a, b) if a < b else (b, a)
    return (math.inf if pair in words else compared[pair].odds), pair
