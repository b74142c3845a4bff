"""The lines of a PDF's pages to paragraphs: a page knows where its lines end, and nothing of sentences."""

import re
from collections import Counter
from collections.abc import Sequence

_EDGE = 3
"""Lines at the head and the foot of a page that may be the same on every page."""
_REPEATED = 3
"""Pages from which a line that they share is no text."""
_BULLET = re.compile(r"(?:[-*•–—▪◦●]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.I)
_BROKEN = re.compile(r"([^\W_]+)-$")
_KEPT_AFTER = frozenset(
    ["anti", "pro", "non", "ex", "self", "semi", "multi", "cross", "counter", "mid", "post", "pre", "vice", "co",
     "well", "short", "long", "high", "low", "cease", "north", "south", "east", "west", "rebel", "government", "state",
     "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty",
     "al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "abu", "ez", "es", "er", "ed", "en"]
)  # fmt: skip
_KEPT_BEFORE = re.compile(
    r"(?:held|backed|led|controlled|based|old|range|supported|allied|linked|occupied|run|style|wide|"
    r"affiliated|aligned|mounted|made|sponsored|trained|owned|speaking|born|ranking|profile)\b"
)
"""Words that a hyphen joins to others: it stays where the line ends between them ("rebel-held"), as it does after
letters in capitals ("US-led") and the Arabic article, and before a capital ("Hawr-Sakr"). General English, no names."""


def joined(pages: Sequence[str]) -> str:
    """Give the text of the pages, a blank line between paragraphs, lines joined and words put together again."""
    kept = _without_edges([[" ".join(line.split()) for line in page.splitlines()] for page in pages])
    lines = [line for page in kept for line in page]
    width = _width(lines)
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
            continue
        if ended or _BULLET.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] = _put_together(paragraphs[-1], line)
        ended = _ends(line, width)
    return "\n\n".join(one.replace("\N{SOFT HYPHEN}", "") for one in paragraphs)


def _width(lines: Sequence[str]) -> int:
    """Give how long a full line is: nine in ten of those that have words are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ends(line: str, width: int) -> bool:
    """Say whether a paragraph ends with a line: a short one that ends a sentence, or a heading, which is shorter."""
    return len(line) < 0.85 * width if _END.search(line) else len(line) < 0.5 * width


def _put_together(before: str, line: str) -> str:
    if before.endswith("\N{SOFT HYPHEN}"):
        return before[:-1] + line
    broken = _BROKEN.search(before)
    if not broken:
        return f"{before} {line}"
    word = broken[1]
    joins = word.lower() in _KEPT_AFTER or word.isupper() or word[-1].isdigit() or _KEPT_BEFORE.match(line)
    return (before if joins or not line[:1].islower() else before[:-1]) + line


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """Give the lines of each page without the head and foot that pages share, and without page numbers."""
    pages = [_trimmed(page) for page in pages]
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    common = {shape for shape, times in seen.items() if times >= _REPEATED and 2 * times >= len(pages)}
    return [_cut(page, common) for page in pages]


def _trimmed(page: list[str]) -> list[str]:
    filled = [at for at, line in enumerate(page) if line]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _edges(page: list[str]) -> list[str]:
    return [line for line in page[:_EDGE] + page[-_EDGE:] if line]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _cut(page: list[str], common: set[str]) -> list[str]:
    start, end = 0, len(page)
    while start < min(_EDGE, end) and _is_edge(page[start], common):
        start += 1
    while end > max(start, len(page) - _EDGE) and _is_edge(page[end - 1], common):
        end -= 1
    return page[start:end]


def _is_edge(line: str, common: set[str]) -> bool:
    return not line or _shape(line) in common or bool(_PAGE_NUMBER.fullmatch(line))
