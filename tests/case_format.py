"""The golden cases' format: a folder of ``tests/cases`` holds ``report.txt`` and ``expected.yaml``.

``tests/cases/README.md`` tells the format to a person who writes a case; here it is as types, with what reads it.
``tests/case_compare.py`` says where claims differ from a case.
"""

from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import UNSET, UnsetType

from dateline.model import Modality, Outcome

CASES = Path(__file__).parent / "cases"
Phrases = list[str | list[str]]
"""Phrases that must each be there; a list within the list is one item that may be put in any of these ways."""


class Toll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A count of people: 3..3 for "three", 9..null for "at least nine", null..null for "dozens"."""

    low: int | None
    high: int | None


class Expected(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}
):
    """A claim that must be there. What is left out is not checked; a list of values is a choice of right answers.

    ``clause`` says where the trigger words stand, when the report uses them more than once. ``sides`` are parties in
    either role, for fighting without an attacker. ``..._may`` allows parties or weapons that need not be there. An
    ``optional`` claim is one that two careful coders could disagree on: it is no miss when absent and none too many.
    """

    trigger: list[str]
    acled: str | list[str] | None = None
    plover: str | list[str] | UnsetType | None = UNSET
    clause: str | None = None
    optional: bool = False
    modality: Modality | list[Modality] = "asserted"
    first: str | UnsetType | None = UNSET
    last: str | UnsetType | None = UNSET
    places: Phrases = []
    not_places: list[str] = []
    sides: Phrases = []
    initiators: Phrases | UnsetType = UNSET
    initiators_may: list[str] = []
    targets: Phrases | UnsetType = UNSET
    targets_may: list[str] = []
    weapons: Phrases | UnsetType = UNSET
    weapons_may: list[str] = []
    killed: Toll | list[Toll | None] | UnsetType | None = UNSET
    injured: Toll | list[Toll | None] | UnsetType | None = UNSET
    outcome: Outcome | list[Outcome] | UnsetType = UNSET
    attribution: str | list[str | None] | UnsetType | None = UNSET


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report and what a careful coder finds in it. ``claims`` are all claims with an ACLED type that it tells."""

    published: str | None
    source: str
    claims: list[Expected]
    other: list[Expected] = []
    nothing_of: list[str] = []
    slug: str = ""
    text: str = ""


def slugs() -> list[str]:
    """Give the names of all cases, sorted."""
    return sorted(p.parent.name for p in CASES.glob("*/expected.yaml"))


def read_case(slug: str, folder: Path = CASES) -> Case:
    """Read a case; a field or value that the format does not know raises ``msgspec.ValidationError``."""
    text = (folder / slug / "report.txt").read_text(encoding="utf-8")
    table = yaml.safe_load((folder / slug / "expected.yaml").read_text(encoding="utf-8"))
    return msgspec.structs.replace(msgspec.convert(table, Case), slug=slug, text=text)


def known_of(engine: str) -> Path:
    """Where an engine's known shortfalls are listed."""
    return CASES / f"known_failures.{engine}.yaml"


def read_known(path: Path) -> dict[str, list[str]]:
    """Read a list of known shortfalls: the ids of differences by case."""
    table = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return msgspec.convert(table, dict[str, list[str]])


def phrases_of(case: Case) -> list[str]:
    """Give every phrase that a case quotes from its report."""
    found = list(case.nothing_of)
    for e in [*case.claims, *case.other]:
        lists: list[Any] = [e.trigger, e.places, e.not_places, e.sides, e.initiators_may, e.targets_may, e.weapons_may]
        lists += [x for x in (e.initiators, e.targets, e.weapons) if not isinstance(x, UnsetType)]
        for phrases in lists:
            for item in phrases:
                found += [item] if isinstance(item, str) else item
        found += [e.clause] if e.clause else []
        found += [x for x in choices(e.attribution) if isinstance(x, str)]
    return found


def choices(value: Any) -> list[Any]:
    """Give the right answers of a field as a list; none for a field that is not checked."""
    if isinstance(value, UnsetType):
        return []
    return value if isinstance(value, list) else [value]
