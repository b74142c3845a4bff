"""Each judgement gives the level that its name promises, whichever claim comes first; sentences say it."""

from typing import Any

import pytest

from dateline.merge import compare, say
from dateline.merge.words import fold, weights
from tests.merge.made import count, features, party, place

ARMY, REBELS = party("the army", "state forces", "army-a"), party("the Front", "rebel group", "front")
GUNMEN, WOMEN = party("masked gunmen", "unknown"), party("two women of Alba", "civilians")
MARKET, BUS = party("the crowded market", is_object=True), party("a minibus", is_object=True)
BAZAAR = party("the bazaar", is_object=True)

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("when", {}, {}, "same"),
    ("when", {}, {"day": "2024-05-04"}, "next day"),
    ("when", {}, {"day": "2024-05-05"}, "apart"),
    ("when", {}, {"day": "2024-05-02..2024-05-04"}, "within"),
    ("when", {}, {"day": "2024-05"}, "day of period"),
    ("when", {"day": "2024-05"}, {"day": "2024-05"}, "same period"),
    ("when", {}, {"day": None, "published": "2024-05-04"}, "told at once"),
    ("when", {}, {"day": None, "published": "2024-05-07"}, "told later"),
    ("when", {}, {"day": None, "published": "2024-05-08"}, "told long after"),
    ("when", {}, {"day": None, "published": "2024-05-01"}, "told before"),
    ("when", {"day": None}, {"day": None}, "told together"),
    ("when", {"day": None}, {"day": None, "published": None}, "no days"),
    ("where", {}, {}, "same"),
    ("where", {}, {"at": "Bern"}, "near"),
    ("where", {}, {"at": "Cora"}, "around"),
    ("where", {}, {"at": "Dura"}, "far"),
    ("where", {}, {"at": (place("Dura", relation="dateline"),)}, "far from dateline"),
    ("where", {}, {"at": (place("Dura", "BBB"),)}, "other country"),
    ("where", {"at": "Nowhere"}, {"at": "Nowhere"}, "same name"),
    ("where", {"at": "Kurar Mota"}, {"at": "Qurar Mota"}, "other name"),
    ("where", {"at": "Kurar Mota"}, {"at": "Kurrar Mota"}, "alike"),
    ("where", {}, {"at": (place("AAA", precision="country"),)}, "same country"),
    ("where", {}, {"at": None}, "no place"),
    ("where", {"words": "they bombed old Gandara"}, {"at": None, "words": "a bomb in Gandara"}, "named in both"),
    ("what", {}, {}, "same"),
    ("what", {}, {"kind": "shelling"}, "other"),
    ("what", {}, {"kind": "attack"}, "general"),
    ("what", {"kind": "attack"}, {"kind": "attack"}, "same general"),
    ("what", {}, {"kind": "march"}, "kin"),
    ("who", {"by": (ARMY,)}, {"by": (ARMY,)}, "same"),
    ("who", {"by": (ARMY,)}, {"by": (REBELS,)}, "other"),
    ("who", {"by": (ARMY,)}, {"by": (party("soldiers", "state forces"),)}, "alike"),
    ("who", {"by": (REBELS,)}, {"by": (party("soldiers", "state forces"),)}, "unlike"),
    ("who", {"by": (ARMY,)}, {"by": (GUNMEN,)}, ""),
    ("who", {"by": (ARMY,)}, {}, ""),
    ("thing", {"on": (MARKET,)}, {"on": (BAZAAR,)}, "same"),
    ("thing", {"on": (MARKET,)}, {"on": (BUS,)}, "other"),
    ("killed", {"killed": 4}, {"killed": 4}, "same"),
    ("killed", {"killed": 1}, {"killed": 1}, "same few"),
    ("killed", {"killed": 0}, {"killed": 0}, "none"),
    ("killed", {"killed": 4}, {"killed": count(3, None)}, "fits"),
    ("killed", {"killed": 4, "published": "2024-05-03"}, {"killed": 9}, "rose"),
    ("killed", {"killed": 9, "published": "2024-05-03"}, {"killed": 4}, "differs"),
    ("killed", {"killed": 2}, {"killed": 40}, "far"),
    ("killed", {"killed": 2}, {"killed": count(None, None)}, ""),
    ("wording", {"words": "a raid on a wedding"}, {"words": "guests at weddings died"}, "one shared"),
    ("wording", {"words": "the ferry with onions sank"}, {"words": "onions from a ferry"}, "shared"),
    ("wording", {"words": "onions on a ferry"}, {"words": "a karaoke singer in his pyjamas"}, "none shared"),
    ("wording", {"words": "people were killed"}, {"words": "onions on a ferry"}, ""),
    ("extent", {"words": "twin blasts"}, {}, "part"),
    ("extent", {"words": "fighters entered five villages"}, {}, "part"),
    ("extent", {"words": "fighters entered the village with five guns"}, {}, ""),
    ("weapon", {"weapons": ("drone",)}, {"weapons": ("rocket",)}, "other"),
    ("hour", {"words": "bombed at dawn"}, {"words": "bombed in the evening"}, "other"),
    ("hour", {"words": "bombed at dawn"}, {"words": "bombed overnight"}, "touching"),
    ("extent", {"words": "a series of strikes on the front"}, {}, "part"),
    ("extent", {"at": ("Alba", "Cora", "Dura")}, {"at": ("Alba", "Alba Gate")}, "part"),
    ("outcome", {"outcome": "completed"}, {"outcome": "intercepted"}, "other"),
    ("report", {"work": "w"}, {"work": "w"}, "copied report"),
    ("report", {"work": "w", "words": "one text"}, {"work": "w", "words": "one text"}, "copied words"),
]


@pytest.mark.parametrize(("name", "one", "other", "level"), CASES)
def test_level(name: str, one: dict[str, Any], other: dict[str, Any], level: str) -> None:
    a, b = features("r1", **one), features("r2", **other)
    judgement = getattr(compare, name)
    assert (judgement(a, b), judgement(b, a)) == (level, level)
    if level:
        assert level in weights()[name] or (name, level) in compare.NEVER
        sentence, turned = (
            say.SENTENCES[name](x, y, level) if name in say.SENTENCES else "" for x, y in ((a, b), (b, a))
        )
        assert bool(sentence) == bool(turned)


def test_every_weight_is_of_a_judgement() -> None:
    assert set(weights()) == {"always", *compare.NAMES}


def test_days_apart_and_one_report_are_never_one_event() -> None:
    one = features("r1", killed=40, by=(ARMY,))
    assert compare.compare(one, features("r2", "2024-05-05", killed=40, by=(ARMY,))).odds == float("-inf")
    assert compare.compare(one, features("r1", killed=40, by=(ARMY,), words="and again")).odds == float("-inf")


def test_reasons_are_sentences_for_people() -> None:
    a = features("r1", killed=4, by=(ARMY,))
    b = features("r2", killed=count(4, 6), at="Alba Gate", by=(ARMY,))
    assert compare.reasons(a, b, compare.compare(a, b)) == (
        "same day (3 May 2024)", "2 km apart", "the same kind of act", "both by the army", "4 killed against 4 to 6",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "other"),
    [("al-Mayadeen", "Mayadeen"), ("Deir ez-Zor", "deir ez zor"), ("Gao city", "Gao"), ("Malé", "MALE")],
)
def test_names_of_one_key(name: str, other: str) -> None:
    assert fold(name) == fold(other)
