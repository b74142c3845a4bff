"""Sentences as token windows with context, as the network was trained to read them.

A window holds whole sentences that it is asked about (its core) and, around them, the end of the sentence before and
the beginning of the one after: what tells a specific incident from a general one often stands there. Each sentence
that is asked about is in the core of exactly one window; one that is longer than a window is cut.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """A token: its number, the span of the word it belongs to, and whether it is that word's first token."""

    id: int
    start: int
    end: int
    first: bool


Tokenise = Callable[[str], list[Piece]]
"""Pieces of a sentence, with offsets of the sentence."""


def pieces(ids: Sequence[int], word_ids: Sequence[int | None], offsets: Sequence[tuple[int, int]]) -> list[Piece]:
    """The pieces of a sentence as a tokenizer gives them: each carries the span of its whole word."""
    words: dict[int | None, tuple[int, int]] = {}
    for word, (start, end) in zip(word_ids, offsets, strict=True):
        known = words.get(word, (start, end))
        words[word] = (min(known[0], start), max(known[1], end))
    out: list[Piece] = []
    last: int | None = None
    for number, word in zip(ids, word_ids, strict=True):
        out.append(Piece(number, *words[word], word != last))
        last = word
    return out


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """A window's longest length in tokens, how many of them at most are context on each side, and of how many
    sentences that context may be."""

    max_tokens: int = 256
    context_tokens: int = 40
    context_sentences: int = 1


class Marks(msgspec.Struct, frozen=True):
    """The network's special tokens."""

    begin: int
    end: int
    pad: int


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens for the network: ``ids`` with the marks at both ends; ``pieces[i]`` belongs to ``ids[i + 1]``.

    ``sentences[i]`` is the report's sentence that piece i is of; ``core`` says which pieces are asked about.
    """

    ids: tuple[int, ...]
    pieces: tuple[Piece, ...]
    sentences: tuple[int, ...]
    core: tuple[bool, ...]


def windows(
    reading: str,
    sentences: Sequence[tuple[int, int]],
    worth: Iterable[int],
    tokenise: Tokenise,
    marks: Marks,
    size: Size,
) -> list[Window]:
    """The windows of a report, in order, that ask about the sentences ``worth`` (ascending numbers)."""
    asked = list(worth)
    reach = range(-size.context_sentences, size.context_sentences + 1)
    near = {i + k for i in asked for k in reach if 0 <= i + k < len(sentences)}
    pieces = {i: [_moved(p, sentences[i][0]) for p in tokenise(reading[slice(*sentences[i])])] for i in near}
    room = size.max_tokens - 2 - 2 * size.context_tokens
    out = []
    for first, last, cut in _cores({i: len(pieces[i]) for i in asked}, room, asked):
        core = [(i, p) for i in range(first, last + 1) for p in pieces[i]]
        inside = core if cut is None else core[cut : cut + room]
        before, after = _around(pieces, (first, last), core, cut, room, size)
        every = [*before, *inside, *after]
        out.append(
            Window(
                ids=(marks.begin, *(p.id for _, p in every), marks.end),
                pieces=tuple(p for _, p in every),
                sentences=tuple(i for i, _ in every),
                core=(*(False for _ in before), *(True for _ in inside), *(False for _ in after)),
            )
        )
    return out


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(piece.id, piece.start + by, piece.end + by, piece.first)


def _cores(lengths: dict[int, int], room: int, worth: Iterable[int]) -> list[tuple[int, int, int | None]]:
    """(first sentence, last sentence, where a sentence too long for one window is cut) of each window."""
    out: list[tuple[int, int, int | None]] = []
    first, last, used = -1, -2, 0
    for i in worth:
        if lengths[i] == 0:
            continue
        if i != last + 1 or used + lengths[i] > room:
            if first >= 0:
                out.append((first, last, None))
            first, used = i, 0
        last, used = i, used + lengths[i]
        if used > room:
            out += [(i, i, cut) for cut in range(0, used, room)]
            first, last, used = -1, -2, 0
    if first >= 0:
        out.append((first, last, None))
    return out


Placed = tuple[int, Piece]


def _around(
    pieces: dict[int, list[Piece]], ends: tuple[int, int], core: list[Placed], cut: int | None, room: int, size: Size
) -> tuple[list[Placed], list[Placed]]:
    """What stands before and after a core: of the neighbouring sentences, or of the sentence that is cut."""
    most, reach = size.context_tokens, size.context_sentences
    if most == 0:
        return [], []
    first, last = ends
    before = [(i, p) for i in range(first - reach, first) for p in pieces.get(i, ())]
    after = [(i, p) for i in range(last + 1, last + 1 + reach) for p in pieces.get(i, ())]
    if cut is not None:
        before, after = [*before, *core[:cut]], [*core[cut + room :], *after]
    return before[-most:], after[:most]
