#!/usr/bin/env python3
"""How well claims of many reports are grouped into events: B-cubed over the dossiers, and over real articles.

    python benchmarks/bcubed.py [--engine NAME] [--writer a|b] [--news DIR] [--gold-only]

The dossiers (training/dossiers) are read twice: with the careful coder's own claims, which tests merging alone, and
with an engine's claims, which tests both. ``--news`` (by default ../shared/bench/data/news, skipped when it is not
there) holds dev.json and dev-clusters.json: which events of different articles are the same one; there the engine
codes the articles, and the figure is over the claims that stand on the words of an annotated event.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dateline.events import SourcedClaim  # noqa: E402
from dateline.merge import merge, near_copies  # noqa: E402
from dateline.model import Claim, Report  # noqa: E402
from training.dossiers.bcubed import Score, bcubed  # noqa: E402
from training.dossiers.measure import Found, code, in_a_busy_country, with_engine, with_gold  # noqa: E402
from training.dossiers.source import dossiers, sourced_again  # noqa: E402


def line(name: str, score: Score, more: str = "") -> None:
    """Print one row."""
    print(f"{name:34} {score.precision:5.1f} {score.recall:5.1f} {score.f1:5.1f} {score.items:6d}  {more}")


def parents(found: Found) -> str:
    """Parts and wholes: how many pairs of claims are found and right."""
    true, said, right = found.parents
    return f"part and whole: {right} right of {said} found, {true} true"


def on_dossiers(writers: list[str], engine: str | None) -> None:
    """Score both ways, writer by writer."""
    for writer in writers:
        ours = dossiers(writer)  # type: ignore[arg-type]
        reports = [r for d in ours for r in d.reports]
        found = with_gold(ours)
        line(f"writer {writer}: coder's claims", found.score, parents(found))
        line("    in a busy country", in_a_busy_country(ours))
        if engine is not None:
            coded = code(reports, engine)
            found = with_engine(ours, coded)
            asked = f"{found.claims} claims coded; " + parents(found)
            line(f"writer {writer}: claims of {engine}", found.score, asked)
            line("    in a busy country", in_a_busy_country(ours, coded))


def on_news(folder: Path, engine: str) -> None:
    """Score the engine's claims of real articles: an annotated event told in no other article stands alone."""
    if not (folder / "dev-clusters.json").exists():
        print(f"{folder} is not there: the news articles are skipped")
        return
    articles = json.loads((folder / "dev.json").read_text(encoding="utf-8"))
    clusters = json.loads((folder / "dev-clusters.json").read_text(encoding="utf-8"))
    same = {(doc, n): f"cluster {i}" for i, members in enumerate(clusters["clusters"]) for doc, n in members}
    unsure = {(doc, n) for pair in clusters["unsure"] for doc, n in pair}
    reports = [Report(id=a["id"], text=a["text"], published=a["published"], language="en") for a in articles]
    coded = code(reports, engine)
    works = near_copies(reports)
    claims: list[SourcedClaim] = [c for r in reports for c in sourced_again(coded[r.id], r, works[r.id])]
    gold: dict[str, str] = {}
    for row in (json.loads(one) for one in (folder / "dev-gold.jsonl").read_text(encoding="utf-8").splitlines()):
        text = next(r.text for r in reports if r.id == row["doc"])
        taken: set[str] = set()
        for number, event in enumerate(row["events"]):
            chosen = told_by(event, text, [c for c in coded[row["doc"]] if c.claim not in taken])
            if chosen is not None and (row["doc"], number) not in unsure:
                taken.add(chosen.claim)
                gold[chosen.claim] = same.get((row["doc"], number), f"{row['doc']} {number}")
    events = merge(claims).events
    homes = {c: e.event for e in events for c in e.claims}
    shared = {c for c, g in gold.items() if g.startswith("cluster")}
    line(f"news: claims of {engine}", bcubed(gold, homes), f"{len(claims)} claims coded")
    line("news: those told in two articles", bcubed({c: gold[c] for c in shared}, homes))


def told_by(event: dict[str, Any], text: str, claims: list[Claim]) -> Claim | None:
    """Give the claim whose trigger stands in the words of an annotated event, most of them first."""
    spans = [
        (at, at + len(words))
        for words in [event["evidence"], *event["other_mentions"]]
        if (at := text.find(words)) >= 0
    ]
    held = [(sum(a <= m.trigger_start < b for m in c.mentions for a, b in spans), c.claim, c) for c in claims]
    best = max(held, default=(0, "", None), key=lambda one: one[:2])
    return best[2] if best[0] else None


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--engine", default="rules")
    arguments.add_argument("--writer", choices=("a", "b"))
    arguments.add_argument("--news", type=Path, default=ROOT.parent / "shared" / "bench" / "data" / "news")
    arguments.add_argument("--gold-only", action="store_true")
    asked = arguments.parse_args()
    print(f"{'':34} {'P':>5} {'R':>5} {'F1':>5} {'claims':>6}")
    on_dossiers([asked.writer] if asked.writer else ["a", "b"], None if asked.gold_only else asked.engine)
    if not asked.gold_only:
        on_news(asked.news, asked.engine)


if __name__ == "__main__":
    main()
