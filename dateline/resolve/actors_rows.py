"""The registry's rows: actors as their YAML files give them, and what a name of theirs demands of words that match."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from dateline.errors import DataError
from dateline.model import PartyKind
from dateline.resolve.actors_kinds import Klass
from dateline.resolve.actors_text import TOKEN, parse_table

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
ALPHA3 = re.compile(r"[A-Z]{3}")
CLASS_OF: dict[PartyKind, Klass] = {
    "state forces": "state", "rebel group": "armed", "political militia": "armed", "identity militia": "armed",
    "rioters": "crowd", "protesters": "protesters", "civilians": "civilians", "external or other forces": "state",
    "government": "government", "unknown": "unknown",
}  # fmt: skip
"""The class of an actor whose row names none."""


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A parent or affiliate with the first and last year in which it was one; null where unknown or open."""

    id: str
    years: tuple[int | None, int | None] = (None, None)

    def holds(self, year: int | None) -> bool:
        """Say whether the link held in a year; in a report without one it is taken to hold."""
        first, last = self.years
        return year is None or ((first is None or first <= year) and (last is None or year <= last))


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"klass": "class"}):
    """A row of the registry.

    ``aliases`` mean this actor wherever they stand; ``unsure`` ones only where the report supports it (names a
    country of ``country`` or ``where``, an affiliate or a sure name). ``active`` is the first and last year, null where
    unknown or open. A parent or affiliate is an id, or an id with years. ``source`` says where the row comes from; that
    of the file serves for rows without one.
    """

    id: str
    name: str
    kind: PartyKind
    klass: Klass | None = None
    aliases: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    country: str | None = None
    where: tuple[str, ...] = ()
    parent: str | Link | None = None
    affiliates: tuple[str | Link, ...] = ()
    active: tuple[int | None, int | None] = (None, None)
    wikidata: str | None = None
    source: str | None = None

    def links(self) -> tuple[Link, ...]:
        """Give the parent and the affiliates, each with its years."""
        given = (*([self.parent] if self.parent else []), *self.affiliates)
        return tuple(link if isinstance(link, Link) else Link(link) for link in given)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    licence: str
    actors: list[Actor]
    source: str | None = None


class Target(msgspec.Struct, frozen=True):
    """What a name stands for: an actor of the registry, or a state or service of it."""

    actor: str
    name: str
    kind: PartyKind
    klass: Klass
    country: str | None
    where: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    since: int | None = None
    source: str = "general knowledge, unchecked"

    def related(self, year: int | None) -> frozenset[str]:
        """Give the ids of the parent and the affiliates that it had in a year; all of them where none is known."""
        return frozenset(link.id for link in self.links if link.holds(year))


class Alias(msgspec.Struct, frozen=True):
    """One name of a target; ``sure`` is false for names that need support.

    A name with ``letters`` (an acronym) must stand in these very letters; of others those at ``capitals`` have one.
    """

    target: Target
    tokens: tuple[str, ...]
    letters: str
    capitals: tuple[int, ...]
    sure: bool


PARTICLES = frozenset(
    ("al", "el", "ul", "ad", "as", "ash", "at", "an", "ar", "az", "de", "du", "la", "le", "of", "the", "and")
)


def make_alias(target: Target, name: str, tokens: tuple[str, ...], sure: bool) -> Alias:
    """Give a name with what it demands of a match."""
    raw = TOKEN.findall(name)
    exact = len(raw) == 1 and len(raw[0]) > 1 and raw[0].upper() == raw[0] and raw[0].lower() != raw[0]
    capitals = tuple(i for i, word in enumerate(raw) if word[:1].isupper() and word.lower() not in PARTICLES)
    return Alias(target, tokens, raw[0].replace(".", "") if exact else "", capitals, sure)


def load_rows(paths: Sequence[Path]) -> list[Actor]:
    """Read registry files; ids are unique over all of them.

    Raises DataError that names the file, the row, the key and what is allowed.
    """
    files: dict[str, Path] = {}
    actors: list[Actor] = []
    for path in paths:
        for actor in parse_rows(_text(path), path):
            if actor.id in files:
                raise DataError(f"{path}: row {actor.id!r}: id: already used in {files[actor.id]}; take another")
            files[actor.id] = path
            actors.append(actor)
    for actor in actors:
        for link in actor.links():
            if link.id not in files:
                raise DataError(
                    f"{files[actor.id]}: row {actor.id!r}: parent or affiliates: there is no actor {link.id!r}; "
                    "allowed: the id of a row of the registry"
                )
    return actors


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def parse_rows(text: str, path: Path) -> list[Actor]:
    """Give the rows of a registry file's text, each checked by itself; ``path`` is only what errors call it.

    Raises DataError that names the file, the row, the key and what is allowed.
    """
    try:
        file = parse_table(text, path, _File)
    except DataError as error:
        if not isinstance(error.__cause__, msgspec.ValidationError):
            raise
        keys = ", ".join(field.encode_name for field in msgspec.structs.fields(Actor))
        kinds = ", ".join(CLASS_OF)
        allowed = f"licence, actors and source in a file; {keys} in a row; kind is one of: {kinds}"
        raise DataError(f"{error}. Allowed: {allowed}.") from error
    actors = [actor if actor.source else msgspec.structs.replace(actor, source=file.source) for actor in file.actors]
    for actor in actors:
        _check(path, actor)
    return actors


def _check(path: Path, actor: Actor) -> None:
    def fail(field: str, value: object, allowed: str) -> None:
        raise DataError(f"{path}: row {actor.id!r}: {field}: {value!r} cannot be used; allowed: {allowed}")

    if not SLUG.fullmatch(actor.id):
        fail("id", actor.id, "small letters, digits and hyphens")
    for code in (*([actor.country] if actor.country else []), *actor.where):
        if not ALPHA3.fullmatch(code):
            fail("country or where", code, "ISO 3166-1 alpha-3 codes, or no country")
    for name in (actor.name, *actor.aliases, *actor.unsure):
        if not TOKEN.search(name):
            fail("name, aliases or unsure", name, "names with at least one letter or digit")
    for column, (first, last) in (
        ("active", actor.active),
        *(("parent or affiliates", k.years) for k in actor.links()),
    ):
        if first is not None and last is not None and first > last:
            fail(column, [first, last], "first year, then last year")
    if not (actor.source or "").strip():
        fail(
            "source", actor.source, 'where the row comes from, or "general knowledge, unchecked"; here or for the file'
        )


def targets(actors: Iterable[Actor]) -> dict[str, Target]:
    """Give what the names of each actor stand for, by id."""
    return {
        a.id: Target(
            actor=a.id,
            name=a.name,
            kind=a.kind,
            klass=a.klass or CLASS_OF[a.kind],
            country=a.country,
            where=frozenset((*a.where, *([a.country] if a.country else []))),
            links=a.links(),
            since=a.active[0],
            source=a.source or "",
        )
        for a in actors
    }
