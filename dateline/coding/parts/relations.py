"""Who did what to whom, where an act is told that an ACLED coder would not count as an incident of its own.

A release, a seizure or a deal between two sides that are named is a relation between them (in PLOVER's sense) also when
nothing dates or places it. Such a claim has no ACLED type.
"""

import re

import msgspec

from dateline.coding.parts.claims import make_claim
from dateline.coding.parts.joining import Event
from dateline.model import Claim, Party, ResolvedReport

UNREAL = frozenset({"sport", "fiction", "drill", "disaster"})
"""Contexts in which a violent word tells of nothing between two sides."""
TOLD = frozenset({"asserted", "planned", "threatened"})
NO_INCIDENT = "told in passing: no incident of its own that an ACLED coder would count"
NAME = re.compile(r"(?:^|[\s(-])(?!(?:The|A|An|This|These|Some|All|Its|Their|His|Her)\b)[A-Z]")


def is_relation(event: Event) -> bool:
    """Say whether an act is told of two sides, one of them named, as one that happened or is announced."""
    told = [d for d in event.drafts if d.modality in TOLD and d.initiators and d.targets]
    if not told or all(d.context in UNREAL for d in event.drafts):
        return False
    return any(_is_named(p) for d in told for p in (*d.initiators, *d.targets))


def _is_named(party: Party) -> bool:
    return party.actor is not None or NAME.search(party.text) is not None


def make_relation(event: Event, resolved: ResolvedReport, engine: str, version: str) -> Claim | None:
    """Give the claim of a relation, without an ACLED type; None when PLOVER has no type for it."""
    claim = make_claim(event, resolved, engine, version, alone=False)
    if claim.plover is None:
        return None
    reasons = (*claim.reasons, NO_INCIDENT) if claim.acled is not None else claim.reasons
    return msgspec.structs.replace(claim, acled=None, reasons=reasons)
