"""Weekdays, nights and times of day."""

from datetime import timedelta

from dateline.resolve.dates_calendar import Days, day_point, one_day
from dateline.resolve.dates_context import Answer, Question, no_days, of_point, with_part

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday(question: Question) -> Answer:
    """Resolve ``wd:`` forms: the latest such day, unless the words around it point on."""
    number = int(question.form.argument)
    name, relation = WEEKDAYS[number - 1], question.form.get("rel")
    if question.anchor.story or relation in {"following", "that", "same", "previous"}:
        return _weekday_told(question, number, relation or "")
    now = question.anchor.now
    if now is None:
        value = with_part(question, f"XXXX-WXX-{number}")
        return no_days("TIME" if question.form.get("part") else "DATE", value, "a weekday, and nothing tells its week")
    back = now - timedelta((now.isoweekday() - number) % 7)
    source = question.anchor.source
    if relation in {"next", "coming"}:
        day, reason = back + timedelta(7), f"the first {name} after {source}"
    elif relation in {"last", "past"} and back == now:
        day, reason = back - timedelta(7), f"the last {name} before {source}"
    else:
        word = question.future() if relation not in {"last", "past"} else None
        day, reason = back, f"the latest {name} up to {source}"
        if word and back != now:
            day, reason = (
                back + timedelta(7),
                f"the first {name} from {source}, on; {word!r} puts it in the future",
            )
    return _night_into(question, of_point(question, day_point(day), reason))


def _night_into(question: Question, answer: Answer) -> Answer:
    """Take "overnight into Tuesday" back to the evening before, "overnight on Monday" on to the next morning."""
    found = answer.days
    how = question.form.get("night")
    if how is None or found is None or found.first != found.last:
        return answer
    eve = found.first - timedelta(1) if how == "into" else found.first
    night = Days(eve, eve + timedelta(1))
    return answer._replace(days=night, precision="range", type="TIME", value=f"{eve}TNI")


def _weekday_told(question: Question, number: int, relation: str) -> Answer:
    """Give the weekday next to the day told last."""
    name, base = WEEKDAYS[number - 1], one_day(question.running.point)
    if base is None:
        value = with_part(question, f"XXXX-WXX-{number}")
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
    return of_point(question, day_point(day), reason)


def overnight(question: Question) -> Answer:
    """Resolve "overnight": the night that ended on the day of writing."""
    now = question.anchor.now
    running = one_day(question.running.point) if question.sentence == question.running.sentence else None
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
        night, why = Days(now - timedelta(1), now), f"the night before {question.anchor.source}"
    return Answer(night, "range", "TIME", f"{night.first}TNI", why)


def hour(question: Question) -> Answer:
    """Resolve a time of day or a part of the day alone: it belongs to the day told last, if that was near."""
    running = question.running
    near = question.anchor.story or question.sentence - running.sentence <= 1
    value = question.form.argument if question.form.kind == "clock" else f"T{question.form.argument}"
    zone = (question.form.get("zone") or "").removesuffix(":00")
    day = one_day(running.point) if near else None
    if day is None or question.form.kind == "part":
        return no_days("TIME", f"XXXX-XX-XX{value}{zone}", "a time of day, and the words do not say of which day")
    return Answer(
        Days.one(day), "day", "TIME", f"{day}{value}{zone}", f"the day told last ({running.words})", running.point
    )
