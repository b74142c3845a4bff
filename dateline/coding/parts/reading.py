"""Read a sentence into drafts: every trigger with its clause, parties, weapons, tolls, place, time, source and modality."""

import re
from collections.abc import Sequence

import msgspec

from dateline.coding.parts.choosing import Evidence, choose, classes, has_words, weapon_kinds
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.grammar import Grammar, clean_edges
from dateline.coding.parts.lexicon import Cues, Weapons
from dateline.coding.parts.modality import NEGATED, find_modality
from dateline.coding.parts.parties import make_party
from dateline.coding.parts.phrases import Describe, find_weapons
from dateline.coding.parts.roles import Roles, find_roles
from dateline.coding.parts.setting import find_dates, find_places
from dateline.coding.parts.sources import find_source
from dateline.coding.parts.tolls import Toll, find_tolls
from dateline.coding.parts.triggers import Entry, Found, Triggers
from dateline.model import Mention, Party, ResolvedReport, Weapon

CONTEXTS = ("anniversary", "court", "drill", "fiction", "sport", "business")
FAILING = {
    "repel": "repelled",
    "repulse": "repelled",
    "thwart": "failed",
    "foil": "failed",
    "intercept": "intercepted",
    "fail": "failed",
    "prevent": "failed",
    "miss": "failed",
}
CLAUSE_DEPS = frozenset({"conj", "advcl", "ccomp", "relcl", "parataxis", "acl", "xcomp"})


class Reading(msgspec.Struct, frozen=True):
    """A sentence's drafts and which of them grammar says are one act (pairs of their numbers)."""

    drafts: tuple[Draft, ...]
    linked: tuple[tuple[int, int], ...]
    tolls: tuple[Toll, ...]


