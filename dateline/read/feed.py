"""An RSS or Atom feed: one report an entry, with the words that the feed itself holds."""

import os
import re
from collections.abc import Iterator
from typing import IO
from urllib.parse import urlsplit

from dateline.model import Issue, Report, Value, content_id
from dateline.read import _bytes, _dates, _language, _published, _sandbox
from dateline.read._found import Dated, Found, Options, issue

SUFFIXES = (".xml", ".rss", ".atom")

_ENTITY = re.compile(rb"<!entity", re.I)


class Entry(Value, frozen=True, kw_only=True):
    """An entry of a feed: ``identity`` is its guid or id, ``published`` and ``updated`` its dates in its own words."""

    text: str
    title: str | None = None
    link: str | None = None
    identity: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None


class Feed(Value, frozen=True, kw_only=True):
    """What a feed says, as ``_feed`` finds it; ``notes`` is what must be told of it."""

    entries: tuple[Entry, ...]
    title: str | None = None
    link: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the report of each entry, and an issue for what cannot be told of it."""
    return (found.one for found in find(stream, name, Options()))


def find(stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
    """Give the report of each entry in the order of the feed, each with the bytes of the whole feed."""
    data = _bytes.whole(stream, _bytes.MAX_BYTES)
    if data is None:
        yield issue(name, f"longer than {_bytes.MAX_BYTES:,} bytes, the most that is read as one feed")
        return
    if _ENTITY.search(data.replace(b"\0", b"")):
        yield issue(name, "a feed that declares entities of its own, as attacks do and feeds need not; left out")
        return
    try:
        feed = _sandbox.shared().ask("feed", data, Feed, **_about(name, options))
    except _sandbox.UnreadableError as error:
        yield issue(name, f"the feed cannot be read: {error}")
        return
    for note in feed.notes:
        yield issue(name, note)
    for number, entry in enumerate(feed.entries, 1):
        yield from _found(entry, feed, data, f"{name}:{number}", options)


def _found(entry: Entry, feed: Feed, data: bytes, place: str, options: Options) -> Iterator[Found]:
    text = entry.text if entry.text.strip() else entry.title or ""
    if not text.strip():
        yield issue(place, "an entry without words; a report needs words")
        return
    dated, problem = _dated(entry, options.day_first)
    report = Report(
        id=content_id("r", text, entry.link or entry.identity),
        text=text,
        published=dated.published if dated else None,
        title=entry.title,
        source=entry.source or feed.title or _site(entry, feed) or os.path.basename(place),
        url=entry.link,
        language=_language.settled(text, entry.language or feed.language),
        author=entry.author,
    )
    yield Found(report, data, "application/xml", None, dated, place)
    if problem:
        yield issue(report.id, problem)


def _dated(entry: Entry, day_first: bool | None) -> tuple[Dated | None, str | None]:
    """Give the date of an entry: that of publication, or else the last change, which is later as a rule."""
    for words, sureness in ((entry.published, "stated"), (entry.updated, "likely")):
        if not words:
            continue
        told = _dates.understand(words, day_first)
        if told.date:
            return Dated(told.date, "feed", "stated" if sureness == "stated" else "likely"), None
        if told.either:
            return None, _published.ambiguous(words, told.either)
        return None, f"its date of publication, {words[:40]!r}, is no date; it is left out"
    return None, None


def _site(entry: Entry, feed: Feed) -> str | None:
    address = entry.link or feed.link
    return urlsplit(address).hostname if address else None


def _about(name: str, options: Options) -> dict[str, str]:
    about = {"url": name} if urlsplit(name).scheme in ("http", "https") else {}
    charset = options.charset or options.declared_charset
    return {**about, "charset": charset} if charset else about
