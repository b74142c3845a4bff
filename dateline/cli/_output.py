"""Where the answer goes: the terminal, a pipe, or a file that is written whole or not at all."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dateline.errors import UsageError

PIPED, ON_TERMINAL = "jsonl", "table"
"""The formats where none is named: for a program, for a person."""


def is_terminal(stream: IO[str] | None) -> bool:
    """Say whether a person reads this stream."""
    return stream is not None and not stream.closed and stream.isatty()


def format_name(to: str | None, out: str | None, formats: list[str]) -> str:
    """Give the name of the format: the one asked for, or that of the file's ending, or what suits a terminal or a pipe.

    Raises UsageError for a file whose ending says another format than there is.
    """
    if to is not None:
        return to
    if out is None:
        return ON_TERMINAL if is_terminal(sys.stdout) else PIPED
    ending = Path(out).suffix.lower()
    if not ending or is_device(out):
        return PIPED
    for name in formats:
        if _extension(name) == ending:
            return name
    known = ", ".join(f"{_extension(name)} ({name})" for name in formats)
    raise UsageError(f"no format writes files ending in {ending}; there are: {known}; or name the format with --to")


def check(out: str | None, inputs: tuple[str, ...]) -> None:
    """See, before any work, that the file can be written and is none of the inputs.

    Raises UsageError.
    """
    if out is None or is_device(out):
        return
    target = Path(os.path.realpath(out))
    if target.is_dir():
        raise UsageError(f"{out!r} is a folder; name a file to write")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {str(Path(out).parent)!r} to write {target.name!r} in; make it first")
    for path in inputs:
        source = Path(os.path.realpath(path))
        if path != "-" and target.exists() and (source == target or (source.is_dir() and source in target.parents)):
            raise UsageError(f"{out!r} is one of the inputs (or lies in a folder of them); write to another file")


@contextmanager
def opened(out: str | None) -> Iterator[IO[str]]:
    """Give the stream to write to. A file takes its name only when all is written, and stays as it was otherwise."""
    if out is None:
        yield sys.stdout
        sys.stdout.flush()
    elif is_device(out):
        with open(out, "w", encoding="utf-8", newline="") as stream:
            yield stream
    else:
        with _whole(Path(os.path.realpath(out))) as stream:
            yield stream


@contextmanager
def _whole(target: Path) -> Iterator[IO[str]]:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(part, "x", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def width() -> int | None:
    """Give the columns of the terminal on standard output, or None when it is none."""
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None


def colored(out: str | None) -> bool:
    """Say whether to write in colour: on a terminal that can, unless NO_COLOR asks for none (no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return out is None and is_terminal(sys.stdout) and not plain


def _extension(name: str) -> str:
    from dateline import plugins

    extension: str = plugins.find("export", name).EXTENSION
    return extension


def is_device(out: str) -> bool:
    """Say whether it is something that exists and is neither file nor folder, such as /dev/null or a named pipe."""
    try:
        mode = os.stat(out).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
