"""Queries over events: filters, orders, counts, pages."""

from typing import Any

import pytest

from dateline.errors import UsageError
from dateline.events import Contradiction, Event
from dateline.model import Party, Report
from dateline.store import Query, Store
from tests.store import made

BOMBED = "The army bombed the depot of Kest on Friday, killing 30, a doctor said."


@pytest.fixture
def filled(store: Store) -> Store:
    """Four events: two shellings of Velm, an air strike on Kest across the antimeridian, a protest without a place."""
    reports = [
        made.report("r1", day="2024-03-10", killed=4),
        made.report("r2", day="2024-03-12", killed=0, source="Kest Radio"),
        made.report("r3", day="2024-04-01", text=BOMBED, source="Kest Radio", title=None),
        made.report("r4", day="2024-04-02", text="Teachers marched in Orléans on Saturday.", title="Pay strike"),
    ]
    claims = [
        made.claim(reports[0]),
        made.claim(reports[1], lat=12.5, modality="alleged"),
        _bombing(reports[2]),
        made.claim(
            reports[3], event_type="protest", trigger="marched", lat=None, initiators=(), date=None, confidence=0.5
        ),
    ]
    run = store.begin("add", who="mira")
    store.put([made.entry(r, [c]) for r, c in zip(reports, claims, strict=True)], run)
    near = store.neighbourhood()
    by_report = {one.report: one.claim for one in near.claims}
    events = [made.event(by_report[r.id], name=f"e{r.id[1]}") for r in reports]
    store.apply(near, [_reviewed(e) for e in events], (), who="merge")
    return store


def _bombing(of: Report) -> Any:
    army = Party(**made.span(of.text, "The army"), name="Army of Kest", actor="kest-army")
    place = {**made.span(of.text, "Kest"), "name": "Kest", "lat": -17.0, "lon": 179.5, "country": "FJI"}
    return made.claim(of, event_type="air_strike", trigger="bombed", initiators=(army,), places=(
        made.Place(**place, precision="town"),), mentions=(made.Mention(**made.span(of.text, of.text[:40]),
        trigger_start=9, trigger_end=15, trigger="bombed"),))  # fmt: skip


def _reviewed(event: Event) -> Event:
    import msgspec

    if event.event == "e2":
        return msgspec.structs.replace(event, status="accepted", parent="e1")
    if event.event == "e1":
        clash = Contradiction(field="killed", sentence="4 against 6", claims=event.claims)
        return msgspec.structs.replace(event, contradictions=(clash,))
    return event


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, "e1 e2 e3 e4"),
        ({"types": ("shelling", "protest")}, "e1 e2 e4"),
        ({"types": ("no such type",)}, ""),
        ({"actors": ("velm-rebels",)}, "e1 e2"),
        ({"actors": ("VELM rebels", "kest-army")}, "e1 e2 e3"),
        ({"countries": ("FJI",)}, "e3"),
        ({"sources": ("Kest Radio",)}, "e2 e3"),
        ({"sources": ("Kest Radio",), "types": ("shelling",)}, "e2"),
        ({"statuses": ("accepted",)}, "e2"),
        ({"modalities": ("alleged",)}, "e2"),
        ({"killed_min": 1}, "e1 e3"),
        ({"killed_max": 4}, "e1 e2"),
        ({"killed_min": 1, "killed_max": 4}, "e1"),
        ({"first": "2024-03-12"}, "e2 e3"),
        ({"last": "2024-03-12"}, "e1 e2"),
        ({"first": "2024-03-11", "last": "2024-03-31"}, "e2"),
        ({"placed": True}, "e1 e2 e3"),
        ({"placed": False}, "e4"),
        ({"parent": "e1"}, "e2"),
        ({"box": (28.0, 11.0, 30.0, 12.25)}, "e1"),
        ({"box": (29.0, 12.0, 29.0, 12.0)}, "e1"),
        ({"box": (179.0, -18.0, -179.0, -16.0)}, "e3"),
        ({"box": (-180.0, -90.0, 180.0, 90.0)}, "e1 e2 e3"),
        ({"text": "market"}, "e1 e2"),
        ({"text": "MARKET rebels"}, "e1 e2"),
        ({"text": "market radio"}, "e2"),
        ({"text": "elan"}, "e1 e2 e4"),
        ({"text": "Orleans"}, "e4"),
        ({"text": "pay"}, "e4"),
        ({"text": "bom*"}, "e3"),
        ({"text": "bom"}, ""),
        ({"text": "depot-of \"' OR NEAR("}, ""),
        ({"text": "air-strike"}, "e3"),
        ({"text": " "}, "e1 e2 e3 e4"),
    ],
)
def test_filters(filled: Store, asked: dict[str, Any], expected: str) -> None:
    query = Query(**asked)
    page = filled.find(query)
    assert sorted(e.event for e in page.events) == expected.split()
    assert page.total == filled.count(query) == len(page.events)
    assert sorted(pin.event for pin in filled.pins(query)) == expected.split()
    assert sorted(record.event.event for record in filled.records(query)) == expected.split()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", "e1 e2 e3 e4"),
        ("-date", "e3 e2 e1 e4"),
        ("killed", "e3 e1 e2 e4"),
        ("confidence", "e4 e1 e2 e3"),
        ("changed", "e4 e3 e2 e1"),
        ("queue", "e1 e4 e3 e2"),
    ],
)
def test_orders(filled: Store, sort: Any, expected: str) -> None:
    assert [e.event for e in filled.find(Query(sort=sort)).events] == expected.split()


def test_pages(filled: Store) -> None:
    query = Query(sort="date")
    pages = [filled.find(query, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [[e.event for e in page.events] for page in pages] == [["e1", "e2", "e3"], ["e4"], []]
    assert {page.total for page in pages} == {4}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("event_type", (("shelling", 2), ("air_strike", 1), ("protest", 1))),
        ("status", (("unreviewed", 3), ("accepted", 1))),
        ("country", (("SDN", 3), ("FJI", 1))),
        ("source", (("Kest Radio", 2), ("The Velm Courier", 2))),
        ("month", (("2024-03", 2), ("2024-04", 1))),
        ("day", (("2024-03-10", 1), ("2024-03-12", 1), ("2024-04-01", 1))),
    ],
)
def test_facets(filled: Store, by: Any, expected: tuple[tuple[str, int], ...]) -> None:
    assert tuple(f for f in filled.facets(Query(), by) if f[0] is not None) == expected


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"first": "March"}, "'March' is no day; allowed: YYYY-MM-DD"),
        ({"box": (0.0, 10.0, 1.0, 5.0)}, "south below north"),
        ({"box": (0.0, float("nan"), 1.0, 5.0)}, "no box"),
        ({"text": "!!!"}, "holds no word to look for"),
        ({"sort": "luck"}, "not sorted by 'luck'; allowed: date, -date"),
        ({"types": tuple(map(str, range(300)))}, "more than 200 values"),
    ],
)
def test_a_query_that_cannot_be_meant_is_refused(store: Store, asked: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        store.find(Query(**asked))


def test_a_pin_tells_what_a_map_needs(filled: Store) -> None:
    (pin,) = filled.pins(Query(types=("air_strike",)))
    assert (pin.lat, pin.lon, pin.first, pin.last, pin.killed) == (-17.0, 179.5, "2024-04-01", "2024-04-01", 30)
