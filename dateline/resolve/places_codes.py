"""The field's own codes for how exactly a place is known, from its precision and radius.

ACLED's ``geo_precision``: 1 a named place, 2 near one or a small area, 3 a larger region. UCDP's ``where_prec``: 1
exact, 2 within about 25 km of a known place, 3 second-order division, 4 first-order division, 5 larger or linear, 6
country, 7 international waters. Both are null for a place that could not be resolved.
"""

import msgspec

from dateline.model import Place

UCDP_NEAR_KM = 25.0
"""UCDP's limit for "near a known place"."""
_LINEAR = frozenset({"river", "canal", "mountains", "desert", "valley"})


class PlaceCodes(msgspec.Struct, frozen=True, kw_only=True):
    """ACLED's geo_precision (1 to 3) and UCDP's where_prec (1 to 7)."""

    acled_geo_precision: int | None
    ucdp_where_prec: int | None


_CODES = {
    "site": (1, 1),
    "town": (1, 1),
    "near": (2, 2),
    "district": (2, 3),
    "admin1": (3, 4),
    "region": (3, 5),
    "country": (3, 6),
    "sea": (3, 7),
    "unresolved": (None, None),
}


def codes(place: Place) -> PlaceCodes:
    """Give the codes of a place."""
    acled, ucdp = _CODES[place.precision]
    if place.precision == "near" and (place.radius_km or 0.0) > UCDP_NEAR_KM:
        ucdp = 5
    if place.precision == "site" and place.feature in _LINEAR:
        acled, ucdp = 3, 5
    return PlaceCodes(acled_geo_precision=acled, ucdp_where_prec=ucdp)
