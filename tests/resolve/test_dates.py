"""How the resolver anchors: a year is never invented, a history is not pulled to its publication, ambiguity is said."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.times import find_times
from dateline.model import AnnotatedReport, Report, TimeExpression, When
from dateline.precision import date_codes
from dateline.resolve.dates import resolve_dates
from tests.steps import steps


def annotate(text: str, published: str | None = None) -> AnnotatedReport:
    report = Report(id="r", text=text, published=published)
    return AnnotatedReport(report=report, reading=text, sentences=(), times=find_times(text, text))


def resolve(text: str, published: str | None = None, day_first: bool | None = None) -> dict[str, When]:
    return {when.text or "": when for when in resolve_dates(annotate(text, published), day_first=day_first)}


def days(when: When) -> tuple[str | None, str | None]:
    return when.first, when.last


# ------------------------------------------------------------------------------------------ no year is invented

YEARLESS = [
    ("On 24 August jets struck the depot.", "24 August", "XXXX-08-24", "day-of-year"),
    ("In late August jets struck the depot.", "late August", "XXXX-08", "day-of-year"),
    ("In the spring jets struck the depot.", "the spring", "XXXX-SP", "day-of-year"),
    ("On the night of 23-24 August jets struck.", "the night of 23-24 August", "XXXX-08-23/XXXX-08-24", "day-of-year"),
    ("From March to June it was shut.", "March", "XXXX-03", "day-of-year"),
    ("On Monday jets struck the depot.", "Monday", "XXXX-WXX-1", "unknown"),
    ("Jets struck the depot yesterday.", "yesterday", "XXXX-XX-XX", "unknown"),
    ("Jets struck the depot last year.", "last year", None, "unknown"),
    ("Jets struck on 24 August. Two days later they came back.", "Two days later", "XXXX-XX-XX", "unknown"),
    ("The group, founded in 1984, said on Monday it shelled a base on 5 May.", "5 May", "XXXX-05-05", "day-of-year"),
    ("The leader, captured on 5 May 2014, is held. On 24 August jets hit.", "24 August", "XXXX-08-24", "day-of-year"),
    ("In the past week jets struck.", "the past week", "P1W", "unknown"),
    ("On Christmas Eve jets struck.", "Christmas Eve", "XXXX-12-24", "day-of-year"),
]


@pytest.mark.parametrize(("text", "words", "value", "precision"), YEARLESS)
def test_without_publication_no_year_is_invented(text: str, words: str, value: str, precision: str) -> None:
    when = resolve(text)[words]
    assert days(when) == (None, None)
    assert (when.timex_value, when.precision) == (value, precision)
    assert when.reason


def test_a_running_date_of_a_narrative_is_an_anchor() -> None:
    text = "On September 1, 1939, Germany attacked. On September 17 the Soviets followed. By early October it was over."
    found = resolve(text)
    assert days(found["September 17"]) == ("1939-09-17", "1939-09-17")
    assert days(found["early October"]) == ("1939-10-01", "1939-10-10")
    assert "September 1, 1939" in (found["September 17"].reason or "")


def test_a_dateline_with_its_year_is_the_day_of_writing() -> None:
    found = resolve("KABUL, 5 May 2015 (Agency) - Four men were shot on Monday and two yesterday.")
    assert days(found["Monday"]) == ("2015-05-04", "2015-05-04")
    assert days(found["yesterday"]) == ("2015-05-04", "2015-05-04")


HISTORY = (
    "In 1914 the empire mobilised. On 2 August 1914 its army crossed the river, and on 20 August it took the capital. "
    "Early in 1915 the front froze. In May 1915 gas was used. Two months later the line broke. "
    "In December the fort fell, "
    "and in January it was retaken. The following year, in June 1916, a second army came."
)


@pytest.mark.parametrize("published", ["2009-12-19", None])
def test_publication_does_not_pull_a_history(published: str | None) -> None:
    found = resolve(HISTORY, published)
    assert days(found["20 August"]) == ("1914-08-20", "1914-08-20")
    assert days(found["Two months later"]) == ("1915-07-01", "1915-07-31")
    assert days(found["December"]) == ("1915-12-01", "1915-12-31")
    assert days(found["January"]) == ("1916-01-01", "1916-01-31")


def test_years_before_our_era_have_values_and_no_days() -> None:
    text = "The revolt of 499 BC failed. In 494 BC the city fell. Two years later a fleet sailed. In 490 BC it landed."
    found = resolve(text)
    assert found["494 BC"].timex_value == "BC0494"
    assert found["Two years later"].timex_value == "BC0492"
    assert days(found["494 BC"]) == (None, None)


# ------------------------------------------------------------------------------------------ ambiguity

NUMERIC = [
    ("04/03/2021", None, None, "2021-XX-XX"),
    ("04/03/2021", True, "2021-03-04", "2021-03-04"),
    ("04/03/2021", False, "2021-04-03", "2021-04-03"),
    ("25/03/2021", False, "2021-03-25", "2021-03-25"),
    ("31/04/2021", True, None, None),
]


@pytest.mark.parametrize(("words", "day_first", "day", "value"), NUMERIC)
def test_numeric_dates(words: str, day_first: bool | None, day: str | None, value: str | None) -> None:
    when = resolve(f"Signed {words} there.", "2022-09-28", day_first).get(words)
    if when is None:
        assert day is None
        return
    assert (when.first, when.last, when.timex_value) == (day, day, value)


def test_an_ambiguous_date_says_so() -> None:
    when = resolve("Signed 04/03/2021 there.", "2022-09-28")["04/03/2021"]
    assert "ambiguous" in (when.reason or "")
    assert "2021-03-04" in (when.reason or "")
    assert "2021-04-03" in (when.reason or "")


def test_days_that_do_not_exist_have_no_days() -> None:
    when = resolve("It happened on 30 February 2015.", "2022-09-28")["30 February 2015"]
    assert days(when) == (None, None)
    assert "no such day" in (when.reason or "")


def test_a_leap_day_is_the_latest_there_was() -> None:
    assert days(resolve("It happened on 29 February.", "2023-03-01")["29 February"]) == ("2020-02-29", "2020-02-29")


@pytest.mark.parametrize("published", ["2022-09-28", "2022-09-28T23:30:00+02:00", "2022-09-28 07:00"])
def test_dates_and_date_times_anchor_alike(published: str) -> None:
    assert days(resolve("Shot on Monday.", published)["Monday"]) == ("2022-09-26", "2022-09-26")


@pytest.mark.parametrize("published", ["", "soon", "2022-13-45", "28.09.2022"])
def test_a_published_that_is_no_date_anchors_nothing(published: str) -> None:
    assert days(resolve("Shot on Monday.", published)["Monday"]) == (None, None)


def test_an_unknown_form_gives_no_days_and_says_so() -> None:
    odd = TimeExpression(start=0, end=4, text="Shot", form="nonsense:1")
    report = Report(id="r", text="Shot")
    (when,) = resolve_dates(AnnotatedReport(report=report, reading="Shot", sentences=(), times=(odd,)))
    assert days(when) == (None, None)
    assert "nonsense" in (when.reason or "")


# ------------------------------------------------------------------------------------------ precision codes

CODES = [
    ("on 24 August 2022", (1, 1)),
    ("on 23-24 August 2022", (2, 2)),
    ("last week", (2, 3)),
    ("earlier this week", (2, 3)),
    ("in August 2022", (3, 4)),
    ("in late August 2022", (3, 4)),
    ("in the summer of 2021", (None, 5)),
    ("in 2021", (None, 5)),
    ("in the 1990s", (None, None)),
    ("recently", (None, None)),
]


@pytest.mark.parametrize(("words", "expected"), CODES)
def test_codes(words: str, expected: tuple[int | None, int | None]) -> None:
    (when,) = resolve_dates(annotate(f"It fell {words}.", "2022-09-28"))
    assert date_codes(when) == expected


# ------------------------------------------------------------------------------------------ any text at all

LONG = ["5 May ", "In 2014 rain fell and ", "the next day ", "on Monday ", "from March to June ", "23-24 August "]


@pytest.mark.parametrize("piece", LONG)
def test_resolving_is_linear(piece: str) -> None:
    """Eight times the expressions in one sentence take about eight times the work; 64 times would be quadratic."""
    texts = ["In 2014 it began " + piece * (size // len(piece)) for size in (2_000, 16_000)]
    small, large = (annotate(text, "2022-09-28") for text in texts)
    assert steps(lambda: resolve_dates(large)) < 12 * steps(lambda: resolve_dates(small))


PIECES = [
    "On Monday ", "in May ", "the next day ", "two years later ", "1939 ", "05/06/07 ", "until ", "the end of ",
    "last week ", "'39 ", "480 BC ", "9999 years ago ", "99999 days later ", "31 February ", "29 February ",
    "the first week of May ", "will ", "to ", "- ", "between ", "and ", "the 1990s ", "overnight ", "5 pm ",
    "the weekend ", "a decade ago ", ". ", "\n", "the past 9999 centuries ", "in 2199 ", "since ", "1000 ",
    "nine thousand centuries later ", "Winter 9990 ", "0001-01-01 ", "9999-12-31 ", "the following century ",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([None, "2022-09-28", "0001-01-01", "9999-12-31"])
)
def test_any_text_resolves(pieces: list[str], published: str | None) -> None:
    annotated = annotate("".join(pieces), published)
    found = resolve_dates(annotated)
    assert len(found) == len(annotated.times)
    for words, when in zip(annotated.times, found, strict=True):
        assert (when.text, when.start, when.end) == (words.text, words.start, words.end)
        assert (when.first is None) == (when.last is None)
        assert when.reason
        if when.first and when.last:
            assert date.fromisoformat(when.first) <= date.fromisoformat(when.last)
            assert when.precision not in {"unknown", "day-of-year"}
