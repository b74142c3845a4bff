"""Merging as a whole: what is one event and what is not, people's words, ids that last, and no order of input."""

import random
from collections.abc import Iterable, Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.events import Event, Judgement, SourcedClaim
from dateline.merge import Merged, candidates, explain, keys, merge, neighbourhood
from dateline.merge.compare import compare
from dateline.merge.features import read
from dateline.merge.parts import is_part
from dateline.merge.words import kinds
from dateline.model import Plover
from tests.merge.made import count, judge, party, place, tell

ARMY, REBELS = party("the army", "state forces", "army-a"), party("the Front", "rebel group", "front")


def groups(merged: Merged) -> list[set[str]]:
    """Which claims are together."""
    return sorted((set(e.claims) for e in merged.events), key=sorted)


def names(claims: Iterable[SourcedClaim]) -> set[str]:
    return {c.claim.claim for c in claims}


def only(claims: Sequence[SourcedClaim], judgements: Sequence[Judgement] = ()) -> Event:
    events = merge(claims, judgements).events
    assert len(events) == 1
    return events[0]


TWO = [tell("a", killed=4), tell("b", killed=4)]
ALIKE: list[tuple[str, list[SourcedClaim], int]] = [
    ("one strike told twice", TWO, 1),
    ("the toll rose", [tell("a", killed=4, by=(ARMY,)), tell("b", killed=9, by=(ARMY,), published="2024-05-06")], 1),
    ("the next day's strike", [tell("a", killed=4), tell("b", "2024-05-04", killed=2, published="2024-05-05")], 2),
    ("another town", [tell("a", killed=4), tell("b", at="Dura", killed=1)], 2),
    ("another kind of act", [tell("a"), tell("b", kind="arrests")], 2),
    ("feared and done", [tell("a"), tell("b", modality="threatened")], 2),
    ("type alone joins nothing", [tell("a", None, None), tell("b", None, None)], 2),
    ("no date, no publication", [tell("a", None, "Alba", published=None), tell("b", None, "Alba", published=None)], 2),
    ("one report tells two", [tell("a", words="first"), tell("a", words="second")], 2),
    (
        "a week later, without a date",
        [
            tell("a", killed=14, by=(ARMY,), words="shells hit a wedding"),
            tell("b", None, killed=14, by=(ARMY,), words="the shelled wedding", published="2024-05-11"),
        ],
        1,
    ),
    (
        "in the month's digest",
        [tell("a", killed=14, by=(ARMY,)), tell("b", "2024-05", killed=14, by=(ARMY,), published="2024-06-02")],
        1,
    ),
    ("told before it happened", [tell("a", killed=14), tell("b", None, killed=14, published="2024-04-28")], 2),
    (
        "the same few dead in the next village",
        [tell("a", killed=2, words="at a ferry"), tell("b", at="Cora", killed=2, words="at a school")],
        2,
    ),
    ("copies with no place", [tell("a", at=None, work="w", words="x y"), tell("b", at=None, work="w", words="x y")], 1),
]


@pytest.mark.parametrize(("what", "claims", "events"), ALIKE, ids=[what for what, *_ in ALIKE])
def test_how_many_events(what: str, claims: list[SourcedClaim], events: int) -> None:
    assert len(merge(claims).events) == events


def test_nothing_gives_nothing() -> None:
    assert merge([]) == Merged(events=())


def test_a_vague_claim_never_joins_two_days() -> None:
    monday, tuesday = tell("a", "2024-05-06", killed=3), tell("b", "2024-05-08", killed=3)
    vague = tell("v", None, "Alba", killed=3, published="2024-05-08")
    found = groups(merge([monday, tuesday, vague]))
    assert len(found) == 2
    assert not any(names([monday, tuesday]) <= one for one in found)


