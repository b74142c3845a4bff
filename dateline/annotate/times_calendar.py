"""Read calendar dates: "24 August 2022", "Aug. 24", "3 to 5 May", "2022-08-24", "04/03/2021", "the summer of 2016",
"Christmas"."""

from dateline.annotate.times_form import Found, pattern
from dateline.annotate.times_lexicon import lexicon, word_set
from dateline.annotate.times_words import DASHES, Words, day, digits, month, ordinal
from dateline.annotate.times_years import FIRST_YEAR, LAST_YEAR, centuries, decades, plain, years

BEFORE_MONTH = word_set("before_month")
"""Words after which "May" and "March" alone are months; with any other month, and a capital, they need not be there."""
COMMON_WORDS = word_set("common_words")
GIVEN_NAMES = word_set("given_names")
BEFORE_SEASON = word_set("before_season")
AFTER_DAY = word_set("after_day")
"""Words after which a bare number is still a day: "on May 4 and 5 were ..."."""
RELATIVE_YEARS = {
    ("that", "year"): "r+0", ("the", "same", "year"): "r+0", ("the", "year"): "r+0",
    ("the", "following", "year"): "r+1", ("the", "next", "year"): "r+1",
    ("the", "previous", "year"): "r-1", ("the", "preceding", "year"): "r-1",
    ("this", "year"): "n+0", ("last", "year"): "n-1", ("next", "year"): "n+1",
}  # fmt: skip


def calendar(words: Words, i: int) -> list[Found]:
    """Give the date that begins at ``i``; two for "28 and 29 August", none where there is no date."""
    for read in (_numeric, _event, _with_weekday, _day_month, _month_day, _month, _season, _part_of_year, _holiday):
        found = read(words, i)
        if found:
            return found
    return centuries(words, i) or decades(words, i) or years(words, i) or _day_alone(words, i)


def digits_only(words: Words, i: int) -> list[Found]:
    """Give the date in digits, or the year, that begins at ``i``."""
    return _numeric(words, i) or _event(words, i) or years(words, i)


def relative_year(words: Words, i: int) -> tuple[int, str] | None:
    """Read "of that year", "last year", "the following year" at ``i``: the position after it and the shift."""
    j = words.skip(words.skip(i, ","), "of", "in")
    for phrase, shift in RELATIVE_YEARS.items():
        if words.phrase(j, phrase) and (j > i or phrase != ("the", "year")):
            return j + len(phrase), shift
    return None


def _year_after(words: Words, i: int) -> tuple[int, str | None, str | None]:
    """Read what follows a month or a day: a year ("of 1940", ", 1940") or a relative one; all None where there is
    neither."""
    j = words.skip(words.skip(i, ","), "of")
    year = plain(words, j)
    if year:
        return year[0], year[1], None
    relative = relative_year(words, i)
    if relative:
        return relative[0], None, relative[1]
    short = digits(words, i, 2)
    if short is not None and len(words.at(i)) == 2 and words.at(i + 1) in {"", "(", ")", "-", "--", "—", "]", "["}:
        return i + 1, f"XX{short:02d}", None
    return i, None, None


def _keys(year: str | None, shift: str | None) -> tuple[tuple[str, str], ...]:
    return (("year", shift),) if year is None and shift else ()


def _numeric(words: Words, i: int) -> list[Found]:
    """Read "2022-08-24" and "04/03/2021"; the order of the latter is left to the resolver."""
    a, mark, b, c = words.at(i), words.at(i + 1), words.at(i + 2), words.at(i + 4)
    if mark not in {"-", "/", "."} or words.at(i + 3) != mark or not (a + b + c).isdigit() or not (a + b + c).isascii():
        return []
    if not all(words.glued(i + k) for k in (1, 2, 3, 4)):
        return []
    if words.glued(i) and words.at(i - 1) not in {"(", "[", '"', "“"}:
        return []
    if words.glued(i + 5) and (words.at(i + 5) in {"-", "/"} or (words.at(i + 5) == "." and words.glued(i + 6))):
        return []
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
        if FIRST_YEAR <= int(a) <= LAST_YEAR and 1 <= int(b) <= 12 and 1 <= int(c) <= 31:
            return [Found(i, i + 5, f"date:{pattern(int(a), int(b), int(c))}")]
        return []
    small, large = sorted((int(a), int(b))) if len(a) <= 2 and len(b) <= 2 else (0, 0)
    if 1 <= small <= 12 and large <= 31 and (len(c) == 4 or (len(c) == 2 and mark == "/")):
        return [Found(i, i + 5, f"num:{int(a):02d}/{int(b):02d}/{c if len(c) == 4 else 'XX' + c}")]
    return []


def _with_weekday(words: Words, i: int) -> list[Found]:
    """Read "Monday, 5 May", "Sat. 5 May 2018", "Monday the 5th of May"."""
    lex = lexicon()
    number = lex.weekdays.get(words.at(i)) or lex.weekday_abbreviations.get(words.at(i))
    if number is None or not words.capital(i):
        return []
    j = words.skip(words.skip(i + 1, "."), ",")
    j = words.skip(j, "on")
    dates = _day_month(words, j) or _month_day(words, j)
    if not dates or dates[0].kind != "date":
        return []
    return [dates[0].over(i, dates[0].stop).having(weekday=str(number)), *dates[1:]]


