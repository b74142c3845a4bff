"""Compare two claims: a table of small named judgements, each giving a level, its weight, and a sentence for people.

Every judgement looks at one thing and knows nothing of the others. Levels are words ("same", "next day"); what each is
worth, in log-odds of one event, stands in ``dateline/data/merge/weights.toml``. A level in ``NEVER`` forbids the link
whatever else agrees. Judgements are symmetric: the order of the two claims does not matter.
"""

import difflib
import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dateline.merge.features import Features, Who, distance_km
from dateline.merge.say import SENTENCES
from dateline.merge.words import weights

SAME_KM, NEAR_KM, AROUND_KM = 5.0, 25.0, 60.0
"""How far apart two reports may put one event: within a town; as far as the next village that a stringer knows; as far
as the district's town that a capital's paper names instead."""
SOON = 4
"""Days: a report without a date that comes later than this after another's date tells old news, or another act."""
ALIKE = 0.8
"""The likeness (difflib ratio) from which two spellings may be one name; "Kurar Mota" and "Qurar Mota" have 0.89."""
FEW_WORDS = 2
"""A clause with fewer words of its own says nothing by sharing none."""
NEVER = frozenset({("when", "apart"), ("report", "same report")})

ELSEWHERE = frozenset({"far", "other country"})
"""Two exact places far apart are one event only where all else says so; else a third claim without a place would chain
them together."""


class Compared(NamedTuple):
    """Two claims compared: the log-odds that they tell one event (minus infinity: never), and every level."""

    odds: float
    levels: tuple[str, ...]

    @property
    def probability(self) -> float:
        """The odds as a probability."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds))))


def report(a: Features, b: Features) -> str:
    """One report tells an event once; copies of one text tell in the same words."""
    if a.report == b.report:
        return "same report"
    if a.work != b.work:
        return ""
    return "copied words" if a.told & b.told else "copied report"


def when(a: Features, b: Features) -> str:
    """The days on which the claims put the act; for one without, how soon after the other's it was published."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return _undated(a, b)
    if (a.first, a.last) == (b.first, b.last):
        return "same" if a.first == a.last else "same period" if a.long else "same days"
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap > 1 or (gap > 0 and (a.long or b.long)):
        return "apart"
    if gap == 1:
        return "next day"
    return "day of period" if a.long or b.long else "within"


def _undated(a: Features, b: Features) -> str:
    if a.yearless and b.yearless:
        return "same" if a.yearless == b.yearless else "apart"
    if a.first is None and b.first is None:
        if a.published is None or b.published is None:
            return "no days"
        return "told together" if abs(a.published - b.published) <= 1 else "told apart"
    dated, undated = (a, b) if a.first is not None else (b, a)
    if undated.published is None or dated.first is None or dated.last is None or dated.long:
        return "no days"
    if undated.published < dated.first - 1:
        return "told before"
    late = undated.published - dated.last
    return "told at once" if late <= 1 else "told later" if late <= SOON else "told long after"


def where(a: Features, b: Features) -> str:
    """The spots, by distance and by name; a province or country that holds a spot says little."""
    if not (a.fine and b.fine):
        return _coarse(a, b)
    common = a.names & b.names
    if not (a.points and b.points):
        return "same name" if common else "alike" if _alike(a, b) else "other name"
    km = nearest_km(a, b)
    if km <= SAME_KM:
        return "same site" if a.sites & b.sites else "same"
    if km <= NEAR_KM:
        return "near"
    if any(p.dateline for p in (*a.points, *b.points)):
        return "far from dateline"
    if common:
        return "same name"
    if km <= AROUND_KM:
        return "around"
    if a.countries and b.countries and not a.countries & b.countries:
        return "other country"
    return "far"


def _coarse(a: Features, b: Features) -> str:
    if a.placeless or b.placeless:
        return "named in both" if a.said & b.said else "no place"
    if a.countries and b.countries and not a.countries & b.countries:
        return "other country"
    if a.regions and b.regions:
        return "same province" if a.regions & b.regions else "other province"
    return "same country" if a.countries & b.countries else "no place"


def _alike(a: Features, b: Features) -> bool:
    return any(
        x[:1] == y[:1] and difflib.SequenceMatcher(None, x, y).ratio() >= ALIKE
        for x in a.names
        for y in b.names
        if min(len(x), len(y)) > 3
    )


def nearest_km(a: Features, b: Features) -> float:
    """Give the least distance between the points of two claims, in km."""
    return min(distance_km(p, q) for p in a.points for q in b.points)


def what(a: Features, b: Features) -> str:
    """The kind of act: the same sub-event type, a general one that the other makes exact, or another."""
    if a.kind == b.kind:
        return "same general" if a.general else "same"
    if a.family != b.family:
        return "kin"
    return "general" if a.general or b.general else "other"


def who(a: Features, b: Features) -> str:
    """The initiators: by registry id, then by the words that identify them, then by kind."""
    return parties(a.initiators, b.initiators)


