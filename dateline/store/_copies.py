"""Which reports may be copies of each other: by fingerprints of their texts, of which a quarter is kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from dateline.model import Report
from dateline.store import _claims, _reports
from dateline.store._audit import Log
from dateline.store._schema import CLAIMS, PRINTS, REPORTS
from dateline.store._sql import add_missing, chunks

FEW = 16
"""A text with fewer fingerprints keeps all of them."""
LEAST = 2
"""Fingerprints that must agree before two texts are compared at all: one alone is a common phrase."""
MOST = 50
"""The most stored reports that one new report is compared with, the likest first."""


def write(connection: Connection, prints: Iterable[tuple[int, Collection[str]]]) -> None:
    """Keep fingerprints of versions of reports, by their numbers."""
    rows = [{"print": number, "seq": seq} for seq, found in prints for number in _sampled(found)]
    add_missing(connection, PRINTS, rows)


def _sampled(prints: Collection[str]) -> set[int]:
    """Give the fingerprints that are kept, as signed 64-bit numbers.

    Which are kept hangs on the fingerprint alone, so that a cut keeps those that the long text keeps: of copies, which
    share half of the shorter text's, dozens agree.
    """
    numbers = {_number(one) for one in prints}
    return {n for n in numbers if n % 4 == 0} if len(numbers) >= FEW else numbers


def _number(one: str) -> int:
    return int.from_bytes(bytes.fromhex(one)[:8], "big", signed=True)


def similar(connection: Connection, prints: Mapping[str, Collection[str]]) -> list[tuple[Report, str]]:
    """See ``Store.similar``."""
    numbers: set[int] = set()
    for found in prints.values():
        shared: Counter[int] = Counter()
        for part in chunks(sorted(map(_number, found))):
            shared.update(connection.execute(select(PRINTS.c.seq).where(PRINTS.c.print.in_(part))).scalars())
        numbers |= {seq for seq, agreeing in shared.most_common(MOST) if agreeing >= LEAST}
    rows = (
        row
        for part in chunks(sorted(numbers))
        for row in connection.execute(
            select(REPORTS.c.body, REPORTS.c.work).where(REPORTS.c.seq.in_(part), REPORTS.c.current)
        )
    )
    return [(_reports.decode(row.body), row.work) for row in rows]


def rework(connection: Connection, works: Mapping[str, str], log: Log) -> None:
    """See ``Store.rework``."""
    for report, work in sorted(works.items()):
        connection.execute(REPORTS.update().where(REPORTS.c.report == report, REPORTS.c.current).values(work=work))
        log.add("report found to be a copy", report, f"of work {work}")
        claims = connection.execute(select(CLAIMS.c.claim).where(CLAIMS.c.report == report, CLAIMS.c.current))
        _claims.mark(connection, claims.scalars().all(), log.stamp)
    log.flush()
