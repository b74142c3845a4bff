"""The joint model's further heads in plain numpy, exactly as ``heads.py`` has them in torch: no torch is needed to run
an exported model. The weights are those of ``heads.npz``, the lists those of ``heads.json``.

**What the encoder reads.** ``text`` is re-cased (``dateline.annotate.recase``, same length) and cut into sentences
(``dateline.annotate.sentences.find_sentences``). Each sentence is tokenised by itself, without marks, by
``tokenizer.json``; a *piece* is a token with the span of the whole word that it belongs to (words as
``Encoding.word_ids`` gives them, so "al-Hassan" is three), and ``first`` says that it is its word's first.

**How windows are built** (``windows.py``; numbers from ``heads.json``, "window"). A window's core is a run of
consecutive sentences of at most ``max_tokens - 2 - 2 * context_tokens`` pieces, packed greedily from the first
sentence worth reading on; a new window begins where the next sentence does not fit or sentences were left out; a
sentence longer than that is cut into such lengths. Around the core stand the last ``context_tokens`` pieces of the
``context_sentences`` sentences before it, and as many first pieces of those after it (for a cut sentence its own
other pieces come first). ``ids`` = [CLS], context before, core, context after, [SEP]; ``mask`` is 1 for these and 0
for padding. Every word of the text is in the core of exactly one window, and its readings are taken from there.

**What comes out**, per token: ``types`` (raw, labels as listed, 0 "outside"), ``actual``, ``begins``, ``tells`` (raw;
a sentence's is the mean over its pieces in the window), ``states`` (the encoder's last layer). Below, ``states`` is
one window's, without [CLS], [SEP] and padding: row p belongs to piece p. Only the first piece of a word is read, for
triggers and for fillers alike; a trigger of several words is read at its first word, or averaged over its words'
scores.

A word is part of an incident's trigger when
sum of softmax(types) over the ACLED labels x sigmoid(actual) x sigmoid(sentence's tells) ** gate >= incident
(``thresholds.json``); neighbouring such words of one best type and one sentence are one trigger unless ``begins`` of
the later is >= 0 (``tagging.py``).

**Files beside ``model.onnx``**: ``heads.npz`` (the weights, by the names used below); ``heads.json`` ("labels",
"groups", "roles", "modalities", "window", "distances", "apart", "formula"); ``thresholds.json`` ("incident", "gate",
"reach": for triggers; "same": a probability; "roles": for each role "high" and "low", see ``decode``).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from dateline.coding.learned.heads import (
    APART,
    BEGIN,
    DISTANCES,
    FEATURES,
    INSIDE,
    MODALITIES,
    ROLES,
    SENTENCES,
    Floats,
    Heads,
    RoleThreshold,
    Span,
    decode,
    pair_features,
    role_thresholds,
    runs,
)

__all__ = [
    "APART",
    "BEGIN",
    "DISTANCES",
    "FEATURES",
    "INSIDE",
    "MODALITIES",
    "ROLES",
    "SENTENCES",
    "Claimant",
    "Floats",
    "Heads",
    "RoleThreshold",
    "Span",
    "decode",
    "kept",
    "pair_features",
    "probabilities",
    "role_thresholds",
    "runs",
]


class Claimant(NamedTuple):
    """A trigger of a window: its piece, its event's number, its roles' inside probabilities [roles, pieces]."""

    at: int
    event: int
    inside: Floats


def kept(mine: Claimant, claimants: Sequence[Claimant], spans: Sequence[Span], sentences: Sequence[int]) -> list[Span]:
    """The fillers of a trigger less those that another event has the better claim to: a filler of another sentence
    is dropped where a trigger of another event stands in that sentence and gives it a higher probability."""
    out = []
    for span in spans:
        number, sentence = ROLES.index(span.role), sentences[span.first]
        rivals = [
            float(c.inside[number, span.first : span.end].max())
            for c in claimants
            if c.event != mine.event and sentences[c.at] == sentence != sentences[mine.at]
        ]
        if max(rivals, default=0.0) <= span.score:
            out.append(span)
    return out


def probabilities(raw: Floats) -> Floats:
    """Probabilities of raw scores."""
    return np.asarray(1.0 / (1.0 + np.exp(-raw.astype(np.float64))), dtype=np.float32)
