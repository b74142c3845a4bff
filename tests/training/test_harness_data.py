"""The training harness without torch: loaders, parts, windows, targets, joining, scoring, batches."""

import gzip
import itertools
import json
import random
import re
import sys
from pathlib import Path

import pytest

from dateline.errors import DataError, UsageError

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from training.harness import batches, config, documents, joining, parts, runs, scoring  # noqa: E402
from training.harness.labels import labels  # noqa: E402
from training.harness.sources import corpus, muc4, news, plv  # noqa: E402
from training.harness.tagging import Found  # noqa: E402
from training.harness.targets import NO_INCIDENT, OPEN, targets  # noqa: E402
from training.harness.windows import Marks, Piece, windows  # noqa: E402

NAMES = labels().names
ATTACK, CLASH, ARREST = (NAMES.index(n) for n in ("Attack", "Armed clash", "Arrests"))
ACCUSE = NAMES.index("ACCUSE")
MARKS = Marks(1, 2, 0)


def cut(sentence):
    """A stand-in for the tokenizer: words, those of more than six letters in two pieces."""
    out, at = [], 0
    for word in sentence.split():
        start = sentence.index(word, at)
        at = start + len(word)
        out += [Piece(10 + len(word), start, at, first) for first in ((True, False) if len(word) > 6 else (True,))]
    return out


def news_document(text, events):
    return news.document("n1", text, events, "news-train", teach=True)


TEXT = (
    "Gunmen shot four men in Harn on Monday. The killing shocked the town. Police later held two of them. "
    "The minister accused the rebels."
)
EVENTS = [
    {
        "type": "Attack",
        "trigger": "shot",
        "evidence": "Gunmen shot four men in Harn on Monday",
        "other_mentions": ["The killing shocked the town"],
        "initiators": ["Gunmen"],
        "targets": ["four men"],
        "places": ["Harn"],
        "weapons": [],
        "date": {"text": "Monday"},
        "attributed_to": None,
    },
    {"type": "Arrests", "trigger": "held", "evidence": "Police later held two of them"},
]


# ------------------------------------------------------------------------------------------------ labels


def test_labels_are_the_25_sub_event_types_and_the_16_plover_types():
    assert (len(labels().acled), len(NAMES), NAMES[0]) == (25, 42, "outside")
    assert len(set(labels().slugs)) == len(NAMES)


@pytest.mark.parametrize(
    ("name", "found"),
    [("Attack", "Attack"), ("air_drone_strike", "Air/drone strike"), ("accuse", "ACCUSE"), ("ACCUSE", "ACCUSE")],
)
def test_a_type_is_known_by_its_name_and_by_the_corpus_id(name, found):
    assert NAMES[labels().number(name, "here")] == found


def test_an_unknown_type_says_where():
    with pytest.raises(DataError, match="report r1: no event type 'raid'"):
        labels().number("raid", "report r1")


@pytest.mark.parametrize(
    ("code", "some", "none"),
    [
        ("ASSAULT", {"Attack", "Suicide bomb", "Armed clash"}, {"Arrests", "ACCUSE"}),
        ("COERCE", {"Arrests", "Looting/property destruction"}, {"Attack"}),
        ("YIELD", {"CONCEDE", "RETREAT"}, {"COERCE"}),
        ("ACCUSE", {"ACCUSE"}, {"REJECT"}),
    ],
)
def test_a_plover_type_stands_for_the_acled_types_that_carry_it(code, some, none):
    found = {NAMES[i] for i in labels().of_plover(code)}
    assert some <= found
    assert not found & none


# ------------------------------------------------------------------------------------------------ loaders


