"""A learning curve: the same model on a quarter, a half and all of the training groups, measured on the same sets.

All points see the same steps, so that a small share is not also trained less; the shares are nested. What no point
up to a half has seen (the other half of the training documents) is a further, larger set for the points below one.
"""

from pathlib import Path
from typing import Any

import msgspec

from training.harness import evaluate, measure, parts, runs, trainer
from training.harness.config import Config, with_share
from training.harness.crossval import Box
from training.harness.documents import Document
from training.harness.trainer import Material, Tell

SHARES = (1.0, 0.25, 0.5)
"""The whole first: it gives the number of steps."""


def curve(
    config: Config, folder: Path, minutes: float | None, tell: Tell, *, clock: trainer.Clock
) -> dict[str, Any] | None:
    """Train and measure each share; the table goes to ``<name>-curve/curve.md``. None when time ran out: the same
    call goes on."""
    whole = runs.start(config, folder)
    total = trainer.steps(Material(whole.parts.train, config), config)
    rest = [d for d in whole.parts.train if not parts.in_share(d, 0.5) and d.knows != "nothing"]
    box = Box(minutes, clock)
    found: dict[float, dict[str, Any]] = {}
    for share in SHARES:
        run = whole if share == 1.0 else _part(whole, share, total, folder)
        if box.is_over or not trainer.train(run, box.left(), tell, clock=clock):
            return None
        reader = measure.by_torch(run)
        found[share] = measure.measure(run, reader)
        if share < 1.0:
            thresholds = evaluate.thresholds_of(run.folder / "figures.json")
            for source in sorted({d.source for d in rest}):
                mine = [d for d in rest if d.source == source]
                found[share]["sets"][f"left out: {source}"] = evaluate.figures(mine, reader.read(mine), thresholds)
        found[share]["training"] = sizes(run.parts.train)
    out = folder / f"{config.name}-curve"
    out.mkdir(parents=True, exist_ok=True)
    runs.write_json(out / "curve.json", {f"{share:.2f}": found[share] for share in sorted(found)})
    runs.write(out / "curve.md", table(found, total).encode())
    return {"steps": total, "table": table(found, total)}


def _part(whole: runs.Run, share: float, total: int, folder: Path) -> runs.Run:
    optimiser = msgspec.structs.replace(whole.config.optimiser, steps=total)
    config = msgspec.structs.replace(with_share(whole.config, share), optimiser=optimiser)
    train = tuple(d for d in whole.parts.train if parts.in_share(d, share))
    return runs.start(config, folder, msgspec.structs.replace(whole.parts, train=train))


def sizes(documents: tuple[Document, ...]) -> dict[str, int]:
    """How much a model was trained on."""
    incidents = sum(len(d.gold) for d in documents)
    return {"documents": len(documents), "incidents": incidents, "triggers": sum(len(d.triggers) for d in documents)}


def table(found: dict[float, dict[str, Any]], steps: int) -> str:
    """The curve in Markdown: a block a share."""
    blocks = [f"{steps} steps each.\n"]
    for share in sorted(found):
        trained = ", ".join(f"{n} {name}" for name, n in found[share]["training"].items())
        blocks.append(f"## {share:.0%}: {trained}\n\n{measure.table(found[share])}\n")
    return "\n".join(blocks)
