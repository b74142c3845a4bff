"""A report made by hand, parsed by hand, and the drafts of its clauses: what the tests of the learned parts share."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from dateline.coding.learned.seen import Seen
from dateline.coding.learned.windows import Piece, Window
from dateline.coding.parts.drafts import Draft, Opinion
from dateline.coding.parts.joining import Event
from dateline.coding.parts.phrases import Description
from dateline.coding.parts.tolls import Toll
from dateline.model import (
    ActorMention,
    AnnotatedReport,
    Count,
    Mention,
    Number,
    Party,
    Place,
    Report,
    ResolvedReport,
    Sentence,
    TimeExpression,
    Token,
    Weapon,
    When,
)
from dateline.ontology.load import Ontology, load

TEXT = (
    "Rebels shelled Goma with mortars on 3 May 2024, killing nine people. "
    "The army said the shelling lasted an hour. "
    "Police arrested two men in Beni on Sunday."
)
WORDS = (
    "Rebels:rebel:NNS:nsubj:1 "
    "shelled:shell:VBD:ROOT:1 Goma:Goma:NNP:dobj:1 with:with:IN:prep:1 mortars:mortar:NNS:pobj:3"
    " on:on:IN:prep:1 3:3:CD:nummod:7 May:May:NNP:pobj:5 2024:2024:CD:nummod:7 ,:,:,:punct:1 killing:kill:VBG:advcl:1 "
    "nine:nine:CD:nummod:12 people:people:NNS:dobj:10 .:.:.:punct:1",
    "The:the:DT:det:1 army:army:NN:nsubj:2 said:say:VBD:ROOT:2 the:the:DT:det:4 shelling:shelling:NN:nsubj:5 "
    "lasted:last:VBD:ccomp:2 an:an:DT:det:7 hour:hour:NN:npadvmod:5 .:.:.:punct:2",
    "Police:police:NNS:nsubj:1 arrested:arrest:VBD:ROOT:1 two:two:CD:nummod:3 men:man:NNS:dobj:1 in:in:IN:prep:1 "
    "Beni:Beni:NNP:pobj:4 on:on:IN:prep:1 Sunday:Sunday:NNP:pobj:6 .:.:.:punct:1",
)
"""The sentences' words as word:lemma:tag:relation:head."""


