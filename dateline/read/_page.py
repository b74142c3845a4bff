"""A page of HTML taken apart, in the process behind ``_sandbox``: trafilatura finds the main text and the byline."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from dateline.read import _page_dates, _page_facts
from dateline.read._sandbox import UnreadableError
from dateline.read.html import Page

MAX_CHARS = 4_000_000
"""The longest main text that is given on; a report of a quarter of it is refused later unless the settings allow it."""
MAX_ELEMENTS = 100_000
"""Elements of a page that is read: ten times those of a long live blog, and three seconds' work."""
MAX_NAME = 500
"""Characters of a title, a byline or the name of a site; what is longer is no name."""
MAX_ADDRESS = 2_000
_TOO_DEEP = "Excessive depth"
_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?", re.I)


def taken_apart(text: str, address: str | None = None) -> Page:
    """Give what a page says. ``address`` is where it was fetched, if it was.

    Raises UnreadableError for what is no page at all.
    """
    tree, notes = _parsed(text)
    facts = _page_facts.stated(tree)
    url = _canonical(facts.urls, address)
    dates = _page_dates.candidates(tree, facts, url or address)
    names = _names(tree, url or address)
    main = _main_text(tree)
    if len(main) > MAX_CHARS:
        raise UnreadableError(f"its main text has {len(main):,} characters; at most {MAX_CHARS:,} are read")
    return Page(
        text=main,
        title=_name(facts.headline or names.title),
        author=_name(facts.author or names.author),
        site=_name(facts.publisher or _site(names.sitename, url or address)),
        url=url,
        language=facts.language,
        dates=dates,
        notes=notes,
    )


def _parsed(text: str) -> tuple[Any, tuple[str, ...]]:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(_legal(text).encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableError("there is no HTML in it") from error
    if (elements := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        raise UnreadableError(f"it has {elements:,} elements; at most {MAX_ELEMENTS:,} are read")
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):
        return tree, ("its elements are nested deeper than any real page; what lies deepest was not read",)
    return tree, ()


def _legal(text: str) -> str:
    """Give a page without the control characters that XML forbids, written out or as references: those who paste from
    word processors leave them behind, and one is enough for trafilatura to find no text at all."""

    def kept(reference: re.Match[str]) -> str:
        number = int(reference[1], 16) if reference[1] else int(reference[2])
        return "" if number <= 0x10FFFF and _NO_CHARACTERS.match(chr(number)) else reference[0]

    return _REFERENCE.sub(kept, _NO_CHARACTERS.sub("", text))


def _names(tree: Any, address: str | None) -> Any:
    """Give trafilatura's word on title, author and site. The date is found elsewhere: it is told not to search."""
    from trafilatura.metadata import extract_metadata

    return extract_metadata(tree, address, {"extensive_search": False, "original_date": True}, extensive=False)


def _main_text(tree: Any) -> str:
    """Give the main text, a blank line between paragraphs. Comments of readers are no part of a report."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(tree, include_comments=False, include_tables=True, include_links=False)
    paragraphs = (line.strip() for line in (found.text or "").splitlines()) if found is not None else ()
    return "\n\n".join(line for line in paragraphs if line)


def _canonical(stated: tuple[str, ...], address: str | None) -> str | None:
    """Give the page's own address: the first that it states and that can be one, else where it was fetched.

    Sites that put their home page's address on every page are common: it is believed of the home page only.
    """
    for one in stated:
        try:
            url = urljoin(address or "", one.strip()).partition("#")[0]
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not host or len(url) > MAX_ADDRESS or re.search(r"[\s<>\"]", url):
            continue
        if parts.path in ("", "/") and not parts.query and not (address and urlsplit(address).path in ("", "/")):
            continue
        return url
    return address


def _site(name: str | None, address: str | None) -> str | None:
    """Give the name of a site, unless it is no more than its address."""
    return None if name and address and name.lower() in address.lower() else name


def _name(words: object) -> str | None:
    """Give a name on one line, or None for what is none."""
    line = " ".join(_NO_CHARACTERS.sub("", words).split()) if isinstance(words, str) else ""
    return line if 0 < len(line) <= MAX_NAME else None
