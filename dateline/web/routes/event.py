"""The page of one event."""

import math
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.events import Event, EventRecord
from dateline.export import _words as words
from dateline.merge.judged import read_judgements
from dateline.store import Query
from dateline.web import finding, render, telling
from dateline.web.desk import Desk
from dateline.web.doubts import likely
from dateline.web.scene import REACH_KM
from dateline.web.shown import Shown, shown

NEARBY_DAYS, NEARBY_KM, MOST_NEARBY = 3, 60, 8
"""Which other events are offered as perhaps the same: days apart, distance, how many."""
LEAST = 0.01
"""The least probability that another event is the same by what merging compares, to be offered before the others."""


def router(desk: Desk) -> APIRouter:
    """Give the routes of the event page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/event/{identity}", response_class=HTMLResponse)
    def event(request: Request, identity: str) -> Response:
        now = desk.store.redirect(identity)
        if now != identity:
            return RedirectResponse(f"/event/{now}?from={identity}", status_code=303)
        record = desk.store.event(identity)
        if record is None:
            return _gone(request, identity)
        merged = request.query_params.get("from", "")[:60]
        return render.page(desk, request, "event.html", here="overview", merged_from=merged, **view(desk, record))

    def _gone(request: Request, identity: str) -> Response:
        history = desk.store.history(identity)
        if not history:
            raise finding.MissingError(f"the record holds no event {identity[:60]!r}")
        last = history[-1]
        message = f"Event {identity} was withdrawn on {last.at[:10]} ({last.why or 'no claim tells it any more'})."
        return render.page(desk, request, "error.html", here="", status=410, code=410, message=message)

    return routes


def card(desk: Desk, record: EventRecord) -> dict[str, Any]:
    """Give what the queue and the event page show of an event."""
    claims = telling.told(record)
    numbers = {one.claim: one.number for one in claims}
    return {
        "event": record.event,
        "shown": shown(record.event),
        "claims": claims,
        "lines": telling.lines(record.event, numbers),
        "contradictions": [
            (words.one_line(c.sentence), sorted(numbers[i] for i in c.claims if i in numbers))
            for c in record.event.contradictions
        ],
        "numbers": numbers,
    }


def view(desk: Desk, record: EventRecord) -> dict[str, Any]:
    """Give everything that the event's template needs."""
    base = card(desk, record)
    numbers = base["numbers"]
    reports = {one.id: one for one in record.reports}
    return {
        **base,
        "tolls": [(role, points) for role in ("killed", "injured") if (points := telling.tolls(record, role, numbers))],
        "links": telling.because(record.event, numbers),
        "past": telling.past(record.judgements, numbers),
        "revisions": [
            (one.at[:10] + " " + one.at[11:16], one.change, one.who, one.why or "")
            for one in reversed(desk.store.history(record.event.event))
        ],
        "nearby": nearby(desk, record.event),
        "radius": _radius(record.event),
        "texts": reports,
    }


def _radius(event: Event) -> float:
    place = event.place or next(iter(event.places), None)
    if place is None:
        return 0
    return place.radius_km or float(REACH_KM.get(place.precision, 25))


def nearby(desk: Desk, event: Event) -> list[Shown]:
    """Give other events that may be the same: first those that merging finds alike, then those of about the same days
    and place."""
    judged = read_judgements(desk.store.judgements())
    homes = [desk.store.event_of(claim) for claim, _ in likely(desk.store, event, judged, LEAST)]
    alike = [home for home in dict.fromkeys(homes) if home and home != event.event][:MOST_NEARBY]
    records = [record for home in alike if (record := desk.store.event(home)) and record.event.status != "rejected"]
    found = {record.event.event: record.event for record in records}
    query = _around(event)
    if query is not None and len(found) < MOST_NEARBY:
        near = desk.store.find(query, limit=MOST_NEARBY + 1).events
        found |= {one.event: one for one in near if one.event not in found}
    found.pop(event.event, None)
    return [shown(one) for one in found.values()][:MOST_NEARBY]


def _around(event: Event) -> Query | None:
    """Give the query for events of about the same days and place, when both are known."""
    place = event.place or next((p for p in event.places if p.lat is not None), None)
    first = words.day(event.date.first) if event.date else None
    last = words.day(event.date.last or event.date.first) if event.date else None
    if first is None or last is None or place is None or place.lat is None or place.lon is None:
        return None
    up = NEARBY_KM / 111
    across = up / max(0.1, math.cos(math.radians(place.lat)))
    margin = timedelta(days=NEARBY_DAYS)
    return Query(
        first=(first - margin).isoformat() if first.toordinal() > NEARBY_DAYS else first.isoformat(),
        last=(last + margin).isoformat() if last.year < 9999 else last.isoformat(),
        box=(max(-180, place.lon - across), max(-90, place.lat - up), min(180, place.lon + across), place.lat + up),
    )
