"""Who stands on which side in the way ACLED writes it, and the codes that follow. ACLED-like; not ACLED data."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dateline.events import Event
from dateline.export import _words
from dateline.export.events._facts import country
from dateline.export.events._flat import not_occurred
from dateline.model import Party, PartyKind

INTER = {
    "state forces": 1, "government": 1, "rebel group": 2, "political militia": 3, "identity militia": 4, "rioters": 5,
    "protesters": 6, "civilians": 7, "external or other forces": 8,
}  # fmt: skip
"""ACLED's actor codes by the record's kinds of party; "unknown" has none."""
ABROAD = 8
CROWDS: dict[str, PartyKind] = {"Protests": "protesters", "Riots": "rioters"}
"""Whom ACLED names first in these types, whoever the report makes the subject; the type itself says that they acted."""
PEOPLE = frozenset({"civilians", "protesters", "rioters", "unknown"})
"""Kinds of those who, acting in a protest or riot, are its crowd: "teachers", "residents"."""
GENERIC = {"civilians": "Civilians", "protesters": "Protesters", "rioters": "Rioters"}
"""What ACLED calls people who are no organised group: the word and the country."""
MUTUAL = frozenset({"Battles", "Agreement"})
DEMONSTRATIONS = frozenset({"Peaceful protest", "Protest with intervention", "Violent demonstration"})
BOTH = "Excessive force against protesters"


class Sides(NamedTuple):
    """The people of each side, the main party first; things are on no side."""

    first: tuple[Party, ...]
    second: tuple[Party, ...]


def sides(event: Event) -> Sides:
    """Give the two sides of an event: as a rule those who act and those acted upon.

    In protests and riots the crowd comes first. Where two sides do the same (a clash, a treaty) and the reports name
    both as actors, the first is one side and the rest the other.
    """
    first = tuple(party for party in event.initiators if not party.is_object)
    second = tuple(party for party in event.targets if not party.is_object)
    if event.acled is None:
        return Sides(first, second)
    crowd = CROWDS.get(event.acled.event_type)
    if crowd is not None:
        return _crowd(crowd, first, second)
    if not second and len(first) > 1 and {event.acled.event_type, event.acled.sub_event_type} & MUTUAL:
        return Sides(first[:1], first[1:])
    return Sides(first, second)


def _crowd(kind: PartyKind, first: Sequence[Party], second: Sequence[Party]) -> Sides:
    """Give the crowd of a protest or riot, and everybody else.

    It is the parties of its kind or else the people who act, whatever their kind; where no report names it, a nameless
    one, since the type says that there was one.
    """
    everyone = [*first, *second]
    found = [p for p in everyone if p.kind == kind] or [p for p in first if p.kind in PEOPLE]
    others = tuple(p for p in everyone if p not in found)
    crowd = [msgspec.structs.replace(p, kind=kind) for p in found] or [
        Party(text=kind, start=0, end=0, name=kind, kind=kind)
    ]
    return Sides(tuple(crowd), others)


def actor(party: Party, event: Event) -> str:
    """Give a party's name as ACLED writes it: "Civilians (Sudan)" for people who are no group, else its own name."""
    if party.kind not in GENERIC:
        return _words.party(party)
    place = event.place.country if event.place else None
    where = country(party.country) or country(place)
    return GENERIC[party.kind] + (f" ({where.acled_name})" if where else "")


def associates(side: Sequence[Party], event: Event) -> list[str]:
    """Give the further parties of a side, and what the reports call people who are no group ("water engineers")."""
    names = [actor(party, event) for party in side[1:]]
    names += [_words.party(p) for p in side if p.kind in GENERIC and _words.party(p).casefold() not in _plain(p)]
    main = {actor(party, event) for party in side[:1]}
    return [name for name in dict.fromkeys(names) if name not in main]


def _plain(party: Party) -> set[str]:
    return {party.kind, GENERIC[party.kind].casefold(), party.kind.removesuffix("s")}


def inter(party: Party | None, event: Event) -> int | None:
    """Give ACLED's code of a party; a state's forces outside their own country are external forces (8)."""
    if party is None:
        return None
    place = event.place.country if event.place else None
    if party.kind == "state forces" and party.country and place and party.country != place:
        return ABROAD
    return INTER.get(party.kind)


def interaction(first: int | None, second: int | None, *, alone: bool) -> int | None:
    """Give the code of both actors, the lower first (17); of one that acts alone, its code and 0 (60)."""
    if first is None:
        return None
    if second is None:
        return first * 10 if alone else None
    return min(first, second) * 10 + max(first, second)


def disorder_type(event: Event) -> str:
    """Give ACLED's disorder_type, which follows from the type and sub-type."""
    if event.acled is None:
        return ""
    kind, sub = event.acled.event_type, event.acled.sub_event_type
    if kind == "Strategic developments":
        return kind
    if sub == BOTH:
        return "Political violence; Demonstrations"
    return "Demonstrations" if sub in DEMONSTRATIONS else "Political violence"


def civilian_targeting(event: Event) -> str:
    """Give "Civilian targeting" where unarmed people are a main actor of violence, or empty.

    That is violence against civilians, excessive force against protesters, and explosions, remote violence and riots in
    which civilians are one of the two actors.
    """
    if event.acled is None:
        return ""
    both = sides(event)
    main = {party.kind for side in both for party in side[:1]}
    of_type = event.acled.event_type == "Violence against civilians" or event.acled.sub_event_type == BOTH
    remote = event.acled.event_type in ("Explosions/Remote violence", "Riots") and "civilians" in main
    return "Civilian targeting" if of_type or remote else ""


def scope(event: Event) -> str | None:
    """Say why an event is none that ACLED could code, or None."""
    if why := not_occurred(event):
        return why
    if event.acled is None:
        return "its type has no equal in ACLED"
    return None
