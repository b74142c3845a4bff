"""Role fillers that a gold gives as strings, found again in the text.

A string is taken where it stands in the words that tell the event, else nearest to its trigger; its other occurrences
are left open by the targets. Tolls are given as numbers: they are taken where one number of the evidence, in digits
or in words, is that number (of several the one beside a word for the dead or the hurt), else the role is open.
"""

import re
from collections.abc import Sequence
from typing import Any

from training.harness.documents import Frame, Trigger

LISTS = {"initiators": "initiator", "targets": "target", "weapons": "weapon", "places": "place"}
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve") + (
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
)
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
VALUES = {word: n for n, word in enumerate(SMALL)} | TENS
NUMBER = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+|\d+|\b(?:{'|'.join(VALUES)})\b", re.IGNORECASE)
ABOUT = re.compile(r"(?:at least|at most|more than|as many as|up to|about|around|some|nearly|over) $", re.IGNORECASE)
HARM = {
    "killed": re.compile(r"kill|dead|died|death|bod(?:y|ies)|lives|fatal|slain|perish", re.IGNORECASE),
    "injured": re.compile(r"injur|wound|hurt|hospital", re.IGNORECASE),
}
NEAR = 40
"""Characters between a number and the word for the harm."""


def frame(text: str, event: dict[str, Any], number: int, triggers: Sequence[Trigger]) -> Frame:
    """What an event of a news gold says of its roles, with every string found in the text."""
    told = stretch(text, event["evidence"])
    at = next((t.start for t in triggers if t.event == number), told[0] if told else 0)
    fillers: list[tuple[str, tuple[tuple[int, int], ...]]] = []
    unplaced: set[str] = set()
    for role, words in named(event):
        span = nearest(text, words, told, at)
        if span is None:
            unplaced.add(role)
        else:
            fillers.append((role, (span,)))
    for role in HARM:
        value = event.get(role)
        if value:
            span = toll(text, value, role, told)
            if span is None:
                unplaced.add(role)
            else:
                fillers.append((role, (span,)))
    return Frame(event=number, modality=event.get("status"), open=tuple(sorted(unplaced)), fillers=tuple(fillers))


def named(event: dict[str, Any]) -> list[tuple[str, str]]:
    """(role, words) of everything that an event gives verbatim."""
    out = [(role, str(w)) for field, role in LISTS.items() for w in event.get(field) or ()]
    out += [("date", (event.get("date") or {}).get("text") or ""), ("source", event.get("attributed_to") or "")]
    return [(role, words) for role, words in out if words.strip()]


def stretch(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand first."""
    at = text.find(words) if words else -1
    return None if at < 0 else (at, at + len(words))


def nearest(text: str, words: str, told: tuple[int, int] | None, at: int) -> tuple[int, int] | None:
    """The occurrence of whole words inside ``told``, else the one nearest to ``at``; None where there is none."""
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    inside = [s for s in found if told is not None and told[0] <= s[0] and s[1] <= told[1]]
    return min(inside or found, key=lambda s: abs(s[0] - at), default=None)


def toll(text: str, value: dict[str, Any], role: str, told: tuple[int, int] | None) -> tuple[int, int] | None:
    """The one number of the evidence that is a toll's low or high, with "at least" and the like before it."""
    if told is None:
        return None
    wanted = {value.get("low"), value.get("high")} - {None}
    found = [m for m in NUMBER.finditer(text, *told) if _worth(m.group()) in wanted]
    if len(found) > 1:
        reach = [(m, max(told[0], m.start() - NEAR), min(told[1], m.end() + NEAR)) for m in found]
        found = [m for m, start, end in reach if HARM[role].search(text, start, end)]
    if len(found) != 1:
        return None
    start, end = found[0].span()
    before = ABOUT.search(text, told[0], start)
    return (before.start() if before else start), end


def _worth(number: str) -> int:
    digits = number.replace(",", "")
    return int(digits) if digits.isdigit() else VALUES[number.lower()]
