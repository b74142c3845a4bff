"""Read durations and repetitions: "two days", "more than three years", "ten-day", "month-long", "every Friday", "per
month"."""

from dateline.annotate.times_form import Found
from dateline.annotate.times_lexicon import lexicon, word_set
from dateline.annotate.times_words import Words, by_first, number, plural, unit

APPROXIMATE = by_first(
    ("no", "more", "than"), ("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"),
    ("up", "to"), ("just", "over"), ("just", "under"), ("almost", "exactly"), ("close", "to"), ("well", "over"),
    ("a", "mere"), ("over",), ("under",), ("about",), ("around",), ("nearly",), ("almost",), ("roughly",), ("some",),
    ("just",), ("exactly",), ("only",), ("approximately",), ("barely",), ("another",),
)  # fmt: skip
"""What may stand before a number; the longer phrases first."""
BETWEEN = word_set("between")
"""Words that may stand between the number and its unit."""
BEFORE_BARE = word_set("before_bare")
"""Words after which "days" or "a year" alone is a length of time."""
EVERY = word_set("every")


def period(amount: str, code: str) -> str:
    """Give the ISO 8601 duration as TIMEX3 writes it: P2D, PT3H, PXW, P1DE."""
    if code == "FN":
        amount, code = (str(int(amount) * 2) if amount.isdigit() else amount), "W"
    if code in {"TS", "TM", "TH"}:
        return f"PT{amount}{code[1]}"
    if code == "Q":
        amount, code = (str(int(amount) * 3) if amount.isdigit() else amount), "M"
    return f"P{amount}{'D' if code in {'N', 'WE'} else code}"


def approximate(words: Words, i: int) -> int:
    """Give the position after "more than", "about" and the like."""
    for phrase in APPROXIMATE.get(words.at(i), ()):
        if words.phrase(i, phrase):
            return i + len(phrase)
    return i


def duration(words: Words, i: int) -> list[Found]:
    """Read a length of time at ``i``."""
    return _compound(words, i) or _counted(words, i) or _bare(words, i)


def _counted(words: Words, i: int) -> list[Found]:
    """Read "two days", "more than three long years", "a few weeks", "half an hour", "two or three days"."""
    j = words.skip(approximate(words, i), "the")
    if words.at(j).startswith("0") and len(words.at(j)) > 1:
        return []
    read = number(words, j) or ((j, "1") if j > i and words.at(j - 1) == "another" else None)
    if read is None:
        return []
    k, amount = read
    if words.at(k) in {"to", "or"} or words.dash(k):
        more = number(words, k + 1)
        if more and unit(words, more[0]):
            k = more[0]
            amount = more[1]
    k += words.at(k) in BETWEEN
    measured = unit(words, k)
    if measured is None or (words.glued(k) and not words.at(k - 1).isdigit()):
        return []
    stop, code = measured
    if code == "Q" or (words.at(k) == "second" and amount == "1"):
        return []
    if words.phrase(stop, ("and", "a", "half")) and amount.isdigit():
        stop, amount = stop + 3, amount + ".5"
    article = words.at(read[0] - 1) in {"a", "an"} and read[0] == j + 1
    if article and words.dash(stop) and words.at(stop + 1) == "long":
        return [Found(read[0], stop + 2, f"dur:{period('X' if plural(words, k) else '1', code)}")]
    if article and i == j and not _article_in_place(words, i, stop):
        return []
    if (
        not article
        and amount not in {"1", "0.5"}
        and not plural(words, k)
        and not words.dash(stop)
        and words.at(stop) != "long"
    ):
        return []
    return [] if _age(words, i, stop) else [Found(i, stop, f"dur:{period(amount, code)}")]


def _article_in_place(words: Words, i: int, stop: int) -> bool:
    """Say whether "a week", "a year" at ``i`` is a length of time, not a rate or a noun ("a day of mourning")."""
    if words.at(stop) in {"of", "when", "that"} and words.at(i - 1) not in {"for", "in", "within", "after", "lasted"}:
        return False
    return words.at(i - 1) in BEFORE_BARE


def _age(words: Words, i: int, stop: int) -> bool:
    """Say whether the time tells how old someone is; ages date nothing."""
    j = stop + 1 if words.dash(stop) else stop
    return words.at(j) in {"old", "olds"} or words.phrase(stop, ("of", "age")) or words.at(i - 1) in {"aged", "age"}


