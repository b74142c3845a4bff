"""What the JSON API takes and gives, for its OpenAPI description: schemas come from the types themselves."""

import re
from typing import Any

import msgspec
from fastapi.responses import Response


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what the API answers besides the nouns of the record."""


def json_answer(value: Any, status: int = 200) -> Response:
    """Give a value as JSON."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not answered: a sentence that says what is wrong and what to do."""

    error: str


def _reference(kind: Any) -> dict[str, Any]:
    """Give the schema of a type, with references as OpenAPI has them."""
    (schema,), _ = msgspec.json.schema_components((kind,), ref_template="#/components/schemas/{name}")
    return schema


def components(kinds: list[Any]) -> dict[str, Any]:
    """Give the schemas of all named types that some types are made of."""
    _, found = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    return found


def takes(kind: Any) -> dict[str, Any]:
    """Give the description of a request whose body is a type."""
    content = {"application/json": {"schema": _reference(kind)}}
    header = {
        "name": "X-Dateline",
        "in": "header",
        "required": True,
        "description": "Any value: no page of another site can send this header.",
        "schema": {"type": "string", "enum": ["1"]},
    }
    return {"requestBody": {"required": True, "content": content}, "parameters": [header]}


def answers(status: int, kind: Any, others: dict[int, Any] | None = None) -> dict[int | str, dict[str, Any]]:
    """Give the description of the answers of a route: its own, and the errors that every route may give."""
    content = {"application/json": {"schema": _reference(kind)}}
    found: dict[int | str, dict[str, Any]] = {status: {"description": "Done.", "content": content}}
    problem = {"application/json": {"schema": _reference(Problem)}}
    errors = {
        401: "A token is needed.",
        403: "The request may come from another site.",
        404: "There is no such thing in the record.",
        413: "The request is too large.",
        415: "The body is no JSON.",
        421: "The page does not answer to this host name.",
        422: "A value cannot be; the message says what is allowed.",
        503: "The record cannot be read or written now.",
    }
    for code, said in errors.items():
        found[code] = {"description": said, "content": problem}
    for code, other in (others or {}).items():
        said = "Someone else decided meanwhile; nothing was kept." if code == 409 else "See the message."
        found[code] = {"description": said, "content": {"application/json": {"schema": _reference(other)}}}
    return found


def summary(text: str) -> str:
    """Give the first sentence of a docstring."""
    return re.split(r"(?<=[.:])\s", text.strip(), maxsplit=1)[0]


def filters() -> dict[str, Any]:
    """Give the description of the filters that an address's query may hold."""
    from dateline.web.filters import MISSING, MODALITIES, SORTS, STATUSES
    from dateline.web.shown import GROUPS

    text: dict[str, Any] = {"type": "string", "maxLength": 200}
    day = {"type": "string", "format": "date"}
    count = {"type": "integer", "minimum": 0, "maximum": 1_000_000}

    def many(schema: dict[str, Any]) -> dict[str, Any]:
        return {"type": "array", "items": schema}

    known: dict[str, tuple[dict[str, Any], str]] = {
        "type": (many({"type": "string", "maxLength": 60}), "Event types, any of them."),
        "group": (
            many({"type": "string", "enum": [str(n) for n in range(len(GROUPS))]}),
            "Groups of types: " + ", ".join(f"{n} {name}" for n, name in enumerate(GROUPS)) + ".",
        ),
        "actor": (text, "A party: an id of the registry or a name."),
        "source": (text, "An outlet."),
        "country": (text, "ISO 3166-1 alpha-3."),
        "status": (many({"type": "string", "enum": list(STATUSES)}), "What people made of it."),
        "modality": (many({"type": "string", "enum": list(MODALITIES)}), "How it is told."),
        "killed": (count, "People killed, at least."),
        "q": (text, "Words that must all occur in names, places, titles or quotes."),
        "from": (day, "The first day."),
        "to": (day, "The last day."),
        "box": (text, "A stretch of the map: west,south,east,north in degrees."),
        "missing": (many({"type": "string", "enum": list(MISSING)}), "Only events without a place or a date."),
        "contradicted": ({"type": "string", "enum": ["0", "1"]}, "Only where claims contradict each other."),
        "sort": ({"type": "string", "enum": list(SORTS)}, "The order."),
        "page": ({"type": "integer", "minimum": 1, "maximum": 1_000_000}, "The page of a list, from 1."),
    }
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "description": said, "schema": schema}
            for name, (schema, said) in known.items()
        ]
    }
