"""The surface forms of trigger words, so that finding them depends on no parser and no lemmatiser."""

from functools import lru_cache
from importlib import resources

NOUNS = {
    "man": "men",
    "woman": "women",
    "child": "children",
    "person": "people",
    "gunman": "gunmen",
    "policeman": "policemen",
    "crisis": "crises",
    "siege": "sieges",
}
VOWELS = "aeiou"


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, ...]]:
    lines = (resources.files("dateline") / "data" / "coding" / "verbs.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {row[0]: tuple(row) for row in rows}


def verb_forms(lemma: str) -> tuple[str, ...]:
    """Give the forms of a verb: itself, -s, past, participle, -ing."""
    if lemma in _irregular():
        return _irregular()[lemma]
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return lemma, lemma + "s", lemma + "d", (lemma if lemma.endswith("ee") else stem) + "ing"
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    plural = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stems = (lemma, lemma + lemma[-1]) if _may_double(lemma) else (lemma,)
    return lemma, plural, *(stem + ending for stem in stems for ending in ("ed", "ing"))


def _may_double(lemma: str) -> bool:
    """Whether the last consonant may double ("stab", "expel", "signal"); both spellings are then listed, since an
    unused one does no harm."""
    return len(lemma) > 2 and lemma[-1] not in VOWELS + "wxyhckz" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Give a noun's singular and plural."""
    if lemma in NOUNS:
        return lemma, NOUNS[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        return lemma, lemma[:-1] + "ies"
    return lemma, lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else "s")