def test_news_gives_triggers_hints_and_roles_of_the_evidence():
    d = news_document(TEXT, EVENTS)
    assert [(TEXT[t.start : t.end], NAMES[t.label], t.actual, t.event) for t in d.triggers] == [
        ("shot", "Attack", True, 0),
        ("held", "Arrests", True, 1),
    ]
    assert [(TEXT[h.start : h.end], h.labels) for h in d.hints] == [("The killing shocked the town", {ATTACK})]
    assert {(r.role, TEXT[r.start : r.end]) for r in d.roles} == {
        ("initiator", "Gunmen"),
        ("target", "four men"),
        ("place", "Harn"),
        ("date", "Monday"),
    }
    assert [len(g.stretches) for g in d.gold] == [2, 1]


def test_news_to_be_measured_on_has_nothing_to_learn_from():
    d = news.document("n1", TEXT, EVENTS, "news-dev", teach=False)
    assert (d.triggers, d.hints, d.roles, d.knows, len(d.gold)) == ((), (), (), "nothing", 2)


def test_a_file_that_is_no_json_lines_says_which_line(tmp_path):
    (tmp_path / "train.json").write_text(json.dumps([{"id": "a", "text": "x"}]))
    (tmp_path / "train-gold.jsonl").write_text('{"doc": "a", "events": []}\n{"doc"\n')
    with pytest.raises(DataError, match=r"train-gold\.jsonl, line 2"):
        news.load(tmp_path, "train")
    with pytest.raises(DataError, match=r"more\.json cannot be read"):
        news.load(tmp_path, "more")
    with pytest.raises(DataError, match="choose one of train, more, dev"):
        news.load(tmp_path, "test")


def report(**about):
    mention = {"start": 0, "end": 38, "text": TEXT[:38], "trigger_start": 7, "trigger_end": 11, "trigger": "shot"}
    claim = {"event_type": "attack", "modality": "asserted", "mentions": [mention], "attribution": None, "date": None}
    claim |= {"killed": {"start": 12, "end": 16, "text": "four", "low": 4, "high": 4}, "injured": None}
    claim |= {"initiators": [{"start": 0, "end": 6, "aliases": [{"start": 97, "end": 101}]}], "targets": []}
    claim |= {"weapons": [], "places": [{"start": 24, "end": 28}]}
    about = {"split": "train", "writer": "w1", "conflict": "mali-2010s"} | about
    return {"id": "r1", "text": TEXT, "corpus": about, "claims": [claim, claim | {"modality": "planned"}]}


def test_corpus_gives_every_trigger_and_only_what_happened_as_gold():
    d = corpus.document(report())
    assert [(t.label, t.actual) for t in d.triggers] == [(ATTACK, True), (ATTACK, False)]
    assert [g.labels for g in d.gold] == [{ATTACK}]
    assert (d.knows, d.group) == ("all", "mali-2010s")
    assert [r.role for r in d.roles if r.event == 0] == ["initiator", "place", "initiator", "killed"]


@pytest.mark.parametrize("wrong", [{"split": "check"}, {"writer": "w4"}, {"conflict": "chad-2000s"}])
def test_a_report_that_strays_from_its_part_is_refused(tmp_path, wrong):
    (tmp_path / "w1").mkdir()
    (tmp_path / "w1" / "mali-2010s.jsonl").write_text(json.dumps(report(**wrong)) + "\n")
    with pytest.raises(DataError, match="they must agree"):
        corpus.load(tmp_path, "train")


def test_corpus_parts_of_this_repository_share_no_conflict_and_no_writer():
    folder = ROOT / "training" / "corpus" / "jsonl"
    loaded = {part: corpus.load(folder, part) for part in ("train", "check")}
    groups = {part: {d.group for d in found} for part, found in loaded.items()}
    assert loaded["train"]
    assert not groups["train"] & groups["check"]
    for d in loaded["train"]:
        assert all(0 <= t.start < t.end <= len(d.text) for t in d.triggers)


PLV = {
    "id": "p1",
    "text": "The envoy condemned the army on Friday.",
    "code": "ACCUSE",
    "marked": "<s>The envoy</s> condemned <t>the army</t> on Friday.",
}


