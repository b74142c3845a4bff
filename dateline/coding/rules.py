"""The engine ``rules``: the ontology's triggers, the sentence's grammar, and word lists; no model, any event type of
your own.

It reads event nouns and verbs alike, survives wrong parses as far as the parts do, and says nothing of clauses that
only
fear, forbid, commemorate, rehearse or film an act.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from dateline.coding.parts.claims import make_claim, specifics
from dateline.coding.parts.contexts import contexts
from dateline.coding.parts.drafts import Draft, family, is_general, is_vague
from dateline.coding.parts.guide import Guide
from dateline.coding.parts.inherit import inherit
from dateline.coding.parts.joining import Event, join
from dateline.coding.parts.lexicon import Cues, cues, weapons
from dateline.coding.parts.parties import antecedent, is_pronoun, stands_for
from dateline.coding.parts.phrases import Describe
from dateline.coding.parts.reading import Reader, may_harm
from dateline.coding.parts.relations import is_relation, make_relation
from dateline.coding.parts.tolls import Toll
from dateline.coding.parts.triggers import Triggers
from dateline.model import Claim, Party, ResolvedReport, Sentence
from dateline.ontology.load import Ontology

VERSION = "0.1"
G = TypeVar("G", bound=Guide)
CASUALTY_WORDS = frozenset(
    [
        "killed",
        "dead",
        "died",
        "wounded",
        "injured",
        "casualties",
        "casualty",
        "toll",
        "deaths",
        "hurt",
        "killing",
        "injuring",
        "wounding",
        "bodies",
        "damage",
    ]
)
WORDS = re.compile(r"[^\W\d_]+")
WEAK = 0.5
THEMES = {"drill": 2, "sport": 4, "fiction": 3, "anniversary": 2, "court": 3, "disaster": 2, "crime": 4}
"""How many different words of a context, over a report, make it the report's theme."""


class Rules:
    """The rules engine over one ontology. Not changed by use."""

    name = "rules"
    version = VERSION

    def __init__(self, ontology: Ontology, describe: Describe) -> None:
        self._triggers = Triggers(ontology)
        self._reader = Reader(self._triggers, weapons(), cues(), describe)
        self._worth = self._triggers.first_words | CASUALTY_WORDS

    def worth_reading(self, sentence: str) -> bool:
        """Say whether a sentence holds a word that begins a trigger or counts casualties."""
        return not self._worth.isdisjoint(w.lower() for w in WORDS.findall(sentence))

    def worth_parsing(self, reading: str, sentences: Sequence[Sentence]) -> frozenset[int]:
        """Give the sentences worth reading: grammar is all that there is to read them by."""
        return frozenset(i for i, s in enumerate(sentences) if self.worth_reading(reading[s.start : s.end]))

    def first_words(self, types: frozenset[str]) -> frozenset[str]:
        """Give the words, in lower case, that begin a trigger of some event types, by their ids."""
        return self._triggers.first_words_of(types)

    def code(self, resolved: ResolvedReport) -> list[Claim]:
        """Give the claims of a report in the order of their first mention."""
        found = self.events(resolved)
        events = [e for e in found if worth_saying(e)]
        alone = not any(d.places for e in events for d in e.drafts)
        claims = [make_claim(e, resolved, self.name, self.version, alone) for e in events]
        related = [e for e in found if not worth_saying(e) and is_relation(e)]
        others = [make_relation(e, resolved, self.name, self.version) for e in related]
        claims += [c for c in others if c is not None]
        return sorted(claims, key=lambda c: min(m.start for m in c.mentions))

    def guided(self, make: Callable[[Triggers, Cues], G]) -> G:
        """Give a guide made of the engine's triggers and cues."""
        return make(self._triggers, cues())

    def events(self, resolved: ResolvedReport) -> list[Event]:
        """Give every event that the words tell of, also those that are then not worth saying: for looking at errors."""
        drafts, linked = self.drafts(resolved)
        return join(drafts, linked)

    def drafts(self, resolved: ResolvedReport, guide: Guide | None = None) -> tuple[list[Draft], list[tuple[int, int]]]:
        """Give what each clause tells, in the order of the text, and the pairs (by number) that grammar says are one.

        ``guide`` says which words name acts instead of the ontology alone.
        """
        drafts: list[Draft] = []
        linked: list[tuple[int, int]] = []
        people: list[Party] = []
        for number, sentence in enumerate(resolved.annotated.sentences):
            if not sentence.tokens:
                continue
            reading = self._reader.read(resolved, number, _told_last(drafts, number), guide)
            if reading.tolls and drafts:
                drafts = _late_tolls(drafts, reading.tolls, number)
            base = len(drafts)
            linked += [(a + base, b + base) for a, b in reading.linked]
            for draft in reading.drafts:
                drafts.append(_named(draft, people))
                people += (*drafts[-1].initiators, *drafts[-1].targets)
        theme = report_theme(contexts(resolved, cues()))
        if theme:
            drafts = [msgspec.structs.replace(d, context=d.context or theme) for d in drafts]
        return inherit(drafts, resolved), linked


