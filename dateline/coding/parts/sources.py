"""Who the report says it from: the nearest real source of a clause, through "said", "according to" and quotations."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.coding.parts.grammar import Grammar, clean_edges
from dateline.coding.parts.lexicon import Cues
from dateline.coding.parts.phrases import PRONOUNS, phrase
from dateline.model import Attribution

ACCORDING = re.compile(r"\b(according to|citing|quoting)\s+", re.I)
NOT_SOURCES = frozenset({"it", "there", "that", "which", "this", "what"})


def find_source(grammar: Grammar, trigger: int, cues: Cues, reading: str, text: str) -> Attribution | None:
    """Give the source of what a clause tells, or None when it is the writer's own voice."""
    return _according(grammar, reading, text) or _said(grammar, trigger, cues, reading, text)


def _according(grammar: Grammar, reading: str, text: str) -> Attribution | None:
    m = ACCORDING.search(reading, grammar.start, grammar.end)
    if m is None:
        return None
    heads = [
        i
        for i in grammar.at(m.end(), grammar.end)
        if grammar.tokens[i].tag.startswith("NN") and grammar.tokens[i].dep not in ("compound", "nmod", "poss")
    ]
    if not heads:
        return None
    start, end = phrase(grammar, heads[0], reading)
    return (
        Attribution(start=start, end=end, text=text[start:end], cue=text[m.start(1) : m.end(1)])
        if start >= m.end() - 1 and end > start
        else None
    )


def _said(grammar: Grammar, trigger: int, cues: Cues, reading: str, text: str) -> Attribution | None:
    """The subject of a verb of saying that the trigger's clause depends on, or that stands beside it as its frame."""
    chain = [trigger, *grammar.up(trigger)]
    for below, k in pairwise(chain):
        if (
            grammar.tokens[k].lemma in cues["reporting"] | cues["claiming"] | cues["denying"]
            and grammar.is_verb(k)
            and grammar.tokens[below].dep
            in ("ccomp", "xcomp", "dep", "parataxis", "advcl", "prep", "pcomp", "dobj", "relcl")
        ):
            found = _subject_of(grammar, k, reading, text)
            if found:
                return found
    framed: Sequence[int] = [
        k
        for k in range(len(grammar.tokens))
        if grammar.tokens[k].lemma in cues["reporting"]
        and grammar.is_verb(k)
        and grammar.tokens[k].dep in ("parataxis", "ROOT")
        and k not in chain
        and k > trigger
    ]
    for k in framed:
        if grammar.tokens[k].dep == "parataxis":
            return _subject_of(grammar, k, reading, text)
    return None


def _subject_of(grammar: Grammar, verb: int, reading: str, text: str) -> Attribution | None:
    if grammar.is_passive(verb):
        return None
    for head in grammar.kids(verb, "nsubj"):
        token = grammar.tokens[head]
        if token.text.lower() in NOT_SOURCES or (token.tag in PRONOUNS and token.tag != "PRP"):
            continue
        start, end = phrase(grammar, head, reading)
        start, end = clean_edges(reading, start, end)
        if end > start:
            return Attribution(
                start=start,
                end=end,
                text=text[start:end],
                cue=text[grammar.tokens[verb].start : grammar.tokens[verb].end],
            )
    return None
