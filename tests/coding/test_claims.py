"""Claims: their type codes by modality, outcome, damage, tolls, confidence, and which are said at all."""

import pytest

from dateline.model import Claim
from tests.coding.loaded import code, known, shown, told

MEANT = [
    # text, word, modality, has an ACLED type, PLOVER type
    ("Rebels attacked the town of Bunia on Monday.", "attacked", "asserted", True, "ASSAULT"),
    ("Soldiers allegedly attacked the town of Bunia on Monday.", "attacked", "alleged", True, "ASSAULT"),
    (
        "The rebels accused the army of attacking the village of Oicha on Monday.",
        "attacking",
        "alleged",
        True,
        "ASSAULT",
    ),
    ("The army denied shelling the town of Bunia on Monday.", "shelling", "denied", True, "ASSAULT"),
    ("The rebels threatened to attack the town of Bunia.", "attack", "threatened", False, "THREATEN"),
    ("The rebels vowed to attack the town of Bunia.", "attack", "threatened", False, "THREATEN"),
    ("The group threatened to kill the hostages in Kano.", "kill", "threatened", False, "THREATEN"),
    ("The army is planning to attack the town of Bunia.", "attack", "planned", False, None),
    ("Rebels may attack the town of Bunia within days.", "attack", "hypothetical", False, None),
    ("The air force will shoot down drones over Kyiv on Friday.", "shoot down", "planned", False, None),
    ("The minister condemned the rebels of the Mountain Front in Bunia.", "condemned", "asserted", False, "ACCUSE"),
    ("The president of Kenya met the president of Uganda in Kampala on Monday.", "met", "asserted", False, "CONSULT"),
    ("A court in Kampala convicted nine rebels of murder on Monday.", "convicted", "asserted", False, None),
]
MEANT_FAILING = {
    "The rebels accused the army of attacking the village of": "an accusation of an act does not make it alleged",
}


@pytest.mark.parametrize(("text", "word", "modality", "acled", "plover"), known(MEANT, MEANT_FAILING))
def test_codes_follow_the_modality(text: str, word: str, modality: str, acled: bool, plover: str | None) -> None:
    claim = told(code(text), word)
    assert claim.modality == modality
    assert (claim.acled is not None) == acled
    if plover or modality in ("planned", "hypothetical"):
        assert (claim.plover.event_type if claim.plover else None) == plover


OUTCOMES = [
    ("Rebels attacked an army base in Bunia on Monday.", "attacked", "completed"),
    ("The army repelled an attack by rebels on Bunia on Monday.", "attack", "repelled"),
    ("Rebels tried to attack an army base in Bunia on Monday.", "attack", "failed"),
    ("Police foiled an attack on a church in Kampala on Monday.", "attack", "failed"),
    ("A failed attack on the army base in Bunia on Monday killed nine rebels.", "attack", "failed"),
    ("Air defences shot down nine drones over Kyiv on Monday.", "shot down", "intercepted"),
    ("Air defences intercepted a missile over Kyiv on Monday.", "intercepted", "intercepted"),
    ("Rebels may attack the town of Bunia within days.", "attack", "unknown"),
    ("The air force will shoot down drones over Kyiv on Friday.", "shoot down", "unknown"),
    ("The rebels vowed to attack the town of Bunia.", "attack", "unknown"),
    ("The rebels threatened to attack the town of Bunia.", "attack", "unknown"),
]
OUTCOMES_FAILING = {}


@pytest.mark.parametrize(("text", "word", "outcome"), known(OUTCOMES, OUTCOMES_FAILING))
def test_an_act_has_an_outcome(text: str, word: str, outcome: str) -> None:
    assert told(code(text), word).outcome == outcome


DAMAGE = [
    ("A rocket destroyed a school in Aden on Monday.", "reported"),
    ("A rocket hit a school in Aden on Monday, causing damage.", "reported"),
    ("A rocket hit a school in Aden on Monday but caused no damage.", "none"),
    ("Soldiers demolished nine houses in Hebron on Monday.", "reported"),
    ("A rocket hit a school in Aden on Monday.", None),
]


DAMAGE_FAILING = {"Soldiers demolished nine houses": "“demolish” is no word of damage"}


@pytest.mark.parametrize(("text", "damage"), known(DAMAGE, DAMAGE_FAILING))
def test_damage_is_told_or_not(text: str, damage: str | None) -> None:
    (claim,) = code(text)
    assert claim.damage == damage


