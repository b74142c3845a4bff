"""What a larger model teaches: its probabilities, word by word, beside or instead of the labels.

Hinton, Vinyals and Dean (2015), "Distilling the knowledge in a neural network"; at temperature 1, since the labels are
few and the teacher is not sure of itself where it matters.
"""

import torch
from torch import Tensor
from torch.nn import functional

from training.harness import loss
from training.harness.config import Loss
from training.harness.labels import OUTSIDE
from training.harness.model import Readings
from training.harness.targets import Targets


def asked(core: list[tuple[bool, ...]], length: int) -> Tensor:
    """[batch, tokens]: 1 at the words of a window that are asked about, 0 at context, marks and padding."""
    out = torch.zeros((len(core), length))
    for i, row in enumerate(core):
        out[i, 1 : len(row) + 1] = torch.tensor(row, dtype=torch.float32)
    return out


def loss_of(readings: Readings, taught: Readings, words: Tensor, targets: list[Targets], settings: Loss) -> Tensor:
    """How far a model is from its teacher: one number. ``words`` as of ``asked``.

    The types by Kullback and Leibler's divergence; a word counts the more the likelier the teacher takes it for a
    trigger; the flags by cross-entropy, as far as it does.
    """
    sure = functional.softmax(taught.types, dim=-1)
    trigger = 1 - sure[..., OUTSIDE]
    types = functional.kl_div(functional.log_softmax(readings.types, dim=-1), sure, reduction="none").sum(-1)
    weight = words * (1 + (settings.trigger - 1) * trigger)
    flags = settings.actual * _gap(readings.actual, taught.actual) + settings.begins * _gap(
        readings.begins, taught.begins
    )
    each = weight * types + words * settings.trigger * trigger * flags
    total = each.sum() / weight.sum().clamp(min=1.0)
    mine, theirs = [], []
    for row, target in enumerate(targets):
        for sentence, _ in target.sentences:
            mine.append(loss.sentence_scores(readings.tells[row], target.of, sentence))
            theirs.append(loss.sentence_scores(taught.tells[row], target.of, sentence))
    if mine:
        total = total + settings.sentence * _gap(torch.stack(mine), torch.stack(theirs)).mean()
    return total


def _gap(mine: Tensor, theirs: Tensor) -> Tensor:
    """Cross-entropy above the least that there can be."""
    wanted = torch.sigmoid(theirs)
    least = functional.binary_cross_entropy_with_logits(theirs, wanted, reduction="none")
    return functional.binary_cross_entropy_with_logits(mine, wanted, reduction="none") - least
