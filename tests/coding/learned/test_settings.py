"""When and where: which times and places are candidates, what the score looks at, and what is chosen by it."""

import math
from typing import Any

import msgspec
import numpy as np
import pytest

from dateline.coding.learned.heads import ROLES
from dateline.coding.learned.settings import (
    DATE,
    DATE_NAMES,
    PLACE,
    PLACE_NAMES,
    Setting,
    choose_date,
    choose_places,
    date_rows,
    place_rows,
)
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.parts.joining import Event
from dateline.model import Place, When
from tests.coding.learned.made import (
    ARRESTED,
    BENI,
    GOMA,
    MAY,
    SHELLED,
    SHELLING,
    SUNDAY,
    TOLD,
    event,
    place,
    resolved,
    when,
)


def setting(published: str | None = "2024-06-12", **more: Any) -> Setting:
    return Setting(msgspec.structs.replace(resolved(published), **more), TOLD)


def date_told(one: Setting, of: Event, date: When) -> dict[str, float]:
    row = next(row for w, row in date_rows(one, of) if w == date)
    return dict(zip(DATE_NAMES, map(float, row), strict=True))


def place_told(one: Setting, of: Event, where: Place, sites: tuple[Place, ...] = ()) -> dict[str, float]:
    row = next(row for p, row in place_rows(one, of, sites) if p == where)
    return dict(zip(PLACE_NAMES, map(float, row), strict=True))


FIRST, SECOND = TOLD
BARE = event(SHELLING)


@pytest.mark.parametrize(
    ("of", "date", "name", "value"),
    [
        (FIRST, MAY, "inside", 1),
        (FIRST, SUNDAY, "inside", 0),
        (FIRST, MAY, "own inside", 1),
        (FIRST, SUNDAY, "others inside", 1),
        (SECOND, SUNDAY, "others inside", 0),
        (FIRST, MAY, "same sentence", 1),
        (FIRST, MAY, "gap", 0),
        (BARE, MAY, "gap", 1),
        (BARE, MAY, "ahead", 0),
        (BARE, SUNDAY, "ahead", 1),
        (BARE, SUNDAY, "tail", 1),
        (BARE, MAY, "before trigger", 1),
        (FIRST, MAY, "day", 1),
        (FIRST, MAY, "days ago", 40),
        (FIRST, SUNDAY, "days ago", 3),
        (FIRST, SUNDAY, "weekday", 1),
        (FIRST, MAY, "weekday", 0),
        (FIRST, MAY, "in window", 2),
        (FIRST, MAY, "first", 1),
        (FIRST, SUNDAY, "first", 0),
        (FIRST, MAY, "published known", 1),
        (FIRST, MAY, "future", 0),
        (BARE, MAY, "said between", 1),
    ],
)
def test_what_a_number_of_a_time_tells(of: Event, date: When, name: str, value: float) -> None:
    assert date_told(setting(), of, date)[name] == value


def test_a_time_after_publication_is_future_and_no_date_of_publication_is_known() -> None:
    assert date_told(setting("2024-06-01"), FIRST, SUNDAY)["future"] == 1
    none = date_told(setting(None), FIRST, SUNDAY)
    assert (none["future"], none["published known"], none["days ago"]) == (0, 0, -1)


@pytest.mark.parametrize(
    ("of", "where", "name", "value"),
    [
        (FIRST, GOMA, "inside", 1),
        (FIRST, GOMA, "own inside", 1),
        (FIRST, BENI, "others inside", 1),
        (SECOND, BENI, "after in", 1),
        (FIRST, GOMA, "after in", 0),
        (FIRST, GOMA, "town", 1),
        (FIRST, GOMA, "country", 0),
        (FIRST, GOMA, "in window", 2),
        (FIRST, GOMA, "same country", 1),
        (FIRST, GOMA, "often", 1),
        (FIRST, GOMA, "dateline", 0),
        (FIRST, GOMA, "in party", 0),
        (SECOND, GOMA, "last told", 1),
        (FIRST, GOMA, "site", 0),
        (FIRST, GOMA, "words", 1),
    ],
)
def test_what_a_number_of_a_place_tells(of: Event, where: Place, name: str, value: float) -> None:
    assert place_told(setting(), of, where)[name] == value


