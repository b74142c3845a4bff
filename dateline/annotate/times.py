"""Find every time expression of a report, as words and as what the words say by themselves.

The finder reads from left to right and at each word takes the longest phrase that its readers know: calendar dates,
times told by other times, lengths, repetitions and times of day, with what may stand around them ("late", "the end
of", "the night of"). Each reader looks at a bounded number of words, so the time needed grows with the length of the
text alone.
"""

from collections.abc import Iterator

from dateline.annotate.times_calendar import calendar, digits_only
from dateline.annotate.times_clock import Clock, clock
from dateline.annotate.times_form import Found
from dateline.annotate.times_length import duration, recent, repetition
from dateline.annotate.times_lexicon import lexicon, word_set
from dateline.annotate.times_links import linked, since
from dateline.annotate.times_relative import part_of_day, relative
from dateline.annotate.times_words import Words
from dateline.model import TimeExpression

EDGES = {
    "start": "start", "beginning": "start", "outset": "start", "onset": "start", "dawn": "start",
    "end": "end", "close": "end", "middle": "mid", "height": "mid", "rest": "end", "remainder": "end",
}  # fmt: skip
PARTS = {
    "early": "start", "earlier": "start", "mid": "mid", "late": "end", "later": "end", "latter": "end",
    "closing": "end",
}  # fmt: skip
WIDE = frozenset({"M", "Y", "W", "Q", "DE", "CE"})
"""Units that have an early and a late part."""
DAYS_NAMED = frozenset({*lexicon().weekdays, "today", "yesterday", "tomorrow"})
STARTERS = word_set("starters")
"""Words with which a time can begin besides those that name one."""


def find_times(reading: str, text: str) -> tuple[TimeExpression, ...]:
    """Give the time expressions of a text in its order; none overlap.

    ``reading`` is the text with ordinary capitals, which is what is looked at; ``text`` has the same length and is
    quoted. The forms are described in ``docs/how/dates.md``.
    """
    words = Words(reading, text)
    found = [since(words, one) for one in linked(words, list(_scan(words)))]
    return tuple(_expression(words, one, text) for one in found)


def _expression(words: Words, found: Found, text: str) -> TimeExpression:
    start, end = words.start[found.first], words.end[found.stop - 1]
    return TimeExpression(start=start, end=end, text=text[start:end], form=found.form)


def _starters() -> frozenset[str]:
    """Give the words with which a time expression can begin (numbers aside)."""
    lex = lexicon()
    first = {name.split("'")[0].split("-")[0].split(" ")[0] for name in (*lex.words, *lex.holidays)}
    lists = (
        lex.months, lex.month_abbreviations, lex.weekdays, lex.weekday_abbreviations, lex.seasons, lex.dayparts,
        lex.units, lex.numbers, lex.tens, lex.ordinals, lex.decades,
    )  # fmt: skip
    plurals = {f"{name}s" for name in lex.weekdays}
    return frozenset(first.union(STARTERS, plurals, *lists))


def _scan(words: Words) -> Iterator[Found]:
    """Take the longest phrase at each word, from left to right."""
    starters = _starters()
    i = 0
    while i < words.count:
        word = words.low[i]
        if word in starters or word[0].isdigit():
            found = _at(words, i)
            if found:
                yield from found
                i = found[-1].stop
                continue
        i += 1


def _at(words: Words, i: int) -> list[Found]:
    """Give the best time at ``i``: the reading that covers the most words, the first such where several do."""
    if not words.near(i):
        return _number_alone(words, i)
    best: list[Found] = []
    for read in (_timed, _bounded, _plain, recent, repetition, duration, _part_alone):
        found = read(words, i)
        if found and (not best or found[-1].stop > best[-1].stop):
            best = found
    return best


def _number_alone(words: Words, i: int) -> list[Found]:
    """Read a date or time in digits alone, or a year, where no word near tells a time."""
    word = words.at(i)
    if not word[0].isdigit() and not words.apostrophe(i):
        return []
    found = digits_only(words, i)
    if found:
        return found
    read = clock(words, i) if len(word) <= 4 else None
    return [_clocked(i, read)] if read else []