class Reader:
    """Reads the sentences of one report."""

    def __init__(self, triggers: Triggers, weapons: Weapons, cues: Cues, describe: Describe) -> None:
        self._triggers, self._weapons, self._cues, self._describe = triggers, weapons, cues, describe

    def read(self, resolved: ResolvedReport, number: int) -> Reading:
        """Give what one sentence, by its number, tells of."""
        annotated = resolved.annotated
        grammar = Grammar(annotated.sentences[number])
        found = self._triggers.find(grammar)
        tolls = find_tolls(grammar, annotated.numbers, annotated.reading)
        if not found:
            return Reading(drafts=(), linked=(), tolls=tuple(tolls))
        weapons = find_weapons(grammar, self._weapons, annotated.numbers, annotated.reading)
        clauses = [_Clause(grammar, f, find_roles(grammar, f, self._cues)) for f in found]
        drafts = []
        kept = []
        for clause in clauses:
            draft = self._draft(resolved, number, clause, clauses, weapons)
            if draft is not None:
                drafts.append(draft)
                kept.append(clause)
        with_tolls = _share_tolls(drafts, kept, tolls)
        return Reading(
            drafts=tuple(with_tolls), linked=tuple(_links(kept, with_tolls)), tolls=() if drafts else tuple(tolls)
        )

    def _draft(
        self,
        resolved: ResolvedReport,
        number: int,
        clause: "_Clause",
        clauses: "Sequence[_Clause]",
        weapons: Sequence[tuple[int, Weapon]],
    ) -> Draft | None:
        annotated, grammar = resolved.annotated, clause.grammar
        reading, text = annotated.reading, annotated.report.text
        modality, cue = find_modality(grammar, clause.found, self._cues)
        if modality == NEGATED:
            return None
        span = clause.span(clauses, reading)
        near = [(i, w) for i, w in weapons if span[0] <= w.start and w.end <= span[1] and i not in clause.found.tokens]
        initiators = self._parties(resolved, clause, clause.roles.initiators, clauses, near, doing=True)
        targets = self._parties(resolved, clause, clause.roles.targets, clauses, near, doing=False)
        arms = [w for i, w in near if self._is_weapon_here(clause, i, w)]
        entry = choose(clause.found, Evidence(
            initiators=classes(initiators) | self._delivers(clause), targets=classes(targets), weapons=weapon_kinds(arms) | self._agent_kinds(initiators),
            words=grammar.lemmas() + grammar.words(),
        ))  # fmt: skip
        if entry is None:
            return None
        return self._assemble(resolved, number, clause, clauses, entry, modality, cue, span, initiators, targets, arms)

    def _assemble(self, resolved: ResolvedReport, number: int, clause: "_Clause", clauses: "Sequence[_Clause]", entry: Entry, modality: str, cue: str,
                  span: tuple[int, int], initiators: list[tuple[Party, str]], targets: list[tuple[Party, str]], arms: list[Weapon]) -> Draft:  # fmt: skip
        annotated, grammar = resolved.annotated, clause.grammar
        reading, text = annotated.reading, annotated.report.text
        others = [c.span(clauses, reading) for c in clauses if c.roles.predicate != clause.roles.predicate]
        people = [(p.start, p.end) for p, _ in (*initiators, *targets) if not p.is_object]
        things = [(p.start, p.end) for p, _ in targets if p.is_object or _is_territory(p, _)]
        first, last = clause.trigger_span()
        return Draft(
            sentence=number, type=entry.type, strength=entry.trigger.strength, lemma=entry.trigger.words, pos=entry.trigger.pos,
            mention=Mention(start=min(span[0], first), end=max(span[1], last), text=text[min(span[0], first) : max(span[1], last)], trigger_start=first, trigger_end=last, trigger=text[first:last]),
            modality=modality, cue=cue, initiators=tuple(p for p, _ in initiators), targets=tuple(p for p, _ in targets), weapons=tuple(arms),
            places=tuple(find_places(resolved.places, grammar, span, people, things, reading, self._cues)),
            dates=tuple(find_dates(resolved.dates, grammar, span, others, reading)),
            source=find_source(grammar, clause.found.index, self._cues, reading), failed=self._failed(clause),
            definite=clause.found.pos == "noun" and clause.has_word("det", "the", "this", "that", "these", "those"),
            another=clause.found.pos == "noun" and clause.another(self._cues), context=self._context(grammar),
            reasons=(f"“{text[first:last]}” names {entry.type.name.lower()}",),
        )  # fmt: skip

    def _parties(
        self,
        resolved: ResolvedReport,
        clause: "_Clause",
        heads: Sequence[int],
        clauses: "Sequence[_Clause]",
        weapons: Sequence[tuple[int, Weapon]],
        doing: bool,
    ) -> list[tuple[Party, str]]:
        annotated, grammar = resolved.annotated, clause.grammar
        acts = {t for c in clauses for t in c.found.tokens}
        arms = {i for i, w in weapons if grammar.tokens[i].text.lower() not in self._weapons.agents}
        found = []
        for head in heads:
            if (
                head in acts
                or (doing and head in arms)
                or grammar.tokens[head].entity in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL")
            ):
                continue
            made = make_party(grammar, head, annotated.reading, annotated.report.text, self._describe)
            if made is None:
                continue
            party, klass = made
            if doing and not self._may_do(grammar, head, party, klass):
                continue
            found.append((party, klass))
        return found

    def _may_do(self, grammar: Grammar, head: int, party: Party, klass: str) -> bool:
        """Whether a phrase can be somebody who acts: a known kind, a name or a pronoun; not an abstraction or a thing."""
        token = grammar.tokens[head]
        if party.is_object and klass != "aircraft":
            return False
        return bool(klass) or party.actor is not None or token.tag.startswith(("NNP", "PRP")) or party.kind != "unknown"

    def _is_weapon_here(self, clause: "_Clause", index: int, weapon: Weapon) -> bool:
        """Whether a word that could be a weapon is one here: ambiguous ones ("stone", "mine", "plane") need the act to use them."""
        token = clause.grammar.tokens[index]
        if (
            weapon.text.lower().split()[-1] not in self._weapons.ambiguous
            and token.lemma not in self._weapons.ambiguous
        ):
            return token.dep != "compound" or clause.grammar.tokens[token.head].tag.startswith("NN")
        used = token.dep in ("nsubj", "dobj", "conj", "nsubjpass") or (
            token.dep == "pobj"
            and clause.grammar.tokens[token.head].text.lower() in ("with", "by", "using", "of", "from")
        )
        return used

    def _agent_kinds(self, initiators: Sequence[tuple[Party, str]]) -> frozenset[str]:
        words = self._weapons.agents
        return frozenset(
            kind for p, _ in initiators for phrase, kind in words.items() if p.text.lower().endswith(phrase)
        )

    def _delivers(self, clause: "_Clause") -> frozenset[str]:
        heads = [clause.grammar.tokens[i].text.lower() for i in clause.roles.initiators]
        return frozenset({"aircraft"} if any(h in self._weapons.agents for h in heads) else ())

    def _failed(self, clause: "_Clause") -> str:
        grammar, head = clause.grammar, clause.found.tokens[-1]
        around = {
            grammar.tokens[k].lemma for k in (clause.roles.predicate, grammar.tokens[head].head, *clause.found.tokens)
        }
        for lemma in around & FAILING.keys():
            return FAILING[lemma]
        if clause.has_word("amod", "attempted", "failed", "abortive", "foiled", "botched") or any(
            grammar.tokens[k].lemma in ("try", "attempt", "fail") for k in list(grammar.up(head))[:2]
        ):
            return "failed"
        return ""

    def _context(self, grammar: Grammar) -> str:
        text = grammar.lemmas() + grammar.words()
        return next((name for name in CONTEXTS if has_words(text, self._cues[name])), "")


