"""People's judgements: appended, never changed; undoing one is another."""

from collections.abc import Iterable, Sequence
from typing import Any, get_type_hints

import msgspec
from sqlalchemy import Connection, func, select

from dateline.errors import StaleError, UsageError
from dateline.events import SUBJECTS_OF, Judgement
from dateline.model import Claim
from dateline.store import _claims, _reports
from dateline.store._audit import Log
from dateline.store._schema import CLAIMS, EVENT_CLAIMS, EVENTS, JUDGEMENTS, REDIRECTS, SUBJECTS
from dateline.store._spans import wrong_spans
from dateline.store._sql import chunks

FIXED = frozenset({"claim", "report", "engine", "engine_version", "mentions", "confidence", "reasons"})
"""Fields of a claim that say where it comes from: a person who finds them wrong rejects the claim and adds another."""
SKIPPED = 5.0
"""How far back in the queue an event goes that a person has skipped: behind all that nobody has looked at."""


def record(connection: Connection, judgement: Judgement) -> bool:
    """See ``Store.judge``."""
    there = select(JUDGEMENTS.c.seq).where(JUDGEMENTS.c.judgement == judgement.judgement)
    if connection.execute(there).first() is not None:
        return False
    log = Log(connection, judgement.reviewer, why=judgement.reason)
    claims = _checked(connection, judgement)
    _compare_seen(connection, judgement, claims)
    log.add(f"judged {judgement.kind}", " ".join(judgement.subjects), _what(judgement))
    if judgement.kind == "add":
        claims = [_added(connection, judgement, log)]
    seq = 1 + (connection.execute(select(func.max(JUDGEMENTS.c.seq))).scalar_one() or 0)
    connection.execute(
        JUDGEMENTS.insert(),
        {"seq": seq, "judgement": judgement.judgement, "kind": judgement.kind, "reviewer": judgement.reviewer,
         "body": msgspec.json.encode(judgement).decode()},
    )  # fmt: skip
    connection.execute(SUBJECTS.insert(), [{"subject": s, "seq": seq} for s in dict.fromkeys(judgement.subjects)])
    if judgement.kind == "undo":
        _take_back(connection, judgement.subjects[0])
    if judgement.kind == "skip":
        if len(judgement.subjects) == 1:
            _put_back(connection, claims)
    else:
        _claims.mark(connection, claims, log.stamp)
    log.flush()
    return True


def _what(judgement: Judgement) -> str | None:
    said = f"{judgement.field} = {bytes(judgement.value).decode()[:200]}" if judgement.field and judgement.value else ""
    return "; ".join(part for part in (said, judgement.reason) if part) or None


def _checked(connection: Connection, judgement: Judgement) -> list[str]:
    """Give the claims that a judgement is about. Raises UsageError for one that cannot be meant."""
    kind, subjects = judgement.kind, judgement.subjects
    if len(dict.fromkeys(subjects)) not in SUBJECTS_OF.get(kind, (1,)):
        allowed = " or ".join(map(str, SUBJECTS_OF.get(kind, (1,))))
        raise UsageError(f"a judgement {kind!r} has {len(subjects)} subjects; allowed: {allowed}, each a different one")
    if kind == "add":
        if _reports.one(connection, subjects[0], None) is None:
            raise UsageError(f"the record holds no report {subjects[0]!r} to add a claim to")
        return []
    if kind == "undo":
        undone = by_id(connection, subjects[0])
        if undone is None:
            raise UsageError(f"the record holds no judgement {subjects[0]!r} to undo")
        return _about(connection, undone)
    if kind == "correct":
        _check_value(judgement)
    claims = [claim for subject in subjects for claim in _claims_of(connection, subject)]
    events_allowed = kind in ("accept", "reject", "skip") and len(subjects) == 1
    for subject in subjects:
        if subject not in claims and not (events_allowed and _claims_of(connection, subject)):
            what = "claim or event" if events_allowed else "claim"
            raise UsageError(f"the record holds no {what} {subject!r}; look it up again")
    return claims


