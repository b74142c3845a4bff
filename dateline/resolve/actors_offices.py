"""Who held office when: the rows of ``data/actors/holders.csv``, by every name of the persons in them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import msgspec

from dateline.errors import DataError
from dateline.resolve.actors_kinds import Service
from dateline.resolve.actors_nations import Nations
from dateline.resolve.actors_rows import Target
from dateline.resolve.actors_text import key
from dateline.resolve.actors_trie import Trie

Office = Literal[
    "head of state", "head of government", "foreign minister", "defence minister", "interior minister", "army chief"
]
COLUMNS = ("country", "office", "name", "alone", "titled", "also", "from", "to", "source")
Form = Literal["full", "alone", "titled"]
"""How much a name says: "Bashar al-Assad" in full, "Assad" that needs no title, "Bush" that needs one."""


class Tenure(msgspec.Struct, frozen=True):
    """A person in an office from the first year to the last, None where it is held still.

    ``target`` is whom the person stands for: the government of the country, or its military for a chief of the army.
    ``source`` is where the row comes from.
    """

    person: str
    office: Office
    country: str
    first: int
    last: int | None
    target: Target
    source: str

    def holds(self, year: int) -> bool:
        """Say whether the office was held in a year."""
        return self.first <= year and (self.last is None or year <= self.last)

    @property
    def years(self) -> str:
        """The years on one line: "2000-2024", or "2012-" for an office held still."""
        return f"{self.first}-{'' if self.last is None else self.last}"


class Term(msgspec.Struct, frozen=True):
    """One name of a person in office."""

    tenure: Tenure
    form: Form


def load_holders(path: Path, nations: Nations) -> Trie[Term]:
    """Read who held office. Raises DataError that names the row, the value and what is allowed."""
    holders: Trie[Term] = Trie()
    for row, number in _rows(path):
        tenure = _tenure(row, number, path, nations)
        done: set[tuple[tuple[str, ...], Form]] = set()
        for form, name in _names(row):
            tokens = key(name)
            # one word in full ("Suharto") is as good as a short name that needs no title
            term = Term(tenure, "alone" if form == "full" and len(tokens) == 1 else form)
            if tokens and (tokens, term.form) not in done:
                done.add((tokens, term.form))
                holders.add(tokens, term)
    return holders


def _names(row: dict[str, str]) -> Iterator[tuple[Form, str]]:
    yield "full", row["name"]
    yield from (("full", name) for name in row["also"].split("|"))
    yield from (("alone", name) for name in row["alone"].split("|"))
    yield from (("titled", name) for name in row["titled"].split("|"))


def _rows(path: Path) -> Iterator[tuple[dict[str, str], int]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    table = csv.DictReader(line for _, line in numbered)
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise DataError(f"{path}: the columns are {table.fieldnames}; they must be {', '.join(COLUMNS)}")
    for (number, _), row in zip(numbered[1:], table, strict=True):
        if None in row or None in row.values():
            raise DataError(f"{path}, line {number}: it must have {len(COLUMNS)} cells: {', '.join(COLUMNS)}")
        yield row, number


def _tenure(row: dict[str, str], number: int, path: Path, nations: Nations) -> Tenure:
    def fail(column: str, allowed: str) -> DataError:
        return DataError(f"{path}, line {number}: {column}: {row[column]!r} cannot be used; allowed: {allowed}")

    if row["country"] not in nations.names:
        raise fail("country", "a country of nations.yaml (ISO 3166-1 alpha-3)")
    if row["office"] not in get_args(Office):
        raise fail("office", ", ".join(get_args(Office)))
    if not key(row["name"]):
        raise fail("name", "a name with at least one letter")
    if not row["source"]:
        raise fail("source", 'where the row comes from, or "general knowledge, unchecked"')
    if not (row["from"].isdigit() and (row["to"].isdigit() or not row["to"])):
        raise fail("to" if row["from"].isdigit() else "from", "a year; `to` may be empty")
    first, last = int(row["from"]), int(row["to"]) if row["to"] else None
    if last is not None and last < first:
        raise fail("to", f"a year from {first} on, or nothing")
    office: Office = msgspec.convert(row["office"], Office)
    service: Service = "military" if office == "army chief" else "government"
    target = nations.state(row["country"], service)
    return Tenure(row["name"], office, row["country"], first, last, target, row["source"])
