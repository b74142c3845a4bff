"""The record's values in words, for people: shared by the formats that people read."""

import functools
import re
from collections.abc import Sequence
from datetime import date
from importlib import resources

import msgspec

from dateline.model import Claim, Count, Party, Place, Weapon, When

CONFIDENCE_WORDS = (
    (0.9, "very likely right"),
    (0.7, "likely right"),
    (0.5, "more likely right than not"),
    (0.3, "doubtful"),
)
"""The least confidence for each wording; below the last one a claim is "very doubtful". Our choice of words."""
MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Controls that reorder what follows them: they can make a line read as something it does not say."""
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_BIDI = re.compile(f"[{BIDI}]")


def visible(text: str) -> str:
    """Give the text with control characters and lone surrogates as U+FFFD: UTF-8 can hold it, no terminal obeys it."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Give the text on one line: white space as single spaces, no control characters, nothing that reorders a line."""
    if text.isprintable() and "  " not in text:  # nearly every text: all that is changed below is not printable
        return text.strip()
    return _BIDI.sub("", visible(_SPACE.sub(" ", text))).strip()


def shorten(text: str, length: int) -> str:
    """Give the text on one line, cut at a word with an ellipsis where it is longer than ``length``."""
    line = one_line(text.lstrip()[: length * 4])
    if len(line) <= length:
        return line
    head = line[:length]
    return (head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head).rstrip(" ,;:.") + "…"


@functools.cache
def _country_names() -> dict[str, str]:
    data = resources.files("dateline").joinpath("data/map/countries.json").read_bytes()
    names: dict[str, str] = msgspec.json.decode(data)["names"]
    return names


def country(code: str | None) -> str | None:
    """Give the English name of a country by its ISO alpha-3 code; an unknown code is given back as it is."""
    return _country_names().get(code, code) if code else None


def event_type(claim: Claim) -> str:
    """Give the event type's id as words: "air_strike" is "Air strike"."""
    words = one_line(claim.event_type.replace("_", " "))
    return words[:1].upper() + words[1:]


def party(value: Party) -> str:
    """Give a party's name, or its words when it has none."""
    return one_line(value.name or value.text)


def weapon(value: Weapon) -> str:
    """Give a weapon's words and, where they differ, its kind: "eight rockets"; "barrel bombs (aircraft bomb)"."""
    words = one_line(value.text)
    known = value.kind not in ("other", "unknown") and value.kind.lower() not in words.lower()
    return f"{words} ({value.kind})" if known else words


def place(value: Place) -> str:
    """Give a place's name with its province and country, and how it relates: "near Dilling, South Kordofan, Sudan"."""
    name = one_line(value.name or value.text)
    parts = [name]
    for part in (value.admin1, country(value.country)):
        if part and one_line(part) not in parts:
            parts.append(one_line(part))
    lead = {"in": "", "dateline": "", "area": "area of ", "outskirts": "outskirts of "}.get(
        value.relation, f"{value.relation} "
    )
    tail = " (from the dateline)" if value.relation == "dateline" else ""
    return lead + ", ".join(parts) + tail


def places(values: Sequence[Place]) -> list[str]:
    """Give the places of a claim; two that something lies between make one phrase."""
    if len(values) == 2 and all(value.relation == "between" for value in values):
        first, second = place(values[0]).removeprefix("between "), place(values[1]).removeprefix("between ")
        return [f"between {first.split(', ')[0]} and {second}"]
    return [place(value) for value in values]


def place_precision(value: Place) -> str:
    """Give how exactly a place is known: "town, within 5 km"."""
    if value.lat is None or value.lon is None:
        return "not found in the gazetteer" if value.precision == "unresolved" else f"{value.precision}, no position"
    if value.radius_km is None:
        return value.precision
    return f"{value.precision}, within {value.radius_km:g} km"


def day(iso: str | None) -> date | None:
    """Give an ISO day (or the day of an ISO date-time) as a date; null for anything else."""
    try:
        return date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def long_day(value: date) -> str:
    """Give a day as a reader writes it: "24 August 2022"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _span(first: date, last: date) -> str:
    if first == last:
        return long_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {long_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {long_day(last)}"
    return f"{long_day(first)} to {long_day(last)}"


def when(value: When | None) -> str:
    """Give a date as a reader writes it: "24 August 2022", "12 to 13 March 2024", "August 2022", "2022"."""
    if value is None:
        return ""
    words = one_line(value.text) if value.text else ""
    first, last = day(value.first), day(value.last or value.first)
    if first is None or last is None:
        if value.precision == "day-of-year" and words:
            return f"{words} (year not given)"
        return f"{words} (date unknown)" if words else ""
    if value.precision == "month" and (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if value.precision == "year" and first.year == last.year:
        return str(first.year)
    if value.precision == "decade":
        return f"{first.year}s"
    return _span(first, last)


def when_iso(value: When | None) -> str:
    """Give a date in ISO form, as short as its precision: "2022-08-24", "2022-08", "2022-08-24 to 2022-08-26"."""
    if value is None or day(value.first) is None:
        return when(value)
    first, last = str(value.first), str(value.last or value.first)
    if value.precision == "month" and first[:7] == last[:7]:
        return first[:7]
    if value.precision == "year" and first[:4] == last[:4]:
        return first[:4]
    return first if first == last else f"{first} to {last}"


def count(value: Count | None) -> str:
    """Give a number of people: "9", "at least 9", "up to 9", "4 to 6", or the report's own words ("dozens")."""
    if value is None:
        return ""
    if value.low is None and value.high is None:
        return one_line(value.text) if value.text else "unknown number"
    if value.low == value.high:
        return f"{value.low:,}"
    if value.high is None:
        return f"at least {value.low:,}"
    if value.low is None:
        return f"up to {value.high:,}"
    return f"{value.low:,} to {value.high:,}"


def toll(claim: Claim) -> str:
    """Give the toll in one phrase: "9 killed, dozens injured"; "nobody killed"; empty when the report says nothing."""
    counts = {"killed": claim.killed, "injured": claim.injured}
    nobody = [verb for verb, value in counts.items() if value is not None and value.low == value.high == 0]
    parts = [f"{count(value)} {verb}" for verb, value in counts.items() if value is not None and verb not in nobody]
    if nobody:
        parts.append("nobody " + " or ".join(nobody))
    if claim.damage is not None:
        parts.append("no damage" if claim.damage == "none" else "damage reported")
    return ", ".join(parts)


def confidence(value: float) -> str:
    """Give a confidence in words; see CONFIDENCE_WORDS."""
    return next((words for least, words in CONFIDENCE_WORDS if value >= least), "very doubtful")
