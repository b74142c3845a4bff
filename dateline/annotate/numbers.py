"""Counts as words: "nine", "at least 12", "more than 1,200", "between four and six", "dozens", "no"."""

import re

from dateline.model import Number

UNITS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
TENS = {
    w: 10 * i for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
VAGUE = "|".join(
    ["dozens", "scores", "hundreds", "thousands", "tens of thousands", "hundreds of thousands", "several", "many",
     "some", "a few", "few", "numerous", "multiple", "countless", "a number",
     "a handful", "an unknown number", "an unspecified number"]
)  # fmt: skip

_WORD = "|".join([*UNITS, *TENS])
_SCALE = r"(?:hundred|thousand|million|dozen)"
_TAIL = rf"(?:\sand)?\s(?:{_WORD})(?:-(?:{_WORD}))?"
_SPELLED = rf"(?:{_WORD})(?:[ -](?:{_WORD}))?(?:(?:[ -]|\sand\s){_SCALE}\b(?:{_TAIL})?)?"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d+)?"
_EXACT = rf"(?:(?:{_DIGITS})(?:\s(?:hundred|thousand|million|dozen))?|{_SPELLED}|an?\s(?:hundred|thousand|dozen))"
_LOWER = r"at least|no fewer than|not less than|a minimum of|more than|over|upwards of|in excess of"
_UPPER = r"up to|at most|as many as|no more than|fewer than|less than|under|nearly|almost|close to"
_ABOUT = r"about|around|some|approximately|roughly|an estimated|estimated"
NUMBER = re.compile(
    rf"\b(?:(?P<between>between)\s(?P<b1>{_EXACT})\sand\s(?P<b2>{_EXACT})"
    rf"|(?P<r1>{_EXACT})(?:(?<=\d)\s?[-–—]\s?(?=\d)|\sto\s|\sor\s)(?P<r2>{_EXACT})"
    rf"|(?P<lower>{_LOWER})\s(?P<ln>{_EXACT})|(?P<upper>{_UPPER})\s(?P<un>{_EXACT})"
    rf"|(?:(?:{_ABOUT})\s)?(?P<plain>{_EXACT})"
    rf"|(?P<vague>(?:at least\s|over\s|more than\s)?(?:{VAGUE}))|(?P<none>no|zero|none))(?![\w%]|[.,:]\d)",
    re.IGNORECASE,
)


def value(words: str) -> int | None:
    """Give the number that exact words or digits say; None when they say none."""
    words = words.lower().replace(",", "").strip()
    total, current = 0, 0.0
    for word in re.split(r"[\s-]+", words):
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            current = float(word)
        elif word in ("a", "an"):
            current = 1
        elif word in UNITS:
            current += UNITS[word]
        elif word in TENS:
            current += TENS[word]
        elif word in SCALES:
            current = max(current, 1) * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + int(current), 0
        elif word != "and":
            return None
    number = total + current
    return int(number) if number == int(number) else None


def find_numbers(reading: str, text: str) -> tuple[Number, ...]:
    """Give every count of a text: exact ones with low = high, bounded ones with one side open, vague ones with neither.

    "more than 20" is 20 and above (as coders write it), "nearly 30" up to 30.
    """
    found = []
    for m in NUMBER.finditer(reading):
        low, high = _bounds(m)
        found.append(Number(start=m.start(), end=m.end(), text=text[m.start() : m.end()], low=low, high=high))
    return tuple(found)


def _bounds(m: re.Match[str]) -> tuple[int | None, int | None]:
    if m["vague"]:
        return None, None
    if m["none"]:
        return 0, 0
    if m["lower"]:
        return value(m["ln"]), None
    if m["upper"]:
        return None, value(m["un"])
    if m["b1"] or m["r1"]:
        low, high = value(m["b1"] or m["r1"]), value(m["b2"] or m["r2"])
        return (low, high) if low is not None and high is not None and low <= high else (None, None)
    exact = value(m["plain"])
    return exact, exact
