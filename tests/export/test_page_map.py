"""The map and the time strip: honest geometry."""

import itertools
import json
import math
import re
from importlib import resources
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.export.page import locator, strip, world
from dateline.model import Claim, Place, PlacePrecision, When
from tests.export import factory

BARE = factory.bare().claims[0]


def at(lat: float | None, lon: float | None, **fields: object) -> Claim:
    place = Place(start=0, end=5, text="Shots", name="X", lat=lat, lon=lon, **fields)
    return msgspec.structs.replace(BARE, places=(place,))


def on(first: str | None, last: str | None = None, **fields: object) -> Claim:
    when = When(text="then", start=0, end=4, first=first, last=last, **{"precision": "day", **fields})
    return msgspec.structs.replace(BARE, date=when)


def points(path: str) -> list[tuple[float, float]]:
    numbers = list(map(float, re.findall(r"-?[\d.]+", path)))
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_the_base_map_is_small_names_its_source_and_has_the_world() -> None:
    file = resources.files("dateline").joinpath("data/map/world.json").read_text(encoding="utf-8")
    assert len(file.encode()) < 200_000
    assert "Natural Earth" in json.loads(file)["source"]
    assert "public domain" in json.loads(file)["licence"]
    shapes = world.countries()
    assert {"SYR", "SDN", "UKR", "COD", "FJI", "RUS", "XKX"} <= set(world.by_code())
    assert len({country.key for country in shapes}) == len(shapes) > 200


def test_no_outline_jumps() -> None:
    """A ring that jumped from 180 to -180 would draw a stray line over the whole map."""
    for country in world.countries():
        for ring in country.rings:
            assert ring[0] == pytest.approx(ring[-1]), country.name
            assert max(abs(a[0] - b[0]) for a, b in itertools.pairwise(ring)) < 35, country.name


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("SYR", 38.5, 35.0), ("SDN", 29.65, 12.05), ("FJI", 178.0, -17.8), ("LSO", 28.3, -29.5), ("RUS", 178.0, 67.0)],
)
def test_outlines_hold_their_country(code: str, lon: float, lat: float) -> None:
    inside = False
    for ring in world.by_code()[code].rings:
        for (ax, ay), (bx, by) in itertools.pairwise(ring):
            if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
                inside = not inside
    assert inside


def test_path_data_is_the_outline() -> None:
    country = world.by_code()["LSO"]
    start, steps = re.fullmatch(r"M(.*?)l(.*?)z.*", world.path(country)).groups()
    x, y = map(int, re.findall(r"-?\d+", start))
    assert (x / 100, y / 100) == pytest.approx(country.rings[0][0])
    assert len(re.findall(r"-?\d+", steps)) == 2 * (len(country.rings[0]) - 1)


@pytest.mark.parametrize("lat", [0.0, 35.0, -60.0])
@pytest.mark.parametrize("radius", [30.0, 120.0])
def test_a_circle_is_as_wide_and_high_as_its_radius(lat: float, radius: float) -> None:
    claims = [at(lat, 40.0, precision="admin1", radius_km=radius)]
    (area,) = locator.draw(claims).areas
    view = locator.frame(locator.spots(claims))
    xs, ys = zip(*points(area.path), strict=True)
    high = (max(ys) - min(ys)) / view.scale * locator.KM_A_DEGREE
    wide = (max(xs) - min(xs)) / view.scale * locator.KM_A_DEGREE
    assert high == pytest.approx(2 * radius, rel=0.02)
    assert wide == pytest.approx(2 * radius, rel=0.05)
    assert not area.sharp


def test_a_country_is_its_outline_never_a_point() -> None:
    drawn = locator.draw([at(35.0, 38.0, precision="country", country="SYR")])
    assert [area.land.key for area in drawn.areas] == [world.by_code()["SYR"].key]


def test_an_unknown_country_is_a_wide_circle() -> None:
    (spot,) = locator.spots([at(35.0, 38.0, precision="country", country="QQQ")])
    assert spot.radius_km == locator.REACH_KM["country"]


def test_both_sides_of_the_antimeridian_make_a_small_map() -> None:
    claims = [at(-17.0, 179.0, precision="town"), at(-17.0, -179.0, precision="town")]
    view = locator.frame(locator.spots(claims))
    west, _, east, _ = view.box
    assert east - west < 10
    drawn = locator.draw(claims)
    assert all(0 <= x <= locator.WIDTH for area in drawn.areas for x, _ in points(area.path))
    assert world.by_code()["FJI"].key in {land.key for land in drawn.land}


@pytest.mark.parametrize(
    "lons", [(36.29, 45.98), (0.0, 10.0), (-0.1, 0.1), (-70.7, -58.4), (170.3, 179.9), (36.3, 36.3)]
)
def test_places_near_each_other_make_a_near_map(lons: tuple[float, float]) -> None:
    west, _, east, _ = locator.frame(locator.spots([at(34.0, lon, precision="town") for lon in lons])).box
    assert east - west < 1.5 * abs(lons[1] - lons[0]) + 8
    assert west <= lons[0] <= east or west <= lons[0] + 360 <= east


def test_claims_of_one_place_share_a_pin() -> None:
    drawn = locator.draw([at(35.0, 38.0, precision="town"), at(35.0, 38.0, precision="town")])
    assert [(pin.text, pin.claims) for pin in drawn.pins] == [("1, 2", "1 2")]


