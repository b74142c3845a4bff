"""The engine ``tagger``, the default: a small network says which words tell of a specific incident and of what type,
grammar and word lists say what stands around them, and fitted trees put the two together.

The network (22 million parameters, on the CPU, no download) reads each sentence worth reading once, with those around
it. Event types of a user's own, which it has never seen, work beside it by their triggers, as in ``rules``.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import msgspec

from dateline.coding.learned.counts import Counts, choose_toll, choose_weapons
from dateline.coding.learned.guide import Learned, Tuning, Types
from dateline.coding.learned.joins import few, join
from dateline.coding.learned.kinds import rows
from dateline.coding.learned.mind import Mind
from dateline.coding.learned.network import FOLDER, Label, Network
from dateline.coding.learned.relations import told as as_relations
from dateline.coding.learned.scorers import Scorers, digest, load
from dateline.coding.learned.seen import Glance, acts, noticed
from dateline.coding.learned.settings import Setting, choose_date, choose_places
from dateline.coding.learned.sides import Sides, choose
from dateline.coding.learned.trees import Trees
from dateline.coding.learned.verdict import numbers
from dateline.coding.parts.claims import make_claim, recorded_parties, recorded_places
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.joining import Event
from dateline.coding.parts.joining import join as by_points
from dateline.coding.parts.lexicon import weapons
from dateline.coding.parts.phrases import Describe
from dateline.coding.parts.relations import is_relation, make_relation
from dateline.coding.rules import CASUALTY_WORDS, WORDS, Rules, worth_saying
from dateline.model import Claim, ResolvedReport, Sentence
from dateline.ontology.load import Ontology

VERSION = "0.1"
REAL = frozenset({"asserted", "alleged", "denied"})
Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Read:
    """A report as the engine reads it: the ``drafts`` that may tell an event, in the order of the text; the pairs of
    them that grammar says are one act; the ``others``, which the network takes for no incident; and what it thinks of
    the report."""

    drafts: list[Draft]
    linked: Pairs
    others: list[Draft]
    mind: Mind


class Tagger:
    """The learned engine over one ontology. Not changed by use."""

    name = "tagger"

    def __init__(
        self, ontology: Ontology, describe: Describe, network: Network, scorers: Scorers, tuning: Tuning, fit: str = ""
    ) -> None:
        self._rules, self._describe = Rules(ontology, describe), describe
        self._network, self._scorers, self._tuning = network, scorers, tuning
        self._types = Types(ontology, network.facts.labels, network.facts.types)
        self._glance = Glance(network)
        self._always = self._rules.first_words(self._types.own) | CASUALTY_WORDS
        self.version = f"{VERSION}+{network.facts.version}{fit and '.'}{fit}"

    def with_scorers(self, scorers: Scorers) -> "Tagger":
        """The same engine with other scorers: for fitting one after the other."""
        made = copy(self)
        made._scorers = scorers
        return made

    def with_verdict(self, verdict: Trees) -> "Tagger":
        """The same engine with another last scorer."""
        return self.with_scorers(msgspec.structs.replace(self._scorers, verdict=verdict))

    @property
    def labels(self) -> tuple[Label, ...]:
        """What the network's numbers stand for."""
        return self._types.labels

    def worth_reading(self, sentence: str) -> bool:
        """Say whether a sentence holds a word that begins a trigger or counts casualties."""
        return self._rules.worth_reading(sentence)

    def worth_parsing(self, reading: str, sentences: Sequence[Sentence]) -> frozenset[int]:
        """Give the sentences in which the network may see an act of any type, and those with words that it does not
        speak for: counts of casualties, triggers of the user's own types."""
        worth = self._rules.worth_parsing(reading, sentences)
        acting = noticed(self._glance.look(reading, sentences, sorted(worth)), self._tuning.least)
        return frozenset(i for i in worth if i in acting or self._always_parsed(reading, sentences[i]))

    def _always_parsed(self, reading: str, sentence: Sentence) -> bool:
        words = WORDS.findall(reading[sentence.start : sentence.end])
        return not self._always.isdisjoint(w.lower() for w in words)

    def code(self, resolved: ResolvedReport) -> list[Claim]:
        """Give the claims of a report in the order of their first mention."""
        read = self.drafts(resolved)
        events = self.events(read.drafts, read.linked, read.mind, resolved)
        setting = Setting(resolved, [shortened(e) for e in events], read.mind.role)
        sides = Sides(setting, self._describe, read.mind.thinks)
        alone = not any(d.places for e in events for d in e.drafts)
        claims, left = [], [Event(drafts=(d,)) for d in read.others]
        for event, short in zip(events, setting.events, strict=True):
            if is_real(event) and not self._is_own(event):
                claim = self._claim(event, short, setting, sides, alone)
                claims += [claim] if claim is not None else []
                left += [event] if claim is None else []
            elif worth_saying(event):
                claims.append(make_claim(event, resolved, self.name, self.version, alone))
            else:
                left.append(event)
        claims += self._relations(left, claims, resolved)
        return sorted(claims, key=lambda c: min(m.start for m in c.mentions))

    def _relations(self, left: list[Event], claims: list[Claim], resolved: ResolvedReport) -> list[Claim]:
        """Claims without an ACLED type for acts that are told, but not as an incident that an ACLED coder would count:
        who did what to whom, where both are named and nothing else tells it."""
        taken = [(m.start, m.end) for c in claims for m in c.mentions]
        out = []
        for event in left:
            at = event.drafts[0].mention.trigger_start
            if is_relation(event) and not any(a <= at < b for a, b in taken):
                claim = make_relation(event, resolved, self.name, self.version)
                out += [claim] if claim is not None else []
        return out

    def drafts(self, resolved: ResolvedReport) -> "Read":
        """Give what each clause tells, and what the network thinks of the report."""
        annotated = resolved.annotated
        parsed = {i for i, s in enumerate(annotated.sentences) if s.tokens}
        worth = sorted(parsed | self._rules.worth_parsing(annotated.reading, annotated.sentences))
        seen = self._glance.look(annotated.reading, annotated.sentences, worth)
        labels = self._network.facts.labels
        found = acts(seen, labels, self._tuning.least, self._tuning.gate)
        guide = self._rules.guided(lambda words, cues: Learned(found, self._types, words, cues, self._tuning))
        ruled, linked = self._rules.drafts(resolved, guide)
        mind = Mind(seen, found, self._network.heads, labels)
        told = [(i, _asked(d, mind)) for i, d in enumerate(as_relations(ruled)) if d is not None]
        kept = [(i, d) for i, d in told if self._may_count(d)]
        return Read(
            drafts=[d for _, d in kept],
            linked=_among(linked, [i for i, _ in kept]),
            others=[d for _, d in told if not self._may_count(d)],
            mind=mind,
        )

    def _is_own(self, event: Event) -> bool:
        """Whether an event has a type of the user's own, which the network has never seen: the rules decide on it."""
        return any(d.type.id in self._types.own for d in event.drafts)

    def is_incident(self, draft: Draft) -> bool:
        """Say whether a clause tells an act of a learned ACLED type as one that happened; rules speak for others."""
        return draft.modality in REAL and draft.type.acled is not None and draft.type.id not in self._types.own

    def _may_count(self, draft: Draft) -> bool:
        """Whether a clause may tell an event, or is one that the rules alone speak for: a plan, a statement."""
        believed = draft.opinion is not None and draft.opinion.belief >= self._tuning.say
        return believed or not self.is_incident(draft)

    def events(self, drafts: list[Draft], linked: Pairs, mind: Mind, resolved: ResolvedReport) -> list[Event]:
        """Give the events that drafts tell, each with one type, also those that are then not said."""
        scorer = self._scorers.joins
        if scorer is None:
            return [self.settled(e, resolved) for e in by_points(drafts, linked)]
        incidents = [i for i, d in enumerate(drafts) if self.is_incident(d)]
        rest = [i for i, d in enumerate(drafts) if not self.is_incident(d)]
        joined = join([drafts[i] for i in incidents], _among(linked, incidents), scorer, mind.same)
        joined += by_points([drafts[i] for i in rest], _among(linked, rest))
        return [self.settled(e, resolved) for e in joined]

    def type_scores(self, event: Event) -> list[float]:
        """The network's probabilities of an event's type by label: the mean over its mentions, as each is believed."""
        sure = [d.opinion for d in event.drafts if d.opinion is not None and d.opinion.types]
        weight = sum(o.belief for o in sure)
        return [sum(o.belief * o.types[i] for o in sure) / max(weight, 1e-9) for i in range(len(self._types.labels))]

    def _kind(self, event: Event, scores: list[float], resolved: ResolvedReport) -> int:
        """The label of an event's type."""
        if self._scorers.kinds is None:
            votes = [self._types.label(d.type) or 0 for d in event.drafts if d.type.acled is not None]
            return max(self._types.acled, key=lambda i: scores[i] * (self._tuning.instead if i in votes else 1.0))
        told = rows(event, scores, self._types.labels, lambda phrase: self._describe(phrase, resolved.actors))
        found = self._scorers.kinds.scores([row for _, row in told])
        return max(zip(found, told, strict=True), key=lambda x: x[0])[1][0]

    def settled(self, event: Event, resolved: ResolvedReport) -> Event:
        """The event with one type for all its mentions: what they speak for together, as each is believed."""
        if not is_real(event) or self._is_own(event):
            return event
        scores = self.type_scores(event)
        real = [d for d in event.drafts if d.modality in REAL and d.type.acled is not None]
        top = self._kind(event, scores, resolved)
        fitting = [d for d in real if self._types.label(d.type) == top]
        if fitting:
            best = max(fitting, key=lambda d: (d.type.priority, d.weight))
        else:
            best = msgspec.structs.replace(real[0], type=self._types.plain.get(top, real[0].type), mode=None)
        kept = tuple(
            msgspec.structs.replace(d, type=best.type, mode=best.mode, evidence=None) if d in real else d
            for d in event.drafts
        )
        return Event(drafts=kept, reasons=event.reasons)

    def numbers(self, event: Event, setting: Setting) -> list[float]:
        """What the verdict on an event looks at."""
        scores = self.type_scores(event)
        mine = next(self._types.label(d.type) or 0 for d in event.drafts if d.type.acled is not None)
        other = max(scores[i] for i in self._types.acled if i != mine)
        when = choose_date(setting, event, self._scorers.date) if self._scorers.date else None
        where = choose_places(setting, event, self._scorers.places) if self._scorers.places else []
        found = (when[1] if when else 0.0, where[0][1] if where else 0.0)
        return numbers(setting, event, (scores[mine], scores[mine] - other, scores[0]), found)

    def sure(self, event: Event, setting: Setting) -> float | None:
        """How likely an event that is told as real is an incident of its type; None where that is too little to say."""
        scorer = self._scorers.verdict
        if scorer is None:
            return max(d.opinion.belief if d.opinion else 0.0 for d in event.drafts)
        found = scorer.score(self.numbers(event, setting))
        return found if found >= scorer.least else None

    def _claim(self, whole: Event, event: Event, setting: Setting, sides: Sides, alone: bool) -> Claim | None:
        """The claim of an event that is told as real, or None when it is not likely enough to be one.
        ``event`` is the ``whole`` one by its first and last mentions."""
        scorers, resolved = self._scorers, setting.resolved
        sure = self.sure(event, setting)
        if sure is None:
            return None
        claim = make_claim(whole, resolved, self.name, self.version, alone)
        claim = msgspec.structs.replace(claim, confidence=round(sure, 3))
        if scorers.date is not None:
            when = choose_date(setting, event, scorers.date)
            claim = msgspec.structs.replace(claim, date=when[0] if when else claim.date)
        if scorers.places is not None:
            where = [p for p, _ in choose_places(setting, event, scorers.places, sides.sites(event))]
            claim = msgspec.structs.replace(claim, places=recorded_places(where) if where else claim.places)
        if scorers.initiators is not None and scorers.targets is not None:
            doing, done = choose(sides.candidates(event), scorers.initiators, scorers.targets)
            claim = msgspec.structs.replace(
                claim,
                initiators=recorded_parties([p for p, _ in doing], resolved),
                targets=recorded_parties([p for p, _ in done], resolved),
            )
        counts = Counts(setting, sides, weapons())
        if scorers.tolls is not None:
            killed, injured = (choose_toll(counts, event, kind, scorers.tolls) for kind in ("killed", "injured"))
            claim = msgspec.structs.replace(
                claim,
                killed=killed.count if killed else claim.killed,
                injured=injured.count if injured else claim.injured,
            )
        if scorers.weapons is not None:
            claim = msgspec.structs.replace(claim, weapons=choose_weapons(counts, event, scorers.weapons))
        return claim


