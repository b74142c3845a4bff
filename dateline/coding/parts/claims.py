"""Events of one report to the record's claims: which values stand, which claims are said at all, and how sure they
are."""

import math
import re
from collections.abc import Sequence

import msgspec

from dateline.coding.parts.choosing import Evidence, choose, people_first
from dateline.coding.parts.drafts import Draft, is_casualty, is_general
from dateline.coding.parts.inflect import noun_forms, verb_forms
from dateline.coding.parts.joining import Event
from dateline.coding.parts.lexicon import word_set
from dateline.coding.parts.modality import ANNOUNCED
from dateline.coding.parts.parties import merge_parties, with_aliases
from dateline.coding.parts.setting import PRECISE
from dateline.coding.parts.tolls import Toll
from dateline.model import (
    Acled,
    Attribution,
    Claim,
    Count,
    Damage,
    Mention,
    Modality,
    Outcome,
    Party,
    Place,
    Plover,
    ResolvedReport,
    Weapon,
    When,
    content_id,
)

RANK = ("asserted", "denied", "alleged", "planned", "threatened", "hypothetical", "recurring")
REAL = ("asserted", "alleged", "denied", "recurring")
MAX_PLACES = 12
OPENING = 3
"""Sentences from the start within which an act is taken to be near the dateline."""
KIND = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
PUNISHING = frozenset({"SANCTION", "COERCE"})
HOSTILE = PUNISHING | {"PROTEST", "ASSAULT"}
ASKING = frozenset(form for word in word_set("asking") for form in (*verb_forms(word), *noun_forms(word)))
KILLING = word_set("killing")
PERSON = re.compile(r"\b[A-Z]\w+ (?:[A-Z]\w*\.? )*[A-Z]\w+$")
"""A name of two words or more at the end of a phrase: "Senator Jane Roe"."""
FINEST = {"day": 0, "range": 1, "week": 2, "day-of-year": 3, "month": 4, "season": 5, "year": 6, "decade": 7}
COARSE = ("country", "region", "sea")


def best_draft(event: Event) -> Draft:
    """Give the draft whose type stands for the event: real before feared, specific before general, sure before weak.

    Its type is chosen again with what the event's other clauses tell of the parties and weapons.
    """
    first = event.drafts[0].sentence
    best = max(
        event.drafts,
        key=lambda d: (
            -RANK.index(d.modality),
            not is_general(d.type),
            d.strength + 0.05 * d.weight - 0.02 * (d.sentence - first),
        ),
    )
    real = [d.evidence for d in event.drafts if d.evidence is not None and d.modality == best.modality]
    if best.evidence is None:
        return best
    evidence = Evidence(
        initiators=frozenset().union(*(e.initiators for e in real)),
        targets=people_first(frozenset().union(*(e.targets for e in real))),
        weapons=frozenset().union(*(e.weapons for e in real)),
        words=best.evidence.words,
    )
    entry = choose(best.entries, evidence)
    return best if entry is None else msgspec.structs.replace(best, type=entry.type, mode=entry.trigger.mode)


def make_claim(event: Event, resolved: ResolvedReport, engine: str, version: str, alone: bool) -> Claim:
    """Give the claim of an event. ``alone``: nothing in the report places any of its events, so the dateline may."""
    drafts = sorted(event.drafts, key=lambda d: (-d.weight, d.mention.start))
    best = best_draft(event)
    acled, plover = _types(best)
    threat = plover is not None and plover.event_type == "THREATEN" and best.modality == "asserted"
    modality: Modality = "threatened" if threat else best.modality  # type: ignore[assignment]
    mentions = tuple(_unique_mentions(drafts, best))
    triggers = [(m.trigger_start, m.trigger_end) for m in mentions]
    return Claim(
        claim=content_id("c", resolved.report.id, resolved.report.text, engine, best.type.id, triggers, modality),
        report=resolved.report.id,
        engine=engine,
        engine_version=version,
        event_type=best.type.id,
        acled=acled,
        plover=plover,
        cameo=best.type.cameo,
        modality=modality,
        mentions=mentions,
        initiators=_parties(event, "initiators", resolved),
        targets=_parties(event, "targets", resolved),
        weapons=_weapons(event),
        places=_places(event) or (_last_resort(event, resolved) if alone else ()),
        date=_date(event, modality, resolved.report.published),
        killed=_toll(event, "killed"),
        injured=_toll(event, "injured"),
        outcome=_outcome(event, best, modality),
        damage=_damage(event),
        attribution=_source(event),
        confidence=confidence(event, best),
        reasons=(*_why(event, best), *event.reasons),
    )


