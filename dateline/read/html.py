"""A page of a web site: its main text, title, source, author, address and date of publication."""

import os
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

from dateline.model import Issue, Report, Value, content_id
from dateline.read import _bytes, _charset, _language, _published, _sandbox
from dateline.read._found import Found, Options, issue

SUFFIXES = (".html", ".htm", ".xhtml")


class Page(Value, frozen=True, kw_only=True):
    """What a page says, as ``_page`` finds it: ``url`` is its canonical address, ``language`` what it says it is in,
    ``dates`` every place that may tell its date of publication, the best first, ``notes`` what must be told of it."""

    text: str
    title: str | None = None
    author: str | None = None
    site: str | None = None
    url: str | None = None
    language: str | None = None
    dates: tuple[_published.Candidate, ...] = ()
    notes: tuple[str, ...] = ()


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the page as one report, and an issue for what cannot be told of it."""
    return (found.one for found in find(stream, name, Options()))


def find(stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
    """Give the page as one report with its bytes; ``name`` is the address of one that was fetched."""
    data = _bytes.whole(stream, _bytes.MAX_BYTES)
    if data is None:
        yield issue(name, f"longer than {_bytes.MAX_BYTES:,} bytes, the most that is read as one page")
        return
    address = name if urlsplit(name).scheme in ("http", "https") else None
    try:
        decoded = _charset.decode(data, chosen=options.charset, declared=options.declared_charset)
        page = _sandbox.shared().ask("page", decoded.text.encode("utf-8", "replace"), Page, **_about(address))
    except (_bytes.UndecodableError, _sandbox.UnreadableError) as error:
        yield issue(name, f"the page cannot be read: {error}")
        return
    if not page.text.strip():
        yield issue(name, "the page has no main text (a list of links, a form, or a page that a script fills)")
        return
    published = _published.choose(page.dates, options.day_first)
    report = _report(page, published.dated.published if published.dated else None, address, name)
    yield Found(report, data, "text/html", decoded.charset, published.dated)
    for note in (decoded.note, *page.notes, published.problem):
        if note:
            yield issue(report.id, note)


def _report(page: Page, published: str | None, address: str | None, name: str) -> Report:
    url = page.url or address
    return Report(
        id=content_id("r", page.text, url),
        text=page.text,
        published=published,
        title=page.title,
        source=page.site or (urlsplit(url).hostname if url else None) or os.path.basename(name),
        url=url,
        language=_language.settled(page.text, page.language),
        author=page.author,
    )


def _about(address: str | None) -> dict[str, str]:
    return {"url": address} if address else {}
