"""Every actor that a report names, in one scan of its words."""

import re
from collections.abc import Sequence

import msgspec

from dateline.model import ActorMention, AnnotatedReport
from dateline.resolve.actors_capitals import find_capitals
from dateline.resolve.actors_context import Context, choose, countries_named, too_early, with_named, year_of
from dateline.resolve.actors_holders import Holder, Moment, find_holders
from dateline.resolve.actors_names import Lexicons, fits
from dateline.resolve.actors_orgs import Defined, Organisation, find_definitions, find_organisations
from dateline.resolve.actors_rows import Alias, Target
from dateline.resolve.actors_states import find_forces_of, find_institutions, find_states
from dateline.resolve.actors_text import Word, capitals, words
from dateline.resolve.actors_trie import Trie

DATELINE = re.compile(r"[A-Z][^\n]{0,79}?\s[-–—]{1,2}\s")
"""The head of a report up to the dash behind its place and day ("TERMEZ, Uzbekistan, Oct 4 -")."""
PARAGRAPH = re.compile(r"\n\s*\n")
SHOUTING = 0.75
"""A paragraph is in capitals when this share of its letters is; the same measure as the annotator's."""
LONG_ENOUGH = 5
"""Letters that a single name must have to be known without its capital, in a text that is all in capitals."""


Meanings = list[tuple[int, int, Target | Organisation | None]]
"""Words (first, last exclusive) and what they name."""


