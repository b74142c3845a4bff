"""The queue: the most useful next decision, and the ones after it, so that the next is there when one is made."""

from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.events import EventRecord
from dateline.web import filters, render
from dateline.web.desk import Desk
from dateline.web.routes.event import card
from dateline.web.routes.overview import query_lists
from dateline.web.shown import gap

AHEAD = 6
"""Events sent at once: a few ahead of the person who decides."""
LOOK = 60
"""How far down the queue to look past the events that the person already holds."""
DOUBTFUL = 0.5
DEADLY = 10


def router(desk: Desk) -> APIRouter:
    """Give the routes of the queue."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/queue", response_class=HTMLResponse)
    def queue(request: Request) -> HTMLResponse:
        asked = filters.parse(query_lists(request))
        left = desk.lookups.count(_query(asked))
        cards = _cards(desk, asked, frozenset())
        return render.page(desk, request, "queue.html", here="queue", left=left, cards=cards, asked=asked)

    @routes.get("/part/queue", response_class=HTMLResponse)
    def more(request: Request) -> HTMLResponse:
        asked = filters.parse(query_lists(request))
        held = frozenset(request.query_params.getlist("not")[:LOOK])
        fold = request.cookies.get(render.FOLD_COOKIE) == "1"
        parts = [render.fragment("part_card.html", fold=fold, **one) for one in _cards(desk, asked, held)]
        return HTMLResponse("".join(parts))

    @routes.get("/part/card/{identity}", response_class=HTMLResponse)
    def one(request: Request, identity: str) -> HTMLResponse:
        record = desk.store.event(identity)
        fold = request.cookies.get(render.FOLD_COOKIE) == "1"
        return HTMLResponse(render.fragment("part_card.html", fold=fold, **_card(desk, record)) if record else "")

    return routes


def _query(asked: filters.Filters) -> Any:
    wanted = msgspec.structs.replace(asked, sort="queue", status=asked.status or ("unreviewed",))
    return filters.query_of(wanted)


def _cards(desk: Desk, asked: filters.Filters, held: frozenset[str]) -> list[dict[str, Any]]:
    """Give the next events of the queue that the person does not hold yet."""
    limit = min(LOOK, AHEAD + len(held))
    found = desk.store.find(_query(asked), limit=limit).events
    fresh = [event.event for event in found if event.event not in held][:AHEAD]
    records = [desk.store.event(identity) for identity in fresh]
    return [_card(desk, record) for record in records if record is not None]


def _card(desk: Desk, record: EventRecord) -> dict[str, Any]:
    return {**card(desk, record), "why": why(record)}


def why(record: EventRecord) -> list[str]:
    """Give why this event is worth a decision, in a few words each."""
    event = record.event
    found = []
    if event.contradictions:
        found.append("reports contradict each other")
    if missing := gap(event):
        found.append(missing)
    if event.confidence < DOUBTFUL:
        found.append(f"the program doubts it ({event.confidence:.2f})")
    if event.killed and (event.killed.high or event.killed.best or 0) >= DEADLY:
        found.append("many dead")
    if event.modality in ("alleged", "denied"):
        found.append(f"it is {event.modality}")
    return found or ["nobody has looked at it yet"]
