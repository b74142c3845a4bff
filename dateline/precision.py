"""The field's own codes for how exactly a place and a day are known, from the record's precisions.

ACLED: ``geo_precision`` 1 a named place, 2 near one or a small area, 3 a larger region; ``time_precision`` 1 the day, 2
the week, 3 the month. UCDP GED: ``where_prec`` 1 exact, 2 within about 25 km of a known place, 3 second-order division,
4 first-order division, 5 larger or linear, 6 country, 7 international waters; ``date_prec`` 1 the day, 2 two to six
days, 3 a week, 4 a month, 5 a year. Definitions: the ACLED codebook and the UCDP GED codebook. None where there is no
place or day, or where the scheme has no code for anything so vague.
"""

from datetime import date
from typing import NamedTuple

from dateline.model import Place, When

UCDP_NEAR_KM = 25.0
"""UCDP's limit for "near a known place"."""
LINEAR = frozenset({"river", "canal", "mountains", "desert", "valley"})
"""Sorts of place that reach too far to be a point, whatever their precision says."""
AROUND = frozenset({"near", "toward", "between", "offshore", "area"})
"""Relations that put an event not in the place but somewhere about it."""
ACLED_STEPS = ((1, 1), (7, 2), (31, 3))
"""Most days of each ``time_precision``."""
UCDP_STEPS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""Most days of each ``date_prec``."""


class PlaceCodes(NamedTuple):
    """ACLED's geo_precision (1 to 3) and UCDP's where_prec (1 to 7), or None."""

    acled: int | None
    ucdp: int | None


class DateCodes(NamedTuple):
    """ACLED's time_precision (1 to 3) and UCDP's date_prec (1 to 5), or None."""

    acled: int | None
    ucdp: int | None


_BY_PRECISION = {
    "site": PlaceCodes(1, 1),
    "town": PlaceCodes(1, 1),
    "near": PlaceCodes(2, 2),
    "district": PlaceCodes(2, 3),
    "admin1": PlaceCodes(3, 4),
    "region": PlaceCodes(3, 5),
    "country": PlaceCodes(3, 6),
    "sea": PlaceCodes(3, 7),
    "unresolved": PlaceCodes(None, None),
}


def place_codes(place: Place | None) -> PlaceCodes:
    """Give the codes of a place.

    An event told to be near, toward or between points counts as near them. A place taken from the report's dateline is
    where the report was written: it counts as a larger region, since nothing says that the event was there.
    """
    if place is None:
        return PlaceCodes(None, None)
    codes = _BY_PRECISION[place.precision]
    if place.precision in ("site", "town", "near"):
        if place.relation == "dateline" or place.feature in LINEAR:
            return PlaceCodes(3, 5)
        if place.relation in AROUND or place.precision == "near":
            return PlaceCodes(2, 2 if (place.radius_km or 0.0) <= UCDP_NEAR_KM else 5)
    return codes


def date_codes(when: When | None) -> DateCodes:
    """Give the codes of a date, by how many days it spans.

    A week cut short by the day of publication counts as a week. Eight to thirty-one days count as a month, more up to a
    year as a year (UCDP only).
    """
    first, last = days(when)
    if when is None or first is None or last is None:
        return DateCodes(None, None)
    length = 7 if when.precision == "week" else (last - first).days + 1
    return DateCodes(_step(length, ACLED_STEPS), _step(length, UCDP_STEPS))


def days(when: When | None) -> tuple[date | None, date | None]:
    """Give the first and last day of a date, or two Nones where it has none."""
    if when is None or when.first is None:
        return None, None
    try:
        first, last = date.fromisoformat(when.first), date.fromisoformat(when.last or when.first)
    except ValueError:
        return None, None
    return (first, last) if first <= last else (last, first)


def _step(length: int, steps: tuple[tuple[int, int], ...]) -> int | None:
    return next((code for most, code in steps if length <= most), None)
