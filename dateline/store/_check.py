"""What is wrong with a record: each look gives its problems, and reads in bounded memory."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, select, text

from dateline.store import _audit, _claims, _reports, _sqlite
from dateline.store._events import decode
from dateline.store._schema import (
    CLAIMS,
    EVENT_CLAIMS,
    EVENTS,
    HISTORY,
    JUDGEMENTS,
    ORIGINALS,
    PENDING,
    REDIRECTS,
    REPORTS,
    SUBJECTS,
)
from dateline.store._spans import wrong_spans
from dateline.store.values import Problem

MOST = 1_000
"""The most problems of one sort that are told."""


def problems(connection: Connection) -> Iterator[Problem]:
    """See ``Store.check``."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        yield from (Problem(kind="file", subject="the file", message=m) for m in _sqlite.integrity(connection))
    for look in (_originals, _texts, _spans, _orphans, _events, _searchable):
        for number, problem in enumerate(look(connection)):
            if number == MOST:
                yield Problem(
                    kind=problem.kind, subject="", message=f"more than {MOST:,} of this sort; the rest is cut"
                )
                break
            yield problem
    for seq, message in _audit.broken(connection):
        yield Problem(kind="audit", subject=f"line {seq}", message=message)


def _stream(connection: Connection, query: Select[Any]) -> Any:
    return connection.execution_options(yield_per=500).execute(query)


def _originals(connection: Connection) -> Iterator[Problem]:
    for row in _stream(connection, select(ORIGINALS)):
        try:
            data = zlib.decompress(row.data)
        except zlib.error as error:
            yield Problem(kind="hash", subject=row.sha256, message=f"an original cannot be unpacked: {error}")
            continue
        if hashlib.sha256(data).hexdigest() != row.sha256:
            yield Problem(kind="hash", subject=row.sha256, message="an original's bytes are not those of its SHA-256")
    missing = select(REPORTS.c.report, REPORTS.c.original).where(
        REPORTS.c.original.is_not(None), REPORTS.c.original.not_in(select(ORIGINALS.c.sha256))
    )
    for row in connection.execute(missing):
        yield Problem(kind="orphan", subject=row.report, message=f"its original {row.original} is not there")


def _texts(connection: Connection) -> Iterator[Problem]:
    for row in _stream(connection, select(REPORTS.c.report, REPORTS.c.version, REPORTS.c.sha256, REPORTS.c.body)):
        try:
            report = _reports.decode(row.body)
        except msgspec.MsgspecError as error:
            yield Problem(kind="hash", subject=row.report, message=f"version {row.version} cannot be decoded: {error}")
            continue
        if _reports.fingerprint(report) != row.sha256:
            yield Problem(kind="hash", subject=row.report, message=f"version {row.version} is not what was stored")
        told = report.original
        if told is not None and row.sha256 and _differs(connection, row.report, row.version, told.sha256):
            yield Problem(kind="hash", subject=row.report, message="its original is not the one the report names")


def _differs(connection: Connection, report: str, version: int, sha256: str) -> bool:
    query = select(REPORTS.c.original).where(REPORTS.c.report == report, REPORTS.c.version == version)
    kept = connection.execute(query).scalar_one()
    return kept is not None and kept != sha256


def _spans(connection: Connection) -> Iterator[Problem]:
    query = (
        select(CLAIMS.c.claim, CLAIMS.c.body, REPORTS.c.body.label("report"))
        .outerjoin(REPORTS, (REPORTS.c.report == CLAIMS.c.report) & (REPORTS.c.version == CLAIMS.c.version))
        .where(CLAIMS.c.current)
    )
    for row in _stream(connection, query):
        if row.report is None:
            yield Problem(kind="orphan", subject=row.claim, message="the report it is of is not there")
            continue
        try:
            claim = _claims.decode(row.body)
        except msgspec.MsgspecError as error:
            yield Problem(kind="span", subject=row.claim, message=f"the claim cannot be decoded: {error}")
            continue
        for line in wrong_spans(claim, _reports.decode(row.report).text):
            yield Problem(kind="span", subject=row.claim, message=line)


