"""Values in words."""

import msgspec
import pytest

from dateline.export import _words as words
from dateline.model import Count, Place, When
from tests.export import factory


def when(first: str | None, last: str | None, precision: str, text: str | None = "then") -> When:
    return When(text=text, start=0, end=4, first=first, last=last, precision=precision)


@pytest.mark.parametrize(
    ("value", "said", "iso"),
    [
        (None, "", ""),
        (when("2022-08-24", "2022-08-24", "day"), "24 August 2022", "2022-08-24"),
        (when("2022-08-24", None, "day"), "24 August 2022", "2022-08-24"),
        (when("2022-08-24", "2022-08-26", "range"), "24 to 26 August 2022", "2022-08-24 to 2022-08-26"),
        (when("2022-08-30", "2022-09-02", "range"), "30 August to 2 September 2022", "2022-08-30 to 2022-09-02"),
        (when("2022-12-30", "2023-01-02", "week"), "30 December 2022 to 2 January 2023", "2022-12-30 to 2023-01-02"),
        (when("2022-08-01", "2022-08-31", "month"), "August 2022", "2022-08"),
        (when("2022-01-01", "2022-12-31", "year"), "2022", "2022"),
        (when("2010-01-01", "2019-12-31", "decade"), "2010s", "2010-01-01 to 2019-12-31"),
        (when(None, None, "day-of-year"), "then (year not given)", "then (year not given)"),
        (when(None, None, "unknown"), "then (date unknown)", "then (date unknown)"),
        (when(None, None, "unknown", None), "", ""),
    ],
)
def test_dates(value: When | None, said: str, iso: str) -> None:
    assert (words.when(value), words.when_iso(value)) == (said, iso)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (9, 9, "9"),
        (9, None, "at least 9"),
        (None, 9, "up to 9"),
        (4, 6, "4 to 6"),
        (1200, 1200, "1,200"),
        (None, None, "dozens"),
    ],
)
def test_counts(low: int | None, high: int | None, said: str) -> None:
    assert words.count(Count(low=low, high=high, text="dozens", start=0, end=6)) == said


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("in", "Dilling, South Kordofan, Sudan"),
        ("near", "near Dilling, South Kordofan, Sudan"),
        ("outskirts", "outskirts of Dilling, South Kordofan, Sudan"),
        ("dateline", "Dilling, South Kordofan, Sudan (from the dateline)"),
    ],
)
def test_places(relation: str, said: str) -> None:
    value = Place(start=0, end=1, text="x", name="Dilling", precision="town", relation=relation, **factory.DILLING)
    assert words.place(value) == said


def test_a_country_is_not_named_twice() -> None:
    assert words.place(Place(start=0, end=1, text="x", name="Sudan", country="SDN")) == "Sudan"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, "very likely right"),
        (0.9, "very likely right"),
        (0.7, "likely right"),
        (0.3, "doubtful"),
        (0.0, "very doubtful"),
    ],
)
def test_confidence(value: float, said: str) -> None:
    assert words.confidence(value) == said


@pytest.mark.parametrize(
    ("text", "length", "said"),
    [
        ("short", 10, "short"),
        ("two words here", 10, "two words…"),
        ("Donaudampfschiff", 6, "Donaud…"),
        ("  a\n\tb  ", 10, "a b"),
        (" " * 1000 + "a", 10, "a"),
        ("\u202eabc\x00", 10, "abc\ufffd"),
    ],
)
def test_shorten(text: str, length: int, said: str) -> None:
    assert words.shorten(text, length) == said


def test_nobody_is_said_once() -> None:
    claim = factory.market().claims[2]
    assert words.toll(claim) == "nobody killed or injured, no damage"
    assert words.toll(msgspec.structs.replace(claim, killed=None, damage=None)) == "nobody injured"
