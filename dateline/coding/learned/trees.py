"""A sum of small decision trees over named numbers: what ``training/scorers`` fits, read from a file of plain numbers.

Each tree is a list of nodes ``[feature, threshold, left, right, value]``: at a node with a feature (0 or more) go left
when the number is at most the threshold, else right; a node with feature -1 is a leaf and gives its value. The sum over
the trees and the base is the logarithm of the odds.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from dateline.errors import DataError

Node = tuple[int, float, int, int, float]


class Fitted(msgspec.Struct, frozen=True, kw_only=True):
    """The file: ``names`` of the numbers in order, ``base`` and ``trees``, the probability from which the answer is yes
    (``least``), and on what it was fitted (``about``)."""

    names: tuple[str, ...]
    base: float
    trees: tuple[tuple[Node, ...], ...]
    least: float = 0.5
    about: str = ""


class Trees:
    """A fitted scorer, ready to score many rows at once. Not changed by use."""

    def __init__(self, fitted: Fitted) -> None:
        self.fitted, self.least = fitted, fitted.least
        most = max((len(t) for t in fitted.trees), default=1)
        size = most * len(fitted.trees)
        self._roots = np.arange(0, size, most)
        self._feature, self._value = np.zeros(size, dtype=np.int64), np.zeros(size)
        self._threshold = np.full(size, np.inf)
        self._next = np.repeat(np.arange(size), 2)  # of node n: where its right leads at 2n, its left at 2n + 1
        for root, tree in zip(self._roots, fitted.trees, strict=True):
            for n, (feature, threshold, left, right, value) in enumerate(tree):
                self._value[root + n] = value
                if feature >= 0:  # a leaf leads to itself
                    self._feature[root + n], self._threshold[root + n] = feature, threshold
                    self._next[2 * (root + n)], self._next[2 * (root + n) + 1] = root + right, root + left
        self._depth = max((_depth(t) for t in fitted.trees), default=0)

    def scores(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The probability, 0 to 1, for each row of numbers in the order of the names."""
        if not rows:
            return []
        numbers = np.asarray(rows, dtype=np.float64)
        each, begins = numbers.ravel(), np.arange(0, numbers.size, numbers.shape[1])[:, None]
        at = np.repeat(self._roots[None, :], len(numbers), axis=0)
        for _ in range(self._depth):
            goes_left = each.take(begins + self._feature.take(at)) <= self._threshold.take(at)
            at = self._next.take(2 * at + goes_left)
        total = self.fitted.base + self._value.take(at).sum(axis=1)
        return [float(x) for x in 1.0 / (1.0 + np.exp(-np.clip(total, -30, 30)))]

    def score(self, numbers: Sequence[float]) -> float:
        """The probability, 0 to 1, for one row."""
        return self.scores([numbers])[0]


def _depth(tree: Sequence[Node], at: int = 0) -> int:
    feature, _, left, right, _ = tree[at]
    return 0 if feature < 0 else 1 + max(_depth(tree, left), _depth(tree, right))


def load(path: Path, names: Sequence[str]) -> Trees:
    """A scorer from its file. Raises DataError when the file is not whole, or made for other numbers than ``names``."""
    try:
        made = msgspec.json.decode(path.read_bytes(), type=Fitted)
    except (OSError, msgspec.MsgspecError) as error:
        raise DataError(f"the scorer {path.name} cannot be read: {error}; install dateline again") from error
    if made.names != tuple(names):
        odd = sorted(set(made.names) ^ set(names))
        raise DataError(f"the scorer {path.name} was made for other numbers ({', '.join(odd) or 'their order'})")
    return Trees(made)
