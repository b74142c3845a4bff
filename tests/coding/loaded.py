"""What the tests of coding share: one coder a session, sentences parsed once, and small questions about them.

A row of a table that fails today stands in the table as it should be, and in a list beside it with why (:func:`known`):
a strict expected failure, so that it must be taken out of the list the day the engine reads it right.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import cues, weapons
from dateline.coding.parts.phrases import find_weapons
from dateline.coding.parts.sources import find_source
from dateline.coding.parts.tolls import Toll, find_tolls
from dateline.coding.parts.triggers import Reading, Triggers
from dateline.model import AnnotatedReport, Attribution, Claim, Count, Report, Weapon
from dateline.ontology.load import Ontology, load
from dateline.pipeline import Coder
from dateline.settings import Settings

PUBLISHED = "2024-06-12"
"""A Wednesday: the day on which every sentence of these tests is taken to be published."""


def known(rows: Sequence[Any], failing: Mapping[str, str], text: Callable[[Any], str] | None = None) -> list[Any]:
    """Give the rows of a table, with those that fail today as strict expected failures.

    ``failing`` is the beginning of a row's text (its first value, unless ``text`` gives it) and why it fails; each must
    begin some row.
    """

    def begin(row: Any) -> str:
        return text(row) if text else row if isinstance(row, str) else str(row[0])

    gone = [start for start in failing if not any(begin(row).startswith(start) for row in rows)]
    assert not gone, f"no row begins so: {gone}"
    found = []
    for row in rows:
        why = next((why for start, why in failing.items() if begin(row).startswith(start)), None)
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        found.append(pytest.param(*([row] if isinstance(row, str) else row), marks=marks, id=begin(row)[:70]))
    return found


@cache
def coder() -> Coder:
    """Give the whole coder with the default settings; the gazetteer's index is built once in the cache."""
    return Coder.build(Settings(engine="rules"))


@cache
def ontology() -> Ontology:
    """Give the shipped event types."""
    return load()


@cache
def triggers() -> Triggers:
    """Give the index of the shipped types' triggers."""
    return Triggers(ontology())


@cache
def annotated(text: str) -> AnnotatedReport:
    """Give a text with every sentence parsed."""
    return coder().annotator.annotate(Report(id="t", text=text, published=PUBLISHED))


@cache
def code(text: str, published: str | None = PUBLISHED) -> tuple[Claim, ...]:
    """Give the claims of a text through the whole pipeline; a text that is refused or breaks a stage fails the test."""
    coded = coder().code(Report(id="t", text=text, published=published))
    assert [i.message for i in coded.issues] == []
    return coded.claims


def grammar(text: str) -> Grammar:
    """Give the grammar of a text's first sentence."""
    return Grammar(annotated(text).sentences[0])


def head(of: Grammar, word: str) -> int:
    """Give the index of a word of a sentence; "fire#2" is the second "fire"."""
    name, _, nth = word.partition("#")
    return [i for i, t in enumerate(of.tokens) if t.text == name][int(nth or 1) - 1]


def way(of: Grammar, word: str) -> Reading:
    """Give the longest way to read the trigger that a word of a sentence is part of."""
    at = head(of, word)
    found = [f for f in triggers().find(of) if at in f.readings[0].tokens]
    assert found, f"{word!r} is no trigger; there are {[of.tokens[f.index].text for f in triggers().find(of)]}"
    return found[0].readings[0]


def tolls(text: str) -> list[Toll]:
    """Give what a text's first sentence counts."""
    report = annotated(text)
    times = [(t.start, t.end) for t in report.times]
    return find_tolls(grammar(text), report.numbers, times, report.reading, text)


def arms(text: str) -> list[Weapon]:
    """Give the weapons of a text's first sentence."""
    report = annotated(text)
    return [w for _, w in find_weapons(grammar(text), weapons(), report.numbers, report.reading, text)]


def source(text: str, word: str) -> Attribution | None:
    """Give whom the report says the act of a word from."""
    of = grammar(text)
    return find_source(of, head(of, word), cues(), annotated(text).reading, text)


def told(claims: tuple[Claim, ...], word: str) -> Claim:
    """Give the one claim that a trigger word tells, whatever else it is told by."""
    fitting = [c for c in claims if any(word in m.trigger for m in c.mentions)]
    have = [[m.trigger for m in c.mentions] for c in claims]
    assert len(fitting) == 1, f"{len(fitting)} claims are told by {word!r}; there are {have}"
    return fitting[0]


def shown(count: Count | None) -> str | None:
    """Give a count in short: "9", "9+" (at least), "4-6", "?" (words without a number), None (not given)."""
    if count is None:
        return None
    if count.low is None:
        return "?"
    if count.high is None:
        return f"{count.low}+"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"
