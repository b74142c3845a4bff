"""What the claims of an event disagree on: said with both sides and their sources, never averaged away."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dateline.events import Contradiction
from dateline.merge import compare
from dateline.merge.say import day, number
from dateline.merge.setting import CONTRADICT_KM, apart_km, days_meet, finest
from dateline.merge.voices import Voice, ids, sides, speaking
from dateline.model import Claim

MOST_SIDES = 4
"""Sides that a sentence tells; the claims of all are listed."""


class Question(NamedTuple):
    """A field on which claims may disagree: who speaks of it, who agrees, and what to call an answer."""

    field: str
    name: str
    says: Callable[[Voice], bool]
    agree: Callable[[Voice, Voice], bool]
    answer: Callable[[Voice], str]


def contradictions(voices: Sequence[Voice], *, series: bool) -> tuple[Contradiction, ...]:
    """Give every disagreement, in the order of the fields. A series has many places: they contradict nobody."""
    return tuple(c for q in QUESTIONS if not (series and q.field == "places") for c in _ask(q, voices))


def _ask(question: Question, voices: Sequence[Voice]) -> Iterator[Contradiction]:
    by_claim = {v.claim.claim: v for v in voices}
    spoken = speaking(voices, lambda claim: question.says(by_claim[claim.claim]))
    found = sides(spoken, question.agree)
    if len(found) < 2 or not any(not question.agree(found[0][0], v) for side in found[1:] for v in side):
        return
    told = [f"{question.answer(side[0])} ({side[0].name})" for side in found[:MOST_SIDES]]
    more = f" and {len(found) - MOST_SIDES} more" if len(found) > MOST_SIDES else ""
    first = [side[0] for side in found]
    rest = [v for side in found for v in side[1:]]
    yield Contradiction(
        field=question.field, sentence=f"{question.name}: {' against '.join(told)}{more}", claims=ids([*first, *rest])
    )


def _same_toll(role: str) -> Callable[[Voice, Voice], bool]:
    def agree(a: Voice, b: Voice) -> bool:
        return compare.tolls(getattr(a.features, role), getattr(b.features, role), 0) not in ("rose", "differs", "far")

    return agree


def _has(role: str) -> Callable[[Voice], bool]:
    return lambda v: getattr(v.features, role) is not None


def _toll_words(role: str) -> Callable[[Voice], str]:
    return lambda v: number(getattr(v.features, role))


def _same_side(role: str) -> Callable[[Voice, Voice], bool]:
    def agree(a: Voice, b: Voice) -> bool:
        return compare.parties(getattr(a.features, role), getattr(b.features, role)) not in ("other", "unlike")

    return agree


def _same_type(a: Voice, b: Voice) -> bool:
    return compare.what(a.features, b.features) not in ("other", "kin")


def _kind(claim: Claim) -> str:
    return claim.acled.sub_event_type if claim.acled else claim.event_type.replace("_", " ")


def _near(a: Voice, b: Voice) -> bool:
    """Whether any two of their places may be one: an act between two towns is near both."""
    apart = [apart_km(x, y) for x in a.claim.places for y in b.claim.places]
    known = [km for km in apart if km is not None]
    if not known:
        return compare.where(a.features, b.features) not in ("other country", "other province")
    return min(known) <= CONTRADICT_KM


def _days(voice: Voice) -> str:
    first, last = voice.features.first, voice.features.last
    if first is None or last is None:
        return ""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


DENIAL = {"denied": "denied", "asserted": "asserted", "alleged": "asserted"}
QUESTIONS = (
    Question("event_type", "type", lambda v: True, _same_type, lambda v: _kind(v.claim)),
    Question("date", "date", lambda v: v.features.first is not None, days_meet, _days),
    Question("places", "place", lambda v: bool(v.claim.places), _near, lambda v: finest(v).name),
    Question(
        "initiators", "who", _has("initiators"), _same_side("initiators"),
        lambda v: v.features.initiators.name if v.features.initiators else "",
    ),
    Question("killed", "toll", _has("killed"), _same_toll("killed"), _toll_words("killed")),
    Question("injured", "injured", _has("injured"), _same_toll("injured"), _toll_words("injured")),
    Question(
        "modality", "whether it happened", lambda v: v.claim.modality in DENIAL,
        lambda a, b: DENIAL[a.claim.modality] == DENIAL[b.claim.modality], lambda v: v.claim.modality,
    ),
    Question(
        "outcome", "outcome", lambda v: v.claim.outcome != "unknown",
        lambda a, b: a.claim.outcome == b.claim.outcome, lambda v: v.claim.outcome,
    ),
    Question(
        "damage", "damage", lambda v: v.claim.damage is not None,
        lambda a, b: a.claim.damage == b.claim.damage, lambda v: v.claim.damage or "",
    ),
)  # fmt: skip
