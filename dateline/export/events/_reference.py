"""The page docs/exports.md, made from what the formats themselves say; a test keeps it current."""

from collections.abc import Iterable, Sequence
from typing import Any

from dateline.export.csv import COLUMNS as CLAIM_COLUMNS
from dateline.export.events import _run
from dateline.export.events._fields import FIELDS
from dateline.stages import EventExporter

HEAD = """# Exports of events: every column

Made from the code by `scripts/build_exports.py`; do not edit by hand. How to export, and what the public profile
withholds: [how/export.md](how/export.md).

**ACLED-like and UCDP-GED-like files are not ACLED or UCDP data.** They have those datasets' columns, filled by the
rules below from news reports; they were not coded or checked by either project.

What a format cannot say is counted, by field, in the loss report beside every file. The last table says what each
holds.
"""


def page() -> str:
    """Give the page as Markdown."""
    parts = [HEAD, _overview()]
    for name in _run.names():
        parts.append(_format(name, _run.exporter(name)))
    return "\n".join([*parts, _held()])


def _overview() -> str:
    rows = [(f"[{name}](#{name})", _run.exporter(name).EXTENSION, _first(_run.exporter(name))) for name in _run.names()]
    return _table(("format", "file", "what it is"), rows)


def _first(module: EventExporter) -> str:
    """Give the first sentence of a format's own description, without its name."""
    first = (module.__doc__ or "").strip().partition("\n")[0]
    return first.partition(": ")[2] or first


def _format(name: str, module: EventExporter) -> str:
    lines = [f"## {name}\n", f"{(module.__doc__ or '').strip()}\n"]
    columns: Sequence[Any] = getattr(module, "COLUMNS", ())
    if name == "geoparquet":
        lines.append("The columns and what they hold are those of [geojson](#geojson), and `geometry`.\n")
        lines.append(_table(("column", "type"), [(f"`{c.name}`", c.kind) for c in columns]))
    elif columns and hasattr(columns[0], "tag"):
        lines.append(_table(("column", "hashtag", "what it holds"), [(c.name, f"`{c.tag}`", c.what) for c in columns]))
    elif columns:
        lines.append(f"{len(columns)} columns.\n")
        lines.append(_table(("column", "what it holds"), [(f"`{c.name}`", c.what) for c in columns]))
    if name == "csv":
        names = ", ".join(f"`{column.name}`" for column in CLAIM_COLUMNS)
        lines.append(f"The table of claims: `event`, and the columns of [record.md](record.md): {names}.\n")
    return "\n".join(lines)


def _held() -> str:
    """Give which fields each format holds: yes, in part (with why), or no."""
    modules = {name: _run.exporter(name) for name in _run.names()}
    rows = [(f"`{field.name}`", *(_mark(module, field.name) for module in modules.values())) for field in FIELDS]
    notes = [
        f"- {name}, `{field}`: {why}" for name, module in modules.items() for field, (_, why) in module.PARTS.items()
    ]
    title = "## What each format holds\n\nyes: in full; part: see below the table; empty: dropped, and counted.\n"
    return "\n".join([title, _table(("field", *modules), rows), "In part:\n", *notes]) + "\n"


def _mark(module: EventExporter, field: str) -> str:
    return "yes" if field in module.HOLDS else "part" if field in module.PARTS else ""


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
