"""Find the capitalised names of a text: places, persons, groups and things alike, as words.

Which of them is a place or an actor is not said here (the resolvers do, with the gazetteer and the registry): a name
too many costs a look-up, a name too few is lost for good. Titles stay in front of their name; the possessive is cut.
"""

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from dateline.annotate.names_words import (
    ABBREVIATED,
    ARTICLES,
    CALENDAR,
    FEATURE_WORDS,
    NEVER_NAMES,
    OPENERS,
    PARTICLES,
    common_words,
)
from dateline.model import Name, Sentence

APOSTROPHES = "'’ʼ`ʻʿ‘´"
WORD = re.compile(rf"(?:[A-Z][a-z]?\.){{2,}}[A-Z]?(?![^\W_])|[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*")
CONTRACTED = re.compile(rf"(?:[{APOSTROPHES}](?:m|ll|ve|d|re)|n[{APOSTROPHES}]t)$", re.IGNORECASE)
"""I'm, they've, don't: words that begin a sentence with a capital, and no names."""
POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
LINK = re.compile(r"[^\S\n]{1,2}|[^\S\n]?\n[^\S\n]{0,2}(?!\n)|[-‑–]")
"""What may stand between two words of one name: a space, a line's end, a hyphen."""
MAX_WORDS = 9
HEADLINE_SHARE = 0.85
"""A sentence is set like a headline when more than this share of its words of three letters or more, but for the
first and for small words like "the", is capitalised: a headline has all of them, while prose keeps its verbs in small
letters."""
HEADLINE_WORDS = 4


class Word(NamedTuple):
    """A word of the text: its offsets without possessive, and what it is written like."""

    start: int
    end: int
    low: str
    capital: bool
    first: bool
    """It begins a sentence."""


def find_names(reading: str, text: str, sentences: tuple[Sentence, ...]) -> tuple[Name, ...]:
    """Give every capitalised name in the order of the text, with the parser's label where its sentence was parsed.

    ``reading`` is matched, ``text`` (of the same length) is quoted. Works without any parse: ``label`` is then "".
    """
    found: list[Name] = []
    inside = _capitals_inside(reading, sentences)
    for sentence in sentences or (Sentence(start=0, end=len(reading)),):
        words = _words(reading, sentence)
        for run in _runs(words, reading, _is_headline(words)):
            kept = _trim(run, inside)
            if kept:
                start, end = kept[0].start, kept[-1].end
                found.append(Name(start=start, end=end, text=text[start:end], label=_label(sentence, start, end)))
    return tuple(found)


def _words(reading: str, sentence: Sentence) -> list[Word]:
    words: list[Word] = []
    for match in WORD.finditer(reading, sentence.start, sentence.end):
        bare = POSSESSIVE.sub("", match.group())
        inner = len(bare) > 2 and bare[1] in APOSTROPHES and bare[2].isupper()  # d'Ivoire, l'Aquila
        capital = (bare[0].isupper() or inner) and not CONTRACTED.search(bare)
        words.append(Word(match.start(), match.start() + len(bare), bare.casefold(), capital, not words))
    return words


def _capitals_inside(reading: str, sentences: tuple[Sentence, ...]) -> Counter[str]:
    """Count the words written with a capital inside a sentence that is no headline: such a word is a name wherever it
    stands."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        words = _words(reading, sentence)
        if not _is_headline(words):
            counts.update(w.low for w in words if w.capital and not w.first)
    return counts


def _is_headline(words: list[Word]) -> bool:
    long = [w for w in words[1:] if len(w.low) > 2 and w.low not in OPENERS and w.low not in PARTICLES]
    return len(long) >= HEADLINE_WORDS and sum(w.capital for w in long) > HEADLINE_SHARE * len(long)


def _runs(words: list[Word], reading: str, headline: bool) -> list[list[Word]]:
    """Give the runs of words that hang together as one name, particles inside them included."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    waiting: list[Word] = []  # small words that belong to the name only if a capital follows
    for word, after in [*pairwise(words), *([(words[-1], None)] if words else [])]:
        joined = bool(run) and _linked((waiting or run)[-1], word, reading)
        if _starts(word, after, reading, headline):
            if joined and len(run) < MAX_WORDS:
                run += [*waiting, word]
            else:
                runs.append(run)
                run = [word]
            waiting = []
        elif joined and word.low in PARTICLES and len(waiting) < 2 and not word.capital:
            waiting.append(word)
        else:
            runs.append(run)
            run, waiting = [], []
    runs.append(run)
    return [r for r in runs if r]


def _starts(word: Word, after: Word | None, reading: str, headline: bool) -> bool:
    """Whether a word may be part of a name by its own look."""
    if not word.capital:
        return (
            word.low in ARTICLES
            and after is not None
            and after.capital
            and reading[word.end : after.start] in ("-", "‑")
        )
    if word.low in CALENDAR:
        return False
    return not headline or word.low not in common_words() or word.low in FEATURE_WORDS


def _linked(before: Word, word: Word, reading: str) -> bool:
    between = reading[before.end : word.start]
    if LINK.fullmatch(between):
        return True
    dotted = between[:1] == "." and LINK.fullmatch(between[1:]) is not None
    return dotted and (before.low in ABBREVIATED or len(before.low) == 1) and before.capital


def _trim(run: list[Word], inside: Counter[str]) -> list[Word]:
    """Cut words that stand in front of a name only because a sentence begins there; give [] when nothing is left."""
    while run and (run[0].low in NEVER_NAMES or (run[0].first and run[0].low in OPENERS)):
        run = run[1:]
        while run and not run[0].capital and run[0].low not in ARTICLES:
            run = run[1:]
    if len(run) == 1 and run[0].first and run[0].low in common_words() and not inside[run[0].low]:
        return []
    return [] if len(run) == 1 and run[0].end - run[0].start < 2 else run


def _label(sentence: Sentence, start: int, end: int) -> str:
    """Give the entity label that most of the name's words have, "" when none has one."""
    first = max(0, bisect_right([t.end for t in sentence.tokens], start))
    labels: Counter[str] = Counter()
    for token in sentence.tokens[first:]:
        if token.start >= end:
            break
        labels[token.entity] += token.end - token.start
    return max(labels, key=lambda label: (labels[label], label)) if labels else ""
