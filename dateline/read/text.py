"""A text file is one report."""

import os
from collections.abc import Iterator
from typing import IO

from dateline.model import Issue, Report, content_id
from dateline.read import _bytes

SUFFIXES = (".txt", ".md")


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the whole stream as one report; its id is a hash of its text, its source the file's name."""
    data = stream.read(_bytes.MAX_BYTES + 1)
    if len(data) > _bytes.MAX_BYTES:
        yield _issue(name, f"longer than {_bytes.MAX_BYTES:,} bytes, the most that is read as one report; split it")
        return
    try:
        text = _bytes.decode(data)
    except _bytes.UndecodableError as error:
        yield _issue(name, str(error))
        return
    if text.strip():
        yield Report(id=content_id("r", text), text=text, source=os.path.basename(name))
    else:
        yield _issue(name, "empty; a report needs words")


def _issue(name: str, message: str) -> Issue:
    return Issue(report=name, stage="read", message=message)
