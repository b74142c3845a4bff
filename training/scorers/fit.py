"""Fit every scorer on the annotated reports that are called train, each read by a fold's network that never saw it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dateline.coding.learned.guide import Tuning
from dateline.coding.learned.network import Network
from dateline.coding.learned.scorers import NAMES, Scorers
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.parts.phrases import Describe
from dateline.coding.tagger import Tagger
from dateline.model import AnnotatedReport, Report, ResolvedReport, Sentence
from dateline.ontology.load import Ontology
from dateline.stages import WorthParsing
from training.harness.documents import share_of
from training.scorers import boost, data, gold
from training.scorers.data import Read, Row

Tell = Callable[[str], None]
LEAST = {
    "joins": 0.36, "kinds": 0.0, "date": 0.15, "places": 0.45, "initiators": 0.45, "targets": 0.41, "tolls": 0.15,
    "weapons": 0.38, "verdict": 0.4,
}  # fmt: skip
"""From which probability the answer is yes: near the best F1 (for dates and tolls the best share of right answers) on a
fifth of the training reports kept back; ``verdict`` on the harness's tune part."""
CALIBRATION = (1.3, -0.03)
"""What the verdict's log odds are multiplied by and what is added, so that they are right on the tune part with the
network that is shipped: the folds' networks learned from half the data and are less sure than it is."""
SMALL = {"verdict": {"trees": 80, "leaves": 8}}
HELD_BACK = 0.2


def reports(corpus: Path, news: Path) -> list[gold.Report]:
    """The annotated reports that may be learned from: the corpus's train part and the two annotated news sets."""
    sets = [gold.news(news, name) for name in ("train", "more")] if news.is_dir() else []
    return [*gold.corpus(corpus, "train"), *(r for found in sets for r in found)]


def worth(resolved: ResolvedReport, worth_parsing: WorthParsing) -> ResolvedReport:
    """A report that was parsed in full, as if only its sentences worth parsing had been."""
    annotated = resolved.annotated
    chosen = worth_parsing(annotated.reading, annotated.sentences)
    kept = tuple(s if i in chosen else Sentence(start=s.start, end=s.end) for i, s in enumerate(annotated.sentences))
    seen: AnnotatedReport = msgspec.structs.replace(annotated, sentences=kept)
    return msgspec.structs.replace(resolved, annotated=seen)


def read_all(
    found: Iterable[gold.Report], engines: Sequence[Tagger], resolve: Callable[[Report], ResolvedReport], tell: Tell
) -> list[tuple[Tagger, Read]]:
    """Every report read by the engine of its fold (as the harness's cross-validation parts them)."""
    out = []
    for number, report in enumerate(found):
        engine = engines[int(share_of(report.group, "fold") * len(engines))]
        resolved = resolve(Report(id=report.id, text=report.text, published=report.published))
        out.append((engine, data.read(engine, report, worth(resolved, engine.worth_parsing))))
        if number % 100 == 99:
            tell(f"{number + 1} reports read")
    return out


def fit_all(
    reads: Sequence[tuple[Tagger, Read]],
    describe: Describe,
    tell: Tell,
    calibration: tuple[float, float] = CALIBRATION,
) -> dict[str, Fitted]:
    """Every scorer. What joins and fills comes first: the verdict looks at what was chosen, on reports that those
    scorers have not seen either."""
    rows = rows_of(reads, describe)
    out = {name: fitted(name, mine, tell) for name, mine in rows.items()}
    verdicts = [row for engine, one in crossed(reads, rows) for row in data.verdicts(one, engine)]
    return {**out, "verdict": calibrated(fitted("verdict", verdicts, tell), *calibration)}


def rows_of(reads: Sequence[tuple[Tagger, Read]], describe: Describe) -> dict[str, list[Row]]:
    """The rows of what joins and fills."""
    rows: dict[str, list[Row]] = {name: [] for name in data.SCORERS}
    rows["joins"] = [row for _, one in reads for row in data.joining(one)]
    for engine, one in reads:
        for name, more in data.filling(one, engine, describe).items():
            rows[name] += more
    return rows


def crossed(reads: Sequence[tuple[Tagger, Read]], rows: Mapping[str, Sequence[Row]]) -> list[tuple[Tagger, Read]]:
    """The reports with engines whose scorers were fitted on the other half of the reports."""
    halves = [
        Scorers(
            **{
                name: Trees(_least(name, _fit(name, [r for r in mine if _half(r.report) != half])))
                for name, mine in rows.items()
            }
        )
        for half in (0, 1)
    ]
    return [(engine.with_scorers(halves[_half(one.report.id)]), one) for engine, one in reads]


def judged(reads: Sequence[tuple[Tagger, Read]], rows: Mapping[str, Sequence[Row]]) -> list[tuple[Tagger, Read]]:
    """The same with verdicts, fitted on the other half too: what the engine does on reports that no part of it saw."""
    found = crossed(reads, rows)
    verdicts = [row for engine, one in found for row in data.verdicts(one, engine)]
    halves = [
        Trees(
            _least(
                "verdict", calibrated(_fit("verdict", [r for r in verdicts if _half(r.report) != half]), *CALIBRATION)
            )
        )
        for half in (0, 1)
    ]
    return [(engine.with_verdict(halves[_half(one.report.id)]), one) for engine, one in found]


def _half(report: str) -> int:
    return int(share_of(report, "half") * 2)


def _least(name: str, made: Fitted) -> Fitted:
    return msgspec.structs.replace(made, least=LEAST[name])


def calibrated(made: Fitted, slope: float, shift: float) -> Fitted:
    """A scorer whose log odds are ``slope`` times as large, and ``shift`` more."""
    trees = tuple(tuple((*node[:4], round(slope * node[4], 5)) for node in tree) for tree in made.trees)
    return msgspec.structs.replace(made, base=slope * made.base + shift, trees=trees)


def fitted(name: str, rows: Sequence[Row], tell: Tell) -> Fitted:
    """One scorer, fitted on all rows; what it is worth on reports kept back is told."""
    kept = [r for r in rows if share_of(r.report, "scorers") >= HELD_BACK]
    back = [r for r in rows if share_of(r.report, "scorers") < HELD_BACK]
    trial = _fit(name, kept)
    scores = Trees(trial).scores([r.numbers for r in back])
    said = [s >= LEAST[name] for s in scores]
    right = sum(a and r.said for a, r in zip(said, back, strict=True))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(r.said for r in back))
    loss = boost.log_loss(trial, [r.numbers for r in back], [r.said for r in back])
    tell(f"{name}: {len(rows)} rows, kept back P {precision:.3f} R {recall:.3f}, log loss {loss:.3f}")
    return _least(name, _fit(name, rows))


def _fit(name: str, rows: Sequence[Row]) -> Fitted:
    how: Mapping[str, Any] = SMALL.get(name, {})
    numbers, said, weights = [r.numbers for r in rows], [r.said for r in rows], [r.weight for r in rows]
    about = f"{len(rows)} rows of {len({r.report for r in rows})} reports"
    return boost.fit(NAMES[name], numbers, said, weights, about=about, **how)


def engines(folders: Sequence[Path], ontology: Ontology, describe: Describe) -> list[Tagger]:
    """An engine for each exported network, without scorers yet."""
    out = []
    for folder in folders:
        network = Network(folder)
        known = {k: v for k, v in network.facts.thresholds.items() if k in Tuning.__struct_fields__}
        out.append(Tagger(ontology, describe, network, Scorers(), Tuning(**known)))
    return out
