"""The example reports: well-formed, of the length they claim, and told by the README."""

import calendar
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from dateline.model import Report

EXAMPLES = Path(__file__).parent.parent / "examples"
REPORTS = [
    msgspec.json.decode(line, type=Report, strict=True)
    for line in (EXAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines()
]
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTHS = list(calendar.month_name)[1:]


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.id)
def test_each_report_has_what_the_record_asks(report: Report) -> None:
    assert date.fromisoformat(report.published or "").year == 2021
    assert report.title
    assert report.source
    assert (report.url, report.language) == (None, "en")
    assert 120 <= len(report.text.split()) <= 300


def test_ids_are_unique_and_told_in_the_readme() -> None:
    ids = [r.id for r in REPORTS]
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert len(set(ids)) == len(ids) == 8
    assert [i for i in ids if i not in readme] == []


def test_reports_come_from_several_outlets_in_the_order_of_their_dates() -> None:
    assert len({r.source for r in REPORTS}) >= 6
    assert [r.published for r in REPORTS] == sorted(r.published or "" for r in REPORTS)


@pytest.mark.parametrize("path", sorted((EXAMPLES / "texts").glob("*.txt")), ids=lambda p: p.stem)
def test_texts_are_dated_by_their_first_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 120 <= len(text.split()) <= 300
    assert re.search(rf"\d{{1,2}} ({'|'.join(MONTHS)}) (19|20)\d\d", text.splitlines()[0])


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.id)
def test_weekdays_that_are_given_with_a_date_are_right(report: Report) -> None:
    for weekday, day, month in re.findall(rf"({WEEKDAY}) (\d{{1,2}}) ({'|'.join(MONTHS)})", report.text, re.I):
        assert date(2021, MONTHS.index(month) + 1, int(day)).strftime("%A") == weekday
