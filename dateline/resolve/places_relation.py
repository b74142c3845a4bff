"""How the report stands to a place it names: in it, near it, ten kilometres north of it, between it and another.

The words just before and behind a name say it. A stated distance and direction move the point; whatever is vaguer
keeps the place's own point and widens the radius. The figures below say how far news means: "near" a town reaches
about its own size again, at least 10 km.
"""

import math
import re

import msgspec

from dateline.model import Place, PlacePrecision, Relation

KM = {"km": 1.0, "mi": 1.609, "m": 0.001, "nm": 1.852}
NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "eighty": 80,
    "hundred": 100,
}
BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
NEAR_KM, DIRECTION_KM, OFFSHORE_KM, TOWARD_KM = 10.0, 30.0, 40.0, 30.0
DISTANCE_ERROR = 0.2
"""A stated distance is rounded and measured by road or by eye: a fifth of it is doubt."""
KM_PER_DEGREE = 111.2

_DIRECTION = r"(north|south|east|west|north[- ]?east|north[- ]?west|south[- ]?east|south[- ]?west)(?:ern|wards?)?"
_THE = (
    r"(?:the )?(?:(?:[a-z-]+ ){0,3}?"
    r"(?:city|town|village|port|capital|border|camp|base|district|province) of )?(?:the )?"
)
_UNIT = r"(kilomet(?:er|re)s?|kms?|miles?|mi|nautical miles?|met(?:er|re)s|yards)\b(?: \([^)]{1,20}\))?"
_NUMBER = r"(\d[\d,]*(?:\.\d+)?|" + "|".join(NUMBERS) + r")(?: hundred| or so)?[- ]"
_MEASURED = re.compile(
    rf"{_NUMBER}{_UNIT},?(?: away)? "
    rf"(?:(?:to the )?{_DIRECTION} (?:of|from)|from|outside|away from|off|inside|beyond) {_THE}$",
    re.IGNORECASE,
)
_WORDS_BEFORE: tuple[tuple[Relation, str], ...] = (
    (
        "offshore",
        r"\b(?:off(?: the)?(?: \w+)? coasts? of|off(?: the)? shores? of|offshore from|waters (?:off|near|of)) ",
    ),
    ("outskirts", r"\b(?:outskirts|edges?|suburbs?|fringes?|periphery|entrances?) (?:of|to) "),
    ("near", rf"\b{_DIRECTION} of "),
    (
        "near",
        r"\b(?:near|nearby|close to|not far from|outside|beside|next to|adjacent to|near to|"
        r"(?:in|at) the vicinity of) ",
    ),
    ("toward", r"\b(?:towards?|on the (?:road|way|highway) to|en route to|bound for|approaches to) "),
    (
        "area",
        r"\b(?:around|surrounding|areas? (?:of|around|near)|countryside (?:of|around)|surroundings of|environs of|"
        r"desert (?:of|around|near)) ",
    ),
)
_PATTERNS = tuple((relation, re.compile(words + _THE + "$", re.IGNORECASE)) for relation, words in _WORDS_BEFORE)
_AREA_BEHIND = re.compile(r"^(?:[-– ](?:area|countryside|suburbs?|outskirts)\b)", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween " + _THE + "$", re.IGNORECASE)
_CAPITALS_BEHIND = re.compile(
    r"^(?:, [A-Z][\w .]{2,24}){0,2}(?: ?\([^)\n]{2,40}\))?(?: ?[-–—]{1,2} | ?: |\. (?=[A-Z]))"
)
"""What follows a place in capitals that is a dateline: "KABUL, June 11 - ", "GOMA: "."""
_DATELINE_BEHIND = re.compile(r"^[^.\n]{0,60}?(?:\([^)\n]{2,40}\) ?(?:[-–—]+|:)|\s?(?:--|—|–) )")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE_BEHIND = re.compile(
    r"^(?:, [A-Z][\w .]{2,24}){0,2}, (?:[A-Z][a-z]{2,5}day,? )?"
    rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?\s?(?:\.(?=\s|$)|\n|$)"
)
"""What follows a place in a dateline without a dash, which is a sentence of a place and a day: "Goma, March 3."."""
LOCAL: frozenset[PlacePrecision] = frozenset({"site", "town", "near", "district"})


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """How the report stands to a place: the relation, and a stated distance and bearing (degrees from north), if
    any."""

    relation: Relation = "in"
    distance_km: float | None = None
    bearing: float | None = None


def stand(reading: str, start: int, end: int) -> Stand:
    """Give how the words around ``reading[start:end]`` stand to the place it names."""
    before = reading[max(0, start - 90) : start].replace("\n", " ")
    measured = _MEASURED.search(before)
    if measured:
        return _measured(measured)
    for relation, pattern in _PATTERNS:
        match = pattern.search(before)
        if match:
            bearing = next((g for g in match.groups() if g), None) if relation == "near" else None
            return Stand(relation=relation, bearing=_bearing(bearing))
    if _BETWEEN.search(before):
        return Stand(relation="between")
    if _AREA_BEHIND.match(reading[end : end + 20]):
        return Stand(relation="area")
    behind = reading[end : end + 80]
    heads = start == 0 or reading[start - 1] == "\n" or _opens(reading, start)
    if heads and (_DATELINE_BEHIND.match(behind) or _DATE_BEHIND.match(behind)):
        return Stand(relation="dateline")
    if start <= 3 and reading[start:end].isupper() and _CAPITALS_BEHIND.match(reading[end : end + 80]):
        return Stand(relation="dateline")
    return Stand()


def _opens(reading: str, start: int) -> bool:
    """Whether only capitalised words and commas stand before, on the line: "KYIV, Ukraine (Reuters) -" names two
    places."""
    line = reading[reading.rfind("\n", 0, start) + 1 : start]
    return (
        len(line) < 40
        and re.fullmatch(r"(?:[^\W\d_a-z][\w'’.-]*,? )+", line) is not None
        and line.rstrip().endswith(",")
    )


def _measured(match: re.Match[str]) -> Stand:
    number, unit, direction = match.group(1), match.group(2).casefold(), match.group(3)
    value = NUMBERS.get(number.casefold()) or float(number.replace(",", ""))
    if unit.startswith("nautical"):
        scale = KM["nm"]
    elif unit.startswith("mi"):
        scale = KM["mi"]
    else:
        scale = KM["km"] if unit.startswith("k") else KM["m"]
    return Stand(relation="near", distance_km=value * scale, bearing=_bearing(direction))


def _bearing(direction: str | None) -> float | None:
    return None if direction is None else float(BEARINGS[re.sub(r"[- ]", "", direction.casefold())])


def apply(place: Place, how: Stand) -> Place:
    """Give the place as the report stands to it: point moved, radius widened, precision lowered where the words say
    so.

    A country, province, region or sea keeps its point and precision: "near the Syrian border" is still in that
    country.
    """
    if (
        place.lat is None
        or place.lon is None
        or place.precision not in LOCAL
        or how.relation in ("in", "dateline", "between")
    ):
        return msgspec.structs.replace(place, relation=how.relation)
    radius = place.radius_km or 0.0
    changes: dict[str, object] = {"relation": how.relation, "precision": "near"}
    if how.distance_km is not None and how.bearing is not None:
        changes["lat"], changes["lon"] = move(place.lat, place.lon, how.distance_km, how.bearing)
        changes["radius_km"] = round(max(2.0, radius, DISTANCE_ERROR * how.distance_km), 1)
    elif how.distance_km is not None:
        changes["radius_km"] = round(radius + how.distance_km, 1)
    elif how.relation == "outskirts":
        changes["radius_km"] = round(1.5 * radius + 3, 1)
    elif how.relation == "offshore":
        changes |= {"radius_km": max(OFFSHORE_KM, radius), "precision": "sea"}
    elif how.relation == "toward":
        changes["radius_km"] = max(TOWARD_KM, radius)
    else:
        changes["radius_km"] = max(DIRECTION_KM if how.bearing is not None else NEAR_KM, 2 * radius)
    return msgspec.structs.replace(place, **changes)


def between(first: Place, second: Place) -> tuple[Place, Place]:
    """Give both places of "between A and B" with the point half-way and a radius that reaches both; unchanged if one
    is unknown."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return first, second
    if first.precision not in LOCAL or second.precision not in LOCAL:
        return first, second
    east = (second.lon - first.lon + 180) % 360 - 180
    lat, lon = (first.lat + second.lat) / 2, (first.lon + east / 2 + 180) % 360 - 180
    half = math.hypot((second.lat - first.lat) / 2, east / 2 * math.cos(math.radians(lat))) * KM_PER_DEGREE
    changes = {
        "lat": round(lat, 5),
        "lon": round(lon, 5),
        "radius_km": round(max(2.0, half), 1),
        "precision": "near",
        "relation": "between",
    }
    return msgspec.structs.replace(first, **changes), msgspec.structs.replace(second, **changes)


def move(lat: float, lon: float, distance_km: float, bearing: float) -> tuple[float, float]:
    """Give the point ``distance_km`` from a point in a direction (degrees clockwise from north), rounded to 0.0001
    degree."""
    turn = math.radians(bearing)
    north = distance_km * math.cos(turn) / KM_PER_DEGREE
    east = distance_km * math.sin(turn) / (KM_PER_DEGREE * max(0.01, math.cos(math.radians(lat))))
    return round(max(-90.0, min(90.0, lat + north)), 4), round((lon + east + 180) % 360 - 180, 4)
