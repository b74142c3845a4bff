"""The loader: what it gives, and what it says of files that break the rules."""

import re
from importlib import resources
from pathlib import Path

import pytest
import yaml

from dateline.errors import OntologyError, UsageError
from dateline.ontology.load import EventType, Ontology, examples, load, near_misses

GOOD = """
id: water_attack
name: Attack on a water system
definition: Somebody destroys a water supply by force.
includes: [wells destroyed]
excludes: [failures]
acled: {event_type: Strategic developments, sub_event_type: Looting/property destruction}
plover: {event_type: ASSAULT, mode: destroy}
cameo: "1712"
ucdp: none
priority: 44
roles: {initiator: "who destroys it", target: "the well"}
triggers:
  - {words: [wreck pump, poison well], pos: verb, gap: true}
  - {words: well attack, pos: noun, when: {initiator: [armed]}}
examples:
  - {text: "Gunmen wrecked a pump on Friday.", trigger: wrecked, initiators: [Gunmen], targets: [a pump]}
near_misses:
  - {text: "The pump was worn out.", gives: null}
"""


@pytest.fixture(scope="module")
def shipped() -> Ontology:
    return load()


def write(folder: Path, text: str, name: str = "water_attack.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_adds_a_type(tmp_path: Path, shipped: Ontology) -> None:
    ontology = load(write(tmp_path, GOOD))
    assert set(ontology.types) == {*shipped.types, "water_attack"}
    assert list(ontology.types) == sorted(ontology.types)


def test_a_folder_replaces_a_type_by_id(tmp_path: Path, shipped: Ontology) -> None:
    ontology = load(write(tmp_path, GOOD.replace("id: water_attack", "id: looting"), "looting.yaml"))
    assert set(ontology.types) == set(shipped.types)
    assert ontology.get("looting").name == "Attack on a water system"


def test_a_line_of_phrases_becomes_one_trigger_each(tmp_path: Path) -> None:
    triggers = load(write(tmp_path, GOOD)).get("water_attack").triggers
    assert [(t.words, t.pos, t.gap) for t in triggers] == [
        ("wreck pump", "verb", True),
        ("poison well", "verb", True),
        ("well attack", "noun", False),
    ]
    assert triggers[2].when is not None
    assert triggers[2].when.initiator == ("armed",)


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("notes")
    assert "water_attack" in load(write(tmp_path, GOOD)).types


def test_a_users_own_types_are_known_as_such(tmp_path: Path, shipped: Ontology) -> None:
    write(tmp_path, GOOD)
    same = "looting.yaml"
    (tmp_path / same).write_bytes((resources.files("dateline.ontology") / "types" / same).read_bytes())
    assert load(tmp_path).own == {"water_attack"}
    (tmp_path / same).write_text((tmp_path / same).read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    assert load(tmp_path).own == {"water_attack"}, "a shipped type that is only copied stays a shipped one"
    changed = re.sub(r"priority: \d+", "priority: 7", (tmp_path / same).read_text(encoding="utf-8"))
    (tmp_path / same).write_text(changed, encoding="utf-8")
    assert load(tmp_path).own == {"water_attack", "looting"}
    assert shipped.own == frozenset()


def test_loading_twice_gives_the_same(shipped: Ontology) -> None:
    assert dict(load().types) == dict(shipped.types)


def test_the_types_cannot_be_changed(shipped: Ontology) -> None:
    with pytest.raises(TypeError):
        shipped.types["x"] = shipped.get("looting")  # type: ignore[index]
    with pytest.raises(AttributeError):
        shipped.get("looting").name = "x"  # type: ignore[misc]


def test_examples_and_near_misses_come_with_their_type(shipped: Ontology) -> None:
    pairs = list(examples(shipped))
    assert len(pairs) == sum(len(t.examples) for t in shipped.types.values())
    assert all(isinstance(t, EventType) and example in t.examples for t, example in pairs)
    assert all(miss in t.near_misses for t, miss in near_misses(shipped))


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("airstrike", "air_strike"),
        ("air-strike", "air_strike"),
        ("protst", "protest"),
        ("bomb", "bombing"),
        ("zzz", "there are"),
    ],
)
def test_an_unknown_id_offers_its_neighbours(shipped: Ontology, asked: str, offered: str) -> None:
    with pytest.raises(UsageError, match=rf"no event type '{asked}'.*{offered}.*dateline types"):
        shipped.get(asked)


