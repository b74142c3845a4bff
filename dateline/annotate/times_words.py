"""The words of a text, and the small phrases inside time expressions: numbers, ordinals, days of the month, units.

Every reader here takes the words and a position and gives what it read with the position after it, or None. Each looks
at no more than a few words, so that the time to read a text grows with its length alone.
"""

import re

from dateline.annotate.times_lexicon import lexicon, telling, word_set

WORD = re.compile(r"\d+|[^\W\d_]+|[^\s]")
"""A run of digits, a run of letters, or one other character: alternatives that cannot overlap, so matching is
linear."""
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
APOSTROPHES = frozenset("'\u2019\u02bc\u2018")
SUFFIXES = word_set("suffixes")
REACH = 12
"""Words after its first within which a phrase must hold one that tells a time."""
LONGEST_YEAR = 4
"""Digits in a year; a longer run of digits is no part of a date."""


class Words:
    """A text as words: lower-case ``low``, as written ``raw``, with ``start`` and ``end`` offsets.

    Asking beyond either end gives the empty word, so that readers need no bounds checks.
    """

    __slots__ = ("_next", "count", "end", "low", "quoted", "raw", "start", "text")

    def __init__(self, text: str, quoted: str | None = None) -> None:
        self.text = text
        self.quoted = text if quoted is None or len(quoted) != len(text) else quoted
        self.raw: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        for match in WORD.finditer(text):
            self.raw.append(match.group())
            self.start.append(match.start())
            self.end.append(match.end())
        self.low = [word.lower() for word in self.raw]
        self.count = len(self.low)
        self._next = self._positions()

    def _positions(self) -> list[int]:
        """Give for each word the position of the first word at or after it that tells a time."""
        words = telling()
        following = self.count + REACH
        positions = [following] * self.count
        for i in range(self.count - 1, -1, -1):
            word = self.low[i]
            if word in words or (len(word) == LONGEST_YEAR and word.isdigit()):
                following = i
            positions[i] = following
        return positions

    def near(self, i: int) -> bool:
        """Say whether a word that tells a time stands at ``i`` or shortly after it."""
        return self._next[i] - i <= REACH

    def at(self, i: int) -> str:
        """Give the lower-case word at ``i``, or "" outside the text."""
        return self.low[i] if 0 <= i < self.count else ""

    def capital(self, i: int) -> bool:
        """Say whether the word at ``i`` begins with a capital."""
        return 0 <= i < self.count and self.raw[i][0].isupper()

    def shouted(self, i: int) -> bool:
        """Say whether the word at ``i`` is all in capitals in the text as it came, and not as it is read."""
        word = self.quoted[self.start[i] : self.end[i]]
        return word.isupper() and not self.raw[i][0].isupper()

    def glued(self, i: int) -> bool:
        """Say whether the word at ``i`` follows the one before it without a space."""
        return 0 < i < self.count and self.end[i - 1] == self.start[i]

    def skip(self, i: int, *words: str) -> int:
        """Give the position after the word at ``i`` if it is one of ``words``, else ``i``."""
        return i + 1 if self.at(i) in words else i

    def dash(self, i: int) -> bool:
        """Say whether the word at ``i`` is a hyphen or a dash."""
        return self.at(i) in DASHES

    def apostrophe(self, i: int) -> bool:
        """Say whether the word at ``i`` is an apostrophe."""
        return self.at(i) in APOSTROPHES

    def phrase(self, i: int, words: tuple[str, ...]) -> bool:
        """Say whether ``words`` stand at ``i``."""
        return self.at(i) == words[0] and all(self.at(i + k) == word for k, word in enumerate(words))


def digits(words: Words, i: int, longest: int = LONGEST_YEAR) -> int | None:
    """Give the number written in ASCII digits at ``i`` if it has at most ``longest`` of them."""
    word = words.at(i)
    return int(word) if word and len(word) <= longest and word.isascii() and word.isdigit() else None


def _tens(words: Words, i: int) -> tuple[int, int] | None:
    """Read "twenty", "twenty-five", "seven"."""
    lex = lexicon()
    word = words.at(i)
    if word in lex.numbers:
        return i + 1, lex.numbers[word]
    if word not in lex.tens:
        return None
    value, j = lex.tens[word], i + 1
    k = j + 1 if words.dash(j) else j
    if lex.numbers.get(words.at(k), 10) < 10:
        return k + 1, value + lex.numbers[words.at(k)]
    return j, value


