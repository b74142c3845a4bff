"""What the dates of one report hang on: its day of publication, its own dateline, or the story that it tells.

A report of news counts from the day it was published. A history, which names many years long past and hardly ever says
"yesterday" or "on Monday", counts from the date that it named last: its day of publication must not pull its dates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dateline.model import AnnotatedReport, TimeExpression
from dateline.resolve.dates_calendar import Point, days, exists, read_point
from dateline.resolve.dates_form import Form, read_shift
from dateline.resolve.dates_tense import Sentences

DATELINE_REACH = 160
"""Characters from the start of a report within which a full date followed by a dash or bracket is its dateline."""
PLACED = re.compile(r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*, ?)+")
"""What stands before the date of a dateline: places, each with its comma ("AMMAN, " and "Termez, Uzbekistan, ")."""
FAR_DAYS = 60
"""Days between a report's own dateline and its day of publication from which it is an old report put out again: its
weekdays are those of its own day. A feature may lie some weeks."""
OLD_YEARS = 4
"""Named years more than one year from publication that make a text a history, when little in it is news (chosen on the
development half of WikiWars and on news, where nearly any value from 3 to 8 does as well)."""
HEAD = 14
"""Characters from the start of a sentence within which a date opens it ("Early on September 1, 1939")."""
BACKWARD = 1.35
"""How much dearer, in a story, a step back is than one forward of the same length, when a date lacks its year (chosen
on the development half of WikiWars)."""


FIRST_NEWS, LAST_NEWS = 1500, 2199
"""Years in which a report can have been published; any other is a slip and anchors nothing."""

BACKWARD_BESIDE = 3.0
"""The same for a date beside the one that names the year, in one sentence of news: "began in April 2015 and spread in
December"."""


class Anchor(NamedTuple):
    """What undated words of a report count from.

    ``now`` is the day of writing, if known, and ``source`` the words for it; ``story`` says that the text is a history.
    """

    now: date | None
    source: str
    story: bool


@dataclass
class Running:
    """The running date of a text while it is read from start to end; lives no longer than one call."""

    point: Point | None = None
    words: str = ""
    sentence: int = -1
    named: Point | None = None
    """The last point whose year the text itself named, in ``named_sentence``."""
    named_sentence: int = -1
    bc: bool = False

    named_words: str = ""
    named_end: int = 0
    lost: bool = False
    """Whether a day was told last that could not be resolved, so that "the next day" has nothing to count from."""

    def move(self, point: Point, words: str, sentence: int) -> None:
        """Remember a time as the one told last."""
        self.point, self.words, self.sentence = point, words, sentence
        self.bc = point.bc
        self.lost = False

    named_first: bool = False
    """Whether it opened its sentence ("In 2014, ...")."""

    def name(self, point: Point, words: str, sentence: int, *, end: int, first: bool) -> None:
        """Remember a time, which ends at the offset ``end``, as the last whose year the text named."""
        self.named, self.named_words, self.named_sentence = point, words, sentence
        self.named_end, self.named_first = end, first


def published_day(published: str | None) -> date | None:
    """Give the day of an ISO date or date-time as written, in its own zone; None for anything else, or no age of
    news."""
    if not published or len(published) < 10:
        return None
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day if FIRST_NEWS <= day.year <= LAST_NEWS else None


def anchor(annotated: AnnotatedReport, forms: Sequence[Form], sentences: Sentences) -> Anchor:
    """Find out what a report's dates count from."""
    day = published_day(annotated.report.published)
    source = "the day of publication"
    if day is None:
        day, source = _dateline(annotated.reading, annotated.times, forms), "the report's own dateline"
    elif (own := _placed_dateline(annotated, forms)) and abs((day - own).days) > FAR_DAYS:
        source = f"the report's own dateline, as it was published long {'after' if own < day else 'before'} it ({day})"
        day = own
    deictic = sum(map(_points_to_now, forms))
    return Anchor(day, f"{source}, {day}", _story(_years(annotated, forms, day, sentences), deictic, day))


def _dateline(reading: str, times: Sequence[TimeExpression], forms: Sequence[Form]) -> date | None:
    """Give the day of a dateline ("KABUL, 5 May 2015 -"), if the report begins with one."""
    for time, form in zip(times[:2], forms[:2], strict=True):
        if form.kind != "date" or time.start > DATELINE_REACH:
            continue
        point = read_point(form.argument)
        if point.short is not None:
            point = point._replace(year=full_year(point.short, None), short=None)
        found = days(point) if point.day else None
        after = reading[time.end : time.end + 4].lstrip(" ")
        marks = {"-", "–", "—", "(", ":", "\n", ")", "]"} | ({"."} if _is_alone(reading, time) else set())
        if found and after[:1] in marks and after:
            return found.first
    return None


def _is_alone(reading: str, time: TimeExpression) -> bool:
    """Say whether nothing but places stands before a time in the report ("GOMA, March 3, 1997."): no sentence that
    tells something is made so."""
    before = reading[: time.start].strip(" \n")
    return not before or (len(before) <= DATELINE_REACH and PLACED.fullmatch(before + " ") is not None)


