"""An event in a few plain sentences, made from its values and from nothing else: the notes of ACLED-like files."""

from collections.abc import Sequence

from dateline.events import Event, Toll
from dateline.export import _words
from dateline.model import Party, Place, When

LEAD = {
    "in": "in", "near": "near", "outskirts": "on the outskirts of", "toward": "toward", "between": "between",
    "offshore": "off", "area": "in the area of", "dateline": "in",
}  # fmt: skip
MUTUAL = frozenset({"Battles", "Agreement"})
"""ACLED types and sub-types of two sides alike: "armed clash between A and B"."""
SUFFERED = frozenset({"Violence against civilians", "Strategic developments"})
"""Types whose targets the act is of: "abduction of B by A", "looting of a store"."""
OUTCOMES = {"intercepted": "It was intercepted.", "repelled": "It was repelled.", "failed": "It failed."}
DOUBT = {
    "alleged": "This is alleged; nobody has confirmed it.",
    "denied": "This is denied.",
    "planned": "This was planned; no report says that it happened.",
    "threatened": "This was threatened; no report says that it happened.",
    "hypothetical": "This was feared or supposed; no report says that it happened.",
    "recurring": "This is told as something that happens again and again, not as one occurrence.",
}


def notes(event: Event) -> str:
    """Give the event in words: "On 12 March 2024, air strike by Army against fuel market near Dilling, Sudan. ..."."""
    parts = [f"{_when(event.date)}{_act(event)}{_where(event)}."]
    if weapons := _listed([weapon.kind for weapon in event.weapons if weapon.kind not in ("other", "unknown")]):
        parts.append(f"Weapons: {weapons}.")
    if event.outcome in OUTCOMES:
        parts.append(OUTCOMES[event.outcome])
    parts += [words for words in (toll("killed", event.killed), toll("injured", event.injured)) if words]
    if event.damage is not None:
        parts.append("No damage is reported." if event.damage == "none" else "Damage is reported.")
    if event.modality in DOUBT:
        parts.append(DOUBT[event.modality])
    parts += [_ended(_words.one_line(one.sentence)) for one in event.contradictions]
    return " ".join(parts)


def toll(verb: str, value: Toll | None) -> str:
    """Give a toll as a sentence: "9 killed (reports tell of 9 to 12)."; empty when the reports say nothing."""
    if value is None:
        return ""
    if value.best == 0 and not value.high:
        return f"Nobody {verb}."
    if value.best is None:
        return f"{verb.capitalize()}: number not given."
    if value.high is None:
        return f"At least {value.best:,} {verb}."
    low = value.best if value.low is None else value.low
    told = "" if low == value.high == value.best else f" (reports tell of {low:,} to {value.high:,})"
    return f"{value.best:,} {verb}{told}."


def _when(when: When | None) -> str:
    told = _words.when(when)
    if when is None or not told:
        return "On a day that is not given, "
    if when.first is None:
        return f"On a day that is not known ({told}), "
    if when.precision == "week" and when.first != when.last:
        return f"In the week of {told}, "
    if when.precision in ("month", "year"):
        return f"In {told}, "
    if when.precision == "decade":
        return f"In the {told}, "
    return f"On {told}, " if when.first == when.last else f"Between {told.replace(' to ', ' and ', 1)}, "


def _act(event: Event) -> str:
    name = _words.one_line(event.event_type.replace("_", " "))
    first, second = _named(event.initiators), _named(event.targets)
    types = {event.acled.event_type, event.acled.sub_event_type} if event.acled else set()
    if types & MUTUAL and ((first and second) or len(event.initiators) > 1):
        return f"{name} between {first} and {second}" if second else f"{name} between {first}"
    if types & SUFFERED and second:
        return f"{name} of {second}" + (f" by {first}" if first else "")
    return name + (f" by {first}" if first else "") + (f" against {second}" if second else "")


def _where(event: Event) -> str:
    places = list(dict.fromkeys([*([event.place] if event.place else []), *event.places]))
    if not places:
        return ", place not given"
    main = places[0]
    also = [place for place in places[1:] if not _holds(place, main)]
    words = f" {LEAD[main.relation]} {_place(main)}"
    if main.relation == "dateline":
        words += " (where the report was written; it does not name the place)"
    if also and main.relation == also[0].relation == "between":
        words, also = f" between {_short(main)} and {_place(also[0])}", also[1:]
    return words + (f", also {_listed([f'{LEAD[p.relation]} {_short(p)}' for p in also])}" if also else "")


def _holds(area: Place, place: Place) -> bool:
    """Whether an area is the country or province that a place is named with anyway."""
    if area.precision == "country":
        return area.country == place.country
    return area.precision == "admin1" and area.name == place.admin1


def _place(place: Place) -> str:
    names = [_short(place), place.admin1, _words.country(place.country)]
    return ", ".join(dict.fromkeys(_words.one_line(name) for name in names if name))


def _short(place: Place) -> str:
    return _words.one_line(place.name or place.text)


def _named(parties: Sequence[Party]) -> str:
    return _listed([_words.party(party) for party in parties])


def _listed(words: Sequence[str]) -> str:
    found = list(dict.fromkeys(filter(None, words)))
    return found[0] if len(found) == 1 else " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
