"""Weigh whether a piece of a name is a place: small named judgements, each with a weight.

``evidence`` lists the judgements that hold for a piece; their weights (``data/places/weights.toml``) add up to the
log-odds that it is a place. ``docs/how/places.md`` says how the weights were found.
"""

import math
import re
from collections.abc import Iterator

import msgspec

from dateline.resolve.gazetteer import Candidate
from dateline.resolve.places_pieces import NameWord, Piece, Scene
from dateline.resolve.places_words import Words, words

_LEFT = re.compile(r"([^\W\d_]+)(?:[-\s]+|,\s)?([\"“‘'(]?)$")
_RIGHT = re.compile(
    r"^['’]?s?[\"”’')]?(,?\s|-|\s?--\s?|)\s*"
    r"(?:(?:military|refugee|army|air|naval|oil|gas|training|border) )?([^\W\d_]*)"
)
_KIND_OF = re.compile(r"([^\W\d_]+) of $")
_AGE = re.compile(r"^, (?:\d{1,2}\b|aged? \d)")
_DATELINE = re.compile(r"^(?:,? [^.\n]{0,40})?(?: \([^)\n]{2,40}\))? ?(?:--|—|–| - )")
_BASED = re.compile(r"^[-‑ ]based\b")
_NUMBERED = re.compile(r"\d[\d-]*(?:st|nd|rd|th)?(?: block of)? $")


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What the report as a whole says, before any piece is judged."""

    persons: frozenset[str]
    """Lower-case surnames of the persons named in full."""
    parsed: tuple[bool, ...]
    """By name: whether its sentence was parsed, so that a missing label means something."""


def survey(scene: Scene) -> Surroundings:
    """Give the report's persons and which names stand in parsed sentences."""
    lists = words()
    single = {parts[0].low for parts in scene.words if len(parts) == 1}
    persons = {w for i, parts in enumerate(scene.words) for w in _surname(scene, i, parts, single, lists)}
    spans = [(s.start, s.end) for s in scene.annotated.sentences if s.tokens]
    parsed = tuple(any(a <= n.start < b for a, b in spans) for n in scene.names)
    return Surroundings(persons=frozenset(persons), parsed=parsed)


def _surname(scene: Scene, i: int, parts: tuple[NameWord, ...], single: set[str], lists: Words) -> Iterator[str]:
    """The last word of a name that is a person's: a title or a given name in front, an age behind, or the surname
    alone later."""
    last = parts[-1].low
    if len(parts) < 2 or last in lists.local_bodies or last in lists.other_bodies or last in lists.natural:
        return
    titled = parts[0].low in lists.titles or _left_word(scene, scene.names[i].start) in lists.titles
    named = parts[0].low in lists.given and all(p.capital for p in parts) and len(parts) <= 4
    aged = _AGE.match(scene.annotated.reading, scene.names[i].end) is not None
    whole_known = any(
        c.exact for p in scene.pieces[i] if p.first == 0 and p.last == len(parts) - 1 for c in p.candidates
    )
    first = parts[0].low
    again = (
        last in single
        and not whole_known
        and first not in lists.common
        and first not in lists.directions
        and len(parts) <= 3
    )
    if titled or aged or again or (named and not whole_known) or (scene.names[i].label == "PERSON" and not whole_known):
        yield last


def _left_word(scene: Scene, start: int) -> str:
    match = _LEFT.search(scene.annotated.reading, max(0, start - 30), start)
    return match.group(1).casefold() if match else ""


def evidence(scene: Scene, around: Surroundings, piece: Piece) -> Iterator[tuple[str, float]]:
    """Give the judgements that hold for a piece, by name, each with its strength (1 unless it is a quantity)."""
    lists = words()
    parts = scene.words[piece.name]
    yield "always", 1.0
    yield from _of_candidates(piece)
    yield from _of_words(parts, piece, lists, around)
    yield from _of_name(parts, piece, lists)
    yield from _of_context(scene, parts, piece, lists)
    label = scene.names[piece.name].label
    yield f"label {label or 'none'}" if around.parsed[piece.name] else "label unparsed", 1.0


