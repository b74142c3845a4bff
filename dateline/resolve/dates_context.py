"""The values that the readers of forms share: the question they are asked and the answer they give."""

from typing import NamedTuple

from dateline.model import DatePrecision, TimeExpression, TimexType
from dateline.resolve.dates_anchor import Anchor, Running
from dateline.resolve.dates_calendar import Days, Point, days, precision, third, write_point
from dateline.resolve.dates_form import Form
from dateline.resolve.dates_tense import Sentences, fixed, to_come


class Answer(NamedTuple):
    """What a time expression means. ``point`` is where the story stands after it, None where it does not move."""

    days: Days | None
    precision: DatePrecision
    type: TimexType
    value: str | None
    reason: str
    point: Point | None = None
    named: bool = False


class Question(NamedTuple):
    """One time expression with all that may decide it."""

    time: TimeExpression
    form: Form
    anchor: Anchor
    running: Running
    sentences: Sentences
    day_first: bool | None

    @property
    def sentence(self) -> int:
        """The number of the expression's sentence."""
        return self.sentences.number(self.time.start)

    def set_day(self) -> str | None:
        """Give the word after the expression that names what is fixed beforehand, or None."""
        return fixed(self.sentences, self.time.end)

    def future(self) -> str | None:
        """Give the word near the expression that puts it in the future, or None."""
        return to_come(self.sentences, self.time.start, self.time.end)


def no_days(kind: TimexType, value: str | None, reason: str, precision: DatePrecision = "unknown") -> Answer:
    """Give an answer without days."""
    return Answer(None, precision, kind, value, reason)


def until_now(question: Question, answer: Answer) -> Answer:
    """Give a time after "since" its whole stretch, up to the day of writing; its TIMEX3 value stays that of the
    words."""
    now, found = question.anchor.now, answer.days
    if (
        question.form.get("since") is None
        or now is None
        or found is None
        or question.anchor.story
        or found.first >= now
    ):
        return answer
    note = f"{answer.reason}; 'since' reaches from it to {question.anchor.source}"
    return answer._replace(days=Days(found.first, now), precision="range", reason=note)


def of_point(question: Question, point: Point, reason: str, *, named: bool = False) -> Answer:
    """Give the answer for a point whose year is settled, with what the form's keys say about its part or hour."""
    found, form = days(point), question.form
    value = write_point(point)
    how = precision(point)
    part, time = form.get("part"), form.get("time")
    if part or time:
        zone = (form.get("zone") or "").removesuffix(":00")
        return Answer(
            found, how, "TIME", f"{value}{time or 'T' + str(part)}{zone if time else ''}", reason, point, named
        )
    mod = form.get("mod")
    if found and mod in {"start", "mid", "end"} and found.first != found.last:
        narrow = third(found, mod)
        if narrow != found:
            words = {"start": "first", "mid": "middle", "end": "last"}[mod]
            return Answer(narrow, "range", "DATE", value, f"{reason}; the {words} third of it is meant", point, named)
    return Answer(found, how, "DATE", value, reason, point, named)


def with_part(question: Question, value: str | None) -> str | None:
    """Give a value with the part of the day that the form names, if it names one."""
    part = question.form.get("part")
    return f"{value}T{part}" if value and part else value
