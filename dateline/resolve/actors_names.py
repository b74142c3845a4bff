"""The names in a run of words: actors, nations and peoples, none inside another."""

from collections.abc import Sequence

import msgspec

from dateline.resolve.actors_holders import NO_MOMENT, Moment, holder_at
from dateline.resolve.actors_kinds import HeadEntry, Kinds
from dateline.resolve.actors_nations import Nation, Nations
from dateline.resolve.actors_offices import Tenure, Term
from dateline.resolve.actors_rows import Alias, Target
from dateline.resolve.actors_text import Word
from dateline.resolve.actors_trie import Trie

SPOKEN = 5
"""Letters from which British papers write an acronym as a word ("Minusma") and nothing else is likely to be meant."""


class Lexicons(msgspec.Struct, frozen=True):
    """All that words are read with: head nouns, nations, the names of actors and services, persons in office."""

    kinds: Kinds
    nations: Nations
    names: Trie[Alias]
    holders: Trie[Term]


class Piece(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that are a name: of actors, a nation, a people, or a person in office.

    ``foreign`` is true for "Iran" of "Iran-backed" and the like: it says whom the head noun is tied to, not what it is.
    """

    first: int
    last: int
    aliases: tuple[Alias, ...] = ()
    nation: Nation | None = None
    people: bool = False
    foreign: bool = False
    holder: Tenure | None = None


def fits(alias: Alias, text: Sequence[Word], at: int) -> bool:
    """Say whether words have the capitals that a name demands."""
    if alias.letters:
        word = text[at].text.replace(".", "")
        return word == alias.letters or (alias.sure and len(word) >= SPOKEN and word == alias.letters.capitalize())
    return all(text[at + i].text[:1].isupper() or (i > 0 and text[at + i].hyphen_before) for i in alias.capitals)


def fits_nation(nation: Nation, text: Sequence[Word], at: int) -> bool:
    """Say whether words may name a nation: a capital, or all capitals for "US" and "UK"."""
    first = text[at].text
    if nation.capitals:
        return first.replace(".", "").isupper() and len(first) > 1
    return first[:1].isupper()


def find_pieces(text: Sequence[Word], lexicons: Lexicons, phrase: str = "", moment: Moment = NO_MOMENT) -> list[Piece]:
    """Give the names from left to right: the longest at each word, actors before nations before peoples.

    ``phrase`` is what the words are of; with it and the ``moment`` persons in office are found too.
    """
    found: list[Piece] = []
    i = 0
    while i < len(text):
        piece = piece_at(text, i, lexicons, phrase, moment)
        if piece is not None:
            found.append(piece)
        i = piece.last if piece is not None else i + 1
    return found


def piece_at(
    text: Sequence[Word], i: int, lexicons: Lexicons, phrase: str = "", moment: Moment = NO_MOMENT
) -> Piece | None:
    """Give the name that begins at a word: the longest, an actor before a nation before a people."""
    pieces = (
        _actor_at(text, i, lexicons),
        _nation_at(text, i, lexicons),
        _people_at(text, i, lexicons),
        _holder_at(text, i, lexicons, phrase, moment),
    )
    found = [piece for piece in pieces if piece is not None]
    best = max(found, key=lambda p: p.last, default=None)
    if best is not None and is_foreign(text, best.first, best.last, lexicons.kinds):
        return msgspec.structs.replace(best, foreign=True)
    return best


def _actor_at(text: Sequence[Word], i: int, lexicons: Lexicons) -> Piece | None:
    for length, aliases in lexicons.names.find(text, i):
        fitting = tuple(a for a in aliases if fits(a, text, i))
        if fitting:
            return Piece(i, i + length, aliases=fitting)
    return None


def _nation_at(text: Sequence[Word], i: int, lexicons: Lexicons) -> Piece | None:
    for length, nations in lexicons.nations.forms.find(text, i):
        nation = next((n for n in nations if fits_nation(n, text, i)), None)
        if nation is not None:
            return Piece(i, i + length, nation=nation)
    return None


def _people_at(text: Sequence[Word], i: int, lexicons: Lexicons) -> Piece | None:
    found = lexicons.nations.peoples.find(text, i)
    return Piece(i, i + found[0][0], people=True) if found and text[i].text[:1].isupper() else None


def _holder_at(text: Sequence[Word], i: int, lexicons: Lexicons, phrase: str, moment: Moment) -> Piece | None:
    if not phrase or (moment.year is None and not moment.tenures):
        return None
    holder = holder_at(text, phrase, i, lexicons.holders, lexicons.nations, moment)
    return Piece(i, holder.last, holder=holder.tenure) if holder is not None else None


def is_foreign(text: Sequence[Word], first: int, last: int, kinds: Kinds) -> bool:
    """Say whether a name is hyphened to a word that makes it somebody else's: "Iran-backed", "pro-Russian"."""
    behind = last < len(text) and text[last].hyphen_before and text[last].fold in kinds.grammar.joined
    before = first > 0 and text[first].hyphen_before and text[first - 1].fold in kinds.grammar.prefixes
    return behind or before


def certain(aliases: Sequence[Alias], entry: HeadEntry | None, known: frozenset[str]) -> Target | None:
    """Give the one actor that a name means, or None when it is not sure or there are several.

    An actor that the report is ``known`` to name comes first. With a head noun behind it a name means an actor
    that such a noun fits: "RSF fighters" are no reporters.
    """
    settled = {a.target.actor: a.target for a in aliases if a.target.actor in known}
    if len(settled) == 1:
        return next(iter(settled.values()))
    choice = [a for a in aliases if a.sure] if entry is None else list(aliases)
    if entry is not None and entry.klass in ("armed", "state", "aircraft"):
        choice = [a for a in choice if a.target.klass in ("armed", "state")]
    different = {a.target.actor: a.target for a in choice}
    return next(iter(different.values())) if len(different) == 1 else None
