"""One HTML page that needs no network: the text with its evidence marked, the claims beside it, a map, a time strip.

It reads without JavaScript, in light and dark, from 360 pixels up. Its policy allows its own style and script by their
hashes and nothing else, so that a hostile report can do nothing: its words are escaped, and what slipped through could
not run and could reach nobody.
"""

import shutil
import tempfile
from collections.abc import Iterable
from typing import IO

from dateline.model import CodedReport

EXTENSION = ".html"

IN_MEMORY = 8_000_000
"""Bytes of reports held in memory while the index is not known; more goes to a temporary file."""


def write(coded: Iterable[CodedReport], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write the page. Its index comes first but is known last: until then the reports wait in a temporary file."""
    from dateline.export.page import overview, render

    entries: list[render.Entry] = []
    outlines: set[str] = set()
    claims = unfolded = 0
    tally = overview.Tally()
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, mode="w+", encoding="utf-8", newline="") as waiting:
        for number, one in enumerate(coded, 1):
            unfold = number == 1 or (bool(one.claims) and unfolded < render.OPEN_REPORTS)
            unfolded += unfold
            part = render.part(number, one, unfolded=unfold)
            waiting.write(part.html)
            entries.append(part.entry)
            outlines |= part.outlines
            claims += part.claims
            tally.add(number, one.claims)
        seen = tally.overview()
        out.write(render.head(entries, claims, seen))
        waiting.seek(0)
        shutil.copyfileobj(waiting, out)
        out.write(render.foot(outlines | render.outlines_of(seen)))
