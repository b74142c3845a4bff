"""What many requests ask alike, kept until the record changes: pins for the map, the values of the filter lists."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from dateline.store import Facet, Pin, Query, Store
from dateline.web.scene import Scene, scene

T = TypeVar("T")
MOST_KEPT = 12
"""Answers kept: a person who brushes the timeline or turns pages asks the same few again and again."""
MOST_PINS = 500_000
"""Events drawn at most; beyond it the page says that the map shows only a part."""
MOST_VALUES = 300
"""Values of a filter list at most, those with the most events first."""


class Lookups:
    """Answers of the store, kept until its log has a new line. May be used from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._revision = -1
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def revision(self) -> int:
        """Give a number that changes with every change of the record, by any process."""
        line = self._store.log(limit=1)
        return line[0].seq if line else 0

    def pins(self, query: Query) -> tuple[Pin, ...]:
        """Give the events found as the map and the timeline need them."""
        return self._keep(("pins", query), lambda: self._store.pins(query, limit=MOST_PINS))

    def scene(self, query: Query, first: str | None, last: str | None) -> Scene:
        """Give what the map and the timeline draw of the events found, within some days."""
        return self._keep(("scene", query, first, last), lambda: scene(self.pins(query), first, last))

    def values(self, by: Facet) -> tuple[tuple[str, int], ...]:
        """Give the values that events of the whole record have in a field, with how many have each."""
        found = self._keep(("values", by), lambda: self._store.facets(Query(), by, limit=MOST_VALUES))
        return tuple((value, count) for value, count in found if value)

    def count(self, query: Query) -> int:
        """Give how many events a query finds."""
        return self._keep(("count", query), lambda: self._store.count(query))

    def _keep(self, key: Hashable, ask: Callable[[], T]) -> T:
        revision = self.revision()
        with self._lock:
            if revision != self._revision:
                self._kept.clear()
                self._revision = revision
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast(T, self._kept[key])
        answer = ask()
        with self._lock:
            if revision == self._revision:
                self._kept[key] = answer
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return answer
