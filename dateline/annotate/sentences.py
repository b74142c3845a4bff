"""Cut a text into sentences, with exact offsets, in one linear pass.

News text breaks general splitters in a few known ways: ranks and titles ("Maj. Gen."), initials, "U.S.", headings and
bullets
without a full stop, and lines that were wrapped by hand. Those are handled here; nothing else is clever.
"""

import re
import tomllib
from functools import lru_cache
from importlib import resources

from dateline.model import Sentence

END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？؟۔]+|\n")
NEXT = re.compile(r"\s*[\"'“‘«(\[]*([^\W_]+)?")
LAST_WORD = re.compile(r"[^\s\"'“‘«(\[]+$")
BULLET = re.compile(r"\s*(?:[-*•–—▪◦]\s|\d{1,2}[.)]\s|\(?[a-z]\)\s)")
WRAP = (50, 110)
"""Lines of hand-wrapped text are this long."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    text = (resources.files("dateline") / "data" / "words" / "sentences.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def find_sentences(reading: str) -> tuple[Sentence, ...]:
    """Give the sentences of a text, in order; between them lies only white space."""
    wrapped = _is_wrapped(reading)
    cuts = [m.end() for m in END.finditer(reading) if _ends_here(reading, m, wrapped)]
    found, start = [], 0
    for cut in [*cuts, len(reading)]:
        a, b = _trim(reading, start, cut)
        if a < b:
            found.append(Sentence(start=a, end=b))
        start = cut
    return tuple(found)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return start + lead, start + len(piece.rstrip()) if piece.strip() else start


def _is_wrapped(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4:
        return False
    full = sum(WRAP[0] <= len(line.rstrip()) <= WRAP[1] and line.rstrip()[-1] not in '.!?:"”' for line in lines)
    return full > 0.5 * len(lines)


def _ends_here(text: str, mark: re.Match[str], wrapped: bool) -> bool:
    if mark.group() == "\n":
        return _line_ends(text, mark.start(), wrapped)
    if not mark.group().startswith("."):
        return True
    following = NEXT.match(text, mark.end())
    after = (following.group(1) or "") if following else ""
    if after and after[0].islower():
        return False
    return not _abbreviated(text, mark, after)


def _line_ends(text: str, at: int, wrapped: bool) -> bool:
    if not wrapped:
        return True
    line_end = text.find("\n", at + 1)
    rest = text[at + 1 : line_end if line_end >= 0 else len(text)]
    return not rest.strip() or bool(BULLET.match(rest))


def _abbreviated(text: str, mark: re.Match[str], after: str) -> bool:
    if len(mark.group().strip("\"'”’»)]")) > 1:
        return False
    before = LAST_WORD.search(text, max(0, mark.start() - 24), mark.start())
    word = before.group().lower() if before else ""
    if word in _lists()["maybe_end"] or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return after.lower() not in _lists()["starters"] and bool(after)
    if re.fullmatch(r"[a-z]", word) and after:
        return True
    return word in _lists()["abbreviations"] and bool(after)
