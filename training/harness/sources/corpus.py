"""The corpus of our own: reports with their complete claims, parted by ``splits.yaml``."""

from pathlib import Path
from typing import Any

from dateline.errors import DataError
from training.harness.documents import Document, Frame, Gold, Role, Trigger, sentences_of
from training.harness.labels import ACTUAL, labels
from training.harness.sources import lines
from training.tools.source import settings, split_of

PARTS = ("train", "check", "final")
LISTS = {"initiators": "initiator", "targets": "target", "weapons": "weapon", "places": "place"}
SINGLES = {"date": "date", "killed": "killed", "injured": "injured", "attribution": "source"}


def load(folder: Path, part: str) -> list[Document]:
    """The reports of one part. Raises DataError for an unknown part, or a report whose own part is not that of its
    conflict or writer in ``splits.yaml``: nothing is trained on by a slip of a file."""
    if part not in PARTS:
        raise DataError(f"corpus part {part!r}: choose one of {', '.join(PARTS)}")
    writers = settings("splits")["writers"]
    out = []
    for path in sorted(folder.glob("*/*.jsonl")):
        if split_of(path.stem) != part:
            continue
        for row in lines(path):
            about = row["corpus"]
            if {about["split"], split_of(about["conflict"]), writers.get(about["writer"])} != {part}:
                raise DataError(
                    f"{path}: report {row['id']} says {about['split']}, its conflict "
                    f"{split_of(about['conflict'])}, its writer "
                    f"{writers.get(about['writer'])}: they must agree (training/corpus/splits.yaml)"
                )
            out.append(document(row))
    return out


def document(row: dict[str, Any]) -> Document:
    """One compiled report with all its triggers, roles and gold incidents."""
    text = str(row["text"])
    reading, sentences = sentences_of(text)
    triggers, roles, gold, frames = [], [], [], []
    for number, claim in enumerate(row["claims"]):
        label = labels().number(claim["event_type"], f"report {row['id']}")
        actual = claim["modality"] in ACTUAL
        mentions = claim["mentions"]
        triggers += [
            Trigger(start=m["trigger_start"], end=m["trigger_end"], label=label, actual=actual, event=number)
            for m in mentions
        ]
        roles += list(_roles(claim, number))
        frames.append(_frame(claim, number))
        if actual and labels().is_acled(label):
            gold.append(
                Gold(
                    labels=frozenset({label}),
                    stretches=tuple((m["start"], m["end"]) for m in mentions),
                    triggers=tuple((m["trigger_start"], m["trigger_end"]) for m in mentions),
                )
            )
    return Document(
        id=row["id"],
        source="corpus",
        group=row["corpus"]["conflict"],
        text=text,
        reading=reading,
        sentences=sentences,
        knows="all",
        triggers=tuple(triggers),
        roles=tuple(roles),
        gold=tuple(gold),
        frames=tuple(frames),
    )


def _roles(claim: dict[str, Any], event: int) -> list[Role]:
    spans = [(name, x) for field, name in LISTS.items() for x in claim[field]]
    spans += [(name, a) for field, name in LISTS.items() for x in claim[field] for a in x.get("aliases") or ()]
    spans += [(name, claim[field]) for field, name in SINGLES.items() if claim[field]]
    return [Role(start=x["start"], end=x["end"], role=name, event=event) for name, x in spans if x["start"] is not None]


def _frame(claim: dict[str, Any], event: int) -> Frame:
    named = [(name, [x, *(x.get("aliases") or ())]) for field, name in LISTS.items() for x in claim[field]]
    named += [(name, [claim[field]]) for field, name in SINGLES.items() if claim[field]]
    placed = [(name, tuple((x["start"], x["end"]) for x in spans if x["start"] is not None)) for name, spans in named]
    return Frame(
        event=event,
        modality=claim["modality"],
        open=tuple(sorted({name for name, spans in placed if not spans})),
        fillers=tuple((name, spans) for name, spans in placed if spans),
    )
