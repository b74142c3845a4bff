"""Parties: their phrases in a role, pronouns, other names of the same party, and merging."""

import pytest

from dateline.coding.parts.parties import (
    antecedent,
    is_pronoun,
    merge_parties,
    replace_aliases,
    stands_for,
    with_aliases,
)
from dateline.model import ActorMention, Party, PartyKind, Span
from tests.coding.loaded import code, known, told


def party(
    text: str, at: int = 0, actor: str | None = None, kind: PartyKind = "unknown", is_object: bool = False
) -> Party:
    return Party(start=at, end=at + len(text), text=text, name=text, actor=actor, kind=kind, is_object=is_object)


PHRASES = [
    ("Armed men killed nine farmers near Bunia on Monday.", "killed", ["Armed men"], ["nine farmers"]),
    ("Nine farmers were killed by armed men near Bunia on Monday.", "killed", ["armed men"], ["Nine farmers"]),
    (
        "The army and allied militiamen attacked Bunia on Monday.",
        "attacked",
        ["The army", "allied militiamen"],
        ["Bunia"],
    ),
    (
        "Police arrested a journalist and two lawyers in Kampala on Monday.",
        "arrested",
        ["Police"],
        ["a journalist", "two lawyers"],
    ),
    (
        "Fighters of the Mountain Front attacked Bunia on Monday.",
        "attacked",
        ["Fighters of the Mountain Front"],
        ["Bunia"],
    ),
    ("A bomb exploded in Kandahar on Monday, killing nine people.", "exploded", [], ["nine people"]),
    ("No one claimed the bomb that killed nine people in Kandahar on Monday.", "killed", [], ["nine people"]),
    ("Nobody was hurt when rockets hit the port of Aden on Monday.", "hit", [], ["the port"]),
    ("Soldiers clashed with rebels near Bunia on Monday.", "clashed", ["Soldiers"], ["rebels"]),
    ("Soldiers and rebels clashed near Bunia on Monday.", "clashed", ["Soldiers"], ["rebels"]),
    ("Clashes between soldiers and rebels went on near Bunia on Monday.", "Clashes", ["soldiers"], ["rebels"]),
    ("Fighting broke out between soldiers and rebels near Bunia on Monday.", "Fighting", ["soldiers"], ["rebels"]),
    ("The rebels accused the army of bombing a market in Idlib on Monday.", "bombing", ["the army"], ["a market"]),
    (
        "Police in Nairobi fired tear gas to disperse hundreds of protesters on Monday.",
        "fired",
        ["Police"],
        ["hundreds of protesters"],
    ),
    ("Clashes erupted in Bunia on Monday between soldiers and rebels.", "Clashes", ["soldiers"], ["rebels"]),
    ("The army said it killed nine rebels near Bunia on Monday.", "killed", ["The army"], ["nine rebels"]),
    (
        "Nine people were killed and 20 others injured when a bomb exploded in Kano on Monday.",
        "killed",
        [],
        ["Nine people"],
    ),
    ("Rebels released 20 of the hostages near Goma on Monday.", "released", ["Rebels"], ["20 of the hostages"]),
    ("The rebels threatened to attack the town of Bunia.", "attack", ["The rebels"], ["the town of Bunia"]),
    (
        "The Mountain Front claimed responsibility for Monday's attack in Kandahar that killed nine people.",
        "attack",
        ["The Mountain Front"],
        ["nine people"],
    ),
    (
        "Police arrested nine activists in Kampala on Sunday and protesters burned cars in Jinja on Monday.",
        "burned",
        ["protesters"],
        ["cars"],
    ),
]
PHRASES_FAILING = {
    "Rebels released 20 of the hostages": "a number of somebody is no target",
    "The rebels accused the army of bombing a market in Idlib on": "the accuser is taken for the doer",
    "Police in Nairobi fired tear gas to disperse hundreds of": "an aim is a claim of its own and its target is lost",
    "The rebels threatened to attack the town of Bunia.": "a threat has no target",
    "The Mountain Front claimed responsibility for Monday's": "who claims an attack is not its initiator",
    "Police arrested nine activists in Kampala on Sunday and": "the subject of the second clause is lost in the parse",
}


@pytest.mark.parametrize(("text", "word", "initiators", "targets"), known(PHRASES, PHRASES_FAILING))
def test_a_claim_has_parties(text: str, word: str, initiators: list[str], targets: list[str]) -> None:
    claim = told(code(text), word)
    assert [p.text for p in claim.initiators] == initiators
    assert all(any(t in p.text for p in claim.targets) for t in targets), [p.text for p in claim.targets]


KINDS = [
    ("Soldiers arrested nine activists in Kampala on Monday.", "initiators", "state forces", False),
    ("Rebels killed nine soldiers near Bunia on Monday.", "targets", "state forces", False),
    ("Rebels killed nine soldiers near Bunia on Monday.", "initiators", "rebel group", False),
    ("Rebels killed nine villagers near Bunia on Monday.", "targets", "civilians", False),
    ("Protesters burned a bus in Kampala on Monday.", "targets", None, True),
    ("Warplanes destroyed a bridge near Kandahar on Monday.", "targets", None, True),
]


