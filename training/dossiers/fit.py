"""Fit dateline/data/merge/weights.toml on the dossiers of the writer for tuning.

    python -m training.dossiers.fit [--write] [--engines NAME,NAME]

Every pair of claims of one dossier that share a key is a case: one event or two. The claims are the careful coder's;
these again, with some of what they say left out by lot, since most reports say less; and those of engines, which err
besides. So is every pair of such claims of a dossier and of another that was moved beside it (``busy``): two events,
since in a feed most claims of one country and day are. Ridge-penalised logistic
regression (Newton's method) on the levels of the comparisons, drawn towards weights set by hand (``prior.toml``): with
some hundred cases a level seen twice must not outweigh what is plain. The strength of the pull is chosen by leaving
each dossier out in turn. The other writer's dossiers are never read here. Without --write it only prints.
"""

import argparse
import math
import random
import tomllib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from dateline.events import SourcedClaim
from dateline.merge.candidates import pairs
from dateline.merge.compare import NAMES, NEVER, compare
from dateline.merge.features import read
from dateline.merge.words import weights
from dateline.model import Claim
from training.dossiers.busy import Story, moved
from training.dossiers.measure import code, story, with_gold
from training.dossiers.source import TUNING, Dossier, dossiers

PRIOR = Path(__file__).parent / "prior.toml"
OUT = Path(__file__).parents[2] / "dateline" / "data" / "merge" / "weights.toml"
COPIES, LEFT_OUT = 2, 0.2
"""How many times each claim is told with less, and the chance that a thing is left out: about that of the engines."""
NEIGHBOURS = 5
"""How many other dossiers are moved beside each: with it, as many stories as ``measure`` puts into one country."""
PULLS = (0.3, 1.0, 3.0, 10.0, 30.0)
"""How strongly weights are drawn to those set by hand: each is tried."""
Table = dict[str, dict[str, float]]
Array = np.ndarray[Any, np.dtype[np.float64]]
Case = tuple[tuple[str, ...], bool]
HEADER = """\
# Weights of the levels of the comparisons (dateline/merge/compare.py): log-odds that two claims tell one event.
# Fitted by training/dossiers/fit.py on {cases} pairs of claims that share a key in the {dossiers} dossiers of writer
# {writer} (the coder's claims, these with some of what they say left out, those of the engines {engines}; and of
# dossiers moved beside each other), {same} of them one event: logistic regression (ridge, pull {pull:g}) towards
# weights set by hand (training/dossiers/prior.toml). A level that no such pair has keeps its weight by hand.
"""


def versions(dossier: Dossier, coded: Sequence[dict[str, list[Claim]]]) -> list[Story]:
    """Give a dossier told in several ways: by the coder's claims, by these with less in them, and by the claims of
    each engine that stand on their words."""
    first, written, gold = story(dossier)
    told = [(first, written, gold)]
    for copy in range(COPIES):
        told.append((first, [_dimmed(c, random.Random(f"{copy} {c.claim.claim}")) for c in written], gold))
    return [*told, *(story(dossier, one) for one in coded)]


def cases(dossier: Dossier, others: Sequence[Dossier], coded: Sequence[dict[str, list[Claim]]]) -> list[Case]:
    """Give the cases of a dossier, and of it with some others, chosen by lot, moved beside it."""
    chance = random.Random(dossier.slug)
    beside = [versions(other, coded) for other in chance.sample(list(others), NEIGHBOURS)]
    found: list[Case] = []
    for number, (host, claims, gold) in enumerate(versions(dossier, coded)):
        found += _cases(claims, gold)
        for other in beside:
            own, theirs, events = other[number]
            found += _between([c for c in claims if c.claim.claim in gold], moved(theirs, own, host, chance), events)
    return found


def _between(claims: Sequence[SourcedClaim], others: Sequence[SourcedClaim], asked: Collection[str]) -> list[Case]:
    """The cases of a claim of one story and a claim of another each."""
    both = [*claims, *(c for c in others if c.claim.claim in asked)]
    apart = {c.claim.claim: str(number >= len(claims)) for number, c in enumerate(both)}
    return [case for case in _cases(both, apart) if not case[1]]


def _dimmed(sourced: SourcedClaim, chance: random.Random) -> SourcedClaim:
    """A claim as a shorter report would tell it: each thing left out by lot, the place whole or but for its country."""
    claim = sourced.claim
    less: dict[str, Any] = {
        name: () if isinstance(getattr(claim, name), tuple) else None
        for name in ("date", "initiators", "targets", "killed", "injured", "weapons")
        if chance.random() < LEFT_OUT
    }
    if chance.random() < LEFT_OUT:
        wide = [p for p in claim.places if p.precision in ("admin1", "country", "region")]
        less["places"] = tuple(wide) if chance.random() < 0.5 else ()
    return replace(sourced, claim=replace(claim, **less))


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
    found = _least(held, truth, start, pull)
    table: Table = {name: {} for name in prior}
    for (name, level), value in zip(columns, found, strict=True):
        table[name][level] = round(float(value), 2)
    return table


def _least(held: Array, truth: Array, start: Array, pull: float) -> Array:
    """The weights of least penalised loss, by Newton's method; a step that makes it worse is halved."""

    def cost(at: Array) -> float:
        odds = held @ at
        return float(np.logaddexp(0, np.where(truth > 0, -odds, odds)).sum() + pull / 2 * ((at - start) ** 2).sum())

    found = start.copy()
    for _ in range(50):
        said = 1 / (1 + np.exp(-held @ found))
        slope = held.T @ (said - truth) + pull * (found - start)
        bend = (held * (said * (1 - said))[:, None]).T @ held + pull * np.eye(len(start))
        step = np.linalg.solve(bend, slope)
        while cost(found - step) > cost(found) and abs(step).max() >= 1e-6:
            step /= 2
        found = found - step
        if abs(step).max() < 1e-6:
            break
    return found


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
    arguments.add_argument("--engines", default="tagger,rules")
    asked = arguments.parse_args()
    prior = tomllib.loads(PRIOR.read_text(encoding="utf-8"))
    train = dossiers(TUNING)
    coded = [code((r for d in train for r in d.reports), engine) for engine in asked.engines.split(",") if engine]
    all_cases = [cases(d, [other for other in train if other is not d], coded) for d in train]
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
        engines = asked.engines.replace(",", ", ")
        about = {"cases": len(rows), "dossiers": len(train), "writer": TUNING, "same": same, "pull": pull}
        header = HEADER.format(**about, engines=engines)
        OUT.write_text(text(table, header), encoding="utf-8")
        weights.cache_clear()
        print(f"{OUT.name} written; on the same dossiers: {with_gold(train).score}")


if __name__ == "__main__":
    main()
