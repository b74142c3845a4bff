"""When two strings name the same, as the measuring of the news gold says it: they share most of their content words."""

import re

STOP = frozenset(
    ["the", "a", "an", "of", "in", "on", "at", "and", "or", "to", "by", "for", "from", "with", "near", "its", "his",
     "her", "their", "our", "this", "that", "all", "least", "some", "more", "than", "about", "around", "up"]
)  # fmt: skip


def content(text: str) -> frozenset[str]:
    """The content words of a string."""
    plain = text.lower().replace("’s", "").replace("'s", "")
    return frozenset(re.findall(r"[a-z0-9]+", plain)) - STOP


def same(one: str, other: str) -> bool:
    """Whether half of the shorter one's words and a quarter of the longer one's are shared."""
    a, b = content(one), content(other)
    shared = len(a & b)
    return bool(a and b) and shared / min(len(a), len(b)) >= 0.5 and shared / max(len(a), len(b)) >= 0.25
