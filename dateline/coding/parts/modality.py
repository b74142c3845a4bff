"""How an act is meant: asserted, alleged, denied, planned, threatened, hypothetical or recurring; and what fails to
be one at all."""

import re

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import Cues, word_set
from dateline.coding.parts.triggers import Reading
from dateline.model import Modality

NEAR = 5
NEGATED = "negated"
"""Not a modality of the record: plain "did not attack" tells of no act."""
REFUSED = "refused"
"""Not a modality of the record: "will not release them" tells of no act, but where the act is a kindness, of a
refusal."""
TELLING = word_set("telling")
"""Verbs after which somebody's "will" becomes "would"."""
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
ANNOUNCED = FUTURE | {"would", "'d"}


def find_modality(grammar: Grammar, way: Reading, cues: Cues) -> tuple[Modality | str, str]:
    """Give how the act of a trigger is meant, and the word that says so ("" for an asserted act)."""
    head = way.tokens[-1] if way.pos == "noun" else way.tokens[0]
    for look in (_own, _above, _conditional, _habit, _purpose, _alleged):
        modality, word = look(grammar, head, way.pos, cues)
        if modality:
            return modality, word
    return "asserted", ""


def _own(grammar: Grammar, head: int, pos: str, cues: Cues) -> tuple[str, str]:
    """What the word's own helpers say: "will attack", "did not attack", "no attack", "planned attacks"."""
    refused = _refused(grammar, head)
    if refused:
        return REFUSED, refused
    for k in grammar.children[head]:
        token = grammar.tokens[k]
        word = token.text.lower()
        if token.dep == "neg" or (pos == "noun" and token.dep == "det" and word == "no"):
            return NEGATED, word
        if token.dep == "aux":
            if word in FUTURE or (word in ("would", "'d") and _told_ahead(grammar, head)):
                return "planned", word
            if word in ("may", "might", "could", "should", "can", "must", "ca"):
                return "hypothetical", word
            if word in ("would", "'d"):
                return "hypothetical", word
        if pos == "noun" and token.dep in ("amod", "compound", "advmod"):
            if token.lemma in ("planned", "plan", "upcoming", "future", "scheduled", "imminent", "intended"):
                return "planned", word
            if token.lemma in (
                "possible",
                "potential",
                "hypothetical",
                "feared",
                "likely",
                "further",
                "would-be",
                "expected",
            ):
                return "hypothetical", word
            if token.lemma in ("threatened", "threaten"):
                return "threatened", word
    first = min([head, *grammar.kids(head, "det", "amod", "compound")])
    if pos == "noun" and first and grammar.tokens[first - 1].text.lower() in ("not", "n't", "without"):
        return NEGATED, "not"
    if pos == "noun" and any(grammar.tokens[k].text.lower() in ("any",) for k in grammar.kids(head, "det")):
        return "hypothetical", "any"
    return "", ""


def _refused(grammar: Grammar, verb: int) -> str:
    """The words of "will not", "would never" before a verb, or ""."""
    ahead = [k for k in grammar.kids(verb, "aux") if grammar.tokens[k].text.lower() in ANNOUNCED]
    against = grammar.kids(verb, "neg")
    return " ".join(grammar.tokens[k].text.lower() for k in (*ahead, *against)) if ahead and against else ""


def _told_ahead(grammar: Grammar, verb: int) -> bool:
    """Whether "would" is the "will" of somebody's words told after: "The army said it would withdraw"."""
    above = grammar.tokens[verb].head
    if grammar.tokens[verb].dep != "ccomp" or above == verb or _asks(grammar, verb):
        return False
    token = grammar.tokens[above]
    return token.lemma in TELLING and token.tag in ("VBD", "VBN")


def _asks(grammar: Grammar, verb: int) -> bool:
    return any(grammar.tokens[k].text.lower() in ("if", "whether") for k in grammar.kids(verb, "mark"))


def _above(grammar: Grammar, head: int, pos: str, cues: Cues) -> tuple[str, str]:
    """What the words above it say: "threatened to attack", "denied that", "plans for an attack", "fear of an
    attack"."""
    below = head
    for steps, k in enumerate(grammar.up(head)):
        token = grammar.tokens[k]
        link = grammar.tokens[below].dep
        to = _infinitive(grammar, below) or (steps == 0 and pos == "noun")
        if steps > 4:
            break
        negated = bool(grammar.kids(k, "neg")) or (
            link in ("dobj", "attr") and any(grammar.tokens[d].text.lower() == "no" for d in grammar.kids(below, "det"))
        )
        result = _governed(grammar, k, token.lemma, link, to, negated, cues)
        if result[0]:
            return result
        if (
            steps == 0
            and pos == "noun"
            and token.lemma in cues["light_verbs"]
            and grammar.is_verb(k)
            and link in ("dobj", "nsubjpass", "pobj")
        ):
            own = _own(grammar, k, "verb", cues)
            if own[0]:
                return own
        if token.dep in ("ROOT",) or (link in ("nsubj", "nsubjpass") and steps > 0):
            break
        below = k
    return "", ""