def test_part_and_whole() -> None:
    whole = tell("w", at=("Alba", "Cora", "Dura"), killed=12, by=(ARMY,), words="12 strikes on three towns")
    part, other = tell("p", at="Cora", killed=4, by=(ARMY,)), tell("q", at="Dura", by=(REBELS,))
    by_claim = {e.claims[0]: e for e in merge([whole, part, other]).events}
    assert by_claim[part.claim.claim].parent == by_claim[whole.claim.claim].event
    assert by_claim[other.claim.claim].parent is None, "the rebels' strike is none of the army's"
    assert by_claim[whole.claim.claim].parent is None


# ---------------------------------------------------------------------------------------------- values and rules


@pytest.mark.parametrize(
    ("whole", "part", "found"),
    [
        (tell("a", "2024-05-02..2024-05-05", killed=9, words="shelling since Thursday"),
         tell("b", killed=3, on=(party("two nurses", "civilians"),)), True),
        (tell("a", at="Alba", killed=6, words="twin attacks"), tell("b", at="Alba Gate", killed=2), True),
        (tell("a", at=(place("AAA", precision="country"),), killed=6, words="a wave of attacks"),
         tell("a", at="Alba", killed=2, words="one at the gate"), True),
        (tell("a", at=(place("AAA", precision="country"),), killed=6, words="a wave of attacks"),
         tell("b", at="Alba", killed=2, words="one at the gate"), False),
        (tell("a", killed=6, words="twin attacks"), tell("b", killed=7, words="an attack"), False),
        (tell("a", killed=6, words="twin attacks"), tell("b", kind="shelling", killed=2), False),
    ],
)  # fmt: skip
def test_what_is_a_part_of_what(whole: SourcedClaim, part: SourcedClaim, found: bool) -> None:
    a, b = read(whole), read(part)
    if whole.claim.date is not None and whole.claim.date.precision == "range":
        when_ = msgspec.structs.replace(whole.claim.date, text="since Thursday")
        a = read(msgspec.structs.replace(whole, claim=msgspec.structs.replace(whole.claim, date=when_)))
    assert is_part(a, b, compare(a, b)) == is_part(b, a, compare(b, a)) == found


def test_copies_count_once_and_the_latest_day_decides_the_toll() -> None:
    event = only([
        tell("a", killed=4, published="2024-05-03", source="agency A"),
        tell("b", killed=9, published="2024-05-05", work="w", source="agency B"),
        tell("c", killed=9, published="2024-05-05", work="w"),
        tell("d", killed=8, published="2024-05-05"),
        tell("e", killed=7, published="2024-05-05"),
    ])  # fmt: skip
    assert (event.reports, event.sources) == (5, 4)
    assert event.killed is not None
    assert (event.killed.low, event.killed.best, event.killed.high) == (4, 8, 9)
    assert event.killed.rule == "the middle of 3 numbers of the latest day, 2024-05-05"
    toll = next(c for c in event.contradictions if c.field == "killed")
    assert toll.sentence.startswith("toll: 4 (agency A, 3 May 2024) against ")
    assert "9 (" in toll.sentence


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ([tell("a", by=(ARMY,), killed=5), tell("b", by=(REBELS,), killed=5)],
         "who: the army (paper a, 4 May 2024) against the Front (paper b, 4 May 2024)"),
        ([tell("a", killed=5, at="Alba"), tell("b", killed=5, at="Dura", by=())],
         "place: Alba (paper a, 4 May 2024) against Dura (paper b, 4 May 2024)"),
        ([tell("a", killed=5), tell("b", "2024-05-04", killed=5, by=())],
         "date: 3 May 2024 (paper a, 4 May 2024) against 4 May 2024 (paper b, 4 May 2024)"),
        ([tell("a", killed=5), tell("b", killed=5, modality="denied")],
         "whether it happened: asserted (paper a, 4 May 2024) against denied (paper b, 4 May 2024)"),
        ([tell("a", killed=5, kind="arrests"), tell("b", killed=5, kind="march")],
         "type: Arrests (paper a, 4 May 2024) against Peaceful protest (paper b, 4 May 2024)"),
    ],
)  # fmt: skip
def test_contradictions_are_said(claims: list[SourcedClaim], sentence: str) -> None:
    event = only(claims, [judge("same", *sorted(names(claims)))])
    assert sentence in [c.sentence for c in event.contradictions]


