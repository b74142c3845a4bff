"""The word lists that time expressions are read with, from ``data/times.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Lexicon(NamedTuple):
    """The word lists of ``data/times.toml``, by lower-case word."""

    months: dict[str, int]
    month_abbreviations: dict[str, int]
    weekdays: dict[str, int]
    weekday_abbreviations: dict[str, int]
    weekday_names: dict[str, bool]
    seasons: dict[str, str]
    holidays: dict[str, str]
    dayparts: dict[str, str]
    units: dict[str, str]
    numbers: dict[str, int]
    tens: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    words: dict[str, str]
    zones: dict[str, str]
    sets: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """Give the word lists; they are read once and never change."""
    table: dict[str, Any] = tomllib.loads((files("dateline") / "data" / "times.toml").read_text(encoding="utf-8"))
    return Lexicon(**table)


def word_set(name: str) -> frozenset[str]:
    """Give one of the file's sets of words."""
    return frozenset(lexicon().sets[name].split())


WEAK_WORDS = word_set("weak_words")
"""Words that the lists hold and that tell no time by themselves."""


@cache
def telling() -> frozenset[str]:
    """Give the words that tell a time, or that a phrase which tells one must hold."""
    lex = lexicon()
    phrases = {
        part for phrase in (*lex.words, *lex.holidays) for part in phrase.replace("-", " ").replace("'", " ").split()
    }
    lists = (
        lex.months, lex.month_abbreviations, lex.weekdays, lex.weekday_abbreviations, lex.seasons, lex.dayparts,
        lex.units, lex.decades, lex.zones,
    )  # fmt: skip
    return frozenset(phrases.difference(WEAK_WORDS).union(*lists, word_set("telling")))
