"""The public profile: an event that may be shown to anybody, built from what is safe and from nothing else.

A new event is made of the few values that are known to be harmless; whatever is not named here is withheld, so that a
field added to the record is withheld until somebody decides otherwise. Withheld are, above all, every word of a report
(quotes name victims and witnesses), names of people who are no known group, exact places, addresses, titles and ids of
reports (all three tell names), publishers that are not in the shipped list (a source may be a person), reasons, links
and judgements (they quote, and name reviewers).
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

import msgspec

from dateline.errors import UsageError
from dateline.events import Event, EventRecord, Toll
from dateline.export import _words
from dateline.export.events._facts import country, publisher
from dateline.export.events._loss import Counter
from dateline.model import Party, Place, Report, Value, Weapon, When, content_id
from dateline.precision import days

PlaceLevel = Literal["grid", "admin1", "country"]
SMALLEST_GRID, LARGEST_GRID = 0.1, 10.0
"""Degrees. Below a tenth (11 km) a cell often holds one village: that is no coarsening."""
KM_PER_DEGREE = 111.32
STATE = re.compile(r"state:[A-Z]{3}:[a-z]+")
"""Ids of states' own forces and services: they name nobody."""
NAMELESS = {
    "civilians": "Civilians", "protesters": "Protesters", "rioters": "Rioters", "unknown": "Not named",
    "state forces": "State forces", "government": "Government", "rebel group": "Rebel group",
    "political militia": "Political militia", "identity militia": "Identity militia",
    "external or other forces": "External or other forces",
}  # fmt: skip
"""What a party is called whose own name is withheld."""
PRIVATE = frozenset({"civilians", "protesters", "rioters", "unknown"})
"""Kinds of party that are never named, not even when the registry knows them: they are, or may be, people."""
SENSITIVE = frozenset({"Sexual violence", "Abduction/forced disappearance"})
"""ACLED-like sub-types whose survivors a place and a day could betray: only country and month are shown."""
OBJECT = "Object"
COARSE = frozenset({"country", "region", "sea", "unresolved"})


class PublicProfile(Value, frozen=True, kw_only=True):
    """What the public profile shows.

    ``place`` is what a place is coarsened to: the middle of a cell of ``grid`` degrees (0.5 is a PRIO-GRID cell, about
    55 km) with its province, or the province, or the country, both without a position. Events whose last day is less
    than ``delay_days`` before ``today`` (ISO) are left out, so that nobody is told where anyone is now. ``names`` gives
    the registry's names of known groups by id; a group that is not in it is shown by its kind.
    """

    today: str
    place: PlaceLevel = "grid"
    grid: float = 0.5
    delay_days: int = 30
    names: Mapping[str, str] = msgspec.field(default_factory=dict)

    def check(self) -> None:
        """Raise UsageError for a grid or a delay that cannot be."""
        if not SMALLEST_GRID <= self.grid <= LARGEST_GRID:
            allowed = f"{SMALLEST_GRID:g} to {LARGEST_GRID:g} degrees"
            raise UsageError(f"a grid of {self.grid:g} degrees is not allowed; allowed: {allowed}")
        if self.delay_days < 0:
            raise UsageError(f"a delay of {self.delay_days} days is not allowed; allowed: 0 or more")

    def settings(self) -> dict[str, object]:
        """Give what the loss report says of the settings."""
        shown: dict[str, object] = {"place": self.place, "delay_days": self.delay_days}
        return {**shown, "grid_degrees": self.grid} if self.place == "grid" else shown

    def release(self, record: EventRecord) -> date | None:
        """Give the first day on which an event may be shown, or None when it never may: no day is known.

        Where the event has no day, the latest report's counts.
        """
        last = days(record.event.date)[1] or max(
            filter(None, (_day(r.published) for r in record.reports)), default=None
        )
        return None if last is None else last + timedelta(days=self.delay_days)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


TOO_YOUNG = "it is younger than the delay"
UNDATED = "neither the event nor a report has a day: nobody can say how old it is"


def too_young(record: EventRecord, profile: PublicProfile) -> str | None:
    """Say why an event may not be shown yet, or None."""
    release = profile.release(record)
    if release is None:
        return UNDATED
    return TOO_YOUNG if date.fromisoformat(profile.today) < release else None


def public(record: EventRecord, profile: PublicProfile, counter: Counter) -> EventRecord:
    """Give the event as anybody may see it; what is withheld is counted."""
    event = record.event
    sensitive = event.acled is not None and event.acled.sub_event_type in SENSITIVE
    level: PlaceLevel = "country" if sensitive else profile.place
    _count(record, counter)
    place = None if event.place is None else _place(event.place, level, profile.grid, counter)
    places = dict.fromkeys(_place(p, level, profile.grid, None) for p in event.places)
    shown = Event(
        event=event.event,
        version="",
        claims=(),
        reports=event.reports,
        sources=event.sources,
        event_type=event.event_type,
        acled=event.acled,
        plover=event.plover,
        cameo=event.cameo,
        modality=event.modality,
        initiators=_parties("initiators", event.initiators, profile, counter),
        targets=_parties("targets", event.targets, profile, counter),
        weapons=tuple(Weapon(text=w.kind, start=0, end=0, kind=w.kind, quantity=w.quantity) for w in event.weapons),
        place=place,
        places=tuple(places),
        date=_date(event.date, sensitive, counter),
        killed=_toll(event.killed),
        injured=_toll(event.injured),
        outcome=event.outcome,
        damage=event.damage,
        confidence=event.confidence,
        status=event.status,
        parent=event.parent,
    )
    # the record's own version is a hash of words that are withheld: a guess at them could be tested against it
    shown = msgspec.structs.replace(shown, version=content_id("v", msgspec.to_builtins(shown)))
    return EventRecord(event=shown, claims=(), reports=_reports(record.reports, counter), change=record.change)


