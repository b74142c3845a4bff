"""The dossiers hold to their format, and merging holds to its floors on them."""

from collections import Counter

import pytest

pytest.importorskip("training.dossiers", reason="the dossiers are in the repository, not in the source archive")

from dateline.merge import merge
from training.dossiers.bcubed import bcubed
from training.dossiers.measure import with_gold
from training.dossiers.source import dossiers

FLOORS = {"train": 93.0, "check": 88.0}
"""B-cubed F1 with the careful coder's claims; measured: train 95.8, check 92.5 (docs/how/merge.md)."""


def test_there_are_enough_and_they_hold_look_alikes() -> None:
    found = dossiers()
    assert len(found) >= 36
    assert len({d.slug for d in found}) == len(found)
    assert Counter(d.half for d in found) == {"train": 18, "check": 18}
    assert all(len(d.reports) >= 3 for d in found)
    told = [Counter(c.event for c in d.claims) for d in found]
    assert all(max(events.values()) >= 2 for events in told), "an event that two reports tell"
    assert sum(len(events) > 1 for events in told) >= 30, "and another that is not the same"


@pytest.mark.parametrize("half", ["train", "check"])
def test_grouping_of_the_coders_claims(half: str) -> None:
    found = with_gold(dossiers(half))  # type: ignore[arg-type]
    assert found.score.f1 >= FLOORS[half]
    true, said, right = found.parents
    assert right >= 0.8 * true
    assert right >= 0.6 * said


def test_every_event_explains_itself() -> None:
    for event in merge(c.claim for d in dossiers() for c in d.claims).events:
        assert len(event.links) == len(event.claims) - 1
        assert all(link.reasons and 0 <= link.score <= 1 for link in event.links)
        assert event.rules["event_type"]
        assert event.killed is None or event.killed.rule


def test_bcubed_by_hand() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 3}
    score = bcubed(gold, {"a": "x", "b": "x", "c": "x", "e": "y"})
    assert score.items == 3
    assert score.precision == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert score.recall == 100
    assert bcubed({}, gold).items == 0
