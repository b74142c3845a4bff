"""Read one event-type file: YAML to checked values, with errors that say file, key, value and what is allowed."""

import re
from collections.abc import Hashable
from typing import Any, TypeVar, get_args

import msgspec
import yaml

from dateline.errors import OntologyError
from dateline.model import Acled, Outcome, Plover, Value, WeaponKind
from dateline.ontology.model import Conditions, Example, Frame, NearMiss, PartyClass, Pos, Roles, Ucdp

T = TypeVar("T")


class AcledEntry(Acled, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``acled`` as a file gives it."""


class PloverEntry(Plover, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``plover`` as a file gives it."""


class TriggerLine(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line of ``triggers``: one phrase, or several that share the rest."""

    words: str | tuple[str, ...]
    pos: Pos
    frame: Frame = "act"
    gap: bool = False
    mode: str | None = None
    strength: float = 0.8
    when: Conditions | None = None


class EventTypeFile(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event-type file: the keys without a default must be there, null where a scheme has no equal."""

    id: str
    name: str
    definition: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    acled: AcledEntry | None
    plover: PloverEntry | None
    cameo: str | None
    ucdp: Ucdp
    priority: int
    roles: Roles
    triggers: tuple[TriggerLine, ...]
    examples: tuple[Example, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()


_KEYS_AT: dict[str, type[msgspec.Struct]] = {
    "": EventTypeFile, "acled": AcledEntry, "plover": PloverEntry, "roles": Roles, "triggers[]": TriggerLine,
    "triggers[].when": Conditions, "examples[]": Example, "near_misses[]": NearMiss,
}  # fmt: skip
_VALUES_OF: dict[str, tuple[str, ...]] = {
    "pos": get_args(Pos), "frame": get_args(Frame), "ucdp": get_args(Ucdp), "weapon": get_args(WeaponKind),
    "initiator": get_args(PartyClass), "target": get_args(PartyClass), "outcome": get_args(Outcome),
}  # fmt: skip


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C parser is ten times as fast
    """Safe YAML in which a key given twice is an error: plain YAML drops all but the last in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        table: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        if len(table) < len(node.value):
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice!r} is given twice", node.start_mark)
        return table


def parse(data: bytes, name: str) -> Any:
    """Give the values of a YAML file's bytes; ``name`` is the file, for messages.

    Raises OntologyError when they are no UTF-8, no YAML, or give a key twice.
    """
    try:
        return yaml.load(data.decode("utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        raise OntologyError(f"{name}: byte {error.start} is no UTF-8; save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f", line {mark.line + 1}" if mark else ""
        raise OntologyError(
            f"{name}{line}: no valid YAML: {error.problem} (text with ': ' or ' #' needs quotes)"
        ) from error
    except yaml.YAMLError as error:
        raise OntologyError(f"{name}: no valid YAML: {error}") from error


def convert(raw: Any, to: type[T], name: str) -> T:
    """Give parsed values as a type.

    Raises OntologyError, with the key, the value and what is allowed there, for a missing, unknown or wrong one.
    """
    if not isinstance(raw, dict):
        raise OntologyError(f"{name}: the file must be a table of keys and values; it is {_kind(raw)}")
    try:
        return msgspec.convert(raw, to)
    except msgspec.ValidationError as error:
        raise OntologyError(f"{name}: {_explain(str(error), raw)}") from error


def _explain(message: str, raw: Any) -> str:
    """Say a msgspec error ("Invalid enum value 'x' - at `$.ucdp`") with the key, the value and what is allowed."""
    what, _, where = message.partition(" - at ")
    path = where.strip("`").removeprefix("$").removeprefix(".").replace("[...]", "")
    value, keys_at = _value(raw, path), re.sub(r"\[\d+\]", "[]", path)
    field = re.search(r"field `(\w+)`", what)
    at = path or "the file"
    if field and keys_at in _KEYS_AT:
        allowed = f"allowed keys: {', '.join(_KEYS_AT[keys_at].__struct_fields__)}"
        problem = "needs the key" if "missing" in what else "has the unknown key"
        return f"{at} {problem} {field.group(1)!r}; {allowed}"
    values = _VALUES_OF.get(re.sub(r"\[\]$", "", keys_at).rpartition(".")[2])
    if values:
        return f"{at}: {value!r} is not allowed; allowed: {', '.join(values)}"
    hint = "; put it in quotes" if "`str" in what and isinstance(value, bool | int | float) else ""
    return f"{at}: {value!r} will not do: {what[:1].lower()}{what[1:]}{hint}"


def _value(raw: Any, path: str) -> Any:
    """Give what stands at a path like ``triggers[0].when.weapon[1]``."""
    for key, index in re.findall(r"(\w+)|\[(\d+)\]", path):
        if key and isinstance(raw, dict):
            raw = raw.get(key)
        elif index and isinstance(raw, list) and int(index) < len(raw):
            raw = raw[int(index)]
    return raw


def _kind(raw: Any) -> str:
    return "empty" if raw is None else f"a {type(raw).__name__}"
