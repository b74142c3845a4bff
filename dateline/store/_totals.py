"""Events in numbers: what a summary tells."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from dateline.store import _find
from dateline.store._schema import EVENTS, TERMS
from dateline.store.values import Query, Totals

HAPPENED = ("asserted", "alleged")
"""What is said to have happened. Plans, threats and denials are no events of a day, and what recurs has none."""


def of(connection: Connection, query: Query, top: int) -> Totals:
    """See ``Store.totals``."""
    asked = _find.conditions(connection, query)
    counted = [*asked, EVENTS.c.modality.in_(HAPPENED), EVENTS.c.status != "rejected", EVENTS.c.parent.is_(None)]
    number = func.count().label("number")
    days = select(EVENTS.c.first, EVENTS.c.last, EVENTS.c.event_type, number).where(*counted)
    days = days.group_by(EVENTS.c.first, EVENTS.c.last, EVENTS.c.event_type).order_by(EVENTS.c.first, EVENTS.c.last)
    low, best, high, injured, with_toll, events = connection.execute(
        select(
            func.sum(EVENTS.c.killed_low),
            func.sum(EVENTS.c.killed),
            func.sum(EVENTS.c.killed_high),
            func.sum(EVENTS.c.injured),
            func.count(EVENTS.c.killed),
            func.count(),
        ).where(*counted)
    ).one()
    places = select(EVENTS.c.place, EVENTS.c.country, number).where(*counted, EVENTS.c.place.is_not(None))
    places = places.group_by(EVENTS.c.place, EVENTS.c.country).order_by(number.desc(), EVENTS.c.place).limit(top)
    parties = select(TERMS.c.term, number).select_from(TERMS.join(EVENTS, EVENTS.c.key == TERMS.c.key))
    parties = parties.where(TERMS.c.kind == "party", *counted).group_by(TERMS.c.term)
    parties = parties.order_by(number.desc(), TERMS.c.term).limit(top)
    return Totals(
        events=events,
        by_day=tuple((row[0], row[1], row[2], row[3]) for row in connection.execute(days)),
        killed=(low or 0, best or 0, high or 0),
        injured=injured or 0,
        with_toll=with_toll,
        places=tuple((row[0], row[1], row[2]) for row in connection.execute(places)),
        parties=tuple((row[0], row[1]) for row in connection.execute(parties)),
        others=_others(connection, asked),
    )


def _others(connection: Connection, asked: list[ColumnElement[bool]]) -> dict[str, int]:
    """Count what is left out, each event under the first reason that holds."""
    rejected, part = EVENTS.c.status == "rejected", EVENTS.c.parent.is_not(None)
    happened = EVENTS.c.modality.in_(HAPPENED)
    reasons: list[tuple[str, list[Any]]] = [("rejected", [rejected]), ("part of another event", [~rejected, part])]
    found = {
        why: int(connection.execute(select(func.count()).select_from(EVENTS).where(*asked, *which)).scalar_one())
        for why, which in reasons
    }
    by_modality = select(EVENTS.c.modality, func.count()).where(*asked, ~rejected, ~part, ~happened)
    found |= {row[0]: row[1] for row in connection.execute(by_modality.group_by(EVENTS.c.modality))}
    return {why: number for why, number in found.items() if number}
