"""Small shared parts of the SQL."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")

MANY = 500
"""The most values in one ``IN (...)``: both databases refuse statements with too many."""


def chunks(values: Iterable[T], size: int = MANY) -> Iterator[list[T]]:
    """Give the values in lists of at most ``size``."""
    part: list[T] = []
    for value in values:
        part.append(value)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part


def add_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, leaving those alone that are there."""
    if rows:
        insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
        connection.execute(insert.on_conflict_do_nothing(), list(rows))


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or replace those with the same primary key. All rows have the same columns."""
    if not rows:
        return
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    others = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=others), list(rows))


def clean(text: str | None) -> str | None:
    """Give text as a database can hold it: no NUL, no half of a character."""
    return text and text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
