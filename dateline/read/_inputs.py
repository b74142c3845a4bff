"""Files, folders and standard input to open streams, each with the reader that its name or its beginning calls for."""

import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, cast

import msgspec

from dateline import plugins
from dateline.errors import InputError, UsageError
from dateline.model import Issue, Report
from dateline.read import _bytes, _record, jsonl, text
from dateline.stages import Reader

STANDARD_INPUT = "standard input"
_GZIP = ".gz"
_LIKE_JSON = re.compile(rb"\{\s*(\"|$)")


def readers() -> dict[str, Reader]:
    """Give the reader of each file ending: the shipped ones and those that other packages offer."""
    found: dict[str, Reader] = {}
    for name in plugins.names("read"):
        reader = cast(Reader, plugins.find("read", name))
        for suffix in reader.SUFFIXES:
            found.setdefault(suffix, reader)
    return found


def check(inputs: Iterable[str], known: Mapping[str, Reader]) -> None:
    """See, before any work, that the named inputs can be read.

    Raises UsageError for a name that leads nowhere or a file of an ending that nothing reads, InputError for a file or
    folder that may not be opened.
    """
    seen_standard_input = False
    for path in inputs:
        if path == "-":
            if seen_standard_input:
                raise UsageError("standard input (-) can be read once only, and it was given twice")
            seen_standard_input = True
            continue
        try:
            mode = os.stat(path).st_mode
            if stat.S_ISDIR(mode):
                os.scandir(path).close()
                continue
            if _ending(path) and _ending(path) not in known:
                raise UsageError(f"{printable(path)}: {_unread(path, known)}; or give its text as standard input (-)")
            if stat.S_ISREG(mode):
                open(path, "rb").close()
        except (FileNotFoundError, NotADirectoryError) as error:
            raise UsageError(f"there is no file or folder {printable(path)!r}") from error
        except (OSError, ValueError) as error:
            raise InputError(f"{printable(path)!r} cannot be read: {_why(error)}") from error


def read(path: str, stdin: IO[bytes] | None, known: Mapping[str, Reader]) -> Iterator[Report | Issue]:
    """Give the reports of one input, and an Issue for each thing in it that cannot be used."""
    if path == "-":
        if stdin is None:
            raise UsageError("standard input (-) was asked for, and there is none")
        yield from _without_source(_sniffed(stdin, STANDARD_INPUT))
    elif os.path.isdir(path):
        for found in _walk(path):
            yield from (found,) if isinstance(found, Issue) else _in_folder(found, known)
    else:
        yield from _file(path, known)


def _in_folder(path: str, known: Mapping[str, Reader]) -> Iterator[Report | Issue]:
    """Read a file that a folder holds: here, unlike for a file that was named, anything odd is an issue."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        yield _issue(path, f"cannot be read: {_why(error)}")
        return
    if not regular:
        yield _issue(path, "no ordinary file (a device, pipe or socket); left out")
    elif _ending(path) not in known:
        yield _issue(path, _unread(path, known))
    else:
        yield from _file(path, known)


def _file(path: str, known: Mapping[str, Reader]) -> Iterator[Report | Issue]:
    name = printable(path)
    try:
        with open(path, "rb") as raw:
            stream: IO[bytes] = raw
            if path.lower().endswith(_GZIP):
                stream = cast(IO[bytes], gzip.GzipFile(fileobj=raw))
            reader = known.get(_ending(path))
            yield from reader.read(stream, name) if reader else _sniffed(stream, name)
    except (OSError, EOFError, zlib.error) as error:
        yield _issue(path, f"cannot be read (any further): {_why(error)}")


def _walk(folder: str) -> Iterator[str | Issue]:
    """Give the files below a folder, but for hidden ones, in the order of their names."""
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(here, name) for name in sorted(files) if not name.startswith("."))
        linked = (os.path.join(here, name) for name in folders if os.path.islink(os.path.join(here, name)))
        yield from (_issue(path, "a link to a folder; not followed, name the folder itself") for path in linked)
    yield from (_issue(os.fsdecode(error.filename), f"cannot be read: {_why(error)}") for error in closed)


def _sniffed(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Read a stream whose name tells nothing: JSON Lines when its first line is, or begins as, an object, or a text."""
    first, head = b"", bytearray()
    while not first.strip(_BLANK):
        first = stream.readline(_bytes.MAX_BYTES + 1)
        head += first
        if not first or len(head) > _bytes.MAX_BYTES:
            break
    whole = _bytes.put_back(bytes(head), stream)
    yield from (jsonl if _is_json(first.strip(_BLANK)) else text).read(whole, name)


_BLANK = b" \t\r\n\xef\xbb\xbf"


def _is_json(first: bytes) -> bool:
    if first.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"{") and b"\0" in first:
        return True  # UTF-16
    if not first.startswith(b"{"):
        return False
    if _LIKE_JSON.match(first):
        return True
    try:
        return isinstance(jsonl.parse(first.decode("utf-8", "replace")), dict)
    except _record.BadRecordError:
        return False


def _without_source(found: Iterable[Report | Issue]) -> Iterator[Report | Issue]:
    for one in found:
        nameless = isinstance(one, Report) and one.source == STANDARD_INPUT
        yield msgspec.structs.replace(one, source=None) if nameless else one


def _ending(path: str) -> str:
    name = os.path.basename(path).lower().removesuffix(_GZIP)
    return os.path.splitext(name)[1]


def _unread(path: str, known: Mapping[str, Reader]) -> str:
    ending = f"files ending in {_ending(path)[:20]}" if _ending(path) else "files without an ending"
    return f"{printable(ending)} are not read; allowed: {', '.join(sorted(known))}, each also with {_GZIP}"


def printable(path: str) -> str:
    """Give a file's name as text that can be written anywhere, whatever bytes the name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _issue(path: str, message: str) -> Issue:
    return Issue(report=printable(path), stage="read", message=message)
