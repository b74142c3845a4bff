"""Looking up one thing of the record, with an error that says what to do when it is not there."""

from typing import NamedTuple

from dateline.errors import DatelineError
from dateline.events import EventRecord, Judgement, SourcedClaim
from dateline.merge.judged import Judged, corrected, read_judgements
from dateline.model import Claim, Report
from dateline.web.desk import Desk


class MissingError(DatelineError):
    """The record does not hold what was asked for."""


class ClaimFound(NamedTuple):
    """A claim with the event that holds it, if any, its report, and the judgements on it."""

    claim: Claim
    report: Report
    record: EventRecord | None
    judged: Judged


def event(desk: Desk, identity: str) -> EventRecord:
    """Give an event with everything, following redirects. Raises MissingError."""
    found = desk.store.event(identity)
    if found is None:
        raise MissingError(f"the record holds no event {identity[:60]!r} now; it may have been withdrawn")
    return found


def report(desk: Desk, identity: str) -> Report:
    """Give a report. Raises MissingError."""
    found = desk.store.report(identity)
    if found is None:
        raise MissingError(f"the record holds no report {identity[:60]!r}")
    return found


def claim(desk: Desk, identity: str) -> ClaimFound:
    """Give a claim with its event and report. Raises MissingError."""
    home = desk.store.event_of(identity)
    record = desk.store.event(home) if home else None
    found = next((one for one in record.claims if one.claim == identity), None) if record else None
    if record is None or found is None:
        raise MissingError(f"the record holds no claim {identity[:60]!r} now")
    return ClaimFound(found, report(desk, found.report), record, read_judgements(record.judgements))


def as_corrected(found: ClaimFound) -> Claim:
    """Give a claim with people's corrections."""
    sourced = SourcedClaim(claim=found.claim, report=found.claim.report)
    return corrected(sourced, found.judged).claim


def judgements_on(desk: Desk, subjects: list[str]) -> tuple[Judgement, ...]:
    """Give the judgements on any of some claims or events, each once, in order."""
    found = {one.judgement: one for subject in subjects for one in desk.store.judgements(subject)}
    return tuple(sorted(found.values(), key=lambda one: (one.at, one.judgement)))
