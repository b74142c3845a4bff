"""Times counted from another: "yesterday", "last week", "two days later", "that year", "a year ago"."""

from datetime import date, timedelta

from dateline.resolve.dates_calendar import (
    DAYS_IN,
    MONTHS_IN,
    Days,
    Point,
    add_months,
    day_point,
    days,
    one_day,
    same_day,
    week,
    write_point,
)
from dateline.resolve.dates_context import Answer, Question, no_days, of_point, with_part
from dateline.resolve.dates_form import Shift, read_shift
from dateline.resolve.dates_stretch import inside

MOST_DAYS = 400_000
"""A longer distance in days is a figure of speech or a slip, not a date."""


def shifted(question: Question) -> Answer:
    """Resolve ``shift:`` forms: "yesterday", "last week", "two days later", "that year", "a year ago"."""
    shift = read_shift(question.form.argument)
    if shift is None:
        return no_days("DATE", None, f"the form {question.form.argument!r} is not known")
    if shift.amount is None and not (shift.unit in {"TH", "TM", "TS"} and shift.base == "n"):
        ref = "PAST_REF" if shift.sign < 0 else "FUTURE_REF"
        return no_days("DATE", ref, "the words give no number to count by")
    told = shift.base == "r" or (question.anchor.story and shift.unit in {"Y", "DE", "CE"})
    if question.anchor.story and question.form.argument == "n+0D" and not question.form.get("part"):
        return no_days("DATE", "PRESENT_REF", "the text is a history, and the words point to the time of its writing")
    base, source = _base(question, told)
    if base is None:
        value = "XXXX-XX-XX" if shift.unit in DAYS_IN else None
        return no_days(
            "TIME" if question.form.get("part") or shift.unit.startswith("T") else "DATE",
            with_part(question, value),
            source,
        )
    if shift.unit in {"TH", "TM", "TS"}:
        return _hours(question, base, shift, source)
    if shift.unit in DAYS_IN:
        return _by_days(question, base, shift, source)
    return _by_months(question, base, shift, source)


def _base(question: Question, told: bool) -> tuple[Point | None, str]:
    """Give the point to count from, and the words for it (or for why there is none)."""
    running, now = question.running, question.anchor.now
    if told and running.lost:
        return None, "the time told last could not be resolved itself"
    if told and running.point:
        return running.point, f"counted from the time told last ({running.words})"
    if question.anchor.story and told:
        return None, "the text tells no time before it to count from"
    if now is None:
        return None, "nothing tells the day to count from"
    if (
        told
        and question.form.kind == "shift"
        and question.form.argument[1:2] == "+"
        and not question.form.argument.startswith("r+0")
    ):
        return None, "the text tells no time before it to count from"
    return day_point(now), f"counted from {question.anchor.source}"


def _by_days(question: Question, base: Point, shift: Shift, source: str) -> Answer:
    """Count days, nights, weeks, weekends."""
    day = one_day(base)
    count = round(shift.signed * DAYS_IN[shift.unit])
    if day is None or abs(count) > MOST_DAYS or not 1 < day.toordinal() + count < date(9990, 1, 1).toordinal():
        month = write_point(base._replace(day=None)) if base.month and not base.part else "XXXX-XX"
        return no_days("DATE", with_part(question, f"{month}-XX"), f"{source}, which is no single day")
    target = day + timedelta(count)
    if shift.unit in {"D", "N"}:
        part = "NI" if shift.unit == "N" else None
        answer = of_point(question, day_point(target), source)
        return (
            answer if part is None or answer.type == "TIME" else answer._replace(type="TIME", value=f"{target}T{part}")
        )
    if shift.unit == "WE":
        return _weekend(question, day, round(shift.signed), source)
    return _week(question, day, target, shift, source)


def _week(question: Question, base: date, target: date, shift: Shift, source: str) -> Answer:
    """Give the week around a day; a week still running ends with the day of writing, for what is told of it has
    happened."""
    if shift.signed == -1 and base.isoweekday() == 7 and shift.base == "n" and not question.form.get("exact"):
        target, source = base, f"{source}, a Sunday, when the week that ends is called the last"
    whole = week(target)
    year, number, _ = target.isocalendar()
    value, how = f"{year:04d}-W{number:02d}", question.form.get("mod")
    point = day_point(target)
    if shift.signed == 0 and shift.base == "n" and not question.anchor.story and not question.future():
        whole = Days(whole.first, max(whole.first, base - timedelta(1) if how == "earlier" else base))
    elif how in {"earlier", "later"}:
        whole = _clip(whole, base, how)
    return Answer(whole, "week", "DATE", value, source, point._replace(day=point.day))