def test_plv_gives_a_hint_outside_the_actors():
    d = plv.document(PLV)
    (hint,) = d.hints
    assert [PLV["text"][a:b] for a, b in hint.not_in] == ["The envoy", "the army"]
    assert (hint.labels, hint.actual, d.knows) == ({ACCUSE}, True, "nothing")


def test_plv_threats_leave_open_whether_it_happened():
    assert plv.document(PLV | {"code": "THREATEN"}).hints[0].actual is None


def test_plv_rows_of_one_sentence_stand_on_one_side():
    rows = [{"text": f"sentence {i // 2}"} for i in range(2000)]
    assert all(plv.is_aside(a) == plv.is_aside(b) for a, b in zip(rows[::2], rows[1::2], strict=True))
    assert 0.15 < sum(map(plv.is_aside, rows)) / len(rows) < 0.25


MUC = {
    "id": "m1",
    "text": "GUERRILLAS KIDNAPPED THE MAYOR OF SAN TELMO. THE MAYOR WAS FREED.",
    "events": [
        {
            "type": ["kidnapping"],
            "stage": ["accomplished"],
            "roles": {"PerpInd": [["GUERRILLAS"]], "Victim": [["MAYOR", "THE MAYOR"]], "Weapon": []},
        }
    ],
}


def test_muc4_places_its_fillers_and_hints_where_two_roles_meet(tmp_path):
    with gzip.open(tmp_path / "train.jsonl.gz", "wt") as out:
        out.write(json.dumps(MUC) + "\n")
    (d,) = muc4.load(tmp_path)
    assert {MUC["text"][r.start : r.end] for r in d.roles} == {"GUERRILLAS", "MAYOR", "THE MAYOR"}
    assert [(h.start, h.end, h.actual) for h in d.hints] == [(0, 44, True)]
    assert d.reading.startswith("Guerrillas kidnapped the mayor")
    assert len(d.reading) == len(d.text)
    assert muc4.load(tmp_path, frozenset({muc4.letters(MUC["text"].lower().replace(" ", "\n"))})) == []


# ------------------------------------------------------------------------------------------------ parts


def test_parts_are_stable_and_nested():
    keys = [f"group {i}" for i in range(1000)]
    shares = [{k for k in keys if documents.share_of(k, "share") < s} for s in (0.25, 0.5, 1.0)]
    assert shares[0] < shares[1] < shares[2] == set(keys)
    assert [round(len(s), -2) for s in shares] == [200, 500, 1000] or 200 < len(shares[0]) < 300
    assert documents.share_of("mali-2010s", "tune") == documents.share_of("mali-2010s", "tune")


def test_folds_hold_every_document_out_once_and_keep_groups_together():
    many = tuple(msg(f"d{i}", group=f"g{i // 3}") for i in range(60))
    held = [parts.folded(many, f, 4) for f in range(4)]
    assert sorted(d.id for _, out in held for d in out) == sorted(d.id for d in many)
    for kept, out in held:
        assert not {d.group for d in kept} & {d.group for d in out}
    with pytest.raises(UsageError, match="fold 4 of 4"):
        parts.folded(many, 4, 4)


def msg(key, group="g", text="Nothing."):
    return documents.Document(
        id=key, source="s", group=group, text=text, reading=text, sentences=((0, len(text)),), knows="all"
    )


def test_a_run_keeps_its_data_and_says_when_it_was_touched(tmp_path):
    data = parts.Parts(train=(news_document(TEXT, EVENTS), plv.document(PLV)), tune=(), check=(), news=())
    settings = config.Config(name="kept")
    runs.start(settings, tmp_path, data)
    again = runs.start(settings, tmp_path)
    assert again.parts == data
    with pytest.raises(UsageError, match="another configuration"):
        runs.start(config.Config(name="kept", seed=8), tmp_path)
    path = tmp_path / "kept" / "data.jsonl.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes()).replace(b"Gunmen", b"Sunmen")))
    with pytest.raises(UsageError, match="the train part is not what the manifest says"):
        runs.read(tmp_path / "kept")


