"""Read times told by other times: "last week", "two days later", "the following year", "that June", "on Monday
night"."""

from dateline.annotate.times_calendar import calendar
from dateline.annotate.times_form import Found
from dateline.annotate.times_length import approximate, period
from dateline.annotate.times_lexicon import lexicon, word_set
from dateline.annotate.times_words import Words, number, ordinal, plural, unit

NEAR = {"last": "n-1", "this": "n+0", "next": "n+1"}
"""Words that count from the day of writing when no "the" stands before them."""
FAR = {
    "that": "r+0", "same": "r+0", "next": "r+1", "following": "r+1", "subsequent": "r+1", "ensuing": "r+1",
    "previous": "r-1", "preceding": "r-1", "prior": "r-1", "past": "n-1", "last": "n-1", "coming": "n+1",
}  # fmt: skip
"""Words that count from the time told last, "past" and "coming" aside."""
BACK = {"ago": "n", "earlier": "r", "before": "r", "previously": "r", "prior": "r"}
ON = {"later": "r", "afterwards": "r", "afterward": "r", "thereafter": "r", "after": "r", "hence": "n"}
AUXILIARIES = word_set("auxiliaries")
"""Verbs after which "last" is a verb too: "it will last five years"."""
DAY_UNITS = word_set("day_units")


def relative(words: Words, i: int) -> list[Found]:
    """Give the time that begins at ``i`` and is told by another one."""
    best: list[Found] = []
    for read in (nth, _phrase, _distance, _pointed, _weekday):
        found = read(words, i)
        if found and (not best or found[-1].stop > best[-1].stop):
            best = found
    return best


def _phrase(words: Words, i: int) -> list[Found]:
    """Read the fixed phrases of the word list, the longest first."""
    if words.glued(i) and words.dash(i - 1) and words.at(i) != "now":
        return []
    for size in (5, 4, 3, 2, 1):
        if i + size > words.count or words.end[i + size - 1] - words.start[i] > 30:
            continue
        form = lexicon().words.get(words.text[words.start[i] : words.end[i + size - 1]].lower().replace("\u2019", "'"))
        if form is None or not _phrase_in_place(words, i, i + size):
            continue
        head, *keys = form.split(";")
        found = Found(i, i + size, head, tuple((k.partition("=")[0], k.partition("=")[2]) for k in keys))
        return _into(words, found) or [_day_part_after(words, found)]
    return []


def _into(words: Words, found: Found) -> list[Found]:
    """Read "overnight into Tuesday", "overnight on Monday"."""
    if found.kind != "overnight":
        return []
    how = words.at(found.stop) if words.at(found.stop) in {"into", "on"} else "on"
    days = _weekday(words, words.skip(found.stop, "into", "on"))
    if words.dash(days[-1].stop if days else 0) or (days and words.at(days[-1].stop) == "to"):
        return []
    return [day.over(found.first, day.stop).having(night=how) for day in days if day.kind == "wd"]


def _phrase_in_place(words: Words, i: int, stop: int) -> bool:
    """Say whether a phrase of the list ends where it ends, and is no part of a name ("USA Today", "The Daily Star")."""
    last, after = words.at(stop - 1), words.at(stop)
    title = words.capital(i) and words.raw[i][1:].islower()
    if title and words.at(i - 1) not in {"", ".", '"', "“", ":", "?", "!", "\u2018", "'"} and i:
        return words.at(i) in {"today", "yesterday", "tomorrow", "the"} and not words.capital(i - 1)
    if last in {"before", "after"} and after.isalnum() and after not in {"and", "but", "in", "at", "as"}:
        return False
    if last == "future" and stop - i == 1:
        return after.isalpha() and words.at(i - 1) != "the"
    if (
        last in {"past", "present"}
        and after.isalpha()
        and after not in {"and", "but", "have", "has", "had", "was", "is"}
    ):
        return False
    if last == "past":
        return words.at(i - 1) in {"in", "of", "from", "with", "about"}
    if words.phrase(i, ("this", "time")):
        return words.at(i - 1) in {"at", "by", "during", "from", "until", "since", "around", "before", "after"}
    return True


