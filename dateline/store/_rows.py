"""An event as columns and words to search and sort by."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.events import Event, SourcedClaim
from dateline.model import Party
from dateline.store._sql import clean

MOST_WORDS = 2_000
"""The most different words that an event is found by; a claim has some 50."""
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Give text as names are compared: without accents and capitals."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def words(text: str) -> list[str]:
    """Give the words of a text as they are searched; "al-Tanf" is two."""
    return _WORD.findall(fold(text))


def priority(event: Event) -> float:
    """Give how much an event needs a person: from 1.5 to 4.25; below 0 when one has decided. Skipping takes 5 away.

    A choice of ours, to be looked at first: the deadly (a thousand dead count 1), the contradictory (0.5), the doubtful
    (0 for certain, 1 for even odds), and what the field's codes cover (0.25), on top of 1.5.
    """
    toll = max((t.best or 0 for t in (event.killed, event.injured) if t is not None), default=0)
    need = min(1.0, math.log10(1 + toll) / 3) + 0.5 * bool(event.contradictions)
    need += 1 - abs(2 * event.confidence - 1) + 0.25 * (event.acled is not None)
    need += 1.5
    return need - 10 * (event.status != "unreviewed")


def columns(event: Event) -> dict[str, Any]:
    """Give the columns of an event, all but its key, its history and its time."""
    place, date, killed, injured = event.place, event.date, event.killed, event.injured
    placed = place is not None and place.lat is not None and place.lon is not None
    return {
        "event": event.event,
        "version": event.version,
        "event_type": event.event_type,
        "modality": event.modality,
        "status": event.status,
        "first": date.first if date else None,
        "last": (date.last or date.first) if date else None,
        "lat": place.lat if place and placed else None,
        "lon": place.lon if place and placed else None,
        "precision": place.precision if place else None,
        "radius_km": place.radius_km if place else None,
        "place": clean(place.name or place.text) if place else None,
        "geonames_id": place.geonames_id if place else None,
        "country": place.country if place else None,
        "admin1": clean(place.admin1) if place else None,
        "killed_low": killed.low if killed else None,
        "killed": killed.best if killed else None,
        "killed_high": killed.high if killed else None,
        "injured": injured.best if injured else None,
        "confidence": event.confidence,
        "sources": event.sources,
        "contradictions": len(event.contradictions),
        "parent": event.parent,
    }


def terms(event: Event, claims: Mapping[str, SourcedClaim]) -> set[tuple[str, str]]:
    """Give the terms that an event is filtered by: kind and term."""
    parties: tuple[Party, ...] = event.initiators + event.targets
    found = {("actor", fold(name)) for p in parties for name in (p.actor, p.name or p.text) if name}
    found |= {("party", p.name or p.text) for p in parties if p.name or p.text}
    found |= {("country", p.country) for p in event.places if p.country}
    if event.place is not None and event.place.country:
        found.add(("country", event.place.country))
    sources = (claims[c].source for c in event.claims if c in claims)
    return {(kind, str(clean(term))) for kind, term in found | {("source", s) for s in sources if s}}


def searchable(event: Event, claims: Mapping[str, SourcedClaim], titles: Mapping[str, str]) -> str:
    """Give the words that an event is found by, each once: its type, parties, places and weapons, the clauses that tell
    it, the headlines and names of its sources."""
    found = dict.fromkeys(word for text in _texts(event, claims, titles) for word in words(text))
    return " ".join(list(found)[:MOST_WORDS])


def _texts(event: Event, claims: Mapping[str, SourcedClaim], titles: Mapping[str, str]) -> Iterable[str]:
    yield event.event_type.replace("_", " ")
    for party in event.initiators + event.targets:
        yield from (party.name, party.text, party.actor or "")
    for place in (*event.places, *((event.place,) if event.place else ())):
        yield from (place.name, place.text, place.admin1 or "")
    yield from (weapon.text for weapon in event.weapons)
    for one in (claims[c] for c in event.claims if c in claims):
        yield from (mention.text for mention in one.claim.mentions[:3])
        yield from (one.source or "", titles.get(one.report, ""))
