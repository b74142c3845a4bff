"""Triggers -> pseudo-claims, one an event: by a rule, or by the gold.

The harness measures a trigger tagger, not an engine, so what joins mentions is kept plain. ``by_rule`` is what
anybody could do without the gold; ``by_gold`` counts all triggers in the stretches of one gold event once, so it
says what the tagger is worth when joining is perfect.
"""

from collections import defaultdict

import msgspec

from training.harness.documents import Gold
from training.harness.tagging import Found


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One pseudo-claim: its type, its score, its trigger words."""

    label: int
    score: float
    triggers: tuple[tuple[int, int], ...]


def by_rule(found: list[Found], reach: int) -> list[Told]:
    """Triggers of one type no more than ``reach`` sentences after the last such are one event; all apart when it is
    negative."""
    groups: list[list[Found]] = []
    for trigger in sorted(found, key=lambda f: f.start):
        for group in groups:
            if group[-1].label == trigger.label and trigger.sentence - group[-1].sentence <= reach:
                group.append(trigger)
                break
        else:
            groups.append([trigger])
    return [told(group) for group in groups]


def by_gold(found: list[Found], gold: tuple[Gold, ...]) -> list[Told]:
    """Triggers in the stretches of one gold event are one; of several events the one whose trigger word and type
    fit best."""
    groups: dict[int, list[Found]] = {}
    for i, trigger in enumerate(sorted(found, key=lambda f: f.start)):
        fits = [(fit(trigger, g), -n) for n, g in enumerate(gold) if overlaps(trigger, g.stretches)]
        groups.setdefault(-max(fits)[1] if fits else -1 - i, []).append(trigger)
    return [told(group) for group in groups.values()]


def fit(trigger: Found, gold: Gold) -> int:
    """How well a trigger fits a gold event: 2 for the type, 1 for the word."""
    return 2 * (trigger.label in gold.labels) + overlaps(trigger, gold.triggers)


def overlaps(trigger: Found, stretches: tuple[tuple[int, int], ...]) -> bool:
    """Whether a trigger touches one of the stretches."""
    return any(trigger.start < b and a < trigger.end for a, b in stretches)


def told(group: list[Found]) -> Told:
    """One claim: its type is the one its mentions vote for, each with its score and how sure it is."""
    votes: dict[int, float] = defaultdict(float)
    for trigger in group:
        votes[trigger.label] += trigger.score * trigger.sure
    label = max(votes, key=lambda x: (votes[x], -x))
    spans = tuple((f.start, f.end) for f in group)
    return Told(label=label, score=max(f.score for f in group), triggers=spans)