def _placed_dateline(annotated: AnnotatedReport, forms: Sequence[Form]) -> date | None:
    """Give the day of a dateline that has its place before it and a dash or agency behind it: nothing else reads so.

    One that ends in a full stop counts where its place is in capitals, as wires write it: "Beirut, 14 February 2005."
    may open a story of today that looks back.
    """
    reading, times = annotated.reading, annotated.times
    if not times or not PLACED.fullmatch(reading[: times[0].start].strip(" \n")[-DATELINE_REACH:] + " "):
        return None
    after = reading[times[0].end : times[0].end + 3].lstrip(" ")
    town = annotated.report.text[: times[0].start].partition(",")[0].strip()
    marks = {"-", "–", "—", "("} | ({"."} if town.isupper() else set())
    return _dateline(reading, times[:1], forms[:1]) if after[:1] in marks and after else None


class _Years(NamedTuple):
    """How a text names its years.

    ``old`` and ``recent`` count the years; ``deep`` the dates of old years with their month, ``heads`` those of them
    that open a sentence; ``bare`` the dates without a year before the first that has one.
    """

    old: int = 0
    recent: int = 0
    deep: int = 0
    heads: int = 0
    bare: int = 0


def _years(annotated: AnnotatedReport, forms: Sequence[Form], now: date | None, sentences: Sentences) -> _Years:
    old = recent = deep = heads = bare = 0
    for time, form in zip(annotated.times, forms, strict=True):
        if form.kind not in {"date", "span"} or form.get("known") or form.get("era"):
            continue
        point = read_point(form.argument.split("/")[0])
        if point.year is None:
            bare += old == 0 and not form.get("year") and point.short is None
            continue
        far = now is None or point.bc or point.year < now.year - 1
        old, recent = old + far, recent + (not far)
        if far and point.depth > 1:
            deep += 1
            heads += time.start - sentences.of(time.start)[0] <= HEAD
    return _Years(old, recent, deep, heads, bare)


def _story(years: _Years, deictic: int, now: date | None) -> bool:
    """Say whether the years that a text names, and the words in it that count from the day of writing, are a history's.

    Without a day of writing, one full date that opens a sentence ("On September 1, 1939, ...") is enough, where no word
    counts from another day; a date named in passing ("captured on 5 May 2014") is not.
    """
    if now is None:
        return (deictic == 0 and years.heads > 0) or (
            years.old >= OLD_YEARS and years.old > 3 * deictic and years.deep > 0
        )
    enough = years.old >= OLD_YEARS and years.deep > 0
    return enough and years.old > 4 * deictic + years.recent and years.bare <= years.old // 10


def _points_to_now(form: Form) -> bool:
    """Say whether a form counts from the day of writing, as news does."""
    if form.kind in {"wd", "past", "overnight"}:
        return True
    shift = read_shift(form.argument) if form.kind == "shift" else None
    return shift is not None and shift.base == "n" and form.argument != "n+0Y"


def full_year(short: int, near: int | None) -> int:
    """Give the year of two digits: the one nearest before or at ``near`` (ten years after it at most), or within
    1930-2029."""
    if near is None:
        return 1900 + short if short >= 30 else 2000 + short
    return max(range(short, near + 11, 100), default=1900 + short)


def _index(point: Point) -> float:
    """Give a point's place in time in months, before our era counted down."""
    year = -(point.year or 0) if point.bc else (point.year or 0)
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1, "H1": 3, "H2": 9, "Q1": 2, "Q2": 5, "Q3": 8, "Q4": 11}
    month = point.month or middle.get(point.part or "", 6)
    return year * 12 + month + (point.day or 15) / 31


def in_story(point: Point, running: Point, backward: float = BACKWARD) -> Point:
    """Give the year to a point that lacks it: the one nearest to the running date, a step on being easier than one
    back."""
    if running.year is None:
        return point
    year = running.year + (running.span // 2 if running.span > 1 else 0)
    if running.depth == 1:
        return point._replace(year=year, bc=running.bc)
    here = _index(running)

    def cost(candidate: int) -> float:
        gap = _index(point._replace(year=candidate, bc=running.bc)) - here
        return gap if gap >= 0 else -gap * backward

    candidates = [y for y in (year, year + 1, year - 1) if exists(point._replace(year=y))] or [year]
    best = min(candidates, key=cost)
    return point._replace(year=best, bc=running.bc)


def before(point: Point, now: date, *, strictly: bool = False) -> Point:
    """Give the latest occurrence of a point without year that began by ``now`` (before it, when ``strictly``)."""
    for year in range(now.year, max(now.year - 9, 1), -1):
        found = days(point._replace(year=year))
        if found and (found.last < now if strictly else found.first <= now):
            return point._replace(year=year)
    return point


def after(point: Point, now: date, *, strictly: bool = False) -> Point:
    """Give the first occurrence of a point without year that ends on ``now`` or later (begins after it, when
    ``strictly``)."""
    for year in range(now.year, min(now.year + 9, 9990)):
        found = days(point._replace(year=year))
        if found and (found.first > now if strictly else found.last >= now):
            return point._replace(year=year)
    return point
