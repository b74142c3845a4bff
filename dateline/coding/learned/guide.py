"""The network's guide through a sentence: which words name acts, of what type, and whether they happened.

The ontology's triggers and the network's acts are laid over each other. Where both see an act, the ontology lends its
frame and its narrower types; where only the network does, the act gets the plain type of its label.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from dateline.coding.learned.network import Floats, Label
from dateline.coding.learned.seen import Act
from dateline.coding.parts.choosing import Evidence, choose
from dateline.coding.parts.drafts import Opinion
from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import Cues, word_set
from dateline.coding.parts.modality import find_modality
from dateline.coding.parts.triggers import Entry, Found, Reading, Triggers
from dateline.ontology.load import Ontology
from dateline.ontology.model import EventType, Frame, Trigger

BY_EVENT: Mapping[str, Frame] = {"Protests": "gather", "Riots": "gather"}
BY_LABEL: Mapping[str, Frame] = {"Armed clash": "mutual", "Agreement": "mutual", "Suicide bomb": "explode"}
MODIFIES = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "case"})
"""Relations of words that only stand before an act's word: the "coalition" of "coalition air strikes" is no act."""
SUFFERING = word_set("suffering")
"""Verbs whose subject is the one it was done to ("died", "collapsed")."""


class Tuning(msgspec.Struct, frozen=True, kw_only=True):
    """How much the two are believed: an act is looked at from ``least`` on, said from ``say`` on; against words that
    speak of a fear or a habit only from ``against`` on. ``words`` is what the ontology's own choice of a
    type is worth (natural logarithm of odds); a type that no mention has stands ``instead`` of the best one when it is
    so many times as likely. Words that the ontology does not know are taken from ``unknown`` on, words that it takes
    for no act of an ACLED type from ``over`` on (the likeliest type's probability times the act's). ``gate`` is the
    power of the sentence's own probability. Chosen on the harness's tune part and on every eighth sentence of plv."""

    least: float = 0.15
    say: float = 0.5
    against: float = 0.95
    words: float = 1.0
    instead: float = 2.0
    unknown: float = 0.7
    over: float = 0.6
    gate: float = 0.5


def _tells(grammar: Grammar, i: int) -> bool:
    """Whether a word can name an act: a noun, verb or adjective, no helper, number or mark."""
    token = grammar.tokens[i]
    return token.tag.startswith(("NN", "VB", "JJ")) and token.dep not in ("aux", "auxpass", "punct")


class Types:
    """The event types of an ontology by the network's labels; ``own`` are those of the user, also where they replace
    a shipped one of their id, and any that was not among the ``known`` ones when the network was made. Not changed by
    use."""

    def __init__(self, ontology: Ontology, labels: Sequence[Label], known: Sequence[str]) -> None:
        self.labels = tuple(labels)
        self.own = ontology.own | (frozenset(ontology.types) - set(known))
        self.acled = tuple(i for i, label in enumerate(labels) if label.event)
        self._number = {label.name: i for i, label in enumerate(labels)}
        self.plain: dict[int, EventType] = {}
        for event_type in sorted(ontology.types.values(), key=lambda t: (-t.priority, t.id)):
            if event_type.id in self.own:
                continue
            number = self.label(event_type)
            if number is not None:
                self.plain[number] = event_type  # the last one stands: the one of the lowest priority, the most general

    def label(self, event_type: EventType) -> int | None:
        """The label of an event type: its ACLED sub-event type, else its PLOVER type; None for a type of neither."""
        if event_type.acled is not None:
            return self._number.get(event_type.acled.sub_event_type)
        return self._number.get(event_type.plover.event_type) if event_type.plover is not None else None

    def entry(self, number: int, grammar: Grammar, tokens: tuple[int, ...], pos: str) -> Entry | None:
        """An entry of the plain type of a label for words that the ontology does not know."""
        event_type = self.plain.get(number)
        if event_type is None:
            return None
        label, words = self.labels[number], " ".join(grammar.tokens[i].lemma.lower() for i in tokens)
        frame = BY_LABEL.get(label.name) or BY_EVENT.get(label.event) or "act"
        if pos == "verb" and grammar.tokens[tokens[0]].lemma in SUFFERING:
            frame = "suffer"
        trigger = Trigger(words=words, pos="verb" if pos == "verb" else "noun", frame=frame)
        return Entry(type=event_type, trigger=trigger, forms=())


