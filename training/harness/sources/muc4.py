"""MUC-4's training keys (``../shared/bench/data/muc4``): role fillers of incidents as strings, in texts all in
capitals.

Weak supervision for roles. The keys say which strings fill a role, not where, and name neither triggers nor
fighting between armed sides, so a document of this set ``knows`` nothing about its triggers; a sentence that holds
fillers of two roles of one incident becomes a hint of that incident's types. Texts are re-cased; sixty of the
documents are also in ``news-more``, annotated in full, and are left out here.
"""

import re
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from training.harness.documents import Document, Frame, Hint, Role, sentences_of
from training.harness.labels import labels
from training.harness.sources import lines

ROLES = {
    "PerpInd": "initiator",
    "PerpOrg": "initiator",
    "Target": "target",
    "Victim": "target",
    "VictimDesc": "target",
    "Weapon": "weapon",
}
OPEN = ("place", "date", "killed", "injured", "source")
"""Roles that the keys give in another form, or not at all."""
TYPES: dict[str, tuple[str, ...]] = {
    "kidnapping": ("Abduction/forced disappearance",),
    "bombing": (
        "Remote explosive/landmine/IED",
        "Suicide bomb",
        "Grenade",
        "Air/drone strike",
        "Shelling/artillery/missile attack",
    ),
    "attack": (
        "Attack",
        "Armed clash",
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Grenade",
        "Remote explosive/landmine/IED",
    ),
    "arson": ("Looting/property destruction", "Violent demonstration"),
    "robbery": ("Looting/property destruction", "Attack"),
    "hijacking": ("Abduction/forced disappearance", "Looting/property destruction"),
    "forced work stoppage": ("Other", "PROTEST", "COERCE"),
}
"""MUC-4's seven incident types and the labels that each may be; "attack" is a residue in MUC-4, so it is wide here."""


def load(folder: Path, leave_out: frozenset[str] = frozenset()) -> list[Document]:
    """The training documents, but those whose text's letters are in ``leave_out`` (see ``letters``)."""
    rows = lines(folder / "train.jsonl.gz")
    return [document(row) for row in rows if letters(row["text"]) not in leave_out]


def letters(text: str) -> str:
    """A text's first 400 letters, in capitals: one document's versions have the same, whatever their spacing."""
    return re.sub(r"[^A-Z]", "", text.upper())[:400]


def document(row: dict[str, Any]) -> Document:
    """One wire with the role strings of its incidents, wherever they stand."""
    text = str(row["text"])
    reading, sentences = sentences_of(text)
    roles, hints, frames = [], [], []
    for number, event in enumerate(row["events"]):
        mine = _roles(text, event["roles"], number)
        roles += mine
        fillers = tuple((r.role, ((r.start, r.end),)) for r in mine)
        frames.append(Frame(event=number, open=OPEN, fillers=fillers, loose=True))
        actual = event.get("stage") in (None, [], ["accomplished"])
        allowed = frozenset(n for kind in event["type"] for n in _labels(kind, row["id"]))
        for start, end in sentences:
            inside = [r for r in mine if start <= r.start and r.end <= end]
            if len({r.role for r in inside}) > 1:
                hints.append(
                    Hint(
                        start=start,
                        end=end,
                        labels=allowed,
                        actual=True if actual else None,
                        event=number,
                        not_in=tuple((r.start, r.end) for r in inside),
                    )
                )
    return Document(
        id=row["id"],
        source="muc4",
        group=row["id"],
        text=text,
        reading=reading,
        sentences=sentences,
        knows="nothing",
        hints=tuple(hints),
        roles=tuple(roles),
        frames=tuple(frames),
    )


def _labels(kind: str, where: str) -> tuple[int, ...]:
    if kind not in TYPES:
        raise DataError(f"muc4, {where}: no incident type {kind!r}; the types are {', '.join(TYPES)}")
    return tuple(labels().number(name, where) for name in TYPES[kind])


def _roles(text: str, fillers: dict[str, list[list[str]]], event: int) -> list[Role]:
    """Every place where a filler stands as whole words."""
    out = []
    for field, entities in fillers.items():
        for words in {w for entity in entities for w in entity if w and field in ROLES}:
            for found in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
                out.append(Role(start=found.start(), end=found.end(), role=ROLES[field], event=event))
    return sorted(out, key=lambda r: (r.start, r.end, r.role))
