"""The date of publication of a page, from all the places that may tell it."""

from collections.abc import Sequence
from datetime import date as calendar_day
from typing import NamedTuple

from dateline.model import DateSource, Sureness, Value
from dateline.read import _dates
from dateline.read._found import Dated


class Candidate(Value, frozen=True, kw_only=True):
    """A date as a page writes it, and where."""

    found_in: DateSource
    words: str


class Choice(NamedTuple):
    """The date of publication, if there is one, and what must be told of it."""

    dated: Dated | None = None
    problem: str | None = None


SURENESS: dict[DateSource, Sureness] = {
    "given": "stated",
    "record": "stated",
    "feed": "stated",
    "json-ld": "stated",
    "meta": "stated",
    "time": "likely",
    "url": "likely",
    "pdf": "likely",
    "page": "guess",
}
"""What a place is good for. JSON-LD and meta elements exist to say when a page was published; a <time> element, a date
in the address or in a PDF's description says so as a rule; words on the page that htmldate picks may be of anything."""


def choose(candidates: Sequence[Candidate], day_first: bool | None = None) -> Choice:
    """Give the date of the first candidate that has one; candidates come best first.

    One that can be read as two days is settled by a later one that is one of the two; otherwise there is no date, and
    the problem says so. Places that state different days make each other less sure.
    """
    told = [(one, _dates.understand(one.words, day_first)) for one in candidates]
    told = [(one, what) for one, what in told if what.date or what.either]
    if not told:
        return Choice()
    first, what = told[0]
    if what.either:
        settled = [(one, w.date) for one, w in told[1:] if w.date and w.date[:10] in what.either]
        if not settled:
            return Choice(problem=ambiguous(first.words, what.either))
        first, date = settled[0][0], settled[0][1]
    else:
        assert what.date is not None
        date = what.date
    return _chosen(first, date, [(one, w.date) for one, w in told if w.date])


def ambiguous(words: str, either: tuple[str, str]) -> str:
    """Say that a date may be two days."""
    return (
        f"its date of publication, {words[:40]!r}, may be {either[0]} or {either[1]}; it is left out: "
        "say the order with --day-first or --month-first"
    )


def _chosen(first: Candidate, date: str, told: list[tuple[Candidate, str]]) -> Choice:
    sureness = SURENESS[first.found_in]
    others = [(one, other) for one, other in told if SURENESS[one.found_in] == "stated" and _apart(other, date)]
    if sureness == "stated" and others:
        sureness = "likely"
    problem = None
    if sureness == "guess":
        problem = f"its date of publication, {date}, is a guess from the words of the page; check it"
    elif others:
        problem = (
            f"its date of publication is {date} ({first.found_in}), but {others[0][1][:10]} by its "
            f"{others[0][0].found_in}; the first was taken"
        )
    return Choice(Dated(date, first.found_in, sureness), problem)


def _apart(one: str, other: str) -> bool:
    """Say whether two dates are of different days; one apart may be the same day in two zones."""
    return abs((calendar_day.fromisoformat(one[:10]) - calendar_day.fromisoformat(other[:10])).days) > 1
