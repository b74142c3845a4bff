"""Persons in office and capitals that act: whom they stand for, when, and when they stand for nobody."""

from importlib import resources
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.model import ActorMention, AnnotatedReport, Report
from dateline.resolve.actors import Registry, load, resolve_actors
from dateline.resolve.actors_nations import load_nations
from dateline.resolve.actors_offices import load_holders

DATA = Path(str(resources.files("dateline"))) / "data"
HEAD = "country,office,name,alone,titled,also,from,to,source\n"

HOLDERS = [
    # published, text, (words, actor) of each mention in order
    ("2013-05-01", "Bashar al-Assad spoke.", [("Bashar al-Assad", "state:SYR:government")]),
    ("2025-05-01", "Bashar al-Assad spoke.", []),
    (None, "Bashar al-Assad spoke.", []),
    ("2013-05-01", "Syrian President Bashar al-Assad spoke; Assad left.",
     [("Syrian President Bashar al-Assad", "state:SYR:government"), ("Assad", "state:SYR:government")]),
    ("2013-05-01", "Assad's forces entered Aleppo.", [("Assad's forces", "state:SYR:military")]),
    ("2013-05-01", "The Assad regime denied it in Homs, Syria.", [("Assad regime", "state:SYR:government")]),
    ("2013-05-01", "Assad spoke.", []),  # nothing in the report names Syria
    ("2013-05-01", "In Syria, Maher al-Assad left.", []),
    ("2003-03-20", "Speaking in the US, President Bush and Bush's cat hid in a Bush.",
     [("President Bush", "state:USA:government"), ("Bush", "state:USA:government"), ("Bush", "state:USA:government")]),
    ("2003-03-20", "Bush fires burned in the US.", []),
    ("2023-10-10", "Vice President Joe Biden and former US president Donald Trump met in the US.", []),
    ("2014-02-20", "Ousted President Viktor Yanukovych fled Ukraine.", []),
    ("2023-10-10", "US President Joe Biden Tuesday left.", [("US President Joe Biden", "state:USA:government")]),
    ("2009-06-01", "Benazir Bhutto International Airport was shut in Pakistan.", []),
    ("2020-02-01", "Defence Minister Hulusi Akar spoke in Turkey.",
     [("Defence Minister Hulusi Akar", "state:TUR:government")]),
    ("2024-05-01", "General Oleksandr Syrskyi, Ukraine's commander, spoke.",
     [("General Oleksandr Syrskyi", "state:UKR:military")]),
    ("1995-06-01", "General Sani Abacha's government in Nigeria denied it.",
     [("General Sani Abacha's government", "state:NGA:government")]),
]  # fmt: skip

CAPITALS = [
    # text, capitals that are governments
    ("Kabul accused Islamabad of shelling Kunar.", ["Kabul", "Islamabad"]),
    ("Damascus said the raid killed nine people.", ["Damascus"]),
    ("Moscow and Kyiv have repeatedly denied it.", ["Moscow", "Kyiv"]),
    ("The army left, but Ankara insisted it had not.", ["Ankara"]),
    ("On Monday, Paris condemned the killing.", ["Paris"]),
    ("The minister warned Tehran not to do it.", ["Tehran"]),
    ("Damascus was bombed on Monday.", []),
    ("Police in Kabul said nine people died.", []),
    ("Officials in Kabul and Islamabad said so.", []),
    ("Residents of Baghdad told of the blast.", []),
    ("He warned Kabul residents.", []),
    ("Rebels attacked Kabul. Clashes shook Tripoli.", []),
    ("The Kabul police said so.", []),
    ("London protests grew.", []),
]

DESCRIBED = [
    # phrase in a report of 2013 that names Bashar al-Assad, actor, kind
    ("President Assad", "state:SYR:government", "government"),
    ("Assad's troops", "state:SYR:military", "state forces"),
    ("the Assad regime", "state:SYR:government", "government"),
    ("Assad's brother", None, "civilians"),
    ("Maher al-Assad", None, "unknown"),
    ("Assad-backed militias", None, "political militia"),
]

BROKEN = [
    # row, what the message must say
    ("SYR,head of state,A B,,,,2000,,\n", ["line 2", "source", "general knowledge, unchecked"]),
    ("SYX,head of state,A B,,,,2000,,s\n", ["country", "'SYX'", "alpha-3"]),
    ("SYR,boss,A B,,,,2000,,s\n", ["office", "'boss'", "head of state, head of government"]),
    ("SYR,head of state,A B,,,,soon,,s\n", ["from", "'soon'", "a year"]),
    ("SYR,head of state,A B,,,,2000,1999,s\n", ["to", "'1999'", "2000"]),
    ("SYR,head of state,A B\n", ["9 cells"]),
    ("SYR,head of state,-,,,,2000,,s\n", ["name", "'-'"]),
]


def mentions(registry: Registry, text: str, published: str | None) -> tuple[ActorMention, ...]:
    report = Report(id="r", text=text, published=published)
    return resolve_actors(AnnotatedReport(report=report, reading=text, sentences=()), registry)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.mark.parametrize(("published", "text", "expected"), HOLDERS)
def test_persons_in_office(
    registry: Registry, published: str | None, text: str, expected: list[tuple[str, str]]
) -> None:
    got = mentions(registry, text, published)
    assert [(m.text, m.actor) for m in got if m.actor and m.actor.startswith("state:")] == expected


@pytest.mark.parametrize(("text", "expected"), CAPITALS)
def test_capitals_act(registry: Registry, text: str, expected: list[str]) -> None:
    towns = registry.lexicons.nations.capitals
    got = mentions(registry, text, "2024-05-01")
    assert [m.text for m in got if towns.get((m.text.lower(),)) and m.actor] == expected


@pytest.mark.parametrize(("phrase", "actor", "kind"), DESCRIBED)
def test_a_report_tells_who_a_phrase_names(registry: Registry, phrase: str, actor: str | None, kind: str) -> None:
    named = mentions(registry, "Syrian President Bashar al-Assad spoke.", "2013-05-01")
    said = registry.describe(phrase, named)
    assert (said.actor, said.kind) == (actor, kind)


def test_without_a_report_or_a_date_nobody_is_in_office(registry: Registry) -> None:
    assert registry.describe("Bashar al-Assad").actor is None
    assert registry.describe("Bashar al-Assad", published="2013-05-01").actor == "state:SYR:government"
    assert registry.describe("Bashar al-Assad", published="2025-05-01").actor is None


def test_a_capital_is_a_government_only_where_it_acts(registry: Registry) -> None:
    text = "Kabul said rebels had attacked Kabul."
    named = mentions(registry, text, "2024-05-01")
    assert registry.describe("Kabul", named, start=0).actor == "state:AFG:government"
    assert registry.describe("Kabul", named, start=text.rindex("Kabul")).actor is None
    assert registry.describe("Kabul", named).actor is None


def test_every_country_has_holders(registry: Registry) -> None:
    rows = [line.split(",")[0] for line in (DATA / "actors" / "holders.csv").read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 1_700
    assert len({row for row in rows if len(row) == 3}) >= 180


@pytest.mark.parametrize(("row", "said"), BROKEN)
def test_broken_rows_say_what_is_wrong(tmp_path: Path, row: str, said: list[str]) -> None:
    path = tmp_path / "holders.csv"
    path.write_text(HEAD + row, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_holders(path, load_nations(DATA / "nations.yaml"))
    assert [words for words in said if words not in str(caught.value)] == []
