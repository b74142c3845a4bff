"""An export from its events to its files: which events, in which profile, and what was lost on the way."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from typing import IO, cast

import msgspec

from dateline import plugins
from dateline.errors import UsageError
from dateline.events import Change, EventRecord, Status
from dateline.export.events._cells import Table, text_stream
from dateline.export.events._loss import NOTICE, Counter, LossReport, written
from dateline.export.events._public import PublicProfile, public, too_young
from dateline.model import Value
from dateline.stages import EventExporter

Beside = Callable[[str], IO[bytes]]
CHANGES = ".changes.csv"
"""What the table of changes is called beside an export with ``since``."""


class Wanted(Value, frozen=True, kw_only=True):
    """Which events an export has, and how they are shown.

    ``statuses`` are those to write (none named: all but rejected); ``since`` is the moment that the records' ``change``
    is counted from, or None for all events; ``public`` the public profile, or None to withhold nothing.
    """

    statuses: tuple[Status, ...] = ()
    min_confidence: float = 0.0
    since: str | None = None
    public: PublicProfile | None = None

    def check(self) -> None:
        """Raise UsageError for a value that cannot be."""
        if not 0.0 <= self.min_confidence <= 1.0:
            raise UsageError(f"a confidence of {self.min_confidence:g} is not allowed; allowed: 0 to 1")
        if self.since is not None:
            _moment(self.since)
        if self.public is not None:
            self.public.check()

    def unwanted(self, record: EventRecord) -> str | None:
        """Say why an event is not asked for, or None."""
        event = record.event
        if self.statuses and event.status not in self.statuses:
            return f"its status is {event.status}; asked for: {', '.join(self.statuses)}"
        if not self.statuses and event.status == "rejected":
            return "a reviewer rejected it"
        if event.confidence < self.min_confidence:
            return f"its confidence is below {self.min_confidence:g}"
        return None


def names() -> list[str]:
    """Give the formats that there are for events."""
    return plugins.names("export.events")


def exporter(name: str) -> EventExporter:
    """Give a format by its name. Raises UsageError, with the names there are, for an unknown one."""
    return cast(EventExporter, plugins.find("export.events", name))


def export(
    name: str,
    records: Iterable[EventRecord],
    out: IO[bytes],
    wanted: Wanted,
    *,
    version: str,
    beside: Beside | None = None,
    now_in: Callable[[str], str | None] = lambda identity: None,
) -> LossReport:
    """Write events in a format, as they come, and give the loss report.

    ``beside`` opens further files by their ending; without it a format that needs one leaves that part out and says so.
    ``now_in`` gives for a withdrawn event the one it was merged into. ``version`` is Dateline's. Raises UsageError for
    an unknown format or impossible wishes.
    """
    wanted.check()
    format = exporter(name)
    counter = Counter(format, hide_ids=wanted.public is not None)
    changes: Callable[[str, Change], None] | None = None
    if wanted.since is not None and beside is not None:
        with beside(CHANGES) as stream, text_stream(stream) as text:
            table = Table(text, ["event", "change", "now_in"])

            def changes(event: str, change: Change) -> None:
                table.write([event, change, now_in(event) if change == "withdrawn" else None])

            chosen = _chosen(records, wanted, format, counter, changes)
            format.write(written(chosen, counter), out, counter, beside)
    else:
        chosen = _chosen(records, wanted, format, counter, None)
        format.write(written(chosen, counter), out, counter, beside)
    return _report(name, wanted, counter, version)


def _chosen(
    records: Iterable[EventRecord],
    wanted: Wanted,
    format: EventExporter,
    counter: Counter,
    changes: Callable[[str, Change], None] | None,
) -> Iterator[EventRecord]:
    """Give the events to write, as their profile shows them; tell the changes.

    An event that changed so that it is no longer asked for is withdrawn for whoever keeps the files of before; one that
    is new and not asked for never was in them.
    """
    for record in records:
        counter.read += 1
        why = None if record.change == "withdrawn" else _unfit(record, wanted, format)
        if why is None and record.change != "withdrawn":
            if changes and record.change:
                changes(record.event.event, record.change)
            yield record if wanted.public is None else public(record, wanted.public, counter)
            continue
        if why is not None:
            counter.leave_out(record.event.event, why)
        if record.change in ("changed", "withdrawn"):
            if changes:
                changes(record.event.event, "withdrawn")
            if format.TELLS_CHANGES and wanted.public is None:
                yield msgspec.structs.replace(record, change="withdrawn")
            elif why is None:
                counter.withdrawn += 1


def _unfit(record: EventRecord, wanted: Wanted, format: EventExporter) -> str | None:
    why = wanted.unwanted(record)
    if why is None and wanted.public is not None:
        why = too_young(record, wanted.public)
    return why or format.scope(record.event)


def released(records: Iterable[EventRecord], changed: Iterable[EventRecord], wanted: Wanted) -> Iterator[EventRecord]:
    """Give what changed and, after it, the events whose delay has ended since: for readers of a public file of changes
    they are new, though nothing about them changed.

    ``changed`` are the store's changes since ``wanted.since``, ``records`` all its events (read only when there is a
    delay).
    """
    seen: set[str] = set()
    for record in changed:
        seen.add(record.event.event)
        yield record
    profile = wanted.public
    if profile is None or wanted.since is None or not profile.delay_days:
        return
    since, today = _moment(wanted.since).date(), date.fromisoformat(profile.today)
    for record in records:
        release = profile.release(record)
        if release is not None and since <= release <= today and record.event.event not in seen:
            yield msgspec.structs.replace(record, change="new")


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no ISO date or date-time; allowed: 2026-11-01 or 2026-11-01T12:00:00+00:00"
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _report(name: str, wanted: Wanted, counter: Counter, version: str) -> LossReport:
    settings: dict[str, object] = {
        "statuses": list(wanted.statuses) or "all but rejected", "min_confidence": wanted.min_confidence,
    }  # fmt: skip
    if wanted.public is not None:
        settings |= wanted.public.settings()
    return LossReport(
        format=name,
        dateline=version,
        notice=NOTICE,
        profile="full" if wanted.public is None else "public",
        settings=settings,
        since=wanted.since,
        read=counter.read,
        written=counter.written,
        withdrawn=counter.withdrawn,
        left_out=counter.left_out(),
        dropped=counter.lost("dropped"),
        changed=counter.lost("changed"),
        withheld=counter.lost("withheld"),
    )
