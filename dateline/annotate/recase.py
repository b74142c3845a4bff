"""Give text that is all in capitals its ordinary case back, with every offset unchanged.

Old wires, FBIS translations and many headlines are all capitals, which ruins taggers and hides names. A word keeps its
capital when the list of common words does not know it, when it begins a sentence, or when its neighbours say that it
is part of
a name (a title before a name, a particle between names, the words behind an acronym in brackets).
"""

import gzip
import re
from functools import lru_cache
from importlib import resources

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
BRACKETED = re.compile(r"[(\[]\s?([A-Z]{2,8}(?:-[A-Z0-9]{1,3})?)\s?[)\]]")
ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:MR|MRS|DR|GEN|COL|LT|MAJ|CAPT|SGT|BRIG|ST|NO|JR|SR))\.\s$", re.IGNORECASE)
SHOUTING = 0.75
"""A paragraph is "all in capitals" when this share of its letters is upper case: prose in ordinary case has under
.15, and a
wire in capitals with a few small words in brackets has over .9."""
FEW_LETTERS = 20

ALWAYS = frozenset(
    [
        "january",
        "february",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "english",
        "spanish",
        "french",
        "german",
        "arab",
        "arabic",
        "muslim",
        "christian",
        "catholic",
        "jewish",
        "christmas",
        "easter",
        "ramadan",
    ]
)
TITLES = frozenset(
    [
        "president",
        "general",
        "colonel",
        "major",
        "captain",
        "lieutenant",
        "sergeant",
        "minister",
        "senator",
        "mayor",
        "governor",
        "judge",
        "bishop",
        "archbishop",
        "pope",
        "king",
        "queen",
        "prince",
        "princess",
        "sheikh",
        "mullah",
        "ayatollah",
        "ambassador",
        "chancellor",
        "premier",
        "commander",
        "admiral",
        "dr",
        "mr",
        "mrs",
        "ms",
        "father",
        "sister",
        "lt",
        "col",
        "gen",
        "maj",
        "capt",
        "sgt",
        "brig",
        "prof",
        "sen",
        "rep",
        "gov",
    ]
)
PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "al",
        "san",
        "santa",
        "santo",
        "bin",
        "ben",
        "ibn",
        "abu",
        "von",
        "van",
        "der",
        "da",
        "do",
        "dos",
    ]
)
SMALL = frozenset(["of", "the", "and", "for", "in", "on", "to", "a", "an", "by", "at"])


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The English words that are written in small letters (about 68,000; SCOWL, see data/words)."""
    packed = (resources.files("dateline") / "data" / "words" / "common.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n")) - ALWAYS


def is_shouting(text: str) -> bool:
    """Say whether a text is all in capitals."""
    letters = [c for c in text if c.isalpha() and (c.isupper() or c.islower())]
    return len(letters) >= FEW_LETTERS and sum(c.isupper() for c in letters) > SHOUTING * len(letters)


def recase(text: str) -> str:
    """Give the text, of the same length, with ordinary case in every paragraph that is all in capitals."""
    pieces = re.split(r"(\n\s*\n)", text)
    acronyms = frozenset(_lower(m.group(1)) for m in BRACKETED.finditer(text))
    return "".join(_recase(piece, acronyms) if is_shouting(piece) else piece for piece in pieces)


def _lower(word: str) -> str:
    """Lower case that never changes the length (some capitals lower to two code points)."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in word)


def _title(word: str) -> str:
    return word[:1] + _lower(word[1:])


def _recase(text: str, acronyms: frozenset[str]) -> str:
    words = [(m.start(), m.end()) for m in WORD.finditer(text)]
    named = _names(text, words, acronyms)
    out, at = [], 0
    for i, (start, end) in enumerate(words):
        out.append(text[at:start])
        word = text[start:end]
        out.append(_write(word, named[i], _begins_sentence(text, start)))
        at = end
    return "".join(out) + text[at:]


def _write(word: str, named: str, first: bool) -> str:
    if named == "acronym":
        return word
    stem, apostrophe, rest = word.partition("'") if "'" in word else word.partition("’")
    cased = _title(stem) if named == "name" or first else _lower(stem)
    return cased + apostrophe + _lower(rest)


def _begins_sentence(text: str, start: int) -> bool:
    if ABBREVIATED.search(text, max(0, start - 8), start):
        return False
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“‘([")
    return not before.strip() or before[-1] in ".!?\n" or "\n\n" in text[max(0, start - 4) : start]


def _names(text: str, words: list[tuple[int, int]], acronyms: frozenset[str]) -> list[str]:
    """For each word: "name", "acronym" or ""."""
    common = common_words()
    low = [_lower(text[s:e]) for s, e in words]
    base = [re.split(r"['’]", w)[0] for w in low]
    kinds = ["" if w in common or len(w) < 2 or w in PARTICLES else "name" for w in base]
    for i, (start, end) in enumerate(words):
        initial = len(base[i]) == 1 and text[end : end + 1] == "." and base[i] not in ("a", "i")
        if initial or base[i] in ALWAYS:
            kinds[i] = "name"
        if base[i] in ("may", "march") and re.match(r"\s+\d", text[end : end + 4]):
            kinds[i] = "name"
        if base[i] in ("may", "march") and re.search(r"\d\s+$", text[max(0, start - 4) : start]):
            kinds[i] = "name"
        if base[i] == "i":
            kinds[i] = "name"
        if base[i] in acronyms or (kinds[i] == "name" and _is_acronym(text, start, end, base[i])):
            kinds[i] = "acronym"
    _titles_and_particles(base, kinds)
    _spelled_out(text, words, base, kinds)
    return kinds


def _is_acronym(text: str, start: int, end: int, word: str) -> bool:
    """In brackets, or short and without a vowel: an acronym rather than a name."""
    bracketed = text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")
    return (bracketed and len(word) <= 8) or (len(word) <= 5 and not re.search(r"[aeiouy]", word))


def _titles_and_particles(base: list[str], kinds: list[str]) -> None:
    for i, word in enumerate(base):
        after = kinds[i + 1] if i + 1 < len(base) else ""
        if (word in TITLES and after == "name") or (
            word in PARTICLES and after == "name" and word not in ("do", "de", "del", "da", "dos")
        ):
            kinds[i] = "name"
    for i in range(len(base) - 2, -1, -1):
        if base[i] in ("san", "santa", "santo", "el", "la", "los", "las") and kinds[i + 1] == "name":
            kinds[i] = "name"


def _spelled_out(text: str, words: list[tuple[int, int]], base: list[str], kinds: list[str]) -> None:
    """The words whose initials an acronym in brackets repeats are a name: "NATIONAL LIBERATION FRONT [NLF]"."""
    for i, (start, end) in enumerate(words):
        bracketed = text[start - 1 : start] in ("(", "[") and text[end : end + 1] in (")", "]")
        if not bracketed or not 2 <= len(base[i]) <= 8:
            continue
        kinds[i] = "acronym"
        wanted, at = base[i][::-1], i - 1
        found: list[int] = []
        for letter in wanted:
            while at >= 0 and base[at] in SMALL | PARTICLES and base[at][0] != letter:
                at -= 1
            if at < 0 or i - at > 2 * len(wanted) or base[at][0] != letter:
                found = []
                break
            found.append(at)
            at -= 1
        for k in found:
            kinds[k] = "name"
