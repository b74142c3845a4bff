"""Reports, their versions and the bytes they came from."""

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import ColumnElement, Connection, func, or_, select

from dateline.model import Report
from dateline.store._schema import CLAIMS, ORIGINALS, REPORTS
from dateline.store._sql import add_missing, chunks, clean
from dateline.store.values import Entry, Identified, Listed, ReportVersion, StoredOriginal

SHARED = 0.25
"""The least share of the shorter text's runs of three words that two texts under one URL must have in common to be two
versions of one report. Corrected texts keep nearly all, two stories on one page (a home page, a ticker) hardly any; our
own choice, in the wide gap between."""
BEGINNING = 300
"""Characters of a text that stand for a title in a list."""
_WORD = re.compile(r"\w+")


def fingerprint(report: Report) -> str:
    """Give the SHA-256, in hexadecimal, of a report's content: everything but its id and how it was come by."""
    content = [getattr(report, name) for name in Report.__struct_fields__ if name not in ("id", "original")]
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def decode(body: str) -> Report:
    """Give the report of a stored body."""
    return msgspec.json.decode(body, type=Report)


def day_of(report: Report) -> str | None:
    """Give the day of publication."""
    return report.published[:10] if report.published else None


def identify(connection: Connection, reports: Sequence[Report]) -> list[Identified]:
    """See ``Store.identify``."""
    known = _versions_of(connection, {report.id for report in reports})
    strangers = [report for report in reports if report.id not in known]
    homes = _same_origin(connection, strangers)
    known |= _versions_of(connection, set(homes.values()))
    found = []
    for report in reports:
        named = msgspec.structs.replace(report, id=homes.get(report.id, report.id))
        found.append(_identified(named, known.get(named.id, [])))
    return found


def _identified(report: Report, versions: Sequence[Any]) -> Identified:
    sha = fingerprint(report)
    for row in versions:
        if row.sha256 == sha:
            coded_by = (row.engine, row.engine_version) if row.engine else None
            # words that an earlier version had change nothing either: they are the report before its correction
            return Identified(report=report, state="same", version=row.version, coded_by=coded_by)
    last = max((row.version for row in versions), default=0)
    return Identified(report=report, state="corrected" if last else "new", version=last + 1)


def _versions_of(connection: Connection, identities: set[str]) -> dict[str, list[Any]]:
    columns = REPORTS.c.report, REPORTS.c.version, REPORTS.c.sha256, REPORTS.c.engine, REPORTS.c.engine_version
    found: dict[str, list[Any]] = {}
    for part in chunks(sorted(identities)):
        for row in connection.execute(select(*columns).where(REPORTS.c.report.in_(part))):
            found.setdefault(row.report, []).append(row)
    return found


def origin(report: Report) -> str | None:
    """Give where a report is found again when it is corrected: its page, or the place in a file that it was read from;
    null where neither names one report (a home page, standard input)."""
    parts = urlsplit(report.url or "")
    if parts.path.strip("/") or parts.query:
        return report.url
    return f"file:{report.original.name}" if report.original is not None and not report.url else None


def _same_origin(connection: Connection, reports: Sequence[Report]) -> dict[str, str]:
    """Give, for reports that the record does not know by id, the id under which it knows an earlier version."""
    by_origin = {place: report for report in reports if (place := origin(report))}
    found: dict[str, str] = {}
    for part in chunks(sorted(by_origin)):
        query = select(REPORTS.c.origin, REPORTS.c.body).where(REPORTS.c.origin.in_(part) & REPORTS.c.current)
        for row in connection.execute(query):
            before, report = decode(row.body), by_origin[row.origin]
            if alike(before.text, report.text):
                found[report.id] = before.id
    return found


def alike(first: str, second: str) -> bool:
    """Say whether two texts share enough words to be versions of one report."""
    one, other = _runs(first), _runs(second)
    return len(one & other) >= SHARED * max(1, min(len(one), len(other)))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}


def current(connection: Connection, identities: Sequence[str]) -> dict[str, Any]:
    """Give the rows of reports as they are now, by id."""
    rows = (
        row
        for part in chunks(identities)
        for row in connection.execute(select(REPORTS).where(REPORTS.c.report.in_(part) & REPORTS.c.current))
    )
    return {row.report: row for row in rows}


def texts(connection: Connection, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], Report]:
    """Give reports by id and version."""
    found = {}
    for part in chunks(sorted({identity for identity, _ in wanted})):
        for row in connection.execute(select(REPORTS).where(REPORTS.c.report.in_(part))):
            if (row.report, row.version) in wanted:
                found[row.report, row.version] = decode(row.body)
    return found


def insert(connection: Connection, rows: list[dict[str, Any]]) -> dict[str, int]:
    """Write versions, and give the number of each by the report's id; those before are no longer current."""
    if not rows:
        return {}
    for part in chunks([row["report"] for row in rows if row["version"] > 1]):
        connection.execute(REPORTS.update().where(REPORTS.c.report.in_(part)).values(current=False))
    last = connection.execute(select(func.max(REPORTS.c.seq))).scalar_one() or 0
    numbers = {row["report"]: number for number, row in enumerate(rows, start=last + 1)}
    connection.execute(REPORTS.insert(), [{**row, "seq": numbers[row["report"]]} for row in rows])
    return numbers


