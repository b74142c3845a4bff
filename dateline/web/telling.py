"""An event's page in words: its claims side by side, where they disagree, why they are one, what people decided."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from dateline.events import Event, EventRecord, Judgement, SourcedClaim
from dateline.export import _words as words
from dateline.export.page.card import Card, card
from dateline.merge.judged import Judged, corrected, in_force, read_judgements
from dateline.model import Claim, Count, Report
from dateline.web.marks import Quote, quotes
from dateline.web.shown import group_of, groups_of_types, named, number_words, place_words, type_words

NAMES = {
    "event_type": "type", "modality": "told as", "initiators": "who", "targets": "whom", "weapons": "with",
    "place": "where", "places": "where", "date": "when", "killed": "killed", "injured": "injured",
    "outcome": "outcome", "damage": "damage", "attribution": "says",
}  # fmt: skip
"""What the page calls the fields of an event or a claim."""


class Told(NamedTuple):
    """One claim with its report: what it says, in which words, and what people did to it."""

    number: int
    claim: str
    report: str
    title: str
    source: str
    published: str
    card: Card
    quotes: list[Quote]
    corrected: tuple[str, ...]
    verdict: str
    by_hand: bool
    group: int


class Line(NamedTuple):
    """A value of the event: by which rule it was chosen, and the numbers of the claims it came from."""

    name: str
    role: str
    value: str
    about: str
    rule: str
    claims: tuple[int, ...]


class Point(NamedTuple):
    """A toll as one report gives it: where it stands in the chart, in per cent, and in words."""

    x: float
    low: float
    high: float
    open: bool
    label: str
    source: str
    number: int


class Because(NamedTuple):
    """Why two claims are one event; ``first`` and ``second`` are their ids and their numbers on the page."""

    first: str
    second: str
    numbers: tuple[int, int]
    reasons: tuple[str, ...]
    judged: bool


class Past(NamedTuple):
    """A judgement in words; ``stands`` says whether it can still be taken back."""

    judgement: str
    said: str
    reviewer: str
    at: str
    reason: str
    stands: bool


def corrected_claim(claim: Claim, judged: Judged) -> Claim:
    """Give a claim with people's corrections."""
    return corrected(SourcedClaim(claim=claim, report=claim.report), judged).claim


def told(record: EventRecord) -> list[Told]:
    """Give the claims of an event in the order of their reports' publication."""
    judged = read_judgements(record.judgements)
    reports = {report.id: report for report in record.reports}
    ordered = sorted(record.claims, key=lambda c: (_published(reports.get(c.report)) or "9999", c.report, c.claim))
    return [one_told(n, claim, reports.get(claim.report), judged) for n, claim in enumerate(ordered, 1)]


def one_told(number: int, claim: Claim, report: Report | None, judged: Judged) -> Told:
    """Give one claim with its report."""
    now = corrected_claim(claim, judged)
    fields = tuple(NAMES.get(field, field) for field in judged.corrections.get(claim.claim, {}))
    verdict = judged.verdicts.get(claim.claim)
    published = words.day(report.published) if report else None
    return Told(
        number=number,
        claim=claim.claim,
        report=claim.report,
        title=words.shorten((report.title or report.text) if report else claim.report, 110),
        source=words.shorten((report.source or "") if report else "", 60),
        published=words.long_day(published) if published else "",
        card=card(number, now),
        quotes=quotes(now, report.text) if report else [],
        corrected=fields,
        verdict=verdict.kind if verdict else "",
        by_hand=claim.engine == "person",
        group=groups_of_types().get(now.event_type, group_of(now.acled)),
    )


def _published(report: Report | None) -> str | None:
    return report.published[:10] if report and report.published else None


def lines(event: Event, numbers: dict[str, int]) -> list[Line]:
    """Give the values of an event, each with its rule and the claims behind it."""
    place = event.place or next(iter(event.places), None)
    values = [
        ("event_type", "act", type_words(event.event_type), ""),
        ("modality", "", event.modality, ""),
        ("initiators", "initiator", named(event.initiators), ""),
        ("targets", "target", named(event.targets), ""),
        ("weapons", "weapon", "; ".join(words.weapon(w) for w in event.weapons), ""),
        ("place", "place", place_words(place), words.place_precision(place) if place else ""),
        ("date", "date", words.when(event.date), ""),
        ("killed", "killed", number_words(event.killed), _best(event, "killed")),
        ("injured", "injured", number_words(event.injured), _best(event, "injured")),
        ("outcome", "", "" if event.outcome == "unknown" else event.outcome, ""),
        ("damage", "", event.damage or "", ""),
    ]
    always = {"initiators", "targets", "place", "date"}
    found = []
    for field, role, value, about in values:
        if not value and field not in always:
            continue
        toll = getattr(event, field) if field in ("killed", "injured") else None
        rule = toll.rule if toll else event.rules.get(field, "")
        behind = toll.claims if toll else event.evidence.get(field, ())
        marks = tuple(sorted(numbers[c] for c in behind if c in numbers))
        if len(event.claims) < 2:  # there was nothing to choose from
            rule, marks = "", ()
        found.append(Line(NAMES[field], role, value, about, words.one_line(rule), marks))
    return found


