"""The judgements of ``compare`` in words for people: one short sentence a judgement and level."""

from collections.abc import Callable
from datetime import date

from dateline.merge.features import Features, Who, distance_km

PLAIN: dict[str, dict[str, str]] = {
    "report": {
        "same report": "one report tells them as two events",
        "copied words": "the same words in copies of one text",
        "copied report": "two places of one copied text",
    },
    "what": {
        "same": "the same kind of act",
        "same general": "the same general kind of act",
        "general": "kinds of act that fit",
        "kin": "kinds of act that reports tell for each other",
        "other": "different kinds of act",
    },
    "extent": {"both series": "both tell a series", "part": "one tells a series, the other a single act"},
    "hour": {"same": "the same part of the day", "other": "different parts of the day"},
    "outcome": {"other": "different outcomes"},
    "weapon": {"other": "different weapons"},
    "person": {"other": "victims of other names"},
}


def day(ordinal: int) -> str:
    """Give a day number as people write it: "3 May 2024"."""
    value = date.fromordinal(ordinal)
    return f"{value.day} {value:%B} {value.year}"


def number(count: tuple[int, int | None]) -> str:
    """Give a count as people write it: "4", "4 to 6", "at least 9"."""
    low, high = count
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def _plain(name: str) -> Callable[[Features, Features, str], str]:
    return lambda a, b, level: PLAIN[name].get(level, "")


def _when(a: Features, b: Features, level: str) -> str:
    if level == "same" and a.first is not None:
        return f"same day ({day(a.first)})"
    if level == "next day" and a.first is not None and b.first is not None:
        return f"a day apart ({day(min(a.first, b.first))} and {day(max(a.first, b.first))})"
    return {
        "same": "same day (year not given)",
        "same days": "same days",
        "same period": "same period",
        "within": "days that overlap",
        "day of period": "one tells a day of the other's period",
        "told at once": "told within a day of the other's date",
        "told later": "no date, told days after the other's",
        "told long after": "no date, told long after the other's",
        "told before": "told before the other's date",
        "told together": "neither gives a date; told within a day",
        "told apart": "neither gives a date; told days apart",
    }.get(level, "")


def _where(a: Features, b: Features, level: str) -> str:
    common = a.names & b.names
    if level in ("same site", "same", "near", "around", "far", "far from dateline") and a.points and b.points:
        km = min(distance_km(p, q) for p in a.points for q in b.points)
        return "same place" if km < 1 else f"{km:.0f} km apart"
    if level == "same name" or (common and level == "same"):
        return "places of the same name"
    return {
        "alike": "places whose names are spelt alike",
        "other name": "places of other names",
        "named in both": f"both name {sorted(a.said & b.said)[0].title()}" if a.said & b.said else "",
        "same province": "same province",
        "other province": "other provinces",
        "same country": "same country",
        "other country": "other countries",
    }.get(level, "")


def _parties(role: str) -> Callable[[Features, Features, str], str]:
    def said(a: Features, b: Features, level: str) -> str:
        mine: Who | None = getattr(a, role)
        theirs: Who | None = getattr(b, role)
        if mine is None or theirs is None:
            return ""
        verb = "by" if role == "initiators" else "against"
        if level == "same":
            return f"both {verb} {mine.name}"
        if level == "alike":
            return f"both {verb} {sorted(mine.kinds & theirs.kinds)[0]}"
        return f"{verb} {mine.name} in one, {theirs.name} in the other"

    return said


def _things(a: Features, b: Features, level: str) -> str:
    if level == "same":
        return f"both at a {sorted(a.things & b.things)[0]}"
    return f"{sorted(a.things)[0]} in one, {sorted(b.things)[0]} in the other"


def _wording(a: Features, b: Features, level: str) -> str:
    return f"both tell of: {', '.join(sorted(a.content & b.content)[:3])}" if level != "none shared" else ""


def _person(a: Features, b: Features, level: str) -> str:
    if level == "same":
        return f"both name {sorted(a.persons & b.persons)[0].title()}"
    return PLAIN["person"][level]


def _toll(role: str) -> Callable[[Features, Features, str], str]:
    def said(a: Features, b: Features, level: str) -> str:
        mine, theirs = getattr(a, role), getattr(b, role)
        if mine is None or theirs is None:
            return ""
        if mine == theirs:
            return f"both {number(mine)} {role}" if mine[0] else f"nobody {role} in both"
        return f"{number(mine)} {role} against {number(theirs)}"

    return said


def _weapon(a: Features, b: Features, level: str) -> str:
    return f"both with {sorted(a.weapons & b.weapons)[0]}" if level == "same" else PLAIN["weapon"][level]


SENTENCES: dict[str, Callable[[Features, Features, str], str]] = {
    "report": _plain("report"),
    "when": _when,
    "where": _where,
    "what": _plain("what"),
    "who": _parties("initiators"),
    "whom": _parties("targets"),
    "thing": _things,
    "wording": _wording,
    "person": _person,
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "weapon": _weapon,
    "hour": _plain("hour"),
    "extent": _plain("extent"),
    "outcome": _plain("outcome"),
}
