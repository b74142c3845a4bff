"""``dateline recode``: the record's reports, with the engine as it is now."""

import click

from dateline.cli import _group, _inputs, _record
from dateline.cli._teller import Teller


@click.command()
@_record.db
@click.option("--all", "everything", is_flag=True, help="Also the reports that this engine coded in this version.")
@click.option("--workers", type=click.IntRange(1, 512), help="Processes side by side (default: 1).")
@_inputs.engine
@_record.acting
@click.option("--strict", is_flag=True, help="Leave with status 3 if there was any issue.")
@_inputs.settings_file
def command(
    db: str, everything: bool, workers: int | None, engine: str | None, who: str | None, why: str | None, strict: bool,
    settings_file: str | None,
) -> int:  # fmt: skip
    """Code the reports of a record again, after the engine or its facts have changed, and merge anew.

    Without --all only the reports that this engine, in this version, has not coded. People's judgements stay: what
    somebody accepted or corrected stands as it is, and other judgements pass on to the claim that tells the same.

    \b
        dateline recode --db record.db
        dateline recode --all --why "a new gazetteer"
    """
    from dateline.recording import Recording

    settings = _inputs.chosen_settings(settings_file, engine=engine, workers=workers)
    with _record.opened(db, read_only=False) as store, Teller(progress=True) as teller:
        run = Recording(store, settings, "recode", who=_record.actor(who), why=why, say=teller.say)
        for _ in teller.coded(run.recode(everything=everything)):
            pass
        outcome = run.outcome
        assert outcome is not None
    click.echo(f"{teller.summary(claims=True)}; {_record.done(outcome)}", err=True)
    return _group.ISSUES if strict and teller.issues else 0