def test_a_site_is_a_candidate_beside_the_known_places() -> None:
    site = place("the shelling", precision="unresolved", geonames_id=None, country=None)
    found = place_told(setting(), FIRST, site, (site,))
    assert (found["site"], found["unresolved"], found["words"], found["in window"]) == (1, 1, 2, 3)


@pytest.mark.parametrize("of", [FIRST, SECOND, BARE, event(SHELLED, SHELLING, ARRESTED)])
@pytest.mark.parametrize("published", ["2024-06-12", "2024-06-12T08:00:00Z", None])
def test_numbers_are_as_many_as_their_names_and_finite(of: Event, published: str | None) -> None:
    one = setting(published)
    for names, rows in ((DATE_NAMES, date_rows(one, of)), (PLACE_NAMES, place_rows(one, of, (place("hour"),)))):
        assert rows
        assert all(len(row) == len(names) for _, row in rows)
        assert all(math.isfinite(float(x)) for _, row in rows for x in row)


def test_what_the_network_thinks_is_among_the_numbers() -> None:
    def thinks(of: Event, start: int, end: int) -> Any:
        found = np.zeros(len(ROLES), dtype=np.float32)
        found[DATE], found[PLACE] = 0.25, 0.75
        return found

    one = Setting(resolved(), TOLD, thinks)
    assert date_told(one, FIRST, MAY)["thought"] == 0.25
    assert place_told(one, FIRST, GOMA)["thought"] == 0.75


@pytest.mark.parametrize(
    "date",
    [
        when("Sunday", None, None, precision="day-of-year"),
        When(text=None, start=None, end=None, first="2024-05-03", last="2024-05-03", precision="day"),
    ],
)
def test_a_time_without_days_or_words_is_no_candidate(date: When) -> None:
    assert date_rows(setting(dates=(date,)), FIRST) == []


def scorer(names: tuple[str, ...], name: str, least: float = 0.5) -> Trees:
    """A score that says yes where a number is more than nothing."""
    tree = ((names.index(name), 0.5, 1, 2, 0.0), (-1, 0.0, 0, 0, -3.0), (-1, 0.0, 0, 0, 3.0))
    return Trees(Fitted(names=names, base=0.0, trees=(tree,), least=least))


@pytest.mark.parametrize(
    ("of", "name", "chosen"),
    [
        (FIRST, "own inside", MAY),
        (SECOND, "own inside", SUNDAY),
        (BARE, "own inside", None),
        (FIRST, "weekday", SUNDAY),
        (FIRST, "day", MAY),  # of two alike the one told first
    ],
)
def test_the_likeliest_time_is_chosen_if_it_is_likely_enough(of: Event, name: str, chosen: When | None) -> None:
    found = choose_date(setting(), of, scorer(DATE_NAMES, name))
    assert (found[0] if found else None) == chosen
    assert found is None or found[1] >= 0.5


@pytest.mark.parametrize(
    ("of", "name", "chosen"),
    [
        (FIRST, "own inside", ["Goma"]),
        (FIRST, "town", ["Goma", "Beni"]),
        (BARE, "own inside", []),
        (FIRST, "dateline", []),
    ],
)
def test_every_place_that_is_likely_enough_is_chosen_once(of: Event, name: str, chosen: list[str]) -> None:
    twice = (GOMA, msgspec.structs.replace(GOMA, name="Goma town"), BENI)
    found = choose_places(setting(places=twice), of, scorer(PLACE_NAMES, name))
    assert [p.text for p, _ in found] == chosen


def test_a_report_without_times_or_places_gives_none() -> None:
    none = setting(places=(), dates=())
    assert choose_date(none, FIRST, scorer(DATE_NAMES, "day", 0.0)) is None
    assert choose_places(none, FIRST, scorer(PLACE_NAMES, "town", 0.0)) == []


@pytest.mark.parametrize(("words", "number"), [("Rebels", 0), ("The army", 1), ("Police", 2), ("Sunday.", 2)])
def test_the_sentence_of_a_place_in_the_text(words: str, number: int) -> None:
    assert setting().sentence(resolved().report.text.index(words)) == number
