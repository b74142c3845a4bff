"""JSON Lines: one event a line, with its claims, their reports, and what people judged; nothing but texts is left out.

Each line is ``{"event", "claims", "reports", "judgements", "change", "updated"}``: an event and its claims as in the
record, with every field. Reports come without their text, which belongs to its publisher: the words that a value came
from are in the claims. With ``--since``, withdrawn events are lines too, and ``change`` says so.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

import msgspec

from dateline.events import Event, EventRecord, Judgement
from dateline.export.events._fields import NAMES
from dateline.export.jsonl import line
from dateline.model import Claim, Report
from dateline.stages import Losses

EXTENSION = ".jsonl"
HOLDS = NAMES - {"reports.text"}
PARTS: Mapping[str, tuple[Callable[[EventRecord], int], str]] = {}
TELLS_CHANGES = True


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the file."""

    event: Event
    claims: tuple[Claim, ...]
    reports: tuple[dict[str, Any], ...]
    judgements: tuple[dict[str, Any], ...]
    change: str | None
    updated: str | None


def _source(report: Report) -> dict[str, Any]:
    """Give a report's fields without its text."""
    return {name: getattr(report, name) for name in report.__struct_fields__ if name != "text"}


def _judged(judgement: Judgement) -> dict[str, Any]:
    """Give a judgement's fields, the value as what its JSON says; one that has no value has none here."""
    said = {name: getattr(judgement, name) for name in judgement.__struct_fields__ if name != "value"}
    return {**said, "value": msgspec.json.decode(judgement.value)} if judgement.value else said


def scope(event: Event) -> str | None:
    """Every event has its place here."""
    return None


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write one event a line, as they come."""
    for record in records:
        value = Line(
            event=record.event,
            claims=record.claims,
            reports=tuple(map(_source, record.reports)),
            judgements=tuple(map(_judged, record.judgements)),
            change=record.change,
            updated=record.updated,
        )
        out.write(line(value).encode("utf-8"))
