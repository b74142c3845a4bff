"""Times told by other times: shifts, weekdays, stretches, nights, hours."""

from datetime import date, timedelta

from dateline.model import DatePrecision
from dateline.resolve.dates_calendar import (
    Days,
    Point,
    add_months,
    days,
    months,
    precision,
    same_day,
    week,
    write_point,
)
from dateline.resolve.dates_context import Answer, Question, no_days, of_point
from dateline.resolve.dates_form import Shift, read_length, read_shift

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS_IN = {"D": 1, "N": 1, "W": 7, "FN": 14, "WE": 7}
MOST_DAYS = 400_000
"""A longer distance in days is a figure of speech or a slip, not a date."""


def _point(day: date) -> Point:
    return Point(day.year, day.month, day.day)


def _day(point: Point | None) -> date | None:
    """Give the day of a point that is a day."""
    found = days(point) if point and point.day else None
    return found.first if found else None


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
            _with_part(question, value),
            source,
        )
    if shift.unit in {"TH", "TM", "TS"}:
        return _hours(question, base, shift, source)
    if shift.unit in DAYS_IN:
        return _by_days(question, base, shift, source)
    return _by_months(question, base, shift, source)


def _with_part(question: Question, value: str | None) -> str | None:
    part = question.form.get("part")
    return f"{value}T{part}" if value and part else value


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
    return _point(now), f"counted from {question.anchor.source}"


