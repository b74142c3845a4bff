"""The registry's files: what they hold, and what is said of files that break their rules."""

import doctest
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.model import AnnotatedReport, Report
from dateline.resolve.actors import Registry, load, resolve_actors
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
    ("  - {id: x, name: X, kind: unknown, parent: {id: hamas, years: [2001, 1999]}}\n", ["[2001, 1999]", "first year"]),
    ("  - {id: x, name: X, kind: unknown, parent: {id: hamas, until: 3}}\n", ["`until`", "'x'"]),
    ("  - {id: x, name: X, kind: unknown, source: ' '}\n", ["source", "general knowledge, unchecked"]),
]
SCRIPTS = [
    # text, (words, actor) of each mention
    ("塔利班武装人员袭击了喀布尔。", [("塔利班", "taliban")]),
    ("하마스는 부인했다.", [("하마스", "hamas")]),
    ("イスラム国が声明を出した。", [("イスラム国", "islamic-state")]),
    ("قال حزب الله إنه أطلق الصواريخ", [("حزب الله", "hezbollah")]),
    ("Боевики ИГИЛ и хуситы", [("ИГИЛ", "islamic-state"), ("хуситы", "houthis")]),
    ("हमास ने कहा", [("हमास", "hamas")]),
    ('דובר נאט"ו אמר', [('נאט"ו', "nato")]),
    ("The group (طالبان) said so.", [("طالبان", "taliban")]),
]
TELLING = (
    "the|a|two|group|of|from|and|-backed|pro-|Turkish|US|U.S.|Israel|Israel's|forces|army|police|rebels|villagers|men|,|’s|"
    "Hezbollah|(RSF)|RSF|SDF|Front|Liberation|Army|IS|President|Gen.|loyal|to|in|Syria|depot|former|armed|Bosnian Serb|"
    "Sudan Liberation Army|Rapid Support Forces"
)


@lru_cache(maxsize=1)
def shared() -> Registry:
    return load()


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


@pytest.mark.parametrize(("text", "expected"), SCRIPTS)
def test_names_in_other_scripts(registry: Registry, text: str, expected: list[tuple[str, str]]) -> None:
    annotated = AnnotatedReport(report=Report(id="r", text=text), reading=text, sentences=())
    assert [(m.text, m.actor) for m in resolve_actors(annotated, registry)] == expected


def test_many_actors_have_names_in_other_scripts(registry: Registry) -> None:
    def is_other(name: str) -> bool:
        return any(c.isalpha() and not unicodedata.name(c).startswith("LATIN") for c in name)

    named = [a.id for a in registry.actors.values() if any(map(is_other, (*a.aliases, *a.unsure)))]
    assert len(named) >= 150


def test_every_shipped_row_says_its_source() -> None:
    folder = Path(str(resources.files("dateline"))) / "data" / "actors"
    rows = [row for file in folder.glob("*.yaml") for row in yaml.safe_load(file.read_text(encoding="utf-8"))["actors"]]
    assert len(rows) >= 900
    assert [row["id"] for row in rows if not row.get("source")] == []


def test_a_row_without_source_is_refused_unless_its_file_has_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("licence: CC0-1.0\nactors:\n" + ROW, encoding="utf-8")
    with pytest.raises(DataError, match=r"'dune-front': source: None"):
        load([path])
    path.write_text(HEAD + ROW, encoding="utf-8")
    assert load([path]).actors["dune-front"].source == "a test"


@pytest.mark.parametrize(
    ("published", "actor"), [("2014-06-01", "dune-front"), ("2020-06-01", None), (None, "dune-front")]
)
def test_an_affiliate_counts_in_its_years(tmp_path: Path, published: str | None, actor: str | None) -> None:
    path = tmp_path / "mine.yaml"
    link = "affiliates: [{id: al-qaeda, years: [2012, 2016]}]"
    row = f"  - {{id: dune-front, name: Sand Men, unsure: [Sand Men], kind: rebel group, {link}}}\n"
    path.write_text(HEAD + row, encoding="utf-8")
    text = "Al-Qaeda said the Sand Men had left."
    annotated = AnnotatedReport(report=Report(id="r", text=text, published=published), reading=text, sentences=())
    assert [m.actor for m in resolve_actors(annotated, load([path])) if m.text == "Sand Men"] == (
        [actor] if actor else []
    )


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
        ("Łukasz", "lukasz"),
        ("Løkke", "lokke"),
        ("हमास", "हमास"),
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


def test_the_examples_of_the_docs_run() -> None:
    page = Path(__file__).parents[2] / "docs" / "how" / "actors.md"
    text = page.read_text(encoding="utf-8").replace("```", "\n")
    examples = doctest.DocTestParser().get_doctest(text, {}, "actors.md", str(page), 0)
    assert len(examples.examples) >= 4
    assert doctest.DocTestRunner(verbose=False).run(examples).failed == 0


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    registry = shared()
    registry.describe(text)
    annotated = AnnotatedReport(report=Report(id="r", text=text), reading=text, sentences=())
    assert all(text[m.start : m.end] == m.text for m in resolve_actors(annotated, registry))


@given(st.lists(st.sampled_from(TELLING.split("|")), max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_no_order_of_telling_words_breaks_it(text: str) -> None:
    registry = shared()
    said = registry.describe(text)
    assert said.country is None or len(said.country) == 3
    annotated = AnnotatedReport(report=Report(id="r", text=text), reading=text, sentences=())
    mentions = resolve_actors(annotated, registry)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_no_noun_has_two_meanings() -> None:
    """The loader keeps the first meaning of a noun, so a second one would be lost without a word."""
    path = Path(str(resources.files("dateline"))) / "data" / "kinds.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))
    seen: dict[str, tuple[str, str]] = {}
    clashes = []
    for group in table["groups"]:
        meaning = (group["kind"], group["class"])
        for noun in group["nouns"].split(","):
            if seen.setdefault(noun.strip(), meaning) != meaning:
                clashes.append((noun.strip(), seen[noun.strip()], meaning))
    assert clashes == []
