"""Who the report says an act from: the source's words and the word that says so; None in the writer's own voice."""

import pytest

from tests.coding.loaded import code, source

SOURCES = [
    ("Rebels attacked the town, police said.", "attacked", ("police", "said")),
    ("Police said rebels attacked the town.", "attacked", ("Police", "said")),
    ("Police said that rebels had attacked the town.", "attacked", ("Police", "said")),
    ("Rebels attacked the town on Monday, an army spokesman said.", "attacked", ("an army spokesman", "said")),
    ("Rebels attacked the town, said the mayor.", "attacked", ("the mayor", "said")),
    ("According to the army, rebels attacked the town.", "attacked", ("the army", "According to")),
    ("Rebels attacked the town, according to local officials.", "attacked", ("local officials", "according to")),
    ("An army spokesman told reporters that rebels attacked the town.", "attacked", ("An army spokesman", "told")),
    ("The rebels claimed that they shot down a helicopter.", "shot", ("The rebels", "claimed")),
    ("The ministry announced that troops had recaptured the port.", "recaptured", ("The ministry", "announced")),
    ("The radio reported that a bomb exploded in the market.", "exploded", ("The radio", "reported")),
    ("Witnesses say that soldiers fired on the crowd.", "fired", ("Witnesses", "say")),
    ("“Rebels attacked the town,” the mayor said.", "attacked", ("the mayor", "said")),
    ("“Rebels attacked the town,” said Jan Berek, the mayor.", "attacked", ("Jan Berek", "said")),
    ("The army denied that it shelled the village.", "shelled", ("The army", "denied")),
    ("The army denied shelling the village.", "shelling", ("The army", "denied")),
    ("He said rebels attacked the town.", "attacked", ("He", "said")),
    ("The opposition alleged that police beat the prisoners.", "beat", ("The opposition", "alleged")),
    ("Rebels attacked the town, the BBC reported, citing residents.", "attacked", ("residents", "citing")),
    ("Officials confirmed the attack on the town.", "attack", ("Officials", "confirmed")),
    # the writer's own voice
    ("Rebels attacked the town.", "attacked", None),
    ("It is said that rebels attacked the town.", "attacked", None),
    ("Rebels attacked the town and said they would stay.", "attacked", None),
    ("Gunmen shot a judge who said he had been threatened.", "shot", None),
    ("Rebels attacked the town a day after the army said it had left.", "attacked", None),
]


@pytest.mark.parametrize(("text", "word", "says"), SOURCES)
def test_an_act_has_a_source(text: str, word: str, says: tuple[str, str] | None) -> None:
    found = source(text, word)
    assert (found and (found.text, found.cue)) == says
    assert found is None or text[found.start : found.end] == found.text


CLAIMED = [
    ("Rebels attacked the port of Kismayo on Monday, killing nine soldiers, a police officer said.", "police officer"),
    ("A bomb killed nine people in Kandahar on Monday, according to the interior ministry.", "interior ministry"),
    ("A bomb killed nine people in Kandahar on Monday.", None),
]


@pytest.mark.parametrize(("text", "says"), CLAIMED)
def test_a_claim_names_its_source(text: str, says: str | None) -> None:
    (claim,) = code(text)
    assert (claim.attribution is None) == (says is None)
    assert says is None or (claim.attribution is not None and says in claim.attribution.text)
