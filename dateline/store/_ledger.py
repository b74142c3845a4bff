"""The coverage ledger: what was read of which source on which day, so that "no event" differs from "not read".

Two tables tell it. ``coverage`` has a row for each source and day of publication of which a report was ever coded.
``reads`` has a row for each look at an input, also where nothing came: the same feed as yesterday, an empty one, an
address that did not answer. Its rows are never changed, and the source of a look that brought no report is worked out
when somebody asks: it is that of the latest other look at the same place.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, case, func, literal_column, select

from dateline.model import Look
from dateline.store._schema import CLAIMS, COVERAGE, EVENT_CLAIMS, ISSUES, READS, REPORTS
from dateline.store._sql import clean, put
from dateline.store.values import CoverageDay

Key = tuple[str, str]
"""A source and a day, both "" where nobody says."""


class _Looked(NamedTuple):
    """The looks at one source on one day: how many, how many of them in vain, and when the last one was."""

    times: int
    failed: int
    last: str


def put_looks(connection: Connection, looks: Sequence[Look], run: int) -> None:
    """See ``Store.put_looks``."""
    last = connection.execute(select(func.max(READS.c.seq))).scalar_one() or 0
    rows = [
        {"seq": number, "run": run, "at": look.at, "day": look.at[:10], "place": clean(look.place) or "",
         "web": look.web, "feed": look.feed, "reports": look.reports, "issues": look.issues,
         "sources": msgspec.json.encode([clean(s) for s in look.sources]).decode()}
        for number, look in enumerate(looks, start=last + 1)
    ]  # fmt: skip
    if rows:
        connection.execute(READS.insert(), rows)


def cover(connection: Connection, looked_at: set[Key], at: str) -> None:
    """Note that sources were looked at for days of publication ("" for none)."""
    rows = [{"source": clean(source) or "", "day": day, "last_read": at} for source, day in sorted(looked_at)]
    put(connection, COVERAGE, rows)


def coverage(connection: Connection, first: str | None, last: str | None) -> tuple[CoverageDay, ...]:
    """See ``Store.coverage``."""
    reports, events, failed = _reports(connection), _events(connection), _failed(connection)
    covered = {(row.source, row.day): row.last_read for row in connection.execute(select(COVERAGE))}
    looked = _looked(connection)
    none = _Looked(0, 0, "")
    found = (
        CoverageDay(
            source=key[0],
            day=key[1] or None,
            reports=reports.get(key, 0),
            issues=failed.get(key, 0) + looked.get(key, none).failed,
            events=events.get(key, 0),
            looks=looked.get(key, none).times,
            last_read=max(covered.get(key, ""), looked.get(key, none).last),
        )
        for key in sorted({*covered, *looked})
    )
    return tuple(one for one in found if (first or "") <= (one.day or "") and (last is None or (one.day or "") <= last))


def _reports(connection: Connection) -> dict[Key, int]:
    source, day = _or_empty(REPORTS.c.source), _or_empty(REPORTS.c.day)
    query = select(source, day, func.count()).where(REPORTS.c.current).group_by(source, day)
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _events(connection: Connection) -> dict[Key, int]:
    source, day = _or_empty(REPORTS.c.source), _or_empty(REPORTS.c.day)
    of_report = (REPORTS.c.report == CLAIMS.c.report) & (REPORTS.c.version == CLAIMS.c.version)
    joined = EVENT_CLAIMS.join(CLAIMS, CLAIMS.c.claim == EVENT_CLAIMS.c.claim).join(REPORTS, of_report)
    query = select(source, day, func.count(EVENT_CLAIMS.c.key.distinct())).select_from(joined).group_by(source, day)
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _failed(connection: Connection) -> dict[Key, int]:
    source, day = _or_empty(ISSUES.c.source), _or_empty(ISSUES.c.day)
    query = select(source, day, func.count()).where(ISSUES.c.closed.is_(None)).group_by(source, day)
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _looked(connection: Connection) -> dict[Key, _Looked]:
    """Give the looks that tell of a day by themselves: those at a feed on the web, which shows what is published of
    late, on the day of the look; and those in vain, on their day at an address and on no day at a file."""
    vain = case((READS.c.reports == 0, 1), else_=0)
    group = READS.c.place, READS.c.day, READS.c.web, READS.c.feed, READS.c.sources
    query = (
        select(
            *group, func.count().label("times"), func.max(READS.c.at).label("last"),
            func.sum(vain).label("vain"), func.sum(case((READS.c.issues > 0, vain), else_=0)).label("failed"),
        ).group_by(*group).order_by(func.max(READS.c.seq))
    )  # fmt: skip
    rows = connection.execute(query).all()
    named = {row.place: sources for row in rows if (sources := _named(row))}
    found: dict[Key, _Looked] = {}
    for row in rows:
        for key in _told(row, named.get(row.place, [])):
            before = found.get(key, _Looked(0, 0, ""))
            found[key] = _Looked(before.times + row.times, before.failed + row.failed, max(before.last, row.last))
    return found


def _told(row: Any, known: Sequence[str]) -> Iterator[Key]:
    """Give the sources and the day that a look tells of."""
    if row.vain or (row.web and row.feed):
        for source in _named(row) or known or [_host(row)]:
            yield source, row.day if row.web else ""


def _named(row: Any) -> list[str]:
    return [source or "" for source in msgspec.json.decode(row.sources, type=list[str | None])]


def _host(row: Any) -> str:
    if row.web:
        return urlsplit(row.place).hostname or str(row.place)
    return str(row.place).rpartition("/")[2] if row.place != "-" else ""


def _or_empty(column: Any) -> Any:
    return func.coalesce(column, literal_column("''"))
