"""Find the words that may name an act: the ontology's triggers in the sentence's words, by surface form."""

from collections.abc import Mapping, Sequence

import msgspec

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.inflect import noun_forms, verb_forms
from dateline.ontology.load import EventType, Ontology, Trigger

DETERMINERS = frozenset({"DT", "PRP$", "POS", "JJ", "CD", "PDT"})


class Entry(msgspec.Struct, frozen=True):
    """A trigger of an event type, with all forms of each of its words."""

    type: EventType
    trigger: Trigger
    forms: tuple[frozenset[str], ...]


class Reading(msgspec.Struct, frozen=True):
    """One way to read trigger words: the words taken, as noun or verb, in a frame, and the entries that read them
    so."""

    tokens: tuple[int, ...]
    pos: str
    frame: str
    entries: tuple[Entry, ...]


class Found(msgspec.Struct, frozen=True):
    """Trigger words at a place of a sentence and the ways to read them, the longest first ("open fire on", then "open
    fire")."""

    index: int
    readings: tuple[Reading, ...]


class Triggers:
    """An index of all triggers by the first word's forms."""

    def __init__(self, ontology: Ontology) -> None:
        first: dict[str, list[Entry]] = {}
        for event_type in ontology.types.values():
            for trigger in event_type.triggers:
                entry = Entry(type=event_type, trigger=trigger, forms=_forms(trigger))
                for form in entry.forms[0]:
                    first.setdefault(form, []).append(entry)
        self._first: Mapping[str, tuple[Entry, ...]] = {form: tuple(entries) for form, entries in first.items()}
        self.first_words = frozenset(self._first)
        spoken = [t for t in ontology.types.values() if t.acled is None and t.plover is not None]
        self.refusal = next((t for t in spoken if t.plover is not None and t.plover.event_type == "REJECT"), None)

    def first_words_of(self, types: frozenset[str]) -> frozenset[str]:
        """Give the words, in lower case, that begin a trigger of some event types, by their ids."""
        return frozenset(form for form, entries in self._first.items() if any(e.type.id in types for e in entries))

    def find(self, grammar: Grammar, times: Sequence[tuple[int, int]] = ()) -> list[Found]:
        """Give the triggers of a sentence, in order; a word inside a longer trigger is not looked at again.

        Words inside ``times``, the spans of time expressions, name no act: "March 12", "the second strike of May".
        """
        words = ["" if any(a <= t.start < b for a, b in times) else t.text.lower() for t in grammar.tokens]
        found, inside = [], set[int]()
        for i in range(len(words)):
            if i in inside:
                continue
            readings = self._readings(grammar, words, i)
            if readings:
                found.append(Found(index=i, readings=readings))
                inside.update(readings[0].tokens)
        return found

    def _readings(self, grammar: Grammar, words: list[str], i: int) -> tuple[Reading, ...]:
        groups: dict[tuple[tuple[int, ...], str, str], list[Entry]] = {}
        for entry in self._first.get(words[i], ()):
            tokens = _match(entry, words, i)
            if tokens and _reads_as(grammar, i, tokens, entry.trigger.pos):
                groups.setdefault((tokens, entry.trigger.pos, entry.trigger.frame), []).append(entry)
        ordered = sorted(groups.items(), key=lambda g: (-len(g[0][0]), -max(e.type.priority for e in g[1])))
        return tuple(Reading(tokens=k[0], pos=k[1], frame=k[2], entries=tuple(v)) for k, v in ordered)


def _forms(trigger: Trigger) -> tuple[frozenset[str], ...]:
    """The forms of each word; in a phrase the nouns may be plural ("threw stones", "violations of the ceasefire")."""
    first, *rest = trigger.words.split()
    forms = verb_forms(first) if trigger.pos == "verb" else noun_forms(first)
    return (frozenset(forms), *(frozenset(noun_forms(w)) for w in rest))


def _match(entry: Entry, words: list[str], i: int) -> tuple[int, ...]:
    """Where the trigger's words stand from ``i`` on: next to each other, hyphens between; with ``gap`` up to four
    words in between."""
    at, tokens = i, [i]
    for forms in entry.forms[1:]:
        at += 1
        while at < len(words) and words[at] == "-":
            at += 1
        limit = min(len(words), at + (5 if entry.trigger.gap and len(tokens) == 1 else 1))
        nearest = next((k for k in range(at, limit) if words[k] in forms), None)
        if nearest is None:
            return ()
        at = nearest
        tokens.append(at)
    return tuple(tokens)


def _reads_as(grammar: Grammar, i: int, tokens: tuple[int, ...], pos: str) -> bool:
    """Say whether words can be of a part of speech here; the tagger's word counts unless the neighbours contradict
    it."""
    last = grammar.tokens[tokens[-1] if pos == "noun" else i]
    before = grammar.tokens[i - 1] if i else None
    if pos == "verb":
        if last.tag == "MD":
            return True
        if last.tag.startswith("VB"):
            return not (last.dep == "amod" and last.tag in ("VBN", "VBG")) or _has_agent(grammar, i)
        past = last.text.lower().endswith("ed") and last.tag in ("JJ", "NN", "NNP", "VBN")
        bare = (
            before is not None
            and before.tag in ("TO", "MD", "PRP", "WP", "WDT")
            and last.tag in ("NN", "NNS", "JJ", "NNP")
        )
        return (past and last.dep not in ("amod", "compound")) or bare
    if last.tag.startswith("NN"):
        return last.dep not in ("compound", "nmod") or len(tokens) > 1 or _compound_event(grammar, i)
    if last.tag == "VBG" and last.dep in ("nsubj", "csubj", "ROOT") and before is None:
        return True  # "Fighting between the army and rebels ..."
    return (
        last.tag in ("VBG", "VB", "VBP", "VBD", "VBN")
        and before is not None
        and before.tag in DETERMINERS
        and last.dep in ("nsubj", "dobj", "pobj", "conj", "ROOT", "nsubjpass", "attr", "pcomp")
    )


def _has_agent(grammar: Grammar, i: int) -> bool:
    return bool(grammar.kids(i, "agent", "prep", "dobj"))


def _compound_event(grammar: Grammar, i: int) -> bool:
    """A noun before a noun names an act only if what follows is about acts ("attack victims" is not, "bombing
    campaign" is)."""
    head = grammar.tokens[grammar.tokens[i].head].lemma
    return head in (
        "campaign",
        "incident",
        "wave",
        "spree",
        "series",
        "operation",
        "attempt",
        "attack",
        "raid",
        "spate",
        "string",
        "event",
        "deal",
        "agreement",
    )
