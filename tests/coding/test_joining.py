"""One event told several times is one claim, two events in a sentence are two: the trigger words of each claim."""

import pytest

from tests.coding.loaded import code, known

ONE = [
    # a sentence after the other
    "Rebels attacked an army base in Bunia on Monday. The attack killed nine soldiers.",
    "Rebels attacked an army base in Bunia on Monday. The attack left nine soldiers dead. No group has claimed it.",
    "A bomb exploded in a market in Kandahar on Monday. The blast killed nine people. The explosion also "
    "destroyed several shops.",
    "A suicide bomber struck a mosque in Kano on Monday. Nine people were killed in the bombing.",
    "Gunmen killed nine villagers near Bunia on Monday. The massacre began at dawn.",
    "Soldiers clashed with rebels near Bunia on Monday. The fighting lasted four hours. Nine rebels died in "
    "the clashes.",
    "An air strike hit a hospital in Idlib on Monday. The strike killed nine patients.",
    "Gunmen abducted nine students near Kaduna on Monday. The kidnapping took place at noon.",
    "Thousands of teachers protested in Rabat on Monday. The protest ended peacefully.",
    # thrice, with other words between
    "Gunmen attacked a police post in Kandahar on Monday.\n\nThe interior ministry said nine officers were killed "
    "in the attack.\n\nThe mayor called the assault cowardly.",
    # inside a sentence
    "Rebels attacked an army base in Bunia on Monday, killing nine soldiers.",
    "Nine soldiers were killed when rebels attacked an army base in Bunia on Monday.",
    "A car bomb exploded in Kandahar on Monday, killing nine people and wounding 14.",
    "Nine people were killed and 14 wounded in a car bomb attack in Kandahar on Monday.",
    "Gunmen ambushed a convoy near Bunia on Monday and killed four soldiers.",
    "Police fired tear gas and beat protesters in Kampala on Monday.",
    # the toll alone
    "Rebels attacked an army base in Bunia on Monday. Nine soldiers were killed.",
    "A bomb exploded in a market in Kandahar on Monday. Nine people were killed and 14 injured.",
    "A bomb exploded in a market in Kandahar on Monday. At least nine people died.",
    # they, it
    "Gunmen raided a village near Bunia on Monday. They killed nine farmers.",
    # what somebody used and to what end
    "Police in Nairobi fired tear gas to disperse hundreds of protesters on Monday.",
    "Opposition supporters took to the streets of Caracas on Monday to protest against the election result.",
    "A mob lynched two men accused of theft in a village near Jos on Monday.",
    # what followed
    "Rebels and government troops clashed in Bunia on Monday, killing nine people and forcing thousands to flee.",
    # places listed
    "A series of air strikes on Monday hit Idlib, Saraqib and Hama.",
]


ONE_FAILING = {
    "Opposition supporters took to the streets": "an aim is a claim of its own",
    "A mob lynched two men accused of theft": "“accused of” is an accusation of its own",
    "Police in Nairobi fired tear gas to disperse hundreds of": "an aim is a claim of its own",
}


@pytest.mark.parametrize("text", known(ONE, ONE_FAILING))
def test_one_event_is_one_claim(text: str) -> None:
    claims = code(text)
    assert len(claims) == 1, [[m.trigger for m in c.mentions] for c in claims]


TWO = [
    ("Gunmen attacked a mosque in Herat on Monday. The attack came two days after a bomb killed nine in Kandahar.", 2),
    ("Rebels attacked Bunia on Sunday and shelled Oicha on Monday.", 2),
    ("Rebels attacked Bunia on Sunday. Another attack hit Oicha on Monday.", 2),
    ("A bomb exploded in Kandahar on Sunday. A second bomb exploded in Herat on Monday.", 2),
    ("A bomb exploded in Kandahar on Sunday. Two days later, gunmen shot dead a judge in Herat.", 2),
    ("Gunmen killed a judge in Herat on Monday. In a separate attack, gunmen killed a teacher in Kandahar.", 2),
    ("Police arrested nine activists in Kampala on Sunday and protesters burned cars in Jinja on Monday.", 2),
    ("Rebels attacked Bunia on 3 May. Rebels attacked Bunia on 9 June.", 2),
    ("Soldiers killed nine rebels near Bunia on Sunday. Rebels killed nine soldiers near Goma on Monday.", 2),
    ("Thousands protested in Rabat on Sunday. Soldiers shelled the town of Bunia on Monday.", 2),
    ("Gunmen killed a judge in Herat on Monday and a bomb exploded in Kandahar.", 2),
    ("Gunmen abducted nine students near Kaduna on Monday, while in Kano a bomb killed four people.", 2),
    ("The army ambushed rebels in Goma on Sunday, and hours later a bomb killed four people in Bukavu.", 2),
    ("Soldiers raided a camp near Oicha on Monday, a day after rebels attacked the town of Bunia.", 2),
    ("Rebels attacked Bunia on Saturday, Oicha on Sunday and Beni on Monday.", 3),
    ("A bomb killed nine people in Kandahar on Monday. The same day a grenade wounded four in Herat.", 2),
    ("Gunmen abducted nine students near Kaduna on Sunday. On Monday they released two of the students.", 2),
]
TWO_FAILING = {
    "Gunmen attacked a mosque in Herat on Monday. The attack came": "“attack” joins the act that it came after",
    "Gunmen killed a judge in Herat on Monday and a bomb": "“exploded” is taken for an effect of the killing",
    "Gunmen abducted nine students near Kaduna on Monday, while": "“killed” is taken for what the abduction did",
    "Rebels attacked Bunia on Saturday, Oicha on Sunday and Beni": "three days with one verb are one claim",
    "A bomb killed nine people in Kandahar on Monday. The same day": "“wounded” by a grenade is a toll of the bomb",
    "Gunmen abducted nine students near Kaduna on Sunday. On Monday they": "“they released” is not said",
}


