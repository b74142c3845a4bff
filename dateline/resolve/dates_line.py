"""Which times carry a story on, and which are named in passing and leave its running date where it was."""

from dateline.resolve.dates_calendar import Point
from dateline.resolve.dates_context import Question
from dateline.resolve.dates_form import read_shift

OPENING = 25
"""Characters from the start of a sentence within which a bare year opens a part of the story ("In 1942, ..."); further
on it is mostly named in passing ("... as it had in 1939"). On the development half of WikiWars 15, 25 and 40 differ by
less than half a point, and to have the rule at all is worth one point of value F1."""
AT_ONCE = 8
"""The same for a year that begins its sentence and so holds for all of it, in a text without any other anchor: "In
2014 ..."."""


def moves(question: Question, point: Point) -> bool:
    """Say whether the running date moves to a time."""
    running = question.running.point
    if point.year is None or point.span > 1 or question.form.get("known"):
        return False
    if running is None or running.year is None or point.year == running.year:
        return True
    if point.depth > 1:
        return True
    shift = read_shift(question.form.argument) if question.form.kind == "shift" else None
    if shift:
        return shift.sign > 0
    return not question.anchor.story or running.depth == 1 or point.bc or opens(question, OPENING)


def opens(question: Question, reach: int) -> bool:
    """Say whether the expression stands at the head of its sentence, within ``reach`` characters."""
    return question.time.start - question.sentences.of(question.time.start)[0] <= reach
