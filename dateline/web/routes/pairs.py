"""Pairs: two claims side by side; same event or different? The score is not shown."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.merge.judged import read_judgements
from dateline.web import pairs, render
from dateline.web.desk import Desk
from dateline.web.telling import one_told

AHEAD = 5
MOST_HELD = 100


def router(desk: Desk) -> APIRouter:
    """Give the routes of the pairs page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/pairs", response_class=HTMLResponse)
    def page(request: Request) -> HTMLResponse:
        return render.page(desk, request, "pairs.html", here="pairs", pairs=_views(desk, frozenset()))

    @routes.get("/part/pairs", response_class=HTMLResponse)
    def more(request: Request) -> HTMLResponse:
        held = frozenset(request.query_params.getlist("not")[:MOST_HELD])
        fold = request.cookies.get(render.FOLD_COOKIE) == "1"
        parts = [render.fragment("part_pair.html", fold=fold, **one) for one in _views(desk, held)]
        return HTMLResponse("".join(parts))

    return routes


def _views(desk: Desk, held: frozenset[str]) -> list[dict[str, Any]]:
    return [_view(desk, pair) for pair in pairs.next_pairs(desk, held, AHEAD)]


def _view(desk: Desk, pair: pairs.Pair) -> dict[str, Any]:
    subjects = (pair.first.claim, pair.second.claim)
    judged = read_judgements([one for subject in subjects for one in desk.store.judgements(subject)])
    sides = [
        one_told(number, claim, pair.reports.get(claim.report), judged)
        for number, claim in enumerate((pair.first, pair.second), 1)
    ]
    return {"key": pair.key, "sides": sides, "event": pair.event, "version": pair.version}
