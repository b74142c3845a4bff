"""The application: the routes, the files it serves, what errors look like, and the guard before it all."""

from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import HTTPException, RequestValidationError
from fastapi.responses import FileResponse, Response

from dateline.errors import DatelineError, UsageError
from dateline.web import docs, render
from dateline.web.desk import Desk
from dateline.web.finding import MissingError
from dateline.web.guard import Guard
from dateline.web.routes import api, decide, downloads, editing, event, login, overview, pairs, queue, report

STATIC = Path(str(resources.files("dateline.web"))) / "static"
LOOK = Path(str(resources.files("dateline.export.page"))) / "static" / "page.css"
"""The style sheet of the HTML export: the page continues its look, so it serves it and adds its own."""
KINDS = {".css": "text/css", ".mjs": "text/javascript", ".js": "text/javascript", ".svg": "image/svg+xml",
         ".json": "application/json", ".txt": "text/plain", ".png": "image/png"}  # fmt: skip
ROUTES = (overview, event, report, queue, pairs, downloads, editing, decide, api)
DESCRIPTION = (
    "The record of a Dateline database: events, their claims and reports, and people's judgements. The same functions "
    "as the command line. A request that changes something needs the header `X-Dateline: 1` and a JSON body."
)


def create(
    desk: Desk, *, host: str = "127.0.0.1", token: str | None = None, names: frozenset[str] = frozenset()
) -> Guard:
    """Give the whole page as an ASGI application for the record of a desk.

    ``host`` is the address it will listen on, ``token`` what other machines must show, ``names`` further host names it
    answers to. Raises UsageError as ``guard.check`` does.
    """
    from dateline.web import guard

    guard.check(host, token)
    import dateline

    app = FastAPI(
        title="Dateline",
        version=dateline.__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    for module in ROUTES:
        app.include_router(module.router(desk))
    app.include_router(login.router(desk, token))
    _files(app)
    _errors(app, desk)
    api.describe(app)
    return Guard(app, host=host, token=token, names=names)


def _files(app: FastAPI) -> None:
    """Serve the page's own files: those there are, and nothing that a path could climb to."""
    known = {f"/static/{path.relative_to(STATIC).as_posix()}": path for path in STATIC.rglob("*") if path.is_file()}
    known["/static/page.css"] = LOOK

    @app.get("/static/{path:path}", include_in_schema=False)
    def static(path: str) -> Response:
        file = known.get(f"/static/{path}")
        if file is None:
            raise HTTPException(404, "there is no such file")
        return FileResponse(file, media_type=KINDS.get(file.suffix, "application/octet-stream"))


def _errors(app: FastAPI, desk: Desk) -> None:
    """Give every error in the shape that was asked for: a page for a person, JSON for a program."""

    def answer(request: Request, status: int, message: str) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
        if wants_page:
            return render.page(desk, request, "error.html", here="", status=status, code=status, message=message)
        return docs.json_answer(docs.Problem(error=message), status)

    @app.exception_handler(UsageError)
    def usage(request: Request, error: UsageError) -> Response:
        return answer(request, 422, str(error))

    @app.exception_handler(MissingError)
    def gone(request: Request, error: MissingError) -> Response:
        return answer(request, 404, str(error))

    @app.exception_handler(DatelineError)
    def ours(request: Request, error: DatelineError) -> Response:
        return answer(request, 503, str(error))

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        parts = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
        return answer(request, 422, "; ".join(parts))

    @app.exception_handler(404)
    @app.exception_handler(405)
    def missing(request: Request, error: Any) -> Response:
        detail = getattr(error, "detail", "")
        known = {404: "there is no such page here", 405: "this address does not answer that method"}
        status = getattr(error, "status_code", 404)
        return answer(request, status, known[status] if detail in ("Not Found", "Method Not Allowed") else detail)
