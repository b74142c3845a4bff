"""The gazetteer: which places a name may mean.

    path = gazetteer.prepare(Path(settings.cache), say)      once; builds the index from the shipped facts
    places = gazetteer.Gazetteer(path)
    places.find("Deir Ezzor")                                 -> [Candidate, ...]

``sources`` has the facts, ``fold`` the keys, ``build`` and ``look`` the two sides of the index, ``imports`` and
``geonames`` the user's own places: ``Gazetteer(path, own=own_indexes(cache, settings.sites))``. Nothing here chooses:
that takes the report's context (``dateline.resolve.places``).
"""

from dateline.resolve.gazetteer.build import prepare
from dateline.resolve.gazetteer.imports import Imported, import_places, own_indexes
from dateline.resolve.gazetteer.look import Gazetteer
from dateline.resolve.gazetteer.record import Candidate

__all__ = ["Candidate", "Gazetteer", "Imported", "import_places", "own_indexes", "prepare"]
