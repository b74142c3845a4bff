"""Join the drafts of a report into events: one event told several times is one claim, two events in a sentence are two.

Each pair of a draft and an earlier event gets points for what speaks for one event and what against it, and the
reasons are
kept in words. The points were set by hand and checked on the articles annotated once (docs/quality.md).
"""

from collections.abc import Sequence

import msgspec

from dateline.coding.parts.drafts import Draft, family, is_casualty, is_vague
from dateline.coding.parts.lexicon import word_set
from dateline.model import Party, Place, When

THRESHOLD = 2.0
FAR = 6
NEVER = -9.0
REACH, KEPT = 60, 8
"""How many of the latest events, and of the first and last drafts of each, a draft is compared with: a bound on
hostile text."""
COMMON_HEADS = word_set("common_heads")


class Event(msgspec.Struct, frozen=True):
    """Drafts that tell one event, in the order of the text, and why they were joined."""

    drafts: tuple[Draft, ...]
    reasons: tuple[str, ...] = ()

    def all(self, field: str) -> list[object]:
        """Give the values of a field over all drafts, in order."""
        return [value for draft in self.drafts for value in getattr(draft, field)]


def join(drafts: Sequence[Draft], linked: Sequence[tuple[int, int]]) -> list[Event]:
    """Give the events that drafts tell. ``linked`` are pairs of drafts that grammar already says are one act."""
    events: list[list[int]] = []
    reasons: list[list[str]] = []
    partner = {b: a for a, b in linked}
    for number, draft in enumerate(drafts):
        home = next((e for e, members in enumerate(events) if partner.get(number) in members), None)
        if home is not None and draft.modality == drafts[partner[number]].modality:
            events[home].append(number)
            reasons[home].append(f"“{draft.mention.trigger}” is told in the same clause")
            continue
        near = range(max(0, len(events) - REACH), len(events))
        scored = [(points_for([drafts[m] for m in _few(events[e])], draft), e) for e in near]
        (points, why), home = max(scored, key=lambda s: (s[0][0], -s[1]), default=((NEVER, []), -1))
        if points >= THRESHOLD:
            events[home].append(number)
            reasons[home].append(f"“{draft.mention.trigger}” is the same event: {', '.join(why)}")
        else:
            events.append([number])
            reasons.append([])
    return [
        Event(drafts=tuple(drafts[m] for m in members), reasons=tuple(why))
        for members, why in zip(events, reasons, strict=True)
    ]


