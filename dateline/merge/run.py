"""The order of merging, and nothing else: judgements, candidates, links, clusters, events, ids."""

from collections.abc import Iterable, Sequence

from dateline.events import Event, Judgement, SourcedClaim
from dateline.model import Issue, Value


class Merged(Value, frozen=True, kw_only=True):
    """What merging gives: the events, by id; which ids of ``previous`` now stand for another event (old, new); and the
    judgements that could not be used, with why."""

    events: tuple[Event, ...]
    redirects: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()


def merge(
    claims: Iterable[SourcedClaim],
    judgements: Sequence[Judgement] = (),
    previous: Sequence[tuple[str, tuple[str, ...]]] = (),
) -> Merged:
    """Give the events that claims tell; the same for any order of the claims.

    ``previous`` are the ids that events have had, with the claims each held: an event keeps its id as claims are added,
    and an id whose event was merged into another redirects to it. Every claim is in exactly one event.
    """
    raise NotImplementedError("being written")
