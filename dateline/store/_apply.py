"""Merged events into the record: written in groups that share claims, so that every transaction leaves it whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from dateline.events import Event
from dateline.store import _postgresql, _rows, _sqlite
from dateline.store._audit import Log
from dateline.store._schema import EVENT_CLAIMS, EVENTS, HISTORY, PENDING, REDIRECTS, REPORTS, TERMS
from dateline.store._sql import chunks, put
from dateline.store.values import Applied, Neighbourhood


@dataclass
class Group:
    """Events, old and new, that share claims: they change together or not at all."""

    events: list[Event] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)


def groups(near: Neighbourhood, events: Iterable[Event], redirects: Mapping[str, str]) -> list[Group]:
    """Give the groups of a merge: new events and old ones, joined wherever they share a claim or an id."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    def join(one: str, other: str) -> None:
        root[find(one)] = find(other)

    given = list(events)
    owners = [*near.previous, *near.members.items(), *((e.event, e.claims) for e in given)]
    for event, claims in owners:
        find(f"event {event}")
        for claim in claims:
            join(f"event {event}", f"claim {claim}")
    for claim in near.stamps:
        find(f"claim {claim}")
    for old, new in redirects.items():
        join(f"event {old}", f"event {new}")
    found: dict[str, Group] = {}
    for one in given:
        found.setdefault(find(f"event {one.event}"), Group()).events.append(one)
    for event in near.members:
        found.setdefault(find(f"event {event}"), Group()).before.append(event)
    for name in [name for name in root if name.startswith("claim ")]:
        found.setdefault(find(name), Group()).claims.add(name.removeprefix("claim "))
    return list(found.values())


HOLD_SECONDS = 0.04
"""How long a transaction should hold the record: what a reviewer hardly notices."""
FIRST, LEAST = 100, 25
"""Claims in the first batch, and in the smallest."""


