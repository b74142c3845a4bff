"""What a date of publication as written says; what may be two days is never one of them."""

import pytest

from dateline.read import _dates
from dateline.read._dates import Told, states, understand

SAYS = [
    # as written, the ISO date or date-time
    ("2022-09-27", "2022-09-27"),
    (" 2022-09-27 ", "2022-09-27"),
    ("2022-9-7", "2022-09-07"),
    ("2022/09/27", "2022-09-27"),
    ("2022.09.27", "2022-09-27"),
    ("20220927", "2022-09-27"),
    ("20220927T143000Z", "2022-09-27T14:30:00Z"),
    ("2022-09-27T14:30:00.123Z", "2022-09-27T14:30:00.123Z"),
    ("2022-09-27T14:30:00+0200", "2022-09-27T14:30:00+0200"),
    ("2022-09-27 14:30 UTC", "2022-09-27T14:30Z"),
    ("2022-09-27T4:30:00Z", "2022-09-27T04:30:00Z"),
    ("2022-09-27T24:30:00", "2022-09-27"),  # no such time: the day stands
    ("Tue, 27 Sep 2022 14:30:00 GMT", "2022-09-27T14:30:00+00:00"),
    ("Tue, 27 Sep 2022 14:30:00 -0400", "2022-09-27T14:30:00-04:00"),
    ("27 September 2022", "2022-09-27"),
    ("27 Sept. 2022, 14:30", "2022-09-27"),
    ("27-Sep-2022", "2022-09-27"),
    ("the 1st of May, 2022", "2022-05-01"),
    ("Tuesday, September 27th, 2022 at 5:00 pm", "2022-09-27"),
    ("Published: SEP 27, 2022", "2022-09-27"),
    ("27/09/2022", "2022-09-27"),
    ("09/27/2022 4:05 PM", "2022-09-27"),
    ("27.9.2022", "2022-09-27"),
    ("03-03-2021", "2021-03-03"),
]


@pytest.mark.parametrize(("words", "date"), SAYS)
def test_what_a_date_says(words: str, date: str) -> None:
    assert understand(words) == Told(date)
    assert not _dates.impossible(date)


@pytest.mark.parametrize("words", ["04/03/2021", "4.3.2021", "04-03-2021 10:00", "Posted 04/03/2021"])
def test_what_may_be_two_days_is_so_unless_the_order_is_said(words: str) -> None:
    assert understand(words) == Told(either=("2021-03-04", "2021-04-03"))
    assert understand(words, day_first=True) == Told("2021-03-04")
    assert understand(words, day_first=False) == Told("2021-04-03")


@pytest.mark.parametrize("day_first", [None, True, False])
@pytest.mark.parametrize("words", ["27/03/2021", "03/27/2021"])
def test_an_order_that_cannot_be_is_not_asked_for(words: str, day_first: bool | None) -> None:
    assert understand(words, day_first) == Told("2021-03-27")


NOTHING = [
    "", "  ", "yesterday", "2022", "Sep 2022", "September 27", "2022-09", "2022-W39", "2022-02-30", "30 February 2022",
    "31/31/2021", "00/00/2021", "1/1/21", "27 Sep 22", "1664284200", "12345678901", "2010-2020",
    "27 Sep and 28 Sep 2022 and 29 Sep 2022",
    "27 Sep 2022 - 28 Sep 2022", "01/02/2021 to 03/04/2021", "x" * 500 + " 2022-09-27", "\0", "99999999",
]  # fmt: skip


@pytest.mark.parametrize("words", NOTHING)
@pytest.mark.parametrize("day_first", [None, True])
def test_what_is_no_date_says_nothing(words: str, day_first: bool | None) -> None:
    assert understand(words, day_first).date is None


STATES = [
    ("Published on 4 March 2021 by us", True),
    ("March 4, 2021", True),
    ("2021-03-04T10:00", True),
    ("04/03/2021", False),
    ("03/04/2021", False),
    ("Copyright 2010-2021", False),
    ("14/03/2021", False),
]


@pytest.mark.parametrize(("text", "expected"), STATES)
def test_a_text_states_a_day_only_where_it_can_be_read_as_no_other(text: str, expected: bool) -> None:
    assert states(text, "2021-03-04") is expected
