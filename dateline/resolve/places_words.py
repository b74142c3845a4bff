"""The word lists that tell places from persons and organisations, as sets (data/places and data/words have their
sources)."""

import gzip
import re
import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec
import yaml


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
    demonyms: dict[str, str]
    """Adjectives and peoples, in lower case and singular, with their country (alpha-3; "" for a people without a
    state); names that stand for a government or a service ("White House", "Kremlin") are among them, without a
    country."""
    organisations: tuple[re.Pattern[str], ...]
    """Names of organisations that hold a place's name and are none."""

    def demonym(self, name: str) -> str | None:
        """Give the country of an adjective or people ("Syrian", "Americans"), "" for one without a state, None for
        neither."""
        low = name.casefold()
        return self.demonyms.get(low, self.demonyms.get(low.removesuffix("s")))


@lru_cache(maxsize=1)
def words() -> Words:
    """Give the shipped word lists; they are read once and never change."""
    data = files("dateline") / "data"
    lists = tomllib.loads((data / "places" / "words.toml").read_text(encoding="utf-8"))
    persons = gzip.decompress((data / "places" / "persons.txt.gz").read_bytes()).decode("utf-8").splitlines()
    common = gzip.decompress((data / "words" / "common.txt.gz").read_bytes()).decode("utf-8").splitlines()
    patterns = tuple(re.compile(line.strip()) for line in lists.pop("organisations").splitlines() if line.strip())
    table = {key: frozenset(text.split()) for key, text in lists.items()}
    table["given"] |= {line[2:] for line in persons if line.startswith("g ")}
    return Words(
        **{key: table[key] for key in table if key not in ("state_peoples", "peoples_and_places", "never_places")},
        surnames=frozenset(line[2:] for line in persons if line.startswith("s ")),
        common=frozenset(common),
        demonyms=_demonyms(table["peoples_and_places"])
        | dict.fromkeys(table["state_peoples"], "USA")
        | dict.fromkeys(table["never_places"], ""),
        organisations=patterns,
    )


def _demonyms(also_places: frozenset[str]) -> dict[str, str]:
    """Adjectives, peoples and services of data/nations.yaml, but for those that are also the country's name
    ("Burundi")."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("dateline") / "data" / "nations.yaml").read_text(encoding="utf-8")
    table = yaml.load(text, Loader=loader)
    nations = [*table["nations"].items(), *((row["country"], row) for row in table["former"])]
    names = {name.casefold() for _, row in nations for name in (row["name"], *row.get("also", ()))}
    found = {people.strip().casefold(): "" for people in str(table.get("peoples", "")).split(",") if people.strip()}
    found = {people: "" for people in found if people not in also_places}
    services = (name for row in table.get("services", ()) for name in row.get("names", ()))
    found.update({str(name).casefold().removeprefix("the "): "" for name in services})
    for country, row in nations:
        found.update({str(word).casefold(): country for word in (*row.get("adj", ()), *row.get("people", ()))})
    return {word: country for word, country in found.items() if word not in names}