@pytest.mark.parametrize(("text", "role", "kind", "is_object"), KINDS)
def test_a_party_has_a_kind(text: str, role: str, kind: str | None, is_object: bool) -> None:
    (claim,) = code(text)
    assert (kind, is_object) in [(kind and p.kind, p.is_object) for p in getattr(claim, role)]


PRONOUNS = [
    (
        "Gunmen raided a village near Bunia on Monday. They killed nine farmers.",
        "killed",
        ("Gunmen", "They"),
    ),
    (
        "The rebels left Bunia on Sunday. On Monday they attacked an army base in Oicha.",
        "attacked",
        ("The rebels", "they"),
    ),
]
PRONOUNS_FAILING = {
    "The rebels left Bunia on Sunday. On Monday they attacked an": "only who did something in a claim can be stood for",
}


@pytest.mark.parametrize(("text", "word", "names"), known(PRONOUNS, PRONOUNS_FAILING))
def test_a_pronoun_is_an_alias_of_whom_it_stands_for(text: str, word: str, names: tuple[str, str]) -> None:
    claim = told(code(text), word)
    (doer,) = claim.initiators
    assert (doer.text, [a.text for a in doer.aliases]) == (names[0], [names[1]])


@pytest.mark.parametrize(
    "text", ["They killed nine farmers near Bunia on Monday.", "He shot a farmer near Bunia on Monday."]
)
def test_a_pronoun_that_stands_for_nobody_is_no_party(text: str) -> None:
    (claim,) = code(text)
    assert claim.initiators == ()


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("They", True), ("it", True), ("themselves", True), ("He", True), ("the army", False), ("Item", False)],
)
def test_pronouns(word: str, is_one: bool) -> None:
    assert is_pronoun(party(word)) == is_one


REBELS = party("the rebels", 0, kind="rebel group")
MAYOR = party("the mayor", 20)
BRIDGE = party("two bridges", 40, is_object=True)
FARMERS = party("nine farmers", 60)

ANTECEDENTS = [
    ("They", [REBELS], REBELS),
    ("He", [REBELS], None),
    ("He", [MAYOR, REBELS], MAYOR),
    ("They", [REBELS, MAYOR], REBELS),
    ("They", [REBELS, MAYOR, FARMERS], FARMERS),
    ("They", [REBELS, BRIDGE], REBELS),
    ("They", [], None),
    ("They", [party("the soldiers", 500)], None),
    ("They", [party("They", 70)], None),
]


@pytest.mark.parametrize(("word", "earlier", "whom"), ANTECEDENTS)
def test_a_pronoun_stands_for_the_last_that_fits_in_number(word: str, earlier: list[Party], whom: Party | None) -> None:
    assert antecedent(party(word, 100), earlier) == whom


def test_standing_for_keeps_the_full_phrase_and_adds_the_pronoun() -> None:
    full = stands_for(party("They", 100), REBELS)
    assert (full.text, full.aliases) == ("the rebels", (Span(start=100, end=104, text="They"),))


def test_aliases_are_unique_in_order_and_never_the_party_itself() -> None:
    here, there = Span(start=0, end=10, text="the rebels"), Span(start=50, end=54, text="They")
    first = Span(start=30, end=34, text="they")
    assert replace_aliases(REBELS, [there, here, first, there]).aliases == (first, there)


MERGED = [
    ([party("the rebels"), party("the rebels", 40)], ["the rebels"]),
    ([party("rebels"), party("the rebels", 40)], ["the rebels"]),
    ([party("Mountain Front rebels"), party("the rebels", 40)], ["Mountain Front rebels"]),
    ([party("the Mountain Front", actor="mf"), party("MF", 40, actor="mf")], ["the Mountain Front"]),
    ([party("the army", actor="a"), party("the army", 40, actor="b")], ["the army", "the army"]),
    ([party("nine farmers"), party("two teachers", 40)], ["nine farmers", "two teachers"]),
    ([party("the police"), party("the police", 40, is_object=True)], ["the police", "the police"]),
    ([party("rebels"), party("soldiers", 40), party("rebels", 80)], ["rebels", "soldiers"]),
    ([], []),
]


@pytest.mark.parametrize(("given", "kept"), MERGED)
def test_the_same_party_is_kept_once(given: list[Party], kept: list[str]) -> None:
    merged = merge_parties(given)
    assert [p.text for p in merged] == kept
    assert all((a.start, a.end) != (p.start, p.end) for p in merged for a in p.aliases)


def test_other_names_of_the_same_actor_are_aliases() -> None:
    mentions = [
        ActorMention(start=0, end=18, text="the Mountain Front", name="Mountain Front", actor="mf"),
        ActorMention(start=50, end=52, text="MF", name="Mountain Front", actor="mf"),
        ActorMention(start=60, end=62, text="MF", name="Mountain Front", actor="mf"),
        ActorMention(start=70, end=78, text="the army", name="army", actor="army"),
    ]
    aliases = with_aliases(party("the Mountain Front", actor="mf"), mentions).aliases
    assert [(a.start, a.text) for a in aliases] == [(50, "MF")]
