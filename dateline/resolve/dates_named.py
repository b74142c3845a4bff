"""Dates that name a year, a month, a season or a day: what completes them when they leave the year out."""

from datetime import date

from dateline.model import TimexType
from dateline.resolve.dates_anchor import BACKWARD_BESIDE, after, before, full_year, in_story
from dateline.resolve.dates_calendar import Days, Point, add_months, days, exists, read_point, write_point
from dateline.resolve.dates_context import Answer, Question, no_days, of_point
from dateline.resolve.dates_stretch import inside

FARTHEST = 400
"""Characters after a year beyond which it holds for nothing, sentence or not."""
MOST_DAYS = 10**6
PARTING = frozenset(",;:()–—")
"""Marks that part a date from a year named before it."""


def dated(question: Question) -> Answer:
    """Resolve ``date:`` forms."""
    point = read_point(question.form.argument)
    if question.form.get("era"):
        return _of_era(question, point)
    if not exists(point):
        return no_days("DATE", None, "the calendar has no such day")
    settled = settle(question, point)
    if settled is None:
        return without_year(question, point)
    full, reason, named = settled
    nth = question.form.get("nth")
    if nth:
        return _nth(question, full, nth, reason)
    return of_point(question, full, reason, named=named)


def _of_era(question: Question, point: Point) -> Answer:
    """Read "480" as a year before our era, where the story runs there."""
    if question.running.bc:
        return of_point(question, point._replace(bc=True), "the text counts its years before our era", named=True)
    if question.anchor.story and question.running.point and (question.running.point.year or 9999) < 1000:
        return of_point(question, point, "the text tells of that age", named=True)
    return no_days("DATE", None, "a bare number of three digits, and the text does not count years so low")


def without_year(question: Question, point: Point) -> Answer:
    """Give a date whose year nobody states: its words and no days."""
    why = "no year is stated, the report has no day of publication and no running date names one"
    if question.anchor.now:
        why = "no year is stated, and the text tells of years before its publication and has named none so far"
    how = "day-of-year" if point.depth > 1 else "unknown"
    answer = of_point(question, point, why)
    return answer._replace(days=None, precision=how, point=None)  # type: ignore[arg-type]


def settle(question: Question, point: Point) -> tuple[Point, str, bool] | None:
    """Give the point with its year, why, and whether the text itself names the year; None where nothing tells it."""
    if point.year is not None:
        known = question.form.get("known") is not None
        return point, "a date known by its name" if known else "the words name the year", not known
    if point.short is not None:
        return _short(question, point)
    shift = question.form.get("year")
    if shift:
        return _of_year(question, point, shift)
    if point.month is None and point.day is not None:
        return _day_of_month(question, point)
    relation = question.form.get("rel")
    if relation:
        return _pointed(question, point, relation)
    return _from_context(question, point)


def _short(question: Question, point: Point) -> tuple[Point, str, bool]:
    """Complete "'39" and "the nineties"."""
    running, now = question.running.point, question.anchor.now
    near = running.year if running and question.anchor.story and not running.bc else now.year if now else None
    year = full_year(point.short or 0, near)
    return point._replace(year=year, short=None), "two digits of a year, read in the century nearest to the text", True


def _of_year(question: Question, point: Point, shift: str) -> tuple[Point, str, bool] | None:
    """Complete "August of that year", "July last year"."""
    count = int(shift[1:])
    running, now = question.running.point, question.anchor.now
    if shift[0] == "r" or question.anchor.story:
        told, words = running, question.running.words
        if question.running.named_sentence >= question.running.sentence:
            told, words = question.running.named, question.running.named_words
        if told is None or told.year is None:
            return None
        year = told.year - count if told.bc else told.year + count
        return point._replace(year=year, bc=told.bc), f"counted from the year told last ({words})", True
    if now is None:
        return None
    return point._replace(year=now.year + count), f"counted from {question.anchor.source}", True


def _day_of_month(question: Question, point: Point) -> tuple[Point, str, bool] | None:
    """Complete "the 15th" with the month told last, or the latest such day before the report."""
    running, now = question.running.point, question.anchor.now
    near = question.anchor.story or question.sentence - question.running.sentence <= 2
    if running and running.month and near:
        full = point._replace(year=running.year, month=running.month, bc=running.bc)
        return (full, f"the month told last ({question.running.words})", False) if exists(full) else None
    if now is None or question.anchor.story:
        return None
    for back in range(12):
        year, month = add_months(now.year, now.month, -back)
        full = point._replace(year=year, month=month)
        found = days(full)
        if found and found.first <= now:
            return full, f"the latest such day up to {question.anchor.source}", False
    return None


def _pointed(question: Question, point: Point, relation: str) -> tuple[Point, str, bool] | None:
    """Complete "last July", "that June", "next summer", "the previous April"."""
    running, now = question.running.point, question.anchor.now
    told = (
        relation in {"that", "same", "previous", "preceding", "following", "subsequent", "prior"}
        or question.anchor.story
    )
    if told:
        if running is None or running.year is None:
            return None
        near = in_story(point, running)
        reason = f"counted from the time told last ({question.running.words})"
        base = days(running)
        if relation in {"previous", "preceding", "prior", "last"} and base:
            return before(point, base.first, strictly=True), reason, False
        if relation in {"following", "subsequent", "next", "coming"} and base:
            return after(point, base.last, strictly=True), reason, False
        return near, reason, False
    if now is None:
        return None
    if relation in {"last", "past"}:
        return before(point, now, strictly=True), f"the last one before {question.anchor.source}", False
    if relation in {"next", "coming"}:
        return after(point, now, strictly=True), f"the next one after {question.anchor.source}", False
    return point._replace(year=now.year), f"the one in the year of {question.anchor.source}", False


