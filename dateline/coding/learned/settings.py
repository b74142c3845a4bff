"""When and where an event was: the report's resolved times and places, scored for each event by fitted trees.

A candidate is any time or place that the resolvers found in the report. The score looks at how it stands to the event's
clauses (inside one, in the same sentence, how far), at what else it may belong to (other events, the telling itself),
and at what kind of time or place it is. What no candidate reaches stays empty: nothing is guessed.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from dateline.coding.learned.heads import ROLES, Floats
from dateline.coding.learned.trees import Trees
from dateline.coding.parts.joining import Event, place_key
from dateline.coding.parts.lexicon import word_set
from dateline.model import Place, ResolvedReport, When

DATE, PLACE = ROLES.index("date"), ROLES.index("place")
WINDOW = 6
"""Sentences around an event's clauses within which a time or place is a candidate."""
PRECISIONS = ("day", "range", "week", "month", "season", "year")
PLACES = ("site", "town", "near", "district", "admin1", "country", "region", "sea", "unresolved")
BEFORE = ("in", "at", "near", "from", "to", "of", "on", "into", "outside", "around", "across", "between", "towards")
LOCATIVE_NOUNS = word_set("locative_nouns")
SAYING = re.compile(r"\b(?:said|says|told|announced|reported|statement|spokes\w+|interview|quoted|added)\b", re.I)
CLAUSE = ("inside", "near", "lent", "same sentence", "gap", "ahead", "distance", "before trigger", "said between")
DATE_NAMES = (
    *CLAUSE, *PRECISIONS, "days ago", "published known", "is published", "future", "often", "others inside",
    "in window", "first", "own inside", "drafts inside", "tail", "weekday", "mentions", "event sentence", "events",
    "year only words", "thought",
)  # fmt: skip
PLACE_NAMES = (
    *CLAUSE, *PLACES, *(f"after {w}" for w in BEFORE), "dateline", "in party", "often", "others inside", "in window",
    "first", "own inside", "drafts inside", "finer near", "mentions", "event sentence", "events", "same country",
    "possessive", "capital of sentence", "rank inside", "last told",
    "thought", "site", "locative noun", "words",
)  # fmt: skip


Thinks = Callable[[Event, int, int], Floats]
"""What the network thinks of a span for an event: the probability of each of its roles (``heads.ROLES``)."""


def unasked(event: Event, start: int, end: int) -> Floats:
    """The network was not asked."""
    return np.zeros(len(ROLES), dtype=np.float32)


class Setting:
    """The times and places of one report, as its events may use them. Made once a report."""

    def __init__(self, resolved: ResolvedReport, events: Sequence[Event], thinks: Thinks = unasked) -> None:
        self.resolved, self.events, self.thinks = resolved, events, thinks
        self.reading = resolved.annotated.reading
        self.starts = [s.start for s in resolved.annotated.sentences]
        self.dates = [d for d in resolved.dates if d.first and d.last and d.start is not None]
        self.places = list(resolved.places)
        self.often_dates = Counter((d.first, d.last) for d in self.dates)
        self.often_places = Counter(place_key(p) for p in self.places)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place of the text."""
        return max(0, bisect_right(self.starts, at) - 1)


def _clause(setting: Setting, event: Event, start: int, end: int, own: bool, near: bool, lent: bool) -> list[float]:
    """How a span stands to the event's clauses; the distances are to the nearest trigger."""
    here = setting.sentence(start)
    nearest = min(event.drafts, key=lambda d: abs(d.mention.trigger_start - start))
    at = nearest.mention.trigger_start
    gap = here - nearest.sentence
    between = setting.reading[min(end, nearest.mention.trigger_end) : max(start, at)] if abs(start - at) < 400 else ""
    return [
        any(d.mention.start <= start and end <= d.mention.end for d in event.drafts),
        near,
        lent,
        gap == 0,
        min(WINDOW, abs(gap)),
        gap > 0,
        min(500, abs(start - at)),
        start < at,
        bool(SAYING.search(between)),
    ]


def _spans(values: Sequence[When] | Sequence[Place]) -> set[tuple[int | None, int | None]]:
    return {(v.start, v.end) for v in values}


