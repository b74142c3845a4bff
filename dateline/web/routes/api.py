"""The JSON API: what the record holds, for programs and for the page's own modules."""

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.responses import Response

from dateline.errors import UsageError
from dateline.events import Event, EventRecord, Judgement
from dateline.export.events import LossReport
from dateline.model import Claim, Report
from dateline.store import Revision
from dateline.web import docs, filters, finding, judging, values
from dateline.web.desk import Desk
from dateline.web.routes.decide import Body, Conflict, Kept, keep, read
from dateline.web.routes.downloads import Format
from dateline.web.routes.overview import query_lists
from dateline.web.routes.report import claims_now
from dateline.web.scene import Scene

MOST_PLACES = 12


class EventPage(docs.Answer, frozen=True, kw_only=True):
    """A page of events, and how many there are in all."""

    total: int
    page: int
    pages: int
    events: tuple[Event, ...]


class ReportClaims(docs.Answer, frozen=True, kw_only=True):
    """A report with its claims as people left them."""

    report: Report
    claims: tuple[Claim, ...]


KINDS: list[Any] = [
    EventPage, EventRecord, ReportClaims, values.Candidate, Revision, Judgement, Scene, Kept, Conflict, Format,
    LossReport, docs.Problem, judging.Decisions, judging.Split, judging.Join, judging.Undo, values.Selected,
    values.Missed,
]  # fmt: skip
PER_PAGE, MOST_PER_PAGE = 50, 500


def router(desk: Desk) -> APIRouter:
    """Give the routes of the API that read, and those that turn words of a report into judgements."""
    routes = APIRouter(prefix="/api")
    filtered = docs.filters()
    limits = Query(ge=1, le=MOST_PER_PAGE, description="Events a page.")

    @routes.get("/events", tags=["record"], responses=docs.answers(200, EventPage), openapi_extra=filtered)
    def events(request: Request, limit: Annotated[int, limits] = PER_PAGE) -> Response:
        """List events, filtered and in order, a page at a time."""
        asked = filters.parse(query_lists(request))
        query = filters.query_of(asked)
        found = desk.store.find(query, limit=limit, offset=(asked.page - 1) * limit)
        pages = max(1, -(-found.total // limit))
        return docs.json_answer(EventPage(total=found.total, page=asked.page, pages=pages, events=found.events))

    @routes.get("/events/{identity}", tags=["record"], responses=docs.answers(200, EventRecord))
    def event(identity: str) -> Response:
        """Give an event with its claims, reports and judgements. An id that was merged into another gives the other."""
        return docs.json_answer(finding.event(desk, identity))

    @routes.get("/events/{identity}/history", tags=["record"], responses=docs.answers(200, list[Revision]))
    def history(identity: str) -> Response:
        """Say what became of an event, oldest first."""
        return docs.json_answer(desk.store.history(identity))

    @routes.get("/scene", tags=["record"], responses=docs.answers(200, Scene), openapi_extra=filtered)
    def drawn(request: Request) -> Response:
        """Give what the map and the timeline draw: spots, areas, bars, and how many events they do not draw."""
        asked = filters.parse(query_lists(request))
        query = filters.query_of(asked, days=False, box=False)
        first = asked.first.isoformat() if asked.first else None
        last = asked.last.isoformat() if asked.last else None
        return docs.json_answer(desk.lookups.scene(query, first, last))

    @routes.get("/reports/{identity}", tags=["record"], responses=docs.answers(200, ReportClaims))
    def report(identity: str) -> Response:
        """Give a report with its claims as people left them."""
        found = finding.report(desk, identity)
        claims = tuple(one.claim for one in claims_now(desk, found))
        return docs.json_answer(ReportClaims(report=found, claims=claims))

    @routes.get("/places", tags=["record"], responses=docs.answers(200, list[values.Candidate]))
    def places(
        name: Annotated[str, Query(min_length=1, max_length=120)], country: Annotated[str, Query(max_length=3)] = ""
    ) -> Response:
        """Give the places that a name may mean, the largest first."""
        return docs.json_answer(desk.resolving.candidates(name, country.upper() or None)[:MOST_PLACES])

    _selecting(routes, desk)
    return routes


def _selecting(routes: APIRouter, desk: Desk) -> None:
    """Add the routes by which selected words become judgements."""
    answers = docs.answers(201, Kept, {409: Conflict})
    taken, missing = docs.takes(values.Selected), docs.takes(values.Missed)

    @routes.post(
        "/claims/{identity}/select", status_code=201, tags=["decisions"], responses=answers, openapi_extra=taken
    )
    def select(identity: str, body: Body) -> Response:
        """Set a field of a claim from words of its report; in a field that holds several values they are added."""
        asked = read(body, values.Selected)
        found = finding.claim(desk, identity)
        value = desk.resolving.value(found.report, asked.field, asked.start, asked.end)
        now = finding.as_corrected(found)
        if asked.field in values.LISTS:
            kept = [one for one in getattr(now, asked.field) if (one.start, one.end) != (asked.start, asked.end)]
            value = (*kept, value)
        decision = judging.Decision(
            kind="correct", subjects=(identity,), field=asked.field, value=value, reason=asked.reason
        )
        event = found.record.event.event if found.record else None
        return keep(desk, [decision], asked.reviewer, event, asked.saw)

    @routes.post(
        "/reports/{identity}/claims", status_code=201, tags=["decisions"], responses=answers, openapi_extra=missing
    )
    def add(identity: str, body: Body) -> Response:
        """Add a claim that the engine missed: its type and the words that name the act."""
        asked = read(body, values.Missed)
        report = finding.report(desk, identity)
        claim = desk.resolving.claim(report, asked)
        if desk.store.event_of(claim.claim):
            raise UsageError("there is a claim on just these words already; correct that one")
        decision = judging.Decision(kind="add", subjects=(report.id,), value=claim, reason=asked.reason)
        return keep(desk, [decision], asked.reviewer, None, None)


def describe(app: FastAPI) -> None:
    """Add the schemas of the record's types to the API's description."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        found = plain()
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(docs.components(KINDS))
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        return found

    app.openapi = described  # type: ignore[method-assign]
