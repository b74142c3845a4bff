"""Whom a pronoun stands for, and the full name of a person told by a family name."""

import pytest

from dateline.coding.parts.coreference import Coreference, Phrase, named
from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.parties import is_pronoun, make_party
from dateline.model import Party, Report
from tests.coding.loaded import coder


def read(text: str) -> tuple[Coreference, list[Phrase]]:
    """The coreference of a text, and its phrases in order."""
    built = coder()
    resolved = built.resolver.resolve(built.annotator.annotate(Report(id="t", text=text)))
    annotated = resolved.annotated
    grammars = [Grammar(s) for s in annotated.sentences]

    def describe(phrase: str, start: int):  # type: ignore[no-untyped-def]
        return built.resolver.describe(phrase, resolved.actors, start=start)  # type: ignore[attr-defined]

    def phrases(number: int) -> list[Phrase]:
        grammar = grammars[number]
        found = []
        for i, token in enumerate(grammar.tokens):
            if token.tag.startswith(("NN", "PRP")) and token.dep not in ("compound", "nmod"):
                made = make_party(grammar, i, annotated.reading, text, describe)
                found += [Phrase(*made, number, i)] if made else []
        return found

    one = Coreference(annotated.reading, annotated.names, phrases, lambda n: grammars[n])
    return one, [p for n in range(len(grammars)) for p in phrases(n)]


STANDS = [
    ("Gunmen raided a village near Bunia. They killed nine farmers.", "They", "Gunmen"),
    ("Maria Silva spoke on Monday. She was shot on Tuesday.", "She", "Maria Silva"),
    ("Police followed Jan Berek for days. He was arrested in Prague on Monday.", "He", "Jan Berek"),
    ("The rebels left Bunia on Sunday. On Monday they attacked an army base in Oicha.", "they", "The rebels"),
    ("The mayor met farmers on Sunday. He was shot on Monday.", "He", "The mayor"),
    ("Turkey sent tanks on Sunday. Its troops shelled two towns on Monday.", "Its", "Turkey"),
    ("They killed nine farmers near Bunia on Monday.", "They", None),
    ("He shot a farmer near Bunia on Monday.", "He", None),
    ("Two bridges fell on Sunday. They attacked a convoy on Monday.", "They", None),
    ("Rebels shot them near Bunia on Monday.", "them", None),
]


@pytest.mark.parametrize(("text", "word", "whom"), STANDS)
def test_a_pronoun_stands_for_the_phrase_that_fits(text: str, word: str, whom: str | None) -> None:
    one, phrases = read(text)
    pronoun = next(p for p in phrases if p.party.text == word)
    found = one.stands_for(pronoun.party, pronoun.sentence)
    assert (found.party.text if found else None) == whom


def test_who_is_named_for_a_pronoun_has_it_among_the_other_names() -> None:
    one, phrases = read("Gunmen raided a village near Bunia. They killed nine farmers.")
    pronoun = next(p for p in phrases if is_pronoun(p.party))
    whom = one.stands_for(pronoun.party, pronoun.sentence)
    assert whom is not None
    full = named(whom.party, pronoun.party)
    assert (full.text, [a.text for a in full.aliases]) == ("Gunmen", ["They"])


NAMES = [
    ("Maria Silva spoke in Lisbon on Monday. Silva was shot on Tuesday.", "Silva", "Maria Silva"),
    ("Maria Silva spoke in Lisbon on Monday. Ms Silva was shot on Tuesday.", "Ms Silva", "Maria Silva"),
    ("Maria Silva met Jorge Silva in Lisbon on Monday. Silva was shot on Tuesday.", "Silva", "Silva"),
    ("Silva was shot on Tuesday.", "Silva", "Silva"),
]


@pytest.mark.parametrize(("text", "words", "full"), NAMES)
def test_a_family_name_is_given_in_full_where_only_one_person_has_it(text: str, words: str, full: str) -> None:
    one, _ = read(text)
    at = text.rindex(words)
    found = one.full_name(Party(start=at, end=at + len(words), text=words, name=words))
    assert found.text == full
    assert text[found.start : found.end] == full
