"""Say in words where claims differ from a golden case.

:func:`compare` pairs expected with given claims one to one and returns a :class:`Difference` for each thing that is not
as expected. A difference has an id that stays the same from run to run ("2.killed", "extra:shelling",
"nothing_of:parade"), so that a known shortfall can be listed by its id.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

import msgspec
from msgspec import UnsetType

from dateline.model import Claim, Count, Place
from tests.case_format import Case, Expected, Phrases, Toll, choices

TOLD: frozenset[str] = frozenset({"asserted", "alleged", "denied"})
"""The modalities of an act that the report says happened, or says somebody says so; a typed claim is one of these."""

Kind = Literal[
    "missing", "extra", "nothing_of", "type", "modality", "date", "places", "parties", "weapons", "tolls", "outcome",
    "attribution", "other",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "missing", "extra", "nothing_of", "type", "modality", "date", "places", "parties", "weapons", "tolls", "outcome",
    "attribution", "other",
)  # fmt: skip


class Difference(msgspec.Struct, frozen=True):
    """One thing that is not as expected: a lasting id, its kind, and a sentence for a person."""

    id: str
    kind: Kind
    message: str


# ---------------------------------------------------------------------------------------------------------- comparisons


EMPTY_WORDS = frozenset({
    "a", "an", "the", "this", "that", "all", "some", "its", "his", "her", "their", "our", "of", "in", "on", "at", "and",
    "or", "to", "by", "for", "from", "with", "near", "about", "around", "up", "more", "than", "least",
})  # fmt: skip
"""Words that do not tell phrases apart: the list of the field's measurement (../shared/bench/score_news.py)."""


def content_words(phrase: str) -> set[str]:
    """Give the words of a phrase that carry its content, in lower case, without possessive endings."""
    bare = phrase.lower().replace("’s", "").replace("'s", "")
    return set(re.findall(r"[^\W_]+", bare)) - EMPTY_WORDS


def same(one: str, other: str) -> bool:
    """Say whether two phrases name the same: half the shorter's and a quarter of the longer's content words agree."""
    a, b = content_words(one), content_words(other)
    if not a or not b:
        return False
    common = len(a & b)
    return common / min(len(a), len(b)) >= 0.5 and common / max(len(a), len(b)) >= 0.25


def _stretches(phrases: Iterable[str], text: str) -> list[tuple[int, int]]:
    return [m.span() for p in phrases for m in re.finditer(re.escape(p), text)]


def _meets(span: tuple[int, int], stretches: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in stretches)


def _triggers(claim: Claim) -> list[tuple[int, int]]:
    return [(m.trigger_start, m.trigger_end) for m in claim.mentions]


def _where(expected: Expected, text: str) -> list[tuple[int, int]]:
    """Give where the report says an expected claim's trigger words: inside its clause, if it has one."""
    words = _stretches(expected.trigger, text)
    if expected.clause is None:
        return words
    inside = _stretches([expected.clause], text)
    return [w for w in words if _meets(w, inside)]


# -------------------------------------------------------------------------------------------------------------- pairing


def _likeness(expected: Expected, claim: Claim, case: Case) -> float:
    """Say how well a claim fits: 0 when none of its mentions is named by one of the expected words."""
    stretches = _where(expected, case.text)
    if not any(_meets(t, stretches) for t in _triggers(claim)):
        return 0.0
    date = (claim.date.first, claim.date.last) if claim.date else (None, None)
    fits = [
        _acled(claim) in choices(expected.acled),
        claim.modality in choices(expected.modality),
        date == (expected.first, expected.last),
        not _lacking(expected.places, [w for p in claim.places for w in (p.text, p.name)]),
        not _lacking(expected.sides, _names(claim, "initiators") + _names(claim, "targets")),
        isinstance(expected.initiators, UnsetType) or not _lacking(expected.initiators, _names(claim, "initiators")),
        isinstance(expected.targets, UnsetType) or not _lacking(expected.targets, _names(claim, "targets")),
    ]
    first = claim.mentions[0]
    told_first = 0.5 * _meets((first.trigger_start, first.trigger_end), stretches)
    return 4.0 + 2.0 * fits[0] + sum(fits[1:]) + told_first


