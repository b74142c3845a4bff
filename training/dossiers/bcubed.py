"""B-cubed: how well claims are grouped, each claim asked who else is with it and who should be.

A. Bagga and B. Baldwin, "Entity-based cross-document coreferencing using the vector space model", COLING-ACL 1998.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple


class Score(NamedTuple):
    """Precision, recall and F1 as percentages, over ``items`` claims."""

    precision: float
    recall: float
    f1: float
    items: int


def bcubed(gold: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Score:
    """Score groups: both map each item to the name of its group; items that only one of them has are not asked."""
    items = sorted(set(gold) & set(found))
    if not items:
        return Score(0.0, 0.0, 0.0, 0)
    precision = recall = 0.0
    for one in items:
        mine = {o for o in items if found[o] == found[one]}
        true = {o for o in items if gold[o] == gold[one]}
        precision += len(mine & true) / len(mine)
        recall += len(mine & true) / len(true)
    p, r = 100 * precision / len(items), 100 * recall / len(items)
    return Score(p, r, 2 * p * r / (p + r), len(items))
