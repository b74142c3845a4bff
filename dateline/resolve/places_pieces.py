"""Cut names into the stretches of words that may be a place, and look them all up at once.

"Alexandria Police Department" has the piece "Alexandria"; "University of Texas" has "Texas"; "al-Omar oil field" is
one piece if the gazetteer has it, small letters and all; "Syrian" and "Americans" have none.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from dateline.model import AnnotatedReport, Name
from dateline.resolve.gazetteer import Candidate, Gazetteer
from dateline.resolve.gazetteer.fold import ARTICLES, word_set
from dateline.resolve.places_words import Words, words

_WORD = re.compile(r"(?:[A-Z][a-z]?\.){2,}[A-Z]?(?![^\W_])|[^\W\d_]+(?:['’ʼ`ʻʿ‘´][^\W\d_]+)*")
_SUFFIX = re.compile(r"['’]s$", re.IGNORECASE)
_JOINABLE = re.compile(r",? (?:and|&) ")
_TAIL = re.compile(
    r" (?:(?:oil|gas|air|military|army|naval|refugee|border|training|oil and gas|displaced persons|displacement) ?)?"
    r"(?:fields?|camps?|bases?|airbase|airport|airfield|crossing|dam|refinery|garrison|barracks|prison|port|village|island|depots?|junction"
    r"|bridge|peninsula|desert|mountains?|valley|river|district|city)\b"
)
"""Small words behind a name that may belong to it: "al-Omar oil field", "Balad air base"."""
MAX_PIECE = 6
"""Words of the longest place name looked up ("Democratic Republic of the Congo" has five)."""
_DOTTED = word_set(
    """
    Ala. Ariz. Ark. Calif. Cal. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Kans. Ky. La. Md. Mass. Mich. Minn. Miss.
    Mo. Mont. Neb. Nev. Okla. Ore. Pa. Penn. Tenn. Tex. Vt. Va. Wash. Wis. Wisc. Wyo. Alta. Man. Nfld. Ont. Que.
    Sask. Tas. Vic. Qld.
    """
)


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
    demonyms: tuple[str, ...]
    """The countries (alpha-3) of the adjectives and peoples named, one for each mention."""


def set_scene(annotated: AnnotatedReport, gazetteer: Gazetteer) -> Scene:
    """Give the report's names cut into pieces, each with its candidates (possibly none)."""
    lists = words()
    names = _joined(annotated, gazetteer)
    cut = tuple(tuple(_words_of(annotated.reading, name)) for name in names)
    banned = _organisations(annotated.reading, lists)
    asked = [
        [span for span in _spans(annotated.reading, parts) if not _is_banned(annotated.reading, span, lists, banned)]
        for parts in cut
    ]
    found = gazetteer.find_many({annotated.reading[s:e] for spans in asked for _, _, s, e in spans})
    pieces = []
    for i, (parts, spans) in enumerate(zip(cut, asked, strict=True)):
        mine = [_piece(annotated.reading, i, span, found) for span in spans]
        if (
            len(parts) > 1 and lists.demonym(parts[0].low) is not None
        ):  # "Syrian Democratic Council" is no unknown place
            mine = [piece for piece in mine if piece.candidates]
        pieces.append(tuple(_best(mine, parts, gazetteer, annotated.reading)))
    countries = [lists.demonym(annotated.reading[p[0].start : p[0].end]) for p in cut if p]
    return Scene(
        annotated=annotated, names=names, words=cut, pieces=tuple(pieces), demonyms=tuple(c for c in countries if c)
    )


def _joined(annotated: AnnotatedReport, gazetteer: Gazetteer) -> tuple[Name, ...]:
    """Join "A and B" where the gazetteer knows the whole as one name (Trinidad and Tobago)."""
    names, text = list(annotated.names), annotated.reading
    pairs = [
        (i, text[a.start : b.end])
        for i, (a, b) in enumerate(pairwise(names))
        if _JOINABLE.fullmatch(text, a.end, b.start)
    ]
    found = gazetteer.find_many(whole for _, whole in pairs)
    for i, whole in reversed(pairs):
        if any(c.exact for c in found[whole]) and i + 1 < len(names):
            start, end = names[i].start, names[i + 1].end
            names[i : i + 2] = [Name(start=start, end=end, text=annotated.report.text[start:end], label=names[i].label)]
    return tuple(names)


