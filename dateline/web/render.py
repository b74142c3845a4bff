"""The templates, and what all pages share."""

import functools
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from dateline.export import _words as words
from dateline.export.page.evidence import LABELS
from dateline.web.desk import Desk
from dateline.web.shown import GROUPS, type_words

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = (
    ("overview", "/", "Record"),
    ("queue", "/queue", "Queue"),
    ("pairs", "/pairs", "Pairs"),
    ("reports", "/reports", "Reports"),
    ("downloads", "/downloads", "Downloads"),
)
FOLD_COOKIE = "fold"
"""Set by the page's own script when a person wants graphic text folded away; the server then sends it folded."""
REVIEWER_COOKIE = "reviewer"
"""Set by the page's own script when a person gives another name, so that what they left open does not come back."""


@functools.cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("dateline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(type_words=type_words, country=words.country, seg=lambda text: quote(str(text), safe=""))
    made.globals.update(PAGES=PAGES, GROUPS=GROUPS, LABELS=LABELS)
    return made


def reviewer(desk: Desk, request: Request) -> str:
    """Give the name of who looks at the page: the one given in this browser, or the desk's."""
    return unquote(request.cookies.get(REVIEWER_COOKIE, "")).strip() or desk.reviewer


def folded(request: Request) -> bool:
    """Say whether graphic text is to be sent folded away."""
    return request.cookies.get(FOLD_COOKIE) == "1"


def fragment(name: str, /, **values: object) -> Markup:
    """Give a template's HTML as a part of a page."""
    return Markup(_templates().get_template(name).render(**values))  # made of escaped parts


def page(desk: Desk, request: Request, name: str, /, *, here: str, status: int = 200, **values: object) -> HTMLResponse:
    """Give a whole page; ``here`` is its entry in the head's navigation."""
    html = (
        _templates()
        .get_template(name)
        .render(
            here=here,
            reviewer="" if here == "login" else desk.reviewer,  # who has no token learns no name
            sample=desk.sample,
            fold=folded(request),
            **values,
        )
    )
    return HTMLResponse(html.encode("utf-8", "replace"), status_code=status)
