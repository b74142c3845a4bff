"""What each token of a window should say, may say, or leaves open."""

import msgspec

from training.harness.documents import Document, Hint, sentence_label
from training.harness.labels import OUTSIDE, labels
from training.harness.windows import Piece, Window

OPEN = -1
"""Nobody knows."""
NO_INCIDENT = -2
"""No trigger of a specific ACLED incident; anything else."""
SLACK = 3
"""Characters at a stretch's ends that may be blank space or half a word."""


class Clue(msgspec.Struct, frozen=True):
    """One of the pieces ``at`` is a trigger of one of ``labels``; of an act that happened, or not, or nobody knows
    (None); of the event with this number (-1: not said). ``within`` are the first and last piece of the stretch."""

    at: tuple[int, ...]
    labels: tuple[int, ...]
    actual: bool | None
    event: int = -1
    within: tuple[int, int] = (0, 0)


class Targets(msgspec.Struct, frozen=True, kw_only=True):
    """For each piece ``label`` (a type, OUTSIDE, OPEN or NO_INCIDENT), ``actual`` and ``begins`` (1, 0 or OPEN);
    for each core sentence (its number in the document) 1, 0 or OPEN; ``of`` the sentence of each piece; and the
    clues. Only the first pieces of core words are asked."""

    label: tuple[int, ...]
    actual: tuple[int, ...]
    begins: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    of: tuple[int, ...]
    clues: tuple[Clue, ...]

    @property
    def silent(self) -> bool:
        """Nothing is said: not even that there is no trigger."""
        return not self.clues and all(x == OPEN for x in self.label) and all(x == OPEN for _, x in self.sentences)

    @property
    def quiet(self) -> bool:
        """No trigger and no clue."""
        return not self.clues and all(x <= OUTSIDE for x in self.label)


def targets(document: Document, window: Window) -> Targets:
    """The targets of one window of a document."""
    asked = [core and piece.first for piece, core in zip(window.pieces, window.core, strict=True)]
    label, actual, begins = [OPEN] * len(asked), [OPEN] * len(asked), [OPEN] * len(asked)
    for i, piece in enumerate(window.pieces):
        if asked[i]:
            label[i], actual[i], begins[i] = _word(document, piece)
    acled = frozenset(labels().acled)
    core = sorted({s for s, inside in zip(window.sentences, window.core, strict=True) if inside})
    clues = (_clue(window.pieces, asked, hint) for hint in document.hints)
    return Targets(
        label=tuple(label),
        actual=tuple(actual),
        begins=tuple(begins),
        sentences=tuple((s, sentence_label(document, document.sentences[s], acled)) for s in core),
        of=window.sentences,
        clues=tuple(c for c in clues if c is not None),
    )


def _word(document: Document, word: Piece) -> tuple[int, int, int]:
    over = [t for t in document.triggers if word.start < t.end and t.start < word.end]
    if over:
        best = min(over, key=lambda t: (not t.actual, t.start, t.event))
        return best.label, int(best.actual), int(best.start >= word.start)
    if document.knows == "nothing" or any(word.start < h.end and h.start < word.end for h in document.hints):
        return OPEN, OPEN, OPEN
    return (OUTSIDE if document.knows == "all" else NO_INCIDENT), OPEN, OPEN


def _clue(pieces: tuple[Piece, ...], asked: list[bool], hint: Hint) -> Clue | None:
    """A hint whose stretch lies wholly in the window: else its trigger may be in another."""
    at = [i for i, p in enumerate(pieces) if hint.start < p.end and p.start < hint.end]
    words = [i for i in at if asked[i]]
    whole = at and pieces[at[0]].start <= hint.start + SLACK and pieces[at[-1]].end >= hint.end - SLACK
    if not whole or len(words) < sum(pieces[i].first for i in at):
        return None
    free = tuple(i for i in words if not any(pieces[i].start < b and a < pieces[i].end for a, b in hint.not_in))
    return Clue(free, tuple(sorted(hint.labels)), hint.actual, hint.event, (at[0], at[-1])) if free else None
