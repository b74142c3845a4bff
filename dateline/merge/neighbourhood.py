"""Merge as you go: the claims that a new or changed claim could touch, so that only they are merged again.

A claim's grouping depends on the claims that a chain of links, parts and people's words joins to it, and on no other
(``cluster``). So: from the new claims, look under their keys, keep what touches them, look again from there, until
nothing new is found. Merging just these gives the events that merging everything would give.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from dateline.events import Judgement, SourcedClaim
from dateline.merge import candidates
from dateline.merge.cluster import touches
from dateline.merge.compare import compare
from dateline.merge.features import Features, read
from dateline.merge.judged import Judged, corrected, read_judgements

Fetch = Callable[[Collection[str], Collection[str]], Iterable[SourcedClaim]]
"""Gives the stored claims that stand under any of some keys (as ``keys`` gave them) or have any of some ids."""


def keys(claim: SourcedClaim, judgements: Sequence[Judgement] = ()) -> tuple[str, ...]:
    """Give the keys under which a store keeps a claim, for ``neighbourhood`` to fetch it by: some ten short strings.

    They depend on the claim's place, days, toll and parties as people corrected them, and on its work: a claim that a
    judgement corrects, or whose work changes, is kept under its new keys. Keys hold as long as ``KEYS_VERSION`` does.
    """
    mine = [j for j in judgements if j.kind == "undo" or claim.claim.claim in j.subjects]
    if not any(j.kind == "correct" for j in mine):
        return candidates.keys(read(claim))
    return candidates.keys(read(corrected(claim, read_judgements(mine))))


KEYS_VERSION = "2"
"""Changes when the same claim would get other keys: a store then writes all keys again."""


def neighbourhood(
    start: Iterable[SourcedClaim], fetch: Fetch, judgements: Sequence[Judgement] = ()
) -> tuple[SourcedClaim, ...]:
    """Give all claims whose events could depend on those of ``start``, by id: merge these, and only these, again.

    ``start`` are the claims that are new, and of every event that lost or changed a claim or whose claims or id a new
    judgement names, all claims that are left. ``judgements`` are all that are in force. Merge the result with the
    previous events that hold any of it: these events are replaced by what comes out, all others stand.
    """
    judged = read_judgements(judgements)
    partners = _partners(judged)
    found: dict[str, SourcedClaim] = {}
    known: dict[str, Features] = {}
    frontier = {c.claim.claim: c for c in start}
    while frontier:
        found |= frontier
        known |= {name: read(corrected(c, judged)) for name, c in frontier.items()}
        wanted = {key for name in frontier for key in candidates.probes(known[name])}
        named = {p for name in frontier for p in partners.get(name, ()) if p not in found}
        near = {c.claim.claim: c for c in fetch(sorted(wanted), sorted(named)) if c.claim.claim not in found}
        frontier = _touched(frontier, near, named, known, judged)
    return tuple(found[name] for name in sorted(found))


def _partners(judged: Judged) -> dict[str, set[str]]:
    """The claims that people said are one event with each claim."""
    partners: dict[str, set[str]] = {}
    for a, b, _ in judged.same:
        partners.setdefault(a, set()).add(b)
        partners.setdefault(b, set()).add(a)
    return partners


def _touched(
    frontier: Collection[str],
    near: dict[str, SourcedClaim],
    named: Collection[str],
    known: dict[str, Features],
    judged: Judged,
) -> dict[str, SourcedClaim]:
    """Of the claims near the frontier, those that people named or that touch one of it; rejected ones touch nothing."""
    looking: dict[str, list[Features]] = defaultdict(list)
    for name in sorted(frontier):
        if not judged.rejected(name):
            for key in candidates.probes(known[name]):
                looking[key].append(known[name])
    reached = {}
    for name, sourced in near.items():
        if name in named:
            reached[name] = sourced
        elif not judged.rejected(name):
            other = read(corrected(sourced, judged))
            seekers = {one.claim: one for key in candidates.keys(other) for one in looking.get(key, ())}
            if any(_touch(seekers[one], other) for one in sorted(seekers)):
                reached[name] = sourced
    return reached


def _touch(one: Features, other: Features) -> bool:
    a, b = (one, other) if one.claim < other.claim else (other, one)
    return candidates.may_meet(a, b) and touches(a, b, compare(a, b))
