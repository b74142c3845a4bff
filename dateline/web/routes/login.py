"""Logging in with the token, where the page listens beyond this machine."""

import hmac
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.web import guard, render
from dateline.web.desk import Desk
from dateline.web.routes.decide import raw_body

AGE_S = 30 * 24 * 3600
"""Seconds that a browser stays logged in: a month."""


def router(desk: Desk, token: str | None) -> APIRouter:
    """Give the routes of logging in; without a token they lead to the record at once."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/login", response_class=HTMLResponse)
    def form(request: Request) -> Response:
        if token is None:
            return RedirectResponse("/", status_code=303)
        return render.page(desk, request, "login.html", here="login", next=_inside(request), wrong=False)

    @routes.post("/login")
    def enter(request: Request, body: Annotated[bytes, Depends(raw_body)]) -> Response:
        given = parse_qs(body[:4000].decode("utf-8", "replace")).get("token", [""])[0]
        if token is None or not hmac.compare_digest(given.encode(), token.encode()):
            return render.page(desk, request, "login.html", here="login", status=403, next=_inside(request), wrong=True)
        answer = RedirectResponse(_inside(request), status_code=303)
        answer.set_cookie(
            guard.COOKIE,
            guard.session(token),
            max_age=AGE_S,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    return routes


def _inside(request: Request) -> str:
    """Give where to go afterwards: a path of this page, never another site."""
    there = request.query_params.get("next", "/")
    return there if there.startswith("/") and not there.startswith(("//", "/\\")) and there.isprintable() else "/"
