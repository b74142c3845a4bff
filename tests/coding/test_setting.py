"""Where and when an act happened: the places and dates of its own clause, and never where somebody spoke.

Published on Wednesday, 12 June 2024: Monday is 10 June.
"""

import pytest

from tests.coding.loaded import code, known, told

MONDAY, TUESDAY, SUNDAY = "2024-06-10", "2024-06-11", "2024-06-09"

ONE = [
    # how a place is told
    ("Rebels attacked Bunia on Monday, killing nine people.", "attacked", ["Bunia"], MONDAY),
    ("Rebels attacked the town of Bunia on Monday.", "attacked", ["Bunia"], MONDAY),
    ("Rebels attacked an army base in Bunia on Monday.", "attacked", ["Bunia"], MONDAY),
    ("Rebels attacked an army base near Bunia on Monday.", "attacked", ["Bunia"], MONDAY),
    ("On Monday, rebels attacked an army base in Bunia.", "attacked", ["Bunia"], MONDAY),
    ("In Bunia, rebels attacked an army base on Monday.", "attacked", ["Bunia"], MONDAY),
    ("A bomb went off in the city of Kandahar on Monday.", "went off", ["Kandahar"], MONDAY),
    ("An attack on Bunia on Monday killed nine people.", "attack", ["Bunia"], MONDAY),
    ("Monday's attack in Bunia killed nine people.", "attack", ["Bunia"], MONDAY),
    ("A bomb killed nine people outside Kandahar on Monday.", "killed", ["Kandahar"], MONDAY),
    ("Air strikes hit Idlib, Saraqib and Hama on Monday.", "hit", ["Idlib", "Saraqib", "Hama"], MONDAY),
    ("Clashes broke out between soldiers and rebels in Bunia on Monday.", "Clashes", ["Bunia"], MONDAY),
    ("Soldiers clashed with rebels on the outskirts of Bunia on Monday.", "clashed", ["Bunia"], MONDAY),
    ("Police arrested nine activists in Kampala on Monday.", "arrested", ["Kampala"], MONDAY),
    ("Thousands of teachers protested in Rabat on Monday.", "protested", ["Rabat"], MONDAY),
    ("Thousands of teachers marched in Rabat on Monday.", "marched", ["Rabat"], MONDAY),
    ("Police said protesters burned cars in Kampala on Monday.", "burned", ["Kampala"], MONDAY),
    ("Gunmen abducted nine students in Kuriga on Monday.", "abducted", ["Kuriga"], MONDAY),
    ("Rebels attacked Goma on Monday.", "attacked", ["Goma"], MONDAY),
    ("The army said rebels attacked Mosul on Monday.", "attacked", ["Mosul"], MONDAY),
    # a place that acts, names or owns is not where it happened
    ("Israel bombed a depot near Homs on Monday.", "bombed", ["Homs"], MONDAY),
    ("Kabul condemned the killing of nine people in Kandahar.", "killing", ["Kandahar"], None),
    ("The governor of Kandahar was shot dead in Herat on Monday.", "shot dead", ["Herat"], MONDAY),
    ("Soldiers from Uganda clashed with rebels in Bunia on Monday.", "clashed", ["Bunia"], MONDAY),
    ("Russian warplanes bombed Idlib on Monday.", "bombed", ["Idlib"], MONDAY),
    # never where somebody spoke, nor when
    (
        "Rebels attacked the town of Bunia on Sunday, a spokesman said in Kinshasa on Monday.",
        "attacked",
        ["Bunia"],
        SUNDAY,
    ),
    (
        "A spokesman told reporters in Kinshasa that rebels attacked the town of Bunia on Sunday.",
        "attacked",
        ["Bunia"],
        SUNDAY,
    ),
    (
        "Speaking in Geneva, the minister said rebels attacked the town of Bunia on Sunday.",
        "attacked",
        ["Bunia"],
        SUNDAY,
    ),
    ("The army said on Monday that rebels had attacked the town of Bunia on Sunday.", "attacked", ["Bunia"], SUNDAY),
    ("The army said in a statement on Monday that rebels had attacked the town of Bunia.", "attacked", ["Bunia"], None),
    ("Rebels attacked the town of Bunia, the army said on Monday.", "attacked", ["Bunia"], None),
    ("The army denied on Monday that its soldiers had killed nine farmers near Goma.", "killed", ["Goma"], None),
    ("Two soldiers were killed in Kashmir on Monday in an attack by Pakistan.", "killed", ["Kashmir"], MONDAY),
    # dates
    ("Rebels attacked Bunia on 3 May 2023.", "attacked", ["Bunia"], "2023-05-03"),
    ("Rebels attacked Kandahar on May 3.", "attacked", ["Kandahar"], "2024-05-03"),
    ("Rebels attacked Bunia yesterday.", "attacked", ["Bunia"], TUESDAY),
    ("Rebels attacked Bunia overnight on Monday.", "attacked", ["Bunia"], MONDAY),
    ("Rebels attacked Bunia late on Monday night.", "attacked", ["Bunia"], MONDAY),
    ("Rebels attacked Bunia.", "attacked", ["Bunia"], None),
]
ONE_FAILING = {
    "The army denied on Monday": "the day of a denial dates the act",
    "Two soldiers were killed in Kashmir": "who attacked is a place of the attack",
    "Police said protesters burned cars in Kampala on Monday.": "“in Kampala” after the object is not read",
    "Rebels attacked Goma on Monday.": "a town that is the bare object is read as a person",
    "The army said rebels attacked Mosul on Monday.": "“Mosul” is tagged as an adverb",
}


