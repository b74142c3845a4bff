"""A text with what is known about its triggers, whatever data set it comes from.

Data sets differ in what they say, and what they leave out is not "no": a news gold lists the specific incidents of
ACLED only, so a statement in it is not marked although it is a trigger to us; a marked relation tells the type of a
sentence but not the word. A Document says which of these it is (``knows``) so that training never takes silence for
a label.
"""

import hashlib
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from dateline.annotate.recase import recase
from dateline.annotate.sentences import find_sentences

Knows = Literal["all", "incidents", "nothing"]
"""What an unmarked word means: "all": no trigger of any kind; "incidents": no trigger of a specific ACLED incident,
but maybe another; "nothing": anything."""


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """Words that name an act: ``label`` its type; ``actual`` whether it is told as a specific incident (or act)
    that happened."""

    start: int
    end: int
    label: int
    actual: bool
    event: int
    """The number of the event in its document, shared by all its mentions."""


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """Somewhere in this stretch, but outside ``not_in``, is a trigger of one of ``labels``."""

    start: int
    end: int
    labels: frozenset[int]
    actual: bool | None
    event: int
    not_in: tuple[tuple[int, int], ...] = ()


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """Words that fill a role of an event: initiator, target, weapon, place, date, killed, injured, source."""

    start: int
    end: int
    role: str
    event: int


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one event beside its triggers: ``modality`` (None: nobody said), the roles that are ``open``
    (filled in a way that has no words here, or not annotated: a word outside the spans may fill them or not), and
    its fillers, each a role with every span that names it."""

    event: int
    modality: str | None = None
    open: tuple[str, ...] = ()
    fillers: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()
    loose: bool | UnsetType = UNSET
    """True where a filler's words are less than its noun phrase ("peasants" of "about 50 peasants")."""


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """One specific incident to find: its types (any will do), the stretches that tell it, its trigger words."""

    labels: frozenset[int]
    stretches: tuple[tuple[int, int], ...]
    triggers: tuple[tuple[int, int], ...]
    optional: bool = False


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A text to learn from or to be measured on. Offsets are code points of ``text``; ``reading`` is the re-cased
    text."""

    id: str
    source: str
    group: str
    """What is kept together when documents are parted: the conflict of a corpus report, else the document."""
    text: str
    reading: str
    sentences: tuple[tuple[int, int], ...]
    knows: Knows
    triggers: tuple[Trigger, ...] = ()
    hints: tuple[Hint, ...] = ()
    roles: tuple[Role, ...] = ()
    gold: tuple[Gold, ...] = ()
    frames: tuple[Frame, ...] | UnsetType = UNSET
    """Of the events whose roles may be learned. Unset in runs that were begun before there were any."""


def sentences_of(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text as it is read (capitals re-cased, same length) and its sentences."""
    reading = recase(text)
    return reading, tuple((s.start, s.end) for s in find_sentences(reading))


def sentence_label(document: Document, sentence: tuple[int, int], acled: frozenset[int]) -> int:
    """1 when the sentence tells a specific incident with an ACLED type, 0 when it does not, -1 when nobody has said."""
    start, end = sentence
    for t in document.triggers:
        if t.actual and t.label in acled and start < t.end and t.start < end:
            return 1
    for h in document.hints:
        if h.actual and h.labels <= acled and start < h.end and h.start < end:
            whole = start <= h.start and h.end <= end
            return 1 if whole else -1
    return -1 if document.knows == "nothing" else 0


def digest(documents: Iterable[Document]) -> str:
    """SHA-256 over the documents' whole content, in the order of their ids: the same data gives the same digest."""
    total = hashlib.sha256()
    for document in sorted(documents, key=lambda d: (d.source, d.id)):
        total.update(msgspec.json.encode(document, order="deterministic"))
    return total.hexdigest()


def share_of(key: str, salt: str) -> float:
    """A number in [0, 1) that depends on nothing but the key and the salt: who is in which part, on every machine
    alike."""
    return int.from_bytes(hashlib.sha256(f"{salt}:{key}".encode()).digest()[:8]) / 2**64
