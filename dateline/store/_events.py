"""One event, or one after the other, with everything; and what became of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.events import Change, Event, EventRecord, Judgement
from dateline.model import Claim
from dateline.store import _claims, _judgements, _reports
from dateline.store._schema import CLAIMS, EVENT_CLAIMS, EVENTS, HISTORY, REDIRECTS
from dateline.store._sql import chunks
from dateline.store.values import Revision


def decode(body: str) -> Event:
    """Give the event of a stored body."""
    return msgspec.json.decode(body, type=Event)


def redirect(connection: Connection, identity: str) -> str:
    """See ``Store.redirect``."""
    query = select(REDIRECTS.c.new).where(REDIRECTS.c.old == identity)
    return connection.execute(query).scalar_one_or_none() or identity


def one(connection: Connection, identity: str) -> EventRecord | None:
    """See ``Store.event``."""
    now = redirect(connection, identity)
    line = connection.execute(select(EVENTS.c.history).where(EVENTS.c.event == now)).scalar_one_or_none()
    return whole(connection, [line])[0] if line is not None else None


def of_claim(connection: Connection, claim: str) -> str | None:
    """See ``Store.event_of``."""
    query = select(EVENTS.c.event).join(EVENT_CLAIMS, EVENT_CLAIMS.c.key == EVENTS.c.key)
    return connection.execute(query.where(EVENT_CLAIMS.c.claim == claim)).scalar_one_or_none()


def whole(
    connection: Connection, lines: Sequence[int], changes: Sequence[Change | None] | None = None
) -> list[EventRecord]:
    """Give the events that lines of the history hold with their claims, the reports these are from (in the version that
    they quote) and the judgements."""
    found = _at_lines(connection, lines)
    events = [found[line][0] for line in lines]
    claims, places = _claims_of(connection, [claim for event in events for claim in event.claims])
    reports = _reports.texts(connection, set(places.values()))
    judged = _judged(connection, events)
    records = []
    for line, change in zip(lines, changes or [None] * len(lines), strict=True):
        event, updated = found[line]
        held = tuple(claims[c] for c in event.claims if c in claims)
        wanted = dict.fromkeys(places[c.claim] for c in held)
        records.append(
            EventRecord(
                event=event,
                claims=held,
                reports=tuple(reports[place] for place in wanted if place in reports),
                judgements=judged.get(event.event, ()),
                change=change,
                updated=updated,
            )
        )
    return records


def _claims_of(connection: Connection, wanted: Sequence[str]) -> tuple[dict[str, Claim], dict[str, tuple[str, int]]]:
    claims: dict[str, Claim] = {}
    places: dict[str, tuple[str, int]] = {}
    for part in chunks(dict.fromkeys(wanted)):
        query = select(CLAIMS.c.claim, CLAIMS.c.report, CLAIMS.c.version, CLAIMS.c.body)
        for row in connection.execute(query.where(CLAIMS.c.claim.in_(part))):
            claims[row.claim] = _claims.decode(row.body)
            places[row.claim] = (row.report, row.version)
    return claims, places


def _judged(connection: Connection, events: Sequence[Event]) -> dict[str, tuple[Judgement, ...]]:
    """Give the judgements on each event: on its claims and those before them, and under all ids it has had."""
    of: dict[str, str] = {claim: event.event for event in events for claim in event.claims}
    of |= {old: of[new] for old, new in _claims.predecessors(connection, list(of)).items()}
    of |= {event.event: event.event for event in events}
    for part in chunks([event.event for event in events]):
        for row in connection.execute(select(REDIRECTS).where(REDIRECTS.c.new.in_(part))):
            of[row.old] = row.new
    found: dict[str, dict[str, Judgement]] = {}
    owner: dict[str, set[str]] = {}
    for judgement in _judgements.on(connection, of):
        if judgement.kind == "undo":
            about = owner.get(judgement.subjects[0], set())
        else:
            about = {of[s] for s in judgement.subjects if s in of}
        owner[judgement.judgement] = about
        for event in about:
            found.setdefault(event, {})[judgement.judgement] = judgement
    return {event: tuple(by_id.values()) for event, by_id in found.items()}


def history(connection: Connection, identity: str) -> Iterator[Revision]:
    """See ``Store.history``."""
    for row in connection.execute(select(HISTORY).where(HISTORY.c.event == identity).order_by(HISTORY.c.seq)):
        yield Revision(event=decode(row.body), change=row.change, at=row.at, who=row.who, why=row.why, to=row.to)


def changed(connection: Connection, since: str, until: str | None) -> list[tuple[str, Change, int]]:
    """Give the events that differ between two moments, with what became of them and the line that says how they are."""
    since, until = _moment(since), until and _moment(until)
    later = HISTORY.c.at >= since
    query = select(HISTORY.c.event, HISTORY.c.change, HISTORY.c.seq).where(later)
    if until is not None:
        query = query.where(HISTORY.c.at < until)
    last: dict[str, tuple[str, int]] = {}
    for row in connection.execute(query.order_by(HISTORY.c.seq)):
        last[row.event] = (row.change, row.seq)
    existed = _existed(connection, list(last), since)
    found: list[tuple[str, Change, int]] = []
    for event, (change, seq) in last.items():
        gone = change in ("withdrawn", "redirected")
        if gone and event in existed:
            found.append((event, "withdrawn", seq))
        elif not gone:
            found.append((event, "changed" if event in existed else "new", seq))
    return found


def _moment(text: str) -> str:
    """Give a moment as the history writes it, in UTC; a date is its first moment, a time without a zone one of UTC.

    Raises UsageError for what is none.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{text[:40]!r} is no ISO date or date-time; allowed: 2026-11-01 or 2026-11-01T12:00:00+00:00"
        ) from error
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")


def _existed(connection: Connection, events: Sequence[str], at: str) -> set[str]:
    there: dict[str, bool] = {}
    for part in chunks(events):
        query = select(HISTORY.c.event, HISTORY.c.change).where(HISTORY.c.event.in_(part), HISTORY.c.at < at)
        for row in connection.execute(query.order_by(HISTORY.c.seq)):
            there[row.event] = row.change in ("new", "changed")
    return {event for event, stands in there.items() if stands}


def _at_lines(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[Event, str]]:
    """Give the events that lines of the history hold, each with when it came to be so."""
    columns = HISTORY.c.seq, HISTORY.c.body, HISTORY.c.at
    return {
        row.seq: (decode(row.body), row.at)
        for part in chunks(numbers)
        for row in connection.execute(select(*columns).where(HISTORY.c.seq.in_(part)))
    }
