"""Read a sentence into drafts: every trigger with its clause, parties, weapons, tolls, place, time, source and
modality."""

from collections.abc import Callable, Sequence

import msgspec

from dateline.coding.parts.choosing import Evidence, classes, weapon_kinds
from dateline.coding.parts.claims import KIND
from dateline.coding.parts.clauses import Clause, find_links
from dateline.coding.parts.contexts import context_of
from dateline.coding.parts.drafts import Draft
from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.guide import ByWords, Guide
from dateline.coding.parts.judged import Judged, as_recorded
from dateline.coding.parts.lexicon import Cues, Weapons
from dateline.coding.parts.modality import NEGATED, REFUSED
from dateline.coding.parts.parties import make_party
from dateline.coding.parts.phrases import Describe, Description, find_weapons
from dateline.coding.parts.roles import EFFECTS, find_roles
from dateline.coding.parts.setting import find_setting
from dateline.coding.parts.sources import find_source
from dateline.coding.parts.tolls import Toll, find_tolls
from dateline.coding.parts.triggers import Entry, Found, Triggers
from dateline.model import Party, ResolvedReport, Weapon

MAX_WORDS, MAX_ACTS = 400, 16
"""Words and acts of a sentence that are read: news has fewer, and what has more is a table or an attack on the
reader."""
ABSTRACT = (
    "tion",
    "sion",
    "ness",
    "ity",
    "ance",
    "ence",
    "ism",
    "ship",
    "hood",
    "way",
    "time",
    "hope",
    "effort",
    "lead",
    "rise",
    "end",
)
GIVING = frozenset({"AID", "AGREE", "CONCEDE", "SUPPORT", "COOPERATE", "RETREAT"})
"""PLOVER types of acts that hand something to somebody: the receiver is the target."""
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


class Reading(msgspec.Struct, frozen=True):
    """A sentence's drafts and which of them grammar says are one act (pairs of their numbers)."""

    drafts: tuple[Draft, ...]
    linked: tuple[tuple[int, int], ...]
    tolls: tuple[Toll, ...]


