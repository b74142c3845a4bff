"""Permanent ids: an event keeps its id as claims are added, and one that was merged into another redirects to it.

A new event's id is the hash of its earliest claim. An id of before goes where the claim it was made of is, or, where
that is gone, where most of its claims are.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from dateline.model import content_id


def event_id(claim: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """Give the id of an event that begins with a claim; another one where that is taken by other claims."""
    number, found = 1, content_id("e", claim)
    while found in taken:
        number += 1
        found = content_id("e", claim, number)
    return found


def assign(
    groups: Sequence[Sequence[str]], previous: Sequence[tuple[str, tuple[str, ...]]]
) -> tuple[list[str], list[tuple[str, str]]]:
    """Give the id of each group of claims (earliest claim first), and which ids of before now mean another.

    Of several ids of before in one group, the one with the most claims in it stays, then the one whose claim is the
    earliest; the others redirect. An id none of whose claims is left is given up, without a redirect.
    """
    home = {claim: number for number, claims in enumerate(groups) for claim in claims}
    order = {claim: place for claims in groups for place, claim in enumerate(claims)}
    heirs: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for old, held in sorted(previous):
        where = _heir(old, held, home)
        if where is not None:
            shared = [c for c in held if home.get(c) == where]
            heirs[where].append((-len(shared), min(order[c] for c in shared), old))
    kept = {number: min(olds)[2] for number, olds in heirs.items()}
    taken = {old for old, _ in previous}
    ids: list[str] = []
    for number, claims in enumerate(groups):
        ids.append(kept.get(number) or event_id(claims[0], taken))
        taken.add(ids[-1])
    gone = [(old, ids[number]) for number, olds in heirs.items() for _, _, old in olds if old != ids[number]]
    return ids, sorted(gone)


def _heir(old: str, claims: Sequence[str], home: Mapping[str, int]) -> int | None:
    """The group that an id of before belongs to: that of the claim it was made of, else of most of its claims."""
    for claim in sorted(claims):
        if claim in home and content_id("e", claim) == old:
            return home[claim]
    found = Counter(home[claim] for claim in sorted(claims) if claim in home)
    return min(found, key=lambda number: (-found[number], number)) if found else None
