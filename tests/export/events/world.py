"""Events built by hand from the made-up reports of ``tests.export.factory``: what every format is tested on."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from dateline.events import Contradiction, Event, EventRecord, Judgement, Link, Toll
from dateline.model import Acled, Claim, CodedReport, Party, Place, Report, Weapon, When, content_id
from tests.export import factory


def toll(low: int | None, best: int | None, high: int | None) -> Toll:
    return Toll(low=low, best=best, high=high, rule="the number most independent sources give", claims=("c-1",))


def when(first: str | None, last: str | None = None, precision: str = "day", **fields: Any) -> When:
    said = {"text": None, "start": None, "end": None, **fields}
    return When(first=first, last=last or first, precision=precision, **said)  # type: ignore[arg-type]


def place(name: str = "Dilling", **fields: Any) -> Place:
    known = {"precision": "town", **factory.DILLING, **fields}
    return Place(text=name, start=0, end=len(name), name=name, **known)


def party(name: str, kind: str, **fields: Any) -> Party:
    return Party(text=name, start=0, end=len(name), name=name, kind=kind, **fields)  # type: ignore[arg-type]


def weapon(kind: str, quantity: int | None = None) -> Weapon:
    return Weapon(text=kind, start=0, end=len(kind), kind=kind, quantity=quantity)  # type: ignore[arg-type]


def acled(event_type: str, sub_event_type: str) -> Acled:
    return Acled(event_type=event_type, sub_event_type=sub_event_type)


STRIKE = acled("Explosions/Remote violence", "Air/drone strike")


def event(name: str = "one", **fields: Any) -> Event:
    """Give an event; what is not said is empty."""
    said: dict[str, Any] = {
        "event": content_id("e", name), "version": content_id("v", name), "claims": (), "reports": 1, "sources": 1,
        "event_type": "air_strike", "acled": STRIKE, "plover": None, "cameo": "195", "modality": "asserted", **fields,
    }  # fmt: skip
    return Event(**said)


def record(name: str = "one", **fields: Any) -> EventRecord:
    """Give the record of an event without claims."""
    return EventRecord(event=event(name, **fields), claims=(), reports=())


def of_claim(coded: CodedReport, claim: Claim) -> EventRecord:
    """Give the event of a single claim, as merging would."""
    counts = {
        name: None if count is None else toll(count.low, count.low, count.high)
        for name, count in (("killed", claim.killed), ("injured", claim.injured))
    }
    same = ("event_type", "acled", "plover", "cameo", "modality", "initiators", "targets", "weapons", "places", "date",
            "outcome", "damage", "confidence", "reasons")  # fmt: skip
    fields = {name: getattr(claim, name) for name in same}
    return EventRecord(
        event=event(
            claim.claim,
            claims=(claim.claim,),
            place=claim.places[0] if claim.places else None,
            evidence={"date": (claim.claim,)},
            rules={"date": "the only one"},
            **counts,
            **fields,
        ),
        claims=(claim,),
        reports=(coded.report,),
    )


def market() -> list[EventRecord]:
    coded = factory.market()
    return [of_claim(coded, claim) for claim in coded.claims]


def told_twice() -> EventRecord:
    """The market strike as two reports tell it, with another toll in the second, judged by a reviewer."""
    first = market()[0]
    other = Report(id="other-1", text="Twelve died.", source="Reuters", published="2024-03-15T10:00:00+00:00",
                   title="Twelve dead; “no warning”", url="https://example.org/b")  # fmt: skip
    second = msgspec.structs.replace(first.claims[0], claim=content_id("c", "second"), report=other.id)
    judged = Judgement(judgement="j-1", kind="accept", subjects=(first.event.event,), reviewer="Rosa",
                       at="2024-03-20T08:00:00+00:00", reason="read both")  # fmt: skip
    changed = msgspec.structs.replace(
        first.event,
        claims=(first.claims[0].claim, second.claim),
        reports=2,
        sources=2,
        killed=toll(9, 9, 12),
        status="accepted",
        parent="e-0000000000000000",
        contradictions=(
            Contradiction(field="killed", sentence="Killed: 9 in one report, 12 in the other", claims=("a", "b")),
        ),
        links=(Link(first=first.claims[0].claim, second=second.claim, score=0.9, reasons=("same day",)),),
    )
    return EventRecord(
        event=changed,
        claims=(*first.claims, second),
        reports=(*first.reports, other),
        judgements=(judged,),
        updated="2024-03-20T08:00:05.000001+00:00",
    )


def bare() -> EventRecord:
    """Nothing but a type."""
    return record("bare", acled=None, cameo=None, event_type="threat", modality="threatened")


def unplaced() -> EventRecord:
    """Neither a place that could be told nor a day."""
    lost = Place(text="Umm Something", start=0, end=13, name="Umm Something")
    undated = when(None, precision="day-of-year", text="24 August", start=0, end=9)
    return record("unplaced", place=lost, places=(lost,), date=undated, killed=toll(None, None, None))


def unicode() -> EventRecord:
    """Arabic, an emoji beyond the first plane, a combining mark, separators that some take for line ends, a formula."""
    name = "دير الزور 🚁 e\u0301\u2028x\u0085y"
    return record(
        "ünï⚔",
        place=place(name, admin1="دير الزور", country="SYR", lat=35.336, lon=40.141),
        initiators=(party("=cmd|' /C calc'!A0", "rebel group"), party("'quoted", "unknown")),
        targets=(party("@home; and -1\r\n+2", "civilians"),),
        date=when("2024-02-29"),
    )


def broken() -> EventRecord:
    """Halves of characters and controls, which UTF-8 or a terminal cannot hold, in every text; and a judged value."""
    bad = "x\ud800y\x00\x1b[31m"
    first = told_twice()
    judged = Judgement(judgement="j-2", kind="correct", subjects=("c-1",), reviewer=bad, at="2024-03-20T08:00:00+00:00",
                       field="damage", value=msgspec.Raw(b'"none"'), reason=bad)  # fmt: skip
    changed = msgspec.structs.replace(
        first.event, event="e-broken", initiators=(party(bad, "rebel group"),), place=place(bad, admin1=bad)
    )
    report = Report(id="other-1", text=bad, title=bad, source=bad, url=bad)
    return msgspec.structs.replace(first, event=changed, reports=(report,), judgements=(judged,))


def several_places() -> EventRecord:
    found = (place(), place("Kadugli", lat=11.011, lon=29.718), place("El Obeid", lat=None, lon=None))
    return record("several", place=found[0], places=found, date=when("2024-03-01", "2024-03-31", "month"))


def rejected() -> EventRecord:
    return record("rejected", status="rejected", place=place(), date=when("2024-03-01"))


Sample = Callable[[], EventRecord]
SAMPLES: tuple[Sample, ...] = (told_twice, bare, unplaced, unicode, broken, several_places)


def many(number: int) -> Iterator[EventRecord]:
    """Give many different events, one at a time."""
    strike = told_twice()
    for i in range(number):
        yield msgspec.structs.replace(strike, event=msgspec.structs.replace(strike.event, event=f"e-{i:016x}"))


def plain(number: int) -> Iterator[EventRecord]:
    """Give many different events without claims: quick to write."""
    one = record(place=place(), date=when("2024-03-12"), killed=toll(1, 1, 1))
    for i in range(number):
        yield msgspec.structs.replace(one, event=msgspec.structs.replace(one.event, event=f"e-{i:016x}"))
