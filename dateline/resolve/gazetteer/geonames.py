"""Read GeoNames' own files: a dump of one country or of all, alternate names, and the names of divisions.

https://download.geonames.org/export/dump/readme.txt describes them: tab-separated, no header, 19 columns for places.
Files may be zipped, as GeoNames offers them. GeoNames' data are under CC BY 4.0.
"""

import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import msgspec

from dateline.errors import DataError
from dateline.model import PlacePrecision
from dateline.resolve.gazetteer.fold import word_set
from dateline.resolve.gazetteer.record import Entry, town_radius_km
from dateline.resolve.gazetteer.sources import CITY

COLUMNS = 19
NO_NAMES = frozenset({"link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "piny", "abbr"})
"""Values of alternateNamesV2's language column that are codes, not names."""
SITE_CODES = word_set(
    """
    MILB INSM NVB AIRB AIRP AIRF AIRH CMP CMPRF CMPLA CMPMN CMPO CMPQ FT OILF OILW OILR OILT OILP GASF DAM BDG
    CSTM PRN RFU TUNL MN PS PSN PSH PRT HSP UNIV MSQE CH SQR MNMT RUIN BDGQ DCKB
    """
)
"""Feature codes of things that news reports as the very place of an event."""
SEA_CODES = frozenset({"SEA", "OCN", "GULF", "BAY", "STRT", "CHN", "SD"})
WIDE_CODES = {
    "MTS": 50.0,
    "STM": 30.0,
    "STMS": 30.0,
    "DSRT": 80.0,
    "ISL": 10.0,
    "ISLS": 30.0,
    "PLAT": 50.0,
    "VAL": 15.0,
    "LK": 8.0,
}
"""Radius in km of features that reach far; GeoNames gives a point only."""
CLASS_KIND = {"P": "town", "A": "division", "H": "water", "L": "area", "S": "site", "T": "mountain", "V": "forest"}
DIVISIONS: dict[str, tuple[PlacePrecision, float]] = {
    "ADM1": ("admin1", 80.0),
    "ADM2": ("district", 25.0),
    "ADM3": ("district", 12.0),
    "ADM4": ("district", 6.0),
    "ADMD": ("district", 15.0),
}


class Skipped(msgspec.Struct):
    """What a file had that could not be used: counts by reason. The one thing here that grows while a file is
    read."""

    reasons: dict[str, int] = msgspec.field(default_factory=dict)

    def add(self, reason: str) -> None:
        """Count one row."""
        self.reasons[reason] = self.reasons.get(reason, 0) + 1


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """Open a text file or the largest ``.txt`` inside a zip. Raises DataError when it cannot be read."""
    try:
        if path.suffix.lower() != ".zip":
            with path.open(encoding="utf-8", errors="strict", newline="\n") as stream:
                yield stream
            return
        with zipfile.ZipFile(path) as packed:
            inside = [
                i for i in packed.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()
            ]
            if not inside:
                raise DataError(f"{path} holds no .txt file")
            with packed.open(max(inside, key=lambda i: i.file_size)) as raw:
                yield TextIOWrapper(raw, encoding="utf-8", newline="\n")
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}") from error


def alternate_names(path: Path) -> dict[str, list[str]]:
    """Give the other names in Latin letters of ``alternateNamesV2.txt``, by GeoNames id, preferred ones first."""
    found: dict[str, list[str]] = defaultdict(list)
    with opened(path) as stream:
        for line in stream:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 5 and cells[2] not in NO_NAMES and _latin(cells[3]):
                found[cells[1]].insert(0 if cells[4] == "1" and cells[2] == "en" else len(found[cells[1]]), cells[3])
    return dict(found)


def division_names(path: Path) -> dict[str, str]:
    """Give the names of ``admin1CodesASCII.txt``, by code ("SY.07")."""
    with opened(path) as stream:
        table = [line.rstrip("\n").split("\t") for line in stream]
    return {cells[0]: cells[1] for cells in table if len(cells) >= 2}


def places(
    path: Path, iso3: dict[str, str], admin1: dict[str, str], others: dict[str, list[str]], skipped: Skipped
) -> Iterator[Entry]:
    """Give the places of a GeoNames dump; what cannot be used is counted in ``skipped``.

    ``iso3`` gives alpha-3 by alpha-2 codes, ``admin1`` names of divisions by code, ``others`` alternate names by id.
    Raises DataError when the file is no GeoNames dump at all.
    """
    with opened(path) as stream:
        for number, line in enumerate(stream, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != COLUMNS:
                if number == 1:
                    raise DataError(
                        f"{path}: line 1 has {len(cells)} columns; a GeoNames dump has {COLUMNS}, separated by tabs"
                    )
                skipped.add(f"not {COLUMNS} columns")
                continue
            entry = _entry(cells, iso3, admin1, others, skipped)
            if entry is not None:
                yield entry


def _entry(
    cells: list[str], iso3: dict[str, str], admin1: dict[str, str], others: dict[str, list[str]], skipped: Skipped
) -> Entry | None:
    gid, name, ascii_name, alternates, lat, lon, feature, code, two = cells[:9]
    try:
        point, people = (float(lat), float(lon)), int(cells[14] or 0)
    except ValueError:
        skipped.add("a coordinate or population that is no number")
        return None
    if feature not in CLASS_KIND or code.startswith("PCL"):
        skipped.add("countries, roads and undersea features")
        return None
    kind, precision, radius = _what(feature, code, people)
    given = [
        name,
        ascii_name,
        *others.get(gid, ()),
        *(v for v in alternates.split(",") if _latin(v) and v[:1].isupper()),
    ]
    return Entry(
        names=tuple(dict.fromkeys(filter(None, given))),
        lat=point[0],
        lon=point[1],
        kind=kind,
        precision=precision,
        radius_km=radius,
        population=people,
        country=iso3.get(two, ""),
        admin1=admin1.get(f"{two}.{cells[10]}", ""),
        geonames_id=gid,
        source="GeoNames",
    )


def _what(feature: str, code: str, people: int) -> tuple[str, PlacePrecision, float]:
    """Give kind, precision and radius (km) of a feature."""
    if feature == "P":
        kind = "capital" if code == "PPLC" else "city" if people >= CITY else "town"
        return kind, "town", town_radius_km(people)
    if feature == "A":
        precision, radius = DIVISIONS.get(code, ("district", 15.0))
        return ("admin1" if code == "ADM1" else "admin2"), precision, radius
    if code in SEA_CODES:
        return "sea", "sea", 50.0
    if feature == "S" or code in SITE_CODES:
        return code.lower(), "site", 1.0
    return CLASS_KIND[feature], "region", WIDE_CODES.get(code, 5.0)


def _latin(name: str) -> bool:
    return bool(name) and all(ord(c) < 0x250 or not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)
