"""Who did it and to whom: which phrases are candidates, what the score looks at, and what is chosen."""

import math
from typing import Any

import msgspec
import pytest

from dateline.coding.learned.settings import Setting
from dateline.coding.learned.sides import MOST, NAMES, PHRASES, Candidate, Sides, choose
from dateline.coding.learned.trees import Fitted, Trees
from dateline.coding.parts.joining import Event
from dateline.model import ActorMention, Party, Place, Token
from tests.coding.learned.made import (
    ARRESTED,
    BENI,
    GOMA,
    NINE,
    REBELS,
    SHELLED,
    SHELLING,
    TOLD,
    describe,
    event,
    party,
    resolved,
    span,
)


def sides(thinks: Any = None, events: list[Event] = TOLD, **more: Any) -> Sides:
    setting = Setting(msgspec.structs.replace(resolved(), **more), events)
    return Sides(setting, describe, thinks) if thinks else Sides(setting, describe)


def told(of: Event, words: str, one: Sides | None = None) -> dict[str, float]:
    """The numbers of the candidate of some words, by name."""
    found = next(c for c in (one or sides()).candidates(of) if c.party.text == words)
    return dict(zip(NAMES, found.numbers, strict=True))


FIRST, SECOND = TOLD
BARE, ONCE = event(SHELLING), event(SHELLED)


@pytest.mark.parametrize(
    ("of", "there", "not_there"),
    [
        (FIRST, ["Rebels", "Goma", "nine people", "The army"], ["3", "May", "killing", "of"]),
        (SECOND, ["Police", "two men", "Beni", "The army"], ["Sunday", "Rebels"]),
        (BARE, ["The army", "Rebels", "nine people", "Police"], ["mortars"]),
    ],
)
def test_the_phrases_of_an_event_and_the_people_beside_it(of: Event, there: list[str], not_there: list[str]) -> None:
    found = [c.party.text for c in sides().candidates(of)]
    assert set(there) <= set(found), found
    assert not set(not_there) & set(found), found
    starts = [c.party.start for c in sides().candidates(of)]
    assert starts == sorted(starts)


def test_a_party_that_grammar_found_is_a_candidate_wherever_it_stands() -> None:
    far = event(msgspec.structs.replace(ARRESTED, initiators=(REBELS,)))
    assert told(far, "Rebels")["rule initiator"] == 1
    assert told(far, "Rebels")["gap"] == -2


@pytest.mark.parametrize(
    ("of", "words", "name", "value"),
    [
        (FIRST, "Rebels", "rule initiator", 1),
        (FIRST, "Rebels", "rule target", 0),
        (FIRST, "nine people", "rule target", 1),
        (FIRST, "nine people", "best target", 1),
        (FIRST, "Rebels", "armed", 1),
        (FIRST, "nine people", "civilians", 1),
        (FIRST, "Rebels", "nsubj", 1),
        (FIRST, "nine people", "dobj", 1),
        (FIRST, "Rebels", "path", 1),
        (FIRST, "Rebels", "below trigger", 1),
        (ONCE, "nine people", "path", 2),
        (ONCE, "nine people", "harmed", 1),
        (FIRST, "Rebels", "verb acts", 1),
        (FIRST, "Rebels", "before trigger", 1),
        (ONCE, "nine people", "before trigger", 0),
        (FIRST, "Goma", "is place", 1),
        (FIRST, "Rebels", "is place", 0),
        (SECOND, "Beni", "after in", 1),
        (SECOND, "two men", "same sentence", 1),
        (SECOND, "two men", "Strategic developments", 1),
        (SECOND, "two men", "Arrests", 1),
        (SECOND, "two men", "kind known", 1),
        (FIRST, "The army", "kind known", 0),
        (FIRST, "The army", "in clause", 1),
        (BARE, "Rebels", "gap", -1),
        (BARE, "Rebels", "path", 9),
        (BARE, "The army", "trigger noun", 1),
        (BARE, "The army", "has rule initiator", 0),
        (FIRST, "Rebels", "has rule initiator", 1),
    ],
)
def test_what_a_number_tells(of: Event, words: str, name: str, value: float) -> None:
    assert told(of, words)[name] == value


@pytest.mark.parametrize("of", [FIRST, SECOND, BARE, event(SHELLED, SHELLING, ARRESTED)])
def test_numbers_are_as_many_as_their_names_and_finite(of: Event) -> None:
    found = sides().candidates(of)
    assert found
    assert all(len(c.numbers) == len(NAMES) and all(map(math.isfinite, c.numbers)) for c in found)