class Learned:
    """The guide through one report. Not changed by use."""

    def __init__(self, acts: Sequence[Act], types: Types, triggers: Triggers, cues: Cues, tuning: Tuning) -> None:
        self._acts, self._types = sorted(acts, key=lambda a: a.start), types
        self._starts, self._ends = [a.start for a in self._acts], [a.end for a in self._acts]
        self._triggers, self._cues, self._tuning = triggers, cues, tuning

    def find(self, grammar: Grammar, times: Sequence[tuple[int, int]]) -> list[Found]:
        """The ontology's triggers of the sentence, and the network's acts that none of them covers."""
        found = self._triggers.find(grammar, times)
        covered = {i for f in found for i in f.readings[0].tokens}
        for act in self._touching(grammar.start, grammar.end):
            if act.score < self._tuning.unknown:
                continue
            tokens = tuple(i for i in grammar.at(act.start, act.end) if _tells(grammar, i))
            beside = any(grammar.tokens[i].head in covered and grammar.tokens[i].dep in MODIFIES for i in tokens)
            if tokens and covered.isdisjoint(tokens) and not beside:
                found += self._unknown(grammar, tokens, act)
                covered.update(tokens)
        return sorted(found, key=lambda f: f.index)

    def _unknown(self, grammar: Grammar, tokens: tuple[int, ...], act: Act) -> list[Found]:
        head = next((i for i in tokens if grammar.tokens[i].head not in tokens), tokens[0])
        pos = "verb" if grammar.tokens[head].tag.startswith("VB") else "noun"
        ordered = (
            (head, *(i for i in tokens if i > head)) if pos == "verb" else (*(i for i in tokens if i < head), head)
        )
        number = max(self._types.acled, key=lambda i: float(act.types[i]))
        entry = self._types.entry(number, grammar, ordered, pos)
        if entry is None:
            return []
        way = Reading(tokens=ordered, pos=pos, frame=entry.trigger.frame, entries=(entry,))
        return [Found(index=head, readings=(way,))]

    def _act(self, grammar: Grammar, way: Reading) -> Act | None:
        """The act that the network sees in trigger words: the likeliest of those that touch them."""
        tokens = [grammar.tokens[i] for i in way.tokens]
        touching = [a for t in tokens for a in self._touching(t.start, t.end)]
        return max(touching, key=lambda a: a.score, default=None)

    def _touching(self, start: int, end: int) -> Sequence[Act]:
        """The acts that touch a span; acts stand in order and apart."""
        return self._acts[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def choose(self, grammar: Grammar, way: Reading, entries: Sequence[Entry], evidence: Evidence) -> Entry | None:
        """The type that the network's probabilities and the ontology's conditions speak for together."""
        own, act = choose(entries, evidence), self._act(grammar, way)
        if own is not None and own.type.id in self._types.own:
            return own
        if act is None or act.score < self._tuning.say:
            return own
        likeliest = max(float(act.types[i]) for i in self._types.acled)
        if own is not None and own.type.acled is None and likeliest * act.score < self._tuning.over:
            return own
        number = self.settle(act.types, own.type if own is not None else None)
        if own is not None and self._types.label(own.type) == number:
            return own
        fitting = [e for e in entries if self._types.label(e.type) == number]
        if fitting:
            return max(fitting, key=lambda e: (e.trigger.when is None, e.trigger.strength))
        return self._types.entry(number, grammar, way.tokens, way.pos) or own

    def settle(self, types: Floats, own: EventType | None) -> int:
        """The label of an act, given the network's probabilities and the ontology's choice: an ACLED type, or the
        speech act or other type without an ACLED equal that the ontology takes the words for."""
        mine = self._types.label(own) if own is not None else None
        spoken = [mine] if mine is not None and mine not in self._types.acled else []
        return max(
            [*self._types.acled, *spoken],
            key=lambda i: math.log(float(types[i]) + 1e-3) + self._tuning.words * (i == mine),
        )

    def modality(self, grammar: Grammar, way: Reading) -> tuple[str, str]:
        """The modality that the words tell. What they only fear or call a habit is taken for an act that happened where
        the network is sure of it; what they deny, plan or threaten never is."""
        modality, cue = find_modality(grammar, way, self._cues)
        act = self._act(grammar, way)
        if modality in ("hypothetical", "recurring") and act is not None and act.score >= self._tuning.against:
            return "asserted", ""
        return modality, cue

    def opinion(self, grammar: Grammar, way: Reading) -> Opinion | None:
        """What the network thinks of the words: nothing where it sees no act."""
        act = self._act(grammar, way)
        if act is None:
            return Opinion(belief=0.0, types=())
        types = tuple(float(x) for x in act.types)
        return Opinion(belief=act.score, types=types, actual=act.actual, tells=act.tells)