def partners_of(linked: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """The earlier drafts that grammar says are one act with a later one, by the later one's number."""
    partners: dict[int, set[int]] = {}
    for a, b in linked:
        partners.setdefault(b, set()).add(a)
    return partners


def _few(members: list[int]) -> list[int]:
    """The first and the last drafts of an event: enough to compare with, however often it is told."""
    return members if len(members) <= 2 * KEPT else members[:KEPT] + members[-KEPT:]


def points_for(event: list[Draft], draft: Draft) -> tuple[float, list[str]]:
    """Give points for a draft telling an event, and what speaks for it."""
    kind = _types(event, draft)
    if kind is None or not _modal_fit(event, draft):
        return NEVER, []
    points, why = kind, ["same kind of act"]
    for look in (_dates, _places, _parties, _tolls, _wording):
        more, reason = look(event, draft)
        points += more
        if reason and more > 0:
            why.append(reason)
    gap = draft.sentence - max(d.sentence for d in event)
    bare = draft.pos == "noun" and not draft.dates and not draft.places
    points += (1.8 if bare else 1.0) if gap == 0 else 0.5 if gap == 1 else -0.1 * min(gap, 2 * FAR)
    return points, why


TERRITORY = frozenset({"Government regains territory", "Non-state actor overtakes territory"})


def _sub(draft: Draft) -> str:
    return draft.type.acled.sub_event_type if draft.type.acled else ""


def _types(event: list[Draft], draft: Draft) -> float | None:
    if family(draft.type) not in {family(d.type) for d in event}:
        hurt_there = is_casualty(draft) and any(family(d.type) == "demonstration" for d in event)
        return 0.8 if hurt_there else None
    if len({_sub(draft), *map(_sub, event)} & TERRITORY) > 1:
        return None  # taken by one side and retaken by the other is told in one breath, but it is two events
    if draft.type.id in {d.type.id for d in event}:
        return 1.2 if is_vague(draft) else 1.5
    if is_vague(draft) or all(is_vague(d) for d in event):
        return 1.0
    if draft.type.acled and draft.type.acled in [d.type.acled for d in event]:
        return 1.2
    return -1.0


def _modal_fit(event: list[Draft], draft: Draft) -> bool:
    """Real acts join real acts, feared ones feared ones; "the attacks" of an opening may recall an act told
    elsewhere."""
    real = {"asserted", "alleged", "denied"}
    recalls = draft.pos == "noun" and draft.modality == "recurring" and draft.definite
    return (draft.modality in real) == any(d.modality in real for d in event) or recalls


def overlap(a: When, b: When) -> str:
    """How two times lie to each other: "same", "within", "apart" or "unknown"."""
    if not (a.first and a.last and b.first and b.last):
        if a.precision == b.precision == "day-of-year" and a.timex_value and b.timex_value:
            return "same" if a.timex_value[:10] == b.timex_value[:10] else "apart"  # both without a year
        return "same" if a.text and b.text and a.text.lower() == b.text.lower() else "unknown"
    if (a.first, a.last) == (b.first, b.last):
        return "same"
    return "apart" if a.last < b.first or b.last < a.first else "within"


def _dates(event: list[Draft], draft: Draft) -> tuple[float, str]:
    mine, theirs = draft.dates[:1], [d for e in event for d in e.dates[:1]]
    if not mine or not theirs:
        return 0.0, ""
    relations = {overlap(mine[0], d) for d in theirs}
    if "same" in relations:
        return 1.5, "same date"
    if "within" in relations:
        return 0.3, "dates that fit"
    return (0.0, "") if relations == {"unknown"} else (-4.0, "")


def fine_places(places: Sequence[Place]) -> list[Place]:
    """The places that are finer than a country."""
    return [p for p in places if p.precision not in ("country", "region", "sea")]


def place_key(place: Place) -> str:
    """What two mentions of one place share."""
    return place.geonames_id or place.name.lower()


def _places(event: list[Draft], draft: Draft) -> tuple[float, str]:
    if is_casualty(draft):
        return 0.0, ""  # the wounded are treated elsewhere
    mine, theirs = fine_places(draft.places), fine_places([p for e in event for p in e.places])
    if not mine or not theirs:
        shared = {place_key(p) for p in draft.places} & {place_key(p) for e in event for p in e.places}
        return (0.3, "same country") if shared else (0.0, "")
    if {place_key(p) for p in mine} & {place_key(p) for p in theirs}:
        return 1.5, "same place"
    coarse = any(p.precision in ("admin1", "unresolved", "district") for p in [*mine, *theirs])
    return (-0.7, "") if coarse else (-2.2, "")


def head_words(party: Party) -> set[str]:
    """Give the words of a party and its aliases that can identify it."""
    words = {
        w.strip("’'“”\",.").lower()
        for text in (party.text, party.name, *(a.text for a in party.aliases))
        for w in text.split()
    }
    return {w for w in words if len(w) > 2 and w not in ("the", "and", "some", "least", "from", "with")}


def same_party(a: Party, b: Party) -> bool:
    """Whether two phrases may name one party: the same actor, or a telling word in common."""
    if a.actor and b.actor:
        return a.actor == b.actor
    return bool((head_words(a) & head_words(b)) - COMMON_HEADS)


def _parties(event: list[Draft], draft: Draft) -> tuple[float, str]:
    points, why = 0.0, ""
    for field, plus, minus in (("initiators", 1.0, -0.8), ("targets", 1.0, -0.5)):
        mine = getattr(draft, field)
        theirs = [p for e in event for p in getattr(e, field)]
        if not mine or not theirs:
            continue
        if any(same_party(a, b) for a in mine for b in theirs):
            points, why = points + plus, "same parties"
        elif field == "initiators" and all(p.actor for p in [*mine, *theirs]):
            points -= 2.0
        else:
            points += minus
    return points, why


def _tolls(event: list[Draft], draft: Draft) -> tuple[float, str]:
    points, why = 0.0, ""
    for toll in draft.tolls:
        others = [t for e in event for t in e.tolls if t.kind == toll.kind]
        if not others:
            continue
        same = any((t.count.low, t.count.high) == (toll.count.low, toll.count.high) for t in others)
        points, why = (points + 1.2, "same toll") if same else (points - (0.0 if draft.definite else 0.8), why)
    return points, why


def _wording(event: list[Draft], draft: Draft) -> tuple[float, str]:
    if draft.retells:
        return 3.0, "“they” stands for it"
    if draft.another:
        return -3.0, ""
    if is_casualty(draft):
        last = max(d.sentence for d in event)
        violent = [d for d in event if d.modality in ("asserted", "alleged")]
        if violent and draft.sentence - last <= 2:
            return 1.6, "the toll of what was just told"
    points, why = 0.0, ""
    if draft.definite:
        points, why = 1.2, "told as known (“the …”)"
    if draft.pos == "noun" and not (draft.dates or draft.places):
        points += 0.5
    if draft.lemma in {d.lemma for d in event}:
        points += 0.3
    return points, why
