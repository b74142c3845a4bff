"""Who did it and to whom: the words around a trigger that hold its roles, by the frame that the ontology gives it."""

import msgspec

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import Cues, word_set
from dateline.coding.parts.triggers import Reading

AT = ("on", "against", "at", "upon", "into", "targeting", "toward", "towards")
DONE_TO = word_set("done_to")
"""Nouns whose "of" names what it was done to."""
OWNED_BY_VICTIM = word_set("owned_by_victim")
"""Nouns whose possessor is the victim ("the minister's murder"), not the doer ("the army's raid")."""
BESIDE = ("outside", "beside", "under", "near", "at", "among", "inside")
"""What stands after these is what something that explodes there is meant for, when it is a thing or people."""
EFFECTS = word_set("effects")


TAKING = word_set("taking")
"""Verbs whose "from" names who lost what was taken."""


class Roles(msgspec.Struct, frozen=True):
    """Indexes of head words in the sentence; ``predicate`` is the verb of the clause that tells the act.

    ``beyond`` are those an act reaches through what it uses: "fired rockets *at a base*", "sent medicine *to the
    town*".
    """

    predicate: int
    initiators: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()


def find_roles(grammar: Grammar, way: Reading, cues: Cues) -> Roles:
    """Give the roles of a trigger: those its own grammar gives, and through light verbs those of the verb above it."""
    if way.pos == "verb":
        return _said(grammar, way, cues) if way.frame == "said" else _verb(grammar, way)
    return _noun(grammar, way.tokens[-1], way.frame, cues)


def _unique(*groups: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for group in groups for i in group))


def _verb(grammar: Grammar, way: Reading) -> Roles:
    verb, frame = way.tokens[0], way.frame
    subject, by = grammar.subject(verb), grammar.after(verb, "by")
    passive = grammar.is_passive(verb)
    objects = [i for i in grammar.objects(verb) if i not in way.tokens]
    at = _after_words(grammar, way.tokens)
    if not objects and not at and any(e.trigger.gap for e in way.entries):
        objects = [
            i for i in grammar.objects(verb) if i in way.tokens
        ]  # "shut down two newspapers" names its own target
    if frame == "mutual":
        other = grammar.after(verb, "with", "against") or [
            i for t in way.tokens[1:] for i in grammar.after(t, "with", "against")
        ]
        sides = subject if not passive else by
        return Roles(predicate=verb, initiators=_unique(sides), targets=_unique(other or objects))
    if frame == "suffer" and grammar.tokens[way.tokens[-1]].text.lower() == "to":
        return Roles(predicate=verb, targets=_unique(subject), initiators=_unique(at))
    if frame == "suffer":
        return Roles(predicate=verb, targets=_unique(subject), initiators=_unique(by))
    if frame == "explode":
        return Roles(
            predicate=verb,
            initiators=_unique(by if passive else subject),
            targets=_unique(grammar.after(verb, *BESIDE)),
        )
    if frame == "gather":
        return Roles(predicate=verb, initiators=_unique(subject), targets=_unique(grammar.after(verb, "against", "at")))
    if frame == "from":
        return Roles(predicate=verb, initiators=_unique(subject), targets=(), beyond=())
    lost = grammar.after(verb, "from", "of") if grammar.tokens[verb].lemma in TAKING else []
    if not objects and not at and not passive and len(way.tokens) > 1:
        objects = _inside(grammar, way.tokens)
    if passive:
        return Roles(predicate=verb, initiators=_unique(by), targets=_unique(subject, lost))
    beyond = _unique(grammar.after(verb, *AT, "to"), [i for o in objects for i in grammar.after(o, *AT, "to")])
    return Roles(
        predicate=verb,
        initiators=_unique(subject),
        targets=_unique(objects or at or grammar.after(verb, *AT), lost),
        beyond=beyond,
    )


def _said(grammar: Grammar, way: Reading, cues: Cues) -> Roles:
    """Who says of whom what they must do or have done: "The envoy said the rebels must disarm"."""
    verb = way.tokens[0]
    if grammar.tokens[verb].dep == "aux":
        verb = grammar.tokens[verb].head
    below, speakers = verb, list[int]()
    for k in grammar.up(verb):
        link = grammar.tokens[below].dep
        if grammar.is_verb(k) and grammar.tokens[k].lemma in cues["reporting"] and link in ("ccomp", "parataxis"):
            speakers = grammar.subject(k)
            break
        below = k
    if not speakers:
        speakers = [
            s
            for k in grammar.kids(verb, "ccomp", "parataxis")
            if grammar.tokens[k].lemma in cues["reporting"]
            for s in grammar.subject(k)
        ]
    if not speakers:
        return Roles(predicate=verb)
    return Roles(predicate=verb, initiators=_unique(speakers), targets=_unique(grammar.subject(verb)))


def _inside(grammar: Grammar, tokens: tuple[int, ...]) -> list[int]:
    """Who stands between the words of a verb trigger: "found the minister guilty", "gave the envoy permission"."""
    between = [k for k in range(tokens[0] + 1, tokens[-1]) if k not in tokens]
    named = [k for k in between if grammar.tokens[k].tag.startswith(("NN", "PRP")) and grammar.tokens[k].tag != "PRP$"]
    return [k for k in named if grammar.tokens[k].dep in ("nsubj", "dobj", "dative")]


