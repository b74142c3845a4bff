"""Who did it and to whom: every noun phrase near an event, scored for each role by fitted trees.

Candidates are the noun phrases of the event's own sentences, the parties that grammar found for its clauses, and the
actors named in the sentences just around. The score looks at grammar (how the phrase hangs on the trigger, what the
rules made of it), at what the phrase names, at the event's type, and at what the network thinks of its words.
"""

from collections.abc import Callable, Sequence

import msgspec

from dateline.coding.learned.hanging import first_of_list, is_dead, steps_to
from dateline.coding.learned.settings import Setting
from dateline.coding.learned.trees import Trees
from dateline.coding.parts.coreference import Coreference, Phrase, named
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.joining import Event
from dateline.coding.parts.lexicon import word_set
from dateline.coding.parts.parties import is_pronoun, make_party
from dateline.coding.parts.phrases import Describe, Description
from dateline.model import Party, Place

AROUND = 2
"""Sentences around an event's own within which named actors are candidates."""
BESIDE = (-1, 1, 2)
"""Which sentences beside an event's own may tell who it was done to: "Three were killed." comes after the blast."""
MOST, PHRASES = 90, 40
"""Candidates of an event, and noun phrases of a sentence, at most: a bound on hostile text."""
SITING = frozenset(
    ["in", "at", "near", "on", "inside", "outside", "around", "along", "from", "into", "between", "behind", "through",
     "across", "towards", "toward", "by", "under", "beside", "opposite", "of", "to"]
)  # fmt: skip
NO_PLACE = "the words name a site that no gazetteer is asked for"
HARM = word_set("kill_verbs") | word_set("hurt_verbs") | word_set("effects")
DYING = word_set("die_verbs")
CLASSES = (
    "civilians", "armed", "state", "protesters", "crowd", "government", "object", "aircraft", "person", "press_aid",
    "territory",
)  # fmt: skip
DEPS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "conj", "appos", "amod", "attr")
WORDS = ("by", "on", "against", "of", "in", "from", "at", "with", "to", "between", "for", "near", "targeting")
TYPES = (
    "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
    "Strategic developments",
)  # fmt: skip
SUBTYPES = (
    "Arrests", "Agreement", "Change to group/activity", "Disrupted weapons use", "Abduction/forced disappearance",
    "Peaceful protest", "Armed clash", "Attack", "Other",
)  # fmt: skip
NAMES = (
    "rule initiator", "rule target", "rule both", "best initiator", "best target", "drafts", "drafts telling",
    *CLASSES, "kind known", "actor", "object", "pronoun", "name", "number", "long",
    *DEPS, *(f"after {w}" for w in WORDS), "path", "below trigger", "above trigger", "passive", "trigger noun",
    "harmed", "killing", "verb acts",
    "before trigger", "distance", "gap", "same sentence", "in clause", "is place", "quoted source", "often",
    *TYPES, *SUBTYPES, "has rule initiator", "has rule target", "candidates", "alleged",
    "seen initiator", "seen target", "seen other", "seen trigger", "other initiator", "other target", "other speaks",
    "stands for", "told back", "PERSON", "ORG", "plural", "beside initiator", "beside target", "names follow",
    "capitals", "first sentence",
)  # fmt: skip


class Candidate(msgspec.Struct, frozen=True):
    """A phrase that may fill a role, its class, and its numbers in the order of ``NAMES``."""

    party: Party
    klass: str
    numbers: tuple[float, ...]


Thinks = Callable[[Event, int, int], tuple[float, float, float, float]]
"""What the network thinks of a span for an event: initiator, target, the best other role, a trigger (0 to 1)."""


def unknown(event: Event, start: int, end: int) -> tuple[float, float, float, float]:
    """The network was not asked."""
    return 0.0, 0.0, 0.0, 0.0


