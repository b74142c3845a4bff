"""AnnotatedReport -> ResolvedReport: times to days, names to places and actors. What cannot be told stays
unresolved."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.model import ActorMention, AnnotatedReport, ResolvedReport
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.resolve.actors import Description, Registry
    from dateline.resolve.gazetteer import Gazetteer


class FactResolver:
    """The resolver over one gazetteer and one registry of actors. Not changed by use; one a process."""

    def __init__(self, gazetteer: "Gazetteer", registry: "Registry", day_first: bool | None) -> None:
        self._gazetteer, self._registry, self._day_first = gazetteer, registry, day_first

    def resolve(self, annotated: AnnotatedReport) -> ResolvedReport:
        """Give the report with its places, dates and actors."""
        from dateline.resolve.actors import resolve_actors
        from dateline.resolve.dates import resolve_dates
        from dateline.resolve.places import resolve_places

        return ResolvedReport(
            annotated=annotated,
            places=resolve_places(annotated, self._gazetteer),
            dates=resolve_dates(annotated, day_first=self._day_first),
            actors=resolve_actors(annotated, self._registry),
        )

    def describe(self, phrase: str, actors: Sequence[ActorMention] = (), *, start: int | None = None) -> "Description":
        """Give what a noun phrase names: its actor, kind, country, and whether it is a thing. For engines.

        ``actors`` are the report's own mentions: they decide what an unsure name ("the SDF") and a person in office
        ("Assad's forces") mean in it. ``start``, where the phrase stands, lets a capital be its government
        ("Kabul accused Islamabad").
        """
        return self._registry.describe(phrase, actors, start=start)


def resolver(settings: Settings, say: Callable[[str], None] | None = None) -> FactResolver:
    """Give the resolver of the settings; prepares the gazetteer's index on first use, and says so.

    Raises DataError when facts cannot be used.
    """
    from dateline.resolve import actors
    from dateline.resolve.gazetteer import Gazetteer, own_indexes, prepare

    cache = Path(settings.cache)
    index = prepare(cache, say or (lambda _: None))
    gazetteer = Gazetteer(index, own_indexes(cache, settings.sites, say))
    return FactResolver(gazetteer, actors.load([Path(p) for p in settings.actors]), settings.day_first)
