"""What a clause does not say itself but its surroundings lend it: headings, its sentence, the sentence before.

Published on Wednesday, 12 June 2024.
"""

import pytest

from tests.coding.loaded import code, known, told

MONDAY = "2024-06-10"

LENT = [
    # a heading that is a date
    ("Monday, 10 June\n\nRebels attacked an army base near Bunia.", "attacked", ["Bunia"], MONDAY),
    ("10 June 2024:\nRebels attacked an army base near Bunia.", "attacked", ["Bunia"], MONDAY),
    # the same sentence lends to its clauses
    ("On Monday in Bunia, rebels attacked a base and soldiers shot a driver.", "shot", ["Bunia"], MONDAY),
    # the sentence before lends the place, inside a paragraph
    (
        "Police arrested nine activists in Kampala on Monday. Protesters set fire to a bus.",
        "set fire",
        ["Kampala"],
        None,
    ),
    # not across paragraphs
    ("Rebels attacked Bunia on Monday.\n\nGunmen shot dead the mayor, Jan Berek.", "shot dead", [], None),
    # not to what happened before
    ("Rebels attacked Bunia on Monday. Gunmen had killed nine teachers last month.", "killed", [], "2024-05-01"),
    # not the day of another act
    ("Rebels attacked Bunia on Monday. Nine teachers were abducted in Oicha.", "abducted", ["Oicha"], None),
]


@pytest.mark.parametrize(("text", "word", "places", "day"), LENT)
def test_surroundings_lend(text: str, word: str, places: list[str], day: str | None) -> None:
    claim = told(code(text), word)
    assert [p.text for p in claim.places] == places
    assert (claim.date.first if claim.date else None) == day


LINES = ["KABUL, June 11 (Reuters) - ", "KABUL (Reuters) - ", "KABUL, Afghanistan (AP) — ", "KABUL, June 11 — "]
UNREAD = {
    "Kabul, June 11: ": "“Kabul, June 11:” is no dateline",
}


@pytest.mark.parametrize("line", known([*LINES, *UNREAD], UNREAD))
def test_the_dateline_is_the_last_resort_and_says_so(line: str) -> None:
    claim = told(code(line + "Rebels attacked an army base on Monday, killing nine soldiers."), "attacked")
    assert [(p.name, p.relation) for p in claim.places] == [("Kabul", "dateline")]
    assert claim.date is not None
    assert claim.date.first == MONDAY


def test_the_dateline_gives_way_to_a_place_of_the_act() -> None:
    claim = told(code("KABUL, June 11 - Rebels attacked an army base in Kandahar on Monday."), "attacked")
    assert [(p.text, p.relation) for p in claim.places] == [("Kandahar", "in")]


DATED = [line for line in [*LINES, *UNREAD] if "June" in line]


UNDATED = {"Kabul, June 11: ": UNREAD["Kabul, June 11: "]}


@pytest.mark.parametrize("line", known(DATED, UNDATED))
def test_the_date_of_a_dateline_dates_no_act(line: str) -> None:
    claim = told(code(line + "Rebels attacked an army base in Kandahar, killing nine soldiers."), "attacked")
    assert claim.date is None


def test_a_lent_value_keeps_the_words_it_came_from() -> None:
    text = "Monday, 10 June\n\nRebels attacked an army base near Bunia."
    date = told(code(text), "attacked").date
    assert date is not None
    assert date.start is not None
    assert text[date.start : date.end] == date.text
