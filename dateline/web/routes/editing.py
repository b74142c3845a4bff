"""The form that corrects a claim."""

from typing import Any, get_args

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.model import Claim, Modality, Outcome, PartyKind
from dateline.web import finding, links, render
from dateline.web.desk import Desk
from dateline.web.marks import quotes
from dateline.web.shown import type_words

FIELDS = ("date", "killed", "injured", "initiators", "targets", "places")


def router(desk: Desk) -> APIRouter:
    """Give the route of the form."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/part/edit", response_class=HTMLResponse)
    def edit(request: Request, claim: str) -> HTMLResponse:
        found = finding.claim(desk, claim)
        now = finding.as_corrected(found)
        event = found.record.event if found.record else None
        html = render.fragment(
            "part_edit.html",
            claim=now,
            quotes=quotes(now, found.report.text),
            fold=render.folded(request),
            event=event.event if event else "",
            version=event.version if event else "",
            types=[(name, type_words(name)) for name in sorted({*links.event_types(), now.event_type})],
            modalities=get_args(Modality),
            outcomes=get_args(Outcome),
            kinds=get_args(PartyKind),
            json=_json(now),
        )
        return HTMLResponse(html)

    return routes


def _json(claim: Claim) -> dict[str, Any]:
    """Give each field's value as JSON, a list's values one by one, so that what is not edited stays as it is."""

    def said(value: object) -> str:
        return msgspec.json.encode(value).decode()

    values = {name: getattr(claim, name) for name in FIELDS}
    return {name: [said(one) for one in v] if isinstance(v, tuple) else said(v) for name, v in values.items()}
