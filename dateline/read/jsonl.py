"""JSON Lines: one report a line, with the fields of docs/record.md; only ``text`` is required."""

import json
from collections.abc import Iterator
from typing import IO

import msgspec

from dateline.model import Issue, Report
from dateline.read import _bytes, _record

SUFFIXES = (".jsonl", ".ndjson")

_decode = msgspec.json.Decoder().decode


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the report of each line that is not blank."""
    lines = _bytes.lines(stream)
    while True:
        try:
            line = next(lines, None)
        except _bytes.UndecodableError as error:
            yield Issue(report=name, stage="read", message=str(error))
            return
        if line is None:
            return
        if line.data is None:
            limit = f"a line of more than {_bytes.MAX_BYTES:,} bytes, the most that is read as one report"
            yield Issue(report=f"{name}:{line.number}", stage="read", message=limit)
        elif line.data.strip():
            yield _report(line.data, line.start, f"{name}:{line.number}")


def _report(data: bytes, start: int, place: str) -> Report | Issue:
    try:
        return _record.to_report(parse(_bytes.decode_utf8(data, start).rstrip("\r\n")))
    except (_record.BadRecordError, _bytes.UndecodableError) as error:
        return Issue(report=place, stage="read", message=str(error))


def parse(line: str) -> object:
    """Give the JSON value of a line.

    Raises BadRecordError, with the column, for what is no JSON.
    """
    try:
        return _decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _record.BadRecordError(_explain(line, error)) from error


def _explain(line: str, error: Exception) -> str:
    """Say what is wrong in a line. The standard library's parser tells the column, and takes what JSON forbids."""
    try:
        json.loads(line)
    except json.JSONDecodeError as found:
        return f"broken JSON at column {found.colno:,}: {found.msg}; allowed: one JSON object a line"
    except RecursionError:
        return "JSON nested too deeply; allowed: one flat JSON object a line"
    except ValueError:
        return "a number of too many digits; allowed: one JSON object a line with the report's fields"
    if "surrogate" in str(error) or "truncated" in str(error):
        return "a lone surrogate (half of a character, \\ud800 to \\udfff) in a string; allowed: Unicode text"
    return f"broken JSON: {error}; allowed: one JSON object a line"
