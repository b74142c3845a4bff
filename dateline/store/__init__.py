"""The record on disk: reports and their originals, claims, events, people's judgements, and who changed what.

All the SQL of Dateline is in this folder; SQLite by default, PostgreSQL by URL, one schema for both.

    with open_store("record.db", create=True) as store:
        page = store.find(Query(types=("air_strike",), first="2024-03-01", last="2024-03-31"), limit=50)
        record = store.event(page.events[0].event)  # with its claims, reports and judgements

A store may be used from several threads; several processes may have it open, and several may write. A write is one
transaction: it is there whole, and safe on the disk, when the method returns, or not at all. ``dateline.recording``
does the work on top: it codes and merges; a page or script that records a judgement calls ``recording.judge``.

    values                     what the store takes and gives
    _open _migrations          from a path or URL to a database with its schema
    _schema _sqlite _postgresql   the tables; what each database has of its own
    _put _reports _claims _copies _runs   a batch of coded reports, and reading it again
    _judgements                people's decisions
    _near _apply               what must be merged together, and writing what merging gave
    _beside                    claims that merging would compare with one
    _rows _find _events        an event as columns and words; queries; one with everything, and its history
    _ledger                    what was read of which source on which day
    _audit _tally _totals _check _spans   the log; the record in numbers; what is wrong with it
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self

from sqlalchemy import select

from dateline.errors import UsageError
from dateline.events import Event, EventRecord, Judgement, SourcedClaim
from dateline.model import Issue, Look, Report
from dateline.store import (
    _apply,
    _audit,
    _beside,
    _check,
    _claims,
    _copies,
    _events,
    _find,
    _judgements,
    _ledger,
    _near,
    _open,
    _put,
    _reports,
    _runs,
    _tally,
    _totals,
)
from dateline.store._migrations import now
from dateline.store._near import Gather
from dateline.store._schema import FACTS
from dateline.store._sql import chunks, put
from dateline.store.values import (
    Applied,
    AuditEntry,
    CoverageDay,
    Entry,
    Facet,
    Identified,
    IssueEntry,
    Listed,
    Neighbourhood,
    Page,
    Pin,
    Problem,
    Query,
    ReportVersion,
    Revision,
    Run,
    Standing,
    StoredOriginal,
    Totals,
    Written,
)

__all__ = [
    "Applied", "AuditEntry", "CoverageDay", "Entry", "Facet", "Identified", "IssueEntry", "Listed", "Neighbourhood",
    "Page", "Pin", "Problem", "Query", "ReportVersion", "Revision", "Run", "Standing", "Store", "StoredOriginal",
    "Totals", "Written", "open_store",
]  # fmt: skip

BATCH = 2_000
"""The most reports, or claims with their events, that one transaction writes: what a reviewer may have to wait for."""
PAUSE_SECONDS = 0.01
"""How long a batch writer lets others write between two transactions; without it reviewers waited 2 s."""
_AT_ONCE = 200
"""Events that are read with everything at once: some 4 MB."""


def open_store(url_or_path: str, *, create: bool = False, read_only: bool = False) -> "Store":
    """Open a record: the path of a SQLite file, or a URL ("postgresql://user@host/name", "sqlite:///record.db").

    An older schema is brought up to date first, unless ``read_only``. Raises UsageError when there is no such file (and
    not ``create``), StoreError for a file that is no record, a newer schema, a folder that cannot be written, or a
    server that cannot be reached.
    """
    return Store(_open.open_database(url_or_path, create=create, read_only=read_only))


class Store:
    """An open record. Close it, or use it as a context manager.

    Methods that write raise StoreError when the disk is full, the record is read-only or another writer holds it for
    longer than 30 seconds: nothing of that call is then kept, all before it is safe.
    """

    def __init__(self, database: "_open.Database") -> None:
        self._database = database

    @property
    def url(self) -> str:
        """The path or URL, without a password."""
        return self._database.url

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self._database.read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._database.engine.dispose()

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
        with self._database.writing() as connection:
            return _runs.begin(connection, command, who, why, engine, engine_version)

    def end(self, run: int) -> Run:
        """Say that a run came to its end; gives what it did."""
        with self._database.writing() as connection:
            return _runs.end(connection, run)

    def identify(self, reports: Sequence[Report]) -> list[Identified]:
        """Say of each report whether the record has it: by its id, or else by its URL when the words agree enough.

        Code the report that is given back (its id is the record's), then ``put`` it.
        """
        with self._database.reading() as connection:
            return _reports.identify(connection, reports)

    def put(self, entries: Sequence[Entry], run: int) -> Written:
        """Write reports with their originals, claims and issues, in one transaction; at most BATCH entries.

        The same report coded by the same engine twice changes nothing. Other words under a known id are a new version;
        claims of the version before are withdrawn, and people's judgements pass on to the claims that tell the same
        (same words, same type), as they do when another engine coded the same report.
        """
        if len(entries) > BATCH:
            raise UsageError(f"a batch has {len(entries):,} reports; allowed: {BATCH:,}")
        if not entries:
            return Written()
        with self._database.writing() as connection:
            return _put.batch(connection, entries, run)

    def put_issues(self, issues: Sequence[Issue], run: int) -> int:
        """Write issues of what could not be read; gives how many the record did not hold yet."""
        with self._database.writing() as connection:
            return _put.issues(connection, issues, run)

    def cover(self, source: str, day: str | None) -> None:
        """Note in the coverage ledger that a source was looked at for a day, even where it had nothing."""
        with self._database.writing() as connection:
            _ledger.cover(connection, {(source, day or "")}, now())

    def put_looks(self, looks: Sequence[Look], run: int) -> None:
        """Note in the coverage ledger what was looked at in a run, whatever came of it."""
        with self._database.writing() as connection:
            _ledger.put_looks(connection, looks, run)

    # ------------------------------------------------------------------------------------------ writing: judgements

    def judge(self, *judgements: Judgement) -> int:
        """Write people's judgements, all or none; gives how many the record did not hold yet (by their ids).

        The claims they are about wait to be merged again: call ``recording.judge`` to have both done. Raises StaleError
        when ``saw`` is given and is not the event's version now, UsageError for a subject that the record does not
        hold, a field that claims do not have, or a value that the field cannot take.
        """
        with self._database.writing() as connection:
            return sum(_judgements.record(connection, one) for one in judgements)

    def judgements(self, subject: str | None = None) -> tuple[Judgement, ...]:
        """Give all judgements, oldest first, or those on a claim, event, report or judgement."""
        with self._database.reading() as connection:
            return _judgements.every(connection) if subject is None else _judgements.on(connection, [subject])

    # ------------------------------------------------------------------------------------------ writing: events

    def pending(self) -> int:
        """Give how many claims wait to be merged."""
        with self._database.reading() as connection:
            return _near.pending(connection)

    def neighbourhood(self, gather: Gather | None = None) -> Neighbourhood:
        """Give the claims that wait to be merged with all that they could touch, found by ``gather`` (which is
        ``dateline.merge.neighbourhood``); or, without it, all claims."""
        with self._database.reading() as connection:
            return _near.neighbourhood(connection, gather)

    def put_keys(self, keys: Mapping[str, Sequence[str]], version: str | None = None) -> None:
        """Write the keys under which merging finds claims, in place of those they had; ``version`` says by which
        version of the rules all keys of the record now are."""
        with self._database.writing() as connection:
            _claims.put_keys(connection, keys.items())
            if version is not None:
                put(connection, FACTS, [{"name": "keys", "value": version}])

    def keys_version(self) -> str | None:
        """Give by which version of the rules the claims' keys are; null when none was ever noted."""
        with self._database.reading() as connection:
            return connection.execute(select(FACTS.c.value).where(FACTS.c.name == "keys")).scalar_one_or_none()

    def similar(self, prints: Mapping[str, Collection[str]]) -> list[tuple[Report, str]]:
        """Give stored reports whose text may be a copy of one of the given, by fingerprints, each with its work."""
        with self._database.reading() as connection:
            return _copies.similar(connection, prints)

    def rework(self, works: Mapping[str, str], run: int) -> None:
        """Let reports be copies of other works than was known; their claims wait to be merged again."""
        with self._database.writing() as connection:
            _copies.rework(connection, works, _audit.Log(connection, _put.who_runs(connection, run), run=run))

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

        Events that share claims are written together; in transactions of some 40 ms, with a short pause between, so
        that a reviewer's write never waits long. Groups that someone else changed since they were read stay pending.
        """
        led = dict(redirects)
        writer = _apply.Writer(near, led, who=who, why=why, run=run)
        done = Applied()
        pace = _apply.Pace(BATCH)
        for number, batch in enumerate(_apply.packed(_apply.groups(near, events, led), pace)):
            if number:
                time.sleep(PAUSE_SECONDS)
            with self._database.reading() as connection:
                writer.prepare(connection, batch)
            with self._database.writing() as connection:
                begin = time.monotonic()
                done = _apply.total(done, writer.write(connection, batch))
            pace.took(time.monotonic() - begin)
        return done

    # ------------------------------------------------------------------------------------------ reading: events

    def find(self, query: Query = Query(), *, limit: int = 50, offset: int = 0) -> Page:  # noqa: B008
        """Give a page of the events that a query finds, in its order, and how many there are in all."""
        with self._database.reading() as connection:
            return _find.page(connection, query, limit, offset)

    def count(self, query: Query = Query()) -> int:  # noqa: B008
        """Give how many events a query finds."""
        with self._database.reading() as connection:
            return _find.count(connection, query)

    def facets(self, query: Query, by: Facet, *, limit: int = 100) -> tuple[tuple[str | None, int], ...]:
        """Give how many of the events found have each value, most first (days and months: oldest first)."""
        with self._database.reading() as connection:
            return _find.facets(connection, query, by, limit)

    def pins(self, query: Query = Query(), *, limit: int = 100_000) -> tuple[Pin, ...]:  # noqa: B008
        """Give the events found as a map or timeline needs them, in the query's order."""
        with self._database.reading() as connection:
            return _find.pins(connection, query, limit)

    def event(self, identity: str) -> EventRecord | None:
        """Give an event with its claims, reports and judgements, following redirects; None for an unknown or withdrawn
        one (``history`` still knows it)."""
        with self._database.reading() as connection:
            return _events.one(connection, identity)

    def redirect(self, identity: str) -> str:
        """Give the id that an event has now: its own unless it was merged into another."""
        with self._database.reading() as connection:
            return _events.redirect(connection, identity)

    def event_of(self, claim: str) -> str | None:
        """Give the id of the event that holds a claim."""
        with self._database.reading() as connection:
            return _events.of_claim(connection, claim)

    def history(self, identity: str) -> tuple[Revision, ...]:
        """Give what became of an event, oldest first."""
        with self._database.reading() as connection:
            return tuple(_events.history(connection, identity))

    def records(self, query: Query = Query()) -> Iterator[EventRecord]:  # noqa: B008
        """Give the events found one by one with everything, for exports: in bounded memory, in the query's order."""
        with self._database.reading() as connection:
            for part in chunks(_find.lines(connection, query), _AT_ONCE):
                yield from _events.whole(connection, part)

    def changes(self, since: str, until: str | None = None) -> Iterator[EventRecord]:
        """Give the events that are new, changed or withdrawn since a moment (ISO date or date-time), with ``change``.

        A withdrawn event comes as it last was, without claims that are gone; one merged into another counts as
        withdrawn (``redirect`` says into which).
        """
        with self._database.reading() as connection:
            for part in chunks(_events.changed(connection, since, until), _AT_ONCE):
                yield from _events.whole(connection, [line for _, _, line in part], [c for _, c, _ in part])

    # ------------------------------------------------------------------------------------------ reading: the rest

    def report(self, identity: str, version: int | None = None) -> Report | None:
        """Give a report, as it is now or in one version."""
        with self._database.reading() as connection:
            return _reports.one(connection, identity, version)

    def reports(self, *, coded_otherwise: tuple[str, str] | None = None) -> Iterator[Report]:
        """Give all reports as they are now; with ``coded_otherwise`` only those not coded by this engine, version."""
        after = 0
        while True:
            with self._database.reading() as connection:
                found = _reports.every(connection, coded_otherwise, after)
            if not found:
                return
            yield from (report for _, report in found)
            after = found[-1][0]

    def find_reports(
        self, text: str | None = None, *, limit: int = 50, offset: int = 0
    ) -> tuple[tuple[Listed, ...], int]:
        """Give a page of the reports, the latest published first, and how many there are; with ``text`` only those that
        have it in their title, source or id."""
        with self._database.reading() as connection:
            return _reports.listed(connection, text, limit, offset)

    def versions(self, identity: str) -> tuple[ReportVersion, ...]:
        """Give all versions of a report, oldest first."""
        with self._database.reading() as connection:
            return tuple(_reports.versions(connection, identity))

    def original(self, identity: str, version: int | None = None) -> StoredOriginal | None:
        """Give the bytes that a report came from."""
        with self._database.reading() as connection:
            return _reports.original(connection, identity, version)

    def claims(self, report: str | None = None) -> Iterator[SourcedClaim]:
        """Give the claims that stand, of one report or of all."""
        with self._database.reading() as connection:
            if report is None:
                yield from _claims.sourced(connection)
            else:
                yield from _claims.of_report(connection, report)

    def beside(
        self, keys: Collection[str] = (), claims: Collection[str] = (), *, limit: int = 60
    ) -> tuple[SourcedClaim, ...]:
        """Give the claims of some ids, then those that stand under any of some keys (``dateline.merge.keys``; at most
        ``limit``, those under the most of them first). Only claims that stand."""
        with self._database.reading() as connection:
            return _beside.beside(connection, keys, claims, limit)

    def issues(
        self, *, stage: str | None = None, closed: bool = False, limit: int = 1_000, offset: int = 0
    ) -> tuple[IssueEntry, ...]:
        """Give issues, latest first; with ``closed`` also those since resolved."""
        with self._database.reading() as connection:
            return _tally.issues(connection, stage, closed, limit, offset)

    def coverage(self, first: str | None = None, last: str | None = None) -> tuple[CoverageDay, ...]:
        """Give the ledger of what was read, by source and day: that of publication, or that of a look at a feed."""
        with self._database.reading() as connection:
            return _ledger.coverage(connection, first, last)

    def log(
        self, *, subject: str | None = None, who: str | None = None, limit: int = 100, before: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Give lines of the log, latest first; ``before`` is the number of a line, for paging."""
        with self._database.reading() as connection:
            return _audit.entries(connection, subject, who, limit, before)

    def runs(self, limit: int = 20) -> tuple[Run, ...]:
        """Give the latest runs, latest first."""
        with self._database.reading() as connection:
            return _tally.runs(connection, limit)

    def totals(self, query: Query = Query(), *, top: int = 10) -> Totals:  # noqa: B008
        """Give the events found in numbers: by day and type, the toll, the ``top`` places and parties."""
        with self._database.reading() as connection:
            return _totals.of(connection, query, top)

    def standing(self) -> Standing:
        """Give the record in numbers."""
        with self._database.reading() as connection:
            return _tally.standing(connection)

    def check(self) -> Iterator[Problem]:
        """Give what is wrong with the record: the file, hashes, spans that are not in their text, rows without their
        parent, a broken log, search tables that miss an event. Nothing found: nothing given."""
        with self._database.reading() as connection:
            yield from _check.problems(connection)
