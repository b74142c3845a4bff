"""What was named on the command line or by a program, to what is found in it: files, folders, addresses, a pipe."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import IO, TYPE_CHECKING

import msgspec

from dateline.errors import InputError, UsageError
from dateline.model import Issue, Look, Report
from dateline.read import _zip
from dateline.read._found import Found, Options, issue
from dateline.read._reading import HOLDERS, Reading, ending, readers, reads_feeds, why
from dateline.stages import Reader

if TYPE_CHECKING:
    from dateline.read._fetch import Fetcher

STANDARD_INPUT = "standard input"
MOST_SOURCES = 200
"""The most sources that are told of one input; a file of millions of reports may name thousands."""


def open_all(
    inputs: list[str],
    stdin: IO[bytes] | None,
    options: Options,
    fetcher: "Fetcher | None" = None,
    told: Callable[[Look], None] | None = None,
) -> Iterator[tuple[Report | Issue, bytes | None]]:
    """Give the reports of all inputs with their bytes, and tell of each input that was read to its end. Raises as
    ``check`` does, before anything is read."""
    if fetcher is None and (options.follow or any(map(is_address, inputs))):
        from dateline.read._fetch import Fetcher as Polite

        fetcher = Polite()
    reading = Reading(readers(), _checked(options), fetcher)
    check(inputs, reading)
    return (one for path in inputs for one in _looked(path, stdin, reading, told or (lambda look: None)))


def _looked(
    path: str, stdin: IO[bytes] | None, reading: Reading, told: Callable[[Look], None]
) -> Iterator[tuple[Report | Issue, bytes | None]]:
    """Give what one input holds with its bytes, and then tell what came of it."""
    at = reading.clock()
    used: list[Reader] = []
    sources: dict[str, None] = {}
    reports = issues = 0
    for found in read(path, stdin, replace(reading, heard=used.append)):
        if isinstance(found.one, Report):
            reports += 1
            if len(sources) < MOST_SOURCES:
                sources[found.one.source or ""] = None
        else:
            issues += 1
        yield found.one, found.data
    feed = any(map(reads_feeds, used))
    look = Look(place=printable(path), at=at, web=is_address(path), feed=feed, reports=reports, issues=issues)
    told(msgspec.structs.replace(look, sources=tuple(sources)))


def _checked(options: Options) -> Options:
    """Give options that can be meant. Raises UsageError."""
    from dateline.read._bytes import known_charset

    if options.charset is not None and known_charset(options.charset) is None:
        raise UsageError(f"there is no charset {options.charset!r}; names are such as windows-1252, iso-8859-1, utf-16")
    return options


def check(inputs: Iterable[str], reading: Reading) -> None:
    """See, before any work, that the named inputs can be read.

    Raises UsageError for a name that leads nowhere, an address that cannot be fetched or a file of an ending that
    nothing reads, InputError for a file or folder that may not be opened.
    """
    seen_standard_input = False
    for path in inputs:
        if path == "-":
            if seen_standard_input:
                raise UsageError("standard input (-) can be read once only, and it was given twice")
            seen_standard_input = True
        elif is_address(path):
            from dateline.read import _address

            _address.check(path)
        else:
            _check_path(path, reading)


def _check_path(path: str, reading: Reading) -> None:
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            os.scandir(path).close()
            return
        if ending(path) and not _is_read(path, reading):
            raise UsageError(
                f"{printable(path)}: {printable(reading.unread(path))}; or give its text as standard input (-)"
            )
        if stat.S_ISREG(mode):
            open(path, "rb").close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"there is no file or folder {printable(path)!r}") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{printable(path)!r} cannot be read: {why(error)}") from error


def is_address(path: str) -> bool:
    """Say whether an input is a web address, or means to be one ("ftp://..."), and no file."""
    scheme, mark, _ = path.partition("://")
    return bool(mark) and scheme.isalnum()


def read(path: str, stdin: IO[bytes] | None, reading: Reading) -> Iterator[Found]:
    """Give what one input holds, and an Issue for each thing in it that cannot be used."""
    if path == "-":
        if stdin is None:
            raise UsageError("standard input (-) was asked for, and there is none")
        yield from _without_source(_guarded(stdin, STANDARD_INPUT, None, reading))
    elif is_address(path):
        yield from reading.address(path)
    elif os.path.isdir(path):
        for found in _walk(path):
            yield from (found,) if isinstance(found, Found) else _in_folder(found, reading)
    else:
        yield from _file(path, reading)


def _in_folder(path: str, reading: Reading) -> Iterator[Found]:
    """Read a file that a folder holds: here, unlike for a file that was named, anything odd is an issue."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)
    except OSError as error:
        yield _issue(path, f"cannot be read: {why(error)}")
        return
    if not regular:
        yield _issue(path, "no ordinary file (a device, pipe or socket); left out")
    elif not _is_read(path, reading):
        yield _issue(path, printable(reading.unread(path)))
    else:
        yield from _file(path, reading)


def _is_read(path: str, reading: Reading) -> bool:
    return ending(path) in reading.known or ending(path) in HOLDERS


def _file(path: str, reading: Reading) -> Iterator[Found]:
    try:
        with open(path, "rb") as stream:
            yield from _guarded(stream, printable(path), path, reading)
    except OSError as error:
        yield _issue(path, f"cannot be read (any further): {why(error)}")


def _guarded(stream: IO[bytes], name: str, path: str | None, reading: Reading) -> Iterator[Found]:
    try:
        yield from reading.stream(stream, name, path)
    except _zip.ERRORS as error:
        yield issue(name, f"cannot be read (any further): {why(error)}")


def _walk(folder: str) -> Iterator[str | Found]:
    """Give the files below a folder, but for hidden ones, in the order of their names."""
    closed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(here, name) for name in sorted(files) if not name.startswith("."))
        linked = (os.path.join(here, name) for name in folders if os.path.islink(os.path.join(here, name)))
        yield from (_issue(path, "a link to a folder; not followed, name the folder itself") for path in linked)
    yield from (_issue(os.fsdecode(error.filename), f"cannot be read: {why(error)}") for error in closed)


def _without_source(found: Iterable[Found]) -> Iterator[Found]:
    for one in found:
        if isinstance(one.one, Report) and one.one.source == STANDARD_INPUT:
            yield one._replace(one=msgspec.structs.replace(one.one, source=None))
        else:
            yield one


def printable(path: str) -> str:
    """Give a file's name as text that can be written anywhere, whatever bytes the name holds."""
    return os.fsencode(path).decode("utf-8", "replace")


def _issue(path: str, message: str) -> Found:
    return issue(printable(path), message)
