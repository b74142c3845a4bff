"""CSV: one event a row, each value with the words it came from; beside it a table of the claims, one a row.

The events: typed values first, then for each value its words and their spans ("report:start-end", code points of the
report's text). The claims (``FILE.claims.csv``): the event's id and then the columns of ``dateline code --to csv``.
Cells that a spreadsheet would run are made safe, and that can be undone (``docs/how/export.md``).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import IO

from dateline.events import Event, EventRecord
from dateline.export import csv as of_claims
from dateline.export.events import _flat
from dateline.export.events._cells import Table, text_stream
from dateline.export.events._evidence import FOUND, evidence
from dateline.export.events._flat import Column, texts
from dateline.model import Report
from dateline.stages import Losses

EXTENSION = ".csv"
TELLS_CHANGES = False
CLAIMS = ".claims.csv"
"""What the table of claims is called beside the table of events."""


def _words(field: str) -> list[Column]:
    def words(record: EventRecord) -> list[str | None]:
        return texts(one.text for one in evidence(record, field))

    def spans(record: EventRecord) -> list[str | None]:
        return [f"{one.report}:{one.start}-{one.end}" for one in evidence(record, field)]

    return [
        Column(f"{field}_words", f"words for {field.replace('_', ' ')}, over all claims", words, "texts"),
        Column(f"{field}_spans", "where they stand: report:start-end", spans, "texts"),
    ]


COLUMNS: tuple[Column, ...] = (*_flat.COLUMNS, *(column for field in FOUND for column in _words(field)))
CLAIM_COLUMNS = ("event", *(column.name for column in of_claims.COLUMNS))

HOLDS = _flat.HOLDS | {
    "killed.rule", "injured.rule", "reports", "initiators.words", "targets.words", "weapons.words", "date.words",
    "place.words",
}  # fmt: skip
PARTS: Mapping[str, tuple[Callable[[EventRecord], int], str]] = {
    "places": _flat.PARTS["places"],
    "contradictions": _flat.PARTS["contradictions"],
    "claims": (lambda r: 0, "in the table of claims beside it, all but places' features"),
}


def scope(event: Event) -> str | None:
    """Every event has its place here."""
    return None


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write the table of events and, beside it, that of their claims."""
    if beside is None:
        with text_stream(out) as events:
            _write(records, Table(events, [column.name for column in COLUMNS]), None, losses)
        return
    with beside(CLAIMS) as second, text_stream(out) as events, text_stream(second) as claims:
        _write(records, Table(events, [c.name for c in COLUMNS]), Table(claims, CLAIM_COLUMNS), losses)


def _write(records: Iterable[EventRecord], events: Table, claims: Table | None, losses: Losses) -> None:
    for record in records:
        events.write([column.of(record) for column in COLUMNS])
        if claims is None:
            losses.changed("claims", "the table of claims needs a file to stand beside", len(record.claims))
            continue
        reports = {report.id: report for report in record.reports}
        for claim in record.claims:
            report = reports.get(claim.report) or Report(id=claim.report, text="")
            claims.write([record.event.event, *(column.of(report, claim) for column in of_claims.COLUMNS)])
