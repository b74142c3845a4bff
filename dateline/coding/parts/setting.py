"""Where and when: the places and times of a clause, among those the report's resolvers found. Never from an unrelated
clause."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import word_set
from dateline.model import Place, ResolvedReport, When

PRECISE = {
    "site": 0,
    "town": 1,
    "near": 2,
    "district": 3,
    "sea": 4,
    "admin1": 5,
    "region": 6,
    "country": 7,
    "unresolved": 2,
}
LOCATIVE = word_set("locative")
LOCATIVE_NOUNS = word_set("locative_nouns")
SAID = re.compile(
    r"\b(?:said|told|reported|announced|statement|spokes\w+|briefing|interview|reporters|added|confirmed|published|tweeted|wrote)\b[^.,;]{0,28}$",
    re.I,
)


LEAVING = word_set("leaving")
"""Verbs whose "from" names where it happened."""
OPENING = re.compile(
    r"\s*(?:and|but|while|;)?\s*(?:(?:late|early)\s+)?(?:on|in|at|by|during|since|from)?\s*(?:the\s*)?", re.I
)
"""What may stand between a comma and the time that opens the next clause: ", and on January 5, ..."."""


CAPITALS = re.compile(r"\b[A-Z]{3,}\b")


class Phrases(msgspec.Struct, frozen=True):
    """Where a clause's parties stand: people in any role, the people it was done to, the things and places."""

    people: tuple[tuple[int, int], ...]
    victims: tuple[tuple[int, int], ...]
    things: tuple[tuple[int, int], ...]


class Setting(msgspec.Struct, frozen=True):
    """The places and times of a clause, and those that stand elsewhere in its sentence."""

    places: tuple[Place, ...]
    dates: tuple[When, ...]
    near_places: tuple[Place, ...]
    near_dates: tuple[When, ...]


def find_setting(
    resolved: ResolvedReport,
    grammar: Grammar,
    span: tuple[int, int],
    others: Sequence[tuple[int, int]],
    phrases: Phrases,
) -> Setting:
    """Give where and when the act of a clause was; ``others`` are the spans of the sentence's other acts."""
    reading, whole = resolved.annotated.reading, (grammar.start, grammar.end)
    first = grammar.tokens[0].start if grammar.tokens else grammar.start
    dates = [d for d in resolved.dates if not _in_dateline(d, grammar, first, resolved)]
    return Setting(
        places=tuple(find_places(resolved.places, grammar, span, phrases, reading)),
        dates=tuple(find_dates(dates, grammar, span, others, reading)),
        near_places=tuple(find_places(resolved.places, grammar, whole, phrases, reading)),
        near_dates=tuple(find_dates(dates, grammar, whole, [], reading)),
    )


def _in_dateline(date: When, grammar: Grammar, first: int, resolved: ResolvedReport) -> bool:
    """Whether a date is that of an agency dateline ("ACCRA, March 9 -"): it dates the telling, not the act. Such a date
    stands before the first word that was parsed, behind a place in capitals or one known as a dateline."""
    if date.start is None or not grammar.start <= date.start < first:
        return False
    before = resolved.annotated.report.text[grammar.start : date.start]
    known = any(p.relation == "dateline" and grammar.start <= p.start < date.start for p in resolved.places)
    return known or CAPITALS.search(before) is not None


def find_dates(
    dates: Iterable[When], grammar: Grammar, span: tuple[int, int], others: Sequence[tuple[int, int]], reading: str
) -> list[When]:
    """Give the times of a clause, the most precise first. ``others`` are the spans of the sentence's other clauses
    that tell acts."""
    found = [
        d
        for d in dates
        if d.start is not None and d.end is not None and grammar.start <= d.start and d.end <= grammar.end
    ]
    usable = [
        d
        for d in found
        if d.timex_type in ("DATE", "TIME")
        and d.precision != "unknown"
        and not SAID.search(reading, grammar.start, d.start or 0)
    ]
    own = [d for d in usable if _owner(d.start or 0, d.end or 0, span, others, reading) == span]
    order = {"day": 0, "range": 1, "day-of-year": 1, "week": 2, "month": 3, "season": 4, "year": 5, "decade": 6}
    middle = (span[0] + span[1]) / 2
    return sorted(own, key=lambda d: (order.get(d.precision, 9), abs((d.start or 0) - middle)))


