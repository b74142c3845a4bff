"""What every engine, shipped or added, must keep on any text: ``dateline.stages.Engine`` and docs/record.md."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dateline.annotate.recase import recase
from dateline.annotate.sentences import find_sentences
from dateline.export import jsonl
from dateline.model import Claim, CodedReport, Report
from dateline.ontology.load import examples, near_misses
from tests.coding.loaded import ontology
from tests.contracts.engines import NAMES, TELLING, TEXTS, code, coder, engine

ROOT = Path(__file__).parent.parent.parent
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs" / "schema" / "claim.json").read_text(encoding="utf-8")))

on_every_engine = pytest.mark.parametrize("name", NAMES)
on_every_text = pytest.mark.parametrize("key", TEXTS)


@cache
def claims(name: str, key: str) -> tuple[Claim, ...]:
    return tuple(code(name, TEXTS[key]))


def spans(value: Any) -> Iterator[tuple[int, int, str]]:
    """Give every span in a claim: of the value itself, of its trigger and of all values in it."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)
    elif isinstance(value, msgspec.Struct):
        if getattr(value, "start", None) is not None:
            yield value.start, value.end, value.text  # type: ignore[attr-defined]
        if hasattr(value, "trigger_start"):
            yield value.trigger_start, value.trigger_end, value.trigger  # type: ignore[attr-defined]
        for field in value.__struct_fields__:
            yield from spans(getattr(value, field))


def breaches(text: str, told: tuple[Claim, ...] | list[Claim]) -> list[str]:
    """Give in words each way in which claims break the contract."""
    found = []
    for claim in told:
        found += [f"{text[a:b]!r} is not {words!r}" for a, b, words in spans(claim) if text[a:b] != words or a >= b]
        found += [f"{m.trigger!r} is outside {m.text!r}" for m in claim.mentions if not _inside(m)]
        record = as_json(claim)
        try:
            msgspec.convert(record, Claim)  # the closed lists
        except msgspec.ValidationError as error:
            found.append(str(error))
        found += [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(record)]
        if claim.event_type not in ontology().types:
            found.append(f"no event type {claim.event_type!r}")
        if not claim.mentions:
            found.append(f"{claim.claim} has no mention")
        if not 0 <= claim.confidence <= 1:
            found.append(f"confidence {claim.confidence}")
        for count in (claim.killed, claim.injured):
            if count and count.low is not None and count.high is not None and not 0 <= count.low <= count.high:
                found.append(f"count {count.low} to {count.high}")
        if claim.modality in ("planned", "threatened", "hypothetical") and claim.acled is not None:
            found.append(f"a {claim.modality} act has an ACLED type")
    ids = [claim.claim for claim in told]
    if len(set(ids)) != len(ids):
        found.append(f"ids not unique: {ids}")
    starts = [min(m.start for m in claim.mentions) for claim in told if claim.mentions]
    if starts != sorted(starts):
        found.append(f"not in the order of first mentions: {starts}")
    return found


def as_json(claim: Claim) -> Any:
    """Give a claim as other programs read it."""
    return json.loads(msgspec.json.encode(claim))


def _inside(mention: Any) -> bool:
    return bool(mention.start <= mention.trigger_start < mention.trigger_end <= mention.end)


@on_every_engine
def test_an_engine_says_what_it_is(name: str) -> None:
    assert engine(name).name == name
    assert engine(name).version


@on_every_engine
@on_every_text
def test_claims_keep_the_contract(name: str, key: str) -> None:
    told = claims(name, key)
    assert breaches(TEXTS[key], told) == []
    assert {(c.report, c.engine, c.engine_version) for c in told} <= {("t", name, engine(name).version)}


@on_every_engine
@pytest.mark.parametrize("key", TELLING)
def test_a_way_of_writing_hides_no_event(name: str, key: str) -> None:
    assert any(c.acled and c.modality == "asserted" for c in claims(name, key))


@on_every_engine
@pytest.mark.parametrize("key", ["Windows line ends", "old Mac line ends"])
def test_line_ends_change_no_claim(name: str, key: str) -> None:
    plain = [(c.event_type, c.modality, [m.trigger for m in c.mentions]) for c in claims(name, "a report")]
    assert [(c.event_type, c.modality, [m.trigger for m in c.mentions]) for c in claims(name, key)] == plain


@on_every_engine
@pytest.mark.parametrize(
    "key", ["nothing", "white space", "stops only", "a digit", "one letter", "brackets and quotes only"]
)
def test_a_text_that_says_nothing_gives_no_claim(name: str, key: str) -> None:
    assert claims(name, key) == ()


