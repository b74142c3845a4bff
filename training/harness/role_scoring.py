"""Fillers found against fillers in the gold, for one event and role at a time.

A filler of the gold is found when one of its names shares its content words with a found one, as
``../shared/bench/score_news.py`` compares strings; a found one is right when it names a filler of the gold.
"""

import re
from collections.abc import Sequence

import msgspec

from training.harness.scoring import percent, prf

LITTLE = """the a an of in on at and or to by for from with near its his her their our this that all least some more
than about around up"""
STOP = frozenset(LITTLE.split())
"""Words that do not count, as in score_news.py."""


class RoleTally(msgspec.Struct, kw_only=True):
    """Counts that add up over events."""

    said: int = 0
    right: int = 0
    gold: int = 0
    found: int = 0
    exact: int = 0

    def add(self, found: Sequence[str], gold: Sequence[Sequence[str]]) -> None:
        """Count one event's strings for one role; ``gold`` is the names of each filler."""
        said = list(dict.fromkeys(f.lower() for f in found))
        names = [name for filler in gold for name in filler]
        self.said += len(said)
        self.right += sum(any(same(s, name) for name in names) for s in said)
        self.exact += sum(s in {name.lower() for name in names} for s in said)
        self.gold += len(gold)
        self.found += sum(any(same(s, name) for s in said for name in filler) for filler in gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision (of found strings) and recall (of the gold's fillers), 0 to 100."""
        p, r = percent(self.right, self.said), percent(self.found, self.gold)
        return round(2 * p * r / (p + r), 1) if p + r else 0.0

    def figures(self) -> dict[str, float | int]:
        """P, R, F1 in per cent, the share of found strings that are verbatim the gold's, and how many fillers."""
        return {
            "P": percent(self.right, self.said),
            "R": percent(self.found, self.gold),
            "F": self.f1,
            "verbatim": percent(self.exact, self.said),
            "gold": self.gold,
        }


def words(text: str) -> frozenset[str]:
    """Content words: letters and digits, no possessive, none of STOP unless nothing else is there."""
    found = re.findall(r"[^\W_]+", re.sub(r"[’']s\b", "", text.lower()))
    return frozenset(w for w in found if w not in STOP) or frozenset(found)


def same(one: str, other: str) -> bool:
    """Whether two strings share half of the shorter's and a quarter of the longer's content words."""
    a, b = words(one), words(other)
    both = len(a & b)
    return bool(a and b) and both >= 0.5 * min(len(a), len(b)) and both >= 0.25 * max(len(a), len(b))


def pair_figures(scores: Sequence[float], truth: Sequence[bool], threshold: float) -> dict[str, float | int]:
    """P, R, F1 of "the same event" at a threshold, with how many pairs are."""
    said = [s >= threshold for s in scores]
    right = sum(s and t for s, t in zip(said, truth, strict=True))
    p, r, f = prf(right, sum(said), sum(truth))
    return {"P": p, "R": r, "F": f, "gold": sum(truth), "pairs": len(scores)}
