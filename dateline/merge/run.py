"""The order of merging, and nothing else: judgements, features, neighbourhoods, groups, ids, events."""

from collections.abc import Iterable, Sequence

import msgspec

from dateline.events import Event, Judgement, Link, SourcedClaim
from dateline.merge import ids
from dateline.merge.cluster import Pairs, best_links, group, neighbourhoods
from dateline.merge.combine import combine, sealed
from dateline.merge.compare import Compared, compare, reasons
from dateline.merge.features import Features, read
from dateline.merge.judged import Judged, constraints, corrected, followed, read_judgements, with_people
from dateline.merge.parts import Pair, parent
from dateline.merge.voices import Voice
from dateline.model import Issue, Value, content_id


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
    """Give the events that claims tell; the same for any order of claims, judgements and previous events.

    ``previous`` are the ids that events have had, with the claims each held: an event keeps its id as claims are added,
    and an id whose event was merged into another redirects to it. Every claim is in exactly one event; one that people
    rejected is no evidence and stands in an event of its own, with status "rejected", so that it can be taken back.
    """
    judged = read_judgements(judgements)
    sourced = with_people(claims, judged)
    live = [c for c in sourced if not judged.rejected(c.claim.claim)]
    features = [read(c) for c in live]
    merger = _Merger(live, features, judged)
    groups = merger.groups()
    order = [sorted(g, key=merger.earliest) for g in groups]
    names, redirects = ids.assign([[live[n].claim.claim for n in g] for g in order], previous)
    events = merger.events(groups, names, followed(judged, redirects))
    events += [_rejected(c, judged) for c in sourced if judged.rejected(c.claim.claim)]
    return Merged(
        events=tuple(sorted((sealed(e) for e in events), key=lambda e: e.event)),
        redirects=tuple(redirects),
        issues=(*judged.issues, *merger.issues),
    )


def explain(one: SourcedClaim, other: SourcedClaim, judgements: Sequence[Judgement] = ()) -> Link:
    """Give how likely two claims tell one event, in people's corrections, and what speaks for and against it: for a
    page that asks "same or different?". It says nothing of the claims around them, which also count in ``merge``."""
    judged = read_judgements(judgements)
    a, b = sorted((read(corrected(c, judged)) for c in (one, other)), key=lambda f: f.claim)
    compared = compare(a, b)
    return Link(first=a.claim, second=b.claim, score=round(compared.probability, 4), reasons=reasons(a, b, compared))


class _Merger:
    """One merge in progress; claims are called by their number in the order of their ids."""

    def __init__(self, live: Sequence[SourcedClaim], features: Sequence[Features], judged: Judged) -> None:
        self.live, self.features, self.judged = live, features, judged
        number = {c.claim.claim: n for n, c in enumerate(live)}
        must, apart, issues = constraints(judged, number)
        self.must: set[Pair] = {_pair(number[a], number[b]) for a, b in must}
        self.apart: set[Pair] = {_pair(number[a], number[b]) for a, b in apart}
        self.issues = tuple(issues)
        self.parents: list[int | None] = []
        self.links: list[tuple[Link, ...]] = []

    def earliest(self, number: int) -> tuple[str, str]:
        """The order of claims by publication."""
        return self.live[number].published or "9", self.live[number].claim.claim

    def groups(self) -> list[list[int]]:
        """Give the groups of claims that tell one event each; note what holds each together, and its whole."""
        found: list[list[int]] = []
        for members in neighbourhoods(self.features, self.must):
            compared = Pairs(self.features)
            inside = group(members, compared, self.must, self.apart)
            wholes = [parent(one, inside, self.features, compared) for one in inside]
            self.parents += [None if w is None else len(found) + w for w in wholes]
            self.links += [self._links(one, compared) for one in inside]
            found += inside
        return found

    def events(self, groups: Sequence[Sequence[int]], names: Sequence[str], judged: Judged) -> list[Event]:
        """Give the event of each group, under its id."""
        made = []
        for members, name, links, whole in zip(groups, names, self.links, self.parents, strict=True):
            event = combine([self._voice(n) for n in members], judged, event=name, links=links)
            if whole is not None:
                told = (*event.reasons, "a part of a series that others tell as a whole")
                event = msgspec.structs.replace(event, parent=names[whole], reasons=told)
            made.append(event)
        return made

    def _voice(self, number: int) -> Voice:
        sourced = self.live[number]
        return Voice(sourced, self.features[number], dict(self.judged.corrections.get(sourced.claim.claim, {})))

    def _links(self, members: Sequence[int], compared: Pairs) -> tuple[Link, ...]:
        return tuple(self._link(pair, compared.afresh(pair)) for pair in best_links(members, compared, self.must))

    def _link(self, pair: Pair, compared: Compared) -> Link:
        a, b = (self.features[n] for n in pair)
        judged = pair in self.must
        why = reasons(a, b, compared)
        if judged:
            why = (f"{self._who_said(a.claim, b.claim)} judged them the same", *why)
        score = 1.0 if judged else round(compared.probability, 4)
        return Link(first=a.claim, second=b.claim, score=score, reasons=why, judged=judged)

    def _who_said(self, first: str, second: str) -> str:
        return next((j.reviewer for a, b, j in self.judged.same if {a, b} == {first, second}), "a reviewer")


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def _rejected(sourced: SourcedClaim, judged: Judged) -> Event:
    """The event of a claim that people rejected: it alone, marked."""
    claim = sourced.claim.claim
    voice = Voice(sourced, read(sourced), dict(judged.corrections.get(claim, {})))
    return combine([voice], judged, event=content_id("e", "rejected", claim), links=(), rejected=True)
