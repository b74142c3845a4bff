"""The annotated reports as one kind of gold, whatever set they come from.

The corpus has spans and all modalities; the news sets beside the repository have strings and real incidents only.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from training.harness.sources.news import occurrences
from training.tools.source import split_of

Span = tuple[int, int]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated event: the stretches and trigger words that tell it, its type's name, and its values as strings.

    ``date`` is (first, last) ISO days, null when the text dates it not or not to the year; ``killed``, ``injured``
    (low, high) or null; ``real``: it is told as one that happened (or is alleged, or denied).
    """

    stretches: tuple[Span, ...]
    triggers: tuple[Span, ...]
    type: str
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    places: tuple[str, ...]
    weapons: tuple[str, ...]
    date: tuple[str, str] | None
    killed: tuple[int | None, int | None] | None
    injured: tuple[int | None, int | None] | None
    real: bool


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated report. ``group``: what cross-validation keeps together, a conflict of the corpus, else the report.
    ``whole``: every act is annotated, not the real incidents alone."""

    id: str
    group: str
    set: str
    text: str
    published: str | None
    told: tuple[Told, ...]
    whole: bool


def corpus(folder: Path, part: str) -> list[Report]:
    """The corpus's reports of a part (train, check, final)."""
    out = []
    for path in sorted(folder.glob("*/*.jsonl")):
        if split_of(path.stem) == part:
            out += [_written(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    return out


def _written(row: dict[str, Any]) -> Report:
    told = []
    for c in row["claims"]:
        when = c["date"]
        told.append(
            Told(
                stretches=tuple((m["start"], m["end"]) for m in c["mentions"]),
                triggers=tuple((m["trigger_start"], m["trigger_end"]) for m in c["mentions"]),
                type=c["acled"]["sub_event_type"] if c["acled"] else (c["plover"] or {}).get("event_type", ""),
                date=(when["from"], when["to"]) if when and when["from"] and when["to"] else None,
                killed=_count(c["killed"]),
                injured=_count(c["injured"]),
                real=c["modality"] in ("asserted", "alleged", "denied"),
                **{f: tuple(x["text"] for x in c[f]) for f in ("initiators", "targets", "places", "weapons")},
            )
        )
    return Report(
        id=row["id"],
        group=row["corpus"]["conflict"],
        set="corpus",
        text=row["text"],
        published=row.get("published"),
        told=tuple(told),
        whole=True,
    )


def _count(x: dict[str, Any] | None) -> tuple[int | None, int | None] | None:
    return (x["low"], x["high"]) if x else None


def news(folder: Path, name: str) -> list[Report]:
    """The annotated articles of ``train``, ``more`` or ``dev``."""
    texts = {d["id"]: d for d in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))}
    gold = [json.loads(x) for x in (folder / f"{name}-gold.jsonl").read_text(encoding="utf-8").splitlines() if x]
    return [_annotated(texts[row["doc"]], row["events"], f"news-{name}") for row in gold]


def _annotated(report: dict[str, Any], events: list[dict[str, Any]], name: str) -> Report:
    text, told = report["text"], []
    for e in events:
        stretches = [x for words in (e["evidence"], *e.get("other_mentions", ())) for x in occurrences(text, words)]
        words = [x for t in e.get("triggers") or [e["trigger"]] for x in occurrences(text, t)]
        told.append(
            Told(
                stretches=tuple(stretches),
                triggers=tuple(x for x in words if any(a <= x[0] and x[1] <= b for a, b in stretches)),
                type=e["type"],
                date=_range(e.get("date")),
                killed=_count(e.get("killed")),
                injured=_count(e.get("injured")),
                real=True,
                **{f: tuple(_strings(e.get(f))) for f in ("initiators", "targets", "places", "weapons")},
            )
        )
    return Report(
        id=report["id"],
        group=report["id"],
        set=name,
        text=text,
        published=report.get("published"),
        told=tuple(told),
        whole=False,
    )


def _strings(values: Any) -> list[str]:
    return [v if isinstance(v, str) else v["text"] for v in values or ()]


def _range(date: dict[str, Any] | None) -> tuple[str, str] | None:
    from calendar import monthrange

    if not date or not date.get("start") or not date.get("end"):
        return None
    first, last = str(date["start"]), str(date["end"])
    first += {4: "-01-01", 7: "-01"}.get(len(first), "")
    if len(last) == 4:
        last += "-12-31"
    elif len(last) == 7:
        last += f"-{monthrange(int(last[:4]), int(last[5:7]))[1]:02d}"
    return first, last
