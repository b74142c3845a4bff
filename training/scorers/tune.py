"""Choose what the scorers' answers are held to, on the harness's tune part: reports that the shipped network was not
trained on, read with scorers that were not fitted on them either."""

import math
from collections.abc import Sequence

import msgspec

from dateline.coding.learned.scorers import Scorers
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.parts.phrases import Describe
from dateline.coding.tagger import Tagger
from training.harness.documents import share_of
from training.scorers import data, errors, fit
from training.scorers.data import Read, Row
from training.scorers.gold import Report

TUNE = 0.1
"""The harness's share of the training groups that is kept back (``training/harness/config.py``, ``Data.tune``)."""
Reads = Sequence[tuple[Tagger, Read]]


def is_tune(report: Report) -> bool:
    """Whether a report is of the tune part."""
    return share_of(report.group, "tune") < TUNE


class Figures(msgspec.Struct, frozen=True):
    """Per cent on the tune part: precision and recall of incidents found, F1 of them and of those with the right ACLED
    event type; of each set of reports (``sets``: detection and typed F1) and their means over the sets."""

    precision: float
    recall: float
    detection: float
    typed: float
    sets: dict[str, tuple[float, float]]


def without_tune(reads: Reads, describe: Describe) -> dict[str, Fitted]:
    """Scorers fitted on the reports outside the tune part, each read by its fold's network; the verdict as fitted, not
    calibrated."""
    kept = [(engine, one) for engine, one in reads if not is_tune(one.report)]
    return fit.fit_all(kept, describe, lambda _: None, calibration=(1.0, 0.0))


def engine_with(shipped: Tagger, made: dict[str, Fitted], **least: float) -> Tagger:
    """An engine with scorers, their answers held to other probabilities where ``least`` names one."""
    held = {n: msgspec.structs.replace(f, least=least.get(n, f.least)) for n, f in made.items()}
    return shipped.with_scorers(Scorers(**{name: Trees(one) for name, one in held.items()}))


def figures(engine: Tagger, reads: Sequence[Read]) -> Figures:
    """What an engine does on reports."""
    sets = {}
    rows = []
    for name in sorted({one.report.set for one in reads}):
        found = errors.counted([(engine, one) for one in reads if one.report.set == name])
        right, extra = sum(found.right.values()), sum(found.extra.values())
        typed = right - found.right.get("wrong event type", 0)
        total = max(1, right + extra + found.annotated)
        rows.append(
            (right / max(1, right + extra), right / max(1, found.annotated), 2 * right / total, 2 * typed / total)
        )
        sets[name] = (round(100 * rows[-1][2], 1), round(100 * rows[-1][3], 1))
    mean = [round(100 * sum(column) / len(rows), 1) for column in zip(*rows, strict=True)]
    return Figures(precision=mean[0], recall=mean[1], detection=mean[2], typed=mean[3], sets=sets)


def calibration(engine: Tagger, reads: Sequence[Read], verdict: Trees) -> tuple[float, float]:
    """(slope, shift) for the verdict's log odds that make them right on reports: a logistic regression by Newton's
    steps, held a little to (1, 0)."""
    rows: list[Row] = [row for one in reads for row in data.verdicts(one, engine)]
    scores = verdict.scores([r.numbers for r in rows])
    odds = [math.log(p / (1 - p)) for p in (min(1 - 1e-6, max(1e-6, s)) for s in scores)]
    slope, shift = 1.0, 0.0
    for _ in range(30):
        held = 1.0
        g0, g1, h00, h01, h11 = held * (slope - 1), held * shift, held, 0.0, held
        for x, row in zip(odds, rows, strict=True):
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + shift))))
            g0, g1, w = g0 + (p - row.said) * x, g1 + p - row.said, p * (1 - p)
            h00, h01, h11 = h00 + w * x * x, h01 + w * x, h11 + w
        det = h00 * h11 - h01 * h01
        slope, shift = slope - (h11 * g0 - h01 * g1) / det, shift - (h00 * g1 - h01 * g0) / det
    return round(slope, 3), round(shift, 3)
