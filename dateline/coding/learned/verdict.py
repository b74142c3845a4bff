"""Whether an event is said at all, and how sure it is: the last look at an event with everything known of it.

A trigger may be read rightly and still tell no specific incident: a general statement, the history of a war, a court
report. What tells them apart is not in the word but in what surrounds it: whether anything dates or places it, who is
named, how the report speaks elsewhere. The score is the claim's ``confidence``.
"""

import re
from collections.abc import Sequence

from dateline.coding.learned.heads import MODALITIES
from dateline.coding.learned.settings import Setting
from dateline.coding.learned.sides import SUBTYPES, TYPES
from dateline.coding.parts.claims import specifics
from dateline.coding.parts.drafts import Draft, Opinion, is_casualty, is_general, is_vague
from dateline.coding.parts.joining import Event, fine_places

CONTEXTS = ("anniversary", "court", "drill", "fiction", "disaster", "sport", "business", "crime")
PAST_PERFECT = re.compile(r"\b(?:had|has|have)\b", re.I)
GENERAL = re.compile(
    r"\b(?:often|usually|frequent\w*|regular\w*|years? of|decades? of|history|ever since|always|never|most|many|some"
    r"|any|such|other|more|every|each|daily|increasing\w*|campaign|war|conflict|violence|would|could|may|might|if)\b",
    re.I,
)  # fmt: skip
NOTHING = Opinion(belief=0.0, types=())
NAMES = (
    "belief", "belief mean", "belief second", "type", "type margin", "outside", "mentions", "sentence",
    "sentences apart",
    "rule strength", "rule type", "specifics", "own date", "date", "own place", "place fine", "places", "initiators",
    "targets", "named", "known actor", "object", "toll", "injured", "weapons", "weapon count", "noun", "plural", "bare",
    "definite", "general type", "vague", "casualty", "alleged", "denied", "failed", "another", "source", "quoted",
    "days ago", "published", "weight", "events", "words", "share", "general words", "perfect", "clause", "headline",
    *TYPES, *SUBTYPES, *CONTEXTS, "any context", "date score", "place score",
    "actual", "tells", "others believed", "most believed", *(f"thought {m}" for m in MODALITIES),
)  # fmt: skip


def numbers(
    setting: Setting, event: Event, sub_type: tuple[float, float, float], scores: tuple[float, float]
) -> list[float]:
    """The numbers for an event, in the order of ``NAMES``. ``sub_type``: the network's probability of the event's type,
    its lead over the next, and of no type at all; ``scores``: those of the chosen date and of the best place."""
    drafts = sorted(event.drafts, key=lambda d: -(d.opinion.belief if d.opinion else 0.0))
    best, beliefs = drafts[0], [d.opinion.belief if d.opinion else 0.0 for d in drafts]
    acled, resolved = best.type.acled, setting.resolved
    opinions = [d.opinion or NOTHING for d in drafts]
    parties = [p for d in drafts for p in (*d.initiators, *d.targets)]
    tolls = [t for d in drafts for t in d.tolls]
    places = [p for d in drafts for p in d.places if "place" not in d.lent]
    clause = " ".join(d.mention.text for d in drafts[:3])
    sentences = [d.sentence for d in drafts]
    row = [
        beliefs[0],
        sum(beliefs) / len(beliefs),
        beliefs[1] if len(beliefs) > 1 else 0.0,
        *sub_type,
        min(10, len(drafts)),
        min(40, min(sentences)),
        min(20, max(sentences) - min(sentences)),
        max(d.strength for d in drafts),
        any(d.entries and d.entries[0].forms for d in drafts),
        specifics(event),
        any(d.dates and "date" not in d.lent for d in drafts),
        any(d.dates for d in drafts),
        bool(places),
        bool(fine_places(places)),
        min(8, len(places)),
        min(5, sum(len(d.initiators) for d in drafts)),
        min(5, sum(len(d.targets) for d in drafts)),
        any(p.text[:1].isupper() and not p.text.lower().startswith(("the ", "a ")) for p in parties),
        any(p.actor for p in parties),
        any(p.is_object for p in parties),
        any(t.kind == "killed" and t.count.low is not None for t in tolls),
        any(t.kind == "injured" and t.count.low is not None for t in tolls),
        any(d.weapons for d in drafts),
        any(w.quantity for d in drafts for w in d.weapons),
        best.pos == "noun",
        best.pos == "noun" and best.mention.trigger.lower().endswith("s"),
        best.pos == "noun" and not best.definite and not _determined(best),
        best.definite,
        is_general(best.type),
        all(is_vague(d) for d in drafts),
        all(is_casualty(d) for d in drafts),
        any(d.modality == "alleged" for d in drafts),
        any(d.modality == "denied" for d in drafts),
        any(d.failed for d in drafts),
        any(d.another for d in drafts),
        any(d.source is not None for d in drafts),
        any(q.start <= best.mention.trigger_start < q.end for q in resolved.annotated.quotations),
        _ago(setting, drafts),
        resolved.report.published is not None,
        max(d.weight for d in drafts),
        min(30, len(setting.events)),
        min(2000, len(setting.reading.split())),
        len({d.sentence for e in setting.events for d in e.drafts}) / max(1, len(setting.starts)),
        len(GENERAL.findall(clause)),
        bool(PAST_PERFECT.search(clause)),
        min(60, len(best.mention.text.split())),
        min(sentences) == 0,
        *(acled is not None and acled.event_type == t for t in TYPES),
        *(acled is not None and acled.sub_event_type == t for t in SUBTYPES),
        *(any(d.context == c for d in drafts) for c in CONTEXTS),
        all(d.context for d in drafts),
        *scores,
        max(o.actual for o in opinions),
        max(o.tells for o in opinions),
        *_others(setting, event),
        *_modality(best),
    ]
    return [float(x) for x in row]


def _others(setting: Setting, event: Event) -> tuple[float, float]:
    """How surely the report's other events are incidents: their mean and the surest."""
    mine = {d.mention.trigger_start for d in event.drafts}
    found = [
        max(d.opinion.belief if d.opinion else 0.0 for d in e.drafts)
        for e in setting.events
        if not mine & {d.mention.trigger_start for d in e.drafts}
    ]
    return (sum(found) / len(found), max(found)) if found else (-1.0, -1.0)


def _modality(best: Draft) -> tuple[float, ...]:
    return best.opinion.modality if best.opinion and best.opinion.modality else (-1.0,) * len(MODALITIES)


def _determined(draft: Draft) -> bool:
    """Whether "a", "an", "another" or a number stands in a noun's clause just before it."""
    before = draft.mention.text[: max(0, draft.mention.trigger_start - draft.mention.start)].lower().split()[-3:]
    return any(w in ("a", "an", "another", "one", "two", "three", "his", "her", "its", "their") for w in before)


def _ago(setting: Setting, drafts: Sequence[Draft]) -> float:
    """Days from the latest of the event's dates to publication, -1 when either is not known."""
    from datetime import date

    published, days = (setting.resolved.report.published or "")[:10], []
    for when in (w for d in drafts for w in d.dates[:1]):
        try:
            days.append((date.fromisoformat(published) - date.fromisoformat(when.last or "")).days)
        except ValueError:
            continue
    return float(min(5000, max(-5, min(days)))) if days else -1.0
