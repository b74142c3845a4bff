"""What a person decided, as judgements: each is appended, none ever changed; several at once stand or fall together."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

import msgspec

from dateline.errors import UsageError
from dateline.events import Event, Judgement, JudgementKind
from dateline.model import content_id

MOST_PAIRS = 400
"""Judgements that one split may take: twenty claims from twenty others. More is a new event to be looked at closer."""
LONGEST_NAME, LONGEST_REASON = 80, 2_000


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's decision as a request brings it; ``kind`` and the rest as in ``dateline.events.Judgement``."""

    kind: JudgementKind
    subjects: tuple[str, ...]
    field: str | None = None
    value: Any = None
    reason: str | None = None
    saw: str | None = None


class Decisions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Decisions of one moment: all are kept or none. ``saw`` is the version of the event that the reviewer looked at;
    with ``event`` it is compared before anything is written."""

    decisions: tuple[Decision, ...]
    reviewer: str | None = None
    event: str | None = None
    saw: str | None = None


class Split(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims of an event that tell another one."""

    claims: tuple[str, ...]
    saw: str
    reviewer: str | None = None
    reason: str | None = None


class Join(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another event that is the same one; ``saw`` and ``saw_other`` the versions that the reviewer looked at."""

    other: str
    saw: str
    saw_other: str | None = None
    reviewer: str | None = None
    reason: str | None = None


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Judgements to take back."""

    judgements: tuple[str, ...]
    reviewer: str | None = None
    reason: str | None = None


def now() -> str:
    """Give this moment as judgements carry it: ISO 8601 in UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def checked_name(given: str | None, usual: str) -> str:
    """Give the reviewer's name on one line. Raises UsageError for one that is empty or too long."""
    name = " ".join((usual if given is None else given).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"reviewer {name[:40]!r} is no name; allowed: 1 to {LONGEST_NAME} printable characters")
    return name


def judgements(decisions: Iterable[Decision], reviewer: str, at: str) -> list[Judgement]:
    """Give decisions as judgements of a reviewer at a moment.

    Raises UsageError for a reason that is too long.
    """
    found = []
    for number, one in enumerate(decisions):
        if one.reason and len(one.reason) > LONGEST_REASON:
            raise UsageError(f"the reason has {len(one.reason):,} characters; allowed: {LONGEST_REASON:,}")
        holds = one.kind in ("correct", "add")  # null is a value too: "not said"
        value = msgspec.Raw(msgspec.json.encode(one.value)) if holds else msgspec.UNSET
        said = bytes(value).decode() if isinstance(value, msgspec.Raw) else None
        identity = content_id("j", one.kind, one.subjects, one.field, said, reviewer, at, number)
        found.append(
            Judgement(
                judgement=identity,
                kind=one.kind,
                subjects=one.subjects,
                reviewer=reviewer,
                at=at,
                field=one.field,
                value=value,
                reason=(one.reason or "").strip() or None,
                saw=one.saw,
            )
        )
    return found


def split(event: Event, away: Sequence[str], reason: str | None) -> list[Decision]:
    """Give the decisions that part some claims from the others of their event: "different" for each pair.

    Raises UsageError when none or all are to go, or one is not of the event.
    """
    going = tuple(dict.fromkeys(away))
    staying = [claim for claim in event.claims if claim not in going]
    strangers = [claim for claim in going if claim not in event.claims]
    if strangers:
        raise UsageError(f"claim {strangers[0]!r} is not of event {event.event}; its claims: {', '.join(event.claims)}")
    if not going or not staying:
        raise UsageError("to split an event, choose at least one of its claims and leave at least one")
    if len(going) * len(staying) > MOST_PAIRS:
        raise UsageError(f"{len(going)} from {len(staying)} claims is too much for one split; part fewer at a time")
    return [Decision(kind="different", subjects=pair, reason=reason) for pair in product(going, staying)]


def join(event: Event, other: Event, reason: str | None) -> Decision:
    """Give the decision that two events are one: their fullest claims tell the same.

    Raises UsageError when they are one already.
    """
    if event.event == other.event:
        raise UsageError(f"{event.event} is that event already; name another one")
    return Decision(kind="same", subjects=(event.claims[0], other.claims[0]), reason=reason)


DIFFERS = (
    ("status", "the review"), ("event_type", "the type"), ("modality", "how it is told"), ("initiators", "who"),
    ("targets", "whom"), ("weapons", "the weapons"), ("place", "the place"), ("date", "the date"),
    ("killed", "the dead"), ("injured", "the injured"), ("outcome", "the outcome"), ("damage", "the damage"),
    ("claims", "its claims"),
)  # fmt: skip
"""Fields of an event that a person looks at, and what to call them."""


def changed(before: Event | None, after: Event, since: Iterable[Judgement]) -> list[str]:
    """Give in sentences what became of an event since a person looked: who decided what, and which values moved."""
    said = []
    for one in since:
        about = f" ({one.field})" if one.field else ""
        why = f": {one.reason}" if one.reason else ""
        said.append(f"{one.reviewer} decided “{one.kind}”{about} at {one.at[11:16]} UTC{why}.")
    if before is not None:
        moved = [name for field, name in DIFFERS if getattr(before, field) != getattr(after, field)]
        if moved:
            said.append(f"Changed: {', '.join(moved)}.")
    return said or ["The event has been merged anew."]
