"""The tables. What only one database has (full text, boxes, triggers) is in ``_sqlite`` and ``_postgresql``.

Days and times are ISO text: SQLite has no date type and gives back what sorts the same in both. Numbered rows get their
number from the program, inside the one write transaction that can be open at a time, so that whole batches with their
details are written at once. ``body`` columns hold the frozen values of the record as JSON.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()


def _number(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


SCHEMA_VERSIONS = Table(
    "schema_versions",
    METADATA,
    _number("version"),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)

FACTS = Table(
    "facts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

RUNS = Table(
    "runs",
    METADATA,
    _number("run"),
    Column("command", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("engine", Text),
    Column("engine_version", Text),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("reports", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("issues", Integer, nullable=False),
)

ORIGINALS = Table(
    "originals",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("data", LargeBinary, nullable=False, comment="zlib"),
    Column("size", Integer, nullable=False),
)

REPORTS = Table(
    "reports",
    METADATA,
    _number("seq"),
    Column("report", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("source", Text),
    Column("title", Text),
    Column("published", Text),
    Column("origin", Text),
    Column("day", Text),
    Column("work", Text, nullable=False),
    Column("original", Text),
    Column("retrieved", Text),
    Column("engine", Text),
    Column("engine_version", Text),
    Column("at", Text, nullable=False),
    Column("run", Integer),
    Column("body", Text, nullable=False),
    UniqueConstraint("report", "version"),
    Index("reports_origin", "origin"),
    Index("reports_coverage", "source", "day"),
)

PRINTS = Table(
    "report_prints",
    METADATA,
    Column("print", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False, comment="the version of a report"),
    PrimaryKeyConstraint("print", "seq"),
    sqlite_with_rowid=False,
)

CLAIMS = Table(
    "claims",
    METADATA,
    Column("claim", Text, primary_key=True),
    Column("report", Text, nullable=False),
    Column("version", Integer, nullable=False, comment="of the report, whose text the spans are of"),
    Column("ordinal", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("by_hand", Boolean, nullable=False, comment="added by a person: no engine takes it back"),
    Column("engine", Text, nullable=False),
    Column("engine_version", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("run", Integer),
    Column("body", Text, nullable=False),
    Index("claims_report", "report"),
)

CLAIM_KEYS = Table(
    "claim_keys",
    METADATA,
    Column("key", Text, nullable=False),
    Column("claim", Text, nullable=False),
    PrimaryKeyConstraint("key", "claim"),
    Index("claim_keys_claim", "claim"),
    sqlite_with_rowid=False,
)

SUCCESSORS = Table(
    "successors",
    METADATA,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False),
    Index("successors_new", "new"),
)

PENDING = Table(
    "pending",
    METADATA,
    Column("claim", Text, primary_key=True),
    Column("stamp", Integer, nullable=False, comment="the line of the audit under which it last changed"),
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    _number("seq"),
    Column("judgement", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("body", Text, nullable=False),
)

SUBJECTS = Table(
    "judgement_subjects",
    METADATA,
    Column("subject", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("subject", "seq"),
)

EVENTS = Table(
    "events",
    METADATA,
    _number("key"),
    Column("event", Text, nullable=False, unique=True),
    Column("version", Text, nullable=False),
    Column("history", Integer, nullable=False, comment="the line of the history that holds its body"),
    Column("event_type", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("first", Text),
    Column("last", Text),
    Column("lat", Float(53)),
    Column("lon", Float(53)),
    Column("precision", Text),
    Column("radius_km", Float(53)),
    Column("place", Text),
    Column("geonames_id", Text),
    Column("country", Text),
    Column("admin1", Text),
    Column("killed_low", Integer),
    Column("killed", Integer),
    Column("killed_high", Integer),
    Column("injured", Integer),
    Column("confidence", Float(53), nullable=False),
    Column("sources", Integer, nullable=False),
    Column("contradictions", Integer, nullable=False),
    Column("parent", Text),
    Column("priority", Float(53), nullable=False, comment="of the queue; the highest is looked at first"),
    Column("changed", Text, nullable=False),
    Index("events_first", "first", "key"),
    Index("events_type", "event_type", "first"),
    Index("events_killed", "killed", "key"),
    Index("events_confidence", "confidence", "key"),
    Index("events_priority", "priority", "key"),
    Index("events_changed", "changed", "key"),
    Index("events_parent", "parent"),
)

TERMS = Table(
    "event_terms",
    METADATA,
    Column("kind", Text, nullable=False, comment="actor, party, source, country"),
    Column("term", Text, nullable=False),
    Column("key", Integer, nullable=False),
    PrimaryKeyConstraint("kind", "term", "key"),
    Index("event_terms_key", "key"),
    sqlite_with_rowid=False,
)

EVENT_CLAIMS = Table(
    "event_claims",
    METADATA,
    Column("claim", Text, primary_key=True),
    Column("key", Integer, nullable=False),
    Index("event_claims_key", "key"),
    sqlite_with_rowid=False,
)

REDIRECTS = Table(
    "redirects",
    METADATA,
    Column("old", Text, primary_key=True),
    Column("new", Text, nullable=False),
    Index("redirects_new", "new"),
)

HISTORY = Table(
    "history",
    METADATA,
    _number("seq"),
    Column("event", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("run", Integer),
    Column("to", Text),
    Column("body", Text, nullable=False),
    Index("history_event", "event", "seq"),
    Index("history_at", "at"),
)

ISSUES = Table(
    "issues",
    METADATA,
    _number("seq"),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("report", Text),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("source", Text),
    Column("day", Text),
    Column("at", Text, nullable=False),
    Column("run", Integer),
    Column("closed", Text),
    Index("issues_report", "report"),
)

COVERAGE = Table(
    "coverage",
    METADATA,
    Column("source", Text, nullable=False),
    Column("day", Text, nullable=False, comment="of publication; empty when the reports give none"),
    Column("last_read", Text, nullable=False),
    PrimaryKeyConstraint("source", "day"),
)

READS = Table(
    "reads",
    METADATA,
    _number("seq"),
    Column("run", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("day", Text, nullable=False, comment="of the look, UTC"),
    Column("place", Text, nullable=False, comment="the file, folder or address that was named"),
    Column("web", Boolean, nullable=False),
    Column("feed", Boolean, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("issues", Integer, nullable=False),
    Column("sources", Text, nullable=False, comment="of its reports; a JSON list"),
    Index("reads_place", "place", "day"),
)

AUDIT = Table(
    "audit",
    METADATA,
    _number("seq"),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("why", Text),
    Column("run", Integer),
    Column("chain", Text, nullable=False),
    Index("audit_subject", "subject", "seq"),
)

APPEND_ONLY = ("audit", "judgements", "judgement_subjects", "history", "reads")
"""Tables whose rows the database itself refuses to change or delete."""
