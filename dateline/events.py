"""The nouns after coding: claims of many reports as events, and people's judgements on them.

    Claims + Judgements --merge--> Events --export--> files

Like ``dateline.model``: frozen values that do no work. An event holds no number of its own: every value it shows names
the rule by which it was chosen and the claims it was chosen from, and what the claims disagree on is said.
"""

from typing import Literal

import msgspec

from dateline.model import Acled, Claim, Damage, Modality, Outcome, Party, Place, Plover, Report, Value, Weapon, When

JudgementKind = Literal["same", "different", "accept", "reject", "correct", "add", "skip", "undo"]
"""same, different: of two claims. accept, reject: of a claim or an event. correct: of one field of a claim. add: a
claim that the engine missed. skip: seen, not decided (an event, or whether two claims are one). undo: takes back an
earlier judgement."""
SUBJECTS_OF: dict[str, tuple[int, ...]] = {"same": (2,), "different": (2,), "skip": (1, 2)}
"""How many subjects a judgement of a kind may have; one where nothing is said."""
Status = Literal["unreviewed", "accepted", "rejected", "corrected"]
Change = Literal["new", "changed", "withdrawn"]


_NULL = msgspec.Raw(b"null")


class Judgement(Value, frozen=True, kw_only=True):
    """A person's decision. Never changed, never deleted: undoing is another judgement.

    ``subjects`` are ids: two claims for same and different, and for a pair that was skipped; one claim or event for
    accept, reject and skip; one claim for correct; the report for add; the judgement taken back for undo. ``field`` and
    ``value`` (the field's JSON, as in the record) belong to correct; ``value`` is the whole claim for add. No value is
    UNSET, which is not the value null ("the report does not say"). ``saw`` is what the reviewer had before their eyes
    (the event's ``version``, or None from a script), so that two reviewers never overwrite each other in silence.
    ``at`` is an ISO date-time in UTC.
    """

    judgement: str
    kind: JudgementKind
    subjects: tuple[str, ...]
    reviewer: str
    at: str
    field: str | None = None
    value: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    reason: str | None = None
    saw: str | None = None

    def __post_init__(self) -> None:
        """Take a null that stands where no value belongs, as records before November 2026 hold it, for no value."""
        if self.kind != "correct" and self.value in (None, _NULL):
            msgspec.structs.force_setattr(self, "value", msgspec.UNSET)


class SourcedClaim(Value, frozen=True, kw_only=True):
    """A claim with what merging needs to know of its report: ``work`` is the id that near-copies of one text share, so
    that a syndicated article counts as one source; ``published`` an ISO date or date-time, or null."""

    claim: Claim
    report: str
    source: str | None = None
    published: str | None = None
    work: str = ""


class Toll(Value, frozen=True, kw_only=True):
    """People killed or injured over all claims of an event: the lowest and highest number any of them gives, the one
    shown (``best``), the rule that chose it, and the claims that give a number. All null: nobody gives one."""

    low: int | None
    best: int | None
    high: int | None
    rule: str
    claims: tuple[str, ...] = ()


class Contradiction(Value, frozen=True, kw_only=True):
    """What claims of one event disagree on: the field, a sentence for people, and the claims, one of each side
    first."""

    field: str
    sentence: str
    claims: tuple[str, ...]


class Link(Value, frozen=True, kw_only=True):
    """Why two claims are one event: ``score`` from 0 to 1 (1 for a person's word), the reasons in sentences."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]
    judged: bool = False


class Event(Value, frozen=True, kw_only=True):
    """What agreeing claims describe.

    ``event`` is permanent: when events are merged one id stays and the others redirect to it. ``version`` is a hash of
    the content. ``claims`` are ids, the fullest first; ``reports`` how many reports, ``sources`` how many independent
    ones (near-copies counted once). ``rules`` says for each shown field by which rule it was chosen, ``evidence`` from
    which claims. ``parent`` is the event of which this is a part ("12 strikes over three towns"), if any.
    """

    event: str
    version: str
    claims: tuple[str, ...]
    reports: int
    sources: int
    event_type: str
    acled: Acled | None
    plover: Plover | None
    cameo: str | None
    modality: Modality
    initiators: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[Weapon, ...] = ()
    place: Place | None = None
    places: tuple[Place, ...] = ()
    date: When | None = None
    killed: Toll | None = None
    injured: Toll | None = None
    outcome: Outcome = "unknown"
    damage: Damage | None = None
    confidence: float = 0.5
    status: Status = "unreviewed"
    parent: str | None = None
    links: tuple[Link, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    rules: dict[str, str] = msgspec.field(default_factory=dict)
    evidence: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    reasons: tuple[str, ...] = ()


class EventRecord(Value, frozen=True, kw_only=True):
    """An event with everything an export or a page shows: its claims, their reports, and the judgements on them.

    ``change`` is what happened since the moment that was asked about, or null where nothing was asked. ``updated`` is
    when the record last changed what it says of the event (ISO date-time, UTC), or null outside a record.
    """

    event: Event
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    judgements: tuple[Judgement, ...] = ()
    change: Change | None = None
    updated: str | None = None
