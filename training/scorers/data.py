"""Annotated reports as rows for the scorers: what the engine sees of them, and what the annotation says.

Each report is read by a network that was not trained on it (a fold of a cross-validation), so that the scorers learn
how far to trust the network on text it has not seen.
"""

from collections.abc import Iterator, Sequence

import msgspec

from dateline.coding.learned import counts, joins, kinds, settings, sides
from dateline.coding.learned.mind import Mind
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.joining import Event, partners_of
from dateline.coding.parts.lexicon import weapons
from dateline.coding.parts.phrases import Describe
from dateline.coding.tagger import Tagger, is_real
from dateline.model import ResolvedReport
from training.scorers.gold import Report, Span
from training.scorers.words import same

SCORERS = ("kinds", "date", "places", "initiators", "targets", "tolls", "weapons")
FAR = 6
"""Events told of more lately than this many others weigh half in learning what joins."""


class Row(msgspec.Struct, frozen=True):
    """One decision: its numbers, what the annotation says, its report and, within it, its event; ``value`` for
    measuring."""

    numbers: Sequence[float]
    said: bool
    report: str
    event: int
    value: object = None
    weight: float = 1.0


class Read(msgspec.Struct, frozen=True):
    """A report as an engine reads it: its drafts with the annotated event that each tells (None: none), and whether
    each is told as an incident; ``others`` are drafts that the network takes for none."""

    report: Report
    resolved: ResolvedReport
    drafts: list[Draft]
    linked: list[tuple[int, int]]
    mind: Mind
    tells: list[int | None]
    incident: list[bool]
    others: list[Draft]


def read(engine: Tagger, report: Report, resolved: ResolvedReport) -> Read:
    """Read a report and lay its drafts over its annotation."""
    seen = engine.drafts(resolved)
    tells = [told_by(d, report) for d in seen.drafts]
    incident = [engine.is_incident(d) for d in seen.drafts]
    return Read(report, resolved, seen.drafts, seen.linked, seen.mind, tells, incident, seen.others)


def told_by(draft: Draft, report: Report) -> int | None:
    """The annotated event that a draft's trigger tells: by its trigger words, else by the stretch it stands in."""
    at = (draft.mention.trigger_start, draft.mention.trigger_end)
    found = [i for i, t in enumerate(report.told) if _meets(at, t.triggers)]
    found = found or [i for i, t in enumerate(report.told) if _meets(at, t.stretches)]
    sub_type = draft.type.acled.sub_event_type if draft.type.acled else ""
    fitting = [i for i in found if report.told[i].type == sub_type] or found
    return min(fitting, key=lambda i: _narrowest(at, report.told[i].stretches), default=None)


def _meets(at: Span, spans: Sequence[Span]) -> bool:
    return any(at[0] < end and start < at[1] for start, end in spans)


def _narrowest(at: Span, spans: Sequence[Span]) -> int:
    return min((end - start for start, end in spans if at[0] < end and start < at[1]), default=10**6)


def joining(one: Read) -> Iterator[Row]:
    """Is this clause a further mention of that event? Earlier clauses are joined as the annotation says."""
    partners = partners_of(one.linked)
    events: list[list[int]] = []
    keys: list[int] = []
    for number, draft in enumerate(one.drafts):
        told = one.tells[number]
        if told is None or not one.incident[number]:
            continue
        for rank, e in enumerate(sorted(range(len(events)), key=lambda e: -events[e][-1])):
            members = joins.few([one.drafts[m] for m in events[e]])
            linked = bool(partners.get(number, set()) & set(events[e]))
            row = joins.numbers(members, draft, rank, len(events), linked, one.mind.same)
            yield Row(_floats(row), keys[e] == told, one.report.id, told, weight=1.0 if rank < FAR else 0.5)
        if told in keys:
            events[keys.index(told)].append(number)
        else:
            events.append([number])
            keys.append(told)


def filling(one: Read, engine: Tagger, describe: Describe) -> dict[str, list[Row]]:
    """Which times, places and phrases fill each annotated event, its mentions joined as the annotation says."""
    groups: dict[int, list[Draft]] = {}
    for draft, told in zip(one.drafts, one.tells, strict=True):
        if told is not None:
            groups.setdefault(told, []).append(draft)
    raw = {told: Event(drafts=tuple(drafts)) for told, drafts in groups.items()}
    events = {told: engine.settled(event, one.resolved) for told, event in raw.items()}
    setting = settings.Setting(one.resolved, list(events.values()), one.mind.role)
    around = sides.Sides(setting, describe, one.mind.thinks)
    tolls = counts.Counts(setting, around, weapons())
    out: dict[str, list[Row]] = {name: [] for name in SCORERS}
    for told, event in events.items():
        if not is_real(event) or not event_type(one.report.told[told].type):
            continue
        gold, key = one.report.told[told], (one.report.id, told)
        thought, labels = engine.type_scores(raw[told]), engine.labels
        for number, row in kinds.rows(raw[told], thought, labels, lambda x: describe(x, one.resolved.actors)):
            out["kinds"].append(Row(row, labels[number].name == gold.type, *key, value=labels[number].name))
        out["date"] += [
            Row(_floats(row), (w.first, w.last) == gold.date, *key, value=w)
            for w, row in settings.date_rows(setting, event)
        ]
        for field in ("killed", "injured"):
            told_low = (getattr(gold, field) or (None, None))[0]
            out["tolls"] += [
                Row(row, told_low is not None and t.count.low == told_low, *key, value=(field, t.count.low))
                for t, row in tolls.toll_rows(event, field)
            ]
        out["weapons"] += [
            Row(row, any(same(w.text, g) for g in gold.weapons), *key, value=w) for w, row in tolls.weapon_rows(event)
        ]
        out["places"] += [
            Row(_floats(row), any(same(p.text, g) for g in gold.places), *key, value=p)
            for p, row in settings.place_rows(setting, event, around.sites(event))
        ]
        for candidate in around.candidates(event):
            for role, wanted in (("initiators", gold.initiators), ("targets", gold.targets)):
                said = any(same(candidate.party.text, g) for g in wanted)
                out[role].append(Row(candidate.numbers, said, *key, value=candidate.party))
    return out


def verdicts(one: Read, engine: Tagger) -> Iterator[Row]:
    """Is this event of the engine's a specific incident, and of the right ACLED event type? Of two claims of one event
    the likelier is right."""
    every = engine.events(one.drafts, one.linked, one.mind, one.resolved)
    setting = settings.Setting(one.resolved, every, one.mind.role)
    events = [e for e in every if is_real(e)]
    taken: set[int] = set()
    for number, event in sorted(enumerate(events), key=lambda x: -_belief(x[1])):
        told = [t for t in (told_by(d, one.report) for d in event.drafts) if t is not None]
        real = [t for t in told if one.report.told[t].real and t not in taken]
        kind = next(d.type.acled for d in event.drafts if d.type.acled is not None)
        right = [t for t in real if kind.event_type == event_type(one.report.told[t].type)]
        taken |= set(right[:1] or real[:1])
        yield Row(_floats(engine.numbers(event, setting)), bool(right), one.report.id, number, value=event)


def _belief(event: Event) -> float:
    return max(d.opinion.belief if d.opinion else 0.0 for d in event.drafts)


def event_type(sub_type: str) -> str:
    """The ACLED event type of a sub-event type; "" for a type of another scheme."""
    from training.harness.labels import labels

    known = labels()
    return known.events[known.names.index(sub_type)] if sub_type in known.names else ""


def _floats(row: Sequence[float]) -> list[float]:
    return [float(x) for x in row]
