"""The public profile: nothing that could put anyone in danger is in any byte of what it writes."""

import io
import json
from datetime import date
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest

from dateline.errors import UsageError
from dateline.events import Event, EventRecord
from dateline.export import events
from dateline.export.events import PublicProfile, Wanted
from dateline.export.events._loss import Counter
from dateline.export.events._public import public
from dateline.model import Report
from tests.export.events import world
from tests.export.events.test_contract import IDS, written
from tests.export.events.world import acled, party, place, when

TODAY = "2024-06-01"
PROFILE = PublicProfile(today=TODAY, names={"marra-front": "Marra Front"})
PUBLIC = Wanted(public=PROFILE)


def shown(record: EventRecord, profile: PublicProfile = PROFILE) -> Event:
    return public(record, profile, Counter(events.exporter("jsonl"))).event


def secret(kind: Any, path: str, found: list[str]) -> Any:
    """Give a value of a type with a different secret in every string, and every list with one entry."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return (secret(arguments[0], path, found),)
    if origin is dict:
        return {secret(str, path, found): secret(arguments[1], path, found)}
    if {type(None), msgspec.UnsetType} & {*arguments}:
        return secret(next(one for one in arguments if one not in (type(None), msgspec.UnsetType)), path, found)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind(**{
            field.name: secret(field.type, f"{path}.{field.name}", found) for field in msgspec.structs.fields(kind)
        })  # fmt: skip
    if kind is msgspec.Raw:
        found.append("SECRETraw")
        return msgspec.Raw(b'"SECRETraw"')
    if kind is str:
        found.append(f"SECRET{len(found)}")
        return found[-1]
    return {int: 7, float: 0.5, bool: False, bytes: b"SECRETbytes"}.get(kind)


PLAIN: dict[str, Any] = {
    "event": "e-1", "event_type": "air_strike", "acled": world.STRIKE, "plover": None, "cameo": "195", "parent": None,
    "date": when("2024-03-12", text="SECRETdate", start=0, end=4, timex_value="SECRETtimex", reason="SECRETwhy"),
}  # fmt: skip
"""What comes from closed lists or is an opaque id, and may be shown."""


def full_of_secrets() -> tuple[EventRecord, list[str]]:
    found: list[str] = []
    one: EventRecord = secret(EventRecord, "", found)
    known = msgspec.structs.replace(
        one.event.place, country="SDN", admin1="South Kordofan", lat=12.05123, lon=29.65456, precision="site"
    )  # type: ignore[type-var]
    event = msgspec.structs.replace(one.event, **PLAIN, place=known, places=(known,), confidence=0.5)
    return msgspec.structs.replace(one, event=event, change=None), found


@pytest.mark.parametrize("name", events.names())
def test_no_word_of_the_record_is_in_any_byte(name: str) -> None:
    """Every string of an event, its claims, reports and judgements is a secret; none may come out."""
    record, found = full_of_secrets()
    assert len(found) > 80
    content, beside, report = written(name, [record], PUBLIC)
    assert IDS[name](content) == ["e-1"] or report.written == 0
    every = b"".join([content, *beside.values(), report.json(), *map(str.encode, report.summary())])
    assert b"SECRET" not in every
    assert b"12.051" not in every
    assert b"29.654" not in every
    if name == "geoparquet":
        import pyarrow.parquet as pq

        assert "SECRET" not in str(pq.read_table(io.BytesIO(content)).to_pylist())


@pytest.mark.parametrize("name", events.names())
def test_names_of_victims_witnesses_and_reviewers_are_nowhere(name: str) -> None:
    record = world.told_twice()
    content, beside, report = written(name, [record], PUBLIC)
    every = b"".join([content, *beside.values(), report.json()]).decode("utf-8", "replace")
    for word in ("traders", "fuel market", "doctors", "Rosa", "Dilling", "example.org", "no warning", "Nuba Hills"):
        assert word not in every, word
    assert report.withheld


@pytest.mark.parametrize(
    ("given", "name", "actor"),
    [
        (party("Ahmed Ali", "civilians"), "Civilians", None),
        (party("Ahmed Ali", "civilians", country="SDN"), "Civilians (Sudan)", None),
        (party("Médecins du Monde", "civilians", actor="marra-front"), "Civilians", None),
        (party("the students of Dr Ali", "protesters", country="SDN"), "Protesters (Sudan)", None),
        (party("one Ahmed", "unknown"), "Not named", None),
        (party("Col Ahmed of the Front", "rebel group", actor="marra-front"), "Marra Front", "marra-front"),
        (party("Ahmed's men", "rebel group", actor="ahmeds-men"), "Rebel group", None),
        (party("General Ali", "state forces", country="SDN"), "State forces (Sudan)", None),
        (party("Ali's army", "state forces", actor="state:SDN:army"), "State forces", "state:SDN:army"),
        (party("the house of Ahmed Ali", "civilians", is_object=True, country="SDN"), "Object", None),
    ],
)  # fmt: skip
def test_parties(given: Any, name: str, actor: str | None) -> None:
    (one,) = shown(world.record(targets=(given,))).targets
    assert (one.name, one.text, one.actor, one.aliases) == (name, name, actor, ())


@pytest.mark.parametrize(
    ("level", "grid", "lat", "lon", "name", "precision"),
    [
        ("grid", 0.5, 12.25, 29.75, "South Kordofan", "admin1"),
        ("grid", 1.0, 12.5, 29.5, "South Kordofan", "admin1"),
        ("grid", 0.1, 12.05, 29.65, "South Kordofan", "admin1"),
        ("admin1", 0.5, None, None, "South Kordofan", "admin1"),
        ("country", 0.5, None, None, "Sudan", "country"),
    ],
)
def test_places(level: Any, grid: float, lat: float | None, lon: float | None, name: str, precision: str) -> None:
    exact = place(lat=12.051, lon=29.651, geonames_id="378493", feature="hospital", relation="near", precision="site")
    one = shown(world.record(place=exact, places=(exact,)), msgspec.structs.replace(PROFILE, place=level, grid=grid))
    assert one.place is not None
    assert (one.place.lat, one.place.lon, one.place.name, one.place.precision) == (lat, lon, name, precision)
    assert (one.place.geonames_id, one.place.feature, one.place.relation) == (None, None, "in")
    assert one.places == (one.place,)
    if lat is not None:
        assert (one.place.radius_km or 0) > 55 * grid


@pytest.mark.parametrize(("lat", "lon"), [(90.0, 180.0), (-90.0, -180.0), (0.0, 0.0), (89.99, -179.99)])
@pytest.mark.parametrize("grid", [0.1, 0.5, 0.7, 7.0, 10.0])
def test_a_cells_middle_is_in_the_cell_and_on_the_earth(lat: float, lon: float, grid: float) -> None:
    one = shown(world.record(place=place(lat=lat, lon=lon)), msgspec.structs.replace(PROFILE, grid=grid)).place
    assert one is not None
    assert abs(one.lat or 0) <= 90
    assert abs(one.lon or 0) <= 180
    assert abs((one.lat or 0) - lat) <= grid
    assert abs((one.lon or 0) - lon) <= grid


def test_two_events_in_one_cell_cannot_be_told_apart_by_place() -> None:
    first, second = (shown(world.record(place=place(lat=lat, lon=29.6))).place for lat in (12.05, 12.44))
    assert first == second


@pytest.mark.parametrize("sub", ["Sexual violence", "Abduction/forced disappearance"])
def test_what_a_place_and_day_could_betray_has_country_and_month(sub: str) -> None:
    kind = acled("Violence against civilians", sub)
    one = shown(world.record(acled=kind, place=place(), places=(place(),), date=when("2024-03-12")))
    assert one.place is not None
    assert (one.place.name, one.place.lat, one.place.admin1) == ("Sudan", None, None)
    assert one.date is not None
    assert (one.date.first, one.date.last, one.date.precision) == ("2024-03-01", "2024-03-31", "month")


@pytest.mark.parametrize(
    ("day", "published", "delay", "out"),
    [
        ("2024-05-02", None, 30, True),
        ("2024-05-03", None, 30, False),
        ("2024-06-01", None, 0, True),
        ("2025-01-01", None, 30, False),
        (None, "2024-05-02", 30, True),
        (None, "2024-05-30T10:00:00Z", 30, False),
        (None, None, 0, False),
    ],
)
def test_the_delay(day: str | None, published: str | None, delay: int, out: bool) -> None:
    reports = (Report(id="r", text="", published=published),) if published else ()
    record = EventRecord(event=world.event(date=when(day) if day else None), claims=(), reports=reports)
    wanted = Wanted(public=msgspec.structs.replace(PROFILE, delay_days=delay))
    content, _, report = written("jsonl", [record], wanted)
    assert bool(content) == out
    assert all(one.examples == () for one in report.left_out)


def test_a_span_counts_from_its_last_day() -> None:
    assert PROFILE.release(world.record(date=when("2024-01-01", "2024-12-31", "year"))) == date(2025, 1, 30)


def test_known_publishers_are_shown_and_no_other() -> None:
    (line,) = written("jsonl", [world.told_twice()], PUBLIC)[0].splitlines()
    reports = json.loads(line)["reports"]
    assert [report["source"] for report in reports] == ["Reuters"]
    assert {value for report in reports for key, value in report.items() if key != "source"} <= {None, ""}


def test_the_version_says_nothing_of_what_is_withheld() -> None:
    first, second = (world.record(targets=(party(name, "civilians"),), version=f"v-{name}") for name in ("A", "B"))
    assert shown(first).version == shown(second).version != first.event.version


def test_the_report_says_what_was_withheld_and_by_which_settings() -> None:
    _, _, report = written("csv", [world.told_twice()], PUBLIC)
    assert (report.profile, report.settings["grid_degrees"], report.settings["delay_days"]) == ("public", 0.5, 30)
    withheld = {lost.field: lost.values for lost in report.withheld}
    assert withheld["claims"] == 2
    assert withheld["judgements"] == 1
    assert withheld["updated"] == 1
    assert withheld["targets"] == 1
    assert withheld["place"] == 1
    assert withheld["reports.source"] == 1


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        (PublicProfile(today=TODAY, grid=0.01), "a grid of 0.01 degrees is not allowed; allowed: 0.1 to 10 degrees"),
        (PublicProfile(today=TODAY, delay_days=-1), "a delay of -1 days is not allowed; allowed: 0 or more"),
    ],
)
def test_settings_that_cannot_be(profile: PublicProfile, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        written("csv", [], Wanted(public=profile))
    assert str(caught.value) == message


def test_every_party_kind_has_a_name_for_the_nameless() -> None:
    from dateline.export.events._public import NAMELESS
    from dateline.model import PartyKind

    assert set(NAMELESS) == set(get_args(PartyKind))
