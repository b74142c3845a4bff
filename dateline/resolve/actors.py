"""Actors: who the words of a report name.

    load(...)                           the registry: shipped rows and further files
    registry.describe("Turkish forces") what any noun phrase names
    resolve_actors(annotated, registry) every actor that a report names

Facts are in ``dateline/data/actors/*.yaml`` (organisations), ``nations.yaml`` and ``kinds.yaml`` (head nouns).
"""

from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from dateline.model import ActorMention, AnnotatedReport
from dateline.resolve.actors_describe import Description, describe
from dateline.resolve.actors_find import find_actors
from dateline.resolve.actors_kinds import HeadEntry, load_kinds
from dateline.resolve.actors_names import Lexicons
from dateline.resolve.actors_nations import load_nations
from dateline.resolve.actors_rows import Actor, Alias, Target, load_rows, make_alias, targets
from dateline.resolve.actors_text import key
from dateline.resolve.actors_trie import Trie

__all__ = ["Actor", "Description", "HeadEntry", "Registry", "load", "resolve_actors"]


class Registry:
    """The actors and the words for them. Built once by :func:`load`, then only read."""

    def __init__(self, actors: Sequence[Actor], lexicons: Lexicons) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.lexicons = lexicons

    def describe(self, phrase: str, actors: Sequence[ActorMention] = ()) -> Description:
        """Give what a noun phrase names: actor, kind, country, class. Never raises.

        ``actors`` are those of the phrase's report: they decide what "the SDF" means. Without them a name that could be
        several actors, or another thing, has ``actor`` None.
        """
        return describe(phrase, self.lexicons, frozenset(m.actor for m in actors if m.actor is not None))

    def head(self, noun: str) -> HeadEntry | None:
        """Give what a noun says of its bearer ("villagers", "police officer"), or None for an unknown one."""
        return self.lexicons.kinds.head(noun)


def load(extra: Sequence[Path] = ()) -> Registry:
    """Give the registry with the shipped actors and those of ``extra`` YAML files.

    Raises DataError that names the file, the row, the key and what is allowed.
    """
    data = Path(str(resources.files("dateline"))) / "data"
    kinds, nations = load_kinds(data / "kinds.yaml"), load_nations(data / "nations.yaml")
    actors = load_rows([*sorted((data / "actors").glob("*.yaml")), *extra])
    names: Trie[Alias] = Trie()
    by_id = targets(actors)
    for actor in actors:
        target = by_id[actor.id]
        for alias in _aliases(target, actor):
            names.add(alias.tokens, alias)
    for alias in nations.services:
        names.add(alias.tokens, alias)
    return Registry(actors, Lexicons(kinds, nations, names))


def resolve_actors(annotated: AnnotatedReport, registry: Registry) -> tuple[ActorMention, ...]:
    """Give every actor that a report names, in the order of the text, none overlapping another. Never raises.

    These are names of the registry, acronyms that the report defines, forces and governments of states ("Turkish
    forces"), and organisations known by the form of their name only, whose ``actor`` is None. A name that could be
    several actors has ``actor`` None unless the countries and other actors that the report names tell which.
    """
    return find_actors(annotated, registry.lexicons)


def _aliases(target: Target, actor: Actor) -> Iterator[Alias]:
    """The names of an actor, each once: its name counts as sure unless the row lists it under ``unsure``."""
    unsure = {key(name) for name in actor.unsure}
    done: set[tuple[tuple[str, ...], str, tuple[int, ...]]] = set()
    for name in (actor.name, *actor.aliases, *actor.unsure):
        alias = make_alias(target, name, tokens := key(name), tokens not in unsure)
        form = (tokens, alias.letters, alias.capitals)
        if form not in done:
            done.add(form)
            yield alias