class Reader:
    """Reads the sentences of one report."""

    def __init__(self, triggers: Triggers, weapons: Weapons, cues: Cues, describe: Describe) -> None:
        self._by_words = ByWords(triggers, cues)
        self._refusal = triggers.refusal
        self._weapons, self._cues, self._describe = weapons, cues, describe

    def _word_on(self, resolved: ResolvedReport) -> Callable[[str, int], Description]:
        return lambda phrase, start: self._describe(phrase, resolved.actors, start=start)

    def read(
        self, resolved: ResolvedReport, number: int, previous: Draft | None = None, guide: Guide | None = None
    ) -> Reading:
        """Give what one sentence, by its number, tells of. ``previous`` is the act told last: "they" may stand for
        it. ``guide`` says which words name acts, and which; the ontology's words alone when it is None."""
        guide = guide or self._by_words
        annotated = resolved.annotated
        grammar = Grammar(annotated.sentences[number], MAX_WORDS)
        times = [(t.start, t.end) for t in annotated.times if grammar.start <= t.start < grammar.end]
        found = guide.find(grammar, times)[:MAX_ACTS]
        tolls = find_tolls(grammar, annotated.numbers, times, annotated.reading, annotated.report.text)
        if not found:
            return Reading(drafts=(), linked=(), tolls=tuple(tolls))
        weapons = find_weapons(grammar, self._weapons, annotated.numbers, annotated.reading, annotated.report.text)
        clauses = [self._clause(grammar, f, 0) for f in found]
        # Twice: only the clauses that tell an act, known after the first pass, divide the sentence among them.
        telling = [j.clause for f in found if (j := self._best_way(resolved, f, clauses, weapons, previous, guide))]
        spoken = [f for f in found if any(f.index in c.way.tokens for c in telling)]
        judged = [j for f in spoken if (j := self._best_way(resolved, f, telling, weapons, previous, guide))]
        kept, drafts = [j.clause for j in judged], [self._draft(resolved, number, j, telling, guide) for j in judged]
        with_tolls = _share_tolls(drafts, tolls)
        return Reading(
            drafts=tuple(with_tolls), linked=tuple(find_links(kept, with_tolls)), tolls=() if drafts else tuple(tolls)
        )

    def _clause(self, grammar: Grammar, found: Found, way: int) -> Clause:
        return Clause(grammar, found.readings[way], find_roles(grammar, found.readings[way], self._cues))

    def _best_way(
        self,
        resolved: ResolvedReport,
        found: Found,
        clauses: Sequence[Clause],
        arms: Sequence[tuple[int, Weapon]],
        previous: Draft | None,
        guide: Guide,
    ) -> Judged | None:
        """The longest way to read trigger words for which some type's conditions hold; of equals, the narrower type."""
        grammar = clauses[0].grammar
        best: Judged | None = None
        for way, reading in enumerate(found.readings):
            if best is not None and len(reading.tokens) < len(best.clause.way.tokens):
                break
            judged = self._judge(resolved, self._clause(grammar, found, way), clauses, arms, previous, guide)
            if judged is not None and (best is None or judged.entry.type.priority > best.entry.type.priority):
                best = judged
        return best

    def _judge(
        self,
        resolved: ResolvedReport,
        clause: Clause,
        clauses: Sequence[Clause],
        weapons: Sequence[tuple[int, Weapon]],
        previous: Draft | None,
        guide: Guide,
    ) -> Judged | None:
        """What a clause's words name, with whom and by what; None when it names no act, or one that did not happen."""
        grammar = clause.grammar
        modality, cue = guide.modality(grammar, clause.way)
        if modality == NEGATED:
            return None
        span = clause.span(clauses, resolved.annotated.reading)
        near = [(i, w) for i, w in weapons if span[0] <= w.start and w.end <= span[1]]
        initiators = self._parties(resolved, clause, clause.roles.initiators, clauses, weapons, doing=True)
        targets = self._targets(resolved, clause, clauses, near)
        arms = [w for i, w in near if self._is_weapon_here(clause, i, w)]
        evidence = Evidence(
            initiators=classes(initiators) | self._delivers(clause),
            targets=classes(targets),
            weapons=weapon_kinds(arms) | self._agent_kinds(initiators),
            words=grammar.lemmas() + grammar.words(),
        )
        retold = self._stands_for(previous, clause)
        initiators = [] if retold else initiators
        told = (retold.entries, retold.evidence) if retold and retold.evidence else (clause.way.entries, evidence)
        entry = guide.choose(grammar, clause.way, *told)
        if entry is not None and modality == REFUSED:
            entry, modality = self._refused(entry), "asserted"
            told = ((entry,) if entry else (), told[1])
        if entry is None:
            return None
        initiators, targets = as_recorded(entry.type, initiators, targets)
        return Judged(
            clause=clause, span=span, entry=entry, entries=told[0], evidence=told[1], modality=modality, cue=cue,
            initiators=tuple(initiators), targets=tuple(targets), weapons=tuple(arms), retells=retold is not None,
        )  # fmt: skip

    def _refused(self, entry: Entry) -> Entry | None:
        """What "will not" makes of an act: of a kindness a refusal, of any other act nothing."""
        plover = entry.type.plover
        if self._refusal is None or plover is None or plover.event_type not in KIND:
            return None
        trigger = msgspec.structs.replace(entry.trigger, when=None, mode=None)
        return Entry(type=self._refusal, trigger=trigger, forms=())

    def _draft(
        self, resolved: ResolvedReport, number: int, judged: Judged, clauses: Sequence[Clause], guide: Guide
    ) -> Draft:
        """The draft of a judged clause: what it names, and where, when and by whom it is told."""
        clause, grammar, text = judged.clause, judged.clause.grammar, resolved.annotated.report.text
        reading, trigger = resolved.annotated.reading, judged.entry.trigger
        others = [c.span(clauses, reading) for c in clauses if c.roles.predicate != clause.roles.predicate]
        setting = find_setting(resolved, grammar, judged.span, others, judged.phrases())
        noun = clause.way.pos == "noun"
        return Draft(
            sentence=number,
            type=judged.entry.type,
            strength=trigger.strength,
            mode=trigger.mode,
            lemma=trigger.words,
            pos=trigger.pos,
            mention=clause.mention(judged.span, text),
            modality=judged.modality,
            cue=judged.cue,
            initiators=tuple(p for p, _ in judged.initiators),
            targets=tuple(p for p, _ in judged.targets),
            weapons=judged.weapons,
            places=setting.places,
            dates=setting.dates,
            near_places=setting.near_places,
            near_dates=setting.near_dates,
            source=find_source(grammar, clause.way.tokens[0], self._cues, reading, text),
            failed=self._failed(clause),
            definite=noun and clause.has_word("det", "the", "this", "that", "these", "those"),
            another=clause.another(self._cues),
            context=context_of(grammar.lemmas() + grammar.words(), self._cues),
            is_subject=noun and grammar.tokens[clause.roles.predicate].tag.startswith("VB"),
            retells=judged.retells,
            entries=judged.entries,
            evidence=judged.evidence,
            opinion=guide.opinion(grammar, clause.way),
        )

    def _stands_for(self, previous: Draft | None, clause: Clause) -> Draft | None:
        """The act told last, when this clause's subject is a pronoun for it: "The strikes targeted X. They also hit
        Y."."""
        if (
            previous is None
            or not previous.is_subject
            or clause.way.pos != "verb"
            or clause.grammar.is_passive(clause.roles.predicate)
        ):
            return None
        subject = [clause.grammar.tokens[i].text.lower() for i in clause.grammar.subject(clause.roles.predicate)]
        effect = clause.grammar.tokens[clause.roles.predicate].lemma in EFFECTS
        return previous if effect and subject and subject[0] in ("they", "it", "these") else None

    def _targets(
        self, resolved: ResolvedReport, clause: Clause, clauses: Sequence[Clause], weapons: Sequence[tuple[int, Weapon]]
    ) -> list[tuple[Party, str]]:
        """Those it was done to: not the weapon that is thrown, but whom it is thrown at; not what is sent, but to
        whom."""
        arms = {i for i, _ in weapons}
        heads = [i for i in clause.roles.targets if i not in arms]
        used = len(heads) < len(clause.roles.targets)
        gives = clause.way.entries[0].type.plover is not None and clause.way.entries[0].type.plover.event_type in GIVING
        if (used or gives or not heads) and clause.roles.beyond:
            heads = list(clause.roles.beyond) + ([] if gives else heads)
        listed = _listed(clause) if heads or clause.roles.targets else []
        handled = any(
            e.type.acled and e.type.acled.sub_event_type == "Disrupted weapons use" for e in clause.way.entries
        )
        chosen = [*(heads or (clause.roles.targets if handled else ())), *listed]
        things = self._parties(resolved, clause, chosen, clauses, weapons, doing=False)
        behind = self._behind(resolved, clause, chosen, things) if _is_spoken(clause) else []
        return [*things, *self._owners(resolved, clause, chosen, things), *behind]

    def _behind(
        self, resolved: ResolvedReport, clause: Clause, heads: Sequence[int], things: Sequence[tuple[Party, str]]
    ) -> list[tuple[Party, str]]:
        """Whom words are meant for that are said of what they did: "condemned the minister's decision", "rejected a
        plan of the envoy"."""
        grammar, text, found = clause.grammar, resolved.annotated.report.text, []
        for head in heads:
            token = grammar.tokens[head]
            if any(p.start <= token.start and token.end <= p.end for p, _ in things):
                continue
            owners = [c for k in grammar.kids(head, "poss") for c in grammar.conjuncts(k)]
            made = [
                make_party(grammar, k, resolved.annotated.reading, text, self._word_on(resolved))
                for k in (*(owners or grammar.after(head, "by", "of", "from")), head)
            ]
            people = [m for m in made[:-1] if m is not None and not m[0].is_object]
            whom = [m for m in people if m[1] or m[0].actor or m[0].text[:1].isupper()]
            found += whom or [m for m in made[-1:] if m is not None]
        return found

    def _owners(
        self, resolved: ResolvedReport, clause: Clause, heads: Sequence[int], things: Sequence[tuple[Party, str]]
    ) -> list[tuple[Party, str]]:
        """The armed sides and states whose things were hit: "positions of the brigade", "the army's depots", "stores
        used by the rebels"."""
        grammar, text = clause.grammar, resolved.annotated.report.text
        if not any(p.is_object for p, _ in things):
            return []
        objects = [(p.start, p.end) for p, _ in things if p.is_object]
        found = []
        for head in heads:
            token = grammar.tokens[head]
            if not any(a <= token.start and token.end <= b for a, b in objects):
                continue
            owners = [
                *grammar.after(head, "of"),
                *(c for k in grammar.kids(head, "poss") for c in grammar.conjuncts(k)),
            ]
            owners += [c for k in grammar.kids(head, "acl") for c in grammar.after(k, "by", "to")]
            for owner in owners:
                made = make_party(grammar, owner, resolved.annotated.reading, text, self._word_on(resolved))
                if (
                    made is not None
                    and (made[0].actor or made[1] in ("armed", "state", "unknown"))
                    and not made[0].is_object
                ):
                    found.append(made)
        return found

    def _parties(
        self,
        resolved: ResolvedReport,
        clause: Clause,
        heads: Sequence[int],
        clauses: Sequence[Clause],
        weapons: Sequence[tuple[int, Weapon]],
        doing: bool,
    ) -> list[tuple[Party, str]]:
        annotated, grammar = resolved.annotated, clause.grammar
        acts = {t for c in clauses for t in c.way.tokens}
        arms = {i for i, w in weapons if w.kind != "aircraft bomb"}  # who flies a warplane acts, a drone does not
        found = []
        for head in heads:
            if (
                head in acts
                or (doing and head in arms)
                or grammar.tokens[head].entity in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL")
            ):
                continue
            if not doing and grammar.tokens[head].tag == "CD":
                continue  # a bare count ("wounding 16") is a toll, not a party
            made = make_party(
                grammar, head, annotated.reading, annotated.report.text, self._word_on(resolved), clause.way.tokens
            )
            if made is None:
                continue
            party, klass = made
            if doing and not self._may_do(grammar, head, party, klass):
                continue
            if doing and not _is_spoken(clause) and _is_place(party, resolved):
                continue  # a town can speak for its government, but not fight
            if not doing and not _is_spoken(clause) and _is_whither(grammar, head) and _is_country(party, resolved):
                continue  # soldiers sent to a country are not sent against its government
            if not doing and not klass and _is_place(party, resolved):
                klass = "territory"
            if not doing and not klass and not self._may_suffer(grammar, head, party):
                continue
            found.append((party, klass))
        return found

    def _may_do(self, grammar: Grammar, head: int, party: Party, klass: str) -> bool:
        """Whether a phrase can be somebody who acts: a known kind, a name or a pronoun; not an abstraction or a
        thing."""
        token = grammar.tokens[head]
        if party.is_object and klass != "aircraft":
            return False
        return bool(klass) or party.actor is not None or token.tag.startswith(("NNP", "PRP")) or party.kind != "unknown"

    def _may_suffer(self, grammar: Grammar, head: int, party: Party) -> bool:
        """Whether a phrase whose head word is not known can be what an act was done to: not an abstraction
        ("protection")."""
        token = grammar.tokens[head]
        named = (
            party.actor is not None or token.tag.startswith(("NNP", "PRP", "CD")) or bool(grammar.kids(head, "nummod"))
        )
        return named or not token.lemma.endswith(ABSTRACT)

    def _is_weapon_here(self, clause: Clause, index: int, weapon: Weapon) -> bool:
        """Whether a word that could be a weapon is one here: ambiguous ones ("stone", "mine", "plane") need the act
        to use them."""
        token = clause.grammar.tokens[index]
        if (
            weapon.text.lower().split()[-1] not in self._weapons.ambiguous
            and token.lemma not in self._weapons.ambiguous
        ):
            return token.dep != "compound" or clause.grammar.tokens[token.head].tag.startswith("NN")
        return token.dep in ("nsubj", "dobj", "conj", "nsubjpass") or (
            token.dep == "pobj"
            and clause.grammar.tokens[token.head].text.lower() in ("with", "by", "using", "of", "from")
        )

    def _agent_kinds(self, initiators: Sequence[tuple[Party, str]]) -> frozenset[str]:
        words = self._weapons.agents
        return frozenset(
            kind for p, _ in initiators for phrase, kind in words.items() if p.text.lower().endswith(phrase)
        )

    def _delivers(self, clause: Clause) -> frozenset[str]:
        heads = [clause.grammar.tokens[i].text.lower() for i in clause.roles.initiators]
        return frozenset({"aircraft"} if any(h in self._weapons.agents for h in heads) else ())

    def _failed(self, clause: Clause) -> str:
        grammar, head = clause.grammar, clause.way.tokens[-1]
        around = {
            grammar.tokens[k].lemma for k in (clause.roles.predicate, grammar.tokens[head].head, *clause.way.tokens)
        }
        for lemma in around & FAILING.keys():
            return FAILING[lemma]
        if clause.has_word("amod", "attempted", "failed", "abortive", "foiled", "botched") or any(
            grammar.tokens[k].lemma in ("try", "attempt", "fail") for k in list(grammar.up(head))[:2]
        ):
            return "failed"
        return ""


