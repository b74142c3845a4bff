"""Load the event types: every YAML file of ``types/``, and of a user's folder that adds types or replaces them by id.

The values are described in ``ontology/model.py``, the files in ``types/README.md``.
"""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from dateline.errors import OntologyError, UsageError
from dateline.model import Acled, Plover
from dateline.ontology import check
from dateline.ontology.model import (
    Codes,
    Conditions,
    EventType,
    Example,
    Frame,
    NearMiss,
    Ontology,
    PartyClass,
    Pos,
    Roles,
    Trigger,
    Ucdp,
)
from dateline.ontology.read import EventTypeFile, TriggerLine, convert, parse

__all__ = [
    "Codes", "Conditions", "EventType", "Example", "Frame", "NearMiss", "Ontology", "PartyClass", "Pos", "Roles",
    "Trigger", "Ucdp", "codes", "examples", "load", "near_misses",
]  # fmt: skip


def load(folder: Path | None = None) -> Ontology:
    """Give the shipped event types, with those of ``folder`` added; one of the folder replaces a shipped one of its id.

    Raises UsageError when the folder cannot be read or holds no event type, and OntologyError, which names the file,
    the key, the value and what is allowed, for the first file that breaks the rules.
    """
    known = codes()
    types = dict(_types(resources.files("dateline.ontology") / "types", known))
    own = dict(_types(folder, known)) if folder is not None else {}
    if folder is not None and not own:
        raise UsageError(f"folder {folder} holds no event types: it needs at least one file <id>.yaml")
    changed = frozenset(name for name, one in own.items() if types.get(name) != one)
    types |= own
    check.together(types)
    return Ontology(types=MappingProxyType(dict(sorted(types.items()))), codes=known, own=changed)


def codes() -> Codes:
    """Give the codes of ACLED, PLOVER and CAMEO that event types may name."""
    name = "codes.yaml"
    raw = parse((resources.files("dateline.ontology") / name).read_bytes(), name)
    if isinstance(raw, dict) and isinstance(raw.get("cameo"), str):
        raw["cameo"] = raw["cameo"].split()
    return convert(raw, Codes, name)


def examples(ontology: Ontology) -> Iterator[tuple[EventType, Example]]:
    """Give every example with its type, in the order of ids."""
    return ((t, example) for t in ontology.types.values() for example in t.examples)


def near_misses(ontology: Ontology) -> Iterator[tuple[EventType, NearMiss]]:
    """Give every near miss with the type it must not give, in the order of ids."""
    return ((t, near_miss) for t in ontology.types.values() for near_miss in t.near_misses)


def _types(folder: Traversable | Path, known: Codes) -> Iterator[tuple[str, EventType]]:
    """Give the types of a folder's files, by file name; files that are no YAML (a README) are left alone."""
    try:
        files = sorted((f for f in folder.iterdir() if f.is_file()), key=lambda f: f.name)
    except OSError as error:
        raise UsageError(f"folder of event types {folder} cannot be read: {error.strerror or error}") from error
    for file in files:
        if file.name.endswith(".yml"):
            raise OntologyError(f"{file}: event-type files end in .yaml; rename it to {file.name[:-4]}.yaml")
        if file.name.endswith(".yaml"):
            yield file.name[: -len(".yaml")], _type(file, known)


def _type(file: Traversable | Path, known: Codes) -> EventType:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"event-type file {file} cannot be read: {error.strerror or error}") from error
    name = str(file) if isinstance(file, Path) and not file.is_relative_to(Path(__file__).parent) else file.name
    event_type = _build(convert(parse(data, name), EventTypeFile, name))
    check.alone(event_type, file.name[: -len(".yaml")], name, known)
    return event_type


def _build(file: EventTypeFile) -> EventType:
    """Turn a file's values into an event type: a trigger line with several phrases becomes as many triggers."""
    values = {field: getattr(file, field) for field in file.__struct_fields__}
    values["acled"] = file.acled and Acled(event_type=file.acled.event_type, sub_event_type=file.acled.sub_event_type)
    values["plover"] = file.plover and Plover(event_type=file.plover.event_type, mode=file.plover.mode)
    values["triggers"] = tuple(trigger for line in file.triggers for trigger in _triggers(line))
    return EventType(**values)


def _triggers(line: TriggerLine) -> Iterator[Trigger]:
    phrases = (line.words,) if isinstance(line.words, str) else line.words
    shared = {field: getattr(line, field) for field in line.__struct_fields__ if field != "words"}
    return (Trigger(words=words, **shared) for words in phrases)
