"""In what context a sentence speaks: court, ceremony, drill, fiction, sport, trade, crime, misfortune, or none."""

import re

from dateline.coding.parts.lexicon import Cues
from dateline.model import ResolvedReport

WORD = re.compile(r"[\w’'-]+")
CONTEXTS = {
    "anniversary": 1, "court": 1, "drill": 1, "fiction": 1, "disaster": 1, "sport": 2, "business": 2, "crime": 3,
}  # fmt: skip
"""How many different words of a context make it one: words of sport and trade are also words of war."""


def contexts(resolved: ResolvedReport, cues: Cues) -> list[dict[str, frozenset[str]]]:
    """Give, for each sentence of a report, parsed or not, the words that speak for a context, by context."""
    reading = resolved.annotated.reading
    texts = [f" {' '.join(WORD.findall(reading[x.start : x.end].lower()))} " for x in resolved.annotated.sentences]
    lists = {name: cues[name] | cues.weak(name) for name in CONTEXTS}
    found = [{name: frozenset(w for w in words if f" {w} " in text) for name, words in lists.items()} for text in texts]
    return [{name: words for name, words in one.items() if words} for one in found]


def context_of(text: str, cues: Cues) -> str:
    """Give the context of a sentence, from its words and lemmas with spaces around each, or ""."""
    for name, needed in CONTEXTS.items():
        if len([w for w in cues[name] if f" {w} " in text]) >= needed:
            return name
    return ""
