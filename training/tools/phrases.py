"""Find the words a writer quotes in a report's text, so that nobody counts offsets.

A phrase is quoted verbatim. ``[brackets]`` mark the part meant inside a longer quote, ``@2`` at the end says the second
occurrence; ``\\[`` and ``\\]`` are literal brackets. White space in a phrase matches any white space of the text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass


class PhraseError(ValueError):
    """A phrase that is not in the text, or is there more than once and nothing says which is meant."""


@dataclass(frozen=True)
class Found:
    """A quote found in a text: the whole of it, and the part in brackets (the whole, where it has none)."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    bracketed: bool


@dataclass(frozen=True)
class Phrase:
    """A phrase as written: the pieces before, in and after the brackets, and which occurrence is meant (from 1)."""

    before: str
    inner: str
    after: str
    bracketed: bool
    number: int | None


def parse(written: str) -> Phrase:
    """What a written phrase says. Raises PhraseError for stray brackets or an empty phrase."""
    words = written.strip()
    number = re.search(r"@(\d+)$", words)
    if number:
        words = words[: number.start()].rstrip()
    pieces = [""]
    for part in re.findall(r"\\[\[\]]|\[|\]|[^\[\]\\]+|\\", words):
        if part in ("[", "]"):
            if part != "[]"[(len(pieces) - 1) % 2] or len(pieces) > 2:
                raise PhraseError(f"{written!r}: one pair of [brackets] at most; write \\[ for a literal bracket")
            pieces.append("")
        else:
            pieces[-1] += part[-1] if part[0] == "\\" and len(part) == 2 else part
    if len(pieces) == 2 or not "".join(pieces).strip():
        raise PhraseError(f"{written!r}: " + ("a bracket is not closed" if len(pieces) == 2 else "an empty phrase"))
    which = int(number.group(1)) if number else None
    if len(pieces) == 1:
        return Phrase("", pieces[0], "", False, which)
    return Phrase(pieces[0], pieces[1], pieces[2], True, which)


def _pattern(piece: str) -> str:
    return "".join(r"\s+" if part.isspace() else re.escape(part) for part in re.split(r"(\s+)", piece) if part)


def occurrences(phrase: Phrase, text: str) -> list[Found]:
    """Every place of ``text`` where the phrase stands as whole words, in order."""
    before, inner, after = (re.sub(r"\s+", " ", piece) for piece in (phrase.before, phrase.inner, phrase.after))
    whole, flat = before + inner + after, re.sub(r"\s", " ", text)  # of the same length as the text
    found, start = [], flat.find(whole)
    while start >= 0:
        if _is_whole(flat, start, start + len(whole)):
            at = start + len(before)
            found.append(Found(start, start + len(whole), at, at + len(inner), phrase.bracketed))
        start = flat.find(whole, start + 1)
    return found or _loose_occurrences(phrase, text)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends at the edge of a word (or with no word at all)."""

    def joined(left: str, right: str) -> bool:
        return all(c.isalnum() or c == "_" for c in (left, right))

    if start and joined(text[start - 1], text[start]):
        return False
    return end == len(text) or not joined(text[end - 1], text[end])


def _loose_occurrences(phrase: Phrase, text: str) -> list[Found]:
    """The same where white space in the text is more than one character: over the end of a paragraph. Slow."""
    if not re.search(r"\s", phrase.before + phrase.inner + phrase.after) or not re.search(r"\s\s", text):
        return []
    pattern = f"(?=({_pattern(phrase.before)}({_pattern(phrase.inner)}){_pattern(phrase.after)}))"
    matches = [m for m in re.finditer(pattern, text) if m.group(1) and _is_whole(text, m.start(1), m.end(1))]
    return [Found(m.start(1), m.end(1), m.start(2), m.end(2), phrase.bracketed) for m in matches]


def find(written: str, text: str, near: Sequence[tuple[int, int]] = (), inherit: bool = False) -> Found:
    """The one place of ``text`` that ``written`` means.

    A phrase that occurs more than once, without ``@n``, is the one inside the first of the ``near`` stretches (the
    claim's own clauses, fullest first) that holds it, if that holds it once. ``inherit``: where none does, it is the
    last one before the first of these clauses, or the first after it. Raises PhraseError otherwise, with every
    occurrence and its number.
    """
    phrase = parse(written)
    found = occurrences(phrase, text)
    if not found:
        raise PhraseError(f"{written!r} is not in the text" + _hint(phrase, text))
    if phrase.number is not None:
        if not 1 <= phrase.number <= len(found):
            raise PhraseError(f"{written!r}: the phrase occurs {len(found)} time(s)")
        return found[phrase.number - 1]
    if len(found) == 1:
        return found[0]
    for start, end in near:
        inside = [f for f in found if start <= f.start and f.end <= end]
        if len(inside) == 1:
            return inside[0]
        if inside:
            break
    else:
        if inherit and near:
            earlier = [f for f in found if f.end <= near[0][0]]
            return earlier[-1] if earlier else found[0]
    raise PhraseError(f"{written!r} occurs {len(found)} times; say which: " + _contexts(found, text))


def _contexts(found: Sequence[Found], text: str) -> str:
    def around(f: Found) -> str:
        return re.sub(r"\s+", " ", text[max(0, f.start - 18) : f.end + 18])

    return ", ".join(f"@{n} '…{around(f)}…'" for n, f in enumerate(found, 1))


def _hint(phrase: Phrase, text: str) -> str:
    whole = re.sub(r"\s+", " ", phrase.before + phrase.inner + phrase.after).strip()
    flat = re.sub(r"\s+", " ", text)
    if whole.lower() in flat.lower():
        at = flat.lower().index(whole.lower())
        return f" as whole words in this case; the text has '…{flat[max(0, at - 5) : at + len(whole) + 5]}…'"
    words = whole.split(" ")
    for n in range(len(words) - 1, 0, -1):
        if " ".join(words[:n]) in flat:
            at = flat.index(" ".join(words[:n]))
            return f"; it agrees as far as '{flat[at : at + len(whole) + 10]}'"
    return ""
