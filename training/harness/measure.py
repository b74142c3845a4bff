"""A finished run's figures: thresholds from the tune part, then every set, written to ``figures.json`` and
``errors.jsonl``."""

from collections.abc import Sequence
from typing import Any

import msgspec

from training.harness import backends, encoder, evaluate, runs, trainer
from training.harness.documents import Document
from training.harness.tagging import Reader


def by_torch(run: runs.Run) -> Reader:
    """A reader over a finished run's torch model."""
    return evaluate.reader(run.config, backends.by_torch(trainer.trained(run), encoder.marks(encoder.tokenizer()).pad))


def measure(run: runs.Run, reader: Reader) -> dict[str, Any]:
    """Choose thresholds on the tune part, measure every set, write both and give them."""
    tune = run.parts.tune
    seen = reader.read(tune)
    thresholds = evaluate.choose(tune, seen)
    found: dict[str, Any] = {}
    for source in sorted({d.source for d in tune if d.knows != "nothing"}):
        chosen = [i for i, d in enumerate(tune) if d.source == source]
        found[f"tune: {source}"] = evaluate.figures([tune[i] for i in chosen], [seen[i] for i in chosen], thresholds)
    measured: dict[str, Sequence[Document]] = {"corpus check": run.parts.check, "news": run.parts.news}
    for name, documents in measured.items():
        if documents:
            found[name] = evaluate.figures(documents, reader.read(documents), thresholds)
    out = {"thresholds": msgspec.to_builtins(thresholds), "sets": found}
    runs.write_json(run.folder / "figures.json", out)
    lines = (msgspec.json.encode(e) for e in evaluate.errors(tune, seen, thresholds))
    runs.write(run.folder / "errors.jsonl", b"".join(line + b"\n" for line in lines))
    return out


def table(found: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    return "\n".join([evaluate.HEAD, *(evaluate.row(name, figures) for name, figures in found["sets"].items())])
