"""How far a noun phrase reaches, and the weapons of a sentence."""

import pytest

from dateline.coding.parts.phrases import phrase
from tests.coding.loaded import arms, grammar, head, known

PHRASES = [
    # modifiers on the left
    ("Armed men attacked the village.", "men", "Armed men"),
    ("Three masked gunmen on motorcycles shot him.", "gunmen", "Three masked gunmen"),
    ("At least nine soldiers were killed.", "soldiers", "At least nine soldiers"),
    ("Suspected Islamist militants attacked the post.", "militants", "Suspected Islamist militants"),
    ("The army's northern command attacked the post.", "command", "The army's northern command"),
    ("A 14-year-old boy was killed.", "boy", "A 14-year-old boy"),
    ("The Russian-backed army shelled the town.", "army", "The Russian-backed army"),
    # of, from, containers
    ("A group of armed men attacked the village.", "group", "A group of armed men"),
    ("Dozens of students marched.", "Dozens", "Dozens of students"),
    ("Fighters of the Free Valley Army attacked the post.", "Fighters", "Fighters of the Free Valley Army"),
    ("Members of the security forces fired.", "Members", "Members of the security forces"),
    ("Hundreds of people from the Fulani community fled.", "Hundreds", "Hundreds of people from the Fulani community"),
    ("Fighters from the Free Valley Army attacked the post.", "Fighters", "Fighters from the Free Valley Army"),
    ("A convoy of the United Nations was attacked.", "convoy", "A convoy of the United Nations"),
    ("Positions of the 3rd Brigade were shelled.", "Positions", "Positions of the 3rd Brigade"),
    # what belongs to it
    ("Militants linked to the Islamic State attacked the post.", "Militants", "Militants linked to the Islamic State"),
    ("Troops loyal to the president attacked the post.", "Troops", "Troops loyal to the president"),
    (
        "The Free Valley Army (FVA) attacked the post.",
        "Army",
        "The Free Valley Army",
    ),
    # what does not: relative clauses, participles, appositions, places
    ("The rebels who took the town attacked the post.", "rebels", "The rebels"),
    ("The rebels, who took the town, attacked the post.", "rebels", "The rebels"),
    ("The convoy carrying food was attacked.", "convoy", "The convoy"),
    ("A bus travelling to the coast was attacked.", "bus", "A bus"),
    ("Soldiers in the north were attacked.", "Soldiers", "Soldiers"),
    ("The market in the old town was hit.", "market", "The market"),
    ("Jan Berek, the mayor, was shot.", "Berek", "Jan Berek"),
    ("The mayor, Jan Berek, was shot.", "mayor", "The mayor"),
    ("Mayor Jan Berek was shot.", "Berek", "Mayor Jan Berek"),
    ("The police chief was shot.", "chief", "The police chief"),
    # lists
    ("Soldiers, police and militiamen fought the rebels.", "Soldiers", "Soldiers"),
    ("Soldiers, police and militiamen fought the rebels.", "militiamen", "militiamen"),
    ("Two soldiers and a policeman were killed.", "policeman", "a policeman"),
    # possessives
    ("The president's brother was shot.", "brother", "The president's brother"),
    ("The president's brother was shot.", "president", "The president"),
    # the object after the verb
    ("Rebels burned down a primary school near the river.", "school", "a primary school"),
    ("Rebels killed nine of the hostages.", "nine", "nine of the hostages"),
    ("Police beat a journalist of the daily Telegraf.", "journalist", "a journalist of the daily Telegraf"),
]
PHRASES_FAILING = {
    "Militants linked to the Islamic State attacked the post.": "“linked to” is cut off",
    "Police beat a journalist of the daily Telegraf.": "“of the daily” is cut off",
}


@pytest.mark.parametrize(("text", "word", "reach"), known(PHRASES, PHRASES_FAILING))
def test_a_phrase_reaches(text: str, word: str, reach: str) -> None:
    of = grammar(text)
    start, end = phrase(of, head(of, word), text)
    assert text[start:end] == reach


def test_the_words_of_the_act_are_no_part_of_a_phrase() -> None:
    text = "Rebel attack victims were buried."
    of = grammar(text)
    start, end = phrase(of, head(of, "victims"), text, act=(head(of, "attack"),))
    assert text[start:end] == "victims"


WEAPONS = [
    ("Rebels fired rockets at the base.", [("rockets", "rocket", None)]),
    ("Rebels fired 40 rockets at the base.", [("40 rockets", "rocket", 40)]),
    ("A car bomb exploded.", [("car bomb", "vehicle bomb", 1)]),
    ("Three car bombs exploded.", [("Three car bombs", "vehicle bomb", 3)]),
    ("At least 20 mortar shells fell on the town.", [("20 mortar shells", "mortar", None)]),
    ("A roadside bomb hit a bus.", [("roadside bomb", "IED", 1)]),
    ("An improvised explosive device went off.", [("improvised explosive device", "IED", 1)]),
    ("He was stabbed with a knife.", [("knife", "blade", 1)]),
    ("Men with machetes and rifles attacked.", [("machetes", "blade", None), ("rifles", "small arms", None)]),
    ("A drone hit a fuel depot.", [("drone", "drone", 1)]),
    ("The army fired ballistic missiles.", [("ballistic missiles", "missile", None)]),
    ("Troops used tear gas and rubber bullets.", [("tear gas", "other", None), ("rubber bullets", "small arms", None)]),
    ("Aircraft dropped barrel bombs on the town.", [("barrel bombs", "aircraft bomb", None)]),
    ("A rocket-propelled grenade hit the gate.", [("rocket-propelled grenade", "rocket", 1)]),
    ("Villagers fled on foot.", []),
    ("The talks failed.", []),
]
WEAPONS_FAILING = {
    "He was stabbed with a knife.": "“a knife” is not one knife",
}


@pytest.mark.parametrize(("text", "wanted"), known(WEAPONS, WEAPONS_FAILING))
def test_a_sentence_has_weapons(text: str, wanted: list[tuple[str, str, int | None]]) -> None:
    found = arms(text)
    known = [w for w in found if w.text.lower() != "aircraft"]  # an agent: it says what was dropped, not that it is one
    assert [(w.kind, w.quantity) for w in known] == [(kind, quantity) for _, kind, quantity in wanted]
    assert all(words in w.text for w, (words, _, _) in zip(known, wanted, strict=True))
    assert all(text[w.start : w.end] == w.text for w in found)
