"""All reports at a glance."""

import msgspec
import pytest

from dateline.export.page.overview import MOST_BARS, Overview, Tally
from dateline.model import Claim, Place, When
from tests.export import factory

BARE = factory.bare().claims[0]


def claim(
    name: str | None = None, first: str | None = None, last: str | None = None, lat: float = 12.0, **fields: object
) -> Claim:
    places = (Place(start=0, end=5, text="Shots", name=name, lat=lat, lon=29.0, precision="town"),) if name else ()
    date = When(text=None, start=None, end=None, first=first, last=last or first, precision="range") if first else None
    return msgspec.structs.replace(BARE, places=places, date=date, **fields)


def seen(*reports: list[Claim]) -> Overview | None:
    tally = Tally()
    for number, claims in enumerate(reports, 1):
        tally.add(number, claims)
    return tally.overview()


def test_one_report_needs_no_overview() -> None:
    assert seen([claim("A", "2024-03-12"), claim("B", "2024-03-12")]) is None
    assert seen() is None


def test_places_with_the_most_claims_come_first() -> None:
    view = seen([claim("A"), claim("B", lat=13.0)], [claim("B", lat=13.0)])
    assert [(place.name, [tuple(at) for at in place.claims]) for place in view.places] == [
        ("B", [(1, 2), (2, 1)]),
        ("A", [(1, 1)]),
    ]
    assert [label.text for label in view.map.places] == ["B", "A"]


def test_places_too_near_to_tell_apart_are_counted_together() -> None:
    view = seen([claim("A"), claim("A")], [claim("B", lat=12.01), claim("C", lat=40.0)])
    assert [(pin.text, pin.claims) for pin in view.map.pins] == [("3", ""), ("1", "")]
    assert [label.text for label in view.map.places] == ["A +1", "C"]
    assert len(view.map.areas) == 3


def test_a_claim_with_two_near_places_counts_once() -> None:
    both = claim("A")
    both = msgspec.structs.replace(both, places=(*both.places, *claim("B", lat=12.01).places))
    view = seen([both], [claim("C", lat=40.0)])
    assert [pin.text for pin in view.map.pins] == ["1", "1"]


@pytest.mark.parametrize("modality", ["denied", "planned", "threatened", "hypothetical", "recurring"])
def test_what_is_not_told_as_done_is_not_counted(modality: str) -> None:
    assert seen([claim("A", "2024-03-12")], [claim("A", "2024-03-12", modality=modality)]) is None


def test_a_claim_is_spread_over_the_days_it_may_be_of() -> None:
    view = seen([claim(None, "2024-03-12")], [claim(None, "2024-03-11", "2024-03-14")], [claim("A")])
    assert [column.tip for column in view.chart.columns] == [
        "11 March 2024: 0.2 claims",
        "12 March 2024: 1.2 claims",
        "13 March 2024: 0.2 claims",
        "14 March 2024: 0.2 claims",
    ]
    assert view.undated == 1


@pytest.mark.parametrize(
    ("first", "last", "tip"),
    [
        ("2024-03-12", "2024-04-20", "12 March 2024: 1 claim"),
        ("2024-03-12", "2024-12-30", "week of 11 March 2024: 1 claim"),
        ("2021-03-12", "2024-12-30", "March 2021: 1 claim"),
        ("1994-03-12", "2024-12-30", "1994: 1 claim"),
        ("1650-03-12", "2024-12-30", "1650s: 1 claim"),
        ("0001-01-01", "2024-12-30", "1s: 1 claim"),
        ("2024-12-30", "9999-12-31", "2000s: 1 claim"),
    ],
)
def test_bars_are_as_wide_as_keeps_them_few(first: str, last: str, tip: str) -> None:
    chart = seen([claim(None, first)], [claim(None, last)]).chart
    assert chart.columns[0].tip == tip
    assert len(chart.columns) == 2 <= MOST_BARS
    assert all(column.x >= 0 and column.x + column.wide <= 100 and column.high == 100 for column in chart.columns)