def _check_value(judgement: Judgement) -> None:
    fields = get_type_hints(Claim)
    allowed = sorted(set(Claim.__struct_fields__) - FIXED)
    if judgement.field not in allowed:
        raise UsageError(f"a claim has no field {judgement.field!r} to correct; allowed: {', '.join(allowed)}")
    if judgement.value is msgspec.UNSET:
        raise UsageError(f"the judgement corrects {judgement.field!r} but gives no value; null is written as null")
    try:
        msgspec.json.decode(judgement.value, type=fields[judgement.field])
    except msgspec.MsgspecError as error:
        raise UsageError(f"{judgement.field!r} cannot be corrected to this: {error}") from error


def _claims_of(connection: Connection, subject: str) -> list[str]:
    """Give the claim of an id, or the claims of the event of that id, following redirects."""
    if connection.execute(select(CLAIMS.c.claim).where(CLAIMS.c.claim == subject)).first() is not None:
        return [subject]
    now = connection.execute(select(REDIRECTS.c.new).where(REDIRECTS.c.old == subject)).scalar_one_or_none() or subject
    query = select(EVENT_CLAIMS.c.claim).join(EVENTS, EVENTS.c.key == EVENT_CLAIMS.c.key).where(EVENTS.c.event == now)
    return list(connection.execute(query).scalars())


def _about(connection: Connection, judgement: Judgement) -> list[str]:
    """Give the claims that an earlier judgement is about."""
    if judgement.kind == "add" and judgement.value is not msgspec.UNSET:
        return [msgspec.json.decode(judgement.value, type=Claim).claim]
    if judgement.kind == "undo":
        undone = by_id(connection, judgement.subjects[0])
        return _about(connection, undone) if undone else []
    return [claim for subject in judgement.subjects for claim in _claims_of(connection, subject)]


def _compare_seen(connection: Connection, judgement: Judgement, claims: Sequence[str]) -> None:
    """Refuse a judgement whose author had another version before their eyes than there is."""
    if judgement.saw is None or not claims:
        return
    query = select(EVENTS.c.event, EVENTS.c.version).join(EVENT_CLAIMS, EVENT_CLAIMS.c.key == EVENTS.c.key)
    found = connection.execute(query.where(EVENT_CLAIMS.c.claim.in_(list(claims)[:MOST_SUBJECTS]))).all()
    if judgement.saw not in {row.version for row in found}:
        names = ", ".join(sorted({row.event for row in found})) or "the event"
        raise StaleError(f"{names} has changed since it was looked at; nothing was written; look again and decide")


MOST_SUBJECTS = 500


def _added(connection: Connection, judgement: Judgement, log: Log) -> str:
    """Write the claim that a person added."""
    report = judgement.subjects[0]
    try:
        claim = msgspec.json.decode(judgement.value or b"", type=Claim)
    except msgspec.MsgspecError as error:
        raise UsageError(f"this is no claim: {error}") from error
    rows = _reports.current(connection, [report])
    text = _reports.decode(rows[report].body).text
    if claim.report != report or not claim.mentions:
        raise UsageError(f"the claim must be of report {report!r} and have a mention in it; it is of {claim.report!r}")
    if wrong := wrong_spans(claim, text):
        raise UsageError(f"the claim's words are not where it says: {wrong[0]}")
    if connection.execute(select(CLAIMS.c.claim).where(CLAIMS.c.claim == claim.claim)).first() is not None:
        raise UsageError(f"the record holds a claim {claim.claim!r} already; judge that one")
    _claims.write(connection, [claim], [(rows[report].version, log.at, 0)])
    connection.execute(CLAIMS.update().where(CLAIMS.c.claim == claim.claim).values(by_hand=True, run=None))
    return claim.claim


def _take_back(connection: Connection, identity: str) -> None:
    """Let a claim that a person added stand only while its adding does (an undo may itself be undone)."""
    root = by_id(connection, identity)
    while root is not None and root.kind == "undo":
        root = by_id(connection, root.subjects[0])
    if root is not None and root.kind == "add":
        stands = root in in_force(on(connection, [root.subjects[0], root.judgement]))
        added = CLAIMS.update().where(CLAIMS.c.claim == _about(connection, root)[0])
        connection.execute(added.values(current=stands))


def _put_back(connection: Connection, claims: Sequence[str]) -> None:
    """Move the events of claims back in the queue, once."""
    keys = select(EVENT_CLAIMS.c.key).where(EVENT_CLAIMS.c.claim.in_(list(claims)[:MOST_SUBJECTS]))
    update = EVENTS.update().where(EVENTS.c.key.in_(keys), EVENTS.c.priority > 0)
    connection.execute(update.values(priority=EVENTS.c.priority - SKIPPED))


