"""The user's own places, in indexes beside the shipped one: GeoNames dumps and tables of sites.

import_places([Path("SY.zip"), Path("my_sites.csv")], cache)   -> what came in, what did not
own_indexes(cache, settings.sites)                             -> the index files for Gazetteer(path, own=...)
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.errors import DataError
from dateline.resolve.gazetteer import geonames, sources
from dateline.resolve.gazetteer.build import LAYOUT, write
from dateline.resolve.gazetteer.record import Entry

PREFIX = f"own-{LAYOUT}-"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import brought: places by file, rows left out by reason, and the index written."""

    places: dict[str, int]
    skipped: dict[str, int]
    index: Path


def import_places(
    files: Sequence[Path], cache: Path, *, alternates: Path | None = None, admin1: Path | None = None
) -> Imported:
    """Index the places of GeoNames dumps (``.txt``, ``.zip``) and tables of sites (``.csv``); a second import adds to
    the first.

    ``alternates`` is ``alternateNamesV2``, ``admin1`` is ``admin1CodesASCII``; without it the shipped names of
    divisions serve. The same files again replace their earlier index. Raises DataError for what cannot be read;
    nothing is then written.
    """
    index = cache / f"{PREFIX}{_name(files)}.sqlite"
    skipped = geonames.Skipped()
    counts: dict[str, int] = {}
    others = geonames.alternate_names(alternates) if alternates else {}
    names = geonames.division_names(admin1) if admin1 else sources.admin1_names()
    iso3 = sources.iso3()

    def entries() -> Iterator[Entry]:
        for file in files:
            counts[file.name] = 0
            found = (
                _table(file) if file.suffix.lower() == ".csv" else geonames.places(file, iso3, names, others, skipped)
            )
            for entry in found:
                counts[file.name] += 1
                yield entry

    _written(index, entries())
    return Imported(places=counts, skipped=skipped.reasons, index=index)


def own_indexes(cache: Path, sites: Sequence[str] = ()) -> list[Path]:
    """Give the indexes of the user's own places: imported ones, and those of the settings' tables of sites, built
    when they changed.

    Raises DataError when a table of sites cannot be used.
    """
    imported = sorted(p for p in cache.glob(f"{PREFIX}*.sqlite") if not p.name.startswith(f"{PREFIX}sites-"))
    tables = [Path(site) for site in sites]
    return [_sites_index(cache, table) for table in tables] + imported


def _sites_index(cache: Path, table: Path) -> Path:
    try:
        content = table.read_bytes()
    except OSError as error:
        raise DataError(f"the table of sites {table} cannot be read: {error}") from error
    index = cache / f"{PREFIX}sites-{hashlib.sha256(content).hexdigest()[:16]}.sqlite"
    if not index.exists():
        _written(index, _table(table))
    return index


def _table(file: Path) -> Iterator[Entry]:
    with geonames.opened(file) as stream:
        yield from sources.sites((line.removeprefix("\ufeff") for line in stream), file.name)


def _name(files: Sequence[Path]) -> str:
    return hashlib.sha256("\n".join(sorted(f.name for f in files)).encode()).hexdigest()[:12]


def _written(index: Path, entries: Iterator[Entry]) -> None:
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        write(index, entries)
    except OSError as error:
        raise DataError(f"the index {index} cannot be written: {error}") from error
