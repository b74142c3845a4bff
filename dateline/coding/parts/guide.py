"""Who says which words of a sentence name acts, and which acts: the ontology's words alone, or a network beside."""

from collections.abc import Sequence
from typing import Protocol

from dateline.coding.parts.choosing import Evidence, choose
from dateline.coding.parts.drafts import Opinion
from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import Cues
from dateline.coding.parts.modality import find_modality
from dateline.coding.parts.triggers import Entry, Found, Reading, Triggers


class Guide(Protocol):
    """Leads the reading of one sentence."""

    def find(self, grammar: Grammar, times: Sequence[tuple[int, int]]) -> list[Found]:
        """Give the words that may name an act, in order; none inside ``times``, the spans of time expressions."""

    def choose(self, grammar: Grammar, way: Reading, entries: Sequence[Entry], evidence: Evidence) -> Entry | None:
        """Give what the words name, given their clause; None when they name no act."""

    def modality(self, grammar: Grammar, way: Reading) -> tuple[str, str]:
        """Give how the act is meant, and the word that says so."""

    def opinion(self, grammar: Grammar, way: Reading) -> Opinion | None:
        """Give what a network thinks of the words; None when none was asked."""


class ByWords:
    """The ontology's triggers and their conditions, and nothing else."""

    def __init__(self, triggers: Triggers, cues: Cues) -> None:
        self._triggers, self._cues = triggers, cues

    def find(self, grammar: Grammar, times: Sequence[tuple[int, int]]) -> list[Found]:
        return self._triggers.find(grammar, times)

    def choose(self, grammar: Grammar, way: Reading, entries: Sequence[Entry], evidence: Evidence) -> Entry | None:
        return choose(entries, evidence)

    def modality(self, grammar: Grammar, way: Reading) -> tuple[str, str]:
        return find_modality(grammar, way, self._cues)

    def opinion(self, grammar: Grammar, way: Reading) -> Opinion | None:
        return None
