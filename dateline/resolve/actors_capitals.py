"""Capitals that stand for their governments ("Kabul accused Islamabad"): what they do makes them so, else they are
places."""

from collections.abc import Sequence

import msgspec

from dateline.resolve.actors_nations import Nations
from dateline.resolve.actors_rows import Target
from dateline.resolve.actors_text import Word, capitals

RULE = frozenset({"government", "regime", "junta"})
"""Nouns that make a capital before them its government: "the Khartoum government"."""
MOST_BETWEEN = 3
"""Adverbs and auxiliaries between a capital and its verb: "Kabul has since repeatedly accused"."""

AFTER_OBJECT = frozenset(
    (
        "of",
        "to",
        "for",
        "that",
        "over",
        "not",
        "and",
        "on",
        "in",
        "it",
        "about",
        "against",
        "after",
        "when",
        "as",
        "with",
    )
)
"""What may follow a government that something is said to."""


class Capital(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that name a capital for its government."""

    first: int
    last: int
    target: Target


def find_capitals(text: list[Word], reading: str, nations: Nations, taken: set[int]) -> list[Capital]:
    """Give the capitals of a report that stand for their governments, outside the words ``taken``."""
    found: list[Capital] = []
    for i in capitals(text):
        for length, countries in nations.capitals.find(text, i)[:1]:
            last = i + length
            if taken.isdisjoint(range(i, last)) and _acts(text, reading, i, last, nations):
                found.append(Capital(i, last, nations.state(countries[0], "government")))
    return found


def _acts(text: Sequence[Word], reading: str, first: int, last: int, nations: Nations) -> bool:
    """Whether a capital is the subject of what governments do, or the object of what is said to one."""
    if last < len(text) and text[last].fold in RULE and reading[text[last - 1].end : text[last].start] == " ":
        return True
    return (_is_subject(text, reading, first, nations) and _says(text, reading, last, nations)) or (
        first > 0
        and text[first - 1].fold in nations.words.told
        and reading[text[first - 1].end : text[first].start] == " "
        and not _goes_on(text, reading, last)
    )


def _goes_on(text: Sequence[Word], reading: str, last: int) -> bool:
    """Whether the capital only stands before a noun or in a longer name: "warned Kabul residents"."""
    if last >= len(text) or reading[text[last - 1].end : text[last].start] != " ":
        return last < len(text) and reading[text[last - 1].end : text[last].start] in ("-", "'s ", "’s ")
    return text[last].capital or text[last].fold not in AFTER_OBJECT


def _is_subject(text: Sequence[Word], reading: str, first: int, nations: Nations) -> bool:
    """Whether nothing before a capital makes it a place: it opens its sentence or clause, or stands beside another
    capital that does ("Moscow and Kyiv said")."""
    if first == 0:
        return True
    before, gap = text[first - 1], reading[text[first - 1].end : text[first].start]
    if "\n" in gap:
        return True
    if gap.strip():
        return gap.strip() != "," or not before.capital or before.fold in nations.words.calendar
    if before.fold in nations.words.clause or before.fold in ("said", "says"):
        return True
    if before.fold not in ("and", "but"):
        return False
    for start in range(max(0, first - 4), first - 1):
        if any(start + n == first - 1 for n, _ in nations.capitals.find(text, start)):
            return _is_subject(text, reading, start, nations)
    return reading[text[first - 2].end : before.start].strip() == "," if first >= 2 else True


def _says(text: Sequence[Word], reading: str, last: int, nations: Nations) -> bool:
    """Whether the verb right behind a capital, adverbs left aside, is one of what governments do."""
    i = last
    if i + 1 < len(text) and text[i].fold == "and":  # "Moscow and Kyiv said"
        i += 1 + next((n for n, _ in nations.capitals.find(text, i + 1)), 0)
        last = i
    while i < len(text) and i - last <= MOST_BETWEEN and reading[text[i - 1].end : text[i].start] == " ":
        if text[i].fold in nations.words.says:
            return text[i].text.islower()
        if text[i].fold not in nations.words.between:
            return False
        i += 1
    return False
