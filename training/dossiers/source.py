"""The dossiers as their writer writes them, read into reports, claims in the record's form, and the event of each."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

from dateline.events import SourcedClaim
from dateline.merge.copies import near_copies
from dateline.model import Claim, Report
from training.tools.compiler import compile_claim
from training.tools.fields import bare, parts
from training.tools.phrases import parse
from training.tools.source import LOADER, SourceClaim, listed, settings

FOLDER = Path(__file__).parent / "source"
Writer = Literal["a", "b"]
TUNING: Writer = "a"
"""Whose dossiers weights are fitted on and errors are looked at."""
CHECKING: Writer = "b"
"""Whose dossiers only measure."""


class WrittenReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report as written; each claim is that of the corpus (``training/corpus/GUIDE.md``) with its ``event``."""

    id: str
    source: str
    text: str
    published: str | None = None
    claims: list[dict[str, Any]] = []


class WrittenDossier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A dossier as written. ``places``: name -> "LAT,LON | precision | province", given to every claim that names it;
    ``parents``: an event -> the series of which it is a part."""

    slug: str
    tells: str
    country: str
    reports: list[WrittenReport]
    places: dict[str, str] = {}
    parents: dict[str, str] = {}


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of dossiers, all of one writer."""

    canary: str
    fiction: bool
    licence: str
    writer: Writer
    dossiers: list[WrittenDossier]


class GoldClaim(msgspec.Struct, frozen=True):
    """A claim as a careful coder writes it, and the event of the dossier that it tells."""

    claim: SourcedClaim
    event: str


class Dossier(msgspec.Struct, frozen=True):
    """A dossier read: its reports, its claims with their events, and which event is a part of which."""

    slug: str
    writer: Writer
    tells: str
    reports: tuple[Report, ...]
    works: dict[str, str]
    claims: tuple[GoldClaim, ...]
    parents: dict[str, str]


class DossierError(ValueError):
    """Something wrong with a dossier; says the file, the dossier, the report and the claim."""


@cache
def dossiers(writer: Writer | None = None) -> tuple[Dossier, ...]:
    """Give all dossiers, or those of a writer. Raises DossierError for one that breaks the format."""
    found = [d for path in sorted(FOLDER.glob("*/*.yaml")) for d in _read(path)]
    return tuple(d for d in found if writer in (None, d.writer))


def _read(path: Path) -> Iterator[Dossier]:
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
        file = msgspec.convert(raw, File, strict=False)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise DossierError(f"{path.name}: {error}") from error
    corpus = settings("corpus")
    if (file.canary, file.licence, file.fiction) != (corpus["canary"], corpus["licence"], True):
        raise DossierError(f"{path.name}: canary, licence and fiction must be those of the corpus")
    if path.parent.name != file.writer:
        raise DossierError(f"{path.name}: a file of the writer {file.writer} lies in the folder {file.writer}")
    for written in file.dossiers:
        yield _dossier(path, file.writer, written)


def _dossier(path: Path, writer: Writer, written: WrittenDossier) -> Dossier:
    reports, claims = [], []
    for report in written.reports:
        ident = f"{written.slug}-{report.id}"
        text = " ".join(report.text.split())
        reports.append(Report(id=ident, text=text, published=report.published, source=report.source, language="en"))
        for number, one in enumerate(report.claims, 1):
            where = f"{path.name}, {ident}, claim {number}"
            claims.append(_claim(where, written, report, one, ident, text))
    events = {c.event for c in claims}
    works = near_copies(reports)
    claims = [GoldClaim(msgspec.structs.replace(c.claim, work=works[c.claim.report]), c.event) for c in claims]
    if wrong := (set(written.parents) | set(written.parents.values())) - events:
        raise DossierError(f"{path.name}, {written.slug}: parents names {sorted(wrong)}, which no claim tells")
    return Dossier(written.slug, writer, written.tells, tuple(reports), works, tuple(claims), written.parents)


def _claim(
    where: str, dossier: WrittenDossier, report: WrittenReport, one: dict[str, Any], ident: str, text: str
) -> GoldClaim:
    fields = {name: value for name, value in one.items() if name != "event"}
    fields["at"] = [_placed(line, dossier) for line in listed(fields.get("at", []))]
    published = date.fromisoformat(report.published[:10]) if report.published else None
    try:
        source = msgspec.convert(fields, SourceClaim, strict=False)
    except msgspec.ValidationError as error:
        raise DossierError(f"{where}: {error}") from error
    value, wrong = compile_claim(source, ident, text, published)
    if wrong:
        raise DossierError(f"{where}: {'; '.join(wrong)}")
    claim = msgspec.convert(value, Claim)
    sourced = SourcedClaim(claim=claim, report=ident, source=report.source, published=report.published, work=ident)
    return GoldClaim(sourced, one["event"])


def _placed(line: str, dossier: WrittenDossier) -> str:
    """A line of ``at`` with what the dossier's table says of the place, where the line says nothing of it."""
    written = parts(line)
    said = [word for word, _, rest in (p.partition(" ") for p in written[1:]) if rest]
    found = dossier.places.get(bare(parse(written[0]).inner))
    country = [] if "country" in said else [f"country {dossier.country}"]
    if found is None or "at" in said:
        return " | ".join([*written, *country])
    point, precision, *admin1 = parts(found)
    known = [f"at {point}", precision] if "at" not in said else []
    return " | ".join([*written, *known, *(f"admin1 {a}" for a in admin1), *country])


def sourced_again(claims: list[Claim], report: Report, work: str) -> list[SourcedClaim]:
    """Give an engine's claims of a report with what merging needs to know of the report."""
    return [
        SourcedClaim(claim=c, report=report.id, source=report.source, published=report.published, work=work)
        for c in claims
    ]
