"""Read years, runs of years, decades and centuries: "2015", "1994-95", "499-493 BC", "the 1990s", "the 19th
century"."""

from dateline.annotate.times_form import Found, pattern
from dateline.annotate.times_lexicon import lexicon, word_set
from dateline.annotate.times_words import Words, digits, ordinal

BEFORE_YEAR = word_set("before_year")
"""Words after which a bare number of four digits is read as a year."""
NO_YEAR_BEFORE = word_set("no_year_before")
"""Words before a number that make it a name or a count."""
COUNTED = word_set("counted")
SINGULAR_IN_S = word_set("singular_in_s")
ERAS = {"bc": True, "bce": True, "ad": False, "ce": False}
FIRST_YEAR, LAST_YEAR = 1000, 2199
"""Bare numbers outside are never years; with an era ("70 AD", "480 BC") any number of one to four digits is."""


def era(words: Words, i: int) -> tuple[int, bool] | None:
    """Read "BC", "B.C.", "BCE", "AD", "CE": the position after it and whether it counts backwards."""
    word = words.at(i)
    if word in ERAS and words.raw[i].isupper():
        return i + 1, ERAS[word]
    for letters, backwards in ((("b", "c", "e"), True), (("b", "c"), True), (("a", "d"), False)):
        dotted = tuple(x for letter in letters for x in (letter, "."))[:-1]
        if words.phrase(i, dotted) and words.capital(i):
            return words.skip(i + len(dotted), "."), backwards
    return None


def written(value: int, backwards: bool) -> str:
    """Give the pattern of a year: 1939 is "1939", 480 before our era "BC0480"."""
    return f"BC{value:04d}" if backwards else pattern(value)


def plain(words: Words, i: int) -> tuple[int, str] | None:
    """Read a year that stands where only a year can stand (after a month): "1939", "'39", "480 BC"."""
    if words.apostrophe(i) and not words.glued(i):
        value = digits(words, i + 1, 2)
        if value is not None and len(words.at(i + 1)) == 2 and words.glued(i + 1):
            return i + 2, f"XX{value:02d}"
    value = digits(words, i)
    if value is None:
        return None
    after = era(words, i + 1)
    if after:
        return after[0], written(value, after[1])
    return (i + 1, pattern(value)) if _shaped(words, i, value) else None


def _shaped(words: Words, i: int, value: int) -> bool:
    """Say whether the number at ``i`` is written as a year is: four digits, no comma, no decimals, no unit glued to
    it."""
    if len(words.at(i)) != 4 or not FIRST_YEAR <= value <= LAST_YEAR:
        return False
    before, after = words.at(i - 1), words.at(i + 1)
    if words.glued(i) and (before in "$£€#.:/,_@&=" or before.isalnum() or (words.dash(i - 1) and _sign(words, i - 1))):
        return False
    if (
        words.glued(i)
        and words.dash(i - 1)
        and words.at(i - 2).isdigit()
        and words.glued(i - 1)
        and len(words.at(i - 2)) < 4
    ):
        return False
    if not words.glued(i + 1):
        return True
    if after == "/" and _late_part(words, i + 1, value):
        return True
    if after in {",", ".", ":", "/"}:
        return not (words.glued(i + 2) and words.at(i + 2).isdigit())
    if words.dash(i + 1) and words.glued(i + 2) and words.at(i + 2).isdigit():
        return len(words.at(i + 2)) in {2, 4} and not (words.dash(i + 3) and words.glued(i + 3))
    return not (after.isalnum() or after in "%_@&=°")


def _sign(words: Words, i: int) -> bool:
    """Say whether the dash at ``i`` ties letters to what follows ("Boeing-1900", "T-1942"); "mid-1942" and "1941-1942"
    are fine."""
    if not words.glued(i) or words.at(i - 1) in {"mid", "early", "late", "pre", "post"}:
        return False
    return words.at(i - 1).isalpha() and words.at(i - 1) not in lexicon().months


def _counts(words: Words, i: int) -> bool:
    """Say whether the word at ``i`` is what a number before it would count."""
    word = words.at(i)
    if words.text.find("\n", words.end[i - 1], words.start[i] if i < words.count else None) >= 0:
        return False
    return word in COUNTED or (word.endswith("s") and len(word) > 3 and word.isalpha() and word not in SINGULAR_IN_S)


def _year_in_place(words: Words, i: int, value: int) -> bool:
    """Say whether the words around a number of four digits make it a year rather than a count or a name."""
    before = words.at(i - 1)
    modern = 1900 <= value <= 2035
    if words.dash(i - 1) and digits(words, i - 2) is not None and len(words.at(i - 2)) == 4:
        return True
    if before in NO_YEAR_BEFORE and not (before in {"about", "around", "over", "some"} and modern and value % 100):
        return False
    if _counts(words, i + 1) and words.at(i + 1) not in {"'"}:
        if (before == "the" and value % 100) or (
            before == "as" and words.at(i - 2) in {"late", "early", "recently", "back"}
        ):
            return True
        return modern and value % 10 != 0 and before in {"the", "in", "since", "s", "its", "their", "his", "of", "a"}
    if before in BEFORE_YEAR or words.dash(i - 1) or words.dash(i + 1):
        return True
    if modern:
        return value % 100 != 0 or not before.isalpha()
    return before in {"(", "", ",", ";", "[", "a", "s"} or words.capital(i - 1)


