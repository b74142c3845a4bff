"""Resolve the places of a report: which names are places, which place each is, and how exactly the report says where.

    pieces of names (places_pieces) -> evidence that each is a place (places_evidence, places_judge)
    -> one place for each name, all together (places_choose, places_home) -> relation and precision (places_relation)

Nothing is guessed: a name that is a place but fits several places about equally stays without coordinates
("unresolved").
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from dateline.model import AnnotatedReport, Place
from dateline.resolve.gazetteer import Gazetteer
from dateline.resolve.places_choose import LEAST_CONTEXT, Chosen, Sense, choose
from dateline.resolve.places_evidence import container, kinds_asked, survey
from dateline.resolve.places_home import hints
from dateline.resolve.places_judge import Judged, judge_alone, judge_together, keep, listed
from dateline.resolve.places_pieces import Scene, set_scene
from dateline.resolve.places_reason import doubt, reason
from dateline.resolve.places_relation import LOCAL, Stand, apply, between, stand
from dateline.resolve.places_words import words

LEAST_TO_WEIGH = -2.0
"""Pieces with lower odds take no part in the choice of places: persons would pull it to towns that bear their
names."""
LEAST_ODDS, LEAST_ODDS_CALLED, LEAST_ODDS_STOOD_IN, LEAST_ODDS_UNKNOWN = -0.2, -3.0, -2.2, 1.0
"""The odds from which a name is given as a place. A name that the gazetteer has not, or in another spelling only,
must be surer, unless the report calls it a village, a camp or the like."""
_CUES = frozenset({"behind a kind"})
_STOOD_IN = frozenset({"behind in", "behind a preposition"})
_SOMEBODY = frozenset({"label PERSON", "given name", "surname", "common word", "label DATE", "label EVENT"})
LEAST_SHARE = 0.52
"""The chosen place, with those on the same spot, must be this much of the probability; else the name stays
unresolved."""
KNOWN_TOWN = 100_000
"""People from which a town is named in reports on other countries."""
CLEAR_COUNTRY = 1
"""Other places in one country that make it the report's."""
FACILITY_KM = 15.0
"""How far from its town an airport, a base or a camp named after it may lie."""
_SPREADING = frozenset({"near", "outskirts", "area", "offshore"})
_ROW = re.compile(r", (?:and )?| and ")
_AND = re.compile(r",? and (?:the (?:city|town|village) of |the )?")