def _compound(words: Words, i: int) -> list[Found]:
    """Read "ten-day", "24-year", "month-long", "weeks-long"."""
    if unit(words, i) and words.dash(i + 1) and words.at(i + 2) == "long" and words.glued(i + 2):
        code = unit(words, i)
        assert code is not None
        return [Found(i, i + 3, f"dur:{period('X' if plural(words, i) else '1', code[1])}")]
    read = number(words, i)
    if read is None or not words.dash(read[0]) or not words.glued(read[0] + 1) or read[1] == "X":
        return []
    measured = unit(words, read[0] + 1)
    if measured is None or _age(words, i, measured[0]):
        return []
    stop = measured[0]
    if words.dash(stop) and words.at(stop + 1) in {"long", "and"}:
        stop = stop + 2 if words.at(stop + 1) == "long" else stop
    return [Found(i, stop, f"dur:{period(read[1], measured[1])}")]


def _bare(words: Words, i: int) -> list[Found]:
    """Read "days", "for weeks", "after months of talks"."""
    measured = unit(words, i)
    if measured is None or not plural(words, i) or measured[1] in {"N", "WE", "TS", "CE"}:
        return []
    if words.at(i - 1) not in BEFORE_BARE and words.at(i - 1) not in {"recent", "and", "many"}:
        return []
    if words.at(i - 1) == "and" and words.at(i - 2) not in lexicon().units:
        return []
    if words.at(i - 1) == "recent":
        return [Found(i - 1, i + 1, f"recent:{measured[1]}")]
    return [Found(i, i + 1, f"dur:{period('X', measured[1])}")]


def recent(words: Words, i: int) -> list[Found]:
    """Read "recent weeks", "recent years"."""
    measured = unit(words, i + 1) if words.at(i) == "recent" else None
    return [Found(i, i + 2, f"recent:{measured[1]}")] if measured and plural(words, i + 1) else []


def repetition(words: Words, i: int) -> list[Found]:
    """Read "every day", "each Friday", "per month", "50 people a day", "twice a week"."""
    lex = lexicon()
    if words.at(i) in EVERY:
        return _every(words, i)
    if words.at(i) == "per" or (words.at(i) in {"a", "an"} and _rate(words, i)):
        measured = unit(words, i + 1)
        if measured and not plural(words, i + 1) and measured[1] in {"TH", "D", "W", "M", "Y"}:
            return [Found(i, i + 2, f"set:{period('1', measured[1])}")]
    if words.at(i) in lex.dayparts and words.at(i - 1) in {"at", "and"} and words.at(i) in {"night", "nights"}:
        return [Found(i, i + 1, "part:NI")]
    return []


def _rate(words: Words, i: int) -> bool:
    """Say whether a number stands shortly before "a day", as in "50 people a day" and "three times a week"."""
    if words.at(i + 2) in {"of", "before", "after", "ago", "later", "earlier", "when", "in", "to"}:
        return False
    if words.at(i - 1) in {"once", "twice", "times"}:
        return True
    if words.at(i - 1) in {
        "for",
        "in",
        "within",
        "after",
        "than",
        "about",
        "of",
        "nearly",
        "almost",
        "over",
        "is",
        "was",
    }:
        return False
    return any(number(words, i - k) is not None and words.at(i - k) not in {"a", "an", "some"} for k in (1, 2, 3))


def _every(words: Words, i: int) -> list[Found]:
    """Read what follows "every" or "each"."""
    lex = lexicon()
    word = words.at(i + 1)
    if word in lex.weekdays:
        return [Found(i, i + 2, f"set:XXXX-WXX-{lex.weekdays[word]}")]
    if word in lex.dayparts:
        return [Found(i, i + 2, f"set:XXXX-XX-XXT{lex.dayparts[word]}")]
    if word in lex.seasons:
        return [Found(i, i + 2, f"set:XXXX-{lex.seasons[word]}")]
    if word in lex.months and words.capital(i + 1):
        return [Found(i, i + 2, f"set:XXXX-{lex.months[word]:02d}")]
    read = number(words, i + 1)
    j, amount = read if read else (i + 1, "1")
    if words.at(j) == "other":
        j, amount = j + 1, "2"
    measured = unit(words, j)
    if measured is None:
        return []
    if amount == "1" and measured[1] == "D":
        return [Found(i, measured[0], "set:XXXX-XX-XX")]
    return [Found(i, measured[0], f"set:{period(amount, measured[1])}")]
