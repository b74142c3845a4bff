"""One event from the claims that tell it: every value by a stated rule, with the claims behind it."""

import math
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from dateline.events import Event, Link, Status
from dateline.merge import setting
from dateline.merge.compare import parties
from dateline.merge.contradict import contradictions
from dateline.merge.judged import Judged
from dateline.merge.tolls import Role, toll
from dateline.merge.voices import Chosen, Voice, corrected_by, correction, fullness, ids, sides, speaking, weight
from dateline.model import Claim, Damage, Modality, Outcome, Party, Weapon, content_id

GENERAL_WEIGHT = 0.5
"""A vote for a general type ("attack") counts half: it does not speak against the exact one."""
MOST_SURE = 0.99
REAL: tuple[Modality, ...] = ("asserted", "alleged")
ROLES: tuple[Role, ...] = ("killed", "injured")
T = TypeVar("T")


def combine(
    voices: Sequence[Voice], judged: Judged, *, event: str, links: tuple[Link, ...], rejected: bool = False
) -> Event:
    """Give the event that claims tell. ``voices`` are its evidence; ``rejected``: people said of each that it is not
    so, and the event is shown only to be taken back."""
    ordered = sorted(voices, key=fullness, reverse=True)
    series = 2 * sum(v.features.series for v in ordered) >= len(ordered)
    place, all_places = setting.places(ordered, series=series)
    kind, modality, date = _type(ordered), _modality(ordered), setting.date(ordered)
    initiators, targets, weapons = _initiators(ordered), _targets(ordered), _weapons(ordered)
    outcome, damage = _outcome(ordered), _damage(ordered)
    tolls = {role: toll(ordered, role) for role in ROLES}
    chosen: dict[str, Chosen[Any]] = {
        "event_type": kind, "modality": modality, "date": date, "place": place, "initiators": initiators,
        "targets": targets, "weapons": weapons, "outcome": outcome, "damage": damage,
    }  # fmt: skip
    sources = len({v.work for v in ordered})
    return Event(
        event=event,
        version="",
        claims=ids(ordered),
        reports=len({v.sourced.report for v in ordered}),
        sources=sources,
        event_type=kind.value.event_type,
        acled=kind.value.acled,
        plover=kind.value.plover,
        cameo=kind.value.cameo,
        modality=modality.value,
        initiators=initiators.value,
        targets=targets.value,
        weapons=weapons.value,
        place=place.value,
        places=all_places,
        date=date.value,
        killed=tolls["killed"],
        injured=tolls["injured"],
        outcome=outcome.value,
        damage=damage.value,
        confidence=_confidence(ordered),
        status="rejected" if rejected else _status(event, ordered, judged),
        links=links,
        contradictions=contradictions(ordered, series=series),
        rules={name: one.rule for name, one in chosen.items()} | {name: t.rule for name, t in tolls.items() if t},
        evidence={name: one.claims for name, one in chosen.items() if one.claims}
        | {name: t.claims for name, t in tolls.items() if t and t.claims},
        reasons=_reasons(ordered, sources),
    )


def sealed(event: Event) -> Event:
    """Give an event with its version: a hash of all else that is in it."""
    return msgspec.structs.replace(event, version=content_id("v", event))


def _type(voices: Sequence[Voice]) -> Chosen[Claim]:
    """The claim whose type and codes are shown."""
    fixed = correction(voices, "event_type") or correction(voices, "acled")
    if fixed is not None:
        return Chosen(fixed[0].claim, corrected_by(fixed[1]), ids([fixed[0]]))
    spoken = speaking(voices, lambda claim: True)
    votes: dict[str, float] = {}
    for v in spoken:
        counts = v.claim.confidence * (GENERAL_WEIGHT if v.features.general else 1.0)
        votes[v.claim.event_type] = votes.get(v.claim.event_type, 0.0) + counts
    best = max(spoken, key=lambda v: (votes[v.claim.event_type], fullness(v)))
    side = [v for v in spoken if v.claim.event_type == best.claim.event_type]
    rule = f"the type that most sources tell, by their confidence, general ones half ({len(side)} of {len(spoken)})"
    return Chosen(best.claim, rule, ids([best, *(v for v in side if v is not best)]))


def _modality(voices: Sequence[Voice]) -> Chosen[Modality]:
    """Asserted where anyone asserts it in their own voice; else alleged; else what most say."""
    fixed = correction(voices, "modality")
    if fixed is not None:
        return Chosen(fixed[0].claim.modality, corrected_by(fixed[1]), ids([fixed[0]]))
    for modality in REAL:
        side = speaking([v for v in voices if v.claim.modality == modality], lambda claim: True)
        if side:
            return Chosen(modality, f"{modality} by at least one source", ids(side))
    return _vote(voices, "modality", [(v, v.claim.modality) for v in speaking(voices, lambda claim: True)], "asserted")