# ------------------------------------------------------------------------------------------------ configuration


@pytest.mark.parametrize("path", sorted((ROOT / "training/harness/configs").glob("*.toml")), ids=lambda p: p.stem)
def test_shipped_configurations_are_right_and_named_after_their_file(path):
    assert config.load(path).name == path.stem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = 'x'\nsteps = 3", "unknown field `steps`"),
        ("name = 'A b'", "matching regex"),
        ("name = 'x'\n[data]\nsets = ['muc5']", "muc5"),
        ("name = 'x'\n[window]\nmax_tokens = 64", "must be 96 or more"),
        ("name = ", "is no TOML"),
    ],
)
def test_a_wrong_configuration_says_what_is_wrong(tmp_path, text, message):
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(UsageError, match=message):
        config.load(tmp_path / "c.toml")


# ------------------------------------------------------------------------------------------------ windows and targets


@pytest.mark.parametrize("most", [24, 40, 200])
def test_every_sentence_is_asked_about_once_with_context_around(most):
    d = news_document(TEXT * 3, [])
    size = config.Window(max_tokens=most, context_tokens=3)
    made = windows(d, 0, cut, MARKS, size)
    asked = [(p.start, p.end, p.first) for w in made for p, core in zip(w.pieces, w.core, strict=True) if core]
    every = [(a + p.start, a + p.end, p.first) for a, b in d.sentences for p in cut(d.reading[a:b])]
    assert sorted(asked) == sorted(every)
    assert all(len(w.ids) <= most and w.ids[0] == 1 and w.ids[-1] == 2 for w in made)
    assert len(made) == 1 or all(not all(w.core) for w in made)


def test_only_the_sentences_worth_it_are_asked_about():
    d = news_document(TEXT, [])
    made = windows(d, 0, cut, MARKS, config.Window(max_tokens=64, context_tokens=8), worth=[1, 3])
    assert [{s for s, core in zip(w.sentences, w.core, strict=True) if core} for w in made] == [{1}, {3}]


def test_a_sentence_longer_than_a_window_is_cut_without_loss():
    text = " ".join(f"w{i}" for i in range(100)) + "."
    d = news_document(text, [])
    made = windows(d, 0, cut, MARKS, config.Window(max_tokens=24, context_tokens=2))
    asked = [p.start for w in made for p, core in zip(w.pieces, w.core, strict=True) if core]
    assert asked == sorted(asked)
    assert len(asked) == 100


def words_of(d):
    (window,) = windows(d, 0, cut, MARKS, config.Window(max_tokens=256, context_tokens=0))
    said = targets(d, window)
    return {d.text[p.start : p.end]: said.label[i] for i, p in enumerate(window.pieces) if p.first}, said


def test_targets_of_news_leave_open_what_nobody_said():
    found, said = words_of(news_document(TEXT, EVENTS))
    assert (found["shot"], found["held"]) == (ATTACK, ARREST)
    assert found["accused"] == NO_INCIDENT  # it may be an accusation: the gold lists incidents only
    assert found["killing"] == OPEN  # another mention, whose trigger nobody marked
    assert [c.labels for c in said.clues] == [(ATTACK,)]
    assert said.sentences == ((0, 1), (1, 1), (2, 1), (3, 0))


def test_targets_of_the_corpus_are_certain():
    found, said = words_of(corpus.document(report()))
    assert (found["shot"], found["accused"]) == (ATTACK, 0)
    assert not said.quiet
    assert words_of(msg("d", text="Rain fell."))[1].quiet


def test_targets_of_a_marked_relation_are_one_clue():
    found, said = words_of(plv.document(PLV))
    assert set(found.values()) == {OPEN}
    assert said.sentences == ((0, OPEN),)
    assert [len(c.at) for c in said.clues] == [3]  # condemned, on, Friday


# ------------------------------------------------------------------------------------------------ joining and scoring


