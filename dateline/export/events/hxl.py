"""HXL: a CSV with a row of hashtags under its header, for humanitarian tools (HXL 1.1).

One event a row that, as somebody says, took place. Attributes beyond the standard's own are free ones, which HXL
allows; ``#x_weapon`` is an extension hashtag.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import IO, NamedTuple

from dateline.events import Event, EventRecord, Toll
from dateline.export import _words
from dateline.export.events import _flat
from dateline.export.events._cells import Table, text_stream
from dateline.export.events._fields import others
from dateline.export.events._flat import not_occurred, source_names
from dateline.export.events._sentence import notes
from dateline.model import Party, Place
from dateline.stages import Losses

EXTENSION = ".csv"
TELLS_CHANGES = False


class Column(NamedTuple):
    """A column: its name, its hashtag with attributes, what it holds, and how an event gives it."""

    name: str
    tag: str
    what: str
    of: Callable[[EventRecord], object]


def _event(name: str, tag: str, what: str, of: Callable[[Event], object]) -> Column:
    return Column(name, tag, what, lambda record: of(record.event))


def _place(name: str, tag: str, what: str, of: Callable[[Place], object]) -> Column:
    return _event(name, tag, what, lambda e: None if e.place is None else of(e.place))


def _toll(name: str, tag: str, what: str, toll: Callable[[Event], Toll | None], end: str) -> Column:
    return _event(name, tag, what, lambda e: getattr(toll(e), end, None))


def _type(event: Event) -> str:
    return event.acled.event_type if event.acled else event.event_type


def _district(place: Place) -> str | None:
    return place.name if place.precision == "district" else None


def _kinds(parties: tuple[Party, ...]) -> list[str]:
    return [party.kind for party in parties]


def _names(parties: tuple[Party, ...]) -> list[str]:
    return [_words.party(party) for party in parties]


COLUMNS: tuple[Column, ...] = (
    _event("Event ID", "#event+code", "permanent id", lambda e: e.event),
    _event("Date from", "#date+start", "first day (ISO)", lambda e: e.date and e.date.first),
    _event("Date to", "#date+end", "last day (ISO)", lambda e: e.date and e.date.last),
    _event("Date precision", "#meta+date+precision", "day, week, month ...", lambda e: e.date and e.date.precision),
    _event("Event type", "#event+type", "ACLED-like type, or the ontology's", _type),
    _event("Sub-type", "#event+type+sub", "ACLED-like sub-type", lambda e: e.acled and e.acled.sub_event_type),
    _event("Type in Dateline", "#event+type+code", "id in the ontology", lambda e: e.event_type),
    _event("Modality", "#status+claim", "asserted or alleged", lambda e: e.modality),
    _event("Outcome", "#impact+type", "completed, intercepted ...", lambda e: e.outcome),
    _event("Initiators", "#group+name+first", "who acted", lambda e: _names(e.initiators)),
    _event("Initiators' kinds", "#group+type+first", "state forces, civilians ...", lambda e: _kinds(e.initiators)),
    _event("Targets", "#group+name+second", "who was acted upon", lambda e: _names(e.targets)),
    _event("Targets' kinds", "#group+type+second", "state forces, civilians ...", lambda e: _kinds(e.targets)),
    _place("Country", "#country+name", "English name", lambda p: _words.country(p.country)),
    _place("Country code", "#country+code+v_iso3", "ISO 3166-1 alpha-3", lambda p: p.country),
    _place("Province", "#adm1+name", "province", lambda p: p.admin1),
    _place("District", "#adm2+name", "the district, where the place is one", _district),
    _place("Place", "#loc+name", "name of the main place", lambda p: p.name or p.text),
    _place("Place precision", "#geo+precision", "site, town, near, district ...", lambda p: p.precision),
    _place("Latitude", "#geo+lat", "degrees, WGS84", lambda p: p.lat),
    _place("Longitude", "#geo+lon", "degrees, WGS84", lambda p: p.lon),
    _toll("Killed", "#affected+killed", "the number shown, or empty", lambda e: e.killed, "best"),
    _toll("Killed, least", "#affected+killed+min", "lowest number told, or empty", lambda e: e.killed, "low"),
    _toll("Killed, most", "#affected+killed+max", "highest number told, or empty", lambda e: e.killed, "high"),
    _toll("Injured", "#affected+injured", "the number shown, or empty", lambda e: e.injured, "best"),
    _toll("Injured, least", "#affected+injured+min", "lowest number told, or empty", lambda e: e.injured, "low"),
    _toll("Injured, most", "#affected+injured+max", "highest number told, or empty", lambda e: e.injured, "high"),
    _event("Weapons", "#x_weapon+type", "kinds of weapon", lambda e: [w.kind for w in e.weapons]),
    Column("Sources", "#meta+source", "who published the reports", source_names),
    _event("Independent sources", "#meta+source+num", "how many; copies of one text count once", lambda e: e.sources),
    Column("Addresses", "#meta+url", "addresses of the reports", lambda r: [x.url for x in r.reports if x.url]),
    _event("Confidence", "#meta+confidence", "0 to 1", lambda e: e.confidence),
    _event("Review", "#status+verified", "unreviewed, accepted, corrected", lambda e: e.status),
    _event("Notes", "#description+notes", "the event in plain sentences", notes),
)  # fmt: skip

HOLDS = frozenset(
    {
        "event", "event_type", "acled", "modality", "outcome", "confidence", "status", "date.from", "date.to",
        "date.precision", "place", "place.lat, place.lon", "place.precision", "place.admin1", "place.country",
        "initiators", "initiators.kind", "targets", "targets.kind", "weapons", "killed.best", "killed.low",
        "killed.high", "injured.best", "injured.low", "injured.high", "sources.count",
    }
)  # fmt: skip
PARTS: Mapping[str, tuple[Callable[[EventRecord], int], str]] = {
    "places": (lambda r: len(others(r.event)), "one row has one place; the others are only in the notes"),
    "damage": (lambda r: int(r.event.damage is not None), "only in the notes"),
    "reports": (lambda r: len(r.reports), "only source and address"),
    "contradictions": (lambda r: len(r.event.contradictions), "only in the notes"),
}


def scope(event: Event) -> str | None:
    """Say why an event is left out: a row of a humanitarian table is read as something that took place."""
    return not_occurred(event)


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write the header, the hashtags, and one event a row."""
    with text_stream(out) as stream:
        table = Table(stream, [column.name for column in COLUMNS])
        stream.write(",".join(column.tag for column in COLUMNS) + "\r\n")
        for record in records:
            if _flat.point(record.event) is None:
                losses.changed("#geo+lat, #geo+lon", "empty: no place is named, or it could not be told which")
            table.write([column.of(record) for column in COLUMNS])
