"""``dateline check``: whether a record is whole."""

import click

from dateline.cli import _group, _record


@click.command()
@_record.db
@_record.to
def command(db: str, to: str) -> int:
    """Check a record: the file, the hashes of reports and originals, that every value stands on the words it names,
    that nothing lacks what it belongs to, and that no line of the log was changed.

    The exit status is 1 when anything is wrong.
    """
    found = 0
    with _record.opened(db) as store:
        for problem in store.check():
            found += 1
            if to == "json":
                import msgspec

                click.echo(msgspec.json.encode(problem))
            else:
                click.echo(_group.one_line(f"{problem.kind}: {problem.subject}: {problem.message}"))
    click.echo(f"{_record.counted(found, 'problem')} found" if found else "nothing is wrong", err=True)
    return _group.FAILED if found else 0