def test_the_exact_place_and_day_win_over_the_vague() -> None:
    country = place("AAA", precision="country", lat=10.0, lon=10.0)
    claims = [
        tell("a", killed=5, by=(ARMY,)),
        tell("b", "2024-05-02..2024-05-04", (country,), killed=5, by=(ARMY,)),
        tell("c", "2024-05-02..2024-05-04", (country,), killed=5, by=(ARMY,)),
    ]
    event = only(claims)
    assert event.place is not None
    assert event.date is not None
    assert (event.place.name, event.date.first, event.date.last) == ("Alba", "2024-05-03", "2024-05-03")
    assert event.rules["date"] == "the most exact date that most sources agree on (3 of 3)"


def test_a_general_type_does_not_outvote_an_exact_one() -> None:
    event = only([tell("a", kind="attack", killed=5), tell("b", killed=5)])
    assert event.event_type == "air_strike"
    assert event.acled is not None
    assert event.acled.sub_event_type == "Air/drone strike"


def test_every_shown_value_has_a_rule_and_its_claims() -> None:
    event = only([tell("a", killed=4, by=(ARMY,)), tell("b", killed=4, by=(ARMY,))])
    shown = ("event_type", "modality", "date", "place", "initiators", "killed")
    assert all(event.rules[name] for name in shown)
    assert all(set(event.evidence[name]) <= set(event.claims) and event.evidence[name] for name in shown)
    assert event.links[0].reasons[0] == "same day (3 May 2024)"
    assert 0.5 < event.links[0].score < 1
    assert event.confidence == pytest.approx(1 - 0.4 * 0.4)


# ---------------------------------------------------------------------------------------------- people's words

A, B, C = tell("a", killed=4), tell("b", killed=4), tell("c", "2024-05-20", "Dura", killed=1)
a, b, c = (one.claim.claim for one in (A, B, C))


def test_same_joins_and_different_parts_whatever_the_claims_say() -> None:
    assert groups(merge([A, B, C], [judge("same", a, c)])) == sorted([{a, b, c}], key=sorted)
    assert groups(merge([A, B, C], [judge("different", b, a)])) == sorted([{a}, {b}, {c}], key=sorted)
    link = next(one for one in merge([A, C], [judge("same", a, c)]).events[0].links if one.judged)
    assert (link.score, link.reasons[0]) == (1.0, "ann judged them the same")


def test_what_people_said_holds_as_reports_come() -> None:
    """Each run begins from the claims; new reports that speak for the opposite change nothing that was judged."""
    words = [judge("different", a, b), judge("same", a, c)]
    held: list[tuple[str, tuple[str, ...]]] = []
    for number in range(4):
        claims = [A, B, C, *(tell(f"new{n}", killed=4, published="2024-05-05") for n in range(number))]
        merged = merge(claims, words, held)
        home = {one: e.event for e in merged.events for one in e.claims}
        assert home[a] == home[c] != home[b]
        if held:
            assert {home[a], home[b]} == {event for event, members in held if {a, b} & set(members)}, "under their ids"
        held = [(e.event, e.claims) for e in merged.events]


def test_an_undo_takes_back_and_may_be_taken_back() -> None:
    apart = judge("different", a, b)
    undo = judge("undo", apart.judgement, at="2024-06-02T00:00:00Z")
    again = judge("undo", undo.judgement, at="2024-06-03T00:00:00Z")
    assert len(merge([A, B], [apart]).events) == 2
    assert len(merge([A, B], [undo, apart]).events) == 1
    assert len(merge([A, B], [again, undo, apart]).events) == 2


