"""Windows: every sentence that is asked about is in the core of exactly one, with what stands around it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.learned.windows import Marks, Piece, Size, windows

MARKS = Marks(begin=101, end=102, pad=0)


def cut(sentence: str) -> list[Piece]:
    return [Piece(len(m.group()), m.start(), m.end(), True) for m in re.finditer(r"\S+", sentence)]


def laid_out(lengths: list[int]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for length in lengths:
        sentence = " ".join(["word"] * length)
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + " "
    return text, spans


@given(
    st.lists(st.integers(0, 30), max_size=12),
    st.integers(16, 40),
    st.integers(0, 4),
    st.integers(1, 3),
    st.data(),
)
def test_each_word_asked_about_is_in_one_core(lengths: list[int], most: int, context: int, reach: int, more) -> None:  # type: ignore[no-untyped-def]
    text, spans = laid_out(lengths)
    worth = sorted(more.draw(st.sets(st.integers(0, len(lengths) - 1)))) if lengths else []
    size = Size(max_tokens=most, context_tokens=context, context_sentences=reach)
    made = windows(text, spans, worth, cut, MARKS, size)
    asked = [(p.start, p.end) for w in made for p, core in zip(w.pieces, w.core, strict=True) if core]
    wanted = [(spans[i][0] + p.start, spans[i][0] + p.end) for i in worth for p in cut(text[slice(*spans[i])])]
    assert sorted(asked) == wanted
    assert all(len(w.ids) <= most for w in made)


@pytest.mark.parametrize(
    ("reach", "before", "after"),
    [(1, ["b1", "b2"], ["d1", "d2"]), (2, ["b1", "b2"], ["d1", "d2"])],
)
def test_context_is_the_nearest(reach: int, before: list[str], after: list[str]) -> None:
    sentences = ["a1 a2", "b0 b1 b2", "core here", "d1 d2 d3", "e1"]
    text = " ".join(sentences)
    spans = [(text.index(s), text.index(s) + len(s)) for s in sentences]
    size = Size(max_tokens=30, context_tokens=2, context_sentences=reach)
    (window,) = windows(text, spans, [2], cut, MARKS, size)
    words = [text[p.start : p.end] for p in window.pieces]
    assert words == [*before, "core", "here", *after]
    assert list(window.core) == [False, False, True, True, False, False]
    assert (window.ids[0], window.ids[-1]) == (MARKS.begin, MARKS.end)