def _joined_day(words: Words, i: int) -> tuple[int, int] | None:
    """Read the second day of a run at its joint: the "-24" of "23-24", the "to the 19th" of "the 13th to the 19th"."""
    if words.at(i) in DASHES or words.at(i) in {"to", "through", "until", "till", "/"}:
        return day(words, words.skip(i + 1, "the"))
    return None


def _listed_day(words: Words, i: int) -> tuple[int, int] | None:
    """Read the second day of a list at its joint: the "and 29" of "28 and 29 August"."""
    if words.at(i) in {"and", "or", "&"}:
        return day(words, words.skip(i + 1, "the"))
    return None


def _day_month(words: Words, i: int) -> list[Found]:
    """Read "24 August 2022", "the 5th of May", "3 to 5 May", "between 3 and 5 May", "28 and 29 August"."""
    start = words.skip(i, "the")
    first = day(words, start)
    if first is None or (words.glued(start) and not _free(words, start)):
        return []
    between = words.at(i - 1) == "between"
    last = _joined_day(words, first[0]) or (_listed_day(words, first[0]) if between else None)
    listed = None if last else _listed_day(words, first[0])
    end, _ = last or listed or first
    tied = words.dash(end) and words.glued(end) and words.glued(end + 1)
    named = month(words, end + 1 if tied else words.skip(end, "of"), beside=True)
    if named is None:
        return []
    stop, year, shift = _year_after(words, named[0] + 1 if tied and words.dash(named[0]) else named[0])
    keys = _keys(year, shift)
    if last and last[1] > first[1]:
        return [Found(i, stop, f"span:{pattern(year, named[1], first[1])}/{pattern(year, named[1], last[1])}", keys)]
    if last:
        return []
    if listed:
        second = Found(first[0] + 1, stop, f"date:{pattern(year, named[1], listed[1])}", keys)
        return [Found(i, first[0], f"date:{pattern(year, named[1], first[1])}", keys), second]
    return [Found(i, stop, f"date:{pattern(year, named[1], first[1])}", keys)]


def _free(words: Words, i: int) -> bool:
    """Say whether a number that follows another character without a space may still begin a date."""
    return words.at(i - 1) in {"(", "[", '"', "“", "‘", "'", "—", "–", "-"} and not words.at(i - 2).isdigit()


def _month_day(words: Words, i: int) -> list[Found]:
    """Read "August 24, 2022", "Sept 18th", "May 3-5", "May 4 and 5"."""
    named = month(words, i, beside=True)
    if named is None:
        return []
    first = day(words, words.skip(named[0], "the"))
    if first is None or (words.at(first[0]) == "," and words.glued(first[0] + 1)):
        return []
    if words.at(first[0]) == ":" and words.glued(first[0] + 1):
        return []
    last = _joined_day(words, first[0])
    if last is None and words.at(i - 1) == "between":
        last = _listed_day(words, first[0])
    if last and month(words, last[0], beside=True):
        last = None
    stop, year, shift = _year_after(words, last[0] if last else first[0])
    keys = _keys(year, shift)
    if last and last[1] > first[1]:
        return [Found(i, stop, f"span:{pattern(year, named[1], first[1])}/{pattern(year, named[1], last[1])}", keys)]
    return [
        Found(i, stop, f"date:{pattern(year, named[1], first[1])}", keys),
        *_second_day(words, named[1], stop, year),
    ]


def _second_day(words: Words, number: int, i: int, year: str | None) -> list[Found]:
    """Read the "and 5" after "May 4", where nothing that could be counted or dated follows it."""
    listed = None if year else _listed_day(words, i)
    if listed is None:
        return []
    stop, late_year, shift = _year_after(words, listed[0])
    if stop == listed[0] and words.at(stop).isalnum() and words.at(stop) not in AFTER_DAY:
        return []
    return [Found(i + 1, stop, f"date:{pattern(late_year, number, listed[1])}", _keys(late_year, shift))]


def _month(words: Words, i: int) -> list[Found]:
    """Read "August 2022", "August of that year", "in March"."""
    named = month(words, i, beside=True)
    if named is None:
        return []
    stop, year, shift = _year_after(words, named[0])
    if year or shift:
        return [Found(i, stop, f"date:{pattern(year, named[1])}", _keys(year, shift))]
    if words.at(i) not in lexicon().months or not _month_in_place(words, i):
        return []
    return [Found(i, i + 1, f"date:{pattern(None, named[1])}")]


def _month_in_place(words: Words, i: int) -> bool:
    """Say whether a month's name alone is a month: "in May", not "May he", "April Jones", "the March"."""
    word, before = words.at(i), words.at(i - 1)
    if words.shouted(i):
        return before not in {"and", "by", "of", "for", "from", "until", "-"}
    if words.dash(i + 1) and words.glued(i + 1) and words.at(i + 2) not in lexicon().months:
        return before in BEFORE_MONTH
    if before in BEFORE_MONTH:
        return not (word in GIVEN_NAMES and words.capital(i + 1) and before in {"and", "by", "of", "to", "for", "from"})
    if word in COMMON_WORDS or (before in lexicon().weekday_names and words.capital(i - 1)):
        return False
    return not (word in GIVEN_NAMES and (words.capital(i + 1) or words.capital(i - 1)))