class Hit(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that may be a name of the registry."""

    first: int
    last: int
    aliases: tuple[Alias, ...]


def find_actors(annotated: AnnotatedReport, lexicons: Lexicons) -> tuple[ActorMention, ...]:
    """Give the actors that a report names, in the order of the text, none overlapping another. Never raises.

    A name that could be several actors has ``actor`` None when the report does not tell which.
    """
    reading = annotated.reading
    text = words(reading)
    hits = find_hits(text, lexicons.names, _loud_words(annotated.report.text, reading, text))
    taken = {k for h in hits for k in range(h.first, h.last)}
    context = Context(countries=countries_named(text, lexicons), year=year_of(annotated.report.published))
    persons = _persons(text, reading, lexicons, context, taken)
    taken |= {k for p in persons for k in range(p.lead, p.last)}
    states = find_forces_of(text, reading, persons, lexicons, taken)
    of_states = {k for s in states for k in range(s.first, s.last)}
    persons = [p for p in persons if p.first not in of_states]
    taken |= of_states
    states += find_states(text, reading, lexicons, taken)
    taken |= {k for s in states for k in range(s.first, s.last)}
    if (country := _home(text, reading, context, lexicons)) is not None:
        institutions = find_institutions(text, reading, country, lexicons, taken)
        taken |= {k for s in institutions for k in range(s.first, s.last)}
        states += institutions
    towns = find_capitals(text, reading, lexicons.nations, taken)
    orgs = find_organisations(text, reading, lexicons, taken)
    defined = find_definitions(text, reading, [(h.first, h.last) for h in hits], orgs)
    found = _decide(text, hits, defined, context, lexicons)
    found += [(p.lead, p.last, p.target) for p in persons]
    found += [(s.first, s.last, s.target) for s in states]
    found += [(c.first, c.last, c.target) for c in towns]
    found += [(o.first, o.last, o) for o in orgs]
    found += _repeated(text, defined, found, {k for first, last, _ in found for k in range(first, last)})
    mentions = (_mention(annotated.report.text, text, *item) for item in found)
    return tuple(sorted(mentions, key=lambda m: m.start))


def _home(text: list[Word], reading: str, context: Context, lexicons: Lexicons) -> str | None:
    """The country whose ministries and services a report names without it: that of its dateline, else the only one it
    names; None where there is no such country."""
    head = DATELINE.match(reading)
    named = countries_named([w for w in text if w.end <= head.end()], lexicons) if head else frozenset()
    one = named or context.countries
    return next(iter(one)) if len(one) == 1 else None


def _persons(text: list[Word], reading: str, lexicons: Lexicons, context: Context, taken: set[int]) -> list[Holder]:
    """The persons in office that a report of a year names."""
    moment = Moment(context.year, context.countries)
    return find_holders(text, reading, lexicons.holders, lexicons.nations, moment, taken)


def find_hits(text: Sequence[Word], names: Trie[Alias], loud: frozenset[int]) -> list[Hit]:
    """Give the names of the registry in a text, the longest at each word, left to right."""
    hits: list[Hit] = []
    i = 0
    while i < len(text):
        hit = _hit_at(text, i, names, loud)
        if hit is not None:
            hits.append(hit)
        i = hit.last if hit is not None else i + 1
    return hits


def _hit_at(text: Sequence[Word], i: int, names: Trie[Alias], loud: frozenset[int]) -> Hit | None:
    for length, aliases in names.find(text, i):
        fitting = tuple(a for a in aliases if fits(a, text, i) or (i in loud and _fits_loud(a, text[i], length)))
        if fitting:
            return Hit(i, i + length, fitting)
    return None


def _fits_loud(alias: Alias, word: Word, length: int) -> bool:
    """Whether a name may stand in words of a text in capitals, where the case of the reading is a guess."""
    if length > 1:
        return True
    if alias.letters:
        return not word.text.islower() and word.fold.upper() == alias.letters.upper()
    return alias.sure and len(word.fold) >= LONG_ENOUGH


def _loud_words(text: str, reading: str, tokens: Sequence[Word]) -> frozenset[int]:
    """The indexes of the words in paragraphs that are all in capitals: the reading differs from the text there."""
    if text == reading:
        return frozenset()
    ends = [m.start() for m in PARAGRAPH.finditer(text)] + [len(text)]
    loud: set[int] = set()
    start = i = 0
    for end in ends:
        letters = [c for c in text[start:end] if c.isalpha()]
        shouting = sum(c.isupper() for c in letters) > SHOUTING * len(letters)
        while i < len(tokens) and tokens[i].start < end:
            if shouting:
                loud.add(i)
            i += 1
        start = end
    return frozenset(loud)


def _decide(text: list[Word], hits: Sequence[Hit], defined: Defined, context: Context, lexicons: Lexicons) -> Meanings:
    """Give each hit its actor: certain names first, then the others by them; those without support are left out."""
    known = {h.first: _only(h.aliases, context) for h in hits}
    context = with_named(context, [t for t in known.values() if t is not None])
    longs = {span: letters for letters, span in defined.items() if isinstance(span, tuple)}
    means: dict[str, Sequence[Alias]] = {}
    for hit in hits:
        if (letters := longs.get((hit.first, hit.last))) is not None:
            means[letters] = _alike(hit.aliases, lexicons.names.get((letters.lower(),)))
    out: Meanings = []
    for hit in hits:
        letters = text[hit.first].text.replace(".", "") if hit.last == hit.first + 1 else ""
        if letters in defined and letters not in means:
            continue
        own = means.get(letters) or means.get(longs.get((hit.first, hit.last), ""), hit.aliases)
        target = choose(own, context, text, hit.last, lexicons)
        if target is not None or len({a.target.actor for a in own}) > 1:
            out.append((hit.first, hit.last, target))
    return out


def _only(aliases: Sequence[Alias], context: Context) -> Target | None:
    """The actor of a name that means one wherever it stands."""
    one = all(a.sure and a.target.actor == aliases[0].target.actor for a in aliases)
    return aliases[0].target if one and not too_early(aliases[0].target, context) else None


def _alike(long: Sequence[Alias], short: Sequence[Alias]) -> Sequence[Alias]:
    """The readings of a long name that also have the acronym the report gives it; all of them when none has."""
    both = {a.target.actor for a in short}
    return [a for a in long if a.target.actor in both] or long


def _repeated(text: list[Word], defined: Defined, named: Meanings, taken: set[int]) -> Meanings:
    """The places of acronyms that the report itself defines and the registry does not know."""
    targets = {(first, last): meant for first, last, meant in named}
    out: Meanings = []
    for i in capitals(text) if defined else ():
        letters = text[i].text.replace(".", "")
        if i not in taken and letters in defined:
            long = defined[letters]
            meant = targets.get(long) if isinstance(long, tuple) else long
            if meant is not None:
                out.append((i, i + 1, meant))
    return out


def _mention(
    text: str, tokens: Sequence[Word], first: int, last: int, meant: Target | Organisation | None
) -> ActorMention:
    start, end = tokens[first].start, tokens[last - 1].end
    quoted = text[start:end]
    if isinstance(meant, Target):
        return ActorMention(
            start=start,
            end=end,
            text=quoted,
            name=meant.name,
            actor=meant.actor,
            kind=meant.kind,
            country=meant.country,
        )
    if isinstance(meant, Organisation):
        return ActorMention(start=start, end=end, text=quoted, name=meant.name, kind=meant.kind)
    return ActorMention(start=start, end=end, text=quoted, name=quoted)
