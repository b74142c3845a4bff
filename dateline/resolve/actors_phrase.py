"""Cut a noun phrase into what stands before its first preposition, the head noun in it, and what follows."""

from collections.abc import Sequence

import msgspec

from dateline.resolve.actors_kinds import HeadEntry, Kinds, Modifier
from dateline.resolve.actors_names import Piece
from dateline.resolve.actors_text import Word

TITLED = frozenset({"government", "state", "person", "press_aid"})
"""Classes of nouns that are titles when they have a capital; others are part of a name ("the tanker Lady Rose")."""


class Head(msgspec.Struct, frozen=True):
    """The head noun of a phrase: what it says, and the words it takes up."""

    entry: HeadEntry
    first: int
    last: int


def cut(text: Sequence[Word], first: int, found: Sequence[Piece], kinds: Kinds) -> int:
    """Give the index of the word that ends the head's part: a preposition outside names and nouns.

    ``first`` is the first word that is no determiner or number. A participle behind a noun ends it too.
    """
    inside = {k for p in found for k in range(p.first, p.last)}
    i = first + 1 if first else 1
    while i < len(text):
        ends = text[i].fold in kinds.grammar.breaks or _is_participle(text, i, kinds)
        if ends and i not in inside and not _goes_on(text, i, found, kinds):
            over = _noun_over(text, i, kinds)
            if over == i:
                return i
            i = over
        else:
            i += 1
    return len(text)


def _goes_on(text: Sequence[Word], i: int, found: Sequence[Piece], kinds: Kinds) -> bool:
    """Whether the phrase's first part goes on behind a preposition or participle."""
    if i + 1 == len(text):
        return False
    alone = head_at(text, 0, i, kinds) is None and not any(p.last == i for p in found)
    participle = text[i].fold in kinds.grammar.before_nouns and alone
    return text[i].hyphen_before or participle or _joins_nations(text, i, found)


def _is_participle(text: Sequence[Word], i: int, kinds: Kinds) -> bool:
    """Whether a word in -ed or -ing follows a noun, and belongs to no noun itself."""
    word = text[i]
    if not word.text.islower() or not word.fold.endswith(("ed", "ing")) or word.hyphen_before:
        return False
    return word.fold not in kinds.words and head_at(text, 0, i, kinds) is not None


def _joins_nations(text: Sequence[Word], i: int, found: Sequence[Piece]) -> bool:
    """Whether an "and" joins two nations before one noun: "US and Israeli forces"."""
    if text[i].fold not in ("and", "or"):
        return False
    left = any(p.last == i and p.nation is not None for p in found)
    right = next((p for p in found if p.first == i + 1 and p.nation is not None), None)
    return left and right is not None and right.last < len(text) and text[right.last].text.islower()


def _noun_over(text: Sequence[Word], i: int, kinds: Kinds) -> int:
    """Where a noun with a preposition in it ends ("member of parliament"), when the word at ``i`` is inside one."""
    for first in range(max(0, i - 2), i):
        for last in range(min(len(text), first + kinds.longest), i + 1, -1):
            if " ".join(w.fold for w in text[first:last]) in kinds.heads:
                return last
    return i


def head_at(text: Sequence[Word], first: int, last: int, kinds: Kinds) -> Head | None:
    """Give the longest head noun that ends right before ``last``, and begins at ``first`` or later."""
    for start in range(max(first, last - kinds.longest), last):
        entry = kinds.heads.get(" ".join(w.fold for w in text[start:last]))
        if entry is not None:
            return Head(entry, start, last)
    return None


def title_before(text: Sequence[Word], first: int, last: int, kinds: Kinds) -> Head | None:
    """Give the noun before a name that the lexicons do not know: "President Moreno", "the town Sul"."""
    part_of_name: Head | None = None
    for end in range(last - 1, first, -1):
        if not (text[end].text[:1].isupper() or text[end].hyphen_before):
            break
        known = head_at(text, first, end, kinds)
        if known is not None and (text[end - 1].text.islower() or known.entry.klass in TITLED or known.first == first):
            return known
        part_of_name = part_of_name or known
        short = kinds.titles.get(text[end - 1].fold)
        if short is not None and text[end - 1].text[:1].isupper():
            return Head(short, end - 1, end)
    return part_of_name


def find_modifiers(text: Sequence[Word], first: int, last: int, kinds: Kinds) -> list[Modifier]:
    """Give the telling words between ``first`` and ``last``, from the noun outwards.

    A word hyphened to a participle says whom the noun is tied to ("rebel-held"), so it is left out.
    """
    found: list[Modifier] = []
    i = last
    while i > first:
        length = next((n for n in (2, 1) if i - n >= first and _folded(text, i - n, i) in kinds.modifiers), 0)
        tied = i < len(text) and text[i].hyphen_before and text[i].fold in kinds.grammar.joined
        if length and not tied:
            found.append(kinds.modifiers[_folded(text, i - length, i)])
        i -= length or 1
    return found


def _folded(text: Sequence[Word], first: int, last: int) -> str:
    return " ".join(w.fold for w in text[first:last])
