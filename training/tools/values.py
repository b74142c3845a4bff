"""Dates and counts as a writer gives them, and the proof that they agree with the words they are given for."""

import calendar
import re
from datetime import date, timedelta

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
WEEKDAYS |= {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = ("hundred", "thousand", "dozen")
VAGUE = re.compile(r"\b(dozens|scores|several|hundreds|thousands|many|some|a few|numerous|a number)\b", re.I)
OPEN = re.compile(r"\b(at least|more than|over|no fewer than|upwards of|or more)\b", re.I)


class WrongValueError(ValueError):
    """A value that cannot be read, or that its own words contradict."""


def _days(value: str) -> tuple[date, date, str]:
    """First day, last day and precision of one written date."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = date.fromisoformat(value)
        return day, day, "day"
    if re.fullmatch(r"\d{4}-\d{2}", value):
        year, month = int(value[:4]), int(value[5:])
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31), "year"
    if re.fullmatch(r"\d{3}0s", value):
        return date(int(value[:4]), 1, 1), date(int(value[:4]) + 9, 12, 31), "decade"
    raise WrongValueError(f"date {value!r}: write 2014-06-02, 2014-06, 2014, 1990s, A..B, or --06-02 (year unknown)")


def read_date(value: str, precision: str | None) -> tuple[date | None, date | None, str]:
    """First day, last day and precision of a written date. Raises WrongValueError."""
    if re.fullmatch(r"--\d{2}-\d{2}", value):
        return None, None, "day-of-year"
    if value == "?":
        return None, None, precision or "unknown"
    try:
        first, _, found = _days(value.split("..")[0])
        _, last, found = _days(value.split("..")[-1])
    except WrongValueError:
        raise
    except ValueError as error:
        raise WrongValueError(f"date {value!r}: {error}") from error
    if ".." in value:
        found = "day" if first == last else "range"
    if first > last:
        raise WrongValueError(f"date {value!r}: ends before it begins")
    _check_precision(first, last, precision or found, found)
    return first, last, precision or found


def _check_precision(first: date, last: date, said: str, found: str) -> None:
    span = (last - first).days + 1
    free = {"range", "unknown"}
    limits = {"day": (1, 1), "week": (2, 8), "season": (60, 124), "month": (28, 31)}
    limits |= {"year": (365, 366), "decade": (3650, 3660)}
    low, high = limits.get(said, (1, 100000))
    if said not in free and not low <= span <= high:
        raise WrongValueError(f"date {first}..{last} is {span} day(s): that is no {said} (it reads as {found})")


def check_date_words(words: str, first: date, last: date, published: date | None) -> None:
    """Weekdays, months, years and "yesterday" in the words must agree with the days. Raises WrongValueError."""
    short = (last - first).days < 7
    days = [first + timedelta(n) for n in range((last - first).days + 1)] if short else []
    for word in re.findall(r"[A-Za-z]+", words):
        low = word.lower()
        if low in WEEKDAYS and short and WEEKDAYS[low] not in {d.weekday() for d in days}:
            raise WrongValueError(f"{words!r} is given {first}..{last}, which is a {first:%A}")
        if low in MONTHS and word not in ("may", "march") and not _touches(first, last, MONTHS[low]):
            raise WrongValueError(f"{words!r} is given {first}..{last}, which is not in {word}")
    for year in re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", words):
        if not first.year <= int(year) <= last.year:
            raise WrongValueError(f"{words!r} is given {first}..{last}, which is not in {year}")
    _check_day_number(words, first, last)
    if published:
        _check_relative(words, first, last, published)


def _touches(first: date, last: date, month: int) -> bool:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return any((first.month - 1 + n) % 12 + 1 == month for n in range(months))


def _check_day_number(words: str, first: date, last: date) -> None:
    names = "|".join(sorted(MONTHS, key=len, reverse=True))
    pattern = (
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{names})\b|\b(?:{names})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b"
    )
    days = {(first + timedelta(n)).day for n in range(min(31, (last - first).days + 1))}
    for a, b in re.findall(pattern, words, re.I):
        number = int(a or b)
        if number not in days:
            raise WrongValueError(f"{words!r} is given {first}..{last}: no day {number}")


def _check_relative(words: str, first: date, last: date, published: date) -> None:
    today = r"\b(today|tonight|this morning|this afternoon)\b"
    for pattern, shift in ((r"(?<!before )\byesterday\b", -1), (today, 0), (r"\btomorrow\b", 1)):
        if re.search(pattern, words, re.I) and not first <= published + timedelta(shift) <= last:
            raise WrongValueError(f"{words!r} is given {first}..{last}, but the report is of {published}")
    for pattern, year in ((r"\blast year\b", published.year - 1), (r"\bthis year\b", published.year)):
        if re.search(pattern, words, re.I) and not first.year <= year <= last.year:
            raise WrongValueError(f"{words!r} is given {first}..{last}, but the report is of {published}")


def read_count(value: str) -> tuple[int | None, int | None]:
    """Low and high of a written count: ``3``, ``9+``, ``4..6``, ``..12``, ``?``. Raises WrongValueError."""
    if value == "?":
        return None, None
    match = re.fullmatch(r"(\d+)(\+)?|(\d*)\.\.(\d+)", value)
    if not match:
        raise WrongValueError(f"count {value!r}: write 3, 9+ (at least nine), 4..6, ..12 (up to twelve) or ? (dozens)")
    if match.group(1):
        return int(match.group(1)), None if match.group(2) else int(match.group(1))
    low, high = int(match.group(3)) if match.group(3) else None, int(match.group(4))
    if low is not None and low > high:
        raise WrongValueError(f"count {value!r}: low is above high")
    return low, high


def numbers_in(words: str) -> list[int]:
    """The numbers that words tell, in digits or spelt ("twenty-two", "1,400", "two hundred and six")."""
    runs: list[list[str]] = [[]]
    for token in re.findall(r"\d[\d,]*|[a-z]+", words.lower()):
        joins = runs[-1] and (token in SCALES or (token == "and" and runs[-1][-1] in SCALES))
        if token in UNITS or token in TENS or token[0].isdigit() or joins:
            runs[-1].append(token)
        else:
            runs.append([])
    return [_number(run) for run in runs if run]


def _number(run: list[str]) -> int:
    total = current = 0
    for token in run:
        if token == "thousand":
            total, current = total + current * 1000, 0
        elif token in ("hundred", "dozen"):
            current *= 100 if token == "hundred" else 12
        elif token != "and":
            current += int(token.replace(",", "")) if token[0].isdigit() else UNITS.get(token, TENS.get(token, 0))
    return total + current


def check_count_words(words: str, low: int | None, high: int | None) -> None:
    """Numbers, "at least" and "dozens" in the words must agree with the count. Raises WrongValueError."""
    if low == high == 1 and re.match(r"(a|an|his|her|its|their|the)\s", words, re.I):
        return  # "a man of 60": the article counts, the number is an age
    nobody = r"\b(no ?body|no one|none|no|nil|neither)\b"
    said = [0] if re.search(nobody, words, re.I) else numbers_in(words)
    if low is not None and high is not None and OPEN.search(words):
        raise WrongValueError(f"{words!r} has no upper bound: write {low}+")
    if said and low is None and high is None:
        raise WrongValueError(f"{words!r} tells a number, but the count is ?")
    if not said and VAGUE.search(words) and (low, high) != (None, None):
        raise WrongValueError(f"{words!r} tells no number: write ?")
    wrong = [n for n in said if n not in (low, high)]
    added = sum(said) + len(re.findall(r"(?:\band |, |\A)(?:a|an|the|his|her)\b", words, re.I))
    if wrong and low not in (sum(said), added):  # "five soldiers, two policemen and a child" is 8
        raise WrongValueError(f"{words!r} tells {wrong[0]}, but the count is {low}..{high}")