def _day_part_after(words: Words, found: Found) -> Found:
    """Take in the part of the day that follows a day: "yesterday morning", "Monday night"."""
    if found.kind not in {"shift", "wd", "date"} or found.get("part"):
        return found
    if found.kind == "shift" and not found.argument.endswith("D"):
        return found
    j = words.skip(found.stop, "early", "late", "at", "mid")
    if words.at(j - 1) == "at" and words.at(j) not in {
        "dawn",
        "dusk",
        "noon",
        "midday",
        "midnight",
        "night",
        "sunset",
        "sunrise",
    }:
        return found
    code = lexicon().dayparts.get(words.at(j))
    if code and not (words.glued(j) and not words.dash(j - 1)) and not plural(words, j):
        return found.over(found.first, j + 1).having(part=code)
    return found


def _weekday(words: Words, i: int) -> list[Found]:
    """Read "Monday", "Monday night", "last Monday", "Mondays"."""
    lex = lexicon()
    relation = (
        words.at(i) if words.at(i) in {"last", "this", "next", "that", "coming", "previous", "following"} else None
    )
    j = words.skip(i, "the")
    if words.at(j) in {"following", "previous", "next", "past", "last", "same", "coming"} and j > i:
        relation, j = words.at(j), j + 1
    elif relation:
        j = i + 1
    elif j > i:
        return []
    word = words.at(j)
    if not words.capital(j):
        return []
    if word.endswith("s") and word[:-1] in lex.weekdays:
        return [Found(i, j + 1, f"set:XXXX-WXX-{lex.weekdays[word[:-1]]}")] if j == i else []
    if word not in lex.weekdays or (words.at(j - 1) in lex.weekday_names and words.capital(j - 1)):
        return []
    keys = (("rel", relation),) if relation else ()
    return [_day_part_after(words, Found(i, j + 1, f"wd:{lex.weekdays[word]}", keys))]


def _distance(words: Words, i: int) -> list[Found]:
    """Read "two days ago", "a week earlier", "18 months later", "weeks later", "a year ago today"."""
    first = approximate(words, i)
    read = number(words, first)
    j, amount = read if read else (i, "X")
    measured = unit(words, j)
    if measured is None or (read is None and not plural(words, j)):
        return []
    k, code = measured
    if words.phrase(k, ("and", "a", "half")):
        k, amount = k + 3, amount + ".5" if amount.isdigit() else amount
    tail = words.at(k)
    if tail == "from" and words.at(k + 1) in {"now", "today"}:
        return [Found(i, k + 2, f"shift:n+{amount}{code}")]
    base, sign = (BACK.get(tail), "-") if tail in BACK else (ON.get(tail), "+")
    if base is None:
        return []
    if tail in {"before", "after", "prior"} and words.at(k + 1) not in {".", ",", ";", ")", "", "and", "in", "?"}:
        return []
    found = Found(i, k + 1, f"shift:{base}{sign}{amount}{code}")
    if tail == "ago" and words.at(k + 1) in {"today", "yesterday"}:
        return [found.over(i, k + 2).having(exact=words.at(k + 1))]
    return [found]


def _pointed(words: Words, i: int) -> list[Found]:
    """Read "last week", "the following year", "that night", "the past two months", "next summer", "last July"."""
    the = words.at(i) == "the"
    if (
        the
        and words.at(i + 1) == "weekend"
        and words.at(i - 1) in {"over", "at", "during", "on", "through", "throughout", "for"}
    ):
        return [Found(i, i + 2, "shift:n+0WE")]
    j = i + 1 if the else i
    word = words.at(j)
    if words.at(j) == "that" and words.at(j + 1) == "same":
        j, word = j + 1, "same"
    if word == "very" or (word == "this" and words.at(j + 1) in {"past", "coming", "same"}):
        j, word = j + 1, words.at(j + 1)
    shift = (FAR.get(word) if the or word not in NEAR else None) or NEAR.get(word) or FAR.get(word)
    if shift is None or (word == "last" and not the and words.capital(j + 1) and words.at(j + 1) == "day"):
        return []
    return _stretch(words, i, j, shift) or _pointed_unit(words, i, j, shift) or _pointed_name(words, i, j, shift)


