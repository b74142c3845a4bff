"""Dates of publication: what is a date, what it says, and what nobody can tell."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

ALLOWED = "a day such as 2022-09-27, or a day and time such as 2022-09-27T14:30:00Z"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?")

LONGEST = 100
"""Characters of a date as written; a longer one is a sentence."""

_CLOCK = r"(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_TIME = rf"(?:[T ]\s*{_CLOCK}\s*{_ZONE}(?!\w))?"
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?!\d){_TIME}", re.I)
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})(?P<zone>Z)?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+(\d{{4}})(?!\d)", re.I)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.I)


class Told(NamedTuple):
    """What a date as written says: an ISO date or date-time; or the two days it may be; or neither, when it is no
    date."""

    date: str | None = None
    either: tuple[str, str] | None = None


def impossible(date: str) -> bool:
    """Say whether ``date`` is no ISO 8601 date or date-time of the calendar (extended format, down to the day)."""
    if not _ISO.fullmatch(date):
        return True
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return True
    return False


def understand(words: str, day_first: bool | None = None) -> Told:
    """Give what a date of publication as written says.

    Read are ISO 8601 and its near relations, the dates of mail and feeds (RFC 2822), days with an English month, and
    numbers with the year at either end. 04/03/2021 is two days unless ``day_first`` says the order, 27/03/2021 is one.
    A year of two figures, a month without its day, and words with two different days say nothing.
    """
    words = " ".join(words.split())
    if not words or len(words) > LONGEST:
        return Told()
    if not impossible(words):
        return Told(words)
    if compact := _COMPACT.fullmatch(words):
        return Told(_compact(compact))
    if mail := _mail(words):
        return Told(mail)
    found = list(dict.fromkeys(_written(words)))
    if len({one[:10] for one in found}) > 1:
        return Told()
    if found:
        return Told(found[0])
    numeric = {_numeric(match, day_first) for match in _YEAR_LAST.finditer(words)}
    return numeric.pop() if len(numeric) == 1 else Told()


def states(text: str, day: str) -> bool:
    """Say whether a text has a day (ISO) written in a way that can be read as no other."""
    for pattern in (_YEAR_FIRST, _DAY_MONTH, _MONTH_DAY):
        if any(_matched(match, pattern)[:10] == day for match in pattern.finditer(text)):
            return True
    return any(_numeric(match, None).date == day for match in _YEAR_LAST.finditer(text))


def _written(words: str) -> Iterator[str]:
    for pattern in (_YEAR_FIRST, _DAY_MONTH, _MONTH_DAY):
        yield from filter(None, (_matched(match, pattern) for match in pattern.finditer(words)))


def _matched(match: re.Match[str], pattern: re.Pattern[str]) -> str:
    """Give the ISO date, with its time where the year came first, or "" for a day that is in no calendar."""
    if pattern is _YEAR_FIRST:
        day = _day(match["y"], match["m"], match["d"])
        return _at(day, match["time"], match["zone"]) if day and match["time"] else day
    if pattern is _DAY_MONTH:
        return _day(match[3], _month(match[2]), match[1])
    return _day(match[3], _month(match[1]), match[2])


def _at(day: str, time: str, zone: str | None) -> str:
    zone = (zone or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    whole = f"{day}T{time.zfill(5) if time.count(':') == 1 else time.zfill(8)}{zone}"
    return day if impossible(whole) else whole


def _compact(match: re.Match[str]) -> str | None:
    day = _day(match["y"], match["m"], match["d"])
    if not day or not match["H"]:
        return day or None
    return _at(day, f"{match['H']}:{match['M']}:{match['S']}", match["zone"])


def _mail(words: str) -> str | None:
    """Give the date of an RFC 2822 header; it has a time, which tells it from other dates with a month's name."""
    if not re.match(r"(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3,9} \d{4} \d{1,2}:\d{2}", words):
        return None
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _numeric(match: re.Match[str], day_first: bool | None) -> Told:
    first, second, year = match[1], match[3], match[4]
    as_day, as_month = _day(year, second, first), _day(year, first, second)
    if as_day and as_month and as_day != as_month:
        if day_first is None:
            return Told(either=(as_day, as_month))
        return Told(as_day if day_first else as_month)
    return Told(as_day or as_month or None)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: str, month: str | int, day: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