def _of_candidates(piece: Piece) -> Iterator[tuple[str, float]]:
    if not piece.candidates:
        yield "unknown", 1.0
        return
    exact = [c for c in piece.candidates if c.exact]
    if not exact:
        yield "levelled spelling", 1.0
    best = exact or list(piece.candidates)
    yield f"kind {_sort(best)}", 1.0
    people = max((c.population for c in best if c.precision == "town"), default=0)
    yield "people", math.log10(people + 1) / 6 if people else 0.0
    if len({c.kind for c in best}) > 1:
        yield "several kinds", 1.0
    yield "bearers", math.log10(len(best))
    if min(c.rank for c in best) > 0:
        yield "by-name", 1.0


def _sort(best: list[Candidate]) -> str:
    kinds = {c.precision for c in best}
    for kind in ("country", "admin1", "region", "sea", "site", "town", "district"):
        if kind in kinds:
            return kind
    return "other"


def _of_words(
    parts: tuple[NameWord, ...], piece: Piece, lists: Words, around: Surroundings
) -> Iterator[tuple[str, float]]:
    first, last = parts[piece.first].low, parts[piece.last].low
    one = piece.first == piece.last
    whole = piece.first == 0 and piece.last == len(parts) - 1
    if one:
        yield "one word", 1.0
        for name, holds in (
            ("given name", first in lists.given),
            ("surname", first in lists.surnames),
            ("common word", first in lists.common),
        ):
            if holds:
                yield name, 1.0
        if first in around.persons:
            yield "person's surname", 1.0
        if parts[piece.first].end - parts[piece.first].start <= 3:
            yield "short", 1.0
    elif first in lists.given and (last in lists.surnames or piece.last - piece.first == 1):
        yield "like a person", 1.0
    if not one and all(p.low in lists.common for p in parts[piece.first : piece.last + 1]):
        yield "common words", 1.0
    if whole:
        for name, holds in (
            ("body", last in lists.local_bodies),
            ("other body", last in lists.other_bodies),
            ("street", last in lists.streets),
            ("natural", last in lists.natural or first in lists.natural),
            ("titled", first in lists.titles and not one),
            ("facility", last in lists.facilities),
            ("county", last in ("county", "parish", "province", "governorate", "township", "district")),
        ):
            if holds and not one:
                yield f"ends as {name}", 1.0


def _of_name(parts: tuple[NameWord, ...], piece: Piece, lists: Words) -> Iterator[tuple[str, float]]:
    """What the rest of the name says."""
    before = [p.low for p in parts[: piece.first] if p.capital]
    after = [p.low for p in parts[piece.last + 1 :] if p.capital]
    if not before and not after:
        yield "whole name", 1.0
        return
    if before:
        of = not parts[piece.first - 1].capital
        sort = (
            "direction"
            if before[-1] in lists.directions and not of
            else "title"
            if before[-1] in lists.titles and not of
            else ""
        )
        if not sort:
            bodies = {*before} & lists.other_bodies
            sort = (
                "given"
                if before[-1] in lists.given and not of
                else "body of"
                if of and bodies
                else "of"
                if of
                else "other"
            )
        yield f"before: {sort}", 1.0
    if after:
        sort = _behind(after, parts[piece.first].low, not parts[piece.last + 1].capital, lists)
        yield f"after: {sort}", 1.0
        if after[0] in lists.local_bodies:
            yield "after: begins local", 1.0


def _behind(after: list[str], first: str, of: bool, lists: Words) -> str:
    """What sort of words follow a piece in its name, by the last of them; ``of`` when a small word comes first."""
    tail = after[-1]
    sorts = (
        ("facility", tail in lists.facilities),
        ("street", tail in lists.streets),
        ("of", of),
        ("local body", tail in lists.local_bodies),
        ("other body", tail in lists.other_bodies),
        ("natural", tail in lists.natural),
        ("surname", len(after) == 1 and (tail in lists.surnames or first in lists.given)),
    )
    return next((sort for sort, holds in sorts if holds), "other")


def _of_context(scene: Scene, parts: tuple[NameWord, ...], piece: Piece, lists: Words) -> Iterator[tuple[str, float]]:
    """What the words before and behind the name say."""
    reading = scene.annotated.reading
    if piece.first == 0:
        yield from _left(reading, piece, lists)
    if piece.last == len(parts) - 1:
        yield from _right(scene, piece, lists)
    if _begins_sentence(scene, piece.start):
        yield "begins sentence", 1.0


