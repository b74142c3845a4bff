"""A second, blind annotation of a tenth of the corpus, and how far it agrees with the first.

    python -m training.tools.second plan w5    # corpus/second/w5/*.yaml: the reports w5 is to annotate, without claims
    python -m training.tools.second agree      # agreement by field, over every second annotation that is done

The tenth is chosen by a hash of the report's id, so nobody chooses it. Nobody annotates a report twice or his own.
"""

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from .compiler import compile_claim, compile_file
from .source import CORPUS, LOADER, Problem, SourceClaim, files, label, settings

SECOND = CORPUS / "second"
ONE_IN = 10


class SecondReport(msgspec.Struct, forbid_unknown_fields=True):
    """A report as the second annotator sees it: its id, date and text; ``done`` and the claims are filled in."""

    id: str
    text: str
    published: str | None = None
    done: bool = False
    claims: list[SourceClaim] = []


class SecondFile(msgspec.Struct, forbid_unknown_fields=True):
    """The reports of one source file that one annotator annotates."""

    canary: str
    fiction: bool
    annotator: str
    reports: list[SecondReport]


def is_chosen(ident: str) -> bool:
    """Whether a report belongs to the tenth that is annotated twice."""
    return int.from_bytes(hashlib.sha256(ident.encode()).digest()[:8]) % ONE_IN == 0


def plan(annotator: str, taken: set[str]) -> dict[str, SecondFile]:
    """File name -> the chosen reports of other writers that nobody has (``taken``: ids already given out)."""
    out = {}
    for path in files():
        chosen = [r for r in compile_file(path)[0] if is_chosen(r["id"]) and r["id"] not in taken]
        if path.parent.name == annotator or not chosen:
            continue
        reports = [SecondReport(id=r["id"], text=r["text"], published=r["published"]) for r in chosen]
        canary = settings("corpus")["canary"]
        out[f"{path.parent.name}-{path.stem}.yaml"] = SecondFile(canary, True, annotator, reports)
    return out


def write_plan(annotator: str, folder: Path = SECOND) -> int:
    """Write the files of the plan; 0, or 1 when there is nothing left to annotate.

    No file is ever written over: the reports that a source file has gained since go to a file of their own.
    """
    taken = {report.id for path in folder.rglob("*.yaml") for report in _load(path).reports}
    planned = plan(annotator, taken)
    for name, file in planned.items():
        out = _unused(folder / annotator / name)
        out.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(msgspec.to_builtins(file), sort_keys=False, allow_unicode=True, width=10**6)
        with out.open("x", encoding="utf-8") as stream:
            stream.write(text)
        print(out.relative_to(folder.parent), len(file.reports))
    return 0 if planned else 1


def _unused(path: Path) -> Path:
    """The path, or the first of ``NAME-2.yaml``, ``NAME-3.yaml``... that does not exist."""
    names = (path, *(path.with_name(f"{path.stem}-{n}{path.suffix}") for n in range(2, 1000)))
    return next(p for p in names if not p.exists())


def pairs() -> tuple[list[tuple[dict[str, Any], list[dict[str, Any]]]], list[Problem]]:
    """Each report that was annotated twice with its second claims, and what is wrong with these."""
    first = {r["id"]: r for path in files() for r in compile_file(path)[0]}
    out, problems = [], []
    for path in sorted(SECOND.rglob("*.yaml")):
        for second in _load(path).reports:
            report = first.get(second.id)
            if report is None or report["text"] != second.text:
                problems.append(
                    Problem(label(path), f"{second.id} is no report of the corpus, or its text has changed")
                )
                continue
            claims = []
            for number, written in enumerate(second.claims, 1):
                claim, wrong = compile_claim(written, report["id"], report["text"], _day(report))
                problems += [Problem(f"{label(path)}, {second.id}, claim {number}", message) for message in wrong]
                claims.append(claim)
            if second.done:
                out.append((report, claims))
    return out, problems


