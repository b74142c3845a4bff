"""The harness over the sets beside the repository (skipped where they are not): whole, apart, scored as they score."""

import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"
for folder in (ROOT, BENCH):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

if not (BENCH / "data").is_dir():
    pytest.skip("../shared/bench is not here", allow_module_level=True)

import score_news  # noqa: E402

from training.harness import evaluate, joining, parts, scoring  # noqa: E402
from training.harness.config import Data  # noqa: E402
from training.harness.labels import labels  # noqa: E402
from training.harness.sources import muc4, news, plv  # noqa: E402
from training.harness.tagging import Found  # noqa: E402

NEWS = BENCH / "data" / "news"
SUBJECTS = ("news-train", "news-more", "plv")


@pytest.fixture(scope="module")
def loaded():
    return parts.load(Data(sets=SUBJECTS), ROOT)


@pytest.mark.parametrize(("name", "documents", "events"), [("train", 100, 523), ("more", 190, 491), ("dev", 14, 72)])
def test_news_is_loaded_whole(name, documents, events):
    found = news.load(NEWS, name)
    assert (len(found), sum(len(d.gold) for d in found)) == (documents, events)
    assert all(g.stretches for d in found for g in d.gold)
    if name != "dev":
        told = {(d.id, t.event) for d in found for t in d.triggers}
        assert len(told) > 0.98 * events


def test_plv_less_a_fifth():
    train, aside = (plv.load(BENCH / "data" / "plv", part) for part in ("train", "aside"))
    assert len(train) + len(aside) == 1050
    assert not {d.text for d in train} & {d.text for d in aside}
    assert 0.15 < len(aside) / 1050 < 0.25
    assert all(d.hints for d in train)


def test_muc4_is_re_cased_and_leaves_out_what_news_more_holds():
    known = frozenset(muc4.letters(d.text) for d in news.load(NEWS, "more") if d.id.startswith("muc-"))
    found = muc4.load(BENCH / "data" / "muc4", known)
    assert len(found) == 1300 - 60
    assert sum(len(d.roles) for d in found) > 5000
    assert all(len(d.reading) == len(d.text) for d in found)


def test_nothing_that_is_measured_is_trained_on(loaded):
    taught = {d.text for d in (*loaded.train, *loaded.tune)}
    measured = {d.text for d in (*loaded.check, *loaded.news, *plv.load(BENCH / "data" / "plv", "aside"))}
    assert loaded.news
    assert not taught & measured
    assert not {d.id for d in loaded.train} & {d.id for d in loaded.tune}


def noisy(document, dice):
    """Triggers as a poor tagger would give them: some right, some of the wrong type, some astray."""
    kinds = labels().acled
    for gold in document.gold:
        for start, end in gold.triggers[:2]:
            if dice.random() < 0.8:
                kind = min(gold.labels) if dice.random() < 0.7 else dice.choice(kinds)
                yield Found(start=start, end=end, sentence=sentence(document, start), label=kind, score=0.9)
    for _ in range(4):
        start = dice.randrange(len(document.text) - 9)
        yield Found(start=start, end=start + 5, sentence=sentence(document, start), label=dice.choice(kinds), score=0.5)


def sentence(document, at):
    return sum(a <= at for a, _ in document.sentences) - 1


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("reach", [-1, 2])
def test_scores_are_those_of_score_news(seed, reach):
    documents, dice = news.load(NEWS, "dev"), random.Random(seed)
    told = {d.id: joining.by_rule(list(noisy(d, dice)), reach) for d in documents}
    total = scoring.Tally()
    for d in documents:
        total.add(scoring.judge(told[d.id], d.gold).tally)
    claims = [c for d in documents for c in evaluate.pseudo_claims(d, told[d.id])]
    gold = {row["doc"]: row["events"] for row in score_news.load(NEWS / "dev-gold.jsonl")}
    theirs = score_news.score(gold, {d.id: d.text for d in documents}, claims)
    mine = total.figures()
    assert [mine[k] for k in ("detection_P", "detection_R", "said", "gold")] == [
        theirs["detection"]["P"],
        theirs["detection"]["R"],
        theirs["predicted"],
        theirs["gold"],
    ]
    assert mine["detection_F"] == pytest.approx(theirs["detection"]["F"], abs=0.11)
    assert mine["typed_F"] == pytest.approx(theirs["typed"]["F"], abs=0.11)
    assert mine["subtype_acc"] == theirs["subtype_acc"]
