"""The source files of the corpus, as their writers write them: YAML, every scalar a string at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

Strings = list[str] | str
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml's where PyYAML was built with it: eight times as fast
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SOURCE = CORPUS / "source"
COMPILED = CORPUS / "jsonl"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a source file: where (file, report, claim) and what, in one sentence."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class SourceClaim(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with"}):
    """A claim as written; GUIDE.md tells the syntax of each field."""

    mentions: Strings
    type: str
    plover: str | None = None
    modality: str = "asserted"
    by: Strings = msgspec.field(default_factory=list)
    on: Strings = msgspec.field(default_factory=list)
    with_: Strings = msgspec.field(default_factory=list)
    at: Strings = msgspec.field(default_factory=list)
    when: str | None = None
    killed: str | None = None
    injured: str | None = None
    outcome: str | None = None
    damage: str | None = None
    says: str | None = None


class SourceReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report as written.

    ``near_miss``: why the whole report must give no asserted claim with an ACLED type; ``traps``: near misses that
    stand beside real events in it.
    """

    slug: str
    kind: str
    source: str
    text: str
    published: str | None = None
    title: str | None = None
    decade: str | None = None
    country: str | None = None
    lines: str = "wrap"
    near_miss: Strings = msgspec.field(default_factory=list)
    traps: Strings = msgspec.field(default_factory=list)
    claims: list[SourceClaim] = []


class SourceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file: one writer, one conflict, its reports."""

    canary: str
    fiction: bool
    licence: str
    writer: str
    conflict: str
    country: str
    reports: list[SourceReport]


def listed(value: Strings) -> list[str]:
    """A field that may be one string or a list of them, as a list."""
    return [value] if isinstance(value, str) else list(value)


def load(path: Path) -> tuple[SourceFile | None, list[Problem]]:
    """The file as values; None with its problems when it is not YAML of the right shape."""
    try:
        raw: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        return msgspec.convert(_without_empty(raw), SourceFile, strict=False), []
    except yaml.YAMLError as error:
        return None, [Problem(label(path), f"not YAML (quote a phrase that begins with [ or holds ': '): {error}")]
    except msgspec.ValidationError as error:
        return None, [Problem(label(path), f"{error} (paths count from 0)")]


def _without_empty(raw: Any) -> Any:
    """The same without the keys that have no value (``title:``): they take their defaults."""
    if isinstance(raw, dict):
        return {key: _without_empty(value) for key, value in raw.items() if value not in ("", None)}
    return [_without_empty(value) for value in raw] if isinstance(raw, list) else raw


def label(path: Path) -> str:
    """How messages name a file: its writer's folder and its name."""
    return f"{path.parent.name}/{path.name}"


def files(paths: list[str] | None = None) -> list[Path]:
    """The source files meant: those given (files or folders), or all."""
    roots = [Path(p) for p in paths] if paths else [SOURCE]
    return [f for root in roots for f in ([root] if root.is_file() else sorted(root.rglob("*.yaml")))]


def plain_text(report: SourceReport) -> str:
    """The report's text: paragraphs joined into a line each, an empty line between, unless ``lines: keep``."""
    if report.lines == "keep":
        return report.text.strip("\n")
    paragraphs: list[list[str]] = [[]]
    for line in report.text.strip().splitlines():
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(" ".join(p) for p in paragraphs if p)


@cache
def settings(name: str) -> dict[str, Any]:
    """One of the corpus's own data files: ``corpus``, ``types`` or ``splits``."""
    value = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    return dict(value)


def split_of(conflict: str) -> str | None:
    """train, check or final; None for a conflict that splits.yaml does not name."""
    return next((part for part in ("train", "check", "final") if conflict in settings("splits")[part]), None)


def compiled_path(path: Path) -> Path:
    """Where a source file's JSON Lines go: ``jsonl/<writer>/<conflict>.jsonl``."""
    return COMPILED / path.parent.name / (path.stem + ".jsonl")


def each_report(paths: list[Path]) -> Iterator[tuple[Path, SourceFile, SourceReport]]:
    """Every report of the files that can be read."""
    for path in paths:
        source, _ = load(path)
        if source is not None:
            yield from ((path, source, report) for report in source.reports)
