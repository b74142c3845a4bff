"""What the map and the timeline draw of some events."""

from typing import Any

import msgspec

from dateline.store import Pin
from dateline.web import basemap
from dateline.web.scene import at, scene


def pin(name: str, **fields: Any) -> Pin:
    usual: dict[str, Any] = {
        "event": name, "event_type": "shelling", "modality": "asserted", "status": "unreviewed", "lat": 10.0,
        "lon": 20.0, "precision": "town", "radius_km": 3.0, "place": "Velm", "geonames_id": None, "country": "SDN",
        "first": "2024-03-12", "last": "2024-03-12", "killed": 1, "sources": 1, "contradictions": 0, "confidence": 0.5,
    }  # fmt: skip
    return Pin(**{**usual, **fields})


def test_events_of_one_spot_are_drawn_as_one() -> None:
    drawn = scene([pin("a"), pin("b"), pin("c", event_type="armed_clash"), pin("d", lat=11.0)], None, None)
    assert list(zip(drawn.spots.lat, drawn.spots.n, drawn.spots.group, strict=True)) == [(10.0, 3, 1), (11.0, 1, 1)]
    assert drawn.spots.km == [3.0, 3.0]


def test_a_country_and_a_province_are_outlines_never_points() -> None:
    province = next(iter(basemap._divisions())).removeprefix("a:")
    drawn = scene([pin("a", precision="country"), pin("b", precision="admin1", geonames_id=province)], None, None)
    assert drawn.spots.n == []
    assert {area.id for area in drawn.areas} == {"c:SDN", f"a:{province}"}


def test_a_province_without_an_outline_is_a_wide_circle() -> None:
    drawn = scene([pin("a", precision="admin1", geonames_id="1", radius_km=None)], None, None)
    assert drawn.areas == []
    assert drawn.spots.km == [120.0]
    assert drawn.spots.sharp == [False]


def test_what_is_not_drawn_is_counted() -> None:
    pins = [
        pin("a"),
        pin("b", lat=None, lon=None),
        pin("c", first=None, last=None),
        pin("d", modality="planned"),
        pin("e", status="rejected"),
    ]
    drawn = scene(pins, None, None)
    assert (drawn.total, drawn.drawn, drawn.unplaced, drawn.undated, drawn.not_done) == (5, 2, 1, 1, 2)


def test_an_event_that_may_be_on_several_days_is_spread_over_them() -> None:
    drawn = scene([pin("a", first="2024-03-01", last="2024-03-04"), pin("b", first="2024-03-04", last="2024-03-04")],
                  None, None)  # fmt: skip
    assert [(bar.first, bar.n) for bar in drawn.bars] == [
        ("2024-03-01", 0.25), ("2024-03-02", 0.25), ("2024-03-03", 0.25), ("2024-03-04", 1.25),
    ]  # fmt: skip


def test_days_bound_the_map_and_not_the_timeline() -> None:
    pins = [pin("a"), pin("b", first="2024-05-01", last="2024-05-01")]
    drawn = scene(pins, "2024-03-01", "2024-03-31")
    assert drawn.drawn == drawn.total == 1
    assert sum(bar.n for bar in drawn.bars) == 2


def test_periods_grow_with_the_time_shown() -> None:
    for last, period in (
        ("2024-04-01", "day"),
        ("2025-12-31", "week"),
        ("2030-01-01", "month"),
        ("2099-01-01", "year"),
    ):
        drawn = scene([pin("a"), pin("b", first=last, last=last)], None, None)
        assert drawn.period == period
        assert len(drawn.bars) <= 121


def test_the_events_of_a_spot_or_an_area_are_found_again() -> None:
    pins = [
        pin("a"),
        pin("b", lat=11.0),
        pin("c", precision="country"),
        pin("d", first="2024-04-01", last="2024-04-01"),
    ]
    assert [one.event for one in at(pins, None, None, 10.0, 20.0, "")] == ["d", "a"]
    assert [one.event for one in at(pins, None, None, 0.0, 0.0, "c:SDN")] == ["c"]


def test_the_base_map_is_whole() -> None:
    countries = msgspec.json.decode(basemap.countries_json())["features"]
    assert len(countries) > 230
    for country in countries:
        # a ring that jumped over the antimeridian would be a line across the whole map
        for polygon in country["geometry"]["coordinates"]:
            for ring in polygon:
                assert all(abs(ring[i][0] - ring[i - 1][0]) < 60 for i in range(1, len(ring))), country["properties"]
    ids = {country["properties"]["id"] for country in countries}
    assert {"c:SYR", "c:SDN", "c:FJI", "c:RUS"} <= ids
    assert len(basemap.borders_json()) > 300_000
