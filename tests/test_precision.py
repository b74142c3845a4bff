"""ACLED's and UCDP's codes for how exactly a place and a day are known."""

import pytest

from dateline.precision import date_codes, place_codes
from tests.export.events import world


@pytest.mark.parametrize(
    ("precision", "relation", "radius_km", "feature", "acled", "ucdp"),
    [
        ("site", "in", 1.0, "camp", 1, 1),
        ("site", "in", 200.0, "river", 3, 5),
        ("town", "in", 5.0, None, 1, 1),
        ("town", "outskirts", 5.0, None, 1, 1),
        ("town", "near", 10.0, None, 2, 2),
        ("town", "toward", 30.0, None, 2, 5),
        ("town", "between", 20.0, None, 2, 2),
        ("town", "dateline", 5.0, None, 3, 5),
        ("near", "in", 25.0, None, 2, 2),
        ("near", "in", 26.0, None, 2, 5),
        ("district", "in", 30.0, None, 2, 3),
        ("admin1", "in", 100.0, None, 3, 4),
        ("region", "in", 300.0, None, 3, 5),
        ("country", "in", 500.0, None, 3, 6),
        ("sea", "offshore", 40.0, None, 3, 7),
        ("unresolved", "in", None, None, None, None),
    ],
)
def test_places(
    precision: str, relation: str, radius_km: float | None, feature: str | None, acled: int | None, ucdp: int | None
) -> None:
    place = world.place(precision=precision, relation=relation, radius_km=radius_km, feature=feature)
    assert place_codes(place) == (acled, ucdp)


@pytest.mark.parametrize(
    ("first", "last", "precision", "acled", "ucdp"),
    [
        ("2024-03-12", "2024-03-12", "day", 1, 1),
        ("2024-03-12", "2024-03-13", "range", 2, 2),
        ("2024-03-12", "2024-03-17", "range", 2, 2),
        ("2024-03-11", "2024-03-17", "week", 2, 3),
        ("2024-03-11", "2024-03-14", "week", 2, 3),
        ("2024-03-01", "2024-03-08", "range", 3, 4),
        ("2024-03-01", "2024-03-31", "month", 3, 4),
        ("2024-03-01", "2024-04-30", "range", None, 5),
        ("2024-06-01", "2024-08-31", "season", None, 5),
        ("2024-01-01", "2024-12-31", "year", None, 5),
        ("2010-01-01", "2019-12-31", "decade", None, None),
        (None, None, "day-of-year", None, None),
        (None, None, "unknown", None, None),
    ],
)
def test_dates(first: str | None, last: str | None, precision: str, acled: int | None, ucdp: int | None) -> None:
    assert date_codes(world.when(first, last, precision)) == (acled, ucdp)


def test_nothing_known() -> None:
    assert place_codes(None) == (None, None)
    assert date_codes(None) == (None, None)


def test_days_that_cannot_be_read_are_none() -> None:
    assert date_codes(world.when("12 March", precision="day")) == (None, None)