def decode(body: str) -> Judgement:
    """Give the judgement of a stored body."""
    return msgspec.json.decode(body, type=Judgement)


def by_id(connection: Connection, identity: str) -> Judgement | None:
    """Give a judgement by its id."""
    query = select(JUDGEMENTS.c.body).where(JUDGEMENTS.c.judgement == identity)
    body = connection.execute(query).scalar_one_or_none()
    return decode(body) if body is not None else None


def every(connection: Connection) -> tuple[Judgement, ...]:
    """Give all judgements, oldest first."""
    return tuple(map(decode, connection.execute(select(JUDGEMENTS.c.body).order_by(JUDGEMENTS.c.seq)).scalars()))


def on(connection: Connection, subjects: Iterable[str]) -> tuple[Judgement, ...]:
    """Give the judgements on any of these ids, and those that take one of them back, oldest first."""
    found: dict[int, Judgement] = {}
    asked: set[str] = set()
    waiting = set(subjects)
    while waiting:
        asked |= waiting
        fresh = {row.seq: decode(row.body) for row in _rows_on(connection, waiting)}
        waiting = {j.judgement for seq, j in fresh.items() if seq not in found} - asked
        found |= fresh
    return tuple(found[seq] for seq in sorted(found))


def _rows_on(connection: Connection, subjects: Iterable[str]) -> Iterable[Any]:
    for part in chunks(sorted(subjects)):
        query = select(JUDGEMENTS.c.seq, JUDGEMENTS.c.body).join(SUBJECTS, SUBJECTS.c.seq == JUDGEMENTS.c.seq)
        yield from connection.execute(query.where(SUBJECTS.c.subject.in_(part)))


def in_force(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Give those that were not taken back (an undo may itself be undone), oldest first."""
    taken_back: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.kind == "undo" and judgement.judgement not in taken_back:
            taken_back.add(judgement.subjects[0])
    return [j for j in judgements if j.kind != "undo" and j.judgement not in taken_back]


def kept(connection: Connection, claims: Sequence[str]) -> set[str]:
    """Give those of some claims that a person accepted or corrected, themselves or with their event."""
    before = _claims.predecessors(connection, claims)
    events = _events_of(connection, claims)
    subject_of: dict[str, set[str]] = {claim: {claim} for claim in claims}
    for old, now in before.items():
        subject_of.setdefault(old, set()).add(now)
    for claim, names in events.items():
        for name in names:
            subject_of.setdefault(name, set()).add(claim)
    last: dict[str, str] = {}
    for judgement in in_force(on(connection, subject_of)):
        if judgement.kind in ("accept", "correct", "reject"):
            last.update((claim, judgement.kind) for s in judgement.subjects for claim in subject_of.get(s, ()))
    return {claim for claim, kind in last.items() if kind != "reject"}


def _events_of(connection: Connection, claims: Sequence[str]) -> dict[str, list[str]]:
    """Give the ids of the event of each claim: the one it has and those that redirect to it."""
    found: dict[str, list[str]] = {}
    for part in chunks(claims):
        query = (
            select(EVENT_CLAIMS.c.claim, EVENTS.c.event, REDIRECTS.c.old)
            .join(EVENTS, EVENTS.c.key == EVENT_CLAIMS.c.key)
            .outerjoin(REDIRECTS, REDIRECTS.c.new == EVENTS.c.event)
            .where(EVENT_CLAIMS.c.claim.in_(part))
        )
        for row in connection.execute(query):
            found.setdefault(row.claim, []).extend(name for name in (row.event, row.old) if name)
    return found


def translated(
    judgements: Sequence[Judgement], claims: dict[str, str], events: dict[str, str]
) -> tuple[Judgement, ...]:
    """Give judgements with the ids that their subjects have now."""
    now = {**claims, **events}
    return tuple(
        msgspec.structs.replace(j, subjects=tuple(now.get(s, s) for s in j.subjects))
        if any(s in now for s in j.subjects) and j.kind not in ("add", "undo")
        else j
        for j in judgements
    )
