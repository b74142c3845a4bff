"""The gazetteer: keys, look-up, the shipped facts, and the index file."""

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.gazetteer.build import write
from dateline.resolve.gazetteer.fold import light, loose
from dateline.resolve.gazetteer.record import Entry, town_radius_km
from dateline.resolve.gazetteer.sources import DATA, folder, rows, sites
from tests.resolve.places_world import world

HOMS = Entry(
    names=("Homs", "Hims"),
    lat=34.73,
    lon=36.71,
    kind="city",
    precision="town",
    radius_km=12,
    country="SYR",
    geonames_id="1",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Denis", "Saint-Denis"),
        ("Mt Vernon", "Mount Vernon"),
        ("Ft. Worth", "Fort Worth"),
        ("Kraków", "krakow"),
        ("Sana'a", "Sana’a"),
        ("The Hague", "Hague"),
        ("Łódź", "Lodz"),
        ("N.Y.", "NY"),
    ],
)
def test_light_keys_meet(one: str, other: str) -> None:
    assert light(one) == light(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("El Paso", "Paso"), ("Salvador", "El Salvador"), ("Essex", "Sussex"), ("Paris", "Parys"), ("Perth", "Perch")],
)
def test_light_keys_keep_names_apart(one: str, other: str) -> None:
    assert light(one) != light(other)


@pytest.mark.parametrize(
    "spellings",
    [
        "Deir Ezzor|Deir ez-Zor|Dayr az Zawr|Deir al-Zour|Deir Al Zor",
        "al-Mayadeen|Al Mayadin|Mayadin|al-Mayadin",
        "Qamishli|Al Qamishli|al-Kamishli",
        "Fallujah|al-Falluja|Al Fallujah",
        "Hodeidah|Al Hudaydah|Hudaydah",
        "Baalbek|Ba'albek",
        "Kandahar|Qandahar",
        "Hasakah|Al-Hasakah|Hassakeh",
    ],
)
def test_transliterations_meet(spellings: str) -> None:
    keys = {loose(name) for name in spellings.split("|")}
    assert len(keys) == 1
    assert keys != {""}


@pytest.mark.parametrize("name", ["", "...", "al", "Ta", "’"])
def test_too_little_gives_no_loose_key(name: str) -> None:
    assert loose(name) == ""


@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("Deir Ezzor", "SYR", "city", 35.3, 40.1),
        ("Dayr az Zawr", "SYR", "city", 35.3, 40.1),
        ("Kyiv", "UKR", "capital", 50.4, 30.5),
        ("Tarrant County", "USA", "admin2", 32.8, -97.3),
        ("Tarrant", "USA", "admin2", 32.8, -97.3),
        ("Borno State", "NGA", "admin1", 11.9, 13.1),
        ("Britain", "GBR", "country", 54.5, -3.3),
        ("al-Tanf", "SYR", "base", 33.5, 38.6),
        ("Conoco field", "SYR", "gas field", 35.3, 40.3),
        ("Snake Island", "UKR", "island", 45.3, 30.2),
    ],
)
def test_shipped_places_are_found(name: str, country: str, kind: str, lat: float, lon: float) -> None:
    found = [c for c in world().find(name, country) if c.kind == kind]
    assert found
    assert (found[0].lat, found[0].lon) == (pytest.approx(lat, abs=0.35), pytest.approx(lon, abs=0.35))


@pytest.mark.parametrize(
    "name", ["Hawija Sakr", "Ayash", "Green Village", "al-Saiqa camp", "al-Omar field", "Kharab Jir"]
)
def test_sites_that_no_gazetteer_has_say_how_they_were_placed(name: str) -> None:
    site = world().find(name, "SYR")[0]
    assert site.source.startswith("none, placed by")
    assert site.radius_km >= 5


def test_unknown_names_are_not_guessed() -> None:
    assert world().find("Xyzzyville") == []
    assert world().find("") == []


def test_short_forms_of_states() -> None:
    assert getattr(world().abbreviation("La."), "name", None) == "Louisiana"
    assert getattr(world().abbreviation("TX"), "name", None) == "Texas"
    assert world().abbreviation("Xx.") is None


def test_find_many_is_find() -> None:
    names = ["Paris", "Homs", "Nowhere at all"]
    assert world().find_many(names) == {name: world().find(name) for name in names}


def test_every_table_says_its_source_and_every_site_is_on_earth() -> None:
    for name in DATA:
        if name.endswith(".csv"):
            assert (folder() / name).read_text(encoding="utf-8").startswith("#")
    shipped = list(sites())
    assert len(shipped) >= 200
    assert all(site.source and site.kind and len(site.country) == 3 for site in shipped)
    assert len({site.names[0] for site in shipped}) == len(shipped)


def test_radius_grows_with_the_town() -> None:
    assert [town_radius_km(n) for n in (0, 500, 100_000, 1_000_000, 30_000_000)] == [2.0, 2.0, 4.7, 15.0, 40.0]


def test_an_index_is_whole_or_not_there(tmp_path: Path) -> None:
    def broken() -> "object":
        yield HOMS
        raise DataError("row 2 is wrong")

    with pytest.raises(DataError, match="row 2"):
        write(tmp_path / "own.sqlite", broken())  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def _write(path: Path) -> None:
    write(path, [HOMS] * 500)


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    workers = [multiprocessing.get_context("fork").Process(target=_write, args=(path,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [w.exitcode for w in workers] == [0, 0]
    assert [p.name for p in tmp_path.iterdir()] == ["places.sqlite"]
    assert Gazetteer(path).find("hims")[0].name == "Homs"


def test_an_index_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    write(path, [HOMS])
    gazetteer = Gazetteer(path)
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._indexes[0].execute("DELETE FROM place")
    gazetteer.close()


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    path.write_text("no index", encoding="utf-8")
    with pytest.raises(DataError, match="no index of places"):
        Gazetteer(path)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="'lon'"):
        list(rows(["name,lat", "Homs,1"], "my.csv", ("name", "lat", "lon")))
