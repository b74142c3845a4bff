"""What merging compares of a claim, read once: its days, points, names, parties, toll and words.

A claim is taken apart here and nowhere else; the comparisons see only these features.
"""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from dateline.events import SourcedClaim
from dateline.merge.words import fold, kinds, stem, word_list, words
from dateline.model import Claim, Count, Party, Place, When

FINE = frozenset({"site", "town", "near", "district", "unresolved"})
"""Precisions of a place that tells one spot from another; the rest is coarse."""
SHORT = 7
"""Days: a longer span of time ("in March") is compared only with the same span, never with a day in it."""
LATE = 2
"""Days before publication on which an undated act is thought to lie: news tells what is new. Never shown as a date."""
ON_END = 2
"""Days from the first to the last from which a span ("from 3 to 5 May", "since Friday") tells several acts; "this week"
is a day that nobody knows."""
LONGEST = 62
"""Days: a longer span than two months is compared only with the same span."""
UNREAL = frozenset({"planned", "threatened", "hypothetical"})
APART_KM = 8.0
"""Two named places nearer than this may be a village and its town, told in one breath."""
KM_PER_DEGREE = 111.195
_OF = "series|wave|string|spate|barrage|succession|number|dozens|scores|hundreds|flurry"
_SEVERAL = r"several|multiple|numerous|simultaneous|coordinated|dozens of|\d+|" + "|".join(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty")
)
_ACTS = (
    "strikes|airstrikes|raids|attacks|bombings|shellings|bombardments|clashes|explosions|blasts|ambushes|protests|"
    "assaults|killings|murders|incursions|skirmishes|incidents|abductions|kidnappings|operations"
)
_SPOTS = "villages|towns|cities|camps|hamlets|settlements|places|sites|locations|neighbou?rhoods|districts|headquarters"
_PAIRED = "twin|double|paired|back-to-back"
_SERIES = re.compile(
    rf"\b(?:{_OF})\s+of\s+(?:[\w-]+\s+){{0,3}}?(?:{_ACTS})\b|\b(?:{_SEVERAL})\s+(?:[\w-]+\s+){{0,2}}?(?:{_ACTS}|{_SPOTS})\b"
    rf"|\b(?:{_PAIRED})\s+(?:[\w-]+\s+){{0,2}}?(?:{_ACTS})\b"
    rf"|\bwave\s+of\s+(?:[\w-]+\s+){{0,2}}?bombs\b",
    re.I,
)
_FROM_TO = re.compile(r"\b(?:since|from|between|over|days|nights)\b", re.I)
_CONTENT = re.compile(r"(?<![\w'’])[a-z]{4,}(?!\w)")
LEAST_NAME = 4
"""Letters: a shorter word of a name is an article or particle."""
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[^\W\d_a-z][^\W\d_]{2,}")


class Point(msgspec.Struct, frozen=True, gc=False):
    """A spot in degrees, how far it reaches in km, and whether only a dateline gave it."""

    lat: float
    lon: float
    reach: float
    site: bool
    dateline: bool


