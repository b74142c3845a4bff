"""Which words of a sentence may name an act."""

import pytest

from tests.coding.loaded import grammar, known, ontology, triggers


def found(text: str) -> list[str]:
    """Give the trigger words of a sentence, as the longest readings take them."""
    of = grammar(text)
    return [" ".join(of.tokens[i].text for i in f.readings[0].tokens) for f in triggers().find(of)]


WORDS = [
    ("Rebels attacked the town.", ["attacked"]),
    ("Rebels are attacking the town.", ["attacking"]),
    ("The rebels' attack on the town failed.", ["attack"]),
    ("Gunmen opened fire on the crowd.", ["opened fire on"]),
    ("Gunmen shot dead a judge.", ["shot dead"]),
    ("Gunmen gunned down a judge.", ["gunned down"]),
    ("A car bomb exploded.", ["car bomb", "exploded"]),
    ("Air strikes hit the port.", ["Air strikes", "hit"]),
    ("Airstrikes hit the port.", ["Airstrikes", "hit"]),
    ("Protesters threw stones at police.", ["threw stones"]),
    ("Protesters threw petrol bombs and stones at police.", ["threw petrol bombs"]),
    ("The army shot down a drone.", ["shot down"]),
    ("Rebels set fire to a school.", ["set fire to"]),
    ("Rebels shelled and bombed the town.", ["shelled", "bombed"]),
    ("Anti-government protesters marched.", ["marched"]),
    ("The suicide-bombing killed nine.", ["suicide bombing", "killed"]),
    # upper and lower case
    ("Shelling killed nine people.", ["Shelling", "killed"]),
    # words that only look like an act
    ("The company reported a quiet year.", []),
    ("The river rose by two metres.", []),
    ("Attack victims were buried.", []),
    ("The killed soldiers were buried.", []),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_a_sentence_has_triggers(text: str, words: list[str]) -> None:
    assert found(text) == words


COMPOUNDS = [
    ("A bombing campaign began.", True),
    ("The attack plan was leaked.", False),
    ("The siege town was rebuilt.", False),
    ("Bomb attack survivors spoke.", False),
]
COMPOUNDS_FAILING = {
    "Bomb attack survivors spoke.": "words of two are an act before any noun",
}


@pytest.mark.parametrize(("text", "told"), known(COMPOUNDS, COMPOUNDS_FAILING))
def test_a_noun_before_a_noun_names_an_act_only_before_words_of_acts(text: str, told: bool) -> None:
    assert bool(found(text)) == told


def test_every_trigger_of_the_ontology_can_be_looked_up() -> None:
    for event_type in ontology().types.values():
        for trigger in event_type.triggers:
            assert trigger.words.split()[0] in triggers().first_words, trigger.words


def test_readings_of_the_same_words_come_longest_first() -> None:
    of = grammar("Gunmen opened fire on the crowd.")
    (one,) = triggers().find(of)
    lengths = [len(r.tokens) for r in one.readings]
    assert lengths == sorted(lengths, reverse=True)
    assert all(r.tokens[0] == one.index for r in one.readings)
    assert all(e.trigger.pos == r.pos and e.trigger.frame == r.frame for r in one.readings for e in r.entries)


@pytest.mark.parametrize("text", ["Gunmen opened fire on the crowd.", "Air strikes and shelling hit the port."])
def test_no_word_belongs_to_two_triggers(text: str) -> None:
    taken = [i for f in triggers().find(grammar(text)) for i in f.readings[0].tokens]
    assert len(taken) == len(set(taken))
