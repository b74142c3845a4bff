"""Every golden case against the engine, one test a case and a kind of difference.

A known shortfall is listed by its id in ``tests/cases/known_failures.yaml``. A difference that is not listed fails, and
so does a listed one that no longer occurs: the list can only shrink.
"""

from functools import cache
from typing import Any

import msgspec
import pytest
from msgspec import UnsetType

from dateline.model import Claim
from tests.case_compare import KINDS, Difference, compare
from tests.case_format import CASES, Case, Expected, choices, known_of, phrases_of, read_case, read_known, slugs

ENGINES = ("rules", "tagger")
KNOWN = {engine: read_known(known_of(engine)) for engine in ENGINES}
NO_SPAN = {"text": None, "start": None, "end": None}


@cache
def differences(engine: str, slug: str) -> tuple[Difference, ...]:
    """Code a case's report with an engine and compare: once a session, however many tests ask."""
    import dateline
    from dateline.settings import Settings

    case = read_case(slug)
    return tuple(compare(case, dateline.code(case.text, published=case.published, settings=Settings(engine=engine))))


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
@pytest.mark.parametrize("engine", ENGINES)
def test_case(engine: str, slug: str, kind: str) -> None:
    found = {d.id: d.message for d in differences(engine, slug) if d.kind == kind}
    known = {k for k in KNOWN[engine].get(slug, []) if kind_of(k) == kind}
    new = [f"{mark}: {message}" for mark, message in found.items() if mark not in known]
    gone = sorted(known - set(found))
    assert not new, "\n".join([f"differences that the known failures of {engine} do not list:", *new])
    assert not gone, f"no longer a difference; take it out of the known failures of {engine}: {gone}"


# ---------------------------------------------------------------------------------------------- the cases themselves


@pytest.fixture(params=slugs())
def case(request: pytest.FixtureRequest) -> Case:
    return read_case(request.param)


def test_every_phrase_is_quoted_from_the_report(case: Case) -> None:
    assert [p for p in phrases_of(case) if p not in case.text] == []


def answer(case: Case, expected: Expected, number: int) -> Claim:
    """Give the claim that says just what is expected, in the first of the wordings that are right."""
    text = case.text

    def span(phrase: str, start: int = 0) -> dict[str, Any]:
        at = text.index(phrase, start)
        return {"start": at, "end": at + len(phrase), "text": phrase}

    def spans(items: Any) -> list[dict[str, Any]]:
        return [span(choices(item)[0]) for item in choices(items)]

    start = text.index(expected.clause) if expected.clause else 0
    word = next(t for t in expected.trigger if not expected.clause or t in expected.clause)
    told = span(word, start)
    named = [p | {"name": p["text"]} for p in spans(expected.places)]
    sides = spans(expected.sides)
    tolls = {}
    for field in ("killed", "injured"):
        toll = [t for t in choices(getattr(expected, field)) if t is not None][:1]
        tolls[field] = {"low": toll[0].low, "high": toll[0].high} | NO_SPAN if toll else None
    source = (choices(expected.attribution) or [None])[0]
    days = {} if isinstance(expected.first, UnsetType) else {"from": expected.first, "to": expected.last}
    acled, plover = choices(expected.acled)[0], (choices(expected.plover) or [None])[0]
    claim = {
        "claim": f"c-{number}", "report": case.slug, "engine": "hand", "engine_version": "1", "event_type": "any",
        "acled": {"event_type": "any", "sub_event_type": acled} if acled else None,
        "plover": {"event_type": plover} if plover else None,
        "cameo": None, "modality": choices(expected.modality)[0],
        "mentions": [told | {"trigger_start": told["start"], "trigger_end": told["end"], "trigger": word}],
        "initiators": [p | {"name": p["text"]} for p in sides[:1] + spans(expected.initiators)],
        "targets": [p | {"name": p["text"]} for p in sides[1:] + spans(expected.targets)],
        "weapons": [w | {"kind": "unknown"} for w in spans(expected.weapons)],
        "places": named,
        "date": days | NO_SPAN | {"precision": "day"} if days else None,
        "outcome": (choices(expected.outcome) or ["unknown"])[0],
        "attribution": span(source) | {"cue": "said"} if source else None,
        **tolls,
    }  # fmt: skip
    return msgspec.convert(claim, Claim)


def test_a_coder_who_answers_as_expected_has_no_difference(case: Case) -> None:
    claims = [answer(case, e, n) for n, e in enumerate([*case.claims, *case.other])]
    assert [d.message for d in compare(case, claims)] == []


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
    empty = [s for s in slugs() if all(e.optional for e in read_case(s).claims)]
    assert len(slugs()) >= 26
    assert len(empty) >= 6


def test_known_failures_name_cases_and_kinds_that_exist() -> None:
    for known in KNOWN.values():
        assert set(known) <= set(slugs())
        assert {kind_of(mark) for marks in known.values() for mark in marks} <= set(KINDS)


def test_each_case_is_a_report_and_what_is_expected_of_it() -> None:
    folders = [p for p in CASES.iterdir() if p.is_dir()]
    assert [p.name for p in folders if {f.name for f in p.iterdir()} != {"report.txt", "expected.yaml"}] == []