class Who(msgspec.Struct, frozen=True):
    """The parties of one role: registry ids, words that identify, kinds, countries, and the name to show."""

    actors: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]
    countries: frozenset[str]
    name: str


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as merging sees it. Days are ordinals; ``first`` and ``last`` null where the claim gives no days."""

    claim: str
    report: str
    work: str
    published: int | None
    first: int | None
    last: int | None
    yearless: str
    family: str
    kind: str
    general: bool
    mood: str
    points: tuple[Point, ...]
    names: frozenset[str]
    sites: frozenset[str]
    regions: frozenset[str]
    countries: frozenset[str]
    initiators: Who | None
    targets: Who | None
    things: frozenset[str]
    persons: frozenset[str]
    weapons: frozenset[str]
    killed: tuple[int, int | None] | None
    injured: tuple[int, int | None] | None
    outcome: str
    hour: str
    told: frozenset[str]
    said: frozenset[str]
    content: frozenset[str]
    series: bool
    lasting: bool

    @property
    def fine(self) -> bool:
        """Whether the claim names a spot, and not only a province or country."""
        return bool(self.names)

    @property
    def placeless(self) -> bool:
        """Whether the claim names no place at all."""
        return not (self.names or self.regions or self.countries)

    @property
    def wide(self) -> bool:
        """Whether others may tell parts of what the claim tells: it tells a series, or what lasted for days."""
        return self.series or self.lasting

    @property
    def long(self) -> bool:
        """Whether the claim tells of a span longer than a week."""
        return self.first is not None and self.last is not None and self.last - self.first >= SHORT


def read(sourced: SourcedClaim) -> Features:
    """Give the features of a claim."""
    claim = sourced.claim
    first, last = _days(claim.date)
    family, kind = _family(claim)
    fine = [p for p in claim.places if p.precision in FINE and (p.lat is not None or p.precision != "district")]
    return Features(
        claim=claim.claim,
        report=sourced.report,
        work=sourced.work or sourced.report,
        published=ordinal(sourced.published),
        first=first,
        last=last,
        yearless=_yearless(claim.date),
        family=family,
        kind=kind,
        general=_is_general(claim, kind),
        mood="recurring" if claim.modality == "recurring" else "unreal" if claim.modality in UNREAL else "real",
        points=tuple(_points(fine)),
        names=frozenset(fold(p.name or p.text) for p in fine),
        sites=frozenset(fold(p.name or p.text) for p in fine if p.precision == "site"),
        regions=frozenset(_regions(claim.places)),
        countries=frozenset(p.country for p in claim.places if p.country),
        initiators=_who(claim.initiators),
        targets=_who(p for p in claim.targets if not p.is_object),
        things=_things(claim),
        persons=_persons(claim),
        weapons=frozenset(w.kind for w in claim.weapons if w.kind not in ("other", "unknown")),
        killed=_count(claim.killed),
        injured=_count(claim.injured),
        outcome=claim.outcome,
        hour=_hour(claim),
        told=frozenset(fold(m.text) for m in claim.mentions),
        said=_said(claim),
        content=_content(claim),
        series=is_series(claim),
        lasting=_lasts(claim),
    )


def ordinal(day: str | None) -> int | None:
    """Give an ISO day or date-time as a day number, or None for anything else."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def _days(when: When | None) -> tuple[int | None, int | None]:
    first = ordinal(when.first) if when else None
    last = ordinal(when.last) if when else None
    if first is None or last is None:
        return (first, first) if last is None else (last, last)
    return min(first, last), max(first, last)


def _yearless(when: When | None) -> str:
    value = (when.timex_value or when.text or "") if when and when.precision == "day-of-year" else ""
    return value.casefold()[:10]


def _family(claim: Claim) -> tuple[str, str]:
    table = kinds().family
    if claim.acled is not None:
        sub, main = claim.acled.sub_event_type, claim.acled.event_type
        return table.get(sub) or table.get(main, main), sub
    if claim.plover is not None:
        name = claim.plover.event_type
        return name, f"{name} {claim.plover.mode or ''}".strip()
    return claim.event_type, claim.event_type


def _is_general(claim: Claim, kind: str) -> bool:
    return kind in kinds().general or (claim.acled is None and claim.plover is not None and claim.plover.mode is None)


def point_of(place: Place) -> Point | None:
    """Give the point of a place, or None where nobody knows it."""
    if place.lat is None or place.lon is None:
        return None
    return Point(place.lat, place.lon, place.radius_km or 0.0, place.precision == "site", place.relation == "dateline")


def _points(places: Iterable[Place]) -> Iterator[Point]:
    for place in places:
        if (point := point_of(place)) is not None:
            yield point


def _regions(places: Iterable[Place]) -> Iterator[str]:
    for p in places:
        if p.precision in ("admin1", "district", "region"):
            yield fold(p.name or p.text)
        if p.admin1:
            yield fold(p.admin1)


