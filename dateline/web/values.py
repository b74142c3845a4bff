"""Words that a person selected in a report -> a value of the record, resolved as the engine's own words are.

The parser and the gazetteer are loaded when the first words are selected, which takes seconds; what cannot be resolved
keeps its words and stays unresolved: a person's selection is evidence, never a guess about the world.
"""

import bisect
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from dateline.errors import UsageError
from dateline.model import (
    ActorMention,
    Annotation,
    Attribution,
    Claim,
    Count,
    Issue,
    Mention,
    Party,
    Place,
    Report,
    Weapon,
    WeaponKind,
    When,
    content_id,
)
from dateline.ontology.load import load
from dateline.settings import Settings

T = TypeVar("T", Place, When, ActorMention)
ROLES = ("initiators", "targets", "weapons", "places", "date", "killed", "injured", "attribution")
LISTS = ("initiators", "targets", "weapons", "places")
LONGEST = 400
"""Code points of a selection: a noun phrase, not a paragraph."""
KEPT = 8
"""Annotated reports kept, so that the next words of the same report are resolved at once."""
NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
"""Number words, each at its number."""


class Selected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a report, and the field of a claim that they give the value of."""

    field: str
    start: int
    end: int
    saw: str | None = None
    reviewer: str | None = None
    reason: str | None = None


class Missed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A claim that the engine missed: its type and the words that name the act."""

    event_type: str
    start: int
    end: int
    modality: str = "asserted"
    reviewer: str | None = None
    reason: str | None = None


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may mean, as a value of the record has it."""

    name: str
    lat: float
    lon: float
    precision: str
    radius_km: float
    geonames_id: str | None
    admin1: str | None
    country: str | None
    feature: str


def words_of(report: Report, start: int, end: int) -> str:
    """Give the selected words. Raises UsageError for a selection outside the text, empty, or too long."""
    length = len(report.text)
    if not 0 <= start < end <= length:
        raise UsageError(f"{start} to {end} is not in the text; allowed: 0 to {length:,}, start before end")
    if end - start > LONGEST:
        raise UsageError(f"{end - start:,} characters are selected; allowed: {LONGEST}; select only the words meant")
    return report.text[start:end]


class Resolving:
    """Resolves selected words with the whole report as context. May be used from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._coder: Any = None
        self._gazetteer: Any = None
        self._kept: OrderedDict[tuple[str, str], Annotation | Issue] = OrderedDict()

    def annotation(self, report: Report) -> Annotation | Issue:
        """Give a report's sentences, places, dates and actors, or why there are none."""
        key = (report.id, content_id("t", report.text, report.published))
        with self._lock:
            if key not in self._kept:
                if self._coder is None:
                    from dateline.pipeline import Coder

                    self._coder = Coder.build(self._settings)
                self._kept[key] = self._coder.annotate(report)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def candidates(self, name: str, country: str | None) -> list[Candidate]:
        """Give the places that a name may mean, those of the exact name and the most people first."""
        from dateline.resolve.gazetteer import Gazetteer, own_indexes, prepare

        with self._lock:
            if self._gazetteer is None:
                cache = Path(self._settings.cache)
                self._gazetteer = Gazetteer(prepare(cache, lambda _: None), own_indexes(cache, self._settings.sites))
            found = self._gazetteer.find(name, country)
        found.sort(key=lambda one: (not one.exact, -one.population))
        return [
            Candidate(
                name=one.name,
                lat=one.lat,
                lon=one.lon,
                precision=one.precision,
                radius_km=one.radius_km,
                geonames_id=one.geonames_id or None,
                admin1=one.admin1 or None,
                country=one.country or None,
                feature=one.kind,
            )
            for one in found
        ]

    def value(self, report: Report, field: str, start: int, end: int) -> Any:
        """Give the value of selected words in a field, ready for the record.

        Raises UsageError for a field that words cannot give, or words that give it no value.
        """
        if field not in ROLES:
            raise UsageError(f"words cannot set the field {field!r}; allowed: {', '.join(ROLES)}")
        text = words_of(report, start, end)
        if field in ("killed", "injured"):
            return _count(text, start, end)
        if field == "attribution":
            return Attribution(text=text, start=start, end=end, cue="")
        if field == "weapons":
            return Weapon(text=text, start=start, end=end, kind=_weapon_kind(text))
        found = self.annotation(report)
        known = found if isinstance(found, Annotation) else None
        if field == "date":
            return _date(known, text, start, end)
        if field == "places":
            return _place(known, text, start, end)
        return _party(known, text, start, end)

    def claim(self, report: Report, missed: Missed) -> Claim:
        """Give the claim of selected words that the engine missed: the act alone; its roles are set one by one."""
        trigger = words_of(report, missed.start, missed.end)
        types = load(None).types
        if missed.event_type not in types:
            raise UsageError(f"there is no event type {missed.event_type[:60]!r}; 'dateline types' lists them")
        kind = types[missed.event_type]
        first, last = self._sentence(report, missed.start, missed.end)
        done = missed.modality in ("asserted", "alleged", "denied")
        mention = Mention(
            start=first,
            end=last,
            text=report.text[first:last],
            trigger_start=missed.start,
            trigger_end=missed.end,
            trigger=trigger,
        )
        value = {
            "claim": content_id("c", report.id, "person", missed.event_type, missed.start, missed.end, missed.modality),
            "report": report.id,
            "engine": "person",
            "engine_version": "1",
            "event_type": missed.event_type,
            "acled": kind.acled if done else None,
            "plover": kind.plover,
            "cameo": kind.cameo if done else None,
            "modality": missed.modality,
            "mentions": (mention,),
            "confidence": 1.0,
            "reasons": ("added by a person who read the report",),
        }
        try:
            return msgspec.convert(msgspec.to_builtins(value), Claim)
        except msgspec.ValidationError as error:
            raise UsageError(f"this is no claim: {error}") from error

    def _sentence(self, report: Report, start: int, end: int) -> tuple[int, int]:
        """Give the sentence that holds the words; where it is not known, the line."""
        found = self.annotation(report)
        if isinstance(found, Annotation):
            starts = [sentence.start for sentence in found.sentences]
            at = bisect.bisect_right(starts, start) - 1
            if at >= 0 and found.sentences[at].end >= end:
                return found.sentences[at].start, found.sentences[at].end
        first = report.text.rfind("\n", 0, start) + 1
        last = report.text.find("\n", end)
        return first, last if last >= 0 else len(report.text)


