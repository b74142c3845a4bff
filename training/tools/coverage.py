"""``python -m training.tools.coverage [FILE OR FOLDER ...]``: what the corpus holds, and what it still lacks."""

import sys
from collections import Counter
from typing import Any

from .compiler import compile_file
from .source import files, settings

WANTED_PER_TYPE = 40  # of each ACLED sub-event type: the first version's aim
COLUMNS = 3


def count(reports: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """Each heading with its counts; types that are wanted and missing count 0."""
    types, corpus = settings("types"), settings("corpus")
    out = {
        "ACLED sub-event type (asserted, alleged, denied)": Counter(dict.fromkeys(types["acled"], 0)),
        "PLOVER type": Counter(dict.fromkeys(types["plover"], 0)),
        "modality": Counter[str](),
        "kind of source": Counter(dict.fromkeys(corpus["kinds"], 0)),
        "near-miss reports": Counter(dict.fromkeys(corpus["near_misses"], 0)),
        "traps in other reports": Counter(dict.fromkeys(corpus["near_misses"], 0)),
        "split": Counter[str](),
        "writer": Counter[str](),
        "decade": Counter[str](),
        "country": Counter[str](),
        "conflict": Counter[str](),
    }
    acled, plover, modality, kind, near, traps, *others = out.values()
    for report in reports:
        about = report["corpus"]
        kind[about["kind"]] += 1
        near.update(about["near_miss"])
        traps.update(about["traps"])
        for counter, key in zip(others, ("split", "writer", "decade", "country", "conflict"), strict=True):
            counter[str(about[key])] += 1
        for claim in report["claims"]:
            modality[claim["modality"]] += 1
            acled.update([claim["acled"]["sub_event_type"]] if claim["acled"] else [])
            plover.update([claim["plover"]["event_type"]] if claim["plover"] else [])
    return out


def show(reports: list[dict[str, Any]]) -> str:
    """The counts as a page of text; ``!`` marks a type that has fewer than it should."""
    claims = [c for r in reports for c in r["claims"]]
    events = sum(1 for c in claims if c["acled"])
    none = sum(1 for r in reports if r["corpus"]["near_miss"])
    words = sum(len(r["text"].split()) for r in reports)
    held = f"{len(claims)} claims ({events} with an ACLED type), {words} words"
    lines = [f"{len(reports)} reports ({none} near misses), {held}"]
    for heading, counter in count(reports).items():
        low = WANTED_PER_TYPE if heading.startswith("ACLED") else 1
        order = sorted(counter.items(), key=lambda x: (-x[1], x[0]))
        cells = [f"{'!' if n < low else ' '}{n:5} {name:<40}" for name, n in order]
        rows = ["".join(cells[n : n + COLUMNS]).rstrip() for n in range(0, len(cells), COLUMNS)]
        lines += ["", heading, *rows]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the page; files with problems are counted as far as they can be read."""
    print(show([report for path in files(arguments) for report in compile_file(path)[0]]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
