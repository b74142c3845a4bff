"""The fitted trees of the learned engine, from their files. One that is not there is left out: the rules stand in."""

import hashlib
from pathlib import Path

import msgspec

from dateline.coding.learned import counts, joins, kinds, settings, sides, trees, verdict
from dateline.coding.learned.trees import Trees


class Scorers(msgspec.Struct, frozen=True, kw_only=True):
    """What joins mentions, what fills a claim, and what says how sure it is."""

    joins: Trees | None = None
    kinds: Trees | None = None
    date: Trees | None = None
    places: Trees | None = None
    initiators: Trees | None = None
    targets: Trees | None = None
    tolls: Trees | None = None
    weapons: Trees | None = None
    verdict: Trees | None = None


NAMES = {
    "joins": joins.NAMES,
    "kinds": kinds.NAMES,
    "date": settings.DATE_NAMES,
    "places": settings.PLACE_NAMES,
    "initiators": sides.NAMES,
    "targets": sides.NAMES,
    "tolls": counts.TOLL_NAMES,
    "weapons": counts.WEAPON_NAMES,
    "verdict": verdict.NAMES,
}
"""The numbers that each looks at, in order."""


def load(folder: Path) -> Scorers:
    """The scorers of a folder. Raises DataError for a file that was made for other numbers."""
    found = {name: folder / f"{name}.json" for name in NAMES}
    return Scorers(**{name: trees.load(path, NAMES[name]) for name, path in found.items() if path.exists()})


def digest(folder: Path) -> str:
    """Eight letters that change with any of a folder's scorers or of the network's files: part of the engine's
    version."""
    total = hashlib.sha256()
    for name in ("model.onnx", "heads.npz", "tokenizer.json"):
        path = folder / name
        total.update(name.encode() + (path.read_bytes() if path.exists() else b""))
    for name in NAMES:
        path = folder / f"{name}.json"
        total.update(name.encode() + (path.read_bytes() if path.exists() else b""))
    return total.hexdigest()[:8]
