"""The record as it grows: read -> code -> store -> merge, a batch at a time, so that it can end at any moment.

    add         reports that were read: new and corrected ones are coded, stored and merged
    recode      reports that the record holds, with the engine as it is now
    judge       people's judgements, and the events that they change
    merge_waiting   what an interrupted run left unmerged

Whatever these give or return is on the disk. Each batch is one transaction; claims that were stored but not merged when
a run was killed wait, and the next run merges them.
"""

import hashlib
import itertools
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from dateline import plugins, workers
from dateline.errors import UsageError
from dateline.events import Judgement, SourcedClaim
from dateline.merge import KEYS_VERSION, fingerprints, keys, merge, near_copies, neighbourhood
from dateline.model import CodedReport, Issue, Look, Report, Value
from dateline.pipeline import Coder, Say
from dateline.settings import Settings
from dateline.store import BATCH, Applied, Entry, Identified, Neighbourhood, Store, Written

MOST_SECONDS = 2.0
"""How long coded reports wait for their batch to fill before they are written: what a kill may cost."""
MOST_WAITING = 100
"""Coded reports in a batch: writing them holds the record for some 50 ms."""
TRIES = 10
"""How often merging begins again because others write at the same time; what is left waits for the next run."""

Merging = Callable[..., Any]
"""``dateline.merge.merge`` or what stands for it in a test."""


class Outcome(Value, frozen=True, kw_only=True):
    """What a run did to reports, and to events."""

    run: int
    written: Written
    applied: Applied


