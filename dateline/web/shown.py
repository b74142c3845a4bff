"""An event in words, as lists and heads show it; and its group, which has one colour everywhere."""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from dateline.events import Event, Toll
from dateline.export import _words as words
from dateline.model import Acled, Party, Place

TOLD_AS_DONE = ("asserted", "alleged")
"""Modalities of what is told as having happened: only these are drawn on the map and the timeline."""
GROUPS = (
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
    "Other events",
)
"""ACLED's six types and the rest; a group has one colour, ``--g0`` to ``--g6`` in the style sheet."""


class Shown(NamedTuple):
    """What a line about an event says. ``gap`` is what could not be resolved, ``lat`` and ``lon`` where to look."""

    event: str
    version: str
    title: str
    group: int
    modality: str
    status: str
    who: str
    whom: str
    place: str
    exact: str
    when: str
    toll: str
    reports: int
    sources: int
    confidence: float
    sure: str
    contradictions: tuple[str, ...]
    gap: str
    lat: float | None
    lon: float | None
    drawn: bool


@functools.cache
def groups_of_types() -> dict[str, int]:
    """Give the number of the group of each shipped event type."""
    from dateline.ontology.load import load

    return {name: group_of(kind.acled) for name, kind in load(None).types.items()}


def group_of(acled: Acled | None) -> int:
    """Give the number of the group of an ACLED type."""
    name = acled.event_type if acled else ""
    return GROUPS.index(name) if name in GROUPS else len(GROUPS) - 1


def type_words(event_type: str) -> str:
    """Give the event type's id as words: "air_strike" is "Air strike"."""
    line = words.one_line(event_type.replace("_", " "))
    return line[:1].upper() + line[1:]


def named(parties: Iterable[Party], length: int = 80) -> str:
    """Give the names of parties on one line."""
    return "; ".join(words.shorten(words.party(party), length) for party in parties)


def gap(event: Event) -> str:
    """Give what the record could not place or name, in one phrase, or nothing."""
    missing = []
    place = event.place or next(iter(event.places), None)
    if place is not None and place.lat is None:
        missing.append(f"place not found: {words.shorten(place.name or place.text, 40)}")
    parties = (*event.initiators, *event.targets)
    unknown = [p for p in parties if not p.is_object and p.actor is None and p.kind == "unknown"]
    if unknown:
        missing.append(f"actor not known: {words.shorten(words.party(unknown[0]), 40)}")
    return "; ".join(missing)


def number_words(toll: Toll | None) -> str:
    """Give a toll over all claims: "4 to 9", "at least 9", "3"; empty when nobody gives a number."""
    if toll is None or (toll.low is None and toll.high is None and toll.best is None):
        return ""
    if toll.low is not None and toll.high is not None and toll.low != toll.high:
        return f"{toll.low:,} to {toll.high:,}"
    if toll.low is not None and toll.high is None:
        return f"at least {toll.low:,}"
    if toll.low is None and toll.high is not None:
        return f"up to {toll.high:,}"
    return f"{toll.best if toll.best is not None else toll.low:,}"


def toll_words(event: Event) -> str:
    """Give the toll as a range where claims differ: "4 to 9 killed, 3 injured"."""
    numbers = (("killed", number_words(event.killed)), ("injured", number_words(event.injured)))
    return ", ".join(f"{number} {verb}" for verb, number in numbers if number)


def place_words(place: Place | None) -> str:
    """Give a place's name on one line, or nothing."""
    return words.shorten(words.place(place), 120) if place else ""


def shown(event: Event) -> Shown:
    """Give what a line about an event says."""
    place = event.place or next(iter(event.places), None)
    groups = groups_of_types()
    return Shown(
        event=event.event,
        version=event.version,
        title=type_words(event.event_type),
        group=groups.get(event.event_type, group_of(event.acled)),
        modality="" if event.modality == "asserted" else event.modality,
        status=event.status,
        who=named(event.initiators),
        whom=named(event.targets),
        place=place_words(place),
        exact=words.place_precision(place) if place else "",
        when=words.when(event.date),
        toll=toll_words(event),
        reports=event.reports,
        sources=event.sources,
        confidence=min(1.0, max(0.0, event.confidence)),
        sure=words.confidence(event.confidence),
        contradictions=tuple(words.one_line(c.sentence) for c in event.contradictions),
        gap=gap(event),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        drawn=event.modality in TOLD_AS_DONE and event.status != "rejected",
    )
