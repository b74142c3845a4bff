"""Cross-validation on the training documents: every one is read by a model that never saw it, so errors can be
looked at there.

Each fold is a run of its own, ``<name>-fold-<i>of<n>``, resumable like any other; the pooled figures and errors go to
``<name>-crossval``.
"""

from pathlib import Path
from typing import Any

import msgspec

from training.harness import evaluate, measure, parts, runs, trainer
from training.harness.config import Config
from training.harness.documents import Document
from training.harness.tagging import Seen, Thresholds
from training.harness.trainer import Tell


class Box:
    """Minutes shared by several runs; None is no limit."""

    def __init__(self, minutes: float | None, clock: trainer.Clock) -> None:
        self._end = None if minutes is None else clock() + 60 * minutes
        self._clock = clock

    def left(self) -> float | None:
        """Minutes left, 0 or more; None without a limit."""
        return None if self._end is None else max(0.0, (self._end - self._clock()) / 60)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self.left() == 0.0


def crossval(
    config: Config,
    folder: Path,
    minutes: float | None,
    tell: Tell,
    *,
    folds: int,
    only: tuple[int, ...],
    clock: trainer.Clock,
) -> dict[str, Any] | None:
    """Train the folds in ``only`` of ``folds`` and pool what they say of the documents held out. None when time ran
    out."""
    data = runs.start(config, folder).parts
    box = Box(minutes, clock)
    documents: list[Document] = []
    seen: list[Seen] = []
    chosen: list[Thresholds] = []
    for fold in only:
        kept, held = parts.folded(data.train, fold, folds)
        named = of_fold(config, fold, folds)
        run = runs.start(named, folder, msgspec.structs.replace(data, train=kept))
        if box.is_over or not trainer.train(run, box.left(), tell, clock=clock):
            return None
        reader = measure.by_torch(run)
        out = [d for d in held if d.knows != "nothing"]
        documents += out
        seen += reader.read(out)
        chosen.append(evaluate.choose(data.tune, reader.read(data.tune)))
        tell(f"{named.name}: {len(out)} documents held out")
    return _pooled(folder / f"{config.name}-crossval", documents, seen, _middle(chosen))


def of_fold(config: Config, fold: int, folds: int) -> Config:
    """The configuration of one fold: its own name, and "{fold}" in the names of the runs it begins from filled in."""
    start = config.model.start
    filled = None if start is None else tuple(name.replace("{fold}", f"{fold}of{folds}") for name in start)
    mine = msgspec.structs.replace(config.model, start=filled)
    return msgspec.structs.replace(config, name=f"{config.name}-fold-{fold}of{folds}", model=mine)


def _middle(chosen: list[Thresholds]) -> Thresholds:
    """The median of each threshold over the folds."""
    middle = len(chosen) // 2
    return Thresholds(
        incident=sorted(t.incident for t in chosen)[middle],
        gate=sorted(t.gate for t in chosen)[middle],
        reach=sorted(t.reach for t in chosen)[middle],
    )


def _pooled(folder: Path, documents: list[Document], seen: list[Seen], thresholds: Thresholds) -> dict[str, Any]:
    sets = {}
    for source in sorted({d.source for d in documents}):
        mine = [i for i, d in enumerate(documents) if d.source == source]
        sets[source] = evaluate.figures([documents[i] for i in mine], [seen[i] for i in mine], thresholds)
    out = {"thresholds": msgspec.to_builtins(thresholds), "sets": sets}
    folder.mkdir(parents=True, exist_ok=True)
    runs.write_json(folder / "figures.json", out)
    lines = (msgspec.json.encode(e) for e in evaluate.errors(documents, seen, thresholds))
    runs.write(folder / "errors.jsonl", b"".join(line + b"\n" for line in lines))
    return out
