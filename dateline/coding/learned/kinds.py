"""Which ACLED sub-event type an event has: the network's probabilities and the rules' choice, weighed with who met whom
and with what weapons. "Attack" and "armed clash" differ by who was attacked, "shelling" and "air strike" by what hit.
"""

from collections.abc import Callable, Sequence

from dateline.coding.learned.network import Label
from dateline.coding.learned.sides import CLASSES
from dateline.coding.parts.choosing import choose, classes
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.joining import Event
from dateline.coding.parts.phrases import Description
from dateline.model import Party

SUB_TYPES = (
    "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
    "Excessive force against protesters", "Protest with intervention", "Peaceful protest", "Violent demonstration",
    "Mob violence", "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack", "Abduction/forced disappearance",
    "Agreement",
    "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
)  # fmt: skip
WEAPONS = (
    "small arms", "blade", "grenade", "mortar", "artillery", "rocket", "missile", "drone", "aircraft bomb", "IED",
    "vehicle bomb", "suicide vest", "mine", "chemical", "incendiary", "stones", "vehicle", "ship",
)  # fmt: skip
LOOKED_AT = 6
"""How many of the likeliest types are weighed; in nineteen events of twenty the right one is among them."""
NAMES = (
    "thought", "rank", "behind", "ahead of next", "best clause", "clauses", "said by rules", "rules alone",
    "rules agree",
    *(f"is {s}" for s in SUB_TYPES), *(f"weapon {w}" for w in WEAPONS),
    *(f"initiator {c}" for c in CLASSES), *(f"target {c}" for c in CLASSES),
    "no initiator", "no target", "killed", "injured", "noun", "mentions", "failed", "damage", "protest near",
    "court near",
)  # fmt: skip


def rows(
    event: Event, thought: Sequence[float], labels: Sequence[Label], describe: Callable[[str], Description]
) -> list[tuple[int, list[float]]]:
    """The likeliest labels of an event with their numbers, in the order of ``NAMES``. ``thought`` are the network's
    probabilities by label, over all mentions."""
    acled = [i for i, label in enumerate(labels) if label.event]
    order = sorted(acled, key=lambda i: -thought[i])
    voted = [d.type.acled.sub_event_type for d in event.drafts if d.type.acled is not None]
    ruled = [e for d in event.drafts for e in [_by_rules(d)] if e]
    around = _around(event, describe)
    out = []
    for rank, number in enumerate(order[:LOOKED_AT]):
        name = labels[number].name
        after = thought[order[rank + 1]]
        clause = [d.opinion.types[number] for d in event.drafts if d.opinion is not None and d.opinion.types]
        row = [
            thought[number],
            rank,
            thought[order[0]] - thought[number],
            thought[number] - after,
            max(clause, default=0.0),
            sum(v == name for v in voted) / max(1, len(voted)),
            name in ruled,
            bool(ruled) and all(r == name for r in ruled),
            ruled.count(name),
            *(name == s for s in SUB_TYPES),
            *around,
        ]
        out.append((number, [float(x) for x in row]))
    return out


def _by_rules(draft: Draft) -> str:
    """What the ontology alone makes of a draft's words: the sub-type of the entry that its conditions speak for."""
    if draft.evidence is None:
        return ""
    best = choose([e for e in draft.entries if e.forms], draft.evidence)
    return best.type.acled.sub_event_type if best is not None and best.type.acled is not None else ""


def _around(event: Event, describe: Callable[[str], Description]) -> list[float]:
    arms = {w.kind for d in event.drafts for w in d.weapons}
    doing = classes(_described([p for d in event.drafts for p in d.initiators], describe))
    done = classes(_described([p for d in event.drafts for p in d.targets], describe))
    text = " ".join(d.mention.text.lower() for d in event.drafts)
    return [
        *(w in arms for w in WEAPONS),
        *(c in doing for c in CLASSES),
        *(c in done for c in CLASSES),
        not doing,
        not done,
        any(t.kind == "killed" for d in event.drafts for t in d.tolls),
        any(t.kind == "injured" for d in event.drafts for t in d.tolls),
        event.drafts[0].pos == "noun",
        min(8, len(event.drafts)),
        any(d.failed for d in event.drafts),
        any(w in text for w in ("destroy", "damage", "burn", "loot", "raze")),
        any(w in text for w in ("protest", "demonstrat", "march", "rall")),
        any(d.context == "court" for d in event.drafts),
    ]


def _described(parties: Sequence[Party], describe: Callable[[str], Description]) -> list[tuple[Party, str]]:
    return [(p, describe(p.text).klass) for p in parties]
