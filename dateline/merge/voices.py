"""One voice a work: near-copies of a text say a thing once, and of them the latest counts.

What every rule that chooses a value needs: who says something on a field, who says the same, and how to name them.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

import msgspec

from dateline.events import Judgement, SourcedClaim
from dateline.merge.features import Features
from dateline.model import Claim

T = TypeVar("T")


SPEAKERS = 8
"""Voices of a side that another is held to: a bound for the events that thousands tell."""


class Voice(msgspec.Struct, frozen=True):
    """A claim as evidence: with its source, its features, and the corrections people made of it, by field."""

    sourced: SourcedClaim
    features: Features
    corrections: dict[str, Judgement]

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.sourced.claim

    @property
    def work(self) -> str:
        """What near-copies share."""
        return self.features.work

    @property
    def name(self) -> str:
        """Who says it and when, for people: "agency A, 3 May 2024"."""
        who = self.sourced.source or self.sourced.report
        try:
            day = date.fromisoformat((self.sourced.published or "")[:10])
        except ValueError:
            return who
        return f"{who}, {day.day} {day:%B} {day.year}"


class Chosen(msgspec.Struct, Generic[T], frozen=True):
    """A value shown, the rule that chose it, and the claims it was chosen from."""

    value: T
    rule: str
    claims: tuple[str, ...]


def fullness(voice: Voice) -> tuple[int, float, str]:
    """How much a claim tells: sort by it, the fullest last. Equal claims differ by id, so that order is never
    chance."""
    c = voice.claim
    told = (c.initiators, c.targets, c.weapons, c.places, c.date, c.killed, c.injured, c.damage, c.attribution)
    return sum(bool(value) for value in told) * 4 + min(len(c.mentions), 3), c.confidence, c.claim


def moment(voice: Voice) -> tuple[str, str, str, str]:
    """When a claim was published, for sorting: unknown first, within a moment by source."""
    sourced = voice.sourced
    return sourced.published or "", sourced.source or "", sourced.report, sourced.claim.claim


def speaking(voices: Iterable[Voice], says: Callable[[Claim], bool]) -> list[Voice]:
    """Give those who say something, one a work: of copies the latest, and of its claims the fullest; by time."""
    found: dict[str, Voice] = {}
    for voice in sorted(voices, key=lambda v: ((v.sourced.published or "")[:10], fullness(v))):
        if says(voice.claim):
            found[voice.work] = voice
    return sorted(found.values(), key=moment)


def sides(voices: Sequence[Voice], agree: Callable[[Voice, Voice], bool]) -> list[list[Voice]]:
    """Give the voices in sides: each joins the first side whose first voices it agrees with, by time."""
    found: list[list[Voice]] = []
    for voice in voices:
        home = next((side for side in found if all(agree(voice, other) for other in side[:SPEAKERS])), None)
        if home is None:
            found.append([voice])
        else:
            home.append(voice)
    return found


def weight(voices: Iterable[Voice]) -> float:
    """The sum of confidences: what a side of a vote has."""
    return sum(voice.claim.confidence for voice in voices)


def ids(voices: Iterable[Voice]) -> tuple[str, ...]:
    """Give the ids of their claims, in order."""
    return tuple(voice.claim.claim for voice in voices)


def correction(voices: Iterable[Voice], field: str) -> tuple[Voice, Judgement] | None:
    """Give the claim whose field people corrected last, with the judgement."""
    found = [(v, v.corrections[field]) for v in voices if field in v.corrections]
    return max(found, key=lambda one: (one[1].at, one[1].judgement)) if found else None


def corrected_by(judgement: Judgement) -> str:
    """The rule of a corrected value."""
    return f"corrected by {judgement.reviewer}"
