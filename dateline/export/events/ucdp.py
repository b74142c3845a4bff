"""UCDP-GED-like CSV: the 49 columns of UCDP's Georeferenced Event Dataset. It is not UCDP data.

One lethal event a row, in UTF-8. ``id`` is a number made from Dateline's id, which stands in ``relid``. UCDP's own
numbers of conflicts, dyads and actors, and whether a dyad was active that year, are theirs to give: those columns are
empty. ``high`` is empty where the toll is open ("at least nine"), all deaths are where no report gives a number.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import IO

from dateline.events import EventRecord
from dateline.export import _words
from dateline.export.events import _ucdp
from dateline.export.events._cells import Table, text_stream
from dateline.export.events._evidence import evidence
from dateline.export.events._facts import country
from dateline.export.events._fields import others
from dateline.export.events.acled import Column
from dateline.precision import date_codes, days, place_codes
from dateline.stages import Losses

EXTENSION = ".csv"
TELLS_CHANGES = False
REVIEWED = ("accepted", "corrected")

COLUMNS = (
    Column("id", "a number made from Dateline's id (52 bits of its SHA-256)"),
    Column("relid", "Dateline's permanent id of the event"),
    Column("year", "year of the event"),
    Column("active_year", "always empty: UCDP's to say"),
    Column("code_status", '"Clear" once a person accepted or corrected the event, else "Unreviewed"'),
    Column("type_of_violence", "1 state-based, 2 non-state, 3 one-sided; empty where the sides are not known"),
    Column("conflict_dset_id", "always empty"),
    Column("conflict_new_id", "always empty"),
    Column("conflict_name", "always empty"),
    Column("dyad_dset_id", "always empty"),
    Column("dyad_new_id", "always empty"),
    Column("dyad_name", "side_a - side_b"),
    Column("side_a_dset_id", "always empty"),
    Column("side_a_new_id", "always empty"),
    Column("side_a", "the state in state-based violence, the attacker in one-sided; empty where nobody is named"),
    Column("side_b_dset_id", "always empty"),
    Column("side_b_new_id", "always empty"),
    Column("side_b", "the other side"),
    Column("number_of_sources", "independent sources: copies of one text count once"),
    Column("source_article", '"source,date,headline", joined by ";"'),
    Column("source_office", 'who published the reports, joined by ";"'),
    Column("source_date", "when"),
    Column("source_headline", "their headlines"),
    Column("source_original", "who the reports have it from"),
    Column("where_prec", "1 exact, 2 about 25 km, 3 district, 4 province, 5 larger, 6 country, 7 international"),
    Column("where_coordinates", "name of the place whose coordinates are given"),
    Column("where_description", "the places as the reports word them"),
    Column("adm_1", "province"),
    Column("adm_2", "the district, where the place is one; else empty"),
    Column("latitude", "degrees, WGS84"),
    Column("longitude", "degrees, WGS84"),
    Column("geom_wkt", "POINT (longitude latitude)"),
    Column("priogrid_gid", "the PRIO-GRID cell (0.5 degrees)"),
    Column("country", "its name as UCDP writes it"),
    Column("country_id", "Gleditsch and Ward's number"),
    Column("region", "UCDP's region"),
    Column("event_clarity", "1 one occurrence; 2 several places told together, or neither place nor day known"),
    Column("date_prec", "1 day, 2 to six days, 3 week, 4 month, 5 year; empty beyond"),
    Column("date_start", "first day (ISO)"),
    Column("date_end", "last day (ISO)"),
    Column("deaths_a", "deaths of side a: 0, for reports seldom say whose the dead are (see deaths_unknown)"),
    Column("deaths_b", "deaths of side b, where one armed side was attacked from afar"),
    Column("deaths_civilians", "deaths where all who were attacked are unarmed"),
    Column("deaths_unknown", "all other deaths"),
    Column("best", "the number of killed shown for the event; empty where no report gives one"),
    Column("high", "the highest number told; empty where it is open"),
    Column("low", "the lowest number told"),
    Column("gwnoa", "Gleditsch and Ward's number of side a, where it is a state"),
    Column("gwnob", "the same for side b"),
)
"""The columns in GED's order."""