def date_rows(setting: Setting, event: Event) -> list[tuple[When, list[float]]]:
    """The candidates for an event's date with their numbers, in the order of ``DATE_NAMES``."""
    own = _spans([w for d in event.drafts for w in d.dates if "date" not in d.lent])
    lent = _spans([w for d in event.drafts for w in d.dates if "date" in d.lent])
    near = _spans([w for d in event.drafts for w in d.near_dates])
    others = [_spans(d.dates) for e in setting.events if e is not event for d in e.drafts if "date" not in d.lent]
    window = [w for w in setting.dates if _within(setting, event, w.start or 0)]
    published = (setting.resolved.report.published or "")[:10]
    rows = []
    for n, when in enumerate(window):
        span, start, end = (when.start, when.end), when.start or 0, when.end or 0
        ago = _days(when.last or "", published)
        rows.append(
            (
                when,
                [
                    *_clause(setting, event, start, end, span in own, span in near, span in lent),
                    *(when.precision == p for p in PRECISIONS),
                    -1 if ago is None else max(-30, min(4000, ago)),
                    bool(published),
                    when.first == published,
                    ago is not None and ago < 0,
                    min(8, setting.often_dates[when.first, when.last]),
                    min(5, sum(span in o for o in others)),
                    min(20, len(window)),
                    n == 0,
                    span in own,
                    sum(span in _spans(d.dates) for d in event.drafts),
                    setting.sentence(start) > max(d.sentence for d in event.drafts),
                    (when.text or "").lower().rstrip("s").endswith("day"),
                    min(10, len(event.drafts)),
                    min(30, min(d.sentence for d in event.drafts)),
                    min(20, len(setting.events)),
                    bool(re.fullmatch(r"\d{4}s?", when.text or "")),
                    float(setting.thinks(event, start, end)[DATE]),
                ],
            )
        )
    return rows


def _within(setting: Setting, event: Event, at: int) -> bool:
    here = setting.sentence(at)
    return any(abs(here - d.sentence) <= WINDOW for d in event.drafts)


def _days(day: str, published: str) -> int | None:
    try:
        return (date.fromisoformat(published) - date.fromisoformat(day)).days
    except ValueError:
        return None


def place_rows(setting: Setting, event: Event, sites: Sequence[Place] = ()) -> list[tuple[Place, list[float]]]:
    """The candidates for an event's places with their numbers, in the order of ``PLACE_NAMES``; ``sites`` are noun
    phrases of its sentences that are no known place."""
    own = _spans([p for d in event.drafts for p in d.places if "place" not in d.lent])
    lent = _spans([p for d in event.drafts for p in d.places if "place" in d.lent])
    near = _spans([p for d in event.drafts for p in d.near_places])
    others = [_spans(d.places) for e in setting.events if e is not event for d in e.drafts if "place" not in d.lent]
    people = [(p.start, p.end) for d in event.drafts for p in (*d.initiators, *d.targets)]
    known = [p for p in setting.places if p.relation == "dateline" or _within(setting, event, p.start)]
    window = sorted([*known, *sites], key=lambda p: p.start)
    lands = Counter(p.country for p in window if p.country)
    rows = []
    for n, place in enumerate(window):
        span = (place.start, place.end)
        before = re.findall(r"[\w’']+", setting.reading[max(0, place.start - 30) : place.start])[-1:]
        word = before[0].lower() if before else ""
        here = [p for p in window if setting.sentence(p.start) == setting.sentence(place.start)]
        rows.append(
            (
                place,
                [
                    *_clause(setting, event, place.start, place.end, span in own, span in near, span in lent),
                    *(place.precision == p for p in PLACES),
                    *(word == w for w in BEFORE),
                    place.relation == "dateline",
                    any(a <= place.start and place.end <= b for a, b in people),
                    min(8, setting.often_places[place_key(place)]),
                    min(5, sum(span in o for o in others)),
                    min(20, len(window)),
                    n == 0,
                    span in own,
                    sum(span in _spans(d.places) for d in event.drafts),
                    sum(PLACES.index(p.precision) < PLACES.index(place.precision) for p in here),
                    min(10, len(event.drafts)),
                    min(30, min(d.sentence for d in event.drafts)),
                    min(20, len(setting.events)),
                    bool(place.country) and lands[place.country or ""] > 1,
                    setting.reading[place.end : place.end + 2] in ("'s", "’s"),
                    place.text[:1].isupper(),
                    here.index(place),
                    setting.sentence(place.start) < min(d.sentence for d in event.drafts),
                    float(setting.thinks(event, place.start, place.end)[PLACE]),
                    place in sites,
                    place.text.split()[-1].lower() in LOCATIVE_NOUNS,
                    len(place.text.split()),
                ],
            )
        )
    return rows


def choose_date(setting: Setting, event: Event, scorer: Trees) -> tuple[When, float] | None:
    """The likeliest date of an event with its score, or None when none is likely enough."""
    published = (setting.resolved.report.published or "")[:10]
    rows = [r for r in date_rows(setting, event) if not (published and (r[0].first or "") > published)]
    scores = scorer.scores([row for _, row in rows])
    scored = [(score, -(when.start or 0), when) for score, (when, _) in zip(scores, rows, strict=True)]
    best = max(scored, key=lambda s: s[:2], default=None)
    return (best[2], best[0]) if best is not None and best[0] >= scorer.least else None


def choose_places(
    setting: Setting, event: Event, scorer: Trees, sites: Sequence[Place] = ()
) -> list[tuple[Place, float]]:
    """The places of an event that are likely enough, each once, with their scores."""
    kept: dict[str, tuple[Place, float]] = {}
    rows = place_rows(setting, event, sites)
    for (place, _), score in zip(rows, scorer.scores([row for _, row in rows]), strict=True):
        key = place_key(place)
        if score >= scorer.least and (key not in kept or kept[key][1] < score):
            kept[key] = (place, score)
    return sorted(kept.values(), key=lambda x: -x[1])
