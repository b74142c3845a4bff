"""UCDP-GED-like rows: columns, sides, deaths, and nothing guessed."""

from typing import Any

import pytest

from dateline.events import EventRecord
from dateline.export.events._ucdp import number, priogrid
from tests.export.events import world
from tests.export.events.test_acled import ARMY, CROWD, DEPOT, PEOPLE, REBELS, SOMEONE
from tests.export.events.test_contract import table, written
from tests.export.events.world import acled, party, place, toll, when

COLUMNS = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
]  # fmt: skip

STATE = "Government of Sudan"
BOMB = acled("Explosions/Remote violence", "Suicide bomb")
FORCE = acled("Protests", "Excessive force against protesters")
CLASH = acled("Battles", "Armed clash")
ATTACK = acled("Violence against civilians", "Attack")
OTHERS = party("Nuba Guard", "identity militia")


def row(record: EventRecord) -> dict[str, str]:
    (one,) = table(written("ucdp", [record])[0])
    return one


def of(**fields: Any) -> dict[str, str]:
    return row(world.record(**{"place": place(), "date": when("2024-03-12"), "killed": toll(9, 9, 12), **fields}))


def test_the_columns_are_ucdps() -> None:
    assert list(of()) == COLUMNS
    assert len(COLUMNS) == 49


def test_a_row() -> None:
    one = row(world.told_twice())
    event = world.told_twice().event.event
    given = {name: cell for name, cell in one.items() if cell and name not in ("where_description", "source_article")}
    assert given == {
        "id": str(number(event)), "relid": event, "year": "2024", "code_status": "Clear",
        "side_a": "Government of Sudan", "number_of_sources": "2",
        "source_office": "Nuba Hills Monitor (fictional);Reuters",
        "source_date": "2024-03-14;2024-03-15T10:00:00+00:00",
        "source_headline": "Drones hit fuel market in Dilling as talks stall;Twelve dead “no warning”",
        "source_original": "doctors at the town's hospital", "where_prec": "1", "where_coordinates": "Dilling",
        "adm_1": "South Kordofan", "latitude": "12.05", "longitude": "29.65", "geom_wkt": "POINT (29.65 12.05)",
        "priogrid_gid": str(priogrid(12.05, 29.65)), "country": "Sudan", "country_id": "625", "region": "Africa",
        "event_clarity": "1", "date_prec": "1", "date_start": "2024-03-12", "date_end": "2024-03-12", "deaths_a": "0",
        "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "9", "best": "9", "high": "12", "low": "9",
        "gwnoa": "625",
    }  # fmt: skip
    assert one["where_description"] == "Dilling"
    assert one["source_article"].startswith('"Nuba Hills Monitor (fictional),2024-03-14,Drones hit fuel market')


@pytest.mark.parametrize(
    ("type", "initiators", "targets", "side_a", "side_b", "violence", "dead"),
    [
        (CLASH, [ARMY], [REBELS], STATE, "Marra Front", "1", "unknown"),
        (CLASH, [REBELS], [ARMY], STATE, "Marra Front", "1", "unknown"),
        (CLASH, [REBELS, OTHERS], [], "Marra Front", "Nuba Guard", "2", "unknown"),
        (ATTACK, [REBELS], [PEOPLE], "Marra Front", "Civilians", "3", "civilians"),
        (ATTACK, [SOMEONE], [PEOPLE], "gunmen", "Civilians", "", "civilians"),
        (ATTACK, [], [PEOPLE], "", "Civilians", "", "civilians"),
        (world.STRIKE, [ARMY], [REBELS], STATE, "Marra Front", "1", "b"),
        (world.STRIKE, [ARMY], [REBELS, PEOPLE], STATE, "Marra Front", "1", "unknown"),
        (world.STRIKE, [ARMY], [DEPOT], STATE, "", "", "unknown"),
        (BOMB, [REBELS], [ARMY], STATE, "Marra Front", "1", "unknown"),
        (FORCE, [ARMY], [CROWD], STATE, "Civilians", "3", "civilians"),
    ],
)  # fmt: skip
def test_sides_and_whose_the_dead_are(type: Any, initiators: Any, targets: Any, side_a: str, side_b: str, violence: str,
                                      dead: str) -> None:  # fmt: skip
    one = of(acled=type, initiators=tuple(initiators), targets=tuple(targets))
    assert (one["side_a"], one["side_b"], one["type_of_violence"]) == (side_a, side_b, violence)
    assert {side: one[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")} == {
        side: "9" if side == dead else "0" for side in ("a", "b", "civilians", "unknown")
    }
    assert one["dyad_name"] == (f"{side_a} - {side_b}" if side_a and side_b else "")


@pytest.mark.parametrize(
    ("killed", "numbers"),
    [
        (toll(4, 5, 6), ("4", "5", "6", "5")),
        (toll(9, 9, None), ("9", "9", "", "9")),
        (toll(None, None, None), ("", "", "", "")),
    ],
)
def test_tolls(killed: Any, numbers: tuple[str, ...]) -> None:
    one = of(killed=killed, targets=(PEOPLE,))
    assert (one["low"], one["best"], one["high"], one["deaths_civilians"]) == numbers


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"killed": None}, "no report tells of deaths"),
        ({"killed": toll(0, 0, 0)}, "nobody was killed"),
        ({"modality": "planned"}, "planned: no report says that it happened"),
        ({"acled": acled("Protests", "Peaceful protest")}, "no organised violence"),
        ({"acled": None}, "no organised violence"),
    ],
)
def test_what_ged_cannot_hold_is_left_out(fields: Any, why: str) -> None:
    content, _, report = written("ucdp", [world.record(**{"killed": toll(1, 1, 1), **fields})])
    assert table(content) == []
    assert [one.why for one in report.left_out] == [why]


def test_several_places_are_less_clear() -> None:
    assert of(places=(place(), place("Kadugli")))["event_clarity"] == "2"


def test_ids_are_numbers_that_any_program_holds_exactly() -> None:
    found = {number(one.event.event) for one in world.many(2_000)}
    assert len(found) == 2_000
    assert all(float(one) == one for one in found)


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (-90.0, -180.0, 1), (-89.75, -179.75, 1), (-89.75, 179.75, 720), (90.0, 180.0, 259_200), (0.25, 0.25, 129_961),
        (12.05, 29.65, 147_300),
    ],
)  # fmt: skip
def test_priogrid(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell
