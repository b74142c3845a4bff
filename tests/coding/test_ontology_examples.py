"""Every example and near miss of the event types through the whole pipeline.

An example gives a claim of its type with the parties, tolls and outcome that it names; a near miss gives none of it: a
claim of the type it ``gives`` instead, or no asserted claim with an ACLED type at all.
"""

from typing import Any

import pytest

from dateline.model import Claim
from dateline.ontology.load import EventType, Example, NearMiss, examples, near_misses
from tests.case_compare import same
from tests.coding.loaded import code, known, ontology

FAILING: dict[str, str] = {
    "The governor imposed a night curfew on the city of Ardeh": "a curfew has no target",
    "Fighters of the Free Valley Army ambushed a military patrol": "the clash wins over the assault",
    "The two airlines signed an agreement": "an agreement that nobody is named for is not said",
}
"""Beginnings of the sentences that fail today, with why. Take one out when it passes."""


def rows(pairs: list[tuple[EventType, Any]]) -> list[Any]:
    """Give a row a sentence; those that fail today as expected failures."""
    mine = {start: why for start, why in FAILING.items() if any(s.text.startswith(start) for _, s in pairs)}
    return known(pairs, mine, lambda row: str(row[1].text))


EXAMPLES = list(examples(ontology()))
NEAR_MISSES = list(near_misses(ontology()))


def shortfalls(example: Example, claim: Claim) -> list[str]:
    """Give what a claim of the right type lacks of an example."""
    found = []
    for field in ("initiators", "targets"):
        given = [name for party in getattr(claim, field) for name in (party.text, party.name)]
        wanted = getattr(example, field) or ()
        found += [f"{field}: no {w!r} in {given}" for w in wanted if not any(same(w, g) for g in given)]
        if getattr(example, field) == () and given:
            found.append(f"{field}: {given} where none is told")
    for field in ("killed", "injured"):
        toll, count = getattr(example, field), getattr(claim, field)
        if toll is not None and (count is None or count.low != toll):
            found.append(f"{field}: {count and count.low}, not {toll}")
    if example.outcome and claim.outcome != example.outcome:
        found.append(f"outcome: {claim.outcome}, not {example.outcome}")
    return found


@pytest.mark.parametrize(("event_type", "example"), rows(EXAMPLES))
def test_an_example_gives_a_claim_of_its_type(event_type: EventType, example: Example) -> None:
    claims = code(example.text)
    of_type = [c for c in claims if c.event_type == event_type.id]
    assert of_type, f"claims: {[(c.event_type, c.modality, c.mentions[0].trigger) for c in claims]}"
    assert shortfalls(example, of_type[0]) == []
    told_by = {word for m in of_type[0].mentions for word in m.trigger.lower().replace("-", " ").split()}
    assert told_by & set(example.trigger.lower().split())


@pytest.mark.parametrize(("event_type", "near_miss"), rows(NEAR_MISSES))
def test_a_near_miss_gives_no_claim_of_the_type(event_type: EventType, near_miss: NearMiss) -> None:
    told = [c for c in code(near_miss.text) if c.modality in ("asserted", "alleged")]
    types = [c.event_type for c in told]
    assert event_type.id not in types
    if near_miss.gives:
        assert near_miss.gives in types
    else:
        assert [c.mentions[0].trigger for c in told if c.acled and c.modality == "asserted"] == []


def test_the_list_of_failures_names_sentences_that_exist() -> None:
    texts = [sentence.text for _, sentence in [*EXAMPLES, *NEAR_MISSES]]
    assert [start for start in FAILING if sum(t.startswith(start) for t in texts) != 1] == []
