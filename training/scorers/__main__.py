"""The command line of the scorers: ``python -m training.scorers``."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import click

from dateline.coding.learned.trees import Trees
from dateline.coding.parts.phrases import Describe
from dateline.coding.tagger import Tagger
from dateline.ontology.load import load
from dateline.pipeline import Coder
from dateline.settings import Settings
from training.scorers import boost, errors, fit, tune
from training.scorers.data import Read
from training.scorers.gold import Report

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
    reads, describe = _reads(folds, corpus, news)
    for name, one in fit.fit_all(reads, describe, _tell).items():
        boost.save(one, out / f"{name}.json")


@main.command(name="errors")
@click.argument("folds", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", type=click.Path(path_type=Path), default=ROOT / "training" / "corpus" / "jsonl")
@click.option("--news", type=click.Path(path_type=Path), default=ROOT / ".." / "shared" / "bench" / "data" / "news")
@click.option("--show", type=click.IntRange(min=0), default=0, help="How many examples of each kind to print.")
def errors_command(folds: tuple[Path, ...], corpus: Path, news: Path, show: int) -> None:
    """Count by kind where the engine goes wrong on the training reports: each is read by the network of FOLDS, and
    judged by scorers, that have not seen it."""
    reads, describe = _reads(folds, corpus, news)
    pairs = fit.judged(reads, fit.rows_of(reads, describe))
    for name in dict.fromkeys(one.report.set for _, one in pairs):
        found = errors.counted([pair for pair in pairs if pair[1].report.set == name])
        click.echo(f"{name}: {found.annotated} incidents")
        for what, counts in (("right", found.right), ("missed", found.missed), ("extra", found.extra)):
            click.echo(f"  {what}: " + ", ".join(f"{kind} {n}" for kind, n in counts.items()))
        for kind, examples in found.examples.items() if show else ():
            for report, words in examples[:show]:
                click.echo(f"    {kind}: {report}: {' '.join(words.split())[:160]}")


@main.command(name="tune")
@click.argument("shipped", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("folds", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--corpus", type=click.Path(path_type=Path), default=ROOT / "training" / "corpus" / "jsonl")
@click.option("--news", type=click.Path(path_type=Path), default=ROOT / ".." / "shared" / "bench" / "data" / "news")
def tune_command(shipped: Path, folds: tuple[Path, ...], corpus: Path, news: Path) -> None:
    """Print the calibration of the verdict and the figures of thresholds on the tune part, for a SHIPPED network and
    the networks of its FOLDS: choose LEAST and CALIBRATION of fit.py by them."""
    reads, describe = _reads(folds, corpus, news)
    shown, _ = _reads((shipped,), corpus, news, tune.is_tune)
    engine, tuned = shown[0][0], [one for _, one in shown]
    made = tune.without_tune(reads, describe)
    trial = tune.engine_with(engine, made)
    slope, shift = tune.calibration(trial, tuned, Trees(made["verdict"]))
    click.echo(f"calibration: {slope}, {shift}")
    made["verdict"] = fit.calibrated(made["verdict"], slope, shift)
    for joins in (0.3, 0.36, 0.42, 0.5):
        for verdict in (0.25, 0.3, 0.35, 0.4, 0.45):
            found = tune.figures(tune.engine_with(engine, made, joins=joins, verdict=verdict), tuned)
            click.echo(f"joins {joins}, verdict {verdict}: {found}")


def _reads(
    folds: tuple[Path, ...], corpus: Path, news: Path, wanted: Callable[[Report], bool] = lambda _: True
) -> tuple[list[tuple[Tagger, Read]], Describe]:
    """The training reports ``wanted``, each read by its fold's network, and the resolver's word on a phrase."""
    coder = Coder.build(Settings(engine="rules"))
    describe: Describe = coder.resolver.describe  # type: ignore[attr-defined]
    made = fit.engines(folds, load(None), describe)
    found = [report for report in fit.reports(corpus, news) if wanted(report)]
    return fit.read_all(found, made, lambda r: coder.resolver.resolve(coder.annotator.annotate(r)), _tell), describe


def _tell(message: str) -> None:
    click.echo(message, err=True)


if __name__ == "__main__":
    main()
