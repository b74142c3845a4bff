"""Annotated news beside the repository (``../shared/bench/data/news``): incidents by their words, not by offsets.

``train`` and ``more`` are for training; ``dev`` is for measuring only, and its documents come without triggers, so
that no code path can train on them.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET

from dateline.errors import DataError
from training.harness.documents import Document, Frame, Gold, Hint, Role, Trigger, sentences_of
from training.harness.labels import labels
from training.harness.sources import lines, located, whole

SETS = ("train", "more", "dev")


def load(folder: Path, name: str) -> list[Document]:
    """The documents of ``train``, ``more`` or ``dev``. Raises DataError for another name or an unreadable file."""
    if name not in SETS:
        raise DataError(f"news set {name!r}: choose one of {', '.join(SETS)}")
    texts = {d["id"]: d["text"] for d in msgspec.json.decode(whole(folder / f"{name}.json"))}
    gold = {row["doc"]: row["events"] for row in lines(folder / f"{name}-gold.jsonl")}
    return [document(key, text, gold.get(key, []), f"news-{name}", teach=name != "dev") for key, text in texts.items()]


def document(key: str, text: str, events: list[dict[str, Any]], source: str, *, teach: bool) -> Document:
    """One article. An event's evidence has its trigger; its other mentions are hints, where the trigger's words
    recur a trigger."""
    reading, sentences = sentences_of(text)
    triggers: list[Trigger] = []
    hints: list[Hint] = []
    roles: list[Role] = []
    frames: list[Frame] = []
    for number, event in enumerate(events if teach else ()):
        found, open_stretches = _placed(text, event)
        label = labels().number(event["type"], f"{source}, {key}")
        triggers += [Trigger(start=a, end=b, label=label, actual=True, event=number) for a, b in found]
        hints += [Hint(start=a, end=b, labels=frozenset({label}), actual=True, event=number) for a, b in open_stretches]
        frame = located.frame(text, event, number, triggers)
        frames.append(frame)
        roles += [Role(start=a, end=b, role=role, event=number) for role, spans in frame.fillers for a, b in spans]
    return Document(
        id=key,
        source=source,
        group=key,
        text=text,
        reading=reading,
        sentences=sentences,
        knows="incidents" if teach else "nothing",
        triggers=tuple(triggers),
        hints=tuple(hints),
        roles=tuple(roles),
        gold=tuple(_gold(text, e, f"{source}, {key}") for e in events),
        frames=tuple(frames) if teach else UNSET,
    )


def _placed(text: str, event: dict[str, Any]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """(spans of the trigger in the stretches that tell the event, stretches whose trigger is other words)."""
    triggers, untold = [], []
    for words in (event["evidence"], *event.get("other_mentions", ())):
        start = text.find(words)
        if start < 0:
            continue
        at = text.find(event["trigger"], start, start + len(words))
        if at >= 0:
            triggers.append((at, at + len(event["trigger"])))
        else:
            untold.append((start, start + len(words)))
    return triggers, untold


def _gold(text: str, event: dict[str, Any], where: str) -> Gold:
    stretches = [x for words in (event["evidence"], *event.get("other_mentions", ())) for x in occurrences(text, words)]
    words = [x for t in event.get("triggers") or [event["trigger"]] for x in occurrences(text, t)]
    return Gold(
        labels=frozenset(labels().number(t, where) for t in (event["type"], *event.get("also", ()))),
        stretches=tuple(stretches),
        triggers=tuple(x for x in words if any(a <= x[0] and x[1] <= b for a, b in stretches)),
        optional=bool(event.get("optional")),
    )


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where the words stand, left to right, without overlap."""
    out, at = [], text.find(words) if words else -1
    while at >= 0:
        out.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    return out
