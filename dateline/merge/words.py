"""The words and kinds that merging knows, from ``dateline/data/merge``."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ARTICLE = re.compile(r"^(?:al|el|ad|ash|as|ar|at|az|an)[\s\-‑']+(?=\w{3})")
_KIND_OF_PLACE = re.compile(
    r"\b(?:city|town|township|village|hamlet|district|province|state|region|county|department|governorate|area|camp|the|of)\b"
)


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The word lists of ``words.toml``: ``things`` gives each thing's group, ``hours`` each word's part of the day."""

    common: frozenset[str]
    plain_things: frozenset[str]
    usual: frozenset[str]
    calendar: frozenset[str]
    things: Mapping[str, str]
    hours: Mapping[str, str]


class Kinds(msgspec.Struct, frozen=True, kw_only=True):
    """The table of ``kinds.toml``: families by type, which families are kin, which types are general."""

    family: Mapping[str, str]
    kin: Mapping[str, frozenset[str]]
    general: frozenset[str]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("dateline") / "data" / "merge" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def words() -> Words:
    """Give the word lists."""
    table = _table("words.toml")
    return Words(
        common=frozenset(table["common"].split()),
        plain_things=frozenset(table["plain_things"].split()),
        usual=frozenset(stem(w) for name in ("usual", "common", "calendar") for w in table[name].split()),
        calendar=frozenset(table["calendar"].split()),
        things={word: group.split()[0] for group in table["same_things"] for word in group.split()},
        hours={word: part for part, group in table["hours"].items() for word in group.split()},
    )


@lru_cache(maxsize=1)
def kinds() -> Kinds:
    """Give the table of kinds of act."""
    table = _table("kinds.toml")
    both = {(a, b) for one, others in table["kin"].items() for other in others for a, b in ((one, other), (other, one))}
    kin = {name: frozenset(b for a, b in both if a == name) for name, _ in both}
    return Kinds(family=table["family"], kin=kin, general=frozenset(table["general"]["types"]))


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """Give the weight of every level of every comparison, in log-odds; see the header of ``weights.toml``."""
    return {name: dict(levels) for name, levels in _table("weights.toml").items()}


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Give a place name as a key: no accents, capitals, articles, kinds of place, spaces or hyphens."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    bare = _KIND_OF_PLACE.sub(" ", _ARTICLE.sub("", plain.strip()))
    return "".join(c for c in bare if c.isalnum()) or "".join(c for c in plain if c.isalnum())


def stem(word: str) -> str:
    """Give a noun in the singular, roughly: two forms of one word need only become the same string."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=50_000)
def word_list(text: str) -> tuple[str, ...]:
    """Give the words of a text, in lower case."""
    return tuple(word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text.casefold()))
