"""The pages in a WARC file, as web archives and crawlers keep them: each is read as if it had just been fetched.

Of all that a crawl brings home, pages, PDF files and feeds that were given in full are read (status 200); pictures,
scripts, redirects and the crawler's own notes are no reports and are left aside without a word. A record is a head of
lines like those of HTTP and so many bytes (ISO 28500); Python's ``http.client`` reads both heads, within bounds.
"""

import http.client
import io
import re
import zlib
from collections.abc import Generator, Iterator
from email.message import Message
from typing import IO, Any, NamedTuple, cast

from dateline.read import _kind
from dateline.read._fetch_values import Fetched
from dateline.read._found import Found, issue

MOST_BYTES = 64 * 1024 * 1024
"""The longest answer that is read, packed or unpacked: as much as is fetched."""
_LONGEST_LINE = 1024
_CHUNK = 1 << 16
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\s*")
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z")
_CHUNK_HEAD = re.compile(rb"[0-9a-fA-F]{1,16}[ \t]*(;[^\r\n]*)?\r?\n")
_READ = frozenset({"html", "pdf", "feed"})
_ERRORS = (http.client.HTTPException, EOFError, OSError, ValueError, zlib.error)


class _Answer(NamedTuple):
    """An answer over HTTP: what it is said to be, and its bytes; None for one that is no page."""

    media_type: str | None
    charset: str | None
    data: bytes | None


class _Socket:
    """What ``http.client`` takes for a connection: bytes that have been received already."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, mode: str) -> IO[bytes]:
        """Give the bytes as a stream."""
        return io.BytesIO(self._data)


def captures(stream: IO[bytes], name: str) -> Iterator[Fetched | Found]:
    """Give what a WARC file holds that may be a report, in its order, and an issue for what is broken."""
    number = 0
    while version := _next_line(stream):
        number += 1
        place = f"{name}:{number}"
        try:
            if not _VERSION.fullmatch(version):
                raise ValueError("it does not begin with WARC/1.0 or WARC/1.1")
            head = http.client.parse_headers(cast(io.BufferedIOBase, stream))
            length = _length(head)
        except (http.client.HTTPException, ValueError) as error:
            yield issue(place, f"no record of a WARC file: {str(error)[:200]}; the rest of it was not read")
            return
        taken = yield from _of_record(head, stream, length, place)
        if not _skipped(stream, length - taken):
            yield issue(place, "the file breaks off in this record")
            return


def _next_line(stream: IO[bytes]) -> bytes:
    """Give the first line of the next record, or nothing at the end; records have blank lines between them."""
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            return line
    return b""


def _length(head: Message) -> int:
    said = str(head.get("Content-Length", "")).strip()
    if not re.fullmatch(r"[0-9]{1,18}", said):
        raise ValueError(f"its length is {said[:40]!r}, no number of bytes")
    return int(said)


def _skipped(stream: IO[bytes], size: int) -> bool:
    """Pass over bytes; whether there were so many."""
    while size > 0:
        piece = stream.read(min(size, _CHUNK))
        if not piece:
            return False
        size -= len(piece)
    return True


def _of_record(head: Message, stream: IO[bytes], length: int, place: str) -> Generator[Fetched | Found, None, int]:
    """Give what one record holds, if it may be a report; returns how many of its bytes were taken."""
    kind, url = str(head.get("WARC-Type", "")).strip(), str(head.get("WARC-Target-URI", "")).strip(" <>")
    if kind not in ("response", "resource") or not url.lower().startswith(("http://", "https://")):
        return 0
    if length > MOST_BYTES:
        yield issue(place, f"an answer of {length:,} bytes; at most {MOST_BYTES:,} are read")
        return 0
    block = stream.read(length)
    try:
        answer = _over_http(block) if kind == "response" else _Answer(*_said(head), block)
    except _ERRORS as error:
        yield issue(place, f"an answer that cannot be unpacked: {' '.join(str(error).split())[:200]}")
        return len(block)
    if answer.data is not None and _is_read(answer):
        told = _DATE.fullmatch(str(head.get("WARC-Date", "")).strip())
        yield Fetched(answer.data, url, answer.media_type, answer.charset, f"{told[1]}Z" if told else "")
    return len(block)


def _over_http(block: bytes) -> _Answer:
    """Take an answer apart as it came over the wire. Raises one of _ERRORS."""
    response = http.client.HTTPResponse(cast(Any, _Socket(block)))
    response.begin()
    if response.status != http.client.OK:
        return _Answer(None, None, None)
    data = _body(response)
    packed = str(response.headers.get("Content-Encoding", "")).strip().lower()
    if packed in ("gzip", "x-gzip", "deflate"):
        data = _unpacked(data)
    elif packed not in ("", "identity") and not _kind.of_bytes(data[: _kind.LOOK]):
        raise ValueError(f"it is packed as {packed[:20]!r}; gzip and deflate are read")
    if len(data) > MOST_BYTES:
        raise ValueError(f"it unpacks to more than {MOST_BYTES:,} bytes")
    return _Answer(*_said(response.headers), data)


def _body(response: http.client.HTTPResponse) -> bytes:
    """Give the body in one piece; some crawlers have put it together and left the head as it was."""
    if response.chunked:
        start = response.fp.tell()
        whole = not _CHUNK_HEAD.match(response.fp.read(_LONGEST_LINE))
        response.fp.seek(start)
        if whole:
            return response.fp.read()
    return response.read(MOST_BYTES + 1)


def _unpacked(data: bytes) -> bytes:
    """Give the content of gzip or deflate, at most one byte more than is read; as it is where it was unpacked before,
    and the head says what the wire carried."""
    if _kind.of_bytes(data[: _kind.LOOK]) not in (None, _kind.GZIP):
        return data
    for bits in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(data, MOST_BYTES + 1)
        except zlib.error:
            continue
    raise ValueError("it is said to be packed, and cannot be unpacked")


def _said(head: Message) -> tuple[str | None, str | None]:
    """Give the media type and the encoding that a head names."""
    if not head.get("Content-Type"):
        return None, None
    charset = head.get_param("charset")
    return head.get_content_type(), charset[:40] if isinstance(charset, str) else None


def _is_read(answer: _Answer) -> bool:
    """Say whether an answer may be a report: a page, a PDF or a feed, by its bytes or else by the site's word."""
    assert answer.data is not None
    found = _kind.of_bytes(answer.data[: _kind.LOOK])
    said = _kind.MEDIA_TYPES.get((answer.media_type or "").lower())
    if said in ("text", "jsonl", "csv") or (answer.media_type or "").startswith(("image/", "application/javascript")):
        return False
    return (found or said) in _READ
