#!/usr/bin/env python3
"""How fast the record writes and answers, and how long a reviewer waits while a batch is written.

    python benchmarks/store.py [--events N] [--db URL] [--work FOLDER]

Fills a record with made-up events (two claims of two reports each), then times look-ups and queries as the page asks
them, then has a second process write batches without rest while a reviewer judges an event every 50 ms. Absolute times
belong to the machine and its disk; on a busy one read those of CPU time.
"""

import argparse
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from dateline.events import Event, Judgement, Toll
from dateline.model import Acled, Claim, CodedReport, Count, Mention, Party, Place, Report, When, content_id
from dateline.recording import MOST_WAITING
from dateline.store import PAUSE_SECONDS, Entry, Query, Store, open_store

TYPES = ("shelling", "air_strike", "armed_clash", "riot", "protest", "abduction", "looting", "bombing")
TEXT = (
    "Gunmen of the {group} attacked the market of town {town} on {day}, killing {killed} people and wounding others, "
    "witnesses and a doctor of the hospital said. "
    + "The road to the capital stayed closed for the rest of the day. "
    * 30
)


def report(number: int, outlet: int) -> Report:
    """A made-up report of some 2,000 characters: two outlets tell each event."""
    chance = random.Random(number)
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(1_500))
    text = TEXT.format(
        group=f"Front {chance.randrange(300)}", town=chance.randrange(5_000), day=day, killed=number % 40
    )
    source, title = f"Outlet {number % 50 + outlet}", f"Attack in town {chance.randrange(5_000)}"
    return Report(id=f"r{number}-{outlet}", text=text, published=day.isoformat(), source=source, title=title)


def claim(of: Report, number: int) -> Claim:
    """What a report claims: a type, a party, a place and a toll, with their words."""
    chance = random.Random(number)
    end = of.text.index(", witnesses")
    group, town = of.text[11:20].rstrip(), of.text[of.text.index("town") : of.text.index(" on ")]
    place = of.text.index(town)
    return Claim(
        claim=content_id("c", of.id), report=of.id, engine="made", engine_version="1",
        event_type=TYPES[number % len(TYPES)], acled=Acled(event_type="Battles", sub_event_type="Armed clash"),
        plover=None, cameo=None, modality="asserted",
        mentions=(Mention(start=0, end=end, text=of.text[:end], trigger_start=0, trigger_end=6, trigger=of.text[:6]),),
        initiators=(Party(start=11, end=11 + len(group), text=group, name=group, kind="rebel group"),),
        places=(Place(start=place, end=place + len(town), text=town, name=town, precision="town", country="SDN",
                      lat=chance.uniform(-35, 35), lon=chance.uniform(-20, 60)),),
        date=When(text=None, start=None, end=None, first=of.published, last=of.published, precision="day"),
        killed=Count(low=number % 40, high=number % 40, text=None, start=None, end=None), confidence=chance.random(),
    )  # fmt: skip


def event(claims: list[Claim]) -> Event:
    """The event of two claims."""
    one = claims[0]
    low = one.killed.low if one.killed else None
    identity = content_id("e", one.claim)
    return Event(
        event=identity, version=content_id("v", identity), claims=tuple(c.claim for c in claims), reports=2, sources=2,
        event_type=one.event_type, acled=one.acled, plover=None, cameo=None, modality="asserted",
        initiators=one.initiators, place=one.places[0], places=one.places, date=one.date,
        killed=Toll(low=low, best=low, high=low, rule="the latest", claims=(one.claim,)), confidence=one.confidence,
    )  # fmt: skip


def entries(first: int, number: int) -> Iterator[Entry]:
    """Reports with their claims."""
    for n in range(first, first + number):
        for outlet in (0, 1):
            of = report(n, outlet)
            found = claim(of, n)
            yield Entry(coded=CodedReport(report=of, claims=(found,)), engine="made", engine_version="1",
                        data=of.text.encode(), keys={found.claim: (f"{of.published} {n % 900}",)})  # fmt: skip


Seconds = tuple[float, float]
"""By the clock, and of CPU time."""


