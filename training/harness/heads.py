"""The joint model's further heads: roles of a trigger, its modality, and whether two triggers tell of one event.

They read the encoder's last layer only, so the exported encoder stays one function of the tokens and these are done
in numpy (``heads_numpy.py``, which has the formulas; tests hold the two equal).
"""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from training.harness.heads_numpy import DISTANCES, FEATURES, MODALITIES, ROLES, SENTENCES

SCORES = 2 * len(ROLES)


class RoleHead(nn.Module):
    """A low-rank biaffine score of (trigger, token) for every role, inside and begin."""

    def __init__(self, width: int, hidden: int, rank: int) -> None:
        super().__init__()
        self.rank = rank
        self.trigger = nn.Linear(width, hidden)
        self.filler = nn.Linear(width, hidden)
        self.query = nn.Linear(hidden, SCORES * rank)
        self.key = nn.Linear(hidden, SCORES * rank)
        self.wants = nn.Linear(hidden, SCORES)
        self.alone = nn.Linear(hidden, SCORES)
        self.bias = nn.Parameter(torch.full((SCORES,), -4.0))  # a token fills no role, mostly
        self.distance = nn.Parameter(torch.zeros(len(DISTANCES) + 1, SCORES))
        self.sentence = nn.Parameter(torch.zeros(2 * SENTENCES + 1, SCORES))
        nn.init.normal_(self.query.weight, std=0.01)  # so that a pair says nothing before it has learned to

    def forward(self, states: Tensor, rows: Tensor, at: Tensor, sentences: Tensor) -> Tensor:
        """``states`` [batch, tokens, width]; trigger n is token ``at[n]`` of row ``rows[n]``; ``sentences`` [batch,
        tokens] -> raw scores [triggers, roles, tokens, 2]."""
        batch, tokens, _ = states.shape
        filler = torch.relu(self.filler(states))
        key = self.key(filler).view(batch, tokens, SCORES, self.rank)
        trigger = torch.relu(self.trigger(states[rows, at]))
        query = self.query(trigger).view(-1, SCORES, self.rank) / self.rank**0.5
        met = torch.einsum("ntsr,nsr->nts", key[rows], query)
        away = torch.arange(tokens).unsqueeze(0) - at.unsqueeze(1)
        bucket = torch.bucketize(away, torch.tensor(DISTANCES), right=True)
        apart = (sentences[rows] - sentences[rows, at].unsqueeze(1)).clamp(-SENTENCES, SENTENCES) + SENTENCES
        total = met + self.alone(filler)[rows] + self.wants(trigger).unsqueeze(1) + self.bias
        total = total + self.distance[bucket] + self.sentence[apart]
        out: Tensor = total.view(len(at), tokens, len(ROLES), 2).permute(0, 2, 1, 3)
        return out


class ModalityHead(nn.Module):
    """A trigger's modality from its state."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(width, hidden)
        self.out = nn.Linear(hidden, len(MODALITIES))

    def forward(self, states: Tensor) -> Tensor:
        """[triggers, width] -> raw scores [triggers, 7]."""
        out: Tensor = self.out(torch.tanh(self.hidden(states)))
        return out


class SameHead(nn.Module):
    """Whether two triggers tell of one event, whichever is first."""

    def __init__(self, width: int, view: int, hidden: int) -> None:
        super().__init__()
        self.view = nn.Linear(width, view)
        self.hidden = nn.Linear(2 * view + FEATURES, hidden)
        self.out = nn.Linear(hidden, 1)

    def forward(self, one: Tensor, other: Tensor, features: Tensor) -> Tensor:
        """Two [pairs, width] and [pairs, features] -> raw scores [pairs]."""
        a, b = self.view(one), self.view(other)
        both = torch.cat([a * b, (a - b).abs(), features], dim=-1)
        out: Tensor = self.out(torch.tanh(self.hidden(both)))[..., 0]
        return out


class Heads(nn.Module):
    """All three."""

    def __init__(self, width: int, hidden: int, rank: int, view: int) -> None:
        super().__init__()
        self.roles = RoleHead(width, hidden, rank)
        self.modality = ModalityHead(width, view)
        self.same = SameHead(width, view, view)


def plain(heads: Heads) -> Mapping[str, Any]:
    """The weights as numpy arrays, by the names that ``heads_numpy`` knows."""
    return {name: value.detach().cpu().numpy() for name, value in heads.state_dict().items()}
