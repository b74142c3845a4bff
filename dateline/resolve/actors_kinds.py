"""What head nouns and the words before them say of their bearer (``data/kinds.yaml``)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from dateline.model import PartyKind
from dateline.resolve.actors_text import key, read_table

Klass = Literal[
    "civilians", "armed", "state", "protesters", "crowd", "government", "person", "press_aid", "object", "aircraft",
    "territory", "unknown",
]  # fmt: skip
Service = Literal["military", "police", "government", "intelligence"]


class HeadEntry(msgspec.Struct, frozen=True):
    """What a noun says: ``klass`` is a class that conditions of event types name.

    ``service`` is the branch of a state that the noun names when a nation stands before it ("Turkish forces").
    """

    noun: str
    kind: PartyKind
    klass: Klass
    is_object: bool = False
    service: Service | None = None


class Modifier(msgspec.Struct, frozen=True):
    """What a word before a noun adds, for nouns of the classes ``to``."""

    to: frozenset[str]
    kind: PartyKind
    klass: Klass
    service: Service | None = None


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"klass": "class", "is_object": "object"}):
    kind: PartyKind
    klass: Klass
    nouns: str
    is_object: bool = False
    service: Service | None = None


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"klass": "class"}):
    to: str
    kind: PartyKind
    klass: Klass
    words: str
    service: Service | None = None


class Grammar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words of noun phrases; ``data/kinds.yaml`` tells each."""

    official: frozenset[str]
    breaks: frozenset[str]
    before_nouns: frozenset[str]
    owning: frozenset[str]
    affiliated: frozenset[str]
    joined: frozenset[str]
    prefixes: frozenset[str]
    skipped: frozenset[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    plurals: dict[str, str]
    invariant: str
    groups: list[_Group]
    containers: str
    titles: dict[str, str]
    modifiers: list[_Words]
    grammar: dict[str, str]
    organisations: dict[PartyKind, str]
    rebel_words: str
    not_organisations: str


class Kinds(msgspec.Struct, frozen=True):
    """The lexicon of head nouns. Keys are folded tokens joined by a space; ``words`` are all tokens of head nouns."""

    heads: dict[str, HeadEntry]
    containers: frozenset[str]
    titles: dict[str, HeadEntry]
    modifiers: dict[str, Modifier]
    longest: int
    words: frozenset[str]
    grammar: Grammar
    organisations: dict[str, PartyKind]
    rebel_words: frozenset[str]
    not_organisations: frozenset[str]

    def head(self, noun: str) -> HeadEntry | None:
        """Give what a noun (singular or plural, of one or more words) says, or None for an unknown one."""
        return self.heads.get(" ".join(key(noun)))


def load_kinds(path: Path) -> Kinds:
    """Read the lexicon. Raises DataError when the file breaks its shape."""
    file = read_table(path, _File)
    heads: dict[str, HeadEntry] = {}
    invariant = frozenset(file.invariant.split())
    for group in file.groups:
        for noun in _split(group.nouns):
            entry = HeadEntry(noun, group.kind, group.klass, group.is_object, group.service)
            for form in _forms(noun, file.plurals, invariant):
                heads.setdefault(" ".join(key(form)), entry)
    titles = {short: heads[" ".join(key(noun))] for short, noun in file.titles.items()}
    modifiers = dict(_modifiers(file.modifiers))
    grammar = msgspec.convert({name: text.split() for name, text in file.grammar.items()}, Grammar)
    longest = max(name.count(" ") + 1 for name in heads)
    return Kinds(
        heads=heads,
        containers=frozenset(file.containers.split()),
        titles=titles,
        modifiers=modifiers,
        longest=longest,
        words=frozenset(word for name in heads for word in name.split()) - grammar.breaks - grammar.skipped,
        grammar=grammar,
        organisations={word: kind for kind, text in file.organisations.items() for word in text.split()},
        rebel_words=frozenset(file.rebel_words.split()),
        not_organisations=frozenset(" ".join(key(name)) for name in _split(file.not_organisations)),
    )


def _split(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _modifiers(groups: Iterable[_Words]) -> Iterator[tuple[str, Modifier]]:
    for group in groups:
        modifier = Modifier(frozenset(group.to.split()), group.kind, group.klass, group.service)
        for word in _split(group.words):
            yield " ".join(key(word)), modifier


def _forms(noun: str, plurals: dict[str, str], invariant: frozenset[str]) -> list[str]:
    """Give a noun and its plural. Of "chief of police" the first word changes, of others the last."""
    if noun in plurals:
        return [noun, plurals[noun]]
    before, of, after = noun.partition(" of ")
    *front, last = before.split(" ")
    if last in invariant:
        return [noun]
    many = plurals.get(last) or _plural(last)
    return [noun, " ".join([*front, many]) + of + after]


def _plural(word: str) -> str:
    if word.endswith("man") and word not in ("german", "caiman"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    if word.endswith("fe"):
        return word[:-2] + "ves"
    return word + "s"
