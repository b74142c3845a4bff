"""Decisions: the only routes that change the record."""

from typing import Annotated, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dateline import recording
from dateline.errors import StaleError, UsageError
from dateline.events import Event, Judgement
from dateline.web import docs, finding, judging
from dateline.web.desk import Desk
from dateline.web.shown import shown

T = TypeVar("T")


async def raw_body(request: Request) -> bytes:
    """Give the bytes of a request."""
    return await request.body()


Body = Annotated[bytes, Depends(raw_body)]


def read(body: bytes, kind: type[T]) -> T:
    """Give a request's JSON as a value. Raises UsageError that says what does not fit."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"the request is not what this address takes: {error}") from error


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision did: the judgements, and the events that hold their claims now."""

    judgements: tuple[str, ...]
    events: tuple[str, ...]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Why a decision was not kept: someone else decided since the reviewer looked."""

    error: str
    event: str | None
    version: str | None
    changed: tuple[str, ...]
    judgements: tuple[Judgement, ...]


def router(desk: Desk) -> APIRouter:
    """Give the routes that change the record."""
    routes = APIRouter(prefix="/api", tags=["decisions"])
    answers = docs.answers(201, Kept, {409: Conflict})

    @routes.post("/judgements", status_code=201, responses=answers, openapi_extra=docs.takes(judging.Decisions))
    def decide(body: Body) -> Response:
        """Keep one decision or several of one moment: all are kept, or none.

        409 when the event has changed since the version in `saw`: the answer says what changed, and nothing is kept.
        """
        asked = read(body, judging.Decisions)
        if not asked.decisions:
            raise UsageError("there is no decision in the request; give one or more in 'decisions'")
        return keep(desk, list(asked.decisions), asked.reviewer, asked.event, asked.saw)

    @routes.post(
        "/events/{identity}/split", status_code=201, responses=answers, openapi_extra=docs.takes(judging.Split)
    )
    def split(identity: str, body: Body) -> Response:
        """Part claims from an event: they tell another one."""
        asked = read(body, judging.Split)
        event = finding.event(desk, identity).event
        if stale := refused(desk, event.event, asked.saw):
            return stale
        return keep(desk, judging.split(event, asked.claims, asked.reason), asked.reviewer, event.event, asked.saw)

    @routes.post("/events/{identity}/merge", status_code=201, responses=answers, openapi_extra=docs.takes(judging.Join))
    def merge(identity: str, body: Body) -> Response:
        """Say that another event is the same one: one id stays, the other redirects to it."""
        asked = read(body, judging.Join)
        event, other = finding.event(desk, identity).event, finding.event(desk, asked.other).event
        if asked.saw_other is not None and (stale := refused(desk, other.event, asked.saw_other)):
            return stale
        return keep(desk, [judging.join(event, other, asked.reason)], asked.reviewer, event.event, asked.saw)

    @routes.post("/undo", status_code=201, responses=answers, openapi_extra=docs.takes(judging.Undo))
    def undo(body: Body) -> Response:
        """Take judgements back, by further judgements."""
        asked = read(body, judging.Undo)
        if not asked.judgements:
            raise UsageError("there is no judgement to take back; give their ids in 'judgements'")
        taken = [judging.Decision(kind="undo", subjects=(one,), reason=asked.reason) for one in asked.judgements]
        return keep(desk, taken[::-1], asked.reviewer, None, None)

    return routes


def keep(
    desk: Desk, decisions: list[judging.Decision], reviewer: str | None, event: str | None, saw: str | None
) -> Response:
    """Write decisions and merge what they touch; 409 when the event is no longer what the reviewer saw."""
    name = judging.checked_name(reviewer, desk.reviewer)
    made = judging.judgements(decisions, name, judging.now())
    if saw is not None and made:
        made[0] = msgspec.structs.replace(made[0], saw=saw)
        if event is not None and (stale := refused(desk, event, saw)):
            return stale
    try:
        recording.judge(desk.store, made)
    except StaleError as error:
        return conflict(desk, event, saw, str(error))
    claims = [subject for one in made for subject in one.subjects]
    homes = {home for claim in claims if (home := desk.store.event_of(claim))}
    return docs.json_answer(Kept(judgements=tuple(one.judgement for one in made), events=tuple(sorted(homes))), 201)


def refused(desk: Desk, event: str, saw: str) -> Response | None:
    """Give the answer that says what changed when an event is not the version that the reviewer saw."""
    found = desk.store.event(event)
    if found is not None and found.event.version == saw:
        return None
    return conflict(desk, event, saw, "this event has changed since you looked at it; nothing was kept")


def conflict(desk: Desk, event: str | None, saw: str | None, message: str) -> Response:
    """Give what someone else did meanwhile."""
    found = desk.store.event(event) if event else None
    if found is None:
        return docs.json_answer(Conflict(error=message, event=None, version=None, changed=(), judgements=()), 409)
    seen = next((one for one in reversed(desk.store.history(found.event.event)) if one.event.version == saw), None)
    before: Event | None = seen.event if seen else None
    since = [one for one in found.judgements if seen is not None and one.at > seen.at]
    said = judging.changed(before, found.event, since)
    now = shown(found.event)
    said.append(f"It is now {now.status}.")
    body = Conflict(
        error=message,
        event=found.event.event,
        version=found.event.version,
        changed=tuple(said),
        judgements=tuple(since),
    )
    return docs.json_answer(body, 409)
