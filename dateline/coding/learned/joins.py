"""Join the drafts of a report into events by a fitted score: is this clause a further mention of that event?

The numbers that the score looks at are small questions on what both tell: type, time, place, parties, toll, wording and
how far apart they stand. ``training/scorers`` fits the score on annotated reports.
"""

from collections.abc import Callable, Sequence

from dateline.coding.learned.trees import Trees
from dateline.coding.parts.drafts import Draft, family, is_casualty, is_vague
from dateline.coding.parts.joining import (
    KEPT,
    REACH,
    Event,
    fine_places,
    overlap,
    partners_of,
    place_key,
    points_for,
    same_party,
)

NAMES = (
    "same type", "same sub-type", "same family", "types alike", "vague", "event vague",
    "date same", "date within", "date apart", "date known", "event date known",
    "place same", "place apart", "place known", "event place known", "country same",
    "initiator same", "initiator apart", "initiator known", "target same", "target apart", "target known",
    "toll same", "toll apart", "toll known", "event toll known",
    "definite", "another", "noun", "event noun", "retells", "casualty", "same word", "event word in clause",
    "gap", "same sentence", "between", "linked", "nested", "sentence", "event sentence", "mentions", "rank", "events",
    "belief", "event belief", "weight", "event weight", "real", "event real", "same source", "weapon same",
    "thought same", "thought same least",
)  # fmt: skip
PLAIN, NEAR, SURE = 3.0, 1, 4.5
"""From so many of the rules' points on (``parts.joining``) a clause that points back so many sentences at the most is
a further mention, whatever the score; from ``SURE`` on one of the same sentence is, whether it points back or not."""
REAL = ("asserted", "alleged", "denied")


Alike = Callable[[Draft, Draft], float]
"""What the network thinks of two drafts telling one event, 0 to 1."""


def numbers(event: Sequence[Draft], draft: Draft, rank: int, events: int, linked: bool, alike: Alike) -> list[float]:
    """The numbers for one draft and one event so far, in the order of ``NAMES``. ``rank``: how many events were told of
    since that one; ``events`` how many there are; ``linked``: grammar says that both are one act."""
    last = max(event, key=lambda d: d.mention.trigger_start)
    nearest = min(event, key=lambda d: abs(d.mention.trigger_start - draft.mention.trigger_start))
    thought = [alike(d, draft) for d in event]
    return [
        *_types(event, draft),
        *_dates(event, draft),
        *_places(event, draft),
        *_sides(event, draft, "initiators"),
        *_sides(event, draft, "targets"),
        *_tolls(event, draft),
        draft.definite,
        draft.another,
        draft.pos == "noun",
        nearest.pos == "noun",
        draft.retells,
        is_casualty(draft),
        draft.lemma in {d.lemma for d in event},
        any(d.lemma.split()[0] in draft.mention.text.lower() for d in event),
        min(20, draft.sentence - last.sentence),
        draft.sentence == nearest.sentence,
        min(400, abs(draft.mention.trigger_start - nearest.mention.trigger_start)),
        linked,
        _nested(nearest, draft),
        min(30, draft.sentence),
        min(30, event[0].sentence),
        min(10, len(event)),
        min(20, rank),
        min(20, events),
        _belief(draft),
        max(map(_belief, event)),
        draft.weight,
        max(d.weight for d in event),
        draft.modality in REAL,
        any(d.modality in REAL for d in event),
        _same_source(nearest, draft),
        bool({w.kind for w in draft.weapons} & {w.kind for d in event for w in d.weapons}),
        max(thought),
        min(thought),
    ]


def _types(event: Sequence[Draft], draft: Draft) -> list[float]:
    subs = {d.type.acled for d in event}
    alike = 0.0
    if draft.opinion and draft.opinion.types:
        for d in event:
            if d.opinion and d.opinion.types:
                pairs = zip(d.opinion.types, draft.opinion.types, strict=True)
                alike = max(alike, sum(a * b for a, b in pairs))
    return [
        draft.type.id in {d.type.id for d in event},
        draft.type.acled is not None and draft.type.acled in subs,
        family(draft.type) in {family(d.type) for d in event},
        alike,
        is_vague(draft),
        all(is_vague(d) for d in event),
    ]


def _dates(event: Sequence[Draft], draft: Draft) -> list[float]:
    mine = [d for d in draft.dates[:1] if "date" not in draft.lent]
    theirs = [w for d in event for w in d.dates[:1]]
    relations = {overlap(mine[0], w) for w in theirs} if mine else set()
    return ["same" in relations, "within" in relations, relations == {"apart"}, bool(mine), bool(theirs)]


