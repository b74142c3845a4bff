"""What PostgreSQL needs of its own: full text (tsvector), an index of points, triggers, and one writer at a time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, text

from dateline.store._schema import APPEND_ONLY, EVENTS

_LOCK = 0x4474_6C6E
"""The advisory lock that a writer holds until its transaction ends ("Dtln")."""


def begin_write(connection: Connection) -> None:
    """Wait for our turn to write: numbers of rows and the log's chain want one writer at a time, as SQLite has it."""
    connection.execute(text("SET LOCAL lock_timeout = '30s'"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def create(connection: Connection) -> None:
    """Make what the common schema cannot say."""
    connection.execute(text("CREATE TABLE event_words (key integer PRIMARY KEY, words tsvector NOT NULL)"))
    connection.execute(text("CREATE INDEX event_words_words ON event_words USING gin (words)"))
    connection.execute(text("CREATE INDEX events_point ON events USING gist (point(lon, lat))"))
    connection.execute(
        text(
            "CREATE FUNCTION dateline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    )
    for table in APPEND_ONLY:
        protect(connection, table)


def protect(connection: Connection, table: str) -> None:
    """Let the database itself refuse to change or delete a row of a table."""
    connection.execute(
        text(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION dateline_append_only()"
        )
    )


def forget(connection: Connection, keys: Sequence[int]) -> None:
    """Take events out of the search table."""
    connection.execute(text("DELETE FROM event_words WHERE key = ANY(:keys)"), {"keys": list(keys)})


def index(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Put events into the search table: ``key`` and ``words``."""
    connection.execute(text("INSERT INTO event_words VALUES (:key, to_tsvector('simple', :words))"), rows)


def has_words(words: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition that an event has all the words; one that ends in * is a beginning."""
    terms = [f"'{w.removesuffix('*')}'{':*' if w.endswith('*') else ''}" for w in words]
    return EVENTS.c.key.in_(
        text("SELECT key FROM event_words WHERE words @@ to_tsquery('simple', :words)")
        .bindparams(words=" & ".join(terms))
        .columns(EVENTS.c.key)
    )


def _named(**values: float) -> list[BindParameter[float]]:
    """Give parameters whose names stay apart when a condition stands twice in one query."""
    return [bindparam(name, value, unique=True) for name, value in values.items()]


def in_box(west: float, south: float, east: float, north: float) -> ColumnElement[bool]:
    """Give the condition that an event lies in a box (which does not cross the antimeridian)."""
    return EVENTS.c.key.in_(
        text("SELECT key FROM events WHERE point(lon, lat) <@ box(point(:west, :south), point(:east, :north))")
        .bindparams(*_named(west=west, south=south, east=east, north=north))
        .columns(EVENTS.c.key)
    )
