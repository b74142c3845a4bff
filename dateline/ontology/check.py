"""The rules of the ontology that no type can say: codes that exist, phrases well formed, true quotes."""

import re
from collections.abc import Iterable, Iterator, Mapping

from dateline.errors import OntologyError
from dateline.ontology.model import Codes, EventType, Example, Trigger

ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
PHRASE = re.compile(r"[^\sA-Z\-–{}]+(?: [^\sA-Z\-–{}]+)*")
"""Lower-case words with single spaces; hyphens are written as spaces."""


def alone(event_type: EventType, stem: str, name: str, codes: Codes) -> None:
    """Raise OntologyError when an event type by itself breaks a rule; ``stem`` is its file's name without ".yaml"."""
    for problem in _problems(event_type, stem, codes):
        raise OntologyError(f"{name}: {problem}")


def together(types: Mapping[str, EventType]) -> None:
    """Raise OntologyError when event types contradict each other: an unknown neighbour, words claimed twice."""
    owners: dict[tuple[str, str, int], str] = {}
    for event_type in types.values():
        for i, near_miss in enumerate(event_type.near_misses):
            if near_miss.gives is not None and near_miss.gives not in types:
                raise OntologyError(
                    f"{event_type.id}.yaml: near_misses[{i}].gives: {near_miss.gives!r} is no event type; "
                    "write the id of one, or null"
                )
        for trigger in event_type.triggers:
            key = (trigger.pos, trigger.words, event_type.priority)
            if trigger.when is None and owners.setdefault(key, event_type.id) != event_type.id:
                raise OntologyError(
                    f"{event_type.id}.yaml: the {trigger.pos} {trigger.words!r} stands without conditions in "
                    f"{owners[key]}.yaml too, and both have priority {event_type.priority}; "
                    "give one a `when`, or the types different priorities"
                )


def _problems(event_type: EventType, stem: str, codes: Codes) -> Iterator[str]:
    if not ID.fullmatch(event_type.id):
        yield f"id: {event_type.id!r} will not do; allowed: lower-case words joined by underscores, such as air_strike"
    if event_type.id != stem:
        yield f"id: {event_type.id!r} differs from the file's name; name it {event_type.id}.yaml or write id: {stem}"
    for key in ("name", "definition"):
        if not getattr(event_type, key).strip():
            yield f"{key}: '' is empty; say it in a few words"
    if not 0 <= event_type.priority <= 100:
        yield f"priority: {event_type.priority} is out of range; allowed: 0 to 100"
    yield from _codes(event_type, codes)
    if not event_type.triggers:
        yield "triggers: [] is empty; give at least one word that names the act"
    for trigger in event_type.triggers:
        yield from _trigger(trigger)
        if trigger.mode is not None:
            modes = codes.plover.get(event_type.plover.event_type, ()) if event_type.plover else ()
            yield from _one_of(f"trigger {trigger.words!r}: mode", trigger.mode, modes or ("null",))
    yield from _twice(event_type)
    for i, example in enumerate(event_type.examples):
        yield from _example(example, f"examples[{i}]")
    for i, near_miss in enumerate(event_type.near_misses):
        if near_miss.gives == event_type.id:
            yield f"near_misses[{i}].gives: {near_miss.gives!r} is the type itself; write another type, or null"


def _codes(event_type: EventType, codes: Codes) -> Iterator[str]:
    acled, plover, cameo = event_type.acled, event_type.plover, event_type.cameo
    if acled is not None:
        yield from _one_of("acled.event_type", acled.event_type, codes.acled)
        subs = codes.acled.get(acled.event_type, ())
        yield from _one_of(f"acled.sub_event_type of {acled.event_type}", acled.sub_event_type, subs)
    if plover is not None:
        yield from _one_of("plover.event_type", plover.event_type, codes.plover)
        if plover.mode is not None:
            modes = codes.plover.get(plover.event_type, ())
            yield from _one_of(f"plover.mode of {plover.event_type}", plover.mode, (*modes, "null"))
    if cameo is not None and cameo not in codes.cameo:
        near = sorted(c for c in codes.cameo if c[:2] == cameo[:2]) or sorted({c[:2] + "0" for c in codes.cameo})
        yield f"cameo: {cameo!r} is no CAMEO code; near it: {', '.join(near)}"


def _one_of(key: str, value: str, allowed: Iterable[str]) -> Iterator[str]:
    if value not in allowed:
        yield f"{key}: {value!r} is not allowed; allowed: {', '.join(allowed)}"


def _trigger(trigger: Trigger) -> Iterator[str]:
    phrases, when, at = [("words", trigger.words)], trigger.when, f"trigger {trigger.words!r}"
    if when is not None:
        phrases += [("when.words", w) for w in when.words] + [("when.not_words", w) for w in when.not_words]
        if not any(getattr(when, key) for key in when.__struct_fields__):
            yield f"{at}: when: has no condition; allowed: {', '.join(when.__struct_fields__)}"
    for key, phrase in phrases:
        if not PHRASE.fullmatch(phrase):
            allowed = "lower-case words with single spaces, hyphens written as spaces"
            yield f"{at}: {key}: {phrase!r} will not do; allowed: {allowed}"
    if not 0 < trigger.strength <= 1:
        yield f"{at}: strength: {trigger.strength} is out of range; allowed: above 0, up to 1"
    if trigger.gap and (trigger.pos != "verb" or " " not in trigger.words):
        yield f"{at}: gap: true is only for verb phrases of two words or more, such as 'take hostage'"


def _twice(event_type: EventType) -> Iterator[str]:
    seen: set[tuple[object, ...]] = set()
    for trigger in event_type.triggers:
        key = (trigger.words, trigger.pos, trigger.gap, trigger.when)
        if key in seen:
            yield f"triggers: the {trigger.pos} {trigger.words!r} is given twice with the same conditions; keep one"
        seen.add(key)


def _example(example: Example, where: str) -> Iterator[str]:
    quotes = {"trigger": (example.trigger,), "initiators": example.initiators, "targets": example.targets}
    for key, parts in quotes.items():
        for part in parts or ():
            if not part or part not in example.text:
                yield f"{where}.{key}: {part!r} is not in the text {example.text!r}; copy the words exactly"
    for key in ("killed", "injured"):
        value = getattr(example, key)
        if value is not None and value < 0:
            yield f"{where}.{key}: {value} is out of range; allowed: 0 and above"
