"""How an act is meant: by the sentence and the trigger word."""

import pytest

from dateline.coding.parts.lexicon import cues
from dateline.coding.parts.modality import NEGATED, REFUSED, find_modality
from tests.coding.loaded import grammar, known, way

MEANT = [
    # asserted
    ("Rebels attacked the town on Monday.", "attacked", "asserted"),
    ("The town was attacked by rebels.", "attacked", "asserted"),
    ("Rebels launched an attack on the town.", "attack", "asserted"),
    ("Soldiers have shelled the village.", "shelled", "asserted"),
    ("The army said rebels attacked the town.", "attacked", "asserted"),
    ("The army confirmed that rebels had attacked the town.", "attacked", "asserted"),
    ("Rebels attacked the town but failed to take it.", "attacked", "asserted"),
    ("An attack on the town killed nine people.", "attack", "asserted"),
    ("The rebels managed to capture the airport.", "capture", "asserted"),
    ("The army began to shell the town at dawn.", "shell", "asserted"),
    ("The army continued to bomb the city.", "bomb", "asserted"),
    ("The blast forced police to fire on the crowd.", "fire", "asserted"),
    ("Residents who could not leave were killed.", "killed", "asserted"),
    ("The minister, who may resign, was shot on Monday.", "shot", "asserted"),
    ("The group claimed responsibility for the attack.", "attack", "asserted"),
    ("The president condemned the attack on the village.", "attack", "asserted"),
    ("The men were killed as they tried to flee.", "killed", "asserted"),
    # planned
    ("Rebels will attack the town.", "attack", "planned"),
    ("The army plans to attack the town.", "attack", "planned"),
    ("The rebels were planning an attack on the airport.", "attack", "planned"),
    ("Police foiled a plot to bomb the embassy.", "bomb", "planned"),
    ("The army is preparing to storm the city.", "storm", "planned"),
    ("The army is preparing for an assault on the city.", "assault", "planned"),
    ("The two sides agreed to hold talks.", "talks", "planned"),
    ("The government promised to release the prisoners.", "release", "planned"),
    ("Plans for a ceasefire were discussed.", "ceasefire", "planned"),
    ("A planned attack on the base was called off.", "attack", "planned"),
    ("The union called for a protest on Friday.", "protest", "planned"),
    ("Talks are due to begin on Friday.", "Talks", "planned"),
    ("A summit is scheduled for Friday.", "summit", "planned"),
    ("The army is about to attack the town.", "attack", "planned"),
    ("The army is going to attack the town.", "attack", "planned"),
    ("Troops were sent to attack the rebel base.", "attack", "planned"),
    ("Troops moved north to recapture the town.", "recapture", "planned"),
    ("The offensive is aimed at ousting the rebels.", "ousting", "planned"),
    # threatened
    ("The rebels swore to attack the town.", "attack", "threatened"),
    ("The rebels vowed to attack the capital.", "attack", "threatened"),
    ("The group warned that it would kill the hostages.", "kill", ("threatened", "hypothetical")),
    ("The rebels threatened an attack on the dam.", "attack", "threatened"),
    ("The group repeated its threat to kill the hostages.", "kill", "threatened"),
    ("He issued threats of an attack on the airport.", "attack", "threatened"),
    # hypothetical
    ("Rebels may attack the town.", "attack", "hypothetical"),
    ("Rebels could attack the town within days.", "attack", "hypothetical"),
    ("An attack on the town would be a mistake.", "attack", "hypothetical"),
    ("Residents fear an attack on the town.", "attack", "hypothetical"),
    ("Residents fear that rebels will attack the town.", "attack", ("planned", "hypothetical")),
    ("Officials warned of a possible attack.", "attack", "hypothetical"),
    ("Officials warned of attacks on foreigners.", "attacks", "hypothetical"),
    ("If rebels attack the town, the army is ready.", "attack", "hypothetical"),
    ("The army will respond if rebels attack the town.", "attack", "hypothetical"),
    ("It is not clear whether rebels attacked the town.", "attacked", "hypothetical"),
    ("The risk of an attack on the airport is high.", "attack", "hypothetical"),
    ("Any attack on the town will be punished.", "attack", "hypothetical"),
    ("Police increased patrols to prevent attacks on shops.", "attacks", "hypothetical"),
    ("The army would have attacked the town.", "attacked", "hypothetical"),
    ("Soldiers should not fire on the crowd.", "fire", (NEGATED, "hypothetical")),
    # denied
    ("The army denied that it attacked the village.", "attacked", "denied"),
    ("The army denied attacking the village.", "attacking", "denied"),
    ("The army denied any attack on the village.", "attack", ("denied", "hypothetical")),
    ("The army denied involvement in the attack.", "attack", ("denied", "asserted")),
    ("The army denied that the village was shelled.", "shelled", "denied"),
    # negated
    ("Rebels did not attack the town.", "attack", NEGATED),
    ("The army never shelled the village.", "shelled", NEGATED),
    ("There was no attack on the town.", "attack", NEGATED),
    ("No attack took place.", "attack", NEGATED),
    ("The rebels have not captured the town.", "captured", NEGATED),
    ("The rebels didn't attack the town.", "attack", NEGATED),
    ("The town was not attacked.", "attacked", NEGATED),
    ("Neither side attacked the town.", "attacked", (NEGATED, "asserted")),
    # refused
    ("The rebels will not release the hostages.", "release", REFUSED),
    ("The rebels said they would not release the hostages.", "release", REFUSED),
    ("The army would never attack the town.", "attack", REFUSED),
    # the "will" of words told after
    ("The army said it would release the prisoners.", "release", "planned"),
    ("The army would release the prisoners if the rebels disarmed.", "release", "hypothetical"),
    # recurring
    ("Rebels regularly attack the town.", "attack", "recurring"),
    ("Regular attacks on the base have worn down its garrison.", "attacks", "recurring"),
    ("The town is shelled daily.", "shelled", "recurring"),
    ("Almost daily attacks have emptied the villages.", "attacks", "recurring"),
    ("Rebels attack the town every night.", "attack", "recurring"),
    ("Kidnappings are frequent in the region.", "Kidnappings", "recurring"),
    ("The rebels often ambush convoys on this road.", "ambush", "recurring"),
    # alleged
    ("Soldiers allegedly attacked the village.", "attacked", "alleged"),
    ("Soldiers reportedly attacked the village.", "attacked", "alleged"),
    ("The rebels accused the army of attacking the village.", "attacking", "alleged"),
    ("The army is accused of shelling the village.", "shelling", "alleged"),
    ("The alleged attack took place on Monday.", "attack", "alleged"),
    ("He was blamed for the killing of nine people.", "killing", ("alleged", "asserted")),
    ("The rebels claim that the army bombed the village.", "bombed", "alleged"),
]
MEANT_FAILING = {
    "Talks are due to begin on Friday.": "“due to” does not make it planned",
    "A summit is scheduled for Friday.": "a passive “scheduled” does not make it planned",
    "The army is going to attack the town.": "“going to” does not make it planned",
    "An attack on the town would be a mistake.": "“would be” above the noun does not make it hypothetical",
    "The rebels accused the army of attacking the village.": "an accusation of an act does not make it alleged",
}


