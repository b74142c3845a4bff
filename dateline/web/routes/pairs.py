"""Pairs: two claims side by side; same event or different? The score is not shown."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.merge.judged import read_judgements
from dateline.web import pairs, render
from dateline.web.desk import Desk
from dateline.web.doubts import Looked
from dateline.web.telling import one_told

AHEAD = 5
MOST_HELD = 100


def router(desk: Desk) -> APIRouter:
    """Give the routes of the pairs page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/pairs", response_class=HTMLResponse)
    def page(request: Request) -> HTMLResponse:
        found, looked = _views(desk, request, frozenset(), AHEAD)
        return render.page(desk, request, "pairs.html", here="pairs", pairs=found, looked=looked)

    @routes.get("/part/pairs", response_class=HTMLResponse)
    def more(request: Request, limit: int = AHEAD) -> HTMLResponse:
        held = frozenset(request.query_params.getlist("not")[:MOST_HELD])
        found, looked = _views(desk, request, held, max(0, min(limit, AHEAD)))
        parts = [render.fragment("part_pair.html", fold=render.folded(request), **one) for one in found]
        return HTMLResponse("".join(parts), headers={"X-Looked": f"{looked.events}/{looked.total}"})

    return routes


def _views(desk: Desk, request: Request, held: frozenset[str], limit: int) -> tuple[list[dict[str, Any]], Looked]:
    found, looked = pairs.next_pairs(desk, held, limit, render.reviewer(desk, request))
    return [_view(desk, pair) for pair in found], looked


def _view(desk: Desk, pair: pairs.Pair) -> dict[str, Any]:
    subjects = (pair.first.claim, pair.second.claim)
    judged = read_judgements([one for subject in subjects for one in desk.store.judgements(subject)])
    sides = [
        one_told(number, claim, pair.reports.get(claim.report), judged)
        for number, claim in enumerate((pair.first, pair.second), 1)
    ]
    return {"key": pair.key, "sides": sides, "event": pair.event, "version": pair.version}
