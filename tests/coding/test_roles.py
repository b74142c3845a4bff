"""Who did it and to whom: the head words in the roles of a trigger, "a b" for two."""

import pytest

from dateline.coding.parts.lexicon import cues
from dateline.coding.parts.roles import find_roles
from tests.coding.loaded import grammar, known, way

ROLES = [
    # who says what others must do
    ("The envoy said the rebels must disarm.", "must", "envoy", "rebels"),
    ("The rebels must disarm.", "must", "", ""),
    # who stands between the words of a trigger
    ("The court found the minister guilty.", "found", "court", "minister"),
    # active and passive
    ("Rebels attacked a convoy.", "attacked", "Rebels", "convoy"),
    ("A convoy was attacked by rebels.", "attacked", "rebels", "convoy"),
    ("A convoy has been attacked.", "attacked", "", "convoy"),
    ("Rebels and militiamen attacked a convoy and a village.", "attacked", "Rebels militiamen", "convoy village"),
    ("Soldiers opened fire on protesters.", "opened", "Soldiers", "protesters"),
    ("Police arrested the mayor.", "arrested", "Police", "mayor"),
    ("The mayor was arrested by police on Monday.", "arrested", "police", "mayor"),
    ("Gunmen kidnapped two nurses from a clinic.", "kidnapped", "Gunmen", "nurses"),
    # light verbs
    ("Rebels launched an attack on the base.", "attack", "Rebels", "base"),
    ("Rebels carried out a raid against the village.", "raid", "Rebels", "village"),
    ("The army conducted air strikes on the camp.", "air", "army", "camp"),
    ("The base came under attack.", "attack", "", "base"),
    ("The base came under attack by rebels.", "attack", "rebels", "base"),
    ("An attack was launched on the base by rebels.", "attack", "rebels", "base"),
    ("Rebels laid siege to the town.", "laid", "Rebels", "town"),
    # nominalisations
    ("An attack by rebels on the base killed nine.", "attack", "rebels", "base"),
    ("The army's attack on the village caused an outcry.", "attack", "army", "village"),
    ("A rebel attack on the village began at dawn.", "attack", "rebel", "village"),
    ("The killing of the mayor by gunmen shocked the town.", "killing", "gunmen", "mayor"),
    ("The mayor's murder shocked the town.", "murder", "", "mayor"),
    ("The assassination of the minister led to riots.", "assassination", "", "minister"),
    ("The shelling of the camp by the army went on.", "shelling", "army", "camp"),
    ("Attacks against aid workers by militiamen rose.", "Attacks", "militiamen", "workers"),
    ("The bombardment of the port lasted two days.", "bombardment", "", "port"),
    ("The arrest of the editor drew criticism.", "arrest", "", "editor"),
    # participles, infinitives, conjoined verbs
    ("Rebels entered the town, killing nine villagers.", "killing", "Rebels", "villagers"),
    ("Rebels stormed the village and killed nine villagers.", "killed", "Rebels", "villagers"),
    ("The rebels, armed with rifles, attacked the post.", "attacked", "rebels", "post"),
    ("Gunmen shot and killed a judge.", "killed", "Gunmen", "judge"),
    ("Gunmen ambushed and killed four soldiers.", "ambushed", "Gunmen", "soldiers"),
    ("After attacking the village, the rebels fled.", "attacking", "rebels", "village"),
    # relative clauses, full and reduced
    ("The rebels who attacked the village fled.", "attacked", "rebels", "village"),
    ("The rebels that attacked the village fled.", "attacked", "rebels", "village"),
    ("The village that was attacked by rebels is empty.", "attacked", "rebels", "village"),
    ("The village attacked by rebels is empty.", "attacked", "rebels", "village"),
    ("The soldiers killed by rebels were buried.", "killed", "rebels", "soldiers"),
    ("Nine villagers killed in the raid were buried.", "killed", "", "villagers"),
    ("Police named the man who shot the judge.", "shot", "man", "judge"),
    # mutual
    ("Soldiers clashed with rebels.", "clashed", "Soldiers", "rebels"),
    ("Soldiers and rebels clashed near the town.", "clashed", "Soldiers rebels", ""),
    ("Clashes between soldiers and rebels left nine dead.", "Clashes", "soldiers rebels", ""),
    ("Fighting between soldiers and rebels went on.", "Fighting", "soldiers rebels", ""),
    ("The army fought rebels for two days.", "fought", "army", "rebels"),
    ("Soldiers exchanged fire with gunmen.", "exchanged", "Soldiers", "gunmen"),
    ("The president met the rebel leader.", "met", "president", "leader"),
    ("The two ministers held talks with the rebels.", "talks", "ministers", "rebels"),
    # things and weapons as subjects
    ("An air strike hit a hospital.", "air", "", "hospital"),
    ("The blast killed nine people.", "killed", "blast", "people"),
    # gatherings
    ("Students protested against the government.", "protested", "Students", "government"),
    ("Thousands of people marched through the capital.", "marched", "Thousands", ""),
    ("A protest by teachers blocked the road.", "protest", "teachers", ""),
    # a subject far away
    ("The army, which had promised a truce, shelled the town.", "shelled", "army", "town"),
    ("Rebels loyal to the former president attacked the port.", "attacked", "Rebels", "port"),
    ("On Monday, in the early hours, rebels attacked the port.", "attacked", "rebels", "port"),
    ("The rebels were said to have attacked the port.", "attacked", "rebels", "port"),
    ("The army said rebels attacked the port.", "attacked", "rebels", "port"),
]
ROLES_FAILING = {
    "An attack was launched on the base by rebels.": "“on” under the light verb is not read",
    "An attack by rebels on the base killed nine.": "“on the base” hangs under “rebels” in the parse",
    "Attacks against aid workers by militiamen rose.": "“by” hangs under “workers” in the parse",
}


@pytest.mark.parametrize(("text", "word", "initiators", "targets"), known(ROLES, ROLES_FAILING))
def test_a_sentence_has_roles(text: str, word: str, initiators: str, targets: str) -> None:
    of = grammar(text)
    roles = find_roles(of, way(of, word), cues())
    given = [" ".join(of.tokens[i].text for i in sorted(side)) for side in (roles.initiators, roles.targets)]
    assert given == [initiators, targets]


BEYOND = [
    ("Rebels fired rockets at the base.", "fired", "base"),
    ("The navy fired missiles into the port.", "fired", "port"),
    ("The government sent medicine to the town.", "sent", "town"),
]


@pytest.mark.parametrize(("text", "word", "beyond"), BEYOND)
def test_an_act_reaches_through_what_it_uses(text: str, word: str, beyond: str) -> None:
    of = grammar(text)
    roles = find_roles(of, way(of, word), cues())
    assert beyond in [of.tokens[i].text for i in (*roles.beyond, *roles.targets)]


PREDICATES = [
    ("Rebels launched an attack on the base.", "attack", "launched"),
    ("The attack killed nine people.", "attack", "killed"),
    ("Rebels attacked the base.", "attacked", "attacked"),
    ("The base came under attack.", "attack", "came"),
    ("Nine people died in an attack on the base.", "attack", "attack"),
]


@pytest.mark.parametrize(("text", "word", "verb"), PREDICATES)
def test_the_predicate_is_the_verb_that_tells_the_act(text: str, word: str, verb: str) -> None:
    of = grammar(text)
    assert of.tokens[find_roles(of, way(of, word), cues()).predicate].text == verb
