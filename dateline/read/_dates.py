"""Dates of publication: what is a date, and what is not."""

import re
from datetime import datetime

ALLOWED = "a day such as 2022-09-27, or a day and time such as 2022-09-27T14:30:00Z"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?")


def impossible(date: str) -> bool:
    """Say whether ``date`` is no ISO 8601 date or date-time of the calendar (extended format, down to the day)."""
    if not _ISO.fullmatch(date):
        return True
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return True
    return False