def _after_words(grammar: Grammar, tokens: tuple[int, ...]) -> list[int]:
    """What follows the further words of a verb trigger: "open fire on X", "lay siege to X", "take aim at X"."""
    found = [c for t in tokens[1:] for k in grammar.kids(t, "pobj") for c in grammar.conjuncts(k)]
    return found or [i for t in tokens[1:] for i in grammar.after(t, *AT, "to", "of")]


def _noun(grammar: Grammar, noun: int, frame: str, cues: Cues) -> Roles:
    tokens = grammar.tokens
    lemma = tokens[noun].lemma
    by, at, of = grammar.after(noun, "by", "from"), grammar.after(noun, *AT), grammar.after(noun, "of")
    owner = [c for k in grammar.kids(noun, "poss") for c in grammar.conjuncts(k)]
    maker = [k for k in grammar.kids(noun, "compound", "amod", "nmod") if _may_act(grammar, k)]
    initiators, targets = list(by), list(at)
    if frame == "mutual":
        sides = grammar.after(noun, "between", "involving", "among")
        verb = grammar.tokens[noun].head
        if not sides and grammar.is_verb(verb) and grammar.tokens[noun].dep in ("nsubj", "dobj", "nsubjpass"):
            sides = grammar.after(verb, "between", "involving", "among")  # "clashes erupted between X and Y"
        initiators, targets = sides or _unique_list(owner, maker), grammar.after(noun, "with", "against")
    elif frame == "gather":
        initiators, targets = _unique_list(by, of, owner, maker), grammar.after(noun, "against")
    elif lemma in OWNED_BY_VICTIM:
        targets = _unique_list(of, owner if not of else [], targets)
        initiators = _unique_list(by, owner if of else [], maker)
    else:
        targets = _unique_list(targets, of if lemma in DONE_TO else [])
        initiators = _unique_list(by, owner, maker)
    for k in grammar.kids(noun, "acl", "relcl"):
        if tokens[k].lemma in EFFECTS | {"aim", "direct", "carry", "claim"}:
            if grammar.is_passive(k):
                initiators += [i for i in grammar.after(k, "by") if i not in initiators]
            else:
                targets += [i for i in (grammar.objects(k) or grammar.after(k, "at", "against")) if i not in targets]
    return _through_verb(grammar, noun, cues, initiators, targets)


def _through_verb(grammar: Grammar, noun: int, cues: Cues, initiators: list[int], targets: list[int]) -> Roles:
    """Roles that the verb above an event noun holds: "X launched an attack on Y", "the attack killed Z", "Y came
    under attack"."""
    tokens = grammar.tokens
    top = next((k for k in grammar.up(noun) if tokens[k].dep != "compound" and grammar.is_verb(k)), None)
    if top is None:
        return Roles(predicate=noun, initiators=_unique(initiators), targets=_unique(targets))
    verb, link = tokens[top], _link(grammar, noun, top)
    if link == "subject" and (verb.lemma in EFFECTS or not grammar.is_passive(top)):
        if verb.lemma in EFFECTS:
            targets = targets + [
                i
                for i in grammar.objects(top) or grammar.after(top, "in", "near", "at", "on")
                if i not in targets and verb.lemma != "cause"
            ]
    elif link == "subject" and verb.lemma in cues["light_verbs"]:
        initiators = initiators or grammar.after(top, "by")
    elif link == "object" and verb.lemma in cues["light_verbs"] | {"repel", "claim", "suffer", "survive", "escape"}:
        doer = grammar.subject(top) if not grammar.is_passive(top) else grammar.after(top, "by")
        if verb.lemma in ("suffer", "face", "sustain", "survive", "escape", "repel", "repulse", "thwart", "foil"):
            targets = targets or doer
        else:
            initiators = initiators or [i for i in doer if i != noun]
    elif link == "under":
        targets = targets or grammar.subject(top)
    predicate = top if link in ("subject", "object", "under") else noun
    return Roles(predicate=predicate, initiators=_unique(initiators), targets=_unique(targets))


def _link(grammar: Grammar, noun: int, verb: int) -> str:
    """How an event noun hangs under a verb: as its subject or object, "under attack", or otherwise ("in an attack")."""
    chain = [noun, *grammar.up(noun)]
    below = chain[chain.index(verb) - 1]
    dep = grammar.tokens[below].dep
    if dep in ("nsubj", "nsubjpass"):
        return "subject"
    if dep in ("dobj", "attr", "oprd"):
        return "object"
    if dep == "prep":
        word = grammar.tokens[below].text.lower()
        if word == "under":
            return "under"
        if word == "out" or (word == "in" and grammar.tokens[verb].lemma == "engage"):
            return "object"
    return "other"


def _may_act(grammar: Grammar, k: int) -> bool:
    """Whether a word before an event noun may name its doer: a name, a nationality, a kind of fighter; not "air",
    "bomb", "heavy"."""
    token = grammar.tokens[k]
    return (
        token.tag.startswith(("NNP", "NNPS"))
        or token.entity in ("NORP", "ORG", "GPE")
        or (token.lemma in ACTING or token.text.lower() in ACTING)
        or (token.tag == "JJ" and token.text[:1].isupper())
    )


ACTING = word_set("acting")


def _unique_list(*groups: list[int]) -> list[int]:
    return list(_unique(*groups))
