"""ACLED-like rows: columns, sides, codes, and nothing guessed."""

from typing import Any

import msgspec
import pytest

from dateline.events import EventRecord
from dateline.export.events._cells import restore
from dateline.export.events._facts import country, source_scale
from dateline.export.events.acled import timestamp
from dateline.model import Report
from tests.export.events import world
from tests.export.events.test_contract import table, written
from tests.export.events.world import acled, party, place, toll, when

COLUMNS = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip

REBELS = party("Marra Front", "rebel group", actor="marra-front", country="SDN")
ARMY = party("Military forces of Sudan", "state forces", country="SDN")
PEOPLE = party("villagers", "civilians")
CROWD = party("students", "protesters", country="SDN")
MOB = party("residents", "rioters")
SOMEONE = party("gunmen", "unknown")
ARMED, UNARMED, MARCHERS = "Military forces of Sudan", "Civilians (Sudan)", "Protesters (Sudan)"
TARGETING = "Civilian targeting"
CLASH, ATTACK = acled("Battles", "Armed clash"), acled("Violence against civilians", "Attack")
STOPPED = acled("Protests", "Protest with intervention")
FORCE = acled("Protests", "Excessive force against protesters")
TREATY = acled("Strategic developments", "Agreement")
DEPOT = party("fuel depot", "unknown", is_object=True)


def row(record: EventRecord) -> dict[str, str]:
    (one,) = table(written("acled", [record])[0])
    return one


def of(**fields: Any) -> dict[str, str]:
    return row(world.record(**{"place": place(), "date": when("2024-03-12"), **fields}))


def test_the_columns_are_acleds() -> None:
    assert list(of()) == COLUMNS
    assert len(COLUMNS) == 31


def test_a_row() -> None:
    one = row(world.told_twice())
    assert {name: one[name] for name in COLUMNS if name not in ("event_id_cnty", "notes", "tags")} == {
        "event_date": "2024-03-12", "year": "2024", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike", "actor1": "Army",
        "assoc_actor_1": "", "inter1": "1", "actor2": "", "assoc_actor_2": "", "inter2": "", "interaction": "10",
        "civilian_targeting": "", "iso": "729", "region": "Northern Africa", "country": "Sudan",
        "admin1": "South Kordofan", "admin2": "", "admin3": "", "location": "Dilling", "latitude": "12.05",
        "longitude": "29.65", "geo_precision": "1", "source": "Nuba Hills Monitor (fictional); Reuters",
        "source_scale": "International", "fatalities": "9", "timestamp": "1710921605",
    }  # fmt: skip
    assert one["notes"] == (
        "On 12 March 2024, air strike by Army against fuel market on the outskirts of Dilling, South Kordofan, Sudan. "
        "Weapons: drone. 9 killed (reports tell of 9 to 12). Injured: number not given. Damage is reported. "
        "Killed: 9 in one report, 12 in the other."
    )
    assert one["tags"] == (
        "Dateline, ACLED-like: not ACLED data; type=air_strike; damage=reported; date=day; status=accepted; "
        "confidence=0.93; reports=2; sources=2; part of=e-0000000000000000"
    )


@pytest.mark.parametrize(
    ("first", "last", "precision", "day", "year", "code"),
    [
        ("2024-03-12", "2024-03-12", "day", "2024-03-12", "2024", "1"),
        ("2024-03-12", "2024-03-13", "range", "2024-03-12", "2024", "2"),
        ("2024-03-11", "2024-03-17", "week", "2024-03-14", "2024", "2"),
        ("2024-03-01", "2024-03-31", "month", "2024-03-16", "2024", "3"),
        ("2023-12-30", "2024-01-03", "range", "2024-01-01", "2024", "2"),
        ("2024-01-01", "2024-12-31", "year", "", "2024", ""),
        ("2010-01-01", "2019-12-31", "decade", "", "", ""),
        (None, None, "day-of-year", "", "", ""),
    ],
)
def test_the_day(first: str | None, last: str | None, precision: str, day: str, year: str, code: str) -> None:
    one = of(date=when(first, last, precision))
    assert (one["event_date"], one["year"], one["time_precision"]) == (day, year, code)


