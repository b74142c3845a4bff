"""Noun phrases: how far a party, a weapon or a thing reaches in the text, and what it is."""

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from dateline.coding.parts.grammar import Grammar, clean_edges
from dateline.coding.parts.lexicon import Weapons, word_set
from dateline.model import ActorMention, Number, PartyKind, Weapon

LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "npadvmod",
        "quantmod",
        "predet",
        "punct",
        "case",
        "advmod",
        "preconj",
        "neg",
    }
)
JOINS = word_set("joins")
SPELLED_ACRONYM = re.compile(r"\s?[(\[]([A-Z][\w.-]{0,8}[A-Z\d])[)\]]")
PRONOUNS = frozenset({"PRP", "WP", "WDT", "EX", "DT"})
EMPTY_HEADS = word_set("empty_heads")


_ACTS = (
    "air strike",
    "airstrike",
    "air raid",
    "suicide bomber",
    "suicide car bomber",
    "suicide truck bomber",
    "air force",
)
ACTS = frozenset(f"{name}{s}" for name in _ACTS for s in ("", "s"))
"""Agents that are acts or people: they say what was used without being a weapon themselves."""


VESSELS = frozenset(
    {"storage", "fuel", "water", "oil", "gas", "fish", "septic", "think", "holding", "petrol", "diesel"}
)
"""Words before "tank" that make it no weapon."""


class Description(msgspec.Struct, frozen=True):
    """What the resolver says of a noun phrase: ``klass`` is a class that ontology conditions name (civilians, armed,
    state ...)."""

    name: str
    actor: str | None
    kind: PartyKind
    country: str | None
    is_object: bool
    klass: str


class Describe(Protocol):
    """The resolver's word on a noun phrase, given the report's actor mentions and where the phrase stands in it."""

    def __call__(self, phrase: str, actors: Sequence[ActorMention] = (), *, start: int | None = None) -> Description:
        """Give what the phrase names."""


def phrase(grammar: Grammar, head: int, reading: str, act: Iterable[int] = ()) -> tuple[int, int]:
    """Give the span of the noun phrase around a head word: its modifiers and its "of" phrases, without relative
    clauses,
    participles, places and appositions."""
    tokens = grammar.tokens
    kept = {head} | {
        k for c in grammar.children[head] if c < head and tokens[c].dep in LEFT for k in grammar.subtree(c)
    }
    kept = (kept | _right(grammar, head)) - (set(act) - {head})
    left = head
    while left - 1 in kept:
        left -= 1
    right = head
    while right + 1 in kept and not reading[tokens[right].end : tokens[right + 1].start].strip(" -’'"):
        right += 1
    return clean_edges(reading, tokens[left].start, tokens[right].end)


def acronym_after(reading: str, end: int) -> tuple[int, int] | None:
    """Give the span of the acronym that is defined in brackets behind a phrase: "the Mountain Front (MF)"."""
    found = SPELLED_ACRONYM.match(reading, end)
    return found.span(1) if found else None


def _right(grammar: Grammar, head: int) -> set[int]:
    tokens, kept = grammar.tokens, set[int]()
    for c in grammar.children[head]:
        token = tokens[c]
        if c < head:
            continue
        of = (
            token.dep == "prep"
            and token.text.lower() in ("of", "from")
            and (
                token.text.lower() == "of"
                or tokens[head].lemma
                in EMPTY_HEADS | {"fighter", "militant", "soldier", "gunman", "people", "person", "man", "resident"}
            )
        )
        joined = token.dep in ("acl", "amod") and token.lemma in JOINS
        owner = token.dep == "case" and tokens[head].dep == "poss"  # "the regime's attack": the regime, without its 's
        if of or joined or (token.dep in ("compound", "case", "nmod", "nummod") and not owner):
            kept |= _plain(grammar, c)
    return kept


def _plain(grammar: Grammar, top: int) -> set[int]:
    """A subtree without the clauses, appositions and places that hang in it."""
    kept, todo = set(), [top]
    while todo:
        k = todo.pop()
        kept.add(k)
        for c in grammar.children[k]:
            token = grammar.tokens[c]
            stray = token.dep in ("relcl", "appos", "advcl", "acl", "parataxis") and token.lemma not in JOINS
            place = token.dep == "prep" and token.text.lower() not in ("of", "with", "to", "by", "from", "for")
            if not stray and not place and token.dep != "punct":
                todo.append(c)
            elif token.dep == "punct" and token.text == "-":
                kept.add(c)
    return kept


def find_weapons(
    grammar: Grammar, lexicon: Weapons, numbers: Sequence[Number], reading: str, text: str
) -> list[tuple[int, Weapon]]:
    """Give the weapons of a sentence with the index of their head word, longest names first at each place."""
    words = [t.text.lower() for t in grammar.tokens]
    found, i = [], 0
    while i < len(words):
        match = _weapon_at(words, i, lexicon)
        if match is None:
            i += 1
            continue
        last, name = match
        vessel = i > 0 and words[i - 1] in VESSELS
        if grammar.tokens[last].tag.startswith(("NN", "JJ", "VBG", "CD")) and name not in ACTS and not vessel:
            kind = lexicon.words.get(name) or lexicon.agents[name]
            weapon = _weapon(grammar, i, last, kind, numbers, reading)
            found.append((last, msgspec.structs.replace(weapon, text=text[weapon.start : weapon.end])))
        i = last + 1
    return found


def _weapon_at(words: list[str], i: int, lexicon: Weapons) -> tuple[int, str] | None:
    best, at, name = None, i, ""
    while at < len(words) and len(name.split()) < lexicon.longest:
        if words[at] != "-":
            name = f"{name} {words[at]}".strip()
            if name in lexicon.words or name in lexicon.agents:
                best = (at, name)
        elif not name:
            return None
        at += 1
    return best


def _weapon(grammar: Grammar, first: int, last: int, kind: str, numbers: Iterable[Number], reading: str) -> Weapon:
    tokens = grammar.tokens
    while (
        first > 0
        and tokens[first - 1].dep in ("compound", "amod", "nummod", "quantmod")
        and tokens[first - 1].tag[:2] in ("NN", "JJ", "CD", "VB", "RB")
    ):
        first -= 1
    start, end = clean_edges(reading, tokens[first].start, tokens[last].end)
    number = next(
        (n for n in numbers if n.start >= start - 14 and n.end <= end and n.end >= start - 1 and n.low is not None),
        None,
    )
    if number:
        start = min(start, number.start)
    exact = number.low if number and number.low == number.high else None
    quantity = (
        exact
        if exact is not None
        else (1 if re.match(r"(?:an?|one)\s", reading[max(0, start - 4) : start].lstrip(), re.I) else None)
    )
    return msgspec.convert(
        {"start": start, "end": end, "text": reading[start:end], "kind": kind, "quantity": quantity}, Weapon
    )
