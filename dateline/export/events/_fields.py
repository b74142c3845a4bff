"""Every field of an event with how many values an event has in it: what a loss report counts.

A format names the fields that it holds; all the others are dropped, and counted, without another line of code. A test
keeps this list complete: a field added to the record has to be added here.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dateline.events import Event, EventRecord, Toll
from dateline.model import Party, Place


class Field(NamedTuple):
    """A field: its path in the record, what it says, and how many values an event has in it."""

    name: str
    what: str
    count: Callable[[EventRecord], int]


def _given(value: object) -> int:
    return int(value is not None and value != "")


def _of(name: str, what: str, value: Callable[[Event], object]) -> Field:
    return Field(name, what, lambda record: _given(value(record.event)))


def _list(name: str, what: str, values: Callable[[EventRecord], Sequence[object]]) -> Field:
    return Field(name, what, lambda record: len(values(record)))


def _parties(role: str, parties: Callable[[Event], Sequence[Party]]) -> list[Field]:
    def field(ending: str, what: str, count: Callable[[Party], int]) -> Field:
        return Field(f"{role}{ending}", what, lambda record: sum(count(p) for p in parties(record.event)))

    return [
        field("", f"{role} by name", lambda p: 1),
        field(".actor", "ids in the registry", lambda p: _given(p.actor)),
        field(".kind", "kinds of party", lambda p: int(p.kind != "unknown")),
        field(".country", "countries of parties", lambda p: _given(p.country)),
        field(".is_object", "that a party is a thing", lambda p: int(p.is_object)),
        field(".words", "the words that name a party, and its other names", lambda p: 1 + len(p.aliases)),
    ]


def others(event: Event) -> tuple[Place, ...]:
    """Give the places of an event besides its main one."""
    return tuple(place for place in event.places if place != event.place)


def _place() -> list[Field]:
    def field(ending: str, what: str, value: Callable[[Place], object]) -> Field:
        def count(record: EventRecord) -> int:
            return 0 if record.event.place is None else _given(value(record.event.place))

        return Field(f"place{ending}", what, count)

    return [
        field("", "the main place by name", lambda p: p.name),
        field(".lat, place.lon", "its position", lambda p: p.lat),
        field(".precision", "how exactly it is known", lambda p: p.precision),
        field(".radius_km", "how far it may reach", lambda p: p.radius_km),
        field(".relation", "near it, on its outskirts ...", lambda p: p.relation if p.relation != "in" else None),
        field(".geonames_id", "its GeoNames id", lambda p: p.geonames_id),
        field(".admin1", "its province", lambda p: p.admin1),
        field(".country", "its country", lambda p: p.country),
        field(".feature", "the sort of place", lambda p: p.feature),
        field(".reason", "why this place and no other", lambda p: p.reason),
        field(".words", "the words that name it", lambda p: p.text),
        Field("places", "further places", lambda record: len(others(record.event))),
    ]


def _date() -> list[Field]:
    return [
        _of("date.from", "the first day", lambda e: e.date and e.date.first),
        _of("date.to", "the last day, where it is another", lambda e: _last(e)),
        _of("date.precision", "how exactly the date is known", lambda e: e.date and e.date.precision),
        _of("date.words", "the words that tell it", lambda e: e.date and e.date.text),
        _of("date.timex", "its TIMEX3 value", lambda e: e.date and e.date.timex_value),
        _of("date.reason", "why these days", lambda e: e.date and e.date.reason),
    ]


def _last(event: Event) -> str | None:
    return None if event.date is None or event.date.last == event.date.first else event.date.last


def _toll(name: str, toll: Callable[[Event], Toll | None]) -> list[Field]:
    def field(ending: str, what: str, value: Callable[[Toll], object]) -> Field:
        def given(event: Event) -> object:
            found = toll(event)
            return None if found is None else value(found)

        return _of(f"{name}.{ending}", what, given)

    return [
        field("best", f"{name}: the number shown", lambda t: t.best),
        field("low", f"{name}: the lowest number told", lambda t: t.low),
        field("high", f"{name}: the highest number told", lambda t: t.high),
        field("rule", f"{name}: the rule that chose it, with its claims", lambda t: t.rule),
    ]


def _what() -> list[Field]:
    return [
        _of("event", "the permanent id", lambda e: e.event),
        _of("version", "the hash of the content", lambda e: e.version),
        Field("change", "new, changed or withdrawn", lambda record: _given(record.change)),
        Field("updated", "when the record last changed it", lambda record: _given(record.updated)),
        _of("parent", "the event it is a part of", lambda e: e.parent),
        _of("event_type", "the type in the ontology", lambda e: e.event_type),
        _of("acled", "ACLED-like type and sub-type", lambda e: e.acled),
        _of("plover", "PLOVER type and mode", lambda e: e.plover),
        _of("cameo", "CAMEO code", lambda e: e.cameo),
        _of("modality", "asserted, alleged, denied ...", lambda e: e.modality),
        _of("outcome", "completed, intercepted ...", lambda e: e.outcome if e.outcome != "unknown" else None),
        _of("damage", "whether damage is reported", lambda e: e.damage),
        _of("confidence", "0 to 1", lambda e: e.confidence),
        _of("status", "what a reviewer said", lambda e: e.status),
    ]


def _weapons() -> list[Field]:
    return [
        _list("weapons", "kinds of weapon", lambda r: r.event.weapons),
        Field("weapons.quantity", "how many", lambda r: sum(w.quantity is not None for w in r.event.weapons)),
        _list("weapons.words", "the words that name them", lambda r: r.event.weapons),
    ]


def _behind() -> list[Field]:
    return [
        _of("reports.count", "how many reports", lambda e: e.reports),
        _of("sources.count", "how many independent sources", lambda e: e.sources),
        _list("claims", "claims with their evidence", lambda r: r.claims or r.event.claims),
        _list("reports", "reports: source, date, title, address", lambda r: r.reports),
        Field("reports.text", "the texts of reports", lambda r: sum(bool(report.text) for report in r.reports)),
        _list("judgements", "people's judgements", lambda r: r.judgements),
        _list("contradictions", "what claims disagree on", lambda r: r.event.contradictions),
        _list("links", "why claims are one event", lambda r: r.event.links),
        _list("rules", "by which rule each value was chosen", lambda r: tuple(r.event.rules)),
        _list("evidence", "from which claims each value was chosen", lambda r: tuple(r.event.evidence)),
        _list("reasons", "why, in sentences", lambda r: r.event.reasons),
    ]


FIELDS: tuple[Field, ...] = (
    *_what(),
    *_date(),
    *_place(),
    *_parties("initiators", lambda e: e.initiators),
    *_parties("targets", lambda e: e.targets),
    *_weapons(),
    *_toll("killed", lambda e: e.killed),
    *_toll("injured", lambda e: e.injured),
    *_behind(),
)
NAMES = frozenset(field.name for field in FIELDS)
