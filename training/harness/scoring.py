"""Pseudo-claims against gold incidents, as ``../shared/bench/score_news.py`` pairs them.

A claim and an incident may be paired when a trigger of the claim lies in a stretch that tells the incident. Pairs
are one to one and of the greatest total weight: type over event type over word. An optional incident (one of two
readers saw it) is neither a miss nor a false alarm. detection counts pairs of any type, typed those of one ACLED
event type; sub-type accuracy is over pairs.
"""

import msgspec

from training.harness.documents import Gold
from training.harness.joining import Told
from training.harness.labels import labels


class Tally(msgspec.Struct, kw_only=True):
    """Counts that add up over documents."""

    said: int = 0
    gold: int = 0
    found: int = 0
    typed: int = 0
    exact: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def figures(self) -> dict[str, float | int]:
        """Precision, recall and F1 of detection, typed F1 and sub-type accuracy, in per cent, with the counts
        behind them."""
        p, r, f = prf(self.found, self.said, self.gold)
        return {
            "detection_P": p,
            "detection_R": r,
            "detection_F": f,
            "typed_F": prf(self.typed, self.said, self.gold)[2],
            "subtype_acc": percent(self.exact, self.found),
            "said": self.said,
            "gold": self.gold,
            "found": self.found,
        }


def percent(part: int, whole: int) -> float:
    """A share in per cent, one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def prf(right: int, said: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall, F1, in per cent."""
    return percent(right, said), percent(right, gold), percent(2 * right, said + gold)


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One document judged: its counts, the pairs (claim, incident), the extra claims and the missed incidents, by
    number."""

    tally: Tally
    pairs: tuple[tuple[int, int], ...]
    extra: tuple[int, ...]
    missed: tuple[int, ...]


def judge(claims: list[Told], gold: tuple[Gold, ...]) -> Verdict:
    """Pair one document's claims with its incidents."""
    weights = {
        (c, g): w
        for c, claim in enumerate(claims)
        for g, incident in enumerate(gold)
        if (w := weight(claim, incident)) > 0
    }
    pairs = assign(weights, len(claims), len(gold))
    excused = {c for c, g in pairs if gold[g].optional}
    kept = [(c, g) for c, g in pairs if c not in excused]
    tally = Tally(said=len(claims) - len(excused), gold=sum(not g.optional for g in gold), found=len(kept))
    for c, g in kept:
        tally.exact += claims[c].label in gold[g].labels
        tally.typed += event(claims[c].label) in {event(x) for x in gold[g].labels}
    hit, met = {c for c, _ in pairs}, {g for _, g in pairs}
    return Verdict(
        tally=tally,
        pairs=tuple(kept),
        extra=tuple(c for c in range(len(claims)) if c not in hit),
        missed=tuple(g for g in range(len(gold)) if g not in met and not gold[g].optional),
    )


def event(label: int) -> str:
    """The ACLED event type of a label."""
    return labels().events[label]


def weight(claim: Told, gold: Gold) -> float:
    """How good a pair would be; 0 when it is none."""
    inside = sum(any(s < b and a < e for a, b in gold.stretches) for s, e in claim.triggers)
    if not inside:
        return 0.0
    word = any(s < b and a < e for s, e in claim.triggers for a, b in gold.triggers)
    same = claim.label in gold.labels
    kin = event(claim.label) in {event(x) for x in gold.labels}
    return (1 + 4 * same + 2 * kin + 1.5 * word + 0.01 * inside) * (0.5 if gold.optional else 1.0)


def assign(weights: dict[tuple[int, int], float], rows: int, columns: int) -> list[tuple[int, int]]:
    """One-to-one pairs of the greatest total weight, by augmenting along the best path until none gains
    (Bellman-Ford, since taking a pair back costs its weight)."""
    of_row: dict[int, int] = {}
    of_column: dict[int, int] = {}
    while True:
        gain = {r: 0.0 for r in range(rows) if r not in of_row}
        reach: dict[int, float] = {}
        via: dict[int, int] = {}
        for _ in range(rows + columns):
            changed = False
            for (r, c), w in weights.items():
                if r in gain and of_row.get(r) != c and gain[r] + w > reach.get(c, float("-inf")) + 1e-9:
                    reach[c], via[c], changed = gain[r] + w, r, True
                    if c in of_column:
                        gain[of_column[c]] = reach[c] - weights[of_column[c], c]
            if not changed:
                break
        free = [c for c, total in reach.items() if c not in of_column and total > 0]
        if not free:
            return sorted(of_row.items())
        column: int | None = max(free, key=lambda c: reach[c])
        while column is not None:
            row = via[column]
            column_before = of_row.get(row)
            of_row[row], of_column[column] = column, row
            column = column_before
