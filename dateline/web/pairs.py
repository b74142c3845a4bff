"""Which two claims to compare: those that the program joined with the least certainty, and those that it nearly did.

The person sees the two claims and not the score: a number on the screen would answer the question for them.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from dateline.events import EventRecord, SourcedClaim
from dateline.merge.compare import compare
from dateline.merge.features import Features, read
from dateline.merge.judged import in_force
from dateline.model import Claim, Report
from dateline.store import Query
from dateline.web.desk import Desk
from dateline.web.routes.event import nearby

LOOKED_AT = 40
"""Events from the head of the queue that are looked at for pairs."""
NEARLY = 0.08
"""The least probability of one event for a pair across events: below it hardly any pair is the same."""
SURE = 0.97
"""A link above it needs no person's eye before the others."""


class Pair(NamedTuple):
    """Two claims to compare; ``joined`` says that they stand in one event now. ``doubt`` is highest in the middle."""

    first: Claim
    second: Claim
    reports: dict[str, Report]
    joined: bool
    event: str
    other: str
    version: str
    doubt: float

    @property
    def key(self) -> str:
        """A name for the pair, whichever claim comes first."""
        return "+".join(sorted((self.first.claim, self.second.claim)))


def next_pairs(desk: Desk, held: frozenset[str], limit: int) -> list[Pair]:
    """Give the pairs worth deciding, the most doubtful first, without those that the person already holds."""
    found: dict[str, Pair] = {}
    for pair in _all(desk):
        if pair.key not in held:
            known = found.get(pair.key)
            if known is None or known.doubt < pair.doubt:
                found[pair.key] = pair
    ordered = sorted(found.values(), key=lambda pair: (-pair.doubt, pair.key))
    return [_shuffled(pair) for pair in ordered[:limit]]


def _all(desk: Desk) -> Iterator[Pair]:
    page = desk.store.find(Query(sort="queue"), limit=LOOKED_AT)
    decided = _decided(desk)
    for event in page.events:
        record = desk.store.event(event.event)
        if record is None or event.status == "rejected":
            continue
        yield from (pair for pair in _inside(record) if pair.key not in decided)
        yield from (pair for pair in _across(desk, record) if pair.key not in decided)


def _decided(desk: Desk) -> frozenset[str]:
    """Give the pairs that somebody has judged or skipped already."""
    told = in_force(desk.store.judgements())
    return frozenset("+".join(sorted(one.subjects)) for one in told if one.kind in ("same", "different"))


def _inside(record: EventRecord) -> Iterator[Pair]:
    """Give the weakest links of an event that no person has made."""
    claims = {claim.claim: claim for claim in record.claims}
    reports = {report.id: report for report in record.reports}
    for link in record.event.links:
        if link.judged or link.score > SURE or link.first not in claims or link.second not in claims:
            continue
        first, second = claims[link.first], claims[link.second]
        doubt = 1 - abs(2 * link.score - 1)
        event = record.event
        yield Pair(first, second, reports, True, event.event, event.event, event.version, doubt)


def _across(desk: Desk, record: EventRecord) -> Iterator[Pair]:
    """Give the pairs of an event's fullest claim with those of events near it, where they may be one."""
    if not record.claims:
        return
    fullest = next((c for c in record.claims if c.claim == record.event.claims[0]), record.claims[0])
    reports = {report.id: report for report in record.reports}
    for near in nearby(desk, record.event):
        other = desk.store.event(near.event)
        if other is None or not other.claims or other.event.status == "rejected":
            continue
        theirs = next((c for c in other.claims if c.claim == other.event.claims[0]), other.claims[0])
        if theirs.report == fullest.report:
            continue
        known = {**reports, **{report.id: report for report in other.reports}}
        probability = compare(_features(fullest, known), _features(theirs, known)).probability
        if probability >= NEARLY:
            event = record.event
            doubt = 1 - abs(2 * probability - 1)
            yield Pair(fullest, theirs, known, False, event.event, other.event.event, event.version, doubt)


def _features(claim: Claim, reports: dict[str, Report]) -> Features:
    report = reports.get(claim.report)
    source, published = (report.source, report.published) if report else (None, None)
    return read(SourcedClaim(claim=claim, report=claim.report, source=source, published=published))


def _shuffled(pair: Pair) -> Pair:
    """Give the pair in an order that says nothing: by a hash of both ids."""
    if hashlib.sha256(pair.key.encode()).digest()[0] % 2:
        return pair._replace(first=pair.second, second=pair.first)
    return pair