@pytest.mark.parametrize(("text", "number"), known(TWO, TWO_FAILING))
def test_several_events_are_several_claims(text: str, number: int) -> None:
    real = [c for c in code(text) if c.modality in ("asserted", "alleged")]
    assert len(real) == number, [[m.trigger for m in c.mentions] for c in real]


TOLD_AGAIN = [
    (
        "Gunmen attacked a market in Niamey on Sunday, killing 14 people. The attackers opened fire on traders.",
        ["attacked", "killing", "opened fire"],
    ),
    (
        "The army recaptured the town of Bama on Sunday. Some 30 rebels were killed in the operation.",
        ["recaptured", "killed", "operation"],
    ),
    (
        "The army said on Tuesday it had recaptured the town of Bama from rebels.\n\nThe operation began on Sunday. "
        "Some 30 rebels were killed and two soldiers wounded, a spokesman said.",
        ["recaptured", "killed", "wounded", "operation"],
    ),
    (
        "A bomb exploded in Kano on Monday, killing nine people.\n\nThe blast was heard in all the city.\n\n"
        "No group has claimed responsibility for the attack.\n\nIn 2014 a bomb killed 100 people in Kano.",
        ["exploded", "killing", "blast", "attack"],
    ),
]
TOLD_AGAIN_FAILING = {
    "Gunmen attacked a market in Niamey": "“the attackers opened fire” is left out",
    "The army said on Tuesday it had recaptured": "the dead of an operation are an event of their own",
}


@pytest.mark.parametrize(("text", "triggers"), known(TOLD_AGAIN, TOLD_AGAIN_FAILING))
def test_all_that_tells_an_event_is_a_mention_of_it(text: str, triggers: list[str]) -> None:
    found = [m.trigger for m in sorted(code(text)[0].mentions, key=lambda m: m.trigger_start)]
    assert set(triggers) >= set(found)
    assert set(triggers) - set(found) <= {"operation"}


@pytest.mark.xfail(strict=True, reason="“the rockets” does not say whose toll it is")
def test_no_casualties_of_one_act_are_no_casualties_of_another() -> None:
    text = (
        "Air strikes killed 12 people in Gaza City on Monday, and militants fired rockets at Ashkelon.\n\n"
        "One strike hit a house, killing a family of five.\n\nThe rockets caused no casualties."
    )
    assert [
        c.mentions[0].text for c in code(text) if c.killed and c.killed.low == 0 and "killing" in c.mentions[0].text
    ] == []


def test_a_join_says_why() -> None:
    (claim,) = code("Rebels attacked an army base in Bunia on Monday. The attack killed nine soldiers.")
    assert len(claim.mentions) > 1
    assert any("“attack”" in reason for reason in claim.reasons)


def test_the_toll_of_a_later_sentence_joins_the_event() -> None:
    (claim,) = code("A bomb exploded in a market in Kandahar on Monday. Nine people were killed and 14 injured.")
    assert claim.killed is not None
    assert claim.injured is not None
    assert (claim.killed.low, claim.injured.low) == (9, 14)


def test_places_of_one_act_are_places_of_one_claim() -> None:
    (claim,) = code("A series of air strikes on Monday hit Idlib, Saraqib and Hama.")
    assert {p.text for p in claim.places} == {"Idlib", "Saraqib", "Hama"}


def test_what_is_feared_does_not_join_what_happened() -> None:
    claims = code("Rebels attacked Bunia on Monday. Residents fear an attack on Goma.")
    assert sorted(c.modality for c in claims) in (["asserted"], ["asserted", "hypothetical"])
    assert {p.text for c in claims if c.modality == "asserted" for p in c.places} == {"Bunia"}
