"""Which two claims to compare: those that the program joined with the least certainty, and those that it nearly did.

The person sees the two claims and not the score: a number on the screen would answer the question for them.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from dateline.events import Judgement
from dateline.merge.judged import in_force
from dateline.model import Claim, Report
from dateline.web.desk import Desk
from dateline.web.doubts import Doubt, Looked

SECONDS = 0.4
"""How long a request looks through the record for more pairs: the page answers at once all the same."""


class Pair(NamedTuple):
    """Two claims to compare, with their reports; ``event`` and ``version`` are those of the first claim's event."""

    first: Claim
    second: Claim
    reports: dict[str, Report]
    event: str
    version: str

    @property
    def key(self) -> str:
        """A name for the pair, whichever claim comes first."""
        return "+".join(sorted((self.first.claim, self.second.claim)))


def next_pairs(desk: Desk, held: Collection[str], limit: int, reviewer: str) -> tuple[list[Pair], Looked]:
    """Give the pairs worth deciding, the most doubtful first, and how much of the record was looked at for them.

    Left out are those that the person already holds, that anybody decided, and that this reviewer could not tell.
    """
    looked = desk.doubts.look(SECONDS, desk.lookups.revision())
    gone = decided(desk.store.judgements(), reviewer) | set(held)
    found = _standing(desk, (one for one in desk.doubts.best() if one.key not in gone))
    return [pair for pair, _ in zip(found, range(limit), strict=False)], looked


def decided(judgements: Iterable[Judgement], reviewer: str) -> set[str]:
    """Give the pairs that somebody has judged, or that a reviewer could not tell."""
    told = [one for one in in_force(judgements) if len(one.subjects) == 2]
    kept = (one for one in told if one.kind in ("same", "different") or one.reviewer == reviewer)
    return {"+".join(sorted(one.subjects)) for one in kept}


def _standing(desk: Desk, doubts: Iterable[Doubt]) -> Iterator[Pair]:
    """Give those pairs whose claims still stand as they did: in one event, or in two."""
    for one in doubts:
        claims = {c.claim.claim: c for c in desk.store.beside(claims=(one.first, one.second))}
        homes = [desk.store.event_of(claim) for claim in (one.first, one.second)]
        if len(claims) < 2 or None in homes or (homes[0] == homes[1]) is not one.joined:
            continue
        reports = {c.report: report for c in claims.values() if (report := desk.store.report(c.report))}
        records = [desk.store.event(home) for home in homes if home]
        if any(record is None or record.event.status == "rejected" for record in records):
            continue
        event = records[0].event  # type: ignore[union-attr]  # none is None
        pair = Pair(claims[one.first].claim, claims[one.second].claim, reports, event.event, event.version)
        yield _shuffled(pair, one.key)


def _shuffled(pair: Pair, key: str) -> Pair:
    """Give the pair in an order that says nothing: by a hash of both ids."""
    if hashlib.sha256(key.encode()).digest()[0] % 2:
        return pair._replace(first=pair.second, second=pair.first)
    return pair
