"""Organisations that no registry knows, by the form of their name; and the acronyms that a report defines."""

import re
from collections.abc import Sequence

import msgspec

from dateline.model import PartyKind
from dateline.resolve.actors_names import Lexicons
from dateline.resolve.actors_text import Word, capitals

INSIDE = frozenset({"of", "for", "the", "and", "in", "de", "la", "al", "del", "du", "des", "e", "y"})
"""Small words that may stand inside a name."""
HEAD_ENDS = frozenset({"of", "for", "in", "de", "du", "del"})
BRACKETED = re.compile(r"\s?[(\[][\"“']?([A-Z][A-Za-z0-9.\-/]{1,11})[\"”']?[)\]]")
LONGEST = 12
"""Words of the longest name that an acronym is looked for behind."""


class Organisation(msgspec.Struct, frozen=True):
    """A name of words ``first`` to ``last`` (exclusive) that follows a pattern, and the kind its head noun says."""

    first: int
    last: int
    name: str
    kind: PartyKind


Defined = dict[str, tuple[int, int] | Organisation | None]
"""What the acronyms of a report stand for: words (first, last exclusive), an organisation, or a name of no interest."""


def find_organisations(text: list[Word], reading: str, lexicons: Lexicons, taken: set[int]) -> list[Organisation]:
    """Give the runs of capitalised words that are headed by a noun for an organisation, outside the words ``taken``."""
    found: list[Organisation] = []
    done = 0
    for i in capitals(text):
        if i >= done:
            done = _run(text, i, reading, taken)
            organisation = _organisation(text, i, done, reading, lexicons) if done > i + 1 else None
            found += [organisation] if organisation is not None else []
    return found


def _run(text: Sequence[Word], first: int, reading: str, taken: set[int]) -> int:
    """Where a run of capitalised words that begins at ``first`` ends; small words count inside it only."""
    last = i = first
    while i < len(text) and i not in taken and (i == first or reading[text[i - 1].end : text[i].start] in (" ", "-")):
        if text[i].text[:1].isupper() and text[i].fold not in INSIDE:
            last = i + 1
        elif i == first or text[i].fold not in INSIDE or (text[i].fold == "the" and text[i - 1].fold not in HEAD_ENDS):
            break
        i += 1
    return last


def _organisation(text: Sequence[Word], first: int, last: int, reading: str, lexicons: Lexicons) -> Organisation | None:
    kinds = lexicons.kinds
    folded = [w.fold for w in text[first:last]]
    head = next((k for k, word in enumerate(folded) if word in HEAD_ENDS), len(folded)) - 1
    if head < 0 or folded[head] not in kinds.organisations or " ".join(folded) in kinds.not_organisations:
        return None
    if any(n > 1 for k in range(max(0, head - 3), head) for n, _ in lexicons.nations.forms.find(text, first + k)):
        return None
    kind = kinds.organisations[folded[head]]
    if kind == "unknown" and kinds.rebel_words & set(folded):
        kind = "rebel group"
    return Organisation(first, last, reading[text[first].start : text[last - 1].end], kind)


def find_definitions(
    text: Sequence[Word], reading: str, hits: Sequence[tuple[int, int]], orgs: Sequence[Organisation]
) -> Defined:
    """Give what acronyms in brackets stand for: the words of a registry name, an organisation, or None for another.

    An acronym stands for a name of the registry or an organisation right before its bracket, else for capitalised words
    whose initials it has: then it is none of the registry's, whatever it means elsewhere.
    """
    hit_ends = {text[last - 1].end: (first, last) for first, last in hits}
    org_ends = {text[org.last - 1].end: org for org in orgs}
    ends = {word.end: i + 1 for i, word in enumerate(text)}
    defined: Defined = {}
    for m in BRACKETED.finditer(reading):
        letters = m.group(1).replace(".", "")
        if not any(c.isupper() for c in letters[1:]):
            continue
        before = m.start()
        if before in hit_ends:
            defined[letters] = hit_ends[before]
        elif before in org_ends:
            defined[letters] = org_ends[before]
        elif before in ends and _has_initials(text, ends[before], letters):
            defined[letters] = None
    return defined


def _has_initials(text: Sequence[Word], last: int, letters: str) -> bool:
    """Whether the capitalised words that end at ``last`` have an acronym's letters as their initials."""
    wanted = [c for c in letters.lower() if c.isalnum()]
    i = last
    while i > max(0, last - LONGEST) and wanted:
        i -= 1
        if text[i].fold[:1] == wanted[-1]:
            wanted.pop()
        elif text[i].text[:1].isupper() and text[i].fold not in INSIDE:
            return False
    return not wanted
