"""Notes: an event in plain sentences, from its values alone."""

from typing import Any

import pytest

from dateline.events import Contradiction
from dateline.export.events._sentence import notes, toll
from tests.export.events import world
from tests.export.events.test_acled import ARMY, CROWD, PEOPLE, REBELS
from tests.export.events.world import acled, place, weapon, when

CLASH = {"event_type": "armed_clash", "acled": acled("Battles", "Armed clash")}
ABDUCTION = {"event_type": "abduction", "acled": acled("Violence against civilians", "Abduction/forced disappearance")}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "On a day that is not given, air strike, place not given."),
        (
            {"initiators": (ARMY,), "targets": (REBELS, PEOPLE), "date": when("2024-03-12"), "place": place()},
            "On 12 March 2024, air strike by Military forces of Sudan against Marra Front and villagers in Dilling, "
            "South Kordofan, Sudan.",
        ),
        (
            {**CLASH, "initiators": (ARMY,), "targets": (REBELS,)},
            "On a day that is not given, armed clash between Military forces of Sudan and Marra Front, "
            "place not given.",
        ),
        (
            {**CLASH, "initiators": (ARMY, REBELS)},
            "On a day that is not given, armed clash between Military forces of Sudan and Marra Front, "
            "place not given.",
        ),
        (
            {**ABDUCTION, "initiators": (REBELS,), "targets": (PEOPLE,)},
            "On a day that is not given, abduction of villagers by Marra Front, place not given.",
        ),
        (
            {"event_type": "deployment", "acled": acled("Strategic developments", "Other"), "targets": (ARMY,)},
            "On a day that is not given, deployment of Military forces of Sudan, place not given.",
        ),
        (
            {"event_type": "protest", "acled": acled("Protests", "Peaceful protest"), "initiators": (CROWD,)},
            "On a day that is not given, protest by students, place not given.",
        ),
    ],
)
def test_who_did_what(fields: Any, said: str) -> None:
    assert notes(world.event(**fields)) == said


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (when("2024-03-12"), "On 12 March 2024, "),
        (when("2024-03-12", "2024-03-13", "range"), "Between 12 and 13 March 2024, "),
        (when("2024-03-11", "2024-03-17", "week"), "In the week of 11 to 17 March 2024, "),
        (when("2024-03-01", "2024-03-31", "month"), "In March 2024, "),
        (when("2024-01-01", "2024-12-31", "year"), "In 2024, "),
        (when("2010-01-01", "2019-12-31", "decade"), "In the 2010s, "),
        (
            when(None, precision="day-of-year", text="24 August", start=0, end=9),
            "On a day that is not known (24 August (year not given)), ",
        ),
        (None, "On a day that is not given, "),
    ],
)
def test_when(date: Any, said: str) -> None:
    assert notes(world.event(date=date)).startswith(f"{said}air strike")


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((place(relation="near"),), " near Dilling, South Kordofan, Sudan."),
        ((place(relation="offshore"),), " off Dilling, South Kordofan, Sudan."),
        (
            (place(relation="between"), place("Kadugli", relation="between")),
            " between Dilling and Kadugli, South Kordofan, Sudan.",
        ),
        (
            (place(), place("Kadugli"), place("Talodi")),
            " in Dilling, South Kordofan, Sudan, also in Kadugli and in Talodi.",
        ),
        (
            (place(), place("Sudan", precision="country"), place("Kadugli")),
            " in Dilling, South Kordofan, Sudan, also in Kadugli.",
        ),
        (
            (place(relation="dateline"),),
            " in Dilling, South Kordofan, Sudan (where the report was written; it does not name the place).",
        ),
    ],
)  # fmt: skip
def test_where(places: Any, said: str) -> None:
    assert notes(world.event(place=places[0], places=places)).endswith(f"air strike{said}")


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (9, 9, 9, "9 killed."), (9, 9, None, "At least 9 killed."), (9, 10, 12, "10 killed (reports tell of 9 to 12)."),
        (None, 5, 6, "5 killed (reports tell of 5 to 6)."), (0, 0, 0, "Nobody killed."), (0, 0, None, "Nobody killed."),
        (0, 0, 3, "0 killed (reports tell of 0 to 3)."), (None, None, None, "Killed: number not given."),
        (1200, 1200, 1200, "1,200 killed."),
    ],
)  # fmt: skip
def test_tolls(low: int | None, best: int | None, high: int | None, said: str) -> None:
    assert toll("killed", world.toll(low, best, high)) == said


def test_the_rest() -> None:
    event = world.event(
        weapons=(weapon("drone", 2), weapon("unknown"), weapon("rocket")),
        outcome="intercepted",
        damage="none",
        modality="denied",
        contradictions=(Contradiction(field="date", sentence="Two days are told", claims=("a", "b")),),
    )
    assert notes(event) == (
        "On a day that is not given, air strike, place not given. Weapons: drone and rocket. It was intercepted. "
        "No damage is reported. This is denied. Two days are told."
    )