def _from_context(question: Question, point: Point) -> tuple[Point, str, bool] | None:
    """Complete a date without a year from the story or the day of publication."""
    running, now, story = question.running, question.anchor.now, question.anchor.story
    if story and running.point:
        return in_story(point, running.point), f"the year of the running date ({running.words})", False
    named = running.named
    if named and named.year and not story and _holds(question, named, now.year if now else None):
        full = in_story(point, named, BACKWARD_BESIDE)
        return full, f"the year that the text names beside it ({running.named_words})", False
    if now is None or story:
        return None
    full, reason = _around(question, point, now)
    return full, reason, False


def _around(question: Question, point: Point, now: date) -> tuple[Point, str]:
    """Complete a date from the day of writing: by its weekday, by what is to come, or else as the latest there was."""
    source, back, on = question.anchor.source, before(point, now), after(point, now)
    number, word = question.form.get("weekday"), question.future()
    if number and point.day:
        fitting = [full for full in (back, on) if _falls_on(full, int(number))]
        if len(fitting) == 1:
            return fitting[0], f"the one next to {source} that falls on the weekday told with it"
    if word:
        return on, f"the first one from {source} on; {word!r} puts it in the future"
    event = question.set_day()
    if event and _gap(on, now) < _gap(back, now):
        return on, f"the one nearest to {source}, as {event!r} has a day fixed beforehand"
    return back, f"the latest one up to {source}"


def _falls_on(point: Point, number: int) -> bool:
    """Say whether a day is the weekday with the number (Monday is 1)."""
    found = days(point)
    return found is not None and found.first.isoweekday() == number


def _gap(point: Point, now: date) -> int:
    """Give the days between a time and the day of writing."""
    found = days(point)
    return min(abs((found.first - now).days), abs((found.last - now).days)) if found else MOST_DAYS


def _holds(question: Question, named: Point, year: int | None) -> bool:
    """Say whether a year that news named holds for a date after it in the same sentence.

    It does where it opened the sentence ("In 2014 the group took the city in June"); with a day of writing as the other
    choice also where no comma or bracket parts the two ("began in April 2015 and spread in December").
    """
    running = question.running
    if running.point != named or named.span > 1 or question.sentence != running.named_sentence:
        return False
    if question.time.start - running.named_end > FARTHEST:
        return False
    between = question.sentences.text[running.named_end : question.time.start]
    return running.named_first or (year is not None and named.depth > 1 and PARTING.isdisjoint(between))


def spanned(question: Question) -> Answer:
    """Resolve ``span:`` forms: "23-24 August", "from 3 to 5 May", "1994-95"."""
    left, right = (read_point(part) for part in question.form.argument.split("/"))
    if not exists(left) or not exists(right):
        return no_days("DATE", None, "the calendar has no such days")
    settled = settle(question, right)
    if settled is None:
        value = f"{write_point(left)}/{write_point(right)}"
        return without_year(question, right)._replace(value=value, type="TIME" if question.form.get("part") else "DATE")
    full, reason, named = settled
    left = left if left.year is not None else left._replace(year=full.year, bc=full.bc)
    first, last = days(left), days(full)
    value = f"{write_point(left)}/{write_point(full)}"
    both = Days(first.first, last.last) if first and last and first.first <= last.last else None
    kind: TimexType = "TIME" if question.form.get("part") else "DATE"
    return Answer(
        both, "range" if both else "unknown", kind, value, f"{reason}; from the first to the last", full, named
    )


def numeric(question: Question) -> Answer:
    """Resolve "04/03/2021": no guess at the order unless it is set, or one reading is impossible."""
    a, b, c = question.form.argument.split("/")
    written = read_point(c)
    year = written.year if written.year is not None else _short(question, written)[0].year
    readings = {True: Point(year, int(b), int(a)), False: Point(year, int(a), int(b))}
    possible = {order: point for order, point in readings.items() if (point.month or 0) <= 12 and exists(point)}
    if len(possible) == 2 and readings[True] == readings[False]:
        return of_point(question, readings[True], "day and month are the same number", named=True)
    if len(possible) == 1:
        order, point = next(iter(possible.items()))
        return of_point(question, point, f"only {_ORDER[order]} is possible", named=True)
    if not possible:
        return no_days("DATE", None, "no date in any order")
    if question.day_first is not None:
        point = possible[question.day_first]
        return of_point(question, point, f"read as {_ORDER[question.day_first]}, as set", named=True)
    both = " or ".join(write_point(point) for point in possible.values())
    why = f"ambiguous: {both}; set day_first to say which"
    return Answer(None, "unknown", "DATE", f"{year:04d}-XX-XX", why)


_ORDER = {True: "day before month", False: "month before day"}


def feast(question: Question) -> Answer:
    """Resolve feasts that move with the moon: the year is known at most."""
    settled = settle(question, read_point(question.form.argument)) if question.form.argument != "XXXX" else None
    if settled is None:
        return no_days("DATE", None, "it falls on other days each year")
    return of_point(question, settled[0], "a feast that moves: its year is what the words tell", named=settled[2])


def _nth(question: Question, point: Point, nth: str, reason: str) -> Answer:
    """Resolve "the first week of May", "the last six months of 2015"."""
    whole = days(point)
    which, length = nth.split("/")
    return inside(question, whole, which, length, point, reason)