class Pace:
    """How many claims a batch may hold, so that writing it takes HOLD_SECONDS on this machine at this moment."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = min(FIRST, most)

    def took(self, seconds: float) -> None:
        """Learn from the last batch; a batch at most doubles."""
        fitting = self.size * HOLD_SECONDS / max(seconds, 0.001)
        self.size = max(min(LEAST, self.most), min(self.most, int(min(fitting, 2 * self.size))))


def packed(found: Sequence[Group], pace: Pace) -> Iterator[list[Group]]:
    """Give the groups in batches of at most as many claims as the pace allows; a larger group is a batch by itself."""
    batch: list[Group] = []
    held = 0
    for group in found:
        weight = max(1, len(group.claims))
        if batch and held + weight > pace.size:
            yield batch
            batch, held = [], 0
        batch.append(group)
        held += weight
    if batch:
        yield batch


class Found(NamedTuple):
    """What an event is found by: its columns, terms and words; and its content as JSON."""

    columns: dict[str, Any]
    terms: set[tuple[str, str]]
    words: str
    body: str


class Writer:
    """Writes the groups of one merge; ``write`` is one transaction's worth."""

    def __init__(
        self, near: Neighbourhood, redirects: Mapping[str, str], *, who: str, why: str | None, run: int | None
    ) -> None:
        self.near, self.redirects = near, redirects
        self.who, self.why, self.run = who, why, run
        self.claims = {one.claim.claim: one for one in near.claims}
        self.owners = {claim: event for event, claims in near.members.items() for claim in claims}
        self._found_by: dict[str, Found] = {}

    def prepare(self, connection: Connection, batch: Sequence[Group]) -> None:
        """Work out what the events of a batch are found by, before anybody has to wait for it."""
        coming = [e for g in batch for e in g.events if self.near.versions.get(e.event) != e.version]
        titles = _titles(connection, {self.claims[c].report for e in coming for c in e.claims if c in self.claims})
        self._found_by = {
            e.event: Found(
                columns={**_rows.columns(e), "priority": _rows.priority(e)},
                terms=_rows.terms(e, self.claims),
                words=_rows.searchable(e, self.claims, titles),
                body=msgspec.json.encode(e).decode(),
            )
            for e in coming
        }

    def write(self, connection: Connection, batch: Sequence[Group]) -> Applied:
        """Write the groups of a batch, which was prepared, that nobody changed since they were read."""
        fresh = self._unchanged(connection, batch)
        log = Log(connection, self.who, run=self.run, why=self.why)
        rows = _existing(connection, [name for g in fresh for name in (*g.before, *(e.event for e in g.events))])
        coming = [e for g in fresh for e in g.events]
        ids = {e.event for e in coming}
        changed = [e for e in coming if e.event not in rows or rows[e.event].version != e.version]
        gone = sorted(rows[name].event for g in fresh for name in g.before if name not in ids)
        counts = {"stale": len(batch) - len(fresh), "same": len(coming) - len(changed)}
        if changed or gone:
            _forget(connection, [rows[name].key for name in (*gone, *(e.event for e in changed)) if name in rows])
            counts |= self._record(connection, log, changed, gone, rows)
            _index(connection, changed, _keys(connection, changed, rows), self._found_by, log)
        self._settle(connection, fresh)
        log.flush()
        return Applied(**counts)

    def _unchanged(self, connection: Connection, batch: Sequence[Group]) -> list[Group]:
        claims = sorted({claim for g in batch for claim in g.claims})
        stamps: dict[str, int] = {}
        owners: dict[str, str] = {}
        for part in chunks(claims):
            query = select(PENDING).where(PENDING.c.claim.in_(part))
            stamps |= {row.claim: row.stamp for row in connection.execute(query)}
            owned = select(EVENT_CLAIMS.c.claim, EVENTS.c.event).join(EVENTS, EVENTS.c.key == EVENT_CLAIMS.c.key)
            owners |= {row.claim: row.event for row in connection.execute(owned.where(EVENT_CLAIMS.c.claim.in_(part)))}
        rows = _existing(connection, [name for g in batch for name in (*g.before, *(e.event for e in g.events))])

        def unchanged(group: Group) -> bool:
            return all(
                stamps.get(c) == self.near.stamps.get(c) and owners.get(c) == self.owners.get(c) for c in group.claims
            ) and all(
                (rows[name].version if name in rows else None) == self.near.versions.get(name)
                for name in (*group.before, *(e.event for e in group.events))
            )

        return [group for group in batch if unchanged(group)]

    def _record(
        self, connection: Connection, log: Log, changed: Sequence[Event], gone: Sequence[str], rows: Mapping[str, Any]
    ) -> dict[str, int]:
        """Write history, redirects and the log; gives how many of each there were."""
        bodies = _bodies(connection, [rows[name].history for name in gone])
        steps: list[tuple[str, str, str, str, str | None]] = [
            ("changed" if e.event in rows else "new", e.event, e.version, self._found_by[e.event].body, None)
            for e in changed
        ]
        for name in gone:
            to = self.redirects.get(name)
            what = "redirected" if to else "withdrawn"
            steps.append((what, name, rows[name].version, bodies[rows[name].history], to))
        seq = connection.execute(select(func.max(HISTORY.c.seq))).scalar_one() or 0
        lines = []
        for number, (what, name, version, body, to) in enumerate(steps, start=seq + 1):
            lines.append(
                {"seq": number, "event": name, "version": version, "change": what, "at": log.at, "who": self.who,
                 "why": self.why, "run": self.run, "to": to, "body": body}
            )  # fmt: skip
            log.add(f"event {what}", name, f"into {to}" if to else None)
        connection.execute(HISTORY.insert(), lines)
        _redirect(connection, {name: self.redirects[name] for name in gone if name in self.redirects}, changed)
        named = [what for what, *_ in steps]
        return {what: named.count(what) for what in ("new", "changed", "withdrawn", "redirected")}

    def _settle(self, connection: Connection, done: Sequence[Group]) -> None:
        for part in chunks(sorted({c for g in done for c in g.claims if c in self.near.stamps})):
            connection.execute(PENDING.delete().where(PENDING.c.claim.in_(part)))


