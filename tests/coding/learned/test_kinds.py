"""The numbers that weigh an event's likeliest types."""

import math
from typing import Any

import msgspec
import pytest

from dateline.coding.learned.kinds import LOOKED_AT, NAMES, SUB_TYPES, rows
from dateline.coding.learned.network import FOLDER, Facts, Label
from dateline.coding.parts.choosing import Evidence
from dateline.coding.parts.drafts import Opinion
from dateline.coding.parts.joining import Event
from dateline.coding.parts.triggers import Entry
from dateline.ontology.load import Trigger
from tests.coding.learned.made import ARRESTED, SHELLED, SHELLING, describe, draft, event, ontology

LABELS = (
    Label(name="outside", event="", plover=""),
    *(Label(name=s, event="x", plover="") for s in SUB_TYPES),
    Label(name="CONSULT", event="", plover="CONSULT"),
)
SHELL, ATTACK = "Shelling/artillery/missile attack", "Attack"


def thought(**more: float) -> list[float]:
    found = [0.9, *(0.001 * (i + 1) for i in range(len(SUB_TYPES))), 0.95]
    for name, value in {SHELL: 0.5, ATTACK: 0.3, **more}.items():
        found[1 + SUB_TYPES.index(name)] = value
    return found


def entry(event_type: str) -> Entry:
    trigger = Trigger(words="shell", pos="verb")
    return Entry(type=ontology().types[event_type], trigger=trigger, forms=(frozenset({"shell"}),))


def wide(one: Event) -> Event:
    """The event with opinions as long as the labels."""
    opinion = Opinion(belief=0.9, types=tuple(thought()))
    drafts = (
        msgspec.structs.replace(d, opinion=opinion if d.opinion and d.opinion.types else None) for d in one.drafts
    )
    return event(*drafts)


def told(one: Event, rank: int = 0) -> tuple[str, dict[str, float]]:
    number, row = rows(wide(one), thought(), LABELS, describe)[rank]
    return LABELS[number].name, dict(zip(NAMES, row, strict=True))


NOTHING = Evidence(initiators=frozenset(), targets=frozenset(), weapons=frozenset(), words=" ")
SAID = msgspec.structs.replace(SHELLED, entries=(entry("shelling"), entry("attack_on_civilians")), evidence=NOTHING)
OTHER = msgspec.structs.replace(ARRESTED, entries=(entry("arrest"),), evidence=NOTHING)


@pytest.mark.parametrize("one", [event(SHELLED), event(SHELLED, SHELLING), event(ARRESTED), event(SAID, ARRESTED)])
def test_the_likeliest_types_each_with_its_numbers(one: Event) -> None:
    found = rows(wide(one), thought(), LABELS, describe)
    assert [LABELS[n].name for n, _ in found][:2] == [SHELL, ATTACK]
    assert len(found) == LOOKED_AT
    assert all(LABELS[n].event for n, _ in found)
    assert all(len(row) == len(NAMES) and all(map(math.isfinite, row)) for _, row in found)


@pytest.mark.parametrize(
    ("one", "rank", "name", "value"),
    [
        (event(SHELLED), 0, "thought", 0.5),
        (event(SHELLED), 0, "rank", 0),
        (event(SHELLED), 0, "behind", 0),
        (event(SHELLED), 0, "ahead of next", 0.2),
        (event(SHELLED), 1, "behind", 0.2),
        (event(SHELLED), 0, f"is {SHELL}", 1),
        (event(SHELLED), 1, f"is {SHELL}", 0),
        (event(SHELLED, ARRESTED), 0, "clauses", 0.5),
        (event(SHELLED), 1, "clauses", 0),
        (event(SHELLED), 0, "said by rules", 0),
        (event(SAID), 0, "said by rules", 1),
        (event(SAID), 0, "rules alone", 1),
        (event(SAID), 1, "said by rules", 0),
        (event(SAID, OTHER), 0, "rules alone", 0),
        (event(SAID, OTHER), 0, "said by rules", 1),
        (event(msgspec.structs.replace(SAID, evidence=None)), 0, "said by rules", 0),
        (event(SHELLED), 0, "weapon mortar", 1),
        (event(SHELLED), 0, "weapon rocket", 0),
        (event(SHELLED), 0, "initiator armed", 1),
        (event(SHELLED), 0, "target civilians", 1),
        (event(SHELLING), 0, "no initiator", 1),
        (event(SHELLED), 0, "killed", 1),
        (event(SHELLED), 0, "injured", 0),
        (event(SHELLING), 0, "noun", 1),
        (event(SHELLED, SHELLING), 0, "mentions", 2),
        (event(draft("shelled", "shelling", failed="intercepted")), 0, "failed", 1),
        (event(draft("shelled", "shelling", context="court")), 0, "court near", 1),
    ],
)
def test_what_a_number_tells(one: Event, rank: int, name: str, value: float) -> None:
    assert told(one, rank)[1][name] == pytest.approx(value)


@pytest.mark.parametrize("opinion", [None, Opinion(belief=0.0, types=())])
def test_a_clause_that_the_network_saw_no_act_in_has_no_best(opinion: Any) -> None:
    assert told(event(draft("shelled", "shelling", opinion=opinion)))[1]["best clause"] == 0


def test_the_sub_types_are_those_of_the_shipped_network() -> None:
    facts = msgspec.json.decode((FOLDER / "model.json").read_bytes(), type=Facts)
    assert [label.name for label in facts.labels if label.event] == list(SUB_TYPES)