@pytest.mark.parametrize(
    ("type", "initiators", "targets", "actor1", "inter1", "actor2", "inter2", "interaction", "targeting"),
    [
        (world.STRIKE, [ARMY], [REBELS], ARMED, "1", "Marra Front", "2", "12", ""),
        (world.STRIKE, [ARMY], [PEOPLE], ARMED, "1", UNARMED, "7", "17", TARGETING),
        (world.STRIKE, [ARMY], [DEPOT], ARMED, "1", "", "", "10", ""),
        (world.STRIKE, [], [PEOPLE], "", "", UNARMED, "7", "", TARGETING),
        (world.STRIKE, [SOMEONE], [PEOPLE], "gunmen", "", UNARMED, "7", "", TARGETING),
        (CLASH, [REBELS, ARMY], [], "Marra Front", "2", ARMED, "1", "12", ""),
        (CLASH, [ARMY], [REBELS], ARMED, "1", "Marra Front", "2", "12", ""),
        (acled("Protests", "Peaceful protest"), [CROWD], [], MARCHERS, "6", "", "", "60", ""),
        (STOPPED, [ARMY], [], MARCHERS, "6", ARMED, "1", "16", ""),
        (STOPPED, [PEOPLE], [ARMY], MARCHERS, "6", ARMED, "1", "16", ""),
        (STOPPED, [ARMY], [CROWD], MARCHERS, "6", ARMED, "1", "16", ""),
        (FORCE, [ARMY], [CROWD], MARCHERS, "6", ARMED, "1", "16", TARGETING),
        (acled("Riots", "Mob violence"), [MOB], [PEOPLE], "Rioters (Sudan)", "5", UNARMED, "7", "57", TARGETING),
        (ATTACK, [REBELS], [PEOPLE], "Marra Front", "2", UNARMED, "7", "27", TARGETING),
        (TREATY, [ARMY, REBELS], [], ARMED, "1", "Marra Front", "2", "12", ""),
    ],
)  # fmt: skip
def test_actors(type: Any, initiators: Any, targets: Any, actor1: str, inter1: str, actor2: str, inter2: str,
                interaction: str, targeting: str) -> None:  # fmt: skip
    one = of(acled=type, initiators=tuple(initiators), targets=tuple(targets))
    names = ("actor1", "inter1", "actor2", "inter2", "interaction", "civilian_targeting")
    assert tuple(one[name] for name in names) == (actor1, inter1, actor2, inter2, interaction, targeting)


def test_a_states_forces_abroad_are_external() -> None:
    one = of(initiators=(party("Military forces of Chad", "state forces", country="TCD"),), targets=(REBELS,))
    assert (one["inter1"], one["interaction"]) == ("8", "28")


def test_people_who_protest_are_protesters_by_their_own_name() -> None:
    one = of(acled=acled("Protests", "Peaceful protest"), initiators=(party("teachers", "civilians"),))
    assert (one["actor1"], one["assoc_actor_1"], one["interaction"]) == ("Protesters (Sudan)", "teachers", "60")


def test_what_people_are_called_and_further_parties_are_associates() -> None:
    one = of(initiators=(ARMY, REBELS), targets=(PEOPLE, party("civilians", "civilians")))
    assert (one["assoc_actor_1"], one["assoc_actor_2"]) == ("Marra Front", "villagers")


@pytest.mark.parametrize(
    ("killed", "fatalities", "said"),
    [
        (None, "", True), (toll(None, None, None), "", True), (toll(0, 0, 0), "0", False),
        (toll(9, 9, None), "9", False), (toll(4, 5, 6), "5", False),
    ],
)  # fmt: skip
def test_an_unknown_toll_is_never_nought(killed: Any, fatalities: str, said: bool) -> None:
    content, _, report = written("acled", [world.record(killed=killed, place=place(), date=when("2024-03-12"))])
    assert table(content)[0]["fatalities"] == fatalities
    assert ("fatalities" in {lost.field for lost in report.changed}) == said