def _unique_mentions(drafts: Sequence[Draft], best: Draft) -> list[Mention]:
    """The mentions, the fullest first; of two of the same words the first."""
    seen, found = set(), []
    for draft in [d for d in drafts if d.modality == best.modality] + [
        d for d in drafts if d.modality != best.modality
    ]:
        key = (draft.mention.trigger_start, draft.mention.trigger_end)
        if key not in seen:
            seen.add(key)
            found.append(draft.mention)
    return found


def _types(best: Draft) -> tuple[Acled | None, Plover | None]:
    """The types of the schemes. What is only planned, threatened or feared has no ACLED type; PLOVER has a type for
    saying so:
    a promised kindness is AGREE, an announced punishment or a threat THREATEN. What others are asked for, and what an
    act is only for ("to help"), is neither."""
    event_type, modality = best.type, best.modality
    plover = None
    if event_type.plover:
        plover = Plover(event_type=event_type.plover.event_type, mode=best.mode or event_type.plover.mode)
    if modality == "threatened":
        return None, Plover(event_type="THREATEN", mode="violence" if event_type.acled else None)
    if modality == "planned":
        said = plover.event_type if plover is not None else ""
        if best.cue in ASKING or best.cue == "to":
            return None, None
        hostile = HOSTILE if best.cue in ANNOUNCED else PUNISHING  # a secret plan to attack threatens nobody
        spoken = "AGREE" if said in KIND else "THREATEN" if said in hostile else None
        return None, Plover(event_type=spoken) if spoken else None
    return (None, None) if modality == "hypothetical" else (event_type.acled, plover)


def _parties(event: Event, field: str, resolved: ResolvedReport) -> tuple[Party, ...]:
    other = "targets" if field == "initiators" else "initiators"
    best = best_draft(event)
    taken = {(p.start, p.end) for p in getattr(best, other)}
    drafts = sorted(event.drafts, key=lambda d: (d is not best, -d.weight, d.mention.start))
    found = [p for d in drafts for p in getattr(d, field) if (p.start, p.end) not in taken]
    return recorded_parties(found, resolved)


def recorded_parties(found: Sequence[Party], resolved: ResolvedReport) -> tuple[Party, ...]:
    """Give parties as the record has them: each once, with its other names in the report."""
    return tuple(with_aliases(p, resolved.actors) for p in merge_parties(found))


def recorded_places(found: Sequence[Place]) -> tuple[Place, ...]:
    """Give places as the record has them: most specific first."""
    return tuple(sorted(found, key=lambda p: PRECISE.get(p.precision, 9))[:MAX_PLACES])


def _weapons(event: Event) -> tuple[Weapon, ...]:
    kept: dict[str, Weapon] = {}
    for draft in event.drafts:
        for weapon in draft.weapons:
            words = weapon.text.lower().split()
            same = next((k for k in kept if k.split()[-1].rstrip("s") == words[-1].rstrip("s")), None)
            if same is None or (weapon.quantity and not kept[same].quantity):
                kept[same or weapon.text.lower()] = weapon
    return tuple(kept.values())


def _places(event: Event) -> tuple[Place, ...]:
    """The places of all mentions, most specific first, each once; those of a mention that only recalls the event
    count too."""
    kept: dict[str, Place] = {}
    telling = [d for d in event.drafts if not is_casualty(d)] or event.drafts
    for draft in sorted(telling, key=lambda d: -d.weight):
        for place in draft.places:
            kept.setdefault(place.geonames_id or place.name.lower(), place)
    return recorded_places(list(kept.values()))


def _last_resort(event: Event, resolved: ResolvedReport) -> tuple[Place, ...]:
    """The report's dateline, for an act told in its opening sentences that nothing else places: marked as what it
    is."""
    if min(d.sentence for d in event.drafts) > OPENING or all(d.modality not in REAL for d in event.drafts):
        return ()
    return tuple(
        sorted((p for p in resolved.places if p.relation == "dateline"), key=lambda p: PRECISE.get(p.precision, 9))[:1]
    )


def _date(event: Event, modality: str, published: str | None) -> When | None:
    """The most precise date that a clause tells; what is told as done cannot be dated after the report itself."""
    done = modality in ("asserted", "alleged", "denied")
    dates = [
        (FINEST.get(d.precision, 9), -draft.weight, i, d)
        for i, draft in enumerate(event.drafts)
        for d in draft.dates[:1]
    ]
    told = [d for d in dates if not (done and published and d[3].first and d[3].first > published[:10])]
    return min(told, key=lambda x: x[:3])[3] if told else None


def _toll(event: Event, kind: str) -> Count | None:
    """The toll: one said to be revised stands before the first one stated; an exact one before an open or vague one."""
    tolls: list[Toll] = [t for d in event.drafts for t in d.tolls if t.kind == kind]
    if not tolls:
        return _victim(event) if kind == "killed" else None
    revised = [t for t in tolls if t.revised and t.count.low is not None]
    stated = [t for t in tolls if t.count.low is not None]
    return (revised[-1:] or stated[:1] or tolls[:1])[0].count


