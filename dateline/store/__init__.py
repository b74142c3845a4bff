"""The record on disk: reports and their originals, claims, events, people's judgements, and who changed what.

All the SQL of Dateline is in this folder; SQLite by default, PostgreSQL by URL, one schema for both.

    with open_store("record.db", create=True) as store:
        page = store.find(Query(types=("air_strike",), first="2024-03-01", last="2024-03-31"), limit=50)
        record = store.event(page.events[0].event)  # with its claims, reports and judgements

A store may be used from several threads; several processes may have it open, and several may write. A write is one
transaction: it is there whole, and safe on the disk, when the method returns, or not at all. ``dateline.recording``
does the work on top: it codes and merges; a page or script that records a judgement calls ``recording.judge``.

    values          what the store takes and gives
    _schema         the tables; _migrations: the numbered steps that make them; _sqlite, _postgresql: what differs
    _open           from a path or URL to an engine with its settings
    _reports _claims _judgements _events _apply     writing and reading each kind of row
    _find _rows     queries over events; an event as columns to search
    _audit _coverage _issues _check _tally          the log, the ledger, issues, integrity, totals
"""

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self

from dateline.events import Event, EventRecord, Judgement, SourcedClaim
from dateline.model import Issue, Report
from dateline.store.values import (
    Applied,
    AuditEntry,
    CoverageDay,
    Entry,
    Facet,
    Identified,
    IssueEntry,
    Neighbourhood,
    Original,
    Page,
    Pin,
    Problem,
    Query,
    ReportVersion,
    Revision,
    Run,
    Standing,
    Written,
)

__all__ = [
    "Applied", "AuditEntry", "CoverageDay", "Entry", "Facet", "Identified", "IssueEntry", "Neighbourhood", "Original",
    "Page", "Pin", "Problem", "Query", "ReportVersion", "Revision", "Run", "Standing", "Store", "Written",
    "open_store",
]  # fmt: skip

BATCH = 2_000
"""The most rows of reports, claims or events in one transaction: what a reviewer may have to wait for."""


def open_store(url_or_path: str, *, create: bool = False, read_only: bool = False) -> "Store":
    """Open a record: the path of a SQLite file, or a URL ("postgresql://user@host/name", "sqlite:///record.db").

    An older schema is brought up to date first, unless ``read_only``. Raises UsageError when there is no such file (and
    not ``create``), StoreError for a file that is no record, a newer schema, a folder that cannot be written, or a
    server that cannot be reached.
    """
    raise NotImplementedError


