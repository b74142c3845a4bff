"""Sides, type of violence and deaths in the way UCDP GED writes them. UCDP-GED-like; not UCDP data."""

import hashlib
import math
from typing import NamedTuple

from dateline.events import Event, Toll
from dateline.export import _words
from dateline.export.events import _acled
from dateline.export.events._facts import country
from dateline.export.events._flat import not_occurred
from dateline.model import Party

STATE = frozenset({"state forces", "government", "external or other forces"})
ORGANISED = frozenset({"rebel group", "political militia", "identity militia"})
UNARMED = frozenset({"civilians", "protesters"})
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
VIOLENT_SUB = frozenset({"Mob violence", "Excessive force against protesters", "Violent demonstration"})
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3


class Sides(NamedTuple):
    """The main party of each side, and the type of violence between them (None where it cannot be told)."""

    a: Party | None
    b: Party | None
    violence: int | None


class Deaths(NamedTuple):
    """Deaths by side and in sum; None where no number is given."""

    a: int | None
    b: int | None
    civilians: int | None
    unknown: int | None
    best: int | None
    high: int | None
    low: int | None


def sides(event: Event) -> Sides:
    """Give sides a and b and the type of violence.

    Side a is the state in state-based violence and the attacker in one-sided violence, as in GED; otherwise whoever the
    reports say began it. External forces (coalitions, peacekeepers) count as states'.
    """
    first, second = _acled.sides(event)
    a, b = first[0] if first else None, second[0] if second else None
    if a is None or b is None:
        return Sides(a, b, None)
    if a.kind in UNARMED and b.kind in STATE | ORGANISED:
        a, b = b, a
    if b.kind in UNARMED:
        return Sides(a, b, ONE_SIDED if a.kind in STATE | ORGANISED else None)
    if a.kind not in STATE and b.kind in STATE:
        a, b = b, a
    if a.kind in STATE and b.kind in STATE | ORGANISED:
        return Sides(a, b, STATE_BASED)
    return Sides(a, b, NON_STATE if a.kind in ORGANISED and b.kind in ORGANISED else None)


def name(party: Party | None) -> str | None:
    """Give a side's name as GED writes it: "Government of Sudan" for a state's forces, "Civilians" for the unarmed."""
    if party is None:
        return None
    if party.kind in UNARMED:
        return "Civilians"
    state = country(party.country) if party.kind in ("state forces", "government") else None
    return f"Government of {state.ucdp_name}" if state else _words.party(party)


def state_number(party: Party | None) -> int | None:
    """Give the Gleditsch and Ward number of a side that is a state."""
    found = country(party.country) if party is not None and party.kind in ("state forces", "government") else None
    return found.gw if found else None


def deaths(event: Event) -> Deaths:
    """Give the toll by side.

    The reports seldom say whose the dead are. They are counted as civilians where all who were attacked are unarmed, as
    side b's where one armed side was attacked from afar, and otherwise as unknown.
    """
    toll = event.killed or Toll(low=None, best=None, high=None, rule="")
    found = dict.fromkeys(("a", "b", "civilians", "unknown"), None if toll.best is None else 0)
    if toll.best is not None:
        found[_whose(event)] = toll.best
    return Deaths(**found, best=toll.best, high=toll.high, low=toll.low)


def _whose(event: Event) -> str:
    _, b, violence = sides(event)
    attacked = [party for party in event.targets if not party.is_object]
    if attacked and all(party.kind in UNARMED for party in attacked):
        return "civilians"
    remote = event.acled is not None and event.acled.event_type == "Explosions/Remote violence"
    remote = remote and event.acled is not None and event.acled.sub_event_type != "Suicide bomb"
    if remote and violence is not None and len(attacked) == 1 and attacked[0] == b:
        return "b"
    return "unknown"


def number(identity: str) -> int:
    """Give a number for an id: 52 bits of its SHA-256, so that it is the same everywhere and exact in any program."""
    return int(hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:13], 16)


def priogrid(lat: float, lon: float) -> int:
    """Give the PRIO-GRID cell (0.5 degrees, 720 columns from the south-west corner, the first is 1) of a point."""
    row = min(359, math.floor((lat + 90) * 2))
    column = min(719, math.floor((lon + 180) * 2))
    return row * 720 + column + 1


def scope(event: Event) -> str | None:
    """Say why UCDP GED could not hold an event, or None: it must be violent, have happened, have killed."""
    if why := not_occurred(event):
        return why
    if event.acled is None or not (event.acled.event_type in VIOLENT or event.acled.sub_event_type in VIOLENT_SUB):
        return "no organised violence"
    if event.killed is None:
        return "no report tells of deaths"
    if event.killed.best == 0 and not event.killed.high:
        return "nobody was killed"
    return None
