"""Bytes to text within bounds: nothing here ever holds more than one report's worth of a stream."""

import codecs
import io
from collections.abc import Iterator
from typing import IO, NamedTuple

MAX_BYTES = 16 * 1024 * 1024
"""The longest line or text file that is read. The million characters of the default ``Settings.max_chars`` fit, even as
JSON that escapes each of them as a pair of surrogates (12 bytes)."""

_CHUNK = 64 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UndecodableError(ValueError):
    """Bytes that are no text; the message says where and what is allowed."""


class Line(NamedTuple):
    """A line of a stream: its number from 1, the byte at which it starts, its bytes (None when over the limit)."""

    number: int
    start: int
    data: bytes | None


class _PutBack(io.RawIOBase):
    """A stream with bytes put back in front of it."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]  # the buffer protocol has no type before 3.12
        if not self._head:
            self._head = self._rest.read(min(len(buffer), _CHUNK))
        part, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


class _Utf8FromUtf16(io.RawIOBase):
    """UTF-16 bytes as UTF-8 bytes, so that lines can be told by their newline."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-16")()
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        while not self._ready:
            chunk = self._stream.read(_CHUNK)
            self._ready = self._decoder.decode(chunk, final=not chunk).encode()
            if not chunk:
                break
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def put_back(head: bytes, rest: IO[bytes]) -> IO[bytes]:
    """Give a stream that starts with ``head`` and goes on with ``rest``."""
    return io.BufferedReader(_PutBack(head, rest))


def decode(data: bytes) -> str:
    """Give the text of a whole file: UTF-8, with or without a byte order mark, or UTF-16 with one. Line ends are kept.

    Raises UndecodableError for anything else: an encoding is never guessed.
    """
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UndecodableError(f"no valid UTF-16 at byte {error.start:,}: {error.reason}") from error
    if (at := data.find(b"\0")) >= 0:
        raise UndecodableError(f"not a text: there is a NUL byte at byte {at:,}; give plain text in UTF-8")
    return decode_utf8(data)


def decode_utf8(data: bytes, start: int = 0) -> str:
    """Give the text of UTF-8 bytes, without a byte order mark; ``start`` is where they stand in the file."""
    mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"0x{error.object[error.start]:02x} at byte {start + mark + error.start:,}"
        raise UndecodableError(f"no valid UTF-8: {found}; save it as UTF-8, or as UTF-16 with its mark") from error


def lines(stream: IO[bytes]) -> Iterator[Line]:
    """Give the lines of a stream of UTF-8, or of UTF-16 with its mark (then in UTF-8), split at newlines only.

    A line over MAX_BYTES comes without its bytes; the rest of it is skipped in small pieces.
    Raises UndecodableError where a UTF-16 stream breaks off: what follows cannot be told.
    """
    head = stream.read(2)
    stream = put_back(head, stream)
    if head in _UTF16:
        stream = io.BufferedReader(_Utf8FromUtf16(stream))
    number = start = 0
    while True:
        number += 1
        try:
            data = stream.readline(MAX_BYTES + 1)
            size = len(data)
            whole = size <= MAX_BYTES or data.endswith(b"\n")
            while not whole:
                piece = stream.readline(_CHUNK)
                size += len(piece)
                if not piece or piece.endswith(b"\n"):
                    break
        except UnicodeDecodeError as error:
            raise UndecodableError(f"no valid UTF-16 from line {number:,} on: {error.reason}") from error
        if not data:
            return
        yield Line(number, start, data if whole else None)
        start += size
