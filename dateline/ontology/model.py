"""What an event-type file holds, as frozen values. Field names are those of the files; see ``types/README.md``."""

import difflib
import re
from collections.abc import Mapping
from typing import Literal

import msgspec

from dateline.errors import UsageError
from dateline.model import Acled, Outcome, Plover, Value, WeaponKind

Pos = Literal["noun", "verb"]
Frame = Literal["act", "mutual", "suffer", "explode", "gather", "from", "said"]
PartyClass = Literal[
    "civilians", "armed", "state", "protesters", "crowd", "government", "object", "aircraft", "person", "press_aid",
    "territory", "unknown", "none",
]  # fmt: skip
Ucdp = Literal["violent", "none"]

GENERAL_BELOW = 40
"""Violent types under this priority are general: more specific words told of the same event narrow them."""


class Conditions(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a trigger counts: every key that is given must hold, and any one of a key's values suffices for it.

    ``weapon`` is the kind of a weapon in the clause, ``initiator`` and ``target`` the class of a party in that role,
    ``words`` are phrases somewhere in the sentence, ``not_words`` phrases that must be nowhere in it.
    """

    weapon: tuple[WeaponKind, ...] = ()
    initiator: tuple[PartyClass, ...] = ()
    target: tuple[PartyClass, ...] = ()
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()


class Trigger(Value, frozen=True, kw_only=True):
    """A word or phrase (lemmas, lower case, single spaces, no hyphens) that may name an act of a type.

    ``frame`` says which grammatical positions hold the roles; ``gap`` allows a few words after the first word of a verb
    phrase; ``mode`` is the PLOVER mode that these words tell, where it is not the type's own; ``strength`` (0 to 1) is
    how surely the words alone tell of the type in news text, a judgement by hand.
    """

    words: str
    pos: Pos
    frame: Frame = "act"
    gap: bool = False
    mode: str | None = None
    strength: float = 0.8
    when: Conditions | None = None


class Roles(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the two roles mean for a type, in words."""

    initiator: str
    target: str


class Example(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that must give one claim of the type. What is null is not checked; an empty tuple means none.

    ``trigger`` are words that the claim's trigger must overlap. Each of ``initiators`` and ``targets`` must be a party
    of the claim in that role, by its full noun phrase without the places in it; others may stand beside them (the
    people hurt beside the house hit).
    """

    text: str
    trigger: str
    initiators: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None
    killed: int | None = None
    injured: int | None = None
    outcome: Outcome | None = None


class NearMiss(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence that sounds like the type and must give no asserted or alleged claim of it.

    With ``gives``, it must give a claim of that other type; without, no asserted claim with an ACLED type at all.
    """

    text: str
    gives: str | None = None


class EventType(Value, frozen=True, kw_only=True):
    """One kind of event: what it is, what it is called elsewhere, how the text tells it, and sentences that prove it.

    ``acled``, ``plover`` and ``cameo`` are null where that scheme has no equal; ``ucdp`` says whether UCDP GED could
    count it (organised violence). Of two types that read the same words, the higher ``priority`` (0 to 100) wins.
    """

    id: str
    name: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    acled: Acled | None
    plover: Plover | None
    cameo: str | None
    ucdp: Ucdp
    priority: int
    roles: Roles
    triggers: tuple[Trigger, ...]
    examples: tuple[Example, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


class Codes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The codes of the other schemes: ACLED types with sub-types, PLOVER types with modes, CAMEO numbers."""

    acled: Mapping[str, tuple[str, ...]]
    plover: Mapping[str, tuple[str, ...]]
    cameo: frozenset[str]


class Ontology(msgspec.Struct, frozen=True, kw_only=True):
    """All event types by id, sorted by id, the codes they were checked against, and the ids that are a user's ``own``:
    added, or another in place of a shipped one."""

    types: Mapping[str, EventType]
    codes: Codes
    own: frozenset[str] = frozenset()

    def get(self, id: str) -> EventType:
        """Give an event type.

        Raises UsageError, with the ids that look like it, for an unknown one.
        """
        if id in self.types:
            return self.types[id]
        key = re.sub(r"\W+", "_", id.lower())
        near = difflib.get_close_matches(key, self.types, n=4, cutoff=0.5)
        near += [t for t in self.types if key and key in t and t not in near][: 4 - len(near)]
        hint = f"near it: {', '.join(near)}" if near else f"there are {len(self.types)}"
        raise UsageError(f"there is no event type {id!r}; {hint}. `dateline types` lists them all.")
