"""Where the learned engine goes wrong, by kind: each report read by a network that never saw it.

A missed incident is counted where it was lost on the way: no word of it was looked at, its words were not believed,
it was told as none that happened, it was joined to another, or the verdict was no. An extra claim is counted by what it
stands on: nothing annotated, an act that did not happen, or an incident that has its claim already.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from dateline.coding.learned import settings
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.joining import Event
from dateline.coding.tagger import REAL, Tagger, is_real
from training.scorers.data import Read, event_type, told_by

MISSED = ("no word looked at", "not believed", "no ACLED type", "not told as happened", "joined to another", "verdict")
EXTRA = ("nothing annotated", "an act without an ACLED type", "not told as happened", "told twice")
RIGHT = ("right", "wrong sub-event type", "wrong event type")


class Counted(msgspec.Struct, frozen=True):
    """How many incidents are ``annotated``, how they came out (``right`` by kind of type), and the errors by kind;
    ``examples`` of each kind: (report, words)."""

    annotated: int
    right: Mapping[str, int]
    missed: Mapping[str, int]
    extra: Mapping[str, int]
    examples: Mapping[str, list[tuple[str, str]]]


def counted(reads: Iterable[tuple[Tagger, Read]]) -> Counted:
    """Count what became of the annotated incidents, and what the claims that answer to none stand on."""
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    examples: dict[str, list[tuple[str, str]]] = {}
    annotated = 0

    def note(kind: str, one: Read, span: tuple[int, int]) -> None:
        examples.setdefault(kind, []).append((one.report.id, one.report.text[span[0] : span[1]]))

    for engine, one in reads:
        wanted = [i for i, t in enumerate(one.report.told) if t.real and event_type(t.type)]
        annotated += len(wanted)
        said, unsaid = _events(engine, one)
        owner: dict[int, Event] = {}
        for event in said:
            told = _told(event, one)
            mine = next((i for i in told if i in wanted and i not in owner), None)
            at = (event.drafts[0].mention.start, event.drafts[0].mention.end)
            if mine is None:
                kind = _kind_of_extra(told, wanted, one)
                extra[kind] += 1
                note(f"extra: {kind}", one, at)
            else:
                owner[mine] = event
                right[_kind_of_type(event, one.report.told[mine].type)] += 1
        for i in wanted:
            if i not in owner:
                kind = _kind_of_miss(i, one, engine, said, unsaid)
                missed[kind] += 1
                spans = one.report.told[i].stretches
                note(f"missed: {kind}", one, spans[0] if spans else (0, 0))
    return Counted(annotated, right, missed, extra, examples)


def _events(engine: Tagger, one: Read) -> tuple[list[Event], list[Event]]:
    """The events that the engine says as real, and those it leaves."""
    every = engine.events(one.drafts, one.linked, one.mind, one.resolved)
    setting = settings.Setting(one.resolved, every, one.mind.role)
    said: list[Event] = []
    unsaid: list[Event] = []
    for event in every:
        if is_real(event):
            (said if engine.sure(event, setting) is not None else unsaid).append(event)
    return said, unsaid


def _told(event: Event, one: Read) -> list[int]:
    found = [told_by(d, one.report) for d in event.drafts]
    return list(dict.fromkeys(t for t in found if t is not None))


def _kind_of_extra(told: list[int], wanted: list[int], one: Read) -> str:
    if not told:
        return EXTRA[0]
    if any(i in wanted for i in told):
        return EXTRA[3]
    return EXTRA[1] if any(one.report.told[i].real for i in told) else EXTRA[2]


def _kind_of_type(event: Event, wanted: str) -> str:
    kind = next(d.type.acled for d in event.drafts if d.type.acled is not None)
    if kind.sub_event_type == wanted:
        return RIGHT[0]
    return RIGHT[1] if kind.event_type == event_type(wanted) else RIGHT[2]


def _kind_of_miss(number: int, one: Read, engine: Tagger, said: list[Event], unsaid: list[Event]) -> str:
    mine = [d for d, told in zip(one.drafts, one.tells, strict=True) if told == number]
    if any(_holds(e, mine) for e in said):
        return MISSED[4]
    if any(_holds(e, mine) for e in unsaid):
        return MISSED[5]
    mine += [d for d in one.others if told_by(d, one.report) == number]
    if not mine:
        return MISSED[0]
    if all(d.type.acled is None for d in mine):
        return MISSED[2]
    if all(d.modality not in REAL for d in mine if d.type.acled is not None):
        return MISSED[3]
    return MISSED[1]


def _holds(event: Event, drafts: list[Draft]) -> bool:
    at = {d.mention.trigger_start for d in event.drafts}
    return any(d.mention.trigger_start in at for d in drafts)
