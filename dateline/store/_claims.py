"""Claims: which stand, which were withdrawn, and which claim took another's place."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select

from dateline.events import SourcedClaim
from dateline.model import Claim
from dateline.store._schema import CLAIM_KEYS, CLAIMS, PENDING, REPORTS, SUCCESSORS
from dateline.store._sql import chunks, put


class Change(NamedTuple):
    """What new coding does to the claims of a report."""

    written: tuple[Claim, ...]
    withdrawn: tuple[str, ...]
    followed: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]


def decode(body: str) -> Claim:
    """Give the claim of a stored body."""
    return msgspec.json.decode(body, type=Claim)


def compare(before: Sequence[Claim], after: Sequence[Claim], kept: set[str], *, same_words: bool) -> Change:
    """Give what becomes of a report's claims when it is coded again.

    ``kept`` are the claims that a person accepted or corrected: while the words are the same they stand as they are,
    and what the engine now says of the same words is left out. A claim that goes is followed by the one that tells the
    same in its place: the same type, and a trigger in the same place or, in other words, the same clause.
    """
    standing = [c for c in before if c.claim in kept] if same_words else []
    theirs = {c.claim for c in standing}
    left_out = {c.claim for c in after if any(_overlap(c, own) for own in standing)} - theirs
    coming = {c.claim: c for c in after if c.claim not in left_out and c.claim not in theirs}
    old = {c.claim: c for c in before}
    withdrawn = [c for c in before if c.claim not in coming and c.claim not in theirs]
    follow = _overlap if same_words else _tell_alike
    followed = [(c.claim, next((n.claim for n in coming.values() if _follows(c, n, follow)), None)) for c in withdrawn]
    return Change(
        written=tuple(c for c in coming.values() if not same_words or old.get(c.claim) != c),
        withdrawn=tuple(c.claim for c in withdrawn),
        followed=tuple((a, b) for a, b in followed if b is not None),
        left_out=tuple(sorted(left_out)),
    )


def _follows(old: Claim, new: Claim, alike: Any) -> bool:
    return old.event_type == new.event_type and bool(alike(old, new))


def _overlap(one: Claim, other: Claim) -> bool:
    return any(
        a.trigger_start < b.trigger_end and b.trigger_start < a.trigger_end
        for a in one.mentions
        for b in other.mentions
    )


def _tell_alike(one: Claim, other: Claim) -> bool:
    return bool({" ".join(m.text.split()) for m in one.mentions} & {" ".join(m.text.split()) for m in other.mentions})


def write(connection: Connection, claims: Sequence[Claim], places: Sequence[tuple[int, str, int]]) -> None:
    """Write claims that stand; ``places`` are the report's version, the time and the run of each."""
    rows = [
        {"claim": c.claim, "report": c.report, "version": version, "ordinal": c.mentions[0].start, "current": True,
         "by_hand": False, "engine": c.engine, "engine_version": c.engine_version, "at": at, "run": run,
         "body": msgspec.json.encode(c).decode()}
        for c, (version, at, run) in zip(claims, places, strict=True)
    ]  # fmt: skip
    put(connection, CLAIMS, rows)
    back = [c.claim for c in claims]
    for part in chunks(back):
        connection.execute(SUCCESSORS.delete().where(SUCCESSORS.c.old.in_(part)))


def withdraw(connection: Connection, claims: Sequence[str], followed: Sequence[tuple[str, str]]) -> None:
    """Let claims stand no longer; what was judged of them is judged of those that follow them."""
    for part in chunks(claims):
        connection.execute(CLAIMS.update().where(CLAIMS.c.claim.in_(part)).values(current=False))
        connection.execute(CLAIM_KEYS.delete().where(CLAIM_KEYS.c.claim.in_(part)))
    put(connection, SUCCESSORS, [{"old": old, "new": new} for old, new in followed])


def put_keys(connection: Connection, keys: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Write the keys of claims' neighbourhoods, in place of those they had."""
    given = dict(keys)
    for part in chunks(given):
        connection.execute(CLAIM_KEYS.delete().where(CLAIM_KEYS.c.claim.in_(part)))
    rows = [{"key": key, "claim": claim} for claim, found in given.items() for key in dict.fromkeys(found)]
    if rows:
        connection.execute(CLAIM_KEYS.insert(), rows)


def mark(connection: Connection, claims: Iterable[str], stamp: int) -> None:
    """Let claims wait to be merged."""
    put(connection, PENDING, [{"claim": claim, "stamp": stamp} for claim in dict.fromkeys(claims)])


def standing_of(connection: Connection, reports: Sequence[str]) -> dict[str, list[Claim]]:
    """Give the claims of engines that stand, by report, in the order of the text."""
    found: dict[str, list[Claim]] = {}
    for part in chunks(reports):
        query = select(CLAIMS.c.report, CLAIMS.c.body).where(
            CLAIMS.c.report.in_(part), CLAIMS.c.current, CLAIMS.c.by_hand.is_(False)
        )
        for row in connection.execute(query.order_by(CLAIMS.c.report, CLAIMS.c.ordinal)):
            found.setdefault(row.report, []).append(decode(row.body))
    return found


_SOURCED = (
    select(CLAIMS.c.body, CLAIMS.c.report, REPORTS.c.source, REPORTS.c.work, REPORTS.c.published)
    .join(REPORTS, (REPORTS.c.report == CLAIMS.c.report) & (REPORTS.c.version == CLAIMS.c.version))
    .where(CLAIMS.c.current)
)


def sourced(connection: Connection, claims: Iterable[str] | None = None) -> Iterator[SourcedClaim]:
    """Give claims that stand, with what merging needs of their reports: those of these ids, or all."""
    if claims is None:
        yield from map(_one, connection.execution_options(yield_per=2_000).execute(_SOURCED.order_by(CLAIMS.c.claim)))
        return
    for part in chunks(sorted(set(claims))):
        yield from map(_one, connection.execute(_SOURCED.where(CLAIMS.c.claim.in_(part))))


def of_report(connection: Connection, report: str) -> list[SourcedClaim]:
    """Give the claims of a report that stand, in the order of the text."""
    query = _SOURCED.where(CLAIMS.c.report == report).order_by(CLAIMS.c.ordinal)
    return [_one(row) for row in connection.execute(query)]


def _one(row: Any) -> SourcedClaim:
    return SourcedClaim(
        claim=decode(row.body), report=row.report, source=row.source, published=row.published, work=row.work
    )


def successors(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """Give for claims that others took the place of the one that stands in their place now."""
    asked = list(dict.fromkeys(claims))
    now = {claim: claim for claim in asked}
    open_ends = set(asked)
    while open_ends:
        steps = {
            row.old: row.new
            for part in chunks(sorted(open_ends))
            for row in connection.execute(select(SUCCESSORS).where(SUCCESSORS.c.old.in_(part)))
        }
        now = {claim: steps.get(end, end) for claim, end in now.items()}
        open_ends = set(steps.values())
    return {claim: end for claim, end in now.items() if claim != end}


def predecessors(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """Give the claims whose place these took, each with the one that stands now."""
    found: dict[str, str] = {}
    ends = {claim: claim for claim in claims}
    while ends:
        steps = {
            row.old: ends[row.new]
            for part in chunks(sorted(ends))
            for row in connection.execute(select(SUCCESSORS).where(SUCCESSORS.c.new.in_(part)))
        }
        ends = {old: end for old, end in steps.items() if old not in found}
        found |= ends
    return found