@pytest.mark.parametrize(("text", "word", "places", "day"), known(ONE, ONE_FAILING))
def test_an_act_has_a_setting(text: str, word: str, places: list[str], day: str | None) -> None:
    claim = told(code(text), word)
    assert [p.text for p in claim.places] == places
    assert (claim.date.first if claim.date else None) == day


TWO = [
    (
        "The rebels, who seized the town of Goma last week, attacked a convoy near Bunia on Monday.",
        {"seized": ("Goma", "2024-06-03"), "attacked": ("Bunia", MONDAY)},
    ),
    (
        "Rebels attacked the town of Bunia on Sunday and soldiers shelled the village of Oicha on Monday.",
        {"attacked": ("Bunia", SUNDAY), "shelled": ("Oicha", MONDAY)},
    ),
    (
        "A bomb killed nine people in Kandahar on Sunday, and gunmen shot dead a judge in Herat on Monday.",
        {"killed": ("Kandahar", SUNDAY), "shot dead": ("Herat", MONDAY)},
    ),
    (
        "On Sunday, rebels attacked the town of Bunia, and on Monday soldiers shelled the village of Oicha.",
        {"attacked": ("Bunia", SUNDAY), "shelled": ("Oicha", MONDAY)},
    ),
    (
        "Soldiers raided a camp near Oicha on Monday, a day after rebels attacked the town of Bunia.",
        {"raided": ("Oicha", MONDAY), "attacked": ("Bunia", SUNDAY)},
    ),
    (
        "Thousands of teachers protested in Rabat on Sunday while police arrested nine activists in Tangier.",
        {"protested": ("Rabat", SUNDAY), "arrested": ("Tangier", None)},
    ),
    (
        "Gunmen abducted nine students near Kaduna on Monday, while in Kano a bomb killed four people.",
        {"abducted": ("Kaduna", MONDAY), "killed": ("Kano", None)},
    ),
    (
        "Rebels who captured the town of Goma in January attacked the town of Bunia on Monday.",
        {"captured": ("Goma", "2024-01-01"), "attacked": ("Bunia", MONDAY)},
    ),
]
TWO_FAILING = {
    "The rebels, who seized the town of Goma last week": "the days of the two clauses are exchanged",
    "Soldiers raided a camp near Oicha on Monday, a day after": "the day of the main clause is taken",
    "Gunmen abducted nine students near Kaduna on Monday, while": "“killed” is taken for what the abduction did",
    "Rebels who captured the town of Goma in January attacked": "the day of the main clause is taken",
}


@pytest.mark.parametrize(("text", "settings"), known(TWO, TWO_FAILING))
def test_each_clause_keeps_its_own_setting(text: str, settings: dict[str, tuple[str, str | None]]) -> None:
    for word, (place, day) in settings.items():
        claim = told(code(text), word)
        assert [p.text for p in claim.places] == [place], word
        if day is not None:
            assert claim.date is not None, word
            assert claim.date.first == day, word


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Rebels attacked an army base in Bunia on Monday.", "in"),
        ("Rebels attacked an army base near Bunia on Monday.", "near"),
        ("Rebels attacked an army base on the outskirts of Bunia on Monday.", "outskirts"),
    ],
)
def test_a_place_tells_how_the_act_lies_to_it(text: str, relation: str) -> None:
    (claim,) = code(text)
    assert [p.relation for p in claim.places] == [relation]


def test_the_most_specific_place_comes_first() -> None:
    (claim,) = code("Rebels attacked a village in Ituri province, near the town of Bunia, on Monday.")
    assert [p.precision for p in claim.places] == ["near", "admin1"] or claim.places[0].text == "Bunia"
