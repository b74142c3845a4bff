"""The nouns: frozen values that pass from stage to stage.

    Report -> AnnotatedReport -> ResolvedReport -> CodedReport (Claims)

Each stage returns a new value whose type says what has happened to it; nothing here is ever changed in place and
nothing here does any work. Offsets count Unicode code points of ``Report.text`` exactly as given, half-open, so that
``report.text[x.start:x.end] == x.text`` for every value with a span. The types of the record (Claim and below) are the
contract that other programs read: their field names and value lists are those of ``docs/record.md``, and the JSON
Schema in ``docs/schema`` is generated from them.
"""

import hashlib
from typing import Literal

import msgspec

# ---------------------------------------------------------------------------------------------- closed value lists

Modality = Literal["asserted", "alleged", "denied", "planned", "threatened", "hypothetical", "recurring"]
Outcome = Literal["completed", "intercepted", "repelled", "failed", "unknown"]
PartyKind = Literal[
    "state forces", "rebel group", "political militia", "identity militia", "rioters", "protesters", "civilians",
    "external or other forces", "government", "unknown",
]  # fmt: skip
WeaponKind = Literal[
    "small arms", "blade", "grenade", "mortar", "artillery", "rocket", "missile", "drone", "aircraft bomb", "IED",
    "vehicle bomb", "suicide vest", "mine", "chemical", "incendiary", "stones", "vehicle", "ship", "other", "unknown",
]  # fmt: skip
DatePrecision = Literal["day", "range", "week", "month", "season", "year", "decade", "day-of-year", "unknown"]
PlacePrecision = Literal["site", "town", "near", "district", "admin1", "country", "region", "sea", "unresolved"]
Relation = Literal["in", "near", "outskirts", "toward", "between", "offshore", "area", "dateline"]
Damage = Literal["none", "reported"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
DateSource = Literal["given", "record", "json-ld", "meta", "time", "url", "page", "feed", "pdf"]
Sureness = Literal["stated", "likely", "guess"]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all values: immutable, compared by content, built by keyword."""


class Span(Value, frozen=True, kw_only=True):
    """Words of a report: ``text`` is ``report.text[start:end]``."""

    start: int
    end: int
    text: str


# ---------------------------------------------------------------------------------------------- Report


class Original(Value, frozen=True, kw_only=True):
    """Where a report was read from, so that anyone can see later that it said what the record says.

    ``sha256`` (hexadecimal) and ``size`` are of the bytes that ``dateline.read.open_inputs`` gives with the report: a
    page, PDF or text file whole, a feed whole, a line of JSON Lines, the header and one row of a CSV file.
    ``retrieved_at`` is when they were read or fetched (ISO, UTC, to the second); ``name`` the file and the way inside
    it ("bundle.zip/a.html", "reports.jsonl:7"); ``url`` the address that answered, after redirects, for what was
    fetched; ``charset`` how the bytes were made text, null for a PDF.

    ``date_from`` says where ``Report.published`` was found: "given" by the caller, a field of the "record", a page's
    "json-ld", "meta" or "time" element, its "url", its visible words ("page"), the "feed", the "pdf"; ``date_sureness``
    whether that place states a date of publication ("stated"), holds it as a rule ("likely"), or no more than that
    ("guess"). Both are null when there is no date.
    """

    sha256: str
    media_type: str
    size: int
    retrieved_at: str
    name: str
    url: str | None = None
    charset: str | None = None
    date_from: DateSource | None = None
    date_sureness: Sureness | None = None


class Report(Value, frozen=True, kw_only=True):
    """One news text with its source and dates, as it came in.

    ``published`` is an ISO date or date-time; it anchors relative dates. ``home`` is where the publisher's readers are
    (a place name such as "Alexandria, Louisiana" or a country), when the input says so; it helps to tell places apart.
    ``author`` is the byline; ``original`` where the report was read from, null for one made in a program.
    """

    id: str
    text: str
    published: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    home: str | None = None
    author: str | None = None
    original: Original | None = None


class Issue(Value, frozen=True, kw_only=True):
    """Something that could not be used, and why. ``report`` is the report's id, or the place in the input it came
    from."""

    report: str | None
    stage: Literal["read", "annotate", "resolve", "coding", "merge", "export"]
    message: str


class Look(Value, frozen=True, kw_only=True):
    """One look at an input, whatever came of it: what was tried, when, and what it held.

    ``place`` is what was named (a file or folder, an address, "-"), ``at`` when it was opened (ISO, UTC, to the
    second); ``web`` whether it is an address, ``feed`` whether a feed was read in it: what a feed holds is what its
    publisher has published of late, so that a look at it tells of that day. ``sources`` are those of its reports, the
    first 200; ``reports`` and ``issues`` how many came.
    """

    place: str
    at: str
    web: bool = False
    feed: bool = False
    sources: tuple[str, ...] = ()
    reports: int = 0
    issues: int = 0


# ---------------------------------------------------------------------------------------------- AnnotatedReport


class Token(Value, frozen=True, kw_only=True):
    """A word of a parsed sentence. ``head`` is the index, in the sentence, of the word it depends on (the root:
    itself).

    ``pos``, ``tag`` and ``dep`` are Universal POS, Penn tags and ClearNLP dependency labels, as spaCy's English
    models use them. ``entity`` is the named-entity label of the word ("" for none).
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""


class Sentence(Value, frozen=True, kw_only=True):
    """A sentence. ``tokens`` is empty when the cheap first look found it not worth parsing."""

    start: int
    end: int
    tokens: tuple[Token, ...] = ()


class Name(Span, frozen=True, kw_only=True):
    """A capitalised name, as words: nobody has said yet whether it is a place, a person or a group.

    ``label`` is the parser's guess (GPE, LOC, FAC, ORG, PERSON, NORP ...; "" when it made none): a hint, often wrong.
    """

    label: str = ""


class TimeExpression(Span, frozen=True, kw_only=True):
    """Words that tell a time, with what the words alone say (``form``), before they are anchored on a date.

    ``form`` is a compact description that ``resolve.dates`` understands, e.g. "weekday:mon", "last:month", "md:08-24".
    """

    form: str


class Number(Span, frozen=True, kw_only=True):
    """A count of something: "nine" is 9..9, "at least nine" 9..None, "dozens" None..None, "four to six" 4..6."""

    low: int | None
    high: int | None


class Quotation(Span, frozen=True, kw_only=True):
    """Quoted words, without their quotation marks."""


class AnnotatedReport(Value, frozen=True, kw_only=True):
    """A report with its sentences, and its names, times, numbers and quotations as words.

    ``reading`` is the text as it was read: the same length as ``report.text``, but with capitals restored to
    ordinary case where the report was all in capitals. Look words up in ``reading``; quote them from ``report.text``.
    """

    report: Report
    reading: str
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    numbers: tuple[Number, ...] = ()
    quotations: tuple[Quotation, ...] = ()


# ---------------------------------------------------------------------------------------------- ResolvedReport and
# the record


class Place(Span, frozen=True, kw_only=True):
    """A place named in a report. ``lat`` and ``lon`` (degrees, WGS84) are null when it could not be told which
    place it is.

    ``radius_km`` is how far from the point the place may reach; ``feature`` the sort of place (city, camp, base,
    river ...); ``reason`` a sentence that says why this candidate and no other; ``country`` ISO 3166-1 alpha-3.
    """

    name: str
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unresolved"
    radius_km: float | None = None
    geonames_id: str | None = None
    admin1: str | None = None
    country: str | None = None
    relation: Relation = "in"
    feature: str | None = None
    reason: str | None = None


class When(Value, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """A time as whole days: ``first`` and ``last`` day (ISO), null when the report gives none; JSON names ``from``
    and ``to``.

    ``timex_type`` and ``timex_value`` follow TIMEX3 (TimeML). A date whose year nobody states keeps its words, has
    precision "day-of-year" and no days.
    """

    text: str | None
    start: int | None
    end: int | None
    first: str | None
    last: str | None
    precision: DatePrecision
    timex_type: TimexType = "DATE"
    timex_value: str | None = None
    reason: str | None = None


class ActorMention(Span, frozen=True, kw_only=True):
    """A named or described actor: ``actor`` is the registry's id or null, ``country`` ISO alpha-3 or null."""

    name: str
    actor: str | None = None
    kind: PartyKind = "unknown"
    country: str | None = None


class ResolvedReport(Value, frozen=True, kw_only=True):
    """A report whose places, dates and actors have values: everything an engine may choose from."""

    annotated: AnnotatedReport
    places: tuple[Place, ...] = ()
    dates: tuple[When, ...] = ()
    actors: tuple[ActorMention, ...] = ()

    @property
    def report(self) -> Report:
        """The report all this was read from."""
        return self.annotated.report


class Mention(Span, frozen=True, kw_only=True):
    """A clause that tells an event, and the word or words in it that name the act."""

    trigger_start: int
    trigger_end: int
    trigger: str


class Party(Span, frozen=True, kw_only=True):
    """An actor or thing in a role: its full noun phrase, what it resolves to, and its other names in the report."""

    name: str
    actor: str | None = None
    kind: PartyKind = "unknown"
    country: str | None = None
    aliases: tuple[Span, ...] = ()
    is_object: bool = False


class Weapon(Span, frozen=True, kw_only=True):
    """A weapon; ``quantity`` is how many the report says, or null."""

    kind: WeaponKind
    quantity: int | None = None


class Count(Value, frozen=True, kw_only=True):
    """People killed or injured. "At least nine" has ``high`` null; "dozens" has both null and keeps its words."""

    low: int | None
    high: int | None
    text: str | None
    start: int | None
    end: int | None


class Attribution(Span, frozen=True, kw_only=True):
    """Who the report says it from, and the word that says so ("said", "according to")."""

    cue: str


class Acled(Value, frozen=True, kw_only=True):
    """The type an ACLED coder would give (ACLED-like; not ACLED data)."""

    event_type: str
    sub_event_type: str


class Plover(Value, frozen=True, kw_only=True):
    """The PLOVER type and mode."""

    event_type: str
    mode: str | None = None


class Claim(Value, frozen=True, kw_only=True):
    """What one report says about one event."""

    claim: str
    report: str
    engine: str
    engine_version: str
    event_type: str
    acled: Acled | None
    plover: Plover | None
    cameo: str | None
    modality: Modality
    mentions: tuple[Mention, ...]
    initiators: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    places: tuple[Place, ...] = ()
    date: When | None = None
    killed: Count | None = None
    injured: Count | None = None
    outcome: Outcome = "unknown"
    damage: Damage | None = None
    attribution: Attribution | None = None
    confidence: float = 0.5
    reasons: tuple[str, ...] = ()


class CodedReport(Value, frozen=True, kw_only=True):
    """A report with its claims, in the order of the text, and what could not be used."""

    report: Report
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


class Annotation(Value, frozen=True, kw_only=True):
    """What ``dateline annotate`` says of one report: every sentence, place name, time expression and actor."""

    report: str
    sentences: tuple[Sentence, ...]
    places: tuple[Place, ...]
    dates: tuple[When, ...]
    actors: tuple[ActorMention, ...]


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on nothing but content: ``prefix`` and 16 hexadecimal digits of the SHA-256 of ``parts``.

    The same parts give the same id on every machine, so ids survive a second run and people's judgements still fit.
    """
    digest = hashlib.sha256(msgspec.json.encode(parts, order="deterministic"))
    return f"{prefix}-{digest.hexdigest()[:16]}"
