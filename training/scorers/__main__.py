"""The command line of the scorers: ``python -m training.scorers``."""

import json
import shutil
from pathlib import Path

import click

from dateline.ontology.load import load
from dateline.pipeline import Coder
from dateline.settings import Settings
from training.scorers import boost, fit

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "dateline" / "data" / "learned"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Make what the engine ``tagger`` ships: its network and its scorers."""


@main.command()
@click.argument("export", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--version", required=True, help="What the network is called in every claim's engine_version.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=SHIPPED, show_default=False)
@click.option("--least", type=float, default=0.15, help="From which belief on a word is looked at.")
@click.option("--say", type=float, default=0.25, help="From which belief on a clause may tell an event.")
@click.option("--gate", type=float, default=0.5, help="The power of the sentence's own probability.")
def ship(export: Path, version: str, out: Path, least: float, say: float, gate: float) -> None:
    """Copy an exported network (a folder of ``python -m training.harness export``) to where the engine reads it."""
    from training.harness.labels import labels

    known = labels()
    heads = json.loads((export / "heads.json").read_text(encoding="utf-8"))
    facts = {
        "version": version,
        "labels": [
            {"name": n, "event": e, "plover": p}
            for n, e, p in zip(known.names, known.events, known.plover, strict=True)
        ],
        "types": sorted(load(None).types),
        "window": heads["window"],
        "thresholds": {"least": least, "say": say, "gate": gate},
    }
    out.mkdir(parents=True, exist_ok=True)
    for name in ("model.onnx", "heads.npz", "tokenizer.json"):
        shutil.copyfile(export / name, out / name)
    (out / "model.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    click.echo(f"{out}: network {version}", err=True)


@main.command(name="fit")
@click.argument("folds", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=SHIPPED, show_default=False)
@click.option("--corpus", type=click.Path(path_type=Path), default=ROOT / "training" / "corpus" / "jsonl")
@click.option("--news", type=click.Path(path_type=Path), default=ROOT / ".." / "shared" / "bench" / "data" / "news")
def fit_command(folds: tuple[Path, ...], out: Path, corpus: Path, news: Path) -> None:
    """Fit the scorers. FOLDS are shipped networks (see ``ship``) of a cross-validation, in its order: each report is
    read by the one that was not trained on it."""
    coder = Coder.build(Settings(engine="rules"))
    describe = coder.resolver.describe  # type: ignore[attr-defined]
    made = fit.engines(folds, load(None), describe)
    reads = fit.read_all(
        fit.reports(corpus, news), made, lambda r: coder.resolver.resolve(coder.annotator.annotate(r)), _tell
    )
    for name, one in fit.fit_all(reads, describe, _tell).items():
        boost.save(one, out / f"{name}.json")


def _tell(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main()