def _late_part(words: Words, i: int, value: int) -> tuple[int, int] | None:
    """Read the shortened end of a run of years at the dash ``i``: the "-95" of "1994-95"."""
    if not (words.dash(i) or words.at(i) == "/") or not words.glued(i) or not words.glued(i + 1):
        return None
    last = digits(words, i + 1, 2)
    if (
        last is None
        or len(words.at(i + 1)) != 2
        or last <= value % 100
        or (words.glued(i + 2) and words.at(i + 2) in "-/")
    ):
        return None
    return i + 2, value - value % 100 + last


def _before_our_era(words: Words, i: int) -> list[Found]:
    """Read "480 BC", and both years of "499-493 BC"."""
    value = digits(words, i)
    if value is None or not value or (words.glued(i) and words.at(i - 1).isalnum()):
        return []
    after = era(words, i + 1)
    if after:
        return [Found(i, after[0], f"date:{written(value, after[1])}")]
    if not (words.dash(i + 1) or words.at(i + 1) in {"to", "and", "until", "or"}):
        return []
    last = digits(words, i + 2)
    after = era(words, i + 3) if last else None
    if last is None or after is None:
        return []
    return [
        Found(i, i + 1, f"date:{written(value, after[1])}"),
        Found(i + 2, after[0], f"date:{written(last, after[1])}"),
    ]


def _anno(words: Words, i: int) -> list[Found]:
    """Read "AD 70"."""
    after = era(words, i)
    value = digits(words, after[0]) if after and not after[1] else None
    return [Found(i, after[0] + 1, f"date:{written(value, False)}")] if after and value else []


def years(words: Words, i: int) -> list[Found]:
    """Read a year at ``i``, or a run of them."""
    word = words.at(i)
    if not word.isdigit():
        if words.apostrophe(i):
            short = plain(words, i)
            return [Found(i, short[0], f"date:{short[1]}")] if short and words.at(short[0]) != "s" else []
        return _anno(words, i) if word in {"ad", "a"} else []
    counted_back = _before_our_era(words, i)
    if counted_back:
        return counted_back
    value = digits(words, i)
    if value is None:
        return []
    if not _shaped(words, i, value) or not _year_in_place(words, i, value):
        return _short_year(words, i, value)
    late = _late_part(words, i + 1, value)
    if late:
        return [Found(i, late[0], f"span:{pattern(value)}/{pattern(late[1])}")]
    if words.dash(i + 1) and words.glued(i + 1) and words.glued(i + 2) and len(words.at(i + 2)) == 2:
        number = digits(words, i + 2, 2)
        if number and number <= 12:
            return [Found(i, i + 3, f"date:{pattern(value, number)}")]
    return [Found(i, i + 1, f"date:{pattern(value)}")]


def _short_year(words: Words, i: int, value: int) -> list[Found]:
    """Read "in 480" as a year of a text that counts years before our era; the resolver drops it in any other text."""
    if len(words.at(i)) != 3 or words.at(i - 1) not in {"in", "by", "until", "since", "early", "late"}:
        return []
    if (words.glued(i + 1) and words.at(i + 1) not in {",", ".", ";", ")"}) or words.at(i + 1).isalnum():
        return []
    return [Found(i, i + 1, f"date:{pattern(value)}", (("era", "?"),))]


def decades(words: Words, i: int) -> list[Found]:
    """Read "1990s", "the '90s", "nineties", "480s BC"."""
    j = words.skip(i, "the")
    if words.at(j) in lexicon().decades and (j > i or words.at(i - 1) in {"early", "late", "mid"}):
        return [Found(i, j + 1, f"date:XX{lexicon().decades[words.at(j)]}X")]
    short = words.apostrophe(j)
    k = j + 1 if short else j
    value = digits(words, k)
    length = len(words.at(k))
    end = k + 2 if words.apostrophe(k + 1) and words.glued(k + 1) else k + 1
    if value is None or value % 10 or words.at(end) != "s" or not words.glued(end) or length not in {2, 3, 4}:
        return []
    if length == 2:
        named = short or j > i or words.at(i - 1) in {"early", "late", "mid"} or words.dash(i - 1)
        return [Found(i, end + 1, f"date:XX{value // 10}X")] if named else []
    after = era(words, end + 1)
    if after:
        return [Found(i, after[0], f"date:{'BC' if after[1] else ''}{value // 10:03d}X")]
    return [Found(i, end + 1, f"date:{value // 10:03d}X")] if length == 4 else []


def centuries(words: Words, i: int) -> list[Found]:
    """Read "the 19th century", "nineteenth-century", "the 5th century BC"."""
    j = words.skip(i, "the")
    read = ordinal(words, j)
    if read is None or not 1 <= read[1] <= 22:
        return []
    k = read[0] + 1 if words.dash(read[0]) else read[0]
    if words.at(k) not in {"century", "centuries"}:
        return []
    after = era(words, k + 1)
    if after and after[1]:
        return [Found(i, after[0], f"date:BC{read[1] - 1:02d}XX")]
    return [Found(i, after[0] if after else k + 1, f"date:{read[1] - 1:02d}XX")]
