"""What the finder takes for a time, what it leaves alone, and that no text can make it slow."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.times import find_times
from dateline.resolve.dates import known_forms
from tests.steps import steps


def found(text: str) -> list[str]:
    return [time.text for time in find_times(text, text)]


def forms(text: str) -> list[tuple[str, str]]:
    return [(time.text, time.form) for time in find_times(text, text)]


NOT_TIMES = [
    "You may go; he may march at will.",
    "The march on the ministry began calmly.",
    "May he rest in peace.",
    "The Sun printed it, and Sun Microsystems read it.",
    "The second man fled.",
    "The fall of the city came as a surprise; prices fall.",
    "They drank from a spring near the road.",
    "Some 1500 soldiers and 2,022 people were held.",
    "About 2000 people fled and 1900 houses burned.",
    "Resolution 2254 was adopted.",
    "It cost $2015 and weighed 1990 kg.",
    "Call 555-1939-22 or see section 3.2015.",
    "He won 3/4 of the vote and 16:9 screens sold.",
    "Ratio 1-1-1-1-1, serial 2001-01-011.",
    "A 24-year-old man, aged 30, who is 40 years old.",
    "June Smith and April Jones met August Wilson.",
    "USA Today and The Daily Star reported it.",
    "A third of the men, one of them wounded, decided at once.",
    "There are plans for a second base, and he fled at the last minute.",
    "The Black September group and Bloody Sunday.",
    "The Boeing-1900 and flight 1549 were late.",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_other_words_are_no_times(text: str) -> None:
    assert found(text) == []


FORMS = [
    ("on 24 August 2022.", [("24 August 2022", "date:2022-08-24")]),
    ("on Aug. 24.", [("Aug. 24", "date:XXXX-08-24")]),
    ("the 23-24 August raids", [("the 23-24 August", "span:XXXX-08-23/XXXX-08-24")]),
    ("on 28 and 29 August", [("28", "date:XXXX-08-28"), ("29 August", "date:XXXX-08-29")]),
    ("on May 4 and 5 they", [("May 4", "date:XXXX-05-04"), ("5", "date:XXXX-05-05")]),
    ("in the '90s", [("the '90s", "date:XX9X")]),
    ("the class of '39.", [("'39", "date:XX39")]),
    ("in 480 BC.", [("480 BC", "date:BC0480")]),
    ("in 499-493 BC.", [("499", "date:BC0499;link=next"), ("493 BC", "date:BC0493;link=prev")]),
    ("in the 5th century BC", [("the 5th century BC", "date:BC04XX")]),
    ("04/03/2021", [("04/03/2021", "num:04/03/2021")]),
    ("by the end of the month.", [("the end of the month", "shift:r+0M;mod=end")]),
    ("two and a half years ago", [("two and a half years ago", "shift:n-2.5Y")]),
    ("a couple of weeks ago", [("a couple of weeks ago", "shift:n-XW")]),
    ("at 8: 30 p. m. it", [("8: 30 p. m.", "clock:T20:30")]),
    ("at 10.15am", [("10.15am", "clock:T10:15")]),
    ("at five o'clock in the afternoon", [("five o'clock in the afternoon", "clock:T17:00")]),
    ("about 0200 hours, 1900 hours", [("0200 hours", "clock:T02:00"), ("1900 hours", "clock:T19:00")]),
    ("at 0530 hours", [("0530 hours", "clock:T05:30")]),
    ("at 9:34 p.m. EST", [("9:34 p.m. EST", "clock:T21:34;zone=-05:00")]),
    ("on the morning of 24 April", [("the morning of 24 April", "date:XXXX-04-24;part=MO")]),
    ("every two weeks", [("every two weeks", "set:P2W")]),
    ("on Mondays", [("Mondays", "set:XXXX-WXX-1")]),
    ("three times a week", [("a week", "set:P1W")]),
    ("fifty years", [("fifty years", "dur:P50Y")]),
    ("half an hour", [("half an hour", "dur:PT0.5H")]),
    ("during Ramadan 2015", [("Ramadan 2015", "feast:2015")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, form.split(";share")[0]) for words, form in forms(text)] == expected


def test_words_are_quoted_from_the_text_as_it_came() -> None:
    text, reading = "BOMBED ON 5 MAY AT NOON, FLED IN MARCH", "Bombed on 5 may at noon, fled in march"
    assert [t.text for t in find_times(reading, text)] == ["5 MAY", "NOON", "MARCH"]


def test_shouted_may_that_is_a_verb() -> None:
    assert find_times("At least 3 may have died", "AT LEAST 3 MAY HAVE DIED") == ()


def test_typographic_dashes_and_apostrophes() -> None:
    text = "from 3–5 May, the summer of ’42, New Year’s Eve 2015"
    assert found(text) == ["3–5 May", "the summer of ’42", "New Year’s Eve 2015"]


HOSTILE = [
    "1",
    "and ",
    "the the ",
    "1-1-1-",
    "May ",
    "a ",
    "the last ",
    "12/",
    "1999-",
    "' ",
    "the end of ",
    "twenty-",
    "\n",
    "two hundred and ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_makes_it_slow(piece: str) -> None:
    """Eight times the text takes about eight times the work; a quadratic reader would take 64 times."""
    small, large = (piece * (size // len(piece)) for size in (12_500, 100_000))
    assert steps(lambda: find_times(large, large)) < 12 * steps(lambda: find_times(small, small)) + 1_000


def test_a_million_digits() -> None:
    text = "1" * 1_000_000
    assert find_times(text, text) == ()


ANYTHING = st.lists(
    st.sampled_from(
        [
            *" 0123456789-/.,:'’\n",
            "May ",
            "the ",
            "of ",
            "last ",
            "week ",
            "Monday",
            "years ",
            "ago",
            "BC",
            "and ",
            "end ",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_spans_and_forms_hold_for_any_text(text: str) -> None:
    times, kinds = find_times(text, text), known_forms()
    for left, right in pairwise(times):
        assert left.end <= right.start
    for one in times:
        assert text[one.start : one.end] == one.text
        assert one.text == one.text.strip()
        assert one.form.partition(":")[0] in kinds