@cache
def ontology() -> Ontology:
    """Give the shipped event types."""
    return load()


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where words stand in a text; "shell#2" is the second."""
    wanted, _, nth = words.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(wanted, at + 1)
    return at, at + len(wanted)


def place(words: str, **more: Any) -> Place:
    """A town that the report names."""
    start, end = span(words)
    known = {"name": words, "precision": "town", "country": "COD", "geonames_id": words.lower()}
    return Place(start=start, end=end, text=words, **{**known, **more})


def when(words: str, first: str | None, last: str | None = None, **more: Any) -> When:
    """A time that the report names."""
    start, end = span(words)
    return When(text=words, start=start, end=end, first=first, last=last or first, **{"precision": "day", **more})


def party(words: str, **more: Any) -> Party:
    """A party that the report names."""
    start, end = span(words)
    return Party(start=start, end=end, text=words, **{"name": words, **more})


def toll(kind: str, words: str, low: int | None, high: int | None, revised: bool = False) -> Toll:
    """A toll that the report tells."""
    start, end = span(words)
    return Toll(kind=kind, count=Count(low=low, high=high, text=words, start=start, end=end), at=start, revised=revised)


def weapon(words: str, kind: Any, quantity: int | None = None) -> Weapon:
    """A weapon that the report names."""
    start, end = span(words)
    return Weapon(start=start, end=end, text=words, kind=kind, quantity=quantity)


GOMA, BENI = place("Goma"), place("Beni")
MAY, SUNDAY = when("3 May 2024", "2024-05-03"), when("Sunday", "2024-06-09")
REBELS, NINE, POLICE = (
    party("Rebels", kind="rebel group"),
    party("nine people", kind="civilians"),
    party("Police", kind="state forces"),
)
MEN, MORTARS = party("two men", kind="civilians"), weapon("mortars", "mortar")
KILLED = toll("killed", "nine", 9, 9)


def _sentence(start: int, end: int, words: str) -> Sentence:
    tokens, at = [], start
    for line in words.split():
        text, lemma, tag, dep, head = line.rsplit(":", 4) if line.count(":") == 4 else (":", ":", ":", "punct", "0")
        at = TEXT.index(text, at)
        pos = "VERB" if tag.startswith("VB") else "PROPN" if tag == "NNP" else "NOUN" if tag.startswith("NN") else "X"
        tokens.append(
            Token(start=at, end=at + len(text), text=text, lemma=lemma, pos=pos, tag=tag, dep=dep, head=int(head))
        )
        at += len(text)
    return Sentence(start=start, end=end, tokens=tuple(tokens))


@cache
def resolved(published: str | None = "2024-06-12", parsed: bool = True) -> ResolvedReport:
    """The report, as the resolvers would give it; ``parsed``: its sentences have words."""
    bounds, at = [], 0
    for sentence in TEXT.split(". "):
        bounds.append((at, at + len(sentence.rstrip(".")) + 1))
        at = bounds[-1][1] + 1
    numbers = [("nine", 9), ("two", 2)]
    annotated = AnnotatedReport(
        report=Report(id="made", text=TEXT, published=published),
        reading=TEXT,
        sentences=tuple(
            _sentence(a, b, words) if parsed else Sentence(start=a, end=b)
            for (a, b), words in zip(bounds, WORDS, strict=True)
        ),
        times=tuple(
            TimeExpression(start=span(w)[0], end=span(w)[1], text=w, form="x") for w in ("3 May 2024", "Sunday")
        ),
        numbers=tuple(Number(start=span(w)[0], end=span(w)[1], text=w, low=n, high=n) for w, n in numbers),
    )
    return ResolvedReport(annotated=annotated, places=(GOMA, BENI), dates=(MAY, SUNDAY))


def sentence_of(at: int) -> int:
    """The number of the sentence that holds a place of the text."""
    return [s.start <= at < s.end for s in resolved().annotated.sentences].index(True)


def draft(trigger: str, event_type: str, **more: Any) -> Draft:
    """What the clause of a trigger tells; its whole sentence is the clause."""
    start, end = span(trigger)
    number = sentence_of(start)
    sentence = resolved().annotated.sentences[number]
    given = {
        "sentence": number,
        "type": ontology().types[event_type],
        "strength": 0.8,
        "lemma": trigger.partition("#")[0],
        "pos": "verb",
        "modality": "asserted",
        "opinion": Opinion(belief=0.9, types=(0.1, 0.6, 0.3)),
        "mention": Mention(
            start=sentence.start,
            end=sentence.end,
            text=TEXT[sentence.start : sentence.end],
            trigger_start=start,
            trigger_end=end,
            trigger=TEXT[start:end],
        ),
    }
    return Draft(**{**given, **more})


SHELLED = draft(
    "shelled",
    "shelling",
    initiators=(REBELS,),
    targets=(NINE,),
    weapons=(MORTARS,),
    places=(GOMA,),
    dates=(MAY,),
    tolls=(KILLED,),
)
SHELLING = draft("shelling", "shelling", pos="noun", definite=True)
ARRESTED = draft("arrested", "arrest", initiators=(POLICE,), targets=(MEN,), places=(BENI,), dates=(SUNDAY,))


def event(*drafts: Draft) -> Event:
    """An event that drafts tell."""
    return Event(drafts=drafts)


TOLD = [event(SHELLED, SHELLING), event(ARRESTED)]
"""The report's two events."""

KLASSES = {"Rebels": "armed", "nine people": "civilians", "Police": "state", "two men": "civilians", "army": "state"}


def describe(phrase: str, actors: Sequence[ActorMention] = (), *, start: int | None = None) -> Description:
    """The resolver's word on a phrase, for the report's own phrases."""
    klass = next((k for words, k in KLASSES.items() if words in phrase), "")
    return Description(name=phrase, actor=None, kind="unknown", country=None, is_object=False, klass=klass)


def seen(text: str, types: list[list[float]], **more: Any) -> Seen:
    """What a network might say of a text of one sentence, cut at its spaces: ``types`` are probabilities by word;
    ``actual``, ``begins`` and ``states`` lists by word."""
    pieces, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        pieces.append(Piece(7, at, at + len(word), True))
        at += len(word)
    many = len(pieces)
    window = Window(
        ids=(1, *(p.id for p in pieces), 2),
        pieces=tuple(pieces),
        sentences=tuple(more.get("sentences", [0] * many)),
        core=(True,) * many,
    )
    return Seen(
        np.array([p.start for p in pieces], dtype=np.int64),
        np.array([p.end for p in pieces], dtype=np.int64),
        np.array(window.sentences, dtype=np.int64),
        np.array(types, dtype=np.float32),
        np.array(more.get("actual", [1.0] * many), dtype=np.float32),
        np.array(more.get("begins", [0.0] * many), dtype=np.float32),
        np.zeros(many, dtype=np.int64),
        np.arange(many, dtype=np.int64),
        {n: more.get("tells", 1.0) for n in window.sentences},
        ((window, np.array(more.get("states", [[0.0] * 4] * many), dtype=np.float32)),),
    )
