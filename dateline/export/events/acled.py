"""ACLED-like CSV: the 31 columns of an ACLED export, filled by the record's rules. It is not ACLED data.

One event a row, in UTF-8. What ACLED would guess stays empty: ``fatalities`` is the best number that reports give and
empty where they give none (ACLED writes 0), ``actor1`` is empty where no report names who did it. An event that spans
several days stands at its middle day with its ``time_precision``. ``tags`` say what the other columns cannot.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import IO, NamedTuple

from dateline.events import Event, EventRecord
from dateline.export.events import _acled
from dateline.export.events._cells import Table, text_stream
from dateline.export.events._facts import country, source_scale
from dateline.export.events._fields import others
from dateline.export.events._flat import source_names
from dateline.export.events._sentence import notes
from dateline.precision import date_codes, days, place_codes
from dateline.stages import Losses

EXTENSION = ".csv"
TELLS_CHANGES = False
NOTICE = "Dateline, ACLED-like: not ACLED data"


class Column(NamedTuple):
    """A column: its name, and what it holds here."""

    name: str
    what: str


COLUMNS = (
    Column("event_id_cnty", "Dateline's permanent id of the event"),
    Column("event_date", "the day (ISO); the middle day of a longer span; empty beyond a month"),
    Column("year", "its year; also of an event of which only the year is known"),
    Column("time_precision", "1 day, 2 week, 3 month; empty beyond"),
    Column("disorder_type", "from the type"),
    Column("event_type", "ACLED-like type"),
    Column("sub_event_type", "ACLED-like sub-type"),
    Column("actor1", "who acted; in protests and riots the crowd; empty where nobody is named"),
    Column("assoc_actor_1", 'further parties of that side, joined by "; "'),
    Column("inter1", "1 state, 2 rebels, 3, 4 militias, 5 rioters, 6 protesters, 7 civilians, 8 external"),
    Column("actor2", "who was acted upon; empty where only things were"),
    Column("assoc_actor_2", "further parties of that side"),
    Column("inter2", "as inter1"),
    Column("interaction", "both codes, the lower first; the code and 0 for one that acts alone"),
    Column("civilian_targeting", '"Civilian targeting" or empty'),
    Column("iso", "ISO 3166-1 numeric code of the country"),
    Column("region", "ACLED's region"),
    Column("country", "its name as ACLED writes it"),
    Column("admin1", "province"),
    Column("admin2", "the district, where the place is one; else empty"),
    Column("admin3", "always empty"),
    Column("location", "name of the main place"),
    Column("latitude", "degrees, WGS84; empty where the place could not be told"),
    Column("longitude", "degrees, WGS84"),
    Column("geo_precision", "1 the place, 2 near it or a small area, 3 a larger region"),
    Column("source", 'who published the reports, joined by "; "'),
    Column("source_scale", "of the sources that are known; else empty"),
    Column("notes", "the event in plain sentences, made from its values"),
    Column("fatalities", "the number of killed shown for the event; empty (never 0) where no report gives one"),
    Column("tags", "key=value for what no column says; the first says that this is no ACLED data"),
    Column("timestamp", "Unix time of its last change in the record, or else of the latest judgement or report"),
)  # fmt: skip
"""The columns in ACLED's order (since 2023)."""

HOLDS = frozenset(
    {
        "event", "acled", "modality", "outcome", "damage", "confidence", "status", "parent", "event_type",
        "date.precision", "place", "place.lat, place.lon", "place.country", "place.admin1", "killed.best",
        "reports.count", "sources.count", "updated",
    }
)  # fmt: skip


def _things(record: EventRecord) -> int:
    return sum(party.is_object for party in (*record.event.initiators, *record.event.targets))


PARTS: Mapping[str, tuple[Callable[[EventRecord], int], str]] = {
    "initiators": (lambda r: sum(p.is_object for p in r.event.initiators), "things are only in the notes"),
    "targets": (lambda r: sum(p.is_object for p in r.event.targets), "things are only in the notes"),
    "initiators.kind": (lambda r: _unsaid_kinds(r.event, 0), "only the first party of a side has a code"),
    "targets.kind": (lambda r: _unsaid_kinds(r.event, 1), "only the first party of a side has a code"),
    "date.from": (lambda r: int(_spans(r.event)), "one day stands for the span"),
    "date.to": (lambda r: int(_spans(r.event)), "one day stands for the span"),
    "place.precision": (lambda r: int(r.event.place is not None), "three classes instead of nine"),
    "places": (lambda r: len(others(r.event)), "one row has one place; the others are only in the notes"),
    "killed.low": (lambda r: _differs(r.event, "low"), "one number; the range is only in the notes"),
    "killed.high": (lambda r: _differs(r.event, "high"), "one number; the range is only in the notes"),
    "injured.best": (lambda r: int(bool(r.event.injured and r.event.injured.best is not None)), "only in tags, notes"),
    "weapons": (lambda r: len(r.event.weapons), "only in the notes"),
    "reports": (lambda r: len(r.reports), "only the sources' names"),
    "contradictions": (lambda r: len(r.event.contradictions), "only in the notes"),
}
scope = _acled.scope


