"""``dateline demo``: the review page on the sample reports."""

from importlib import resources
from pathlib import Path
from typing import Any

import click

from dateline.cli import _inputs, _record, _serving
from dateline.cli._teller import Teller
from dateline.errors import InputError

SAMPLE_DB = "dateline-demo.db"
SAMPLES = ("reports.jsonl", "texts")


@click.command()
@click.option("--db", default=SAMPLE_DB, show_default=True, metavar="FILE", help="Where to keep the sample record.")
@click.option("--fill-only", is_flag=True, help="Fill the record and leave, without the page.")
@_serving.options
@_inputs.settings_file
def command(db: str, fill_only: bool, settings_file: str | None, **asked: Any) -> int:
    """Fill a record with the sample reports and open the review page on it, with a first look around.

    The sample is fiction: invented incidents in real towns. What you decide there is kept in the file; delete it to
    begin anew.
    """
    from dateline import read
    from dateline.recording import Recording

    settings = _inputs.chosen_settings(settings_file)
    inputs = tuple(str(sample_folder() / name) for name in SAMPLES)
    with _record.opened(db, create=True, read_only=False) as store, Teller(progress=True) as teller:
        run = Recording(store, settings, "demo", who=_record.actor(asked["reviewer"]), say=teller.say)
        for _ in teller.coded(run.add(read.open_inputs(inputs))):
            pass
    assert run.outcome is not None
    click.echo(f"{db}: {_record.done(run.outcome)}", err=True)
    if fill_only:
        return 0
    return _serving.run(db, settings, **asked, sample=True, path="/?tour=1")


def sample_folder() -> Path:
    """Give the folder of the sample reports: inside an installed package, beside it in a checkout.

    Raises InputError when there is neither.
    """
    inside = Path(str(resources.files("dateline"))) / "examples"
    beside = Path(str(resources.files("dateline"))).parent / "examples"
    for folder in (inside, beside):
        if all((folder / name).exists() for name in SAMPLES):
            return folder
    raise InputError("the sample reports are not in this installation; install the package again")
