"""Which windows a step meets: a function of the seed and the step alone, so that a run can be stopped and gone on
with anywhere."""

import random
from collections.abc import Sequence

BUCKET = 16
"""Batches whose windows are sorted by length together: little padding, and still a fair shuffle."""


def epoch(
    lengths: Sequence[int], quiet: Sequence[bool], *, share: float, batch: int, seed: int, number: int
) -> list[list[int]]:
    """The batches of epoch ``number``: every window that has something to say, and a fresh ``share`` of the quiet
    ones."""
    dice = random.Random(f"{seed}:{number}")
    met = [i for i, q in enumerate(quiet) if not q or dice.random() < share]
    dice.shuffle(met)
    out: list[list[int]] = []
    for at in range(0, len(met), BUCKET * batch):
        near = sorted(met[at : at + BUCKET * batch], key=lambda i: (lengths[i], i))
        out += [near[i : i + batch] for i in range(0, len(near), batch)]
    dice.shuffle(out)
    return out


def per_epoch(quiet: Sequence[bool], *, share: float, batch: int) -> int:
    """About how many batches an epoch has."""
    met = sum(1.0 if not q else share for q in quiet)
    return max(1, round(met / batch))
