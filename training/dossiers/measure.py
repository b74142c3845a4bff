"""Group the dossiers' claims and score it: with the careful coder's claims, and with an engine's own.

All dossiers of a writer go into one merge, as they would in a store; gold groups never reach over two dossiers.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.events import Event, SourcedClaim
from dateline.merge import merge
from dateline.model import Claim, Report
from dateline.pipeline import Coder
from dateline.settings import Settings
from training.dossiers.bcubed import Score, bcubed
from training.dossiers.busy import Story, setting, together
from training.dossiers.source import Dossier, GoldClaim, sourced_again

BUSY = 6
"""Stories of one country and fortnight."""


class Found(NamedTuple):
    """What a merge of dossiers gave: its score, the claims asked, the true and found parents, and the events."""

    score: Score
    matched: int
    claims: int
    parents: tuple[int, int, int]
    events: tuple[Event, ...]


def with_gold(dossiers: Sequence[Dossier]) -> Found:
    """Score the grouping of the careful coder's claims."""
    gold = {c.claim.claim.claim: f"{d.slug} {c.event}" for d in dossiers for c in d.claims}
    events = merge(c.claim for d in dossiers for c in d.claims).events
    return Found(bcubed(gold, _homes(events)), len(gold), len(gold), _parents(dossiers, events, gold), events)


def in_a_busy_country(dossiers: Sequence[Dossier], coded: dict[str, list[Claim]] | None = None) -> Score:
    """Score the grouping of the coder's claims, or an engine's, with the stories of ``BUSY`` dossiers at a time moved
    into one country and fortnight (``busy``): whether merging keeps apart what only stands beside each other."""
    homes: dict[str, str] = {}
    gold: dict[str, str] = {}
    for claims, events in together((story(d, coded) for d in dossiers), BUSY, seed=0):
        homes |= _homes(merge(claims).events)
        gold |= events
    return bcubed(gold, homes)


def story(dossier: Dossier, coded: dict[str, list[Claim]] | None = None) -> Story:
    """Give a dossier as a story to be moved, with the coder's claims or an engine's."""
    claims, events = [c.claim for c in dossier.claims], {c.claim.claim.claim: c.event for c in dossier.claims}
    if coded is not None:
        claims, events = matched(dossier, coded)
    return setting(dossier), claims, {name: f"{dossier.slug} {event}" for name, event in events.items()}


def code(reports: Iterable[Report], engine: str) -> dict[str, list[Claim]]:
    """Give an engine's claims by report."""
    coder = Coder.build(Settings(engine=engine))
    return {report.id: list(coder.code(report).claims) for report in reports}


def with_engine(dossiers: Sequence[Dossier], coded: dict[str, list[Claim]]) -> Found:
    """Score the grouping of an engine's claims (by report): each that stands on the words of one of the coder's claims
    is asked for that claim's event; the rest take part in the merge and are not asked."""
    claims: list[SourcedClaim] = []
    gold: dict[str, str] = {}
    for dossier in dossiers:
        mine, events_of = matched(dossier, coded)
        claims += mine
        gold |= {name: f"{dossier.slug} {event}" for name, event in events_of.items()}
    events = merge(claims).events
    return Found(bcubed(gold, _homes(events)), len(gold), len(claims), _parents(dossiers, events, gold), events)


def matched(dossier: Dossier, coded: dict[str, list[Claim]]) -> tuple[list[SourcedClaim], dict[str, str]]:
    """Give an engine's claims of a dossier, and the event of each that stands on the words of a true claim."""
    claims: list[SourcedClaim] = []
    found: dict[str, str] = {}
    for report in dossier.reports:
        mine = sourced_again(coded.get(report.id, []), report, dossier.works[report.id])
        claims += mine
        found |= match(mine, [c for c in dossier.claims if c.claim.report == report.id])
    return claims, found


def match(mine: Iterable[SourcedClaim], true: Sequence[GoldClaim]) -> dict[str, str]:
    """Give, for each claim that shares a trigger's words or else the words of a clause with one of the true claims of
    its report, that one's event. A true claim goes to the claim that shares most with it, and to no other."""
    shared = [
        (_shared(one.claim, gold.claim.claim), one.claim.claim, number)
        for one in mine
        for number, gold in enumerate(true)
    ]
    found: dict[str, str] = {}
    used: set[int] = set()
    for (triggers, words), name, number in sorted(shared, key=lambda s: (-s[0][0], -s[0][1], s[1], s[2])):
        if (triggers or words > 0) and name not in found and number not in used:
            found[name] = true[number].event
            used.add(number)
    return found


def _shared(a: Claim, b: Claim) -> tuple[int, int]:
    triggers = sum(
        max(0, min(x.trigger_end, y.trigger_end) - max(x.trigger_start, y.trigger_start))
        for x in a.mentions
        for y in b.mentions
    )
    words = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.mentions for y in b.mentions)
    return triggers, words


def _homes(events: Iterable[Event]) -> dict[str, str]:
    return {claim: event.event for event in events for claim in event.claims}


def _parents(dossiers: Sequence[Dossier], events: Sequence[Event], gold: dict[str, str]) -> tuple[int, int, int]:
    """True pairs of claims of a part and its whole: in the gold, found, and both."""
    whole = {f"{d.slug} {part}": f"{d.slug} {series}" for d in dossiers for part, series in d.parents.items()}
    true = {(a, b) for a, x in gold.items() for b, y in gold.items() if whole.get(x) == y}
    by_id = {e.event: e for e in events}
    found = {
        (a, b)
        for e in events
        if e.parent is not None
        for a in e.claims
        for b in by_id[e.parent].claims
        if a in gold and b in gold
    }
    return len(true), len(found), len(true & found)
