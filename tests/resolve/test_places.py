"""Places of a report: which names are places, which place each is, and when it stays open."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Place
from dateline.precision import place_codes
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.gazetteer.build import write
from dateline.resolve.gazetteer.record import Entry
from dateline.resolve.places import resolve_places
from tests.resolve.places_world import annotated, place, places


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        # said to lie in
        ("The fire in Paris, Texas, burned for hours.", "Paris", "USA", "Texas"),
        ("A man from Alexandria, La., was arrested.", "Alexandria", "USA", "Louisiana"),
        ("Police in London, Ontario, said so.", "London", "CAN", "Ontario"),
        # the bare name means what it mostly means
        ("Protesters marched in Paris.", "Paris", "FRA", "Île-de-France"),
        ("Talks were held in Cairo.", "Cairo", "EGY", "Cairo"),
        # the country or province named decides
        ("Lebanon is in Pennsylvania. The mill in Lebanon, Pennsylvania, closed.", "Lebanon", "USA", "Pennsylvania"),
        ("Residents of Tripoli and Zahle fled across Lebanon.", "Tripoli", "LBN", "North"),
        ("Militias fought in Tripoli, and Misrata was shelled, the Libyan army said.", "Tripoli", "LBY", "Tripoli"),
        ("Shelling hit Kherson and Mykolaiv in Ukraine.", "Kherson", "UKR", "Kherson"),
        # spellings
        ("Fighters left Dayr az Zawr in Syria.", "Dayr az Zawr", "SYR", "Deir ez-Zor"),
        ("The bomb went off in Kirkouk in Iraq.", "Kirkouk", "IRQ", "Kirkuk"),
        # demonyms tell the country
        ("Syrian troops entered Hama.", "Hama", "SYR", "Hama"),
        # the levels of one name
        ("Clashes broke out in Homs province in Syria.", "Homs", "SYR", "Homs"),
    ],
)
def test_which_place(text: str, name: str, country: str, admin1: str) -> None:
    found = place(text, name)
    assert (found.country, found.admin1) == (country, admin1)
    assert found.reason


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Clashes broke out in Homs province in Syria.", "Homs", "admin1"),
        ("Clashes broke out in the city of Homs in Syria.", "Homs", "town"),
        ("Ukraine said so.", "Ukraine", "country"),
        ("The ship sank in the Black Sea.", "Black Sea", "sea"),
        ("Fighting spread in the Middle East.", "Middle East", "region"),
        ("Rockets hit al-Tanf in Syria.", "al-Tanf", "site"),
        ("A fire was reported in Tarrant County.", "Tarrant County", "district"),
    ],
)
def test_precision_follows_the_kind(text: str, name: str, precision: str) -> None:
    found = place(text, name)
    assert found.precision == precision
    assert found.radius_km is not None


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith was arrested on Monday.",
        "Mr Washington declined to comment.",
        "President Lincoln and Gen. Jackson met.",
        "Syrian troops and Americans talked.",
        "The Orange County Register reported it.",
        "Fighters of the Islamic State of Iraq and Syria retreated.",
        "Al-Qaeda in the Arabian Peninsula claimed it.",
        "The White House and the Kremlin declined to comment.",
        "Reading is good for you. Mobile phones are not.",
        "I'll go, and they've gone on Tuesday in March.",
        "",
        "nothing here has a capital",
    ],
)
def test_no_place(text: str) -> None:
    assert places(text) == ()


def test_a_surname_stays_a_surname() -> None:
    text = "Kheda Saratova, an activist, spoke. Saratova said that Russia must act. Letters to Saratova arrive daily."
    assert [p.text for p in places(text)] == ["Russia"]


def test_lists_are_places_together() -> None:
    text = "Air strikes hit Idlib, Maarat al-Numan and Saraqib in Syria."
    assert [p.text for p in places(text)] == ["Idlib", "Maarat al-Numan", "Saraqib", "Syria"]
    assert all(p.country == "SYR" for p in places(text))


def test_neighbours_choose_the_small_town() -> None:
    text = "The county fair moves from Marksville to Bunkie, and Cottonport will host it in Avoyelles Parish next year."
    assert {p.admin1 for p in places(text)} == {"Louisiana"}


@pytest.mark.parametrize(
    ("home", "admin1"), [("Columbia, Missouri", "Missouri"), ("Columbia, South Carolina", "South Carolina")]
)
def test_the_publishers_home_decides(home: str, admin1: str) -> None:
    assert place("The mayor of Columbia opened a school in Columbia.", "Columbia", home=home).admin1 == admin1


def test_an_area_code_tells_the_state() -> None:
    text = "The fair in Alexandria opens on Friday. Call (318) 555-0100 for tickets to Alexandria."
    assert place(text, "Alexandria").admin1 == "Louisiana"


def test_one_name_may_have_two_senses_when_the_report_says_so() -> None:
    text = "He flew from Paris, France, to Paris, Texas."
    found = [p for p in places(text) if p.text == "Paris"]
    assert [p.country for p in found] == ["FRA", "USA"]


def test_a_place_that_fits_several_stays_open(tmp_path: Path) -> None:
    twins = [
        Entry(
            names=("Qasr Twin",),
            lat=lat,
            lon=40.0,
            kind="town",
            precision="town",
            radius_km=2,
            population=900,
            country=country,
            admin1="",
            geonames_id=gid,
        )
        for lat, country, gid in ((35.0, "SYR", "1"), (31.0, "IRQ", "2"))
    ]
    write(tmp_path / "twins.sqlite", twins)
    found = resolve_places(
        annotated("A bomb went off in Qasr Twin, near Qasr Twin."), Gazetteer(tmp_path / "twins.sqlite")
    )
    assert [(p.lat, p.precision, p.country) for p in found] == [(None, "unresolved", None)] * 2
    assert "SYR" in str(found[0].reason)
    assert "IRQ" in str(found[0].reason)


def test_a_namesake_on_another_continent_is_no_answer() -> None:
    found = place("Gunmen killed farmers near La Selva. Police from Risaralda and Bogotá arrived.", "La Selva")
    assert found.lat is None
    assert "nothing in the report" in str(found.reason)


def test_an_unknown_place_is_kept_without_a_point() -> None:
    found = place("Troops shelled the village of Zarqoutiyeh in Syria and entered Zarqoutiyeh.", "Zarqoutiyeh")
    assert (found.lat, found.lon, found.precision, found.country) == (None, None, "unresolved", None)
    assert str(found.reason).startswith("no place of that name is in the gazetteer")


def test_plain_words_need_support() -> None:
    assert [p.lat for p in places("They drove to Green Village. In Green Village it rained.")] in (
        [],
        [None, None],
        [None],
    )
    assert place("Rockets struck near Green Village in eastern Syria.", "Green Village").country == "SYR"


def test_an_airport_is_placed_by_its_town() -> None:
    found = place("Rockets hit Mosul International Airport in Iraq.", "Mosul International Airport")
    assert (found.precision, found.country, found.feature) == ("near", "IRQ", "airport")
    assert found.radius_km is not None
    assert found.radius_km >= 15


def test_capitals_alone_are_read_in_ordinary_case() -> None:
    text = "KYIV (Reuters) - Ukraine said on Monday that Kharkiv was shelled."
    first = places(text)[0]
    assert (first.text, first.name, first.country, first.relation) == ("KYIV", "Kyiv", "UKR", "dateline")


@pytest.mark.parametrize(
    ("precision", "radius", "kind", "acled", "ucdp"),
    [
        ("site", 3, "base", 1, 1),
        ("town", 5, "city", 1, 1),
        ("near", 10, "city", 2, 2),
        ("near", 60, "city", 2, 5),
        ("district", 20, "admin2", 2, 3),
        ("admin1", 80, "admin1", 3, 4),
        ("region", 300, "river", 3, 5),
        ("country", 500, "country", 3, 6),
        ("sea", 400, "sea", 3, 7),
        ("unresolved", None, None, None, None),
    ],
)
def test_codes(precision: str, radius: float | None, kind: str | None, acled: int | None, ucdp: int | None) -> None:
    given_place = Place(start=0, end=1, text="X", name="X", precision=precision, radius_km=radius, feature=kind)  # type: ignore[arg-type]
    assert place_codes(given_place) == (acled, ucdp)


SCRAPS = """Homs|Paris, Texas.|near|the|of|al-Tanf|in|U.S.|County|Mr|Smith’s|and|between|10 km north|Syrian|“Kyiv”
|(Reuters)|-|\n|Bank|Lake|I'll|é|İ|village of"""
WORDS = st.sampled_from(SCRAPS.split("|"))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    found = places(text)
    assert all(text[p.start : p.end] == p.text and p.text for p in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all((p.lat is None) == (p.lon is None) == (p.precision == "unresolved") for p in found)
    assert all(p.lat is None or (-90 <= p.lat <= 90 and -180 <= (p.lon or 0) <= 180) for p in found)
