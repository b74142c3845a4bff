"""Counts: what the words say, and that vague words say no number."""

import pytest

from dateline.annotate.numbers import find_numbers, value

TABLE = [
    ("nine people", "nine", 9, 9),
    ("at least 12 people", "at least 12", 12, None),
    ("more than 1,200 people", "more than 1,200", 1200, None),
    ("up to 30 fighters", "up to 30", None, 30),
    ("between four and six men", "between four and six", 4, 6),
    ("20-25 rebels", "20-25", 20, 25),
    ("three to five men", "three to five", 3, 5),
    ("dozens of people", "dozens", None, None),
    ("several soldiers", "several", None, None),
    ("twenty-three people", "twenty-three", 23, 23),
    ("two hundred and fifty men", "two hundred and fifty", 250, 250),
    ("a dozen men", "a dozen", 12, 12),
    ("two dozen men", "two dozen", 24, 24),
    ("about 40 men", "about 40", 40, 40),
    ("no casualties", "no", 0, 0),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), TABLE)
def test_numbers(text: str, words: str, low: int | None, high: int | None) -> None:
    first = find_numbers(text, text)[0]
    assert (first.text, first.low, first.high) == (words, low, high)
    assert text[first.start : first.end] == first.text


@pytest.mark.parametrize("text", ["30% of voters", "the 2nd brigade", "a man", "version 3.2.1"])
def test_no_count(text: str) -> None:
    assert not [n for n in find_numbers(text, text) if n.low is not None and n.text in ("30", "2", "a")]


@pytest.mark.parametrize(
    ("words", "number"), [("1.5 million", 1_500_000), ("three thousand two hundred", 3200), ("the", None)]
)
def test_value(words: str, number: int | None) -> None:
    assert value(words) == number
