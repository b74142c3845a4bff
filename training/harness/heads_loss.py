"""What the further heads are taught by.

    a piece that fills a role, or not      binary cross-entropy of "inside"; of "begins" within fillers
    an event known by a hint               the same, at the word that the model now takes for its trigger
    a trigger's modality                   cross-entropy
    two triggers of a window               binary cross-entropy of "same event"

The type probabilities that "same event" is told are not taught by it.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.harness.config import Loss
from training.harness.heads import Heads
from training.harness.heads_numpy import BEGIN, INSIDE, ROLES, pair_features
from training.harness.labels import groups
from training.harness.model import Readings
from training.harness.role_targets import Lessons, Marks
from training.harness.targets import OPEN

MOST_PAIRS = 96
"""Pairs of triggers a batch at most: a list of thirty sites would drown the rest."""


def loss(heads: Heads, readings: Readings, lessons: Sequence[Lessons], settings: Loss) -> Tensor:
    """The heads' share of a batch's loss. ``readings`` row b, token i + 1 is piece i of ``lessons[b]``."""
    states = readings.states
    sentences = torch.zeros(states.shape[:2], dtype=torch.long)
    for row, lesson in enumerate(lessons):
        sentences[row, 1 : len(lesson.sentences) + 1] = torch.tensor(lesson.sentences)
    total = states.new_zeros(())
    asked = [(row, a.at + 1, a.share, a.marks) for row, lesson in enumerate(lessons) for a in lesson.asked]
    if asked:
        total = total + settings.roles * _roles(heads, states, sentences, asked, settings)
    guessed = [(row, *guess) for row, lesson in enumerate(lessons) for guess in _guesses(readings, row, lesson)]
    if guessed:
        total = total + settings.hint_roles * _roles(heads, states, sentences, guessed, settings)
    said = [(row, a.at + 1, a.modality) for row, lesson in enumerate(lessons) for a in lesson.asked if a.modality >= 0]
    if said:
        rows, at, truth = (torch.tensor(column) for column in zip(*said, strict=True))
        total = total + settings.modality * functional.cross_entropy(heads.modality(states[rows, at]), truth)
    same = _same(heads, readings, lessons)
    return total if same is None else total + settings.same * same


def _guesses(readings: Readings, row: int, lesson: Lessons) -> list[tuple[int, float, Marks]]:
    out = []
    for guess in lesson.guessed:
        at = torch.tensor(guess.at) + 1
        with torch.no_grad():
            score = torch.log_softmax(readings.types[row, at], dim=-1)[:, list(guess.labels)].logsumexp(-1)
        out.append((int(at[score.argmax()]), 1.0, guess.marks))
    return out


def _roles(
    heads: Heads,
    states: Tensor,
    sentences: Tensor,
    asked: Sequence[tuple[int, int, float, Marks]],
    settings: Loss,
) -> Tensor:
    """Summed over a trigger's pieces, its mean over roles, over triggers by their shares."""
    truth = torch.full((len(asked), len(ROLES), states.shape[1], 2), OPEN, dtype=torch.int8)
    for n, (_, _, _, marks) in enumerate(asked):
        truth[n, :, 1 : marks.shape[1] + 1] = torch.from_numpy(marks)
    rows, at = torch.tensor([a[0] for a in asked]), torch.tensor([a[1] for a in asked])
    share = torch.tensor([a[2] for a in asked])
    scores = heads.roles(states, rows, at, sentences)
    each = functional.binary_cross_entropy_with_logits(scores, truth.clamp(min=0).float(), reduction="none")
    weight = (truth != OPEN).float()
    weight[..., INSIDE] *= torch.where(truth[..., INSIDE] == 1, settings.filler, 1.0)
    weight[..., BEGIN] *= 0.5
    return ((each * weight).sum((1, 2, 3)) * share).sum() / (share.sum() * len(ROLES))


def _same(heads: Heads, readings: Readings, lessons: Sequence[Lessons]) -> Tensor | None:
    pairs = [(row, pair) for row, lesson in enumerate(lessons) for pair in lesson.pairs]
    if not pairs:
        return None
    pairs = pairs[:: -(-len(pairs) // MOST_PAIRS)]
    types = torch.softmax(readings.types.detach(), dim=-1).numpy()
    told = [
        pair_features(types[row, p.one + 1], types[row, p.other + 1], groups(), p.apart, p.same_word)
        for row, p in pairs
    ]
    rows = torch.tensor([row for row, _ in pairs])
    one, other = (readings.states[rows, torch.tensor([getattr(p, k) + 1 for _, p in pairs])] for k in ("one", "other"))
    scores = heads.same(one, other, torch.from_numpy(np.stack(told)))
    return functional.binary_cross_entropy_with_logits(scores, torch.tensor([float(p.same) for _, p in pairs]))
