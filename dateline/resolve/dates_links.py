"""Times that belong together: the two ends of a range, and dates that share the year of the one after them."""

from collections.abc import Sequence

from dateline.resolve.dates_calendar import Days, Point, read_point, write_point
from dateline.resolve.dates_context import Answer
from dateline.resolve.dates_form import Form


def shared(forms: Sequence[Form]) -> list[Form]:
    """Give the forms with the year of the next one where the words share it ("from March to June 2015")."""
    done = list(forms)
    for k in range(len(done) - 2, -1, -1):
        left, right = done[k], done[k + 1]
        if "next" not in (left.get("link"), left.get("share")) or left.kind != "date" or right.kind != "date":
            continue
        near, far = read_point(left.argument), read_point(right.argument)
        if near.year is None and near.short is None and _sharing(near, far) and not left.get("year"):
            if far.year is not None:
                year = far.year - (left.get("link") is not None and _later(near, far)) * (1 if not far.bc else -1)
                done[k] = left._replace(argument=write_point(near._replace(year=year, bc=far.bc)))
            elif right.get("year"):
                done[k] = left._replace(keys={**left.keys, "year": str(right.get("year"))})
    return done


def _sharing(near: Point, far: Point) -> bool:
    """Say whether a year after the second date holds for the first: both are as fine, or the second is finer or as
    coarse."""
    return near.depth == far.depth and near.depth > 1


def _later(near: Point, far: Point) -> bool:
    """Say whether the first date, in the same year, would come after the second ("November to January 2016")."""
    order = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}
    one, two = (p.month or order.get(p.part or "", 0) for p in (near, far))
    return (one, near.day or 0) > (two, far.day or 0)


def ends(forms: Sequence[Form], answers: Sequence[Answer]) -> list[Answer]:
    """Give both ends of each range the days of the whole range; their TIMEX3 values stay those of the ends, as TIMEX3
    has it."""
    done = list(answers)
    for k in range(len(done) - 1):
        if forms[k].get("link") != "next":
            continue
        left, right = done[k].days, done[k + 1].days
        if left is None or right is None or not left.first <= right.last or left == right:
            continue
        whole = Days(left.first, right.last)
        for j in (k, k + 1):
            note = "the range that both ends give"
            done[j] = done[j]._replace(days=whole, precision="range", reason=f"{done[j].reason}; {note}")
    return done
