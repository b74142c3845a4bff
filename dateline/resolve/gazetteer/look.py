"""Look names up in the index."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from dateline.resolve.gazetteer.build import LOOSE
from dateline.resolve.gazetteer.fold import light, loose
from dateline.resolve.gazetteer.record import Candidate

MMAP_BYTES = 128 * 1024 * 1024
MAX_CANDIDATES = 80
"""The most common names of the world have some hundred bearers; the least populous ones beyond this many are left
out."""
BATCH = 400
"""Keys a query: SQLite takes 999 parameters at least."""
Row = tuple[Any, ...]
"""A row of :data:`_COLUMNS`, as SQLite gives it; the index is our own file, so its types are those of the table."""
_COLUMNS = (
    "k.key, k.rank, p.name, p.lat, p.lon, p.kind, p.population, p.country, p.admin1, p.geonames_id, p.source,"
    " p.radius_km, p.precision, p.code"
)


class Gazetteer:
    """The places of the world, by name. Reads only; any number of processes may open the same index.

    ``own`` are indexes of the user's own places (``dateline gazetteer import``): their places come first.
    Raises DataError when a file is no index.
    """

    def __init__(self, path: Path, own: Sequence[Path] = ()) -> None:
        self._indexes = [_open(p) for p in (*own, path)]
        self._abbreviations = _abbreviations(self._indexes[-1])

    def close(self) -> None:
        """Close the index files."""
        for index in self._indexes:
            index.close()

    def find(self, name: str, country: str | None = None) -> list[Candidate]:
        """Give the places that ``name`` may mean, the most populous first, those named exactly so before the others.

        ``country`` (ISO alpha-3) keeps only places in it. A name that is not there gives an empty list: nothing is
        guessed.
        """
        found = self.find_many([name])[name]
        return [c for c in found if country is None or c.country == country]

    def find_many(self, names: Iterable[str]) -> dict[str, list[Candidate]]:
        """Give :meth:`find` for many names with few queries."""
        asked = {name: (light(name), loose(name)) for name in names}
        keys = {key for key, _ in asked.values() if key} | {LOOSE + key for _, key in asked.values() if key}
        rows = self._rows(sorted(keys))
        answer = {}
        for name, (key, level) in asked.items():
            found = rows.get(key, [])
            known = {(c.geonames_id or c.name, c.lat) for c in found}
            rest = [c for c in rows.get(LOOSE + level, []) if (c.geonames_id or c.name, c.lat) not in known]
            answer[name] = (found + rest)[:MAX_CANDIDATES]
        return answer

    def abbreviation(self, form: str) -> Candidate | None:
        """Give the state or province that a short form ("La.", "TX") stands for, or None."""
        return self._abbreviations.get(form)

    def _rows(self, keys: list[str]) -> dict[str, list[Candidate]]:
        found: dict[str, list[Candidate]] = {}
        seen: set[tuple[str, str]] = set()  # (key, GeoNames id): what an own index has hides the shipped row
        for index in self._indexes:
            for i in range(0, len(keys), BATCH):
                some = keys[i : i + BATCH]
                marks = ",".join("?" * len(some))
                query = f"SELECT {_COLUMNS} FROM key k JOIN place p ON p.id = k.place WHERE k.key IN ({marks})"
                for row in sorted(index.execute(query, some), key=_by_size):
                    if not row[9] or (row[0], row[9]) not in seen:
                        seen.add((row[0], row[9]))
                        found.setdefault(row[0], []).append(_candidate(row))
        return found


def _by_size(row: Row) -> tuple[bool, int, str]:
    return row[5] != "country", -int(row[6]), str(row[9])


def _candidate(row: Row) -> Candidate:
    key, rank, name, lat, lon, kind, population, country, admin1, gid, source, radius, precision, code = row
    return Candidate(
        name=name,
        lat=lat,
        lon=lon,
        kind=kind,
        population=population,
        country=country,
        admin1=admin1,
        geonames_id=gid,
        source=source,
        radius_km=radius,
        precision=precision,
        code=code,
        exact=not key.startswith(LOOSE),
        rank=rank,
    )


def _abbreviations(index: sqlite3.Connection) -> dict[str, Candidate]:
    query = f"SELECT a.form, {_COLUMNS} FROM (SELECT form, place, '' AS key, 1 AS rank FROM abbreviation) a"
    rows = index.execute(query.replace("k.", "a.") + " JOIN place p ON p.id = a.place")
    return {row[0]: _candidate(row[1:]) for row in rows}


def _open(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        db.execute(f"PRAGMA mmap_size={MMAP_BYTES}")
        db.execute(f"SELECT {_COLUMNS} FROM key k JOIN place p ON p.id = k.place LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise DataError(f"{path} is no index of places ({error}); delete it, and it is built anew") from error
    return db
