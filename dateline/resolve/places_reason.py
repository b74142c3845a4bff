"""Say in a sentence why a name was given its place."""

from collections.abc import Sequence

from dateline.resolve.gazetteer import Candidate
from dateline.resolve.places_choose import Chosen, Sense, distance_km
from dateline.resolve.places_evidence import lies_in

NEARBY_KM = 200.0
MAX_NAMED = 2
SURE = 0.6
"""A share above it leaves no real rival."""


def reason(sense: Sense, chosen: Chosen, others: Sequence[Chosen]) -> str:
    """Give the reason for a choice; ``others`` are the choices of the report's other names."""
    place, rivals = chosen.candidate, len(sense.candidates) - 1
    outer = next((c for c in sense.container if lies_in(place, c)), None)
    if outer is not None:
        return f"the report says that it lies in {outer.name}"
    spelling = "" if place.exact else f"; the report's spelling is taken for {place.name}"
    if not rivals:
        return "the only place of that name in the gazetteer" + spelling
    return (
        f"{_support(place, others) or _size(place)}; {rivals} other{'s' if rivals > 1 else ''} of that name{spelling}"
    )


def doubt(chosen: Chosen | None) -> str:
    """Give the reason why a name was left unresolved."""
    if chosen is None:
        return "no place of that name is in the gazetteer"
    if not chosen.candidate.exact:
        alike = _full(chosen.candidate)
        return f"no place of that name is in the gazetteer; nothing speaks for {alike}, which is spelt alike"
    if chosen.share > SURE:
        return (
            f"the likeliest place of that name, {_full(chosen.candidate)}, has nothing in the report that speaks for it"
        )
    other = f" or {_full(chosen.other)}" if chosen.other else ""
    return f"the report does not tell whether it is {_full(chosen.candidate)}{other}"


def _support(place: Candidate, others: Sequence[Chosen]) -> str:
    """What else the report names that points to the place, the most telling first."""
    named = [c.candidate for c in others if c.candidate != place]
    outer = [o for o in named if lies_in(place, o) and o.kind == "admin1"] or [o for o in named if lies_in(place, o)]
    near = sorted(
        (round(distance_km(place.lat, place.lon, o.lat, o.lon)), o.name)
        for o in named
        if o.precision in ("town", "site", "district") and distance_km(place.lat, place.lon, o.lat, o.lon) <= NEARBY_KM
    )
    parts = [f"the report names {outer[0].name}"] if outer else []
    if near and place.precision in ("town", "site", "district"):
        parts.append("close to " + " and ".join(f"{name} ({km} km)" for km, name in near[:MAX_NAMED]))
    return ", ".join(parts)


def _size(place: Candidate) -> str:
    if place.precision == "town" and place.population:
        return f"the likeliest by its size ({place.population:,} people) and what the report names"
    kind = {"admin1": "a province or state", "admin2": "a district or county", "country": "a country"}.get(
        place.kind, place.kind
    )
    return f"the likeliest by its kind ({kind}) and what the report names"


def _full(candidate: Candidate | None) -> str:
    if candidate is None:
        return ""
    return ", ".join(
        filter(None, (candidate.name, candidate.admin1 if candidate.kind != "admin1" else "", candidate.country))
    )
