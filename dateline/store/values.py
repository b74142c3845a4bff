"""What the store takes and gives besides the nouns of the record: frozen values that do no work.

Times are ISO 8601 in UTC with microseconds ("2026-11-22T15:04:22.000001+00:00"), so that they sort as text; days are
ISO days. Degrees are WGS84.
"""

from typing import Literal

import msgspec

from dateline.events import Event, Judgement, SourcedClaim
from dateline.model import CodedReport, Issue, Report, Value

State = Literal["new", "same", "corrected"]
Sort = Literal["date", "-date", "killed", "confidence", "changed", "queue"]
"""date: oldest first, undated last; -date: newest first, undated last; killed: most first; confidence: least first;
changed: latest first; queue: what most needs a person first (see ``Query``)."""
Facet = Literal["event_type", "status", "modality", "country", "admin1", "source", "actor", "day", "month"]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees. West may exceed east: the box then crosses the antimeridian."""


class Identified(Value, frozen=True, kw_only=True):
    """A report under the id that the record knows it by, and whether the record knows these words already.

    ``version`` is the version that has this content, or that it will have once put; ``coded_by`` engine and version
    of its claims, null when it was never coded.
    """

    report: Report
    state: State
    version: int
    coded_by: tuple[str, str] | None = None


class Entry(Value, frozen=True, kw_only=True):
    """What one report brings: its claims and issues, and the bytes it came from.

    ``data`` is what ``dateline.read.open_inputs`` gives with a report. ``work`` is the id that near-copies of one text
    share. ``prints`` are fingerprints of the text, by which copies are found; ``keys`` gives for a claim's id the keys
    under which merging finds it. ``anew`` compares claims even when the same engine, in the same version, has coded
    these words before.
    """

    coded: CodedReport
    engine: str
    engine_version: str
    data: bytes | None = None
    work: str = ""
    prints: frozenset[str] = frozenset()
    keys: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    anew: bool = False


class Written(Value, frozen=True, kw_only=True):
    """What one batch changed: all zero, but for ``same``, when the record held all of it already.

    ``failed`` are reports that it holds and that could not be coded this time: they keep the claims they have.
    """

    new: int = 0
    corrected: int = 0
    recoded: int = 0
    same: int = 0
    failed: int = 0
    claims: int = 0
    issues: int = 0


class StoredOriginal(Value, frozen=True, kw_only=True):
    """The bytes a report came from, their SHA-256 in hexadecimal, when they were retrieved, and from where."""

    data: bytes
    sha256: str
    media_type: str | None
    retrieved: str | None
    name: str | None


class ReportVersion(Value, frozen=True, kw_only=True):
    """A version of a report: which (1 is the first), since when, and by which run it came."""

    report: Report
    version: int
    at: str
    sha256: str
    run: int | None
    current: bool


class Listed(Value, frozen=True, kw_only=True):
    """A report in a list: what it is called, its first characters, and how many claims of it stand."""

    report: str
    title: str | None
    source: str | None
    published: str | None
    begins: str
    claims: int


class Run(Value, frozen=True, kw_only=True):
    """One run of a command that writes. ``ended`` is null while it goes on, or when it was killed."""

    run: int
    command: str
    who: str
    started: str
    ended: str | None
    engine: str | None
    engine_version: str | None
    reports: int
    claims: int
    issues: int


class Neighbourhood(Value, frozen=True, kw_only=True):
    """Claims that must be merged together, as they stood at one moment.

    ``previous`` are the events that hold any of them, each with the claims that now stand for those it was made of.
    ``judgements`` name the claims and events that now stand for those that were judged. ``members``, ``stamps`` and
    ``versions`` say what was read; ``Store.apply`` refuses to write over what has changed since.
    """

    claims: tuple[SourcedClaim, ...]
    judgements: tuple[Judgement, ...]
    previous: tuple[tuple[str, tuple[str, ...]], ...]
    members: dict[str, tuple[str, ...]]
    stamps: dict[str, int]
    versions: dict[str, str]


class Applied(Value, frozen=True, kw_only=True):
    """What applying merged events changed; ``stale`` counts groups left pending as others changed them meanwhile."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    redirected: int = 0
    same: int = 0
    stale: int = 0


