"""What the tagger is taught by: the probability it gives to everything that a target allows.

With p the type probabilities of a word and r that its act happened:

    a trigger of type t that happened         -log p(t) - log r         (one that did not: 1 - r)
    no trigger at all                         -log p(outside)
    no specific ACLED incident                -log(1 - r * sum of p over the ACLED types)
    a clue: one of these words is one of T    -log max over words of r * sum of p over T
    open                                      nothing
"""

import torch
from torch import Tensor
from torch.nn import functional

from training.harness.config import Loss
from training.harness.labels import OUTSIDE, groups, labels
from training.harness.model import Readings
from training.harness.targets import NO_INCIDENT, OPEN, Targets

LEAST = 1e-6


class Weights:
    """The weights of the parts, and of each type by how rare it is among ``counts`` (occurrences of each label)."""

    def __init__(self, settings: Loss, counts: list[int]) -> None:
        self.settings = settings
        seen = sorted(c for c in counts[1:] if c)
        median = seen[len(seen) // 2] if seen else 1
        rare = [(median / max(c, 1)) ** settings.rare for c in counts]
        by_type = [settings.trigger * min(3.0, max(0.5, x)) for x in rare]
        self.by_label = torch.tensor([1.0, *by_type[1:]])
        self.acled = torch.zeros(len(counts), dtype=torch.bool)
        self.acled[list(labels().acled)] = True
        self.group = torch.tensor(groups())
        self.groups = max(groups()) + 1


def loss(readings: Readings, targets: list[Targets], weights: Weights) -> Tensor:
    """The loss of a batch: one number. ``readings`` row b, token i + 1 is piece i of ``targets[b]``."""
    settings = weights.settings
    words = _words(readings, targets, weights)
    total = words
    clues = _clues(readings, targets, weights)
    if clues is not None:
        total = total + settings.hint * clues
    sentences = _sentences(readings, targets)
    if sentences is not None:
        total = total + settings.sentence * sentences
    return total


def _padded(rows: list[tuple[int, ...]], length: int) -> Tensor:
    """[batch, tokens]: the values at pieces, OPEN at the marks and the padding."""
    out = torch.full((len(rows), length), OPEN)
    for i, row in enumerate(rows):
        out[i, 1 : len(row) + 1] = torch.tensor(row)
    return out


def _words(readings: Readings, targets: list[Targets], weights: Weights) -> Tensor:
    length = readings.actual.shape[1]
    label = _padded([t.label for t in targets], length)
    actual = _padded([t.actual for t in targets], length)
    begins = _padded([t.begins for t in targets], length)
    log_types = functional.log_softmax(readings.types, dim=-1)
    happened = torch.sigmoid(readings.actual)
    told = label >= OUTSIDE
    none = label == NO_INCIDENT
    weight = weights.by_label[label.clamp(min=OUTSIDE)] * told + none.float()
    exact = _exact(log_types, label, weights)
    incident = happened * log_types.exp()[..., weights.acled].sum(-1)
    avoided = -torch.log((1 - incident).clamp(min=LEAST))
    each = torch.where(none, avoided, exact) * weight
    flags = weights.settings.actual * _flag(readings.actual, actual) + weights.settings.begins * _flag(
        readings.begins, begins
    )
    marked = (label > OUTSIDE).float() * weights.by_label[label.clamp(min=OUTSIDE)]
    return (each + flags * marked).sum() / weight.sum().clamp(min=1.0)


def _exact(log_types: Tensor, label: Tensor, weights: Weights) -> Tensor:
    """-log p(t), and by the weight ``event`` that of t's ACLED event type: the wrong type of the right kind is less
    wrong."""
    told = label.clamp(min=OUTSIDE)
    exact = -log_types.gather(-1, told.unsqueeze(-1)).squeeze(-1)
    if not weights.settings.event:
        return exact
    kin = torch.zeros(log_types.shape[:-1] + (weights.groups,)).index_add(-1, weights.group, log_types.exp())
    by_event = -torch.log(kin.gather(-1, weights.group[told].unsqueeze(-1)).squeeze(-1).clamp(min=LEAST))
    return exact + weights.settings.event * by_event * (label > OUTSIDE)


def _flag(reading: Tensor, target: Tensor) -> Tensor:
    each = functional.binary_cross_entropy_with_logits(reading, target.clamp(min=0).float(), reduction="none")
    return each * (target != OPEN)


def _clues(readings: Readings, targets: list[Targets], weights: Weights) -> Tensor | None:
    out = []
    for row, target in enumerate(targets):
        for clue in target.clues:
            at = torch.tensor(clue.at) + 1
            types = torch.log_softmax(readings.types[row, at], dim=-1)[:, list(clue.labels)].logsumexp(-1)
            if clue.actual is not None:
                sign = 1.0 if clue.actual else -1.0
                types = types + functional.logsigmoid(sign * readings.actual[row, at])
            out.append(-types.max())
    return torch.stack(out).mean() if out else None


def sentence_scores(tells: Tensor, pieces: tuple[int, ...], sentence: int) -> Tensor:
    """The raw score of one sentence of a window: the mean over its tokens. ``pieces`` are the sentence numbers of
    the pieces."""
    at = torch.tensor([i + 1 for i, s in enumerate(pieces) if s == sentence])
    return tells[at].mean()


def _sentences(readings: Readings, targets: list[Targets]) -> Tensor | None:
    scores, said = [], []
    for row, target in enumerate(targets):
        for sentence, value in target.sentences:
            if value != OPEN:
                scores.append(sentence_scores(readings.tells[row], target.of, sentence))
                said.append(float(value))
    if not scores:
        return None
    return functional.binary_cross_entropy_with_logits(torch.stack(scores), torch.tensor(said))
