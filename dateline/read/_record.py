"""A JSON object to a Report, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from dateline.model import Report, content_id
from dateline.read import _dates

FIELDS = tuple(name for name in Report.__struct_fields__ if name != "original")
"""What a record may say of a report; where it came from is for the reader to say."""
_KINDS = {dict: "an object", list: "a list", bool: "a truth value", int: "a number", float: "a number"}


class BadRecordError(ValueError):
    """A record that is no report; the message says what is wrong and what is allowed."""


def to_report(record: object) -> Report:
    """Give the Report of a decoded JSON value. Names that a report does not have are left aside.

    Without an ``id`` it gets a hash of its content. Empty optional values ("") mean the same as null.
    Raises BadRecordError.
    """
    if not isinstance(record, dict):
        raise BadRecordError(f'{_kind(record)}, not an object; a report is an object such as {{"text": "..."}}')
    text = record.get("text")
    if "text" not in record:
        raise BadRecordError(f'no "text"; there is {_names(record)}; a report needs its words as "text"')
    if not isinstance(text, str):
        raise BadRecordError(f'"text" is {_kind(text)}; it must be a string')
    if not text.strip():
        raise BadRecordError('"text" is empty; a report needs words')
    given: dict[str, Any] = {name: _optional(record, name) for name in FIELDS if name != "text"}
    published = given["published"]
    if published and _dates.impossible(published):
        raise BadRecordError(f'"published" is {published[:40]!r}, which is no date; allowed: {_dates.ALLOWED}')
    identity = given.pop("id") or _identity(text, given)
    return Report(id=identity, text=text, **given)


def _identity(text: str, given: Mapping[str, str | None]) -> str:
    """Give the id of a record that has none. The byline is no part of it: ids are older than the field."""
    return content_id("r", text, *(value for name, value in given.items() if name != "author"))


def _optional(record: Mapping[str, object], name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise BadRecordError(f'"{name}" is {_kind(value)}; it must be a string or null')
    return value.strip() or None if value else None


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS.get(type(value), "a string")


def _names(record: Mapping[str, object]) -> str:
    return ", ".join(f'"{name[:30]}"' for name in list(record)[:6]) or "nothing"
