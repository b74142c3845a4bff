"""The user's own places, in indexes beside the shipped one: GeoNames dumps and tables of sites.

import_places([Path("SY.zip"), Path("my_sites.csv")], cache)   -> what came in, what did not
own_indexes(cache, settings.sites)                             -> the index files for Gazetteer(path, own=...)

An import is named by the full paths of its files, so that two files of one name in two folders are two imports. Beside
its index stands a small file that says where it came from: when the layout of indexes changes, it is built again.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dateline.errors import DataError
from dateline.resolve.gazetteer import geonames, sources
from dateline.resolve.gazetteer.build import LAYOUT, Say, write
from dateline.resolve.gazetteer.record import Entry

PREFIX = f"own-{LAYOUT}-"


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import brought: places by file , rows left out by reason, and the index written."""

    places: dict[str, int]
    skipped: dict[str, int]
    index: Path


class _Import(msgspec.Struct, frozen=True, kw_only=True):
    """Where an import came from: full paths."""

    files: tuple[str, ...]
    alternates: str | None = None
    admin1: str | None = None

    @property
    def name(self) -> str:
        """What its index and its own file are called by."""
        return hashlib.sha256("\n".join(sorted(self.files)).encode()).hexdigest()[:12]


def import_places(
    files: Sequence[Path], cache: Path, *, alternates: Path | None = None, admin1: Path | None = None
) -> Imported:
    """Index the places of GeoNames dumps (``.txt``, ``.zip``) and tables of sites (``.csv``); a second import adds to
    the first.

    ``alternates`` is ``alternateNamesV2``, ``admin1`` is ``admin1CodesASCII``; without it the shipped names of
    divisions serve. The same files again replace their earlier index. Raises DataError for what cannot be read;
    nothing is then written.
    """
    asked = _Import(
        files=tuple(str(f.resolve()) for f in files),
        alternates=str(alternates.resolve()) if alternates else None,
        admin1=str(admin1.resolve()) if admin1 else None,
    )
    done = _indexed(asked, cache, _labels(files))
    try:
        (cache / f"import-{asked.name}.json").write_bytes(msgspec.json.encode(asked))
    except OSError as error:
        raise DataError(f"where {done.index} came from cannot be written beside it: {error}") from error
    return done


def _indexed(asked: _Import, cache: Path, shown: dict[str, str]) -> Imported:
    """Build the index of an import; ``shown`` is what its files are called in what it brought."""
    index = cache / f"{PREFIX}{asked.name}.sqlite"
    skipped = geonames.Skipped()
    counts: dict[str, int] = {}
    others = geonames.alternate_names(Path(asked.alternates)) if asked.alternates else {}
    names = geonames.division_names(Path(asked.admin1)) if asked.admin1 else sources.admin1_names()
    iso3 = sources.iso3()

    def entries() -> Iterator[Entry]:
        for file in map(Path, asked.files):
            label = shown.get(str(file), str(file))
            counts[label] = 0
            found = (
                _table(file) if file.suffix.lower() == ".csv" else geonames.places(file, iso3, names, others, skipped)
            )
            for entry in found:
                counts[label] += 1
                yield entry

    _written(index, entries())
    return Imported(places=counts, skipped=skipped.reasons, index=index)


def _labels(files: Sequence[Path]) -> dict[str, str]:
    """What to call each file: its name, or its whole path where two have the same name."""
    names = Counter(f.name for f in files)
    return {str(f.resolve()): f.name if names[f.name] == 1 else str(f) for f in files}


def own_indexes(cache: Path, sites: Sequence[str] = (), say: Say | None = None) -> list[Path]:
    """Give the indexes of the user's own places: those of the settings' tables of sites, built when they changed, and
    imported ones, the latest import first, built again when the layout of indexes has changed (``say`` is told).

    Raises DataError when a table of sites cannot be used, or an import's files are gone that would have to be read
    again.
    """
    tables = [Path(site) for site in sites]
    told = sorted(cache.glob("import-*.json"), key=lambda p: (-p.stat().st_mtime_ns, p.name))
    return [_sites_index(cache, table) for table in tables] + [_again(file, cache, say) for file in told]


def _again(told: Path, cache: Path, say: Say | None) -> Path:
    """The index of an import, built again from its files when it is not there."""
    try:
        asked = msgspec.json.decode(told.read_bytes(), type=_Import)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise DataError(f"{told} cannot be read: {error}; delete it, and import its places again") from error
    index = cache / f"{PREFIX}{asked.name}.sqlite"
    if not index.exists():
        paths = [*asked.files, *filter(None, (asked.alternates, asked.admin1))]
        gone = [path for path in paths if not Path(path).exists()]
        if gone:
            raise DataError(
                f"the places imported from {', '.join(asked.files)} must be indexed again for this version, but "
                f"{', '.join(gone)} is not there; import them anew, or delete {told} to do without them"
            )
        if say is not None:
            say(f"Building the index of the places imported from {', '.join(asked.files)} again.")
        _indexed(asked, cache, {})
    return index


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


def _written(index: Path, entries: Iterator[Entry]) -> None:
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        write(index, entries)
    except OSError as error:
        raise DataError(f"the index {index} cannot be written: {error}") from error
