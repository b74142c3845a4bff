"""The value after every stage as lines for a person: what an error in a claim goes back to."""

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import TypeVar

from dateline.model import (
    ActorMention,
    AnnotatedReport,
    Claim,
    CodedReport,
    Party,
    Place,
    Report,
    ResolvedReport,
    Sentence,
    Span,
    When,
)

S = TypeVar("S", bound=Span)


def lines(values: Iterable[object]) -> Iterator[str]:
    """Give the lines that show the values of the stages, in their order."""
    for value in values:
        yield from _shown(value)


@singledispatch
def _shown(value: object) -> Iterator[str]:
    raise TypeError(f"no stage gives a {type(value).__name__}")


@_shown.register
def _(value: Report) -> Iterator[str]:
    yield f"READ  {value.id}"
    for name in ("published", "title", "source", "url", "language", "home"):
        yield f"  {name:12} {getattr(value, name) or '-'}"
    yield f"  {'text':12} {len(value.text):,} characters"


@_shown.register
def _(value: AnnotatedReport) -> Iterator[str]:
    yield "ANNOTATE  what the words are"
    if value.reading != value.report.text:
        yield "  the text is read with its capitals restored to ordinary case"
    for sentence in value.sentences:
        yield from _sentence(sentence, value)


def _sentence(sentence: Sentence, value: AnnotatedReport) -> Iterator[str]:
    words = value.report.text[sentence.start : sentence.end]
    yield f"  {_extent(sentence)} {'parsed' if sentence.tokens else 'passed over, tells of no act'}: {_short(words)}"
    if sentence.tokens:
        heads = (f"{t.text}/{t.dep}<{sentence.tokens[t.head].text}" for t in sentence.tokens if t.pos != "PUNCT")
        yield f"{'':16}grammar  {' '.join(heads)}"
    for name in _inside(value.names, sentence):
        yield _row(name, "name", name.label or "-")
    for time in _inside(value.times, sentence):
        yield _row(time, "time", time.form)
    for number in _inside(value.numbers, sentence):
        yield _row(number, "number", f"{number.low} to {number.high}")
    for quotation in _inside(value.quotations, sentence):
        yield _row(quotation, "quotation", "")


@_shown.register
def _(value: ResolvedReport) -> Iterator[str]:
    yield "RESOLVE  what the words stand for"
    for place in value.places:
        yield _row(place, "place", _place(place))
    for date in value.dates:
        yield f"  {_when_extent(date)} date      {_short(date.text or '-')} = {_when(date)}"
    for actor in value.actors:
        yield _row(actor, "actor", _actor(actor))


@_shown.register
def _(value: CodedReport) -> Iterator[str]:
    yield "CODING  the claims"
    for claim in value.claims:
        yield from _claim(claim)
    for issue in value.issues:
        yield f"  issue ({issue.stage}): {issue.message}"
    if not value.claims and not value.issues:
        yield "  none: the report tells of no event that the ontology has"


def _claim(claim: Claim) -> Iterator[str]:
    acled = claim.acled.sub_event_type if claim.acled else "-"
    plover = f"{claim.plover.event_type} {claim.plover.mode or ''}".strip() if claim.plover else "-"
    told = f"{claim.event_type}, {claim.modality}, {claim.outcome}"
    yield f"  {claim.claim}  {told}, confidence {claim.confidence:.2f}"
    yield f"    types       ACLED {acled}; PLOVER {plover}; CAMEO {claim.cameo or '-'}"
    for mention in claim.mentions:
        yield f"    mention     {_extent(mention)} [{mention.trigger}] {_short(mention.text)}"
    for role, parties in (("initiator", claim.initiators), ("target", claim.targets)):
        yield from (f"    {role:11} {_extent(party)} {_short(party.text)} = {_actor(party)}" for party in parties)
    for weapon in claim.weapons:
        yield f"    weapon      {_extent(weapon)} {_short(weapon.text)} = {weapon.kind}; {weapon.quantity or '-'}"
    for place in claim.places:
        yield f"    place       {_extent(place)} {_short(place.text)} = {place.relation} {_place(place)}"
    if claim.date:
        yield f"    date        {_when_extent(claim.date)} {_short(claim.date.text or '-')} = {_when(claim.date)}"
    for name, count in (("killed", claim.killed), ("injured", claim.injured)):
        if count:
            yield f"    {name:11} {count.low} to {count.high}: {_short(count.text or '-')}"
    if claim.attribution:
        yield f"    says        {_extent(claim.attribution)} {_short(claim.attribution.text)} ({claim.attribution.cue})"
    yield from (f"    because     {reason}" for reason in claim.reasons)


def _inside(spans: Iterable[S], sentence: Sentence) -> Iterator[S]:
    return (span for span in spans if sentence.start <= span.start < sentence.end)


def _row(span: Span, what: str, value: str) -> str:
    return f"  {_extent(span)} {what:9} {_short(span.text)}" + (f" = {value}" if value else "")


def _extent(span: Span | Sentence) -> str:
    return f"{f'{span.start}-{span.end}':13}"


def _when_extent(date: When) -> str:
    return f"{'-' if date.start is None else f'{date.start}-{date.end}':13}"


def _place(place: Place) -> str:
    where = "no position" if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
    parts = [place.name, place.admin1, place.country, place.precision, where, place.reason]
    return "; ".join(part for part in parts if part)


def _when(date: When) -> str:
    days = "no day" if date.first is None else f"{date.first} to {date.last}"
    return "; ".join(part for part in (days, date.precision, date.timex_value, date.reason) if part)


def _actor(actor: ActorMention | Party) -> str:
    thing = "a thing" if isinstance(actor, Party) and actor.is_object else None
    return "; ".join(part for part in (actor.name, actor.actor, actor.kind, actor.country, thing) if part)


def _short(text: str, length: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 3] + "..."
