"""What the scorers are fitted on: annotated reports as rows, and an engine's drafts laid over them."""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

pytest.importorskip("training.scorers", reason="training is in the repository, not in the package's source archive")

from dateline.coding.learned import joins, scorers  # noqa: E402
from dateline.coding.learned.mind import Mind  # noqa: E402
from dateline.coding.parts.drafts import Draft  # noqa: E402
from tests.coding.learned.made import (  # noqa: E402
    ARRESTED,
    SHELLED,
    SHELLING,
    TEXT,
    draft,
    resolved,
    seen,
    sentence_of,
    span,
)
from training.scorers import boost, data, fit, gold, words  # noqa: E402


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the army", "the Malian army", True),
        ("Malian army", "the army's 3rd northern border brigade", False),
        ("Rebels", "rebels", True),
        ("the rebels of the north", "rebels", True),
        ("a market in the town of Goma", "Goma", True),
        ("Goma", "Beni", False),
        ("the", "the", False),  # no content at all
        ("", "", False),
        ("the mayor’s house", "house", True),
    ],
)
def test_when_two_strings_name_the_same(one: str, other: str, same: bool) -> None:
    assert words.same(one, other) == words.same(other, one) == same


def told(trigger: str, kind: str, **more: Any) -> gold.Told:
    start = TEXT.index(trigger)
    number = sentence_of(start)
    sentence = resolved().annotated.sentences[number]
    none = {"initiators": (), "targets": (), "places": (), "weapons": (), "date": None, "killed": None, "injured": None}
    return gold.Told(
        stretches=((sentence.start, sentence.end),),
        triggers=((start, start + len(trigger)),),
        type=kind,
        real=True,
        **{**none, **more},
    )


SHELL = "Shelling/artillery/missile attack"
GOLD = gold.Report(
    id="made",
    group="made",
    set="made",
    text=TEXT,
    published="2024-06-12",
    told=(
        msgspec.structs.replace(told("shelled", SHELL), triggers=(span("shelled"), span("shelling"))),
        told("arrested", "Arrests"),
    ),
    whole=True,
)


@pytest.mark.parametrize(
    ("one", "number"),
    [
        (SHELLED, 0),
        (SHELLING, 0),
        (ARRESTED, 1),
        (draft("killing", "killing"), 0),  # no trigger of the annotation: by the stretch it stands in
        (draft("said", "shelling"), None),  # outside every stretch
    ],
)
def test_the_annotated_event_that_a_clause_tells(one: Draft, number: int | None) -> None:
    assert data.told_by(one, GOLD) == number


def test_of_two_events_told_by_one_word_the_one_of_the_clauses_type() -> None:
    both = msgspec.structs.replace(GOLD, told=(told("shelled", "Attack"), told("shelled", SHELL)))
    assert data.told_by(SHELLED, both) == 1
    assert data.told_by(draft("shelled", "attack_on_civilians"), both) == 0


def laid(report: gold.Report, drafts: list[Draft], mind: Mind, tells: list[int | None]) -> data.Read:
    given = {"report": report, "resolved": resolved(), "drafts": drafts, "linked": [], "mind": mind, "tells": tells}
    return data.Read(**given, incident=[t is not None for t in tells], others=[])


def read(drafts: list[Draft]) -> data.Read:
    mind = Mind(seen(TEXT, [[1.0, 0.0, 0.0]] * len(TEXT.split())), (), None, ())
    return laid(GOLD, drafts, mind, [data.told_by(d, GOLD) for d in drafts])


def test_each_clause_is_asked_about_each_earlier_event() -> None:
    rows = list(data.joining(read([SHELLED, draft("said", "visit"), SHELLING, ARRESTED])))
    assert [(r.said, r.event) for r in rows] == [(True, 0), (False, 1)]
    assert all(len(r.numbers) == len(joins.NAMES) for r in rows)
    assert list(data.joining(read([SHELLED]))) == []


def test_the_events_told_of_last_come_first_and_those_far_back_weigh_half() -> None:
    many = tuple(told("shelled", SHELL) for _ in range(10))
    report = msgspec.structs.replace(GOLD, told=(*many, told("arrested", "Arrests")))
    one = laid(report, [SHELLED] * 10 + [ARRESTED], read([]).mind, list(range(11)))
    rows = [r for r in data.joining(one) if r.event == 10]
    rank = joins.NAMES.index("rank")
    assert [r.numbers[rank] for r in rows] == list(range(10))
    assert [r.weight for r in rows] == [1.0] * data.FAR + [0.5] * (10 - data.FAR)


