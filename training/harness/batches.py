"""Which windows a step meets: a function of the seed and the step alone, so that a run can be stopped and gone on
with anywhere."""

import random
from collections.abc import Sequence

BUCKET = 16
"""Batches whose windows are sorted by length together: little padding, and still a fair shuffle."""


def epoch(lengths: Sequence[int], shares: Sequence[float], *, batch: int, seed: int, number: int) -> list[list[int]]:
    """The batches of epoch ``number``: each window by its chance (``shares``; 1 is always), afresh each time."""
    dice = random.Random(f"{seed}:{number}")
    met = [i for i, share in enumerate(shares) if share >= 1 or dice.random() < share]
    dice.shuffle(met)
    out: list[list[int]] = []
    for at in range(0, len(met), BUCKET * batch):
        near = sorted(met[at : at + BUCKET * batch], key=lambda i: (lengths[i], i))
        out += [near[i : i + batch] for i in range(0, len(near), batch)]
    dice.shuffle(out)
    return out


def per_epoch(shares: Sequence[float], *, batch: int) -> int:
    """About how many batches an epoch has."""
    return max(1, round(sum(shares) / batch))
