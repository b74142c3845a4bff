"""The verbs: what each stage takes and gives. A plug-in is any module or object with these names.

    Reader     a path       -> Reports (and Issues for what could not be read)
    Annotator  Report       -> AnnotatedReport
    Resolver   AnnotatedReport -> ResolvedReport
    Engine     ResolvedReport  -> Claims
    Exporter   CodedReports    -> a file
    EventExporter  EventRecords -> a file, and what the format could not say

Every stage is pure but for the reading and writing that its name says: it keeps no state between reports, and the same
input gives the same output in every process.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Protocol

from dateline.events import Event, EventRecord
from dateline.model import AnnotatedReport, Claim, CodedReport, Issue, Report, ResolvedReport, Sentence

WorthParsing = Callable[[str, Sequence[Sentence]], frozenset[int]]
"""Says which sentences of a reading are worth parsing, by their numbers."""


class Reader(Protocol):
    """A module of ``dateline/read``: one kind of file to reports."""

    SUFFIXES: tuple[str, ...]
    """File names that it reads, by their lower-case ending (".txt")."""

    def read(self, stream: IO[bytes], name: str) -> Iterator[Report | Issue]:
        """Give the reports of an open binary stream, lazily and in order; ``name`` is where it came from, for messages.

        A record that cannot be used is yielded as an Issue; nothing is dropped in silence and nothing is raised for it.
        """


class Annotator(Protocol):
    """Marks up a report's words."""

    def annotate(self, report: Report, worth_parsing: WorthParsing | None = None) -> AnnotatedReport:
        """Give the report with its sentences, names, times, numbers and quotations. Never raises for any text.

        Only sentences that ``worth_parsing`` names are parsed; all of them when it is None.
        """


class Resolver(Protocol):
    """Gives each mention its value."""

    def resolve(self, annotated: AnnotatedReport) -> ResolvedReport:
        """Give each name its place or actor and each time its days; what cannot be told stays unresolved."""


class Engine(Protocol):
    """Finds the claims of a report: a module's ``engine(ontology, describe)`` in ``dateline/coding`` builds one.

    ``describe`` is the resolver's word on any noun phrase (``coding.parts.phrases.Description``): engines ask it, they
    never look facts up themselves.

    An engine chooses among the report's resolved mentions; it never resolves by itself. Every span it returns is a
    span of the report, every value is in its closed list, and one event is one claim.
    """

    name: str
    version: str

    def worth_reading(self, sentence: str) -> bool:
        """Say, at next to no cost, whether a sentence may tell of an event: no other is looked at further."""

    def worth_parsing(self, reading: str, sentences: Sequence[Sentence]) -> frozenset[int]:
        """Give the numbers of the sentences to be parsed: of those worth reading, all or what a second, closer look
        at the whole report leaves. Parsing costs more than any look."""

    def code(self, resolved: ResolvedReport) -> list[Claim]:
        """Give the claims in the order of their first mention. Never raises for any report."""


class Exporter(Protocol):
    """A module of ``dateline/export``: one format, named by its file name."""

    EXTENSION: str
    """The file ending, with its dot."""

    def write(
        self, coded: Iterable[CodedReport], out: IO[str], *, width: int | None = None, color: bool = False
    ) -> None:
        """Write coded reports as they come. ``width`` (columns) and ``color`` are for formats made for the terminal."""


class Losses(Protocol):
    """What an exporter of events tells, while it writes, of values that its format says otherwise than the record."""

    def changed(self, field: str, why: str, values: int = 1) -> None:
        """Count values of one event that the format makes something else of, or a column it has to leave empty."""


class EventExporter(Protocol):
    """A module of ``dateline/export/events``: one format for events, named by its file name.

    What it cannot say is declared, not remembered: of the fields of an event (``dateline.export.events._fields``) those
    in ``HOLDS`` are written in full, those in ``PARTS`` in part, and every value of all others is counted as dropped.
    """

    EXTENSION: str
    """The file ending, with its dot."""
    HOLDS: frozenset[str]
    """The fields that the format holds in full."""
    PARTS: Mapping[str, tuple[Callable[[EventRecord], int], str]]
    """Fields that it holds in part: how many values of an event it drops, and why."""
    TELLS_CHANGES: bool
    """Whether a withdrawn event is written too, because each line says what happened to its event."""

    def scope(self, event: Event) -> str | None:
        """Say why an event has no place in the format, or None when it has."""

    def write(
        self,
        records: Iterable[EventRecord],
        out: IO[bytes],
        losses: Losses,
        beside: Callable[[str], IO[bytes]] | None = None,
    ) -> None:
        """Write events as they come, in bounded memory. ``beside`` opens a further file whose name is that of the
        export with an ending (".claims.csv"); None when there is only one stream to write to."""
