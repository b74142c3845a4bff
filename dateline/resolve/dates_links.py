"""Times that belong together: the two ends of a range, and dates that share the year of the one after them."""

from collections.abc import Sequence
from datetime import timedelta

from dateline.resolve.dates_calendar import Days, Point, days, read_point, write_point
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


def _in_order(forms: Sequence[Form], answers: Sequence[Answer]) -> list[Answer]:
    """Take the first of two linked times back by a week or a year where it would come after the second.

    "On Wednesday and Thursday" in a report of a Wednesday is the week before, "from October to November" in one of
    October the year before: each by itself would be the latest there was.
    """
    done = list(answers)
    for k in range(len(done) - 2, -1, -1):
        left, right = done[k], done[k + 1]
        joined = "next" in (forms[k].get("link"), forms[k].get("share")) and forms[k].kind == forms[k + 1].kind
        if not joined or left.days is None or right.days is None or left.days.first <= right.days.last:
            continue
        if forms[k].kind == "wd" and not left.named:
            done[k] = _back(left, Days(*(day - timedelta(7) for day in left.days)))
        elif forms[k].kind == "date" and left.point and not left.named and not right.named:
            earlier = left.point._replace(year=(left.point.year or 0) - 1)
            found = days(earlier)
            if found and forms[k].get("link"):
                done[k] = _back(left, found)._replace(value=write_point(earlier), point=earlier)
    return done


def _back(answer: Answer, found: Days) -> Answer:
    """Give an answer with earlier days, and say so."""
    value = answer.value
    if value and answer.days and value.startswith(answer.days.first.isoformat()):
        value = found.first.isoformat() + value[10:]
    return answer._replace(days=found, value=value, reason=f"{answer.reason}; put before the time that it is told with")


def ends(forms: Sequence[Form], answers: Sequence[Answer]) -> list[Answer]:
    """Give both ends of each range the days of the whole range; their TIMEX3 values stay those of the ends, as TIMEX3
    has it."""
    done = _in_order(forms, answers)
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
