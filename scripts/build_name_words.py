#!/usr/bin/env python3
"""Build dateline/data/places/persons.txt.gz: given names ("g") and the commonest surnames ("s"), to tell persons from
places.

    python scripts/build_name_words.py NAMES

NAMES  the unpacked sdist of PyPI's ``names`` 0.3.0, which holds the US Census Bureau's name files (public domain)
"""

import gzip
import sys
from pathlib import Path

OUT = Path("dateline/data/places")
SURNAMES = 6000
"""The commonest surnames; beyond them a surname says less about a word than the gazetteer does."""
GIVEN = 2500
"""Given names of each sex by frequency; the tail of the Census list holds words and towns."""
PERSONS_HEADER = """\
# Given names (g) and common surnames (s).
# Source: US Census Bureau, 1990 name files (public domain) as packed in PyPI's names 0.3.0. Built by
# scripts/build_name_words.py.
"""


def write(name: str, header: str, lines: list[str]) -> None:
    with gzip.GzipFile(OUT / name, "wb", compresslevel=9, mtime=0) as stream:
        stream.write((header + "\n".join(lines) + "\n").encode())
    print(name, len(lines), (OUT / name).stat().st_size)


def first_cells(path: Path, limit: int) -> list[str]:
    return [line.split()[0].lower() for line in path.read_text().splitlines()[:limit]]


def main(names: Path) -> None:
    folder = names / "names"
    given = {*first_cells(folder / "dist.female.first", GIVEN), *first_cells(folder / "dist.male.first", GIVEN)}
    surnames = set(first_cells(folder / "dist.all.last", SURNAMES))
    write("persons.txt.gz", PERSONS_HEADER, sorted([f"g {n}" for n in given] + [f"s {n}" for n in surnames]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
