"""How ``dateline actors unresolved`` shows what it counted."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.cli import _group

if TYPE_CHECKING:
    from dateline.resolve.actors_unknown import Unknown

COLUMNS = ("name", "count", "reports", "kind", "forms", "may_be", "report", "example")
WIDTH = 100
"""Columns of a table that no terminal limits."""


def lines(found: "Sequence[Unknown]", form: str, width: int | None) -> Iterator[str]:
    """Give the lines of a table, of JSON Lines, or of CSV (one row a line, without its line end)."""
    if form == "jsonl":
        import msgspec

        yield from (msgspec.json.encode(unknown).decode() for unknown in found)
    elif form == "csv":
        yield from _csv(found)
    else:
        yield from _table(found, width or WIDTH)


def _csv(found: "Sequence[Unknown]") -> Iterator[str]:
    import csv
    from io import StringIO

    from dateline.export.csv import cell

    page = StringIO(newline="")
    rows = csv.writer(page, lineterminator="")
    for row in (COLUMNS, *([getattr(unknown, name) for name in COLUMNS] for unknown in found)):
        rows.writerow([cell(list(value) if isinstance(value, tuple) else value) for value in row])
        yield page.getvalue()
        page.seek(0)
        page.truncate()


def _table(found: "Sequence[Unknown]", width: int) -> Iterator[str]:
    """Two lines a name: what was counted, and the sentence below it."""
    if not found:
        return
    names = min(max(len(u.name) for u in found), width // 2)
    kinds = max(len(u.kind) for u in found)
    yield f"{'count':>5} {'reports':>7}  {'kind':<{kinds}}  name"
    for u in found:
        shared = f"  (may be {', '.join(u.may_be)})" if u.may_be else ""
        yield _group.harmless(f"{u.count:>5} {u.reports:>7}  {u.kind:<{kinds}}  {u.name[: max(names, 1)]}{shared}")
        yield _group.harmless(_cut(f"{'':15}{u.report}: {u.example}", width))


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"
