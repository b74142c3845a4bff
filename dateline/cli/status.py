"""``dateline status``: a record in numbers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.cli import _group, _record

if TYPE_CHECKING:
    from dateline.store import Run, Standing


@click.command()
@_record.db
@_record.to
def command(db: str, to: str) -> None:
    """Show how a record stands: reports, claims, events, judgements, issues, and the latest runs."""
    with _record.opened(db) as store:
        standing = store.standing()
    if to == "json":
        import msgspec

        click.echo(msgspec.json.encode(standing))
        return
    for line in _lines(standing):
        click.echo(_group.harmless(line))


def _lines(s: "Standing") -> Iterator[str]:
    events = sum(s.events.values())
    by_status = ", ".join(f"{number:,} {status}" for status, number in s.events.items())
    versions = f" in {_record.counted(s.versions, 'version')}" if s.versions != s.reports else ""
    engines = ", ".join(f"{number:,} by {engine}" for engine, number in sorted(s.engines.items()))
    issues = ", ".join(f"{number:,} {stage}" for stage, number in s.issues.items())
    yield f"reports     {s.reports:,}{versions}" + (f" ({engines})" if engines else "")
    yield f"claims      {s.claims:,}"
    yield f"events      {events:,}" + (f" ({by_status})" if events else "")
    if s.first:
        yield f"from        {s.first} to {s.last}"
    yield f"judgements  {s.judgements:,}"
    yield f"issues      {sum(s.issues.values()):,}" + (f" ({issues})" if issues else "")
    yield f"originals   {s.originals:,}" + (f"; the file has {_record.size(s.bytes)}" if s.bytes is not None else "")
    if s.pending:
        waiting = _record.counted(s.pending, "claim")
        yield f"unmerged    {waiting}, of a run that was interrupted or goes on; the next `dateline add` merges them"
    for run in s.runs:
        yield _run(run)


def _run(run: "Run") -> str:
    ended = "to " + _record.at(run.ended)[11:] if run.ended else "not ended"
    numbers = ", ".join(_record.counted(n, w) for n, w in ((run.reports, "report"), (run.claims, "claim")))
    return f"run {run.run:<7} {_record.at(run.started)} {ended}: {run.command} by {run.who}: {numbers}"
