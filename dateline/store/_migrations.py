"""The numbered steps from one schema to the next.

A new record is made whole and stamped with the last number; an older one takes the steps that it lacks, each in its own
transaction. To change the schema: change ``_schema``, add a step here that does the same to a record that exists, and
the test that compares the two ways holds them equal.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, inspect

from dateline.errors import StoreError
from dateline.store import _postgresql, _schema, _sqlite


class Step(NamedTuple):
    """A step: the number of the schema it leads to, its name, and what does it."""

    version: int
    name: str
    take: Callable[[Connection], None]


def _whole(connection: Connection) -> None:
    """Make all tables as they are now: the steps after it find their work done."""
    _schema.METADATA.create_all(connection)
    (_sqlite if connection.dialect.name == "sqlite" else _postgresql).create(connection)


def _reads(connection: Connection) -> None:
    if inspect(connection).has_table(_schema.READS.name):
        return
    _schema.READS.create(connection)
    (_sqlite if connection.dialect.name == "sqlite" else _postgresql).protect(connection, _schema.READS.name)


STEPS: tuple[Step, ...] = (Step(1, "the first schema", _whole), Step(2, "every look at an input is kept", _reads))


def now() -> str:
    """Give this moment as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def version(connection: Connection) -> int:
    """Give the number of the schema that a database has; 0 for one that is no record."""
    if not inspect(connection).has_table("schema_versions"):
        return 0
    return max(connection.execute(_schema.SCHEMA_VERSIONS.select().with_only_columns(_schema.SCHEMA_VERSIONS.c.version))
               .scalars(), default=0)  # fmt: skip


def is_empty(connection: Connection) -> bool:
    """Say whether a database has no table at all."""
    return not inspect(connection).get_table_names()


def lacking(connection: Connection, steps: Sequence[Step] = STEPS) -> list[Step]:
    """Give the steps that a record lacks.

    Raises StoreError for a record that a newer Dateline made.
    """
    has = version(connection)
    if has > steps[-1].version:
        raise StoreError(
            f"the record has schema {has}; this Dateline knows schemas up to {steps[-1].version}; install a newer one"
        )
    return [step for step in steps if step.version > has]


def take(connection: Connection, step: Step) -> None:
    """Take one step, unless another process has taken it meanwhile."""
    if version(connection) >= step.version:
        return
    step.take(connection)
    connection.execute(_schema.SCHEMA_VERSIONS.insert(), {"version": step.version, "name": step.name, "at": now()})