def _who(parties: Iterable[Party]) -> Who | None:
    chosen = list(parties)
    if not chosen:
        return None
    texts = [t for p in chosen for t in (p.text, p.name, *(a.text for a in p.aliases))]
    return Who(
        actors=frozenset(p.actor for p in chosen if p.actor),
        words=frozenset(w for t in texts for w in word_list(t) if len(w) > 2) - words().common,
        kinds=frozenset(p.kind for p in chosen if p.kind != "unknown"),
        countries=frozenset(p.country for p in chosen if p.country),
        name=chosen[0].name or chosen[0].text,
    )


def _things(claim: Claim) -> frozenset[str]:
    """What was hit or stood on the spot, each by its group's word: objects among the targets, and sites."""
    lists = words()
    texts = [p.text for p in claim.targets if p.is_object] + [p.text for p in claim.places if p.precision == "site"]
    found = {w for t in texts for w in word_list(t) if len(w) > 2} - lists.plain_things
    single = {w.removesuffix("s") if len(w) > 4 else w for w in found}
    return frozenset(lists.things.get(w, lists.things.get(w + "s", w)) for w in single)


def _persons(claim: Claim) -> frozenset[str]:
    """Capitalised words of the people hurt: a victim's name tells an event like little else."""
    texts = [p.text for p in claim.targets if not p.is_object] + [a.text for p in claim.targets for a in p.aliases]
    return frozenset(w.casefold() for t in texts for w in _NAME.findall(t))


def _said(claim: Claim) -> frozenset[str]:
    """The names in a claim's clauses and places, word by word: what is known of a place that nobody resolved."""
    texts = [m.text for m in claim.mentions if not m.text.isupper()]
    found = {w.casefold() for t in texts for w in _NAME.findall(t) if len(w) >= LEAST_NAME}
    placed = {w for p in claim.places for w in word_list(p.name or p.text) if len(w) >= LEAST_NAME}
    return frozenset(found | placed) - words().common - words().calendar


def _content(claim: Claim) -> frozenset[str]:
    """What the clauses are about, beside names and the words that most clauses have: a wedding, a ferry, onions."""
    found = {stem(w) for m in claim.mentions for w in _CONTENT.findall(m.text)}
    return frozenset(found - words().usual)


def _count(count: Count | None) -> tuple[int, int | None] | None:
    if count is None or (count.low is None and count.high is None):
        return None
    return (count.low or 0), count.high


def _hour(claim: Claim) -> str:
    """The part of the day that the words of the date or of the first clause tell, if it is one."""
    lists = words().hours
    texts = [claim.date.text or ""] if claim.date else []
    for text in [*texts, *(m.text for m in claim.mentions[:1])]:
        parts = {lists[w] for w in word_list(text) if w in lists}
        if len(parts) == 1:
            return parts.pop()
    return ""


def is_series(claim: Claim) -> bool:
    """Say whether a claim tells several acts in one: several towns, or words such as "a wave of raids"."""
    towns = [p for p in claim.places if p.precision in ("town", "near", "district", "unresolved")]
    named = {fold(p.name or p.text): p for p in towns if p.relation not in ("between", "dateline", "toward")}
    if len(named) >= 2 and spread_km(list(_points(named.values())), unknown=len(named) >= 3) > APART_KM:
        return True
    return any(_SERIES.search(m.text) for m in claim.mentions)


def _lasts(claim: Claim) -> bool:
    """Whether a claim tells what went on from one day to another, and not one act in a night or at an uncertain day."""
    first, last = _days(claim.date)
    if claim.date is None or first is None or last is None or last - first < ON_END:
        return False
    return _FROM_TO.search(claim.date.text or "") is not None


def spread_km(points: list[Point], *, unknown: bool) -> float:
    """Give the greatest distance between points in km; with under two points, whatever ``unknown`` stands for."""
    if len(points) < 2:
        return APART_KM + 1 if unknown else 0.0
    return max(distance_km(a, b) for a in points for b in points)


def distance_km(a: Point, b: Point) -> float:
    """Give the distance of two points in km: flat over short ways, which is right to a hundredth up to 200 km."""
    east = abs(a.lon - b.lon)
    east = min(east, 360 - east) * math.cos(math.radians((a.lat + b.lat) / 2))
    return KM_PER_DEGREE * math.hypot(a.lat - b.lat, east)
