"""Wholes and parts: "12 strikes over three towns" is one event, each strike told by itself another, under it."""

from collections.abc import Sequence
from typing import Protocol

from dateline.merge.compare import NAMES, Compared
from dateline.merge.features import Features

Pair = tuple[int, int]


class Comparisons(Protocol):
    """Comparisons of claims by their numbers, the lower first."""

    def __getitem__(self, pair: Pair) -> Compared: ...


WHEN = frozenset({"same", "same days", "within"})
WHERE = frozenset({"same site", "same", "near", "same name", "alike", "same province"})
LOOSE = frozenset({"around", "same country", "named in both", "no place"})
"""Where a whole and its part may be as well when one report tells both."""
_WHEN, _WHERE, _WHAT, _WHO = (NAMES.index(name) for name in ("when", "where", "what", "who"))


def is_part(a: Features, b: Features, compared: Compared) -> bool:
    """Say whether one claim tells a series and the other one act of it: in its days, at one of its places, of its
    family, and by nobody else. Two claims of one report may be so, too."""
    if a.wide == b.wide or a.mood != b.mood or a.family != b.family:
        return False
    whole, part = (a, b) if a.wide else (b, a)
    if part.killed and whole.killed and whole.killed[1] is not None and part.killed[0] > whole.killed[1]:
        return False
    levels = compared.levels
    near = levels[_WHERE] in WHERE or (a.report == b.report and levels[_WHERE] in LOOSE)
    return levels[_WHEN] in WHEN and near and levels[_WHO] != "other" and levels[_WHAT] != "other"


def parent(
    parts: Sequence[int], groups: Sequence[Sequence[int]], features: Sequence[Features], compared: Comparisons
) -> int | None:
    """Give the number of the group, of those of one neighbourhood, that tells the series of which ``parts`` are a part.

    Most of its claims tell a series, and few of the part's; of several it is the one with the most pairs that fit.
    """
    if 2 * sum(features[p].wide for p in parts) >= len(parts):
        return None
    fits = [_fits(parts, group, features, compared) for group in groups]
    best = max(range(len(groups)), key=lambda number: (fits[number], -number))
    return best if fits[best] else None


def _fits(parts: Sequence[int], group: Sequence[int], features: Sequence[Features], compared: Comparisons) -> int:
    """How many pairs of claims are whole and part, where the group tells a series."""
    whole = [number for number in group if features[number].wide]
    if 2 * len(whole) < len(group):
        return 0
    return sum(is_part(features[p], features[w], compared[min(p, w), max(p, w)]) for p in parts for w in whole)