def _by_days(question: Question, base: Point, shift: Shift, source: str) -> Answer:
    """Count days, nights, weeks, weekends."""
    day = _day(base)
    count = round(shift.signed * DAYS_IN[shift.unit])
    if day is None or abs(count) > MOST_DAYS or not 1 < day.toordinal() + count < date(9990, 1, 1).toordinal():
        month = write_point(base._replace(day=None)) if base.month and not base.part else "XXXX-XX"
        return no_days("DATE", _with_part(question, f"{month}-XX"), f"{source}, which is no single day")
    target = day + timedelta(count)
    if shift.unit in {"D", "N"}:
        part = "NI" if shift.unit == "N" else None
        answer = of_point(question, _point(target), source)
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
    point = _point(target)
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
        _point(saturday),
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
        day = _day(base)
        return (
            of_point(question, _point(same_day(day, count)), f"{source}, to the day")
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
    day = _day(base)
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
    day = _day(base)
    if day is None or abs(shift.signed) > 24 * 365:
        return no_days("TIME", "XXXX-XX-XXTXX", f"{source}, which is no single day")
    whole = (
        1 + int(abs(shift.signed) // 24) if shift.unit == "TH" else 0 if shift.unit != "TH" and shift.base == "n" else 1
    )
    reach = Days(day - timedelta(whole), day) if shift.sign < 0 else Days(day, day + timedelta(whole))
    return Answer(reach, "range", "TIME", f"{day}TXX", f"{source}; hours from it may reach another day")


def weekday(question: Question) -> Answer:
    """Resolve ``wd:`` forms: the latest such day, unless the words around it point on."""
    number = int(question.form.argument)
    name, relation = WEEKDAYS[number - 1], question.form.get("rel")
    if question.anchor.story or relation in {"following", "that", "same", "previous"}:
        return _weekday_told(question, number, relation or "")
    now = question.anchor.now
    if now is None:
        value = _with_part(question, f"XXXX-WXX-{number}")
        return no_days("TIME" if question.form.get("part") else "DATE", value, "a weekday, and nothing tells its week")
    back = now - timedelta((now.isoweekday() - number) % 7)
    source = question.anchor.source
    if relation in {"next", "coming"}:
        day, reason = back + timedelta(7), f"the first {name} after {source}, {now}"
    elif relation in {"last", "past"} and back == now:
        day, reason = back - timedelta(7), f"the last {name} before {source}, {now}"
    else:
        word = question.future() if relation not in {"last", "past"} else None
        day, reason = back, f"the latest {name} up to {source}, {now}"
        if word and back != now:
            day, reason = (
                back + timedelta(7),
                f"the first {name} from {source}, {now}, on, for {word!r} puts it in the future",
            )
    return _night_into(question, of_point(question, _point(day), reason))


def _night_into(question: Question, answer: Answer) -> Answer:
    """Take "overnight into Tuesday" back to the evening before."""
    found = answer.days
    if question.form.get("night") is None or found is None or found.first != found.last:
        return answer
    eve = found.first - timedelta(1)
    return answer._replace(days=Days(eve, found.last), precision="range", type="TIME", value=f"{eve}TNI")


def _weekday_told(question: Question, number: int, relation: str) -> Answer:
    """Give the weekday next to the day told last."""
    name, base = WEEKDAYS[number - 1], _day(question.running.point)
    if base is None:
        value = _with_part(question, f"XXXX-WXX-{number}")
        return no_days(
            "TIME" if question.form.get("part") else "DATE",
            value,
            "a weekday, and no day was told before it to count from",
        )
    on = (number - base.isoweekday()) % 7
    if relation in {"previous", "last"}:
        day = base - timedelta((base.isoweekday() - number) % 7 or 7)
        reason = f"the last {name} before the day told last ({question.running.words})"
    else:
        day = base + timedelta(on or (7 if relation in {"following", "next"} else 0))
        reason = f"the first {name} from the day told last ({question.running.words}) on"
    return of_point(question, _point(day), reason)


def stretch(question: Question) -> Answer:
    """Resolve "in the past week", "the next three months": a duration that ends or begins with the day of writing."""
    amount, unit = read_length(question.form.argument)
    value = _period(amount, unit)
    now = question.anchor.now
    if now is None or question.anchor.story:
        return no_days("DURATION", value, "nothing tells the day that the time is counted from")
    if unit in {"TH", "TM", "TS"} and question.form.kind == "past" and (amount or 0) <= 24 * 31:
        whole = Days(now - timedelta(1 + int(((amount or 1) - 1) // 24) if unit == "TH" else 1), now)
        return Answer(
            whole, "range", "DURATION", value, f"hours up to {question.anchor.source} may reach the day before"
        )
    if amount is None or unit.startswith("T") or amount > 5000:
        return no_days("DURATION", value, "the words give no number of days to count by")
    back = question.form.kind == "past"
    day = _moved(now, -amount if back else amount, unit)
    if day is None:
        return no_days("DURATION", value, "a distance beyond the calendar")
    whole = Days(day, now) if back else Days(now, day)
    how: DatePrecision = "week" if unit == "W" and amount == 1 else "range"
    edge = "up to" if back else "from"
    return Answer(whole, how, "DURATION", value, f"{question.time.text!r}, counted {edge} {question.anchor.source}")


def _moved(day: date, amount: float, unit: str) -> date | None:
    """Give the day some units on or back."""
    if unit in MONTHS_IN:
        count = round(amount * MONTHS_IN[unit])
        return same_day(day, count) if 12 < day.year * 12 + count < 12 * 9900 else None
    count = round(amount * DAYS_IN.get(unit, 1))
    return day + timedelta(count) if 1 < day.toordinal() + count < date(9900, 1, 1).toordinal() else None


def _period(amount: float | None, unit: str) -> str:
    times, name = {"FN": (2, "W"), "Q": (3, "M"), "N": (1, "D"), "WE": (1, "D")}.get(unit, (1, unit))
    written = "X" if amount is None else f"{amount * times:g}"
    return f"PT{written}{unit[1]}" if unit.startswith("T") else f"P{written}{name}"


def inside(question: Question, whole: Days | None, which: str, length: str, point: Point, reason: str) -> Answer:
    """Resolve "the first week of May", "the last two months of 2015": so many units from the start or back from the
    end."""
    amount, unit = read_length(length)
    value = _period(amount, unit)
    if whole is None or amount is None:
        return Answer(
            whole, precision(point) if whole else "unknown", "DURATION", value, f"{reason}; a part of it", point
        )
    if which == "last":
        start = _moved(whole.last + timedelta(1), -amount, unit)
        part = Days(start, whole.last) if start else whole
    else:
        start = _moved(whole.first, (int(which) - 1) * amount, unit) or whole.first
        end = _moved(start, amount, unit)
        part = Days(start, end - timedelta(1)) if end else whole
    clipped = Days(max(part.first, whole.first), min(part.last, whole.last))
    if clipped.first > clipped.last:
        clipped = whole
    how: DatePrecision = "day" if clipped.first == clipped.last else "week" if unit == "W" and amount == 1 else "range"
    if unit == "D" and amount == 1:
        return Answer(clipped, "day", "DATE", f"{clipped.first}", reason, _point(clipped.first))
    return Answer(clipped, how, "DURATION", value, f"{reason}; the part of it that the words name", point)


def overnight(question: Question) -> Answer:
    """Resolve "overnight": the night that ended on the day of writing."""
    now = question.anchor.now
    running = _day(question.running.point) if question.sentence == question.running.sentence else None
    if running is not None:
        night, why = (
            Days(running, running + timedelta(1)),
            f"the night of the day told beside it ({question.running.words})",
        )
        if now is not None and running == now and not question.anchor.story:
            night = Days(now - timedelta(1), now)
    elif now is None or question.anchor.story:
        return no_days("TIME", "XXXX-XX-XXTNI", "a night, and nothing tells which")
    else:
        night, why = Days(now - timedelta(1), now), f"the night before {question.anchor.source}, {now}"
    return Answer(night, "range", "TIME", f"{night.first}TNI", why)


def hour(question: Question) -> Answer:
    """Resolve a time of day or a part of the day alone: it belongs to the day told last, if that was near."""
    running = question.running
    near = question.anchor.story or question.sentence - running.sentence <= 1
    value = question.form.argument if question.form.kind == "clock" else f"T{question.form.argument}"
    zone = (question.form.get("zone") or "").removesuffix(":00")
    day = _day(running.point) if near else None
    if day is None or question.form.kind == "part":
        return no_days("TIME", f"XXXX-XX-XX{value}{zone}", "a time of day, and the words do not say of which day")
    return Answer(
        Days.one(day), "day", "TIME", f"{day}{value}{zone}", f"the day told last ({running.words})", running.point
    )


__all__ = ["hour", "inside", "months", "overnight", "shifted", "stretch", "weekday"]