def matched(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Claims of two annotations that tell the same event: pairs whose triggers touch or clauses overlap."""
    scored = []
    for a, one in enumerate(first):
        for b, other in enumerate(second):
            triggers = _touch(_spans(one["mentions"], "trigger_"), _spans(other["mentions"], "trigger_"))
            score = 4 * triggers + 2 * (one["event_type"] == other["event_type"])
            score += _touch(_spans(one["mentions"]), _spans(other["mentions"]))
            if triggers or score >= 3:  # a clause shared by claims of one type counts, a shared clause alone does not
                scored.append((-score, a, b))
    used_a, used_b, out = set(), set(), []
    for _, a, b in sorted(scored):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            out.append((first[a], second[b]))
    return out


def _spans(items: list[dict[str, Any]], prefix: str = "") -> list[tuple[int, int]]:
    return [(x[prefix + "start"], x[prefix + "end"]) for x in items if x[prefix + "start"] is not None]


def _touch(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _found(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> tuple[int, int, int]:
    """How many phrases of the first list touch one of the second (aliases count), and the length of each."""

    def all_spans(item: dict[str, Any]) -> list[tuple[int, int]]:
        return _spans([item, *item.get("aliases", [])])

    return sum(any(_touch(all_spans(x), all_spans(y)) for y in other) for x in one), len(one), len(other)


SAME: dict[str, Callable[[dict[str, Any]], Any]] = {
    "event type": lambda c: c["event_type"],
    "ACLED sub-event type": lambda c: (c["acled"] or {}).get("sub_event_type"),
    "PLOVER type": lambda c: (c["plover"] or {}).get("event_type"),
    "modality": lambda c: c["modality"],
    "date": lambda c: c["date"] and (c["date"]["from"], c["date"]["to"]),
    "killed": lambda c: c["killed"] and (c["killed"]["low"], c["killed"]["high"]),
    "injured": lambda c: c["injured"] and (c["injured"]["low"], c["injured"]["high"]),
    "outcome": lambda c: c["outcome"],
    "damage": lambda c: c["damage"],
    "has attribution": lambda c: c["attribution"] is not None,
}


def agreement(annotated: list[tuple[dict[str, Any], list[dict[str, Any]]]]) -> list[str]:
    """The figures, a line each: claims found by both (F1), then for these the share of equal values, F1 for lists."""
    both = [pair for report, second in annotated for pair in matched(report["claims"], second)]
    total = sum(len(report["claims"]) + len(second) for report, second in annotated)
    lines = [f"{len(annotated)} reports annotated twice, {len(both)} claims by both, of {total} in the two together"]
    lines.append(f"claims found by both: F1 {_percent(2 * len(both), total)}")
    for name, value in SAME.items():
        lines.append(f"{name}: {_percent(sum(value(a) == value(b) for a, b in both), len(both))} equal")
    for name in ("initiators", "targets", "weapons", "places"):
        counts = [_found(a[name], b[name]) for a, b in both]
        hits, total = sum(c[0] for c in counts), sum(c[1] + c[2] for c in counts)
        lines.append(f"{name}: F1 {_percent(2 * hits, total)}")
    return lines


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "none"


def _day(report: dict[str, Any]) -> Any:
    from datetime import date

    return date.fromisoformat(report["published"][:10]) if report["published"] else None


def _load(path: Path) -> SecondFile:
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    for report in raw["reports"]:
        if report.get("published") in ("", "null"):
            report.pop("published")
    return msgspec.convert(raw, SecondFile, strict=False)


def main(arguments: list[str]) -> int:
    """``plan WRITER`` or ``agree``."""
    if len(arguments) == 2 and arguments[0] == "plan":
        return write_plan(arguments[1])
    if arguments != ["agree"]:
        print(__doc__, file=sys.stderr)
        return 2
    annotated, problems = pairs()
    for problem in problems:
        print(problem, file=sys.stderr)
    print("\n".join(agreement(annotated)))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
