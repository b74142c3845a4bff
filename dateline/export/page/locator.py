"""A small map of one report's claims: where each place is, drawn as large as it is uncertain.

A place is a circle of its radius, a country is its whole outline: never a point in the middle of something large. Only
what a report says has happened is drawn (asserted, or alleged); every other claim is listed with the reason.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.export import _words as words
from dateline.export.page import labels
from dateline.export.page.geometry import HEIGHT, KM_A_DEGREE, WIDTH, Frame, Spot, circle, frame
from dateline.export.page.world import Country, by_code, in_view
from dateline.model import Claim, Place

REACH_KM = {"site": 1, "town": 5, "near": 25, "district": 40, "admin1": 120, "region": 250, "sea": 200, "country": 400}
"""A radius to draw when the record gives none: our own round figures for display, nothing is computed from them."""
SHARP = ("site", "town")
"""Precisions drawn with a full line; the others have a broken one."""
TOLD_AS_DONE = ("asserted", "alleged")
"""Modalities that are drawn."""
SCALE_BARS_KM = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class Land(NamedTuple):
    """A country drawn: the name of its outline, and how to move and scale it."""

    key: str
    transform: str


class Area(NamedTuple):
    """A place drawn: a path in the map's units, or a country's outline."""

    path: str
    land: Land | None
    sharp: bool
    claims: str


class Map(NamedTuple):
    """Everything the template draws."""

    land: tuple[Land, ...]
    areas: tuple[Area, ...]
    pins: tuple[labels.Label, ...]
    places: tuple[labels.Label, ...]
    names: tuple[labels.Label, ...]
    bar: float
    bar_text: str
    summary: str


def spot(number: int, place: Place) -> Spot | None:
    """Give a place of claim number ``number`` as it is to be drawn, or null when it has no position."""
    if place.lat is None or place.lon is None or not (abs(place.lat) <= 90 and abs(place.lon) <= 360):
        return None
    country = by_code().get(place.country or "") if place.precision == "country" else None
    known = place.radius_km is not None and place.radius_km > 0
    radius = place.radius_km if known and place.radius_km else float(REACH_KM.get(place.precision, 25))
    sharp = place.precision in SHARP and place.relation == "in"
    return Spot((number,), place.lat, place.lon, min(radius, 5000.0), sharp, country, words.shorten(place.name, 28))


def same(value: Spot) -> tuple[object, ...]:
    """Give what two spots have in common when they are drawn as one."""
    return (value.country.key,) if value.country else (value.lat, value.lon, value.radius_km, value.sharp)


def spots(claims: Sequence[Claim]) -> list[Spot]:
    """Give what is to be drawn: one spot a place, shared by the claims that name it."""
    found: dict[tuple[object, ...], Spot] = {}
    for number, claim in enumerate(claims, 1):
        if claim.modality not in TOLD_AS_DONE:
            continue
        for place in claim.places:
            here = spot(number, place)
            if here is not None:
                key = same(here)
                known = found.get(key, here)
                found[key] = known._replace(claims=tuple(dict.fromkeys((*known.claims, number))))
    return list(found.values())


def missing(claims: Sequence[Claim], drawn: Sequence[Spot]) -> Iterator[tuple[int, str]]:
    """Give the claims that are not on the map, and why not."""
    placed = {number for spot in drawn for number in spot.claims}
    for number, claim in enumerate(claims, 1):
        if number in placed:
            continue
        if claim.modality not in TOLD_AS_DONE:
            yield number, claim.modality
        elif claim.places:
            yield number, "position not known: " + "; ".join(words.shorten(p.name or p.text, 60) for p in claim.places)
        else:
            yield number, "no place given"


def _land(country: Country, shift: int, view: Frame) -> Land:
    x, y = view.point(shift, 0)
    across, up = view.squeeze * view.scale / 100, -view.scale / 100
    return Land(country.key, f"matrix({across:.5f} 0 0 {up:.5f} {x:.2f} {y:.2f})")


def _areas(drawn: Sequence[Spot], shown: Sequence[tuple[Country, int]], view: Frame) -> Iterator[Area]:
    for spot in sorted(drawn, key=lambda s: (s.country is None, -s.radius_km)):
        numbers = labels.numbers(spot.claims)
        if spot.country is None:
            yield Area(circle(spot, view), None, spot.sharp, numbers)
        for country, shift in shown:
            if country is spot.country:
                yield Area("", _land(country, shift, view), False, numbers)


def draw(claims: Sequence[Claim]) -> Map | None:
    """Give the map of a report's claims, or null when none of them can be drawn."""
    drawn = spots(claims)
    if not drawn:
        return None
    placed = {number for value in drawn for number in value.claims}
    told = ((number, claim) for number, claim in enumerate(claims, 1) if number in placed)
    said = "; ".join(f"claim {number}: " + ", ".join(words.places(claim.places)) for number, claim in told)
    return draw_spots(drawn, f"Map. {said}", crowded=False)


def draw_spots(drawn: Sequence[Spot], summary: str, *, crowded: bool) -> Map:
    """Give the map of some spots, one at least; ``summary`` says it in words; for ``crowded`` see labels."""
    view = frame(drawn)
    shown = in_view(view.box)
    room = labels.Room()
    room.take(60, HEIGHT - 14, 120, 28)  # the scale bar
    leads = labels.clustered(drawn, shown, view) if crowded else drawn
    pins = tuple(labels.pins(leads, shown, view, room, crowded=crowded))
    places = tuple(labels.places(leads, pins, room, crowded=crowded))
    km_a_unit = KM_A_DEGREE / view.scale
    bar = max((km for km in SCALE_BARS_KM if km / km_a_unit <= WIDTH / 4), default=SCALE_BARS_KM[0])
    labels.keep_clear(drawn, view, room)
    return Map(
        land=tuple(_land(country, shift, view) for country, shift in shown),
        areas=tuple(_areas(drawn, shown, view)),
        pins=tuple(sorted(pins, key=lambda pin: bool(pin.text))),  # numbers above dots
        places=places,
        names=tuple(labels.names(shown, view, room)),
        bar=bar / km_a_unit / WIDTH * 100,
        bar_text=f"{bar:,} km",
        summary=words.shorten(summary, 600),
    )
