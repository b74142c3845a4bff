"""The data sets, each a module with ``load(...) -> list[Document]``."""

import gzip
from pathlib import Path
from typing import Any

import msgspec

from dateline.errors import DataError


def lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, plain or gzipped. Raises DataError, with file and line, for what cannot be
    read."""
    raw = whole(path)
    out: list[dict[str, Any]] = []
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            out.append(msgspec.json.decode(line, type=dict[str, Any]))
        except msgspec.DecodeError as error:
            raise DataError(f"{path}, line {number}: not a JSON object: {error}") from error
    return out


def whole(path: Path) -> bytes:
    """The bytes of a file, unpacked where it is gzipped. Raises DataError when it cannot be read."""
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if path.suffix == ".gz" else raw
    except OSError as error:
        raise DataError(f"data file {path} cannot be read: {error}") from error
