"""Mark times that belong together: the two ends of a range, dates that share a year, and what "since" stands before."""

from dateline.annotate.times_form import Found
from dateline.annotate.times_words import DASHES, Words

JOINTS = frozenset({"to", "through", "until", "till", "and", *DASHES})
NEAR_JOINT = 4
"""Words that may stand between the two ends of a range ("to the night of")."""


def linked(words: Words, found: list[Found]) -> list[Found]:
    """Mark the two ends of a range, and dates that share the year of the next one ("in August and September 1914")."""
    marked = list(found)
    for k in range(len(found) - 1):
        left, right = marked[k], marked[k + 1]
        joint = _joint(words, left.stop, right.first)
        if joint is None or not _matching(left, right):
            continue
        between = joint == "and" and words.at(left.first - 1) == "between"
        if joint in {"and", "or", ","} and not between:
            marked[k] = left.having(share="next")
        elif left.get("link") is None:
            marked[k], marked[k + 1] = left.having(link="next"), right.having(link="prev")
    return marked


def _joint(words: Words, stop: int, first: int) -> str | None:
    """Give the word that joins two times, or None where something else stands between them."""
    if first - stop > NEAR_JOINT or first <= stop:
        return None
    rest = words.skip(words.skip(stop + 1, "the", "in", "on"), "the")
    word = words.at(stop)
    if first not in {rest, stop + 1} or words.text.find("\n", words.end[stop - 1], words.start[first]) >= 0:
        return None
    return word if word in JOINTS or word in {"or", ","} else None


def _matching(left: Found, right: Found) -> bool:
    """Say whether two times can be the ends of one range: both dates, or both weekdays."""
    kinds = {left.kind, right.kind}
    if kinds <= {"date", "num"}:
        return left.argument.count("-") <= right.argument.count("-") or left.argument.startswith(("1", "2", "BC"))
    return kinds == {"wd"} or kinds == {"wd", "shift"} or (kinds == {"shift"} and left.one_day and right.one_day)


def since(words: Words, found: Found) -> Found:
    """Mark a time that "since" stands before: what is told of it may have happened at any time from then on."""
    before = words.at(found.first - 1)
    if before == "since" and found.kind in {"date", "wd", "shift"} and not found.get("link"):
        return found.having(since="yes")
    return found