def pair(expected: Sequence[Expected], claims: Sequence[Claim], case: Case) -> dict[int, int]:
    """Give the best one-to-one pairing, {number of the expected claim: number of the claim}; both count from 0."""
    likeness = [[_likeness(e, c, case) for c in claims] for e in expected]

    @cache
    def best(at: int, taken: frozenset[int]) -> tuple[float, tuple[tuple[int, int], ...]]:
        if at == len(expected):
            return 0.0, ()
        options = [best(at + 1, taken)]
        for number, value in enumerate(likeness[at]):
            if value and number not in taken:
                rest, pairs = best(at + 1, taken | {number})
                options.append((value + rest, ((at, number), *pairs)))
        return max(options, key=lambda option: option[0])

    return dict(best(0, frozenset())[1])


# ---------------------------------------------------------------------------------------------------------- differences


def compare(case: Case, claims: Iterable[Claim]) -> list[Difference]:
    """Give every difference between a case and the claims that were coded from its report."""
    told = [c for c in claims if c.acled is not None and c.modality in TOLD]
    rest = [c for c in claims if c not in told]
    pairs = pair(case.claims, told, case)
    found: list[Difference] = []
    for number, expected in enumerate(case.claims):
        label = f"claim {number + 1} ({expected.trigger[0]})"
        if number not in pairs and expected.optional:
            continue
        if number not in pairs:
            wanted = " or ".join(str(x) for x in choices(expected.acled))
            found.append(Difference(f"{number + 1}.missing", "missing", f"{label}: no {wanted} was found"))
        else:
            found += _differences(number + 1, label, expected, told[pairs[number]])
    found += _extra(case, [c for i, c in enumerate(told) if i not in pairs.values()], told)
    found += _other(case, rest)
    return found


def _extra(case: Case, unpaired: Iterable[Claim], told: Iterable[Claim]) -> list[Difference]:
    """Give the typed claims that nobody expects, and the words that no typed claim may rest on but one does."""
    found: list[Difference] = []
    for phrase in case.nothing_of:
        if any(_meets(t, _stretches([phrase], case.text)) for c in told for t in _triggers(c)):
            message = f"an event is told from {phrase!r}, which tells of none"
            found.append(Difference(f"nothing_of:{phrase}", "nothing_of", message))
    ground = _stretches(case.nothing_of, case.text)
    seen: dict[str, int] = {}
    for claim in unpaired:
        if all(_meets(t, ground) for t in _triggers(claim)):
            continue  # said above
        word = claim.mentions[0].trigger.lower()
        seen[word] = seen.get(word, 0) + 1
        mark = f"extra:{word}" + (f"#{seen[word]}" if seen[word] > 1 else "")
        message = f"a claim too many: {claim.modality} {_acled(claim)}, told by {claim.mentions[0].text!r}"
        found.append(Difference(mark, "extra", message))
    return found


def _other(case: Case, rest: Sequence[Claim]) -> list[Difference]:
    """Give the claims without an ACLED type, or not told as having happened, that should be there and are not."""
    found = []
    free = list(rest)
    for number, expected in enumerate(case.other, 1):
        modalities, types = choices(expected.modality), choices(expected.plover)
        stretches = _where(expected, case.text)
        for claim in free:
            plover = claim.plover.event_type if claim.plover else None
            fits = claim.modality in modalities and (not types or plover in types) and claim.acled is None
            if fits and any(_meets(t, stretches) for t in _triggers(claim)):
                free.remove(claim)
                break
        else:
            kind = " or ".join(str(x) for x in types) or "any type"
            message = f"other {number} ({expected.trigger[0]}): no {'/'.join(modalities)} claim of {kind}"
            found.append(Difference(f"other{number}.missing", "other", message))
    return found