def _stretch(words: Words, i: int, j: int, shift: str) -> list[Found]:
    """Read a stretch of time: "the past two months", "the last week of August", "the next few days", "the past
    year"."""
    word = words.at(j)
    read = number(words, words.skip(j + 1, "just", "about"))
    k, amount = read if read else (j + 1, "")
    measured = unit(words, k)
    if measured is None or word in {"that", "this", "same"} or measured[1] == "WE":
        return []
    stop, code = measured
    vague = not read and plural(words, k)
    if not read and not vague:
        the = words.at(i) == "the"
        bare = word in {"past", "coming"} or (the and word == "last" and words.at(stop) != "of")
        over = the and word in {"next", "following"} and words.at(i - 1) in {"for", "over"}
        if not bare and not over:
            return []
        amount = "1"
    if code == "N" and not vague:
        return []
    if words.at(stop) == "alone":
        stop += 1
    if word == "last" and (words.at(i - 1) in AUXILIARIES or words.at(k) == "minute"):
        return []
    if shift[0] == "r" or (words.at(stop) == "of" and word != "past"):
        return [Found(i, stop, f"dur:{period(amount or 'X', code)}")]
    return [Found(i, stop, f"{'past' if shift[1] == '-' else 'coming'}:{amount or 'X'}{code}")]


def _pointed_unit(words: Words, i: int, j: int, shift: str) -> list[Found]:
    """Read one whole unit: "last week", "the following year", "that same day", "this morning", "last night"."""
    lex = lexicon()
    k = j + 1
    early = words.at(k) in {"early", "late"}
    part = lex.dayparts.get(words.at(k + 1 if early else k))
    word = words.at(j)
    if part and not plural(words, k + early):
        stop = k + 1 + early
        if words.at(j) == "last" and words.at(stop - 1) not in {"night", "evening"}:
            return []
        return [Found(i, stop, f"shift:{shift}D", (("part", part),))]
    measured = unit(words, k)
    if measured is None or plural(words, k) or measured[1] not in DAY_UNITS:
        return []
    if word == "past" and words.at(i) != "the" and words.at(i) != "this":
        return []
    if word == "last" and measured[1] == "D":
        return []
    stop = measured[0]
    if word == "last" and words.at(i) == "the" and words.at(stop) == "of":
        return [Found(i, stop, f"dur:{period('1', measured[1])}")]
    if words.at(stop) == "alone":
        stop += 1
    if words.dash(stop) and words.glued(stop) and words.glued(stop + 1):
        return []
    return [Found(i, stop, f"shift:{shift}{measured[1]}")]


def _pointed_name(words: Words, i: int, j: int, shift: str) -> list[Found]:
    """Read a named month, season or feast that is pointed at: "last July", "that June", "next summer", "last
    Christmas"."""
    if words.at(j + 1) in lexicon().weekdays:
        return []
    if words.at(j + 1) == "the":
        return []
    named = calendar(words, j + 1)
    if len(named) != 1 or not named[0].argument.startswith("XXXX-") or named[0].get("year"):
        return []
    if words.at(j) in {"past", "coming", "subsequent", "ensuing"} and words.at(i) not in {"the", "this"}:
        return []
    return [named[0].over(i, named[0].stop).having(rel=words.at(j))]


def part_of_day(words: Words, i: int) -> tuple[int, str] | None:
    """Read "the night of", "on the morning of", "dawn on", "early in the morning of": the position of the day it
    belongs to."""
    j = words.skip(words.skip(i, "early", "late"), "in")
    j = words.skip(words.skip(j, "the"), "early", "late")
    code = lexicon().dayparts.get(words.at(j))
    if code is None:
        return None
    k = words.skip(j + 1, "hours")
    return (k + 1, code) if words.at(k) in {"of", "on"} else None


def nth(words: Words, i: int) -> list[Found]:
    """Read "the first week of May", "the last days of 2016", "the first six months of 2015" as a stretch inside a
    date."""
    j = words.skip(i, "the")
    if j == i or words.at(j) not in {
        "first",
        "last",
        "final",
        "opening",
        "closing",
        "early",
        "second",
        "third",
        "fourth",
    }:
        return []
    read = ordinal(words, j)
    which = str(read[1]) if (read and words.at(j) != "second") or read else "last"
    count = number(words, j + 1)
    k, amount = count if count else (j + 1, "1")
    measured = unit(words, k)
    if measured is None or measured[1] not in {"D", "W", "M", "WE"} or words.at(measured[0]) not in {"of", "in"}:
        return []
    if not count and plural(words, k):
        amount = "X"
    inner = calendar(words, measured[0] + 1) or _pointed(words, measured[0] + 1)
    if len(inner) != 1 or inner[0].kind not in {"date", "shift"}:
        return []
    return [inner[0].over(i, inner[0].stop).having(nth=f"{which}/{amount}{measured[1]}")]