def _places(event: Sequence[Draft], draft: Draft) -> list[float]:
    own = () if "place" in draft.lent else draft.places
    mine, theirs = fine_places(own), fine_places([p for d in event for p in d.places])
    keys, others = {place_key(p) for p in mine}, {place_key(p) for p in theirs}
    lands = {p.country for p in own if p.country} & {p.country for d in event for p in d.places if p.country}
    return [bool(keys & others), bool(keys and others and not keys & others), bool(mine), bool(theirs), bool(lands)]


def _sides(event: Sequence[Draft], draft: Draft, field: str) -> list[float]:
    mine, theirs = getattr(draft, field), [p for d in event for p in getattr(d, field)]
    same = any(same_party(a, b) for a in mine for b in theirs)
    return [same, bool(mine and theirs and not same), bool(mine)]


def _tolls(event: Sequence[Draft], draft: Draft) -> list[float]:
    mine = {(t.kind, t.count.low, t.count.high) for t in draft.tolls}
    theirs = {(t.kind, t.count.low, t.count.high) for d in event for t in d.tolls}
    kinds = {k for k, _, _ in mine} & {k for k, _, _ in theirs}
    return [bool(mine & theirs), bool(kinds and not mine & theirs), bool(mine), bool(theirs)]


def _nested(first: Draft, second: Draft) -> bool:
    """Whether one clause stands inside the other."""
    a, b = first.mention, second.mention
    return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)


def _belief(draft: Draft) -> float:
    return draft.opinion.belief if draft.opinion is not None else 0.0


def _same_source(first: Draft, second: Draft) -> bool:
    return first.source is not None and second.source is not None and first.source.text == second.source.text


def join(drafts: Sequence[Draft], linked: Sequence[tuple[int, int]], scorer: Trees, alike: Alike) -> list[Event]:
    """Give the events that drafts tell, in the order of the text: each draft goes to the event that the score likes
    best, or begins one of its own."""
    events: list[list[int]] = []
    reasons: list[list[str]] = []
    partners = partners_of(linked)
    for number, draft in enumerate(drafts):
        order = sorted(range(max(0, len(events) - REACH), len(events)), key=lambda e: -events[e][-1])
        rows = []
        for rank, e in enumerate(order):
            members, linked_here = few([drafts[m] for m in events[e]]), partners.get(number, set()) & set(events[e])
            rows.append(numbers(members, draft, rank, len(events), bool(linked_here), alike))
        scores = scorer.scores(rows)
        told_last = [drafts[m] for m in events[order[0]]] if order else []
        if told_last and (_points_back(told_last, draft) or _details_lead(told_last, draft)):
            scores[0] = max(scores[0], scorer.least)
        best, home = max(zip(scores, order, strict=True), key=lambda x: x[0], default=(0.0, -1))
        if home >= 0 and best >= scorer.least:
            events[home].append(number)
            reasons[home].append(_why(drafts[events[home][0]], draft))
        else:
            events.append([number])
            reasons.append([])
    return [
        Event(drafts=tuple(drafts[m] for m in members), reasons=tuple(why))
        for members, why in zip(events, reasons, strict=True)
    ]


def _points_back(event: list[Draft], draft: Draft) -> bool:
    """Whether a clause speaks of the act told last as known ("the strikes", "they also hit"), and the rules find it so:
    a new place in it is one more place of that act."""
    apart = draft.sentence - max(d.sentence for d in event)
    known = draft.retells or (draft.definite and draft.pos == "noun" and not draft.another)
    if apart > NEAR or not (known or apart == 0):
        return False
    return points_for(few(event), draft)[0] >= (PLAIN if known else SURE)


def _details_lead(event: list[Draft], draft: Draft) -> bool:
    """Whether a clause is the first that dates or places an act which the report's lead told without either: the same
    type of act by the same side. News tells first that something happened, then what."""
    lead = all(d.sentence <= NEAR and not d.dates and not fine_places(d.places) for d in event)
    told = bool(draft.dates or fine_places(draft.places)) and not draft.another
    kind = draft.type.acled is not None and draft.type.acled in {d.type.acled for d in event}
    return (
        lead and told and kind and any(same_party(a, b) for d in event for a in d.initiators for b in draft.initiators)
    )


def few(members: list[Draft]) -> list[Draft]:
    """The first and the last drafts of an event: enough to compare with, however often it is told."""
    return members if len(members) <= 2 * KEPT else members[:KEPT] + members[-KEPT:]


def _why(first: Draft, draft: Draft) -> str:
    shared = []
    if any(overlap(a, b) == "same" for a in first.dates[:1] for b in draft.dates[:1]):
        shared.append("same date")
    if {place_key(p) for p in fine_places(first.places)} & {place_key(p) for p in fine_places(draft.places)}:
        shared.append("same place")
    if any(same_party(a, b) for f in ("initiators", "targets") for a in getattr(first, f) for b in getattr(draft, f)):
        shared.append("same parties")
    said = f": {', '.join(shared)}" if shared else ""
    return f"“{draft.mention.trigger}” tells the same event{said}"
