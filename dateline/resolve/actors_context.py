"""Which of several actors a name means, by the countries and the other actors that the report names."""

from collections.abc import Iterable, Sequence

import msgspec

from dateline.resolve.actors_names import Lexicons
from dateline.resolve.actors_phrase import head_at
from dateline.resolve.actors_rows import Alias, Target
from dateline.resolve.actors_text import Word

NEW_NAMES_YEARS = 1
"""A group may be named in print a year before the year that sources give for its founding, but hardly earlier."""


class Context(msgspec.Struct, frozen=True):
    """What a report says of where and who: countries named, actors named for certain, and its year."""

    countries: frozenset[str]
    actors: frozenset[str]
    near: frozenset[str]
    related: frozenset[str]
    year: int | None


def countries_named(text: Sequence[Word], lexicons: Lexicons) -> frozenset[str]:
    """Give the countries that a text names: by name, adjective, people, or one of their well-known places."""
    found: set[str] = set()
    for i, word in enumerate(text):
        if word.text[:1].isupper():
            for _, nations in lexicons.nations.forms.find(text, i)[:1]:
                found |= {n.country for n in nations if not n.capitals or word.text.replace(".", "").isupper()}
            for _, places in lexicons.nations.landmarks.find(text, i)[:1]:
                found.update(places)
    return frozenset(found)


def make_context(countries: frozenset[str], named: Iterable[Target], published: str | None) -> Context:
    """Give the context of a report whose certain actors are ``named``."""
    sure = list(named)
    year = int(published[:4]) if published and published[:4].isdigit() else None
    return Context(
        countries=countries,
        actors=frozenset(t.actor for t in sure),
        near=frozenset(t.country for t in sure if t.country is not None),
        related=frozenset(name for t in sure for name in t.related),
        year=year,
    )


def choose(
    aliases: Sequence[Alias], context: Context, text: Sequence[Word], last: int, lexicons: Lexicons
) -> Target | None:
    """Give the actor that a name means, or None when the report does not tell: none fits it, or two fit it equally.

    A name that means one actor everywhere needs nothing of the report.
    """
    possible = [a for a in aliases if not _too_early(a.target, context)]
    different = {a.target.actor: a for a in possible}
    sure = [a for a in different.values() if a.sure]
    if len(different) == 1 and sure:
        return sure[0].target
    behind = _head_behind(text, last, lexicons)
    scores = sorted(((_support(a, context, behind), n) for n, a in enumerate(different.values())), reverse=True)
    if not scores or scores[0][0] < 1 or (len(scores) > 1 and scores[1][0] == scores[0][0]):
        return sure[0].target if len(sure) == 1 and not (scores and scores[0][0] > 0) else None
    return list(different.values())[scores[0][1]].target


def _too_early(target: Target, context: Context) -> bool:
    return target.since is not None and context.year is not None and context.year + NEW_NAMES_YEARS < target.since


def _support(alias: Alias, context: Context, behind: str) -> int:
    """How much of the report speaks for a reading: being named for certain, its countries, its affiliates, its noun."""
    target = alias.target
    if behind in ("armed", "state") and target.klass not in ("armed", "state"):
        return -1
    score = 4 if target.actor in context.actors else 0
    score += 3 if target.where & context.countries else 0
    score += 2 if target.related & context.actors or target.actor in context.related else 0
    score += 1 if target.where & context.near else 0
    return score + (1 if behind == "armed" and target.klass == "armed" else 0)


def _head_behind(text: Sequence[Word], last: int, lexicons: Lexicons) -> str:
    """The class of the noun right behind a name: "armed" for "IS militants"."""
    for end in (last + 2, last + 1):
        head = head_at(text, last, end, lexicons.kinds) if end <= len(text) else None
        if head is not None and head.first == last:
            return head.entry.klass
    return ""