def _victim(event: Event) -> Count | None:
    """One killed, where an act that kills by its name is done to one named person and no count is given."""
    for draft in event.drafts:
        people = [p for p in draft.targets if not p.is_object]
        if draft.lemma.split()[0] in KILLING and draft.modality == "asserted" and not draft.failed and len(people) == 1:
            (one,) = people
            if (
                one.text.split()[0][:1].isupper()
                and one.kind in ("unknown", "civilians", "government")
                and not one.actor
                and PERSON.search(one.text)
            ):
                return Count(low=1, high=1, text=one.text, start=one.start, end=one.end)
    return None


def _outcome(event: Event, best: Draft, modality: str) -> Outcome:
    if modality not in ("asserted", "alleged", "denied"):
        return "unknown"
    failed = [d.failed for d in event.drafts if d.failed]
    if failed:
        return failed[0]  # type: ignore[return-value]
    if best.type.acled and best.type.acled.sub_event_type == "Disrupted weapons use":
        return "intercepted" if "down" in best.lemma or "intercept" in best.lemma else "repelled"
    return "completed" if modality == "asserted" else "unknown"


def _damage(event: Event) -> Damage | None:
    text = " ".join(d.mention.text.lower() for d in event.drafts)
    if "no damage" in text or "no casualties or damage" in text or "no material damage" in text:
        return "none"
    words = (
        "destroy",
        "damage",
        "collapse",
        "raze",
        "burn",
        "ablaze",
        "set fire",
        "wreck",
        "rubble",
        "gutted",
        "blown up",
        "torched",
    )
    return "reported" if any(w in text for w in words) else None


def _source(event: Event) -> Attribution | None:
    for draft in sorted(event.drafts, key=lambda d: -d.weight):
        if draft.source:
            return draft.source
    return None


def specifics(event: Event) -> float:
    """Count what tells an occurrence apart from others: a date, a place, a named or known party, a count."""
    dates = (
        1.0 if any(d.dates and "date" not in d.lent for d in event.drafts) else 0.5 * any(d.dates for d in event.drafts)
    )
    own = [p for d in event.drafts if "place" not in d.lent for p in d.places]
    fine = any(p.precision not in COARSE for p in own)
    coarse = bool(own)
    parties = [p for d in event.drafts for p in (*d.initiators, *d.targets)]
    named = any(p.actor or (p.text[:1].isupper() and not p.text.lower().startswith(("the ", "a "))) for p in parties)
    counted = any(t.count.low is not None for d in event.drafts for t in d.tolls) or any(
        w.quantity for d in event.drafts for w in d.weapons
    )
    return dates + (1 if fine else 0) + (0.5 if coarse and not fine else 0) + named + counted


WEIGHTS = {
    "always": -1.64,
    "strength over .6": 3.08,
    "specifics": 0.88,
    "further mentions": 0.05,
    "targets": -0.44,
    "initiators": 0.31,
    "general type": -1.11,
    "not plainly asserted": -0.15,
    "noun": 0.16,
    "toll": -0.33,
    "weapons": 0.17,
}
"""Logistic regression (L2 0.5) of "this claim is right, and of the right ACLED type" on the 926 claims of the sets
news-train and news-more, November 2026; refitted by ``benchmarks/errors.py --fit``."""


def signs(event: Event, best: Draft) -> dict[str, float]:
    """Give what speaks for and against a claim, by the names of ``WEIGHTS``."""
    return {
        "always": 1.0,
        "strength over .6": best.strength - 0.6,
        "specifics": specifics(event),
        "further mentions": min(len(event.drafts) - 1, 3),
        "targets": bool(best.targets),
        "initiators": bool(best.initiators),
        "general type": is_general(best.type),
        "not plainly asserted": best.modality != "asserted",
        "noun": best.pos == "noun",
        "toll": any(d.tolls for d in event.drafts),
        "weapons": any(d.weapons for d in event.drafts),
    }


def confidence(event: Event, best: Draft) -> float:
    """Give the share of claims like this one that are right, 0 to 1."""
    score = sum(WEIGHTS[name] * value for name, value in signs(event, best).items())
    return round(1 / (1 + math.exp(-score)), 3)


def _why(event: Event, best: Draft) -> list[str]:
    why = [f"“{best.mention.trigger}” names {best.type.name.lower()}"]
    if best.cue:
        why.append(f"“{best.cue}” makes it {best.modality}")
    if len({d.type.id for d in event.drafts}) > 1:
        why.append(f"of several readings, “{best.mention.trigger}” is the most specific")
    return why