def _spelled(words: Words, i: int) -> tuple[int, str] | None:
    """Read a number in words up to the hundreds: "two", "a hundred", "one hundred and twenty"."""
    small = _tens(words, i) or ((i + 1, 1) if words.at(i) in {"a", "an"} else None)
    if small is None:
        return None
    j, value = small
    if words.at(j) == "hundred":
        value, j = value * 100, j + 1
        rest = _tens(words, words.skip(j, "and"))
        if rest:
            j, value = rest[0], value + rest[1]
    return j, str(value)


def by_first(*phrases: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give phrases by their first word, so that only the few that may stand at a place are tried, in this order."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        table[phrase[0]] = (*table.get(phrase[0], ()), phrase)
    return table


VAGUE = by_first(
    ("a", "couple", "of"), ("a", "couple"), ("a", "few"), ("the", "few"), ("a", "number", "of"), ("several",), ("few",),
    ("many",), ("some",), ("numerous",), ("countless",), ("dozens", "of"), ("scores", "of"),
)  # fmt: skip


def number(words: Words, i: int) -> tuple[int, str] | None:
    """Read a quantity: "3", "2.5", "two and a half", "a", "twenty-five"; "X" where the words name no number.

    "A couple of" is vague too: newspapers use it for two and for a few.
    """
    for vague in VAGUE.get(words.at(i), ()):
        if words.phrase(i, vague):
            return i + len(vague), "X"
    value = digits(words, i)
    if value is not None:
        decimal = words.at(i + 1) == "." and words.glued(i + 1) and words.glued(i + 2) and digits(words, i + 2, 2)
        if decimal is not False and decimal is not None:
            return i + 3, f"{value}.{words.at(i + 2)}"
        return i + 1, str(value)
    if words.at(i) == "half" and words.at(i + 1) in {"a", "an"}:
        return i + 2, "0.5"
    spelled = _spelled(words, i)
    if spelled is None:
        return None
    j, written = spelled
    if words.phrase(j, ("and", "a", "half")):
        return j + 3, written + ".5"
    return j, written


def ordinal(words: Words, i: int) -> tuple[int, int] | None:
    """Read "18th", "18 th", "third", "twenty-first"."""
    lex = lexicon()
    value = digits(words, i, 2)
    if value is not None:
        return (i + 2, value) if words.at(i + 1) in SUFFIXES else None
    if words.at(i) in lex.ordinals:
        return i + 1, lex.ordinals[words.at(i)]
    if words.at(i) in lex.tens:
        k = i + 2 if words.dash(i + 1) else i + 1
        unit = lex.ordinals.get(words.at(k), 10)
        if unit < 10:
            return k + 1, lex.tens[words.at(i)] + unit
    return None


def day(words: Words, i: int) -> tuple[int, int] | None:
    """Read a day of the month, 1 to 31, with or without "th"; words ("fifth") do as well."""
    read = ordinal(words, i)
    if read is None:
        value = digits(words, i, 2)
        if value is None or (words.glued(i + 1) and words.at(i + 1).isalpha()):
            return None
        read = i + 1, value
    return read if 1 <= read[1] <= 31 else None


def month(words: Words, i: int, *, beside: bool) -> tuple[int, int] | None:
    """Read a month's name; ``beside`` a day or a year its abbreviations count too ("Sept.")."""
    word = words.at(i)
    lex = lexicon()
    if not words.capital(i):
        return (i + 1, lex.months[word]) if word in {"may", "march"} and _shouted_month(words, i) else None
    if word in lex.months:
        return i + 1, lex.months[word]
    if beside and word in lex.month_abbreviations:
        j = i + 1
        return (j + 1 if words.at(j) == "." and words.glued(j) else j), lex.month_abbreviations[word]
    return None


def _shouted_month(words: Words, i: int) -> bool:
    """Say whether "MAY" or "MARCH" of a text in capitals, which restoring the case cannot tell from the verb, is the
    month."""
    if not words.shouted(i):
        return False
    if words.at(i - 1) in {"in", "of", "since", "last", "during", "early", "late", "mid", "until", "next"}:
        return True
    before = digits(words, i - 1, 2) or words.at(i - 1) in SUFFIXES
    after = words.at(i + 1)
    return bool(digits(words, i + 1)) or (bool(before) and (not after.isalpha() or after in AFTER_SHOUTED))


AFTER_SHOUTED = word_set("after_shouted")


def unit(words: Words, i: int) -> tuple[int, str] | None:
    """Read a unit of time: its code (D, W, M, Y, DE, CE, TH ...)."""
    code = lexicon().units.get(words.at(i))
    return (i + 1, code) if code else None


def plural(words: Words, i: int) -> bool:
    """Say whether the unit at ``i`` is in the plural."""
    return words.at(i).endswith("s")
