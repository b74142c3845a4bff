"""Stretches of time: so long up to the day of writing, and the first or last part of something longer."""

from datetime import timedelta

from dateline.model import DatePrecision
from dateline.resolve.dates_calendar import Days, Point, day_point, moved, precision
from dateline.resolve.dates_context import Answer, Question, no_days
from dateline.resolve.dates_form import read_length


def stretch(question: Question) -> Answer:
    """Resolve "in the past week", "the next three months": a duration that ends or begins with the day of writing."""
    amount, unit = read_length(question.form.argument)
    value = period(amount, unit)
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
    day = moved(now, -amount if back else amount, unit)
    if day is None:
        return no_days("DURATION", value, "a distance beyond the calendar")
    whole = Days(day, now) if back else Days(now, day)
    how: DatePrecision = "week" if unit == "W" and amount == 1 else "range"
    edge = "up to" if back else "from"
    return Answer(whole, how, "DURATION", value, f"counted {edge} {question.anchor.source}")


def period(amount: float | None, unit: str) -> str:
    """Give the ISO 8601 duration of an amount (None when vague) of a form's unit."""
    times, name = {"FN": (2, "W"), "Q": (3, "M"), "N": (1, "D"), "WE": (1, "D")}.get(unit, (1, unit))
    written = "X" if amount is None else f"{amount * times:g}"
    return f"PT{written}{unit[1]}" if unit.startswith("T") else f"P{written}{name}"


def inside(question: Question, whole: Days | None, which: str, length: str, point: Point, reason: str) -> Answer:
    """Resolve "the first week of May", "the last two months of 2015": so many units from the start or back from the
    end."""
    amount, unit = read_length(length)
    value = period(amount, unit)
    if whole is None or amount is None:
        return Answer(
            whole, precision(point) if whole else "unknown", "DURATION", value, f"{reason}; a part of it", point
        )
    if which == "last":
        start = moved(whole.last + timedelta(1), -amount, unit)
        part = Days(start, whole.last) if start else whole
    else:
        start = moved(whole.first, (int(which) - 1) * amount, unit) or whole.first
        end = moved(start, amount, unit)
        part = Days(start, end - timedelta(1)) if end else whole
    clipped = Days(max(part.first, whole.first), min(part.last, whole.last))
    if clipped.first > clipped.last:
        clipped = whole
    how: DatePrecision = "day" if clipped.first == clipped.last else "week" if unit == "W" and amount == 1 else "range"
    if unit == "D" and amount == 1:
        return Answer(clipped, "day", "DATE", f"{clipped.first}", reason, day_point(clipped.first))
    return Answer(clipped, how, "DURATION", value, f"{reason}; the part of it that the words name", point)
