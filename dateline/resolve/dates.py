"""Give every time expression of a report its days: words and a form in, :class:`dateline.model.When` out.

How it decides, with an example, is told in ``docs/how/dates.md``. A year is never invented: where neither the words
nor the day of publication nor the running date of the text tells it, a date keeps its words and has no days.
"""

from collections.abc import Callable

from dateline.model import AnnotatedReport, When
from dateline.resolve.dates_anchor import Running, anchor
from dateline.resolve.dates_calendar import Days
from dateline.resolve.dates_context import Answer, Question, no_days, until_now
from dateline.resolve.dates_days import hour, overnight, weekday
from dateline.resolve.dates_form import read_form
from dateline.resolve.dates_line import AT_ONCE, moves, opens
from dateline.resolve.dates_links import ends, shared
from dateline.resolve.dates_named import dated, feast, numeric, spanned
from dateline.resolve.dates_shift import shifted
from dateline.resolve.dates_stretch import stretch
from dateline.resolve.dates_tense import Sentences


def _reference(question: Question) -> Answer:
    """Resolve "now", "recently": TIMEX3's vague references."""
    return no_days("DATE", question.form.argument, "the words point to a time without saying which")


def _recent(question: Question) -> Answer:
    """Resolve "recent weeks"."""
    return no_days("DATE", "PAST_REF", "the words do not say how long ago")


def _length(question: Question) -> Answer:
    """Resolve a duration: it has a length, and no place in time."""
    return no_days("DURATION", question.form.argument, "a length of time; the words do not say when it began")


def _repeated(question: Question) -> Answer:
    """Resolve "every day"."""
    return no_days("SET", question.form.argument, "a time that recurs")


READERS: dict[str, Callable[[Question], Answer]] = {
    "date": dated,
    "span": spanned,
    "num": numeric,
    "feast": feast,
    "wd": weekday,
    "shift": shifted,
    "past": stretch,
    "coming": stretch,
    "recent": _recent,
    "overnight": overnight,
    "clock": hour,
    "part": hour,
    "ref": _reference,
    "dur": _length,
    "set": _repeated,
}
"""The reader of each kind of form."""


def resolve_dates(annotated: AnnotatedReport, *, day_first: bool | None = None) -> tuple[When, ...]:
    """Give one When for each of the report's time expressions, in their order.

    ``day_first`` settles "04/03/2021": true for 4 March, false for 3 April; None leaves such a date without days and
    its ``reason`` says that it is ambiguous. Nothing is raised for any report; a form that is not known resolves to no
    days.
    """
    forms = shared([read_form(time.form) for time in annotated.times])
    running, sentences = Running(), Sentences(annotated.reading)
    hung = anchor(annotated, forms, sentences)
    answers: list[Answer] = []
    for time, form in zip(annotated.times, forms, strict=True):
        question = Question(time, form, hung, running, sentences, day_first)
        answer = READERS.get(form.kind, _unknown)(question)
        if answer.point and answer.named:
            running.name(answer.point, time.text, question.sentence, end=time.end, first=opens(question, AT_ONCE))
        if answer.point and moves(question, answer.point):
            running.move(answer.point, time.text, question.sentence)
        elif answer.days is None and (form.kind == "wd" or (form.kind == "date" and not hung.story)):
            running.lost = True
        answers.append(until_now(question, answer))
    answers = ends(forms, answers)
    return tuple(_when(annotated, k, answer) for k, answer in enumerate(answers))


def _unknown(question: Question) -> Answer:
    return no_days("DATE", None, f"the form {question.form.kind!r} is not known to this resolver")


def _when(annotated: AnnotatedReport, k: int, answer: Answer) -> When:
    """Give the answer as a value of the record."""
    time, days = annotated.times[k], answer.days
    return When(
        text=time.text,
        start=time.start,
        end=time.end,
        first=_iso(days, 0),
        last=_iso(days, 1),
        precision=answer.precision,
        timex_type=answer.type,
        timex_value=answer.value,
        reason=f"{' '.join(time.text.split())!r}: {answer.reason}.",
    )


def _iso(days: Days | None, which: int) -> str | None:
    return days[which].isoformat() if days else None


def known_forms() -> frozenset[str]:
    """Give the kinds of form that the resolver reads; a test holds the finder to them."""
    return frozenset(READERS)
