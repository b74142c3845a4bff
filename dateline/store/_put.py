"""One batch of coded reports into the record: versions, originals, claims and issues, in one transaction."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.model import Claim, Issue
from dateline.store import _claims, _copies, _judgements, _ledger, _reports
from dateline.store._audit import Log
from dateline.store._schema import ISSUES, REPORTS, RUNS
from dateline.store._sql import add_missing, chunks, clean
from dateline.store.values import Entry, Written


class _Batch:
    """What a batch will write, collected report by report and then written table by table."""

    def __init__(self, connection: Connection, log: Log, run: int) -> None:
        self.connection, self.log, self.run = connection, log, run
        self.reports: list[dict[str, Any]] = []
        self.claims: list[Claim] = []
        self.places: list[tuple[int, str, int]] = []
        self.withdrawn: list[str] = []
        self.followed: list[tuple[str, str]] = []
        self.keys: dict[str, Sequence[str]] = {}
        self.prints: dict[str, Collection[str]] = {}
        self.counts = dict.fromkeys(Written.__struct_fields__, 0)

    def add(self, entry: Entry, row: Any, before: Sequence[Claim], kept: set[str]) -> None:
        """Take in one report; ``row`` is its version that stands, ``before`` the claims that stand."""
        report = entry.coded.report
        same_words = row is not None and row.sha256 == _reports.fingerprint(report)
        same_engine = same_words and (row.engine, row.engine_version) == (entry.engine, entry.engine_version)
        change = _claims.compare(before, entry.coded.claims, kept, same_words=same_words)
        if same_engine and not (entry.anew and (change.written or change.withdrawn)):
            self.counts["same"] += 1
            return
        version = row.version if same_words else row.version + 1 if row is not None else 1
        state = "recoded" if same_words else "corrected" if row is not None else "new"
        if same_words:
            self._recoded(entry, version)
        else:
            self.prints[report.id] = entry.prints
            self.reports.append(_reports.row(entry, version, self.log.at, self.run))
        self.claims += change.written
        self.places += [(version, self.log.at, self.run)] * len(change.written)
        self.withdrawn += change.withdrawn
        self.followed += change.followed
        self.keys |= {c.claim: entry.keys[c.claim] for c in change.written if c.claim in entry.keys}
        self.counts[state] += 1
        self.log.add(f"report {state}", report.id, _summary(entry, version, change))

    def _recoded(self, entry: Entry, version: int) -> None:
        ours = REPORTS.c.report == entry.coded.report.id, REPORTS.c.version == version
        update = REPORTS.update().where(*ours)
        self.connection.execute(update.values(engine=entry.engine, engine_version=entry.engine_version))

    def write(self) -> None:
        """Write what was collected."""
        numbers = _reports.insert(self.connection, self.reports)
        _copies.write(self.connection, ((number, self.prints[name]) for name, number in numbers.items()))
        _claims.withdraw(self.connection, self.withdrawn, self.followed)
        _claims.write(self.connection, self.claims, self.places)
        _claims.put_keys(self.connection, self.keys.items())
        changed = [*(c.claim for c in self.claims), *self.withdrawn]
        _claims.mark(self.connection, changed, self.log.stamp)
        self.counts["claims"] = len(self.claims)


def _summary(entry: Entry, version: int, change: _claims.Change) -> str:
    said = f"version {version}, engine {entry.engine} {entry.engine_version}: {len(change.written)} claims"
    gone = f", {len(change.withdrawn)} withdrawn" if change.withdrawn else ""
    left = f", {len(change.left_out)} left out for a person's own" if change.left_out else ""
    return said + gone + left


def batch(connection: Connection, entries: Sequence[Entry], run: int) -> Written:
    """See ``Store.put``."""
    names = [entry.coded.report.id for entry in entries]
    if len(set(names)) < len(names):
        raise UsageError("a batch holds two versions of one report; put them one after the other")
    log = Log(connection, who_runs(connection, run), run=run)
    rows = _reports.current(connection, names)
    older = _older(connection, names)
    entries = [e for e in entries if (e.coded.report.id, _reports.fingerprint(e.coded.report)) not in older]
    before = _claims.standing_of(connection, names)
    kept = _judgements.kept(connection, [c.claim for claims in before.values() for c in claims]) if before else set()
    work = _Batch(connection, log, run)
    work.counts["same"] = len(names) - len(entries)
    for entry in entries:
        name = entry.coded.report.id
        work.add(entry, rows.get(name), before.get(name, []), kept)
    _reports.keep_originals(connection, entries)
    work.write()
    found = [
        (issue, e.coded.report.source, _reports.day_of(e.coded.report)) for e in entries for issue in e.coded.issues
    ]
    work.counts["issues"] = write_issues(connection, found, log)
    _close_issues(connection, [e.coded.report.id for e in entries if not e.coded.issues], log)
    days = {(e.coded.report.source or "", _reports.day_of(e.coded.report) or "") for e in entries}
    _ledger.cover(connection, days, log.at)
    written = Written(**work.counts)
    count_in_run(connection, run, written)
    log.flush()
    return written


def _older(connection: Connection, names: Sequence[str]) -> set[tuple[str, str]]:
    """Give id and fingerprint of versions that a later one has corrected: read again, they change nothing."""
    columns = REPORTS.c.report, REPORTS.c.sha256
    return {
        (row.report, row.sha256)
        for part in chunks(names)
        for row in connection.execute(select(*columns).where(REPORTS.c.report.in_(part), REPORTS.c.current.is_(False)))
    }


def who_runs(connection: Connection, run: int) -> str:
    """Give whose run it is. Raises UsageError for one that was not begun."""
    who = connection.execute(select(RUNS.c.who).where(RUNS.c.run == run)).scalar_one_or_none()
    if who is None:
        raise UsageError(f"there is no run {run}; begin one first")
    return str(who)


def count_in_run(connection: Connection, run: int, written: Written) -> None:
    """Add what was written to the numbers of a run."""
    reports = written.new + written.corrected + written.recoded
    update = RUNS.update().where(RUNS.c.run == run)
    connection.execute(
        update.values(
            reports=RUNS.c.reports + reports,
            claims=RUNS.c.claims + written.claims,
            issues=RUNS.c.issues + written.issues,
        )
    )


def write_issues(connection: Connection, found: Sequence[tuple[Issue, str | None, str | None]], log: Log) -> int:
    """Write issues with source and day of their report; gives how many were not held, or held as closed, before."""
    given = {_fingerprint(issue): (issue, source, day) for issue, source, day in found}
    there = {
        row.fingerprint: row.closed
        for part in chunks(sorted(given))
        for row in connection.execute(
            select(ISSUES.c.fingerprint, ISSUES.c.closed).where(ISSUES.c.fingerprint.in_(part))
        )
    }
    again = [name for name in given if there.get(name) is not None]
    for part in chunks(again):
        connection.execute(ISSUES.update().where(ISSUES.c.fingerprint.in_(part)).values(closed=None, at=log.at))
    fresh = [name for name in given if name not in there]
    last = connection.execute(select(ISSUES.c.seq).order_by(ISSUES.c.seq.desc()).limit(1)).scalar_one_or_none() or 0
    rows = []
    for number, name in enumerate(fresh, start=last + 1):
        issue, source, day = given[name]
        rows.append(
            {"seq": number, "fingerprint": name, "report": clean(issue.report), "stage": issue.stage,
             "message": clean(issue.message), "source": clean(source), "day": day, "at": log.at, "run": log.run,
             "closed": None}
        )  # fmt: skip
    add_missing(connection, ISSUES, rows)
    for name in [*fresh, *again]:
        issue = given[name][0]
        log.add(f"issue ({issue.stage})", clean(issue.report) or "", clean(issue.message))
    return len(fresh) + len(again)


def issues(connection: Connection, found: Sequence[Issue], run: int) -> int:
    """See ``Store.put_issues``."""
    log = Log(connection, who_runs(connection, run), run=run)
    number = write_issues(connection, [(issue, None, None) for issue in found], log)
    count_in_run(connection, run, Written(issues=number))
    log.flush()
    return number


def _fingerprint(issue: Issue) -> str:
    content = msgspec.json.encode([clean(issue.report), issue.stage, clean(issue.message)])
    return hashlib.sha256(content).hexdigest()


def _close_issues(connection: Connection, reports: Sequence[str], log: Log) -> None:
    for part in chunks(reports):
        still = ISSUES.c.report.in_(part), ISSUES.c.closed.is_(None)
        for name in connection.execute(select(ISSUES.c.report).where(*still).distinct()).scalars().all():
            log.add("issue closed", name)
        connection.execute(ISSUES.update().where(*still).values(closed=log.at))
