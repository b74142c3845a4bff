"""Joining by a score: the numbers it looks at, and what is made of what it says."""

import math
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from dateline.coding.learned.joins import NAMES, few, join, numbers
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.parts.drafts import Draft, Opinion
from dateline.coding.parts.joining import KEPT, REACH
from tests.coding.learned.made import ARRESTED, BENI, GOMA, MAY, SHELLED, SHELLING, SUNDAY, draft, when


def never(first: Draft, second: Draft) -> float:
    return 0.25


def told(event: list[Draft], one: Draft, linked: bool = False, **more: Any) -> dict[str, float]:
    """The numbers of a draft and an event, by name."""
    found = numbers(event, one, more.get("rank", 0), more.get("events", 1), linked, more.get("alike", never))
    return dict(zip(NAMES, map(float, found), strict=True))


def lent(one: Draft, **more: Any) -> Draft:
    return msgspec.structs.replace(one, **more)


EARLIER = [SHELLED]
KILLED = draft("killing", "killing", lemma="kill", tolls=SHELLED.tolls)
COMMUNIQUE = msgspec.structs.replace(SHELLING, dates=(when("Sunday", "2024-05-01", "2024-05-31", precision="month"),))


@pytest.mark.parametrize(
    ("event", "one", "name", "value"),
    [
        (EARLIER, SHELLING, "same type", 1),
        (EARLIER, ARRESTED, "same type", 0),
        (EARLIER, ARRESTED, "same family", 0),
        (EARLIER, KILLED, "same family", 1),
        (EARLIER, KILLED, "same sub-type", 0),
        (EARLIER, SHELLING, "types alike", 0.46),
        (EARLIER, lent(SHELLING, opinion=None), "types alike", 0),
        (EARLIER, lent(SHELLING, opinion=Opinion(belief=0.0, types=())), "types alike", 0),
        (EARLIER, ARRESTED, "date apart", 1),
        (EARLIER, SHELLING, "date apart", 0),
        (EARLIER, SHELLING, "date known", 0),
        (EARLIER, SHELLING, "event date known", 1),
        (EARLIER, lent(SHELLING, dates=(MAY,)), "date same", 1),
        (EARLIER, lent(SHELLING, dates=(MAY,), lent=frozenset({"date"})), "date same", 0),
        (EARLIER, COMMUNIQUE, "date within", 1),
        (EARLIER, ARRESTED, "place apart", 1),
        (EARLIER, ARRESTED, "place same", 0),
        (EARLIER, ARRESTED, "country same", 1),
        (EARLIER, lent(ARRESTED, places=(GOMA,)), "place same", 1),
        (EARLIER, lent(ARRESTED, places=(GOMA,), lent=frozenset({"place"})), "place same", 0),
        (EARLIER, ARRESTED, "initiator apart", 1),
        (EARLIER, SHELLING, "initiator known", 0),
        (EARLIER, lent(ARRESTED, initiators=SHELLED.initiators), "initiator same", 1),
        (EARLIER, KILLED, "toll same", 1),
        (EARLIER, ARRESTED, "toll known", 0),
        (EARLIER, SHELLING, "definite", 1),
        (EARLIER, SHELLING, "gap", 1),
        (EARLIER, ARRESTED, "gap", 2),
        (EARLIER, ARRESTED, "same sentence", 0),
        (EARLIER, KILLED, "same sentence", 1),
        (EARLIER, KILLED, "casualty", 1),
        (EARLIER, KILLED, "nested", 1),
        (EARLIER, ARRESTED, "nested", 0),
        (EARLIER, lent(ARRESTED, weapons=SHELLED.weapons), "weapon same", 1),
        (EARLIER, lent(SHELLING, modality="planned"), "real", 0),
        ([lent(SHELLED, modality="planned")], SHELLING, "event real", 0),
        (EARLIER, lent(SHELLING, opinion=None), "belief", 0),
        ([SHELLED, SHELLING], ARRESTED, "mentions", 2),
        (EARLIER, ARRESTED, "thought same", 0.25),
    ],
)
def test_what_a_number_tells(event: list[Draft], one: Draft, name: str, value: float) -> None:
    assert told(event, one)[name] == pytest.approx(value)


def test_what_the_joiner_knows_is_told_on() -> None:
    found = told(EARLIER, SHELLING, linked=True, rank=500, events=700)
    assert (found["linked"], found["rank"], found["events"]) == (1, 20, 20)
    found = told([SHELLED, SHELLING], ARRESTED, alike=lambda a, b: 0.9 if a is SHELLED else 0.1)
    assert (found["thought same"], found["thought same least"]) == (0.9, 0.1)