def test_pins_stand_apart() -> None:
    drawn = locator.draw([at(35.0 + i / 50, 38.0, precision="town") for i in range(6)])
    spots = [(pin.x, pin.y) for pin in drawn.pins]
    assert min(math.dist(a, b) for i, a in enumerate(spots) for b in spots[:i]) > 3


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (BARE, "no place given"),
        (at(None, None), "position not known: X"),
        (at(91.0, 0.0), "position not known: X"),
        (at(float("nan"), 0.0), "position not known: X"),
        (msgspec.structs.replace(at(1.0, 1.0), modality="threatened"), "threatened"),
        (msgspec.structs.replace(at(1.0, 1.0), modality="recurring"), "recurring"),
    ],
)
def test_what_is_not_drawn_is_listed_with_the_reason(claim: Claim, why: str) -> None:
    assert locator.draw([claim]) is None
    assert list(locator.missing([claim], [])) == [(1, why)]


@pytest.mark.parametrize(
    "claim",
    [at(90.0, 0.0, precision="site"), at(-90.0, 180.0, radius_km=4000.0), at(0.0, 0.0, radius_km=9e9)],
)
def test_the_ends_of_the_world_are_no_error(claim: Claim) -> None:
    drawn = locator.draw([claim])
    assert all(math.isfinite(x) and math.isfinite(y) for area in drawn.areas for x, y in points(area.path))


@settings(deadline=None)  # the first map reads the base map
@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90),
            st.floats(-180, 180),
            st.none() | st.floats(0, 3000),
            st.sampled_from(get_args(PlacePrecision)),
            st.sampled_from([None, "SYR", "RUS", "FJI", "VAT", "QQQ"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_places_make_a_map_that_holds_them(
    given_places: list[tuple[float, float, float | None, PlacePrecision, str | None]],
) -> None:
    claims = [at(lat, lon, radius_km=r, precision=p, country=c) for lat, lon, r, p, c in given_places]
    drawn = locator.draw(claims)
    assert drawn is not None
    assert {n for pin in drawn.pins for n in pin.claims.split()} == {str(n) for n in range(1, len(claims) + 1)}
    for area in drawn.areas:
        if area.path:
            assert all(math.isfinite(x) and math.isfinite(y) for x, y in points(area.path))
    view = locator.frame(locator.spots(claims))
    for spot in locator.spots(claims):
        x, y = view.point(spot.lon + 360 * round((view.lon - spot.lon) / 360), spot.lat)
        assert spot.country is not None or (-1 <= x <= locator.WIDTH + 1 and (abs(spot.lat) > 80 or -1 <= y <= 251))


@pytest.mark.parametrize(
    ("claims", "published", "ticks"),
    [
        ([on("2024-03-12")], "2024-03-14", ["9 Mar 2024", "12 Mar", "15 Mar", "18 Mar"]),
        ([on("2024-03-12")], None, ["8 Mar 2024", "11 Mar", "14 Mar", "17 Mar"]),
        ([on("2023-11-01", "2024-02-29")], None, ["Nov 2023", "Dec", "Jan 2024", "Feb"]),
        ([on("1994-05-01")], "2004-05-01", ["1995", "2000"]),
        ([on("0001-01-01"), on("9999-12-31")], None, ["3000", "6000", "9000"]),
    ],
)
def test_ticks(claims: list[Claim], published: str | None, ticks: list[str]) -> None:
    drawn = strip.draw(claims, published)
    assert [tick.text for tick in drawn.ticks][: len(ticks)] == ticks
    assert len(drawn.ticks) <= strip.MOST_TICKS + 1
    assert all(0 <= tick.x <= 100 for tick in drawn.ticks)


def test_a_bar_is_as_wide_as_its_date_is_uncertain() -> None:
    drawn = strip.draw([on("2024-02-01", "2024-02-29", precision="month"), on("2024-03-01")], None)
    month, day = drawn.bars
    assert month.wide == pytest.approx(29 * day.wide)
    assert month.x + month.wide == pytest.approx(day.x)


def test_a_single_day_does_not_fill_the_strip() -> None:
    (bar,) = strip.draw([on("2024-03-12")], None).bars
    assert bar.wide < 10
    assert strip.draw([on("0001-01-01")], None).bars[0].x >= 0
    assert strip.draw([on("9999-12-31")], None).bars


def test_ticks_stand_apart() -> None:
    for last in ("2024-03-13", "2024-03-30", "2024-05-30", "2024-12-30", "2031-01-01", "2224-01-01"):
        xs = [tick.x for tick in strip.draw([on("2024-03-12"), on(last)], None).ticks]
        assert xs
        assert all(b - a >= strip.TOUCH for a, b in itertools.pairwise(xs)), last


def test_labels_of_near_days_stand_in_rows() -> None:
    drawn = strip.draw([on("2024-01-01"), on("2024-03-12"), on("2024-03-13"), on("2024-03-14")], None)
    assert [bar.row for bar in drawn.bars] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (BARE, "no date given"),
        (on(None, precision="day-of-year"), "then (year not given)"),
        (on("soon"), "then (date unknown)"),
    ],
)
def test_undated_claims_are_listed(claim: Claim, why: str) -> None:
    assert strip.draw([claim], "2024-01-01") is None
    assert list(strip.missing([claim])) == [(1, why)]