def test_the_later_of_two_opposite_words_holds_and_the_other_is_an_issue() -> None:
    early, late = judge("same", a, c), judge("different", a, c, at="2024-06-02T00:00:00Z", by="bo")
    merged = merge([A, C], [late, early])
    assert len(merged.events) == 2
    assert [i.message.split(":")[0] for i in merged.issues] == [f"judgement {early.judgement} (same)"]


def test_a_rejected_claim_is_no_evidence_and_stays_to_be_taken_back() -> None:
    wrong = tell("x", killed=90, by=(ARMY,))
    merged = merge([A, B, wrong], [judge("reject", wrong.claim.claim)], [("e-old", (wrong.claim.claim, a, b))])
    kept = next(e for e in merged.events if a in e.claims)
    assert kept.event == "e-old", "the id goes with the claims that stand"
    assert kept.killed is not None
    assert kept.killed.high == 4
    rejected = next(e for e in merged.events if wrong.claim.claim in e.claims)
    assert (rejected.status, rejected.claims) == ("rejected", (wrong.claim.claim,))


def test_a_corrected_field_wins_and_names_who() -> None:
    correct = [
        judge("correct", a, field="killed", value={"low": 7, "high": 7, "text": None, "start": None, "end": None}),
        judge("correct", a, field="event_type", value="drone_strike"),
    ]
    event = only([A, B], correct)
    assert event.killed is not None
    assert (event.killed.best, event.killed.rule) == (7, "corrected by ann")
    assert event.event_type == "drone_strike"
    assert event.plover == Plover(event_type="ASSAULT", mode="drone"), "the codes follow the type"
    assert event.rules["event_type"] == "corrected by ann"
    assert event.status == "corrected"


def test_a_corrected_day_moves_the_claim() -> None:
    moved = {"text": None, "start": None, "end": None, "from": "2024-05-20", "to": "2024-05-20", "precision": "day"}
    assert len(merge([A, B], [judge("correct", b, field="date", value=moved)]).events) == 2


def test_verdicts_on_events() -> None:
    event = only([A, B])
    assert only([A, B], [judge("accept", event.event)]).status == "accepted"
    assert only([A, B], [judge("reject", event.event)]).status == "rejected"
    later = judge("accept", event.event, at="2024-06-02T00:00:00Z")
    assert only([A, B], [judge("reject", event.event), later]).status == "accepted"
    assert only([A, B], [judge("accept", a)]).status == "accepted"


def test_a_verdict_passes_to_the_event_that_another_becomes() -> None:
    held = [(e.event, e.claims) for e in merge([A, C]).events]
    accepted = [judge("accept", event) for event, _ in held]
    joined = merge([A, C], [judge("same", a, c), accepted[0]], held).events[0]
    other = merge([A, C], [judge("same", a, c), accepted[1]], held).events[0]
    assert (joined.status, other.status) == ("accepted", "accepted")


def test_explaining_a_pair() -> None:
    link = explain(B, A)
    assert (link.first, link.second) == tuple(sorted((a, b)))
    assert link.score > 0.5
    assert link.reasons[0] == "same day (3 May 2024)"
    assert explain(A, C).score < 0.01


def test_a_claim_that_a_person_added() -> None:
    value = msgspec.to_builtins(tell("a", words="and a second one", day="2024-05-09").claim)
    add = judge("add", "a", value=value)
    assert value["claim"] in {c for e in merge([A], [add]).events for c in e.claims}
    undo = judge("undo", add.judgement, at="2024-06-02T00:00:00Z")
    given_too = tell("a", words="and a second one", day="2024-05-09")
    assert groups(merge([A, given_too], [add, undo])) == [{a}]