@pytest.mark.parametrize(("text", "word", "modality"), known(MEANT, MEANT_FAILING))
def test_an_act_is_meant(text: str, word: str, modality: str | tuple[str, ...]) -> None:
    of = grammar(text)
    found, cue = find_modality(of, way(of, word), cues())
    assert found in ((modality,) if isinstance(modality, str) else modality)
    assert (cue == "") == (found == "asserted")
    assert cue.lower() in text.lower().replace("n't", " n't")


TWO = [
    ("Rebels attacked the town and vowed to kill the mayor.", {"attacked": "asserted", "kill": "threatened"}),
    ("Rebels vowed to kill the mayor and attacked the town.", {"kill": "threatened", "attacked": "asserted"}),
    ("The army bombed the camp and denied shelling the town.", {"bombed": "asserted", "shelling": "denied"}),
    ("Rebels who plan to attack the town killed a soldier.", {"attack": "planned", "killed": "asserted"}),
    ("If the talks fail, rebels may attack the town.", {"attack": "hypothetical"}),
    ("Rebels shot a guard, but did not attack the town.", {"shot": "asserted", "attack": NEGATED}),
    (
        "Rebels attacked the town on Monday and will attack it again.",
        {"attacked": "asserted", "attack": "planned"},
    ),
    (
        "A bomb killed nine people a day after rebels vowed to attack markets.",
        {"killed": "asserted", "attack": "threatened"},
    ),
    (
        "Troops raided the camp after the army said it would bomb the hills.",
        {"raided": "asserted", "bomb": "planned"},
    ),
]


@pytest.mark.parametrize(("text", "meant"), TWO)
def test_each_act_of_a_sentence_is_meant_by_its_own_words(text: str, meant: dict[str, str]) -> None:
    of = grammar(text)
    assert {word: find_modality(of, way(of, word), cues())[0] for word in meant} == meant
