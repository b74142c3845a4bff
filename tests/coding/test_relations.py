"""Relations: what two sides say to or do for each other, as the rules engine says it of one sentence."""

import pytest

from tests.coding.loaded import code

SAID = [
    # text, PLOVER type, who, whom
    ("Sarland will not release the prisoners of Vorena.", "REJECT", "Sarland", "the prisoners of Vorena"),
    ("Vorena said it would release 40 prisoners.", "AGREE", "Vorena", "40 prisoners"),
    ("The envoy of Sarland said the rebels must disarm.", "REQUEST", "The envoy of Sarland", "the rebels"),
    ("President Orla Denn condemned Prime Minister Ansel Worth's decision.", "ACCUSE", "President Orla Denn",
     "Prime Minister Ansel Worth"),
    ("The rebels of the Maresh Front released two pilots.", "CONCEDE RETREAT", "The rebels", "two pilots"),
    ("The government of Sarland sent 200 troops as peacekeepers to Vorena.", "AID", "The government of Sarland", ""),
    ("The government of Sarland withdrew peacekeepers from Vorena.", "SANCTION", "The government of Sarland", ""),
    ("The government of Sarland imposed sanctions on Vorena.", "COERCE", "The government of Sarland", "Vorena"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "plover", "who", "whom"), SAID)
def test_a_sentence_tells_a_relation(text: str, plover: str, who: str, whom: str) -> None:
    claims = [c for c in code(text, None) if c.plover is not None and c.plover.event_type in plover.split()]
    assert claims, [(c.event_type, c.modality, c.plover) for c in code(text, None)]
    assert any(p.text.startswith(who) for p in claims[0].initiators), claims[0].initiators
    assert not whom or any(whom in p.text for p in claims[0].targets), claims[0].targets


NOTHING = [
    "The army would never attack the town of Dorn.",
    "Sarland has donated tents to help Vorena.",  # the help is what the gift is for
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_refused_or_meant_is_no_act(text: str) -> None:
    said = [(c.event_type, c.modality) for c in code(text, None) if c.plover is not None]
    assert not [x for x in said if x[0] in ("attack_on_civilians", "ground_assault") or x[1] == "planned"]
