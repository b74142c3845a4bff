"""Queries over events: which, in which order, and how many."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, UnaryExpression, func, literal_column, or_, select

from dateline.errors import UsageError
from dateline.store import _rows
from dateline.store._apply import dialect
from dateline.store._events import decode
from dateline.store._schema import EVENTS, HISTORY, TERMS
from dateline.store.values import Facet, Page, Pin, Query

MOST_ASKED = 200
"""The most values of one filter and words of one search."""
_ORDERS: dict[str, tuple[UnaryExpression[Any], ...]] = {
    "date": (EVENTS.c.first.asc().nulls_last(), EVENTS.c.key.asc()),
    "-date": (EVENTS.c.first.desc().nulls_last(), EVENTS.c.key.desc()),
    "killed": (EVENTS.c.killed.desc().nulls_last(), EVENTS.c.key.desc()),
    "confidence": (EVENTS.c.confidence.asc(), EVENTS.c.key.asc()),
    "changed": (EVENTS.c.changed.desc(), EVENTS.c.key.desc()),
    "queue": (EVENTS.c.priority.desc(), EVENTS.c.key.desc()),
}
_COLUMN_FACETS = ("event_type", "status", "modality", "country", "admin1")


def page(connection: Connection, query: Query, limit: int, offset: int) -> Page:
    """See ``Store.find``."""
    keys = _ordered(select(EVENTS.c.history).where(*conditions(connection, query)), query).limit(limit).offset(offset)
    numbers = list(connection.execute(keys).scalars())
    return Page(events=tuple(bodies(connection, numbers)), total=count(connection, query))


def bodies(connection: Connection, numbers: Sequence[int]) -> list[Any]:
    """Give the events of lines of the history, in the order of the lines asked for."""
    rows = connection.execute(select(HISTORY.c.seq, HISTORY.c.body).where(HISTORY.c.seq.in_(numbers)))
    found = {row.seq: row.body for row in rows}
    return [decode(found[number]) for number in numbers]


def lines(connection: Connection, query: Query) -> list[int]:
    """Give the lines of the history that hold the events found, in the query's order."""
    keys = _ordered(select(EVENTS.c.history).where(*conditions(connection, query)), query)
    return list(connection.execute(keys).scalars())


def count(connection: Connection, query: Query) -> int:
    """See ``Store.count``."""
    found = select(func.count()).select_from(EVENTS).where(*conditions(connection, query))
    return int(connection.execute(found).scalar_one())


def facets(connection: Connection, query: Query, by: Facet, limit: int) -> tuple[tuple[str | None, int], ...]:
    """See ``Store.facets``."""
    number = func.count().label("number")
    where = conditions(connection, query)
    if by in _COLUMN_FACETS:
        value: Any = EVENTS.c[by]
        found = select(value, number).select_from(EVENTS).where(*where)
    elif by in ("day", "month"):
        value = func.substr(EVENTS.c.first, literal_column("1"), literal_column("10" if by == "day" else "7"))
        found = select(value, number).select_from(EVENTS).where(*where)
    elif by in ("source", "actor"):
        value = TERMS.c.term
        joined = TERMS.join(EVENTS, EVENTS.c.key == TERMS.c.key)
        found = select(value, number).select_from(joined).where(TERMS.c.kind == by, *where)
    else:
        allowed = ", ".join((*_COLUMN_FACETS, "source", "actor", "day", "month"))
        raise UsageError(f"events are not counted by {by!r}; allowed: {allowed}")
    order: list[Any] = [value] if by in ("day", "month") else [number.desc(), value]
    rows = connection.execute(found.group_by(value).order_by(*order).limit(limit))
    return tuple((row[0], row[1]) for row in rows)


def pins(connection: Connection, query: Query, limit: int) -> tuple[Pin, ...]:
    """See ``Store.pins``."""
    columns = [EVENTS.c[name] for name in Pin.__struct_fields__]
    found = _ordered(select(*columns).where(*conditions(connection, query)), query).limit(limit)
    return tuple(Pin(**row._mapping) for row in connection.execute(found))


def _ordered(found: Select[Any], query: Query) -> Select[Any]:
    if query.sort not in _ORDERS:
        raise UsageError(f"events are not sorted by {query.sort!r}; allowed: {', '.join(_ORDERS)}")
    return found.order_by(*_ORDERS[query.sort])


def conditions(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    """Give the conditions of a query. Raises UsageError for what no event can meet by its form."""
    lists = (query.types, query.actors, query.countries, query.sources, query.statuses, query.modalities)
    if any(len(values) > MOST_ASKED for values in lists):
        raise UsageError(f"a filter has more than {MOST_ASKED} values; ask for fewer")
    found: list[ColumnElement[bool]] = [
        column.in_(values)
        for column, values in (
            (EVENTS.c.event_type, query.types),
            (EVENTS.c.status, query.statuses),
            (EVENTS.c.modality, query.modalities),
        )
        if values
    ]
    actors = tuple(dict.fromkeys(_rows.fold(actor) for actor in query.actors))
    for kind, values in (("actor", actors), ("country", query.countries), ("source", query.sources)):
        if values:
            found.append(EVENTS.c.key.in_(select(TERMS.c.key).where(TERMS.c.kind == kind, TERMS.c.term.in_(values))))
    if query.placed is not None:
        found.append(EVENTS.c.lat.is_not(None) if query.placed else EVENTS.c.lat.is_(None))
    if query.dated is not None:
        found.append(EVENTS.c.first.is_not(None) if query.dated else EVENTS.c.first.is_(None))
    if query.contradicted is not None:
        found.append(EVENTS.c.contradictions > 0 if query.contradicted else EVENTS.c.contradictions == 0)
    if query.parent is not None:
        found.append(EVENTS.c.parent == query.parent)
    return found + _tolls(query) + _days(query) + _words(connection, query) + _box(connection, query)


def _tolls(query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.killed_min is not None:
        found.append(EVENTS.c.killed >= query.killed_min)
    if query.killed_max is not None:
        found.append(EVENTS.c.killed <= query.killed_max)
    return found


def _days(query: Query) -> list[ColumnElement[bool]]:
    for day in (query.first, query.last):
        if day is not None and not _is_day(day):
            raise UsageError(f"{day!r} is no day; allowed: YYYY-MM-DD")
    found: list[ColumnElement[bool]] = []
    if query.last is not None:
        found.append(EVENTS.c.first <= query.last)
    if query.first is not None:
        found.append(EVENTS.c.last >= query.first)
    return found


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _words(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    if query.text is None or not query.text.strip():
        return []
    asked: list[str] = []
    for part in query.text.split():
        inner = _rows.words(part)
        if inner and part.endswith("*"):
            inner[-1] += "*"
        asked += inner
    if not asked:
        raise UsageError(
            f"{query.text[:40]!r} holds no word to look for; allowed: letters and digits, * at a word's end"
        )
    return [dialect(connection).has_words(list(dict.fromkeys(asked))[:MOST_ASKED])]


def _box(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    if query.box is None:
        return []
    west, south, east, north = query.box
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"{query.box} is no box; allowed: west, south, east, north in degrees, south below north")
    inside = dialect(connection).in_box
    if west <= east:
        return [inside(west, south, east, north)]
    return [or_(inside(west, south, 180.0, north), inside(-180.0, south, east, north))]
