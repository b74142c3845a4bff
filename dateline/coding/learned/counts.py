"""How many were killed and injured, and by what weapons: the counts and weapons of an event's sentences and those just
around, scored by fitted trees."""

import math
from collections.abc import Sequence

from dateline.coding.learned.heads import ROLES
from dateline.coding.learned.settings import Setting
from dateline.coding.learned.sides import TYPES, Sides
from dateline.coding.learned.trees import Trees
from dateline.coding.parts.joining import Event
from dateline.coding.parts.lexicon import Weapons
from dateline.coding.parts.phrases import find_weapons
from dateline.coding.parts.tolls import Toll, find_tolls
from dateline.model import Weapon, WeaponKind

BESIDE = (-1, 0, 1, 2)
"""Which sentences about an event's own may tell its toll."""
KINDS: tuple[WeaponKind, ...] = (
    "small arms", "blade", "grenade", "mortar", "artillery", "rocket", "missile", "drone", "aircraft bomb", "IED",
    "vehicle bomb", "suicide vest", "mine", "chemical", "incendiary", "stones", "vehicle", "ship", "other",
)  # fmt: skip
STANDS = ("own", "others", "inside", "gap", "ahead", "same sentence", "distance", "events here", "mentions", "thought")
TOLL_NAMES = (
    *STANDS, *TYPES, "killed", "exact", "open", "vague", "size", "revised", "most", "last", "often", "candidates",
    "first sentence", "rules say",
)  # fmt: skip
WEAPON_NAMES = (*STANDS, *TYPES, *KINDS, "counted", "words", "candidates", "rules have one", "agent")


class Counts:
    """The tolls and weapons of one report, as its events may use them. Made once a report."""

    def __init__(self, setting: Setting, sides: Sides, weapons: Weapons) -> None:
        self._setting, self._sides, self._weapons = setting, sides, weapons
        self._tolls: dict[int, list[Toll]] = {}
        self._arms: dict[int, list[Weapon]] = {}

    def _around(self, event: Event, beside: Sequence[int]) -> list[int]:
        last = len(self._setting.starts)
        return sorted({d.sentence + k for d in event.drafts for k in beside if 0 <= d.sentence + k < last})

    def _tolls_of(self, number: int) -> list[Toll]:
        if number not in self._tolls:
            grammar, annotated = self._sides.grammar(number), self._setting.resolved.annotated
            times = [(t.start, t.end) for t in annotated.times if grammar.start <= t.start < grammar.end]
            found = find_tolls(grammar, annotated.numbers, times, annotated.reading, annotated.report.text)
            self._tolls[number] = found
        return self._tolls[number]

    def _arms_of(self, number: int) -> list[Weapon]:
        if number not in self._arms:
            grammar, annotated = self._sides.grammar(number), self._setting.resolved.annotated
            found = find_weapons(grammar, self._weapons, annotated.numbers, annotated.reading, annotated.report.text)
            self._arms[number] = [weapon for _, weapon in found]
        return self._arms[number]

    def toll_rows(self, event: Event, kind: str) -> list[tuple[Toll, list[float]]]:
        """The candidates for one of an event's tolls ("killed" or "injured"), in the order of ``TOLL_NAMES``."""
        own = [t for d in event.drafts for t in d.tolls if t.kind == kind]
        near = [t for n in self._around(event, BESIDE) for t in self._tolls_of(n) if t.kind == kind]
        found = list({(t.count.start, t.count.end, t.at): t for t in [*near, *own]}.values())[:30]
        taken = {t.at for e in self._setting.events if e is not event for d in e.drafts for t in d.tolls}
        sizes = [t.count.low or 0 for t in found]
        lows = [t.count.low for t in found]
        rows = []
        for toll in found:
            low = toll.count.low
            span = (toll.count.start or toll.at, toll.count.end or toll.at + 1)
            row = [
                *self._stands(event, span, any(t.at == toll.at for t in own), toll.at in taken, ROLES.index(kind)),
                *self._type(event),
                kind == "killed",
                low is not None and low == toll.count.high,
                low is not None and toll.count.high is None,
                low is None,
                math.log1p(low or 0),
                toll.revised,
                bool(low) and low == max(sizes),
                toll.at == max(t.at for t in found),
                lows.count(low),
                len(found),
                self._setting.sentence(toll.at) <= 1,
                bool(own),
            ]
            rows.append((toll, [float(x) for x in row]))
        return rows

    def weapon_rows(self, event: Event) -> list[tuple[Weapon, list[float]]]:
        """The candidates for an event's weapons with their numbers, in the order of ``WEAPON_NAMES``."""
        own = [w for d in event.drafts for w in d.weapons]
        near = [w for n in self._around(event, (0, 1)) for w in self._arms_of(n)]
        found = list({(w.start, w.end): w for w in [*near, *own]}.values())[:30]
        taken = {w.start for e in self._setting.events if e is not event for d in e.drafts for w in d.weapons}
        starts = {w.start for w in own}
        rows = []
        for weapon in found:
            row = [
                *self._stands(event, (weapon.start, weapon.end), weapon.start in starts, weapon.start in taken, WEAPON),
                *self._type(event),
                *(weapon.kind == k for k in KINDS),
                weapon.quantity is not None,
                len(weapon.text.split()),
                len(found),
                bool(own),
                any(weapon.start < p.end and p.start < weapon.end for d in event.drafts for p in d.initiators),
            ]
            rows.append((weapon, [float(x) for x in row]))
        return rows

    def _stands(self, event: Event, span: tuple[int, int], own: bool, others: bool, role: int) -> list[float]:
        """How a span stands to the event's clauses."""
        here = self._setting.sentence(span[0])
        nearest = min(event.drafts, key=lambda d: abs(d.mention.trigger_start - span[0]))
        gap = here - nearest.sentence
        return [
            own,
            others,
            any(d.mention.start <= span[0] and span[1] <= d.mention.end for d in event.drafts),
            abs(gap),
            gap > 0,
            gap == 0,
            min(400, abs(span[0] - nearest.mention.trigger_start)),
            sum(any(d.sentence == here for d in e.drafts) for e in self._setting.events),
            min(8, len(event.drafts)),
            float(self._setting.thinks(event, *span)[role]),
        ]

    def _type(self, event: Event) -> list[bool]:
        acled = next((d.type.acled for d in event.drafts if d.type.acled is not None), None)
        return [acled is not None and acled.event_type == t for t in TYPES]


WEAPON = ROLES.index("weapon")


def choose_toll(counts: Counts, event: Event, kind: str, scorer: Trees) -> Toll | None:
    """The likeliest toll of a kind, or None when none is likely enough."""
    rows = counts.toll_rows(event, kind)
    scored = list(zip(scorer.scores([row for _, row in rows]), rows, strict=True))
    best = max(scored, key=lambda s: (s[0], -s[1][0].at), default=None)
    return best[1][0] if best is not None and best[0] >= scorer.least else None


def choose_weapons(counts: Counts, event: Event, scorer: Trees) -> tuple[Weapon, ...]:
    """The weapons that are likely enough, each wording once, a counted one before an uncounted."""
    rows = counts.weapon_rows(event)
    kept: dict[str, Weapon] = {}
    for score, (weapon, _) in zip(scorer.scores([row for _, row in rows]), rows, strict=True):
        if score >= scorer.least:
            last = weapon.text.lower().split()[-1].rstrip("s")
            known = kept.get(last)
            if known is None or (weapon.quantity and not known.quantity):
                kept[last] = weapon
    return tuple(kept.values())
