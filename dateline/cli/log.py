"""``dateline log``: who did what to the record, when and why."""

import click

from dateline.cli import _group, _record


@click.command()
@click.argument("subject", required=False, metavar="[ID]")
@_record.db
@click.option("--who", metavar="NAME", help="Only what this person did.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="The most lines to show.")
@click.option("--before", type=int, metavar="LINE", help="Only lines before this one.")
@_record.to
def command(subject: str | None, db: str, who: str | None, limit: int, before: int | None, to: str) -> None:
    """Show the log of a record, the latest line first: when, who, what, to which id, why.

    With the ID of an event, claim, report or run only what was done to it. No line is ever changed or deleted: each
    carries a hash of the one before, which `dateline check` compares.
    """
    with _record.opened(db) as store:
        lines = store.log(subject=subject, who=who, limit=limit, before=before)
    if to == "json":
        import msgspec

        for entry in lines:
            click.echo(msgspec.json.encode(entry))
        return
    for entry in lines:
        why = f": {entry.why}" if entry.why else ""
        line = f"{entry.seq:>7}  {_record.at(entry.at)}  {entry.who}  {entry.what} {entry.subject}{why}"
        click.echo("  ".join(_group.one_line(part) for part in line.split("  ") if part))
