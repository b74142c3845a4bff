"""Tolls and weapons: which are candidates, what the scores look at, and what is chosen."""

import math
from typing import Any

import msgspec
import pytest

from dateline.coding.learned.counts import (
    TOLL_NAMES,
    WEAPON_NAMES,
    Counts,
    choose_toll,
    choose_weapons,
)
from dateline.coding.learned.settings import Setting
from dateline.coding.learned.sides import Sides
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.parts.joining import Event
from dateline.coding.parts.lexicon import weapons
from tests.coding.learned.made import (
    ARRESTED,
    KILLED,
    MORTARS,
    SHELLED,
    SHELLING,
    TOLD,
    describe,
    event,
    resolved,
    toll,
    weapon,
)

FIRST, SECOND = TOLD
BARE = event(SHELLING)


def counts(events: list[Event] | None = None, parsed: bool = True) -> Counts:
    setting = Setting(resolved(parsed=parsed), events or TOLD)
    return Counts(setting, Sides(setting, describe), weapons())


def toll_told(of: Event, kind: str = "killed", n: int = 0) -> dict[str, float]:
    return dict(zip(TOLL_NAMES, counts().toll_rows(of, kind)[n][1], strict=True))


def weapon_told(of: Event, n: int = 0) -> dict[str, float]:
    return dict(zip(WEAPON_NAMES, counts().weapon_rows(of)[n][1], strict=True))


@pytest.mark.parametrize(
    ("of", "kind", "lows"),
    [
        (FIRST, "killed", [9]),
        (FIRST, "injured", []),
        (BARE, "killed", [9]),  # told in the sentence before
        (SECOND, "killed", []),  # two sentences on: another event's
        (event(msgspec.structs.replace(SHELLED, tolls=())), "killed", [9]),
    ],
)
def test_the_tolls_of_an_events_sentences_and_those_just_around(of: Event, kind: str, lows: list[int]) -> None:
    assert [t.count.low for t, _ in counts().toll_rows(of, kind)] == lows


@pytest.mark.parametrize(
    ("of", "name", "value"),
    [
        (FIRST, "own", 1),
        (FIRST, "others", 0),
        (BARE, "own", 0),
        (BARE, "others", 1),
        (FIRST, "inside", 1),
        (BARE, "inside", 0),
        (BARE, "gap", 1),
        (BARE, "ahead", 0),
        (event(SHELLED), "same sentence", 1),
        (FIRST, "killed", 1),
        (FIRST, "exact", 1),
        (FIRST, "open", 0),
        (FIRST, "vague", 0),
        (FIRST, "size", math.log(10)),
        (FIRST, "most", 1),
        (FIRST, "rules say", 1),
        (BARE, "rules say", 0),
        (FIRST, "first sentence", 1),
        (FIRST, "Explosions/Remote violence", 1),
        (FIRST, "events here", 1),
    ],
)
def test_what_a_number_of_a_toll_tells(of: Event, name: str, value: float) -> None:
    assert toll_told(of)[name] == pytest.approx(value)


OPEN, DOZENS = toll("killed", "an hour", 12, None, revised=True), toll("killed", "The army", None, None)


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [(OPEN, "open", 1), (OPEN, "revised", 1), (OPEN, "most", 1), (DOZENS, "vague", 1), (DOZENS, "size", 0)],
)
def test_an_open_or_vague_toll_is_told_as_one(told: Any, name: str, value: float) -> None:
    of = event(msgspec.structs.replace(SHELLED, tolls=(KILLED, told)))
    assert toll_told(of, n=1)[name] == value
    assert toll_told(of, n=1)["candidates"] == 2


@pytest.mark.parametrize(
    ("of", "found"), [(FIRST, ["mortars"]), (SECOND, []), (BARE, []), (event(ARRESTED, SHELLED), ["mortars"])]
)
def test_the_weapons_of_an_events_sentences_and_the_next(of: Event, found: list[str]) -> None:
    assert [w.text for w, _ in counts().weapon_rows(of)] == found


@pytest.mark.parametrize(
    ("name", "value"),
    [("own", 1), ("mortar", 1), ("rocket", 0), ("counted", 0), ("words", 1), ("rules have one", 1), ("agent", 0)],
)
def test_what_a_number_of_a_weapon_tells(name: str, value: float) -> None:
    assert weapon_told(FIRST)[name] == value


@pytest.mark.parametrize("of", [FIRST, SECOND, BARE, event(SHELLED, SHELLING, ARRESTED)])
@pytest.mark.parametrize("parsed", [True, False])
def test_numbers_are_as_many_as_their_names_and_finite(of: Event, parsed: bool) -> None:
    one = counts(parsed=parsed)
    rows = [(TOLL_NAMES, r) for kind in ("killed", "injured") for _, r in one.toll_rows(of, kind)]
    rows += [(WEAPON_NAMES, r) for _, r in one.weapon_rows(of)]
    assert all(len(row) == len(names) and all(map(math.isfinite, row)) for names, row in rows)


def scorer(names: tuple[str, ...], name: str, least: float = 0.5) -> Trees:
    tree = ((names.index(name), 0.5, 1, 2, 0.0), (-1, 0.0, 0, 0, -3.0), (-1, 0.0, 0, 0, 3.0))
    return Trees(Fitted(names=names, base=0.0, trees=(tree,), least=least))


@pytest.mark.parametrize(
    ("of", "kind", "name", "low"),
    [
        (FIRST, "killed", "own", 9),
        (BARE, "killed", "own", None),  # not likely enough
        (BARE, "killed", "others", 9),
        (FIRST, "injured", "own", None),  # none told
        (event(msgspec.structs.replace(SHELLED, tolls=(KILLED, OPEN))), "killed", "revised", 12),
        (event(msgspec.structs.replace(SHELLED, tolls=(KILLED, OPEN))), "killed", "killed", 9),  # of equals the first
    ],
)
def test_the_likeliest_toll_is_chosen_if_it_is_likely_enough(of: Event, kind: str, name: str, low: int | None) -> None:
    found = choose_toll(counts(), of, kind, scorer(TOLL_NAMES, name))
    assert (found.count.low if found else None) == low


@pytest.mark.parametrize(
    ("arms", "name", "chosen"),
    [
        ((MORTARS,), "own", [("mortars", None)]),
        ((MORTARS,), "rocket", []),
        ((MORTARS, weapon("mortar", "mortar", 3)), "own", [("mortar", 3)]),  # one wording, the counted one
        ((MORTARS, weapon("hour", "rocket")), "own", [("mortars", None), ("hour", None)]),
    ],
)
def test_each_weapon_is_chosen_once(arms: tuple[Any, ...], name: str, chosen: list[tuple[str, int | None]]) -> None:
    of = event(msgspec.structs.replace(SHELLED, weapons=arms))
    found = choose_weapons(counts(), of, scorer(WEAPON_NAMES, name))
    assert [(w.text, w.quantity) for w in found] == chosen


def test_an_event_told_with_many_tolls_and_weapons_has_so_many_candidates() -> None:
    many = [toll("killed", "nine people", n, n) for n in range(200)]
    far = tuple(msgspec.structs.replace(t, at=n) for n, t in enumerate(many))
    arms = tuple(msgspec.structs.replace(MORTARS, start=n, end=n + 1) for n in range(200))
    of = event(msgspec.structs.replace(SHELLED, tolls=far, weapons=arms))
    assert len(counts().toll_rows(of, "killed")) <= 30
    assert len(counts().weapon_rows(of)) <= 30
