"""Read times of day: "3:30 p.m.", "15:30 GMT", "at 10am", "0530 hours", "five o'clock"."""

from typing import NamedTuple

from dateline.annotate.times_lexicon import lexicon
from dateline.annotate.times_words import Words, digits


class Clock(NamedTuple):
    """A time of day as "T15:30", where its words stop, and its zone ("+02:00", "Z") where they name one."""

    stop: int
    time: str
    zone: str | None


def clock(words: Words, i: int) -> Clock | None:
    """Read a time of day at ``i``."""
    if words.glued(i) and words.at(i - 1) in {".", ":", ",", "-", "/", "$", "#", "£", "€"} and not _range_end(words, i):
        return None
    hour = digits(words, i, 2)
    if hour is None:
        return _military(words, i) or _o_clock(words, i, lexicon().numbers.get(words.at(i)))
    minute: int | None = None
    j = i + 1
    tied = words.glued(j) and (words.glued(j + 1) or (words.at(j) == ":" and _half_of_day(words, j + 2) is not None))
    if words.at(j) in {":", "."} and tied and len(words.at(j + 1)) == 2:
        minute, j = digits(words, j + 1, 2), j + 2
        if minute is None or minute > 59:
            return None
    half = _half_of_day(words, j)
    if half:
        return _finish(words, half[0], _to_24(hour, half[1]), minute)
    if minute is None:
        return _o_clock(words, i, hour)
    if words.at(i + 1) == "." and not (words.at(j) in lexicon().zones or words.at(j) in {"hrs", "hours"}):
        return None
    if words.glued(j) and words.at(j) == ":":
        j = j + 2 if digits(words, j + 1, 2) is not None and words.glued(j + 1) else j
    return _finish(words, words.skip(j, "hrs", "hours"), hour, minute) if _a_time(words, i, j) else None


def _range_end(words: Words, i: int) -> bool:
    """Say whether the number follows the dash of "19:00-03:00"."""
    return words.dash(i - 1) and words.at(i - 3) == ":"


def _a_time(words: Words, i: int, j: int) -> bool:
    """Say whether "15:30" between ``i`` and ``j`` stands as a time, and not as a score or a verse."""
    if words.at(j) in lexicon().zones or words.at(j) in {"hrs", "hours", "local"}:
        return True
    return words.at(i - 1) in {
        "at",
        "by",
        "until",
        "from",
        "about",
        "around",
        "before",
        "after",
        "since",
        "and",
        "between",
        "to",
        "-",
        "–",
        "(",
        ",",
        "",
    }


def _military(words: Words, i: int) -> Clock | None:
    """Read "0530 hours", "1430 GMT"."""
    value = digits(words, i)
    if value is None or len(words.at(i)) != 4 or value > 2359 or value % 100 > 59:
        return None
    bare = words.at(i - 1) == "at" and words.at(i + 1) not in {"", "%", "per"} and not words.glued(i + 1)
    spoken = words.at(i + 1) in {"hours", "hrs"} and words.at(i + 2) != "of"
    marked = (
        bare
        or spoken
        or (
            words.at(i + 1) in {"hours", "hrs", "h"}
            and (words.at(i)[0] == "0" or words.at(i - 1) in {"at", "by", "around", "about"})
        )
    )
    if marked:
        return _finish(words, words.skip(i + 1, "hours", "hrs", "h"), value // 100, value % 100)
    if words.at(i + 1) in lexicon().zones and words.raw[i + 1].isupper() and words.at(i + 1) != "z":
        return _finish(words, i + 1, value // 100, value % 100)
    return None


def _o_clock(words: Words, i: int, hour: int | None) -> Clock | None:
    """Read "five o'clock", "five in the morning"."""
    if hour is None or not 1 <= hour <= 12 or words.at(i + 1) != "o" or not words.apostrophe(i + 2):
        return None
    if words.at(i + 3) != "clock":
        return None
    j = i + 4
    if words.phrase(j, ("in", "the")) and words.at(j + 2) in {"morning", "afternoon", "evening"}:
        late = words.at(j + 2) != "morning"
        return _finish(words, j + 3, _to_24(hour, late), None)
    return None


def _half_of_day(words: Words, i: int) -> tuple[int, bool] | None:
    """Read "am", "p.m.", "PM": the position after it and whether it is after noon."""
    if words.at(i) in {"am", "pm"}:
        return i + 1, words.at(i) == "pm"
    for letter, late in (("a", False), ("p", True)):
        if words.phrase(i, (letter, ".", "m")) and (words.glued(i + 2) or words.at(i + 3) == "."):
            end = words.at(i + 3) == "." and words.glued(i + 3)
            return (i + 4 if end else i + 3), late
    return None


def _to_24(hour: int, late: bool) -> int:
    return hour % 12 + (12 if late else 0) if hour <= 12 else hour


def _finish(words: Words, i: int, hour: int, minute: int | None) -> Clock | None:
    if hour > 24:
        return None
    time = f"T{hour:02d}:{minute or 0:02d}"
    j = i
    if words.phrase(j, ("local", "time")):
        return Clock(j + 2, time, None)
    zone = lexicon().zones.get(words.at(j)) if words.capital(j) and words.raw[j].isupper() else None
    return Clock(j + 1 if zone else j, time, zone)
