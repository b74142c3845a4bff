"""The record in numbers: how it stands, its runs, and its issues."""

from typing import Any

from sqlalchemy import Connection, Table, func, select

from dateline.model import Issue
from dateline.store import _migrations, _near, _sqlite
from dateline.store._schema import (
    CLAIMS,
    EVENTS,
    ISSUES,
    JUDGEMENTS,
    ORIGINALS,
    REPORTS,
    RUNS,
)
from dateline.store.values import IssueEntry, Run, Standing


def runs(connection: Connection, limit: int) -> tuple[Run, ...]:
    """See ``Store.runs``."""
    columns = [RUNS.c[name] for name in Run.__struct_fields__]
    rows = connection.execute(select(*columns).order_by(RUNS.c.run.desc()).limit(limit))
    return tuple(Run(**row._mapping) for row in rows)


def run(connection: Connection, number: int) -> Run:
    """Give one run."""
    columns = [RUNS.c[name] for name in Run.__struct_fields__]
    return Run(**connection.execute(select(*columns).where(RUNS.c.run == number)).one()._mapping)


def issues(connection: Connection, stage: str | None, closed: bool, limit: int, offset: int) -> tuple[IssueEntry, ...]:
    """See ``Store.issues``."""
    query = select(ISSUES).order_by(ISSUES.c.seq.desc()).limit(limit).offset(offset)
    if stage is not None:
        query = query.where(ISSUES.c.stage == stage)
    if not closed:
        query = query.where(ISSUES.c.closed.is_(None))
    return tuple(
        IssueEntry(
            issue=Issue(report=row.report, stage=row.stage, message=row.message),
            at=row.at,
            run=row.run,
            source=row.source,
            day=row.day,
            closed=row.closed,
        )
        for row in connection.execute(query)
    )


def standing(connection: Connection) -> Standing:
    """See ``Store.standing``."""
    first, last = connection.execute(select(func.min(EVENTS.c.first), func.max(EVENTS.c.last))).one()
    engines = connection.execute(
        select(REPORTS.c.engine, REPORTS.c.engine_version, func.count())
        .where(REPORTS.c.current)
        .group_by(REPORTS.c.engine, REPORTS.c.engine_version)
    )
    sqlite = connection.dialect.name == "sqlite"
    return Standing(
        schema=_migrations.version(connection),
        reports=_count(connection, REPORTS, REPORTS.c.current),
        versions=_count(connection, REPORTS),
        originals=_count(connection, ORIGINALS),
        claims=_count(connection, CLAIMS, CLAIMS.c.current),
        events=_by(connection, EVENTS.c.status),
        judgements=_count(connection, JUDGEMENTS),
        issues=_by(connection, ISSUES.c.stage, ISSUES.c.closed.is_(None)),
        pending=_near.pending(connection),
        engines={f"{row[0] or 'none'} {row[1] or ''}".strip(): row[2] for row in engines},
        first=first,
        last=last,
        runs=runs(connection, 5),
        bytes=_sqlite.file_bytes(connection) if sqlite else None,
    )


def _count(connection: Connection, table: Table, *where: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _by(connection: Connection, column: Any, *where: Any) -> dict[str, int]:
    rows = connection.execute(select(column, func.count()).where(*where).group_by(column).order_by(column))
    return {row[0]: row[1] for row in rows}