def _owner(
    start: int, end: int, span: tuple[int, int], others: Sequence[tuple[int, int]], reading: str
) -> tuple[int, int]:
    """The clause a time belongs to: the smallest that holds it; else the one it opens, else the one it closes."""
    spans = sorted([span, *others], key=lambda s: s[1] - s[0])
    for s in spans:
        if s[0] <= start and end <= s[1]:
            return s
    following = [s for s in spans if s[0] >= end]
    before = [s for s in spans if s[1] <= start]
    between = reading[max(s[1] for s in before) : start] if before else ","
    opens = following and "," in between and OPENING.fullmatch(between.rpartition(",")[2]) is not None
    if opens:
        return min(following)
    return max(before) if before else min(following, default=span)


def find_places(
    places: Iterable[Place], grammar: Grammar, span: tuple[int, int], phrases: Phrases, reading: str
) -> list[Place]:
    """Give the places where a clause's act happened, most specific first.

    A country that acts ("Israel struck ..."), a place that only names somebody ("the Kabul government"), and where
    somebody
    spoke ("said in Geneva") are not where it happened.
    """
    found, inside = [], []
    for place in places:
        if not (grammar.start <= place.start and place.end <= grammar.end):
            continue
        label = place.start - grammar.start <= 3 and reading[place.end : place.end + 1] == ":"
        if not label and not (span[0] - 2 <= place.start and place.end <= span[1] + 2):
            continue
        if _happened_there(place, grammar, phrases, reading):
            found.append(place)
        elif any(a < place.start and place.end <= b for a, b in phrases.victims) and place.precision in (
            "town",
            "district",
        ):
            inside.append(place)  # "the mayor of Huanta": where the victims are from, if nothing else is said
    found += inside
    return sorted(found, key=lambda p: (PRECISE.get(p.precision, 9), p.start))


def _happened_there(place: Place, grammar: Grammar, phrases: Phrases, reading: str) -> bool:
    inside = grammar.at(place.start, place.end)
    if place.relation == "dateline":
        return False
    if not inside:
        # "Guiglo: Armed men looted ...": a label before the sentence places it
        return place.start - grammar.start <= 3 and reading[place.end : place.end + 1] == ":"
    head = next((i for i in inside if grammar.tokens[i].head not in inside), inside[-1])
    token = grammar.tokens[head]
    governor = grammar.tokens[token.head]
    if SAID.search(reading, grammar.start, place.start) and token.dep == "pobj":
        return False
    if token.dep == "npadvmod" and re.match(r"\s?[-–]", reading[place.end : place.end + 2]):
        return False
    if any(a <= place.start and place.end <= b for a, b in phrases.things):
        return token.dep in ("compound", "pobj", "dobj", "nsubjpass", "conj", "nsubj", "appos", "poss", "nmod")
    if token.dep in ("nsubj", "poss", "nmod") or (
        token.dep == "compound" and governor.tag.startswith("NN") and governor.lemma not in LOCATIVE_NOUNS
    ):
        return False
    if token.dep in ("conj", "appos"):
        first = next((k for k in grammar.up(head) if grammar.tokens[k].dep not in ("conj", "appos")), token.head)
        token, governor = grammar.tokens[first], grammar.tokens[grammar.tokens[first].head]
    if token.dep == "nsubjpass":
        return True
    word = governor.text.lower()
    if token.dep == "pobj":
        if word == "of":
            above = grammar.tokens[governor.head]
            return above.lemma in LOCATIVE_NOUNS or above.text.lower() in LOCATIVE_NOUNS
        if word == "from":
            return grammar.tokens[governor.head].lemma in LEAVING
        return word in LOCATIVE and not any(a <= place.start and place.end <= b for a, b in phrases.people)
    if any(a <= place.start and place.end <= b for a, b in phrases.people):
        return False
    return token.dep in ("dobj", "npadvmod", "attr", "ROOT", "dep", "advmod", "compound")
