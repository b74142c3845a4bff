#!/usr/bin/env python3
"""How fast claims are merged into events, and in how much memory, as their number grows: time should grow as they do.

    python benchmarks/merge.py [--sizes 10000,30000,100000]

Each size is merged in a fresh process, on one core. The claims are made up: events in 400 towns of 20 countries at a
steady rate a day, told by one to eight reports each, with other tolls, neighbouring villages, vague places, missing
dates, and one claim in five of a series or without a place. Twice the claims are twice the days. Making them and the
interpreter itself are not in the seconds, but they are in the memory.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dateline.events import SourcedClaim  # noqa: E402
from dateline.merge import merge  # noqa: E402
from dateline.model import Acled, Claim, Count, Mention, Party, Place, Plover, When, content_id  # noqa: E402

COUNTRIES, TOWNS, PER_DAY = 20, 20, 30
KINDS = (
    ("air_strike", "Explosions/Remote violence", "Air/drone strike", "aerial"),
    ("shelling", "Explosions/Remote violence", "Shelling/artillery/missile attack", "heavy-weapons"),
    ("armed_clash", "Battles", "Armed clash", "firearms"),
    ("attack_on_civilians", "Violence against civilians", "Attack", None),
    ("protest", "Protests", "Peaceful protest", "demo"),
)
SIDES = ("army", "front", "militia", "police", "brigade")


def make(size: int, seed: int = 1) -> list[SourcedClaim]:
    """Make claims of invented events, the same for the same size and seed."""
    chance = random.Random(seed)
    claims: list[SourcedClaim] = []
    number = 0
    while len(claims) < size:
        day = date(2015, 1, 1) + timedelta(days=number // PER_DAY)
        country, town = chance.randrange(COUNTRIES), chance.randrange(TOWNS)
        kind, side, dead = chance.choice(KINDS), chance.choice(SIDES), chance.choice((0, 1, 2, 3, 4, 6, 9, 14))
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 5, 8)), size - len(claims))):
            claims.append(tell(chance, len(claims), day, country, town, kind, side, dead))
        number += 1
    return claims


def tell(
    chance: random.Random, number: int, day: date, country: int, town: int,
    kind: tuple[str, str, str, str | None], side: str, dead: int,
) -> SourcedClaim:  # fmt: skip
    """Make one report's claim of an event."""
    report = f"r{number}"
    published = day + timedelta(days=chance.choice((0, 0, 1, 1, 2)))
    name, lat, lon = f"Town {country} {town}", -30 + country * 3 + town * 0.7 % 3, -20 + country * 4 + town * 0.31 % 4
    code = f"C{chr(65 + country)}A"
    spot = Place(
        start=0, end=1, text=name, name=name, lat=lat + chance.choice((0, 0, 0.03)), lon=lon, precision="town",
        admin1=f"Province {country} {town % 4}", country=code,
    )  # fmt: skip
    coarse = Place(start=0, end=1, text=code, name=code, precision="country", country=code)
    places = chance.choices(((spot,), (coarse,), ()), (8, 1, 1))[0]
    iso = day.isoformat()
    when = When(text="x", start=0, end=1, first=iso, last=iso, precision="day") if chance.random() < 0.85 else None
    told = chance.choice((dead, dead, dead + 1, max(0, dead - 1)))
    words = f"{side} {kind[0]} number {number}"
    claim = Claim(
        claim=content_id("c", report), report=report, engine="made up", engine_version="1", event_type=kind[0],
        acled=Acled(event_type=kind[1], sub_event_type=kind[2]),
        plover=Plover(event_type="PROTEST" if kind[1] == "Protests" else "ASSAULT", mode=kind[3]), cameo=None,
        modality="asserted",
        mentions=(Mention(start=0, end=1, text=words, trigger_start=0, trigger_end=1, trigger=kind[0]),),
        initiators=(Party(start=0, end=1, text=f"the {side}", name=side, actor=f"{code}-{side}", kind="rebel group"),),
        targets=(Party(start=0, end=1, text="residents", name="residents", kind="civilians"),),
        places=places, date=when,
        killed=Count(low=told, high=told, text="x", start=0, end=1) if chance.random() < 0.7 else None,
        outcome="completed", confidence=0.7,
    )  # fmt: skip
    return SourcedClaim(claim=claim, report=report, source=f"paper {number % 50}", published=published.isoformat())


def one(size: int) -> dict[str, float]:
    """Merge once; give seconds, events and the peak memory of the process in MB."""
    claims = make(size)
    begin = time.process_time()
    events = merge(claims).events
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"claims": size, "events": len(events), "seconds": round(seconds, 1), "megabytes": round(peak)}


def main() -> None:
    """Print a row a size."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="10000,30000,100000")
    arguments.add_argument("--one", type=int, help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one)))
        return
    print(f"{'claims':>8} {'events':>8} {'CPU s':>7} {'µs/claim':>9} {'MB':>6}")
    for size in map(int, asked.sizes.split(",")):
        command = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        row = json.loads(done.stdout)
        per = 1e6 * row["seconds"] / size
        print(f"{size:8} {row['events']:8} {row['seconds']:7.1f} {per:9.0f} {row['megabytes']:6.0f}")


if __name__ == "__main__":
    main()
