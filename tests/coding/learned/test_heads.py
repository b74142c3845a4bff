"""The heads in numpy: shapes, symmetry, what a filler is, and what a file may hold."""

from pathlib import Path

import numpy as np
import pytest

from dateline.coding.learned.heads import (
    APART,
    DISTANCES,
    FEATURES,
    INSIDE,
    MODALITIES,
    ROLES,
    Heads,
    RoleThreshold,
    Span,
    decode,
    pair_features,
    role_thresholds,
    runs,
)
from tests.coding.learned.test_mind import WIDTH, heads

PIECES = 9


def states(seed: int = 0, pieces: int = PIECES) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(pieces, WIDTH)).astype(np.float32)


@pytest.mark.parametrize("pieces", [1, 2, PIECES, 300])
def test_every_piece_is_scored_for_every_role(pieces: int) -> None:
    found = heads().roles(states(pieces=pieces), pieces - 1, [0] * pieces)
    assert found.shape == (len(ROLES), pieces, 2)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("at", range(PIECES))
def test_keys_made_once_for_a_window_give_the_same(at: int) -> None:
    one, window, numbers = heads(), states(), [0] * 4 + [1] * 5
    assert one.roles(window, at, numbers).tolist() == one.roles(window, at, numbers, one.keys(window)).tolist()


def test_only_how_far_apart_sentences_are_counts_not_their_numbers() -> None:
    one, window = heads(), states()
    first = one.roles(window, 4, [3, 3, 4, 4, 5, 5, 6, 6, 9])
    assert first.tolist() == one.roles(window, 4, [103, 103, 104, 104, 105, 105, 106, 106, 109]).tolist()
    assert first.tolist() == one.roles(window, 4, [1, 1, 4, 4, 5, 5, 6, 6, 60]).tolist()  # two away or more is one
    assert first.tolist() != one.roles(window, 4, [5] * PIECES).tolist()


def test_the_buckets_of_distance_are_ascending() -> None:
    assert list(DISTANCES) == sorted(set(DISTANCES))
    assert list(APART) == sorted(set(APART))


def test_modalities_have_a_score_each() -> None:
    assert heads().modality(states()[0]).shape == (len(MODALITIES),)


@pytest.mark.parametrize("seed", range(5))
def test_whether_two_triggers_are_one_event_does_not_depend_on_their_order(seed: int) -> None:
    one, two = states(seed)[:2]
    features = np.linspace(-1, 1, FEATURES).astype(np.float32)
    assert heads().same(one, two, features) == pytest.approx(heads().same(two, one, features))


@pytest.mark.parametrize(
    ("apart", "bucket"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (8, 4), (9, 5), (900, 5), (-3, 3)]
)
def test_sentences_apart_are_told_in_buckets(apart: int, bucket: int) -> None:
    flat = np.full(4, 0.25, dtype=np.float32)
    found = pair_features(flat, flat, [0, 1, 1, 2], apart, False)
    assert found.shape == (FEATURES,)
    assert found[: len(APART) + 1].tolist() == [float(i == bucket) for i in range(len(APART) + 1)]


@pytest.mark.parametrize(
    ("one", "other", "by_label", "by_group", "best"),
    [
        ([0.5, 0.5, 0, 0], [0.9, 0.1, 0, 0], 1, 1, 1),  # "outside" is left out, the rest made one
        ([0, 1, 0, 0], [0, 0, 1, 0], 0, 1, 0),  # another label of the group
        ([0, 1, 0, 0], [0, 0, 0, 1], 0, 0, 0),
        ([1, 0, 0, 0], [1, 0, 0, 0], 0, 0, 1),  # no type at all: nought, not an error
    ],
)
def test_how_far_two_distributions_agree(
    one: list[float], other: list[float], by_label: float, by_group: float, best: float
) -> None:
    types = [np.array(x, dtype=np.float32) for x in (one, other)]
    found = pair_features(*types, [0, 1, 1, 2], 0, True)[-4:]
    assert found.tolist() == pytest.approx([by_label, by_group, best, 1])


@pytest.mark.parametrize(
    ("inside", "begin", "sentences", "first", "found"),
    [
        ([0.9, 0.1, 0.1, 0.1], [0] * 4, [0] * 4, [1] * 4, [(0, 1, 0.9)]),
        ([0.45, 0.9, 0.45, 0.1], [0] * 4, [0] * 4, [1] * 4, [(0, 3, 0.9)]),  # low words beside a high one
        ([0.45, 0.45, 0.45, 0.1], [0] * 4, [0] * 4, [1] * 4, []),  # none is high
        ([0.9, 0.8, 0.1, 0.1], [0, 0.9, 0, 0], [0] * 4, [1] * 4, [(0, 1, 0.9), (1, 2, 0.8)]),  # another begins
        ([0.1, 0.9, 0.8, 0.1], [0] * 4, [0, 0, 1, 1], [1] * 4, [(1, 2, 0.9), (2, 3, 0.8)]),  # not over sentences
        ([0.9, 0.1, 0.9, 0.9], [0] * 4, [0] * 4, [1, 0, 1, 0], [(0, 4, 0.9)]),  # words by their first pieces
        ([0.1, 0.1, 0.1, 0.9], [0] * 4, [0] * 4, [1] * 4, [(3, 4, 0.9)]),
        ([], [], [], [], []),
    ],
)
def test_runs_of_words_are_fillers(
    inside: list[float], begin: list[float], sentences: list[int], first: list[int], found: list[tuple[int, int, float]]
) -> None:
    made = runs(np.array(inside), np.array(begin), list(map(bool, first)), sentences, RoleThreshold(0.5, 0.4))
    assert [x[:2] for x in made] == [x[:2] for x in found]
    assert [x[2] for x in made] == pytest.approx([x[2] for x in found])


@pytest.mark.parametrize(("high", "many"), [(0.5, 1), (0.99, 0)])
def test_each_role_has_its_own_threshold(high: float, many: int) -> None:
    raw = np.full((len(ROLES), 3, 2), -9.0, dtype=np.float32)
    raw[ROLES.index("weapon"), 1, INSIDE] = 2.0
    found = decode(raw, [True] * 3, [0] * 3, {"weapon": RoleThreshold(high, 0.4)})
    assert [(s.role, s.first, s.end) for s in found] == [("weapon", 1, 2)] * many
    assert all(isinstance(s, Span) and 0.8 < s.score < 0.9 for s in found)


def test_files_of_heads_and_thresholds(tmp_path: Path) -> None:
    one = heads()
    np.savez(tmp_path / "heads.npz", **one._w)
    again = Heads.load(tmp_path / "heads.npz")
    assert again.roles(states(), 2, [0] * PIECES).tolist() == one.roles(states(), 2, [0] * PIECES).tolist()
    (tmp_path / "thresholds.json").write_text('{"roles": {"date": {"high": 0.7, "low": 0.3}}}', encoding="utf-8")
    assert role_thresholds(tmp_path / "thresholds.json") == {"date": RoleThreshold(0.7, 0.3)}