def _clocked(i: int, read: Clock) -> Found:
    """Give a time of day by itself."""
    return Found(i, read.stop, f"clock:{read.time}", (("zone", read.zone),) if read.zone else ())


def _plain(words: Words, i: int) -> list[Found]:
    """Read a date or a relative time, with the part of its day and its clock time."""
    found = calendar(words, i)
    other = relative(words, i)
    if other and (not found or other[-1].stop > found[-1].stop):
        found = other
    if len(found) == 1:
        return [_clock_after(words, _part_after(words, found[0]))]
    return found


def _part_after(words: Words, found: Found) -> Found:
    """Take in "night" after "24 August", "afternoon" after "that same"; weekdays have done so themselves."""
    if not found.one_day or found.get("part"):
        return found
    code = lexicon().dayparts.get(words.at(found.stop))
    if code and not words.glued(found.stop) and not words.at(found.stop).endswith("s"):
        return found.over(found.first, found.stop + 1).having(part=code)
    return found


def _clock_after(words: Words, found: Found) -> Found:
    """Take in "at 10 a.m." after a day."""
    if not found.one_day:
        return found
    j = words.skip(found.stop, ",")
    j = words.skip(words.skip(j, "at"), "around", "about")
    read = clock(words, j)
    if read is None or _of_another_day(words, read.stop):
        return found
    keys = {"time": read.time, **({"zone": read.zone} if read.zone else {})}
    return found.over(found.first, read.stop).having(**keys)


def _of_another_day(words: Words, i: int) -> bool:
    """Say whether a day follows a clock time: "on Friday, about 7.30 p.m. on Tuesday" tells of two days."""
    j = words.skip(i, "on")
    return words.at(j) in lexicon().weekdays or (j > i and bool(calendar(words, j)))


def _timed(words: Words, i: int) -> list[Found]:
    """Read a time of day, alone or with its day: "10 a.m.", "10 a.m. on 11 November", "the night of 23-24 August"."""
    part = part_of_day(words, i)
    if part:
        inner = _one(words, part[0])
        if inner and (inner.one_day or inner.kind == "span") and not inner.get("part"):
            return [inner.over(i, inner.stop).having(part=part[1])]
    if words.at(i) in {"noon", "midnight", "midday", "dawn", "dusk"} and words.at(i + 1) in DAYS_NAMED:
        return [one.over(i, one.stop).having(part=lexicon().dayparts[words.at(i)]) for one in relative(words, i + 1)]
    read = clock(words, i)
    if read is None:
        return []
    keys = {"time": read.time, **({"zone": read.zone} if read.zone else {})}
    twice = _two_zones(words, i, read)
    if twice:
        return twice
    j = words.skip(read.stop, ",", "(")
    inner = _one(words, words.skip(j, "on"))
    if inner and inner.one_day and not inner.get("time"):
        return [inner.over(i, inner.stop).having(**keys)]
    return [_clocked(i, read)]


def _two_zones(words: Words, i: int, local: Clock) -> list[Found]:
    """Read "22:30 (19:30 GMT) on 5 September": both times are of that day."""
    if words.at(local.stop) != "(":
        return []
    other = clock(words, local.stop + 1)
    if other is None or words.at(other.stop) != ")":
        return []
    day = _one(words, words.skip(other.stop + 1, "on"))
    if day is None or not day.one_day or day.get("time"):
        return []
    first = day.over(i, local.stop).having(time=local.time)
    second = day.over(local.stop + 1, other.stop).having(time=other.time)
    return [first, second.having(zone=other.zone) if other.zone else second, day]


def _one(words: Words, i: int) -> Found | None:
    """Read exactly one date or relative time at ``i``."""
    found = calendar(words, i)
    other = relative(words, i)
    if other and (not found or other[-1].stop > found[-1].stop):
        found = other
    return found[0] if len(found) == 1 else None


