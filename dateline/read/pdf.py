"""A PDF: the text of its pages, without what stands at the head and foot of each."""

import os
from collections.abc import Iterator
from typing import IO

from dateline.model import Issue, Report, Value, content_id
from dateline.read import _bytes, _published, _sandbox
from dateline.read._found import Found, Options, issue

SUFFIXES = (".pdf",)
MAX_BYTES = 64 * 1024 * 1024
"""The largest PDF that is read: most of a large one is pictures."""


class Document(Value, frozen=True, kw_only=True):
    """What a PDF says, as ``_pdf`` finds it. ``made`` is when the file was made, which is no date of publication."""

    text: str
    pages: int
    title: str | None = None
    author: str | None = None
    dates: tuple[_published.Candidate, ...] = ()
    made: str | None = None
    notes: tuple[str, ...] = ()


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the PDF as one report, and an issue for what cannot be told of it."""
    return (found.one for found in find(stream, name, Options()))


def find(stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
    """Give the PDF as one report with its bytes."""
    data = _bytes.whole(stream, MAX_BYTES)
    if data is None:
        yield issue(name, f"longer than {MAX_BYTES:,} bytes, the most that is read as one PDF")
        return
    try:
        document = _sandbox.shared().ask("pdf", data, Document)
    except _sandbox.UnreadableError as error:
        yield issue(name, f"the PDF cannot be read: {error}")
        return
    if not document.text.strip():
        yield issue(name, f"no words on its pages ({document.pages:,}): pictures of pages need OCR first")
        return
    published = _published.choose(document.dates, options.day_first)
    report = Report(
        id=content_id("r", document.text),
        text=document.text,
        published=published.dated.published if published.dated else None,
        title=document.title,
        source=os.path.basename(name),
        author=document.author,
    )
    yield Found(report, data, "application/pdf", None, published.dated)
    for note in (*document.notes, published.problem, _undated(document) if not options.published else None):
        if note:
            yield issue(report.id, note)


def _undated(document: Document) -> str | None:
    """Say what is known where there is no date: the day a file was made is often years after what it holds."""
    if document.dates or not document.made:
        return None
    return f"no date of publication; the file was made on {document.made}: give it with --published if it is that"
