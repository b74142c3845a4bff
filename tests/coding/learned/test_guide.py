"""The guide: the ontology's triggers and the network's acts laid over each other, and who decides where they differ."""

from collections.abc import Mapping

import msgspec
import numpy as np
import pytest

from dateline.coding.learned.guide import Learned, Tuning, Types
from dateline.coding.learned.network import Label
from dateline.coding.learned.seen import Act
from dateline.coding.parts.choosing import Evidence
from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import cues
from dateline.coding.parts.modality import NEGATED
from dateline.coding.parts.triggers import Reading, Triggers
from dateline.ontology.load import Ontology
from tests.coding.learned.made import TEXT, ontology, resolved, sentence_of, span

NAMES = {
    "outside": "",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Attack": "Violence against civilians",
    "Armed clash": "Battles",
    "Peaceful protest": "Protests",
    "Suicide bomb": "Explosions/Remote violence",
    "Arrests": "Strategic developments",
    "CONSULT": "",
}
LABELS = tuple(Label(name=n, event=e, plover="" if e else n) for n, e in NAMES.items())
NUMBER = {label.name: i for i, label in enumerate(LABELS)}
KNOWN = tuple(ontology().types)
TYPES = Types(ontology(), LABELS, KNOWN)
TRIGGERS = Triggers(ontology())
NOTHING = Evidence(initiators=frozenset(), targets=frozenset(), weapons=frozenset(), words=" ")
SHELL, ARREST = "Shelling/artillery/missile attack", "Arrests"


def act(words: str, score: float = 0.9, **types: float) -> Act:
    start, end = span(words)
    numbers = np.zeros(len(LABELS), dtype=np.float32)
    for name, value in (types or {"Attack": 0.9}).items():
        numbers[NUMBER[name]] = value
    return Act(start, end, sentence_of(start), numbers, score, 0)


def guide(*acts: Act, types: Types = TYPES, triggers: Triggers = TRIGGERS, **tuning: float) -> Learned:
    given = {"least": 0.15, "say": 0.5, "against": 0.8, "words": 1.0, "unknown": 0.5}
    return Learned(acts, types, triggers, cues(), Tuning(**{**given, **tuning}))


def grammar(number: int = 0) -> Grammar:
    return Grammar(resolved().annotated.sentences[number])


def way(one: Learned, word: str, number: int = 0) -> Reading:
    start, end = span(word)
    at = grammar(number).at(start, end)
    return next(f.readings[0] for f in one.find(grammar(number), ()) if set(at) & set(f.readings[0].tokens))


def words(one: Learned, number: int = 0, times: tuple[tuple[int, int], ...] = ()) -> list[str]:
    tokens = grammar(number).tokens
    return [" ".join(tokens[i].text for i in f.readings[0].tokens) for f in one.find(grammar(number), times)]


BY_RULES = words(guide())


def test_the_ontology_alone_sees_what_it_knows() -> None:
    assert BY_RULES == ["shelled", "killing"]


@pytest.mark.parametrize(
    ("acts", "more", "found"),
    [
        ([act("shelled")], {}, ["shelled", "killing"]),  # known to both: once
        ([act("Goma")], {}, ["shelled", "Goma", "killing"]),  # the network's alone, in the order of the text
        ([act("Goma")], {"unknown": 0.95}, ["shelled", "killing"]),  # not sure enough for words nobody knows
        ([act("shelled Goma")], {}, ["shelled", "killing"]),  # touches a known trigger
        ([act("lasted")], {}, ["shelled", "killing"]),  # of another sentence
        ([act("nine people", CONSULT=0.9)], {}, ["shelled", "killing", "people"]),  # a noun: up to its head
    ],
)
def test_acts_that_the_ontology_does_not_know_are_added(
    acts: list[Act], more: Mapping[str, float], found: list[str]
) -> None:
    said = words(guide(*acts, **more))
    assert [w.split()[-1] for w in said] == found


def test_two_acts_in_one_word_are_one_trigger() -> None:
    (start, end), one = span("Goma"), act("Goma")
    first = msgspec.structs.replace(one, end=start + 2)
    second = msgspec.structs.replace(one, start=start + 2, end=end, row=1)
    assert words(guide(first, second)).count("Goma") == 1


@pytest.mark.parametrize(
    ("word", "number", "types", "kind", "frame", "pos"),
    [
        ("Goma", 0, {"Armed clash": 0.8}, "Armed clash", "mutual", "noun"),
        ("Goma", 0, {"Peaceful protest": 0.8}, "Peaceful protest", "gather", "noun"),
        ("Goma", 0, {"Suicide bomb": 0.8}, "Suicide bomb", "explode", "noun"),
        ("Goma", 0, {ARREST: 0.5, "CONSULT": 0.9}, ARREST, "act", "noun"),  # of ACLED's types alone
        ("lasted", 1, {"Attack": 0.8}, "Attack", "act", "verb"),
    ],
)
def test_words_nobody_knows_get_the_plain_type_of_their_label(
    word: str, number: int, types: dict[str, float], kind: str, frame: str, pos: str
) -> None:
    found = way(guide(act(word, 0.9, **types)), word, number)
    (entry,) = found.entries
    assert entry.type == TYPES.plain[NUMBER[kind]]
    assert entry.type.acled is not None
    assert entry.type.acled.sub_event_type == kind
    assert (found.frame, found.pos, entry.trigger.words) == (frame, pos, "last" if word == "lasted" else word.lower())