def report_theme(cues_by_sentence: list[dict[str, frozenset[str]]]) -> str:
    """Give the context that a whole report is about ("drill", "sport", "fiction", "anniversary", "court"), or "".

    A report with enough different words of a context, spread over a quarter of its sentences or more, tells its
    violent words of it throughout.
    """
    for theme, needed in THEMES.items():
        words = frozenset().union(*(found.get(theme, frozenset()) for found in cues_by_sentence))
        spread = sum(theme in found for found in cues_by_sentence)
        if len(words) >= needed and 4 * spread >= len(cues_by_sentence):
            return theme
    return ""


def _told_last(drafts: list[Draft], number: int) -> Draft | None:
    """The act that was the subject of a sentence just before: what "they" or "it" may stand for."""
    near = [d for d in drafts if d.is_subject and number - d.sentence <= 2]
    return near[-1] if near else None


def _named(draft: Draft, people: list[Party]) -> Draft:
    """The draft with its pronouns replaced by whom they stand for, where that can be told; else without them."""

    def full(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        found = []
        for party in parties:
            if not is_pronoun(party):
                found.append(party)
            elif (whom := antecedent(party, people)) is not None:
                found.append(stands_for(party, whom))
        return tuple(found)

    return msgspec.structs.replace(draft, initiators=full(draft.initiators), targets=full(draft.targets))


def _late_tolls(drafts: list[Draft], tolls: tuple[Toll, ...], number: int) -> list[Draft]:
    """Tolls told in a sentence that names no act belong to the last violent act just before."""
    for i in range(len(drafts) - 1, -1, -1):
        draft = drafts[i]
        if number - draft.sentence > 2:
            break
        if may_harm(draft) and draft.modality in ("asserted", "alleged"):
            fresh = tuple(t for t in tolls if t.kind not in {x.kind for x in draft.tolls})
            return [*drafts[:i], msgspec.structs.replace(draft, tolls=(*draft.tolls, *fresh)), *drafts[i + 1 :]]
    return drafts


def worth_saying(event: Event) -> bool:
    """Whether an event is an occurrence that can be told apart from others, and is told as news.

    A violent word in a court report, ceremony, drill, film, match or market report tells of no new act; a conviction
    or a march
    told there does. What people say to each other needs somebody who says it and somebody or something it is about.
    """
    real = [d for d in event.drafts if d.type.acled is not None]
    if real and all(d.context for d in real) and family(real[0].type) != "demonstration":
        return False
    known = specifics(event)
    if not real:
        return any(d.initiators or (d.targets and known >= 1) for d in event.drafts)
    if all(is_vague(d) and not (d.initiators or d.targets or d.weapons or d.tolls) for d in event.drafts) and known < 2:
        return False
    strong = max(d.strength for d in event.drafts) >= WEAK
    general = all(is_general(d.type) for d in event.drafts)
    return known >= (0.5 if strong and not general else 1.5)


def engine(ontology: Ontology, describe: Describe) -> Rules:
    """Give the engine for an ontology; ``describe`` is the resolver's word on any noun phrase."""
    return Rules(ontology, describe)
