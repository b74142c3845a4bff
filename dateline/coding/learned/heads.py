"""The network's further heads in plain numpy: which words fill the roles of a trigger, how its act is meant, and
whether two triggers tell one event. ``training/harness/heads.py`` has the same in torch.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROLES = ("initiator", "target", "weapon", "place", "date", "killed", "injured", "source")
MODALITIES = ("asserted", "alleged", "denied", "planned", "threatened", "hypothetical", "recurring")
INSIDE, BEGIN = 0, 1
"""The two scores of a token for a role: it is part of a filler; a filler begins at it."""
DISTANCES = (-80, -40, -20, -12, -7, -4, -2, -1, 0, 1, 2, 3, 5, 8, 13, 21, 41, 81)
"""Edges of the buckets of (filler's piece - trigger's piece): bucket b holds DISTANCES[b - 1] <= d < DISTANCES[b]."""
SENTENCES = 2
"""Sentences apart are told up to this many on each side: 2 * SENTENCES + 1 buckets."""
APART = (1, 2, 3, 5, 9)
"""Edges of the buckets of how many sentences apart two triggers are: 0, 1, 2, 3-4, 5-8, 9 or more."""
FEATURES = len(APART) + 5
"""How many numbers ``pair_features`` gives."""


class RoleThreshold(NamedTuple):
    """A filler's words all reach ``low``, one of them ``high`` (probabilities)."""

    high: float = 0.5
    low: float = 0.4


class Span(NamedTuple):
    """A filler: its role (a name of ROLES), its first piece and the piece after its last, its probability (the best
    word's)."""

    role: str
    first: int
    end: int
    score: float


