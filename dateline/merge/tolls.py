"""The toll over the claims of an event: the lowest, the highest, and the number shown, by one stated rule.

The number shown is the middle one of those that the reports of the latest day give, each work once: tolls rise as
bodies are found, so that an early number is superseded and not averaged with a later one.
"""

import statistics
from collections.abc import Sequence
from typing import Literal

from dateline.events import Toll
from dateline.merge.voices import Voice, corrected_by, correction, ids, speaking
from dateline.model import Claim, Count

Role = Literal["killed", "injured"]


def toll(voices: Sequence[Voice], role: Role) -> Toll | None:
    """Give the killed or injured of an event, or None where no claim speaks of them. Words alone ("dozens") give a
    toll without numbers."""
    fixed = correction(voices, role)
    if fixed is not None:
        count = _count(fixed[0].claim, role)
        if count is None:
            return None
        return Toll(
            low=_low(count), best=_best(count), high=_high(count), rule=corrected_by(fixed[1]), claims=ids([fixed[0]])
        )
    spoken = [v for v in voices if _count(v.claim, role) is not None]
    if not spoken:
        return None
    numbered = speaking(voices, lambda claim: _has_number(claim, role))
    if not numbered:
        return Toll(low=None, best=None, high=None, rule="words only; nobody gives a number", claims=())
    latest = max((v.sourced.published or "")[:10] for v in numbered)
    last = [v for v in numbered if (v.sourced.published or "")[:10] == latest]
    counts = [c for v in numbered if (c := _count(v.claim, role)) is not None]
    bests = [_best(c) for v in last if (c := _count(v.claim, role)) is not None]
    return Toll(
        low=min(_low(c) for c in counts),
        best=statistics.median_low(bests),
        high=max(_high(c) for c in counts),
        rule=_rule(numbered, last, latest),
        claims=ids([*last, *(v for v in numbered if v not in last)]),
    )


def _rule(numbered: Sequence[Voice], last: Sequence[Voice], latest: str) -> str:
    when = f" of the latest day, {latest}" if latest and len(last) < len(numbered) else ""
    if len(last) == 1:
        return "the latest number" + (f", {latest}" if when else "") if len(numbered) > 1 else "the only number"
    return f"the middle of {len(last)} numbers{when}"


def _count(claim: Claim, role: Role) -> Count | None:
    return claim.killed if role == "killed" else claim.injured


def _has_number(claim: Claim, role: Role) -> bool:
    count = _count(claim, role)
    return count is not None and not (count.low is None and count.high is None)


def _low(count: Count) -> int:
    return count.low if count.low is not None else 0


def _high(count: Count) -> int:
    return count.high if count.high is not None else _low(count)


def _best(count: Count) -> int:
    """One number of a count: "at least nine" is nine, "up to 12" twelve, "4 to 6" five."""
    if count.low is None or count.high is None:
        return _high(count)
    return (count.low + count.high) // 2
