"""What SQLite needs of its own: full text (FTS5), boxes (R*Tree), triggers, and one writer at a time."""

import sqlite3
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, text

from dateline.store._schema import APPEND_ONLY, EVENTS

APPLICATION_ID = 0x4474_6C6E
""""Dtln": marks the file as a record of Dateline (``PRAGMA application_id``)."""
WAIT_SECONDS = 30.0
"""How long a writer waits for another before it gives up."""
_POLL_MS = 20
"""SQLite's own waiting grows to 100 ms between tries and so misses the short pauses of a batch writer; we try afresh
every 20 ms."""


def prepare(raw: sqlite3.Connection) -> None:
    """Set up a new connection: durable, patient, and with transactions begun by us."""
    raw.isolation_level = None
    for setting in ("busy_timeout = 30000", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {setting}")
    raw.execute("PRAGMA cache_size = -32000")


def begin(raw: Any, *, write: bool) -> None:
    """Begin a transaction; one that writes takes the lock at once, so that it never fails half-way for another's."""
    if not write:
        raw.execute("BEGIN")
        return
    raw.execute(f"PRAGMA busy_timeout = {_POLL_MS}")
    try:
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
    finally:
        raw.execute("PRAGMA busy_timeout = 30000")


def create(connection: Connection) -> None:
    """Make what the common schema cannot say."""
    connection.execute(text("CREATE VIRTUAL TABLE event_boxes USING rtree(key, west, east, south, north)"))
    connection.execute(
        text("CREATE VIRTUAL TABLE event_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')")
    )
    for table in APPEND_ONLY:
        protect(connection, table)
    connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def protect(connection: Connection, table: str) -> None:
    """Let the database itself refuse to change or delete a row of a table."""
    for verb in ("UPDATE", "DELETE"):
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        )


def forget(connection: Connection, keys: Sequence[int]) -> None:
    """Take events out of the search tables."""
    rows = [{"key": key} for key in keys]
    connection.execute(text("DELETE FROM event_boxes WHERE key = :key"), rows)
    connection.execute(text("DELETE FROM event_words WHERE rowid = :key"), rows)


def index(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Put events into the search tables: ``key``, ``lat``, ``lon``, ``words``."""
    placed = [row for row in rows if row["lat"] is not None]
    if placed:
        connection.execute(text("INSERT INTO event_boxes VALUES (:key, :lon, :lon, :lat, :lat)"), placed)
    connection.execute(text("INSERT INTO event_words (rowid, words) VALUES (:key, :words)"), rows)


def has_words(words: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition that an event has all the words; one that ends in * is a beginning."""
    terms = [f'"{w.removesuffix("*")}"{"*" if w.endswith("*") else ""}' for w in words]
    return EVENTS.c.key.in_(
        text("SELECT rowid FROM event_words WHERE event_words MATCH :words")
        .bindparams(words=" ".join(terms))
        .columns(EVENTS.c.key)
    )


def _named(**values: float) -> list[BindParameter[float]]:
    """Give parameters whose names stay apart when a condition stands twice in one query."""
    return [bindparam(name, value, unique=True) for name, value in values.items()]


def in_box(west: float, south: float, east: float, north: float) -> ColumnElement[bool]:
    """Give the condition that an event lies in a box (which does not cross the antimeridian).

    The tree rounds outwards to 32-bit numbers, so the exact numbers are compared too.
    """
    near = (
        text(
            "SELECT key FROM event_boxes WHERE west <= :east AND east >= :west AND south <= :north AND north >= :south"
        )
        .bindparams(*_named(west=west, south=south, east=east, north=north))
        .columns(EVENTS.c.key)
    )
    return EVENTS.c.key.in_(near) & EVENTS.c.lon.between(west, east) & EVENTS.c.lat.between(south, north)


def integrity(connection: Connection) -> list[str]:
    """Give what SQLite itself finds wrong with the file."""
    return [row[0] for row in connection.execute(text("PRAGMA integrity_check(20)")) if row[0] != "ok"]


def file_bytes(connection: Connection) -> int | None:
    """Give the size of the file."""
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    return int(pages * connection.execute(text("PRAGMA page_size")).scalar_one())