def row(entry: Entry, version: int, at: str, run: int) -> dict[str, Any]:
    """Give the columns of a version, all but its number."""
    report = entry.coded.report
    retrieved = report.original.retrieved_at if report.original is not None else at
    sha = hashlib.sha256(entry.data).hexdigest() if entry.data is not None else None
    return {
        "report": report.id,
        "version": version,
        "current": True,
        "sha256": fingerprint(report),
        "source": clean(report.source),
        "title": clean(report.title),
        "published": report.published,
        "origin": clean(origin(report)),
        "day": day_of(report),
        "work": entry.work or report.id,
        "original": sha,
        "retrieved": retrieved,
        "engine": entry.engine,
        "engine_version": entry.engine_version,
        "at": at,
        "run": run,
        "body": msgspec.json.encode(report).decode(),
    }


def keep_originals(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write the bytes of reports, each once, compressed."""
    given = {hashlib.sha256(e.data).hexdigest(): e.data for e in entries if e.data is not None}
    there = {
        sha
        for part in chunks(sorted(given))
        for sha in connection.execute(select(ORIGINALS.c.sha256).where(ORIGINALS.c.sha256.in_(part))).scalars()
    }
    fresh = {sha: data for sha, data in given.items() if sha not in there}
    add_missing(
        connection,
        ORIGINALS,
        [{"sha256": sha, "data": zlib.compress(data), "size": len(data)} for sha, data in fresh.items()],
    )


def original(connection: Connection, identity: str, version: int | None) -> StoredOriginal | None:
    """Give the bytes that a report came from."""
    query = select(REPORTS.c.retrieved, REPORTS.c.body, ORIGINALS.c.sha256, ORIGINALS.c.data)
    query = query.join(ORIGINALS, ORIGINALS.c.sha256 == REPORTS.c.original)
    row = connection.execute(query.where(REPORTS.c.report == identity, _is_version(version))).first()
    if row is None:
        return None
    told = decode(row.body).original
    return StoredOriginal(
        data=zlib.decompress(row.data), sha256=row.sha256, media_type=told.media_type if told else None,
        retrieved=row.retrieved, name=told.name if told else None,
    )  # fmt: skip


def _is_version(version: int | None) -> Any:
    return REPORTS.c.current if version is None else REPORTS.c.version == version


def one(connection: Connection, identity: str, version: int | None) -> Report | None:
    """Give a report, as it is now or in one version."""
    query = select(REPORTS.c.body).where(REPORTS.c.report == identity, _is_version(version))
    body = connection.execute(query).scalar_one_or_none()
    return decode(body) if body is not None else None


def every(connection: Connection, coded_otherwise: tuple[str, str] | None, after: int) -> list[tuple[int, Report]]:
    """Give the next reports as they are now, with their numbers."""
    query = select(REPORTS.c.seq, REPORTS.c.body).where(REPORTS.c.current, REPORTS.c.seq > after)
    if coded_otherwise is not None:
        engine, version = coded_otherwise
        query = query.where(
            or_(REPORTS.c.engine.is_(None), REPORTS.c.engine != engine, REPORTS.c.engine_version != version)
        )
    return [(row.seq, decode(row.body)) for row in connection.execute(query.order_by(REPORTS.c.seq).limit(200))]


def versions(connection: Connection, identity: str) -> Iterator[ReportVersion]:
    """Give all versions of a report, oldest first."""
    for row in connection.execute(select(REPORTS).where(REPORTS.c.report == identity).order_by(REPORTS.c.version)):
        yield ReportVersion(
            report=decode(row.body),
            version=row.version,
            at=row.at,
            sha256=row.sha256,
            run=row.run,
            current=bool(row.current),
        )


def listed(connection: Connection, text: str | None, limit: int, offset: int) -> tuple[tuple[Listed, ...], int]:
    """See ``Store.find_reports``."""
    where: list[ColumnElement[bool]] = [REPORTS.c.current]
    if text:
        columns = (REPORTS.c.title, REPORTS.c.source, REPORTS.c.report)
        where.append(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    total = connection.execute(select(func.count()).select_from(REPORTS).where(*where)).scalar_one()
    order = (REPORTS.c.published.desc().nulls_last(), REPORTS.c.seq)
    rows = connection.execute(select(REPORTS).where(*where).order_by(*order).limit(limit).offset(offset)).all()
    counted = (
        select(CLAIMS.c.report, func.count().label("number"))
        .where(CLAIMS.c.current, CLAIMS.c.report.in_([row.report for row in rows]))
        .group_by(CLAIMS.c.report)
    )
    claims = {row.report: row.number for row in connection.execute(counted)}
    found = tuple(
        Listed(
            report=row.report,
            title=row.title,
            source=row.source,
            published=row.published,
            begins=decode(row.body).text[:BEGINNING],
            claims=claims.get(row.report, 0),
        )
        for row in rows
    )
    return found, int(total)
