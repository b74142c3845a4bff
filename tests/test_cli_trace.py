"""``dateline trace``: every stage's values, readable, whatever they hold."""

import io
import json

import pytest

from dateline.cli import main
from dateline.cli._trace_text import lines
from dateline.model import (
    Acled,
    ActorMention,
    AnnotatedReport,
    Attribution,
    Claim,
    CodedReport,
    Count,
    Issue,
    Mention,
    Name,
    Number,
    Party,
    Place,
    Plover,
    Quotation,
    Report,
    ResolvedReport,
    Sentence,
    TimeExpression,
    Token,
    Weapon,
    When,
)
from dateline.pipeline import Coder
from tests import fake_stages

TEXT = "Rebels shelled Kesra on Monday, killing nine, “officials” said.\nA market day."
REPORT = Report(id="r1", text=TEXT, published="2022-09-27")
TOKEN = Token(start=7, end=14, text="shelled", lemma="shell", pos="VERB", tag="VBD", dep="ROOT", head=0)
ANNOTATED = AnnotatedReport(
    report=REPORT,
    reading=TEXT.lower(),
    sentences=(Sentence(start=0, end=63, tokens=(TOKEN,)), Sentence(start=64, end=77)),
    names=(Name(start=15, end=20, text="Kesra", label="GPE"),),
    times=(TimeExpression(start=24, end=30, text="Monday", form="weekday:mon"),),
    numbers=(Number(start=40, end=44, text="nine", low=9, high=9),),
    quotations=(Quotation(start=47, end=56, text="officials"),),
)
KESRA = Place(
    start=15, end=20, text="Kesra", name="Kesra", lat=35.813, lon=9.364, precision="town", reason="the only one"
)
MONDAY = When(text="Monday", start=24, end=30, first="2022-09-26", last="2022-09-26", precision="day")
UNDATED = When(text=None, start=None, end=None, first=None, last=None, precision="unknown")
REBELS = Party(start=0, end=6, text="Rebels", name="rebels", kind="rebel group")
CLAIM = Claim(
    claim="c-1",
    report="r1",
    engine="fake",
    engine_version="1",
    event_type="shelling",
    acled=Acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"),
    plover=Plover(event_type="ASSAULT", mode="heavy-weapons"),
    cameo="194",
    modality="asserted",
    mentions=(Mention(start=0, end=63, text=TEXT[:63], trigger_start=7, trigger_end=14, trigger="shelled"),),
    initiators=(REBELS,),
    targets=(Party(start=15, end=20, text="Kesra", name="Kesra", is_object=True),),
    weapons=(Weapon(start=7, end=14, text="shelled", kind="artillery", quantity=None),),
    places=(KESRA,),
    date=MONDAY,
    killed=Count(low=9, high=9, text="nine", start=40, end=44),
    attribution=Attribution(start=47, end=56, text="officials", cue="said"),
    reasons=("“shelled” is a verb of shelling",),
)
BARE = Claim(
    claim="c-2",
    report="r1",
    engine="fake",
    engine_version="1",
    event_type="protest",
    acled=None,
    plover=None,
    cameo=None,
    modality="planned",
    mentions=(),
    date=UNDATED,
)
RESOLVED = ResolvedReport(
    annotated=ANNOTATED,
    places=(KESRA, Place(start=15, end=20, text="Kesra", name="Kesra")),
    dates=(MONDAY, UNDATED),
    actors=(ActorMention(start=0, end=6, text="Rebels", name="rebels"),),
)

SHOWN = [
    (REPORT, ["READ  r1", "published    2022-09-27", "title        -", "77 characters"]),
    (
        ANNOTATED,
        [
            "0-63",
            "parsed: Rebels",
            "64-77",
            "passed over",
            "shelled/ROOT<shelled",
            "Kesra = GPE",
            "Monday = weekday:mon",
        ],
    ),
    (ANNOTATED, ["nine = 9 to 9", "quotation", "capitals restored"]),
    (RESOLVED, ["Kesra; town; 35.813, 9.364; the only one", "Kesra; unresolved; no position"]),
    (RESOLVED, ["Monday = 2022-09-26 to 2022-09-26; day", "no day; unknown", "rebels; unknown"]),
    (
        CodedReport(report=REPORT, claims=(CLAIM,)),
        ["c-1  shelling, asserted, unknown", "CAMEO 194", "[shelled]", "a thing"],
    ),
    (
        CodedReport(report=REPORT, claims=(CLAIM,)),
        ["killed      9 to 9: nine", "officials (said)", "a verb of shelling"],
    ),
    (CodedReport(report=REPORT, claims=(BARE,)), ["ACLED -; PLOVER -; CAMEO -", "date"]),
    (CodedReport(report=REPORT), ["none: the report tells of no event"]),
    (
        CodedReport(report=REPORT, issues=(Issue(report="r1", stage="coding", message="it failed"),)),
        ["issue (coding): it failed"],
    ),
]


@pytest.mark.parametrize(("value", "words"), SHOWN, ids=[f"{type(row[0]).__name__}-{i}" for i, row in enumerate(SHOWN)])
def test_a_value_is_shown(value: object, words: list[str]) -> None:
    shown = list(lines([value]))
    assert not [word for word in words if word not in "\n".join(shown)], shown
    assert all("\n" not in line for line in shown)


def ask(arguments: list[str], stdin: str, monkeypatch: pytest.MonkeyPatch) -> int | str | None:
    monkeypatch.setattr(Coder, "build", lambda settings, say=None: fake_stages.FakeCoder.build(settings))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
    with pytest.raises(SystemExit) as left:
        main(["trace", "-", *arguments])
    return left.value.code


def test_the_command_shows_every_stage(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask([], "an attack \x1b[31m", monkeypatch) == 0
    out = capfd.readouterr().out
    assert [line.split()[0] for line in out.splitlines() if line[0] != " "] == ["READ", "ANNOTATE", "RESOLVE", "CODING"]
    assert "\x1b" not in out


def test_several_reports_are_shown_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ask([], '{"id": "a", "text": "attack"}\nbroken\n{"id": "b", "text": "attack"}', monkeypatch) == 0
    out, err = capfd.readouterr()
    assert [line for line in out.splitlines() if line.startswith("READ")] == ["READ  a", "READ  b"]
    assert err.startswith("dateline: issue (read): standard input:2: broken JSON")


def test_the_command_gives_every_field_as_json(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    two = json.dumps({"id": "a", "text": "x"}) + "\n" + json.dumps({"id": "b", "text": "attack"})
    assert ask(["--id", "b", "--to", "json"], two, monkeypatch) == 0
    values = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [list(value) for value in values] == [["Report"], ["AnnotatedReport"], ["ResolvedReport"], ["CodedReport"]]
    assert values[-1]["CodedReport"]["claims"][0]["report"] == "b"
