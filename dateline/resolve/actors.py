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
from dateline.resolve.actors_context import countries_named, year_of
from dateline.resolve.actors_describe import Description, describe
from dateline.resolve.actors_find import find_actors
from dateline.resolve.actors_holders import NO_MOMENT, Moment
from dateline.resolve.actors_kinds import HeadEntry, load_kinds
from dateline.resolve.actors_names import Lexicons
from dateline.resolve.actors_nations import load_nations
from dateline.resolve.actors_offices import Tenure, load_holders
from dateline.resolve.actors_rows import Actor, Alias, Target, load_rows, make_alias, targets
from dateline.resolve.actors_text import capitals, key, words
from dateline.resolve.actors_trie import Trie

__all__ = ["Actor", "Description", "HeadEntry", "Registry", "load", "resolve_actors"]


class Registry:
    """The actors and the words for them. Built once by :func:`load`, then only read."""

    def __init__(self, actors: Sequence[Actor], lexicons: Lexicons) -> None:
        self.actors = {actor.id: actor for actor in actors}
        self.lexicons = lexicons

    def describe(
        self,
        phrase: str,
        actors: Sequence[ActorMention] = (),
        *,
        start: int | None = None,
        published: str | None = None,
    ) -> Description:
        """Give what a noun phrase names: actor, kind, country, class. Never raises.

        ``actors`` are those of the phrase's report: they decide what "the SDF" means. Without them a name that could be
        several actors, or another thing, has ``actor`` None. ``start`` is where the phrase stands in the report: a
        capital is its government ("Kabul said") only at a place where ``actors`` says so. ``published`` (an ISO date)
        tells who was in office when ``actors`` does not: without either, no person stands for a state.
        """
        if start is not None and (capital := self._capital(phrase, start, actors)) is not None:
            return capital
        known = frozenset(m.actor for m in actors if m.actor is not None)
        return describe(phrase, self.lexicons, known, self._moment(phrase, actors, published))

    def _capital(self, phrase: str, start: int, actors: Sequence[ActorMention]) -> Description | None:
        """The government that a capital stands for at an offset of its report."""
        if not (countries := self.lexicons.nations.capitals.get(key(phrase))):
            return None
        target = self.lexicons.nations.state(countries[0], "government")
        end = start + len(phrase)
        if not any(m.actor == target.actor and m.start < end and start < m.end for m in actors):
            return None
        return Description(target.name, target.actor, target.kind, target.country, False, target.klass)

    def _moment(self, phrase: str, actors: Sequence[ActorMention], published: str | None) -> Moment:
        """What tells which persons of a phrase are in office; nothing, quickly, for a phrase that names none."""
        text = words(phrase)
        if not any(self.lexicons.holders.find(text, i) for i in capitals(text)):
            return NO_MOMENT
        tenures = frozenset(
            tenure for m in actors if m.actor and m.actor.startswith("state:") for tenure in self._tenures(m)
        )
        return Moment(year_of(published), countries_named(text, self.lexicons), tenures)

    def _tenures(self, mention: ActorMention) -> Iterator[Tenure]:
        """The persons in office that a mention names."""
        text = words(mention.text)
        for i in capitals(text):
            for _, terms in self.lexicons.holders.find(text, i)[:1]:
                yield from (t.tenure for t in terms if t.tenure.target.actor == mention.actor)

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
    holders = load_holders(data / "actors" / "holders.csv", nations)
    return Registry(actors, Lexicons(kinds, nations, names, holders))


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
