"""What the network thinks of spans for an event: asked of its acts alone, and nothing where it has no heads."""

from typing import Any

import numpy as np
import pytest

from dateline.coding.learned.heads import DISTANCES, FEATURES, MODALITIES, ROLES, SENTENCES, Heads
from dateline.coding.learned.mind import Mind
from dateline.coding.learned.network import Label
from dateline.coding.learned.seen import Act, Seen
from tests.coding.learned.made import ARRESTED, SHELLED, SHELLING, TEXT, TOLD, draft, event, seen, sentence_of, span

LABELS = (
    Label(name="outside", event="", plover=""),
    Label(name="Attack", event="Violence against civilians", plover="ASSAULT"),
    Label(name="Arrests", event="Strategic developments", plover="COERCE"),
)
WIDTH, HIDDEN, RANK = 4, 6, 2


def heads(seed: int = 5) -> Heads:
    """Heads with weights drawn by lot, of the shapes that training writes."""
    scores = 2 * len(ROLES)
    shapes = {
        "roles.filler.weight": (HIDDEN, WIDTH), "roles.filler.bias": (HIDDEN,),
        "roles.trigger.weight": (HIDDEN, WIDTH), "roles.trigger.bias": (HIDDEN,),
        "roles.key.weight": (scores * RANK, HIDDEN), "roles.key.bias": (scores * RANK,),
        "roles.query.weight": (scores * RANK, HIDDEN), "roles.query.bias": (scores * RANK,),
        "roles.alone.weight": (scores, HIDDEN), "roles.alone.bias": (scores,),
        "roles.wants.weight": (scores, HIDDEN), "roles.wants.bias": (scores,), "roles.bias": (scores,),
        "roles.distance": (len(DISTANCES) + 1, scores), "roles.sentence": (2 * SENTENCES + 1, scores),
        "modality.hidden.weight": (HIDDEN, WIDTH), "modality.hidden.bias": (HIDDEN,),
        "modality.out.weight": (len(MODALITIES), HIDDEN), "modality.out.bias": (len(MODALITIES),),
        "same.view.weight": (HIDDEN, WIDTH), "same.view.bias": (HIDDEN,),
        "same.hidden.weight": (HIDDEN, 2 * HIDDEN + FEATURES), "same.hidden.bias": (HIDDEN,),
        "same.out.weight": (1, HIDDEN), "same.out.bias": (1,),
    }  # fmt: skip
    lot = np.random.default_rng(seed)
    return Heads({name: lot.normal(size=shape) for name, shape in shapes.items()})


def looked() -> Seen:
    words = TEXT.split()
    starts = [len(" ".join(words[:i])) + (i > 0) for i in range(len(words))]
    states = np.random.default_rng(1).normal(size=(len(words), WIDTH)).tolist()
    return seen(TEXT, [[0.2, 0.5, 0.3]] * len(words), states=states, sentences=[sentence_of(s) for s in starts])


def act(words: str, score: float = 0.9, types: tuple[float, ...] = (0.1, 0.6, 0.3)) -> Act:
    start, end = span(words)
    one = looked()
    return Act(
        start, end, sentence_of(start), np.array(types, dtype=np.float32), score, int(one.rows(start, end).start)
    )


def mind(*acts: Act, with_heads: bool = True) -> Mind:
    return Mind(looked(), acts, heads() if with_heads else None, LABELS)


ALL = (act("shelled"), act("killing", 0.4), act("shelling", 0.7), act("arrested", 0.8))


@pytest.mark.parametrize(
    ("acts", "told", "words"),
    [
        (ALL, SHELLED, "shelled"),
        (ALL, SHELLING, "shelling"),
        (ALL, ARRESTED, "arrested"),
        ((), SHELLED, None),
        ((act("killing"),), SHELLED, None),
        ((act("shelled Goma", 0.3), act("Rebels shelled", 0.6)), SHELLED, "Rebels shelled"),
    ],
)
def test_the_act_of_a_draft_is_the_likeliest_that_touches_its_trigger(
    acts: tuple[Act, ...], told: Any, words: str | None
) -> None:
    found = mind(*acts).act(told)
    assert (TEXT[found.start : found.end] if found else None) == words


