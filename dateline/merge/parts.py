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
_WHEN, _WHERE, _WHAT, _WHO = (NAMES.index(name) for name in ("when", "where", "what", "who"))


def is_part(a: Features, b: Features, compared: Compared) -> bool:
    """Say whether one claim tells a series and the other one act of it: in its days, at one of its places, of its
    family, and by nobody else. Two claims of one report may be so, too."""
    if a.series == b.series or a.mood != b.mood or a.family != b.family:
        return False
    whole, part = (a, b) if a.series else (b, a)
    if part.killed and whole.killed and whole.killed[1] is not None and part.killed[0] > whole.killed[1]:
        return False
    levels = compared.levels
    return levels[_WHEN] in WHEN and levels[_WHERE] in WHERE and levels[_WHO] != "other"


def parent(
    parts: Sequence[int], others: Sequence[Sequence[int]], features: Sequence[Features], compared: Comparisons
) -> Sequence[int] | None:
    """Give the group, of those of one neighbourhood, that tells the series of which a group is a part: where most of
    its claims tell a series and of this group's none does so; of several the one with the most pairs that fit."""
    if any(features[p].series for p in parts):
        return None
    best: tuple[int, int] | None = None
    chosen: Sequence[int] | None = None
    for other in others:
        whole = [o for o in other if features[o].series]
        if 2 * len(whole) < len(other):
            continue
        fits = sum(is_part(features[p], features[o], compared[min(p, o), max(p, o)]) for p in parts for o in whole)
        if fits and (best is None or (fits, -other[0]) > best):
            best, chosen = (fits, -other[0]), other
    return chosen