def _season(words: Words, i: int) -> list[Found]:
    """Read "the summer of 2016", "summer 1943", "the winter of 1941-42", "in spring"."""
    lex = lexicon()
    j = words.skip(i, "the")
    code = lex.seasons.get(words.at(j))
    if code is None or (words.dash(j + 1) and words.glued(j + 2) and words.at(j + 2) not in lex.seasons):
        return []
    stop, year, shift = _year_after(words, j + 1)
    if year or shift:
        late = words.dash(stop) and words.glued(stop) and digits(words, stop + 1, 4)
        if year and year.isdigit() and late and late % 100 == (int(year) + 1) % 100:
            stop += 2
        return [Found(i, stop, f"date:{pattern(year, code)}", _keys(year, shift))]
    if not _season_in_place(words, i, j):
        return []
    return [Found(i, j + 1, f"date:{pattern(None, code)}")]


def _season_in_place(words: Words, i: int, j: int) -> bool:
    """Say whether the season's name at ``j`` is one: not "the fall of the city", "a spring", "will fall"."""
    word, before, after = words.at(j), words.at(j - 1), words.at(j + 1)
    if before not in BEFORE_SEASON:
        return False
    if word in {"fall", "spring"} and (after == "of" or (before in {"and", "of", "the"} and words.capital(j))):
        return False
    if word == "fall" and before in {"and", "of", "by", "since", "until", "over", "through"}:
        return False
    return not (words.capital(j) and words.capital(j + 1))


def _part_of_year(words: Words, i: int) -> list[Found]:
    """Read "the first half of 2015", "the second quarter of 2016"."""
    j = words.skip(i, "the")
    if (
        words.at(j) + words.at(j + 1) in {"q1", "q2", "q3", "q4", "h1", "h2"}
        and words.glued(j + 1)
        and words.capital(j)
    ):
        stop, year, shift = _year_after(words, j + 2)
        return (
            [Found(i, stop, f"date:{pattern(year, words.raw[j] + words.at(j + 1))}", _keys(year, shift))]
            if year or shift
            else []
        )
    read = ordinal(words, j)
    number = read[1] if read else {"latter": 2}.get(words.at(j))
    k = read[0] if read else j + 1
    if number is None or words.at(k) not in {"half", "quarter"}:
        return []
    letter, most = ("H", 2) if words.at(k) == "half" else ("Q", 4)
    stop, year, shift = _year_after(words, k + 1)
    if number > most or not (year or shift):
        return []
    return [Found(i, stop, f"date:{pattern(year, f'{letter}{number}')}", _keys(year, shift))]


def _holiday(words: Words, i: int) -> list[Found]:
    """Read "Christmas Eve 1979", "Easter", "Ramadan"."""
    if not words.capital(i):
        return []
    for size in (5, 4, 3, 2, 1):
        if i + size > words.count or words.end[i + size - 1] - words.start[i] > 30:
            continue
        name = words.text[words.start[i] : words.end[i + size - 1]].lower().replace("\u2019", "'")
        fixed = lexicon().holidays.get(name)
        if fixed is None:
            continue
        stop, year, shift = _year_after(words, i + size)
        if fixed:
            return [Found(i, stop, f"date:{pattern(year)}-{fixed}", _keys(year, shift))]
        return [Found(i, stop, f"feast:{pattern(year)}", _keys(year, shift))]
    return []


def _event(words: Words, i: int) -> list[Found]:
    """Read "9/11" and "the September 11 attacks", which news tells without their year."""
    known = (("known", "yes"),)
    named = month(words, i, beside=True)
    if named and named[1] == 9 and words.at(named[0]) == "11":
        j = words.skip(named[0] + 1, "th")
        if words.at(words.skip(j, "-", "terrorist", "terror")) in {
            "attack",
            "attacks",
            "style",
            "hijackers",
            "hijackings",
        }:
            return [Found(i, j, "date:2001-09-11", known)]
    tied = words.phrase(i, ("9", "/", "11")) and words.glued(i + 1) and words.glued(i + 2) and not words.glued(i)
    if not tied or (words.glued(i + 3) and (words.at(i + 3) == "/" or words.at(i + 3).isalnum())):
        return []
    return [Found(i, i + 3, "date:2001-09-11", known)]


def _day_alone(words: Words, i: int) -> list[Found]:
    """Read "on the 15th", where no noun follows that "15th" could count."""
    if words.at(i) != "the" or words.at(i - 1) not in {"on", "by", "until", "till", "since"}:
        return []
    read = ordinal(words, i + 1)
    if read is None or not words.at(i + 1).isdigit() or not 1 <= read[1] <= 31:
        return []
    if words.at(read[0]).isalnum() and words.at(read[0]) not in AFTER_DAY:
        return []
    return [Found(i, read[0], f"date:{pattern(None, None, read[1])}")]