def _left(reading: str, piece: Piece, lists: Words) -> Iterator[tuple[str, float]]:
    match = _LEFT.search(reading, max(0, piece.start - 30), piece.start)
    low = match.group(1).casefold() if match else ""
    if match and match.group(2) in ('"', "“"):
        yield "quoted", 1.0
    if low == "the":
        yield "behind the", 1.0
    elif low == "of":
        kind = _KIND_OF.search(reading, max(0, piece.start - 30), piece.start)
        yield "behind a kind" if kind and kind.group(1).casefold() in lists.place_nouns else "behind of", 1.0
    elif low in lists.titles:
        yield "behind a title", 1.0
    elif low in lists.strong_prepositions:
        yield "behind in", 1.0
    elif low in lists.place_prepositions:
        yield "behind a preposition", 1.0
    elif low in lists.place_nouns:
        yield "behind a place noun", 1.0
    if _NUMBERED.search(reading, max(0, piece.start - 20), piece.start):
        yield "numbered", 1.0
    if reading[max(0, piece.start - 2) : piece.start] == ", ":
        yield "behind a comma", 1.0


def _right(scene: Scene, piece: Piece, lists: Words) -> Iterator[tuple[str, float]]:
    reading, end = scene.annotated.reading, piece.end
    if _BASED.match(reading[end : end + 10]):
        yield "based", 1.0
    if _AGE.match(reading[end : end + 12]):
        yield "aged", 1.0
    if (piece.start == 0 or reading[piece.start - 1] == "\n") and _DATELINE.match(reading[end : end + 60]):
        yield "dateline", 1.0
    if reading[end : end + 2] in ("'s", "’s"):
        yield "possessive", 1.0
    match = _RIGHT.match(reading[end : end + 40])
    word = match.group(2) if match else ""
    if match and match.group(1).startswith(","):
        if container(scene, piece) is not None:
            yield "before its container", 1.0
    elif word in lists.person_verbs:
        yield "before said", 1.0
    elif word in lists.kind_after:
        yield "before a kind", 1.0
    elif word and word.islower() and word not in lists.common:
        yield "before an odd word", 1.0


def container(scene: Scene, piece: Piece) -> Piece | None:
    """Give the piece that this one is said to lie in: "X, Y" or "X (Y)" where a province or country Y has a candidate
    X in it."""
    if piece.name + 1 >= len(scene.names) or piece.last != len(scene.words[piece.name]) - 1:
        return None
    between = scene.annotated.reading[piece.end : scene.names[piece.name + 1].start]
    if between not in (
        ", ",
        " (",
        ", in ",
        " in ",
        ",",
        "., ",
        ", northern ",
        ", southern ",
        ", eastern ",
        ", western ",
        ", central ",
    ):
        return None
    for other in scene.pieces[piece.name + 1]:
        if other.first == 0 and contains(other.candidates, piece.candidates):
            return other
    return None


_ASKS = {
    "city": "town",
    "town": "town",
    "village": "town",
    "capital": "town",
    "suburb": "town",
    "province": "admin1",
    "governorate": "admin1",
    "state": "admin1",
    "oblast": "admin1",
    "region": "admin1",
    "prefecture": "admin1",
    "county": "district",
    "district": "district",
}


def kinds_asked(scene: Scene, piece: Piece) -> Iterator[str]:
    """Give the precision that the next word ("Homs province") or the words before ("the city of Homs") ask for."""
    reading = scene.annotated.reading
    after = _RIGHT.match(reading[piece.end : piece.end + 40])
    if after and after.group(1) == " " and after.group(2) in _ASKS:
        yield _ASKS[after.group(2)]
    before = re.search(r"([^\W\d_]+) (?:of )?$", reading[max(0, piece.start - 20) : piece.start])
    if (
        before
        and before.group(1).casefold() in _ASKS
        and reading[: piece.start].endswith(("of ", "city ", "town ", "village "))
    ):
        yield _ASKS[before.group(1).casefold()]


def contains(outer: tuple[Candidate, ...], inner: tuple[Candidate, ...]) -> bool:
    """Whether some place of ``inner`` lies in some country or province of ``outer``."""
    return any(lies_in(i, o) for o in outer if o.exact for i in inner)


def lies_in(inner: Candidate, outer: Candidate) -> bool:
    """Whether a place lies in a country, a first-order division or a US state, by their names."""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind == "admin1":
        return inner.country == outer.country and inner.admin1 == outer.name and inner.kind != "admin1"
    return False


def _begins_sentence(scene: Scene, start: int) -> bool:
    return any(s.start <= start <= s.start + 1 for s in scene.annotated.sentences)
