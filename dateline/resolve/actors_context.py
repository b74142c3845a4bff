"""Which of several actors a name means, by the countries and the other actors that the report names."""

from collections.abc import Sequence

import msgspec

from dateline.resolve.actors_names import Lexicons
from dateline.resolve.actors_phrase import head_at
from dateline.resolve.actors_rows import Alias, Target
from dateline.resolve.actors_text import Word, capitals

NEW_NAMES_YEARS = 1
"""A group may be named in print a year before the year that sources give for its founding, but hardly earlier."""


class Context(msgspec.Struct, frozen=True):
    """What a report says of where and who: countries named, its year, and of the actors it names for certain their ids,
    their countries (``near``) and those they belong to (``related``)."""

    countries: frozenset[str]
    year: int | None
    actors: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()


def countries_named(text: list[Word], lexicons: Lexicons) -> frozenset[str]:
    """Give the countries that a text names: by name, adjective, people, or one of their well-known places."""
    found: set[str] = set()
    for i in capitals(text):
        for _, nations in lexicons.nations.forms.find(text, i)[:1]:
            found |= {n.country for n in nations if not n.capitals or text[i].text.replace(".", "").isupper()}
        for _, places in lexicons.nations.landmarks.find(text, i)[:1]:
            found.update(places)
    return frozenset(found)


def year_of(published: str | None) -> int | None:
    """Give the year of an ISO date, None when there is none."""
    return int(published[:4]) if published and published[:4].isdigit() else None


def with_named(context: Context, named: Sequence[Target]) -> Context:
    """Give the context with the actors that a report names for certain."""
    return msgspec.structs.replace(
        context,
        actors=frozenset(t.actor for t in named),
        near=frozenset(t.country for t in named if t.country is not None),
        related=frozenset(name for t in named for name in t.related(context.year)),
    )


def choose(
    aliases: Sequence[Alias], context: Context, text: Sequence[Word], last: int, lexicons: Lexicons
) -> Target | None:
    """Give the actor that a name means, or None when the report does not tell: none fits it, or two fit it equally.

    A name that means one actor everywhere needs nothing of the report.
    """
    possible = [a for a in aliases if not too_early(a.target, context)]
    different = {a.target.actor: a for a in possible}
    sure = [a for a in different.values() if a.sure]
    if len(different) == 1 and sure:
        return sure[0].target
    behind = _head_behind(text, last, lexicons)
    scores = {actor: _support(a, context, behind) for actor, a in different.items()}
    best = max(scores.values(), default=0)
    top = [a for actor, a in different.items() if scores[actor] == best]
    if best < 1 or len(top) > 1:
        top = [a for a in (top if best > 0 else sure) if a.sure]
    return top[0].target if len(top) == 1 else None


def too_early(target: Target, context: Context) -> bool:
    """Say whether a report was published before an actor was founded, so that it cannot name it."""
    return target.since is not None and context.year is not None and context.year + NEW_NAMES_YEARS < target.since


def _support(alias: Alias, context: Context, behind: str) -> int:
    """How much of the report speaks for a reading: being named for certain, its countries, its affiliates, its noun."""
    target = alias.target
    if behind in ("armed", "state") and target.klass not in ("armed", "state"):
        return -1
    score = 4 if target.actor in context.actors else 0
    score += 3 if target.where & context.countries else 0
    score += 2 if target.related(context.year) & context.actors or target.actor in context.related else 0
    score += 1 if target.where & context.near else 0
    return score + (1 if behind == "armed" and target.klass == "armed" else 0)


def _head_behind(text: Sequence[Word], last: int, lexicons: Lexicons) -> str:
    """The class of the noun right behind a name: "armed" for "IS militants"."""
    for end in (last + 2, last + 1):
        head = head_at(text, last, end, lexicons.kinds) if end <= len(text) else None
        if head is not None and head.first == last:
            return head.entry.klass
    return ""
