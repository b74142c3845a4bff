"""``python -m training.tools.check [FILE OR FOLDER ...]``: prove every span, value, type, date and count."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .compiler import compile_file, to_json_lines
from .source import COMPILED, SOURCE, Problem, compiled_path, files, label, settings

SHARED_WORDS = 12  # a run of this many words in two reports is a template or a copy, not writing


def check_all(paths: list[Path], whole: bool) -> list[Problem]:
    """Everything wrong with the files; ``whole``: also what concerns the corpus together."""
    problems: list[Problem] = check_splits()
    seen: dict[str, str] = {}
    for path in paths:
        reports, wrong = compile_file(path)
        problems += wrong
        for report in reports:
            problems += [Problem(report["id"], message) for message in untrue_spans(report)]
            problems += _shared(report, seen)
        out = compiled_path(path)
        if whole and not wrong and (not out.exists() or out.read_text(encoding="utf-8") != to_json_lines(reports)):
            problems.append(Problem(label(path), "its JSON Lines are missing or old: python -m training.tools.compile"))
    if whole:
        sources = {compiled_path(path) for path in paths}
        stray = [f for f in COMPILED.rglob("*.jsonl") if f not in sources]
        problems += [Problem(f.name, "no source file compiles to it: delete it") for f in stray]
    return problems


def check_splits() -> list[Problem]:
    """No conflict and no writer may be in two parts."""
    splits = settings("splits")
    listed = [conflict for part in ("train", "check", "final") for conflict in splits[part]]
    twice = sorted({c for c in listed if listed.count(c) > 1})
    return [Problem("splits.yaml", f"{c} is listed twice") for c in twice]


def untrue_spans(report: dict[str, Any]) -> list[str]:
    """Every span of a compiled report whose quoted words are not what stands there."""
    text = report["text"]
    wrong = []
    for value in _values(report["claims"]):
        for start, end, words in (("start", "end", "text"), ("trigger_start", "trigger_end", "trigger")):
            if value.get(start) is not None and text[value[start] : value[end]] != value[words]:
                wrong.append(f"text[{value[start]}:{value[end]}] is not {value[words]!r}")
    return wrong


def _values(item: Any) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        yield item
        item = list(item.values())
    if isinstance(item, list):
        for part in item:
            yield from _values(part)


def _shared(report: dict[str, Any], seen: dict[str, str]) -> list[Problem]:
    words = re.findall(r"\w+", report["text"].lower())
    runs = {" ".join(words[n : n + SHARED_WORDS]) for n in range(len(words) - SHARED_WORDS + 1)}
    copied = sorted(run for run in runs if seen.get(run, report["id"]) != report["id"])
    for run in runs:
        seen.setdefault(run, report["id"])
    return [Problem(report["id"], f"shares words with {seen[copied[0]]}: '{copied[0]}'")] if copied else []


def main(arguments: list[str]) -> int:
    """1 when anything is wrong."""
    paths = files(arguments)
    problems = check_all(paths, whole=not arguments)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(paths)} files of {SOURCE.name}/: {len(problems)} problem(s)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
