"""Which words of a report are evidence for what: spans by role and claim, cut where they overlap."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from dateline.model import Claim, Party

Role = Literal["killed", "injured", "act", "date", "weapon", "place", "source", "initiator", "target"]
ROLES: tuple[Role, ...] = get_args(Role)
"""In the order in which they show where they overlap: what is usually the shortest first."""

LABELS: dict[Role, str] = {
    "act": "act",
    "initiator": "who",
    "target": "whom",
    "weapon": "with",
    "place": "where",
    "date": "when",
    "killed": "killed",
    "injured": "injured",
    "source": "says",
}
"""What the page calls each role, in the order of its legend."""


class Evidence(NamedTuple):
    """Words that give a claim's value in one role; ``claim`` is its number in the report, from 1."""

    start: int
    end: int
    role: Role
    claim: int


class Clause(NamedTuple):
    """A clause that tells a claim."""

    start: int
    end: int
    claim: int


class Segment(NamedTuple):
    """A stretch of the text in which nothing begins or ends: its evidence, and the claims whose clauses it is in.

    ``opens`` is the evidence that begins here, ``closes`` the evidence that ends here.
    """

    start: int
    end: int
    evidence: tuple[Evidence, ...]
    clauses: tuple[int, ...]
    opens: tuple[Evidence, ...]
    closes: tuple[Evidence, ...]


def _party_spans(parties: Sequence[Party]) -> Iterator[tuple[int, int]]:
    for party in parties:
        yield party.start, party.end
        for alias in party.aliases:
            yield alias.start, alias.end


def _spans(claim: Claim) -> Iterator[tuple[Role, int | None, int | None]]:
    for mention in claim.mentions:
        yield "act", mention.trigger_start, mention.trigger_end
    for start, end in _party_spans(claim.initiators):
        yield "initiator", start, end
    for start, end in _party_spans(claim.targets):
        yield "target", start, end
    for weapon in claim.weapons:
        yield "weapon", weapon.start, weapon.end
    for place in claim.places:
        yield "place", place.start, place.end
    if claim.date is not None:
        yield "date", claim.date.start, claim.date.end
    if claim.killed is not None:
        yield "killed", claim.killed.start, claim.killed.end
    if claim.injured is not None:
        yield "injured", claim.injured.start, claim.injured.end
    if claim.attribution is not None:
        yield "source", claim.attribution.start, claim.attribution.end


def evidence(claims: Sequence[Claim], length: int) -> list[Evidence]:
    """Give every evidence span of the claims once, in the order of the text; a span outside the text gives nothing."""
    found = {
        Evidence(start, end, role, number)
        for number, claim in enumerate(claims, 1)
        for role, start, end in _spans(claim)
        if start is not None and end is not None and 0 <= start < end <= length
    }
    return sorted(found, key=lambda e: (e.start, e.end, ROLES.index(e.role), e.claim))


def clauses(claims: Sequence[Claim], length: int) -> list[Clause]:
    """Give the clauses that tell the claims, in the order of the text."""
    found = {
        Clause(mention.start, mention.end, number)
        for number, claim in enumerate(claims, 1)
        for mention in claim.mentions
        if 0 <= mention.start < mention.end <= length
    }
    return sorted(found)


def segments(claims: Sequence[Claim], length: int) -> Iterator[Segment]:
    """Cut a text of ``length`` code points wherever evidence or a clause begins or ends; together they are the text."""
    begins: dict[int, list[Evidence | Clause]] = defaultdict(list)
    ends: dict[int, list[Evidence | Clause]] = defaultdict(list)
    items: list[Evidence | Clause] = [*evidence(claims, length), *clauses(claims, length)]
    for item in items:
        begins[item.start].append(item)
        ends[item.end].append(item)
    cuts = sorted({0, length, *begins, *ends})
    active: list[Evidence | Clause] = []
    for start, end in itertools.pairwise(cuts):
        active = [item for item in active if item.end > start] + begins[start]
        here = [item for item in active if isinstance(item, Evidence)]
        here.sort(key=lambda e: (ROLES.index(e.role), e.claim))
        told = sorted({item.claim for item in active if isinstance(item, Clause)})
        opens = tuple(e for e in here if e.start == start)
        closes = tuple(e for e in here if e.end == end)
        yield Segment(start, end, tuple(here), tuple(told), opens, closes)