def _weekend(question: Question, base: date, count: int, source: str) -> Answer:
    """Give a Saturday and Sunday: the latest that has begun, unless the words point on."""
    saturday = base - timedelta((base.weekday() - 5) % 7)
    if count > 0 or (count == 0 and base.weekday() < 5 and question.future()):
        saturday += timedelta(7)
    elif count < 0 and (base.weekday() >= 5 or count < -1):
        saturday += timedelta(7 * (count if base.weekday() >= 5 else count + 1))
    year, number, _ = saturday.isocalendar()
    return Answer(
        Days(saturday, saturday + timedelta(1)),
        "range",
        "DATE",
        f"{year:04d}-W{number:02d}-WE",
        source,
        day_point(saturday),
    )


def _clip(whole: Days, base: date, how: str) -> Days:
    """Give the part of a time before (earlier) or after (later) the day it is told from."""
    if how == "earlier":
        return Days(whole.first, max(whole.first, min(whole.last, base - timedelta(1))))
    return Days(min(whole.last, max(whole.first, base + timedelta(1))), whole.last)


def _by_months(question: Question, base: Point, shift: Shift, source: str) -> Answer:
    """Count months, years, decades, centuries."""
    if base.year is None:
        return no_days("DATE", None, source)
    if base.bc:
        return _before_our_era(question, base, shift, source)
    count = round(shift.signed * MONTHS_IN[shift.unit])
    if abs(count) > 12 * 5000:
        return no_days("DATE", None, "a distance beyond the calendar")
    if question.form.get("exact"):
        day = one_day(base)
        return (
            of_point(question, day_point(same_day(day, count)), f"{source}, to the day")
            if day
            else no_days("DATE", None, source)
        )
    year, month = add_months(base.year, base.month or 1, count)
    if not 1 <= year <= 9900:
        return no_days("DATE", None, "a distance beyond the calendar")
    point = Point(year)
    if shift.unit in {"M", "Q"} or shift.signed != round(shift.signed):
        if base.month is None:
            return _months_of_year(question, base, shift, source)
        point = Point(year, month)
        if shift.unit == "Q":
            point = Point(year, part=f"Q{(month - 1) // 3 + 1}")
    elif shift.unit in {"DE", "CE"}:
        span = 10 if shift.unit == "DE" else 100
        point = Point(year - year % span, span=span)
    return _modified(question, point, base, source)


def _months_of_year(question: Question, base: Point, shift: Shift, source: str) -> Answer:
    """Answer for months counted from a mere year: the month cannot be told, "that month" least of all."""
    value = f"{base.year:04d}-XX" if shift.signed == 0 else "XXXX-XX"
    return no_days("DATE", value, f"{source}, which names no month")


def _modified(question: Question, point: Point, base: Point, source: str) -> Answer:
    """Apply "earlier", "later", "the end of" to a month or year."""
    answer = of_point(question, point, source)
    how, whole = question.form.get("mod"), days(point)
    day = one_day(base)
    if how in {"earlier", "later"} and whole and day and whole.first <= day <= whole.last:
        told = "before" if how == "earlier" else "after"
        return answer._replace(days=_clip(whole, day, how), precision="range", reason=f"{source}; its days {told} that")
    nth = question.form.get("nth")
    if nth:
        which, length = nth.split("/")
        return inside(question, whole, which, length, point, source)
    return answer


def _before_our_era(question: Question, base: Point, shift: Shift, source: str) -> Answer:
    """Count years that run down; the calendar of days does not reach there."""
    years = round(shift.signed * MONTHS_IN[shift.unit]) // 12
    if shift.unit in {"M", "Q"} and years == 0:
        return (
            of_point(question, base._replace(day=None), source)
            if shift.signed == 0
            else no_days("DATE", "BCXXXX-XX", source)
        )
    year = (base.year or 0) - years
    if year < 1:
        return no_days("DATE", None, "a distance across the eras")
    span = {"DE": 10, "CE": 100}.get(shift.unit, 1)
    return of_point(question, Point(year - year % span, span=span, bc=True), source)


def _hours(question: Question, base: Point, shift: Shift, source: str) -> Answer:
    """Give the day, or the two days, that some hours from a day reach."""
    day = one_day(base)
    if day is None or abs(shift.signed) > 24 * 365:
        return no_days("TIME", "XXXX-XX-XXTXX", f"{source}, which is no single day")
    whole = (
        1 + int(abs(shift.signed) // 24) if shift.unit == "TH" else 0 if shift.unit != "TH" and shift.base == "n" else 1
    )
    reach = Days(day - timedelta(whole), day) if shift.sign < 0 else Days(day, day + timedelta(whole))
    return Answer(reach, "range", "TIME", f"{day}TXX", f"{source}; hours from it may reach another day")