def _asked(draft: Draft, mind: Mind) -> Draft:
    """The draft with the network's word on its modality, where it sees an act."""
    if draft.opinion is None or not draft.opinion.types:
        return draft
    return msgspec.structs.replace(draft, opinion=msgspec.structs.replace(draft.opinion, modality=mind.modality(draft)))


def _among(linked: Pairs, kept: list[int]) -> Pairs:
    """The pairs of drafts that are both kept, by their new numbers."""
    number = {i: n for n, i in enumerate(kept)}
    return [(number[a], number[b]) for a, b in linked if a in number and b in number]


def shortened(event: Event) -> Event:
    """An event by its first and last mentions: enough to look at, however often it is told."""
    return Event(drafts=tuple(few(list(event.drafts))), reasons=event.reasons)


def is_real(event: Event) -> bool:
    """Say whether an event is told as an act of an ACLED type that happened, is alleged or is denied."""
    return any(d.modality in REAL and d.type.acled is not None for d in event.drafts)


def engine(ontology: Ontology, describe: Describe) -> Tagger:
    """Give the engine for an ontology; ``describe`` is the resolver's word on any noun phrase. Raises DataError when
    the network's files are not whole."""
    network = Network()
    known = {k: v for k, v in network.facts.thresholds.items() if k in Tuning.__struct_fields__}
    return Tagger(ontology, describe, network, load(FOLDER), Tuning(**known), digest(FOLDER))