class Sides:
    """The phrases of one report, as its events may use them. Made once a report; grammar is built when first needed."""

    def __init__(self, setting: Setting, describe: Describe, thinks: Thinks = unknown) -> None:
        self._setting, self._thinks = setting, thinks
        self._say = describe
        self._grammars: dict[int, Grammar] = {}
        self._phrases: dict[int, list[Phrase]] = {}
        resolved, reading = setting.resolved, setting.resolved.annotated.reading
        self._coreference = Coreference(reading, resolved.annotated.names, self._of_sentence, self.grammar)
        self._capitals = reading != resolved.report.text
        self._often: dict[str, int] = {}
        for actor in resolved.actors:
            key = actor.actor or actor.text.lower()
            self._often[key] = self._often.get(key, 0) + 1

    def candidates(self, event: Event) -> list[Candidate]:
        """The candidates for an event's parties, in the order of the text; whom a pronoun stands for at its place."""
        found: dict[tuple[int, int], Phrase] = {}
        own = {d.sentence for d in event.drafts}
        beside = {n + k for n in own for k in BESIDE} & set(range(len(self._setting.starts)))
        for number in sorted(own | beside):
            for phrase in self._of_sentence(number):
                if number in own or self._is_people(phrase):
                    found.setdefault(_span(phrase.party), phrase)
        for draft in event.drafts:
            for party in (*draft.initiators, *draft.targets):
                known = found.get(_span(party))
                number = self._setting.sentence(party.start)
                head = known.head if known else self._head(number, party)
                klass = known.klass if known else self._describe(party.text, party.start).klass
                found[_span(party)] = Phrase(party, klass, number, head)
        for actor in self._setting.resolved.actors:
            number = self._setting.sentence(actor.start)
            near = any(abs(number - d.sentence) <= AROUND for d in event.drafts)
            if near and not any(a <= actor.start and actor.end <= b for a, b in found):
                for phrase in self._of_sentence(number):
                    if phrase.party.start <= actor.start and actor.end <= phrase.party.end:
                        found.setdefault(_span(phrase.party), phrase)
        kept = sorted(found.items())[:MOST]
        return [self._candidate(event, phrase, len(kept)) for _, phrase in kept]

    def _candidate(self, event: Event, phrase: Phrase, count: int) -> Candidate:
        """A phrase with its numbers, by the name of whom it stands for."""
        whom = self._coreference.stands_for(phrase.party, phrase.sentence) if is_pronoun(phrase.party) else None
        party = named(whom.party, phrase.party) if whom else self._coreference.full_name(phrase.party)
        klass = whom.klass if whom else phrase.klass
        back = 1 + phrase.sentence - whom.sentence if whom else 0
        numbers = self._numbers(event, phrase, party, klass, count)
        return Candidate(party, klass, (*numbers, *map(float, self._company(event, phrase, back))))

    def _company(self, event: Event, phrase: Phrase, back: int) -> list[float]:
        """What a phrase stands for, what names it has, and who is told beside it: "A, B and C", "four men: A, B"."""
        grammar = self.grammar(phrase.sentence)
        if phrase.head < 0:
            return [bool(back), back, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, self._capitals, phrase.sentence == 0]
        token, first = grammar.tokens[phrase.head], first_of_list(grammar, phrase.head)
        joined = [grammar.tokens[k] for k in grammar.conjuncts(first) if k != phrase.head]
        lead = grammar.tokens[grammar.tokens[first].head] if grammar.tokens[first].dep == "appos" else None
        spans = [(t.start, t.end) for t in (*joined, *((lead,) if lead else ()))]
        below = [grammar.tokens[c] for k in grammar.kids(phrase.head, "appos") for c in grammar.conjuncts(k)]
        below += [grammar.tokens[c] for c in grammar.after(phrase.head, "including", "like")]
        return [
            bool(back),
            back,
            token.entity == "PERSON",
            token.entity == "ORG",
            token.tag in ("NNS", "NNPS"),
            any(_holds(d.initiators, spans) for d in event.drafts),
            any(_holds(d.targets, spans) for d in event.drafts),
            sum(t.tag.startswith("NNP") for t in below),
            self._capitals,
            phrase.sentence == 0,
        ]

    def sites(self, event: Event) -> list[Place]:
        """Noun phrases of the event's sentences that stand where a place stands and are no known place: "a school",
        "the road to the silos", a village that no gazetteer has. They have no position."""
        found = []
        for number in sorted({d.sentence for d in event.drafts}):
            grammar = self.grammar(number)
            for phrase in self._of_sentence(number):
                party, klass = phrase.party, phrase.klass
                top = first_of_list(grammar, phrase.head)
                link = grammar.tokens[top]
                word = grammar.tokens[link.head].text.lower() if link.dep == "pobj" else ""
                known = is_pronoun(party) or any(
                    p.start < party.end and party.start < p.end for p in self._setting.places
                )
                if word in SITING and klass in ("", "object", "territory") and not party.actor and not known:
                    found.append(
                        Place(start=party.start, end=party.end, text=party.text, name=party.text, reason=NO_PLACE)
                    )
        return found

    def _is_people(self, phrase: Phrase) -> bool:
        """Whether a phrase of a neighbouring sentence may be one of the event's parties: people or a thing named."""
        token = self.grammar(phrase.sentence).tokens[phrase.head]
        known = bool(phrase.klass) or phrase.party.text[:1].isupper() or token.tag == "CD"
        return token.dep != "npadvmod" and known

    def grammar(self, number: int) -> Grammar:
        """The grammar of a sentence, by its number."""
        if number not in self._grammars:
            self._grammars[number] = Grammar(self._setting.resolved.annotated.sentences[number], 400)
        return self._grammars[number]

    def _describe(self, words: str, start: int) -> Description:
        """What words of the report name, at the place where they stand."""
        return self._say(words, self._setting.resolved.actors, start=start)

    def _head(self, number: int, party: Party) -> int:
        grammar = self.grammar(number)
        inside = grammar.at(party.start, party.end)
        return next((i for i in inside if grammar.tokens[i].head not in inside), inside[0] if inside else -1)

    def _of_sentence(self, number: int) -> list[Phrase]:
        """The noun phrases of a sentence."""
        if number in self._phrases:
            return self._phrases[number]
        grammar, annotated = self.grammar(number), self._setting.resolved.annotated
        times = [(t.start, t.end) for t in annotated.times if grammar.start <= t.start < grammar.end]
        found: dict[tuple[int, int], Phrase] = {}
        for i, token in enumerate(grammar.tokens):
            if len(found) >= PHRASES:
                break
            heads = token.tag.startswith(("NN", "PRP")) and token.dep not in ("compound", "nmod", "npadvmod")
            heads = heads or (token.tag == "CD" and token.dep in ("nsubj", "nsubjpass", "dobj", "ROOT"))
            adjective = token.tag in ("JJ", "NNP") and token.text[:1].isupper() and token.dep in ("amod", "compound")
            if not (heads or adjective) or any(a <= token.start < b for a, b in times):
                continue
            made = make_party(grammar, i, annotated.reading, annotated.report.text, self._describe)
            if made is not None and (heads or made[0].actor):
                found.setdefault(_span(made[0]), Phrase(*made, number, i))
        self._phrases[number] = list(found.values())
        return self._phrases[number]

    def _numbers(self, event: Event, phrase: Phrase, party: Party, klass: str, count: int) -> tuple[float, ...]:
        """The numbers of a phrase where it stands, as the party that it names."""
        span, number = _span(phrase.party), phrase.sentence
        nearest = min(event.drafts, key=lambda d: abs(d.mention.trigger_start - span[0]))
        best = max(event.drafts, key=lambda d: (d.weight, -d.mention.start))
        first = [span in _spans(d.initiators) for d in event.drafts]
        second = [span in _spans(d.targets) for d in event.drafts]
        acled = best.type.acled
        at = nearest.mention.trigger_start
        source = any(d.source is not None and d.source.start < span[1] and span[0] < d.source.end for d in event.drafts)
        row = [
            sum(first),
            sum(second),
            any(first) and any(second),
            span in _spans(best.initiators),
            span in _spans(best.targets),
            min(10, len(event.drafts)),
            sum(d.mention.start <= span[0] and span[1] <= d.mention.end for d in event.drafts),
            *(klass == c for c in CLASSES),
            party.kind != "unknown",
            party.actor is not None,
            party.is_object,
            is_pronoun(phrase.party),
            party.text[:1].isupper(),
            any(c.isdigit() for c in party.text),
            min(12, len(party.text.split())),
            *self._grammatical(nearest, number, phrase.head),
            span[0] < at,
            min(400, abs(span[0] - at)),
            number - nearest.sentence,
            number == nearest.sentence,
            any(d.mention.start <= span[0] and span[1] <= d.mention.end for d in event.drafts),
            any(p.start == party.start and p.end == party.end for p in self._setting.places),
            source,
            min(8, self._often.get(party.actor or party.text.lower(), 0)),
            *(acled is not None and acled.event_type == t for t in TYPES),
            *(acled is not None and acled.sub_event_type == t for t in SUBTYPES),
            any(d.initiators for d in event.drafts),
            any(d.targets for d in event.drafts),
            count,
            best.modality != "asserted",
            *self._thinks(event, *span),
            *self._elsewhere(event, span),
        ]
        return tuple(float(x) for x in row)

    def _elsewhere(self, event: Event, span: tuple[int, int]) -> list[float]:
        """In how many other events' clauses the phrase has a role, and whether one of them is no act but a saying."""
        others = [d for e in self._setting.events if e is not event for d in e.drafts]
        first = [d for d in others if span in _spans(d.initiators)]
        second = [d for d in others if span in _spans(d.targets)]
        return [min(5, len(first)), min(5, len(second)), any(d.type.acled is None for d in (*first, *second))]

    def _grammatical(self, nearest: Draft, number: int, head: int) -> list[float]:
        """How the phrase hangs in its sentence and on the trigger: relation, preposition, path."""
        if head < 0:
            return [0.0] * (len(DEPS) + len(WORDS)) + [9.0, 0.0, 0.0, 0.0, nearest.pos == "noun", 0.0, 0.0, 0.0]
        grammar = self.grammar(number)
        token = grammar.tokens[head]
        top = first_of_list(grammar, head)
        link = grammar.tokens[top]
        word = grammar.tokens[link.head].text.lower() if link.dep == "pobj" else ""
        path, below, above, passive = 9.0, False, False, False
        if number == nearest.sentence:
            triggers = grammar.at(nearest.mention.trigger_start, nearest.mention.trigger_end)
            if triggers:
                path, below, above = steps_to(grammar, top, triggers)
                passive = any(grammar.is_passive(t) for t in triggers)
        return [
            *(link.dep == d for d in DEPS[:6]),
            token.dep == "conj",
            *(link.dep == d for d in DEPS[7:]),
            *(word == w for w in WORDS),
            path,
            below,
            above,
            passive,
            nearest.pos == "noun",
            *self._harmed(grammar, top, number),
        ]

    def _harmed(self, grammar: Grammar, top: int, number: int) -> list[float]:
        """Whether the phrase is what a verb of harm was done to, or does it; whether its verb is an event's trigger."""
        link = grammar.tokens[top]
        verb = link.head
        lemma = grammar.tokens[verb].lemma
        harm = lemma in HARM or lemma in DYING
        undergoes = link.dep in ("dobj", "nsubjpass") or (
            link.dep == "nsubj" and (lemma in DYING or is_dead(grammar, verb))
        )
        at = grammar.tokens[verb].start
        acts = any(
            d.mention.trigger_start <= at < d.mention.trigger_end for e in self._setting.events for d in e.drafts
        )
        return [(harm or is_dead(grammar, verb)) and undergoes, harm and link.dep == "nsubj" and lemma in HARM, acts]