class Store:
    """An open record. Close it, or use it as a context manager.

    Methods that write raise StoreError when the disk is full, the record is read-only or another writer holds it for
    longer than 30 seconds: nothing of that call is then kept, all before it is safe.
    """

    url: str
    read_only: bool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------ writing: runs, reports

    def begin(
        self,
        command: str,
        *,
        who: str,
        why: str | None = None,
        engine: str | None = None,
        engine_version: str | None = None,
    ) -> int:
        """Begin a run and give its number."""
        raise NotImplementedError

    def end(self, run: int) -> Run:
        """Say that a run came to its end; gives what it did."""
        raise NotImplementedError

    def identify(self, reports: Sequence[Report]) -> list[Identified]:
        """Say of each report whether the record has it: by its id, or else by its URL when the words agree enough.

        Code the report that is given back (its id is the record's), then ``put`` it.
        """
        raise NotImplementedError

    def put(self, entries: Sequence[Entry], run: int | None = None) -> Written:
        """Write reports with their originals, claims and issues, in one transaction; at most BATCH entries.

        The same report coded by the same engine twice changes nothing. Other words under a known id are a new version;
        claims of the version before are withdrawn, and people's judgements pass on to the claims that tell the same
        (same words, same type), as they do when another engine coded the same report.
        """
        raise NotImplementedError

    def put_issues(self, issues: Sequence[Issue], run: int | None = None) -> int:
        """Write issues of what could not be read; gives how many the record did not hold yet."""
        raise NotImplementedError

    def cover(self, source: str, day: str | None, run: int | None = None) -> None:
        """Note in the coverage ledger that a source was looked at for a day, even where it had nothing."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------ writing: judgements

    def judge(self, judgement: Judgement) -> bool:
        """Write a person's judgement; False when the record holds it already (the same id).

        The claims it is about wait to be merged again: call ``recording.judge`` to have both done. Raises StaleError
        when ``saw`` is given and is not the event's version now, UsageError for a subject that the record does not
        hold, a field that claims do not have, or a value that the field cannot take.
        """
        raise NotImplementedError

    def judgements(self, subject: str | None = None) -> tuple[Judgement, ...]:
        """Give all judgements, oldest first, or those on a claim, event, report or judgement."""
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------ writing: events

    def pending(self) -> int:
        """Give how many claims wait to be merged."""
        raise NotImplementedError

    def neighbourhood(self, *, everything: bool = False) -> Neighbourhood:
        """Give the claims that wait to be merged with all that share a block or an event with them, or all claims."""
        raise NotImplementedError

    def apply(
        self,
        near: Neighbourhood,
        events: Iterable[Event],
        redirects: Iterable[tuple[str, str]],
        *,
        run: int | None = None,
        who: str,
        why: str | None = None,
    ) -> Applied:
        """Write the events that merging made of a neighbourhood, and withdraw those that are gone.

        Events that share claims are written together; at most BATCH a transaction, with a short pause between, so that
        a reviewer's write never waits long. Groups that someone else changed since they were read stay pending.
        """
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------ reading: events

    def find(self, query: Query = Query(), *, limit: int = 50, offset: int = 0) -> Page:  # noqa: B008
        """Give a page of the events that a query finds, in its order, and how many there are in all."""
        raise NotImplementedError

    def count(self, query: Query = Query()) -> int:  # noqa: B008
        """Give how many events a query finds."""
        raise NotImplementedError

    def facets(self, query: Query, by: Facet, *, limit: int = 100) -> tuple[tuple[str | None, int], ...]:
        """Give how many of the events found have each value, most first (days and months: oldest first)."""
        raise NotImplementedError

    def pins(self, query: Query = Query(), *, limit: int = 100_000) -> tuple[Pin, ...]:  # noqa: B008
        """Give the events found as a map or timeline needs them, in the query's order."""
        raise NotImplementedError

    def event(self, identity: str) -> EventRecord | None:
        """Give an event with its claims, reports and judgements, following redirects; None for an unknown or withdrawn
        one (``history`` still knows it)."""
        raise NotImplementedError

    def redirect(self, identity: str) -> str:
        """Give the id that an event has now: its own unless it was merged into another."""
        raise NotImplementedError

    def event_of(self, claim: str) -> str | None:
        """Give the id of the event that holds a claim."""
        raise NotImplementedError

    def history(self, identity: str) -> tuple[Revision, ...]:
        """Give what became of an event, oldest first."""
        raise NotImplementedError

    def records(self, query: Query = Query()) -> Iterator[EventRecord]:  # noqa: B008
        """Give the events found one by one with everything, for exports: in bounded memory, in the query's order."""
        raise NotImplementedError

    def changes(self, since: str, until: str | None = None) -> Iterator[EventRecord]:
        """Give the events that are new, changed or withdrawn since a moment (ISO date or date-time), with ``change``.

        A withdrawn event comes as it last was, without claims that are gone; one merged into another counts as
        withdrawn (``redirect`` says into which).
        """
        raise NotImplementedError

    # ------------------------------------------------------------------------------------------ reading: the rest

    def report(self, identity: str, version: int | None = None) -> Report | None:
        """Give a report, as it is now or in one version."""
        raise NotImplementedError

    def reports(self, *, coded_otherwise: tuple[str, str] | None = None) -> Iterator[Report]:
        """Give all reports as they are now; with ``coded_otherwise`` only those not coded by this engine, version."""
        raise NotImplementedError

    def versions(self, identity: str) -> tuple[ReportVersion, ...]:
        """Give all versions of a report, oldest first."""
        raise NotImplementedError

    def original(self, identity: str, version: int | None = None) -> Original | None:
        """Give the bytes that a report came from."""
        raise NotImplementedError

    def claims(self, report: str | None = None) -> Iterator[SourcedClaim]:
        """Give the claims that stand, of one report or of all."""
        raise NotImplementedError

    def issues(
        self, *, stage: str | None = None, closed: bool = False, limit: int = 1_000, offset: int = 0
    ) -> tuple[IssueEntry, ...]:
        """Give issues, latest first; with ``closed`` also those since resolved."""
        raise NotImplementedError

    def coverage(self, first: str | None = None, last: str | None = None) -> tuple[CoverageDay, ...]:
        """Give the ledger of what was read, by source and day of publication."""
        raise NotImplementedError

    def log(
        self, *, subject: str | None = None, who: str | None = None, limit: int = 100, before: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Give lines of the log, latest first; ``before`` is the number of a line, for paging."""
        raise NotImplementedError

    def runs(self, limit: int = 20) -> tuple[Run, ...]:
        """Give the latest runs, latest first."""
        raise NotImplementedError

    def standing(self) -> Standing:
        """Give the record in numbers."""
        raise NotImplementedError

    def check(self) -> Iterator[Problem]:
        """Give what is wrong with the record: the file, hashes, spans that are not in their text, rows without their
        parent, a broken log, search tables that miss an event. Nothing found: nothing given."""
        raise NotImplementedError
