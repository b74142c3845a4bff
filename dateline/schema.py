"""The JSON Schema of the record, generated from the types in model.py and events.py.

    claim.json        a line of ``dateline code --to jsonl``
    event.json        a line of ``dateline export --to jsonl``
    annotation.json   a line of ``dateline annotate --to jsonl``
    report.json       a line of JSON Lines that Dateline reads

``docs/schema`` holds the generated files; a test keeps them equal. What Dateline writes has every field, so every field
is required there; what it reads needs only ``text``. Unknown fields are allowed: the record may grow.
"""

import json
from typing import Any

import msgspec

from dateline.events import EventRecord
from dateline.model import Annotation, Claim, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"

LIMITS: dict[str, dict[str, Any]] = {
    "start": {"minimum": 0},
    "end": {"minimum": 0},
    "trigger_start": {"minimum": 0},
    "trigger_end": {"minimum": 0},
    "low": {"minimum": 0},
    "best": {"minimum": 0},
    "high": {"minimum": 0},
    "score": {"minimum": 0, "maximum": 1},
    "quantity": {"minimum": 0},
    "lat": {"minimum": -90, "maximum": 90},
    "lon": {"minimum": -180, "maximum": 180},
    "radius_km": {"minimum": 0},
    "confidence": {"minimum": 0, "maximum": 1},
    "from": {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "to": {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "country": {"pattern": "^[A-Z]{3}$"},
    "mentions": {"minItems": 1},
}
"""What the record promises of a field beyond its type, wherever a field of that name stands."""


def _limited(name: str, field: dict[str, Any]) -> dict[str, Any]:
    """Give a field's schema with its limits; a field that may be null has them on its other alternative."""
    if name not in LIMITS:
        return field
    if "anyOf" in field:
        return {**field, "anyOf": [a if a == {"type": "null"} else {**a, **LIMITS[name]} for a in field["anyOf"]]}
    return {**field, **LIMITS[name]}


def _object(schema: dict[str, Any], *, written: bool) -> dict[str, Any]:
    """Give an object's schema with its fields limited and, for what Dateline writes, all of them required."""
    fields = {name: _limited(name, field) for name, field in schema["properties"].items()}
    if not written:
        return {**schema, "properties": fields}
    fields = {name: {k: v for k, v in field.items() if k != "default"} for name, field in fields.items()}
    return {**schema, "properties": fields, "required": list(fields)}


def _schema(kind: type[msgspec.Struct], title: str, *, written: bool) -> dict[str, Any]:
    definitions = msgspec.json.schema(kind)["$defs"]
    objects = {name: _object(definition, written=written) for name, definition in definitions.items()}
    top = objects.pop(kind.__name__)
    return {"$schema": DIALECT, **top, "title": title, "$defs": objects}


def claim() -> dict[str, Any]:
    """Give the schema of a claim."""
    return _schema(Claim, "Claim of the Dateline record", written=True)


def annotation() -> dict[str, Any]:
    """Give the schema of an annotation: of its sentences only the extent is written."""
    schema = _schema(Annotation, "Annotation of a report by Dateline", written=True)
    definitions = {name: one for name, one in schema["$defs"].items() if name != "Token"}
    sentence = definitions["Sentence"]
    extent = {name: sentence["properties"][name] for name in ("start", "end")}
    definitions["Sentence"] = {
        "title": "Sentence",
        "description": "A sentence of the report.",
        "type": "object",
        "properties": extent,
        "required": list(extent),
    }
    return {**schema, "$defs": definitions}


def report() -> dict[str, Any]:
    """Give the schema of a report as Dateline reads it: ``id`` may be left out and is then a hash of the content.

    Where a report came from is seen by the reader; a record does not say it.
    """
    schema = _schema(Report, "Report that Dateline reads", written=False)
    fields = {name: field for name, field in schema["properties"].items() if name != "original"}
    return {**schema, "properties": fields, "required": ["text"], "$defs": {}}


def event() -> dict[str, Any]:
    """Give the schema of an event as it is exported: with its claims, their reports and people's judgements.

    Reports come without their text, which belongs to its publisher; a judgement has a value only if it gives one.
    """
    schema = _schema(EventRecord, "Event of the Dateline record", written=True)
    definitions = schema["$defs"]
    definitions["Report"] = _without(definitions["Report"], "text")
    judgement = definitions["Judgement"]
    required = [name for name in judgement["required"] if name != "value"]
    definitions["Judgement"] = {**judgement, "required": required}
    return schema


def _without(definition: dict[str, Any], name: str) -> dict[str, Any]:
    fields = {key: field for key, field in definition["properties"].items() if key != name}
    return {**definition, "properties": fields, "required": [key for key in definition["required"] if key != name]}


def files() -> dict[str, str]:
    """Give the files of docs/schema: name and content."""
    schemas = {
        "claim.json": claim(),
        "event.json": event(),
        "annotation.json": annotation(),
        "report.json": report(),
    }
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas.items()}
