"""An event as one flat row of typed values: the columns that CSV, GeoJSON and GeoParquet share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from dateline.events import Event, EventRecord, Toll
from dateline.export import _words
from dateline.export.events._fields import others
from dateline.export.events._sentence import notes
from dateline.model import Party, Place
from dateline.precision import date_codes, place_codes

Kind = Literal["text", "int", "float", "bool", "texts", "ints", "bools"]
"""What a column holds: one value or a list of values; any of them may be null."""
Content = str | int | float | list[str | None] | list[int | None] | list[bool | None] | None


class Column(NamedTuple):
    """A column: its name, what it holds, and how an event gives it."""

    name: str
    what: str
    of: Callable[[EventRecord], Content]
    kind: Kind = "text"


OCCURRED = frozenset({"asserted", "alleged"})
"""Modalities of acts that, as somebody says, took place. Only these are drawn on a map."""
NOT_SO = {
    "denied": "denied: it is said not to have happened",
    "recurring": "recurring: told as happening again and again, not as one occurrence",
}
"""Why an act of another modality is none that took place."""


def point(event: Event) -> tuple[float, float] | None:
    """Give the longitude and latitude (degrees, WGS84) to draw an event at, or None.

    An act that is planned, threatened, feared or denied, and one that names no occurrence, is no pin on a map.
    """
    place = event.place
    if place is None or place.lat is None or place.lon is None or event.modality not in OCCURRED:
        return None
    return place.lon, place.lat


def not_occurred(event: Event) -> str | None:
    """Say why an act is none that took place, as far as anybody says, or None when somebody says that it did."""
    if event.modality in OCCURRED:
        return None
    return NOT_SO.get(event.modality, f"{event.modality}: no report says that it happened")


def source_names(record: EventRecord) -> list[str]:
    """Give the names of the sources that report an event, each once, in order."""
    return list(dict.fromkeys(_words.one_line(r.source) for r in record.reports if r.source))


def texts(values: Iterable[str | None]) -> list[str | None]:
    """Give texts on one line each; a null stays a null, so that columns of one list keep step."""
    return [None if value is None else _words.one_line(value) for value in values]


def _text(name: str, what: str, of: Callable[[Event], object]) -> Column:
    def value(record: EventRecord) -> str | None:
        found = of(record.event)
        return None if found is None else _words.one_line(str(found))

    return Column(name, what, value)


def _int(name: str, what: str, of: Callable[[Event], int | None]) -> Column:
    return Column(name, what, lambda record: of(record.event), "int")


def _what() -> list[Column]:
    return [
        _text("event", "permanent id of the event", lambda e: e.event),
        _text("version", "hash of its content: it changes when anything does", lambda e: e.version),
        Column("change", "new or changed since the moment asked about (--since)", lambda r: r.change),
        Column("updated", "when the record last changed what it says of the event (ISO, UTC)", lambda r: r.updated),
        _text("parent", "the event of which it is a part", lambda e: e.parent),
        _text("event_type", "id in the ontology", lambda e: e.event_type),
        _text("acled_event_type", "ACLED-like type; not ACLED data", lambda e: e.acled and e.acled.event_type),
        _text("acled_sub_event_type", "ACLED-like sub-type", lambda e: e.acled and e.acled.sub_event_type),
        _text("plover_event_type", "PLOVER type", lambda e: e.plover and e.plover.event_type),
        _text("plover_mode", "PLOVER mode", lambda e: e.plover and e.plover.mode),
        _text("cameo", "CAMEO code", lambda e: e.cameo),
        _text("modality", "asserted, alleged, denied, planned ...", lambda e: e.modality),
        _text("outcome", "completed, intercepted, repelled, failed, unknown", lambda e: e.outcome),
        _text("damage", "none, reported, or empty when the reports do not say", lambda e: e.damage),
        Column("confidence", "0 to 1", lambda r: r.event.confidence, "float"),
        _text("status", "unreviewed, accepted, rejected, corrected", lambda e: e.status),
        _text("notes", "the event in a few sentences, made from these values", notes),
    ]


def _date() -> list[Column]:
    return [
        _text("date_from", "first day (ISO)", lambda e: e.date and e.date.first),
        _text("date_to", "last day (ISO)", lambda e: e.date and e.date.last),
        _text("date_precision", "day, range, week, month ...", lambda e: e.date and e.date.precision),
        _int("acled_time_precision", "1 day, 2 week, 3 month", lambda e: date_codes(e.date).acled),
        _int("ucdp_date_prec", "1 day, 2 to six days, 3 week, 4 month, 5 year", lambda e: date_codes(e.date).ucdp),
    ]


def _place() -> list[Column]:
    def text(name: str, what: str, of: Callable[[Place], object]) -> Column:
        return _text(name, what, lambda e: None if e.place is None else of(e.place))

    def number(name: str, what: str, of: Callable[[Place], float | None]) -> Column:
        return Column(name, what, lambda r: None if r.event.place is None else of(r.event.place), "float")

    return [
        text("place", "name of the main place", lambda p: p.name),
        text("place_precision", "site, town, near, district, admin1, country ...", lambda p: p.precision),
        text("place_relation", "in, near, outskirts, toward, between ...", lambda p: p.relation),
        number("latitude", "degrees, WGS84", lambda p: p.lat),
        number("longitude", "degrees, WGS84", lambda p: p.lon),
        number("radius_km", "how far from the point the place may reach", lambda p: p.radius_km),
        text("geonames_id", "GeoNames id", lambda p: p.geonames_id),
        text("admin1", "province", lambda p: p.admin1),
        text("country", "ISO 3166-1 alpha-3", lambda p: p.country),
        text("country_name", "its English name", lambda p: _words.country(p.country)),
        _int("acled_geo_precision", "1 place, 2 near, 3 region", lambda e: place_codes(e.place).acled),
        _int("ucdp_where_prec", "1 exact ... 6 country, 7 international", lambda e: place_codes(e.place).ucdp),
        Column("further_places", "names of the other places", lambda r: _names(others(r.event)), "texts"),
        Column("further_points", "their positions as WKT", lambda r: _points(others(r.event)), "texts"),
    ]


def _names(places: Sequence[Place]) -> list[str | None]:
    return texts(place.name or place.text for place in places)


def _points(places: Sequence[Place]) -> list[str | None]:
    return [None if p.lat is None or p.lon is None else f"POINT ({p.lon} {p.lat})" for p in places]


def _parties(role: str, parties: Callable[[Event], Sequence[Party]]) -> list[Column]:
    def column(ending: str, what: str, of: Callable[[Party], str | None]) -> Column:
        return Column(f"{role}{ending}", what, lambda r: texts(of(p) for p in parties(r.event)), "texts")

    def objects(record: EventRecord) -> list[bool | None]:
        return [party.is_object for party in parties(record.event)]

    return [
        column("s", f"names of the {role}s", lambda p: p.name or p.text),
        column("_actors", "their ids in the registry", lambda p: p.actor),
        column("_kinds", "state forces, rebel group, civilians ...", lambda p: p.kind),
        column("_countries", "ISO 3166-1 alpha-3", lambda p: p.country),
        Column(f"{role}_objects", "true for things", objects, "bools"),
    ]


def _weapons() -> list[Column]:
    return [
        Column("weapons", "kinds of weapon", lambda r: texts(w.kind for w in r.event.weapons), "texts"),
        Column("weapon_quantities", "how many of each", lambda r: [w.quantity for w in r.event.weapons], "ints"),
    ]


def _toll(name: str, toll: Callable[[Event], Toll | None]) -> list[Column]:
    def number(ending: str, what: str, of: Callable[[Toll], int | None]) -> Column:
        return _int(f"{name}_{ending}", what, lambda e: None if (t := toll(e)) is None else of(t))

    return [
        number("low", "lowest number that a report gives", lambda t: t.low),
        number("best", "the number shown; empty when none is given, never 0 for want of one", lambda t: t.best),
        number("high", "highest number; empty when open (“at least nine”)", lambda t: t.high),
        _text(f"{name}_rule", "the rule that chose the number", lambda e: (t := toll(e)) and t.rule),
    ]


def _behind() -> list[Column]:
    return [
        _int("reports", "how many reports tell it", lambda e: e.reports),
        _int("sources", "how many independent sources (copies of one text count once)", lambda e: e.sources),
        Column("source_names", "who published the reports", lambda r: texts(source_names(r)), "texts"),
        Column("published", "when they were published", lambda r: texts(x.published for x in r.reports), "texts"),
        Column("urls", "their addresses", lambda r: texts(x.url for x in r.reports), "texts"),
        Column(
            "contradictions",
            "what the claims disagree on",
            lambda r: texts(one.sentence for one in r.event.contradictions),
            "texts",
        ),
        Column("reasons", "why, in sentences", lambda r: texts(r.event.reasons), "texts"),
    ]


COLUMNS: tuple[Column, ...] = (
    *_what(),
    *_date(),
    *_place(),
    *_parties("initiator", lambda e: e.initiators),
    *_parties("target", lambda e: e.targets),
    *_weapons(),
    *_toll("killed", lambda e: e.killed),
    *_toll("injured", lambda e: e.injured),
    *_behind(),
)

HOLDS = frozenset(
    {
        "event", "version", "change", "updated", "parent", "event_type", "acled", "plover", "cameo", "modality",
        "outcome", "damage", "confidence", "status", "date.from", "date.to", "date.precision", "place",
        "place.lat, place.lon", "place.precision", "place.radius_km", "place.relation", "place.geonames_id",
        "place.admin1", "place.country", "initiators", "initiators.actor", "initiators.kind", "initiators.country",
        "initiators.is_object", "targets", "targets.actor", "targets.kind", "targets.country", "targets.is_object",
        "weapons", "weapons.quantity", "killed.best", "killed.low", "killed.high", "injured.best", "injured.low",
        "injured.high", "reports.count", "sources.count", "reasons",
    }
)  # fmt: skip
"""The fields that these columns hold in full."""
PARTS: dict[str, tuple[Callable[[EventRecord], int], str]] = {
    "places": (lambda r: len(others(r.event)), "of further places only names and positions"),
    "killed.rule": (lambda r: len(r.event.killed.claims) if r.event.killed else 0, "its claims are not named"),
    "injured.rule": (lambda r: len(r.event.injured.claims) if r.event.injured else 0, "its claims are not named"),
    "reports": (lambda r: len(r.reports), "only source, date and address; neither id nor title"),
    "contradictions": (lambda r: len(r.event.contradictions), "only the sentence, not the claims"),
}
"""Fields that they hold in part."""
