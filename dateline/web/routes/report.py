"""The reports: the list, and the page of one with its text, its marks and its claims."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.events import SourcedClaim
from dateline.export import _words as words
from dateline.export.page.text import marked
from dateline.merge.judged import read_judgements, with_people
from dateline.model import Report
from dateline.web import finding, links, render
from dateline.web.desk import Desk
from dateline.web.shown import type_words
from dateline.web.telling import NAMES, one_told, past
from dateline.web.values import ROLES

PER_PAGE = 50
SELECTED = (
    ("initiators", "who", "1"),
    ("targets", "whom", "2"),
    ("weapons", "with", "3"),
    ("places", "where", "4"),
    ("date", "when", "5"),
    ("killed", "killed", "6"),
    ("injured", "injured", "7"),
    ("attribution", "says", "8"),
)
"""What selected words can be, what the page calls it, and its key."""


def router(desk: Desk) -> APIRouter:
    """Give the routes of the report pages."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/reports", response_class=HTMLResponse)
    def reports(request: Request, q: str = "", page: int = 1) -> HTMLResponse:
        found = listing(desk, q.strip()[:200], max(1, min(page, 1_000_000)))
        return render.page(desk, request, "reports.html", here="reports", **found)

    @routes.get("/report/{identity:path}", response_class=HTMLResponse)
    def report(request: Request, identity: str) -> HTMLResponse:
        found = finding.report(desk, identity)
        chosen = request.query_params.get("claim", "")[:80]
        return render.page(desk, request, "report.html", here="reports", **view(desk, found, chosen))

    return routes


def listing(desk: Desk, q: str, page: int) -> dict[str, Any]:
    """Give a page of the list of reports."""
    found, total = desk.store.find_reports(q or None, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    rows = [
        {
            "id": one.report,
            "title": words.shorten(one.title or "", 140) or words.shorten(one.begins, 100) or one.report,
            "source": words.shorten(one.source or "", 60),
            "published": words.long_day(day) if (day := words.day(one.published)) else "",
            "claims": one.claims,
        }
        for one in found
    ]
    return {"rows": rows, "total": total, "page": page, "pages": max(1, -(-total // PER_PAGE)), "q": q}


def view(desk: Desk, report: Report, chosen: str) -> dict[str, Any]:
    """Give everything that the report's template needs."""
    stored = list(desk.store.claims(report.id))
    judgements = finding.judgements_on(desk, [report.id, *(one.claim.claim for one in stored)])
    judged = read_judgements(judgements)
    claims = [one.claim for one in with_people(stored, judged)]
    claims.sort(key=lambda c: (c.mentions[0].start if c.mentions else 0, c.claim))
    as_coded = {one.claim.claim: one.claim for one in stored}
    cards: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    for number, claim in enumerate(claims, 1):
        home = desk.store.event_of(claim.claim)
        record = desk.store.event(home) if home else None
        told = one_told(number, as_coded.get(claim.claim, claim), report, judged)
        about = {"event": home, "version": record.event.version if record else "", "others": 0}
        about["others"] = len(record.event.claims) - 1 if record else 0
        cards.append({"told": told, **about})
        numbers[claim.claim] = number
    published = words.day(report.published)
    return {
        "report": report,
        "title": words.shorten(report.title or "", 160) or words.shorten(report.text, 80) or report.id,
        "source": words.shorten(report.source or "", 80),
        "published": words.long_day(published) if published else "",
        "url": links.address(report.url),
        "text": marked(report.text, claims, "r"),
        "cards": cards,
        "chosen": chosen,
        "selected": SELECTED,
        "types": [(name, type_words(name)) for name in links.event_types()],
        "past": past(judgements, numbers),
        "versions": desk.store.versions(report.id),
        "names": NAMES,
        "roles": ROLES,
    }


def claims_now(desk: Desk, report: Report) -> list[SourcedClaim]:
    """Give the claims of a report with people's corrections, additions and withdrawals."""
    stored = list(desk.store.claims(report.id))
    judgements = finding.judgements_on(desk, [report.id, *(one.claim.claim for one in stored)])
    return with_people(stored, read_judgements(judgements))
