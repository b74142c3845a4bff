"""Where and when of an event: the most exact day and place that most of its sources agree on."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from dateline.merge.features import distance_km, point_of
from dateline.merge.voices import Chosen, Voice, corrected_by, correction, fullness, ids, speaking
from dateline.merge.words import fold
from dateline.model import Place, When

AGREE_KM = 25.0
"""Two places this near may be one event's, told with another village's name."""
CONTRADICT_KM = 50.0
"""Places farther apart are a contradiction, said and not averaged."""
EXACT: dict[str, int] = {
    "site": 7, "town": 6, "near": 5, "district": 4, "sea": 3, "admin1": 3, "unresolved": 2, "region": 1, "country": 0,
}  # fmt: skip


def date(voices: Sequence[Voice]) -> Chosen[When | None]:
    """Give the date of an event: of the shortest spans that sources give, the one that most sources' dates overlap."""
    fixed = correction(voices, "date")
    if fixed is not None:
        return Chosen(fixed[0].claim.date, corrected_by(fixed[1]), ids([fixed[0]]))
    spoken = speaking(voices, lambda claim: claim.date is not None)
    dated = [v for v in spoken if v.features.first is not None]
    if not dated:
        yearless = [v for v in spoken if v.claim.date is not None and v.claim.date.text]
        chosen = max(yearless, key=fullness, default=None)
        return Chosen(chosen.claim.date if chosen else None, "no source gives a full date", ids(yearless))
    shortest = min(_span(v) for v in dated)
    exact = _one_each([v for v in dated if _span(v) == shortest], lambda v: (v.features.first, v.features.last))
    best = max(exact, key=lambda v: (sum(days_meet(v, o) for o in dated), _votes(v, dated), fullness(v)))
    side = [best, *(o for o in dated if o is not best and days_meet(best, o))]
    rule = f"the most exact date that most sources agree on ({len(side)} of {len(dated)})"
    return Chosen(best.claim.date, rule, ids(side))


def _one_each(voices: Iterable[Voice], answer: Callable[[Voice], Hashable]) -> list[Voice]:
    """The fullest of the voices that give the same answer: all that a vote need look at."""
    return list({answer(v): v for v in sorted(voices, key=fullness)}.values())


def _span(voice: Voice) -> int:
    return (voice.features.last or 0) - (voice.features.first or 0)


def _votes(voice: Voice, dated: Sequence[Voice]) -> int:
    mine = (voice.features.first, voice.features.last)
    return sum((o.features.first, o.features.last) == mine for o in dated)


def days_meet(a: Voice, b: Voice) -> bool:
    """Say whether the days of two dated claims overlap."""
    x, y = a.features, b.features
    if x.first is None or x.last is None or y.first is None or y.last is None:
        return True
    return x.first <= y.last and y.first <= x.last


def places(voices: Sequence[Voice], *, series: bool) -> tuple[Chosen[Place | None], tuple[Place, ...]]:
    """Give the place of an event, and all its places: those that agree with the first, or all of a series."""
    fixed = correction(voices, "places")
    if fixed is not None:
        corrected = fixed[0].claim.places
        return Chosen(next(iter(corrected), None), corrected_by(fixed[1]), ids([fixed[0]])), corrected
    placed = speaking(voices, lambda claim: bool(claim.places))
    if not placed:
        return Chosen(None, "no source gives a place", ()), ()
    own = [v for v in placed if v.claim.places[0].relation != "dateline"] or placed
    exact = [v for v in own if v.features.fine] or [v for v in own if v.features.regions] or own
    answers = _one_each(exact, lambda v: (finest(v).name, finest(v).lat, finest(v).lon, finest(v).precision))
    support = {v.claim.claim: sum(agree(finest(v), finest(o)) for o in own) for v in answers}
    best = max(answers, key=lambda v: (support[v.claim.claim], _exact(finest(v)), fullness(v)))
    side = [o for o in own if agree(finest(best), finest(o))]
    rule = f"the most exact place that most sources agree on ({len(side)} of {len(own)})"
    if own is placed and finest(best).relation == "dateline":
        rule = "the dateline; no source places it otherwise"
    told = [finest(best), *(p for v in [best, *side] for p in v.claim.places)]
    if series:
        told += [p for v in placed for p in v.claim.places]
    return Chosen(finest(best), rule, ids([best, *(o for o in side if o is not best)])), tuple(_distinct(told))


def finest(voice: Voice) -> Place:
    """Give a claim's most exact place."""
    return max(voice.claim.places, key=lambda p: (_exact(p), -voice.claim.places.index(p)))


def _exact(place: Place) -> tuple[int, bool]:
    return EXACT[place.precision], place.lat is not None


def agree(a: Place, b: Place) -> bool:
    """Say whether two places may be one: near each other, of one name, or one in the other."""
    km = apart_km(a, b)
    if km is not None:
        return km <= AGREE_KM
    if fold(a.name) == fold(b.name):
        return True
    if a.country and b.country and a.country != b.country:
        return False
    rough, exact = sorted((a, b), key=lambda p: EXACT[p.precision])
    if rough.precision in ("country", "region"):
        return True
    if rough.precision == "admin1":
        return exact.admin1 is None or fold(exact.admin1) == fold(rough.name)
    return False


def apart_km(a: Place, b: Place) -> float | None:
    """Give how far two spots are apart, or None where one of them is no spot or has no position."""
    x, y = point_of(a), point_of(b)
    coarse = {"admin1", "country", "region"}
    if x is None or y is None or a.precision in coarse or b.precision in coarse:
        return None
    return distance_km(x, y)


def _distinct(found: Iterable[Place]) -> Iterable[Place]:
    seen: set[str] = set()
    for place in found:
        key = place.geonames_id or fold(place.name or place.text)
        if key not in seen:
            seen.add(key)
            yield place
