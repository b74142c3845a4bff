"""Fit dateline/data/merge/weights.toml on the dossiers of the writer for tuning.

    python -m training.dossiers.fit [--write] [--engine NAME]

Every pair of claims of one dossier that share a key is a case: one event or two. The claims are the careful coder's
and, beside them, those of an engine, which says less and errs: both kinds are merged in use. Ridge-penalised logistic
regression (Newton's method) on the levels of the comparisons, drawn towards weights set by hand (``prior.toml``): with
some hundred cases a level seen twice must not outweigh what is plain. The strength of the pull is chosen by leaving
each dossier out in turn. The other writer's dossiers are never read here. Without --write it only prints.
"""

import argparse
import math
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline.events import SourcedClaim
from dateline.merge.candidates import pairs
from dateline.merge.compare import NAMES, NEVER, compare
from dateline.merge.features import read
from dateline.merge.words import weights
from dateline.model import Claim
from training.dossiers.measure import code, matched, with_gold
from training.dossiers.source import TUNING, Dossier, dossiers

PRIOR = Path(__file__).parent / "prior.toml"
OUT = Path(__file__).parents[2] / "dateline" / "data" / "merge" / "weights.toml"
PULLS = (0.3, 1.0, 3.0, 10.0, 30.0)
"""How strongly weights are drawn to those set by hand: each is tried."""
Table = dict[str, dict[str, float]]
Case = tuple[tuple[str, ...], bool]
HEADER = """\
# Weights of the levels of the comparisons (dateline/merge/compare.py): log-odds that two claims tell one event.
# Fitted by training/dossiers/fit.py on the {cases} pairs of claims that share a key in the train half of the dossiers
# ({dossiers} of them; the coder's claims and those of the engine {engine}), {same} of them one event: logistic
# regression (ridge, pull {pull:g}) towards weights set by hand (training/dossiers/prior.toml). A level that no pair of
# that half has keeps its weight by hand.
"""


def cases(dossier: Dossier, coded: dict[str, list[Claim]]) -> list[Case]:
    """Give the cases of a dossier, of the coder's claims and of an engine's that stand on their words."""
    gold = {c.claim.claim.claim: c.event for c in dossier.claims}
    claims, events = matched(dossier, coded)
    return [*_cases([c.claim for c in dossier.claims], gold), *_cases(claims, events)]


def _cases(claims: Sequence[SourcedClaim], gold: dict[str, str]) -> list[Case]:
    """Give the levels of each pair of claims worth comparing, and whether they tell one event."""
    features = [read(c) for c in claims if c.claim.claim in gold]
    found: list[Case] = []
    for first, second in pairs(features):
        a, b = features[first], features[second]
        levels = compare(a, b).levels
        if not any((name, level) in NEVER for name, level in zip(NAMES, levels, strict=True)):
            found.append((levels, gold[a.claim] == gold[b.claim]))
    return found


def fit(rows: Sequence[Case], prior: Table, pull: float) -> Table:
    """Give the weights that explain the cases best, near those of ``prior``."""
    columns = [(name, level) for name, levels in prior.items() for level in levels]
    place = {column: i for i, column in enumerate(columns)}
    held = np.zeros((len(rows), len(columns)))
    for i, (levels, _) in enumerate(rows):
        held[i, place["always", "always"]] = 1.0
        for name, level in zip(NAMES, levels, strict=True):
            if level and (name, level) in place:
                held[i, place[name, level]] = 1.0
    truth = np.array([same for _, same in rows], float)
    start = np.array([prior[name][level] for name, level in columns])
    found = start.copy()
    for _ in range(50):
        said = 1 / (1 + np.exp(-held @ found))
        slope = held.T @ (said - truth) + pull * (found - start)
        bend = (held * (said * (1 - said))[:, None]).T @ held + pull * np.eye(len(columns))
        step = np.linalg.solve(bend, slope)
        found -= step
        if abs(step).max() < 1e-6:
            break
    table: Table = {name: {} for name in prior}
    for (name, level), value in zip(columns, found, strict=True):
        table[name][level] = round(float(value), 2)
    return table


def loss(rows: Sequence[Case], table: Table) -> float:
    """Give the mean log-loss of cases under weights."""
    total = 0.0
    for levels, same in rows:
        odds = table["always"]["always"]
        odds += sum(table[name].get(level, 0.0) for name, level in zip(NAMES, levels, strict=True) if level)
        total += math.log1p(math.exp(-odds if same else odds))
    return total / max(1, len(rows))


def left_out(all_cases: Sequence[Sequence[Case]], prior: Table, pull: float) -> float:
    """Give the mean log-loss of each dossier's pairs under weights fitted on the others."""
    losses = []
    for i, mine in enumerate(all_cases):
        rest = [case for j, other in enumerate(all_cases) if j != i for case in other]
        losses += [loss(mine, fit(rest, prior, pull))] * len(mine)
    return sum(losses) / max(1, len(losses))


def text(table: Table, header: str) -> str:
    """Give a table as TOML."""
    lines = [header.rstrip()]
    for name, levels in table.items():
        lines += ["", f"[{name}]"]
        lines += [f'"{level}" = {value}' if " " in level else f"{level} = {value}" for level, value in levels.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Choose the pull, fit, print, and write if asked."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--engine", default="rules")
    asked = arguments.parse_args()
    prior = tomllib.loads(PRIOR.read_text(encoding="utf-8"))
    train = dossiers(TUNING)
    coded = code((r for d in train for r in d.reports), asked.engine)
    all_cases = [cases(d, coded) for d in train]
    rows = [case for mine in all_cases for case in mine]
    same = sum(same for _, same in rows)
    print(f"{len(rows)} pairs, {same} of them one event; by hand: loss {loss(rows, prior):.3f}")
    tried = {pull: left_out(all_cases, prior, pull) for pull in PULLS}
    for pull, found in tried.items():
        print(f"pull {pull:5g}: log-loss {found:.3f} on dossiers left out")
    pull = min(PULLS, key=lambda p: (tried[p], -p))
    table = fit(rows, prior, pull)
    print(f"chosen: {pull:g}; loss {loss(rows, table):.3f}")
    if asked.write:
        header = HEADER.format(cases=len(rows), dossiers=len(train), same=same, pull=pull, engine=asked.engine)
        OUT.write_text(text(table, header), encoding="utf-8")
        weights.cache_clear()
        print(f"{OUT.name} written; on the same dossiers: {with_gold(train).score}")


if __name__ == "__main__":
    main()