def _differences(number: int, label: str, expected: Expected, claim: Claim) -> list[Difference]:
    """Give what is not as expected in one claim."""
    found: list[Difference] = []

    def differ(field: str, kind: Kind, is_: object, wanted: object) -> None:
        found.append(Difference(f"{number}.{field}", kind, f"{label}: {field} is {is_}, expected {wanted}"))

    if _acled(claim) not in choices(expected.acled):
        differ("type", "type", _acled(claim), _listed(expected.acled))
    if claim.modality not in choices(expected.modality):
        differ("modality", "modality", claim.modality, _listed(expected.modality))
    if not isinstance(expected.first, UnsetType):
        days = (claim.date.first, claim.date.last) if claim.date else (None, None)
        if days != (expected.first, expected.last):
            differ("date", "date", f"{days[0]}..{days[1]}", f"{expected.first}..{expected.last}")
    found += _place_differences(number, label, expected, claim.places)
    found += _phrase_differences(number, label, expected, claim)
    for field in ("killed", "injured"):
        toll = getattr(expected, field)
        if not isinstance(toll, UnsetType) and not any(_agrees(getattr(claim, field), t) for t in choices(toll)):
            wanted = " or ".join(_counted(t) for t in choices(toll))
            differ(field, "tolls", _counted(getattr(claim, field)), wanted)
    outcomes = choices(expected.outcome)
    if outcomes and claim.outcome not in outcomes:
        differ("outcome", "outcome", claim.outcome, _listed(expected.outcome))
    sources = choices(expected.attribution)
    source = claim.attribution.text if claim.attribution else None
    if sources and not any(source is None if s is None else bool(source) and same(source or "", s) for s in sources):
        differ("attribution", "attribution", repr(source), _listed(expected.attribution))
    return found


def _place_differences(number: int, label: str, expected: Expected, places: Sequence[Place]) -> list[Difference]:
    found = []
    given = [w for p in places for w in (p.text, p.name)]
    for item in _lacking(expected.places, given):
        message = f"{label}: places are {[p.text for p in places]}, expected {item!r} among them"
        found.append(Difference(f"{number}.places:{item}", "places", message))
    for name in expected.not_places:
        if any(content_words(name) == content_words(w) for w in given):
            message = f"{label}: {name!r} is among the places and should not be"
            found.append(Difference(f"{number}.not_places:{name}", "places", message))
    return found


def _phrase_differences(number: int, label: str, expected: Expected, claim: Claim) -> list[Difference]:
    """Give the parties and weapons that are lacking, and those that nobody expects."""
    found = []
    for item in _lacking(expected.sides, _names(claim, "initiators") + _names(claim, "targets")):
        given = [x.text for x in claim.initiators + claim.targets]
        message = f"{label}: the parties are {given}, expected {item!r} among them"
        found.append(Difference(f"{number}.sides:{item}", "parties", message))
    fields: list[tuple[str, Kind]] = [("initiators", "parties"), ("targets", "parties"), ("weapons", "weapons")]
    for field, kind in fields:
        wanted: Phrases | UnsetType = getattr(expected, field)
        if isinstance(wanted, UnsetType):
            continue
        given = [x.text for x in getattr(claim, field)]
        for item in _lacking(wanted, _names(claim, field)):
            message = f"{label}: {field} are {given}, expected {item!r} among them"
            found.append(Difference(f"{number}.{field}:{item}", kind, message))
        allowed = [w for item in wanted for w in choices(item)] + getattr(expected, f"{field}_may")
        for text in given:
            if not any(same(text, w) for w in allowed):
                message = f"{label}: {text!r} is among the {field}, expected only {wanted}"
                found.append(Difference(f"{number}.{field}+{text}", kind, message))
    return found


def _names(claim: Claim, field: str) -> list[str]:
    """Give all that a claim calls the parties or weapons of a role: their words and, for parties, their names."""
    items = getattr(claim, field)
    return [x.text for x in items] + [x.name for x in items if hasattr(x, "name")]


def _lacking(wanted: Phrases, given: Sequence[str]) -> list[str]:
    """Give the first wording of each wanted phrase that nothing given names."""
    lacking = []
    for item in wanted:
        ways = choices(item)
        if not any(same(w, g) for w in ways for g in given):
            lacking.append(ways[0])
    return lacking


def _acled(claim: Claim) -> str | None:
    return claim.acled.sub_event_type if claim.acled else None


def _agrees(count: Count | None, toll: Toll | None) -> bool:
    if count is None or toll is None:
        return count is None and toll is None
    return (count.low, count.high) == (toll.low, toll.high)


def _counted(count: Count | Toll | None) -> str:
    return "not given" if count is None else f"{count.low}..{count.high}"


def _listed(value: object) -> str:
    return " or ".join(str(x) for x in value) if isinstance(value, list) else str(value)