@pytest.mark.parametrize(
    ("kind", "event_type"),
    [(SHELL, "Explosions/Remote violence"), ("Armed clash", "Battles"), ("CONSULT", ""), ("", ""), ("nonsense", "")],
)
def test_the_event_type_of_a_sub_type(kind: str, event_type: str) -> None:
    pytest.importorskip("training.harness.labels")
    assert data.event_type(kind) == event_type


NEWS = {
    "doc": "n1",
    "events": [
        {
            "evidence": "Rebels shelled Goma with mortars on 3 May 2024",
            "other_mentions": ["the shelling lasted an hour"],
            "trigger": "shelled",
            "triggers": ["shelled", "shelling"],
            "type": SHELL,
            "date": {"start": "2024-05", "end": "2024-05"},
            "killed": {"low": 9, "high": None},
            "initiators": ["Rebels"],
            "targets": [{"text": "nine people"}],
            "places": [{"text": "Goma"}],
        }
    ],
}


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ({"start": "2024-05-03", "end": "2024-05-04"}, ("2024-05-03", "2024-05-04")),
        ({"start": "2024-02", "end": "2024-02"}, ("2024-02-01", "2024-02-29")),
        ({"start": "2023", "end": "2023"}, ("2023-01-01", "2023-12-31")),
        ({"start": "2024-05-03", "end": None}, None),
        (None, None),
    ],
)
def test_news_is_the_same_kind_of_gold(date: Any, found: tuple[str, str] | None, tmp_path: Path) -> None:
    text = {"id": "n1", "text": TEXT, "published": "2024-06-12"}
    rows = {**NEWS, "events": [{**NEWS["events"][0], "date": date}]}  # type: ignore[dict-item]
    (tmp_path / "train.json").write_text(json.dumps([text]), encoding="utf-8")
    (tmp_path / "train-gold.jsonl").write_text(json.dumps(rows) + "\n\n", encoding="utf-8")
    (report,) = gold.news(tmp_path, "train")
    (event,) = report.told
    assert [TEXT[a:b] for a, b in event.triggers] == ["shelled", "shelling"]
    assert [TEXT[a:b] for a, b in event.stretches] == [
        "Rebels shelled Goma with mortars on 3 May 2024",
        "the shelling lasted an hour",
    ]
    assert (event.initiators, event.targets, event.places, event.weapons) == (
        ("Rebels",),
        ("nine people",),
        ("Goma",),
        (),
    )
    assert (event.date, event.killed, event.injured, event.real) == (found, (9, None), None, True)
    assert not report.whole


def test_the_corpus_is_read_by_its_parts() -> None:
    folder = ROOT / "training" / "corpus" / "jsonl"
    if not folder.is_dir():
        pytest.skip("no corpus here")
    check, final = gold.corpus(folder, "check"), gold.corpus(folder, "final")
    assert check
    assert final
    assert not {r.id for r in check} & {r.id for r in final}
    report = check[0]
    assert all(0 <= a < b <= len(report.text) for t in report.told for a, b in (*t.stretches, *t.triggers))


def test_a_reports_sentences_that_are_not_worth_parsing_lose_their_words() -> None:
    found = fit.worth(resolved(), lambda reading, sentences: frozenset({1}))
    kept = [bool(s.tokens) for s in found.annotated.sentences]
    assert kept == [False, True, False]
    assert [(s.start, s.end) for s in found.annotated.sentences] == [
        (s.start, s.end) for s in resolved().annotated.sentences
    ]


def test_every_scorer_has_a_threshold_and_is_fitted() -> None:
    assert set(fit.LEAST) == set(scorers.NAMES)
    assert set(data.SCORERS) | {"joins", "verdict"} == set(scorers.NAMES)
    assert all(0 <= least < 1 for least in fit.LEAST.values())


def test_a_scorer_is_fitted_on_all_rows_and_its_worth_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sklearn")
    monkeypatch.setitem(fit.NAMES, "kinds", ("one", "two"))
    monkeypatch.setitem(fit.SMALL, "kinds", {"trees": 12, "rate": 0.4})
    rows = [data.Row([float(i % 9), float(i % 2)], i % 9 > 4, f"r{i % 40}", 0) for i in range(800)]
    said: list[str] = []
    made = fit.fitted("kinds", rows, said.append)
    assert made.names == ("one", "two")
    assert made.least == fit.LEAST["kinds"]
    assert made.about == "800 rows of 40 reports"
    assert said[0].startswith("kinds: 800 rows, kept back P ")
    assert boost.log_loss(made, [r.numbers for r in rows], [r.said for r in rows]) < 0.1
