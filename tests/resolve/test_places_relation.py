"""How the report stands to a place, and what that does to its point, radius and precision."""

import pytest

from dateline.model import Place
from dateline.resolve.places_choose import distance_km
from dateline.resolve.places_relation import Stand, apply, between, move, stand
from tests.resolve.places_world import place, places

TOWN = Place(start=0, end=1, text="X", name="X", lat=35.0, lon=40.0, precision="town", radius_km=5.0)
COUNTRY = Place(start=0, end=1, text="X", name="X", lat=35.0, lon=40.0, precision="country", radius_km=300.0)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("in ", Stand()),
        ("near ", Stand(relation="near")),
        ("near the town of ", Stand(relation="near")),
        ("in the vicinity of ", Stand(relation="near")),
        ("just outside ", Stand(relation="near")),
        ("on the outskirts of ", Stand(relation="outskirts")),
        ("sites on the outskirts of the city of ", Stand(relation="outskirts")),
        ("on the road to ", Stand(relation="toward")),
        ("in the desert around ", Stand(relation="area")),
        ("off the coast of ", Stand(relation="offshore")),
        ("between ", Stand(relation="between")),
        ("north of ", Stand(relation="near", bearing=0.0)),
        ("just south-east of ", Stand(relation="near", bearing=135.0)),
        ("10 km north of ", Stand(relation="near", distance_km=10.0, bearing=0.0)),
        (
            "about 25 kilometres (15 miles) to the southwest of ",
            Stand(relation="near", distance_km=25.0, bearing=225.0),
        ),
        ("1,200 kilometers from ", Stand(relation="near", distance_km=1200.0)),
        ("ten km from ", Stand(relation="near", distance_km=10.0)),
        ("some 500 metres outside ", Stand(relation="near", distance_km=0.5)),
        ("killed by ", Stand()),
        ("cut off ", Stand()),
    ],
)
def test_words_before_a_place(before: str, expected: Stand) -> None:
    text = f"Fighting raged {before}Homs."
    start = text.index("Homs")
    assert stand(text, start, start + 4) == expected


def test_miles_become_kilometres() -> None:
    text = "It fell 10 miles east of Homs."
    assert stand(text, 25, 29).distance_km == pytest.approx(16.09)


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("KYIV, Ukraine (AP) — Rockets fell on Kharkiv.", "KYIV", "dateline"),
        ("KYIV, Ukraine (AP) — Rockets fell on Kharkiv.", "Ukraine", "dateline"),
        ("KYIV, Ukraine (AP) — Rockets fell on Kharkiv.", "Kharkiv", "in"),
        ("Rockets fell in the Kharkiv area of Ukraine.", "Kharkiv", "area"),
    ],
)
def test_words_behind_a_resolved_place(text: str, name: str, relation: str) -> None:
    assert place(text, name).relation == relation


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("GOMA, March 3. Rebels came.", "dateline"),
        ("GOMA, 3 March. Rebels came.", "dateline"),
        ("Goma, March 3, 1997. Rebels came.", "dateline"),
        ("Goma, Congo, Tuesday, 4 March 1997.\nRebels came.", "dateline"),
        ("Goma, 3 March\nRebels came.", "dateline"),
        ("GOMA - Rebels came.", "dateline"),
        ("Goma, which fell on March 3, was quiet.", "in"),
        ("Goma, Bukavu and Uvira fell on March 3.", "in"),
        ("Goma fell on March 3. Rebels came.", "in"),
        ("Goma, in May. Rebels came.", "in"),
        ("Goma, March 3 was quiet.", "in"),
    ],
)
def test_a_dateline_needs_no_dash(text: str, relation: str) -> None:
    assert stand(text, 0, 4).relation == relation


@pytest.mark.parametrize(
    ("how", "precision", "radius"),
    [
        (Stand(), "town", 5.0),
        (Stand(relation="near"), "near", 10.0),
        (Stand(relation="near", bearing=0.0), "near", 30.0),
        (Stand(relation="near", distance_km=50.0), "near", 55.0),
        (Stand(relation="near", distance_km=50.0, bearing=90.0), "near", 10.0),
        (Stand(relation="outskirts"), "near", 10.5),
        (Stand(relation="toward"), "near", 30.0),
        (Stand(relation="area"), "near", 10.0),
        (Stand(relation="offshore"), "sea", 40.0),
    ],
)
def test_what_a_relation_does(how: Stand, precision: str, radius: float) -> None:
    found = apply(TOWN, how)
    assert (found.precision, found.radius_km, found.relation) == (precision, radius, how.relation)


def test_a_distance_and_a_direction_move_the_point() -> None:
    found = apply(TOWN, Stand(relation="near", distance_km=50.0, bearing=90.0))
    assert found.lat is not None
    assert found.lon is not None
    assert found.lon > 40.0
    assert distance_km(35.0, 40.0, found.lat, found.lon) == pytest.approx(50, rel=0.02)


def test_a_country_keeps_its_point() -> None:
    assert apply(COUNTRY, Stand(relation="near")) == Place(
        start=0, end=1, text="X", name="X", lat=35.0, lon=40.0, precision="country", radius_km=300.0, relation="near"
    )


def test_between_is_half_way() -> None:
    other = Place(start=2, end=3, text="Y", name="Y", lat=36.0, lon=40.0, precision="town", radius_km=5.0)
    first, second = between(TOWN, other)
    assert (first.lat, first.lon, first.precision, first.relation) == (35.5, 40.0, "near", "between")
    assert first.radius_km == pytest.approx(55.6, abs=0.1)
    assert (second.lat, second.radius_km) == (first.lat, first.radius_km)


def test_between_across_the_date_line() -> None:
    west = Place(start=0, end=1, text="X", name="X", lat=0.0, lon=179.0, precision="town", radius_km=5.0)
    east = Place(start=2, end=3, text="Y", name="Y", lat=0.0, lon=-179.0, precision="town", radius_km=5.0)
    assert abs(between(west, east)[0].lon or 0) == 180.0


def test_the_words_before_a_list_hold_for_all_of_it() -> None:
    found = {p.text: p for p in places("Shepherds fled the hills around Tikrit and Kirkuk in Iraq.")}
    assert [found[n].relation for n in ("Tikrit", "Kirkuk", "Iraq")] == ["area", "area", "in"]


@pytest.mark.parametrize("bearing", [0, 90, 180, 270])
@pytest.mark.parametrize("lat", [-89.9, 0.0, 60.0, 89.9])
def test_a_moved_point_stays_on_earth(lat: float, bearing: float) -> None:
    moved = move(lat, 179.9, 100.0, bearing)
    assert -90 <= moved[0] <= 90
    assert -180 <= moved[1] <= 180
