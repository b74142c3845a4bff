"""A feed taken apart, in the process behind ``_sandbox``: feedparser reads every dialect of RSS and Atom."""

import io
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from dateline.read._sandbox import UnreadableError
from dateline.read.feed import Entry, Feed

MAX_ENTRIES = 10_000
"""Entries that are read of one feed; real ones hold up to some hundreds."""
MAX_DEPTH = 100
"""Elements in each other; a feed has six, and those of XHTML in it."""
_MAX_NAME, _MAX_ADDRESS = 500, 2_000
_HARMLESS = ("CharacterEncodingOverride", "NonXMLContentType")
"""What feedparser complains of that loses nothing."""
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4",
     "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"]
)  # fmt: skip
_NO_WORDS = ("script", "style", "iframe", "noscript", "form")


def taken_apart(data: bytes, address: str | None = None, charset: str | None = None) -> Feed:
    """Give what a feed says.

    Raises UnreadableError for what is no feed.
    """
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if address:
        headers["content-location"] = address
    if _is_deep(data):
        raise UnreadableError("its elements are nested deeper than those of any real feed")
    parsed = feedparser.parse(  # what is dangerous in a page is no danger to words: ``plain`` drops all markup
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version") and not parsed.entries:
        raise UnreadableError("there is no RSS or Atom feed in it")
    notes = []
    if parsed.get("bozo") and type(parsed.get("bozo_exception")).__name__ not in _HARMLESS:
        notes.append(f"the feed is broken ({_line(str(parsed.bozo_exception))}); some of it may not have been read")
    if len(parsed.entries) > MAX_ENTRIES:
        notes.append(f"the feed has {len(parsed.entries):,} entries; the first {MAX_ENTRIES:,} were read")
    site = _address(parsed.feed.get("link"), address)
    return Feed(
        entries=tuple(_entry(one, address or site) for one in parsed.entries[:MAX_ENTRIES]),
        title=_line(plain(parsed.feed.get("title"))),
        link=site,
        language=_line(parsed.feed.get("language")),
        notes=tuple(notes),
    )


def _is_deep(data: bytes) -> bool:
    """Say whether elements are nested too deeply for feedparser, whose time grows with the square of it."""
    depth = deepest = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return deepest > MAX_DEPTH  # broken from here on: feedparser mends what it can
    return deepest > MAX_DEPTH


def _entry(one: Any, address: str | None) -> Entry:
    bodies = [plain(part.get("value")) for part in one.get("content", ())] + [plain(one.get("summary"))]
    source = one.get("source")
    return Entry(
        text=max(bodies, key=len),
        title=_line(plain(one.get("title"))),
        link=_address(one.get("link"), address),
        identity=_line(one.get("id")),
        author=_line(one.get("author")),
        source=_line(plain(source.get("title"))) if source else None,
        published=_line(one.get("published")),
        updated=_line(one.get("updated")),
        language=_line(one.get("language")),
    )


def plain(markup: object) -> str:
    """Give the words of a piece of HTML, a blank line between its blocks; what has no markup stays as it is."""
    if not isinstance(markup, str) or not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return markup.strip()
    etree.strip_elements(tree, *_NO_WORDS, with_tail=False)
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = "\n\n" + (element.text or "")
            element.tail = "\n\n" + (element.tail or "")
    paragraphs = (" ".join(part.split()) for part in tree.text_content().split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _line(value: object) -> str | None:
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return line[:_MAX_NAME] or None


def _address(value: object, base: str | None) -> str | None:
    """Give the address of a page, or None for what is none."""
    if not isinstance(value, str):
        return None
    try:
        url = urljoin(base or "", value.strip())
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname and len(url) <= _MAX_ADDRESS else None
    except ValueError:
        return None
