"""CSV (RFC 4180): one claim a row, each value beside the words and spans it came from; COLUMNS tells them.

Lists are joined by "; " and the columns of one list keep step: the second of ``initiators`` is the second of
``initiator_spans``. A span is "start-end" in code points of the report's text. A cell that a spreadsheet would run as a
formula gets an apostrophe in front. Rows end in CR LF: open the file with ``newline=""``.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, NamedTuple, TypeVar

from dateline.export._words import one_line
from dateline.model import Annotation, Claim, CodedReport, Count, Party, Place, Report, Span, When

EXTENSION = ".csv"

FORMULA = "=+-@\t\r\n＝＋－＠"
"""What makes a spreadsheet run a cell (OWASP's list of CSV injection, full-width forms included)."""

Content = str | int | float | list[object] | None
V = TypeVar("V")


class Column(NamedTuple):
    """A column: its name, what it holds, and how a claim gives it."""

    name: str
    what: str
    of: Callable[[Report, Claim], Content]


def _text(value: object) -> str:
    """Give one value as it stands in a cell: a null and a NaN are empty."""
    return "" if value is None or value != value else one_line(str(value))


def cell(content: Content) -> str | int | float:
    """Give a cell that no spreadsheet runs: text that begins a formula gets an apostrophe; numbers stay numbers.

    A list is joined by "; ", with an empty place for a null so that columns keep step; an item's own ";" becomes ",".
    """
    if isinstance(content, (int, float)) and content == content:
        return content
    if isinstance(content, list):
        items = [_text(item).replace(";", ",") for item in content]
        text = "; ".join(items) if any(items) else ""
    else:
        text = _text(content)
    return f"'{text}" if text.startswith(tuple(FORMULA)) else text


def _maybe(value: V | None, of: Callable[[V], Content]) -> Content:
    return None if value is None else of(value)


def _extent(value: Span | When | Count) -> str | None:
    return None if value.start is None or value.end is None else f"{value.start}-{value.end}"


def _triggers(claim: Claim) -> list[object]:
    return [f"{m.trigger_start}-{m.trigger_end}" for m in claim.mentions]


def _point(place: Place) -> str | None:
    return None if place.lat is None or place.lon is None else f"POINT ({place.lon} {place.lat})"


def _placed(claim: Claim) -> Place | None:
    return next((p for p in claim.places if p.lat is not None and p.lon is not None), None)


def _report_columns() -> list[Column]:
    return [
        Column("claim", "id of the claim", lambda r, c: c.claim),
        Column("report", "id of the report", lambda r, c: c.report),
        Column("published", "when the report was published", lambda r, c: r.published),
        Column("source", "who published it", lambda r, c: r.source),
        Column("title", "its title", lambda r, c: r.title),
        Column("url", "its address", lambda r, c: r.url),
    ]


def _act_columns() -> list[Column]:
    return [
        Column("event_type", "id in the ontology", lambda r, c: c.event_type),
        Column("modality", "asserted, alleged, denied ...", lambda r, c: c.modality),
        Column("outcome", "completed, intercepted ...", lambda r, c: c.outcome),
        Column("acled_event_type", "ACLED-like type", lambda r, c: _maybe(c.acled, lambda v: v.event_type)),
        Column("acled_sub_event_type", "ACLED-like sub-type", lambda r, c: _maybe(c.acled, lambda v: v.sub_event_type)),
        Column("plover_event_type", "PLOVER type", lambda r, c: _maybe(c.plover, lambda v: v.event_type)),
        Column("plover_mode", "PLOVER mode", lambda r, c: _maybe(c.plover, lambda v: v.mode)),
        Column("cameo", "CAMEO code", lambda r, c: c.cameo),
        Column("triggers", "words that name the act", lambda r, c: [m.trigger for m in c.mentions]),
        Column("trigger_spans", "their spans", lambda r, c: _triggers(c)),
        Column("clauses", "clauses that tell it, the fullest first", lambda r, c: [m.text for m in c.mentions]),
        Column("clause_spans", "their spans", lambda r, c: [_extent(m) for m in c.mentions]),
    ]


def _party_columns(role: str, parties: Callable[[Claim], Sequence[Party]]) -> list[Column]:
    def column(ending: str, what: str, of: Callable[[Party], object]) -> Column:
        return Column(f"{role}{ending}", what, lambda r, c: [of(party) for party in parties(c)])

    return [
        column("s", f"names of the {role}s", lambda p: p.name),
        column("_actors", "ids in the registry", lambda p: p.actor),
        column("_kinds", "state forces, rebel group ...", lambda p: p.kind),
        column("_countries", "ISO 3166-1 alpha-3", lambda p: p.country),
        column("_objects", "yes for things, no for people", lambda p: "yes" if p.is_object else "no"),
        column("_words", "the report's words", lambda p: p.text),
        column("_spans", "their spans", _extent),
        column("_aliases", 'other names, joined by " | "', lambda p: " | ".join(a.text for a in p.aliases)),
        column("_alias_spans", "their spans", lambda p: " | ".join(str(_extent(a)) for a in p.aliases)),
    ]


def _weapon_columns() -> list[Column]:
    return [
        Column("weapons", "kinds of weapon", lambda r, c: [w.kind for w in c.weapons]),
        Column("weapon_quantities", "how many of each", lambda r, c: [w.quantity for w in c.weapons]),
        Column("weapon_words", "the report's words", lambda r, c: [w.text for w in c.weapons]),
        Column("weapon_spans", "their spans", lambda r, c: [_extent(w) for w in c.weapons]),
    ]


def _place_columns() -> list[Column]:
    def column(ending: str, what: str, of: Callable[[Place], object]) -> Column:
        return Column(f"place{ending}", what, lambda r, c: [of(place) for place in c.places])

    return [
        Column(
            "latitude",
            "of the first place with a position",
            lambda r, c: _maybe(_placed(c), lambda p: p.lat),
        ),
        Column("longitude", "of the same place", lambda r, c: _maybe(_placed(c), lambda p: p.lon)),
        column("s", "names, most specific first", lambda p: p.name),
        column("_points", "each one's position as WKT", _point),
        column("_precisions", "site, town, near ...", lambda p: p.precision),
        column("_radii_km", "how far the place may reach", lambda p: p.radius_km),
        column("_relations", "in, near, outskirts ...", lambda p: p.relation),
        column("_geonames_ids", "GeoNames ids", lambda p: p.geonames_id),
        column("_admin1s", "provinces", lambda p: p.admin1),
        column("_countries", "ISO 3166-1 alpha-3", lambda p: p.country),
        column("_words", "the report's words", lambda p: p.text),
        column("_spans", "their spans", _extent),
    ]


def _date_columns() -> list[Column]:
    return [
        Column("date_from", "first day", lambda r, c: _maybe(c.date, lambda v: v.first)),
        Column("date_to", "last day", lambda r, c: _maybe(c.date, lambda v: v.last)),
        Column("date_precision", "day, range, month ...", lambda r, c: _maybe(c.date, lambda v: v.precision)),
        Column("date_words", "the report's words", lambda r, c: _maybe(c.date, lambda v: v.text)),
        Column("date_span", "their span", lambda r, c: _maybe(c.date, _extent)),
    ]


def _count_columns(name: str, count: Callable[[Claim], Count | None]) -> list[Column]:
    def column(ending: str, what: str, of: Callable[[Count], Content]) -> Column:
        return Column(f"{name}_{ending}", what, lambda r, c: _maybe(count(c), of))

    return [
        column("low", "least number; empty for words such as “dozens”", lambda n: n.low),
        column("high", "greatest number; empty when open (“at least nine”)", lambda n: n.high),
        column("words", "the report's words", lambda n: n.text),
        column("span", "their span", _extent),
    ]


def _end_columns() -> list[Column]:
    return [
        Column("damage", "none, reported, or empty when the report does not say", lambda r, c: c.damage),
        Column("attribution", "who the report says it from", lambda r, c: _maybe(c.attribution, lambda v: v.text)),
        Column("attribution_cue", "the word that says so", lambda r, c: _maybe(c.attribution, lambda v: v.cue)),
        Column("attribution_span", "the span of the source's words", lambda r, c: _maybe(c.attribution, _extent)),
        Column("confidence", "0 to 1", lambda r, c: c.confidence),
        Column("reasons", "why, in sentences", lambda r, c: list(c.reasons)),
        Column("engine", "what coded it", lambda r, c: c.engine),
        Column("engine_version", "its version", lambda r, c: c.engine_version),
    ]


COLUMNS: tuple[Column, ...] = (
    *_report_columns(),
    *_act_columns(),
    *_date_columns(),
    *_place_columns(),
    *_party_columns("initiator", lambda c: c.initiators),
    *_party_columns("target", lambda c: c.targets),
    *_weapon_columns(),
    *_count_columns("killed", lambda c: c.killed),
    *_count_columns("injured", lambda c: c.injured),
    *_end_columns(),
)


def write(coded: Iterable[CodedReport], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write a header and one claim a row, as they come. ``out`` must not translate line ends (``newline=""``)."""
    rows = csv.writer(out, dialect="excel")
    rows.writerow([column.name for column in COLUMNS])
    for one in coded:
        for claim in one.claims:
            rows.writerow([cell(column.of(one.report, claim)) for column in COLUMNS])


ANNOTATION_COLUMNS = (
    "report", "kind", "start", "end", "text", "name", "precision", "latitude", "longitude", "geonames_id", "admin1",
    "country", "from", "to", "timex_type", "timex_value", "actor", "actor_kind",
)  # fmt: skip
"""The columns of annotations: what was found (place, date or actor), where, and its value; the others stay empty."""


def _found(value: Annotation) -> Iterator[dict[str, Content]]:
    """Give what was found in a report, in the order of its text."""
    cells: list[dict[str, Content]] = []
    for place in value.places:
        fields: tuple[str, ...] = ("start", "end", "text", "name", "precision", "geonames_id", "admin1", "country")
        row: dict[str, Content] = {name: getattr(place, name) for name in fields}
        cells.append({"kind": "place", **row, "latitude": place.lat, "longitude": place.lon})
    for when in value.dates:
        fields = ("start", "end", "text", "precision", "timex_type", "timex_value")
        row = {name: getattr(when, name) for name in fields}
        cells.append({"kind": "date", **row, "from": when.first, "to": when.last})
    for actor in value.actors:
        row = {name: getattr(actor, name) for name in ("start", "end", "text", "name", "country", "actor")}
        cells.append({"kind": "actor", **row, "actor_kind": actor.kind})
    return iter(sorted(cells, key=lambda row: (row["start"] or 0, row["end"] or 0, row["kind"])))


def annotations(values: Iterable[Annotation], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write a header and one place, date or actor a row, as they come. ``out`` must not translate line ends."""
    rows = csv.DictWriter(out, ANNOTATION_COLUMNS, restval="", dialect="excel")
    rows.writeheader()
    for value in values:
        for found in _found(value):
            rows.writerow({"report": cell(value.report), **{name: cell(content) for name, content in found.items()}})