class Query(Value, frozen=True, kw_only=True):
    """Which events, in which order. Empty and null mean any; the conditions hold together.

    ``actors`` are registry ids or names, in any role. ``killed_min`` and ``killed_max`` compare the toll shown
    (``best``); events without a toll match neither. ``text`` are words that must all occur in what is quoted, named or
    headlined; a word ending in * is a beginning. ``first`` and ``last`` are days: an event matches when any of its
    days lies between. The queue's order is our own choice: unreviewed before reviewed, never skipped before skipped,
    then by ``priority``, which rises with the toll, with contradictions and with doubt (see ``_rows.priority``).
    """

    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    killed_min: int | None = None
    killed_max: int | None = None
    text: str | None = None
    box: Box | None = None
    first: str | None = None
    last: str | None = None
    placed: bool | None = None
    dated: bool | None = None
    contradicted: bool | None = None
    parent: str | None = None
    sort: Sort = "-date"


class Page(Value, frozen=True, kw_only=True):
    """Some of the events that a query finds, and how many it finds in all."""

    events: tuple[Event, ...]
    total: int


class Pin(Value, frozen=True, kw_only=True):
    """An event as a map or a timeline needs it; read without decoding the event. ``first`` and ``last`` are days."""

    event: str
    event_type: str
    modality: str
    status: str
    lat: float | None
    lon: float | None
    precision: str | None
    radius_km: float | None
    place: str | None
    geonames_id: str | None
    country: str | None
    first: str | None
    last: str | None
    killed: int | None
    sources: int
    contradictions: int
    confidence: float


class Revision(Value, frozen=True, kw_only=True):
    """A step in an event's history: what became of it, when, by whom, and the event as it was then."""

    event: Event
    change: Literal["new", "changed", "withdrawn", "redirected"]
    at: str
    who: str
    why: str | None
    to: str | None = None


class AuditEntry(Value, frozen=True, kw_only=True):
    """A line of the log: who did what to which subject, when and why. Never changed, never deleted; ``chain`` is the
    SHA-256 over this line and the ``chain`` of the line before, so that a line taken out shows."""

    seq: int
    at: str
    who: str
    what: str
    subject: str
    why: str | None
    run: int | None
    chain: str


class IssueEntry(Value, frozen=True, kw_only=True):
    """An issue, when and in which run it was first seen; ``closed`` when its report was read and coded after all."""

    issue: Issue
    at: str
    run: int | None
    source: str | None
    day: str | None
    closed: str | None


class CoverageDay(Value, frozen=True, kw_only=True):
    """What was read of a source for a day (null: the reports give no date, or a file held nothing).

    A source and day that are not in the ledger were never read: the record cannot say that nothing happened.
    ``reports`` are those published on the day and may be 0: the source was looked at and had nothing. ``looks`` is how
    often a feed of it was read on that day, or something of it in vain, and ``issues`` count what could not be used.
    """

    source: str
    day: str | None
    reports: int
    issues: int
    events: int
    last_read: str
    looks: int = 0


class Totals(Value, frozen=True, kw_only=True):
    """The events of a query in numbers, of those only that are said to have happened (asserted or alleged), that nobody
    rejected and that are no part of another event.

    ``by_day`` are first and last day, type and how many; null days where no claim gives any. ``killed`` is low, best
    and high over all events with a toll, ``with_toll`` how many these are. ``places`` are place, country and how many.
    ``others`` are the events left out, by why.
    """

    events: int
    by_day: tuple[tuple[str | None, str | None, str, int], ...]
    killed: tuple[int, int, int]
    injured: int
    with_toll: int
    places: tuple[tuple[str, str | None, int], ...]
    parties: tuple[tuple[str, int], ...]
    others: dict[str, int]


class Standing(Value, frozen=True, kw_only=True):
    """The record in numbers. ``pending`` are claims that wait to be merged; ``bytes`` is null for a server."""

    schema: int
    reports: int
    versions: int
    originals: int
    claims: int
    events: dict[str, int]
    judgements: int
    issues: dict[str, int]
    pending: int
    engines: dict[str, int]
    first: str | None
    last: str | None
    runs: tuple[Run, ...]
    bytes: int | None


class Problem(Value, frozen=True, kw_only=True):
    """Something that the check found wrong, and the id of what it is about."""

    kind: Literal["file", "hash", "span", "orphan", "audit", "pending", "index"]
    subject: str
    message: str
