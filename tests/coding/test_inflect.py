"""The forms of trigger words."""

import pytest

from dateline.coding.parts.inflect import noun_forms, verb_forms

VERBS = [
    ("attack", "attack attacks attacked attacking"),
    ("ambush", "ambush ambushes ambushed ambushing"),
    ("raze", "raze razes razed razing"),
    ("free", "free frees freed freeing"),
    ("occupy", "occupy occupies occupied occupying"),
    ("destroy", "destroy destroys destroyed destroying"),
    ("seize", "seize seizes seized seizing"),
    ("shell", "shell shells shelled shelling"),
    ("torch", "torch torches torched torching"),
    ("stab", "stab stabs stabbed stabbing"),
    ("rob", "rob robs robbed robbing"),
    ("shoot", "shoot shoots shot shooting"),
    ("strike", "strike strikes struck striking"),
    ("fight", "fight fights fought fighting"),
    ("blow", "blow blows blew blown blowing"),
    ("take", "take takes took taken taking"),
    ("hit", "hit hits hitting"),
    ("set", "set sets setting"),
    ("burn", "burn burns burned burnt burning"),
    ("die", "die dies died dying"),
    ("flee", "flee flees fled fleeing"),
    ("lay", "lay lays laid laying"),
]


@pytest.mark.parametrize(("verb", "forms"), VERBS)
def test_a_verb_has_all_its_forms(verb: str, forms: str) -> None:
    assert set(forms.split()) <= set(verb_forms(verb))
    assert verb_forms(verb)[0] == verb


@pytest.mark.parametrize(
    ("verb", "wrong"),
    [
        ("shoot", "shooted"),
        ("fight", "fighted"),
        ("raze", "razeed"),
        ("occupy", "occupys"),
        ("destroy", "destroies"),
        ("shell", "shellled"),
        ("attack", "attackked"),
        ("ambush", "ambushs"),
        ("bomb", "bombbed"),
    ],
)
def test_a_verb_has_no_made_up_form(verb: str, wrong: str) -> None:
    assert wrong not in verb_forms(verb)


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("attack", ("attack", "attacks")),
        ("clash", ("clash", "clashes")),
        ("ambush", ("ambush", "ambushes")),
        ("casualty", ("casualty", "casualties")),
        ("siege", ("siege", "sieges")),
        ("convoy", ("convoy", "convoys")),
        ("gunman", ("gunman", "gunmen")),
        ("child", ("child", "children")),
        ("crisis", ("crisis", "crises")),
        ("blast", ("blast", "blasts")),
    ],
)
def test_a_noun_has_its_plural(noun: str, forms: tuple[str, str]) -> None:
    assert noun_forms(noun) == forms
