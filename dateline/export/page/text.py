"""A report's text as HTML, its evidence marked: a browser shows and copies that text, code point by code point.

Three things cannot pass through HTML as they are. A carriage return is written as a reference; NUL and lone surrogates,
which no page can hold, become U+FFFD, one for one. Controls that reorder a line stand in an isolate of their own, where
they reorder nothing, and the style sheet shows their name.
"""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from dateline.export._words import BIDI
from dateline.export.page.evidence import LABELS, Segment, segments
from dateline.model import Claim

_BIDI = re.compile(f"([{BIDI}])")
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")


def _unique(values: Iterator[str]) -> str:
    return " ".join(dict.fromkeys(values))


def plain(text: str) -> Markup:
    """Give text as HTML that reads as exactly that text and does nothing."""
    parts = _BIDI.split(_IMPOSSIBLE.sub("\ufffd", text))
    done = [escape(part).replace("\r", Markup("&#13;")) for part in parts]
    for i in range(1, len(done), 2):
        done[i] = Markup('<bdi class="ctl" data-u="U+{:04X}">{}</bdi>').format(ord(parts[i]), parts[i])
    return Markup("").join(done)


def _mark(segment: Segment, report: str, words: Markup, first: set[int]) -> Markup:
    """Give one marked stretch: a link to its claim, with its roles and claims in attributes and in its title."""
    shown = list(dict.fromkeys(e.role for e in segment.evidence))
    numbers = list(dict.fromkeys(e.claim for e in segment.evidence))
    kind = f"m k-{shown[0]}" + (f" s-{shown[1]}" if len(shown) > 1 else "")
    extra = Markup("")
    if opening := [e for e in segment.opens if e.role == shown[0]]:
        extra += Markup(' data-l="{}"').format(LABELS[opening[0].role])
    if ending := [e for e in segment.closes if e.role == "act"]:
        extra += Markup(' data-n="{}"').format(", ".join(dict.fromkeys(str(e.claim) for e in ending)))
    fresh = next((e.claim for e in segment.opens if e.role == "act" and e.claim not in first), None)
    if fresh is not None:
        first.add(fresh)
        extra += Markup(' id="{}e{}"').format(report, fresh)
    if segment.clauses:
        extra += Markup(' data-k="{}"').format(" ".join(map(str, segment.clauses)))
    roles = {n: dict.fromkeys(LABELS[e.role] for e in segment.evidence if e.claim == n) for n in numbers}
    title = "; ".join(f"claim {n}: {', '.join(said)}" for n, said in roles.items())
    return Markup('<a class="{}" href="#{}c{}" data-e="{}" data-c="{}" title="{}"{}>{}</a>').format(
        kind,
        report,
        numbers[0],
        _unique(f"{e.claim}:{e.role}" for e in segment.evidence),
        " ".join(map(str, numbers)),
        title,
        extra,
        words,
    )


def marked(text: str, claims: Sequence[Claim], report: str) -> Markup:
    """Give a report's text with every evidence span marked; ``report`` is the report's name in the page ("r3")."""
    parts = []
    first: set[int] = set()
    for segment in segments(claims, len(text)):
        words = plain(text[segment.start : segment.end])
        if segment.evidence:
            words = _mark(segment, report, words, first)
        elif segment.clauses:
            words = Markup('<span data-k="{}">{}</span>').format(" ".join(map(str, segment.clauses)), words)
        parts.append(words)
    return Markup("").join(parts)
