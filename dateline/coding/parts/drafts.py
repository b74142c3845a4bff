"""A draft: what one clause says of one act, before the report's drafts are joined into events."""

import msgspec

from dateline.coding.parts.choosing import Evidence
from dateline.coding.parts.lexicon import word_set
from dateline.coding.parts.tolls import Toll
from dateline.coding.parts.triggers import Entry
from dateline.model import Attribution, Mention, Party, Place, Weapon, When
from dateline.ontology.model import GENERAL_BELOW, EventType


class Opinion(msgspec.Struct, frozen=True):
    """What a learned guide thinks of a trigger: the probability that it tells of a specific incident (``belief``), and
    of each label of its network (``types``); that its act happened (``actual``), that its sentence tells of an incident
    (``tells``), and of each modality (``modality``; empty where nobody asked)."""

    belief: float
    types: tuple[float, ...]
    actual: float = 0.0
    tells: float = 0.0
    modality: tuple[float, ...] = ()


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One trigger with its clause, read in full. ``sentence`` is the sentence's number in the report.

    ``lent`` names what the surroundings lent ("date", "place"). ``near_places`` and ``near_dates`` stand in the same
    sentence outside the clause: a fall-back where the clause has none.
    """

    sentence: int
    type: EventType
    strength: float
    mode: str | None = None
    lemma: str
    pos: str
    mention: Mention
    modality: str
    cue: str = ""
    initiators: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    places: tuple[Place, ...] = ()
    dates: tuple[When, ...] = ()
    near_places: tuple[Place, ...] = ()
    near_dates: tuple[When, ...] = ()
    tolls: tuple[Toll, ...] = ()
    source: Attribution | None = None
    failed: str = ""
    definite: bool = False
    another: bool = False
    context: str = ""
    reasons: tuple[str, ...] = ()
    lent: frozenset[str] = frozenset()
    is_subject: bool = False
    retells: bool = False
    entries: tuple[Entry, ...] = ()
    evidence: Evidence | None = None
    opinion: Opinion | None = None

    @property
    def weight(self) -> int:
        """How much the clause tells: the fullest mention of an event comes first."""
        details = [self.initiators, self.targets, self.weapons, self.places, self.dates, self.tolls]
        return sum(bool(d) for d in details) * 2 + (self.modality == "asserted") + len(self.targets)


def family(event_type: EventType) -> str:
    """Give the family within which two clauses may tell one event: violent acts together, demonstrations together,
    the rest by type."""
    if event_type.acled is None:
        return (event_type.plover.event_type if event_type.plover else "") or event_type.id
    if (
        event_type.acled.event_type in ("Battles", "Explosions/Remote violence", "Violence against civilians")
        or event_type.acled.sub_event_type == "Disrupted weapons use"
    ):
        return "violence"
    if event_type.acled.event_type in ("Protests", "Riots"):
        return "demonstration"
    return event_type.acled.sub_event_type


CASUALTY_WORDS = word_set("casualty_words")
GENERAL_WORDS = word_set("general_words")
"""Words that retell an act of almost any kind: "the attack" may be a shelling told before."""


def is_casualty(draft: Draft) -> bool:
    """Say whether a draft tells only that people came to harm, not by whom, with what or when: the toll of an act
    told elsewhere."""
    bare = not draft.initiators and not draft.weapons and not (draft.dates and "date" not in draft.lent)
    return draft.lemma.split()[0] in CASUALTY_WORDS and bare


def is_general(event_type: EventType) -> bool:
    """Say whether a type is one that more specific words may narrow ("attack", "killing"), by its low priority."""
    return event_type.priority < GENERAL_BELOW


def is_vague(draft: Draft) -> bool:
    """Say whether a draft's words could retell an act of another type."""
    return is_general(draft.type) or draft.lemma.split()[0] in GENERAL_WORDS