def resolve_places(annotated: AnnotatedReport, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Give every place the report names, in the order of the text; ``lat`` and ``lon`` are null where it cannot be
    told which.

    ``text``, ``start`` and ``end`` are the name alone; ``relation`` says how the report stands to it ("near"). Never
    raises.
    """
    scene = set_scene(annotated, gazetteer)
    alone = judge_alone(scene, survey(scene))
    keys = sense_keys(scene, alone)
    senses = senses_of(scene, alone, keys)
    picked = choose(list(senses.values()), hints(annotated.report, scene.demonyms, gazetteer))
    chosen = dict(zip(senses, picked, strict=True))
    by_piece = {(j.piece.start, j.piece.end): key for j, key in zip(alone, keys, strict=True)}
    together = judge_together(scene, alone, [chosen.get(key) for key in keys])
    called = {j.piece.key for j in alone if any(name in _CUES for name, _ in j.evidence)}
    called |= _in_a_row(scene, together, called)
    kept = keep([j for j in together if j.odds >= _least(j, j.piece.key in called)])
    mine = [by_piece[j.piece.start, j.piece.end] for j in kept]
    places = [
        _place(scene, j, senses.get(k), [chosen.get(o) for o in dict.fromkeys([k, *mine])])
        for j, k in zip(kept, mine, strict=True)
    ]
    return tuple(_with_relations(annotated.reading, places))


def _in_a_row(scene: Scene, judged: Sequence[Judged], called: set[str]) -> set[str]:
    """The unknown names that a list joins to one that the report calls a village: "the villages of A, B and C"."""
    found, last = set[str](), None
    for one in sorted(judged, key=lambda j: j.piece.start):
        here = one.piece.key in called
        if not here and last is not None and not one.piece.candidates and listed(scene, last, one.piece.name):
            found.add(one.piece.key)
            here = True
        last = one.piece.name if here else last if last == one.piece.name else None
    return found


def _least(judged: Judged, called: bool) -> float:
    """The odds that a piece needs; ``called`` when the report somewhere calls it a village, a camp or the like."""
    if any(c.exact for c in judged.piece.candidates):
        return LEAST_ODDS
    if called:
        return LEAST_ODDS_CALLED
    named = {name for name, _ in judged.evidence}
    return LEAST_ODDS_STOOD_IN if named & _STOOD_IN and not named & _SOMEBODY else LEAST_ODDS_UNKNOWN


def sense_keys(scene: Scene, judged: Sequence[Judged]) -> list[str]:
    """Give what each piece is called, with the place that it is said to lie in: pieces of one key have one sense."""
    return [_sense_key(scene, j) for j in judged]


def _sense_key(scene: Scene, judged: Judged) -> str:
    outer = container(scene, judged.piece)
    return f"{judged.piece.key}|{outer.key}" if outer else judged.piece.key


def senses_of(scene: Scene, judged: Sequence[Judged], keys: Sequence[str]) -> Mapping[str, Sense]:
    """Group the likely pieces by what they are called and where they are said to lie.

    A name whose container is given once has it everywhere, unless two are given ("Paris, Texas" and "Paris, France").
    """
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one, key in zip(judged, keys, strict=True):
        if one.odds >= LEAST_TO_WEIGH and one.piece.candidates:
            groups[key].append(one)
    contained: dict[str, set[str]] = defaultdict(set)
    for key in groups:
        if "|" in key:
            contained[key.split("|")[0]].add(key)
    senses = {}
    for key, some in groups.items():
        given = contained.get(key, set())
        model = groups[next(iter(given))][0] if len(given) == 1 else some[0]
        outer = container(scene, model.piece)
        senses[key] = Sense(
            key=key,
            candidates=some[0].piece.candidates,
            weight=max(j.probability for j in some) * (1 + math.log2(len(some))),
            container=outer.candidates if outer else (),
            kinds=frozenset(k for j in some for k in kinds_asked(scene, j.piece)),
        )
    return senses


def _place(scene: Scene, judged: Judged, sense: Sense | None, chosen: Sequence[Chosen | None]) -> Place:
    """Give the place of a piece; the first of ``chosen`` is its own choice, the others those of the report's other
    places."""
    piece, text = judged.piece, scene.annotated.report.text
    own = chosen[0]
    doubtful = (
        own is not None
        and sense is not None
        and (own.share < LEAST_SHARE or _needs_context(scene, judged, own) or _is_stranger(own, sense, chosen[1:]))
    )
    if own is None or sense is None or doubtful:
        why = doubt(own)
        return Place(
            start=piece.start,
            end=piece.end,
            text=text[piece.start : piece.end],
            name=text[piece.start : piece.end],
            reason=why,
        )
    c = own.candidate
    place = Place(
        start=piece.start,
        end=piece.end,
        text=text[piece.start : piece.end],
        name=c.name,
        lat=c.lat,
        lon=c.lon,
        precision=c.precision,
        radius_km=c.radius_km,
        geonames_id=c.geonames_id or None,
        admin1=c.admin1 or None,
        country=c.country or None,
        feature=c.kind,
        reason=reason(sense, own, [o for o in chosen[1:] if o]),
    )
    return _facility(scene, judged, place)


def _needs_context(scene: Scene, judged: Judged, own: Chosen) -> bool:
    """Whether a choice stands on too little: a levelled spelling, or plain words ("Green Village"), that nothing else
    supports."""
    if own.context >= LEAST_CONTEXT or own.candidate.kind == "country":
        return False
    parts = scene.words[judged.piece.name][judged.piece.first : judged.piece.last + 1]
    plain = own.candidate.precision == "site" and all(p.low in words().common for p in parts)
    return not own.candidate.exact or plain


def _is_stranger(own: Chosen, sense: Sense, others: Sequence[Chosen | None]) -> bool:
    """Whether a small town, or one under another name, lies where nothing else in a report with a clear country does.

    A village that the gazetteer lacks must not become its namesake on another continent.
    """
    place = own.candidate
    if place.precision not in ("town", "district") or own.context > 0.0 or sense.container:
        return False
    if place.population >= KNOWN_TOWN and place.rank == 0:
        return False
    elsewhere = Counter(o.candidate.country for o in others if o and o.candidate.country)
    return bool(elsewhere) and max(elsewhere.values()) >= CLEAR_COUNTRY


def _facility(scene: Scene, judged: Judged, place: Place) -> Place:
    """Widen a town's name to the airport, base or camp that bears it ("Mosul International Airport"), near the
    town."""
    parts = scene.words[judged.piece.name]
    behind = parts[judged.piece.last + 1 :]
    if (
        judged.piece.first
        or not behind
        or behind[-1].low not in words().facilities
        or place.precision != "town"
        or place.lat is None
    ):
        return place
    text = scene.annotated.report.text[place.start : behind[-1].end]
    return msgspec.structs.replace(
        place,
        end=behind[-1].end,
        text=text,
        name=text,
        precision="near",
        radius_km=max(FACILITY_KM, place.radius_km or 0.0),
        feature=behind[-1].low,
        geonames_id=None,
        reason=f"placed by {place.name}, whose name it bears: {place.reason}",
    )


def _with_relations(reading: str, places: list[Place]) -> list[Place]:
    """Give the places as the words around them say: "near A"; words before a list stand before each of it ("around A
    and B")."""
    stands = [stand(reading, p.start, p.end) for p in places]
    for i, (first, second) in enumerate(pairwise(places)):
        row = _ROW.fullmatch(reading, first.end, second.start) is not None
        if row and stands[i].relation in _SPREADING and stands[i].distance_km is None and stands[i + 1] == Stand():
            stands[i + 1] = stands[i] if second.precision in LOCAL else stands[i + 1]
    placed = [apply(p, how) for p, how in zip(places, stands, strict=True)]
    for i, (first, second) in enumerate(pairwise(placed)):
        if first.relation == "between" and _AND.fullmatch(reading, first.end, second.start):
            placed[i], placed[i + 1] = between(first, second)
    return placed
