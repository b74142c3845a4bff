#!/usr/bin/env python3
"""Fit dateline/data/places/weights.toml: how much each judgement says that a name is a place.

    python scripts/fit_place_weights.py CACHE GOLD.jsonl [GOLD.jsonl ...]

CACHE  the folder of the gazetteer's index GOLD   texts with {"id", "text", "toponyms": [{"start", "end", "lat",
"lon"}]}; the first half of each is used. The shipped weights
       come from LGL and GeoVirus (../shared/bench/data/lgl/gold.jsonl, .../geovirus/gold.jsonl).

Each text is read twice, with the parser's entity labels and without, so that the weights do not lean on the parser.
Names that the gold marks without coordinates (streets, buildings) count neither way. Ridge-penalised logistic
regression by Newton's method.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from dateline.annotate import annotator
from dateline.annotate.names import find_names
from dateline.model import AnnotatedReport, Report
from dateline.resolve import places_judge
from dateline.resolve.gazetteer import Gazetteer, prepare
from dateline.resolve.places import sense_keys, senses_of
from dateline.resolve.places_choose import choose
from dateline.resolve.places_evidence import Surroundings, survey
from dateline.resolve.places_home import hints
from dateline.resolve.places_pieces import Piece, Scene, set_scene
from dateline.settings import Settings

OUT = Path("dateline/data/places/weights.toml")
RIDGE = 2.0
LEAST_SEEN = 8
"""A judgement that held less often gets no weight."""
BY_HAND = {"kind site": 1.5, "dateline": 2.0}
AT_MOST = {"before: other": -1.0, "before: body of": -1.5, "after: surname": -4.0, "before: given": -3.0}
AT_LEAST = {"after: facility": 0.3, "behind a kind": 2.5}
HEADER = """\
# Weights of the judgements that say whether a name is a place (dateline/resolve/places_evidence.py and
# places_judge.py): log-odds. Fitted by logistic regression (ridge 2) on the first halves of LGL and GeoVirus, each with
# and without the parser's labels, by scripts/fit_place_weights.py; only sums over judgements, no name of those texts,
# are in them. Set by hand, because those texts have too few: "kind site" (the table of sites holds only names that mean
# little else) and "dateline". Held down by hand, because the world's persons and bodies are called otherwise than
# those of the texts: "before: other", "before: body of", "before: given", "after: surname". Held up, because war
# reports name them more: "after: facility", "behind a kind".
"""
Rows = list[tuple[dict[str, float], bool]]


def texts(files: Sequence[Path]) -> Iterator[tuple[AnnotatedReport, list[dict[str, Any]]]]:
    """Give the first half of each file's texts, with and without the parser's labels."""
    parser = annotator(Settings().parser)
    for file in files:
        records = [json.loads(line) for line in file.open(encoding="utf-8")]
        for record in records[: len(records) // 2]:
            parsed = parser.annotate(Report(id=str(record["id"]), text=record["text"]))
            bare = tuple(msgspec.structs.replace(s, tokens=()) for s in parsed.sentences)
            names = find_names(parsed.reading, record["text"], bare)
            yield parsed, record["toponyms"]
            yield msgspec.structs.replace(parsed, sentences=bare, names=names), record["toponyms"]


def label(piece: Piece, gold: list[dict[str, Any]]) -> bool | None:
    """Whether a piece is a place; None where the gold has no coordinates for it."""
    found = [t for t in gold if piece.start < t["end"] and piece.end > t["start"]]
    if not found:
        return False
    return True if any(t["lat"] is not None for t in found) else None


def fit(rows: Rows) -> dict[str, float]:
    """Give the weights that explain the labels."""
    seen = Counter(name for held, _ in rows for name in held)
    names = sorted(seen)
    column = {name: i for i, name in enumerate(names)}
    held = np.zeros((len(rows), len(names)))
    for i, (judgements, _) in enumerate(rows):
        for name, strength in judgements.items():
            held[i, column[name]] = strength
    truth = np.array([is_place for _, is_place in rows], float)
    weights = np.zeros(len(names))
    for _ in range(30):
        said = 1 / (1 + np.exp(-held @ weights))
        slope = held.T @ (said - truth) + RIDGE * weights
        bend = (held * (said * (1 - said))[:, None]).T @ held + RIDGE * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if abs(step).max() < 1e-4:
            break
    found = {name: round(float(weights[i]), 2) for name, i in column.items() if seen[name] >= LEAST_SEEN}
    found |= {name: min(most, found.get(name, most)) for name, most in AT_MOST.items()}
    return found | BY_HAND | {name: max(least, found.get(name, least)) for name, least in AT_LEAST.items()}


def write(alone: dict[str, float], together: dict[str, float]) -> None:
    """Write both tables."""
    lines = [HEADER]
    for title, table in (("alone", alone), ("together", together)):
        lines += [f"[{title}]", *(f'"{name}" = {table[name]}' for name in sorted(table)), ""]
    OUT.write_text("\n".join(lines), encoding="utf-8")
    places_judge.weights.cache_clear()


def together(scene: Scene, around: Surroundings, gazetteer: Gazetteer) -> list[places_judge.Judged]:
    """Give the pieces judged in the light of the others, as the resolver does."""
    alone = places_judge.judge_alone(scene, around)
    keys = sense_keys(scene, alone)
    senses = senses_of(scene, alone, keys)
    picked = choose(list(senses.values()), hints(scene.annotated.report, scene.demonyms, gazetteer))
    chosen = dict(zip(senses, picked, strict=True))
    return places_judge.judge_together(scene, alone, [chosen.get(key) for key in keys])


def main(cache: Path, files: Sequence[Path]) -> None:
    gazetteer = Gazetteer(prepare(cache, print))
    scenes = [(set_scene(a, gazetteer), gold) for a, gold in texts(files)]
    around = [survey(scene) for scene, _ in scenes]
    rows: Rows = []
    for (scene, gold), about in zip(scenes, around, strict=True):
        judged = places_judge.judge_alone(scene, about)
        rows += [(dict(j.evidence), yes) for j in judged if (yes := label(j.piece, gold)) is not None]
    alone = fit(rows)
    write(alone, {})
    rows = []
    for (scene, gold), about in zip(scenes, around, strict=True):
        judged = together(scene, about, gazetteer)
        rows += [(dict(j.evidence), yes) for j in judged if (yes := label(j.piece, gold)) is not None]
    write(alone, fit(rows))
    print(f"{len(rows)} pieces, {len(alone)} weights -> {OUT}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(f) for f in sys.argv[2:]])