def _outcome(voices: Sequence[Voice]) -> Chosen[Outcome]:
    spoken = speaking(voices, lambda claim: claim.outcome != "unknown")
    return _vote(voices, "outcome", [(v, v.claim.outcome) for v in spoken], "unknown")


def _damage(voices: Sequence[Voice]) -> Chosen[Damage | None]:
    spoken = speaking(voices, lambda claim: claim.damage is not None)
    return _vote(voices, "damage", [(v, v.claim.damage) for v in spoken], None)


def _vote(voices: Sequence[Voice], field: str, spoken: Sequence[tuple[Voice, T]], nothing: T) -> Chosen[T]:
    """What most of those who say anything say, by their confidence."""
    fixed = correction(voices, field)
    if fixed is not None:
        return Chosen(getattr(fixed[0].claim, field), corrected_by(fixed[1]), ids([fixed[0]]))
    if not spoken:
        return Chosen(nothing, "no source says", ())
    votes: dict[T, float] = {}
    for voice, value in spoken:
        votes[value] = votes.get(value, 0.0) + voice.claim.confidence
    best = max(spoken, key=lambda one: (votes[one[1]], fullness(one[0])))[1]
    side = [voice for voice, value in spoken if value == best]
    return Chosen(best, f"what most sources say, by their confidence ({len(side)} of {len(spoken)})", ids(side))


def _initiators(voices: Sequence[Voice]) -> Chosen[tuple[Party, ...]]:
    """The parties of the side that most sources name, as its best-named account gives them."""
    fixed = correction(voices, "initiators")
    if fixed is not None:
        return Chosen(fixed[0].claim.initiators, corrected_by(fixed[1]), ids([fixed[0]]))
    spoken = speaking(voices, lambda claim: bool(claim.initiators))
    if not spoken:
        return Chosen((), "no source says", ())
    found = sides(spoken, lambda a, b: parties(a.features.initiators, b.features.initiators) not in ("other", "unlike"))
    side = max(found, key=lambda one: (weight(one), max(fullness(v) for v in one)))
    best = max(side, key=lambda v: (_named(v.claim.initiators), fullness(v)))
    rule = f"whom most sources name ({len(side)} of {len(spoken)}), as the account that names them best"
    return Chosen(best.claim.initiators, rule, ids([best, *(v for v in side if v is not best)]))


def _named(parties_: Sequence[Party]) -> tuple[int, int]:
    return sum(p.actor is not None for p in parties_), sum(p.kind != "unknown" for p in parties_)


def _targets(voices: Sequence[Voice]) -> Chosen[tuple[Party, ...]]:
    """As the account with the most targets gives them."""
    fixed = correction(voices, "targets")
    if fixed is not None:
        return Chosen(fixed[0].claim.targets, corrected_by(fixed[1]), ids([fixed[0]]))
    spoken = speaking(voices, lambda claim: bool(claim.targets))
    if not spoken:
        return Chosen((), "no source says", ())
    best = max(spoken, key=lambda v: (len(v.claim.targets), fullness(v)))
    return Chosen(best.claim.targets, "as the fullest account gives them", ids([best]))


def _weapons(voices: Sequence[Voice]) -> Chosen[tuple[Weapon, ...]]:
    """Each kind of weapon that any source names, as the fullest account that names it."""
    fixed = correction(voices, "weapons")
    if fixed is not None:
        return Chosen(fixed[0].claim.weapons, corrected_by(fixed[1]), ids([fixed[0]]))
    found: dict[str, tuple[Weapon, str]] = {}
    for voice in sorted(speaking(voices, lambda claim: bool(claim.weapons)), key=fullness, reverse=True):
        for weapon in voice.claim.weapons:
            found.setdefault(weapon.kind, (weapon, voice.claim.claim))
    if not found:
        return Chosen((), "no source says", ())
    shown = tuple(weapon for weapon, _ in found.values())
    behind = tuple(dict.fromkeys(claim for _, claim in found.values()))
    return Chosen(shown, "each kind that a source names", behind)


def _confidence(voices: Sequence[Voice]) -> float:
    """The chance that at least one source is right, were they independent: copies of a text count once."""
    surest: dict[str, float] = {}
    for voice in voices:
        surest[voice.work] = max(surest.get(voice.work, 0.0), voice.claim.confidence)
    wrong = math.prod(1 - confidence for _, confidence in sorted(surest.items()))
    return round(min(MOST_SURE, 1 - wrong), 4)


def _status(event: str, voices: Sequence[Voice], judged: Judged) -> Status:
    if judged.rejected(event):
        return "rejected"
    if any(v.corrections for v in voices):
        return "corrected"
    if judged.accepted(event) or any(judged.accepted(v.claim.claim) for v in voices):
        return "accepted"
    return "unreviewed"


def _reasons(voices: Sequence[Voice], sources: int) -> tuple[str, ...]:
    reports = len({v.sourced.report for v in voices})
    if reports == 1:
        return ("told by one report",)
    return (f"told by {reports} reports, {sources} of them independent",)
