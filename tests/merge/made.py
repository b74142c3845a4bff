"""Claims made for the tests of merging: a line each, everything else as dull as can be."""

from typing import Any

import msgspec

from dateline.events import Judgement, SourcedClaim
from dateline.merge.features import Features, read
from dateline.model import Acled, Claim, Count, Mention, Party, Place, Plover, Weapon, When, content_id

TOWNS = {
    "Alba": (10.0, 10.0), "Alba Gate": (10.01, 10.01), "Bern": (10.15, 10.0), "Cora": (10.4, 10.2),
    "Dura": (12.0, 13.0),
}  # fmt: skip
TYPES = {
    "strike": ("air_strike", "Explosions/Remote violence", "Air/drone strike", "aerial"),
    "shelling": ("shelling", "Explosions/Remote violence", "Shelling/artillery/missile attack", "heavy-weapons"),
    "attack": ("attack_on_civilians", "Violence against civilians", "Attack", None),
    "clash": ("armed_clash", "Battles", "Armed clash", "firearms"),
    "march": ("protest", "Protests", "Peaceful protest", "demo"),
    "arrests": ("arrest", "Strategic developments", "Arrests", "arrest"),
}


def span(text: str) -> dict[str, Any]:
    return {"start": 0, "end": len(text), "text": text}


def place(name: str, country: str | None = "AAA", **more: Any) -> Place:
    lat, lon = TOWNS.get(name, (None, None))
    given = {"name": name, "lat": lat, "lon": lon, "precision": "town", "country": country} | more
    return Place(**span(name), **given)


def when(day: str | None) -> When | None:
    """A day, "first..last", or a month such as 2024-05."""
    if day is None:
        return None
    first, _, last = day.partition("..")
    if len(first) == 7:
        return When(**span(first), first=f"{first}-01", last=f"{first}-31", precision="month")
    return When(**span(first), first=first, last=last or first, precision="range" if last else "day")


def party(text: str, kind: str = "unknown", actor: str | None = None, **more: Any) -> Party:
    return Party(**span(text), name=text, kind=kind, actor=actor, **more)


def count(low: int | None, high: int | None = -1) -> Count:
    return Count(low=low, high=low if high == -1 else high, **span(str(low)))


def tell(
    report: str,
    day: str | None = "2024-05-03",
    at: str | tuple[str, ...] | None = "Alba",
    kind: str = "strike",
    killed: int | Count | None = None,
    *,
    published: str | None = "2024-05-04",
    source: str | None = None,
    work: str = "",
    by: tuple[Party, ...] = (),
    on: tuple[Party, ...] = (),
    words: str = "",
    **more: Any,
) -> SourcedClaim:
    """A report's claim; ``words`` is its clause and tells it from others of the same report."""
    name, event, sub, mode = TYPES[kind]
    towns = (at,) if isinstance(at, str) else at or ()
    clause = words or f"a {kind} told by {report}"
    weapons = tuple(Weapon(**span(w), kind=w) for w in more.pop("weapons", ()))
    fields = {
        "claim": content_id("c", report, clause, day, towns), "report": report, "engine": "test", "engine_version": "1",
        "event_type": name, "acled": Acled(event_type=event, sub_event_type=sub),
        "plover": Plover(event_type="PROTEST" if kind == "march" else "ASSAULT", mode=mode), "cameo": None,
        "modality": "asserted",
        "mentions": (Mention(**span(clause), trigger_start=0, trigger_end=len(kind), trigger=kind),),
        "places": tuple(t if isinstance(t, Place) else place(t) for t in towns), "date": when(day),
        "killed": count(killed) if isinstance(killed, int) else killed,
        "initiators": by, "targets": on, "weapons": weapons, "confidence": 0.6,
    }  # fmt: skip
    return SourcedClaim(
        claim=Claim(**(fields | more)),
        report=report,
        source=source or f"paper {report}",
        published=published,
        work=work,
    )


def features(*args: Any, **more: Any) -> Features:
    return read(tell(*args, **more))


def judge(kind: str, *subjects: str, at: str = "2024-06-01T00:00:00Z", by: str = "ann", **more: Any) -> Judgement:
    """A judgement; ``value`` is given as a plain value."""
    if "value" in more:
        more["value"] = msgspec.Raw(msgspec.json.encode(more["value"]))
    name = content_id("j", kind, subjects, at, by, more.get("field"))
    return Judgement(judgement=name, kind=kind, subjects=subjects, reviewer=by, at=at, **more)  # type: ignore[arg-type]
