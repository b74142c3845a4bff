"""Which claims must be merged together, as they stand at one moment."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, func, select

from dateline.events import Judgement, SourcedClaim
from dateline.store import _claims, _judgements
from dateline.store._schema import BLOCKS, EVENT_CLAIMS, EVENTS, PENDING, REDIRECTS
from dateline.store._sql import chunks
from dateline.store.values import Neighbourhood

Probes = Callable[[SourcedClaim], Iterable[str]]


def pending(connection: Connection) -> int:
    """Give how many claims wait to be merged."""
    return int(connection.execute(select(func.count()).select_from(PENDING)).scalar_one())


def neighbourhood(connection: Connection, probes: Probes | None) -> Neighbourhood:
    """See ``Store.neighbourhood``."""
    if probes is None:
        stamps = {row.claim: row.stamp for row in connection.execute(select(PENDING))}
        return _assembled(connection, None, set(connection.execute(select(EVENTS.c.event)).scalars()), stamps)
    stamps = {row.claim: row.stamp for row in connection.execute(select(PENDING))}
    touched = set(stamps)
    waiting = list(_claims.sourced(connection, touched))
    touched |= _under(connection, {key for claim in waiting for key in probes(claim)})
    touched |= _judged_with(connection, touched)
    events: set[str] = set()
    for part in chunks(sorted(touched)):
        query = select(EVENTS.c.event).join(EVENT_CLAIMS, EVENT_CLAIMS.c.key == EVENTS.c.key)
        events |= set(connection.execute(query.where(EVENT_CLAIMS.c.claim.in_(part))).scalars())
    return _assembled(connection, touched, events, stamps)


def _under(connection: Connection, keys: set[str]) -> set[str]:
    """Give the claims that stand under any of these keys."""
    found: set[str] = set()
    for part in chunks(sorted(keys)):
        found |= set(connection.execute(select(BLOCKS.c.claim).where(BLOCKS.c.block.in_(part))).scalars())
    return found


def _judged_with(connection: Connection, claims: set[str]) -> set[str]:
    """Give the claims that people judged the same as, or different from, these: by the ids that stand now."""
    names = claims | set(_claims.predecessors(connection, claims))
    pairs = [j.subjects for j in _judgements.on(connection, names) if j.kind in ("same", "different")]
    subjects = {subject for pair in pairs for subject in pair}
    now = _claims.successors(connection, subjects)
    return {now.get(subject, subject) for subject in subjects}


def _members(connection: Connection, events: set[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    members: dict[str, list[str]] = {}
    versions: dict[str, str] = {}
    for part in chunks(sorted(events)):
        query = (
            select(EVENTS.c.event, EVENTS.c.version, EVENT_CLAIMS.c.claim)
            .outerjoin(EVENT_CLAIMS, EVENT_CLAIMS.c.key == EVENTS.c.key)
            .where(EVENTS.c.event.in_(part))
            .order_by(EVENTS.c.event, EVENT_CLAIMS.c.claim)
        )
        for row in connection.execute(query):
            members.setdefault(row.event, []).extend((row.claim,) if row.claim else ())
            versions[row.event] = row.version
    return {event: tuple(claims) for event, claims in members.items()}, versions


def _assembled(
    connection: Connection, touched: set[str] | None, events: set[str], stamps: dict[str, int]
) -> Neighbourhood:
    """Give the claims (None: all) and events with the judgements on them, all under the ids that stand now."""
    members, versions = _members(connection, events)
    before = {claim for claims in members.values() for claim in claims}
    wanted = None if touched is None else touched | before
    claims = tuple(_claims.sourced(connection, wanted))
    standing = {one.claim.claim for one in claims}
    now = _claims.successors(connection, before - standing)
    previous = [(e, tuple(dict.fromkeys(now.get(c, c) for c in held))) for e, held in sorted(members.items())]
    return Neighbourhood(
        claims=claims,
        judgements=_judged(connection, claims, events, everything=touched is None),
        previous=tuple((e, tuple(c for c in held if c in standing)) for e, held in previous),
        members=members,
        stamps=stamps,
        versions=versions,
    )


def _judged(
    connection: Connection, claims: tuple[SourcedClaim, ...], events: set[str], *, everything: bool
) -> tuple[Judgement, ...]:
    standing = {one.claim.claim for one in claims}
    before = _claims.predecessors(connection, standing)
    redirected: dict[str, str] = {}
    for part in chunks(sorted(events)):
        query = select(REDIRECTS).where(REDIRECTS.c.new.in_(part))
        redirected |= {row.old: row.new for row in connection.execute(query)}
    if everything:
        judgements = _judgements.every(connection)
    else:
        reports = {one.report for one in claims}
        judgements = _judgements.on(connection, {*standing, *before, *events, *redirected, *reports})
    return _judgements.translated(judgements, before, redirected)
