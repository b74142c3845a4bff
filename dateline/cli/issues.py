"""``dateline issues``: what could not be used, and why."""

import click

from dateline.cli import _group, _record


@click.command()
@_record.db
@click.option("--stage", metavar="STAGE", help="Only of this stage: read, annotate, resolve, coding, merge.")
@click.option("--closed", is_flag=True, help="Also those resolved since: their report was coded after all.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="The most to show.")
@_record.to
def command(db: str, stage: str | None, closed: bool, limit: int, to: str) -> None:
    """List what could not be read, coded or merged, and why; the latest first."""
    with _record.opened(db) as store:
        found = store.issues(stage=stage, closed=closed, limit=limit)
        total = sum(n for s, n in store.standing().issues.items() if stage in (None, s))
    if to == "json":
        import msgspec

        for entry in found:
            click.echo(msgspec.json.encode(entry))
        return
    for entry in found:
        issue = entry.issue
        mark = " (closed)" if entry.closed else ""
        line = f"{_record.at(entry.at)}  {issue.stage}{mark}: {issue.report or 'a report'}: {issue.message}"
        click.echo(_group.one_line(line))
    shown = sum(entry.closed is None for entry in found)
    if shown < total:
        click.echo(f"dateline: {shown:,} of {total:,} open issues shown; --limit shows more", err=True)