BROKEN = {
    # what is wrong: (a line of GOOD, what stands there instead, what the message must say)
    "unknown key": ("ucdp: none", "ucdp: none\ncolour: red", ["unknown key 'colour'", "allowed keys: id, name"]),
    "missing key": ("ucdp: none\n", "", ["needs the key 'ucdp'"]),
    "unknown key of a trigger": ("gap: true", "gaps: true", ["triggers[0] has the unknown key 'gaps'", "frame, gap"]),
    "unknown key of when": ("when: {init", "when: {place: [x], init", ["triggers[1].when", "'place'", "not_words"]),
    "unknown key of roles": ('target: "the well"', 'goal: "x"', ["roles", "allowed keys: initiator, target"]),
    "unknown key of an example": ("trigger: wrecked", "triger: wrecked", ["examples[0]", "'triger'", "targets"]),
    "unknown ACLED type": ("Strategic developments", "Fights", ["acled.event_type: 'Fights'", "Battles"]),
    "sub-type of another type": ("Looting/property destruction", "Grenade", ["'Grenade'", "Strategic", "Agreement"]),
    "unknown PLOVER type": ("event_type: ASSAULT", "event_type: YIELD", ["plover.event_type: 'YIELD'", "RETREAT"]),
    "mode of another type": ("mode: destroy", "mode: visit", ["plover.mode of ASSAULT: 'visit'", "aerial"]),
    "unknown mode of a trigger": ("gap: true", "gap: true, mode: visit", ["'wreck pump'", "mode: 'visit'", "aerial"]),
    "unknown CAMEO code": ('"1712"', '"1799"', ["cameo: '1799' is no CAMEO code", "1711"]),
    "CAMEO code without quotes": ('"1712"', "1712", ["cameo: 1712", "put it in quotes"]),
    "unknown UCDP value": ("ucdp: none", "ucdp: maybe", ["ucdp: 'maybe' is not allowed; allowed: violent, none"]),
    "unknown part of speech": ("pos: noun", "pos: adjective", ["triggers[1].pos: 'adjective'", "allowed: noun, verb"]),
    "unknown frame": ("pos: noun", "pos: noun, frame: passive", ["triggers[1].frame: 'passive'", "mutual"]),
    "unknown class": ("initiator: [armed]", "initiator: [rebels]", ["when.initiator[0]: 'rebels'", "civilians, armed"]),
    "unknown weapon": ("initiator: [armed]", "weapon: [bombs]", ["when.weapon[0]: 'bombs'", "aircraft bomb"]),
    "when without a condition": ("{initiator: [armed]}", "{}", ["'well attack'", "no condition"]),
    "priority out of range": ("priority: 44", "priority: 144", ["priority: 144", "0 to 100"]),
    "priority no number": ("priority: 44", "priority: high", ["priority: 'high'", "int"]),
    "strength out of range": ("gap: true", "gap: true, strength: 8", ["strength: 8", "up to 1"]),
    "capitals in a phrase": ("well attack", "Well attack", ["words: 'Well attack'", "lower-case"]),
    "a hyphen in a phrase": ("well attack", "well-attack", ["words: 'well-attack'", "hyphens written as spaces"]),
    "a placeholder in a phrase": ("wreck pump", '"wreck {X} pump"', ["lower-case"]),
    "a gap in a noun": ("words: well attack", "gap: true, words: well attack", ["gap", "verb phrases"]),
    "a trigger given twice": ("[wreck pump, poison well]", "[wreck pump, wreck pump]", ["'wreck pump' is given twice"]),
    "no triggers": ("triggers:", "triggers: []\nold:", ["unknown key 'old'"]),
    "a key given twice": ("ucdp: none", "ucdp: none\nucdp: violent", ["'ucdp' is given twice"]),
    "id is not the file's name": ("id: water_attack", "id: water_war", ["'water_war'", "water_war.yaml"]),
    "an ill-formed id": ("id: water_attack", "id: Water-Attack", ["'Water-Attack'", "underscores"]),
    "an empty definition": ("Somebody destroys a water supply by force.", '""', ["definition: '' is empty"]),
    "trigger words not in the text": ("trigger: wrecked", "trigger: broke", ["trigger: 'broke' is not in the text"]),
    "a role not in the text": ("targets: [a pump]", "targets: [the pump]", ["targets: 'the pump'", "copy the words"]),
    "a negative count": ("trigger: wrecked", "trigger: wrecked, killed: -1", ["examples[0].killed: -1"]),
    "a near miss that gives the type": ("gives: null", "gives: water_attack", ["near_misses[0].gives", "itself"]),
    "a near miss that gives no type": ("gives: null", "gives: flood", ["gives: 'flood' is no event type"]),
    "no YAML": ("includes: [wells destroyed]", "includes: [wells", ["no valid YAML", "line"]),
    "a yes that is no text": ("well attack", "yes", ["triggers[1].words: True", "put it in quotes"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, case: str) -> None:
    old, new, says = BROKEN[case]
    assert old in GOOD
    with pytest.raises(OntologyError) as caught:
        load(write(tmp_path, GOOD.replace(old, new, 1)))
    message = str(caught.value)
    assert "water_attack.yaml" in message
    for words in says:
        assert words in message, message


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "it is empty"), (b"- a\n- b\n", "it is a list"), (b"id: \xff", "no UTF-8"), (b"id: [", "no valid YAML")],
)
def test_a_file_that_is_no_table(tmp_path: Path, data: bytes, says: str) -> None:
    (tmp_path / "water_attack.yaml").write_bytes(data)
    with pytest.raises(OntologyError, match=rf"water_attack\.yaml.*{says}"):
        load(tmp_path)


def test_an_empty_list_of_triggers(tmp_path: Path) -> None:
    table = {**yaml.safe_load(GOOD), "triggers": []}
    with pytest.raises(OntologyError, match=r"triggers: \[\] is empty"):
        load(write(tmp_path, yaml.safe_dump(table)))


def test_words_claimed_by_two_types_with_equal_right(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace("id: water_attack", "id: well_attack"), "well_attack.yaml")
    with pytest.raises(
        OntologyError, match=r"well_attack\.yaml: the verb 'wreck pump'.*water_attack\.yaml.*priority 44"
    ):
        load(tmp_path)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "absent", "cannot be read"),
        (lambda folder: write(folder, "x", "notes.txt"), "holds no event types"),
        (lambda folder: write(folder, GOOD) / "water_attack.yaml", "cannot be read"),
    ],
    ids=["no such folder", "nothing in it", "a file"],
)
def test_a_folder_that_is_none(tmp_path: Path, make: object, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        load(make(tmp_path))  # type: ignore[operator]


def test_the_other_ending_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"rename it to water_attack\.yaml"):
        load(write(tmp_path, GOOD, "water_attack.yml"))
