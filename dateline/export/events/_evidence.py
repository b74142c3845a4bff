"""The words that the values of an event came from, with where they stand."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dateline.events import EventRecord
from dateline.model import Claim


class Words(NamedTuple):
    """Words of a report and their span, in code points of its text (half-open)."""

    report: str
    start: int
    end: int
    text: str


class _Spanned(NamedTuple):
    start: int
    end: int
    text: str


FOUND: dict[str, Callable[[Claim], Iterable[object]]] = {
    "event_type": lambda c: [_Spanned(m.trigger_start, m.trigger_end, m.trigger) for m in c.mentions],
    "date": lambda c: [c.date],
    "place": lambda c: c.places,
    "initiators": lambda c: c.initiators,
    "targets": lambda c: c.targets,
    "weapons": lambda c: c.weapons,
    "killed": lambda c: [c.killed],
    "injured": lambda c: [c.injured],
    "attribution": lambda c: [c.attribution],
}
"""For each value of an event: what of a claim carries the words for it."""


def evidence(record: EventRecord, field: str) -> list[Words]:
    """Give the words for a value (a key of FOUND), claim by claim: those that the value was chosen from first."""
    chosen = record.event.evidence.get(field, ())
    claims = sorted(record.claims, key=lambda c: c.claim not in chosen)
    found: dict[Words, None] = {}
    for claim in claims:
        for one in FOUND[field](claim):
            start, end, text = (getattr(one, name, None) for name in ("start", "end", "text"))
            if start is not None and end is not None and text is not None:
                found[Words(claim.report, start, end, text)] = None
    return list(found)
