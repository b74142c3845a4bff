"""What a trigger can be: the 25 ACLED sub-event types and the 16 PLOVER types, as numbers. 0 is no trigger.

The names are those of ``training/corpus/types.yaml``; the slugs are the event type ids of the corpus.
"""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from dateline.errors import DataError
from training.tools.fields import slug
from training.tools.source import settings

OUTSIDE = 0
ACTUAL = frozenset({"asserted", "alleged", "denied"})
"""The modalities of an act that is told as a specific incident; the others are plans, threats, fears and habits."""
YIELD = ("CONCEDE", "RETREAT")
"""PLV has one type for the two."""


class Labels(msgspec.Struct, frozen=True):
    """``names[i]`` is label i; ``slugs`` the corpus's ids; ``events`` the ACLED event type of each, "" without one."""

    names: tuple[str, ...]
    slugs: tuple[str, ...]
    events: tuple[str, ...]
    plover: tuple[str, ...]

    def number(self, name: str, where: str) -> int:
        """The label of an ACLED sub-event type, a PLOVER type or a corpus id. Raises DataError for any other name."""
        for names in (self.names, self.slugs):
            if name in names:
                return names.index(name)
        raise DataError(f"{where}: no event type {name!r}; the types are those of training/corpus/types.yaml")

    def is_acled(self, label: int) -> bool:
        """Whether a label is one of the ACLED sub-event types."""
        return bool(self.events[label])

    @property
    def acled(self) -> tuple[int, ...]:
        """The labels that are ACLED sub-event types."""
        return tuple(i for i in range(1, len(self.names)) if self.events[i])

    def of_plover(self, code: str) -> frozenset[int]:
        """Every label that a PLOVER type may stand for: itself and the ACLED sub-event types that carry it."""
        codes = YIELD if code == "YIELD" else (code,)
        return frozenset(i for i in range(1, len(self.names)) if self.plover[i] in codes)


@lru_cache(maxsize=1)
def labels() -> Labels:
    """The labels, in the order of ``types.yaml``: outside, ACLED, PLOVER."""
    types = settings("types")
    rows = [("outside", "", "")]
    rows += [(name, str(x["event"]), str(x["plover"] or "").split(" ")[0]) for name, x in types["acled"].items()]
    rows += [(name, "", name) for name in types["plover"]]
    names, events, plover = (tuple(column) for column in zip(*rows, strict=True))
    return Labels(names=names, slugs=tuple(slug(n) for n in names), events=events, plover=plover)


@lru_cache(maxsize=1)
def groups() -> tuple[int, ...]:
    """Each label's group: 0 outside, then the ACLED event types, then each PLOVER type by itself."""
    found = labels()
    keys = [event or name for event, name in zip(found.events, found.names, strict=True)]
    order = list(dict.fromkeys(keys))
    return tuple(order.index(key) for key in keys)


def listed(numbers: Iterable[int]) -> str:
    """Names of labels for a message."""
    return ", ".join(labels().names[i] for i in numbers)
