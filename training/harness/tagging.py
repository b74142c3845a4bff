"""Windows -> what the model says of each word -> triggers with type. Needs numpy only: torch and onnxruntime are
backends alike."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from training.harness.config import Window as Size
from training.harness.documents import Document
from training.harness.labels import labels
from training.harness.windows import Marks, Tokenise, Window, windows

Floats = NDArray[np.float32]


class Raw(NamedTuple):
    """The model's raw numbers for one window, marks included: types [tokens, labels], the others [tokens], states
    [tokens, width]."""

    types: Floats
    actual: Floats
    begins: Floats
    tells: Floats
    states: Floats


Backend = Callable[[Sequence[tuple[int, ...]]], list[Raw]]
"""Token numbers of windows, of any lengths, to their raw numbers without padding."""


class Word(msgspec.Struct, frozen=True):
    """A word as the model sees it: ``types`` probabilities by label, ``actual`` and ``begins`` probabilities, its
    sentence."""

    start: int
    end: int
    sentence: int
    types: Any
    actual: float
    begins: float


class Seen(msgspec.Struct, frozen=True):
    """All words of a document in order, and each sentence's probability to tell of a specific incident."""

    words: tuple[Word, ...]
    tells: dict[int, float]


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """A word is part of an incident's trigger when its probability times (its sentence's) ** ``gate`` reaches
    ``incident``; mentions of one type up to ``reach`` sentences apart are one event."""

    incident: float = 0.5
    gate: float = 0.5
    reach: int = 1


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger of a specific incident: its words, its type, its score (0 to 1), how sure its type is among the ACLED
    types (0 to 1)."""

    start: int
    end: int
    sentence: int
    label: int
    score: float
    sure: float = 1.0


class Reader:
    """A model with its tokenizer, ready to read documents."""

    def __init__(self, backend: Backend, tokenise: Tokenise, marks: Marks, size: Size, batch: int = 16) -> None:
        self._backend, self._tokenise, self._marks, self._size, self._batch = backend, tokenise, marks, size, batch

    def read(self, documents: Sequence[Document]) -> list[Seen]:
        """What the model says of each document's words, in the order of the documents."""
        return [seen(mine) for mine in self.windows(documents)]

    def windows(self, documents: Sequence[Document]) -> list[list[tuple[Window, Raw]]]:
        """Each document's windows with the model's raw numbers."""
        made = [w for i, d in enumerate(documents) for w in windows(d, i, self._tokenise, self._marks, self._size)]
        order = sorted(range(len(made)), key=lambda i: len(made[i].ids))
        raw: list[Raw | None] = [None] * len(made)
        for at in range(0, len(order), self._batch):
            chosen = order[at : at + self._batch]
            for i, row in zip(chosen, self._backend([made[i].ids for i in chosen]), strict=True):
                raw[i] = row
        pairs: list[list[tuple[Window, Raw]]] = [[] for _ in documents]
        for window, found in zip(made, raw, strict=True):
            if found is not None:
                pairs[window.document].append((window, found))
        return pairs


def seen(pairs: Iterable[tuple[Window, Raw]]) -> Seen:
    words: list[Word] = []
    tells: dict[int, float] = {}
    for window, raw in pairs:
        types, actual, begins = softmax(raw.types), sigmoid(raw.actual), sigmoid(raw.begins)
        sentences = np.array(window.sentences)
        for sentence in sorted({s for s, core in zip(window.sentences, window.core, strict=True) if core}):
            score = float(sigmoid(raw.tells[1:-1][sentences == sentence].mean()))
            tells[sentence] = max(score, tells.get(sentence, 0.0))
        for i, piece in enumerate(window.pieces):
            if window.core[i] and piece.first:
                at = i + 1
                word = Word(
                    piece.start, piece.end, window.sentences[i], types[at], float(actual[at]), float(begins[at])
                )
                words.append(word)
    return Seen(tuple(sorted(words, key=lambda w: w.start)), tells)


def softmax(raw: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(raw - raw.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(raw: Any) -> Any:
    """Probabilities of raw scores."""
    return 1.0 / (1.0 + np.exp(-np.asarray(raw, dtype=np.float64)))


ACLED = tuple(labels().acled)


def incidents(seen: Seen, thresholds: Thresholds) -> list[Found]:
    """The triggers of specific ACLED incidents, in the order of the text: runs of words over the threshold, parted
    where the type changes or another begins. A run's type is the likeliest by its words' mean; its score the
    highest word's."""
    out: list[Found] = []
    run: list[tuple[Word, float]] = []
    for i, word in enumerate(seen.words):
        mass = float(word.types[list(ACLED)].sum()) * word.actual
        score = mass * seen.tells[word.sentence] ** thresholds.gate
        if run and (score < thresholds.incident or not _goes_on(run[-1][0], word)):
            out.append(_found(run))
            run = []
        if score >= thresholds.incident:
            run.append((word, score))
        if run and i == len(seen.words) - 1:
            out.append(_found(run))
    return out


def _goes_on(last: Word, word: Word) -> bool:
    same = best(last.types) == best(word.types)
    return same and word.sentence == last.sentence and word.begins < 0.5


def best(types: Floats) -> int:
    """The likeliest ACLED type."""
    return ACLED[int(np.argmax(types[list(ACLED)]))]


def _found(run: list[tuple[Word, float]]) -> Found:
    mean = np.mean([w.types for w, _ in run], axis=0)
    label = best(mean)
    return Found(
        start=run[0][0].start,
        end=run[-1][0].end,
        sentence=run[0][0].sentence,
        label=label,
        score=max(score for _, score in run),
        sure=float(mean[label] / mean[list(ACLED)].sum()),
    )
