"""What the network thinks of spans of a report, for an event: its roles, its modality, its likeness to another."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from dateline.coding.learned.heads import ROLES, Floats, Heads, pair_features
from dateline.coding.learned.network import Label
from dateline.coding.learned.seen import Act, Seen, sigmoid, softmax
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.joining import Event

KEPT = 4
"""Of an event's acts, how many are asked about a span."""


class Mind:
    """The network's readings of one report, asked when needed. Made once a report."""

    def __init__(self, seen: Seen, acts: Sequence[Act], heads: Heads | None, labels: Sequence[Label]) -> None:
        self._seen, self._acts, self._heads = seen, sorted(acts, key=lambda a: a.start), heads
        names = sorted({label.event or label.name for label in labels})
        self._groups = [names.index(label.event or label.name) for label in labels]
        self._starts, self._ends = [a.start for a in self._acts], [a.end for a in self._acts]
        self._of_event: dict[tuple[int, ...], list[Act]] = {}
        self._keys: dict[int, tuple[Floats, Floats]] = {}
        self._roles: dict[int, tuple[Floats, Floats, Floats]] = {}

    def act(self, draft: Draft) -> Act | None:
        """The act that the network sees in a draft's trigger: the likeliest of those that touch it."""
        start, end = draft.mention.trigger_start, draft.mention.trigger_end
        return max(self._touching(start, end), key=lambda a: a.score, default=None)

    def _touching(self, start: int, end: int) -> Sequence[Act]:
        """The acts that touch a span; acts stand in order and apart."""
        return self._acts[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def roles(self, act: Act) -> tuple[Floats, Floats, Floats]:
        """Where the words of an act's window start and end, and their probabilities for each role [roles, words]."""
        if act.row not in self._roles:
            self._roles[act.row] = self._asked(act)
        return self._roles[act.row]

    def _asked(self, act: Act) -> tuple[Floats, Floats, Floats]:
        number, piece = int(self._seen.window[act.row]), int(self._seen.piece[act.row])
        window, states = self._seen.windows[number]
        at = [i for i, p in enumerate(window.pieces) if p.first]
        starts = np.array([window.pieces[i].start for i in at], dtype=np.float32)
        ends = np.array([window.pieces[i].end for i in at], dtype=np.float32)
        if self._heads is None:
            return starts, ends, np.zeros((len(ROLES), len(at)), dtype=np.float32)
        if number not in self._keys:
            self._keys[number] = self._heads.keys(states)
        scores = self._heads.roles(states, piece, window.sentences, self._keys[number])
        return starts, ends, sigmoid(scores[:, at, 0])

    def role(self, event: Event, start: int, end: int) -> Floats:
        """The probabilities of a span for each of ``ROLES``, the best over the event's acts and the span's words."""
        best = np.zeros(len(ROLES), dtype=np.float32)
        for act in self.event_acts(event):
            starts, ends, scores = self.roles(act)
            inside = (starts < end) & (ends > start)
            if inside.any():
                best = np.maximum(best, scores[:, inside].max(axis=1))
        return best

    def event_acts(self, event: Event) -> list[Act]:
        """The likeliest acts of an event."""
        key = tuple(d.mention.trigger_start for d in event.drafts)
        if key not in self._of_event:
            found = {a.row: a for d in event.drafts if (a := self.act(d)) is not None}
            self._of_event[key] = sorted(found.values(), key=lambda a: -a.score)[:KEPT]
        return self._of_event[key]

    def thinks(self, event: Event, start: int, end: int) -> tuple[float, float, float, float]:
        """For a party: initiator, target, the best of the other roles, and how surely the span is itself a trigger."""
        found = self.role(event, start, end)
        trigger = max((a.score for a in self._touching(start, end)), default=0.0)
        return float(found[0]), float(found[1]), float(found[2:].max()), trigger

    def same(self, first: Draft, second: Draft) -> float:
        """The probability that two drafts' triggers tell of one event; one half where the network sees no act."""
        a, b = self.act(first), self.act(second)
        if a is None or b is None or self._heads is None:
            return 0.5
        word = first.mention.trigger.lower() == second.mention.trigger.lower()
        features = pair_features(a.types, b.types, self._groups, a.sentence - b.sentence, word)
        return float(sigmoid(np.array(self._heads.same(self._state(a), self._state(b), features), dtype=np.float32)))

    def _state(self, act: Act) -> Floats:
        return np.asarray(self._seen.windows[int(self._seen.window[act.row])][1][int(self._seen.piece[act.row])])

    def modality(self, draft: Draft) -> tuple[float, ...]:
        """The probabilities of the seven modalities; none where the network sees no act."""
        act = self.act(draft)
        if act is None or self._heads is None:
            return ()
        return tuple(float(x) for x in softmax(self._heads.modality(self._state(act))))
