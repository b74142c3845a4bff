"""The files inside a ZIP archive, within bounds. Nothing is ever written to disk, and names are never paths to follow.

An archive of archives is opened to MAX_DEPTH; what all of them unpack to is bounded by the size of the outermost.
"""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from dateline.read import _bytes
from dateline.read._found import Found, issue

ERRORS = (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, NotImplementedError)
"""What reading packed content may raise for a broken or hostile file."""

MAX_DEPTH = 2
"""Archives inside each other: a downloaded bundle of bundles is ordinary, more is not."""
MAX_DIRECTORY = 16 * 1024 * 1024
"""The longest list of contents that is read, in bytes: about 200,000 files."""
MAX_HELD = 256 * 1024 * 1024
"""The largest archive that is read from a pipe or from inside another: it is held in memory."""
_OFFICE = {
    "[Content_Types].xml": "a document of Word, Excel or PowerPoint, which is not read",
    "mimetype": "a document of LibreOffice or an e-book, which is not read",
}
"""What office programs put first into the archives that their documents are."""
_ENCRYPTED = 0x1
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_END_SIZE = 22 + 65_535 + 20 + 56
"""The last bytes of an archive in which its end record (and that of ZIP64) stands."""


class Inside(NamedTuple):
    """How deep in archives a stream lies, and how many bytes may still be unpacked in all of them."""

    depth: int
    allowance: _bytes.Allowance


class Member(NamedTuple):
    """A file in an archive: its name for people ("bundle.zip/a.html"), its path inside, and how to open it."""

    name: str
    path: str
    open: Callable[[], IO[bytes]]
    inside: Inside


def members(stream: IO[bytes], name: str, inside: Inside | None = None) -> Iterator[Member | Found]:
    """Give the files of an archive in the order of their names, hidden ones left aside, or the issues that say why not.

    Raises nothing; opening or reading a member may raise one of ERRORS.
    """
    depth = inside.depth + 1 if inside else 1
    if depth > MAX_DEPTH:
        yield issue(name, f"an archive inside {depth - 1} others; {MAX_DEPTH} deep is the most that is opened")
        return
    try:
        held = stream if inside is None and stream.seekable() else _held(stream)
        size = held.seek(0, io.SEEK_END)
        if (directory := _directory_size(held, size)) > MAX_DIRECTORY:
            yield issue(name, f"its list of contents has {directory:,} bytes; at most {MAX_DIRECTORY:,} are read")
            return
        archive = zipfile.ZipFile(held)
    except (*ERRORS, ValueError) as error:
        yield issue(name, f"no ZIP archive that can be read: {error}")
        return
    if (office := _OFFICE.get(archive.namelist()[0] if archive.namelist() else "")) is not None:
        archive.close()
        yield issue(name, f"{office}; save it as plain text, HTML or PDF")
        return
    within = Inside(depth, inside.allowance if inside else _bytes.Allowance(size))
    with archive:
        listed = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.compress_size for info in listed) > size:
            yield issue(name, "its files overlap each other, as in a bomb; left out")
            return
        yield from (_member(archive, info, name, within) for info in _sorted(listed))


def _sorted(listed: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    return sorted((info for info in listed if not _hidden(info.filename)), key=lambda info: info.filename)


def _hidden(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, inside: Inside) -> Member | Found:
    path = info.filename.replace("\\", "/")
    place = f"{name}/{path}".encode("utf-8", "replace").decode()
    if path.startswith("/") or ".." in path.split("/") or ":" in path.split("/")[0]:
        return issue(place, "a name that leads out of its archive; left out")
    if info.flag_bits & _ENCRYPTED:
        return issue(place, "encrypted; unpack it with its password first")
    if stat.S_ISLNK(info.external_attr >> 16):
        return issue(place, "a link; left out")
    return Member(place, path, lambda: _bytes.allowed(archive.open(info), inside.allowance), inside)


def _held(stream: IO[bytes]) -> IO[bytes]:
    data = _bytes.whole(stream, MAX_HELD)
    if data is None:
        raise OSError(f"it has more than {MAX_HELD:,} bytes, the most that is held in memory; give it as a file")
    return io.BytesIO(data)


def _directory_size(stream: IO[bytes], size: int) -> int:
    """Give the size in bytes of an archive's list of contents, as its end record says (0 where there is none)."""
    stream.seek(max(0, size - _END_SIZE))
    tail = stream.read(_END_SIZE)
    at, at64 = tail.rfind(_END), tail.rfind(_END64)
    short = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    long = int.from_bytes(tail[at64 + 40 : at64 + 48], "little") if at64 >= 0 else 0
    return max(short if short != 0xFFFF_FFFF else 0, long)
