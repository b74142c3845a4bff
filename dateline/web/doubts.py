"""Which pairs of claims the program is unsure of, over the whole record.

The record is walked in the order of the queue, for a moment with each request, so that nobody waits for a hundred
thousand events; a page that stays open asks again until all have been looked at. What changes later is looked at again.
The comparison is that of merging (``dateline.merge``): the same keys, the same weights.
"""

import threading
import time
from typing import NamedTuple

from dateline.events import Event, SourcedClaim
from dateline.merge.candidates import may_meet, probes
from dateline.merge.compare import compare
from dateline.merge.features import Features, read
from dateline.merge.judged import Judged, corrected, read_judgements
from dateline.store import Query, Store

NEARLY = 0.08
"""The least probability of one event for a pair across events: below it hardly any pair is the same."""
SURE = 0.97
"""A link above it needs no person's eye before the others."""
STRETCH = 25
"""Events that are read at once."""
MOST_ANEW = 4 * STRETCH
"""Changed events that are looked at again at once."""
MOST_KEPT = 5_000
"""Pairs kept, the most doubtful: more than a person decides in weeks."""


class Doubt(NamedTuple):
    """Two claims that may be one event; ``joined`` says that the program joined them. ``doubt`` is highest, 1, where
    both are as likely."""

    first: str
    second: str
    joined: bool
    doubt: float

    @property
    def key(self) -> str:
        """A name for the pair, whichever claim comes first."""
        return "+".join(sorted((self.first, self.second)))


class Looked(NamedTuple):
    """How far the walk is: events looked at, of how many."""

    events: int
    total: int

    @property
    def whole(self) -> bool:
        """Whether nothing is left to look at."""
        return self.events >= self.total


def doubt_of(probability: float) -> float:
    """Give how unsure a probability is: 1 at one half, 0 at none and one."""
    return 1 - abs(2 * probability - 1)


class Doubts:
    """The pairs found so far. May be used from several threads: one walks, the others take what there is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._looked: dict[str, str] = {}
        self._found: dict[str, Doubt] = {}
        self._offset = 0
        self._revision = -1
        self._judged: Judged = read_judgements(())
        self._total = 0

    def look(self, seconds: float, revision: int) -> Looked:
        """Walk on for some seconds, a stretch at least; ``revision`` is the record's: every change of it moves it."""
        if not self._lock.acquire(blocking=False):
            return Looked(len(self._looked), max(self._total, len(self._looked) + 1))
        try:
            until = time.monotonic() + seconds
            if revision != self._revision:
                self._changed(revision)
            while self._offset < self._total:
                page = self._store.find(Query(sort="queue"), limit=STRETCH, offset=self._offset)
                self._total = page.total
                self._take(page.events)
                self._offset += STRETCH
                if time.monotonic() >= until:
                    break
            return Looked(min(self._offset, self._total), self._total)
        finally:
            self._lock.release()

    def best(self) -> list[Doubt]:
        """Give the pairs found so far, the most doubtful first."""
        return sorted(self._found.copy().values(), key=lambda one: (-one.doubt, one.key))

    def _changed(self, revision: int) -> None:
        """Begin again where the record has changed: at its latest changes, and a little back in the queue, whose order
        a decision moves."""
        whole = self._offset >= self._total
        self._revision = revision
        self._judged = read_judgements(self._store.judgements())
        self._total = self._store.count()
        self._offset = max(0, self._offset - STRETCH)
        offset = 0
        while self._looked:
            page = self._store.find(Query(sort="changed"), limit=STRETCH, offset=offset)
            fresh = [event for event in page.events if self._looked.get(event.event) != event.version]
            # of a record that was not yet looked at as a whole, what is new comes in its turn
            theirs = [event for event in fresh if whole or event.event in self._looked]
            self._take(theirs)
            offset += STRETCH
            if not theirs or offset >= page.total:
                return
            if offset >= MOST_ANEW:  # a run has brought many: they come in their turn, a moment with each request
                self._offset = 0
                return

    def _take(self, events: "list[Event] | tuple[Event, ...]") -> None:
        """Look at events in versions that were not looked at."""
        fresh = [event for event in events if self._looked.get(event.event) != event.version]
        for event in fresh:
            self._looked[event.event] = event.version
            for doubt in (*self._inside(event), *self._across(event)):
                self._found[doubt.key] = doubt
        if len(self._found) > MOST_KEPT:
            self._found = {one.key: one for one in self.best()[:MOST_KEPT]}

    def _inside(self, event: Event) -> list[Doubt]:
        """Give the weaker links of an event that no person has made."""
        return [
            Doubt(link.first, link.second, True, doubt_of(link.score))
            for link in event.links
            if not link.judged and link.score <= SURE
        ]

    def _across(self, event: Event) -> list[Doubt]:
        """Give the pairs of an event's fullest claim with claims of other events."""
        if event.status == "rejected" or not event.claims:
            return []
        found = likely(self._store, event, self._judged, NEARLY)
        return [Doubt(event.claims[0], other, False, doubt_of(probability)) for other, probability in found]


def likely(store: Store, event: Event, judged: Judged, least: float) -> list[tuple[str, float]]:
    """Give claims of other events that may tell this one, with the probability that they do, the likeliest first."""
    own = {one.claim.claim: one for one in store.beside(claims=event.claims[:1])}
    sourced = own.get(event.claims[0])
    if sourced is None:
        return []
    here = _features(sourced, judged)
    found = []
    for other in store.beside(probes(here)):
        if other.claim.claim in event.claims or judged.rejected(other.claim.claim):
            continue
        there = _features(other, judged)
        if may_meet(here, there):
            probability = compare(here, there).probability
            if probability >= least:
                found.append((other.claim.claim, probability))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _features(sourced: SourcedClaim, judged: Judged) -> Features:
    return read(corrected(sourced, judged))
