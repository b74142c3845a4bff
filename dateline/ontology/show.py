"""Show event types as plain text, for ``dateline types`` and the docs."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from dateline.ontology.model import EventType, Ontology, Trigger

WIDTH = 80


def table(ontology: Ontology) -> str:
    """Give all types as a table: id, CAMEO code, PLOVER type and mode, ACLED sub-type; "-" where there is no equal."""
    rows = [("ID", "CAMEO", "PLOVER", "ACLED SUB-EVENT TYPE")]
    for t in ontology.types.values():
        rows.append((t.id, t.cameo or "-", plover(t) or "-", t.acled.sub_event_type if t.acled else "-"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join("  ".join((*map(str.ljust, row[:3], widths), row[3])) + "\n" for row in rows)


def describe(event_type: EventType) -> str:
    """Give everything about a type that a coder needs, in lines of at most 80 columns."""
    return "\n".join(_lines(event_type)) + "\n"


def plover(event_type: EventType) -> str:
    """Give the PLOVER type and mode ("ASSAULT aerial"), or "" where there is none."""
    if event_type.plover is None:
        return ""
    return " ".join(filter(None, (event_type.plover.event_type, event_type.plover.mode)))


def _lines(t: EventType) -> Iterator[str]:
    yield f"{t.name} ({t.id})"
    yield ""
    yield from textwrap.wrap(t.definition, WIDTH)
    yield ""
    yield from _field("Includes", "; ".join(t.includes))
    yield from _field("Excludes", "; ".join(t.excludes))
    yield from _field("Initiator", t.roles.initiator)
    yield from _field("Target", t.roles.target)
    yield ""
    yield from _field("ACLED", f"{t.acled.event_type}: {t.acled.sub_event_type}" if t.acled else "no equal")
    yield from _field("PLOVER", plover(t) or "no equal")
    yield from _field("CAMEO", t.cameo or "no equal")
    yield from _field("UCDP", "may count as organised violence" if t.ucdp == "violent" else "not counted")
    yield from _field("Priority", str(t.priority))
    yield ""
    yield from _field("Nouns", _words(t.triggers, "noun"))
    yield from _field("Verbs", _words(t.triggers, "verb"))
    yield from _field("", "(+ counts only beside certain weapons, parties or words; ... other words may stand between)")
    yield from _sentences("Examples", [example.text for example in t.examples])
    misses = [m.text + (f" [{m.gives}]" if m.gives else "") for m in t.near_misses]
    yield from _sentences("Not this type", misses)


def _field(label: str, text: str) -> Iterator[str]:
    if text:
        head = f"{label}: ".ljust(11) if label else " " * 11
        yield from textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * 11)


def _words(triggers: Sequence[Trigger], pos: str) -> str:
    """Give the phrases of a part of speech once each, a "+" on those that never count without conditions."""
    of = [t for t in triggers if t.pos == pos]
    free = {t.words for t in of if t.when is None}
    phrases = {t.words: t.words.replace(" ", " ... ", 1) if t.gap else t.words for t in of}
    return ", ".join(phrase + ("" if words in free else "+") for words, phrase in phrases.items())


def _sentences(title: str, sentences: Iterable[str]) -> Iterator[str]:
    for i, sentence in enumerate(sentences):
        if i == 0:
            yield ""
            yield f"{title}:"
        yield from textwrap.wrap(sentence, WIDTH, initial_indent="  - ", subsequent_indent="    ")
