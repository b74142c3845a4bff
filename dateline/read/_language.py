"""The language a text is in, where that can be told: py3langid judges what is not plainly English.

Nothing is said of a short text, and a text of which any part may be English is left to the engine: a report that is
read in vain costs a moment, one that is refused wrongly is lost.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
PLAIN = frozenset(("the", "of", "and", "to"))
PLAIN_SHARE = 0.08
"""Words that other languages write rarely or never, and the share of them that settles it without a model: of 2,559
English reports 98 % have more; in Dutch, Polish or Danish news they are under 2 %."""
SHORTEST = 200
"""Characters below which nothing is said. Of 1,500 English reports the model took none for another language by its
first 150 characters, in capitals or not, and 21 by their first 80."""
SURE = 0.98
"""The probability of not being English from which another language is believed: which one matters less (Indonesian and
Malay share it)."""
_READ_AS_ENGLISH = frozenset(("en", "pcm", "sco"))
"""Nigerian Pidgin and Scots: near enough for an engine to try."""
_LOOK = 2_000
"""Characters that are looked at in each of three places of a long text."""


def foreign(text: str) -> str | None:
    """Give the ISO 639-1 code of the language that all of a text is in when it is surely not English, or None."""
    if len(text.strip()) < SHORTEST or _is_plain(text):
        return None
    told = [_told(part) for part in _parts(text)]
    return told[0] if all(told) else None


def settled(text: str, declared: str | None) -> str | None:
    """Give the language of a text of which its page says one: templates are often in another than the words.

    What the page says is believed where the words agree. Where they are too few to tell, or differ, only English is.
    """
    if found := foreign(text):
        return found
    return declared if declared and declared.partition("-")[0].lower() == ENGLISH else None


def _is_plain(text: str) -> bool:
    words = text[:20_000].lower().split()
    return sum(word in PLAIN for word in words) >= PLAIN_SHARE * len(words)


def _parts(text: str) -> list[str]:
    if len(text) <= 3 * _LOOK:
        third = max(SHORTEST, len(text) // 3 + 1)
        parts = [text[at : at + third] for at in range(0, len(text), third)]
        return [part for part in parts if len(part) >= SHORTEST] or [text]
    middle = len(text) // 2
    return [text[:_LOOK], text[middle : middle + _LOOK], text[-_LOOK:]]


def _told(part: str) -> str | None:
    """Give the language of a piece of text, or None for English and where nothing is sure. Capitals are read small."""
    ranked = _model().rank(part.lower())
    english = sum(share for label, share in ranked if label in _READ_AS_ENGLISH)
    return ranked[0][0] if english <= 1 - SURE else None


@lru_cache(maxsize=1)
def _model() -> "LanguageIdentifier":
    """Give the model; unpacking it takes a second, so it is kept."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
