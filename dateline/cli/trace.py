"""``dateline trace``: reports, and their values after every stage."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.cli import _group, _inputs
from dateline.errors import InputError, UsageError

if TYPE_CHECKING:
    from dateline.model import Report
    from dateline.pipeline import Coder


@click.command()
@click.argument("report", metavar="REPORT")
@click.option("--id", "identity", metavar="ID", help="Only the report of this id, when there are several.")
@_inputs.published
@click.option("--to", type=click.Choice(["text", "json"]), default="text", help="For a person, or every field.")
@_inputs.engine
@_inputs.settings_file
def command(
    report: str, identity: str | None, published: str | None, to: str, engine: str | None, settings_file: str | None
) -> None:
    """Show what becomes of a report, stage by stage: read, annotate, resolve, coding.

    REPORT is a file, a folder or - for standard input. Where a claim is wrong, the first stage that shows it wrong is
    the one to mend.
    """

    from dateline import pipeline

    settings = _inputs.chosen_settings(settings_file, engine=engine)
    coder: Coder | None = None
    for one in _chosen(report, identity, published):
        coder = coder or pipeline.Coder.build(
            settings, say=lambda message: click.echo(f"dateline: {message}", err=True)
        )
        for line in _lines(coder, one, to):
            click.echo(line)


def _lines(coder: "Coder", report: "Report", to: str) -> Iterator[str]:
    if to == "text":
        from dateline.cli._trace_text import lines

        yield from (_group.harmless(line) for line in lines(coder.trace(report)))
    else:
        import msgspec

        yield from (msgspec.json.encode({type(v).__name__: v}).decode() for v in coder.trace(report))


def _chosen(path: str, identity: str | None, published: str | None) -> "Iterator[Report]":
    """Give the reports that were asked for; issues are told.

    Raises UsageError when there is none of the id, InputError when there is none at all.
    """
    from dateline import read
    from dateline.model import Issue

    others: list[str] = []
    for one in read.reports([path], stdin=getattr(sys.stdin, "buffer", None), published=published):
        if isinstance(one, Issue):
            click.echo(f"dateline: {_group.one_line(f'issue (read): {one.report}: {one.message}')}", err=True)
        elif identity is None:
            others = [one.id]
            yield one
        elif one.id == identity:
            yield one
            return
        elif len(others) < 6:
            others.append(one.id)
    if not others:
        raise InputError(f"there is no report in {path}")
    if identity is not None:
        known = f"{', '.join(others[:5])}{' ...' if len(others) > 5 else ''}"
        raise UsageError(f"{path} holds no report {identity!r}; it holds: {known}")
