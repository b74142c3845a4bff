"""What the network takes for an incident stays one, unless the ontology knows its words as those of a relation."""

import msgspec
import pytest

from dateline.coding.learned.relations import as_told
from dateline.coding.parts.choosing import Evidence
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.triggers import Entry
from dateline.model import Mention
from dateline.ontology.load import EventType
from dateline.ontology.model import Conditions, Trigger
from tests.coding.learned.made import ontology

NOTHING = Evidence(initiators=frozenset(), targets=frozenset(), weapons=frozenset(), words=" release ")


def entry(name: str, *, known: bool = True, words: tuple[str, ...] = ()) -> Entry:
    """An entry for "release" of a type; ``known`` to the ontology, where the sentence has one of ``words``."""
    when = Conditions(words=words) if words else None
    trigger = Trigger(words="release", pos="verb", when=when)
    return Entry(type=ontology().types[name], trigger=trigger, forms=(frozenset({"release"}),) if known else ())


def draft(name: str, *entries: Entry) -> Draft:
    """A draft that the network takes for an act of a type, with the ontology's ways to read its words."""
    mention = Mention(start=0, end=7, text="release", trigger_start=0, trigger_end=7, trigger="release")
    return Draft(
        sentence=0, type=ontology().types[name], strength=0.5, lemma="release", pos="verb", mention=mention,
        modality="asserted", entries=entries, evidence=NOTHING,
    )  # fmt: skip


CASES = [
    # as the network has it, the ontology's entries, what it is
    ("arrest", (entry("release"),), "release"),
    ("arrest", (entry("release"), entry("release", words=("hostage",))), "release"),
    ("arrest", (entry("release"), entry("prisoner_release", words=("hostage",))), "arrest"),
    ("arrest", (entry("release", words=("prison",)),), None),
    ("arrest", (entry("release", words=("prison",)), entry("prisoner_release", words=("hostage",))), "arrest"),
    ("arrest", (entry("prisoner_release"),), "arrest"),
    ("arrest", (entry("release", known=False),), "arrest"),
    ("arrest", (), "arrest"),
    ("promise", (entry("release"),), "promise"),
]


@pytest.mark.parametrize(("name", "entries", "told"), CASES)
def test_words_of_a_relation_tell_no_incident(name: str, entries: tuple[Entry, ...], told: str | None) -> None:
    found = as_told(draft(name, *entries))
    assert (found.type.id if found else None) == told


def test_a_draft_without_evidence_stays_as_it_is() -> None:
    whole = draft("arrest", entry("release"))
    bare = msgspec.structs.replace(whole, evidence=None)
    assert as_told(bare) is bare


def test_the_types_of_the_cases_are_what_they_stand_for() -> None:
    types: dict[str, EventType] = dict(ontology().types)
    assert [types[name].acled is None for name in ("release", "promise", "arrest", "prisoner_release")] == [
        True, True, False, False,
    ]  # fmt: skip
