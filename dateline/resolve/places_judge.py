"""Decide which pieces of the report's names are places: each by its evidence first, then all together.

A name has one sense in a report, so its mentions share what they know; names in a list ("A, B and C") are of one
sort; and a name that fits where the report plays is a place more likely.
"""

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.resolve.places_choose import LEAST_CONTEXT, Chosen
from dateline.resolve.places_evidence import Surroundings, evidence
from dateline.resolve.places_pieces import Piece, Scene

_LIST = re.compile(r", (?:and |or )?| and | or |/")
_PLACED = frozenset({"behind in", "before its container", "dateline", "based"})
MAX_CONTEXT = 5.0
MAX_ODDS = 5.0


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A piece, the judgements that hold for it, and the log-odds that it is a place."""

    piece: Piece
    evidence: tuple[tuple[str, float], ...]
    odds: float

    @property
    def probability(self) -> float:
        """The odds as a probability."""
        return 1 / (1 + math.exp(-self.odds))


@lru_cache(maxsize=2)
def weights(table: str) -> dict[str, float]:
    """Give the weights of the judgements: of a piece "alone", or "together" with the others."""
    tables = tomllib.loads((files("dateline") / "data" / "places" / "weights.toml").read_text(encoding="utf-8"))
    return {str(k): float(v) for k, v in tables[table].items()}


def judge_alone(scene: Scene, around: Surroundings) -> list[Judged]:
    """Give every piece with its odds by its own evidence, in the order of the text."""
    table = weights("alone")
    judged = []
    for pieces in scene.pieces:
        for piece in pieces:
            found = tuple(evidence(scene, around, piece))
            judged.append(Judged(piece=piece, evidence=found, odds=sum(table.get(k, 0.0) * v for k, v in found)))
    return judged


def judge_together(scene: Scene, alone: Sequence[Judged], chosen: Sequence[Chosen | None]) -> list[Judged]:
    """Give the pieces with their odds in the light of the others; ``chosen`` is what each of them means here."""
    table = weights("together")
    likely = {j.piece.name for j in alone if j.odds > 0}
    groups: dict[str, list[float]] = defaultdict(list)
    for one in alone:
        groups[one.piece.key].append(max(-MAX_ODDS, min(MAX_ODDS, one.odds)))
    placed = {j.piece.key for j in alone if any(name in _PLACED for name, _ in j.evidence)}
    judged = []
    for one, own in zip(alone, chosen, strict=True):
        peers = groups[one.piece.key]
        more = (*_bare(one, own), *_together(scene, one, peers, likely, own))
        if one.piece.key not in placed and any(name == "person's surname" for name, _ in one.evidence):
            more = (*more, ("person throughout", 1.0))
        judged.append(Judged(piece=one.piece, evidence=more, odds=sum(table.get(k, 0.0) * v for k, v in more)))
    return judged


def _bare(one: Judged, chosen: Chosen | None) -> tuple[tuple[str, float], ...]:
    """The judgements of a piece; another spelling of a place that nothing else speaks for is as good as unknown."""
    if chosen is None or chosen.candidate.exact or chosen.context >= LEAST_CONTEXT:
        return one.evidence
    kept = (
        judgement
        for judgement in one.evidence
        if not judgement[0].startswith(("levelled", "kind ", "by-name", "people"))
    )
    return (*kept, ("unknown", 1.0))


def _together(
    scene: Scene, one: Judged, peers: list[float], likely: set[int], chosen: Chosen | None
) -> Iterator[tuple[str, float]]:
    if len(peers) > 1:
        own = max(-MAX_ODDS, min(MAX_ODDS, one.odds))
        yield "peers", (sum(peers) - own) / (len(peers) - 1)
        others = sorted(peers)
        others.remove(own)
        yield "best peer", others[-1]
        yield "repeated", 1.0
    if chosen is not None:
        small = "town" if chosen.candidate.precision in ("town", "district", "site") else "large"
        yield f"fits ({small})", min(MAX_CONTEXT, chosen.context)
        yield f"chosen ({small})", 1.0
    if any(i in likely and listed(scene, i, one.piece.name) for i in (one.piece.name - 1, one.piece.name + 1)):
        yield "listed with places", 1.0


def listed(scene: Scene, i: int, j: int) -> bool:
    """Say whether two names of a report, by their numbers, stand side by side in a list ("A, B and C")."""
    first, second = sorted((i, j))
    if first < 0 or second >= len(scene.names):
        return False
    return _LIST.fullmatch(scene.annotated.reading, scene.names[first].end, scene.names[second].start) is not None


def keep(judged: Sequence[Judged]) -> list[Judged]:
    """Give the likeliest of the pieces, no two of which overlap, in the order of the text."""
    kept: list[Judged] = []
    for one in sorted(judged, key=lambda j: (-j.odds, j.piece.start)):
        if not any(one.piece.start < k.piece.end and k.piece.start < one.piece.end for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda j: j.piece.start)
