"""The gazetteer: which places a name may mean.

    path = gazetteer.prepare(Path(settings.cache), say)      once; builds the index from the shipped facts
    places = gazetteer.Gazetteer(path)
    places.find("Deir Ezzor")                                 -> [Candidate, ...]

``sources`` has the facts, ``fold`` the keys, ``build`` and ``look`` the two sides of the index, ``imports`` the user's own
places. Nothing here chooses: that takes the report's context (``dateline.resolve.places``).
"""

from dateline.resolve.gazetteer.build import prepare
from dateline.resolve.gazetteer.look import Gazetteer
from dateline.resolve.gazetteer.record import Candidate

__all__ = ["Candidate", "Gazetteer", "prepare"]