def _best(values: Sequence[T], start: int, end: int) -> T | None:
    """Give the value whose words overlap the selection the most."""

    def shared(value: T) -> int:
        return _shared(value.start, value.end, start, end)

    found = max(values, key=shared, default=None)
    return found if found is not None and shared(found) > 0 else None


def _shared(first: int | None, last: int | None, start: int, end: int) -> int:
    return 0 if first is None or last is None else min(end, last) - max(start, first)


def _place(known: Annotation | None, text: str, start: int, end: int) -> Place:
    found = _best(known.places, start, end) if known else None
    if found is None:
        return Place(text=text, start=start, end=end, name=" ".join(text.split()))
    relation = "in" if found.relation == "dateline" else found.relation
    return msgspec.structs.replace(found, text=text, start=start, end=end, relation=relation)


def _date(known: Annotation | None, text: str, start: int, end: int) -> When:
    found = _best(known.dates, start, end) if known else None
    if found is None:
        return When(text=text, start=start, end=end, first=None, last=None, precision="unknown")
    return msgspec.structs.replace(found, text=text, start=start, end=end)


def _party(known: Annotation | None, text: str, start: int, end: int) -> Party:
    found = _best(known.actors, start, end) if known else None
    if found is None:
        return Party(text=text, start=start, end=end, name=" ".join(text.split()))
    return Party(
        text=text, start=start, end=end, name=found.name, actor=found.actor, kind=found.kind, country=found.country
    )


def _count(text: str, start: int, end: int) -> Count:
    """Give the number that words say; "dozens" keeps its words and has none. Raises UsageError for no number words."""
    line = " ".join(text.lower().replace(",", "").split())
    low: int | None = None
    for word in line.replace("-", " ").split():
        if word.isascii() and word.isdigit() and len(word) < 8:
            low = int(word)
            break
        if word in NUMBERS:
            low = NUMBERS.index(word)
            break
    high = low
    if line.startswith(("at least", "more than", "over")):
        high = None
        low = low + 1 if low is not None and not line.startswith("at least") else low
    elif line.startswith(("up to", "as many as")):
        low = None
    return Count(low=low, high=high, text=text, start=start, end=end)


def _weapon_kind(text: str) -> WeaponKind:
    """Give the kind of weapon whose name is in the words, or "other"."""
    line = text.lower()
    kinds: tuple[WeaponKind, ...] = get_args(WeaponKind)
    return next((kind for kind in kinds if kind.lower().rstrip("s") in line), "other")
