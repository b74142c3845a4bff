"""A document's sentences as token windows with context.

A window holds whole sentences that it is asked about (its core) and, around them, the end of what stands before
and the beginning of what comes after: what tells a specific incident from a general one often stands there, and
many a filler of its roles. Each sentence is in the core of exactly one window; one that is longer than a window is
cut.
"""

from collections.abc import Iterable, Sequence

import msgspec

from dateline.coding.learned.windows import Marks, Piece, Tokenise
from training.harness.config import Window as Size
from training.harness.documents import Document


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens for the model: ``ids`` with the marks at both ends; ``pieces[i]`` belongs to ``ids[i + 1]``.

    ``sentences[i]`` is the document's sentence that piece i is of; ``core`` says which pieces are asked about.
    """

    document: int
    ids: tuple[int, ...]
    pieces: tuple[Piece, ...]
    sentences: tuple[int, ...]
    core: tuple[bool, ...]


def windows(
    document: Document,
    number: int,
    tokenise: Tokenise,
    marks: Marks,
    size: Size,
    worth: Sequence[int] | None = None,
    shorter: float = 0.0,
) -> list[Window]:
    """The windows of a document, in order; with ``worth``, only those sentences (by their numbers) are asked about.
    ``shorter`` is the share by which the first window's core is shorter than it might be: another packing."""
    pieces = [[_moved(p, start) for p in tokenise(document.reading[start:end])] for start, end in document.sentences]
    room = size.max_tokens - 2 - 2 * size.context_tokens
    out = []
    asked = range(len(pieces)) if worth is None else worth
    for first, last, cut in _cores([len(p) for p in pieces], room, asked, round(shorter * room)):
        core = [(i, p) for i in range(first, last + 1) for p in pieces[i]]
        inside = core if cut is None else core[cut : cut + room]
        before, after = _around(pieces, (first, last), core, cut, room, size)
        every = [*before, *inside, *after]
        out.append(
            Window(
                document=number,
                ids=(marks.begin, *(p.id for _, p in every), marks.end),
                pieces=tuple(p for _, p in every),
                sentences=tuple(i for i, _ in every),
                core=(*(False for _ in before), *(True for _ in inside), *(False for _ in after)),
            )
        )
    return out


def _moved(piece: Piece, by: int) -> Piece:
    return Piece(piece.id, piece.start + by, piece.end + by, piece.first)


def _cores(lengths: list[int], room: int, worth: Iterable[int], taken: int = 0) -> list[tuple[int, int, int | None]]:
    """(first sentence, last sentence, where a sentence too long for one window is cut) of each window; the first has
    ``taken`` pieces less room."""
    out: list[tuple[int, int, int | None]] = []
    first, last, used = -1, -2, 0
    space = room - taken
    for i in worth:
        if lengths[i] == 0:
            continue
        if i != last + 1 or used + lengths[i] > space:
            if first >= 0:
                out.append((first, last, None))
                space = room
            first, used = i, 0
        last, used = i, used + lengths[i]
        if used > room:
            out += [(i, i, cut) for cut in range(0, used, room)]
            first, last, used, space = -1, -2, 0, room
    if first >= 0:
        out.append((first, last, None))
    return out


def _around(
    pieces: list[list[Piece]],
    ends: tuple[int, int],
    core: list[tuple[int, Piece]],
    cut: int | None,
    room: int,
    size: Size,
) -> tuple[list[tuple[int, Piece]], list[tuple[int, Piece]]]:
    most, reach = size.context_tokens, size.context_sentences
    if most == 0:
        return [], []
    first, last = ends
    before = [(i, p) for i in range(max(0, first - reach), first) for p in pieces[i]]
    after = [(i, p) for i in range(last + 1, min(len(pieces), last + 1 + reach)) for p in pieces[i]]
    if cut is not None:
        before, after = [*before, *core[:cut]], [*core[cut + room :], *after]
    return before[-most:], after[:most]


__all__ = ["Marks", "Piece", "Tokenise", "Window", "windows"]
