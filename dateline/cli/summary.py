"""``dateline summary``: a record on one page."""

from pathlib import Path
from typing import Any

import click

from dateline.cli import _output, _record


@click.command()
@_record.db
@click.option("--first", metavar="DAY", help="Only events on or after this day (ISO).")
@click.option("--last", metavar="DAY", help="Only events on or before this day.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Only events in it (SDN); may be repeated.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only events of this type; may be repeated.")
@click.option("--to", type=click.Choice(["text", "html", "json"]), help="The form (default: by the file's ending).")
@click.option("--out", metavar="FILE", help="Write to this file, whole or not at all.")
def command(db: str, to: str | None, out: str | None, **asked: Any) -> None:
    """Show a record on one page: events per week and type, the toll, places and parties, and what was read when.

    The coverage ledger tells "no event" from "not read": a day without events says nothing where no source was read.
    Counted is what is said to have happened, that nobody rejected and that is no part of another event.

    \b
        dateline summary --db record.db
        dateline summary --first 2024-03-01 --last 2024-03-31 --out march.html
    """
    from dateline.store import Query

    form = to or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(out or "").suffix.lower(), "text")
    _output.check(out, (db,) if Path(db).exists() else ())
    query = Query(first=asked["first"], last=asked["last"], countries=asked["countries"], types=asked["types"])
    with _record.opened(db) as store:
        totals = store.totals(query)
        coverage = store.coverage(query.first, query.last)
    with _output.opened(out) as stream:
        if form == "json":
            import msgspec

            stream.write(msgspec.json.encode({"totals": totals, "coverage": coverage}).decode() + "\n")
            return
        from dateline.cli import _summary, _summary_html, _summary_text

        shown = _summary.shown(Path(db).name if "://" not in db else "The record", totals, coverage)
        if form == "html":
            stream.writelines(_summary_html.page(shown))
        else:
            stream.writelines(f"{line}\n" for line in _summary_text.lines(shown, color=_output.colored(out)))
