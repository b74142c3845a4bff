"""The shipped event types: complete, reachable, no trigger that can never be read, texts that name nobody real."""

from collections import Counter
from importlib import resources

import pytest

from dateline.ontology.load import EventType, Ontology, load
from dateline.ontology.model import GENERAL_BELOW
from tests.steps import steps

ONTOLOGY = load()
TYPES = list(ONTOLOGY.types.values())
SPEECH = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}
AGREEMENTS = {"peace_agreement", "peace_talks"}
"""Speech between sides of a conflict that ACLED records, as Agreement."""


@pytest.fixture(params=TYPES, ids=lambda t: t.id)
def event_type(request: pytest.FixtureRequest) -> EventType:
    value: EventType = request.param
    return value


def test_every_acled_sub_type_is_reachable() -> None:
    have = {(t.acled.event_type, t.acled.sub_event_type) for t in TYPES if t.acled}
    want = {(event_type, sub) for event_type, subs in ONTOLOGY.codes.acled.items() for sub in subs}
    assert len(want) == 25
    assert have == want


def test_every_plover_type_is_reachable() -> None:
    assert len(ONTOLOGY.codes.plover) == 16
    assert {t.plover.event_type for t in TYPES if t.plover} == set(ONTOLOGY.codes.plover)


def test_every_cameo_root_that_plover_keeps_is_reachable() -> None:
    """01 (statements) has no PLOVER equal; 15 and up are force."""
    assert {t.cameo[:2] for t in TYPES if t.cameo} == {f"{root:02}" for root in range(2, 21)}


def test_speech_has_no_acled_type() -> None:
    spoken = {t.id for t in TYPES if t.plover and t.plover.event_type in SPEECH and t.acled}
    assert spoken == AGREEMENTS


def test_ids_are_file_names() -> None:
    files = {f.name for f in (resources.files("dateline.ontology") / "types").iterdir() if f.name.endswith(".yaml")}
    assert files == {f"{t.id}.yaml" for t in TYPES}


def test_a_type_is_complete(event_type: EventType) -> None:
    assert len(event_type.examples) >= 2
    assert len(event_type.near_misses) >= 2
    assert event_type.includes
    assert event_type.excludes
    assert event_type.acled or event_type.plover
    assert len(event_type.definition) < 200


def test_an_example_says_who(event_type: EventType) -> None:
    assert any(e.initiators or e.targets for e in event_type.examples)


def test_names_of_types_in_the_notes_exist(event_type: EventType) -> None:
    """A bracket in ``excludes`` that looks like an id is one."""
    for note in event_type.excludes:
        inside = note.partition("(")[2].partition(")")[0]
        for word in filter(None, inside.replace(",", " ").split(" ")):
            assert "_" not in word or word in ONTOLOGY.types, note


def test_an_example_is_in_one_type_only() -> None:
    texts = Counter(e.text for t in TYPES for e in t.examples)
    assert [text for text, n in texts.items() if n > 1] == []


def test_organised_violence_is_marked(event_type: EventType) -> None:
    if event_type.acled and event_type.acled.event_type in ("Battles", "Explosions/Remote violence"):
        assert event_type.ucdp == "violent"
    if event_type.acled is None:
        assert event_type.ucdp == "none"


def test_no_trigger_is_hidden(event_type: EventType) -> None:
    """The same words without conditions in a type of the same or a higher priority would always be read first."""
    free = {(r.pos, r.words): t for t in sorted(TYPES, key=lambda t: t.priority) for r in t.triggers if r.when is None}
    hidden = [
        (trigger.words, above.id)
        for trigger in event_type.triggers
        if (above := free.get((trigger.pos, trigger.words), event_type)).priority >= event_type.priority
        and above.id != event_type.id
    ]
    assert hidden == []


VERBS = """
attack kill shoot bomb hit strike target destroy fire shell clash fight seize capture retake storm raid ambush explode
die wound arrest detain abduct kidnap execute behead protest march rally riot disperse loot burn torch sign agree
withdraw deploy intercept defuse surrender defect merge free release condemn accuse demand urge threaten warn reject
refuse meet visit pledge promise support praise send sanction expel ban cooperate investigate sentence convict dynamite
machinegun hijack assassinate massacre torture rape stab beat lynch strafe mortar besiege blockade resign pardon mediate
"""
NOUNS = """
attack, air strike, airstrike, drone strike, shelling, bombing, explosion, blast, car bomb, ambush, clash, offensive,
raid, assassination, kidnapping, execution, beheading, massacre, torture, protest, march, rally, riot, strike,
hunger strike, looting, arson, ceasefire, truce, peace talk, withdrawal, troop deployment, surrender, arrest, sanction,
mortar attack, rocket attack, suicide bombing, coup, siege
"""


@pytest.mark.parametrize(("pos", "words"), [("verb", VERBS.split()), ("noun", NOUNS.replace("\n", " ").split(", "))])
def test_the_common_words_of_the_news_are_known(pos: str, words: list[str]) -> None:
    known = {r.words for t in TYPES for r in t.triggers if r.pos == pos}
    assert [w for w in words if w.strip() not in known] == []


@pytest.mark.parametrize("words", ["attack", "kill"])
def test_general_verbs_fall_back_on_general_types(words: str) -> None:
    free = [t for t in TYPES if any(r.words == words and r.pos == "verb" and wide(r.when) for r in t.triggers)]
    assert [t.id for t in free if t.priority >= GENERAL_BELOW] == []
    assert free


def wide(when: object) -> bool:
    """Say whether nothing but other senses of the word is kept out."""
    return when is None or not any(getattr(when, key) for key in ("weapon", "initiator", "target", "words"))


def test_loading_is_quick() -> None:
    """About 0.05 s of CPU time on the founding machine, in 324,000 calls; three times that is a fault."""
    assert steps(load) < 1_000_000


def test_codes_are_known(event_type: EventType) -> None:
    ontology: Ontology = ONTOLOGY
    assert event_type.cameo is None or event_type.cameo in ontology.codes.cameo
