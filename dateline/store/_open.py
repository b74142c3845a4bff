"""From a path or URL to a database that is ready: its settings, its schema, and what its errors mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from dateline.errors import StoreError, UsageError
from dateline.store import _migrations, _postgresql, _sqlite

ALLOWED = "a file such as record.db, or a URL such as postgresql://user@host/name"


class Database:
    """An engine, and the two ways to use it. Connections are shared by threads, one at a time each."""

    def __init__(self, url: str, engine: Engine, *, read_only: bool) -> None:
        self.url = url
        self.engine = engine
        self.read_only = read_only

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the record as it is at this moment, whatever is written meanwhile."""
        with told(self.url), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection for one transaction: all of it is on the disk at the end, or none of it."""
        if self.read_only:
            raise StoreError(f"{self.url} is open for reading only; nothing was written")
        with told(self.url), self.engine.connect() as plain:
            connection = plain.execution_options(dateline_write=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    _postgresql.begin_write(connection)
                yield connection


def open_database(url_or_path: str, *, create: bool, read_only: bool) -> Database:
    """Give the database, with its schema brought up to date. Raises as ``dateline.store.open_store``."""
    url = _url(url_or_path)
    if url.get_backend_name() == "sqlite":
        engine = _sqlite_engine(url, create=create, read_only=read_only)
    elif url.get_backend_name() == "postgresql":
        engine = _postgresql_engine(url)
    else:
        raise UsageError(f"{_shown(url)} is no record; allowed: {ALLOWED}")
    database = Database(_shown(url), engine, read_only=read_only)
    try:
        _bring_up_to_date(database, create=create)
    except BaseException:
        engine.dispose()
        raise
    return database


def _url(given: str) -> URL:
    if not given.strip():
        raise UsageError(f"a record has no name; allowed: {ALLOWED}")
    if "://" not in given:
        return URL.create("sqlite", database=os.path.abspath(given))
    try:
        url = make_url(given)
        name = url.drivername
        return url.set(drivername="postgresql+psycopg") if name in ("postgres", "postgresql") else url
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"{given.split('@')[-1]!r} is no URL of a record; allowed: {ALLOWED}") from error


def _shown(url: URL) -> str:
    """Give the name of a record for messages: a file's path, or a URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _sqlite_engine(url: URL, *, create: bool, read_only: bool) -> Engine:
    path = Path(url.database or "")
    if not url.database or url.database == ":memory:":
        raise UsageError(f"a record is kept in a file; allowed: {ALLOWED}")
    if path.is_dir():
        raise UsageError(f"{str(path)!r} is a folder; name a file for the record")
    if not path.exists() and (read_only or not create):
        raise UsageError(f"there is no record {str(path)!r}; `dateline add INPUT... --db {path.name}` makes one")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {str(path.parent)!r} to keep {path.name!r} in; make it first")
    mode = _sqlite_mode(path, create=create, read_only=read_only)
    uri = f"file:{_quoted(path)}?{mode}"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, timeout=30, check_same_thread=False),
        pool_size=8,
        max_overflow=64,
        poolclass=_queue_pool(),
    )
    event.listen(engine, "connect", lambda raw, record: _sqlite.prepare(raw))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _queue_pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


def _begin_sqlite(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    _sqlite.begin(raw, write=bool(connection.get_execution_options().get("dateline_write")))


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path))


def _sqlite_mode(path: Path, *, create: bool, read_only: bool) -> str:
    if not read_only:
        return "mode=rwc" if create else "mode=rw"
    log = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) or (log.exists() and log.stat().st_size):
        return "mode=ro"
    return "mode=ro&immutable=1"  # a read-only medium, where SQLite cannot make its lock files and nobody writes


def _postgresql_engine(url: URL) -> Engine:
    try:
        return create_engine(url, pool_size=8, max_overflow=32, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise UsageError("a record on a PostgreSQL server needs psycopg: pip install 'dateline[postgresql]'") from error


def _bring_up_to_date(database: Database, *, create: bool) -> None:
    with database.reading() as connection:
        known = _migrations.version(connection)
        if not known and not (create and _migrations.is_empty(connection)):
            raise StoreError(
                f"{database.url} is a database but no record of Dateline; `dateline add INPUT... --db` makes one"
            )
        lacking = _migrations.lacking(connection)
    if not lacking:
        return
    if database.read_only:
        raise StoreError(
            f"{database.url} has schema {known} and must be brought up to {lacking[-1].version}; "
            "open it once for writing (`dateline recode --db` does)"
        )
    if database.engine.dialect.name == "sqlite":
        with told(database.url), database.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
    for step in lacking:
        with database.writing() as connection:
            _migrations.take(connection, step)


# ------------------------------------------------------------------------------------------------ what errors mean

_MEANINGS = (
    ("database or disk is full", "the disk is full; free some space and run the same command again"),
    ("no space left", "the disk is full; free some space and run the same command again"),
    ("disk quota", "the disk quota is used up; free some space and run the same command again"),
    ("readonly database", "the record is read-only; check the rights of the file and of its folder"),
    ("read-only transaction", "the server takes no writes; write to the primary server"),
    ("database is locked", "another program has been writing to the record for 30 seconds; try again when it is done"),
    ("lock timeout", "another program has been writing to the record for 30 seconds; try again when it is done"),
    ("file is not a database", "this is no record: the file is no SQLite database"),
    ("malformed", "the file is damaged; restore it from a copy (`dateline check --db` says more)"),
    ("unable to open database", "the file cannot be opened; check the rights of the file and of its folder"),
    ("disk i/o error", "the disk gave an error in writing or reading; check it, and whether it is full"),
    ("append-only", "what is written there is never changed or deleted"),
)
"""What a database says, and what it means for the person who reads it."""


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn what the database raises into a StoreError that says what it means."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        low = said.lower()
        for sign, meaning in _MEANINGS:
            if sign in low:
                raise StoreError(f"{url}: {meaning}; nothing half-written stays, all before is safe") from error
        raise StoreError(f"{url}: the database says: {' '.join(said.split())[:300]}; nothing half-written stays") from (
            error
        )
