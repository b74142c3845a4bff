#!/usr/bin/env python3
"""Where the rules engine errs on annotated articles, by kind: the counts of docs/quality.md.

    python benchmarks/errors.py [SET ...] [--bench ../shared/bench] [--show N] [--fit]

SET is news-train and news-more by default: errors are looked at where training is allowed, never on ``news``.
``--show`` prints N examples of each kind, ``--fit`` refits the weights of ``confidence`` on the claims (a logistic
regression, L2 0.5).
"""

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from dateline.coding.parts.claims import WEIGHTS, best_draft, signs
from dateline.coding.parts.joining import Event
from dateline.coding.rules import Rules, worth_saying
from dateline.model import Claim, Report
from dateline.pipeline import Coder
from dateline.settings import Settings

REAL = ("asserted", "alleged", "denied")


def why_missed(events: list[Event], spans: list[tuple[int, int]]) -> str:
    """Why no claim of a gold event's words was made."""
    for event in events:
        first = next((d for d in event.drafts if any(_in(d.mention.trigger_start, s) for s in spans)), None)
        if first is None:
            continue
        if all(d.type.acled is None for d in event.drafts):
            return "missed: no ACLED type"
        if first.modality not in REAL or all(d.context for d in event.drafts):
            return "missed: modality or context"
        return "missed: inside another claim" if worth_saying(event) else "missed: nothing specific"
    return "missed: no trigger fits"


def _in(at: int, span: tuple[int, int]) -> bool:
    return span[0] <= at < span[1]


def judge(claims: list[Claim], gold: list[Any], text: str, scorer: Any) -> tuple[list[tuple[Claim, str]], list[Any]]:
    """The kind of each claim ("right", "extra: ...", "wrong type") and the gold events that no claim met."""
    places = [scorer.spans(text, g) for g in gold]
    taken, kinds = set[int](), []
    for claim in sorted(claims, key=lambda c: -c.confidence):
        starts = [m.trigger_start for m in claim.mentions]
        met = [i for i, spans in enumerate(places) if any(_in(a, s) for a in starts for s in spans)]
        free = [i for i in met if i not in taken]
        if not met:
            kinds.append((claim, "extra: no event there"))
        elif not free:
            kinds.append((claim, "extra: an event twice"))
        else:
            same = [i for i in free if claim.acled and scorer.TYPE[gold[i]["type"]] == claim.acled.event_type]
            taken.add((same or free)[0])
            kinds.append((claim, "right" if same else "wrong type"))
    return kinds, [g for i, g in enumerate(gold) if i not in taken and not gold[i].get("optional")]


def fit(rows: list[list[float]], right: list[bool]) -> dict[str, float]:
    """The weights of a logistic regression by Newton's steps."""
    x, y = np.array(rows, float), np.array(right, float)
    w, keep = np.zeros(x.shape[1]), 0.5 * np.diag([0.0, *[1.0] * (x.shape[1] - 1)])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + keep, x.T @ (p - y) + keep @ w)
    return {name: round(float(v), 2) for name, v in zip(WEIGHTS, w, strict=True)}


def main() -> None:
    """Count, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sets", nargs="*", default=["news-train", "news-more"])
    asked.add_argument("--bench", default="../shared/bench")
    asked.add_argument("--show", type=int, default=0)
    asked.add_argument("--fit", action="store_true")
    options = asked.parse_args()
    sys.path.insert(0, options.bench)
    import measure
    import score_news

    coder = Coder.build(Settings())
    engine = coder.engine
    assert isinstance(engine, Rules)
    shown: dict[str, list[str]] = defaultdict(list)
    counts, rows, right = Counter[str](), [], []
    for name in options.sets:
        reports, gold = measure.load_news(str(Path(options.bench) / "data"), name)
        for r in reports:
            report = Report(id=r["id"], text=r["text"], published=r.get("published"))
            resolved = coder.resolver.resolve(coder.annotator.annotate(report, engine.worth_parsing))
            events = engine.events(resolved)
            signs_of = {best_draft(e).mention.trigger_start: signs(e, best_draft(e)) for e in events}
            said = [c for c in engine.code(resolved) if c.modality in REAL and c.acled]
            kinds, missed = judge(said, gold[r["id"]], report.text, score_news)
            for claim, kind in kinds:
                counts[kind] += 1
                shown[kind].append(f"{claim.event_type}: {claim.mentions[0].text[:110]}")
                found = next((signs_of[m.trigger_start] for m in claim.mentions if m.trigger_start in signs_of), None)
                if found:
                    rows.append([float(v) for v in found.values()])
                    right.append(kind == "right")
            for g in missed:
                kind = why_missed(events, score_news.spans(report.text, g))
                counts[kind] += 1
                shown[kind].append(f"{g['type']}: {g['trigger']} | {g['evidence'][:90]}")
    for kind, n in counts.most_common():
        print(f"{n:5d}  {kind}")
        for line in shown[kind][: options.show]:
            print(f"         {' '.join(line.split())}")
    if options.fit:
        print(f"weights fitted on {len(rows)} claims: {fit(rows, right)}")


if __name__ == "__main__":
    main()
