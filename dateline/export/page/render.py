"""The page's templates, its one style sheet and one script, and the policy that allows nothing else."""

import base64
import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from dateline.export import _words as words
from dateline.export.page import locator, overview, strip
from dateline.export.page.card import card
from dateline.export.page.evidence import LABELS
from dateline.export.page.text import marked
from dateline.export.page.world import countries, path
from dateline.model import CodedReport, Report

if TYPE_CHECKING:
    from jinja2 import Environment

OPEN_REPORTS = 3
"""Reports with claims that stand open at first; the others are folded: a page of a thousand opens at once."""
TITLE = 160
"""Characters of a title that are shown."""
FIRST_WORDS = 80
"""Characters of a text that stand for a title it lacks."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Entry(NamedTuple):
    """A report in the index."""

    number: int
    title: str
    about: str


class Part(NamedTuple):
    """A report's share of the page: its HTML, its line in the index, and the outlines its map refers to."""

    html: str
    entry: Entry
    claims: int
    outlines: frozenset[str]


@functools.cache
def _templates() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("dateline.export.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@functools.cache
def _static(name: str) -> str:
    return resources.files("dateline.export.page").joinpath("static", name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode() + "'"


def policy() -> str:
    """Give the page's Content-Security-Policy: its own style and script by their hashes, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src {_digest(_static('page.css'))}; script-src {_digest(_static('page.js'))}; "
        "base-uri 'none'; form-action 'none'"
    )


def _address(url: str | None) -> str | None:
    """Give an address that is safe to link to: http or https with a host, and no control character."""
    if not url or words.one_line(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _title(report: Report) -> str:
    return words.shorten(report.title or "", TITLE) or words.shorten(report.text, FIRST_WORDS) or "(no text)"


def _about(report: Report) -> list[str]:
    """Give what is known about a report, for the line under its title: source, day, id."""
    published = words.day(report.published)
    shown = words.long_day(published) if published else words.shorten(report.published or "", 40)
    parts = (words.shorten(report.source or "", 80), shown, words.shorten(report.id, 60))
    return [part for part in parts if part]


def _grouped(missing: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Give the claims that a figure does not show by the reason."""
    found: dict[str, list[int]] = {}
    for number, why in missing:
        found.setdefault(why, []).append(number)
    return found


def part(number: int, one: CodedReport, *, unfolded: bool) -> Part:
    """Give the page's part for report number ``number`` (from 1), standing open or folded."""
    report, claims = one.report, one.claims
    name = f"r{number}"
    chart, times = locator.draw(claims), strip.draw(claims, report.published)
    url = _address(report.url)
    about = _about(report)
    html = (
        _templates()
        .get_template("report.html")
        .render(
            name=name,
            number=number,
            open=unfolded,
            title=_title(report),
            about=about,
            url=url,
            address=words.shorten(report.url or "", 200),
            language=report.language if _LANGUAGE.fullmatch(report.language or "") else None,
            text=marked(report.text, claims, name),
            cards=[card(n, claim) for n, claim in enumerate(claims, 1)],
            issues=[{"stage": issue.stage, "message": words.one_line(issue.message)} for issue in one.issues],
            map=chart,
            strip=times,
            unplaced=_grouped(locator.missing(claims, locator.spots(claims))),
            undated=_grouped(strip.missing(claims)),
        )
    )
    used = frozenset(land.key for land in chart.land) if chart else frozenset()
    count = f"{len(claims) or 'no'} claim{'' if len(claims) == 1 else 's'}"
    return Part(html, Entry(number, _title(report), " · ".join([*about[:-1], count])), len(claims), used)


def outlines_of(seen: overview.Overview | None) -> set[str]:
    """Give the outlines that the map of all claims refers to."""
    return {land.key for land in seen.map.land} if seen and seen.map else set()


def head(entries: Sequence[Entry], claims: int, seen: overview.Overview | None) -> str:
    """Give the page up to the first report: what it is, the legend, all claims at a glance, the index."""
    return (
        _templates()
        .get_template("head.html")
        .render(
            policy=Markup(policy()),
            style=Markup(_static("page.css")),
            title=entries[0].title if len(entries) == 1 else "Conflict event record",
            entries=entries,
            claims=claims,
            overview=seen,
            labels=LABELS,
        )
    )


def foot(outlines: Iterable[str]) -> str:
    """Give the page after the last report: the country outlines that its maps refer to, and the script."""
    wanted = set(outlines)
    return (
        _templates()
        .get_template("foot.html")
        .render(
            outlines=[(country.key, path(country)) for country in countries() if country.key in wanted],
            script=Markup(_static("page.js")),
        )
    )