def _is_spoken(clause: Clause) -> bool:
    """Whether a clause's words can only name what is said or done between sides, nothing of an ACLED type."""
    return all(e.type.acled is None for e in clause.way.entries)


def _is_country(party: Party, resolved: ResolvedReport) -> bool:
    """Whether a phrase is the name of a country or region and nothing else."""
    here = [p for p in resolved.places if (p.start, p.end) == (party.start, party.end)]
    return any(p.precision in ("country", "region") for p in here)


def _is_whither(grammar: Grammar, head: int) -> bool:
    """Whether a word says where to or where: "to East Timor"."""
    token = grammar.tokens[head]
    return token.dep == "pobj" and grammar.tokens[token.head].lemma in ("to", "into", "in")


def _is_place(party: Party, resolved: ResolvedReport) -> bool:
    """Whether a phrase is a town, district or the like that the report's resolver knows as a place."""
    here = [p for p in resolved.places if party.start <= p.start and p.end <= party.end]
    return any(p.precision not in ("country", "region") for p in here) and party.actor is None


def _listed(clause: Clause) -> list[int]:
    """What a clause lists after its targets: "..., including the camp, two depots and positions of the brigade"."""
    grammar = clause.grammar
    found = []
    for i in grammar.subtree(clause.roles.predicate):
        token = grammar.tokens[i]
        listing = token.text.lower() == "including" or (
            token.text.lower() == "as" and i and grammar.tokens[i - 1].text.lower() == "such"
        )
        if listing and token.dep == "prep" and i > min(clause.way.tokens):
            found += [c for k in grammar.kids(i, "pobj") for c in grammar.conjuncts(k)]
    return found


def _share_tolls(drafts: Sequence[Draft], tolls: Sequence[Toll]) -> list[Draft]:
    """Give each toll to the draft whose clause holds it; of several, the nearest before it."""
    owners: dict[int, list[Toll]] = {}
    for toll in tolls:
        holding = [i for i, d in enumerate(drafts) if d.mention.start <= toll.at <= d.mention.end and may_harm(d)] or [
            i for i, d in enumerate(drafts) if may_harm(d)
        ]
        if holding:
            nearest = min(holding, key=lambda i: (abs(drafts[i].mention.trigger_start - toll.at), i))
            owners.setdefault(nearest, []).append(toll)
    return [msgspec.structs.replace(d, tolls=tuple(owners[i])) if i in owners else d for i, d in enumerate(drafts)]


def may_harm(draft: Draft) -> bool:
    """Whether an act can have casualties: an arrest or a meeting in the same sentence has none."""
    acled = draft.type.acled
    return acled is not None and (
        acled.event_type != "Strategic developments"
        or acled.sub_event_type in ("Disrupted weapons use", "Looting/property destruction", "Other")
    )