@pytest.mark.parametrize(
    ("type", "disorder"),
    [
        (acled("Battles", "Armed clash"), "Political violence"),
        (acled("Riots", "Mob violence"), "Political violence"),
        (acled("Riots", "Violent demonstration"), "Demonstrations"),
        (acled("Protests", "Peaceful protest"), "Demonstrations"),
        (acled("Protests", "Excessive force against protesters"), "Political violence; Demonstrations"),
        (acled("Strategic developments", "Arrests"), "Strategic developments"),
    ],
)
def test_the_disorder_type(type: Any, disorder: str) -> None:
    assert of(acled=type)["disorder_type"] == disorder


@pytest.mark.parametrize("modality", ["denied", "planned", "threatened", "hypothetical", "recurring"])
def test_what_nobody_says_took_place_is_left_out(modality: str) -> None:
    content, _, report = written("acled", [world.record(modality=modality)])
    assert table(content) == []
    assert [one.why.split(":")[0] for one in report.left_out] == [modality]


def test_an_alleged_event_says_so() -> None:
    one = of(modality="alleged")
    assert one["notes"].endswith("This is alleged; nobody has confirmed it.")
    assert "modality=alleged" in one["tags"]


def test_a_district_is_admin2_and_an_unresolved_place_has_no_point() -> None:
    assert of(place=place("Dilling locality", precision="district"))["admin2"] == "Dilling locality"
    one = row(world.unplaced())
    assert (one["location"], one["latitude"], one["geo_precision"], one["iso"]) == ("Umm Something", "", "", "")


def test_formulas_are_made_safe_and_come_back() -> None:
    one = row(world.unicode())
    assert one["actor1"].startswith("'=cmd")
    assert restore(one["actor1"]) == "=cmd|' /C calc'!A0"
    assert one["country"] == "Syria"


@pytest.mark.parametrize(
    ("sources", "scale"),
    [
        (["Reuters"], "International"), (["AFP", "sudan tribune"], "International-National"),
        (["Dawn"], "International"), (["Our own paper"], ""), (["Telegram", "Our own paper"], "New media"), ([], ""),
    ],
)  # fmt: skip
def test_the_scale_of_sources(sources: list[str], scale: str) -> None:
    reports = tuple(Report(id=str(n), text="", source=name) for n, name in enumerate(sources))
    record = EventRecord(event=world.event(place=place()), claims=(), reports=reports)
    assert row(record)["source_scale"] == scale == source_scale(sources, "SDN")


@pytest.mark.parametrize(
    ("code", "iso", "acled_name", "region", "gw", "ucdp_name"),
    [
        ("SYR", 760, "Syria", "Middle East", 652, "Syria"),
        ("AFG", 4, "Afghanistan", "Caucasus and Central Asia", 700, "Afghanistan"),
        ("COD", 180, "Democratic Republic of Congo", "Middle Africa", 490, "DR Congo (Zaire)"),
        ("YEM", 887, "Yemen", "Middle East", 678, "Yemen (North Yemen)"),
        ("PSE", 275, "Palestine", "Middle East", None, "Palestinian Territory"),
        ("XKX", None, "Kosovo", "Europe", 347, "Kosovo"),
    ],
)
def test_countries(code: str, iso: int | None, acled_name: str, region: str, gw: int | None, ucdp_name: str) -> None:
    found = country(code)
    assert found is not None
    assert (found.iso, found.acled_name, found.acled_region, found.gw, found.ucdp_name) == (
        iso, acled_name, region, gw, ucdp_name,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, 1710921605),  # the record's last change of it
        ({"updated": None}, 1710921600),  # of no record: the last judgement
        ({"updated": None, "judgements": ()}, 1710496800),  # or else the latest report
        ({"updated": None, "judgements": (), "reports": ()}, None),
        ({"updated": "some day"}, None),
    ],
)
def test_the_timestamp_is_of_the_last_change(fields: dict[str, Any], expected: int | None) -> None:
    assert timestamp(msgspec.structs.replace(world.told_twice(), **fields)) == expected