def _span(party: Party) -> tuple[int, int]:
    return party.start, party.end


def _spans(parties: Sequence[Party]) -> set[tuple[int, int]]:
    """Where parties stand, also by the pronouns for them."""
    return {_span(p) for p in parties} | {(a.start, a.end) for p in parties for a in p.aliases}


def _holds(parties: Sequence[Party], words: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the parties holds one of the words."""
    return any(p.start <= start and end <= p.end for p in parties for start, end in words)


def choose(
    candidates: Sequence[Candidate], initiator: Trees, target: Trees
) -> tuple[list[tuple[Party, float]], list[tuple[Party, float]]]:
    """Those who did it and those it was done to, each with its score; a phrase goes to the role it fits better."""
    doing, done = [], []
    rows = [c.numbers for c in candidates]
    for candidate, as_first, as_second in zip(candidates, initiator.scores(rows), target.scores(rows), strict=True):
        if _only_speaks(candidate):
            as_first = 0.0
        if as_first >= initiator.least and (as_first >= as_second or as_second < target.least):
            doing.append((candidate.party, as_first))
        elif as_second >= target.least:
            done.append((candidate.party, as_second))
    first, second = _apart(doing), _apart(done)
    mine, theirs = ({_span(p): score for p, score in x} for x in (first, second))
    # "they" may name again who is named elsewhere: the likelier role counts
    return (
        [(p, score) for p, score in first if score >= theirs.get(_span(p), 0.0)],
        [(p, score) for p, score in second if score > mine.get(_span(p), 0.0)],
    )


OTHER_INITIATOR, OTHER_SPEAKS = NAMES.index("other initiator"), NAMES.index("other speaks")
RULE_INITIATOR = NAMES.index("rule initiator")


def _only_speaks(candidate: Candidate) -> bool:
    """Whether grammar makes a phrase the doer of a saying or another act without an ACLED type, and not of this one:
    who condemns a ban did not impose it."""
    row = candidate.numbers
    return bool(row[OTHER_INITIATOR] and row[OTHER_SPEAKS] and not row[RULE_INITIATOR])


def _apart(scored: list[tuple[Party, float]]) -> list[tuple[Party, float]]:
    """Of phrases one inside the other, the one that scores higher."""
    kept: list[tuple[Party, float]] = []
    for party, score in sorted(scored, key=lambda x: -x[1]):
        if not any(party.start < k.end and k.start < party.end for k, _ in kept):
            kept.append((party, score))
    return sorted(kept, key=lambda x: x[0].start)
