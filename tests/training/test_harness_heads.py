"""The heads beside the encoder: numpy says what torch says, and scores become spans as they should."""

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from training.harness.heads_numpy import (  # noqa: E402
    FEATURES,
    MODALITIES,
    ROLES,
    Claimant,
    RoleThreshold,
    Span,
    decode,
    kept,
    pair_features,
)
from training.harness.heads_numpy import Heads as Plain  # noqa: E402

TOKENS, WIDTH = 30, 32
NUMBERS = [0] * 4 + [1] * 9 + [2] * 8 + [3] * 6 + [4] * 3


@pytest.fixture(scope="module")
def pair():
    torch = pytest.importorskip("torch")
    from training.harness import heads

    torch.manual_seed(3)
    made = heads.Heads(WIDTH, 24, 6, 10)
    for weight in made.parameters():
        torch.nn.init.normal_(weight, std=0.4)
    return torch, made, Plain(heads.plain(made))


@pytest.mark.parametrize("at", [0, 7, TOKENS - 1])
def test_roles_modality_and_same_event_are_what_torch_says(pair, at):
    torch, made, plain = pair
    states = np.random.default_rng(at).normal(size=(TOKENS, WIDTH)).astype(np.float32)
    raw = torch.tensor(states)
    with torch.no_grad():
        roles = made.roles(raw[None], torch.tensor([0]), torch.tensor([at]), torch.tensor([NUMBERS]))[0].numpy()
        modality = made.modality(raw[at]).numpy()
        features = torch.linspace(-1, 1, FEATURES)
        same = float(made.same(raw[at : at + 1], raw[3:4], features[None]))
    assert roles.shape == (len(ROLES), TOKENS, 2)
    np.testing.assert_allclose(plain.roles(states, at, NUMBERS), roles, atol=1e-4)
    np.testing.assert_allclose(plain.roles(states, at, NUMBERS, plain.keys(states)), roles, atol=1e-4)
    np.testing.assert_allclose(plain.modality(states[at]), modality, atol=1e-4)
    assert modality.shape == (len(MODALITIES),)
    assert plain.same(states[at], states[3], features.numpy()) == pytest.approx(same, abs=1e-4)
    assert plain.same(states[3], states[at], features.numpy()) == pytest.approx(same, abs=1e-4)


def test_features_of_a_pair():
    one, other = np.zeros(5, dtype=np.float32), np.zeros(5, dtype=np.float32)
    one[[0, 1, 2]] = 0.5, 0.25, 0.25
    other[[2, 3]] = 0.5, 0.5
    found = pair_features(one, other, [0, 0, 1, 1, 2], -4, True)
    assert len(found) == FEATURES
    assert list(found[:6]) == [0, 0, 0, 1, 0, 0]
    assert list(found[6:]) == pytest.approx([0.25, 0.5, 0.0, 1.0])


def scored(role, inside, begin=()):
    """Scores of six pieces: probabilities of being inside one role, everything else far below nothing."""
    raw = np.full((len(ROLES), 6, 2), -9.0, dtype=np.float32)
    number = ROLES.index(role)
    raw[number, :, 0] = [np.log(p / (1 - p)) for p in inside]
    raw[number, list(begin), 1] = 9.0
    return raw


@pytest.mark.parametrize(
    ("inside", "begin", "sentences", "spans"),
    [
        ((0.1, 0.9, 0.9, 0.1, 0.1, 0.1), (1,), (0,) * 6, [(1, 4)]),  # piece 3 is the rest of word 2
        ((0.1, 0.9, 0.45, 0.9, 0.1, 0.1), (1,), (0,) * 6, [(1, 4)]),
        ((0.1, 0.45, 0.45, 0.1, 0.1, 0.1), (1,), (0,) * 6, []),
        ((0.9, 0.9, 0.1, 0.1, 0.9, 0.9), (0, 4), (0,) * 6, [(0, 2), (4, 6)]),
        ((0.9, 0.9, 0.9, 0.1, 0.9, 0.1), (0, 1), (0,) * 6, [(0, 1), (1, 5)]),
        ((0.1, 0.1, 0.9, 0.9, 0.9, 0.1), (2,), (0, 0, 0, 0, 1, 1), [(2, 4), (4, 5)]),
        ((0.1, 0.1, 0.1, 0.1, 0.1, 0.9), (5,), (0,) * 6, [(5, 6)]),
    ],
)
def test_scores_become_spans(inside, begin, sentences, spans):
    first = [True, True, True, False, True, True]
    found = decode(scored("place", inside, begin), first, sentences)
    assert [(s.first, s.end) for s in found] == spans
    assert {s.role for s in found} <= {"place"}


def test_a_roles_own_threshold_holds():
    raw = scored("weapon", (0.1, 0.7, 0.1, 0.1, 0.1, 0.1))
    wanted = {"weapon": RoleThreshold(high=0.8, low=0.3)}
    assert decode(raw, [True] * 6, [0] * 6, wanted) == []
    (span,) = decode(raw, [True] * 6, [0] * 6)
    assert span == Span("weapon", 1, 2, pytest.approx(0.7))


def test_a_filler_elsewhere_goes_to_the_event_told_there():
    sentences = [0, 0, 0, 1, 1, 1]
    claims = np.zeros((len(ROLES), 6), dtype=np.float32)
    mine, other = Claimant(0, 1, claims), Claimant(5, 2, claims.copy())
    other.inside[ROLES.index("target"), 3:5] = 0.7
    spans = [Span("target", 1, 2, 0.5), Span("target", 3, 4, 0.6), Span("target", 4, 5, 0.8), Span("place", 3, 4, 0.5)]
    assert kept(mine, [mine, other], spans, sentences) == [spans[0], spans[2], spans[3]]
    assert kept(mine, [mine, other._replace(event=1)], spans, sentences) == spans
    assert kept(mine, [mine, other._replace(at=2)], spans, sentences) == spans
