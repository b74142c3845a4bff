"""JSON Lines: one claim a line, every field of the record (docs/record.md) in its order, nulls included."""

import json
from collections.abc import Iterable
from typing import IO, Any

import msgspec

from dateline.model import ActorMention, Annotation, CodedReport, Place, When

EXTENSION = ".jsonl"

LINE_BREAKS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"}
"""JSON lets these stand in a string, but some readers take them for the end of a line."""


class _Extent(msgspec.Struct, frozen=True):
    start: int
    end: int


class _Annotation(msgspec.Struct, frozen=True):
    report: str
    sentences: tuple[_Extent, ...]
    places: tuple[Place, ...]
    dates: tuple[When, ...]
    actors: tuple[ActorMention, ...]


def line(value: Any) -> str:
    """Give a value as one line of JSON. A lone surrogate, which UTF-8 cannot hold, is written as its escape."""
    try:
        text = msgspec.json.encode(value).decode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), ensure_ascii=True, separators=(",", ":")) + "\n"
    for character, escape in LINE_BREAKS.items():
        if character in text:
            text = text.replace(character, escape)
    return text + "\n"


def write(coded: Iterable[CodedReport], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write one claim a line, in the order of the reports. A report without claims writes nothing."""
    for one in coded:
        for claim in one.claims:
            out.write(line(claim))


def annotations(values: Iterable[Annotation], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write one report's annotation a line: its sentences (without their tokens), places, dates and actors."""
    for value in values:
        extents = tuple(_Extent(sentence.start, sentence.end) for sentence in value.sentences)
        out.write(line(_Annotation(value.report, extents, value.places, value.dates, value.actors)))