def total(one: Applied, other: Applied) -> Applied:
    """Give the sum of what two batches changed."""
    return Applied(**{name: getattr(one, name) + getattr(other, name) for name in Applied.__struct_fields__})


def _existing(connection: Connection, names: Iterable[str]) -> dict[str, Any]:
    columns = EVENTS.c.event, EVENTS.c.key, EVENTS.c.version, EVENTS.c.history
    return {
        row.event: row
        for part in chunks(sorted(set(names)))
        for row in connection.execute(select(*columns).where(EVENTS.c.event.in_(part)))
    }


def _bodies(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    return {
        row.seq: row.body
        for part in chunks(numbers)
        for row in connection.execute(select(HISTORY.c.seq, HISTORY.c.body).where(HISTORY.c.seq.in_(part)))
    }


def _redirect(connection: Connection, redirects: Mapping[str, str], coming: Sequence[Event]) -> None:
    """Let old ids lead to new ones, also those that led to an id that now leads on; ids that are back lead nowhere."""
    for part in chunks([e.event for e in coming]):
        connection.execute(REDIRECTS.delete().where(REDIRECTS.c.old.in_(part)))
    for old, new in redirects.items():
        connection.execute(REDIRECTS.update().where(REDIRECTS.c.new == old).values(new=new))
    put(connection, REDIRECTS, [{"old": old, "new": new} for old, new in redirects.items()])


def _forget(connection: Connection, keys: Sequence[int]) -> None:
    if not keys:
        return
    dialect(connection).forget(connection, keys)
    for part in chunks(keys):
        for table in (TERMS, EVENT_CLAIMS, EVENTS):
            connection.execute(table.delete().where(table.c.key.in_(part)))


def dialect(connection: Connection) -> Any:
    """Give the module of what this database has of its own."""
    return _sqlite if connection.dialect.name == "sqlite" else _postgresql


def _keys(connection: Connection, changed: Sequence[Event], rows: Mapping[str, Any]) -> list[int]:
    """Give the key of each event: the one it had, or a new one, above all that were ever used."""
    last = connection.execute(select(func.max(EVENTS.c.key))).scalar_one() or 0
    last = max(last, *(row.key for row in rows.values())) if rows else last
    keys = []
    for event in changed:
        last += event.event not in rows
        keys.append(rows[event.event].key if event.event in rows else last)
    return keys


def _index(
    connection: Connection, changed: Sequence[Event], keys: Sequence[int], found: Mapping[str, Found], log: Log
) -> None:
    """Write the events' columns, claims, terms and words."""
    if not changed:
        return
    history = {
        row.event: row.last
        for part in chunks([e.event for e in changed])
        for row in connection.execute(
            select(HISTORY.c.event, func.max(HISTORY.c.seq).label("last"))
            .where(HISTORY.c.event.in_(part))
            .group_by(HISTORY.c.event)
        )
    }
    keyed = list(zip(keys, changed, strict=True))
    rows = [{**found[e.event].columns, "key": key, "history": history[e.event], "changed": log.at} for key, e in keyed]
    connection.execute(EVENTS.insert(), rows)
    connection.execute(EVENT_CLAIMS.insert(), [{"claim": c, "key": key} for key, e in keyed for c in e.claims])
    terms = [{"kind": kind, "term": term, "key": key} for key, e in keyed for kind, term in found[e.event].terms]
    if terms:
        connection.execute(TERMS.insert(), terms)
    searched = [
        {"key": row["key"], "lat": row["lat"], "lon": row["lon"], "words": found[e.event].words}
        for row, e in zip(rows, changed, strict=True)
    ]
    dialect(connection).index(connection, searched)


def _titles(connection: Connection, reports: set[str]) -> dict[str, str]:
    return {
        row.report: row.title
        for part in chunks(sorted(reports))
        for row in connection.execute(
            select(REPORTS.c.report, REPORTS.c.title).where(
                REPORTS.c.report.in_(part), REPORTS.c.current, REPORTS.c.title.is_not(None)
            )
        )
    }
