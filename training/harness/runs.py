"""A run's folder, ``training/runs/<name>/``: everything that was used and everything that came out.

    data.jsonl.gz  manifest.json  log.jsonl  checkpoint.pt  weights.pt  figures.json  errors.jsonl  export/

The run keeps its own copy of its data (``data.jsonl.gz``): the corpus may grow meanwhile, and a run that is gone on
with must see what it began with. Files are written beside their place and moved there, so that a kill at any moment
leaves the old or the new.
"""

import gzip
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec

from dateline.errors import UsageError
from training.harness import documents, parts
from training.harness.config import Config, digest
from training.harness.documents import Document

ROOT = Path(__file__).resolve().parents[2]
RUNS = ROOT / "training" / "runs"

PartName = Literal["train", "tune", "check", "news"]
NAMES: tuple[PartName, ...] = ("train", "tune", "check", "news")


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A folder and what it was made for."""

    folder: Path
    config: Config
    parts: parts.Parts


def start(config: Config, runs: Path, data: parts.Parts | None = None, *, fresh: bool = False) -> Run:
    """The run of a configuration: a new folder with a copy of the data, or the folder that is there.

    ``data`` stands in for what the configuration's sets would give (a fold of a cross-validation). Raises
    UsageError when the folder belongs to another configuration, unless ``fresh``.
    """
    folder = runs / config.name
    if (folder / "manifest.json").exists() and not fresh:
        run = read(folder)
        if digest(run.config) != digest(config):
            raise UsageError(
                f"{folder} was made with another configuration. Give this one another name, or --fresh to begin it anew"
            )
        return run
    data = data or parts.load(config.data, ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    for old in ("checkpoint.pt", "weights.pt", "log.jsonl", "figures.json"):
        (folder / old).unlink(missing_ok=True)
    kept = {name: getattr(data, name) for name in NAMES}
    rows = (msgspec.json.encode({"part": name, "document": d}) for name, found in kept.items() for d in found)
    write(folder / "data.jsonl.gz", gzip.compress(b"\n".join(rows), compresslevel=4, mtime=0))
    write_json(
        folder / "manifest.json",
        {
            "name": config.name,
            "config": config,
            "config_digest": digest(config),
            "data": {name: counted(found) for name, found in kept.items()},
        },
    )
    return Run(folder=folder, config=config, parts=data)


def read(folder: Path) -> Run:
    """A run that is there. Raises UsageError when the folder holds none or its data was changed."""
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes())
        rows = gzip.decompress((folder / "data.jsonl.gz").read_bytes()).splitlines()
    except OSError as error:
        raise UsageError(f"{folder} is no run: {error}") from error
    kept: dict[str, list[Document]] = {name: [] for name in NAMES}
    for row in rows:
        entry = msgspec.json.decode(row, type=_Row)
        kept[entry.part].append(entry.document)
    for name, found in kept.items():
        if counted(found)["digest"] != manifest["data"][name]["digest"]:
            raise UsageError(
                f"{folder}/data.jsonl.gz: the {name} part is not what the manifest says; "
                "begin the run anew with --fresh"
            )
    data = parts.Parts(**{name: tuple(found) for name, found in kept.items()})
    return Run(folder=folder, config=msgspec.convert(manifest["config"], Config), parts=data)


def with_latest(run: Run) -> Run:
    """The run with the check part and ``news`` as they are now; what it was trained on stays."""
    now = parts.load(run.config.data, ROOT)
    return msgspec.structs.replace(run, parts=msgspec.structs.replace(run.parts, check=now.check, news=now.news))


class _Row(msgspec.Struct, frozen=True):
    part: PartName
    document: Document


def counted(found: Iterable[Document]) -> dict[str, Any]:
    """How much a part holds, by source, and the digest of its content."""
    rows = list(found)
    by_source: dict[str, dict[str, int]] = {}
    for d in rows:
        row = by_source.setdefault(d.source, {"documents": 0, "words": 0, "triggers": 0, "hints": 0, "incidents": 0})
        for key, n in zip(row, (1, len(d.text.split()), len(d.triggers), len(d.hints), len(d.gold)), strict=True):
            row[key] += n
    return {"digest": documents.digest(rows), "sources": by_source}


def add(folder: Path, **facts: Any) -> None:
    """Write further facts into the run's manifest."""
    manifest = msgspec.json.decode((folder / "manifest.json").read_bytes())
    write_json(folder / "manifest.json", {**manifest, **facts})


def write_json(path: Path, value: Any) -> None:
    """A JSON file a person can read, put in place at one stroke."""
    write(path, msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n")


def write(path: Path, content: bytes) -> None:
    """Put a file in place at one stroke: it is the old one or the new one, never half."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
