"""Whom a pronoun or a short name in a report stands for: the phrase that names them, told before.

Only what grammar shows is used: number, whether it is a person, what was the subject, how near it stands. Nothing is
guessed across more than ``BACK`` sentences.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import word_set
from dateline.coding.parts.parties import is_pronoun, may_be, replace_aliases
from dateline.model import Name, Party, Span

BACK = 3
"""Sentences before a pronoun's own in which the phrase that it stands for is looked for."""
TITLED = 2
"""Words of a name that may be short for a longer one: "Roe", "Senator Roe"."""
Number = Literal["person", "several", "body"]
STANDS: dict[str, Number] = {
    **dict.fromkeys(["he", "she", "him", "her", "his", "himself", "herself"], "person"),
    **dict.fromkeys(["they", "them", "their", "themselves", "those", "these"], "several"),
    **dict.fromkeys(["its", "itself"], "body"),
}  # fmt: skip
BODIES = frozenset({"armed", "state", "government", "unknown"})
PEOPLE = frozenset({"person", "civilians", "government", "press_aid", "protesters", "armed"})
PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})


class Phrase(msgspec.Struct, frozen=True):
    """A noun phrase of a sentence: its party and class, the sentence's number, and the index of its head word."""

    party: Party
    klass: str
    sentence: int
    head: int


class Coreference:
    """Answers for one report. ``phrases`` gives a sentence's phrases by its number, ``grammar`` its grammar."""

    def __init__(
        self,
        reading: str,
        names: Sequence[Name],
        phrases: Callable[[int], Sequence[Phrase]],
        grammar: Callable[[int], Grammar],
    ) -> None:
        self._reading, self._phrases, self._grammar = reading, phrases, grammar
        self._people: dict[str, dict[str, Name]] = {}
        for name in names:
            words = name.text.lower().split()
            if name.label == "PERSON" and len(words) > 1 and words[-2].rstrip(".") not in word_set("titles"):
                for word in words[1:]:
                    self._people.setdefault(word, {}).setdefault(" ".join(words[-2:]), name)

    def full_name(self, party: Party) -> Party:
        """A person told by a family name alone, by the full name that the report has for it, where it has one only."""
        words = self._reading[party.start : party.end].split()
        if party.actor or not words or len(words) > TITLED or not words[-1][:1].isupper():
            return party
        if any(w[:1].isupper() for w in words[:-1]) and words[0].rstrip(".").lower() not in word_set("titles"):
            return party
        found = list(self._people.get(words[-1].lower(), {}).values())
        if len(found) != 1 or found[0].start <= party.start < found[0].end:
            return party
        return msgspec.structs.replace(
            party, start=found[0].start, end=found[0].end, text=found[0].text, name=found[0].text
        )

    def stands_for(self, pronoun: Party, sentence: int) -> Phrase | None:
        """The phrase that a pronoun stands for, or None: the nearest sentence first, there the subject, then the
        nearest."""
        number = STANDS.get(pronoun.text.lower())
        if number is None:
            return None
        for back in range(min(BACK, sentence) + 1):
            fitting = [
                p
                for p in self._phrases(sentence - back)
                if p.party.end <= pronoun.start
                and may_be(pronoun.text, p.party)
                and self._fits(p, number)
                and not self._is_own(p, pronoun, back)
            ]
            if fitting:
                return max(fitting, key=lambda p: (self._is_subject(p), -p.party.start if back else p.party.start))
        return None

    def _fits(self, phrase: Phrase, number: Number) -> bool:
        """Whether a phrase names one person, several people, or one body: a state or an organisation."""
        party, token = phrase.party, self._grammar(phrase.sentence).tokens[phrase.head]
        if is_pronoun(party) or party.is_object or token.tag in ("JJ", "CD"):
            return False
        several, gathers = token.tag in ("NNS", "NNPS"), token.lemma in word_set("groups")
        if token.entity in PLACES:
            return number == "body" and party.actor is not None
        if number == "several":
            return bool(phrase.klass) and (several or gathers or party.actor is not None)
        if number == "body":
            body = party.actor is not None or gathers
            return body and not several and token.entity != "PERSON" and phrase.klass in BODIES
        named = token.tag.startswith("NNP") and party.actor is None and self._is_named(party)
        human = token.tag == "NN" and phrase.klass in PEOPLE and not gathers
        return not several and (token.entity == "PERSON" or named or human)

    def _is_named(self, party: Party) -> bool:
        """Whether a phrase ends in a name of two words or more."""
        words = self._reading[party.start : party.end].split()
        return len(words) > 1 and all(w[:1].isupper() for w in words[-2:])

    def _is_own(self, phrase: Phrase, pronoun: Party, back: int) -> bool:
        """Whether a pronoun stands in the same clause as a phrase's object, so that it cannot mean it: "Rebels shot
        them"."""
        if back:
            return False
        grammar = self._grammar(phrase.sentence)
        inside = grammar.at(pronoun.start, pronoun.end)
        if not inside or grammar.tokens[inside[0]].dep == "poss":
            return False
        return grammar.tokens[inside[0]].head == grammar.tokens[phrase.head].head

    def _is_subject(self, phrase: Phrase) -> bool:
        return self._grammar(phrase.sentence).tokens[phrase.head].dep in ("nsubj", "nsubjpass")


def named(party: Party, pronoun: Party) -> Party:
    """The party that names whom a pronoun stands for, with the pronoun among its other names."""
    return replace_aliases(party, (*party.aliases, Span(start=pronoun.start, end=pronoun.end, text=pronoun.text)))
