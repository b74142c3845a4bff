"""Cheap signs of what is still to come around a time expression, and where sentences end."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable
from importlib.resources import files

BOUNDARY = re.compile(r"\n|[.!?][\"'”’)\]]?\s")
"""The end of a line or a sentence; "Sept. 18" is handled by the check of what follows."""
WORD = re.compile(r"[A-Za-z']+|[;:,]")
REACH = 160
"""Characters looked at on each side; a clause of news is rarely longer."""


LISTS: dict[str, str] = tomllib.loads((files("dateline") / "data" / "times_tense.toml").read_text(encoding="utf-8"))
"""The lists of ``data/times_tense.toml``, as strings of words."""


def _words(name: str) -> frozenset[str]:
    """Give one of the lists as a set."""
    return frozenset(LISTS[name].split())


TO_COME = _words("to_come")
BEFORE_TO = _words("before_to")
AFTER_BE = _words("after_be")
AFTER_TO = _words("after_to")
BE = _words("be")
PAST = _words("past")
FIXED = _words("fixed")
NO_PAST = _words("no_past")


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
    for signs in (reversed(range(len(before))), range(len(before), len(before) + len(after))):
        decided, word = _first_sign(before + after, signs)
        if decided:
            return word
    return None


def _first_sign(words: list[str], order: Iterable[int]) -> tuple[bool, str | None]:
    """Give whether some word decides, and which one, if it is a word of the future; looked at in ``order``."""
    low = ["", *(word.lower() for word in words), ""]
    for k in order:
        last, word, following = low[k : k + 3]
        if _points_on(last, word, following):
            return True, words[k]
        if last == "be":
            continue
        if word in PAST or (len(word) > 4 and word.endswith("ed") and word not in NO_PAST):
            return True, None
    return False, None


def fixed(sentences: Sentences, end: int) -> str | None:
    """Give the word right after a time that names what is fixed beforehand ("the 27 May elections"), or None."""
    following = WORD.match(sentences.text, end + 1)
    return following.group() if following and following.group().lower() in FIXED else None


def _points_on(last: str, word: str, following: str) -> bool:
    """Say whether a word between its neighbours speaks of what is to come."""
    if word in TO_COME:
        return True
    if word in AFTER_BE and last in BE:
        return True
    if word in AFTER_TO and last == "to":
        return True
    return word in BEFORE_TO and word != "due" and following in {"to", "for"}
