"""One report through the stages: what is coded, what is refused, and what a failing stage becomes."""

import msgspec
import pytest

from dateline.model import AnnotatedReport, Annotation, CodedReport, Issue, Report, ResolvedReport
from dateline.pipeline import Coder
from dateline.settings import Settings
from tests import fake_stages

CODER = fake_stages.FakeCoder.build(Settings(max_chars=1_000))


def report(text: str, **fields: str) -> Report:
    return Report(id="r1", text=text, **fields)


def test_code_gives_the_claims_of_the_engine() -> None:
    coded = CODER.code(report("An attack and an attack."))
    assert [claim.mentions[0].start for claim in coded.claims] == [3, 17]
    assert coded.issues == ()
    assert coded.report.id == "r1"


def test_annotate_gives_extents_without_the_parse() -> None:
    found = CODER.annotate(report("Nothing of note."))
    assert isinstance(found, Annotation)
    assert [(s.start, s.end, s.tokens) for s in found.sentences] == [(0, 16, ())]


ARABIC = "قصفت الطائرات مستودع الأسلحة في دير الزور يوم الاثنين"
REFUSED = [
    # report, what the message must hold
    (report(" \n"), ["empty"]),
    (report("x" * 1_001), ["1,001 characters", "1,000 (max_chars in the settings)"]),
    (report("half \ud800 a character"), ["lone surrogate"]),
    (report("An attack.", published="2022-02-30"), ["'2022-02-30' is no date of publication; allowed"]),
    (
        report(
            "Des bandits ont tiré mardi sur un marché du nord du pays, faisant six blessés parmi les vendeurs, "
            "selon la gendarmerie locale. Aucun suspect n'a été arrêté et le marché reste fermé jusqu'à vendredi."
        ),
        ["commonest English words", '"language": "en"'],
    ),
    (report("Une attaque.", language="fr"), ["'fr' is not read by engine 'fake'", "allowed: en"]),
    (report("An attack.", language="pt-BR"), ["'pt-BR'"]),
    (report(ARABIC), ["mostly in Arabic letters", "'fake'"]),
    (report(ARABIC, language="en"), ["mostly in Arabic letters"]),
    (report("Обстрел города, атака attack attack"), ["mostly in Cyrillic letters"]),
    (report("敵軍が町を攻撃した attack"), ["letters"]),
]


@pytest.mark.parametrize(("bad", "words"), REFUSED, ids=[words[0] for _, words in REFUSED])
def test_a_report_that_cannot_be_read_is_an_issue(bad: Report, words: list[str]) -> None:
    coded, annotation = CODER.code(bad), CODER.annotate(bad)
    assert isinstance(annotation, Issue)
    assert coded == CodedReport(report=bad, issues=(annotation,))
    assert not [word for word in words if word not in annotation.message], annotation.message


READ = [
    report("x" * 1_000),
    report("An attack.", language="en"),
    report("An attack.", language="en-GB"),
    report("An attack.", language="EN_us"),
    report("An attack.", language="English"),
    report(f"The statement, {ARABIC[:20]}, followed an attack on a convoy near the river."),
    report("Çatışmalar, Đà Nẵng, Łódź, Ḥalab: an attack"),
    report("1234 5678 -- ☠ ⚔ 👍"),
]


@pytest.mark.parametrize("good", READ, ids=[one.text[:20] for one in READ])
def test_what_is_mostly_latin_and_not_another_language_is_read(good: Report) -> None:
    assert CODER.code(good).issues == ()


FAILING = [
    ("annotate-fails", "annotate", "RecursionError: too deep"),
    ("resolve-fails", "resolve", "KeyError"),
    ("coding-fails", "coding", "MemoryError"),
]


@pytest.mark.parametrize(("text", "stage", "words"), FAILING)
def test_a_stage_that_raises_is_the_reports_issue(text: str, stage: str, words: str) -> None:
    (issue,) = CODER.code(report(text)).issues
    assert (issue.report, issue.stage) == ("r1", stage)
    assert words in issue.message
    assert "fake_stages.py, line" in issue.message


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_what_ends_a_program_is_no_issue(interrupt: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def code(resolved: ResolvedReport) -> list[object]:
        raise interrupt

    engine = fake_stages.Engine()
    monkeypatch.setattr(engine, "code", code)
    with pytest.raises(interrupt):
        Coder(fake_stages.Annotator(), fake_stages.Resolver(), engine, 1_000).code(report("attack"))


TRACES = [
    ("attack", [Report, AnnotatedReport, ResolvedReport, CodedReport], 0),
    ("coding-fails", [Report, AnnotatedReport, ResolvedReport, CodedReport], 1),
    ("resolve-fails", [Report, AnnotatedReport, CodedReport], 1),
    (" ", [Report, CodedReport], 1),
]


@pytest.mark.parametrize(("text", "types", "issues"), TRACES)
def test_trace_gives_the_value_after_every_stage(text: str, types: list[type], issues: int) -> None:
    values = list(CODER.trace(report(text)))
    assert [type(value) for value in values] == types
    assert len(getattr(values[-1], "issues", ())) == issues
    assert msgspec.json.encode(values)


def test_an_unchanged_settings_is_a_key() -> None:
    assert hash(Settings(sites=("a.csv",))) == hash(Settings(sites=("a.csv",)))
