"""The golden cases' own machinery, on claims made by hand."""

from pathlib import Path

import msgspec
import pytest

from dateline.model import Acled, Attribution, Claim, Count, Mention, Party, Place, Plover, Weapon, When
from tests.case_compare import compare, pair, same
from tests.case_format import Case, Expected, Toll, phrases_of, read_case, read_known

TEXT = "Rebels shelled the airfield at Kol on Monday, killing two guards, radio said. Kol was shelled again on Friday."
MONDAY = When(text="Monday", start=38, end=44, first="2023-05-01", last="2023-05-01", precision="day")
FRIDAY = When(text="Friday", start=103, end=109, first="2023-05-05", last="2023-05-05", precision="day")
SHELLING = Acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack")
CLASH = Acled(event_type="Battles", sub_event_type="Armed clash")


def party(text: str) -> Party:
    start = TEXT.index(text)
    return Party(start=start, end=start + len(text), text=text, name=text)


def place(text: str) -> Place:
    start = TEXT.index(text)
    return Place(start=start, end=start + len(text), text=text, name=text)


def mention(trigger: str, nth: int = 0) -> Mention:
    start = TEXT.index(trigger)
    for _ in range(nth):
        start = TEXT.index(trigger, start + 1)
    end = start + len(trigger)
    return Mention(start=start, end=end, text=trigger, trigger_start=start, trigger_end=end, trigger=trigger)


FIRST = Claim(
    claim="c-1",
    report="r",
    engine="hand",
    engine_version="1",
    event_type="shelling",
    acled=SHELLING,
    plover=Plover(event_type="ASSAULT", mode="heavy-weapons"),
    cameo="194",
    modality="asserted",
    mentions=(mention("shelled"),),
    initiators=(party("Rebels"),),
    targets=(party("the airfield at Kol"),),
    places=(place("Kol"),),
    date=MONDAY,
    killed=Count(low=2, high=2, text="two", start=54, end=57),
    outcome="completed",
    attribution=Attribution(start=66, end=71, text="radio", cue="said"),
)
SECOND = Claim(
    claim="c-2",
    report="r",
    engine="hand",
    engine_version="1",
    event_type="shelling",
    acled=SHELLING,
    plover=None,
    cameo="194",
    modality="asserted",
    mentions=(mention("shelled", 1),),
    targets=(party("Kol"),),
    places=(place("Kol"),),
    date=FRIDAY,
    outcome="completed",
)
THREAT = msgspec.structs.replace(
    SECOND, claim="c-3", acled=None, modality="threatened", plover=Plover(event_type="THREATEN")
)
TYPE = "Shelling/artillery/missile attack"
WANTED = Expected(
    acled=TYPE,
    trigger=["shelled"],
    first="2023-05-01",
    last="2023-05-01",
    places=["Kol"],
    initiators=[["the rebels", "the Front"]],
    targets=["airfield"],
    weapons=[],
    killed=Toll(low=2, high=2),
    injured=None,
    outcome="completed",
    attribution="the radio",
)
AGAIN = Expected(acled=TYPE, trigger=["shelled"], first="2023-05-05", last="2023-05-05", attribution=None)


def case(*claims: Expected, other: tuple[Expected, ...] = (), nothing_of: tuple[str, ...] = ()) -> Case:
    return Case(
        published="2023-05-06",
        source="hand",
        claims=list(claims),
        other=list(other),
        nothing_of=list(nothing_of),
        text=TEXT,
    )


def ids(case: Case, *claims: Claim) -> list[str]:
    return [d.id for d in compare(case, claims)]


def test_claims_as_expected_give_no_difference() -> None:
    assert ids(case(WANTED, AGAIN), FIRST, SECOND) == []


def test_the_order_of_the_claims_does_not_matter() -> None:
    assert ids(case(WANTED, AGAIN), SECOND, FIRST) == []
    assert pair([WANTED, AGAIN], [SECOND, FIRST], case(WANTED, AGAIN)) == {0: 1, 1: 0}


CHANGES = [
    ({"acled": CLASH}, ["1.type"]),
    ({"modality": "denied"}, ["1.modality"]),
    ({"date": FRIDAY}, ["1.date"]),
    ({"date": None}, ["1.date"]),
    ({"places": ()}, ["1.places:Kol"]),
    ({"initiators": ()}, ["1.initiators:the rebels"]),
    ({"initiators": (party("two guards"),)}, ["1.initiators:the rebels", "1.initiators+two guards"]),
    ({"targets": (party("the airfield at Kol"), party("radio"))}, ["1.targets+radio"]),
    ({"weapons": (Weapon(start=7, end=14, text="shelled", kind="artillery"),)}, ["1.weapons+shelled"]),
    ({"killed": None}, ["1.killed"]),
    ({"killed": Count(low=2, high=None, text="two", start=54, end=57)}, ["1.killed"]),
    ({"injured": Count(low=1, high=1, text=None, start=None, end=None)}, ["1.injured"]),
    ({"outcome": "failed"}, ["1.outcome"]),
    ({"attribution": None}, ["1.attribution"]),
    ({"acled": None}, ["1.missing"]),
    ({"modality": "planned"}, ["1.missing"]),
    ({"mentions": (mention("killing"),)}, ["1.missing", "extra:killing"]),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=lambda x: str(x)[:40])
def test_each_difference_has_its_id(change: dict[str, object], expected: list[str]) -> None:
    assert ids(case(WANTED), msgspec.structs.replace(FIRST, **change)) == expected


