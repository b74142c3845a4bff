"""A table (CSV, or with tabs): one report a row, its columns named as a report's fields or by ``--columns``."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, NamedTuple

from dateline.model import Issue, Report
from dateline.read import _bytes, _dates, _published, _record
from dateline.read._found import Dated, Found, Options, issue

SUFFIXES = (".csv", ".tsv", ".tab")

DELIMITERS = ",;\t|"
MAX_HEADER = 256 * 1024
"""Bytes of the line with the columns' names, which every report's bytes begin with: 1,000 names of 260 letters."""
_MAX_COLUMNS = 1_000
_SHOWN = 12


class _Row(NamedTuple):
    """A row: the number of its first line, its cells, and its bytes as they stand in the file."""

    line: int
    cells: list[str]
    data: bytes


class _Lines:
    """The lines of a table as text for the csv module, which remembers the bytes of those taken since it was asked."""

    def __init__(self, stream: IO[bytes], charset: str | None) -> None:
        self._lines = _bytes.lines(stream)
        self._charset = charset
        self.taken = bytearray()
        self.first = 0
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number = line.number
        self.first = self.first or line.number
        if line.data is None or len(self.taken) + len(line.data) > _bytes.MAX_BYTES:
            raise _record.BadRecordError(
                f"a row of more than {_bytes.MAX_BYTES:,} bytes, the most that is read as one report; a quotation mark "
                "that is not closed makes one row of all that follows"
            )
        self.taken += line.data
        return self._decoded(line)

    def _decoded(self, line: _bytes.Line) -> str:
        assert line.data is not None
        if self._charset and not _bytes.is_utf8(line.data):
            return _bytes.decode(line.data, self._charset)[0]
        if b"\0" in line.data:
            raise _bytes.UndecodableError(f"not a text: there is a NUL byte in line {line.number:,}")
        return _bytes.decode_utf8(line.data, line.start)

    def bytes_taken(self) -> tuple[int, bytes]:
        """Give the number of the first line and the bytes of all lines taken since this was asked last."""
        first, taken = self.first, bytes(self.taken)
        self.first, self.taken = 0, bytearray()
        return first, taken


def begins_table(line: bytes) -> bool:
    """Say whether a line names the columns of a table of reports: "text" and another field, whatever else."""
    if len(line) > MAX_HEADER:
        return False
    head = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    cells = {cell.strip().strip('"').lower() for cell in head.split(_delimiter(head))}
    return "text" in cells and len(cells.intersection(_record.FIELDS)) > 1


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the report of each row that is not blank."""
    return (found.one for found in find(stream, name, Options()))


def find(stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
    """Give the report of each row that is not blank, with the bytes of the header and the row."""
    rows = _rows(stream, options.charset)
    try:
        header = next(rows, None)
        if header is None:
            yield issue(name, "empty; a table begins with the names of its columns")
            return
        if len(header.data) > MAX_HEADER:
            yield issue(name, f"the names of its columns take more than {MAX_HEADER:,} bytes; at most that are read")
            return
        columns = _columns(header.cells, options.columns)
    except (_record.BadRecordError, _bytes.UndecodableError, csv.Error) as error:
        yield issue(name, str(error))
        return
    while True:
        try:
            row = next(rows, None)
        except (_record.BadRecordError, _bytes.UndecodableError, csv.Error) as error:
            yield issue(name, f"{error}; the rest of the table was not read")
            return
        if row is None:
            return
        if any(cell.strip() for cell in row.cells):
            yield from _found(row, header, columns, f"{name}:{row.line}", options.day_first)


def _rows(stream: IO[bytes], charset: str | None) -> Iterator[_Row]:
    csv.field_size_limit(max(csv.field_size_limit(), _bytes.MAX_BYTES))  # the whole process's: only ever raised
    lines = _Lines(stream, charset)
    head = next(lines, None)
    if head is None:
        return
    reader = csv.reader(_chained(head, lines), delimiter=_delimiter(head), strict=False)
    for cells in reader:
        first, data = lines.bytes_taken()
        yield _Row(first, cells, data)


def _chained(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield head
    yield from lines


def _delimiter(head: str) -> str:
    """Give the mark that stands most often between the names of the columns, outside quotation marks."""
    bare = "".join(head.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _columns(header: Sequence[str], named: Mapping[str, str]) -> dict[str, int]:
    """Give the number of the column of each field.

    Raises BadRecordError where a column that was named is not there or not one, or none holds the text.
    """
    names = [" ".join(cell.split()) for cell in header[:_MAX_COLUMNS]]
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
    columns: dict[str, int] = {}
    for field in _record.FIELDS:
        wanted = named.get(field)
        found = [at for at, name in enumerate(names) if name == (wanted if wanted is not None else name)]
        if wanted is None:
            found = [at for at in found if names[at].lower() == field]
        if len(found) == 1:
            columns[field] = found[0]
        elif wanted is not None or found:
            what = "no column" if not found else f"{len(found)} columns"
            raise _record.BadRecordError(f"{what} {wanted or field!r} for {field!r}; there are: {shown}")
    if "text" not in columns:
        raise _record.BadRecordError(
            f"no column 'text'; there are: {shown}; name the column of the words with --columns text=COLUMN"
        )
    return columns


def _found(row: _Row, header: _Row, columns: Mapping[str, int], place: str, day_first: bool | None) -> Iterator[Found]:
    if len(row.cells) > len(header.cells):
        yield issue(place, f"{len(row.cells):,} cells under {len(header.cells):,} columns; left out")
        return
    record = {field: row.cells[at] for field, at in columns.items() if at < len(row.cells)}
    words = record.pop("published", "").strip()
    told = _dates.understand(words, day_first)
    try:
        report = _record.to_report({**record, "published": told.date})
    except _record.BadRecordError as error:
        yield issue(place, str(error))
        return
    dated = Dated(told.date, "record", "stated") if told.date else None
    data = header.data.rstrip(b"\r\n") + b"\n" + row.data
    yield Found(report, data, "text/csv", "utf-8", dated, place)
    if told.either:
        yield issue(report.id, _published.ambiguous(words, told.either))
    elif words and not told.date:
        yield issue(report.id, f"its date of publication, {words[:40]!r}, is no date that can be read; it is left out")