def _bounded(words: Words, i: int) -> list[Found]:
    """Read a part of a longer time: "the end of March", "late 1942", "mid-June", "early on Saturday", "later that
    month"."""
    edge = _edge(words, i)
    if edge:
        inner = _wide(words, edge[0])
        return [inner.over(i, inner.stop).having(mod=edge[1])] if inner else []
    j = words.skip(i, "the")
    part = PARTS.get(words.at(j))
    if part is None:
        return []
    word = words.at(j)
    k = j + 2 if words.dash(j + 1) else j + 1
    if words.at(k) in {"to"} and PARTS.get(words.at(k + 1)):
        k += 2
        k = k + 1 if words.dash(k) else k
    if word in {"earlier", "later"} or words.at(k) in {"in", "on", "part"}:
        return _loose(words, i, k, word)
    inner = _wide(words, k)
    return [inner.over(i, inner.stop).having(mod=part)] if inner else []


def _loose(words: Words, i: int, k: int, word: str) -> list[Found]:
    """Read what follows "earlier", "later", "early in", "late on"."""
    j = k
    if words.at(j) == "part":
        j = words.skip(j + 1, "of")
    j = words.skip(j, "in", "on", "during")
    inner = _wide(words, j)
    if inner is None and words.phrase(j, ("the",)) and words.at(j + 1) in {"week", "month", "year", "day", "decade"}:
        code = lexicon().units[words.at(j + 1)]
        inner = Found(j, j + 2, f"shift:r+0{code}")
    if inner is None:
        inner = _one(words, j)
        if inner is None or not inner.one_day:
            return []
        return [inner.over(i, inner.stop)] if j > k or word in {"earlier", "later"} else []
    mod = {"earlier": "earlier", "later": "later"}.get(word, PARTS[word])
    return [inner.over(i, inner.stop).having(mod=mod)]


def _edge(words: Words, i: int) -> tuple[int, str] | None:
    """Read "the end of", "the early part of", "month's end of": the position after it and the part."""
    j = words.skip(i, "the")
    if words.at(j) in {"very"}:
        j += 1
    word = words.at(j)
    if word in {"early", "latter", "later", "middle", "closing"} and words.at(j + 1) in {
        "part",
        "stages",
        "days",
        "months",
        "years",
    }:
        return (j + 3, PARTS.get(word, "mid")) if words.at(j + 2) == "of" else None
    if word not in EDGES or words.at(j + 1) != "of":
        return None
    return j + 2, EDGES[word]


def _wide(words: Words, i: int) -> Found | None:
    """Read a month, season, year, decade or century, named or pointed at: something that has an early and a late
    part."""
    if words.at(i) == "the" and words.at(i + 1) in {"year", "month", "week", "decade", "century"}:
        if words.at(i + 2).isalnum() and words.at(i + 2) not in {
            "and",
            "in",
            "when",
            "as",
            "he",
            "they",
            "the",
            "it",
            "but",
            "with",
        }:
            return None
        return Found(i, i + 2, f"shift:r+0{lexicon().units[words.at(i + 1)]}")
    inner = _one(words, i) or _month_or_season(words, i)
    if inner is None:
        return None
    if inner.kind == "shift":
        code = inner.argument.lstrip("nr+-X0123456789.")
        return inner if code in WIDE else None
    return inner if inner.kind in {"date", "span", "feast"} and not inner.one_day else None


def _month_or_season(words: Words, i: int) -> Found | None:
    """Read a bare month or season after "mid-": "mid-May", "late spring"."""
    lex = lexicon()
    j = words.skip(i, "the")
    if words.at(j) in lex.months and words.capital(j):
        return Found(i, j + 1, f"date:XXXX-{lex.months[words.at(j)]:02d}")
    if words.at(j) in lex.seasons:
        return Found(i, j + 1, f"date:XXXX-{lex.seasons[words.at(j)]}")
    return None


def _part_alone(words: Words, i: int) -> list[Found]:
    """Read "midnight", "dawn", "the afternoon" of the day told last, where a preposition shows that a time is meant."""
    if words.at(i - 1) not in {"at", "by", "until", "before", "since", "from", "around", "about", "after"}:
        return []
    code = lexicon().dayparts.get(words.at(i))
    if (
        code is None
        or words.at(i).endswith("s")
        or words.dash(i + 1)
        or (words.at(i) == "night" and words.at(i - 1) == "by")
    ):
        return []
    return [Found(i, i + 1, f"part:{code}")]
