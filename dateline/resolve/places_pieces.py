"""Cut names into the stretches of words that may be a place, and look them all up at once.

"Alexandria Police Department" has the piece "Alexandria"; "University of Texas" has "Texas"; "Deir ez-Zor" is one piece.
"""

import re
from collections.abc import Iterator

import msgspec

from dateline.model import AnnotatedReport, Name
from dateline.resolve.gazetteer import Candidate, Gazetteer
from dateline.resolve.places_words import Words, words

_WORD = re.compile(r"(?:[A-Z][a-z]?\.){2,}[A-Z]?(?![^\W_])|[^\W\d_]+(?:['’ʼ`ʻʿ‘´][^\W\d_]+)*")
_SUFFIX = re.compile(r"['’]s$", re.IGNORECASE)
_JOINABLE = re.compile(r",? (?:and|&) ")
MAX_PIECE = 6
"""Words of the longest place name looked up ("Democratic Republic of the Congo" has five)."""


class NameWord(msgspec.Struct, frozen=True):
    """A word of a name: its offsets, lower case, and whether it is written with a capital."""

    start: int
    end: int
    low: str
    capital: bool


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a name that may be a place: words ``first`` to ``last`` of name ``name``, and what it may mean."""

    name: int
    first: int
    last: int
    start: int
    end: int
    key: str
    candidates: tuple[Candidate, ...]


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """A report's names with their words and pieces."""

    annotated: AnnotatedReport
    names: tuple[Name, ...]
    words: tuple[tuple[NameWord, ...], ...]
    pieces: tuple[tuple[Piece, ...], ...]
    """By name: the pieces, the longest first."""


def set_scene(annotated: AnnotatedReport, gazetteer: Gazetteer) -> Scene:
    """Give the report's names cut into pieces, each with its candidates (possibly none)."""
    names = _joined(annotated, gazetteer)
    cut = tuple(tuple(_words_of(annotated.reading, name)) for name in names)
    spans = [list(_spans(parts, words())) for parts in cut]
    asked = {_quote(annotated, parts, a, b) for parts, some in zip(cut, spans, strict=True) for a, b in some}
    found = gazetteer.find_many(asked)
    pieces = []
    for i, (parts, some) in enumerate(zip(cut, spans, strict=True)):
        mine = [_piece(annotated, i, parts, a, b, found) for a, b in some]
        pieces.append(tuple(_best(mine, len(parts), gazetteer, annotated)))
    return Scene(annotated=annotated, names=names, words=cut, pieces=tuple(pieces))


def _joined(annotated: AnnotatedReport, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Join "A and B" where the gazetteer knows the whole as one name (Trinidad and Tobago)."""
    names, text = list(annotated.names), annotated.reading
    pairs = [
        (i, text[a.start : b.end])
        for i, (a, b) in enumerate(zip(names, names[1:], strict=False))
        if _JOINABLE.fullmatch(text, a.end, b.start)
    ]
    if not pairs:
        return tuple(names)
    found = gazetteer.find_many(whole for _, whole in pairs)
    for i, whole in reversed(pairs):
        if any(c.exact for c in found[whole]) and i + 1 < len(names):
            start, end = names[i].start, names[i + 1].end
            names[i : i + 2] = [Name(start=start, end=end, text=annotated.report.text[start:end], label=names[i].label)]
    return tuple(names)


def _words_of(reading: str, name: Name) -> Iterator[NameWord]:
    for match in _WORD.finditer(reading, name.start, name.end):
        bare = _SUFFIX.sub("", match.group())
        yield NameWord(match.start(), match.start() + len(bare), bare.casefold().rstrip("."), bare[0].isupper() or "'" in bare[:2])


def _spans(parts: tuple[NameWord, ...], lists: Words) -> Iterator[tuple[int, int]]:
    """Give (first, last) of the stretches to look up: from the start, to the end, and whole parts after "of"."""
    n = len(parts)
    seen = set()
    starts = [0, *(i for i in range(1, n) if parts[i].capital)]
    for a in starts:
        for b in range(min(n, a + MAX_PIECE) - 1, a - 1, -1):
            if parts[b].capital and (a == 0 or b == n - 1 or a == 1) and (a, b) not in seen:
                seen.add((a, b))
                yield a, b


def _quote(annotated: AnnotatedReport, parts: tuple[NameWord, ...], a: int, b: int) -> str:
    return annotated.reading[parts[a].start : _end(annotated.reading, parts[b])]


def _end(reading: str, word: NameWord) -> int:
    """The end of a word, with the point of an abbreviation ("Va.", "St.")."""
    short = len(word.low) <= 4 and reading[word.end : word.end + 1] == "."
    return word.end + 1 if short and reading[word.start : word.end + 1] in _DOTTED else word.end


_DOTTED = frozenset(
    "Ala. Ariz. Ark. Calif. Cal. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Kans. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. Neb."
    " Nev. Okla. Ore. Pa. Penn. Tenn. Tex. Vt. Va. Wash. Wis. Wisc. Wyo. Alta. Man. Nfld. Ont. Que. Sask. Tas. Vic. Qld.".split()
)


def _piece(
    annotated: AnnotatedReport, i: int, parts: tuple[NameWord, ...], a: int, b: int, found: dict[str, list[Candidate]]
) -> Piece:
    text = _quote(annotated, parts, a, b)
    return Piece(
        name=i, first=a, last=b, start=parts[a].start, end=parts[a].start + len(text), key=text.casefold(),
        candidates=tuple(found.get(text, ())),
    )  # fmt: skip


def _best(pieces: list[Piece], n: int, gazetteer: Gazetteer, annotated: AnnotatedReport) -> Iterator[Piece]:
    """Give the pieces worth judging: known ones that lie in no longer known one, short forms of states, and the whole name."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.first - p.last):
        text = annotated.reading[piece.start : piece.end]
        if piece.first == piece.last and len(text) <= 6 and (state := _state(gazetteer, annotated.reading, piece)):
            piece = msgspec.structs.replace(piece, candidates=(state,))
        whole = piece.last - piece.first == n - 1
        known = any(c.exact for c in piece.candidates) or (whole and bool(piece.candidates))
        inside = any(k.first <= piece.first and piece.last <= k.last and any(c.exact for c in k.candidates) for k in kept)
        if (known or whole) and not inside:
            kept.append(piece)
            yield piece


def _state(gazetteer: Gazetteer, reading: str, piece: Piece) -> Candidate | None:
    """Give the state that a short form stands for; a postal code ("LA") is one only right behind a town ("Lafayette, LA")."""
    text = reading[piece.start : piece.end]
    if len(text) == 2 and not reading[: piece.start].endswith(", "):
        return None
    return gazetteer.abbreviation(text) or (gazetteer.abbreviation(text + ".") if "." in text else None)
