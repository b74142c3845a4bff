"""Without a date of publication, a report that names no year gets none: a year is never invented."""

import re

import pytest

from dateline.model import When
from tests.contracts.engines import NAMES, code

YEAR = re.compile(r"(?<!\d)(?:1[89]|20|21)\d\d(?!\d)")

REPORTS = [
    "Rebels attacked an army base in Kandahar on 24 August, killing nine soldiers.",
    "On August 24, rebels attacked an army base in Kandahar, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar on Monday, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar yesterday, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar last week, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar three days ago, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar in August, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar last month, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar last year, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar this morning, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar at the weekend, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar on 24/8, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar between 3 and 5 May, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar on Christmas Day, killing nine soldiers.",
    "Rebels attacked an army base in Kandahar, killing nine soldiers.",
    "KANDAHAR, Aug. 24 (AP) - Rebels attacked an army base on Tuesday. A day later a bomb killed nine people in Herat.",
    "24 August\n\nRebels attacked an army base in Kandahar.\n\n25 August\n\nA bomb killed nine people in Herat.",
]

engines = pytest.mark.parametrize("name", NAMES)


def invented(date: When | None) -> list[str]:
    """Give each year that a date has and the report has not."""
    if date is None:
        return []
    return [str(v) for v in (date.first, date.last) if v] + YEAR.findall(f"{date.timex_value} {date.reason}")


@engines
@pytest.mark.parametrize("text", REPORTS)
def test_a_year_is_never_invented(name: str, text: str) -> None:
    claims = code(name, text, published=None)
    assert any("rebels" in p.text.lower() for c in claims for p in c.initiators)
    assert [year for c in claims for year in invented(c.date)] == []
    assert [c.reasons for c in claims if YEAR.search(" ".join(c.reasons))] == []


@engines
@pytest.mark.parametrize("text", REPORTS[:2])
def test_a_day_without_its_year_keeps_its_words(name: str, text: str) -> None:
    (claim,) = code(name, text, published=None)
    assert claim.date is not None
    assert (claim.date.first, claim.date.last, claim.date.precision) == (None, None, "day-of-year")
    assert claim.date.text is not None
    assert "24" in claim.date.text


@engines
def test_a_year_in_the_text_stands(name: str) -> None:
    (claim,) = code(name, REPORTS[0].replace("24 August", "24 August 2016"), published=None)
    assert claim.date is not None
    assert (claim.date.first, claim.date.last, claim.date.precision) == ("2016-08-24", "2016-08-24", "day")


@engines
@pytest.mark.parametrize("text", REPORTS)
def test_the_date_of_publication_gives_the_year(name: str, text: str) -> None:
    dates = [c.date for c in code(name, text, published="2016-08-31") if c.date]
    assert [d.text for d in dates if d.last and d.last > "2016-08-31"] == []
    assert [d.text for d in dates if d.precision == "day" and not d.first] == []
