"""The places of a page that may tell its date of publication, the best first."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from dateline.model import DateSource
from dateline.read import _dates
from dateline.read._page_facts import Stated
from dateline.read._published import Candidate

_IN_PATH = re.compile(r"(?:^|[/_-])((?:19|20)\d{2})([/-])(\d{1,2})\2(\d{1,2})(?=[/_.-]|$)")
_ABOUT_PUBLISHING = re.compile(
    r"publish|posted|pubdate|byline|dateline|timestamp|entry-date|article-date|post-date", re.I
)
_ABOUT_CHANGES = re.compile(r"modif|updat|revis", re.I)
_FAR = 4
"""How many elements around a <time> are asked what it is about."""


def candidates(tree: Any, facts: Stated, address: str | None) -> tuple[Candidate, ...]:
    """Give all of them. The words of the page are searched only where nothing else has a date: htmldate then picks one,
    and it counts only if the page has that day in a way that can be read as no other."""
    found = [
        *_of("json-ld", facts.json_ld_dates),
        *_of("meta", facts.meta_dates),
        *_of("time", _times(tree)),
        *_of("url", _in_path(address)),
    ]
    if any(told.date or told.either for told in (_dates.understand(one.words) for one in found)):
        return tuple(found)
    return (*found, *_of("page", _visible(tree, address)))


def _of(place: DateSource, words: "tuple[str, ...] | Iterator[str]") -> Iterator[Candidate]:
    return (Candidate(found_in=place, words=one[: _dates.LONGEST]) for one in words)


def _times(tree: Any) -> Iterator[str]:
    """Give the <time> elements that say they are of publication, or else the only one that does not say otherwise."""
    elements = [one for one in tree.iter("time") if not _says(one, _ABOUT_CHANGES, around=0)][:500]
    published = [
        one for one in elements if one.get("pubdate") is not None or _says(one, _ABOUT_PUBLISHING, around=_FAR)
    ]
    chosen = published or (elements if len(elements) == 1 else [])
    return (one.get("datetime") or " ".join("".join(one.itertext()).split()) for one in chosen)


def _says(element: Any, pattern: re.Pattern[str], around: int) -> bool:
    for _ in range(around + 1):
        names = " ".join(element.get(name) or "" for name in ("itemprop", "class", "id", "property", "data-testid"))
        if pattern.search(names):
            return True
        element = element.getparent()
        if element is None or element.tag in ("body", "article", "main"):
            return False
    return False


def _in_path(address: str | None) -> Iterator[str]:
    """Give the day that stands in the path of an address: year, month, day, in that order only."""
    found = _IN_PATH.search(urlsplit(address).path) if address else None
    if found:
        yield f"{found[1]}-{found[3]}-{found[4]}"


def _visible(tree: Any, address: str | None) -> Iterator[str]:
    from htmldate import find_date

    seen = _without_surroundings(tree)
    day = find_date(seen, original_date=True, extensive_search=False, url=address)
    if not day:
        return
    words = " ".join(seen.text_content().split())
    if _dates.states(words, day):
        yield day
        return
    for match in re.finditer(r"(?<![\d./-])\d{1,2}([-/.])\d{1,2}\1\d{4}(?!\d)", words):
        if day in (_dates.understand(match.group()).either or ()):
            yield match.group()
            return


def _without_surroundings(tree: Any) -> Any:
    """Give a page without what holds the dates of other things: scripts, lists of other articles, the small print."""
    seen = deepcopy(tree)
    for element in list(seen.iter("script", "style", "template", "nav", "aside", "footer")):
        if element.getparent() is not None:
            element.drop_tree()
    return seen