def test_a_message_says_what_is_and_what_was_expected() -> None:
    wrong = msgspec.structs.replace(FIRST, killed=Count(low=3, high=3, text="two", start=54, end=57))
    (difference,) = compare(case(WANTED), [wrong])
    assert difference.message == "claim 1 (shelled): killed is 3..3, expected 2..2"
    assert difference.kind == "tolls"


def test_a_claim_that_nobody_expects_is_one_too_many() -> None:
    third = msgspec.structs.replace(SECOND, mentions=(mention("killing"),))
    fourth = msgspec.structs.replace(SECOND, date=None, mentions=(mention("killing"),))
    assert ids(case(WANTED, AGAIN), FIRST, SECOND, third, fourth) == ["extra:killing", "extra:killing#2"]


def test_an_optional_claim_may_be_there_or_not() -> None:
    optional = msgspec.structs.replace(AGAIN, optional=True)
    assert ids(case(WANTED, optional), FIRST) == []
    assert ids(case(WANTED, optional), FIRST, SECOND) == []


def test_a_clause_says_which_of_two_uses_of_a_word_is_meant() -> None:
    second = msgspec.structs.replace(AGAIN, clause="Kol was shelled again", first="2023-05-01", last="2023-05-01")
    assert ids(case(second), SECOND) == ["1.date"]
    assert ids(case(second), FIRST) == ["1.missing", "extra:shelled"]


def test_words_that_tell_nothing_are_named_once() -> None:
    parade = case(WANTED, nothing_of=("again",))
    told = msgspec.structs.replace(SECOND, mentions=(mention("again"),))
    assert ids(parade, FIRST, told) == ["nothing_of:again"]


def test_sides_may_stand_in_either_role() -> None:
    clash = Expected(acled=TYPE, trigger=["shelled"], sides=["the airfield", "rebels"])
    turned = msgspec.structs.replace(FIRST, initiators=FIRST.targets, targets=FIRST.initiators)
    assert ids(case(clash), FIRST) == []
    assert ids(case(clash), turned) == []
    assert ids(case(clash), msgspec.structs.replace(FIRST, initiators=())) == ["1.sides:rebels"]


def test_a_place_that_must_not_be_there() -> None:
    wanted = Expected(acled=TYPE, trigger=["shelled"], not_places=["Kol"])
    assert ids(case(wanted), FIRST) == ["1.not_places:Kol"]


def test_several_right_answers() -> None:
    wanted = Expected(
        acled=["Armed clash", TYPE],
        trigger=["shelled"],
        outcome=["unknown", "completed"],
        attribution=["radio", None],
        killed=[None, Toll(low=2, high=2)],
    )
    assert ids(case(wanted), FIRST) == []
    assert ids(case(wanted), msgspec.structs.replace(FIRST, attribution=None, killed=None)) == []


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Expected(plover="THREATEN", trigger=["shelled"], modality="threatened"), []),
        (Expected(trigger=["shelled"], modality=["planned", "threatened"]), []),
        (Expected(plover="ACCUSE", trigger=["shelled"], modality="threatened"), ["other1.missing"]),
        (Expected(plover="THREATEN", trigger=["killing"], modality="threatened"), ["other1.missing"]),
        (Expected(plover="THREATEN", trigger=["shelled"]), ["other1.missing"]),
    ],
)
def test_other_claims(wanted: Expected, expected: list[str]) -> None:
    assert ids(case(other=(wanted,)), THREAT) == expected


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("the rebels", "Rebels", True),
        ("Angola’s rebels", "the rebels of Angola", True),
        ("soldiers", "two soldiers on patrol near the river", True),
        ("the army", "the air force", False),
        ("of the", "the", False),
        ("São Tomé", "SÃO TOMÉ", True),
    ],
)
def test_same(one: str, other: str, answer: bool) -> None:
    assert same(one, other) is answer


def write(folder: Path, expected: str) -> None:
    (folder / "one").mkdir()
    (folder / "one" / "report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "one" / "expected.yaml").write_text(expected, encoding="utf-8")


def test_a_case_is_read_and_its_phrases_are_listed(tmp_path: Path) -> None:
    write(
        tmp_path,
        "published: null\nsource: s\nclaims:\n"
        "  - {acled: Armed clash, trigger: [shelled], from: null, initiators: [[Rebels, Front]], places: [Kol]}\n"
        "nothing_of: [again]\n",
    )
    read = read_case("one", tmp_path)
    assert read.text == TEXT
    assert read.claims[0].first is None
    assert read.claims[0].killed is msgspec.UNSET
    assert sorted(phrases_of(read)) == ["Front", "Kol", "Rebels", "again", "shelled"]


@pytest.mark.parametrize(
    "line", ["colour: red", "modality: perhaps", "killed: {low: 1}", "killed: 3", "outcome: won", "from: 2023-05-01"]
)
def test_a_case_with_an_unknown_field_or_value_is_refused(tmp_path: Path, line: str) -> None:
    write(
        tmp_path, f"published: null\nsource: s\nclaims:\n  - acled: Armed clash\n    trigger: [shelled]\n    {line}\n"
    )
    with pytest.raises(msgspec.ValidationError):
        read_case("one", tmp_path)


def test_known_failures_are_ids_by_case(tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text("one: ['1.date', 'extra:raid']\n", encoding="utf-8")
    assert read_known(path) == {"one": ["1.date", "extra:raid"]}
    path.write_text("# nothing\n", encoding="utf-8")
    assert read_known(path) == {}
