"""CSV that no spreadsheet runs, and that can be undone.

A text cell that begins with what starts a formula (= + - @, tab, line break, their full-width forms) or with an
apostrophe gets one apostrophe in front. To undo it, take away one leading apostrophe where there is one: every cell is
then what it was. Numbers stay numbers, so that -12.5 stays a longitude. Lists are joined by "; ", with an empty place
for a null so that columns keep step; an item's own ";" becomes ",". Rows end in CR LF (RFC 4180), text is UTF-8.
"""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

from dateline.export._words import one_line
from dateline.export.csv import FORMULA

QUOTE = "'"


def guard(text: str) -> str:
    """Give a text as a cell that no spreadsheet runs."""
    return f"{QUOTE}{text}" if text.startswith((*FORMULA, QUOTE)) else text


def restore(cell: str) -> str:
    """Give the text of a cell: the inverse of ``guard``."""
    return cell.removeprefix(QUOTE)


def cell(content: object) -> str | int | float:
    """Give any value as a cell: empty for a null, a number as it is, text on one line and guarded."""
    if isinstance(content, int) and not isinstance(content, bool):
        return content
    if isinstance(content, float):
        return content if math.isfinite(content) else ""
    if isinstance(content, (list, tuple)):
        items = [_plain(item).replace(";", ",") for item in content]
        return guard("; ".join(items) if any(items) else "")
    return guard(_plain(content))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else one_line(str(value))


@contextmanager
def text_stream(out: IO[bytes]) -> Iterator[IO[str]]:
    """Give a UTF-8 text stream onto a binary one, which stays open; line ends are written as they are."""
    stream = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=False)
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()


class Table:
    """A CSV table being written: rows of values, made cells one by one."""

    def __init__(self, stream: IO[str], header: Sequence[str]) -> None:
        self._rows: Any = csv.writer(stream, dialect="excel")
        self._rows.writerow(header)

    def write(self, row: Sequence[object]) -> None:
        """Write one row."""
        self._rows.writerow([cell(content) for content in row])