class Recording:
    """A run in progress: iterate over it to do the work.

    It gives each coded report and each issue once it is safe on the disk, in the order they were read; reports that the
    record holds already are only counted. ``outcome`` is there at the end.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        command: str,
        *,
        who: str,
        why: str | None = None,
        say: Say | None = None,
        coder: type[Coder] = Coder,
        merging: Merging = merge,
    ) -> None:
        self.store, self.settings, self.command = store, settings, command
        self.who, self.why, self.say, self.coder, self.merging = who, why, say, coder, merging
        self.outcome: Outcome | None = None
        self._written = Written()
        self._since = 0.0
        self._ahead: dict[str, str] = {}
        self._data: deque[bytes | None] = deque()
        self._waiting: list[Entry | Issue] = []
        self._given = self._taken = 0
        self._looks: deque[tuple[int, Look]] = deque()

    def add(
        self, found: Iterable[tuple[Report | Issue, bytes | None]], looks: Sequence[Look] = ()
    ) -> Iterator[CodedReport | Issue]:
        """Take in what was read, with its bytes.

        ``looks`` is what the reader tells of the inputs (``open_inputs(..., told=looks.append)``), and grows while
        ``found`` is iterated over: each goes into the coverage ledger once all that came of it is safe.
        """
        engine = engine_version(self.settings, self.coder)
        yield from self._run(self._new(found, looks), engine, anew=False)

    def recode(self, *, everything: bool) -> Iterator[CodedReport | Issue]:
        """Code again the reports that this engine, in this version, has not coded, and merge them; or all."""
        engine = engine_version(self.settings, self.coder)
        yield from self._run(self._held(None if everything else engine), engine, anew=True, everything=everything)

    # ------------------------------------------------------------------------------------------ the way of a report

    def _run(
        self, reports: Iterator[Report | Issue], by: tuple[str, str], *, anew: bool, everything: bool = False
    ) -> Iterator[CodedReport | Issue]:
        engine, version = by
        run = self.store.begin(self.command, who=self.who, why=self.why, engine=engine, engine_version=version)
        self._since = time.monotonic()
        results = workers.run(reports, self.settings, "code", say=self.say, coder=self.coder)
        try:
            for result in results:
                self._taken += 1
                if isinstance(result, CodedReport):
                    entry = Entry(
                        coded=result,
                        engine=engine,
                        engine_version=version,
                        data=self._data.popleft(),
                        anew=anew,
                    )
                    if self._holds(result.report.id):
                        yield from self._write(run)
                    self._waiting.append(entry)
                elif isinstance(result, Issue):
                    self._waiting.append(result)
                if self._is_due():
                    yield from self._write(run)
            yield from self._write(run)
        finally:
            list(self._write(run))  # when the run is stopped: what is coded is kept
        applied = merge_waiting(
            self.store, who=self.who, why=self.why or self.command, run=run, merging=self.merging, everything=everything
        )
        self.store.end(run)
        self.outcome = Outcome(run=run, written=self._written, applied=applied)

    def _new(
        self, found: Iterable[tuple[Report | Issue, bytes | None]], looks: Sequence[Look]
    ) -> Iterator[Report | Issue]:
        """Give what must be coded: reports that the record does not hold, under the ids it knows them by."""
        told = 0
        try:
            for one, data in found:
                told = self._note(looks, told)
                if (given := self._wanted(one, data)) is not None:
                    self._given += 1
                    yield given
        finally:
            self._note(looks, told)

    def _wanted(self, one: Report | Issue, data: bytes | None) -> Report | Issue | None:
        if isinstance(one, Issue):
            return one
        if why := _unstorable(one):
            return Issue(report=None, stage="read", message=why)
        known = self.store.identify([one])[0]
        if known.state == "same" or self._is_ahead(known):
            self._written = msgspec.structs.replace(self._written, same=self._written.same + 1)
            return None
        self._data.append(data)
        return known.report

    def _note(self, looks: Sequence[Look], told: int) -> int:
        """Remember looks at inputs, each with how many results there will be when all that came of it is coded."""
        self._looks.extend((self._given, look) for look in looks[told:])
        return len(looks)

    def _is_ahead(self, known: Identified) -> bool:
        """Whether the same words under the same id were handed out a moment ago and are not yet in the record."""
        content = [getattr(known.report, n) for n in Report.__struct_fields__ if n != "original"]
        mark = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
        if self._ahead.get(known.report.id) == mark:
            return True
        self._ahead[known.report.id] = mark
        return False

    def _held(self, coded_otherwise: tuple[str, str] | None) -> Iterator[Report]:
        for report in self.store.reports(coded_otherwise=coded_otherwise):
            self._data.append(None)
            yield report

    # ------------------------------------------------------------------------------------------ batches

    def _holds(self, report: str) -> bool:
        return any(isinstance(one, Entry) and one.coded.report.id == report for one in self._waiting)

    def _is_due(self) -> bool:
        claims = sum(len(one.coded.claims) for one in self._waiting if isinstance(one, Entry))
        late = time.monotonic() - self._since > MOST_SECONDS
        return bool(self._waiting) and (late or len(self._waiting) >= MOST_WAITING or claims >= BATCH)

    def _write(self, run: int) -> Iterator[CodedReport | Issue]:
        """Write the batch, then give what is in it."""
        batch, self._waiting = self._waiting, []
        self._since = time.monotonic()
        entries = [one for one in batch if isinstance(one, Entry)]
        # a report that cannot be coded this time keeps the claims it has
        failed = [one for one in entries if one.anew and one.coded.issues and not one.coded.claims]
        issues = [one for one in batch if isinstance(one, Issue)] + [i for one in failed for i in one.coded.issues]
        entries = [one for one in entries if one not in failed]
        self._written = total(self._written, Written(failed=len(failed)))
        if entries:
            self._written = total(self._written, self.store.put(self._with_works(entries, run), run))
        if issues:
            self._written = total(self._written, Written(issues=self.store.put_issues(issues, run)))
        for one in entries:
            self._ahead.pop(one.coded.report.id, None)
        if done := [look for given, look in self._looks if given <= self._taken]:
            self.store.put_looks(done, run)
            self._looks = deque(list(self._looks)[len(done) :])
        yield from (one.coded if isinstance(one, Entry) else one for one in batch)

    def _with_works(self, entries: Sequence[Entry], run: int) -> list[Entry]:
        """Give entries with the work that each text is a copy of, and with the keys of their claims."""
        prints = {one.coded.report.id: fingerprints(one.coded.report.text) for one in entries}
        stored = self.store.similar({name: found for name, found in prints.items() if found})
        known = {report.id: work for report, work in stored}
        works = near_copies([*(report for report, _ in stored), *(one.coded.report for one in entries)], known)
        moved = {name: works[name] for name, work in known.items() if works[name] != work and name not in prints}
        if moved:
            self.store.rework(moved, run)
            self.store.put_keys({c.claim.claim: keys(c) for name in moved for c in self.store.claims(name)})
        return [_prepared(one, works[one.coded.report.id], prints[one.coded.report.id]) for one in entries]


def _prepared(entry: Entry, work: str, prints: frozenset[str]) -> Entry:
    report = entry.coded.report
    sourced = (
        SourcedClaim(claim=c, report=report.id, source=report.source, published=report.published, work=work)
        for c in entry.coded.claims
    )
    found = {one.claim.claim: keys(one) for one in sourced}
    return msgspec.structs.replace(entry, work=work, prints=prints, keys=found)


def total(one: Written, other: Written) -> Written:
    """Give the sum of what two batches changed."""
    return Written(**{name: getattr(one, name) + getattr(other, name) for name in Written.__struct_fields__})


def engine_version(settings: Settings, coder: type[Coder] = Coder) -> tuple[str, str]:
    """Give the name and version of the engine that the settings ask for, without the parser and the gazetteer."""
    if coder is not Coder:
        engine = coder.build(settings).engine
    else:
        from pathlib import Path

        from dateline.ontology.load import load

        ontology = load(Path(settings.ontology) if settings.ontology else None)
        engine = plugins.find("coding", settings.engine).engine(ontology, None)
    return engine.name, engine.version


def _unstorable(report: Report) -> str | None:
    """Say why a report cannot be kept: half a character, or a NUL in its id."""
    try:
        msgspec.json.encode(report)
    except UnicodeEncodeError:
        return "a report holds a lone surrogate (half of a character, \\ud800 to \\udfff); allowed: Unicode text"
    if "\0" in report.id:
        return "a report's id holds a NUL character; allowed: any other text"
    return None


# ------------------------------------------------------------------------------------------------ merging and judging


def merge_waiting(
    store: Store, *, who: str, why: str | None = None, run: int | None = None, merging: Merging = merge,
    everything: bool = False,
) -> Applied:  # fmt: skip
    """Merge the claims that wait, with all they could touch; with ``everything`` all claims.

    What others change meanwhile is merged again, up to TRIES times.
    """
    done = Applied()
    if store.keys_version() != KEYS_VERSION:
        _write_all_keys(store)
    for _ in range(TRIES):
        if not store.pending() and not everything:
            break
        near = store.neighbourhood(None if everything else neighbourhood)
        _write_keys_of_corrected(store, near)
        merged = merging(near.claims, near.judgements, near.previous)
        applied = store.apply(near, merged.events, merged.redirects, who=who, why=why, run=run)
        done = Applied(
            **{n: getattr(done, n) + getattr(applied, n) for n in Applied.__struct_fields__ if n != "stale"},
            stale=applied.stale,
        )
        if merged.issues and run is not None:
            store.put_issues(merged.issues, run)
        if not applied.stale:
            break
        everything = False
    return done


def _write_all_keys(store: Store) -> None:
    """Write the keys of all claims, by the rules of this version of merging."""
    judgements = [one for one in store.judgements() if one.kind in ("correct", "undo")]  # no other changes a key
    claims = store.claims()
    while part := list(itertools.islice(claims, BATCH)):
        store.put_keys({one.claim.claim: keys(one, judgements) for one in part})
    store.put_keys({}, version=KEYS_VERSION)


def _write_keys_of_corrected(store: Store, near: Neighbourhood) -> None:
    """Write the keys of claims that wait because a person corrected them, or took a correction back."""
    corrected = {subject for one in near.judgements if one.kind == "correct" for subject in one.subjects}
    waiting = [one for one in near.claims if one.claim.claim in corrected and one.claim.claim in near.stamps]
    if waiting:
        store.put_keys({one.claim.claim: keys(one, near.judgements) for one in waiting})


def judge(store: Store, judgements: Sequence[Judgement], *, merging: Merging = merge) -> Applied:
    """Write judgements, all or none, and bring the events they touch up to date.

    Raises what ``Store.judge`` raises. The judgements are safe when merging begins: were it interrupted, the next run
    of anything merges them.
    """
    if not judgements:
        raise UsageError("there is no judgement to keep")
    store.judge(*judgements)
    why = "; ".join(dict.fromkeys(f"judged {one.kind}" for one in judgements))
    return merge_waiting(store, who=judgements[-1].reviewer, why=why, merging=merging)
