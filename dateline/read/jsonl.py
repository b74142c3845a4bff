"""JSON Lines: one report a line, with the fields of docs/record.md; only ``text`` is required."""

import json
from collections.abc import Iterator
from typing import IO

import msgspec

from dateline.model import Issue, Report
from dateline.read import _bytes, _record
from dateline.read._found import Dated, Found, Options, issue

SUFFIXES = (".jsonl", ".ndjson")

_AROUND = b" \t\r\n\xef\xbb\xbf"
_SPREAD = "JSON as one list, or over many lines; allowed: one object a line (jq -c . FILE; for a list jq -c '.[]' FILE)"
_decode = msgspec.json.Decoder().decode


def read(stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
    """Give the report of each line that is not blank."""
    return (found.one for found in find(stream, name, Options()))


def find(stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
    """Give the report of each line that is not blank, with the bytes of the line."""
    lines = _bytes.lines(stream)
    first = True
    while True:
        try:
            line = next(lines, None)
        except _bytes.UndecodableError as error:
            yield issue(name, str(error))
            return
        if line is None:
            return
        if line.data is None:
            limit = f"a line of more than {_bytes.MAX_BYTES:,} bytes, the most that is read as one report"
            yield issue(f"{name}:{line.number}", limit)
        elif words := line.data.strip(_AROUND):
            if first and (words in (b"{", b"[") or words.startswith((b"[{", b"[ {"))):
                yield issue(name, _SPREAD)
                return
            first = False
            yield _found(line.data, line.start, f"{name}:{line.number}")


def _found(data: bytes, start: int, place: str) -> Found:
    try:
        report = _record.to_report(parse(_bytes.decode_utf8(data, start).rstrip("\r\n")))
    except (_record.BadRecordError, _bytes.UndecodableError) as error:
        return issue(place, str(error))
    dated = Dated(report.published, "record", "stated") if report.published else None
    return Found(report, data, "application/json", "utf-8", dated, place)


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
