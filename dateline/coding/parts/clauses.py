"""A trigger's clause: how far it reaches, and which triggers of a sentence are one act by grammar alone."""

import re
from collections.abc import Sequence

from dateline.coding.parts.drafts import Draft, family
from dateline.coding.parts.grammar import Grammar, clean_edges
from dateline.coding.parts.lexicon import Cues
from dateline.coding.parts.roles import Roles
from dateline.coding.parts.triggers import Reading
from dateline.model import Mention


class Clause:
    """A trigger with its roles, and how far its clause reaches."""

    def __init__(self, grammar: Grammar, way: Reading, roles: Roles) -> None:
        self.grammar, self.way, self.roles = grammar, way, roles

    def trigger_span(self) -> tuple[int, int]:
        tokens = [self.grammar.tokens[i] for i in self.way.tokens]
        return min(t.start for t in tokens), max(t.end for t in tokens)

    def mention(self, span: tuple[int, int], text: str) -> Mention:
        """The clause and its trigger as the record shows them."""
        first, last = self.trigger_span()
        start, end = min(span[0], first), max(span[1], last)
        return Mention(
            start=start, end=end, text=text[start:end], trigger_start=first, trigger_end=last, trigger=text[first:last]
        )

    def has_word(self, dep: str, *words: str) -> bool:
        tokens = self.grammar.tokens
        return any(tokens[k].text.lower() in words for i in self.way.tokens for k in self.grammar.kids(i, dep))

    def another(self, cues: Cues) -> bool:
        """Whether the clause says that it tells a further act: "another attack", "also marched in Tlemcen"."""
        tokens = self.grammar.tokens
        if self.way.pos == "verb":
            adverbs = self.grammar.kids(self.roles.predicate, "advmod")
            return any(tokens[k].text.lower() in ("also", "elsewhere", "separately", "meanwhile") for k in adverbs)
        further = any(tokens[k].lemma in cues["another"] for i in self.way.tokens for k in self.grammar.kids(i, "amod"))
        return further or self.has_word("det", "another")

    def words(self, clauses: "Sequence[Clause]") -> list[int]:
        """The clause's words: below its predicate, without what is below another act's predicate further down."""
        below = set(self.grammar.subtree(self.roles.predicate))
        for other in clauses:
            if other.roles.predicate != self.roles.predicate and other.roles.predicate in below and self._splits(other):
                below -= set(self.grammar.subtree(other.roles.predicate))
        loose = {
            i for i in below if self.grammar.tokens[i].dep in ("punct", "cc") and self.grammar.tokens[i].text != "-"
        }
        return sorted((below - loose) | set(self.way.tokens))

    def _splits(self, other: "Clause") -> bool:
        """Whether another act below this one is a clause of its own (a conjunct, a relative clause), not a part of
        this one."""
        chain = [other.roles.predicate, *self.grammar.up(other.roles.predicate)]
        path = chain[: chain.index(self.roles.predicate)] if self.roles.predicate in chain else chain
        return any(
            self.grammar.tokens[k].dep in ("conj", "relcl", "parataxis", "advcl", "ccomp") and self.grammar.is_verb(k)
            for k in path
        )

    def span(self, clauses: "Sequence[Clause]", reading: str) -> tuple[int, int]:
        """Where the clause stands in the text, given the sentence's other clauses."""
        tokens = [self.grammar.tokens[i] for i in self.words(clauses)]
        return clean_edges(reading, min(t.start for t in tokens), max(t.end for t in tokens))


def find_links(clauses: Sequence[Clause], drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Pairs of drafts that are one act by grammar: an act and the verb it is the subject of ("the strikes hit ..."),
    the act in which somebody was killed, and what an act did ("..., killing nine")."""
    pairs = []
    for b, second in enumerate(clauses):
        for a, first in enumerate(clauses[:b]):
            if _one_act(first, second, drafts[a], drafts[b]):
                pairs.append((a, b))
                break
    return pairs


VIOLENT_EFFECT = re.compile(
    r"^(?:kill|wound|injure|hurt|destroy|damage|hit|strike|target|die|leave|explode|detonate|blow|raze|level|wreck|devastate"
    r"|maim|claim|rip|go off|pound|fire)\b"
)


def _follows(first: Clause, second: Clause, a: Draft, b: Draft) -> bool:
    """Whether the second act is only what came of the first: what a strike set ablaze, whom police arrested as they
    broke up a march. Same sentence, same subject, no date or place of its own."""
    came_of = {"violence": "Looting/property destruction", "demonstration": "Arrests"}.get(family(a.type))
    if came_of is None or b.type.acled is None or b.type.acled.sub_event_type != came_of or b.dates:
        return False
    grammar, top = first.grammar, second.roles.predicate
    below = first.roles.predicate in list(grammar.up(top))[:2]
    return (
        below and grammar.tokens[top].dep in ("advcl", "conj", "xcomp") and not grammar.kids(top, "nsubj", "nsubjpass")
    )


def _one_act(first: Clause, second: Clause, a: Draft, b: Draft) -> bool:
    if _follows(first, second, a, b):
        return True
    if family(a.type) != family(b.type) or (a.dates and b.dates and a.dates[0] != b.dates[0]):
        return False
    if first.roles.predicate == second.roles.predicate:
        return True
    grammar = first.grammar
    for one, two in ((first, second), (second, first)):
        top = two.roles.predicate
        if one.way.pos == "noun" and one.way.tokens[-1] in grammar.subject(top):
            return True
        effect = VIOLENT_EFFECT.match(two.way.entries[0].trigger.words) is not None
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
