"""The precision of a date as ACLED and UCDP code it."""

from datetime import date
from typing import NamedTuple

from dateline.model import When


class Codes(NamedTuple):
    """``acled`` is ACLED's ``time_precision`` (1 day, 2 week, 3 month), ``ucdp`` UCDP GED's ``date_prec`` (1 day, 2
    two to six days, 3 week, 4 month, 5 year); None where the date is coarser than the scheme can say, or has no
    days."""

    acled: int | None
    ucdp: int | None


ACLED_STEPS = ((1, 1), (7, 2), (31, 3))
"""Most days of each ``time_precision``: a day, a week or a similar short span, a month."""
UCDP_STEPS = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""Most days of each ``date_prec``."""


def codes(when: When) -> Codes:
    """Derive ACLED's ``time_precision`` and UCDP's ``date_prec`` from the first and last day of a date.

    The definitions are those of the ACLED codebook and the UCDP GED codebook. A week cut short by the day of
    publication counts as a week. A span of eight to thirty-one days counts as a month, a longer one up to a year as a
    year (UCDP only).
    """
    if when.first is None or when.last is None:
        return Codes(None, None)
    length = (date.fromisoformat(when.last) - date.fromisoformat(when.first)).days + 1
    if when.precision == "week":
        length = 7
    return Codes(_step(length, ACLED_STEPS), _step(length, UCDP_STEPS))


def _step(length: int, steps: tuple[tuple[int, int], ...]) -> int | None:
    return next((code for most, code in steps if length <= most), None)
