"""``dateline actors``: look an actor up, add one of your own, and see which names of reports nobody knows."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dateline.cli import _inputs, _output

if TYPE_CHECKING:
    from dateline.model import Report, ResolvedReport
    from dateline.resolve.actors import Registry
    from dateline.settings import Settings

TOP = 50
"""Names that ``unresolved`` shows when nobody says how many."""


@click.group()
def command() -> None:
    """Look actors up in the registry, add your own to it, and list the names that it does not know."""


@command.command("find")
@click.argument("name")
@click.option("--date", metavar="DATE", help="The day of the report (2013-05-01): it tells who was in office.")
@_inputs.settings_file
def find(name: str, date: str | None, settings_file: str | None) -> None:
    """Show which actor NAME (a name or any noun phrase) means, why, and where the registry has it from.

    \b
        dateline actors find "Turkish forces"
        dateline actors find RSF
        dateline actors find "Bashar al-Assad" --date 2013-05-01
    """
    from dateline.cli import _group
    from dateline.resolve.actors_why import explain

    _check_day(date)
    told = explain(name, _registry(_inputs.chosen_settings(settings_file)), date)
    what = told.description
    cells = (what.actor or "no actor", what.name, what.kind, what.country or "", "a thing" if what.is_object else "")
    click.echo("\t".join(_group.one_line(cell) for cell in cells).rstrip())
    for reason in told.reasons:
        click.echo(f"  {_group.one_line(reason)}")
    for source in told.sources:
        click.echo(f"  source of {_group.one_line(source)}")


@command.command("add")
@click.argument("name")
@click.option("--id", "identity", metavar="ID", help="Small letters, digits and hyphens (default: from the name).")
@click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; give it again for more.")
@click.option("--unsure", multiple=True, metavar="NAME", help="A name that other things have too, such as an acronym.")
@click.option("--kind", default="unknown", metavar="KIND", help='Such as "rebel group" (default: unknown).')
@click.option("--country", metavar="CODE", help="Where it is from (ISO alpha-3, such as SYR).")
@click.option("--source", metavar="TEXT", help="Where you know it from (default: what the file says for all its rows).")
@click.option("--file", "file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="See above.")
@_inputs.settings_file
def add(
    name: str,
    identity: str | None,
    aliases: tuple[str, ...],
    unsure: tuple[str, ...],
    kind: str,
    country: str | None,
    source: str | None,
    file: Path | None,
    settings_file: str | None,
) -> None:
    """Add an actor called NAME to a file of your own, which is made when it is not there.

    Without --file it is actors.yaml in your configuration folder, which every command uses that is given no --settings.
    An id or a name that is another actor's already is refused.

    \b
        dateline actors add "Dune Front" --alias "Front des Dunes" --unsure DF --kind "rebel group" --country TCD
    """
    import msgspec

    from dateline.errors import UsageError
    from dateline.resolve.actors_own import check_new, slug, with_row
    from dateline.resolve.actors_rows import Actor
    from dateline.settings import own_actors

    target = file or own_actors()
    row = {"id": identity or slug(name), "name": name, "aliases": aliases, "unsure": unsure, "kind": kind}
    if not row["id"]:
        raise UsageError(f"no id can be made of {name!r}; give one with --id (small letters, digits, hyphens)")
    # not convert: check_new refuses a kind that is none, with those that there are
    actor = Actor(**row, country=country, source=source)  # type: ignore[arg-type]
    settings = _inputs.chosen_settings(settings_file)
    known = {Path(path).resolve() for path in settings.actors}
    if target.exists() and target.resolve() not in known:
        settings = msgspec.structs.replace(settings, actors=(*settings.actors, str(target)))
    check_new(actor, _registry(settings))
    text = with_row(target.read_text(encoding="utf-8") if target.exists() else None, actor, target)
    if file is None:
        target.parent.mkdir(parents=True, exist_ok=True)
    _output.check(str(target), ())
    with _output.opened(str(target)) as stream:
        stream.write(text)
    click.echo(f"added {actor.name} ({actor.id}, {actor.kind}) to {target}")
    used = target.resolve() in known or (file is None and settings_file is None)
    click.echo(_how_to_use(target, used=used), err=True)


@command.command("unresolved")
@_inputs.inputs
@_inputs.published
@click.option("--to", type=click.Choice(["table", "jsonl", "csv"]), help="Default: a table, or jsonl in a pipe.")
@click.option("--top", type=click.IntRange(1), default=TOP, show_default=True, help="How many names at most.")
@_inputs.settings_file
def unresolved(
    inputs: tuple[str, ...], published: str | None, to: str | None, top: int, settings_file: str | None
) -> None:
    """Count the names of organisations and groups in reports that the registry does not know, the most frequent first.

    INPUT is as for `dateline code`. Each name comes with the kind that its words suggest and one sentence that has it.
    """
    from dateline.cli import _unresolved
    from dateline.resolve.actors_unknown import count_unknown

    settings = _inputs.chosen_settings(settings_file)
    found = count_unknown(_resolved(_inputs.named(inputs), published, settings), _registry(settings))
    form = to or (_output.ON_TERMINAL if _output.is_terminal(sys.stdout) else _output.PIPED)
    for line in _unresolved.lines(found[:top], form, _output.width()):
        click.echo(line)
    if len(found) > top:
        click.echo(f"dateline: {len(found) - top:,} rarer names are not shown; --top says how many are", err=True)
    if not found:
        click.echo("dateline: every organisation and group that is named is known", err=True)


def _check_day(date: str | None) -> None:
    """Refuse what is no day. Raises UsageError."""
    import datetime

    from dateline.errors import UsageError

    try:
        datetime.date.fromisoformat(date or "2000-01-01")
    except ValueError as error:
        raise UsageError(f"--date {date!r} is no day; allowed: an ISO date such as 2013-05-01") from error


def _registry(settings: "Settings") -> "Registry":
    from dateline.resolve import actors

    return actors.load([Path(path) for path in settings.actors])


def _resolved(inputs: tuple[str, ...], published: str | None, settings: "Settings") -> "Iterator[ResolvedReport]":
    """Give the reports with their actors and places; issues are told.

    Raises InputError when there is no report.
    """
    from dateline import pipeline, read
    from dateline.cli._teller import Teller
    from dateline.errors import InputError
    from dateline.model import CodedReport, ResolvedReport

    coder: pipeline.Coder | None = None
    with Teller(progress=not _output.is_terminal(sys.stdout)) as teller:
        found = read.reports(inputs, stdin=getattr(sys.stdin, "buffer", None), published=published)
        for report in cast("Iterator[Report]", teller.coded(found)):
            coder = coder or pipeline.Coder.build(settings, say=teller.say)
            for value in coder.trace(report):
                if isinstance(value, ResolvedReport):
                    yield value
                    break
                if isinstance(value, CodedReport):
                    list(teller.coded([*value.issues]))
        if coder is None:
            raise InputError(f"there is no report in {', '.join(inputs)}")
    click.echo(teller.summary(claims=False), err=True)


def _how_to_use(target: Path, *, used: bool) -> str:
    if used:
        return "dateline: it is used from now on"
    return f'dateline: to use it, name the file in the settings: actors = ["{target}"]'
