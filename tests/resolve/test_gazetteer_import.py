"""The user's own places: GeoNames' files, tables of sites, and what cannot be used."""

import zipfile
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.resolve.gazetteer import Gazetteer, import_places, own_indexes
from dateline.resolve.gazetteer.build import write


def dump_row(
    gid: int, name: str, feature: str, code: str, *, others: str = "", people: int = 0, lat: str = "35.5"
) -> str:
    """One row of a GeoNames dump, invented."""
    cells = [
        str(gid),
        name,
        name,
        others,
        lat,
        "40.1",
        feature,
        code,
        "SY",
        "",
        "07",
        "",
        "",
        "",
        str(people),
        "",
        "",
        "Asia/Damascus",
        "2020-01-01",
    ]
    return "\t".join(cells)


DUMP = "\n".join(
    [
        dump_row(1, "Tell Invented", "P", "PPL", others="Tall Invented,تل", people=1200),
        dump_row(2, "Camp Invented", "S", "MILB"),
        dump_row(3, "Mount Invented", "T", "MT"),
        dump_row(4, "Invented District", "A", "ADM2"),
        dump_row(5, "Invented Road", "R", "RD"),
        dump_row(6, "Broken", "P", "PPL", lat="north"),
        "7\ttoo short",
    ]
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "SY.txt"
    path.write_text(DUMP + "\n", encoding="utf-8")
    return path


def found(cache: Path, tmp_path: Path, sites: tuple[str, ...] = ()) -> Gazetteer:
    """A gazetteer of an empty shipped index and the own ones."""
    shipped = tmp_path / "shipped.sqlite"
    write(shipped, [])
    return Gazetteer(shipped, own_indexes(cache, sites))


def test_a_geonames_dump(dump: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    done = import_places([dump], cache)
    assert done.places == {"SY.txt": 4}
    assert done.skipped == {
        "countries, roads and undersea features": 1,
        "a coordinate or population that is no number": 1,
        "not 19 columns": 1,
    }
    gazetteer = found(cache, tmp_path)
    town = gazetteer.find("Tall Invented")[0]
    assert (town.name, town.kind, town.country, town.admin1, town.geonames_id) == (
        "Tell Invented",
        "town",
        "SYR",
        "Deir ez-Zor",
        "1",
    )
    kinds = {
        name: gazetteer.find(name)[0].precision for name in ("Camp Invented", "Mount Invented", "Invented District")
    }
    assert kinds == {"Camp Invented": "site", "Mount Invented": "region", "Invented District": "district"}


def test_a_zipped_dump_with_alternate_names_and_divisions(dump: Path, tmp_path: Path) -> None:
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(dump, "SY.txt")
        archive.writestr("readme.txt", "x" * 100_000)
    alternates, admin1 = tmp_path / "alternateNamesV2.txt", tmp_path / "admin1CodesASCII.txt"
    alternates.write_text(
        "1\t1\ten\tInventedville\t1\t\n2\t1\tlink\thttps://example.org\t\n3\t1\tar\tتل\t\n", encoding="utf-8"
    )
    admin1.write_text("SY.07\tSeventh Province\tSeventh Province\t99\n", encoding="utf-8")
    cache = tmp_path / "cache"
    import_places([packed], cache, alternates=alternates, admin1=admin1)
    town = found(cache, tmp_path).find("Inventedville")[0]
    assert (town.name, town.admin1) == ("Tell Invented", "Seventh Province")


def test_a_second_import_adds_and_the_same_file_replaces(dump: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    import_places([dump], cache)
    import_places([dump], cache)
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon\nMy Post,35,40\n", encoding="utf-8")
    import_places([table], cache)
    gazetteer = found(cache, tmp_path)
    assert len(gazetteer.find("Tell Invented")) == 1
    assert len(gazetteer.find("My Post")) == 1


def test_a_table_of_sites_keeps_its_codes(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text(
        "\ufeffName,Lat,Lon,Variants,Kind,Radius_km,Precision,Country,PCode\n"
        "Al Post,35.1,40.2,Post One|P-1,checkpoint,0.5,site,SYR,SY070101\n",
        encoding="utf-8",
    )
    site = found(tmp_path / "cache", tmp_path, (str(table),)).find("post one")[0]
    assert (site.name, site.kind, site.radius_km, site.country, site.code, site.source) == (
        "Al Post",
        "checkpoint",
        0.5,
        "SYR",
        "SY070101",
        "mine.csv",
    )


def test_a_changed_table_is_indexed_anew(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    for lat in (35.0, 36.0):
        table.write_text(f"name,lat,lon\nMy Post,{lat},40\n", encoding="utf-8")
        assert found(tmp_path / "cache", tmp_path, (str(table),)).find("My Post")[0].lat == lat


def test_own_places_come_first_and_hide_their_shipped_row(dump: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    done = import_places([dump], cache)
    both = Gazetteer(done.index, [done.index])
    assert len(both.find("Tell Invented")) == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.txt", "one\ttwo\n", "line 1 has 2 columns; a GeoNames dump has 19"),
        ("x.csv", "name,lat\nA,1\n", "no column 'lon'"),
        ("x.csv", "name,lat,lon\nA,1,2\nB,north,2\n", r"row 2 \(B\): lat is 'north'"),
        ("x.csv", "name,lat,lon\nA,95,2\n", r"row 1 \(A\): 95.0, 2.0 .* is no place on Earth"),
        ("x.csv", "name,lat,lon,precision\nA,5,2,exact\n", "precision 'exact'; allowed: site, town"),
        ("x.zip", "no zip", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_said_and_leaves_nothing(name: str, content: str, message: str, tmp_path: Path) -> None:
    file, cache = tmp_path / name, tmp_path / "cache"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        import_places([file], cache)
    assert not list(cache.glob("*"))


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        own_indexes(tmp_path, [str(tmp_path / "none.csv")])


def test_an_import_is_named_by_its_path_and_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.resolve.gazetteer import imports

    cache, told = tmp_path / "cache", []
    for folder, name in (("a", "Sul"), ("b", "Mor")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.csv").write_text(f"name,lat,lon\n{name},1,2\n", encoding="utf-8")
        import_places([tmp_path / folder / "mine.csv"], cache)
    assert len(own_indexes(cache)) == 2
    monkeypatch.setattr(imports, "PREFIX", "own-next-")
    assert len(own_indexes(cache, say=told.append)) == 2
    assert len(told) == 2
    monkeypatch.setattr(imports, "PREFIX", "own-after-")
    (tmp_path / "a" / "mine.csv").unlink()
    with pytest.raises(DataError, match=r"mine\.csv is not there; import them anew, or delete"):
        own_indexes(cache)
