"""GeoNames' own files, whole: a dump of 19 columns with divisions, alternate names and admin codes, a table of sites
with P-codes beside it, and what coding makes of them. The rows are invented; their format is GeoNames'.

``DATELINE_GEONAMES_DUMP`` may name a real dump of a country (AU.txt of npm's ``geonames`` 0.2.1, or one of GeoNames'
downloads): then it is imported too. Nothing here downloads it.
"""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import commands
from dateline.resolve.gazetteer import Gazetteer, Imported, import_places, own_indexes
from dateline.resolve.gazetteer.build import prepare, version, write
from dateline.resolve.gazetteer.geonames import COLUMNS
from dateline.settings import Settings

ROWS = """
90000001|Qasr al Mukhtara'|Qasr al Mukhtara'|Kasr Mukhtara,qasr|35.51|40.21|P|PPL|SY||07|SY0701|||340||210|@
90000002|Nahiyat Mukhtara'|Nahiyat Mukhtara'|Mukhtara District|35.6|40.3|A|ADM2|SY||07|SY0701|||0||205|@
90000003|Muhafazat Mukhtara'|Muhafazat Mukhtara'||35.4|40.4|A|ADM1|SY||07||||90000||205|@
90000004|Mu`askar Mukhtara'|Mu`askar Mukhtara'||35.52|40.25|S|MILB|SY||07||||0||211|@
90000005|Wadi Mukhtara'|Wadi Mukhtara'||35.3|40.1|T|VAL|SY||07||||0||190|@
90000006|Nahr Mukhtara'|Nahr Mukhtara'||35.2|40.0|H|STM|SY||07||||0||180|@
90000007|Tariq Mukhtara'|Tariq Mukhtara'||35.2|40.0|R|RD|SY||07||||0||180|@
90000008|Bi'r Mukhtara'|Bi'r Mukhtara'|بئر المختارة|35.25|40.05|H|WLL|SY||99||||0||-9999||2021-05-01
"""
ALTERNATES = """
1|90000001|en|Zumurrudville|1||||
2|90000001|ar|قصر المختارة|||||
3|90000001|link|https://example.org/Zumurrud|||||
4|90000001|wkdt|Q0|||||
5|90000001|fr|Château Zumurrud||||1|1920|1946
"""
ADMIN1 = """
SY.07|Eastern Test Province|Eastern Test Province|90000003
"""
PCODES = """name,lat,lon,variants,kind,precision,radius_km,country,admin1,pcode
Tell Zumurrud,35.55,40.15,Tall Zumurrud|Tal Zomorrod,village,town,2,SYR,Eastern Test Province,C7001
Zumurrud Crossing,35.56,40.45,,crossing,site,1,SYR,,SY070103
"""
KINDS = {
    # id in the dump: kind, precision
    "90000001": ("town", "town"),
    "90000002": ("admin2", "district"),
    "90000003": ("admin1", "admin1"),
    "90000004": ("milb", "site"),
    "90000005": ("mountain", "region"),
    "90000006": ("water", "region"),
    "90000008": ("water", "region"),
}


def tabbed(rows: str) -> str:
    """Give rows as GeoNames writes them; "@" stands for the last two columns: time zone, day of the last change."""
    return rows.lstrip("\n").replace("@", "Asia/Damascus|2021-05-01").replace("|", "\t")


def imported(folder: Path, cache: Path) -> Imported:
    """The four files of a user, imported together."""
    for name, text in (("SY.txt", ROWS), ("alternateNamesV2.txt", ALTERNATES), ("admin1CodesASCII.txt", ADMIN1)):
        (folder / name).write_text(tabbed(text), encoding="utf-8")
    (folder / "pcodes.csv").write_text(PCODES, encoding="utf-8")
    return import_places(
        [folder / "SY.txt", folder / "pcodes.csv"],
        cache,
        alternates=folder / "alternateNamesV2.txt",
        admin1=folder / "admin1CodesASCII.txt",
    )


@pytest.fixture
def world(tmp_path: Path) -> tuple[Imported, Gazetteer]:
    """What the import told, and a gazetteer of the own places only."""
    cache = tmp_path / "cache"
    done = imported(tmp_path, cache)
    write(tmp_path / "shipped.sqlite", [])
    return done, Gazetteer(tmp_path / "shipped.sqlite", own_indexes(cache))


def test_the_rows_have_the_columns_of_geonames() -> None:
    assert {line.count("\t") + 1 for line in tabbed(ROWS).splitlines()} == {COLUMNS}


def test_what_comes_in_and_what_does_not(world: tuple[Imported, Gazetteer]) -> None:
    done, _ = world
    assert done.places == {"SY.txt": len(KINDS), "pcodes.csv": 2}
    assert done.skipped == {"countries, roads and undersea features": 1}


