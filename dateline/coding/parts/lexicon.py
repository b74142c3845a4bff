"""The engines' word lists, read once from ``data/coding``."""

from functools import lru_cache
from importlib import resources
from typing import Any, get_args

import msgspec
import yaml

from dateline.coding.parts.inflect import noun_forms
from dateline.errors import DataError
from dateline.model import WeaponKind


class Weapons(msgspec.Struct, frozen=True):
    """``words``: phrase (lower case, singular and plural) -> kind; ``agents``: what a subject delivers; ``ambiguous``
    need an act beside them."""

    words: dict[str, WeaponKind]
    agents: dict[str, WeaponKind]
    ambiguous: frozenset[str]
    longest: int


class Cues(msgspec.Struct, frozen=True):
    """Sets of lemmas and phrases by what they tell; the names are those of ``cues.yaml``."""

    sets: dict[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]

    def weak(self, name: str) -> frozenset[str]:
        """Give the words that speak for a context only together with others over a whole report."""
        return self.sets.get(f"{name}_weak", frozenset())


def _table(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.files("dateline") / "data" / "coding" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


@lru_cache(maxsize=1)
def weapons() -> Weapons:
    """Give the weapons' lexicon.

    Raises DataError when the file names a kind that the record does not know.
    """
    table = _table("weapons.yaml")
    allowed = get_args(WeaponKind)
    unknown = sorted(set(table["kinds"]) - set(allowed))
    if unknown:
        raise DataError(f"weapons.yaml: kinds {unknown} are not of the record; allowed: {', '.join(allowed)}")
    words = {
        form: kind for kind, phrases in table["kinds"].items() for phrase in phrases for form in _plural(str(phrase))
    }
    agents = {form: kind for kind, phrases in table["agents"].items() for phrase in phrases for form in _plural(phrase)}
    ambiguous = frozenset(form for phrase in table["ambiguous"] for form in _plural(phrase))
    return Weapons(
        words=words, agents=agents, ambiguous=ambiguous, longest=max(len(w.split()) for w in {**words, **agents})
    )


def _plural(phrase: str) -> set[str]:
    *before, last = phrase.replace("-", " ").split()
    return {" ".join([*before, form]) for form in noun_forms(last)}


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Give the lists of cues."""
    return Cues(sets={name: frozenset(str(w) for w in words) for name, words in _table("cues.yaml").items()})


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _table("words.yaml").items()}


def word_set(name: str) -> frozenset[str]:
    """Give a list of ``words.yaml`` by its name."""
    return _words()[name]