class Heads:
    """The heads with their weights."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self._w = {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}

    @classmethod
    def load(cls, path: Path) -> "Heads":
        """The heads of a ``heads.npz``."""
        with np.load(path, allow_pickle=False) as found:
            return cls({name: found[name] for name in found.files})

    def keys(self, states: Floats) -> tuple[Floats, Floats]:
        """What a window's pieces offer as fillers, the same for all its triggers: ([pieces, scores, rank], [pieces,
        scores])."""
        hidden = _relu(self._linear("roles.filler", states))
        scores = self._w["roles.bias"].shape[0]
        return self._linear("roles.key", hidden).reshape(len(states), scores, -1), self._linear("roles.alone", hidden)

    def roles(
        self,
        states: Floats,
        trigger_index: int,
        sentence_of_token: Sequence[int],
        keys: tuple[Floats, Floats] | None = None,
    ) -> Floats:
        """Raw scores [roles, pieces, 2] of every piece as a filler of one trigger's roles; ``sentence_of_token`` are
        the pieces' sentence numbers in the document.

        With f = relu(filler states), t = relu(trigger state), s = 2 * role + (0 inside, 1 begin):
        score = (query(t)[s] . key(f)[s]) / sqrt(rank) + alone(f)[s] + wants(t)[s] + bias[s]
                + distance[bucket(piece - trigger), s] + sentence[clip(sentences apart, -2, 2) + 2, s]
        """
        key, alone = self.keys(states) if keys is None else keys
        hidden = _relu(self._linear("roles.trigger", states[trigger_index]))
        query = self._linear("roles.query", hidden).reshape(key.shape[1], -1)
        met = np.einsum("psr,sr->ps", key, query) / np.sqrt(np.float32(query.shape[1]))
        away = np.searchsorted(DISTANCES, np.arange(len(states)) - trigger_index, side="right")
        number = np.asarray(sentence_of_token)
        apart = np.clip(number - number[trigger_index], -SENTENCES, SENTENCES) + SENTENCES
        total = met + alone + self._linear("roles.wants", hidden) + self._w["roles.bias"]
        total = total + self._w["roles.distance"][away] + self._w["roles.sentence"][apart]
        return np.ascontiguousarray(total.reshape(len(states), -1, 2).transpose(1, 0, 2), dtype=np.float32)

    def modality(self, states_i: Floats) -> Floats:
        """Raw scores [7] of a trigger's modality, in the order of MODALITIES; softmax gives probabilities."""
        return self._linear("modality.out", np.tanh(self._linear("modality.hidden", states_i)))

    def same(self, states_i: Floats, states_j: Floats, features: Floats) -> float:
        """The raw score that two triggers tell of one event; ``features`` from ``pair_features``. Symmetric; sigmoid
        gives a probability."""
        one, other = self._linear("same.view", states_i), self._linear("same.view", states_j)
        both = np.concatenate([one * other, np.abs(one - other), features], axis=-1).astype(np.float32)
        return float(self._linear("same.out", np.tanh(self._linear("same.hidden", both)))[0])

    def _linear(self, name: str, value: Floats) -> Floats:
        return np.asarray(value @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"], dtype=np.float32)


def pair_features(
    types_i: Floats, types_j: Floats, groups: Sequence[int], sentences_apart: int, same_word: bool
) -> Floats:
    """What ``same`` is told beside the two states: the bucket of sentences apart (one-hot), the agreement of the two
    type distributions (softmax of ``types``, "outside" left out and the rest made 1) by label and by group, whether
    the best label is one, and whether the trigger words are the same in lower case. ``groups[label]`` is the number
    of a label's group in ``heads.json``, "groups"."""
    apart = np.zeros(len(APART) + 1, dtype=np.float32)
    apart[int(np.searchsorted(APART, abs(sentences_apart), side="right"))] = 1
    one, other = (x[1:] / max(float(x[1:].sum()), 1e-9) for x in (types_i, types_j))
    number = np.asarray(groups)[1:]
    by_group = [np.bincount(number, weights=x, minlength=int(number.max()) + 1) for x in (one, other)]
    last = [float(one @ other), float(by_group[0] @ by_group[1]), float(one.argmax() == other.argmax()), same_word]
    return np.concatenate([apart, np.array(last, dtype=np.float32)])


def decode(
    scores: Floats,
    first: Sequence[bool],
    sentence_of_token: Sequence[int],
    thresholds: Mapping[str, RoleThreshold] | None = None,
) -> list[Span]:
    """The fillers that a trigger's scores (``Heads.roles``) tell of, by role and place.

    Words are read at their first pieces. A filler is a run of words of one sentence that all reach ``low``, parted
    where another filler begins, one of which reaches ``high``. ``Span.end`` takes in the last word's other pieces, so
    that the filler's text is from the start of piece ``first`` to the end of piece ``end - 1``.
    """
    inside, begin = _sigmoid(scores[..., INSIDE]), _sigmoid(scores[..., BEGIN])
    out: list[Span] = []
    for number, role in enumerate(ROLES):
        wanted = (thresholds or {}).get(role, RoleThreshold())
        out += [Span(role, *x) for x in runs(inside[number], begin[number], first, sentence_of_token, wanted)]
    return out


def runs(
    inside: Floats, begin: Floats, first: Sequence[bool], sentences: Sequence[int], wanted: RoleThreshold
) -> list[tuple[int, int, float]]:
    """The fillers of one role from its probabilities: first piece, the piece after the last, the best word's
    probability."""
    if not (np.asarray(inside) >= wanted.high).any():
        return []
    words = [p for p, is_first in enumerate(first) if is_first]
    ends = {p: (words[n + 1] if n + 1 < len(words) else len(first)) for n, p in enumerate(words)}
    out: list[tuple[int, int, float]] = []
    run: list[int] = []
    for p in [*words, -1]:
        reaches = p >= 0 and inside[p] >= wanted.low
        goes_on = reaches and (not run or (sentences[p] == sentences[run[-1]] and begin[p] < 0.5))
        if run and not goes_on:
            best = float(inside[run].max())
            if best >= wanted.high:
                out.append((run[0], ends[run[-1]], best))
            run = []
        if reaches:
            run.append(p)
    return out


def role_thresholds(path: Path) -> dict[str, RoleThreshold]:
    """The roles' thresholds of a ``thresholds.json``."""
    found = json.loads(path.read_text(encoding="utf-8"))["roles"]
    return {role: RoleThreshold(**value) for role, value in found.items()}


def _relu(value: Floats) -> Floats:
    return np.maximum(value, np.float32(0))


def _sigmoid(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-value.astype(np.float64))), dtype=np.float32)