def _orphans(connection: Connection) -> Iterator[Problem]:
    held, waiting = select(EVENT_CLAIMS.c.claim), select(PENDING.c.claim)
    unknown = select(CLAIMS.c.claim).where(
        CLAIMS.c.current, CLAIMS.c.claim.not_in(held), CLAIMS.c.claim.not_in(waiting)
    )
    for claim in connection.execute(unknown).scalars():
        yield Problem(
            kind="orphan", subject=claim, message="the claim stands but is in no event and waits for no merge"
        )
    standing = select(CLAIMS.c.claim).where(CLAIMS.c.current)
    gone = select(EVENT_CLAIMS.c.claim).where(
        EVENT_CLAIMS.c.claim.not_in(standing), EVENT_CLAIMS.c.claim.not_in(waiting)
    )
    for claim in connection.execute(gone).scalars():
        yield Problem(kind="orphan", subject=claim, message="an event holds this claim, which does not stand")
    subjects = select(SUBJECTS.c.subject).where(
        SUBJECTS.c.subject.not_in(select(CLAIMS.c.claim)),
        SUBJECTS.c.subject.not_in(select(HISTORY.c.event)),
        SUBJECTS.c.subject.not_in(select(JUDGEMENTS.c.judgement)),
        SUBJECTS.c.subject.not_in(select(REPORTS.c.report)),
    )
    for subject in connection.execute(subjects).scalars():
        yield Problem(
            kind="orphan", subject=subject, message="a judgement is about this, which the record does not hold"
        )
    lost = select(REDIRECTS).where(REDIRECTS.c.new.not_in(select(HISTORY.c.event)))
    for row in connection.execute(lost):
        yield Problem(kind="orphan", subject=row.old, message=f"it leads to {row.new}, which never was an event")


def _events(connection: Connection) -> Iterator[Problem]:
    query = (
        select(EVENTS.c.event, EVENTS.c.version, EVENTS.c.key, HISTORY.c.body)
        .outerjoin(HISTORY, HISTORY.c.seq == EVENTS.c.history)
        .order_by(EVENTS.c.key)
    )
    for row in _stream(connection, query):
        if row.body is None:
            yield Problem(kind="orphan", subject=row.event, message="its content is not in the history")
            continue
        try:
            event = decode(row.body)
        except msgspec.MsgspecError as error:
            yield Problem(kind="hash", subject=row.event, message=f"its content cannot be decoded: {error}")
            continue
        if (event.event, event.version) != (row.event, row.version):
            yield Problem(kind="hash", subject=row.event, message="its content is that of another event or version")
        members = set(connection.execute(select(EVENT_CLAIMS.c.claim).where(EVENT_CLAIMS.c.key == row.key)).scalars())
        if members != set(event.claims):
            yield Problem(
                kind="index", subject=row.event, message="its claims in the index are not those of its content"
            )


def _searchable(connection: Connection) -> Iterator[Problem]:
    words = "rowid" if connection.dialect.name == "sqlite" else "key"
    looks = [("words", f"SELECT event FROM events WHERE key NOT IN (SELECT {words} FROM event_words)")]
    if connection.dialect.name == "sqlite":
        unplaced = "SELECT event FROM events WHERE lat IS NOT NULL AND key NOT IN (SELECT key FROM event_boxes)"
        looks.append(("places", unplaced))
    for what, query in looks:
        for event in connection.execute(text(query)).scalars():
            yield Problem(kind="index", subject=event, message=f"it cannot be found by its {what}")
    total = connection.execute(select(func.count()).select_from(EVENTS)).scalar_one()
    indexed = connection.execute(text("SELECT count(*) FROM event_words")).scalar_one()
    if indexed > total:
        yield Problem(kind="index", subject="event_words", message=f"{indexed - total} rows are of no event")
