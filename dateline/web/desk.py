"""What every route works on: the open record, what is kept of it, and who sits here."""

from dataclasses import dataclass, field

from dateline.settings import Settings
from dateline.store import Store
from dateline.web.doubts import Doubts
from dateline.web.lookups import Lookups
from dateline.web.values import Resolving


@dataclass(frozen=True, eq=False)
class Desk:
    """The record that is reviewed. ``reviewer`` is the name for judgements of a person who has not given another one;
    ``sample`` says that the record is the invented sample, which the page then tells."""

    store: Store
    reviewer: str
    settings: Settings = field(default_factory=Settings)
    sample: bool = False
    lookups: Lookups = field(init=False)
    doubts: Doubts = field(init=False)
    resolving: Resolving = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lookups", Lookups(self.store))
        object.__setattr__(self, "doubts", Doubts(self.store))
        object.__setattr__(self, "resolving", Resolving(self.settings))
