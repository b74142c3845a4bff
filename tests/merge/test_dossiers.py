"""The dossiers hold to their format, and merging holds to its floors on them."""

from collections import Counter

import pytest

pytest.importorskip("training.dossiers", reason="the dossiers are in the repository, not in the source archive")

from dateline.merge import merge
from training.dossiers.bcubed import bcubed
from training.dossiers.measure import in_a_busy_country, with_gold
from training.dossiers.source import CHECKING, TUNING, Writer, dossiers

FLOORS: dict[Writer, float] = {"a": 95.0, "b": 88.0}
"""B-cubed F1 with the careful coder's claims; measured: writer a 96.7, writer b 88.6 (docs/how/merge.md)."""
PARTS: dict[Writer, tuple[float, float]] = {"a": (0.9, 0.8), "b": (0.3, 0.6)}
"""Parts that find their whole: of the true pairs of claims, and of those found, how many at least are right."""


def test_there_are_enough_and_they_hold_look_alikes() -> None:
    found = dossiers()
    assert len({d.slug for d in found}) == len(found)
    assert Counter(d.writer for d in found) == {TUNING: 36, CHECKING: 40}
    assert all(len(d.reports) >= 3 for d in found)
    told = [Counter(c.event for c in d.claims) for d in found]
    assert all(max(events.values()) >= 2 for events in told), "an event that two reports tell"
    assert sum(len(events) > 1 for events in told) >= 30, "and another that is not the same"


def test_no_story_of_one_writer_is_in_the_others() -> None:
    """Neither the same towns nor the same words: what is measured was not seen when merging was tuned."""
    mine, theirs = (
        {(p.country, p.name) for d in dossiers(writer) for c in d.claims for p in c.claim.claim.places
         if p.precision in ("town", "site")}
        for writer in (TUNING, CHECKING)
    )  # fmt: skip
    assert not mine & theirs


@pytest.mark.parametrize("writer", [TUNING, CHECKING])
def test_grouping_of_the_coders_claims(writer: Writer) -> None:
    found = with_gold(dossiers(writer))
    assert found.score.f1 >= FLOORS[writer]
    true, said, right = found.parents
    share, sure = PARTS[writer]
    assert right >= share * true
    assert right >= sure * said


def test_stories_of_one_country_and_fortnight_stay_apart() -> None:
    alone, together = with_gold(dossiers(TUNING)).score, in_a_busy_country(dossiers(TUNING))
    assert together.items == alone.items
    assert together.precision >= alone.precision - 2


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
