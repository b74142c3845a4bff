"""Reports, claims and events built by hand for the store's tests. All are made up."""

from collections.abc import Iterable
from typing import Any

from dateline.events import Event, Judgement, Toll
from dateline.model import Acled, Claim, CodedReport, Count, Mention, Party, Place, Report, When, content_id
from dateline.store import Entry, Neighbourhood, Store
from dateline.store.values import Applied

WORDS = "Rebels shelled the market of Velm on {day}, killing {killed}, residents of the town said. Nobody claimed it."


def report(name: str = "r1", *, day: str = "2024-03-12", killed: int = 4, source: str = "The Velm Courier",
           **fields: Any) -> Report:  # fmt: skip
    text = fields.pop("text", WORDS.format(day=day, killed=killed))
    fields = {"title": "Market shelled", **fields}
    return Report(id=name, text=text, published=day, source=source, language="en", **fields)


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def claim(
    of: Report, *, engine: str = "hand", version: str = "1", event_type: str = "shelling", trigger: str = "shelled",
    lat: float | None = 12.0, lon: float = 29.0, country: str = "SDN", **fields: Any,
) -> Claim:  # fmt: skip
    clause = of.text.partition(",")[0]
    mark = span(of.text, trigger)
    killed = of.text.partition("killing ")[2].partition(",")[0]
    toll = Count(low=int(killed), high=int(killed), **span(of.text, killed)) if killed else None
    return Claim(
        **{
            "claim": content_id("c", of.id, of.text, engine, event_type, trigger),
            "report": of.id,
            "engine": engine,
            "engine_version": version,
            "event_type": event_type,
            "acled": Acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"),
            "plover": None,
            "cameo": None,
            "modality": "asserted",
            "mentions": (Mention(**span(of.text, clause), trigger_start=mark["start"], trigger_end=mark["end"],
                                 trigger=trigger),),
            "initiators": (Party(**span(of.text, of.text.split()[0]), name="Velm Rebels", actor="velm-rebels"),),
            "places": (Place(**span(of.text, of.text.split()[-1]), name="Velm", lat=lat, lon=lon, precision="town",
                             country=country, admin1="Élan"),),
            "date": When(text=None, start=None, end=None, first=of.published, last=of.published, precision="day"),
            "killed": toll,
            "confidence": 0.8,
            **fields,
        }
    )  # fmt: skip


def entry(of: Report, claims: Iterable[Claim] | None = None, *, version: str = "1", **fields: Any) -> Entry:
    coded = CodedReport(report=of, claims=tuple(claims) if claims is not None else (claim(of, version=version),))
    data = fields.pop("data", of.text.encode())
    return Entry(coded=coded, engine="hand", engine_version=version, data=data, **fields)


def event(*claims: Claim, name: str | None = None, **fields: Any) -> Event:
    """An event of claims; its values are those of the first."""
    first = claims[0]
    low = [c.killed.low for c in claims if c.killed and c.killed.low is not None]
    values: dict[str, Any] = {
        "event": name or content_id("e", *sorted(c.claim for c in claims)[:1]),
        "claims": tuple(c.claim for c in claims),
        "reports": len({c.report for c in claims}),
        "sources": len({c.report for c in claims}),
        **{n: getattr(first, n) for n in ("event_type", "acled", "plover", "cameo", "modality", "initiators", "targets",
                                          "weapons", "places", "date", "outcome", "damage", "confidence")},
        "place": first.places[0] if first.places else None,
        "killed": Toll(low=min(low), best=low[0], high=max(low), rule="the first") if low else None,
        **fields,
    }  # fmt: skip
    return Event(version=content_id("v", values["event"], values), **values)


def one_each(near: Neighbourhood) -> list[Event]:
    """Merge nothing: an event for each claim, under the id it had."""
    had = {claim: event for event, claims in near.previous for claim in claims}
    return [event(one.claim, name=had.get(one.claim.claim)) for one in near.claims]


def merged(store: Store, who: str = "merge", **fields: Any) -> Applied:
    near = store.neighbourhood()
    return store.apply(near, one_each(near), (), who=who, **fields)


def filled(store: Store, *reports: Report) -> int:
    """Put reports with a claim each, and merge."""
    run = store.begin("add", who="mira", engine="hand", engine_version="1")
    store.put([entry(r) for r in reports], run)
    merged(store, run=run)
    store.end(run)
    return run


def judgement(kind: Any, *subjects: str, reviewer: str = "mira", **fields: Any) -> Judgement:
    at = fields.pop("at", "2026-01-01T00:00:00Z")
    identity = content_id("j", kind, subjects, at, reviewer)
    return Judgement(judgement=identity, kind=kind, subjects=subjects, reviewer=reviewer, at=at, **fields)