def _count(record: EventRecord, counter: Counter) -> None:
    event = record.event
    counter.withhold("claims", "claims quote reports", len(record.claims) or len(event.claims))
    counter.withhold("judgements", "they name reviewers", len(record.judgements))
    counter.withhold("updated", "it would tell when a reviewer was at work", int(record.updated is not None))
    counter.withhold("reasons", "they quote reports", len(event.reasons))
    counter.withhold("links", "they quote reports", len(event.links))
    counter.withhold("contradictions", "they quote reports", len(event.contradictions))
    counter.withhold("rules", "they name claims", len(event.rules))
    counter.withhold("evidence", "it names claims", len(event.evidence))
    counter.withhold("weapons.words", "only the kind is shown", len(event.weapons))
    counter.withhold("date.words", "words of a report", int(event.date is not None and event.date.text is not None))


def _parties(role: str, parties: Sequence[Party], profile: PublicProfile, counter: Counter) -> tuple[Party, ...]:
    return tuple(_party(role, party, profile, counter) for party in parties)


def _party(role: str, party: Party, profile: PublicProfile, counter: Counter) -> Party:
    """Give a party by the registry's name of it, or else by its kind and country."""
    counter.withhold(f"{role}.words", "words of a report", 1 + len(party.aliases))
    where = country(party.country)
    known = None
    if party.actor is not None and party.kind not in PRIVATE and not party.is_object:
        known = profile.names.get(party.actor)
    if known is None:
        counter.withhold(role, "names of people, of things, and of groups that the registry does not know")
    nobody = party.actor is not None and party.kind not in PRIVATE and STATE.fullmatch(party.actor) is not None
    own = party.actor if known or (nobody and not party.is_object) else None
    plain = OBJECT if party.is_object else NAMELESS[party.kind]
    name = known or (f"{plain} ({where.name})" if where and not party.is_object else plain)
    code = party.country if where else None
    return Party(
        text=name, start=0, end=0, name=name, actor=own, kind=party.kind, country=code, is_object=party.is_object
    )


def _place(place: Place, level: PlaceLevel, grid: float, counter: Counter | None) -> Place:
    """Give a place as its province and, on a grid, the middle of its cell."""
    where = country(place.country)
    province = _words.one_line(place.admin1 or "") or None
    admin1 = province if level != "country" and place.precision not in COARSE else None
    on_grid = level == "grid" and place.lat is not None and place.lon is not None
    lat = _middle(place.lat, grid, 90.0) if on_grid else None
    lon = _middle(place.lon, grid, 180.0) if on_grid else None
    radius = None if lat is None else max(place.radius_km or 0.0, _half_diagonal(lat, grid))
    if counter is not None:
        counter.withhold("place", f"coarsened to {'a cell of the grid' if on_grid else level}")
        counter.withhold("place.words", "words of a report")
        counter.withhold("place.geonames_id", "it gives the exact place", int(place.geonames_id is not None))
        if place.lat is not None and not on_grid:
            counter.withhold("place.lat, place.lon", f"coarsened to {level}")
    name = admin1 or (where.name if where else "")
    return Place(
        text=name,
        start=0,
        end=0,
        name=name,
        lat=lat,
        lon=lon,
        precision="admin1" if admin1 else "country" if where else "region" if lat is not None else "unresolved",
        radius_km=None if radius is None else round(radius, 1),
        admin1=admin1,
        country=place.country if where else None,
    )


def _middle(degrees: float | None, grid: float, most: float) -> float | None:
    """Give the middle of the cell that holds a coordinate, counted from the south-west corner of the world."""
    if degrees is None:
        return None
    cells = max(1, math.ceil(2 * most / grid))
    index = min(cells - 1, max(0, math.floor((degrees + most) / grid)))
    low = index * grid - most
    return round((low + min(low + grid, most)) / 2, 6)


def _half_diagonal(lat: float, grid: float) -> float:
    return math.hypot(grid, grid * math.cos(math.radians(lat))) / 2 * KM_PER_DEGREE


def _date(when: When | None, sensitive: bool, counter: Counter) -> When | None:
    """Give the days without the words; the month alone for what must not be told to the day."""
    first, last = days(when)
    if when is None or first is None or last is None:
        return None
    precision = when.precision
    if sensitive and (last - first).days < 27:
        counter.withhold("date.from", "only the month is shown for this type", 1)
        first = first.replace(day=1)
        last = (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        precision = "month" if (first.year, first.month) == (last.year, last.month) else "range"
    return When(text=None, start=None, end=None, first=first.isoformat(), last=last.isoformat(), precision=precision)


def _toll(toll: Toll | None) -> Toll | None:
    return None if toll is None else Toll(low=toll.low, best=toll.best, high=toll.high, rule="")


def _reports(reports: Sequence[Report], counter: Counter) -> tuple[Report, ...]:
    """Give reports as their publishers' names only, and those only of publishers that are known to be such."""
    shown = []
    for report in reports:
        known = publisher(report.source)
        counter.withhold("reports", "ids, titles, dates and addresses lead to names")
        if known is None:
            counter.withhold("reports.source", "not in the list of publishers: it may be a person")
        else:
            shown.append(Report(id="", text="", source=known.name))
    return tuple(dict.fromkeys(shown))
