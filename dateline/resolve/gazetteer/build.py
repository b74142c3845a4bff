"""Build the index: one read-only SQLite file, named by a hash of what it is made of.

Two processes may build at once: each writes a file of its own and renames it into place, so that whoever opens the
index sees a whole one. The file is never changed afterwards, which lets SQLite open it without locks and share its
pages.
"""

import hashlib
import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from dateline.errors import DataError
from dateline.resolve.gazetteer import sources
from dateline.resolve.gazetteer.fold import TRANSLITERATED, light, loose
from dateline.resolve.gazetteer.record import Entry

LAYOUT = 7
"""Raised when the tables below or the keys change."""
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, kind TEXT, population INTEGER, country TEXT,
                    admin1 TEXT, geonames_id TEXT, source TEXT, radius_km REAL, precision TEXT, code TEXT);
CREATE TABLE key (key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE abbreviation (form TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
"""
LOOSE = "~"
"""Keys of the levelled spelling begin with it, so that both kinds share one table."""
MAX_LOOSE_VARIANTS = 60
"""World capitals have hundreds of names in all languages; what lies beyond the first ones is no English spelling."""
_KIND_AFTER = re.compile(
    r"^(.{3,}?) (?:county|parish|borough|census area|district|province|governorate|region|oblast|raion|krai|prefecture|"
    r"department|state|regional district|regional municipality|municipality|canton|division|territory|"
    r"metropolitan area|hsien|shi|xian|kabupaten)$"
)
_KIND_BEFORE = re.compile(
    r"^(?:qada|nahiyat|muhafazat|gouvernement|state of|province of|provincia de|departamento de|municipio de|powiat|"
    r"arrondissement de|arrondissement d|departement de|region de|region of|district de|commune de|city of|county|"
    r"wilaya de|kabupaten|changwat|amphoe|tinh|okres|raionul|judetul|estado de|gemeente|landkreis|kreis|cercle de|"
    r"woreda|royal borough of|borough of|metropolitan borough of|london borough of|kota|gmina|distrito de) (.{3,})$"
)
Say = Callable[[str], None]


def version() -> str:
    """Give the hash that names the index: of its layout and its sources."""
    return hashlib.sha256("\n".join([str(LAYOUT), *sources.fingerprint()]).encode()).hexdigest()[:16]


def prepare(cache: Path, say: Say) -> Path:
    """Give the path of the index, building it first when it is not there (20 seconds or so, once).

    ``say`` is told, in a sentence, when it builds. Raises DataError when the folder cannot be written.
    """
    path = cache / f"places-{version()}.sqlite"
    if path.exists():
        return path
    say(f"Building the index of places in {cache} (once; it takes about 20 seconds).")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        write(path, sources.everything(), sources.abbreviations())
    except OSError as error:
        raise DataError(
            f"the index of places cannot be written in {cache}: {error}; set `cache` to a folder that can"
        ) from error
    return path


def write(path: Path, entries: Iterable[Entry], abbreviations: Iterable[tuple[str, str]] = ()) -> int:
    """Write an index of ``entries`` at ``path``, whole or not at all, and give the number of places in it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary, isolation_level=None)) as db:
            count = _fill(db, entries, abbreviations)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return count


def _fill(db: sqlite3.Connection, entries: Iterable[Entry], abbreviations: Iterable[tuple[str, str]]) -> int:
    db.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; PRAGMA page_size=4096;" + SCHEMA
    )
    db.execute("BEGIN")
    keys: list[tuple[str, int, int]] = []
    number = 0
    for number, entry in enumerate(entries, 1):
        db.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                number,
                entry.names[0],
                entry.lat,
                entry.lon,
                entry.kind,
                entry.population,
                entry.country,
                entry.admin1,
                entry.geonames_id,
                entry.source,
                entry.radius_km,
                entry.precision,
                entry.code,
            ),
        )
        keys.extend((key, number, rank) for key, rank in _keys(entry))
    keys.sort()
    db.executemany("INSERT OR IGNORE INTO key VALUES (?,?,?)", keys)
    db.executemany("INSERT OR IGNORE INTO abbreviation VALUES (?,?)", _placed(db, abbreviations))
    db.execute("COMMIT")
    return number


def _keys(entry: Entry) -> Iterator[tuple[str, int]]:
    """Give the keys of an entry, each once, with the best rank it has."""
    found: dict[str, int] = {}
    division = entry.kind.startswith("admin")
    levelled = entry.country in TRANSLITERATED
    for i, name in enumerate(entry.names):
        key = light(name)
        if not key:
            continue
        found.setdefault(key, min(i, 1))
        if division and (short := _without_kind(key)):
            found.setdefault(short, 2)
        if levelled and i < MAX_LOOSE_VARIANTS and (level := loose(_without_kind(key) or key if division else key)):
            found.setdefault(LOOSE + level, 1)
    yield from found.items()


def _without_kind(key: str) -> str:
    """Give the key of a division's name without its word of kind, or "" when it has none."""
    match = _KIND_AFTER.match(key) or _KIND_BEFORE.match(key)
    return match.group(1) if match else ""


def _placed(db: sqlite3.Connection, abbreviations: Iterable[tuple[str, str]]) -> list[tuple[str, int]]:
    """Give (short form, place): the table has GeoNames' codes of divisions."""
    wanted = list(abbreviations)
    if not wanted:
        return []
    places = dict(db.execute("SELECT code, id FROM place WHERE kind = 'admin1'"))
    return [(form, places[code]) for form, code in wanted if code in places]