def _best(event: Event, field: str) -> str:
    toll = getattr(event, field)
    if toll is None or toll.best is None or toll.low == toll.high:
        return ""
    return f"shown: {toll.best:,}"


def tolls(record: EventRecord, field: str, numbers: dict[str, int]) -> list[Point]:
    """Give the tolls that the claims give over the days of their reports, when two or more give one."""
    judged = read_judgements(record.judgements)
    reports = {report.id: report for report in record.reports}
    given: list[tuple[int, Count, str, int]] = []
    for claim in record.claims:
        count: Count | None = getattr(corrected_claim(claim, judged), field)
        report = reports.get(claim.report)
        day = words.day(report.published) if report else None
        if count is None or (count.low is None and count.high is None) or day is None:
            continue
        source = words.shorten((report.source or report.id) if report else "", 40)
        given.append((day.toordinal(), count, f"{source}, {words.long_day(day)}", numbers[claim.claim]))
    if len(given) < 2:
        return []
    given.sort(key=lambda one: (one[0], one[3]))
    first, last = given[0][0], given[-1][0]
    most = max(max(count.low or 0, count.high or 0) for _, count, _, _ in given) or 1
    points = []
    for place, (day_number, count, source, number) in enumerate(given):
        x = (day_number - first) / (last - first) if last > first else (place + 0.5) / len(given)
        low = count.low if count.low is not None else 0
        high = count.high if count.high is not None else max(low, 0)
        points.append(
            Point(x * 100, low / most * 100, high / most * 100, count.high is None, words.count(count), source, number)
        )
    return points


def because(event: Event, numbers: dict[str, int]) -> list[Because]:
    """Give why the claims of an event are one, in sentences."""
    return [
        Because(
            link.first,
            link.second,
            (numbers.get(link.first, 0), numbers.get(link.second, 0)),
            tuple(words.one_line(reason) for reason in link.reasons),
            link.judged,
        )
        for link in event.links
    ]


def past(judgements: Iterable[Judgement], numbers: dict[str, int]) -> list[Past]:
    """Give judgements in words, the latest first."""
    ordered: Sequence[Judgement] = list(judgements)
    standing = {one.judgement for one in in_force(ordered)}
    undone = {subject: one for one in ordered if one.kind == "undo" for subject in one.subjects}
    found = []
    for one in sorted(ordered, key=lambda j: (j.at, j.judgement), reverse=True):
        if one.kind == "undo":
            continue
        said = _said(one, numbers)
        if one.judgement in undone and one.judgement not in standing:
            said += f" (taken back by {undone[one.judgement].reviewer})"
        when = f"{one.at[:10]} {one.at[11:16]} UTC"
        found.append(Past(one.judgement, said, one.reviewer, when, one.reason or "", one.judgement in standing))
    return found


def _said(one: Judgement, numbers: dict[str, int]) -> str:
    names = [f"claim {numbers[s]}" if s in numbers else s for s in one.subjects]
    if one.kind in ("same", "different"):
        tail = "one event" if one.kind == "same" else "different events"
        return f"{names[0]} and {names[-1]} are {tail}"
    if one.kind == "skip" and len(names) > 1:
        return f"could not tell whether {names[0]} and {names[-1]} are one event"
    if one.kind == "correct":
        value = _value_words(one)
        return f"{NAMES.get(one.field or '', one.field)} of {names[0]} is {value}"
    if one.kind == "add":
        return "a claim that was missed was added"
    verbs = {"accept": "accepted", "reject": "rejected", "skip": "skipped"}
    return f"{verbs.get(one.kind, one.kind)} {names[0]}"


def _value_words(one: Judgement) -> str:
    value = msgspec.json.decode(one.value) if isinstance(one.value, msgspec.Raw) else None
    if value is None or value == []:
        return "not said"
    if isinstance(value, list):
        return "; ".join(words.shorten(str(v.get("name") or v.get("text") or ""), 60) for v in value)
    if isinstance(value, dict):
        if "low" in value:
            return words.count(
                Count(low=value.get("low"), high=value.get("high"), text=value.get("text"), start=None, end=None)
            )
        if "from" in value:
            days = [str(d) for d in (value.get("from"), value.get("to")) if d]
            return " to ".join(dict.fromkeys(days)) or words.shorten(str(value.get("text") or "no day"), 40)
        return words.shorten(str(value.get("text") or value), 60)
    return words.shorten(str(value), 60)
