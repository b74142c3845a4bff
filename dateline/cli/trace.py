"""``dateline trace``: one report, and its value after every stage."""

import itertools
import sys
from typing import TYPE_CHECKING

import click

from dateline.cli import _group, _inputs
from dateline.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.model import Report

_LOOKED_THROUGH = 100_000
"""The most reports of a file that are looked through for the one with an id."""


@click.command()
@click.argument("report", metavar="REPORT")
@click.option("--id", "identity", metavar="ID", help="Which report, when the file holds several.")
@_inputs.published
@click.option("--to", type=click.Choice(["text", "json"]), default="text", help="For a person, or every field.")
@_inputs.engine
@_inputs.settings_file
def command(
    report: str, identity: str | None, published: str | None, to: str, engine: str | None, settings_file: str | None
) -> None:
    """Show what becomes of one report, stage by stage: read, annotate, resolve, coding.

    REPORT is a file or - for standard input. Where a claim is wrong, the first stage that shows it wrong is the one
    to mend.
    """
    from dateline.pipeline import Coder

    settings = _inputs.chosen_settings(settings_file, engine=engine)
    chosen = _chosen(report, identity, published)
    coder = Coder.build(settings, say=lambda message: click.echo(f"dateline: {message}", err=True))
    if to == "text":
        from dateline.cli._trace_text import lines

        for line in lines(coder.trace(chosen)):
            click.echo(_group.harmless(line))
        return
    import msgspec

    for value in coder.trace(chosen):
        click.echo(msgspec.json.encode({type(value).__name__: value}).decode())


def _chosen(path: str, identity: str | None, published: str | None) -> "Report":
    """Give the report of a file, the one with this id where it holds several.

    Raises UsageError when it is not told which, InputError when there is none that can be read.
    """
    from dateline import read
    from dateline.model import Issue, Report

    found = read.reports([path], stdin=getattr(sys.stdin, "buffer", None), published=published)
    ids: list[str] = []
    first: Report | None = None
    for one in itertools.islice(found, _LOOKED_THROUGH):
        if isinstance(one, Issue):
            click.echo(f"dateline: {_group.one_line(f'issue (read): {one.report}: {one.message}')}", err=True)
        elif one.id == identity:
            return one
        else:
            first = first or one
            ids.append(one.id)
        if identity is None and len(ids) > 5:
            break
    if first is None:
        raise InputError(f"there is no report in {path}")
    if identity is None and len(ids) == 1:
        return first
    problem = "holds several reports; say which with --id" if identity is None else f"holds no report {identity!r}"
    raise UsageError(f"{path} {problem}: {', '.join(ids[:5])}{' ...' if len(ids) > 5 else ''}")