def fill(store: Store, number: int) -> tuple[Seconds, Seconds]:
    """Write the reports and events; gives the seconds of each."""
    run = store.begin("benchmark", who="benchmark")
    everything = list(entries(0, number))
    begin, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(everything), MOST_WAITING):
        store.put(everything[start : start + MOST_WAITING], run)
        time.sleep(PAUSE_SECONDS)
    put = time.perf_counter() - begin, time.process_time() - cpu
    near = store.neighbourhood()
    pairs = [[a.coded.claims[0], b.coded.claims[0]] for a, b in zip(everything[::2], everything[1::2], strict=True)]
    events = [event(pair) for pair in pairs]
    begin, cpu = time.perf_counter(), time.process_time()
    store.apply(near, events, (), who="benchmark", run=run)
    return put, (time.perf_counter() - begin, time.process_time() - cpu)


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Milliseconds of a call: the median by the clock, and the median of CPU time."""
    times, cpu = [], []
    for _ in range(rounds):
        begin, own = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - begin) * 1_000)
        cpu.append((time.process_time() - own) * 1_000)
    return statistics.median(times), statistics.median(cpu)


def ask(store: Store) -> None:
    """Time what the page asks."""
    ids = [e.event for e in store.find(limit=200).events]
    chance, total = random.Random(1), store.count()
    asked: dict[str, Callable[[], object]] = {
        "one event with everything": lambda: store.event(chance.choice(ids)),
        "first page, newest": lambda: store.find(Query()),
        "half-way down the queue": lambda: store.find(Query(sort="queue"), offset=total // 2),
        "type and month": lambda: store.find(Query(types=("shelling",), first="2022-03-01", last="2022-03-31")),
        "actor": lambda: store.find(Query(actors=("Front 7",))),
        "source and toll": lambda: store.find(Query(sources=("Outlet 3",), killed_min=10)),
        "words": lambda: store.find(Query(text="town 77 market")),
        "a rare word": lambda: store.find(Query(text="4321")),
        "box of 5 by 5 degrees": lambda: store.find(Query(box=(30.0, 10.0, 35.0, 15.0))),
        "box and year, sorted by toll": lambda: store.find(
            Query(box=(30.0, 0.0, 40.0, 15.0), first="2022-01-01", last="2022-12-31", sort="killed")
        ),
        "types, counted": lambda: store.facets(Query(), "event_type"),
        "all pins of a year": lambda: store.pins(Query(first="2022-01-01", last="2022-12-31")),
    }
    for name, work in asked.items():
        clock, cpu = timed(work, 20)
        print(f"  {name:32} {clock:8.1f} ms   CPU: {cpu:8.1f} ms", flush=True)


def pour(url: str, first: int, seconds: float) -> None:
    """Write reports and their events without rest, as `dateline add` would if coding took no time."""
    with open_store(url) as store:
        run = store.begin("benchmark", who="batch")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            batch = list(entries(first, MOST_WAITING // 2))
            store.put(batch, run)
            near = store.neighbourhood(lambda start, fetch, judgements: start)
            store.apply(near, [event([one.claim]) for one in near.claims], (), who="batch", run=run)
            first += MOST_WAITING // 2


def review(store: Store, seconds: float, ids: list[str]) -> list[float]:
    """Judge an event every 50 ms; gives the milliseconds that each took."""
    waits = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        at = str(time.monotonic_ns())
        made = Judgement(
            judgement=content_id("j", at), kind="skip", subjects=(random.choice(ids),), reviewer="jo", at=at
        )
        begin = time.perf_counter()
        store.judge(made)
        waits.append((time.perf_counter() - begin) * 1_000)
        time.sleep(0.05)
    return sorted(waits)


def main() -> None:
    """Fill, ask, and review beside a batch writer."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=100_000)
    arguments.add_argument("--db", help="an empty database by URL (default: a SQLite file)")
    arguments.add_argument("--work", help="the folder for the file (default: the system's for temporary files)")
    arguments.add_argument("--seconds", type=float, default=15.0, help="of reviewing, alone and beside the writer")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.work) as folder:
        url = asked.db or str(Path(folder) / "record.db")
        with open_store(url, create=True) as store:
            put, applied = fill(store, asked.events)
            for number, what, (clock, cpu) in (
                (2 * asked.events, "reports and claims", put),
                (asked.events, "events with history and log", applied),
            ):
                print(
                    f"{number:,} {what}: {number / clock:,.0f}/s, {number / cpu:,.0f} a second of CPU time", flush=True
                )
            size = store.standing().bytes
            print(f"the file has {size / 1e6:,.0f} MB" if size else "")
            ask(store)
            ids = [e.event for e in store.find(limit=200).events]
            quiet = review(store, asked.seconds / 3, ids)
            writer = multiprocessing.get_context("spawn").Process(target=pour, args=(url, 10**9, asked.seconds + 2))
            writer.start()
            time.sleep(2)
            busy = review(store, asked.seconds, ids)
            writer.join()
    for name, waits in (("alone", quiet), ("beside a batch writer", busy)):
        late = waits[int(len(waits) * 0.95)]
        print(f"a reviewer's write {name}: median {statistics.median(waits):.1f} ms, 95 %: {late:.1f} ms, "
              f"longest {waits[-1]:.0f} ms ({len(waits)} writes)")  # fmt: skip


if __name__ == "__main__":
    main()
