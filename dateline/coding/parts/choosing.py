"""Which event type a trigger's words name here: the ontology's conditions, against the clause's parties, weapons and
words."""

from collections.abc import Iterable, Sequence

import msgspec

from dateline.coding.parts.triggers import Entry
from dateline.model import Party, Weapon


class Evidence(msgspec.Struct, frozen=True):
    """What a clause offers to the conditions: classes of its parties, kinds of its weapons, and its words (lemmas,
    spaced)."""

    initiators: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    words: str


def choose(entries: Iterable[Entry], evidence: Evidence) -> Entry | None:
    """Give the entry of the highest priority whose conditions hold, or None."""
    fitting = [e for e in entries if _holds(e, evidence)]
    return max(fitting, key=lambda e: (e.type.priority + _narrow(e), e.trigger.strength), default=None)


def _narrow(entry: Entry) -> float:
    """Between equals, the trigger that asks for more wins."""
    when = entry.trigger.when
    return 0.5 if when is not None and any((when.weapon, when.initiator, when.target, when.words)) else 0.0


def _holds(entry: Entry, evidence: Evidence) -> bool:
    when = entry.trigger.when
    if when is None:
        return True
    return (
        _any(when.weapon, evidence.weapons)
        and _any(when.initiator, evidence.initiators)
        and _any(when.target, evidence.targets)
        and (not when.words or has_words(evidence.words, when.words))
        and not has_words(evidence.words, when.not_words)
    )


def _any(wanted: Sequence[str], have: frozenset[str]) -> bool:
    if not wanted:
        return True
    return bool(set(wanted) & (have or {"none"})) or ("none" in wanted and not have)


def has_words(text: str, phrases: Iterable[str]) -> bool:
    """Say whether spaced lower-case text holds any of the phrases as whole words."""
    return any(f" {phrase} " in text for phrase in phrases)


def classes(parties: Iterable[tuple[Party, str]]) -> frozenset[str]:
    """Give the classes of parties, as conditions name them."""
    found = set[str]()
    for party, klass in parties:
        found.add(klass or ("object" if party.is_object else "unknown"))
        if party.is_object:
            found.add("object")
        if party.kind == "civilians":
            found.add("civilians")
        if party.kind == "state forces":
            found.add("state")
        if party.kind in ("rebel group", "political militia", "identity militia", "external or other forces"):
            found.add("armed")
        if party.kind == "government":
            found.add("government")
    return people_first(frozenset(found))


def people_first(found: frozenset[str]) -> frozenset[str]:
    """Give the classes without the place where people are told too: "attacked the village, wounding four residents"
    is done to them."""
    people = {"civilians", "armed", "state", "protesters", "crowd", "press_aid"}
    return found - {"territory"} if found & people else found


def weapon_kinds(weapons: Iterable[Weapon]) -> frozenset[str]:
    """Give the kinds of weapons."""
    return frozenset(w.kind for w in weapons)
