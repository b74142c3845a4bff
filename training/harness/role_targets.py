"""What the heads should say of a window: the fillers and the modality of each trigger word, and which triggers are
of one event.

Silence is told from "no" here too: where a filler's words stand again, where a role is filled by no words of the
text, where the set says nothing of a role, a token is OPEN.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from msgspec import UNSET
from numpy.typing import NDArray

from training.harness.documents import Document, Frame, Trigger
from training.harness.heads_numpy import BEGIN, INSIDE, MODALITIES, ROLES
from training.harness.targets import OPEN, Clue, Targets
from training.harness.windows import Window

Marks = NDArray[np.int8]
"""[roles, pieces, 2]: 1, 0 or OPEN for "inside" and "begins"."""
BESIDE = 3
"""Words beside a loose filler that may belong to it."""
SHORTEST = 3
"""Letters that a filler has at least when its other occurrences are looked for."""


class Asked(NamedTuple):
    """A trigger word (its piece), its share of its trigger, its modality (a number of MODALITIES, or OPEN), its
    roles."""

    at: int
    share: float
    modality: int
    marks: Marks


class Guessed(NamedTuple):
    """An event known by a hint: its trigger is the likeliest of the pieces ``at`` for ``labels``."""

    at: tuple[int, ...]
    labels: tuple[int, ...]
    marks: Marks


class Pair(NamedTuple):
    """Two trigger words (pieces), how many sentences apart, whether they are one word, whether they are of one
    event."""

    one: int
    other: int
    apart: int
    same_word: bool
    same: bool


class Lessons(NamedTuple):
    """All that the heads learn from one window; ``sentences`` numbers each piece's sentence."""

    asked: tuple[Asked, ...]
    guessed: tuple[Guessed, ...]
    pairs: tuple[Pair, ...]
    sentences: tuple[int, ...]


def lessons(document: Document, window: Window, targets: Targets) -> Lessons:
    """What one window of a document teaches the heads."""
    frames = {} if document.frames is UNSET else {f.event: f for f in document.frames}
    marks = {event: role_marks(document, window, frame) for event, frame in frames.items()}
    guessed = [Guessed(c.at, c.labels, near(marks[c.event], c)) for c in targets.clues if c.event in frames]
    return Lessons(
        tuple(_asked(document, window, frames, marks)),
        tuple(g for g in guessed if (g.marks == 1).any()),
        tuple(_pairs(document, window)),
        window.sentences,
    )


def near(marks: Marks, clue: Clue) -> Marks:
    """The marks of an event known by a hint: fillers outside the hint's stretch are left open."""
    out = marks.copy()
    first, last = clue.within
    outside = np.ones(marks.shape[1], dtype=bool)
    outside[first : last + 1] = False
    out[(marks[..., INSIDE] == 1) & outside] = OPEN
    return out


def role_marks(document: Document, window: Window, frame: Frame) -> Marks:
    """What each piece is to each role of one event. Only words' first pieces are asked."""
    out = np.zeros((len(ROLES), len(window.pieces), 2), dtype=np.int8)
    out[:, :, BEGIN] = OPEN
    for role in frame.open:
        out[ROLES.index(role), :, INSIDE] = OPEN
    for role, spans in frame.fillers:
        row = out[ROLES.index(role)]
        for span in spans:
            for start, end in _again(document.text, span):
                inside = _over(window, start, end)
                row[[i for i in inside if row[i, INSIDE] == 0], INSIDE] = OPEN
    for role, spans in frame.fillers:
        row = out[ROLES.index(role)]
        for start, end in spans:
            for number, i in enumerate(_over(window, start, end)):
                row[i] = 1, max(int(row[i, BEGIN]), int(number == 0 and window.pieces[i].start >= start - 1))
        if frame.loose is True:
            _loosen(row)
    rest = [i for i, piece in enumerate(window.pieces) if not piece.first]
    out[:, rest] = OPEN
    return out


def _loosen(row: Marks) -> None:
    """Words beside fillers are open, and so is where the fillers begin."""
    for i in np.flatnonzero(row[:, INSIDE] == 1):
        beside = row[max(0, i - BESIDE) : i + BESIDE + 1, INSIDE]
        beside[beside == 0] = OPEN
    row[:, BEGIN] = OPEN


def _over(window: Window, start: int, end: int) -> list[int]:
    return [i for i, p in enumerate(window.pieces) if p.start < end and start < p.end]


def _again(text: str, span: tuple[int, int]) -> Iterable[tuple[int, int]]:
    words = text[slice(*span)]
    if len(words) < SHORTEST:
        return []
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)]


def _asked(document: Document, window: Window, frames: dict[int, Frame], marks: dict[int, Marks]) -> Iterable[Asked]:
    words = {t: [i for i in _over(window, t.start, t.end) if window.pieces[i].first] for t in document.triggers}
    for i, core in enumerate(window.core):
        mine = [t for t, at in words.items() if i in at and t.event in frames]
        if not mine or not core:
            continue
        said = {frames[t.event].modality for t in mine}
        modality = said.pop() if len(said) == 1 else None
        yield Asked(
            i,
            1 / max(1, min(len(words[t]) for t in mine)),
            OPEN if modality is None else MODALITIES.index(modality),
            merged([marks[t.event] for t in mine]),
        )


def merged(marks: list[Marks]) -> Marks:
    """The marks of several events that one word tells: a filler of any of them, else open in any, else none."""
    every = np.stack(marks)
    out = np.where((every == 1).any(axis=0), 1, np.where((every == OPEN).any(axis=0), OPEN, 0))
    return np.asarray(out, dtype=np.int8)


def _pairs(document: Document, window: Window) -> Iterable[Pair]:
    """Every two trigger words that begin a trigger, context included."""
    at: dict[int, set[int]] = {}
    of: dict[int, Trigger] = {}
    for t in document.triggers:
        first = next((i for i in _over(window, t.start, t.end) if window.pieces[i].first), None)
        if first is not None:
            at.setdefault(first, set()).add(t.event)
            of[first] = t
    places = sorted(at)
    for n, i in enumerate(places):
        for j in places[n + 1 :]:
            words = {document.text[of[k].start : of[k].end].lower() for k in (i, j)}
            apart = window.sentences[j] - window.sentences[i]
            yield Pair(i, j, apart, len(words) == 1, bool(at[i] & at[j]))
