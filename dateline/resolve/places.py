"""Resolve the places of a report: which names are places, which place each is, and how exactly the report says where.

    pieces of names (places_pieces) -> evidence that each is a place (places_evidence, places_judge)
    -> one place for each name, all together (places_choose, places_home) -> relation and precision (places_relation)

Nothing is guessed: a name that is a place but fits several places about equally stays without coordinates ("unresolved").
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.model import AnnotatedReport, Place
from dateline.resolve.gazetteer import Candidate, Gazetteer
from dateline.resolve.places_choose import Chosen, Sense, choose
from dateline.resolve.places_evidence import container, kinds_asked, survey
from dateline.resolve.places_home import hints
from dateline.resolve.places_judge import Judged, judge_alone, judge_together, keep
from dateline.resolve.places_pieces import Scene, set_scene

LEAST_TO_WEIGH = -2.0
"""Pieces with lower odds take no part in the choice of places: persons would pull it to towns that bear their names."""
LEAST_ODDS = 0.0
LEAST_SHARE = 0.45
"""The chosen place, with those on the same spot, must be this much of the probability; else the name stays unresolved."""


def resolve_places(annotated: AnnotatedReport, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Give every place the report names, in the order of the text; ``lat`` and ``lon`` are null where it cannot be told which.

    ``text``, ``start`` and ``end`` are the name alone; ``relation`` says how the report stands to it ("near"). Never raises.
    """
    scene = set_scene(annotated, gazetteer)
    alone = judge_alone(scene, survey(scene))
    keys = {id(j): _sense_key(scene, j) for j in alone}
    senses = _senses(scene, alone, keys)
    chosen = dict(zip([s.key for s in senses], choose(senses, hints(annotated.report, gazetteer)), strict=True))
    together = judge_together(scene, alone, {j.piece.key: chosen.get(_sense_key(scene, j)) for j in alone})
    return tuple(_place(scene, j, chosen.get(_sense_key(scene, j))) for j in keep(together, LEAST_ODDS))


def _sense_key(scene: Scene, judged: Judged) -> str:
    outer = container(scene, judged.piece)
    return f"{judged.piece.key}|{outer.key}" if outer else judged.piece.key


def _senses(scene: Scene, judged: Sequence[Judged], keys: Mapping[int, str]) -> list[Sense]:
    """Group the likely pieces by what they are called and where they are said to lie."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        if one.odds >= LEAST_TO_WEIGH and one.piece.candidates:
            groups[keys[id(one)]].append(one)
    senses = []
    for key, some in groups.items():
        outer = container(scene, some[0].piece)
        weight = max(j.probability for j in some) * (1 + math.log2(len(some)))
        senses.append(
            Sense(
                key=key, candidates=some[0].piece.candidates, weight=weight, container=outer.candidates if outer else (),
                kinds=frozenset(k for j in some for k in kinds_asked(scene, j.piece)),
            )
        )  # fmt: skip
    return senses


def _place(scene: Scene, judged: Judged, chosen: Chosen | None) -> Place:
    piece = judged.piece
    text = scene.annotated.report.text[piece.start : piece.end]
    if chosen is None or chosen.share < LEAST_SHARE:
        return Place(start=piece.start, end=piece.end, text=text, name=text)
    c = chosen.candidate
    return Place(
        start=piece.start, end=piece.end, text=text, name=c.name, lat=c.lat, lon=c.lon, precision=c.precision,
        radius_km=c.radius_km, geonames_id=c.geonames_id or None, admin1=c.admin1 or None, country=c.country or None, kind=c.kind,
        reason=None,
    )  # fmt: skip