def test_what_the_network_thinks_is_among_the_numbers() -> None:
    found = told(FIRST, "Rebels", sides(lambda of, start, end: (0.7, 0.1, 0.2, 0.05)))
    assert [found[f"seen {x}"] for x in ("initiator", "target", "other", "trigger")] == [0.7, 0.1, 0.2, 0.05]


def test_an_actor_named_often_is_told_so() -> None:
    (start, end) = span("Rebels")
    actor = ActorMention(start=start, end=end, text="Rebels", name="Rebels")
    assert told(FIRST, "Rebels", sides(actors=(actor, actor, actor)))["often"] == 3


def test_a_report_whose_sentences_were_not_parsed_gives_what_grammar_found_alone() -> None:
    one = Sides(Setting(resolved(parsed=False), TOLD), describe)
    assert [c.party.text for c in one.candidates(FIRST)] == ["Rebels", "nine people"]
    assert all(len(c.numbers) == len(NAMES) for c in one.candidates(FIRST))
    assert one.sites(FIRST) == []


@pytest.mark.parametrize(
    ("places", "found"),
    [((GOMA, BENI), []), ((GOMA,), ["Beni"])],
)
def test_a_phrase_where_a_place_stands_is_a_site_unless_it_is_a_known_place(
    places: tuple[Place, ...], found: list[str]
) -> None:
    sites = sides(places=places).sites(SECOND)
    assert [s.text for s in sites] == found
    assert all((s.lat, s.lon, s.precision) == (None, None, "unresolved") and s.reason for s in sites)


def test_hostile_text_has_so_many_candidates_and_no_more() -> None:
    sentence = resolved().annotated.sentences[0]
    word = Token(start=0, end=6, text="Rebels", lemma="rebel", pos="NOUN", tag="NNS", dep="nsubj", head=0)
    many = [msgspec.structs.replace(word, start=7 * i, end=7 * i + 6, head=i) for i in range(5000)]
    text = "Rebels " * 5000
    long = msgspec.structs.replace(sentence, end=len(text), tokens=tuple(many))
    report = resolved()
    annotated = msgspec.structs.replace(
        report.annotated,
        report=msgspec.structs.replace(report.report, text=text),
        reading=text,
        sentences=(long,),
        times=(),
    )
    found = sides(events=[ONCE], annotated=annotated, places=(), dates=()).candidates(ONCE)
    assert 0 < len(found) <= min(MOST, PHRASES + 2)


def scorer(name: str, above: float = 0.5, least: float = 0.5) -> Trees:
    tree = ((NAMES.index(name), above, 1, 2, 0.0), (-1, 0.0, 0, 0, -3.0), (-1, 0.0, 0, 0, 3.0))
    return Trees(Fitted(names=NAMES, base=0.0, trees=(tree,), least=least))


@pytest.mark.parametrize(
    ("of", "initiator", "target", "doing", "done"),
    [
        (FIRST, "rule initiator", "rule target", ["Rebels"], ["nine people"]),
        (SECOND, "state", "civilians", ["Police", "The army"], ["two men"]),
        (FIRST, "protesters", "crowd", [], []),
    ],
)
def test_each_phrase_goes_to_the_role_it_fits(
    of: Event, initiator: str, target: str, doing: list[str], done: list[str]
) -> None:
    first, second = choose(sides().candidates(of), scorer(initiator), scorer(target))
    assert sorted(p.text for p, _ in first) == sorted(doing)
    assert sorted(p.text for p, _ in second) == sorted(done)
    assert all(score >= 0.5 for _, score in [*first, *second])


def candidate(one: Party, first: float, second: float) -> Candidate:
    row = [0.0] * len(NAMES)
    row[NAMES.index("seen initiator")], row[NAMES.index("seen target")] = first, second
    return Candidate(one, "", tuple(row))


PEOPLE = party("people")


@pytest.mark.parametrize(
    ("candidates", "doing", "done"),
    [
        ([candidate(REBELS, 1, 0)], ["Rebels"], []),
        ([candidate(REBELS, 0, 1)], [], ["Rebels"]),
        ([candidate(REBELS, 1, 1)], ["Rebels"], []),  # never in both roles
        ([candidate(REBELS, 1, 0), candidate(REBELS, 0, 1)], ["Rebels"], []),  # nor by two phrases
        ([candidate(REBELS, 0, 0)], [], []),
        ([candidate(NINE, 0, 1), candidate(PEOPLE, 0, 1)], [], ["nine people"]),  # one inside the other: the better
        ([], [], []),
    ],
)
def test_who_is_chosen(candidates: list[Candidate], doing: list[str], done: list[str]) -> None:
    first, second = choose(candidates, scorer("seen initiator"), scorer("seen target"))
    assert ([p.text for p, _ in first], [p.text for p, _ in second]) == (doing, done)