def _words_of(reading: str, name: Name) -> Iterator[NameWord]:
    for match in _WORD.finditer(reading, name.start, name.end):
        bare = _SUFFIX.sub("", match.group())
        yield NameWord(
            match.start(), match.start() + len(bare), bare.casefold().rstrip("."), bare[0].isupper() or "'" in bare[:2]
        )


def _organisations(reading: str, lists: Words) -> list[tuple[int, int]]:
    return sorted(m.span() for pattern in lists.organisations for m in pattern.finditer(reading))


def _is_banned(reading: str, span: tuple[int, int, int, int], lists: Words, banned: list[tuple[int, int]]) -> bool:
    """Whether a stretch is an adjective or a people, or stands inside the name of an organisation."""
    _, _, start, end = span
    at = bisect_right(banned, (start, len(reading)))
    return lists.demonym(reading[start:end]) is not None or (at > 0 and banned[at - 1][1] > start)


def _spans(reading: str, parts: tuple[NameWord, ...]) -> Iterator[tuple[int, int, int, int]]:
    """Give (first word, last word, start, end) of the stretches to look up: from the start, to the end, from the
    second word."""
    n = len(parts)
    for a in range(n):
        if a and parts[a - 1].low in ARTICLES and not parts[a - 1].capital:  # "Numan" of "Maarat al-Numan" is no name
            continue
        for b in range(min(n, a + MAX_PIECE) - 1, a - 1, -1):
            if (parts[a].capital or a == 0) and parts[b].capital and (a <= 1 or b == n - 1):
                yield a, b, parts[a].start, _end(reading, parts[b])
    tail = _TAIL.match(reading, parts[-1].end) if parts else None
    if tail and parts[-1].capital:
        for a in range(max(0, n - 4), n):
            yield a, n - 1, parts[a].start, tail.end()


def _end(reading: str, word: NameWord) -> int:
    """The end of a word, with the point of an abbreviation ("Va.", "St.")."""
    short = len(word.low) <= 5 and reading[word.end : word.end + 1] == "."
    return word.end + 1 if short and reading[word.start : word.end + 1] in _DOTTED else word.end


def _piece(reading: str, i: int, span: tuple[int, int, int, int], found: dict[str, list[Candidate]]) -> Piece:
    first, last, start, end = span
    text = reading[start:end]
    return Piece(
        name=i, first=first, last=last, start=start, end=end, key=text.casefold(), candidates=tuple(found.get(text, ()))
    )


def _best(pieces: list[Piece], parts: tuple[NameWord, ...], gazetteer: Gazetteer, reading: str) -> Iterator[Piece]:
    """Give the pieces worth judging: known ones that lie in no longer known one, short forms of states, and the whole
    name."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.start - p.end):
        if piece.first == piece.last and piece.end - piece.start <= 6 and (state := _state(gazetteer, reading, piece)):
            piece = msgspec.structs.replace(piece, candidates=(state,))
        whole = piece.last - piece.first == len(parts) - 1 and not _extends(reading, piece)
        known = any(c.exact for c in piece.candidates) or (whole and bool(piece.candidates))
        inside = any(k.start <= piece.start and piece.end <= k.end and any(c.exact for c in k.candidates) for k in kept)
        lows = [p.low for p in parts[piece.first : piece.last + 1]]
        if (known or whole) and not inside and not _hopeless(piece, lows, reading):
            kept.append(piece)
            yield piece


def _hopeless(piece: Piece, lows: list[str], reading: str) -> bool:
    """Whether a piece cannot be a place: an unknown plain word, an unknown name with a title in it, a code of two
    capitals."""
    if not piece.candidates:
        return any(w in words().titles for w in lows) or (len(lows) == 1 and lows[0] in words().common)
    text = reading[piece.start : piece.end]
    wide = any(c.kind in ("country", "region", "admin1") for c in piece.candidates)
    return len(text) == 2 and text.isupper() and not wide


def _extends(reading: str, piece: Piece) -> bool:
    """Whether a piece ends in small words that stand behind its name."""
    last = reading[piece.start : piece.end].rsplit(" ", 1)
    return len(last) == 2 and last[1][:1].islower() and "-" not in last[1]


def _state(gazetteer: Gazetteer, reading: str, piece: Piece) -> Candidate | None:
    """Give the state that a short form stands for; a postal code ("LA") is one only right behind a town ("Lafayette,
    LA")."""
    text = reading[piece.start : piece.end]
    if len(text) == 2 and not reading[: piece.start].endswith(", "):
        return None
    return gazetteer.abbreviation(text) or (gazetteer.abbreviation(text + ".") if "." in text else None)
