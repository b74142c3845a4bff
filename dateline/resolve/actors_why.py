"""Why a phrase means an actor, or none: each name and noun in it, and what the registry says of it."""

import difflib
from collections.abc import Iterator, Sequence

import msgspec

from dateline.resolve.actors import Registry
from dateline.resolve.actors_describe import Description
from dateline.resolve.actors_names import Piece, find_pieces, fits
from dateline.resolve.actors_offices import Tenure
from dateline.resolve.actors_phrase import cut, head_at
from dateline.resolve.actors_rows import Link, Target
from dateline.resolve.actors_text import Word, key, words

NEAR = 0.75
"""Likeness (difflib's ratio) from which a name of the registry is shown as near to one that is not in it."""


class Explanation(msgspec.Struct, frozen=True):
    """What a phrase names, the reasons, each a sentence, and where the rows that they rest on come from."""

    description: Description
    reasons: tuple[str, ...]
    sources: tuple[str, ...] = ()


def explain(phrase: str, registry: Registry, published: str | None = None) -> Explanation:
    """Give what a noun phrase names and why, in a report published on a day (an ISO date) if one is given. Never
    raises."""
    text = words(phrase)
    pieces = find_pieces(text, registry.lexicons)
    reasons = [sentence for piece in pieces for sentence in _of_piece(phrase, text, piece, registry)]
    reasons += _of_case(phrase, text, {k for p in pieces for k in range(p.first, p.last)}, registry)
    reasons += _of_head(phrase, text, pieces, registry)
    tenures = _tenures(text, registry)
    reasons += [_of_tenure(tenure) for tenure in tenures]
    described = registry.describe(phrase, published=published)
    if described.actor is None and not any(p.aliases or p.nation for p in pieces):
        reasons += _of_nothing(phrase, registry)
    rows = [alias.target for piece in pieces for alias in piece.aliases]
    sources = [f"{target.actor}: {target.source}" for target in rows]
    sources += [f"{tenure.person}, {tenure.office}: {tenure.source}" for tenure in tenures]
    return Explanation(described, tuple(dict.fromkeys(reasons)), tuple(dict.fromkeys(sources)))


def _tenures(text: Sequence[Word], registry: Registry) -> list[Tenure]:
    """The persons in office whose full or short name stands in a phrase."""
    found: dict[Tenure, None] = {}
    for i in range(len(text)):
        for _, terms in registry.lexicons.holders.find(text, i)[:1]:
            found.update({term.tenure: None for term in terms if text[i].capital})
    return list(found)


def _of_tenure(tenure: Tenure) -> str:
    what = f"{tenure.person} was {tenure.office} of {tenure.country} {tenure.years}"
    return f"{what}: in reports of these years the name stands for {shown(tenure.target)}"


def shown(target: Target) -> str:
    """Give an actor on one line: "Boko Haram (boko-haram, rebel group, NGA)"."""
    return f"{target.name} ({', '.join(filter(None, (target.actor, target.kind, target.country)))})"


def _quoted(phrase: str, text: Sequence[Word], first: int, last: int) -> str:
    return f'"{phrase[text[first].start : text[last - 1].end]}"'


def _of_piece(phrase: str, text: Sequence[Word], piece: Piece, registry: Registry) -> Iterator[str]:
    words_here = _quoted(phrase, text, piece.first, piece.last)
    for alias in piece.aliases:
        if alias.sure and all(a.sure and a.target.actor == alias.target.actor for a in piece.aliases):
            yield f"{words_here} means {shown(alias.target)} wherever it stands"
        elif alias.sure:
            yield f"{words_here} means {shown(alias.target)} unless the report speaks more for another"
        else:
            yield f"{words_here} means {shown(alias.target)} only where the report {_support(alias.target)}"
    if piece.nation is not None:
        country = registry.lexicons.nations.names[piece.nation.country]
        kind = {"name": "names", "adjective": "is an adjective of", "people": "are people of"}[piece.nation.form]
        yield f"{words_here} {kind} {country} ({piece.nation.country})"
    if piece.people:
        yield f"{words_here} is a people, which is no organisation"
    if piece.foreign:
        yield f"{words_here} only says whom the noun is tied to, not who it is"


def _support(target: Target) -> str:
    wanted = ["names it by a sure name"]
    wanted += [f"names one of its countries ({', '.join(sorted(target.where))})"] if target.where else []
    wanted += [f"names one it belongs with ({', '.join(sorted(map(_linked, target.links)))})"] if target.links else []
    return " or ".join(wanted)


def _linked(link: Link) -> str:
    """A parent or affiliate with its years: "al-qaeda 2013-2016"."""
    first, last = link.years
    return link.id if link.years == (None, None) else f"{link.id} {first or ''}-{last or ''}"


def _of_case(phrase: str, text: Sequence[Word], taken: set[int], registry: Registry) -> Iterator[str]:
    """Names that only their capitals keep from being found."""
    for i in range(len(text)):
        for length, aliases in registry.lexicons.names.find(text, i):
            if taken.isdisjoint(range(i, i + length)):
                for alias in (a for a in aliases if not fits(a, text, i)):
                    yield (
                        f"{_quoted(phrase, text, i, i + length)} would be {shown(alias.target)} with its capitals"
                        f"{f' ({alias.letters})' if alias.letters else ''}"
                    )


def _of_head(phrase: str, text: Sequence[Word], pieces: Sequence[Piece], registry: Registry) -> Iterator[str]:
    kinds = registry.lexicons.kinds
    end = cut(text, 0, pieces, kinds) if text else 0
    head = head_at(text, 0, end, kinds)
    if head is not None and not any(p.first <= head.first < p.last for p in pieces):
        says = f"a noun of class {head.entry.klass}, kind {head.entry.kind}"
        yield f"{_quoted(phrase, text, head.first, head.last)} is {says}"


def _of_nothing(phrase: str, registry: Registry) -> Iterator[str]:
    yield f'no name of an actor or nation is in "{phrase}"'
    names = {" ".join(key(n)): (n, a.id) for a in registry.actors.values() for n in (a.name, *a.aliases, *a.unsure)}
    near = difflib.get_close_matches(" ".join(key(phrase)), names, n=3, cutoff=NEAR)
    if near:
        yield "near it: " + ", ".join(f"{names[n][0]} ({names[n][1]})" for n in near)
