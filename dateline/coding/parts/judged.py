"""A clause whose words were found to name an act, before its place, time and source are looked for."""

import msgspec

from dateline.coding.parts.choosing import Evidence
from dateline.coding.parts.clauses import Clause
from dateline.coding.parts.setting import Phrases
from dateline.coding.parts.triggers import Entry
from dateline.model import Party, Weapon
from dateline.ontology.model import EventType

Sides = tuple[tuple[Party, str], ...]


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A clause whose words name an act: the type's entry, its parties with their classes, and how the act is meant."""

    clause: Clause
    span: tuple[int, int]
    entry: Entry
    entries: tuple[Entry, ...]
    evidence: Evidence
    modality: str
    cue: str
    initiators: Sides
    targets: Sides
    weapons: tuple[Weapon, ...]
    retells: bool

    def phrases(self) -> Phrases:
        """Where the parties stand, for the search of place and time."""
        return Phrases(
            people=tuple((p.start, p.end) for p, _ in (*self.initiators, *self.targets) if not p.is_object),
            victims=tuple((p.start, p.end) for p, _ in self.targets if not p.is_object),
            things=tuple((p.start, p.end) for p, klass in self.targets if p.is_object or klass == "territory"),
        )


def as_recorded(
    event_type: EventType, initiators: list[tuple[Party, str]], targets: list[tuple[Party, str]]
) -> tuple[list[tuple[Party, str]], list[tuple[Party, str]]]:
    """The parties as the record puts them: of two sides that fight one in each role; a base has no target."""
    acled = event_type.acled
    if acled is not None and acled.sub_event_type == "Headquarters or base established":
        return initiators, []
    if acled is not None and acled.event_type == "Battles" and not targets:
        return initiators[:1], initiators[1:]
    return initiators, targets