HOLDS = frozenset(
    {
        "event", "date.from", "date.to", "place", "place.lat, place.lon", "place.admin1", "place.country",
        "place.words", "killed.best", "killed.low", "killed.high", "sources.count",
    }
)  # fmt: skip
PARTS: Mapping[str, tuple[Callable[[EventRecord], int], str]] = {
    "initiators": (lambda r: max(0, len(r.event.initiators) - 1), "one party a side"),
    "targets": (lambda r: max(0, len(r.event.targets) - 1), "one party a side"),
    "acled": (lambda r: 1, "three types of violence instead"),
    "event_type": (lambda r: 1, "three types of violence instead"),
    "date.precision": (lambda r: int(r.event.date is not None), "five classes instead"),
    "place.precision": (lambda r: int(r.event.place is not None), "seven classes instead"),
    "places": (lambda r: len(others(r.event)), "one row has one place; of the others only the words"),
    "status": (lambda r: int(r.event.status not in REVIEWED), "reviewed or not"),
    "reports": (lambda r: len(r.reports), "source, date and headline; neither id nor address"),
    "reports.count": (lambda r: 1, "only independent sources are counted"),
}
scope = _ucdp.scope


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write one event a row."""
    with text_stream(out) as stream:
        table = Table(stream, [column.name for column in COLUMNS])
        for record in records:
            _tell(record, losses)
            table.write([*_what(record), *_told(record), *_where(record), *_end(record)])


def _what(record: EventRecord) -> list[object]:
    event = record.event
    a, b, violence = _ucdp.sides(event)
    names = _ucdp.name(a), _ucdp.name(b)
    status = "Clear" if event.status in REVIEWED else "Unreviewed"
    dyad = " - ".join(filter(None, names)) if all(names) else None
    row: list[object] = [_ucdp.number(event.event), event.event, _year(record), None, status, violence]
    return [*row, None, None, None, None, None, dyad, None, None, names[0], None, None, names[1]]


def _year(record: EventRecord) -> int | None:
    first, last = days(record.event.date)
    return first.year if first and last and date_codes(record.event.date).ucdp is not None else None


def _told(record: EventRecord) -> list[object]:
    reports = record.reports
    articles = [_joined([r.source, r.published, r.title], ",") for r in reports]
    original = [words.text for words in evidence(record, "attribution")]
    return [
        record.event.sources,
        ";".join(f'"{article}"' for article in articles if article) or None,
        _joined([r.source for r in reports], ";"),
        _joined([r.published for r in reports], ";"),
        _joined([r.title for r in reports], ";"),
        _joined(original, ";"),
    ]


def _joined(values: Iterable[str | None], mark: str) -> str:
    """Join what is given, each once, without the mark itself in it."""
    given = [_words.one_line(value).replace(mark, " ").replace('"', "'") for value in values if value]
    return mark.join(dict.fromkeys(given))


def _where(record: EventRecord) -> list[object]:
    place = record.event.place
    if place is None:
        return [None] * 12
    words = _joined([one.text for one in evidence(record, "place")] or [place.text], ";")
    admin2 = place.name if place.precision == "district" else None
    row: list[object] = [place_codes(place).ucdp, place.name or place.text, words, place.admin1, admin2]
    if place.lat is None or place.lon is None:
        row += [None] * 4
    else:
        wkt = f"POINT ({place.lon} {place.lat})"
        row += [place.lat, place.lon, wkt, _ucdp.priogrid(place.lat, place.lon)]
    found = country(place.country)
    return [*row, *([found.ucdp_name, found.gw, found.ucdp_region] if found else [None] * 3)]


def _end(record: EventRecord) -> list[object]:
    event = record.event
    first, last = days(event.date)
    told_together = len(event.places) > 1 or (event.place is None and first is None)
    dead = _ucdp.deaths(event)
    a, b, _ = _ucdp.sides(event)
    clarity = 2 if told_together else 1
    numbers = [dead.a, dead.b, dead.civilians, dead.unknown, dead.best, dead.high, dead.low]
    states = [_ucdp.state_number(a), _ucdp.state_number(b)]
    return [clarity, date_codes(event.date).ucdp, first, last, *numbers, *states]


def _tell(record: EventRecord, losses: Losses) -> None:
    event = record.event
    toll = event.killed
    if toll is None or toll.best is None:
        losses.changed("best", "empty: people were killed, but no report gives a number")
    elif toll.high is None:
        losses.changed("high", "empty: the toll is open (“at least”)")
    if toll is not None and toll.best and _ucdp.deaths(event).unknown:
        losses.changed("deaths_unknown", "the reports do not say whose the dead are", toll.best)
    if _ucdp.sides(event).violence is None:
        losses.changed("type_of_violence", "empty: a side is not named, or its kind is not known")
    if date_codes(event.date).ucdp is None:
        losses.changed("date_prec", "empty: no day is known, or only a span of more than a year")
    if event.place is None or event.place.lat is None:
        losses.changed("latitude, longitude", "empty: no place is named, or it could not be told which")
