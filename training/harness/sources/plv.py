"""PLOVER relations of marked sentences (``../shared/bench/data/plv``): the type of a sentence, not its trigger word.

A fifth is set aside for measuring, once and for all: the rows whose sentence has ``share_of(text, "plv") < 0.2``.
The hash is of the sentence, not of the row's id, because several rows mark different actors of one sentence, and a
sentence must not stand on both sides.
"""

import re
from pathlib import Path
from typing import Any, Literal

from dateline.errors import DataError
from training.harness.documents import Document, Frame, Hint, Role, sentences_of, share_of
from training.harness.labels import labels
from training.harness.sources import lines

ASIDE = 0.2
ACTORS = {"s": "initiator", "t": "target"}
OPEN = ("weapon", "place", "date", "killed", "injured", "source")
"""Roles that a marked relation says nothing of."""
MARK = re.compile(r"</?[st]>")


def is_aside(row: dict[str, Any]) -> bool:
    """Whether a row belongs to the fifth that is never trained on."""
    return share_of(str(row["text"]), "plv") < ASIDE


def load(folder: Path, part: Literal["train", "aside"]) -> list[Document]:
    """The sentences to train on, or those set aside. Raises DataError for a code that is no PLOVER type."""
    return [document(row) for row in lines(folder / "train.jsonl") if is_aside(row) == (part == "aside")]


def document(row: dict[str, Any]) -> Document:
    """One marked sentence: somewhere outside the two actors a word tells of an act of this type."""
    text = str(row["text"])
    reading, sentences = sentences_of(text)
    allowed = labels().of_plover(row["code"])
    if not allowed:
        raise DataError(f"plv row {row['id']}: no PLOVER type {row['code']!r}")
    actors = marked(str(row["marked"]))
    threat = row["code"] == "THREATEN"
    hint = Hint(
        start=0,
        end=len(text),
        labels=allowed,
        actual=None if threat else True,
        event=0,
        not_in=tuple((a, b) for _, a, b in actors),
    )
    return Document(
        id=row["id"],
        source="plv",
        group=text,
        text=text,
        reading=reading,
        sentences=sentences,
        knows="nothing",
        hints=(hint,),
        roles=tuple(Role(start=a, end=b, role=ACTORS[kind], event=0) for kind, a, b in actors),
        frames=(Frame(event=0, open=OPEN, fillers=tuple((ACTORS[kind], ((a, b),)) for kind, a, b in actors)),),
    )


def marked(words: str) -> list[tuple[str, int, int]]:
    """("s" or "t", start, end) of the marked actors, as offsets of the sentence without its marks."""
    out: list[tuple[str, int, int]] = []
    opened: dict[str, int] = {}
    removed = 0
    for mark in MARK.finditer(words):
        at, kind = mark.start() - removed, mark.group()[-2]
        if mark.group()[1] != "/":
            opened[kind] = at
        elif kind in opened:
            out.append((kind, opened.pop(kind), at))
        removed += len(mark.group())
    return out
