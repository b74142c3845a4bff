"""Casualties of one sentence: "9", "9+" (at least nine), "4-6", "?" (words such as "dozens"), None (not given)."""

import pytest

from tests.coding.loaded import known, shown, tolls

COUNTS = [
    # exact
    ("Nine people were killed in the attack.", "9", None),
    ("The blast killed nine people.", "9", None),
    ("The blast killed 9 people and wounded 14.", "9", "14"),
    ("The blast killed nine people and injured fourteen others.", "9", "14"),
    ("Nine people were killed and 14 wounded when a bomb went off.", "9", "14"),
    ("Nine died and 14 were hurt.", "9", "14"),
    ("The raid left nine dead and 14 injured.", "9", "14"),
    ("The raid left nine people dead.", "9", None),
    ("Gunmen shot dead four teachers.", "4", None),
    ("Four teachers were shot dead by gunmen.", "4", None),
    ("Four teachers were gunned down on their way to school.", "4", None),
    ("Fighters beheaded six villagers.", "6", None),
    ("An explosion claimed the lives of 17 miners.", "17", None),
    ("Six bodies were found in a ditch.", "6", None),
    ("The army said 31 rebels had been killed.", "31", None),
    ("Rebels attacked the post, killing three soldiers.", "3", None),
    ("Rebels attacked the post, killing three soldiers and wounding five.", "3", "5"),
    ("The death toll rose to 45.", "45", None),
    ("The clashes resulted in 12 deaths.", "12", None),
    ("Some 1,200 people have been killed since the fighting began.", "1200", None),
    ("Five children were taken to hospital with burns.", None, "5"),
    ("Twelve people sustained injuries.", None, "12"),
    ("Three soldiers lost their lives in the ambush.", "3", None),
    # at least, more than, ranges, vague words
    ("At least nine people were killed.", "9+", None),
    ("At least nine people were killed and more than 20 wounded.", "9+", "20+"),
    ("Between four and six people were killed.", "4-6", None),
    ("Four to six people were killed.", "4-6", None),
    ("Up to 40 people were killed.", "?", None),
    ("Dozens of people were killed.", "?", None),
    ("Dozens were killed and scores wounded.", "?", "?"),
    ("Several villagers were wounded.", None, "?"),
    ("The blast wounded dozens.", None, "?"),
    ("A dozen people were killed.", "12", None),
    ("Two dozen people were killed.", "24", None),
    # one person without a number
    ("A soldier was killed by a sniper.", "1", None),
    ("A sniper killed a soldier.", "1", None),
    ("The mayor was shot dead outside his home.", "1", None),
    ("One person was killed and another wounded.", "1", "1"),
    ("A policeman died and two others were injured.", "1", "2"),
    ("A child was wounded by shrapnel.", None, "1"),
    # totals and parts: the total stands
    ("Twelve people, including three children, were killed.", "12", None),
    ("The attack killed 12 people, including three children.", "12", None),
    ("The attack killed 12 people, among them two nurses and a priest.", "12", None),
    ("Twenty people were killed, five of them soldiers.", "20", None),
    # parts joined: added
    ("Three soldiers and two civilians were killed.", "5", None),
    ("The blast killed four soldiers and two police officers.", "6", None),
    ("The blast killed four soldiers, two police officers and a driver.", "7", None),
    # none
    ("There were no casualties.", "0", "0"),
    ("No casualties were reported.", "0", "0"),
    ("No one was killed or injured.", "0", "0"),
    ("No one was hurt.", "0", "0"),
    ("No one was killed.", "0", None),
    ("There were no deaths.", "0", None),
    ("The rockets fell in a field without causing casualties.", "0", "0"),
    ("Nobody was injured.", None, "0"),
    # not known is not none
    ("There was no immediate word on casualties.", None, None),
    ("There were no immediate reports of casualties.", None, None),
    # never counted
    ("Police arrested 40 people after the blast.", None, None),
    ("Forty people were arrested.", None, None),
    ("Some 300 families were displaced by the fighting.", None, None),
    ("About 5,000 people attended the funeral of the dead.", None, None),
    ("Thirty hostages were freed.", None, None),
    ("The rebels captured 14 soldiers.", None, None),
    ("Fifteen cows were killed.", None, None),
    ("Nine people, most of them women, were killed.", "9", None),
    ("The mayor and two of his bodyguards were killed.", "3", None),
    ("A police officer was stabbed to death.", "1", None),
    ("Nine cattle raiders were killed.", "9", None),
    ("Three vehicles were destroyed.", None, None),
    ("In 2016 rebels killed nine people.", "9", None),
    ("Nine people were killed in 2016.", "9", None),
    ("The war of 1998 killed many people.", "?", None),
    ("Since 2011 the town has been shelled daily.", None, None),
    ("On 24 August a bomb killed nine people.", "9", None),
    ("A 14-year-old boy was killed.", "1", None),
    ("A 14-year-old boy was wounded.", None, "1"),
    ("The fighting killed nine people over 20 days.", "9", None),
    ("A bomb exploded 30 km from the capital and killed nine people.", "9", None),
    ("Nine people were killed and 40 arrested.", "9", None),
    ("Nine people were killed and 12 houses burned.", "9", None),
    ("Nine people were killed on Highway 80.", "9", None),
    ("The rebels denied that they had killed anyone.", None, None),
    ("Two gunmen attacked a bank.", None, None),
    ("Two gunmen killed a guard.", "1", None),
    ("Two suicide bombers killed nine people.", "9", None),
    ("Four men on motorcycles shot dead a judge.", "1", None),
]
COUNTS_FAILING = {
    "The mayor and two of his bodyguards": "“the mayor” is not added",
    "Nine cattle raiders were killed.": "people named after animals are not counted",
    "One person was killed and another wounded.": "“another wounded” is not counted",
    "The blast killed four soldiers, two police officers and a": "“a driver” is not added",
    "About 5,000 people attended the funeral of the dead.": "those who attended are counted as dead: “… of the dead”",
    "Fifteen cows were killed.": "animals are counted as people",
    "Four men on motorcycles shot dead a judge.": "those who shot are counted as shot",
}


@pytest.mark.parametrize(("text", "killed", "injured"), known(COUNTS, COUNTS_FAILING))
def test_a_sentence_counts(text: str, killed: str | None, injured: str | None) -> None:
    found = tolls(text)
    assert len({t.kind for t in found}) == len(found)
    want = {"killed": killed, "injured": injured}
    assert {t.kind: shown(t.count) for t in found} == {kind: count for kind, count in want.items() if count is not None}


REVISED = [
    "The death toll has risen to 45.",
    "The number of people killed climbed to 45.",
    "Officials revised the toll to 45 dead.",
    "The toll now stands at 45 dead.",
]
REVISED_FAILING: dict[str, str] = {}


@pytest.mark.parametrize("text", known(REVISED, REVISED_FAILING))
def test_a_new_total_is_marked_as_replacing_the_old(text: str) -> None:
    (toll,) = tolls(text)
    assert (toll.kind, shown(toll.count), toll.revised) == ("killed", "45", True)


@pytest.mark.parametrize("text", [*(row[0] for row in COUNTS), "NINE PEOPLE WERE KILLED IN THE BLAST."])
def test_a_toll_keeps_its_words(text: str) -> None:
    for toll in tolls(text):
        assert toll.count.start is not None
        assert toll.count.text == text[toll.count.start : toll.count.end]
