"""The registry's files: what they hold, and what is said of files that break their rules."""

from collections import Counter
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.resolve.actors import Registry, load
from dateline.resolve.actors_kinds import load_kinds
from dateline.resolve.actors_nations import load_nations
from dateline.resolve.actors_text import fold, key

HEAD = "source: a test\nlicence: CC0-1.0\nactors:\n"
ROW = "  - {id: dune-front, name: Dune Front, kind: rebel group, country: TCD}\n"

BROKEN = [
    # rows, what the message must say
    ("  - {id: x, name: X, kind: rebels}\n", ["'rebels'", "'x'", "kind is one of: state forces"]),
    ("  - {id: x, name: X, kind: unknown, colour: red}\n", ["`colour`", "'x'", "aliases, unsure, country"]),
    ("  - {id: x, kind: unknown}\n", ["`name`", "'x'"]),
    ("  - {id: X Y, name: X, kind: unknown}\n", ["'X Y'", "small letters, digits and hyphens"]),
    ("  - {id: x, name: X, kind: unknown, country: Chad}\n", ["'Chad'", "alpha-3"]),
    ("  - {id: x, name: X, kind: unknown, where: [TD]}\n", ["'TD'", "alpha-3"]),
    ("  - {id: x, name: '-', kind: unknown}\n", ["'-'", "at least one letter"]),
    ("  - {id: x, name: X, kind: unknown, active: [2001, 1999]}\n", ["[2001, 1999]", "first year"]),
    ("  - {id: x, name: X, kind: unknown, active: [soon, null]}\n", ["active[0]", "'x'"]),
    ("  - {id: hamas, name: X, kind: unknown}\n", ["'hamas'", "already used", "middle-east.yaml"]),
    ("  - {id: x, name: X, kind: unknown, parent: nobody}\n", ["'nobody'", "allowed: the id of a row"]),
    ("  - {id: x", ["is no YAML", "line"]),
]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.mark.parametrize(("rows", "said"), BROKEN)
def test_broken_files_say_what_is_wrong(tmp_path: Path, rows: str, said: list[str]) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load([path])
    assert str(path) in str(caught.value)
    assert [words for words in said if words not in str(caught.value)] == []


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nothing\.yaml: cannot be read"):
        load([tmp_path / "nothing.yaml"])


def test_a_further_file_adds_actors(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + ROW, encoding="utf-8")
    got = load([path]).describe("five Dune Front fighters")
    assert (got.actor, got.kind, got.country, got.klass) == ("dune-front", "rebel group", "TCD", "armed")
    assert load().describe("five Dune Front fighters").actor is None


def test_size_and_spread(registry: Registry) -> None:
    assert len(registry.actors) >= 900
    countries = Counter(actor.country for actor in registry.actors.values())
    assert len(countries) >= 90


def test_no_sure_name_means_two_actors(registry: Registry) -> None:
    """A name of two actors must be unsure for both, or the report could never decide between them."""
    seen: dict[tuple[tuple[str, ...], str], str] = {}
    clashes = []
    for actor in registry.actors.values():
        unsure = {key(name) for name in actor.unsure}
        for name in {actor.name, *actor.aliases}:
            acronym = name if name.isupper() else ""
            if key(name) not in unsure and seen.setdefault((key(name), acronym), actor.id) != actor.id:
                clashes.append((name, actor.id))
    assert clashes == []


def test_countries_are_known(registry: Registry) -> None:
    known = set(registry.lexicons.nations.names)
    used = {c for a in registry.actors.values() for c in (*a.where, *([a.country] if a.country else []))}
    assert used - known == set()


def test_every_landmark_country_is_known(registry: Registry) -> None:
    nations = registry.lexicons.nations
    for place, country in [("Khartoum", "SDN"), ("Belfast", "GBR"), ("Gaza", "PSE")]:
        assert nations.landmarks.get(key(place)) == [country]


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Martí", "marti"),
        ("Hay'at", "hayat"),
        ("U.S.", "us"),
        ("Haram's", "haram"),
        ("ÓGLAIGH", "oglaigh"),
        ("حماس", "حماس"),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize("read", [load_kinds, load_nations])
def test_lexicons_say_what_is_wrong(tmp_path: Path, read: object) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("plurals: 3\nnations: 4\n", encoding="utf-8")
    assert callable(read)
    with pytest.raises(DataError, match=r"lexicon\.yaml"):
        read(path)
