"""Near-copies are one work: cut, lightly changed, printed by many; two reports on one event are not."""

import random

import pytest

from dateline.merge import fingerprints, near_copies
from dateline.model import Report

WIRE = (
    "Shells hit the covered market of the river town on Thursday morning and killed at least four traders, the "
    "mayor said. A second salvo fell near the bus station an hour later. Ambulances could not cross the bridge, which "
    "had been closed since the weekend. The army said that it had fired on nobody and promised an inquiry into the "
    "incident. Relief workers asked both sides for a pause of two days, so that the wounded could be taken to the "
    "provincial hospital."
)
OWN = (
    "Four people died on Thursday when artillery struck the market, residents told this paper. We counted nine craters "
    "between the stalls. The bus park was hit too. A spokesman for the army denied any part in it, and the hospital "
    "asked for blood."
)
CASES = [
    ("the same", WIRE, WIRE, True),
    ("with a byline and a credit", WIRE, "By our staff. " + WIRE + " (Agency)", True),
    ("cut to its first paragraph", WIRE, WIRE[:240], True),
    ("another number", WIRE, WIRE.replace("four traders", "six traders"), True),
    ("in capitals", WIRE, WIRE.upper(), True),
    ("another reporter", WIRE, OWN, False),
    ("a common quotation", WIRE + OWN, "The army said that it had fired on nobody, but " + OWN[::-1], False),
    ("nothing", "", "", False),
]


def report(name: str, text: str, published: str | None = "2024-05-03") -> Report:
    return Report(id=name, text=text, published=published)


@pytest.mark.parametrize(("what", "one", "other", "copies"), CASES, ids=[what for what, *_ in CASES])
def test_copies(what: str, one: str, other: str, copies: bool) -> None:
    works = near_copies([report("a", one), report("b", other)])
    assert (works["a"] == works["b"]) is copies


def test_the_work_is_named_by_its_earliest_report_in_any_order() -> None:
    reports = [report(f"r{n}", WIRE[: 500 - n], f"2024-05-{10 - n:02}") for n in range(5)] + [report("own", OWN)]
    works = near_copies(reports)
    assert len({works[f"r{n}"] for n in range(5)}) == 1
    assert works["own"] != works["r0"]
    random.Random(1).shuffle(reports)
    assert near_copies(reports) == works


def test_a_known_work_keeps_its_id() -> None:
    works = near_copies([report("late", WIRE), report("early", WIRE, "2024-01-01")], {"late": "w-known"})
    assert set(works.values()) == {"w-known"}


def test_fingerprints_are_few_and_of_the_words_only() -> None:
    prints = fingerprints(WIRE)
    assert 10 < len(prints) < len(WIRE.split()) / 2
    assert prints == fingerprints(WIRE.replace(", ", " ").upper())
    assert fingerprints("four words are nothing") == frozenset()