@pytest.mark.parametrize(
    ("judgement", "why"),
    [
        (judge("same", "c-1"), "1 subjects; allowed: 2"),
        (judge("same", "c-1", "c-1"), "the two subjects are one claim, c-1"),
        (
            judge("correct", "c-1", field="engine", value="x"),
            "field 'engine' cannot be corrected; allowed: event_type, ",
        ),
        (judge("correct", "c-1", field="killed", value="many"), "its value does not fit the field 'killed'"),
        (judge("add", "r1", value={"claim": "c"}), "its value is no claim of the record"),
    ],
)
def test_a_judgement_that_cannot_be_used_is_an_issue(judgement: Judgement, why: str) -> None:
    merged = merge([A], [judgement])
    assert len(merged.events) == 1
    assert len(merged.issues) == 1
    assert why in merged.issues[0].message
    assert merged.issues[0].stage == "merge"


# ---------------------------------------------------------------------------------------------- ids


def test_ids_last_as_claims_are_added_and_redirect_when_events_join() -> None:
    first = merge([A, C])
    held = [(e.event, e.claims) for e in first.events]
    more = merge([A, B, C, tell("z", killed=4, published="2024-05-01")], previous=held)
    assert {e.event for e in first.events} == {e.event for e in more.events}, "an earlier report changes no id"
    joined = merge([A, B, C], [judge("same", a, c)], held)
    assert len(joined.events) == 1
    old, new = joined.redirects[0]
    assert (new, len(joined.redirects)) == (joined.events[0].event, 1)
    assert old in {e.event for e in first.events} - {new}
    parted = merge([A, C], previous=[(joined.events[0].event, joined.events[0].claims)])
    assert {e.event for e in parted.events} == {e.event for e in first.events}, "and the old id comes back"


def test_an_id_outlives_the_claim_it_was_made_of() -> None:
    event = only([A, B])
    left = next(one for one in (A, B) if one.claim.claim != event.claims[0])
    assert merge([left], previous=[(event.event, event.claims)]).events[0].event == event.event
    assert merge([C], previous=[(event.event, event.claims)]).redirects == ()


def test_the_version_changes_with_the_content_only() -> None:
    assert only([A, B]).version == only([B, A]).version
    assert only([A, B]).version != only([A]).version


# ---------------------------------------------------------------------------------------------- properties

TOWN = st.sampled_from(["Alba", "Alba Gate", "Bern", "Cora", "Dura", "Elsewhere", None])
DAY = st.sampled_from(["2024-05-03", "2024-05-04", "2024-05-05", "2024-05-03..2024-05-05", "2024-05", None])
KIND = st.sampled_from(["strike", "shelling", "attack", "clash", "march", "arrests"])
DEAD = st.one_of(st.none(), st.integers(0, 6), st.just(count(4, None)))
WHO = st.sampled_from([(), (ARMY,), (REBELS,), (party("soldiers", "state forces"),)])


@st.composite
def many_claims(draw: st.DrawFn) -> list[SourcedClaim]:
    """Claims of up to twelve reports, some with two, dense enough that many are near each other."""
    found = []
    for number in range(draw(st.integers(1, 12))):
        for clause in range(draw(st.integers(1, 2))):
            town = draw(TOWN)
            towns = (town, "Cora") if town == "Alba" and draw(st.booleans()) else town
            one = tell(
                f"r{number}", draw(DAY), towns, draw(KIND), draw(DEAD), by=draw(WHO),
                words=f"clause {number} {clause}", work=draw(st.sampled_from(["", "", "w1"])),
                published=draw(st.sampled_from(["2024-05-04", "2024-05-05", "2024-05-07", None])),
            )  # fmt: skip
            found.append(one)
    return list({one.claim.claim: one for one in found}.values())


def some_words(claims: Sequence[SourcedClaim], seed: int) -> list[Judgement]:
    chance, ids = random.Random(seed), sorted(names(claims))
    if len(ids) < 2:
        return []
    kinds_ = [chance.choice(["same", "different", "reject", "accept"]) for _ in range(seed % 4)]
    return [
        judge(kind, *chance.sample(ids, 2 if kind in ("same", "different") else 1), at=f"2024-06-0{n + 1}T00:00:00Z")
        for n, kind in enumerate(kinds_)
    ]