def _unsaid_kinds(event: Event, side: int) -> int:
    return sum(party.kind != "unknown" for party in _acled.sides(event)[side][1:])


def _spans(event: Event) -> bool:
    first, last = days(event.date)
    return first != last


def _differs(event: Event, end: str) -> int:
    value = event.killed and getattr(event.killed, end)
    return int(value is not None and event.killed is not None and value != event.killed.best)


def middle_day(event: Event) -> date | None:
    """Give the day that stands for an event's date: its middle one (the earlier of two), or None beyond a month."""
    first, last = days(event.date)
    if first is None or last is None or date_codes(event.date).acled is None:
        return None
    return first + timedelta(days=(last - first).days // 2)


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write one event a row."""
    with text_stream(out) as stream:
        table = Table(stream, [column.name for column in COLUMNS])
        for record in records:
            _tell(record, losses)
            table.write([*_when(record.event), *_who(record.event), *_where(record.event), *_rest(record)])


def _when(event: Event) -> list[object]:
    day = middle_day(event)
    first, last = days(event.date)
    year = first.year if first and last and first.year == last.year else None
    kind, sub = (event.acled.event_type, event.acled.sub_event_type) if event.acled else (None, None)
    precision = date_codes(event.date).acled
    return [event.event, day, day.year if day else year, precision, _acled.disorder_type(event), kind, sub]


def _who(event: Event) -> list[object]:
    first, second = _acled.sides(event)
    row: list[object] = []
    codes = []
    for side in (first, second):
        main = side[0] if side else None
        codes.append(_acled.inter(main, event))
        row += [_acled.actor(main, event) if main else None, _acled.associates(side, event), codes[-1]]
    row.append(_acled.interaction(codes[0], codes[1], alone=not second))
    return [*row, _acled.civilian_targeting(event)]


def _where(event: Event) -> list[object]:
    place = event.place
    found = country(place.country) if place else None
    of_country: list[object] = [found.iso, found.acled_region, found.acled_name] if found else [None, None, None]
    if place is None:
        return [*of_country, *[None] * 7]
    admin2 = place.name if place.precision == "district" else None
    codes = place_codes(place)
    name = place.name or place.text
    return [*of_country, place.admin1, admin2, None, name, place.lat, place.lon, codes.acled]


def _rest(record: EventRecord) -> list[object]:
    event, names = record.event, source_names(record)
    scale = source_scale(names, event.place.country if event.place else None)
    killed = event.killed.best if event.killed else None
    return [names, scale, notes(event), killed, _tags(event), timestamp(record)]


def _tags(event: Event) -> list[str]:
    said: dict[str, object] = {
        "type": event.event_type,
        "modality": event.modality if event.modality != "asserted" else None,
        "outcome": event.outcome if event.outcome not in ("completed", "unknown") else None,
        "damage": event.damage,
        "injured": event.injured.best if event.injured else None,
        "date": event.date.precision if event.date else None,
        "status": event.status,
        "confidence": f"{event.confidence:.2f}",
        "reports": event.reports,
        "sources": event.sources,
        "part of": event.parent,
    }
    return [NOTICE, *(f"{key}={value}" for key, value in said.items() if value is not None)]


def timestamp(record: EventRecord) -> int | None:
    """Give the Unix time at which the record last changed what it says of an event.

    Of an event from no record it is that of the last judgement on it or, without one, of its latest report.
    """
    judged = [judgement.at for judgement in record.judgements]
    moments = [record.updated] if record.updated else judged or [r.published for r in record.reports if r.published]
    return max(filter(None, map(_unix, moments)), default=None)


def _unix(moment: str) -> int | None:
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _tell(record: EventRecord, losses: Losses) -> None:
    event, (first, _) = record.event, _acled.sides(record.event)
    day = middle_day(event)
    if day is None:
        losses.changed("event_date", "empty: no day is known, or only a span of more than a month")
    elif _spans(event):
        losses.changed("event_date", "the middle day of a longer span")
    if event.killed is None or event.killed.best is None:
        losses.changed("fatalities", "empty: no report gives a number (ACLED would write 0)")
    if not first:
        losses.changed("actor1", "empty: no report names who did it (ACLED would write an unidentified group)")
    elif _acled.inter(first[0], event) is None:
        losses.changed("inter1", "empty: the party's kind is not known")
    if event.place is None or event.place.lat is None:
        losses.changed("latitude, longitude", "empty: no place is named, or it could not be told which")
    if not source_scale(source_names(record), event.place.country if event.place else None):
        losses.changed("source_scale", "empty: the reach of none of the sources is known")
