"""``dateline add``: reports into the record."""

import sys
from typing import Any, cast

import click

from dateline.cli import _group, _inputs, _record
from dateline.cli._teller import Teller


@click.command()
@_inputs.inputs
@_record.db
@_inputs.how_to_read
@click.option("--workers", type=click.IntRange(1, 512), help="Processes side by side (default: 1).")
@_inputs.engine
@_record.acting
@click.option("--strict", is_flag=True, help="Leave with status 3 if there was any issue.")
@_inputs.settings_file
def command(
    inputs: tuple[str, ...], db: str, who: str | None, why: str | None, strict: bool, settings_file: str | None,
    workers: int | None, engine: str | None, **how: Any,
) -> int:  # fmt: skip
    """Add reports to a record: read, code and store them, and merge what they say into events.

    INPUT is whatever `dateline code` reads. What the record holds already is passed over; other words under the same
    id, or on the same page, are a new version of the report. It may be stopped at any moment, by Ctrl-C or otherwise:
    what was stored stays, and the next run goes on.

    \b
        dateline add reports/ --db record.db
        dateline add https://example.org/feed.xml --follow
        dateline add monday.jsonl tuesday.jsonl --workers 4 --why "week 12"
    """
    from dateline import read
    from dateline.errors import InputError
    from dateline.model import Look
    from dateline.recording import Recording

    reading = cast(_inputs.Reading, how)
    settings = _inputs.chosen_settings(settings_file, engine=engine, workers=workers, day_first=how["day_first"])
    named = _inputs.named(inputs)
    options = _inputs.reading(reading, settings)
    looks: list[Look] = []
    found = read.open_inputs(named, stdin=getattr(sys.stdin, "buffer", None), options=options, told=looks.append)
    with _record.opened(db, create=True, read_only=False) as store, Teller(progress=True) as teller:
        run = Recording(store, settings, "add", who=_record.actor(who), why=why, say=teller.say)
        for _ in teller.coded(run.add(found, looks)):
            pass
    outcome = run.outcome
    assert outcome is not None
    came = teller.reports or teller.issues or outcome.written.same
    if not came and not any(look.feed for look in looks):  # a feed may well hold nothing today
        raise InputError(f"there is no report in {', '.join(named)}")
    click.echo(f"{teller.summary(claims=True)}; {_record.done(outcome)}", err=True)
    return _group.ISSUES if strict and teller.issues else 0