def whom(a: Features, b: Features) -> str:
    """The people acted upon, in the same way."""
    return parties(a.targets, b.targets)


def parties(a: Who | None, b: Who | None) -> str:
    """Compare the parties of a role: same, alike in kind, unlike in kind, other (both known, or of other countries)."""
    if a is None or b is None:
        return ""
    if a.actors & b.actors or a.words & b.words:
        return "same"
    if a.actors and b.actors:
        return "other"
    if not (a.kinds and b.kinds):
        return ""
    if a.countries and b.countries and not a.countries & b.countries:
        return "other"
    return "alike" if a.kinds & b.kinds else "unlike"


def thing(a: Features, b: Features) -> str:
    """What was hit or stood on the spot: a market, a bus, a post."""
    if not a.things or not b.things:
        return ""
    return "same" if a.things & b.things else "other"


def wording(a: Features, b: Features) -> str:
    """What the clauses are about, by words that few such clauses have: a wedding, a ferry, onions."""
    if not a.content or not b.content:
        return ""
    shared = len(a.content & b.content)
    if shared:
        return "one shared" if shared == 1 else "shared"
    return "none shared" if min(len(a.content), len(b.content)) >= FEW_WORDS else ""


def person(a: Features, b: Features) -> str:
    """The names of those hurt."""
    if not a.persons or not b.persons:
        return ""
    return "same" if a.persons & b.persons else "other"


def killed(a: Features, b: Features) -> str:
    """The dead: equal numbers, numbers that fit, a toll that rose from one day's report to the next, or another."""
    return tolls(a.killed, b.killed, _later(a, b))


def injured(a: Features, b: Features) -> str:
    """The injured, in the same way."""
    return tolls(a.injured, b.injured, _later(a, b))


def _later(a: Features, b: Features) -> int:
    if a.published is None or b.published is None or a.published == b.published:
        return 0
    return 1 if b.published > a.published else -1


def tolls(a: tuple[int, int | None] | None, b: tuple[int, int | None] | None, later: int) -> str:
    """Compare two counts; ``later`` is 1 when the second was published later, -1 when earlier, 0 when that is not
    known."""
    if a is None or b is None:
        return ""
    if a == b:
        return "none" if a[0] == 0 else "same few" if a[0] <= 2 else "same"
    if (b[1] is None or a[0] <= b[1]) and (a[1] is None or b[0] <= a[1]):
        return "fits"
    low, high = sorted((a[0], b[0]))
    if high - low > 5 and high > 3 * max(low, 1):
        return "far"
    return "rose" if (b[0] - a[0]) * later >= 0 and low else "differs"


def weapon(a: Features, b: Features) -> str:
    """The kinds of weapon."""
    if not a.weapons or not b.weapons:
        return ""
    return "same" if a.weapons & b.weapons else "other"


def hour(a: Features, b: Features) -> str:
    """The part of the day; the night touches its evening and its morning."""
    if not a.hour or not b.hour:
        return ""
    if a.hour == b.hour:
        return "same"
    return "touching" if {a.hour, b.hour} in TOUCHING else "other"


TOUCHING = ({"night", "evening"}, {"night", "morning"}, {"midday", "afternoon"}, {"afternoon", "evening"})


def extent(a: Features, b: Features) -> str:
    """Whether one tells a series of acts and the other a single one: a part is not the whole."""
    if a.series == b.series:
        return "both series" if a.series else ""
    return "part"


def outcome(a: Features, b: Features) -> str:
    """What came of it: an attack repelled is seldom the one that was carried out."""
    if "unknown" in (a.outcome, b.outcome):
        return ""
    return "same" if a.outcome == b.outcome else "other"


Judgement = Callable[[Features, Features], str]
TABLE: tuple[Judgement, ...] = (
    report, when, where, what, who, whom, thing, wording, person, killed, injured, weapon, hour, extent, outcome,
)  # fmt: skip
NAMES = tuple(judgement.__name__ for judgement in TABLE)
_WHERE = NAMES.index("where")


def compare(a: Features, b: Features) -> Compared:
    """Give the odds that two claims tell one event, and the level of every judgement ("" where it cannot tell)."""
    table = weights()
    odds = table["always"]["always"]
    levels = []
    for name, judgement in zip(NAMES, TABLE, strict=True):
        level = judgement(a, b)
        levels.append(level)
        if level:
            odds += -math.inf if (name, level) in NEVER else table[name].get(level, 0.0)
    if odds < 0 and levels[_WHERE] in ELSEWHERE:
        odds = -math.inf
    return Compared(odds, tuple(levels))


def reasons(a: Features, b: Features, compared: Compared) -> tuple[str, ...]:
    """Give what speaks for and against one event, as short sentences: "same day", "3 km apart"."""
    return tuple(_said(a, b, compared))


def _said(a: Features, b: Features, compared: Compared) -> Iterator[str]:
    for name, level in zip(NAMES, compared.levels, strict=True):
        if level and (say := SENTENCES.get(name)) is not None and (sentence := say(a, b, level)):
            yield sentence
