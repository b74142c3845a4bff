"""How a phrase hangs in its sentence: on what, how far from a trigger, and whether its verb is a state of harm."""

from collections.abc import Sequence

from dateline.coding.parts.grammar import Grammar

STATES = frozenset({"dead", "wounded", "injured", "hurt", "missing", "kill", "wound", "injure"})
STATE_TAGS = frozenset({"JJ", "NN", "NNS", "VBN", "VBD"})


def first_of_list(grammar: Grammar, head: int) -> int:
    """The first of the words that one is coordinated with: it shows what all of them hang on."""
    while grammar.tokens[head].dep == "conj" and grammar.tokens[head].head != head:
        head = grammar.tokens[head].head
    return head


def is_dead(grammar: Grammar, verb: int) -> bool:
    """Whether a verb only says in what state people are: "are dead", "were found wounded"; who shelled a town,
    "killing nine", is in none."""
    found = grammar.kids(verb, "acomp", "oprd", "xcomp", "attr", "conj", "advcl")
    return any(
        grammar.tokens[k].lemma in STATES and grammar.tokens[k].tag in STATE_TAGS and not grammar.kids(k, "dobj")
        for k in found
    )


def steps_to(grammar: Grammar, word: int, triggers: Sequence[int]) -> tuple[float, bool, bool]:
    """How many steps of grammar lie between a word and a trigger, and whether it is below or above it."""
    up = [word, *grammar.up(word)]
    best = (9.0, False, False)
    for trigger in triggers:
        chain = [trigger, *grammar.up(trigger)]
        shared = next((k for k in up if k in chain), None)
        if shared is not None:
            steps = up.index(shared) + chain.index(shared)
            best = min(best, (float(min(9, steps)), shared == trigger, shared == word))
    return best
