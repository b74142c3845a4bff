"""Cheap signs of what is still to come around a time expression, and where sentences end."""

import re
import tomllib
from bisect import bisect_right
from importlib.resources import files

BOUNDARY = re.compile(r"\n|[.!?][\"'”’)\]]?\s")
"""The end of a line or a sentence; "Sept. 18" is handled by the check of what follows."""
WORD = re.compile(r"[A-Za-z']+|[;:,]")
REACH = 160
"""Characters looked at on each side; a clause of news is rarely longer."""


def _words(name: str) -> frozenset[str]:
    """Give one of the lists of ``data/times_tense.toml``."""
    table = tomllib.loads((files("dateline") / "data" / "times_tense.toml").read_text(encoding="utf-8"))
    return frozenset(table[name].split())


TO_COME = _words("to_come")
"""Words that put what follows them in the future."""
WEAK = _words("weak")
"""Those of them that need "to", "for" or a form of "be" beside them to say so."""
BESIDE = _words("beside")
PAST = _words("past")
"""Irregular pasts and perfects; any other word in -ed is one too."""


class Sentences:
    """Where the sentences of a text begin, cheaply."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        for match in BOUNDARY.finditer(text):
            end = match.end()
            if match.group() == "\n" or (end < len(text) and not (text[end].isdigit() or text[end].islower())):
                self.starts.append(end)

    def of(self, offset: int) -> tuple[int, int]:
        """Give the start and end of the sentence at an offset."""
        k = bisect_right(self.starts, offset)
        return self.starts[k - 1], self.starts[k] if k < len(self.starts) else len(self.text)

    def number(self, offset: int) -> int:
        """Give the number of the sentence at an offset, from 1."""
        return bisect_right(self.starts, offset)


def to_come(sentences: Sentences, start: int, end: int) -> str | None:
    """Give the word that puts the time at ``start`` to ``end`` in the future, or None.

    The nearest telling word before it in its sentence decides, then the nearest after it. A past verb settles it at
    once: "said on Friday that talks will resume" is past for "Friday".
    """
    first, last = sentences.of(start)
    before = WORD.findall(sentences.text[max(first, start - REACH) : start])
    after = WORD.findall(sentences.text[end : min(last, end + REACH)])
    decided, word = _first_sign(list(reversed(before)))
    if decided:
        return word
    return _first_sign(after)[1]


def _first_sign(words: list[str]) -> tuple[bool, str | None]:
    """Give whether some word decides, and which one, if it is a word of the future."""
    for k, word in enumerate(words):
        low = word.lower()
        near = {w.lower() for w in words[max(0, k - 1) : k + 2]}
        if low in TO_COME and (low not in WEAK or near & BESIDE):
            return True, word
        if low in PAST or (len(low) > 4 and low.endswith("ed") and low not in {"united", "armed", "indeed", "hundred"}):
            return True, None
    return False, None
