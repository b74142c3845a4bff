"""Which acts are what two sides say to or do for each other, and no incident, whatever the network makes of them.

The network learned much of what it knows of such relations from sentences of which only the relation was told, and
takes an agreement or a release readily for an incident with an ACLED type. Where the ontology knows the words, and only
as the words of a relation, it is right: of 637 incidents that engines of a cross-validation told on the annotated news,
5 had such words, 3 of them rightly; of the marked sentences of plv every fifth got one, hardly any rightly.
"""

from collections.abc import Sequence

import msgspec

from dateline.coding.parts.choosing import choose
from dateline.coding.parts.drafts import Draft

BESIDE = 0.9
"""How sure the network must be of an incident told by words that the ontology does not know, in a sentence with words
of a relation: with 0.5, as elsewhere, engines of a cross-validation lose 8 points of root accuracy on part of plv."""


def told(drafts: Sequence[Draft]) -> list[Draft | None]:
    """The drafts of a report, each as :func:`as_told`; None also for what the network takes for an incident beside
    words of a relation without being sure of it."""
    talk = {d.sentence for d in drafts if _is_spoken(d)}
    out: list[Draft | None] = []
    for draft in drafts:
        unknown = bool(draft.entries) and not any(e.forms for e in draft.entries)
        belief = draft.opinion.belief if draft.opinion is not None else 1.0
        doubtful = unknown and draft.sentence in talk and belief < BESIDE
        out.append(None if doubtful else as_told(draft))
    return out


def _is_spoken(draft: Draft) -> bool:
    """Whether the ontology knows a draft's words, and only as those of a relation."""
    return bool(draft.entries) and all(e.forms and e.type.acled is None for e in draft.entries)


def as_told(draft: Draft) -> Draft | None:
    """The draft with the type that its words tell, where the ontology knows them as those of a relation alone; None
    where they are such words, but do not tell it here."""
    if draft.type.acled is None or not _is_spoken(draft) or draft.evidence is None:
        return draft
    entry = choose(draft.entries, draft.evidence)
    if entry is None:
        return None
    return msgspec.structs.replace(draft, type=entry.type, mode=entry.trigger.mode, strength=entry.trigger.strength)