def test_another_process_gives_the_same_claims() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.contracts.engines"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    there = json.loads(run.stdout)
    differing = [(n, k) for n in NAMES for k in TEXTS if there[n][k] != [as_json(c) for c in claims(n, k)]]
    assert differing == []


@on_every_engine
def test_neither_a_second_time_nor_what_came_before_changes_a_claim(name: str) -> None:
    first = {key: claims(name, key) for key in TEXTS}
    for key in reversed(first):
        assert tuple(code(name, TEXTS[key])) == claims(name, key), key


@on_every_engine
def test_every_report_is_written_as_the_record_says(name: str) -> None:
    out = io.StringIO()
    report = Report(id="t", text=TEXTS["a report"])
    jsonl.write([CodedReport(report=report, claims=claims(name, "a report"))], out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert len(lines) == len(claims(name, "a report")) > 1
    assert [error.message for line in lines for error in SCHEMA.iter_errors(line)] == []


SENTENCES = [s.text for _, s in (*examples(ontology()), *near_misses(ontology()))]


@on_every_engine
def test_the_cheap_look_hides_no_sentence_that_alone_gives_a_claim(name: str) -> None:
    skipped = [s for s in (*SENTENCES, *TEXTS.values()) if not engine(name).worth_reading(s)]
    assert [s for s in skipped if code(name, s, all_parsed=True)] == []


@on_every_engine
@pytest.mark.parametrize("key", TEXTS)
def test_what_is_parsed_is_worth_reading_and_is_chosen_alike_whenever_asked(name: str, key: str) -> None:
    reading = recase(TEXTS[key])
    sentences = find_sentences(reading)
    chosen = engine(name).worth_parsing(reading, sentences)
    assert chosen <= {i for i, s in enumerate(sentences) if engine(name).worth_reading(reading[s.start : s.end])}
    engine(name).worth_parsing(TEXTS["a report"], find_sentences(TEXTS["a report"]))
    assert engine(name).worth_parsing(reading, sentences) == chosen


@on_every_engine
@pytest.mark.parametrize("text", SENTENCES[::12])
def test_the_cheap_look_does_not_depend_on_case(name: str, text: str) -> None:
    assert engine(name).worth_reading(text) == engine(name).worth_reading(text.upper())


@on_every_engine
@pytest.mark.parametrize("text", SENTENCES[::6])
def test_a_sentence_keeps_the_contract(name: str, text: str) -> None:
    assert breaches(text, code(name, text)) == []


PIECES = st.sampled_from([
    "Rebels", "attacked", "Bunia", "killing", "nine", "soldiers", "on Monday", "the army said", "who", "and", "a bomb",
    "exploded", "at least", "not", "will", "denied", "another attack", "they", "AP", "10 June", "9", "-", "–", "(", ")",
    "“", "”", "'", '"', ",", ".", "\n", "\n\n", "\r\n", "\t", "...", "🔥", "é", "e\u0301", "\u200b", "\u202e", "هاجم",
    "İ", "ß", "\x00", "%", "$", "&", "#", "U.S.", "Mr.", "3.5", "1,200", "no casualties", "KILLED", "of", "by", "in",
])  # fmt: skip


def mangled(sentence: str, noise: list[tuple[int, str]]) -> str:
    """Give a sentence with further pieces among its words, at places counted around."""
    words = sentence.split(" ")
    for at, piece in noise:
        words.insert(at % (len(words) + 1), piece)
    return " ".join(words)


MANGLED = st.builds(mangled, st.sampled_from(SENTENCES), st.lists(st.tuples(st.integers(0, 40), PIECES), max_size=6))
ANY = st.one_of(
    MANGLED,
    st.lists(MANGLED, min_size=2, max_size=4).map(" ".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)


@on_every_engine
@settings(max_examples=100, deadline=None, derandomize=True)
@given(text=ANY)
def test_any_text_is_coded_and_keeps_the_contract(name: str, text: str) -> None:
    assert breaches(text, code(name, text)) == []


@on_every_engine
def test_no_stage_fails_in_the_pipeline(name: str) -> None:
    """What the pipeline refuses it refuses with a reason; it never has to catch an error of an engine."""
    issues = {key: coder(name).code(Report(id="t", text=text)).issues for key, text in TEXTS.items()}
    refused = {key for key, found in issues.items() if found}
    assert refused == {"white space", "nothing", "another script"}
    assert [i.stage for found in issues.values() for i in found if i.stage == "coding"] == []
