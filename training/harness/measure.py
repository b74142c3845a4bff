"""A finished run's figures: thresholds from the tune part, then every set, written to ``figures.json`` and
``errors.jsonl``."""

from collections.abc import Sequence
from typing import Any

import msgspec

from training.harness import backends, encoder, evaluate, heads_measure, runs, tagging, trainer
from training.harness.documents import Document
from training.harness.heads import plain
from training.harness.heads_numpy import ROLES, Heads
from training.harness.tagging import Reader


def by_torch(run: runs.Run) -> Reader:
    """A reader over a finished run's torch model."""
    return evaluate.reader(run.config, backends.by_torch(trainer.trained(run), encoder.marks(encoder.tokenizer()).pad))


def heads_of(run: runs.Run) -> Heads | None:
    """A finished run's further heads in numpy; None where it has none."""
    made = trainer.trained(run).heads
    return None if made is None else Heads(plain(made))


def sets_of(run: runs.Run) -> dict[str, Sequence[Document]]:
    """What a run is measured on."""
    every = {"tune": run.parts.tune, "corpus check": run.parts.check, "news": run.parts.news}
    return {name: documents for name, documents in every.items() if documents}


def measure(run: runs.Run, reader: Reader) -> dict[str, Any]:
    """Choose thresholds on the tune part, measure every set, write both and give them."""
    sets = sets_of(run)
    pairs = {name: reader.windows(documents) for name, documents in sets.items()}
    seen = {name: [tagging.seen(one) for one in read] for name, read in pairs.items()}
    tune = run.parts.tune
    thresholds = evaluate.choose(tune, seen.get("tune", []))
    found: dict[str, Any] = {}
    for source in sorted({d.source for d in tune if d.knows != "nothing"}):
        chosen = [i for i, d in enumerate(tune) if d.source == source]
        mine = [seen["tune"][i] for i in chosen]
        found[f"tune: {source}"] = evaluate.figures([tune[i] for i in chosen], mine, thresholds)
    for name, documents in sets.items():
        if name != "tune":
            found[name] = evaluate.figures(documents, seen[name], thresholds)
    out = {"thresholds": msgspec.to_builtins(thresholds), "sets": found}
    heads = heads_of(run)
    if heads is not None:
        out["heads"] = heads_measure.all_figures(heads, sets, pairs, thresholds)
    runs.write_json(run.folder / "figures.json", out)
    lines = (msgspec.json.encode(e) for e in evaluate.errors(tune, seen.get("tune", []), thresholds))
    runs.write(run.folder / "errors.jsonl", b"".join(line + b"\n" for line in lines))
    return out


def table(found: dict[str, Any]) -> str:
    """The figures as a Markdown table."""
    lines = [evaluate.HEAD, *(evaluate.row(name, figures) for name, figures in found["sets"].items())]
    return "\n".join(lines + (heads_lines(found["heads"]) if "heads" in found else []))


def heads_lines(found: dict[str, Any]) -> list[str]:
    """The further heads' figures as Markdown: F1 of each role and of "same event", modality accuracy, detection and
    typed F with mentions joined by the model."""
    head = ["set", *ROLES, "same event", "modality", "F, joined by model", "typed F, joined by model"]
    out = ["", "| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name, figures in found["sets"].items():
        joined = figures["joined_by_model"]
        cells = [name, *(figures["roles"][r]["F"] if "roles" in figures else "" for r in ROLES)]
        cells += [figures["same"]["F"], figures["modality"]["accuracy"]] if "roles" in figures else ["", ""]
        out.append("| " + " | ".join(map(str, [*cells, joined["detection_F"], joined["typed_F"]])) + " |")
    return out
