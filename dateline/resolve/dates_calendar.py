"""The calendar of the date resolver: points of time as far as they are known, and their first and last days."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple, Self

from dateline.model import DatePrecision

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season: the meteorological seasons of the northern hemisphere, winter running into the next
year."""
HALF_MONTHS = {"H1": (1, 6), "H2": (7, 6), "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3)}
"""First month and length in months of a half or quarter of a year."""
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
"""Months in the units of the forms that have months."""
DAYS_IN = {"D": 1, "N": 1, "W": 7, "FN": 14, "WE": 7}
"""Days in those that have days."""
THIRDS = {"start": 0, "mid": 1, "end": 2}
"""Which third of a month, season, year, decade or century "early", "mid" and "late" mean."""


FIRST_YEAR, LAST_YEAR = 100, 9000
"""Years that have days here; well inside what Python's dates can count, so that counting on from them cannot
overflow."""


class Days(NamedTuple):
    """A first and a last day."""

    first: date
    last: date

    @classmethod
    def one(cls, day: date) -> Self:
        """Give a single day."""
        return cls(day, day)


class Point(NamedTuple):
    """A point of time as far as words tell it.

    ``year`` counts down before our era (``bc``). ``short`` is a year or decade of an unnamed century ("'39", "the
    nineties"). ``span`` is 10 for a decade and 100 for a century, whose first year is ``year``; ``part`` a season,
    half or quarter.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    short: int | None = None
    span: int = 1
    bc: bool = False

    @property
    def depth(self) -> int:
        """How fine the point is: 1 year or coarser, 2 month or season, 3 day."""
        return 3 if self.day else 2 if self.month or self.part else 1


def read_point(pattern: str) -> Point:
    """Give the point that a pattern of a form stands for ("1939-09-01", "XXXX-SU", "199X", "18XX", "BC0480",
    "XX39")."""
    bc = pattern.startswith("BC")
    head, *rest = pattern.removeprefix("BC").split("-")
    year, short, span = _year(head)
    month = day = part = None
    if rest:
        if rest[0].isdigit():
            month = int(rest[0])
        elif rest[0] != "XX":
            part = rest[0]
        day = int(rest[1]) if len(rest) > 1 else None
    return Point(year, month, day, part, short, span, bc)


def _year(head: str) -> tuple[int | None, int | None, int]:
    """Read the year of a pattern: the year, or the year within its century, and how many years it covers."""
    if head == "XXXX":
        return None, None, 1
    span = 100 if head.endswith("XX") else 10 if head.endswith("X") else 1
    if head.startswith("XX"):
        return None, int(head[2:].replace("X", "0")), span
    return int(head.replace("X", "0")), None, span


def write_point(point: Point) -> str:
    """Give the TIMEX3 value of a point: "1939-09-01", "1943-SU", "199", "18", "BC0480", "XXXX-08-24"."""
    if point.year is None:
        year = "XXXX"
    else:
        year = f"{point.year:04d}"
        year = year[:2] if point.span == 100 else year[:3] if point.span == 10 else year
    year = f"BC{year}" if point.bc else year
    if point.depth == 1:
        return year
    middle = point.part or ("XX" if point.month is None else f"{point.month:02d}")
    return f"{year}-{middle}" if point.day is None else f"{year}-{middle}-{point.day:02d}"


def exists(point: Point) -> bool:
    """Say whether the calendar has the day ("30 February" it has not)."""
    if point.day is None or point.month is None:
        return True
    year = 2000 if point.year is None else point.year
    return 1 <= year <= 9999 and point.day <= monthrange(year, point.month)[1]


def days(point: Point) -> Days | None:
    """Give the first and last day of a point; None without a year, outside the calendar's years, or for no day of
    it."""
    if point.year is None or point.bc or not FIRST_YEAR <= point.year <= LAST_YEAR or not exists(point):
        return None
    if point.depth == 1:
        first_year = point.year + 1 if point.span == 100 else point.year
        last_year = point.year + point.span if point.span == 100 else point.year + point.span - 1
        return Days(date(first_year, 1, 1), date(last_year, 12, 31))
    if point.part:
        return _part_days(point.year, point.part)
    if point.month is None:
        return None
    if point.day is None:
        return months(point.year, point.month, 1)
    return Days.one(date(point.year, point.month, point.day))


def _part_days(year: int, part: str) -> Days | None:
    if part in SEASON_MONTHS:
        return months(year, SEASON_MONTHS[part], 3)
    if part in HALF_MONTHS:
        return months(year, *HALF_MONTHS[part])
    return None


def months(year: int, month: int, count: int) -> Days:
    """Give the days of ``count`` months from the one given."""
    last = year * 12 + month - 1 + count - 1
    y, m = divmod(last, 12)
    return Days(date(year, month, 1), date(y, m + 1, monthrange(y, m + 1)[1]))


def precision(point: Point) -> DatePrecision:
    """Give the precision of a point with a year. A half, a quarter and a century are ranges: the closed list has no
    word for them."""
    if point.day:
        return "day"
    if point.month:
        return "month"
    if point.part:
        return "season" if point.part in SEASON_MONTHS else "range"
    return {1: "year", 10: "decade"}.get(point.span, "range")  # type: ignore[return-value]


def third(whole: Days, mod: str) -> Days:
    """Give the early, middle or late third of a month (1-10, 11-20, 21-end) or of a longer time (in whole months)."""
    which = THIRDS[mod]
    first, last = whole
    if (last - first).days < 40:
        starts = (first, first.replace(day=11), first.replace(day=21)) if first.day == 1 else (first, first, first)
        return Days(starts[which], last if which == 2 else starts[which + 1] - timedelta(1))
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    begin, end = count * which // 3, count * (which + 1) // 3
    start = first.year * 12 + first.month - 1 + begin
    return months(start // 12, start % 12 + 1, max(end - begin, 1))


def week(day: date) -> Days:
    """Give the ISO week of a day, Monday to Sunday."""
    monday = day - timedelta(day.weekday())
    return Days(monday, monday + timedelta(6))


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Give the month ``count`` months on (or back)."""
    y, m = divmod(year * 12 + month - 1 + count, 12)
    return y, m + 1


def same_day(day: date, months_on: int) -> date:
    """Give the day of the month ``months_on`` months on, or the last day of a shorter month; bounded by the calendar's
    years."""
    y, m = add_months(day.year, day.month, months_on)
    y = min(max(y, 1), 9990)
    return date(y, m, min(day.day, monthrange(y, m)[1]))


def day_point(day: date) -> Point:
    """Give a day as a point."""
    return Point(day.year, day.month, day.day)


def one_day(point: Point | None) -> date | None:
    """Give the day of a point that is a day."""
    found = days(point) if point and point.day else None
    return found.first if found else None


def moved(day: date, amount: float, unit: str) -> date | None:
    """Give the day some units on or back."""
    if unit in MONTHS_IN:
        count = round(amount * MONTHS_IN[unit])
        return same_day(day, count) if 12 < day.year * 12 + count < 12 * 9900 else None
    count = round(amount * DAYS_IN.get(unit, 1))
    return day + timedelta(count) if 1 < day.toordinal() + count < date(9900, 1, 1).toordinal() else None
