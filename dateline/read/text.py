"""A text file is one report."""

import os
from collections.abc import Iterator
from typing import IO

from dateline.model import Issue, Report, content_id
from dateline.read import _bytes
from dateline.read._found import Found, Options, issue

SUFFIXES = (".txt", ".md")

_RTF = b"{\\rtf"


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the whole stream as one report; its id is a hash of its text, its source the file's name."""
    return (found.one for found in find(stream, name, Options()))


def find(stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
    """Give the whole stream as one report, with its bytes."""
    data = stream.read(_bytes.MAX_BYTES + 1)
    if len(data) > _bytes.MAX_BYTES:
        yield issue(name, f"longer than {_bytes.MAX_BYTES:,} bytes, the most that is read as one report; split it")
        return
    if data.startswith(_RTF):
        yield issue(name, "RTF, not plain text; save it as plain text, HTML or PDF")
        return
    try:
        text, charset = _bytes.decode(data, options.charset)
    except _bytes.UndecodableError as error:
        yield issue(name, str(error))
        return
    if text.strip():
        report = Report(id=content_id("r", text), text=text, source=os.path.basename(name))
        yield Found(report, data, "text/plain", charset)
    else:
        yield issue(name, "empty; a report needs words")
