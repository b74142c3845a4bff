"""Words of a report with a claim's evidence marked: the stretch around a claim's mentions, not the whole text."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from dateline.export.page.evidence import LABELS, Segment, segments
from dateline.export.page.text import plain
from dateline.model import Claim

AROUND = 90
"""Code points shown before and after a claim's words, up to the nearest end of a sentence or line."""
MOST = 3
"""Stretches shown of one claim; the report has them all."""


class Quote(NamedTuple):
    """A stretch of the text: its HTML, and whether the text goes on before and after it."""

    html: Markup
    before: bool
    after: bool


def _stretches(claim: Claim, text: str) -> list[tuple[int, int]]:
    """Give where the claim's clauses and its other evidence stand, each with the words around it, merged."""
    found = [(m.start, m.end) for m in claim.mentions]
    for value in (*claim.initiators, *claim.targets, *claim.weapons, *claim.places):
        found.append((value.start, value.end))
    for one in (claim.date, claim.killed, claim.injured, claim.attribution):
        if one is not None and one.start is not None and one.end is not None:
            found.append((one.start, one.end))
    wide = sorted((_left(text, start), _right(text, end)) for start, end in found if 0 <= start < end <= len(text))
    merged: list[tuple[int, int]] = []
    for start, end in wide:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    first = {(m.start, m.end) for m in claim.mentions[:1]}
    merged.sort(key=lambda s: (not any(s[0] <= a and b <= s[1] for a, b in first), s))
    return sorted(merged[:MOST])


def _left(text: str, start: int) -> int:
    low = max(0, start - AROUND)
    breaks = [text.rfind(mark, low, start) + len(mark) for mark in (". ", "\n", "! ", "? ") if mark in text[low:start]]
    if breaks:
        return max(breaks)
    space = text.find(" ", low, start)
    return start if low and space < 0 else space + 1 if low else 0


def _right(text: str, end: int) -> int:
    high = min(len(text), end + AROUND)
    breaks = [text.find(mark, end, high) + 1 for mark in (". ", ".\n", "\n", "! ", "? ") if mark in text[end:high]]
    if breaks:
        return min(breaks)
    space = text.rfind(" ", end, high)
    return high if high == len(text) else space if space > end else end


def _marked(segment: Segment, words: Markup) -> Markup:
    roles = list(dict.fromkeys(e.role for e in segment.evidence))
    if not roles:
        return words
    kind = f"m k-{roles[0]}" + (f" s-{roles[1]}" if len(roles) > 1 else "")
    title = ", ".join(LABELS[role] for role in roles)
    return Markup('<mark class="{}" title="{}">{}</mark>').format(kind, title, words)


def quotes(claim: Claim, text: str) -> list[Quote]:
    """Give the stretches of a report's text that tell a claim, its evidence marked."""
    cut = _stretches(claim, text)
    return [
        Quote(_html(segments([claim], len(text)), text, start, end), start > 0, end < len(text)) for start, end in cut
    ]


def _html(parts: Iterable[Segment], text: str, first: int, last: int) -> Markup:
    found: Sequence[Markup] = [
        _marked(part, plain(text[max(part.start, first) : min(part.end, last)]))
        for part in parts
        if part.start < last and part.end > first
    ]
    return Markup("").join(found)
