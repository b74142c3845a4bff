"""Which claims must be merged together, as they stand at one moment."""

from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import Connection, func, select

from dateline.events import Judgement, SourcedClaim
from dateline.store import _claims, _judgements
from dateline.store._schema import CLAIM_KEYS, EVENT_CLAIMS, EVENTS, PENDING, REDIRECTS
from dateline.store._sql import chunks
from dateline.store.values import Neighbourhood

Fetch = Callable[[Collection[str], Collection[str]], Iterable[SourcedClaim]]
"""Gives the claims that stand under any of some keys or have any of some ids."""
Gather = Callable[[Iterable[SourcedClaim], Fetch, Sequence[Judgement]], Iterable[SourcedClaim]]
"""``dateline.merge.neighbourhood``: the claims that some claims could touch."""


def pending(connection: Connection) -> int:
    """Give how many claims wait to be merged."""
    return int(connection.execute(select(func.count()).select_from(PENDING)).scalar_one())


def neighbourhood(connection: Connection, gather: Gather | None) -> Neighbourhood:
    """See ``Store.neighbourhood``."""
    stamps = {row.claim: row.stamp for row in connection.execute(select(PENDING))}
    if gather is None:
        events = set(connection.execute(select(EVENTS.c.event)).scalars())
        return _assembled(connection, None, events, stamps, _judged(connection))
    judgements = _judged(connection)

    def fetch(keys: Collection[str], ids: Collection[str]) -> Iterable[SourcedClaim]:
        return _claims.sourced(connection, _under(connection, keys) | set(ids))

    members, _ = _members(connection, _events_of(connection, stamps))
    before = {claim for claims in members.values() for claim in claims} | set(stamps)
    now = _claims.successors(connection, before)
    start = list(_claims.sourced(connection, {now.get(claim, claim) for claim in before}))
    found = {one.claim.claim for one in gather(start, fetch, judgements)}
    events = _events_of(connection, found) | set(members)
    return _assembled(connection, found, events, stamps, judgements)


def _under(connection: Connection, keys: Collection[str]) -> set[str]:
    """Give the claims that stand under any of these keys."""
    found: set[str] = set()
    for part in chunks(keys):
        found |= set(connection.execute(select(CLAIM_KEYS.c.claim).where(CLAIM_KEYS.c.key.in_(part))).scalars())
    return found


def _events_of(connection: Connection, claims: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in chunks(sorted(set(claims))):
        query = select(EVENTS.c.event).join(EVENT_CLAIMS, EVENT_CLAIMS.c.key == EVENTS.c.key)
        found |= set(connection.execute(query.where(EVENT_CLAIMS.c.claim.in_(part))).scalars())
    return found


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
    connection: Connection,
    found: set[str] | None,
    events: set[str],
    stamps: dict[str, int],
    judgements: tuple[Judgement, ...],
) -> Neighbourhood:
    """Give the claims (None: all) and events with the judgements, all under the ids that stand now."""
    members, versions = _members(connection, events)
    before = {claim for claims in members.values() for claim in claims}
    now = _claims.successors(connection, before)
    wanted = None if found is None else found | {now.get(claim, claim) for claim in before}
    claims = tuple(_claims.sourced(connection, wanted))
    standing = {one.claim.claim for one in claims}
    previous = [(e, tuple(dict.fromkeys(now.get(c, c) for c in held))) for e, held in sorted(members.items())]
    return Neighbourhood(
        claims=claims,
        judgements=judgements,
        previous=tuple((e, tuple(c for c in held if c in standing)) for e, held in previous),
        members=members,
        stamps=stamps,
        versions=versions,
    )


def _judged(connection: Connection) -> tuple[Judgement, ...]:
    """Give all judgements, on the claims and events that now stand for those that were judged."""
    judgements = _judgements.every(connection)
    subjects = {subject for one in judgements for subject in one.subjects}
    redirected: dict[str, str] = {}
    for part in chunks(sorted(subjects)):
        query = select(REDIRECTS).where(REDIRECTS.c.old.in_(part))
        redirected |= {row.old: row.new for row in connection.execute(query)}
    return _judgements.translated(judgements, _claims.successors(connection, subjects), redirected)