def found(start, sentence, label=ATTACK, score=0.9):
    return Found(start=start, end=start + 4, sentence=sentence, label=label, score=score)


@pytest.mark.parametrize(("reach", "claims"), [(-1, 4), (0, 3), (1, 2), (9, 2)])
def test_mentions_of_one_type_within_reach_are_one_event(reach, claims):
    mentions = [found(0, 0), found(10, 0), found(20, 1, CLASH), found(30, 1)]
    assert len(joining.by_rule(mentions, reach)) == claims


def test_joined_by_the_gold_an_event_counts_once_and_strays_count_each():
    gold = (documents.Gold(labels=frozenset({ATTACK}), stretches=((0, 15), (40, 50)), triggers=((0, 4),)),)
    told = joining.by_gold([found(0, 0), found(10, 0), found(42, 3), found(20, 1), found(60, 4)], gold)
    assert sorted(len(t.triggers) for t in told) == [1, 1, 3]
    verdict = scoring.judge(told, gold)
    assert (verdict.tally.said, verdict.tally.gold, verdict.tally.found) == (3, 1, 1)


def test_an_optional_incident_is_neither_a_miss_nor_a_false_alarm():
    gold = (
        documents.Gold(labels=frozenset({ATTACK}), stretches=((0, 9),), triggers=(), optional=True),
        documents.Gold(labels=frozenset({ATTACK}), stretches=((20, 29),), triggers=(), optional=True),
    )
    tally = scoring.judge(joining.by_rule([found(0, 0)], -1), gold).tally
    assert (tally.said, tally.gold, tally.found) == (0, 0, 0)


def test_type_decides_which_of_two_incidents_a_claim_is_paired_with():
    gold = tuple(documents.Gold(labels=frozenset({x}), stretches=((0, 9),), triggers=()) for x in (CLASH, ATTACK))
    verdict = scoring.judge(joining.by_rule([found(0, 0)], -1), gold)
    assert (verdict.pairs, verdict.missed) == (((0, 1),), (0,))


def test_assign_is_the_greatest_total_weight():
    dice = random.Random(3)
    for _ in range(200):
        rows, columns = dice.randint(1, 5), dice.randint(1, 5)
        weights = {
            (r, c): round(dice.uniform(0.5, 9), 2) for r in range(rows) for c in range(columns) if dice.random() < 0.6
        }
        pairs = scoring.assign(weights, rows, columns)
        assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
        assert sum(weights[p] for p in pairs) == pytest.approx(best_total(weights, rows, columns))


def best_total(weights, rows, columns):
    wide = list(range(columns)) + [None] * rows
    return max(
        sum(weights.get((r, c), 0.0) for r, c in enumerate(chosen))
        for chosen in set(itertools.permutations(wide, rows))
    )


# ------------------------------------------------------------------------------------------------ batches


def test_an_epoch_is_the_same_each_time_and_another_the_next_time():
    lengths, quiet = [10 + i % 7 for i in range(300)], [i % 3 == 0 for i in range(300)]
    shares = [0.5 if q else 1.0 for q in quiet]
    one, again, other = (batches.epoch(lengths, shares, batch=8, seed=7, number=n) for n in (0, 0, 1))
    assert one == again != other
    met = [i for b in one for i in b]
    assert len(met) == len(set(met))
    assert {i for i in range(300) if not quiet[i]} <= set(met)
    assert 30 < sum(quiet[i] for i in met) < 70
    assert max(map(len, one)) <= 8


# ------------------------------------------------------------------------------------------------ the docs


def test_the_docs_tell_of_every_command_and_of_no_other():
    from training.harness.__main__ import main

    text = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([a-z]+)[` ]", text, re.M)) | set(re.findall(r"-m training\.harness ([a-z]+)", text))
    assert told - {"corpus"} - {"plv"} == set(main.commands)
    for path in re.findall(r"training/harness/[\w/.-]+\w", text):
        assert (ROOT / path).exists(), path