@settings(max_examples=40, deadline=None)
@given(many_claims(), st.integers(0, 1000))
def test_no_order_of_input_and_every_claim_once(claims: list[SourcedClaim], seed: int) -> None:
    words = some_words(claims, seed)
    merged = merge(claims, words)
    held = [c for e in merged.events for c in e.claims]
    assert sorted(held) == sorted(names(claims))
    mixed, mixed_words = claims[:], words[:]
    random.Random(seed).shuffle(mixed)
    mixed_words.reverse()
    assert merge(mixed, mixed_words) == merged
    assert {e.parent for e in merged.events} <= {e.event for e in merged.events} | {None}


@settings(max_examples=40, deadline=None)
@given(many_claims(), st.integers(0, 1000))
def test_people_always_win(claims: list[SourcedClaim], seed: int) -> None:
    words = some_words(claims, seed)
    merged = merge(claims, words)
    ignored = {i.message.split()[1] for i in merged.issues}
    home = {c: e.event for e in merged.events for c in e.claims}
    verdicts = {j.subjects[0]: j.kind for j in words if j.kind in ("accept", "reject")}
    out = {claim for claim, verdict in verdicts.items() if verdict == "reject"}
    for one in words:
        if one.kind in ("same", "different") and one.judgement not in ignored and not out & set(one.subjects):
            assert (home[one.subjects[0]] == home[one.subjects[1]]) == (one.kind == "same")


@settings(max_examples=60, deadline=None)
@given(many_claims(), st.integers(0, 1000))
def test_merging_a_neighbourhood_gives_what_merging_all_would(claims: list[SourcedClaim], seed: int) -> None:
    chance = random.Random(seed)
    cut = chance.randrange(len(claims))
    old, new = claims[:cut], claims[cut:]
    words = some_words(old, seed)
    before = merge(old, words)
    stands = {c.claim.claim: set(keys(c, words)) for c in claims}

    def fetch(wanted: Iterable[str], ids: Iterable[str]) -> list[SourcedClaim]:
        asked, named = set(wanted), set(ids)
        return [c for c in claims if c.claim.claim in named or stands[c.claim.claim] & asked]

    near = neighbourhood(new, fetch, words)
    touched = names(near)
    previous = [(e.event, e.claims) for e in before.events]
    inside = [(event, held) for event, held in previous if touched & set(held)]
    assert all(set(held) <= touched for _, held in inside), "an event is touched as a whole or not at all"
    again = merge(near, words, inside)
    untouched = [e for e in before.events if not touched & set(e.claims)]
    everything = merge(claims, words, previous)
    assert sorted([*untouched, *again.events], key=lambda e: e.event) == list(everything.events)
    assert set(again.redirects) == set(everything.redirects)


def test_finding_is_mutual() -> None:
    """If one claim looks under a key of another, the other looks under one of its: what a store fetches is enough."""
    chance, acts = random.Random(3), ["strike", "march", "clash"]
    days, towns = ["2024-05-03", "2024-05-04", "2024-05-02..2024-05-05", "2024-05", None], ["Alba", "Cora", "Far", None]
    made = [
        read(tell(f"r{n}", chance.choice(days), chance.choice(towns), chance.choice(acts), n % 5)) for n in range(120)
    ]
    stands, looks = [set(candidates.keys(f)) for f in made], [set(candidates.probes(f)) for f in made]
    for i in range(len(made)):
        for j in range(i):
            assert bool(looks[i] & stands[j]) == bool(looks[j] & stands[i])


def test_kin_is_mutual() -> None:
    assert all(one in kinds().kin[other] for one, others in kinds().kin.items() for other in others)


def test_a_crowd_is_grouped_in_bounded_work() -> None:
    crowd = [tell(f"r{n:04}", killed=5, by=(ARMY,)) for n in range(700)] + [tell(f"s{n}", killed=90) for n in range(3)]
    merged = merge(crowd)
    assert max(len(e.claims) for e in merged.events) >= 600
    assert merge(reversed(crowd)) == merged
