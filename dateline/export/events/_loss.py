"""The loss report: what a format cannot say, and how many values it dropped, by field.

    left_out    events that have no place in the file, with why
    dropped     values of the events in the file for which the format has no column
    changed     values that the format makes something else of, and columns that stay empty for want of a value
    withheld    values that a profile keeps back on purpose

Every event that was read is either written or left out; every value of a written event is in the file or counted here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.events import EventRecord
from dateline.export.events._fields import FIELDS
from dateline.model import Value
from dateline.stages import EventExporter

EXAMPLES = 20
"""How many ids of events that are left out are named, for each reason: a report is to be read."""
NOTICE = (
    "Made by Dateline from news reports. It says what was reported, not what is proven. Formats called ACLED-like and "
    "UCDP-GED-like borrow the columns of those datasets; they are not ACLED or UCDP data and follow other rules."
)
"""What every loss report says, and every format that has room for it."""
NO_COLUMN = "the format has no place for it"


class Lost(Value, frozen=True, kw_only=True):
    """Values of one field that are not in the file as the record has them."""

    field: str
    what: str
    why: str
    values: int
    events: int


class LeftOut(Value, frozen=True, kw_only=True):
    """Events that are not in the file, with why; ``examples`` are the first ids (none where a profile hides them)."""

    why: str
    events: int
    examples: tuple[str, ...] = ()


class LossReport(Value, frozen=True, kw_only=True):
    """What an export says and what it cannot say."""

    format: str
    dateline: str
    notice: str
    profile: str
    settings: dict[str, Any]
    since: str | None
    read: int
    written: int
    withdrawn: int
    left_out: tuple[LeftOut, ...]
    dropped: tuple[Lost, ...]
    changed: tuple[Lost, ...]
    withheld: tuple[Lost, ...]

    def json(self) -> bytes:
        """Give the report as indented JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"

    def summary(self) -> Iterator[str]:
        """Give the lines that a person reads at the end of an export."""
        left = sum(one.events for one in self.left_out)
        yield f"{_count(self.written, 'event')} written as {self.format}, {left:,} left out" + (
            f", {self.withdrawn:,} withdrawn" if self.withdrawn else ""
        )
        for one in self.left_out:
            yield f"left out: {_count(one.events, 'event')}: {one.why}"
        for title, lost in (("dropped", self.dropped), ("changed", self.changed), ("withheld", self.withheld)):
            if lost:
                values = sum(one.values for one in lost)
                most = sorted(lost, key=lambda one: -one.values)[:4]
                named = ", ".join(f"{one.field} {one.values:,}" for one in most)
                more = f" and {len(lost) - len(most)} more fields" if len(lost) > len(most) else ""
                yield f"{title}: {_count(values, 'value')} ({named}{more})"


class Counter:
    """Counts while an export is written. ``hide_ids``: name no event that is left out."""

    def __init__(self, exporter: EventExporter, *, hide_ids: bool = False) -> None:
        self.read = self.written = self.withdrawn = 0
        self._hide_ids = hide_ids
        self._fields = [field for field in FIELDS if field.name not in exporter.HOLDS]
        self._parts = exporter.PARTS
        self._left_out: dict[str, tuple[int, list[str]]] = {}
        self._tables: dict[str, dict[tuple[str, str], list[int]]] = {"dropped": {}, "changed": {}, "withheld": {}}

    def count(self, record: EventRecord) -> None:
        """Count an event that is written, and every value of it that the format drops."""
        self.written += 1
        for field in self._fields:
            part = self._parts.get(field.name)
            dropped = part[0](record) if part else field.count(record)
            if dropped:
                self._add("dropped", field.name, part[1] if part else NO_COLUMN, dropped)

    def leave_out(self, event: str, why: str) -> None:
        """Count an event that is not written."""
        number, examples = self._left_out.get(why, (0, []))
        if len(examples) < EXAMPLES and not self._hide_ids:
            examples.append(event)
        self._left_out[why] = (number + 1, examples)

    def changed(self, field: str, why: str, values: int = 1) -> None:
        """Count values of one event that the format makes something else of, or a column it has to leave empty."""
        self._add("changed", field, why, values)

    def withhold(self, field: str, why: str, values: int = 1) -> None:
        """Count values of one event that a profile keeps back."""
        if values:
            self._add("withheld", field, why, values)

    def left_out(self) -> tuple[LeftOut, ...]:
        """Give what was left out, the most events first."""
        found = [LeftOut(why=w, events=n, examples=tuple(e)) for w, (n, e) in self._left_out.items()]
        return tuple(sorted(found, key=lambda one: -one.events))

    def lost(self, table: str) -> tuple[Lost, ...]:
        """Give one of the tables ("dropped", "changed", "withheld") in the order of the record's fields."""
        order = {field.name: number for number, field in enumerate(FIELDS)}
        what = {field.name: field.what for field in FIELDS}
        found = [
            Lost(field=field, what=what.get(field, field), why=why, values=values, events=events)
            for (field, why), (values, events) in self._tables[table].items()
        ]
        return tuple(sorted(found, key=lambda one: (order.get(one.field, len(order)), one.field, one.why)))

    def _add(self, table: str, field: str, why: str, values: int) -> None:
        entry = self._tables[table].setdefault((field, why), [0, 0])
        entry[0] += values
        entry[1] += 1


def written(records: Iterable[EventRecord], counter: Counter) -> Iterator[EventRecord]:
    """Give the records on to a format, counting each."""
    for record in records:
        if record.change == "withdrawn":
            counter.withdrawn += 1
        else:
            counter.count(record)
        yield record


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