class _Clause:
    """A trigger with its roles, and how far its clause reaches."""

    def __init__(self, grammar: Grammar, found: Found, roles: Roles) -> None:
        self.grammar, self.found, self.roles = grammar, found, roles

    def trigger_span(self) -> tuple[int, int]:
        tokens = [self.grammar.tokens[i] for i in self.found.tokens]
        return min(t.start for t in tokens), max(t.end for t in tokens)

    def has_word(self, dep: str, *words: str) -> bool:
        tokens = self.grammar.tokens
        return any(tokens[k].text.lower() in words for i in self.found.tokens for k in self.grammar.kids(i, dep))

    def another(self, cues: Cues) -> bool:
        return self.has_word("det", "another") or any(
            self.grammar.tokens[k].lemma in cues["another"]
            for i in self.found.tokens
            for k in self.grammar.kids(i, "amod")
        )

    def words(self, clauses: "Sequence[_Clause]") -> list[int]:
        """The clause's words: below its predicate, without what is below another act's predicate further down."""
        below = set(self.grammar.subtree(self.roles.predicate))
        for other in clauses:
            if other.roles.predicate != self.roles.predicate and other.roles.predicate in below and self._splits(other):
                below -= set(self.grammar.subtree(other.roles.predicate))
        return sorted(below | set(self.found.tokens))

    def _splits(self, other: "_Clause") -> bool:
        """Whether another act below this one is a clause of its own (a conjunct, a relative clause), not a part of this one."""
        chain = [other.roles.predicate, *self.grammar.up(other.roles.predicate)]
        path = chain[: chain.index(self.roles.predicate)] if self.roles.predicate in chain else chain
        return any(
            self.grammar.tokens[k].dep in ("conj", "relcl", "parataxis", "advcl", "ccomp") and self.grammar.is_verb(k)
            for k in path
        )

    def span(self, clauses: "Sequence[_Clause]", reading: str) -> tuple[int, int]:
        tokens = [self.grammar.tokens[i] for i in self.words(clauses)]
        return clean_edges(reading, min(t.start for t in tokens), max(t.end for t in tokens))


def _is_territory(party: Party, klass: str) -> bool:
    return klass == "territory"


def _links(clauses: Sequence[_Clause], drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Pairs of drafts that are one act by grammar: an act and the verb it is the subject of ("the strikes hit ..."), the act in
    which somebody was killed, and what an act did ("..., killing nine")."""
    pairs = []
    for b, second in enumerate(clauses):
        for a, first in enumerate(clauses[:b]):
            if _one_act(first, second, drafts[a], drafts[b]):
                pairs.append((a, b))
                break
    return pairs


VIOLENT_EFFECT = re.compile(
    r"^(?:kill|wound|injure|hurt|destroy|damage|hit|strike|target|die|leave|explode|detonate|blow|raze|level|wreck|devastate|maim|claim|rip|go off|pound|fire)\b"
)


def _one_act(first: _Clause, second: _Clause, a: Draft, b: Draft) -> bool:
    from dateline.coding.parts.drafts import family

    if family(a.type) != family(b.type) or (a.dates and b.dates and a.dates[0] != b.dates[0]):
        return False
    if first.roles.predicate == second.roles.predicate:
        return True
    grammar = first.grammar
    for one, two in ((first, second), (second, first)):
        top = two.roles.predicate
        if one.found.pos == "noun" and one.found.tokens[-1] in grammar.subject(top):
            return True
        effect = VIOLENT_EFFECT.match(two.found.entries[0].trigger.words) is not None
        chain = list(grammar.up(one.roles.predicate))[:3]
        near = top in chain or one.roles.predicate in list(grammar.up(top))[:3]
        if effect and near and not b.another and not a.another:
            link = (
                grammar.tokens[two.roles.predicate].dep
                if one.roles.predicate in list(grammar.up(top))
                else grammar.tokens[one.roles.predicate].dep
            )
            return link != "conj" or not (a.targets and b.targets)
    return False


def _share_tolls(drafts: Sequence[Draft], clauses: Sequence[_Clause], tolls: Sequence[Toll]) -> list[Draft]:
    """Give each toll to the draft whose clause holds it; of several, the nearest before it."""
    owners: dict[int, list[Toll]] = {}
    for toll in tolls:
        holding = [i for i, d in enumerate(drafts) if d.mention.start <= toll.at <= d.mention.end and _may_harm(d)] or [
            i for i, d in enumerate(drafts) if _may_harm(d)
        ]
        if holding:
            nearest = min(holding, key=lambda i: (abs(drafts[i].mention.trigger_start - toll.at), i))
            owners.setdefault(nearest, []).append(toll)
    return [msgspec.structs.replace(d, tolls=tuple(owners[i])) if i in owners else d for i, d in enumerate(drafts)]


def _may_harm(draft: Draft) -> bool:
    """Whether an act can have casualties: an arrest or a meeting in the same sentence has none."""
    acled = draft.type.acled
    return acled is not None and (
        acled.event_type != "Strategic developments"
        or acled.sub_event_type in ("Disrupted weapons use", "Looting/property destruction", "Other")
    )
