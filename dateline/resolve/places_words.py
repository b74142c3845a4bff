"""The word lists that tell places from persons and organisations, as sets (data/places and data/words have their sources)."""

import gzip
import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words by what they say about the name beside them; the keys are those of ``data/places/words.toml``."""

    titles: frozenset[str]
    person_verbs: frozenset[str]
    place_prepositions: frozenset[str]
    strong_prepositions: frozenset[str]
    place_nouns: frozenset[str]
    kind_after: frozenset[str]
    local_bodies: frozenset[str]
    other_bodies: frozenset[str]
    streets: frozenset[str]
    facilities: frozenset[str]
    natural: frozenset[str]
    directions: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """Give the shipped word lists; they are read once and never change."""
    data = files("dateline") / "data"
    lists = tomllib.loads((data / "places" / "words.toml").read_text(encoding="utf-8"))
    persons = gzip.decompress((data / "places" / "persons.txt.gz").read_bytes()).decode("utf-8").splitlines()
    common = gzip.decompress((data / "words" / "common.txt.gz").read_bytes()).decode("utf-8").splitlines()
    table = {key: frozenset(text.split()) for key, text in lists.items()}
    table["given"] |= {line[2:] for line in persons if line.startswith("g ")}
    return Words(**table, surnames=frozenset(line[2:] for line in persons if line.startswith("s ")), common=frozenset(common))
