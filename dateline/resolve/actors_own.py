"""A user's own file of actors: whether a further row may stand in it, and the file's text with that row."""

import re
from pathlib import Path

import msgspec
import yaml

from dateline.errors import DataError, UsageError
from dateline.resolve.actors import Registry
from dateline.resolve.actors_rows import CLASS_OF, Actor, Alias, parse_rows
from dateline.resolve.actors_text import key

HEADER = """\
# Actors of our own. `dateline actors add` puts rows at the end; edit it as you like.
# What a row may hold is told in Dateline's docs/how/actors.md.
source: our own knowledge
licence: not stated
actors:
"""
_ROW = re.compile(r"^( *)- ", re.MULTILINE)
_PLAIN = re.compile(r"[a-z0-9]+")


def slug(name: str) -> str:
    """Give the id that a name suggests ("Dune Front" -> "dune-front"), "" for one without Latin letters or digits."""
    tokens = key(name)
    return "-".join(tokens) if all(_PLAIN.fullmatch(token) for token in tokens) else ""


def check_new(actor: Actor, registry: Registry) -> None:
    """Refuse a row that the registry could not be read with, or whose names mean something else already.

    Raises UsageError that says the value, what it stands for, what is allowed and what to do.
    """
    if actor.id in registry.actors:
        raise UsageError(
            f"the id {actor.id!r} is that of {registry.actors[actor.id].name!r} already; give another with --id"
        )
    if actor.kind not in CLASS_OF:
        raise UsageError(f"kind {actor.kind!r} is none; allowed: {', '.join(CLASS_OF)}")
    if any(not name.isprintable() for name in (actor.name, *actor.aliases, *actor.unsure)):
        raise UsageError(f"a name of {actor.id!r} holds a line break or control character; allowed: one line of text")
    try:
        parse_rows(HEADER + _line("  ", actor), Path("the new row"))
    except DataError as error:
        raise UsageError(str(error)) from error
    if actor.country is not None and actor.country not in registry.lexicons.nations.names:
        raise UsageError(f"country {actor.country!r} is none that Dateline knows; allowed: ISO 3166-1 alpha-3 codes")
    for name in dict.fromkeys((actor.name, *actor.aliases, *actor.unsure)):
        _check_name(name, name in actor.unsure, registry)


def with_row(text: str | None, actor: Actor, file: Path) -> str:
    """Give a file's text with one row more at its end; without ``text``, that of a new file. All else stays as it is.

    Raises DataError when the file breaks the rules of the registry, or its rows are not a list of lines at its end.
    """
    if text is None:
        return HEADER + _line("  ", actor)
    before = parse_rows(text, file)
    rows = _ROW.search(text, max(0, text.find("\nactors:")))
    new = text.rstrip() + "\n" + _line(rows.group(1) if rows else "  ", actor)
    try:
        *others, last = parse_rows(new, file)
        if others == before and last == msgspec.structs.replace(actor, source=actor.source or last.source):
            return new
    except DataError:
        pass  # said below: what stands in the file is sound, but a row cannot follow it
    raise DataError(
        f"{file}: a row cannot be put at its end; its last lines must be the rows of `actors:`, each beginning with "
        f'"- ". Put this in by hand: {_line("", actor).strip()}'
    )


def _line(indent: str, actor: Actor) -> str:
    bare = msgspec.to_builtins(Actor(id="", name="", kind="unknown"))
    given = {k: v for k, v in msgspec.to_builtins(actor).items() if k == "kind" or v != bare[k]}
    flow: str = yaml.safe_dump(given, default_flow_style=True, allow_unicode=True, width=1_000_000, sort_keys=False)
    return f"{indent}- {flow.strip()}\n"


def _check_name(name: str, unsure: bool, registry: Registry) -> None:
    lexicons = registry.lexicons
    if lexicons.nations.forms.get(key(name)) or lexicons.nations.peoples.get(key(name)):
        raise UsageError(f"{name!r} is the name of a nation or a people; an actor needs a name of its own")
    if registry.head(name) is not None and not unsure:
        raise UsageError(f"{name!r} is a common noun for any such party; an actor needs a name of its own")
    others: dict[str, Alias] = {alias.target.actor: alias for alias in lexicons.names.get(key(name))}
    taken = [alias for alias in others.values() if alias.sure or not unsure]
    if not taken:
        return
    other = taken[0].target
    whose = f"{name!r} is a name of {other.name!r} ({other.actor}) already"
    if any(alias.sure for alias in taken):
        raise UsageError(f"{whose}; leave it out, or give the name in a longer form")
    raise UsageError(f"{whose}, where the report supports it; if yours is another, give the name with --unsure")
