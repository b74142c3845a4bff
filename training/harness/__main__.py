"""``python -m training.harness``: train, measure, cross-validate, draw the learning curve, export."""

import os
import sys
import time
from pathlib import Path

import click
import msgspec

from dateline.errors import DatelineError
from training.harness import config as configs
from training.harness import parts, runs
from training.harness.config import Config

CONFIG = click.option(
    "--config",
    "path",
    type=click.Path(path_type=Path),
    required=True,
    help="A TOML file: see training/harness/configs.",
)
MINUTES = click.option(
    "--minutes", type=click.FloatRange(min=0), help="Stop after so many minutes; the same command goes on."
)
DEVICE = click.option("--device", type=click.Choice(["cpu", "cuda"]), help="Instead of the configuration's.")
FOLDER = click.option(
    "--runs", "folder", type=click.Path(path_type=Path), default=runs.RUNS, show_default="training/runs"
)
UNFINISHED = 3
"""Exit status when the time was up before the end."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """From data to a measured model. Everything goes to training/runs/<name>/; a stopped command goes on where it
    was."""


@main.command()
@CONFIG
def data(path: Path) -> None:
    """Tell what a configuration would train and measure on."""
    found = parts.load(_config(path).data, runs.ROOT)
    for name in runs.NAMES:
        counted = runs.counted(getattr(found, name))
        click.echo(f"{name}: {counted['digest'][:16]}")
        for source, counts in counted["sources"].items():
            click.echo(f"  {source}: " + ", ".join(f"{n} {what}" for what, n in counts.items()))


@main.command()
@CONFIG
@MINUTES
@DEVICE
@FOLDER
@click.option("--fresh", is_flag=True, help="Forget an earlier run of this name.")
def train(path: Path, minutes: float | None, device: str | None, folder: Path, fresh: bool) -> None:
    """Train a model and measure it; exit status 3 when the time was up first."""
    from training.harness import measure, trainer

    run = runs.start(_config(path, device), folder, fresh=fresh)
    if not trainer.train(run, minutes, click.echo):
        sys.exit(UNFINISHED)
    click.echo(measure.table(measure.measure(run, measure.by_torch(run))))


@main.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--now", is_flag=True, help="On the check part and news as they are now, not as the run began with.")
def measure(run: Path, now: bool) -> None:
    """Measure a finished run (a name or a folder) again."""
    from training.harness import measure as measuring

    found = runs.with_latest(_run(run)) if now else _run(run)
    click.echo(measuring.table(measuring.measure(found, measuring.by_torch(found))))


@main.command()
@CONFIG
@MINUTES
@DEVICE
@FOLDER
@click.option("--folds", type=click.IntRange(min=2), default=5, show_default=True)
@click.option("--only", type=int, multiple=True, help="Only these folds (from 0).")
def crossval(
    path: Path, minutes: float | None, device: str | None, folder: Path, folds: int, only: tuple[int, ...]
) -> None:
    """Read every training document by a model that never saw it: figures and errors to look at."""
    from training.harness import crossval as crossing
    from training.harness import measure

    found = crossing.crossval(
        _config(path, device),
        folder,
        minutes,
        click.echo,
        folds=folds,
        only=only or tuple(range(folds)),
        clock=time.monotonic,
    )
    if found is None:
        sys.exit(UNFINISHED)
    click.echo(measure.table(found))


@main.command()
@CONFIG
@MINUTES
@DEVICE
@FOLDER
def curve(path: Path, minutes: float | None, device: str | None, folder: Path) -> None:
    """Train on 25, 50 and 100 % of the data and measure each."""
    from training.harness import curve as curves

    found = curves.curve(_config(path, device), folder, minutes, click.echo, clock=time.monotonic)
    if found is None:
        sys.exit(UNFINISHED)
    click.echo(found["table"])


@main.command()
@click.argument("run", type=click.Path(path_type=Path))
def export(run: Path) -> None:
    """Write a finished run (a name or a folder) as ONNX, compare it with torch and measure int8."""
    from training.harness import export as exporting

    found = exporting.export(_run(run), click.echo)
    for name, value in found.items():
        click.echo(f"{name}: {value}")


def _config(path: Path, device: str | None = None) -> Config:
    config = configs.load(path)
    chosen = {"device": device or config.device}
    if chosen["device"] == "cuda":
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # what CUDA's sums need to be the same each time
    return msgspec.structs.replace(config, **chosen)


def _run(path: Path) -> runs.Run:
    return runs.read(path if (path / "manifest.json").exists() else runs.RUNS / path)


def run_main() -> None:
    """Run, and say in one line what was wrong with a request."""
    try:
        main(prog_name="python -m training.harness")
    except DatelineError as error:
        click.echo(f"training.harness: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    run_main()
