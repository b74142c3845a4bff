"""Times as news tells them, each with the days that a careful reader gives it.

Most are read in a report of Wednesday 28 September 2022; the marked words are the expression.
"""

import pytest

from dateline.annotate.times import find_times
from dateline.model import AnnotatedReport, Report, When
from dateline.resolve.dates import resolve_dates


def resolve(text: str, published: str | None, day_first: bool | None = None) -> tuple[When, ...]:
    report = Report(id="r", text=text, published=published)
    annotated = AnnotatedReport(report=report, reading=text, sentences=(), times=find_times(text, text))
    return resolve_dates(annotated, day_first=day_first)


def read(marked: str, published: str | None, day_first: bool | None = None) -> When:
    """Resolve a text in which the expression stands in square brackets, and give its When."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = [when for when in resolve(text, published, day_first) if when.start == start]
    assert found, f"nothing found at {text[start:end]!r}"
    assert found[0].text == text[start:end]
    return found[0]


WEDNESDAY = "2022-09-28"
DAYS = [
    # weekdays: the past one, the published day for its own name, the coming one where the words say so
    ("The blast on [Monday] killed nine people.", "2022-09-26", "2022-09-26", "day", "2022-09-26"),
    ("Troops entered the town on [Wednesday].", "2022-09-28", "2022-09-28", "day", "2022-09-28"),
    ("Gunmen attacked a village on [Thursday].", "2022-09-22", "2022-09-22", "day", "2022-09-22"),
    ("The ministers will meet on [Friday].", "2022-09-30", "2022-09-30", "day", "2022-09-30"),
    ("The ministers are due to meet on [Friday] in the capital.", "2022-09-30", "2022-09-30", "day", "2022-09-30"),
    ("He said on [Friday] that talks would resume.", "2022-09-23", "2022-09-23", "day", "2022-09-23"),
    ("On [Sunday], rebels seized the bridge.", "2022-09-25", "2022-09-25", "day", "2022-09-25"),
    ("On [Sunday], voters will choose a new parliament.", "2022-10-02", "2022-10-02", "day", "2022-10-02"),
    ("[Last Wednesday] a convoy was ambushed.", "2022-09-21", "2022-09-21", "day", "2022-09-21"),
    ("[Next Monday] the court hears the case.", "2022-10-03", "2022-10-03", "day", "2022-10-03"),
    ("The shelling on [Tuesday night] lasted an hour.", "2022-09-27", "2022-09-27", "day", "2022-09-27TNI"),
    ("Police fired on the crowd [early on Saturday].", "2022-09-24", "2022-09-24", "day", "2022-09-24"),
    ("[Monday]'s attack killed two.", "2022-09-26", "2022-09-26", "day", "2022-09-26"),
    # counted from the day of publication
    ("Four people were shot [yesterday].", "2022-09-27", "2022-09-27", "day", "2022-09-27"),
    ("Four people were shot [today].", "2022-09-28", "2022-09-28", "day", "2022-09-28"),
    ("The trial opens [tomorrow].", "2022-09-29", "2022-09-29", "day", "2022-09-29"),
    ("The drone fell [this morning].", "2022-09-28", "2022-09-28", "day", "2022-09-28TMO"),
    ("The depot burned [last night].", "2022-09-27", "2022-09-27", "day", "2022-09-27TNI"),
    ("The depot burned [yesterday evening].", "2022-09-27", "2022-09-27", "day", "2022-09-27TEV"),
    ("Sirens sounded [overnight].", "2022-09-27", "2022-09-28", "range", "2022-09-27TNI"),
    ("They left [the day before yesterday].", "2022-09-26", "2022-09-26", "day", "2022-09-26"),
    ("Two soldiers died [three days ago].", "2022-09-25", "2022-09-25", "day", "2022-09-25"),
    ("Fighting broke out [last week].", "2022-09-19", "2022-09-25", "week", "2022-W38"),
    ("Fighting broke out [this week].", "2022-09-26", "2022-09-28", "week", "2022-W39"),
    ("He was held [earlier this week].", "2022-09-26", "2022-09-27", "week", "2022-W39"),
    ("The talks will be held [next week].", "2022-10-03", "2022-10-09", "week", "2022-W40"),
    ("Raids continued over [the weekend].", "2022-09-24", "2022-09-25", "range", "2022-W38-WE"),
    ("Raids continued [last weekend].", "2022-09-24", "2022-09-25", "range", "2022-W38-WE"),
    ("Dozens were killed in [the past week].", "2022-09-21", "2022-09-28", "week", "P1W"),
    ("Dozens were killed in [the last three days].", "2022-09-25", "2022-09-28", "range", "P3D"),
    ("Over [the past two months] the front has moved.", "2022-07-28", "2022-09-28", "range", "P2M"),
    ("The camp was bombed [two weeks ago].", "2022-09-12", "2022-09-18", "week", "2022-W37"),
    ("The camp was bombed [three months ago].", "2022-06-01", "2022-06-30", "month", "2022-06"),
    ("The camp was bombed [last month].", "2022-08-01", "2022-08-31", "month", "2022-08"),
    ("He was arrested [earlier this month].", "2022-09-01", "2022-09-27", "range", "2022-09"),
    ("He was arrested [earlier this year].", "2022-01-01", "2022-09-27", "range", "2022"),
    ("Elections are expected [later this year].", "2022-09-29", "2022-12-31", "range", "2022"),
    ("The truce ended [a year ago].", "2021-01-01", "2021-12-31", "year", "2021"),
    ("The truce ended [almost two years ago].", "2020-01-01", "2020-12-31", "year", "2020"),
    ("The uprising began [11 years ago today].", "2011-09-28", "2011-09-28", "day", "2011-09-28"),
    ("The truce ended [last year].", "2021-01-01", "2021-12-31", "year", "2021"),
    ("The truce ended [late last year].", "2021-09-01", "2021-12-31", "range", "2021"),
    ("The group was banned [a decade ago].", "2010-01-01", "2019-12-31", "decade", "201"),
    # dates without a year: the latest one, the next one where the words say so
    ("The strikes of [August 24] hit two depots.", "2022-08-24", "2022-08-24", "day", "2022-08-24"),
    ("The strikes of [24 August] hit two depots.", "2022-08-24", "2022-08-24", "day", "2022-08-24"),
    ("On [15 November] a bus was hit.", "2021-11-15", "2021-11-15", "day", "2021-11-15"),
    ("The vote will take place on [15 November].", "2022-11-15", "2022-11-15", "day", "2022-11-15"),
    ("A base was shelled on [18 Sept.] by militants.", "2022-09-18", "2022-09-18", "day", "2022-09-18"),
    ("A base was shelled on [Sept 18th] by militants.", "2022-09-18", "2022-09-18", "day", "2022-09-18"),
    ("A base was shelled on [the 5th of May].", "2022-05-05", "2022-05-05", "day", "2022-05-05"),
    ("In [May] he fled.", "2022-05-01", "2022-05-31", "month", "2022-05"),
    ("In [December] he fled.", "2021-12-01", "2021-12-31", "month", "2021-12"),
    ("[Last July] he fled.", "2022-07-01", "2022-07-31", "month", "2022-07"),
    ("[Last October] he fled.", "2021-10-01", "2021-10-31", "month", "2021-10"),
    ("In [late August] the dam broke.", "2022-08-21", "2022-08-31", "range", "2022-08"),
    ("By [mid-June] the city was encircled.", "2022-06-11", "2022-06-20", "range", "2022-06"),
    ("At [the start of March] the siege tightened.", "2022-03-01", "2022-03-10", "range", "2022-03"),
    ("In [the spring] the road was reopened.", "2022-03-01", "2022-05-31", "season", "2022-SP"),
    ("The road has been closed since [Monday].", "2022-09-26", "2022-09-28", "range", "2022-09-26"),
    ("Hundreds have been displaced since [June].", "2022-06-01", "2022-09-28", "range", "2022-06"),
    # dates with a year
    ("On [Monday, 5 September 2022], a market was hit.", "2022-09-05", "2022-09-05", "day", "2022-09-05"),
    ("On [January 5, 2022], eight rockets landed.", "2022-01-05", "2022-01-05", "day", "2022-01-05"),
    ("In [March 2015] the city fell.", "2015-03-01", "2015-03-31", "month", "2015-03"),
    ("In [2014] the group took the city.", "2014-01-01", "2014-12-31", "year", "2014"),
    ("In [early 2017] the siege began.", "2017-01-01", "2017-04-30", "range", "2017"),
    ("In [the summer of 2016] shells fell.", "2016-06-01", "2016-08-31", "season", "2016-SU"),
    ("In [the 1990s] there was a war.", "1990-01-01", "1999-12-31", "decade", "199"),
    ("In [the 19th century] it was a fort.", "1801-01-01", "1900-12-31", "range", "18"),
    ("In [the first half of 2015] attacks doubled.", "2015-01-01", "2015-06-30", "range", "2015-H1"),
    ("In [July last year] he fled.", "2021-07-01", "2021-07-31", "month", "2021-07"),
    ("Updated [2022-03-04] by the desk.", "2022-03-04", "2022-03-04", "day", "2022-03-04"),
    ("Report dated [25/03/2021].", "2021-03-25", "2021-03-25", "day", "2021-03-25"),
    ("Report dated [03/25/2021].", "2021-03-25", "2021-03-25", "day", "2021-03-25"),
    ("Report dated [04.04.2021].", "2021-04-04", "2021-04-04", "day", "2021-04-04"),
    ("The attacks of [9/11] changed that.", "2001-09-11", "2001-09-11", "day", "2001-09-11"),
    ("They met on [Christmas Eve].", "2021-12-24", "2021-12-24", "day", "2021-12-24"),
    # ranges
    ("The sweep from [3 to 5 May] found arms.", "2022-05-03", "2022-05-05", "range", "2022-05-03/2022-05-05"),
    ("Clashes on [23-24 August] left ten dead.", "2022-08-23", "2022-08-24", "range", "2022-08-23/2022-08-24"),
    ("On [the night of 23-24 August] jets struck.", "2022-08-23", "2022-08-24", "range", "2022-08-23/2022-08-24"),
    ("On [the night of 23 August] jets struck.", "2022-08-23", "2022-08-23", "day", "2022-08-23TNI"),
    ("Between [5 and 9 March 2016] it was shut.", "2016-03-05", "2016-03-09", "range", "2016-03-05/2016-03-09"),
    ("Between [March] and June 2015 it was shut.", "2015-03-01", "2015-06-30", "range", "2015-03"),
    ("Between March and [June 2015] it was shut.", "2015-03-01", "2015-06-30", "range", "2015-06"),
    ("From [November] to January 2016 it was shut.", "2015-11-01", "2016-01-31", "range", "2015-11"),
    ("From [28 August] to 2 September it was shut.", "2022-08-28", "2022-09-02", "range", "2022-08-28"),
    ("In [1994-95] thousands fled.", "1994-01-01", "1995-12-31", "range", "1994/1995"),
    ("The first week: in [the first week of May] it rained.", "2022-05-01", "2022-05-07", "week", "P1W"),
    # times of day
    ("A bomb went off at [10:30 a.m. on 11 September].", "2022-09-11", "2022-09-11", "day", "2022-09-11T10:30"),
    ("A bomb went off on [Monday at 5 pm].", "2022-09-26", "2022-09-26", "day", "2022-09-26T17:00"),
    ("On Monday a bomb went off at [1430 GMT].", "2022-09-26", "2022-09-26", "day", "2022-09-26T14:30Z"),
    ("Police said [two hours ago] it was over.", "2022-09-27", "2022-09-28", "range", "2022-09-28TXX"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "first", "last", "precision", "value"), DAYS)
def test_a_report_of_wednesday(marked: str, first: str, last: str, precision: str, value: str) -> None:
    when = read(marked, WEDNESDAY)
    assert (when.first, when.last, when.precision, when.timex_value) == (first, last, precision, value)
    assert when.reason


TENSE = [
    # a report of Wednesday 28 September: what the words around the weekday say of its tense
    ("They called for restraint on [Monday].", "2022-09-26"),
    ("Shots could be heard on [Monday].", "2022-09-26"),
    ("The bus was set on fire on [Monday].", "2022-09-26"),
    ("People going home on [Monday] were shot.", "2022-09-26"),
    ("He died on [Monday] due to shelling.", "2022-09-26"),
    ("They vowed revenge on [Monday].", "2022-09-26"),
    ("Officials said on [Monday] the vote would go ahead.", "2022-09-26"),
    ("Rebels who will face trial attacked a post on [Monday].", "2022-09-26"),
    ("He ordered a truce to begin on [Monday].", "2022-10-03"),
    ("The vote is scheduled for [Monday].", "2022-10-03"),
    ("The vote, held on [Monday], will be repeated.", "2022-09-26"),
    ("The trial opens on [Monday].", "2022-10-03"),
    ("They are set to return on [Monday].", "2022-10-03"),
    ("He said the talks would resume on [Monday].", "2022-10-03"),
    ("Tension rose ahead of [Monday].", "2022-10-03"),
    ("They must leave by [Monday].", "2022-10-03"),
]


@pytest.mark.parametrize(("marked", "day"), TENSE)
def test_what_is_to_come_and_what_is_past(marked: str, day: str) -> None:
    when = read(marked, WEDNESDAY)
    assert (when.first, when.last) == (day, day)


MORE = [
    ("Shots rang out on [Wednesday] and Thursday.", "2022-09-21", "2022-09-21", "2022-09-21"),
    ("From [October] to December it was shut.", "2021-10-01", "2021-12-31", "2021-10"),
    ("From [3 September] to 2 October it was shut.", "2021-09-03", "2021-10-02", "2021-09-03"),
    ("He joined in 2004 and was killed on [12 March].", "2022-03-12", "2022-03-12", "2022-03-12"),
    ("[Overnight on Monday] jets struck.", "2022-09-26", "2022-09-27", "2022-09-26TNI"),
    ("It fell on [Friday], about 7.30pm on Tuesday.", "2022-09-23", "2022-09-23", "2022-09-23"),
    ("In [H1 2022] attacks doubled.", "2022-01-01", "2022-06-30", "2022-H1"),
    ("It must be completed by [15 December].", "2022-12-15", "2022-12-15", "2022-12-15"),
    ("Talks to be held on [Friday] were announced.", "2022-09-30", "2022-09-30", "2022-09-30"),
    ("He withdrew from [the 9 October] elections.", "2022-10-09", "2022-10-09", "2022-10-09"),
    ("He lost [the 7 August] elections.", "2022-08-07", "2022-08-07", "2022-08-07"),
    ("The polls on [Sunday, 2 October] matter.", "2022-10-02", "2022-10-02", "2022-10-02"),
    ("The raid on [Saturday, 2 October] failed.", "2021-10-02", "2021-10-02", "2021-10-02"),
    ("It crashed at [dawn today] there.", "2022-09-28", "2022-09-28", "2022-09-28TMO"),
    ("He called a strike for [next week].", "2022-10-03", "2022-10-09", "2022-W40"),
    ("[Overnight into Tuesday] drones hit the port.", "2022-09-26", "2022-09-27", "2022-09-26TNI"),
    ("It struck at [22:30] (19:30 GMT) on 5 September.", "2022-09-05", "2022-09-05", "2022-09-05T22:30"),
    ("It struck at 22:30 ([19:30 GMT]) on 5 September.", "2022-09-05", "2022-09-05", "2022-09-05T19:30Z"),
    ("It struck at [noon Sunday] there.", "2022-09-25", "2022-09-25", "2022-09-25TMI"),
    ("In [Q3 2021] attacks doubled.", "2021-07-01", "2021-09-30", "2021-Q3"),
    ("Since the [September 11] attacks he had hidden.", "2001-09-11", None, "2001-09-11"),
    ("In [the last 48 hours] ten died.", "2022-09-26", "2022-09-28", "PT48H"),
    ("From [Thursday] to Saturday it was shut.", "2022-09-22", "2022-09-24", "2022-09-22"),
    ("The unrest began in April 2015 and spread in [December], he said.", "2015-12-01", "2015-12-31", "2015-12"),
    ("The group, banned in 2012, 2013, 2014 and 2015, struck on [5 May].", "2022-05-05", "2022-05-05", "2022-05-05"),
    ("In [2019]-2020 protests spread.", "2019-01-01", "2020-12-31", "2019"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "first", "last", "value"), MORE)
def test_more_of_the_same_report(marked: str, first: str, last: str | None, value: str) -> None:
    when = read(marked, WEDNESDAY)
    assert (when.first, when.timex_value) == (first, value)
    assert last is None or when.last == last


TOLD = [
    # counted from the event told before
    ("A mine went off on 15 August. [Two days later] a second one did.", "2022-08-17", "2022-08-17", "2022-08-17"),
    ("A mine went off on 15 August. [The next day] a second one did.", "2022-08-16", "2022-08-16", "2022-08-16"),
    ("A mine went off on 15 August. [The same day] a second one did.", "2022-08-15", "2022-08-15", "2022-08-15"),
    ("A mine went off on 15 August. [The following week] it rained.", "2022-08-22", "2022-08-28", "2022-W34"),
    ("He was shot on Tuesday. [A day earlier] he had fled.", "2022-09-26", "2022-09-26", "2022-09-26"),
    ("The war began in 2015. [The following year] it spread.", "2016-01-01", "2016-12-31", "2016"),
    ("The war began in 2015. In [June of that year] it spread.", "2015-06-01", "2015-06-30", "2015-06"),
    ("In 2014 the group took the city in [June].", "2014-06-01", "2014-06-30", "2014-06"),
    ("He joined in August 2015. He was killed on [23 July] by a mine.", "2022-07-23", "2022-07-23", "2022-07-23"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "first", "last", "value"), TOLD)
def test_counted_from_what_was_told(marked: str, first: str, last: str, value: str) -> None:
    when = read(marked, WEDNESDAY)
    assert (when.first, when.last, when.timex_value) == (first, last, value)


NO_DAYS = [
    ("The siege lasted [two days].", "DURATION", "P2D"),
    ("It took [more than three weeks].", "DURATION", "P3W"),
    ("The [ten-day] battle ended.", "DURATION", "P10D"),
    ("A [month-long] truce held.", "DURATION", "P1M"),
    ("Bombs fall [every day].", "SET", "XXXX-XX-XX"),
    ("They march [every Friday].", "SET", "XXXX-WXX-5"),
    ("Ten people die [a day].", "SET", "P1D"),
    ("He was freed [recently].", "DATE", "PAST_REF"),
    ("He is [now] free.", "DATE", "PRESENT_REF"),
    ("In [recent weeks] it got worse.", "DATE", "PAST_REF"),
    ("He left [a few days ago].", "DATE", "PAST_REF"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "kind", "value"), NO_DAYS)
def test_times_that_name_no_days(marked: str, kind: str, value: str) -> None:
    when = read(marked, WEDNESDAY)
    assert (when.first, when.last, when.precision) == (None, None, "unknown")
    assert (when.timex_type, when.timex_value) == (kind, value)


REPRINTED = "2024-03-01"
DATELINES = [
    # published, text, the days of the first weekday in it, what the reason says
    (REPRINTED, "AMMAN, 10 November 1970 - Guerrillas fired on [Monday].", "1970-11-09", "own dateline"),
    (REPRINTED, "Termez, Uzbekistan, Oct 4, 2000 (TSN) - Men fled on [Tuesday].", "2000-10-03", "long after it"),
    ("1970-11-12", "AMMAN, 10 November 1970 - Guerrillas fired on [Wednesday].", "1970-11-11", "day of publication"),
    (REPRINTED, "The truce of 10 November 1970 - the first - ended on [Monday].", "2024-02-26", "day of publication"),
    (REPRINTED, "The war (10 November 1970 - 4 May 1972) was over, he said on [Monday].", "2024-02-26", "publication"),
    (None, "AMMAN, 10 November 1970 - Guerrillas fired on [Monday].", "1970-11-09", "own dateline"),
    (None, "AMMAN, 10 November 1970. Guerrillas fired on [Monday].", "1970-11-09", "own dateline"),
    (None, "Amman, Jordan, Nov. 10, 1970.\n\nGuerrillas fired on [Monday].", "1970-11-09", "own dateline"),
    (None, "November 10, 1970. Guerrillas fired on [Monday].", "1970-11-09", "own dateline"),
    (REPRINTED, "AMMAN, Tuesday, 10 November 1970. Men fired on [Monday].", "1970-11-09", "long after it"),
    ("1970-11-12", "AMMAN, 10 November 1970. Guerrillas fired on [Wednesday].", "1970-11-11", "day of publication"),
    (REPRINTED, "Amman, 10 November 1970. A shot is fired. They met again on [Monday].", "2024-02-26", "publication"),
    (REPRINTED, "It fell on 10 November 1970. The trial began on [Monday].", "2024-02-26", "day of publication"),
]


@pytest.mark.parametrize(("published", "marked", "day", "said"), DATELINES)
def test_a_reports_own_dateline_wins_over_a_far_publication(
    published: str | None, marked: str, day: str, said: str
) -> None:
    when = read(marked, published)
    assert (when.first, when.last) == (day, day)
    assert said in (when.reason or "")