@pytest.mark.parametrize(
    ("act_types", "score", "number", "label"),
    [
        ({SHELL: 0.9}, 0.9, 0, SHELL),  # both agree
        ({ARREST: 0.9}, 0.9, 0, ARREST),  # the network is sure of another type
        ({ARREST: 0.5, SHELL: 0.4}, 0.9, 0, SHELL),  # nearly even: the ontology's word counts
        ({ARREST: 0.9}, 0.3, 0, SHELL),  # the network is not sure that it is an act: the ontology's own choice
    ],
)
def test_the_type_is_what_both_speak_for(act_types: dict[str, float], score: float, number: int, label: str) -> None:
    one = guide(act("shelled", score, **act_types))
    found = way(one, "shelled", number)
    entry = one.choose(grammar(), found, found.entries, NOTHING)
    assert entry is not None
    assert entry.type.acled is not None
    assert entry.type.acled.sub_event_type == label


def test_without_an_act_the_ontology_chooses() -> None:
    one = guide()
    found = way(one, "shelled")
    entry = one.choose(grammar(), found, found.entries, NOTHING)
    assert entry is not None
    assert entry.type.id == "shelling"
    assert one.choose(grammar(), found, (), NOTHING) is None


def own_types(**change: object) -> Ontology:
    """The shipped types with one more, by the trigger "shell", that no network was trained on."""
    shelling = ontology().types["shelling"]
    mine = msgspec.structs.replace(shelling, id="my_shelling", priority=100, **change)
    return Ontology(types={**ontology().types, "my_shelling": mine}, codes=ontology().codes)


def test_a_type_of_the_users_own_is_chosen_whatever_the_network_thinks() -> None:
    mine = own_types()
    types, triggers = Types(mine, LABELS, KNOWN), Triggers(mine)
    assert types.own == {"my_shelling"}
    assert "my_shelling" not in {t.id for t in types.plain.values()}
    one = guide(act("shelled", 0.99, Arrests=0.99), types=types, triggers=triggers)
    found = way(one, "shelled")
    entry = one.choose(grammar(), found, found.entries, NOTHING)
    assert entry is not None
    assert entry.type.id == "my_shelling"


def test_the_plain_type_of_a_label_is_the_most_general() -> None:
    for number, plain in TYPES.plain.items():
        fitting = [t for t in ontology().types.values() if TYPES.label(t) == number]
        assert plain.priority == min(t.priority for t in fitting), LABELS[number].name


@pytest.mark.parametrize(
    ("types", "mine", "label"),
    [
        ({"Attack": 0.5, ARREST: 0.4}, None, "Attack"),
        ({"Attack": 0.5, ARREST: 0.4}, "arrest", ARREST),
        ({"Attack": 0.9, ARREST: 0.1}, "arrest", "Attack"),
        ({"CONSULT": 0.9, ARREST: 0.1}, None, ARREST),
        ({"Attack": 0.5}, "visit", "Attack"),
    ],
)
def test_the_ontologys_choice_is_worth_so_much(types: dict[str, float], mine: str | None, label: str) -> None:
    found = guide().settle(act("Goma", 0.9, **types).types, ontology().types[mine] if mine else None)
    assert LABELS[found].name == label


@pytest.mark.parametrize(
    ("told", "score", "said"),
    [
        ("planned", None, "planned"),
        ("planned", 0.7, "planned"),
        ("planned", 0.99, "planned"),
        ("hypothetical", 0.9, "asserted"),
        ("recurring", 0.7, "recurring"),
        ("alleged", 0.9, "alleged"),
        ("denied", 0.99, "denied"),
        (NEGATED, None, NEGATED),
        (NEGATED, 0.99, NEGATED),
    ],
)
def test_a_fear_is_overruled_where_the_network_is_sure_and_a_plan_never(
    told: str, score: float | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.coding.learned.guide.find_modality", lambda *_: (told, "cue"))
    one = guide(*([act("shelled", score)] if score is not None else []))
    assert one.modality(grammar(), way(one, "shelled"))[0] == said


@pytest.mark.parametrize(("acts", "belief", "many"), [([act("shelled", 0.7)], 0.7, len(LABELS)), ([], 0.0, 0)])
def test_the_networks_opinion(acts: list[Act], belief: float, many: int) -> None:
    one = guide(*acts)
    found = one.opinion(grammar(), way(one, "shelled"))
    assert found is not None
    assert (found.belief, len(found.types)) == (pytest.approx(belief), many)


def test_no_sentence_of_the_report_holds_two_triggers_of_one_place() -> None:
    every = [act(w) for w in ("Rebels", "Goma", "people", "army", "hour", "men", "Beni")]
    one = guide(*every)
    for number in range(3):
        found = [i for f in one.find(grammar(number), ()) for i in f.readings[0].tokens]
        assert len(set(found)) == len(found), TEXT
