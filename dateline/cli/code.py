"""``dateline code``: reports to claims."""

from typing import Unpack

import click

from dateline.cli import _inputs, _run


@click.command()
@_inputs.on_reports("write")
def command(**asked: Unpack[_run.Asked]) -> int:
    """Code reports: one claim for each event that a report tells of.

    INPUT is a file, a folder, a web address or - for standard input: text, HTML or PDF (a report a file), an RSS or
    Atom feed, CSV or JSON Lines (a report an entry, row or line), a ZIP of these, or a web archive (WARC, WACZ); each
    also packed with gzip.
    The answer is a table on a terminal and JSON Lines in a pipe; --out picks the format by the file's ending.
    What cannot be used is told on standard error and counted; it never stops the run.

    \b
        dateline code report.txt --published 2022-09-27
        dateline code reports.jsonl --out claims.csv
        dateline code https://example.org/news/feed.xml --follow
        dateline code table.csv --columns text=Body,published=Date,id=ID --day-first
        cat reports.jsonl | dateline code - --to jsonl --workers 4 > claims.jsonl
    """
    return _run.run("code", "write", asked)
