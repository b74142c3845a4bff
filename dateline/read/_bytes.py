"""Bytes to text within bounds: nothing here ever holds more than one report's worth of a stream."""

import codecs
import gzip
import io
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

MAX_BYTES = 16 * 1024 * 1024
"""The longest line or text file that is read. The million characters of the default ``Settings.max_chars`` fit, even as
JSON that escapes each of them as a pair of surrogates (12 bytes)."""

_CHUNK = 64 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NO_CHARSETS = frozenset(
    ["idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "charmap", "mbcs", "oem"]
)
"""Encodings of Python's that no text on paper or web is in: names of hosts, escapes, whatever this machine uses; and
UTF-7, which browsers refuse as it hides markup."""


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


def decode(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """Give the text of a whole file and its encoding: UTF-8, with or without a byte order mark, or UTF-16 with one.

    What is neither is in ``charset``, where the caller says one. Line ends are kept. Raises UndecodableError for
    anything else: an encoding is never guessed.
    """
    for marks, name in ((_UTF32, "utf-32"), (_UTF16, "utf-16")):
        if data.startswith(marks):
            text = _decode_as(data, name)
            if (at := text.find("\0")) >= 0:
                raise UndecodableError(f"not a text: there is a NUL character at character {at:,}; give plain text")
            return text, name
    if charset and not is_utf8(data):
        return _decode_as(data, charset), charset
    if (at := data.find(b"\0")) >= 0:
        raise UndecodableError(f"not a text: there is a NUL byte at byte {at:,}; give plain text in UTF-8")
    return decode_utf8(data), "utf-8"


def is_utf8(data: bytes) -> bool:
    """Say whether bytes are valid UTF-8 without NUL, which those of another encoding are hardly ever by chance."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def known_charset(name: str) -> str | None:
    """Give Python's name of an encoding that texts are in, or None when there is none of that name."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) and info.name not in _NO_CHARSETS else None


def _decode_as(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        named = charset.upper() if charset.startswith("utf") else charset
        raise UndecodableError(f"no valid {named} at byte {error.start:,}: {error.reason}") from error


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


RATIO = 100
"""How many times larger than its compressed bytes content may be. News packs to a third or a tenth; lines of very
similar JSON, packed by gzip, to a fiftieth; deflate's own limit, which only a bomb comes near, is 1,032."""
FREE = 64 * 1024 * 1024
"""Bytes that may be unpacked whatever the ratio: a short text of one repeated letter is no attack."""


class TooMuchError(OSError):
    """Compressed content that unpacks to far more than honest content does."""


class Allowance:
    """How many bytes a file and what is packed in it may still unpack to; counts down as it is read."""

    def __init__(self, packed: int) -> None:
        self.whole = self.left = max(FREE, RATIO * packed)

    def take(self, size: int) -> None:
        """Count bytes that were unpacked. Raises TooMuchError when it is too many."""
        self.left -= size
        if self.left < 0:
            raise TooMuchError(
                f"it unpacks to more than {self.whole:,} bytes, over {RATIO} times its size: a bomb; left out"
            )


class _Allowed(io.RawIOBase):
    """A stream of unpacked bytes that are counted."""

    def __init__(self, stream: IO[bytes], count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        part = self._stream.read(min(len(buffer), _CHUNK))
        self._count(len(part))
        buffer[: len(part)] = part
        return len(part)


def allowed(stream: IO[bytes], allowance: Allowance) -> IO[bytes]:
    """Give a stream that raises TooMuchError when more is unpacked from it than is allowed."""
    return io.BufferedReader(_Allowed(stream, allowance.take))


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it, for those that cannot tell (a pipe)."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        part = self._stream.read(min(len(buffer), _CHUNK))
        self.taken += len(part)
        buffer[: len(part)] = part
        return len(part)


def gunzipped(stream: IO[bytes]) -> IO[bytes]:
    """Give the content of a gzip stream, unpacked as it is read.

    Reading raises OSError, EOFError or zlib.error for what is no gzip, and TooMuchError where a mebibyte after
    mebibyte comes out of next to nothing.
    """
    packed, given = _Counted(stream), 0

    def count(size: int) -> None:
        nonlocal given
        given += size
        if given > max(FREE, RATIO * packed.taken):
            Allowance(packed.taken).take(given)

    return io.BufferedReader(_Allowed(gzip.GzipFile(fileobj=io.BufferedReader(packed)), count))  # type: ignore[arg-type]


def whole(stream: IO[bytes], limit: int) -> bytes | None:
    """Give all bytes of a stream, or None when there are more than ``limit``."""
    data = stream.read(limit + 1)
    return data if len(data) <= limit else None
