"""How fast the review page answers on a large record of made-up events.

    python benchmarks/page.py [--events 100000] [--db FILE]

Fills a record (or uses the one of --db), then times the answers of the overview as a browser asks for them: the page,
the scene of the map and the timeline (the first time, and with a brush over it), the table with filters, the queue, and
a decision. Times are of the server, over HTTP within the process; each is the median of some runs after the first.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from dateline.events import Event, Toll
from dateline.model import Acled, Claim, CodedReport, Count, Mention, Party, Place, Report, When, content_id
from dateline.ontology.load import load
from dateline.store import Entry, Store, open_store
from dateline.web import app
from dateline.web.desk import Desk

RUNS = 5
BATCH = 1_000
COUNTRIES = (("SYR", 35.0, 38.5), ("SDN", 13.5, 30.0), ("UKR", 48.5, 36.0), ("MMR", 21.0, 96.0), ("COL", 4.5, -73.5))
TEXT = "Fighters attacked {place} on {day}, killing {killed} people, a spokesman said."


def story(number: int, chance: random.Random, types: list[tuple[str, Acled]]) -> tuple[Report, Claim]:
    """Give a made-up report with its claim: one of 4,000 places, ten years of days."""
    iso3, lat, lon = COUNTRIES[number % len(COUNTRIES)]
    spot = chance.randrange(800)
    there = random.Random(f"{iso3}{spot}")
    day = (date(2015, 1, 1) + timedelta(days=chance.randrange(3650))).isoformat()
    killed, place = chance.choice([0, 0, 1, 2, 3, 5, 8, 20]), f"Town{spot} of {iso3}"
    text = TEXT.format(place=place, day=day, killed=killed)
    name, acled = types[number % len(types)]

    def words(part: str) -> dict[str, Any]:
        start = text.index(part)
        return {"start": start, "end": start + len(part), "text": part}

    report = Report(id=f"r{number}", text=text, published=day, source=f"Outlet {number % 40}", title=text[:40])
    where = Place(
        **words(place), name=place, lat=lat + there.uniform(-4, 4), lon=lon + there.uniform(-4, 4), precision="town",
        radius_km=4.0, country=iso3, admin1=f"Province {spot % 9}",
    )  # fmt: skip
    claim = Claim(
        claim=f"c-{number:016x}", report=report.id, engine="made-up", engine_version="1", event_type=name, acled=acled,
        plover=None, cameo=None, modality="asserted",
        mentions=(Mention(**words(text.partition(",")[0]), trigger_start=9, trigger_end=17, trigger="attacked"),),
        initiators=(Party(**words("Fighters"), name=f"Front {number % 60}", kind="rebel group"),),
        places=() if number % 50 == 0 else (where,),
        date=None if number % 70 == 0 else When(**words(day), first=day, last=day, precision="day"),
        killed=Count(low=killed, high=killed, **words(f"killing {killed}")), confidence=chance.random(),
    )  # fmt: skip
    return report, claim


def event(claim: Claim) -> Event:
    """Give the event of one claim."""
    low = claim.killed.low if claim.killed else None
    return Event(
        event=content_id("e", claim.claim), version=content_id("v", claim.claim), claims=(claim.claim,), reports=1,
        sources=1, event_type=claim.event_type, acled=claim.acled, plover=None, cameo=None, modality=claim.modality,
        initiators=claim.initiators, place=claim.places[0] if claim.places else None, places=claim.places,
        date=claim.date, killed=Toll(low=low, best=low, high=low, rule="the only number", claims=(claim.claim,)),
        confidence=claim.confidence,
    )  # fmt: skip


def fill(store: Store, has: int, wanted: int) -> None:
    """Put made-up events into a record, each of one report and one claim; nothing is coded or merged."""
    chance = random.Random(has)
    types = [(name, kind.acled) for name, kind in load(None).types.items() if kind.acled]
    run = store.begin("benchmark", who="benchmark", engine="made-up", engine_version="1")
    for begin in range(has, wanted, BATCH):
        stories = [story(n, chance, types) for n in range(begin, min(begin + BATCH, wanted))]
        coded = [CodedReport(report=report, claims=(claim,)) for report, claim in stories]
        store.put([Entry(coded=one, engine="made-up", engine_version="1") for one in coded], run)
        near = store.neighbourhood(lambda start, fetch, judgements: start)
        store.apply(near, [event(one.claim) for one in near.claims], (), run=run, who="benchmark")
    store.end(run)


def timed(name: str, ask: Callable[[], Any]) -> float:
    """Print how long the first answer takes, and the median of the next."""
    begin = time.perf_counter()
    ask()
    first = time.perf_counter() - begin
    later = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        ask()
        later.append(time.perf_counter() - begin)
    print(f"{name:44} first {first:7.3f} s   then {statistics.median(later):7.3f} s", flush=True)
    return first


def main() -> None:
    """Fill a record and time its page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--db")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.db or str(Path(folder) / "record.db")
        with open_store(path, create=True) as store:
            if store.count() < asked.events:
                begin = time.perf_counter()
                fill(store, store.count(), asked.events)
                print(f"filled in {time.perf_counter() - begin:.0f} s")
            print(f"{store.count():,} events")
            client = TestClient(app.create(Desk(store, "benchmark")), base_url="http://127.0.0.1")
            time_all(client)


def time_all(client: TestClient) -> None:
    """Time what a browser asks."""
    client.headers["X-Dateline"] = "1"

    def get(path: str) -> Any:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text[:300]
        return answer

    timed("overview: the page", lambda: get("/"))
    timed("overview: the scene of map and timeline", lambda: get("/api/scene"))
    timed("overview: a brush over the timeline", lambda: get("/api/scene?from=2018-01-01&to=2018-03-31"))
    timed("overview: the list inside the map's frame", lambda: get("/part/table?box=30,10,45,40"))
    timed("overview: the list of one country", lambda: get("/part/table?country=SDN&sort=killed"))
    timed("overview: words", lambda: get("/part/table?q=town7"))
    timed("queue: the page", lambda: get("/queue"))
    waiting = get("/api/events?sort=queue&status=unreviewed&limit=50").json()["events"]

    def decide() -> None:
        event = waiting.pop()
        body = {"event": event["event"], "saw": event["version"]}
        decision = {"kind": "accept", "subjects": [event["event"]]}
        answer = client.post("/api/judgements", json={**body, "decisions": [decision]})
        assert answer.status_code == 201, answer.text[:300]

    decide()  # the first merge of a record writes the keys of all its claims, which ``dateline add`` has done elsewhere
    timed("queue: a decision, kept and merged", decide)
    timed("queue: the next cards after a decision", lambda: get("/part/queue"))


if __name__ == "__main__":
    main()
