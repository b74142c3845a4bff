"""What the network says of a report's words, and the acts that it sees in them."""

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.coding.learned.network import Floats, Label, Network, Raw
from dateline.coding.learned.windows import Window, windows
from dateline.model import Sentence

Numbers = NDArray[np.int64]


class Seen(msgspec.Struct, frozen=True):
    """One row a word of the sentences asked about, in the order of the text: where it stands (``start``, ``end``,
    ``sentence``), the probabilities of its types [words, labels], that its act is told as one that happened
    (``actual``) and that a trigger begins with it (``begins``), and where it was read: the number of its ``window`` and
    of its ``piece`` there. ``tells``: the probability that a sentence tells of a specific incident, by its number;
    ``windows`` the windows with their states [pieces, width]."""

    start: Numbers
    end: Numbers
    sentence: Numbers
    types: Floats
    actual: Floats
    begins: Floats
    window: Numbers
    piece: Numbers
    tells: dict[int, float]
    windows: tuple[tuple[Window, Floats], ...]

    def rows(self, start: int, end: int) -> slice:
        """The words that overlap a stretch of the text."""
        first = int(np.searchsorted(self.end, start, side="right"))
        return slice(first, max(first, int(np.searchsorted(self.start, end, side="left"))))


class Act(msgspec.Struct, frozen=True):
    """Words that name an act, as the network sees it: ``types`` is the mean over its words, ``score`` the probability
    of a specific incident with an ACLED type (0 to 1), ``row`` its first word's row; ``actual`` the probability that it
    happened, ``tells`` that its sentence tells of an incident."""

    start: int
    end: int
    sentence: int
    types: Floats
    score: float
    row: int
    actual: float = 0.0
    tells: float = 0.0


class Glance:
    """The network's look at a report, taken once: the one that chooses what is parsed is the one that is coded by.

    Keeps the last look and gives it again for the same words and sentences, so that it costs nothing the second time;
    what it gives depends on what it is asked alone.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._last: tuple[tuple[str, tuple[tuple[int, int], ...], tuple[int, ...]], Seen] | None = None

    def look(self, reading: str, sentences: Sequence[Sentence], worth: Sequence[int]) -> Seen:
        """One pass of the network over the sentences ``worth`` (ascending numbers) of a report."""
        asked = (reading, tuple((s.start, s.end) for s in sentences), tuple(worth))
        last = self._last
        if last is None or last[0] != asked:
            self._last = last = (asked, look(self._network, reading, sentences, worth))
        return last[1]


def noticed(seen: Seen, least: float) -> frozenset[int]:
    """The sentences with a word that may name an act of any type, specific or not, with this probability or more."""
    return frozenset(int(i) for i in seen.sentence[1.0 - seen.types[:, 0] >= least])


def look(network: Network, reading: str, sentences: Sequence[Sentence], worth: Sequence[int]) -> Seen:
    """One pass of the network over the sentences ``worth`` (ascending numbers) of a report."""
    spans = [(s.start, s.end) for s in sentences]
    made = windows(reading, spans, worth, network.tokenise, network.marks, network.facts.window)
    raws = network.read([w.ids for w in made])
    parts = [_words(n, w, r) for n, (w, r) in enumerate(zip(made, raws, strict=True))]
    tells: dict[int, float] = {}
    for window, raw in zip(made, raws, strict=True):
        numbers = np.array(window.sentences)
        for sentence in {s for s, core in zip(window.sentences, window.core, strict=True) if core}:
            score = float(sigmoid(raw.tells[1:-1][numbers == sentence].mean()))
            tells[sentence] = max(score, tells.get(sentence, 0.0))
    columns = [np.concatenate(column) for column in zip(_nothing(len(network.facts.labels)), *parts, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    start, end, sentence_of, types, actual, begins, number, piece = (c[order] for c in columns)
    kept = tuple((w, r.states[1:-1]) for w, r in zip(made, raws, strict=True))
    flags = sigmoid(actual), sigmoid(begins)
    return Seen(start, end, sentence_of, softmax(types), *flags, number, piece, tells, kept)


def _nothing(labels: int) -> tuple[NDArray[Any], ...]:
    """The columns of no words at all."""
    whole, real = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    return whole, whole, whole, np.zeros((0, labels), dtype=np.float32), real, real, whole, whole


def _words(number: int, window: Window, raw: Raw) -> tuple[NDArray[Any], ...]:
    at = [i for i, piece in enumerate(window.pieces) if window.core[i] and piece.first]
    rows = np.array(at, dtype=np.int64) + 1
    return (
        np.array([window.pieces[i].start for i in at], dtype=np.int64),
        np.array([window.pieces[i].end for i in at], dtype=np.int64),
        np.array([window.sentences[i] for i in at], dtype=np.int64),
        raw.types[rows],
        raw.actual[rows],
        raw.begins[rows],
        np.full(len(at), number, dtype=np.int64),
        np.array(at, dtype=np.int64),
    )


def softmax(raw: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(raw - raw.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(raw: Floats) -> Floats:
    """Probabilities of raw scores."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.asarray(raw, dtype=np.float64))), dtype=np.float32)


def incident_scores(seen: Seen, labels: Sequence[Label], gate: float) -> Floats:
    """For each word, how surely it names a specific incident with an ACLED type: its probability of such a type, times
    that it happened, times its sentence's probability to the power ``gate``."""
    acled = [i for i, label in enumerate(labels) if label.event]
    tells = np.array([seen.tells[int(s)] for s in seen.sentence], dtype=np.float32)
    return np.asarray(seen.types[:, acled].sum(axis=1) * seen.actual * tells**gate, dtype=np.float32)


def acts(seen: Seen, labels: Sequence[Label], least: float, gate: float) -> list[Act]:
    """The acts that the network sees: runs of words of a sentence whose score reaches ``least``, parted where the
    likeliest type changes or another trigger begins."""
    score = incident_scores(seen, labels, gate)
    acled = [i for i, label in enumerate(labels) if label.event]
    best = seen.types[:, acled].argmax(axis=1)
    out: list[Act] = []
    run: list[int] = []
    for i in np.flatnonzero(score >= least).tolist():
        goes_on = run and i == run[-1] + 1 and best[i] == best[run[-1]] and seen.sentence[i] == seen.sentence[run[-1]]
        if run and not (goes_on and seen.begins[i] < 0.5):
            out.append(_act(seen, run, score))
            run = []
        run.append(i)
    return [*out, _act(seen, run, score)] if run else out


def _act(seen: Seen, run: list[int], score: Floats) -> Act:
    return Act(
        start=int(seen.start[run[0]]),
        end=int(seen.end[run[-1]]),
        sentence=int(seen.sentence[run[0]]),
        types=seen.types[run].mean(axis=0),
        score=float(score[run].max()),
        row=run[0],
        actual=float(seen.actual[run].max()),
        tells=seen.tells[int(seen.sentence[run[0]])],
    )