def _governed(grammar: Grammar, k: int, lemma: str, link: str, to: bool, negated: bool, cues: Cues) -> tuple[str, str]:
    word = grammar.tokens[k].text.lower()
    clause = link in ("ccomp", "xcomp", "dobj", "attr", "pcomp", "pobj", "advcl", "acl", "prep", "relcl", "nsubjpass")
    if not clause:
        return "", ""
    if lemma in cues["denying"] and link in ("ccomp", "xcomp", "dobj", "pcomp", "pobj"):
        return "denied", word
    if lemma in cues["threatening"] and to and lemma != "warn":
        return "threatened", word
    if lemma in ("threat", "warning") and (to or link in ("pobj", "prep")):
        return "threatened", word
    if lemma == "warn" and link in ("pobj", "prep", "pcomp"):
        return "hypothetical", word
    if lemma in ("try", "attempt", "seek") and to:
        return "", ""
    if lemma in cues["planning"] and (to and _infinitive_below(grammar, k, link)):
        return "planned", word
    if lemma in (
        "plan",
        "plot",
        "preparation",
        "call",
        "demand",
        "intention",
        "proposal",
        "bid",
        "readiness",
    ) and link in ("prep", "pobj", "acl", "relcl"):
        return "planned", word
    if lemma in ("prepare", "plan", "aim", "schedule", "due", "ready", "brace") and link in ("prep", "pobj", "pcomp"):
        return "planned", word
    if lemma in cues["fearing"] and link in ("dobj", "pobj", "pcomp", "ccomp", "prep", "acl", "xcomp"):
        return "hypothetical", word
    if negated and lemma not in cues["reporting"] and link in ("dobj", "xcomp", "attr"):
        return NEGATED, word
    return "", ""


def _purpose(grammar: Grammar, head: int, pos: str, cues: Cues) -> tuple[str, str]:
    """An infinitive tells an aim, not an act ("to oust the rebels"), unless the verb above says that it came about
    ("managed to")."""
    top = head
    if pos == "noun" and grammar.tokens[head].dep in ("nsubj", "nsubjpass") and _is_to_be(grammar, head):
        return "planned", "to"
    if pos == "noun":
        top = next((k for k in grammar.up(head) if grammar.is_verb(k)), head)
        if grammar.tokens[top].lemma not in cues["light_verbs"]:
            return "", ""
    if (
        pos == "noun"
        and grammar.tokens[head].dep in ("nsubj", "nsubjpass")
        and _is_to_be(grammar, grammar.tokens[head].head)
    ):
        return "planned", "to"
    if not _infinitive(grammar, top) or grammar.tokens[top].head == top:
        return "", ""
    above = grammar.tokens[grammar.tokens[top].head]
    return ("", "") if above.lemma in cues["factive"] else ("planned", "to")


def _is_to_be(grammar: Grammar, subject: int) -> bool:
    """Whether the verb of a subject only announces it: "talks are to resume", "a strike is set to begin"."""
    verb = grammar.tokens[subject].head
    if grammar.tokens[verb].lemma not in ("be", "set", "due", "schedule", "plan"):
        return False
    return any(_infinitive(grammar, k) for k in grammar.kids(verb, "xcomp", "ccomp", "acomp"))


def _infinitive(grammar: Grammar, verb: int) -> bool:
    return any(grammar.tokens[k].tag == "TO" for k in grammar.kids(verb, "aux"))


def _infinitive_below(grammar: Grammar, k: int, link: str) -> bool:
    return link in ("xcomp", "advcl", "acl", "ccomp", "dobj") and (
        link != "dobj"
        or grammar.tokens[k].lemma
        in ("plan", "threaten", "prepare", "consider", "propose", "demand", "want", "expect", "urge", "discuss")
    )


def _conditional(grammar: Grammar, head: int, pos: str, cues: Cues) -> tuple[str, str]:
    for k in (head, *grammar.up(head)):
        for mark in grammar.kids(k, "mark"):
            word = grammar.tokens[mark].text.lower()
            if word in ("if", "unless", "whether", "lest"):
                return "hypothetical", word
        if grammar.tokens[k].dep in ("ccomp", "relcl"):
            break
    return "", ""


def _habit(grammar: Grammar, head: int, pos: str, cues: Cues) -> tuple[str, str]:
    """ "regular attacks", "shell the town daily", "attacks are frequent"."""
    near = [
        *grammar.kids(head, "amod", "advmod", "npadvmod", "compound"),
        *(c for c in grammar.kids(head, "amod") for c in grammar.kids(c, "advmod")),
    ]
    above = grammar.tokens[head].head
    if pos == "noun" and grammar.is_verb(above):
        near += grammar.kids(above, "advmod", "acomp", "npadvmod")
    for k in near:
        token = grammar.tokens[k]
        if token.lemma in cues["recurring"] or token.text.lower() in cues["recurring"]:
            return "recurring", token.text.lower()
    after = " ".join(t.text.lower() for t in grammar.tokens[head : head + 8])
    m = re.search(
        r"\b(?:every (?:day|week|night|month|year|few)|each (?:day|week|night|year)|day after day"
        r"|on a (?:daily|regular|near-daily) basis|\w+ times a (?:day|week|month|year))\b",
        after,
    )
    return ("recurring", m.group()) if m else ("", "")


def _alleged(grammar: Grammar, head: int, pos: str, cues: Cues) -> tuple[str, str]:
    for k in (
        *grammar.kids(head, "advmod", "amod"),
        *(c for u in [grammar.tokens[head].head] for c in grammar.kids(u, "advmod")),
    ):
        if grammar.tokens[k].lemma in cues["alleged_adverbs"] or grammar.tokens[k].text.lower() in (
            "alleged",
            "reportedly",
            "allegedly",
            "suspected",
        ):
            return "alleged", grammar.tokens[k].text.lower()
    below = head
    for steps, k in enumerate(grammar.up(head)):
        if grammar.tokens[k].lemma in (
            "accuse",
            "blame",
            "allege",
            "accusation",
            "allegation",
            "suspect",
            "claim",
        ) and grammar.tokens[below].dep in ("pcomp", "pobj", "ccomp", "prep", "xcomp", "acl"):
            return "alleged", grammar.tokens[k].text.lower()
        if steps > 3:
            break
        below = k
    return "", ""
