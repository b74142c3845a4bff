"""A summary as one HTML page that needs nothing else: no script, no font, no address; plots are inline SVG."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from dateline.cli._group import one_line
from dateline.cli._summary import Mark, Shown, Week

WEEKS, DAYS = 260, 366
"""The most weeks and days that are drawn, the latest: five years, one year."""
COLORS = ("#b6412c", "#2f6f9f", "#c98a1b", "#5b8c4a", "#7d7d7d")
"""Of the commonest types and of the rest; told apart also by those who do not see red and green alike."""
MARKS: dict[Mark, str] = {"events": "#2f6f9f", "no event": "#a9c7dd", "failed": "#b6412c", "not read": "none"}
_HEIGHT, _BAR, _CELL = 180, 9, 8

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; } td, th { padding: .1rem .8rem .1rem 0; text-align: left; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; } svg text { fill: currentColor; font: 11px system-ui, sans-serif; }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; border: 1px solid #8888; }
.two { display: flex; flex-wrap: wrap; gap: 3rem; }
"""


def page(shown: Shown) -> Iterator[str]:
    """Give the page in pieces."""
    name = _text(shown.name)
    totals = shown.totals
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    yield f'<meta name="viewport" content="width=device-width">\n<title>Summary of {name}</title>\n'
    yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{name}: {totals.events:,} events</h1>\n"
    if totals.others:
        others = ", ".join(f"{number:,} {_text(why)}" for why, number in totals.others.items())
        yield f"<p>Not counted: {others}.</p>\n"
    yield from _weeks(shown)
    low, best, high = totals.killed
    yield f"<h2>Toll</h2>\n<p>Killed {best:,} (from {low:,} to {high:,}); injured {totals.injured:,}. "
    yield f"{totals.with_toll:,} of {totals.events:,} events give a number of dead.</p>\n"
    yield '<div class="two">\n'
    places = [(f"{name}{f' ({country})' if country else ''}", number) for name, country, number in totals.places]
    yield from _table("Places", places)
    yield from _table("Parties", list(totals.parties))
    yield "</div>\n"
    yield from _ledger(shown)
    yield "</body>\n</html>\n"


def _text(value: str) -> str:
    return escape(one_line(value))


def _weeks(shown: Shown) -> Iterator[str]:
    yield "<h2>Events per week</h2>\n"
    weeks = shown.weeks[-WEEKS:]
    names = [*shown.types, "other"]
    if weeks:
        colors = COLORS[: len(shown.types)] + COLORS[-1:]
        keys = "".join(_key(color, _text(n.replace("_", " "))) for n, color in zip(names, colors, strict=True))
        yield f"<p>{keys}</p>\n"
        yield from _bars(weeks, shown.types)
    earlier = sum(week.events for week in shown.weeks[:-WEEKS])
    notes = (
        (earlier, "in earlier weeks"),
        (shown.vague, "dated no closer than a week"),
        (shown.undated, "without days"),
    )
    told = ", ".join(f"{number:,} {what}" for number, what in notes if number)
    yield f"<p>And {told}.</p>\n" if told else ""


def _key(color: str, words: str) -> str:
    return f'<span class="key" style="background:{color}"></span>{words}'


def _bars(weeks: list[Week], types: list[str]) -> Iterator[str]:
    most = max(week.events for week in weeks) or 1
    width = 50 + len(weeks) * _BAR
    yield f'<div class="wide"><svg role="img" aria-label="Events per week" width="{width}" height="{_HEIGHT + 40}">\n'
    yield f'<text x="0" y="20">{most:,}</text><text x="0" y="{_HEIGHT + 10}">0</text>\n'
    for number, week in enumerate(weeks):
        x, y = 40 + number * _BAR, float(_HEIGHT + 10)
        counts = [week.by_type[name] for name in types]
        parts = list(zip([*counts, week.events - sum(counts)], COLORS[: len(types)] + COLORS[-1:], strict=True))
        told = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in week.by_type.most_common())
        yield f"<g><title>Week of {week.monday}: {_text(told) or 'none'}</title>"
        for count, color in parts:
            height = _HEIGHT * count / most
            y -= height
            if count:
                yield f'<rect x="{x}" y="{y:.1f}" width="{_BAR - 1}" height="{height:.1f}" fill="{color}"/>'
        yield "</g>\n"
        if number % 13 == 0:
            yield f'<text x="{x}" y="{_HEIGHT + 28}">{week.monday}</text>\n'
    yield "</svg></div>\n"


def _table(title: str, rows: list[tuple[str, int]]) -> Iterator[str]:
    yield f"<div><h2>{title}</h2>\n<table>\n"
    for name, number in rows:
        yield f'<tr><td class="n">{number:,}</td><td>{_text(name)}</td></tr>\n'
    yield "</table>" if rows else "</table><p>None.</p>"
    yield "</div>\n"


def _ledger(shown: Shown) -> Iterator[str]:
    yield "<h2>Coverage: what was read, by day of publication or of a look at a feed</h2>\n"
    names: tuple[tuple[Mark, str], ...] = (
        ("events", "events"), ("no event", "read, no event"), ("failed", "read, nothing could be used"),
        ("not read", "not read"),
    )  # fmt: skip
    keys = "".join(_key(MARKS[mark], words) for mark, words in names)
    yield f"<p>{keys}</p>\n"
    days = sorted({day for source in shown.sources for day in source.days})
    if not days:
        yield "<p>Nothing was read that has a day.</p>\n"
        return
    begin = max(days[0], days[-1] - timedelta(days=DAYS - 1)) if (days[-1] - date.min).days > DAYS else days[0]
    number = (days[-1] - begin).days + 1
    width, height = 240 + number * _CELL, 24 + len(shown.sources) * (_CELL + 6)
    yield f'<div class="wide"><svg role="img" aria-label="Coverage" width="{width}" height="{height}">\n'
    for n in range(0, number, 28):
        yield f'<text x="{230 + n * _CELL}" y="12">{begin + timedelta(days=n)}</text>\n'
    for row, source in enumerate(shown.sources):
        y = 24 + row * (_CELL + 6)
        label = _text(source.name) or "(no source named)"
        yield f'<text x="0" y="{y + _CELL}">{label[:200]} ({source.reports:,})</text>\n'
        for n in range(number):
            day = begin + timedelta(days=n)
            mark = source.days.get(day, "not read")
            yield (
                f'<rect x="{230 + n * _CELL}" y="{y}" width="{_CELL - 1}" height="{_CELL}" fill="{MARKS[mark]}" '
                f'stroke="#8884" stroke-width=".5"><title>{label[:200]}, {day}: {mark}</title></rect>'
            )
        yield "\n"
    yield "</svg></div>\n"
    if shown.more_sources:
        yield f"<p>And {shown.more_sources:,} more sources.</p>\n"
