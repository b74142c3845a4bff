"""Names of organisations and groups that the registry does not know, counted over reports for a person to add."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.model import Name, PartyKind, ResolvedReport
from dateline.resolve.actors import Registry
from dateline.resolve.actors_names import find_pieces
from dateline.resolve.actors_phrase import head_at
from dateline.resolve.actors_text import Word, key, words

NOUN_WORDS = 3
"""Words of the longest noun that is looked for behind a name ("Special Forces soldiers")."""
ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z0-9-]{2,8}s?")


class Seen(msgspec.Struct, frozen=True):
    """One mention of a name that the registry does not know; ``may_be`` are the actors of those it knows too well."""

    start: int
    end: int
    name: str
    kind: PartyKind
    may_be: tuple[str, ...] = ()


class Unknown(msgspec.Struct, frozen=True):
    """A name with how often it stands in how many reports, the kind guessed, and the first sentence that has it.

    ``forms`` are the words that stand for it; ``may_be`` are ids of actors that share the name, where no report
    tells which is meant: such a name needs no new row.
    """

    name: str
    count: int
    reports: int
    kind: PartyKind
    forms: tuple[str, ...]
    may_be: tuple[str, ...]
    report: str
    example: str


class _Count(msgspec.Struct):
    """What is known so far of one name; grows while reports come in, and keeps none of them."""

    report: str
    example: str
    last_report: str = ""
    reports: int = 0
    names: Counter[str] = msgspec.field(default_factory=Counter)
    kinds: Counter[PartyKind] = msgspec.field(default_factory=Counter)
    forms: Counter[str] = msgspec.field(default_factory=Counter)
    may_be: set[str] = msgspec.field(default_factory=set)


def count_unknown(reports: Iterable[ResolvedReport], registry: Registry) -> list[Unknown]:
    """Give the names of organisations and groups without an actor, the most frequent first. Never raises.

    Names that differ in case, accents, hyphens or a leading "the" are one.
    """
    counts: dict[tuple[str, ...], _Count] = {}
    for resolved in reports:
        report = resolved.report
        for seen in find_unknown(resolved, registry):
            name = _key(seen.name)
            if name not in counts:
                counts[name] = _Count(report.id, _sentence(resolved, seen))
            _add(counts[name], seen, report.id, " ".join(report.text[seen.start : seen.end].split()))
    return sorted((_told(count) for count in counts.values()), key=lambda u: (-u.count, -u.reports, u.name))


def find_unknown(resolved: ResolvedReport, registry: Registry) -> list[Seen]:
    """Give every mention of an organisation or group in a report that has no actor, in the order of the text.

    These are the actors of ``resolved`` without id and, outside its actors and places, names that stand right before a
    noun of armed people ("Lakurawa fighters") or behind a noun of a group ("the militia Lakurawa"), and acronyms that
    the parser calls an organisation. Its other labels are wrong too often to ask a person about them.
    """
    names = registry.lexicons.names
    found = [
        Seen(m.start, m.end, m.name, m.kind, tuple(sorted({a.target.actor for a in names.get(key(m.text))})))
        for m in resolved.actors
        if m.actor is None
    ]
    found += _by_words_around(resolved, registry)
    return sorted(found, key=lambda s: s.start)


def _by_words_around(resolved: ResolvedReport, registry: Registry) -> Iterator[Seen]:
    reading = resolved.annotated.reading
    text = words(reading)
    starts, ends = [w.start for w in text], [w.end for w in text]
    taken = sorted((m.start, m.end) for m in (*resolved.actors, *resolved.places, *resolved.annotated.times))
    for name in resolved.annotated.names:
        shown = reading[name.start : name.end]
        tied = reading[name.start - 1 : name.start] in ("-", "‑", "–")  # "anti-Moreno fighters" are not Moreno's
        if tied or _overlaps(name, taken) or _is_telling(shown, registry):
            continue
        noun = _noun_behind(text, bisect_left(starts, name.end), reading, registry)
        before = _noun_before(text, bisect_right(ends, name.start) - 1, reading, name.start, registry)
        if not (noun or before or (name.label == "ORG" and ACRONYM.fullmatch(shown))):
            continue
        says = registry.describe(f"{shown} {noun or before}".strip())
        if says.actor is None and says.country is None:
            yield Seen(name.start, name.end, shown, says.kind)


def _overlaps(name: Name, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a name shares words with one of the spans, which are in order and few deep."""
    i = bisect_left(taken, (name.end, 0))
    return any(end > name.start for _, end in taken[max(0, i - 3) : i])


def _is_telling(name: str, registry: Registry) -> bool:
    """Whether a name only tells what sort of people it stands before: "Autonomous Kurdish", "Islamist"."""
    text = words(name)
    pieces = find_pieces(text, registry.lexicons)
    telling = " ".join(word.fold for word in text) in registry.lexicons.kinds.modifiers
    return not text or telling or any(p.last == len(text) and (p.nation or p.people) for p in pieces)


def _noun_behind(text: Sequence[Word], i: int, reading: str, registry: Registry) -> str:
    """The noun of armed people right behind a name, in small letters, or "" when there is none."""
    if not 0 < i < len(text) or reading[text[i - 1].end : text[i].start] != " " or text[i].capital:
        return ""
    for last in range(min(len(text), i + NOUN_WORDS), i, -1):
        head = head_at(text, i, last, registry.lexicons.kinds)
        if head is not None and head.first == i and head.entry.klass == "armed":
            return reading[text[i].start : text[last - 1].end]
    return ""


def _noun_before(text: Sequence[Word], i: int, reading: str, start: int, registry: Registry) -> str:
    """The noun of an organisation right before a name, in small letters ("militia"), or "" when there is none."""
    if i < 0 or reading[text[i].end : start] != " " or text[i].capital:
        return ""
    return text[i].fold if text[i].fold in registry.lexicons.kinds.organisations else ""


def _key(name: str) -> tuple[str, ...]:
    tokens = key(name)
    return tokens[1:] if tokens[:1] == ("the",) and len(tokens) > 1 else tokens


def _add(count: _Count, seen: Seen, report: str, form: str) -> None:
    count.reports += report != count.last_report
    count.last_report = report
    count.names[" ".join(seen.name.split())] += 1
    count.kinds[seen.kind] += 1
    count.forms[form] += 1
    count.may_be.update(seen.may_be)


def _told(count: _Count) -> Unknown:
    kinds = [kind for kind, _ in count.kinds.most_common() if kind != "unknown"]
    return Unknown(
        name=count.names.most_common(1)[0][0],
        count=count.names.total(),
        reports=count.reports,
        kind=kinds[0] if kinds else "unknown",
        forms=tuple(form for form, _ in count.forms.most_common()),
        may_be=tuple(sorted(count.may_be)),
        report=count.report,
        example=count.example,
    )


def _sentence(resolved: ResolvedReport, seen: Seen) -> str:
    sentence = next((s for s in resolved.annotated.sentences if s.start <= seen.start < s.end), seen)
    return " ".join(resolved.report.text[sentence.start : sentence.end].split())
