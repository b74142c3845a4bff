"""Every golden case against the engine, one test a case and a kind of difference.

A known shortfall is listed by its id in ``tests/cases/known_failures.yaml``. A difference that is not listed fails, and
so does a listed one that no longer occurs: the list can only shrink.
"""

from functools import cache

import pytest

from tests.case_compare import KINDS, Difference, compare
from tests.case_format import CASES, Case, phrases_of, read_case, read_known, slugs

KNOWN = read_known()


@cache
def differences(slug: str) -> tuple[Difference, ...]:
    """Code a case's report with the default engine and compare: once a session, however many tests ask."""
    import dateline

    case = read_case(slug)
    return tuple(compare(case, dateline.code(case.text, published=case.published)))


def kind_of(mark: str) -> str:
    """Give the kind of difference that an id of ``known_failures.yaml`` stands for."""
    head, _, rest = mark.partition(".")
    if mark.startswith(("extra:", "nothing_of:")):
        return mark.split(":")[0]
    if head.startswith("other"):
        return "other"
    field = rest.replace("+", ":").split(":")[0]
    kinds = {"killed": "tolls", "injured": "tolls", "initiators": "parties", "targets": "parties", "sides": "parties"}
    return {**kinds, "not_places": "places"}.get(field, field)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", slugs())
def test_case(slug: str, kind: str) -> None:
    found = {d.id: d.message for d in differences(slug) if d.kind == kind}
    known = {k for k in KNOWN.get(slug, []) if kind_of(k) == kind}
    new = [f"{mark}: {message}" for mark, message in found.items() if mark not in known]
    gone = sorted(known - set(found))
    assert not new, "\n".join(["differences that known_failures.yaml does not list:", *new])
    assert not gone, f"no longer a difference; take it out of known_failures.yaml: {gone}"


# ---------------------------------------------------------------------------------------------- the cases themselves


@pytest.fixture(params=slugs())
def case(request: pytest.FixtureRequest) -> Case:
    return read_case(request.param)


def test_every_phrase_is_quoted_from_the_report(case: Case) -> None:
    assert [p for p in phrases_of(case) if p not in case.text] == []


def test_every_trigger_lies_in_its_clause(case: Case) -> None:
    told = [e for e in [*case.claims, *case.other] if e.clause]
    assert [e.clause for e in told if not any(t in (e.clause or "") for t in e.trigger)] == []


def test_words_that_tell_nothing_are_no_trigger_of_a_claim(case: Case) -> None:
    places = {(e.clause, t) for e in case.claims for t in e.trigger}
    assert [n for n in case.nothing_of if any(n in (clause or t) for clause, t in places)] == []


def test_dates_are_in_order_and_not_after_publication(case: Case) -> None:
    for e in case.claims:
        if isinstance(e.first, str) and isinstance(e.last, str):
            assert e.first <= e.last, e.trigger
            assert case.published is None or e.first <= case.published, e.trigger


def test_length_is_that_of_a_short_report(case: Case) -> None:
    assert 60 <= len(case.text.split()) <= 260


def test_enough_cases_tell_of_no_event() -> None:
    empty = [s for s in slugs() if not read_case(s).claims]
    assert len(slugs()) >= 26
    assert len(empty) >= 6


def test_known_failures_name_cases_and_kinds_that_exist() -> None:
    assert set(KNOWN) <= set(slugs())
    assert {kind_of(mark) for marks in KNOWN.values() for mark in marks} <= set(KINDS)


def test_each_case_is_a_report_and_what_is_expected_of_it() -> None:
    folders = [p for p in CASES.iterdir() if p.is_dir()]
    assert [p.name for p in folders if {f.name for f in p.iterdir()} != {"report.txt", "expected.yaml"}] == []
