"""Fitted trees: the sum of their leaves as a probability, the file's rules, and what scikit-learn says of the rows."""

import json
import math
from pathlib import Path

import pytest

from dateline.coding.learned.scorers import NAMES, load
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.learned.trees import load as load_one
from dateline.errors import DataError

TWO = Fitted(
    names=("size", "near"),
    base=-1.0,
    trees=(
        ((0, 5.0, 1, 2, 0.0), (-1, 0.0, 0, 0, -0.5), (1, 0.5, 3, 4, 0.0), (-1, 0.0, 0, 0, 1.0), (-1, 0.0, 0, 0, 2.0)),
        ((-1, 0.0, 0, 0, 0.25),),
    ),
)


@pytest.mark.parametrize(
    ("row", "odds"),
    [([5.0, 1.0], -1.25), ([5.1, 0.0], 0.25), ([5.1, 0.5], 0.25), ([9.0, 1.0], 1.25)],
)
def test_score_is_the_sum_of_the_leaves(row: list[float], odds: float) -> None:
    assert Trees(TWO).score(row) == pytest.approx(1 / (1 + math.exp(-odds)))


def test_many_rows_are_scored_as_each_alone() -> None:
    rows = [[x / 2, float(x % 2)] for x in range(20)]
    assert Trees(TWO).scores(rows) == [Trees(TWO).score(r) for r in rows]
    assert Trees(TWO).scores([]) == []


def test_a_file_made_for_other_numbers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "joins.json"
    path.write_text(json.dumps({"names": ["a", "b"], "base": 0.0, "trees": []}), encoding="utf-8")
    with pytest.raises(DataError, match=r"joins\.json was made for other numbers \(b, c\)"):
        load_one(path, ("a", "c"))
    path.write_text('{"names": ["a"', encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        load_one(path, ("a",))


def test_a_scorer_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    assert all(getattr(load(tmp_path), name) is None for name in NAMES)


def test_exported_trees_say_what_was_fitted(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from training.scorers import boost

    rows = [[float(i % 7), float(i % 3)] for i in range(400)]
    said = [(i % 7 > 3) != (i % 3 == 0) for i in range(400)]
    made = boost.fit(("seven", "three"), rows, said, trees=30, leaves=6)
    boost.save(made, tmp_path / "x.json")
    again = load_one(tmp_path / "x.json", ("seven", "three"))
    assert boost.log_loss(made, rows, said) < 0.2
    assert again.scores(rows[:50]) == pytest.approx(Trees(made).scores(rows[:50]), abs=1e-3)
