#!/usr/bin/env python3
"""Hold the accuracy figures to their floors.

    python tests/quality/gate.py [SET ...] [--update] [--command COMMAND] [--bench FOLDER] [--floors FILE]

It runs the measuring programs of ``../shared/bench`` on the sets of ``floors.toml`` and leaves with status 1 when a
figure is below its floor (or above its ceiling), when the coder broke the contract of the record, or when a set could
not be measured. A table of ``floors.toml`` may name its ``set`` (its own name by default) and an ``engine`` other than
the default one. ``--update`` raises floors, and lowers ceilings, to what was measured, in steps of half a point; it
never makes one easier to pass.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
STEP = 0.5
"""Floors are set in steps of half a point, below what was measured: rounding differs a little between machines."""
SET_SECONDS = 900

Limits = dict[str, dict[str, Any]]


class Row(NamedTuple):
    """A figure and its limit; ``kind`` is "floors" or "ceilings", ``value`` None when it was not measured."""

    name: str
    kind: str
    limit: float
    value: float | None

    @property
    def holds(self) -> bool:
        """Say whether the figure is within its limit."""
        if self.value is None:
            return False
        return self.value >= self.limit if self.kind == "floors" else self.value <= self.limit


def measure(name: str, reports: int, bench: Path, command: str) -> tuple[dict[str, Any] | None, str]:
    """Run one set. Gives its result, or None, and what was said on standard error."""
    line = [sys.executable, str(bench / "measure.py"), name, "--json", "--command", command]
    line += ["--limit", str(reports)] if reports else []
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=SET_SECONDS, encoding="utf-8")
    except subprocess.TimeoutExpired:
        return None, f"not done after {SET_SECONDS} seconds"
    last = done.stdout.strip().splitlines()[-1:]
    try:
        result = json.loads(last[0]) if last else None
    except ValueError:
        result = None
    return result if isinstance(result, dict) else None, done.stderr.strip()


def rows(limits: Mapping[str, Any], figures: Mapping[str, Any]) -> list[Row]:
    """Give each limited figure of a set."""
    return [
        Row(name, kind, float(limit), figures.get(name))
        for kind in ("floors", "ceilings")
        for name, limit in limits.get(kind, {}).items()
    ]


def raised(row: Row) -> float:
    """Give the limit that the figure earns; never one that is easier to pass."""
    if row.value is None:
        return row.limit
    if row.kind == "floors":
        return max(row.limit, math.floor(row.value / STEP) * STEP)
    return min(row.limit, math.ceil(row.value / STEP) * STEP)


def write(path: Path, floors: Limits) -> None:
    """Write the floors again, under the comment that the file begins with."""
    text = path.read_text(encoding="utf-8")
    head = "".join(line + "\n" for line in text.splitlines() if line.startswith("#"))
    parts = []
    for name, limits in floors.items():
        lines = [f"[{name}]", *(f'{k} = "{limits[k]}"' for k in ("set", "engine") if k in limits)]
        lines.append(f"reports = {limits.get('reports', 0)}")
        lines += [f"{kind}.{k} = {v}" for kind in ("floors", "ceilings") for k, v in limits.get(kind, {}).items()]
        parts.append("\n".join(lines) + "\n")
    part = path.with_name(f".{path.name}.part")
    part.write_text(head + "\n" + "\n".join(parts), encoding="utf-8")
    os.replace(part, path)


def gate(floors: Limits, names: list[str], bench: Path, command: str) -> tuple[dict[str, list[Row]], list[str]]:
    """Measure the sets; give the figures of each and everything that is wrong, and print both as they come."""
    measured: dict[str, list[Row]] = {}
    wrong: list[str] = []
    for name in names:
        begin = time.monotonic()
        asked = floors[name]
        chosen = f"{sys.executable} {HERE / 'coder.py'} {asked['engine']}" if "engine" in asked else command
        result, said = measure(asked.get("set", name), asked.get("reports", 0), bench, chosen)
        seconds = time.monotonic() - begin
        if result is None:
            wrong.append(f"{name}: could not be measured: {said[-2000:]}")
            _print(f"{name:14} could not be measured ({seconds:.0f} s)")
            continue
        breaches = sum(result.get("breaches", {}).values())
        if breaches:
            wrong.append(f"{name}: the contract was broken {breaches} times\n{said[:4000]}")
        measured[name] = rows(floors[name], result["figures"])
        for row in measured[name]:
            told = "none" if row.value is None else f"{row.value:6.2f}"
            mark = "" if row.holds else "  <-- FAILS"
            kind = "at least" if row.kind == "floors" else "at most"
            _print(f"{name:14} {row.name:28} {told:>7}  {kind} {row.limit:6.2f}{mark}")
            if not row.holds:
                wrong.append(f"{name}: {row.name} is {told.strip()}, {kind} {row.limit:.2f} is held")
        docs, words = result["documents"], result["words_per_second"]
        _print(f"{name:14} {docs} reports, {words} words/s, {seconds:.0f} s, {breaches} contract breaches")
    return measured, wrong


def main(arguments: list[str] | None = None) -> int:
    """Run the gate; give its exit status."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sets", nargs="*", metavar="SET")
    asked.add_argument("--update", action="store_true")
    asked.add_argument("--command", default=str(Path(sys.executable).parent / "dateline"))
    asked.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench")
    asked.add_argument("--floors", type=Path, default=HERE / "floors.toml")
    options = asked.parse_args(arguments)
    floors: Limits = tomllib.loads(options.floors.read_text(encoding="utf-8"))
    unknown = [name for name in options.sets if name not in floors]
    if unknown:
        asked.error(f"no such set: {', '.join(unknown)}; there are: {', '.join(floors)}")
    measured, wrong = gate(floors, options.sets or list(floors), options.bench, options.command)
    if options.update:
        for name, figures in measured.items():
            for row in figures:
                floors[name][row.kind][row.name] = raised(row)
        write(options.floors, floors)
    for problem in wrong:
        _print(f"gate: {problem}", file=sys.stderr)
    return 1 if wrong else 0


def _print(line: str, file: Any = None) -> None:
    (file or sys.stdout).write(line + "\n")
    (file or sys.stdout).flush()


if __name__ == "__main__":
    sys.exit(main())
