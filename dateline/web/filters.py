"""What the address of a page asks for, and the store's query for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, get_args
from urllib.parse import urlencode

import msgspec

from dateline.errors import UsageError
from dateline.store import Query
from dateline.store.values import Sort
from dateline.web.shown import GROUPS, groups_of_types

STATUSES = ("unreviewed", "accepted", "rejected", "corrected")
SORTS: tuple[Sort, ...] = get_args(Sort)
MISSING = ("place", "date")
MODALITIES = ("asserted", "alleged", "denied", "planned", "threatened", "hypothetical", "recurring")


class Box(NamedTuple):
    """A stretch of the map in degrees; ``west`` is more than ``east`` when it reaches over the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What to show. Everything is optional; several values of one field mean any of them."""

    type: tuple[str, ...] = ()
    group: tuple[int, ...] = ()
    actor: str = ""
    source: str = ""
    country: str = ""
    status: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    killed: int | None = None
    q: str = ""
    first: date | None = None
    last: date | None = None
    box: Box | None = None
    missing: tuple[str, ...] = ()
    contradicted: bool = False
    sort: Sort = "-date"
    page: int = 1

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query(sort="-date", page=1))

    def query(self, **changes: object) -> str:
        """Give the address's query for these filters with some changed; what is as by default is left out."""
        value = msgspec.structs.replace(self, **changes) if changes else self
        pairs: list[tuple[str, str]] = []
        pairs += [("type", t) for t in value.type]
        pairs += [("group", str(g)) for g in value.group]
        pairs += [(name, str(getattr(value, name))) for name in ("actor", "source", "country") if getattr(value, name)]
        pairs += [("status", s) for s in value.status] + [("modality", m) for m in value.modality]
        pairs += [("killed", str(value.killed))] if value.killed is not None else []
        pairs += [("q", value.q)] if value.q else []
        pairs += [("from", value.first.isoformat())] if value.first else []
        pairs += [("to", value.last.isoformat())] if value.last else []
        pairs += [("box", ",".join(f"{n:.4f}" for n in value.box))] if value.box else []
        pairs += [("missing", m) for m in value.missing]
        pairs += [("contradicted", "1")] if value.contradicted else []
        pairs += [("sort", value.sort)] if value.sort != "-date" else []
        pairs += [("page", str(value.page))] if value.page > 1 else []
        return urlencode(pairs)

    def without(self, *names: str) -> "Filters":
        """Give the filters with some fields as by default."""
        default = Filters()
        return msgspec.structs.replace(self, **{name: getattr(default, name) for name in names})


def _choice(name: str, values: Iterable[str], allowed: Sequence[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(v for v in values if v))
    for value in found:
        if value not in allowed:
            raise UsageError(f"{name} {value[:40]!r} is not known; allowed: {', '.join(allowed)}")
    return found


def _whole(name: str, text: str, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most):
        raise UsageError(f"{name} {text[:40]!r} is no whole number; allowed: 0 to {most:,}")
    return int(text)


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{name} {text[:40]!r} is no day; allowed: a day as 2022-08-24") from None


def _box(text: str) -> Box | None:
    if not text:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f"box {text[:60]!r} is no stretch of the map; allowed: west,south,east,north in degrees")
    return Box(west, south, east, north)


def parse(asked: Mapping[str, Sequence[str]]) -> Filters:
    """Give the filters of an address's query; names it does not know are passed over.

    Raises UsageError for a value that cannot be.
    """

    def one(name: str) -> str:
        return next(iter(asked.get(name, ())), "").strip()[:200]

    groups = _choice("group", asked.get("group", ()), [str(n) for n in range(len(GROUPS))])
    first, last = _day("from", one("from")), _day("to", one("to"))
    if first and last and first > last:
        raise UsageError(f"from {first} is later than to {last}; swap them")
    page = _whole("page", one("page"), 1_000_000)
    return Filters(
        type=tuple(dict.fromkeys(t.strip()[:60] for t in asked.get("type", ()) if t.strip())),
        group=tuple(int(g) for g in groups),
        actor=one("actor"),
        source=one("source"),
        country=one("country").upper(),
        status=_choice("status", asked.get("status", ()), STATUSES),
        modality=_choice("modality", asked.get("modality", ()), MODALITIES),
        killed=_whole("killed", one("killed"), 100_000_000),
        q=one("q"),
        first=first,
        last=last,
        box=_box(one("box")),
        missing=_choice("missing", asked.get("missing", ()), MISSING),
        contradicted=one("contradicted") in ("1", "true", "yes", "on"),
        sort=next((sort for sort in SORTS if sort == one("sort")), "-date"),
        page=max(1, page or 1),
    )


def query_of(asked: Filters, *, days: bool = True, box: bool = True) -> Query:
    """Give the store's query; without its ``days`` or ``box`` for what shows the rest around them."""
    types = asked.type
    if asked.group:
        within = {name for name, group in groups_of_types().items() if group in asked.group}
        types = tuple(sorted(within & set(types) if types else within)) or ("none",)
    return Query(
        types=types,
        actors=(asked.actor,) if asked.actor else (),
        countries=(asked.country,) if asked.country else (),
        sources=(asked.source,) if asked.source else (),
        statuses=asked.status,
        modalities=asked.modality,
        killed_min=asked.killed,
        text=asked.q or None,
        box=asked.box if box else None,
        first=asked.first.isoformat() if days and asked.first else None,
        last=asked.last.isoformat() if days and asked.last else None,
        placed=False if "place" in asked.missing else None,
        dated=False if "date" in asked.missing else None,
        contradicted=True if asked.contradicted else None,
        sort=asked.sort,
    )
