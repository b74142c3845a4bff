"""The log of every change: who, when, what, why. Each line's chain covers the line before, so a lost line shows."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from dateline.store._migrations import now
from dateline.store._schema import AUDIT
from dateline.store.values import AuditEntry


class Log:
    """The lines that one transaction writes. ``flush`` before it ends."""

    def __init__(self, connection: Connection, who: str, *, run: int | None = None, why: str | None = None) -> None:
        self.at = now()
        self.who, self.run, self.why = who, run, why
        self._connection = connection
        last = connection.execute(select(AUDIT.c.seq, AUDIT.c.chain).order_by(AUDIT.c.seq.desc()).limit(1)).first()
        self.seq: int = last.seq if last else 0
        self._chain: str = last.chain if last else ""
        self._rows: list[dict[str, Any]] = []

    def add(self, what: str, subject: str, why: str | None = None) -> None:
        """Write a line: what was done, to which id, and why if not for the transaction's own reason."""
        self.seq += 1
        row = {
            "seq": self.seq,
            "at": self.at,
            "who": self.who,
            "what": what,
            "subject": subject,
            "why": why or self.why,
            "run": self.run,
        }
        self._chain = link(self._chain, row)
        self._rows.append({**row, "chain": self._chain})

    @property
    def stamp(self) -> int:
        """A number that no earlier transaction had: that of its own first line or a later one."""
        return self.seq + (not self._rows)

    def flush(self) -> None:
        """Send the lines to the database."""
        if self._rows:
            self._connection.execute(AUDIT.insert(), self._rows)
            self._rows = []


def link(before: str, row: dict[str, Any]) -> str:
    """Give the chain of a line: SHA-256, in hexadecimal, of the chain before and the line's content."""
    content = [before, *(row[name] for name in ("seq", "at", "who", "what", "subject", "why", "run"))]
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()


def entries(
    connection: Connection, subject: str | None, who: str | None, limit: int, before: int | None
) -> tuple[AuditEntry, ...]:
    """Give lines, latest first."""
    query = select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(limit)
    if subject is not None:
        query = query.where(AUDIT.c.subject == subject)
    if who is not None:
        query = query.where(AUDIT.c.who == who)
    if before is not None:
        query = query.where(AUDIT.c.seq < before)
    return tuple(AuditEntry(**row._mapping) for row in connection.execute(query))


def broken(connection: Connection) -> Iterator[tuple[int, str]]:
    """Give the number of each line that does not follow from the one before, and what is wrong with it."""
    seq, chain = 0, ""
    rows = connection.execution_options(yield_per=5_000).execute(select(AUDIT).order_by(AUDIT.c.seq))
    for row in rows:
        if row.seq != seq + 1:
            yield row.seq, f"the log goes from line {seq} to line {row.seq}: lines are missing"
        elif link(chain, dict(row._mapping)) != row.chain:
            yield row.seq, "the line does not follow from the one before: it or an earlier one was altered"
        seq, chain = row.seq, row.chain
