"""The overview: map, timeline, table and filters of one address."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from dateline.export import _words as words
from dateline.store import Query
from dateline.web import basemap, filters, render, scene
from dateline.web.desk import Desk
from dateline.web.shown import GROUPS, shown, type_words

PER_PAGE = 50
MOST_AT_SPOT = 12
NEAR = "application/geo+json"


def router(desk: Desk) -> APIRouter:
    """Give the routes of the overview and of its base map."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/", response_class=HTMLResponse)
    def overview(request: Request) -> HTMLResponse:
        asked = filters.parse(query_lists(request))
        return render.page(desk, request, "overview.html", here="overview", **view(desk, asked))

    @routes.get("/part/table", response_class=HTMLResponse)
    def table(request: Request) -> HTMLResponse:
        asked = filters.parse(query_lists(request))
        return HTMLResponse(render.fragment("part_table.html", **listing(desk, asked)))

    @routes.get("/part/spot", response_class=HTMLResponse)
    def spot(request: Request, lat: float = 0.0, lon: float = 0.0, area: str = "") -> HTMLResponse:
        asked = filters.parse(query_lists(request))
        return HTMLResponse(render.fragment("part_spot.html", **_spot(desk, asked, lat, lon, area)))

    @routes.get("/map/countries.json")
    def countries() -> Response:
        return Response(basemap.countries_json(), media_type=NEAR)

    @routes.get("/map/borders.json")
    def borders() -> Response:
        return Response(basemap.borders_json(), media_type=NEAR)

    @routes.get("/map/provinces.json")
    def provinces(ids: str = "") -> Response:
        return Response(basemap.provinces_json(ids.split(",")[:2000]), media_type=NEAR)

    return routes


def query_lists(request: Request) -> dict[str, list[str]]:
    """Give an address's query as lists of values."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def listing(desk: Desk, asked: filters.Filters) -> dict[str, Any]:
    """Give what the table shows: a page of events, how many there are, and the way to the other pages."""
    query = filters.query_of(asked)
    total = desk.lookups.count(query)
    last = max(1, -(-total // PER_PAGE))
    page = min(asked.page, last)
    found = desk.store.find(query, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    return {
        "rows": [shown(event) for event in found.events],
        "total": total,
        "page": page,
        "pages": last,
        "asked": asked,
        "empty": total == 0 and desk.lookups.count(Query()) == 0,
        "begin": (page - 1) * PER_PAGE + 1,
        "chips": _chips(asked),
    }


def view(desk: Desk, asked: filters.Filters) -> dict[str, Any]:
    """Give everything that the overview's template needs."""
    return {**listing(desk, asked), "choices": _choices(desk), "words": words}


def _spot(desk: Desk, asked: filters.Filters, lat: float, lon: float, area: str) -> dict[str, Any]:
    """Give the events of one spot or area of the map, the latest first."""
    pins = desk.lookups.pins(filters.query_of(asked, days=False, box=False))
    first = asked.first.isoformat() if asked.first else None
    last = asked.last.isoformat() if asked.last else None
    here = scene.at(pins, first, last, lat, lon, area)
    found = [desk.store.event(pin.event) for pin in here[:MOST_AT_SPOT]]
    rows = [shown(record.event) for record in found if record]
    name = next((pin.place for pin in here if pin.place), "") or "Here"
    return {"rows": rows, "name": words.shorten(name, 60), "more": max(0, len(here) - len(rows))}


def _choices(desk: Desk) -> dict[str, list[tuple[str, str, int]]]:
    """Give the values of the filter lists: value, words, how many events have it."""
    look = desk.lookups.values
    return {
        "type": sorted(((v, type_words(v), n) for v, n in look("event_type")), key=lambda c: c[1]),
        "country": sorted(((v, words.country(v) or v, n) for v, n in look("country")), key=lambda c: c[1]),
        "actor": [(v, v, n) for v, n in look("actor")],
        "source": [(v, v, n) for v, n in look("source")],
        "status": [(v, v, n) for v, n in look("status")],
        "modality": [(v, v, n) for v, n in look("modality")],
    }


def _chips(asked: filters.Filters) -> list[tuple[str, str]]:
    """Give each filter that is set in words, with the address's query without it."""
    found = [
        ("type: " + ", ".join(map(type_words, asked.type)), "type") if asked.type else None,
        ("group: " + ", ".join(GROUPS[g] for g in asked.group), "group") if asked.group else None,
        (f"party: {asked.actor}", "actor") if asked.actor else None,
        (f"source: {asked.source}", "source") if asked.source else None,
        (f"country: {words.country(asked.country)}", "country") if asked.country else None,
        ("status: " + ", ".join(asked.status), "status") if asked.status else None,
        ("told as: " + ", ".join(asked.modality), "modality") if asked.modality else None,
        (f"killed: {asked.killed} or more", "killed") if asked.killed is not None else None,
        (f"words: {asked.q}", "q") if asked.q else None,
        (_days(asked), "first") if asked.first or asked.last else None,
        ("inside the map's frame", "box") if asked.box else None,
        ("without " + " and ".join(asked.missing), "missing") if asked.missing else None,
        ("contradicted", "contradicted") if asked.contradicted else None,
    ]
    return [
        (text, asked.without(name, "page", *(["last"] if name == "first" else [])).query())
        for text, name in filter(None, found)
    ]


def _days(asked: filters.Filters) -> str:
    first, last = asked.first, asked.last
    if first and last:
        return words.long_day(first) if first == last else f"{words.long_day(first)} to {words.long_day(last)}"
    if first:
        return f"from {words.long_day(first)}"
    return f"until {words.long_day(last)}" if last else ""
