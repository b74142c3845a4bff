"""The corpus: its checker finds nothing wrong, and its checker does find what is wrong."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

pytest.importorskip("training.tools", reason="the corpus is in the repository, not in the package's source archive")

from training.tools import values  # noqa: E402
from training.tools.check import check_all, check_splits, untrue_spans  # noqa: E402
from training.tools.compiler import compile_claim, compile_file, to_json_lines  # noqa: E402
from training.tools.phrases import PhraseError, find  # noqa: E402
from training.tools.second import agreement, is_chosen, matched, plan, write_plan  # noqa: E402
from training.tools.source import SourceClaim, compiled_path, files, load, settings, split_of  # noqa: E402

FILES = files()
TEXT = (
    "GAO, June 3 - Gunmen shelled the town on Monday and shelled the market of the town again on Tuesday, killing "
    "nine, police said. The gunmen fled."
)
DAY = date(2014, 6, 3)


def test_corpus_has_no_problem():
    assert FILES
    assert [str(p) for p in check_all(FILES, whole=True)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_compiled_is_what_the_source_says_and_spans_are_true(path):
    source, problems = load(path)
    reports, wrong = compile_file(path)
    compiled = compiled_path(path).read_text(encoding="utf-8")
    assert (problems, wrong) == ([], [])
    assert compiled == to_json_lines(reports)
    assert source.fiction
    assert source.canary == settings("corpus")["canary"]
    for line in compiled.splitlines():
        report = json.loads(line)
        assert untrue_spans(report) == []
        assert report["corpus"]["canary"] == source.canary
        assert report["corpus"]["split"] == split_of(source.conflict)


def test_no_conflict_and_no_writer_is_in_two_splits():
    splits = settings("splits")
    parts = {part: set(splits[part]) for part in ("train", "check", "final")}
    assert check_splits() == []
    assert parts["train"].isdisjoint(parts["check"] | parts["final"])
    assert parts["check"].isdisjoint(parts["final"])
    assert set(splits["writers"].values()) <= set(parts)
    used = {(load(path)[0].writer, split_of(load(path)[0].conflict)) for path in FILES}
    assert all(splits["writers"][writer] == part for writer, part in used)


@pytest.mark.parametrize(
    ("phrase", "near", "words"),
    [
        ("Gunmen", (), "Gunmen"),
        ("[the town] again", (), "the town"),
        ("shelled [the town]", (), "the town"),
        ("the town@2", (), "the town"),
        ("the town", [(56, 110)], "the town"),
        ("the  market\n of", (), "the market of"),
    ],
)
def test_a_phrase_is_found(phrase, near, words):
    found = find(phrase, TEXT, near)
    assert TEXT[found.inner_start : found.inner_end] == words


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("the town", "occurs 2 times; say which: @1"),
        ("the town@3", "occurs 2 time(s)"),
        ("the village", "is not in the text"),
        ("unmen shelled", "is not in the text"),
        ("gunmen shelled", "the text has"),
        ("shelled [the town", "not closed"),
        ("[a] [b]", "one pair"),
    ],
)
def test_a_phrase_that_is_not_one_place_is_refused(phrase, message):
    with pytest.raises(PhraseError, match=message.replace("(", r"\(").replace(")", r"\)")):
        find(phrase, TEXT)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("at least nine", [9]),
        ("twenty-two", [22]),
        ("1,400", [1400]),
        ("two hundred and six", [206]),
        ("three thousand", [3000]),
        ("between four and six", [4, 6]),
        ("at least two dozen", [24]),
        ("a shepherd", []),
    ],
)
def test_numbers_in_words(words, numbers):
    assert values.numbers_in(words) == numbers


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("when", "Monday | 2014-06-03", "which is a Tuesday"),
        ("when", "Monday | 2014-06-09", "after the report"),
        ("when", "June 3 | 2014-06-02", "no day 3"),
        ("when", "June 3 | 2014-07-03", "not in June"),
        ("when", "Monday | 2014-02-30", "day is out of range"),
        ("when", "Monday | 2014-06 | week", "that is no week"),
        ("when", "Monday | soon", "write 2014-06-02"),
        ("killed", "nine | 8", "tells 9"),
        ("killed", "nine | nine", "write 3, 9+"),
        ("by", "Gunmen | robbers", "a kind (state forces"),
        ("by", "Gunmen | = Gunmen", "the same words twice"),
        ("with", "shelled the town | sling", "phrase | kind | quantity"),
        ("at", "the town@1 | inside", "a relation (in"),
        ("at", "the town@1 | country Mali", "ISO 3166-1"),
        ("says", "police | told", "the cue 'told' is not in the text"),
        ("type", "Airstrike", "a sub-event type as in types.yaml"),
        ("type", "ASSAULT tickle", "modes of ASSAULT are"),
        ("modality", "certain", "one of asserted"),
        ("mentions", "Gunmen shelled the town", "put the [word or words"),
    ],
)
def test_a_wrong_value_is_told(field, value, message):
    good = {"type": "Attack", "mentions": "[shelled] the market of the town again on Tuesday"}
    names = {"with": "with_"}
    _, wrong = compile_claim(SourceClaim(**(good | {names.get(field, field): value})), "r", TEXT, DAY)
    assert any(message in said for said in wrong), wrong


def test_a_right_claim_is_the_record():
    written = SourceClaim(
        type="Attack",
        mentions=["[shelled] the market of the town again on Tuesday, killing nine"],
        by="Gunmen | rebel group | = The gunmen",
        with_=[],
        at="the town | in | town",
        when="Tuesday | 2014-06-03",
        killed="nine | 9",
        says="police | said",
    )
    claim, wrong = compile_claim(written, "r", TEXT, DAY)
    assert wrong == []
    assert claim["places"][0]["start"] == TEXT.index("the town again")
    assert (claim["date"]["from"], claim["killed"]["low"]) == ("2014-06-03", 9)
    assert [a["text"] for a in claim["initiators"][0]["aliases"]] == ["The gunmen"]
    assert untrue_spans({"text": TEXT, "claims": [claim]}) == []


@pytest.mark.parametrize(
    ("modality", "acled", "plover"),
    [
        ("asserted", "Attack", "ASSAULT"),
        ("denied", "Attack", "ASSAULT"),
        ("threatened", None, "THREATEN"),
        ("planned", None, None),
        ("hypothetical", None, None),
    ],
)
def test_an_act_that_has_not_happened_has_no_acled_type(modality, acled, plover):
    written = SourceClaim(type="Attack", modality=modality, mentions="[shelled] the town on Monday")
    claim, wrong = compile_claim(written, "r", TEXT, DAY)
    assert wrong == []
    assert (claim["acled"] or {}).get("sub_event_type") == acled
    assert (claim["plover"] or {}).get("event_type") == plover
    assert claim["event_type"] == "attack"


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("THREATEN expel", "expel"), ("THREATEN", None), ("Attack", "violence"), ("COERCE curfew", None)],
)
def test_a_threat_keeps_the_mode_its_type_names(kind, mode):
    written = SourceClaim(type=kind, modality="threatened", mentions="[shelled] the town on Monday")
    claim, wrong = compile_claim(written, "r", TEXT, DAY)
    assert wrong == []
    assert claim["acled"] is None
    assert claim["plover"] == {"event_type": "THREATEN", "mode": mode}


def _claim(**changes):
    good = {
        "type": "Shelling/artillery/missile attack",
        "mentions": "Gunmen [shelled] the town on Monday",
        "by": "Gunmen",
    }
    claim, wrong = compile_claim(SourceClaim(**(good | changes)), "r", TEXT, DAY)
    assert wrong == []
    return claim


def test_a_phrase_is_inherited_from_before_the_claim():
    claim = _claim(mentions="The gunmen [fled]", type="RETREAT", at="the town", when="Tuesday | 2014-06-03")
    assert claim["places"][0]["start"] == TEXT.index("the town again")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "event type: 100 equal"),
        ({"type": "Attack"}, "event type: 0 equal"),
        ({"type": "Attack"}, "claims found by both: F1 100"),
        ({"modality": "alleged"}, "modality: 0 equal"),
        ({"when": "Monday | 2014-06-02"}, "date: 0 equal"),
        ({"by": []}, "initiators: F1 0"),
        ({"mentions": "The gunmen [fled]", "type": "RETREAT"}, "claims found by both: F1 0"),
    ],
)
def test_agreement_of_two_annotations(changes, line):
    assert line in agreement([({"claims": [_claim()]}, [_claim(**changes)])])


def test_one_claim_matches_one_claim():
    assert len(matched([_claim()], [_claim(), _claim(modality="alleged")])) == 1


def test_the_second_annotator_gets_a_tenth_without_claims_and_not_his_own():
    reports = [r for path in files() for r in compile_file(path)[0]]
    given = [r for file in plan("w1", set()).values() for r in file.reports]
    assert {r.id for r in given} == {r["id"] for r in reports if is_chosen(r["id"]) and r["corpus"]["writer"] != "w1"}
    assert not any(r.claims for r in given)
    assert 0.03 < sum(is_chosen(str(n)) for n in range(1000)) / 1000 < 0.2


def test_a_plan_run_again_writes_over_nothing(tmp_path):
    assert write_plan("w1", tmp_path) == 0
    first = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    annotated = max(first, key=lambda path: first[path].count(b"- id: "))
    lost = annotated.read_text(encoding="utf-8").split("- id: ")
    kept = lost[0] + "- id: " + lost[1].replace("done: false", "done: true")
    annotated.write_text(kept, encoding="utf-8")  # as if its source file had gained the other reports since
    again = write_plan("w1", tmp_path)
    new = [path for path in tmp_path.rglob("*.yaml") if path not in first]
    assert annotated.read_text(encoding="utf-8") == kept
    assert all(path.read_bytes() == text for path, text in first.items() if path != annotated)
    assert (again, [path.name for path in new]) == (0, [f"{annotated.stem}-2.yaml"])
    assert write_plan("w1", tmp_path) == 1