TOLLS = [
    ("A bomb killed nine people in Kandahar on Monday.", "9", None),
    ("A bomb in Kandahar on Monday killed nine people and wounded 14.", "9", "14"),
    ("A bomb exploded in Kandahar on Monday. Four people were killed. The death toll later rose to nine.", "9", None),
    ("A bomb exploded in Kandahar on Monday. At least nine people were killed.", "9+", None),
    ("A bomb exploded in Kandahar on Monday but nobody was hurt.", "0", "0"),
    ("A bomb exploded in Kandahar on Monday. There were no casualties.", "0", "0"),
    ("A bomb exploded in Kandahar on Monday and 14 suspects were arrested.", None, None),
    ("Gunmen shot dead Jan Berek, a judge, in Kandahar on Monday.", "1", None),
]
TOLLS_FAILING = {
    "A bomb exploded in Kandahar on Monday. Four people were": "a later total does not replace an earlier one",
}


@pytest.mark.parametrize(("text", "killed", "injured"), known(TOLLS, TOLLS_FAILING))
def test_a_claim_has_the_tolls(text: str, killed: str | None, injured: str | None) -> None:
    claim = next(c for c in code(text) if "Kandahar" in [p.text for p in c.places])
    assert (shown(claim.killed), shown(claim.injured)) == (killed, injured)


UNSAID = [
    # nothing tells it apart from others
    "There was an attack.",
    "Attacks have grown more common.",
    "The war has brought much suffering.",
    # other contexts: courts, ceremonies, drills, films, sport, figures of speech, misfortune
    "A court in Kampala convicted a man of the killing of nine people in 2019.",
    "A man was sentenced to life in prison in Kampala on Monday for the 2010 bombing that killed 74 people.",
    "Residents of Kandahar marked the anniversary of the attack that killed nine people on Monday.",
    "Soldiers fired rockets near Bunia on Monday in a military exercise.",
    "The film tells how rebels attacked the town of Bunia in 1998.",
    "The striker shot wide and the defender was booked in the derby match in Kampala on Monday.",
    "Shares in Nairobi were hit on Monday as investors attacked the plan.",
    "The minister attacked the opposition's budget in Kampala on Monday.",
    "A bus crash killed nine people near Kampala on Monday.",
    "An earthquake killed nine people in Kandahar on Monday.",
    # sums over years
    "Militants have killed more than 2,000 people in Kandahar since 2017.",
    # not done
    "Rebels did not attack the town of Bunia on Monday.",
    "No attack was reported in Bunia on Monday.",
]


UNSAID_FAILING = {
    "Militants have killed more than 2,000 people": "a sum over years is an event",
}


def typed(claims: tuple[Claim, ...]) -> list[str]:
    """Give what claims are asserted with an ACLED type."""
    return [f"{c.event_type}: {c.mentions[0].trigger}" for c in claims if c.acled and c.modality == "asserted"]


@pytest.mark.parametrize("text", known(UNSAID, UNSAID_FAILING))
def test_what_tells_of_no_act_gives_no_typed_claim(text: str) -> None:
    assert typed(code(text)) == []


def test_a_report_about_a_drill_is_about_a_drill_throughout() -> None:
    text = (
        "Nine hundred soldiers took part in a military exercise near Tapa on Monday. Umpires watched as one side "
        "attacked a bridge. In the scenario, drones hit a fuel depot in Tapa. The drill ends on Friday."
    )
    assert typed(code(text)) == []


def test_claims_come_in_the_order_of_their_first_mention() -> None:
    text = (
        "Police arrested nine activists in Kampala on Sunday. Rebels attacked Bunia on Monday. "
        "A bomb exploded in Kandahar on Tuesday."
    )
    starts = [min(m.start for m in c.mentions) for c in code(text)]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_the_fullest_mention_comes_first() -> None:
    text = "An attack shook Bunia. Rebels attacked an army base in Bunia on Monday with rockets, killing nine soldiers."
    (claim,) = code(text)
    assert "Rebels attacked an army base" in claim.mentions[0].text


def test_more_detail_makes_a_claim_surer() -> None:
    (bare,) = code("Rebels attacked Bunia.")
    (full,) = code("Rebels attacked an army base in Bunia on Monday, killing nine soldiers.")
    (alleged,) = code("Rebels allegedly attacked an army base in Bunia on Monday, killing nine soldiers.")
    assert 0 < bare.confidence < full.confidence < 1
    assert alleged.confidence < full.confidence


def test_a_claim_says_why_in_sentences() -> None:
    (claim,) = code("Rebels allegedly attacked an army base in Bunia on Monday.")
    assert any("“attacked” names" in reason for reason in claim.reasons)
    assert any("allegedly" in reason for reason in claim.reasons)


def test_the_id_depends_on_the_report_and_its_words_only() -> None:
    text = "Rebels attacked an army base in Bunia on Monday."
    (one,) = code(text)
    (other,) = code(text.replace("Monday", "Tuesday"))
    (again,) = code.__wrapped__(text)
    assert one.claim == again.claim
    assert one.claim != other.claim
    assert one.claim.startswith("c-")
