"""Web addresses: what may be asked for, and what is read from the answer."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from dateline.errors import UsageError
from dateline.model import Report
from dateline.read import _fetch, _kind
from dateline.read._fetch_values import Fetched, FetchError
from dateline.read._found import Found, issue

if TYPE_CHECKING:
    from dateline.read._reading import Reading


def check(url: str) -> None:
    """See that an address can be asked for at all.

    Raises UsageError.
    """
    try:
        _fetch.split(url)
    except FetchError as error:
        raise UsageError(str(error)) from error


def read(reading: "Reading", url: str) -> Iterator[Found]:
    """Give what an address answers with; where it cannot be fetched, an issue."""
    assert reading.fetcher is not None
    try:
        fetched = reading.fetcher.fetch(url)
    except FetchError as error:
        yield issue(url, f"not fetched: {error}")
        return
    yield from answered(reading, fetched)


def answered(reading: "Reading", fetched: Fetched) -> Iterator[Found]:
    """Give what an answer holds; where that is nothing that is read, an issue."""
    kind = _kind_of(reading, fetched)
    if kind is None:
        what = fetched.media_type or "what it gives"
        yield issue(fetched.url, f"{what} is not read; allowed: pages, feeds, PDF, tables, texts")
        return
    options = msgspec.structs.replace(reading.options, declared_charset=fetched.charset)
    for found in reading.of_kind(kind, fetched.data, fetched.url, fetched.retrieved_at, options):
        yield _from(found, fetched)


def _from(found: Found, fetched: Fetched) -> Found:
    """Give what was found with the address that it came from, which is also the report's own where that is the whole of
    what was fetched and says nothing else."""
    if not isinstance(found.one, Report) or found.one.original is None or found.one.original.url is not None:
        return found  # an issue, or a page that a feed led to: it knows its own
    report, original = found.one, found.one.original
    whole = original.name == fetched.url
    source = urlsplit(fetched.url).hostname if report.source == os.path.basename(fetched.url) else report.source
    changed = msgspec.structs.replace(
        report,
        url=report.url or (fetched.url if whole else None),
        source=source,
        original=msgspec.structs.replace(original, url=fetched.url),
    )
    return found._replace(one=changed, url=fetched.url)


def _kind_of(reading: "Reading", fetched: Fetched) -> str | None:
    """Give the kind of what was fetched: by its bytes, then by the server's word, then by the address."""
    if kind := _kind.of_bytes(fetched.data[: _kind.LOOK]):
        return kind
    said = (fetched.media_type or "").lower()
    if said in ("application/xml", "text/xml"):
        return "feed"
    if said in _kind.MEDIA_TYPES:
        return _kind.MEDIA_TYPES[said]
    if said.startswith(("image/", "audio/", "video/", "font/", "text/css", "text/javascript")):
        return None
    return reading.name_of(urlsplit(fetched.url).path)