@pytest.mark.parametrize("with_heads", [True, False])
def test_roles_are_probabilities_of_every_word_of_the_window(with_heads: bool) -> None:
    starts, ends, scores = mind(*ALL, with_heads=with_heads).roles(ALL[0])
    assert [TEXT[int(a) : int(b)] for a, b in zip(starts, ends, strict=True)] == TEXT.split()
    assert scores.shape == (len(ROLES), len(TEXT.split()))
    assert ((scores >= 0) & (scores <= 1)).all()
    assert bool(scores.any()) == with_heads


def test_a_span_gets_the_best_of_its_words_and_of_the_events_acts() -> None:
    one = mind(*ALL)
    words = one.role(event(SHELLED, SHELLING), *span("nine people"))
    alone = [one.role(event(d), *span(w)) for d in (SHELLED, SHELLING) for w in ("nine", "people")]
    assert words.tolist() == np.max(alone, axis=0).tolist()
    assert words.any()


@pytest.mark.parametrize(
    ("one", "told", "words"),
    [
        (mind(*ALL, with_heads=False), TOLD[0], "nine people"),  # no heads
        (mind(), TOLD[0], "nine people"),  # no act
        (mind(act("arrested")), TOLD[0], "nine people"),  # the act of another event
    ],
)
def test_what_is_not_thought_is_nought(one: Mind, told: Any, words: str) -> None:
    assert one.role(told, *span(words)).tolist() == [0.0] * len(ROLES)
    assert one.thinks(told, *span(words)) == (0.0, 0.0, 0.0, 0.0)


def test_what_is_thought_of_a_party() -> None:
    one, told = mind(*ALL), TOLD[0]
    roles = one.role(told, *span("Rebels")).tolist()
    assert one.thinks(told, *span("Rebels")) == pytest.approx((roles[0], roles[1], max(roles[2:]), 0.0))
    assert one.thinks(told, *span("the shelling"))[3] == pytest.approx(0.7)
    assert one.thinks(told, *span("shelled Goma with mortars on 3 May 2024, killing"))[3] == pytest.approx(0.9)


def test_an_empty_span_is_asked_about_without_harm() -> None:
    assert mind(*ALL).role(TOLD[0], len(TEXT), len(TEXT)).tolist() == [0.0] * len(ROLES)


def test_whether_two_clauses_tell_one_event_does_not_depend_on_their_order() -> None:
    one = mind(*ALL)
    pairs = [(SHELLED, SHELLING), (SHELLED, ARRESTED), (SHELLING, ARRESTED)]
    found = [one.same(a, b) for a, b in pairs]
    assert found == pytest.approx([one.same(b, a) for a, b in pairs])
    assert all(0 < x < 1 for x in found)
    assert len({round(x, 6) for x in found}) == 3


@pytest.mark.parametrize(
    "one", [mind(*ALL, with_heads=False), mind(act("shelled")), mind()], ids=["no heads", "one act", "no act"]
)
def test_without_two_acts_nobody_knows_whether_they_are_one(one: Mind) -> None:
    assert one.same(SHELLED, SHELLING) == 0.5


@pytest.mark.parametrize(("one", "known"), [(mind(*ALL), True), (mind(), False), (mind(*ALL, with_heads=False), False)])
def test_modality_is_a_distribution_or_nothing(one: Mind, known: bool) -> None:
    found = one.modality(SHELLED)
    assert len(found) == (len(MODALITIES) if known else 0)
    assert not known or sum(found) == pytest.approx(1, abs=1e-5)


def test_an_event_told_often_is_asked_about_by_its_likeliest_acts() -> None:
    words = ("shelled", "killing", "shelling", "lasted", "said", "Goma")
    acts = [act(w, 0.1 * n + 0.2) for n, w in enumerate(words)]
    found = mind(*acts).event_acts(event(*(draft(w, "shelling") for w in words)))
    assert [TEXT[a.start : a.end] for a in found] == ["Goma", "said", "lasted", "shelling"]
