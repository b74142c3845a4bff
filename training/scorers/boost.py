"""Gradient-boosted trees from scikit-learn, written as the plain numbers that the engine reads."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline.coding.learned.trees import Fitted, Trees


def fit(
    names: Sequence[str],
    rows: Sequence[Sequence[float]],
    said: Sequence[bool],
    weights: Sequence[float] | None = None,
    *,
    trees: int = 120,
    leaves: int = 12,
    rate: float = 0.06,
    smallest: int = 20,
    about: str = "",
) -> Fitted:
    """A scorer of ``rows`` (in the order of ``names``) fitted to ``said``, seeded."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped,unused-ignore]

    model = HistGradientBoostingClassifier(
        max_iter=trees,
        max_leaf_nodes=leaves,
        learning_rate=rate,
        min_samples_leaf=smallest,
        l2_regularization=1.0,
        random_state=7,
        early_stopping=False,
    )
    model.fit(np.asarray(rows, dtype=np.float64), np.asarray(said), sample_weight=weights)
    made = tuple(tuple(_node(n) for n in p[0].nodes) for p in model._predictors)
    return Fitted(names=tuple(names), base=float(model._baseline_prediction.ravel()[0]), trees=made, about=about)


def _node(node: Any) -> tuple[int, float, int, int, float]:
    if node["is_leaf"]:
        return (-1, 0.0, 0, 0, round(float(node["value"]), 5))
    return (
        int(node["feature_idx"]),
        round(float(node["num_threshold"]), 6),
        int(node["left"]),
        int(node["right"]),
        0.0,
    )


def save(made: Fitted, path: Path) -> None:
    """Write a scorer, one tree a line."""
    head = {"names": made.names, "base": round(made.base, 5), "least": made.least, "about": made.about}
    body = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in made.trees)
    path.write_text(json.dumps(head, ensure_ascii=False)[:-1] + f',\n"trees": [\n{body}\n]}}\n', encoding="utf-8")


def log_loss(made: Fitted, rows: Sequence[Sequence[float]], said: Sequence[bool]) -> float:
    """The mean log loss of a scorer on rows."""
    scores = Trees(made).scores(rows)
    each = [-math.log(max(1e-6, p if y else 1 - p)) for p, y in zip(scores, said, strict=True)]
    return sum(each) / max(1, len(each))
