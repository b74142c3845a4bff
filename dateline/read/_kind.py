"""What a stream holds, by its first bytes: endings and servers say many things."""

import re
from collections.abc import Iterator
from typing import IO

from dateline.read import _bytes, _record, csv, jsonl

ZIP, GZIP, WARC = "zip", "gz", "warc"
LOOK = 4096
"""How many bytes are looked at after a first line that begins a markup: room for an XML declaration, comments and a
DOCTYPE."""

_BLANK = b" \t\r\n\xef\xbb\xbf"
_LIKE_JSON = re.compile(rb"\{\s*(\"|$)|\[\s*(\{|$)")
_BEFORE_ROOT = re.compile(rb"(?:\s+|<\?xml[^>]*>|<\?[^>]*\?>|<!--.*?-->|<!doctype\s+(?!html)[^>\[]*>)", re.S | re.I)
_FEED = re.compile(rb"<(?:(?:[a-z][\w.-]{0,30}:)?(?:rss|feed)|rdf:rdf)[\s>]", re.I)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|link|base|title|script|style|noscript|article|main|section|header|nav|"
    rb"div|p|span|h[1-6]|table|ul|ol|blockquote|figure|img|a|b|i|em|strong|font|center|br|hr)[\s/>]",
    re.I,
)
"""What a page, or a part of one that somebody copied, begins with; "<Reuters>" is no element."""

MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/pdf": "pdf",
    "application/zip": ZIP,
    "application/warc": WARC,
    "application/gzip": GZIP,
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "text/plain": "text",
    "text/markdown": "text",
}
"""What servers call the kinds of files that are read."""


def of_bytes(head: bytes) -> str | None:
    """Give the name of the reader for a stream that begins so ("zip", "gz", "warc" for what holds others), or None."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if head.startswith(b"WARC/"):
        return WARC
    start = head.replace(b"\0", b"").lstrip(_BLANK + b"\xff\xfe")
    if is_json(head.split(b"\n" if b"\0" not in head else b"\n\0")[0].strip(_BLANK)):
        return "jsonl"
    if start.startswith(b"<"):
        return _markup(start)
    return "csv" if csv.begins_table(start.splitlines()[0] if start else b"") else None


def of_stream(stream: IO[bytes]) -> tuple[str, IO[bytes]]:
    """Give the name of the reader for a stream whose name tells nothing, and the stream with nothing taken from it.

    JSON Lines when its first line is, or begins as, an object; a table when it names the columns of one; a text when it
    is nothing else.
    """
    head = bytearray()
    for line in _first_lines(stream):
        head += line
    whole = _bytes.put_back(bytes(head), stream)
    return of_bytes(bytes(head).lstrip(b" \t\r\n")) or "text", whole


def _first_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Give the lines to the first that is not blank, and a little more where that begins a markup."""
    taken, line = 0, b""
    while not line.strip(_BLANK) and taken <= _bytes.MAX_BYTES:
        line = stream.readline(_bytes.MAX_BYTES + 1)
        taken += len(line)
        yield line
        if not line:
            return
    if line.replace(b"\0", b"").lstrip(_BLANK + b"\xff\xfe").startswith(b"<") and len(line) < LOOK:
        yield stream.read(LOOK)


def is_json(first: bytes) -> bool:
    """Say whether a line is, or begins as, a JSON object, or a list of them (which ``jsonl`` refuses with advice)."""
    if first.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"{") and b"\0" in first:
        return True  # UTF-16
    if _LIKE_JSON.match(first):
        return True
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(jsonl.parse(first.decode("utf-8", "replace")), dict)
    except _record.BadRecordError:
        return False


def _markup(start: bytes) -> str | None:
    at = 0
    while found := _BEFORE_ROOT.match(start, at):
        at = found.end()
    if _FEED.match(start, at):
        return "feed"
    return "html" if _HTML.match(start, at) else None
