"""A small record for the tests of the page: reports, claims and their events. All are made up."""

from pathlib import Path
from typing import Any

from dateline.events import SourcedClaim
from dateline.merge import keys
from dateline.model import (
    Acled,
    Claim,
    CodedReport,
    Count,
    Mention,
    Party,
    Place,
    Report,
    When,
    content_id,
)
from dateline.recording import merge_waiting
from dateline.store import Entry, Store, open_store

SHELLED = "Rebels shelled the market of Velm on Tuesday, killing {killed} people, residents said."
SHELLING = Acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack")
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7 * 7 }}\u202e'


def words(text: str, part: str) -> dict[str, Any]:
    start = text.index(part)
    return {"start": start, "end": start + len(part), "text": part}


def shelling(
    name: str, killed: int, *, source: str, published: str = "2024-03-13", day: str | None = "2024-03-12",
    lat: float | None = 12.5, lon: float | None = 29.25, text: str | None = None, **fields: Any,
) -> tuple[Report, Claim]:  # fmt: skip
    """A report of the shelling of a market, and its claim."""
    text = text or SHELLED.format(killed=killed)
    title = fields.pop("title", f"{killed} killed in Velm")
    report = Report(id=name, text=text, published=published, source=source, title=title, language="en")
    act, first = words(text, "shelled"), text.split()[0]
    values: dict[str, Any] = {
        "claim": content_id("c", name, text),
        "report": name,
        "engine": "hand",
        "engine_version": "1",
        "event_type": "shelling",
        "acled": SHELLING,
        "plover": None,
        "cameo": None,
        "modality": "asserted",
        "mentions": (
            Mention(**words(text, text.partition(",")[0]), trigger_start=act["start"], trigger_end=act["end"],
                    trigger="shelled"),
        ),
        "initiators": (Party(**words(text, first), name="Velm Rebels", actor="velm-rebels", kind="rebel group"),),
        "places": (
            Place(**words(text, "Velm"), name="Velm", lat=lat, lon=lon, precision="town" if lat else "unresolved",
                  country="SDN", radius_km=4.0 if lat else None),
        ),
        "date": When(**words(text, "Tuesday"), first=day, last=day, precision="day") if day else None,
        "killed": Count(low=killed, high=killed, **words(text, str(killed))),
        "confidence": 0.8,
        **fields,
    }  # fmt: skip
    return report, Claim(**values)


def told() -> list[tuple[Report, Claim]]:
    """One shelling told by two outlets with two tolls, and others: elsewhere, unplaced, undated, denied, vague."""
    country = Place(**words(SHELLED, "Velm"), name="Sudan", lat=15.0, lon=30.0, precision="country", country="SDN")
    return [
        shelling("r1", 4, source="The Velm Courier"),
        shelling("r2", 9, source="Coast Radio", published="2024-03-14"),
        shelling("r3", 2, source="Coast Radio", published="2024-06-02", day="2024-06-01", lat=-1.5, lon=36.8),
        shelling("r4", 3, source="Lake Wire", published="2024-08-02", day="2024-08-01", lat=None, lon=None),
        shelling("r5", 6, source="Lake Wire", published="2024-10-02", day=None, lat=35.0, lon=40.1),
        shelling("r6", 5, source="Hill Post", published="2025-01-02", day="2025-01-01", lat=50.0, lon=179.9,
                 modality="denied", acled=None),
        shelling("r7", 7, source="Hill Post", published="2025-03-02", day="2025-03-01", places=(country,)),
    ]  # fmt: skip


def filled(path: Path, stories: list[tuple[Report, Claim]] | None = None) -> Store:
    """Give a new record with the stories, merged as a run of ``dateline add`` would."""
    store = open_store(str(path), create=True)
    put(store, stories if stories is not None else told())
    return store


def put(store: Store, stories: list[tuple[Report, Claim]]) -> None:
    """Put stories into a record, and merge."""
    run = store.begin("add", who="tests", engine="hand", engine_version="1")
    if stories:
        store.put([entry(report, claim) for report, claim in stories], run)
    merge_waiting(store, who="tests", run=run)
    store.end(run)


def entry(report: Report, claim: Claim) -> Entry:
    """Give what a run puts into a record for a story, with the keys under which merging finds its claim."""
    sourced = SourcedClaim(claim=claim, report=report.id, source=report.source, published=report.published)
    coded = CodedReport(report=report, claims=(claim,))
    return Entry(coded=coded, engine="hand", engine_version="1", keys={claim.claim: keys(sourced)})
