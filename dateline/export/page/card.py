"""A claim as a card: what the template shows, in words, already on one line each."""

from collections.abc import Iterator
from typing import NamedTuple

from dateline.export import _words as words
from dateline.export.page.evidence import LABELS, Role
from dateline.model import Claim, Count, Party, Place

ALWAYS: tuple[Role, ...] = ("initiator", "target", "place", "date")
"""Fields that a card shows even when the report does not say: their absence is worth knowing."""


class Value(NamedTuple):
    """One value of a field: what it is, what is known about it, and the words it came from where they differ."""

    what: str
    about: str
    quote: str


class Field(NamedTuple):
    """A line of a card."""

    role: Role
    label: str
    values: tuple[Value, ...]


class Card(NamedTuple):
    """A claim's card; ``number`` is its number in the report, ``mark`` the act's first words when they are marked."""

    number: int
    claim: str
    title: str
    modality: str
    outcome: str
    fields: tuple[Field, ...]
    confidence: float
    sure: str
    clauses: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]


def _quote(said: str | None, what: str) -> str:
    """Give the words a value came from, unless they say the same as the value."""
    line = words.shorten(said or "", 120)
    return "" if line.casefold() in what.casefold() else line


def _party(value: Party) -> Value:
    what = words.shorten(words.party(value), 160)
    about = [] if value.kind in ("unknown", what) else [str(value.kind)]
    about += [words.one_line(name) for name in (words.country(value.country),) if name]
    return Value(what, ", ".join(about), _quote(value.text, what))


def _place(value: Place) -> Value:
    what = words.shorten(words.place(value), 160)
    return Value(what, words.place_precision(value), _quote(value.text, what))


def _toll(value: Count | None) -> tuple[Value, ...]:
    if value is None:
        return ()
    what = "nobody" if value.low == value.high == 0 else words.count(value)
    return (Value(what, "", _quote(value.text, what)),)


def _date(claim: Claim) -> tuple[Value, ...]:
    if claim.date is None or not (what := words.when(claim.date)):
        return ()
    about = "" if claim.date.precision in ("day", "range", "month", "year", "unknown") else claim.date.precision
    return (Value(what, about, _quote(claim.date.text, what)),)


def _source(claim: Claim) -> tuple[Value, ...]:
    if claim.attribution is None:
        return ()
    said = words.shorten(claim.attribution.text, 160)
    return (Value(said, "", words.shorten(claim.attribution.cue, 60)),)


def _fields(claim: Claim) -> Iterator[Field]:
    values: dict[Role, tuple[Value, ...]] = {
        "initiator": tuple(map(_party, claim.initiators)),
        "target": tuple(map(_party, claim.targets)),
        "weapon": tuple(Value(words.shorten(words.weapon(w), 120), "", "") for w in claim.weapons),
        "place": tuple(map(_place, claim.places)),
        "date": _date(claim),
        "killed": _toll(claim.killed),
        "injured": _toll(claim.injured),
        "source": _source(claim),
    }
    for role, found in values.items():
        if found or role in ALWAYS:
            yield Field(role, LABELS[role], found)


def _codes(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "type", claim.event_type
    if claim.acled:
        yield "ACLED-like", f"{claim.acled.event_type}: {claim.acled.sub_event_type}"
    if claim.plover:
        yield "PLOVER", claim.plover.event_type + (f", {claim.plover.mode}" if claim.plover.mode else "")
    if claim.cameo:
        yield "CAMEO", claim.cameo
    yield "engine", f"{claim.engine} {claim.engine_version}"
    yield "claim", claim.claim


def _outcome(claim: Claim) -> str:
    """Give how it ended, and the damage, as far as the report says: "intercepted, no damage"."""
    damage = {"none": "no damage", "reported": "damage reported", None: ""}[claim.damage]
    return ", ".join(filter(None, ("" if claim.outcome == "unknown" else claim.outcome, damage)))


def card(number: int, claim: Claim) -> Card:
    """Give the card of a report's claim number ``number``."""
    return Card(
        number=number,
        claim=words.one_line(claim.claim),
        title=words.event_type(claim),
        modality="" if claim.modality == "asserted" else claim.modality,
        outcome=_outcome(claim),
        fields=tuple(_fields(claim)),
        confidence=min(1.0, max(0.0, claim.confidence)) if claim.confidence == claim.confidence else 0.0,
        sure=words.confidence(claim.confidence),
        clauses=tuple(words.shorten(mention.text, 300) for mention in claim.mentions),
        codes=tuple((name, words.one_line(code)) for name, code in _codes(claim)),
        reasons=tuple(words.one_line(reason) for reason in claim.reasons),
    )
