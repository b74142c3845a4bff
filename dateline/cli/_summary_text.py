"""A summary for a terminal of 80 columns."""

from collections.abc import Iterator
from datetime import timedelta

from dateline.cli._group import one_line
from dateline.cli._summary import Mark, Shown, Source, Week

WIDTH = 80
WEEKS = 26
DAYS = 42
"""Days of the ledger that fit beside the names of the sources: the last six weeks."""
SOURCES = 12
SIGNS: dict[Mark, str] = {"not read": ".", "failed": "!", "no event": "o", "events": "#"}
_COLORS: dict[str, str] = {"#": "\x1b[32m", "!": "\x1b[31m", ".": "\x1b[2m"}


def lines(shown: Shown, *, color: bool = False) -> Iterator[str]:
    """Give the lines of a summary, at most WIDTH columns wide; ``color`` paints signs and bars."""
    totals = shown.totals
    yield _cut(f"{shown.name}: {totals.events:,} events")
    if totals.others:
        others = ", ".join(f"{number:,} {why}" for why, number in totals.others.items())
        yield from _wrapped(f"not counted: {others}")
    yield ""
    yield from _weeks(shown, color)
    yield ""
    low, best, high = totals.killed
    yield f"Toll    killed {best:,} ({low:,} to {high:,}); injured {totals.injured:,}"
    yield f"        {totals.with_toll:,} of {totals.events:,} events give a number of dead"
    yield ""
    yield from _tops(shown)
    yield ""
    yield from _ledger(shown, color)


def _weeks(shown: Shown, color: bool) -> Iterator[str]:
    if not shown.weeks:
        yield "Events per week: none has a day"
        return
    heads = [_fit(name.replace("_", " "), 11) for name in shown.types]
    weeks = _latest(shown.weeks)
    most = max(week.events for week in weeks)
    heads += ["other"] if any(name not in shown.types for week in weeks for name in week.by_type) else []
    room = WIDTH - 17 - 12 * len(heads)
    yield "Events per week"
    yield f"{'week of':10} {'all':>5}" + "".join(f" {head:>11}" for head in heads)
    for before, week in zip([None, *weeks], weeks, strict=False):
        if before and (quiet := (week.monday - before.monday).days // 7 - 1):
            yield f"... {quiet:,} {'week' if quiet == 1 else 'weeks'} without an event"
        numbers = [week.by_type[name] for name in shown.types]
        cells = "".join(f" {number or '-':>11}" for number in [*numbers, week.events - sum(numbers)][: len(heads)])
        bar = "=" * max(week.events > 0, round(room * week.events / most)) if most and room > 0 else ""
        yield f"{week.monday} {week.events or '-':>5}{cells} {_painted(bar, color)}".rstrip()
    earlier = sum(week.events for week in shown.weeks if week.monday < weeks[0].monday)
    notes = (
        (earlier, "in earlier weeks"),
        (shown.vague, "dated no closer than a week"),
        (shown.undated, "without days"),
    )
    if any(number for number, _ in notes):
        yield "and " + ", ".join(f"{number:,} {what}" for number, what in notes if number)


def _latest(weeks: list[Week]) -> list[Week]:
    """Give the last WEEKS weeks that have an event, and single empty ones between."""
    busy = [week for week in weeks if week.events][-WEEKS:]
    gaps = [b for a, b, c in zip(weeks, weeks[1:], weeks[2:], strict=False) if a.events and c.events and not b.events]
    return sorted({w.monday: w for w in (*busy, *(g for g in gaps if g.monday > busy[0].monday))}.values())[-WEEKS:]


def _painted(bar: str, color: bool) -> str:
    return f"\x1b[36m{bar}\x1b[0m" if color and bar else bar


def _tops(shown: Shown) -> Iterator[str]:
    left = [(f"{one_line(name)}{f' ({country})' if country else ''}", n) for name, country, n in shown.totals.places]
    right = [(one_line(name), n) for name, n in shown.totals.parties]
    yield f"{'Places':38}  Parties"
    for number in range(max(len(left), len(right), 1)):
        yield (_top(left, number) + "  " + _top(right, number)).rstrip()


def _top(rows: list[tuple[str, int]], number: int) -> str:
    if not rows and not number:
        return f"{'none':38}"
    if number >= len(rows):
        return " " * 38
    name, count = rows[number]
    return f"{count:>6,}  {_fit(name, 30):30}"


def _ledger(shown: Shown, color: bool) -> Iterator[str]:
    yield "Coverage: what was read, by day of publication or of a look at a feed"
    days = [day for source in shown.sources for day in source.days]
    if not shown.sources:
        yield "nothing was read"
        return
    if days:
        last = max(days)
        span = [last - timedelta(days=n) for n in range(DAYS - 1, -1, -1) if (last - last.min).days >= n]
        marks = "".join(f"{d:%m-%d}  " for d in span[::7])
        yield f"{'':26}{'reports':>9}  {marks[: len(span)].rstrip()}"
        for source in shown.sources[:SOURCES]:
            if not source.days:
                yield f"{_name(source)}{source.reports:>9,}  without a day of publication"
                continue
            row = "".join(SIGNS[source.days.get(day, "not read")] for day in span)
            yield f"{_name(source)}{source.reports:>9,}  {_signs(row, color)}"
    else:
        for source in shown.sources[:SOURCES]:
            yield f"{_name(source)}{source.reports:>9,}  without a day of publication"
    more = len(shown.sources) - SOURCES + shown.more_sources
    if more > 0:
        yield f"and {more:,} more sources (--to html or json shows all days)"
    yield "# events   o read, no event   ! read, nothing could be used   . not read"


def _name(source: Source) -> str:
    return f"{_fit(one_line(source.name) or '(no source named)', 25):26}"


def _signs(row: str, color: bool) -> str:
    return "".join(f"{_COLORS[c]}{c}\x1b[0m" if c in _COLORS else c for c in row) if color else row


def _fit(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _cut(text: str) -> str:
    return _fit(one_line(text), WIDTH)


def _wrapped(text: str) -> Iterator[str]:
    import textwrap

    yield from textwrap.wrap(text, WIDTH, subsequent_indent="  ")