def test_every_sort_of_feature_has_its_kind_and_precision(world: tuple[Imported, Gazetteer]) -> None:
    names = {line.split("\t")[0]: line.split("\t")[1] for line in tabbed(ROWS).splitlines()}
    found = {gid: next(c for c in world[1].find(names[gid]) if c.geonames_id == gid) for gid in KINDS}
    assert {gid: (c.kind, c.precision) for gid, c in found.items()} == KINDS
    assert {gid: c.admin1 for gid, c in found.items()} == {
        gid: "" if gid == "90000008" else "Eastern Test Province" for gid in KINDS
    }


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Qasr al-Mukhtara", "90000001"),  # no apostrophe, a hyphen for the blank
        ("Kasr Mukhtara", "90000001"),  # the dump's own column of other names
        ("Zumurrudville", "90000001"),  # alternateNamesV2, preferred
        ("Chateau Zumurrud", "90000001"),  # alternateNamesV2, without its accent
        ("Mukhtara District", "90000002"),
        ("Q0", ""),  # a Wikidata id is no name
        ("https://example.org/Zumurrud", ""),
        ("qasr", ""),  # a skeleton of letters is no name
    ],
)
def test_names_from_every_file(world: tuple[Imported, Gazetteer], name: str, found: str) -> None:
    assert [c.geonames_id for c in world[1].find(name)[:1]] == ([found] if found else [])


def test_p_codes_stay(world: tuple[Imported, Gazetteer]) -> None:
    codes = {name: world[1].find(name)[0].code for name in ("Tal Zomorrod", "Tell Zumurrud", "Zumurrud Crossing")}
    assert codes == {"Tal Zomorrod": "C7001", "Tell Zumurrud": "C7001", "Zumurrud Crossing": "SY070103"}


# ------------------------------------------------------------------------------------------------ and then coding

TEXT = (
    "At least four people were killed on Tuesday when shells hit the village of Tell Zumurrud in eastern Syria, "
    "residents said. On Monday soldiers clashed with rebels in Zumurrudville.\n"
)
PLACES = {
    # words of the text: name, latitude, longitude, precision
    "Tell Zumurrud": ("Tell Zumurrud", 35.55, 40.15, "town"),
    "Zumurrudville": ("Qasr al Mukhtara'", 35.51, 40.21, "town"),
}


def dateline(verb: str, folder: Path) -> list[dict[str, object]]:
    """The answers of the command line on TEXT, with the cache of ``folder``."""
    table, report = folder / "dateline.toml", folder / "report.txt"
    table.write_text(f"cache = '{folder / 'cache'}'\n", encoding="utf-8")
    report.write_text(TEXT, encoding="utf-8")
    words = (verb, str(report), "--published", "2021-06-09", "--to", "jsonl", "--settings", str(table))
    done = CliRunner().invoke(commands, words, catch_exceptions=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def said(places: object) -> dict[str, tuple[object, ...]]:
    assert isinstance(places, list)
    return {p["text"]: (p["name"], p["lat"], p["lon"], p["precision"]) for p in places if p["text"] in PLACES}


def test_imported_places_are_resolved_by_annotate_and_code(tmp_path: Path) -> None:
    """With the shipped gazetteer whole: these names are not in it."""
    shipped, cache = prepare(Path(Settings().cache), lambda message: None), tmp_path / "cache"
    cache.mkdir()
    (cache / shipped.name).symlink_to(shipped)
    assert shipped.name == f"places-{version()}.sqlite"
    (before,) = dateline("annotate", tmp_path)
    assert all(lat is None for _, lat, _, _ in said(before["places"]).values())
    imported(tmp_path, cache)
    (after,) = dateline("annotate", tmp_path)
    assert said(after["places"]) == PLACES
    claims = dateline("code", tmp_path)
    assert len(claims) == 2
    assert [said(claim["places"]) for claim in claims] == [{words: PLACES[words]} for words in PLACES]


# ------------------------------------------------------------------------------------------------ a real dump

REAL = Path(os.environ.get("DATELINE_GEONAMES_DUMP", ""))


@pytest.mark.skipif(not REAL.is_file(), reason="DATELINE_GEONAMES_DUMP names no file")
def test_a_real_dump_of_a_country(tmp_path: Path) -> None:
    lines = REAL.read_text(encoding="utf-8").split("\n")
    rows = [cells for line in lines if len(cells := line.rstrip("\r").split("\t")) == COLUMNS]
    done = import_places([REAL], tmp_path / "cache")
    assert sum(done.places.values()) + sum(done.skipped.values()) == sum(1 for line in lines if line)
    assert done.places[REAL.name] > 0.9 * len(rows)
    assert done.index.stat().st_size < 1_000_000 + 250 * len(rows)
    write(tmp_path / "shipped.sqlite", [])
    gazetteer = Gazetteer(tmp_path / "shipped.sqlite", [done.index])
    bearers = Counter(cells[1] for cells in rows)
    alone = [c for c in rows if c[6] == "P" and bearers[c[1]] == 1][:: max(1, len(rows) // 500)]
    missed = [c[1] for c in alone if c[0] not in {found.geonames_id for found in gazetteer.find(c[1])}]
    assert alone
    assert not missed