@pytest.mark.parametrize("event", [[SHELLED], [SHELLING], [ARRESTED], [SHELLED, SHELLING, ARRESTED]])
@pytest.mark.parametrize("one", [SHELLED, SHELLING, ARRESTED, KILLED])
def test_numbers_are_as_many_as_their_names_and_finite(event: list[Draft], one: Draft) -> None:
    found = numbers(event, one, 0, 1, False, never)
    assert len(found) == len(NAMES)
    assert all(math.isfinite(float(x)) for x in found)


ANEW = lent(SHELLING, definite=False)
"""A shelling that is not told as known: nothing in its words points back."""


def scorer(name: str, yes: Callable[[float], bool] = bool, least: float = 0.5) -> Trees:
    """A score that says yes where one number is more than nothing (or, as ``yes`` has it, where it is not)."""
    at, sign = NAMES.index(name), 1.0 if yes(1.0) else -1.0
    tree = ((at, 0.5, 1, 2, 0.0), (-1, 0.0, 0, 0, -3.0 * sign), (-1, 0.0, 0, 0, 3.0 * sign))
    return Trees(Fitted(names=NAMES, base=0.0, trees=(tree,), least=least))


@pytest.mark.parametrize(
    ("drafts", "linked", "name", "events"),
    [
        ([], [], "same type", []),
        ([SHELLED], [], "same type", [["shelled"]]),
        ([SHELLED, SHELLING, ARRESTED], [], "same type", [["shelled", "shelling"], ["arrested"]]),
        ([SHELLED, ARRESTED, SHELLING], [], "same type", [["shelled", "shelling"], ["arrested"]]),
        ([SHELLED, ANEW, ARRESTED], [(0, 2)], "linked", [["shelled", "arrested"], ["shelling"]]),
        ([SHELLED, SHELLING, ARRESTED], [(0, 1), (1, 2)], "linked", [["shelled", "shelling", "arrested"]]),
        ([SHELLED, SHELLING, ARRESTED], [], "definite", [["shelled", "shelling"], ["arrested"]]),
    ],
)
def test_each_clause_goes_where_the_score_says(
    drafts: list[Draft], linked: list[tuple[int, int]], name: str, events: list[list[str]]
) -> None:
    found = join(drafts, linked, scorer(name), never)
    assert [[d.mention.trigger for d in e.drafts] for e in found] == events
    assert all(len(e.reasons) == len(e.drafts) - 1 for e in found)


def test_of_two_events_alike_the_one_told_last_is_meant() -> None:
    first, second = SHELLED, lent(SHELLED, mention=ARRESTED.mention, sentence=2)
    apart = scorer("definite")
    found = join([first, second, SHELLING], [], apart, never)
    assert [len(e.drafts) for e in found] == [1, 2]


@pytest.mark.parametrize(
    ("one", "shared"),
    [
        (lent(SHELLING, dates=(MAY,), places=(GOMA,)), ": same date, same place"),
        (lent(SHELLING, initiators=SHELLED.initiators), ": same parties"),
        (lent(SHELLING, dates=(SUNDAY,), places=(BENI,)), ""),
    ],
)
def test_a_reason_names_what_both_share(one: Draft, shared: str) -> None:
    (event,) = join([SHELLED, one], [], scorer("same type"), never)
    assert event.reasons == (f"“shelling” tells the same event{shared}",)


def test_an_event_told_often_is_compared_with_by_few() -> None:
    often = [lent(SHELLED, sentence=n) for n in range(500)]
    kept = few(often)
    assert [d.sentence for d in kept] == [*range(KEPT), *range(500 - KEPT, 500)]
    assert few(often[: 2 * KEPT]) == often[: 2 * KEPT]


def test_a_clause_is_compared_with_so_many_events_and_mentions_only() -> None:
    asked = 0

    def count(first: Draft, second: Draft) -> float:
        nonlocal asked
        asked += 1
        return 0.5

    drafts = [lent(SHELLED, sentence=n) for n in range(REACH + 40)]
    assert len(join(drafts, [], scorer("another"), count)) == len(drafts)
    assert asked == sum(min(REACH, n) for n in range(len(drafts)))
    asked = 0
    assert len(join(drafts, [], scorer("same type"), count)) == 1
    assert asked <= 2 * KEPT * len(drafts)
