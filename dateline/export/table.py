"""A table for people at a terminal: each report's claims, a few labelled lines each."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import IO, TYPE_CHECKING

from dateline.export import _words as words
from dateline.model import Annotation, Attribution, Claim, CodedReport, Party, Report

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

EXTENSION = ".txt"

WIDTH = 80
"""Columns when nobody says how many."""
LABEL = 6
"""Columns of the longest label."""
NARROW = 40
"""Columns under which a label stands before its value instead of in a column of its own."""
TITLE = 300
"""Characters of a title or first words that are shown."""
WORDS = 200
"""Characters of one value that are shown: a runaway noun phrase must not fill the screen."""
CLAUSE = 130
"""Characters of the clause that tells a claim: about two lines of 80 columns."""

Row = tuple[str, str, str]
"""A line of a claim: its label, its value, and the value's style."""


def _console(page: StringIO, width: int | None, color: bool) -> "Console":
    from rich.console import Console

    return Console(
        file=page,
        width=max(1, width or WIDTH),
        color_system="standard" if color else None,
        force_terminal=color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def _flush(page: StringIO, out: IO[str]) -> None:
    """Write what the console has laid out so far, without the blanks that it fills lines with, and start afresh."""
    for line in page.getvalue().split("\n")[:-1]:
        out.write(line.rstrip() + "\n")
    page.seek(0)
    page.truncate()


def _short(text: str) -> str:
    return words.shorten(text, WORDS)


def _party(value: Party) -> str:
    about: list[str] = [value.kind] if value.kind not in ("unknown", value.name) else []
    about += [name for name in (words.country(value.country),) if name]
    return _short(words.party(value)) + (f" ({', '.join(map(words.one_line, about))})" if about else "")


def _said(value: Attribution | None) -> str:
    return _short(value.text) if value is not None else ""


def _where(claim: Claim) -> str:
    named = words.places(claim.places)
    known = [words.place_precision(place) for place in claim.places]
    if len(named) < len(known):
        known = ["; ".join(dict.fromkeys(known))]
    return "; ".join(f"{_short(name)} [{how}]" for name, how in zip(named, known, strict=True))


def _told(claim: Claim) -> str:
    return f"“{words.shorten(claim.mentions[0].text, CLAUSE)}”" if claim.mentions else ""


def _rows(claim: Claim) -> Iterator[Row]:
    """Give a claim's labelled lines; what the report does not say is left out."""
    rows = (
        ("who", "; ".join(map(_party, claim.initiators)), "bold"),
        ("whom", "; ".join(map(_party, claim.targets)), "bold"),
        ("with", "; ".join(_short(words.weapon(w)) for w in claim.weapons), ""),
        ("where", _where(claim), ""),
        ("when", words.when_iso(claim.date), ""),
        ("toll", words.toll(claim), "red"),
        ("source", _said(claim.attribution), ""),
        ("words", _told(claim), "dim"),
    )
    return (row for row in rows if row[1])


def _head(claim: Claim) -> "Text":
    """Give a claim's first line: its type, how it is told unless as a fact, and how it ended unless completed."""
    from rich.text import Text

    head = Text(words.event_type(claim), style="bold cyan")
    if claim.modality != "asserted":
        head.append(f" · {claim.modality}", style="bold yellow")
    if claim.outcome not in ("completed", "unknown"):
        head.append(f" · {claim.outcome}", style="magenta")
    return head


def _hanging(console: "Console", lead: "Text", value: "Text") -> list["Text"]:
    """Give a value's lines within the console's width: the first after ``lead``, the others under the first."""
    from rich.text import Text

    indent = lead.cell_len
    lines = value.wrap(console, max(1, console.width - indent), overflow="fold")
    blank = Text(" " * indent)
    return [Text.assemble(lead if not n else blank, line) for n, line in enumerate(lines)]


def _head_lines(console: "Console", number: int, claim: Claim) -> list["Text"]:
    """Give a claim's number and type, with the confidence at the right end of the first line where it has room."""
    from rich.text import Text

    sure = Text(f"{words.confidence(claim.confidence)} {claim.confidence:.2f}", style="dim")
    lead, head = Text(f"{number:>3} ", style="bold"), _head(claim)
    gap = console.width - lead.cell_len - head.cell_len - sure.cell_len
    if gap > 0:
        return [Text.assemble(lead, head, " " * gap, sure)]
    return _hanging(console, lead, head)


def _show_claim(console: "Console", number: int, claim: Claim) -> None:
    from rich.text import Text

    lines = _head_lines(console, number, claim)
    for label, value, style in _rows(claim):
        if console.width < NARROW:
            lead, said = Text("    "), Text.assemble((f"{label}: ", "dim"), (value, style))
        else:
            lead, said = Text(f"    {label:<{LABEL}} ", style="dim"), Text(value, style=style)
        lines += _hanging(console, lead, said)
    console.print(Text("\n").join(lines), soft_wrap=True)


def _show_report(console: "Console", report: Report) -> None:
    from rich.text import Text

    line = Text(words.one_line(report.id), style="bold")
    for part in (report.published, report.source):
        if part:
            line.append(f" · {words.one_line(part)}", style="dim")
    console.print(line, overflow="fold")
    title = words.shorten(report.title or report.text, TITLE if report.title else console.width - 1)
    console.print(Text(title or "(no text)", style="underline" if title else "dim"), overflow="fold")


def write(coded: Iterable[CodedReport], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write each report's claims as labelled lines within ``width`` columns (80 when null), as they come.

    A report without claims says so, with what could not be used; the last line counts reports and claims.
    """
    from rich.text import Text

    page = StringIO()
    console = _console(page, width, color)
    reports = claims = 0
    for one in coded:
        reports += 1
        claims += len(one.claims)
        _show_report(console, one.report)
        for number, claim in enumerate(one.claims, 1):
            console.print()
            _show_claim(console, number, claim)
        if not one.claims:
            console.print(Text("    no claims", style="dim"))
        for issue in one.issues:
            console.print(Text(f"  ! {issue.stage}: {words.one_line(issue.message)}", style="yellow"), overflow="fold")
        console.print()
        _flush(page, out)
    console.print(Text(f"{claims} claim{'s' * (claims != 1)} in {reports} report{'s' * (reports != 1)}", style="dim"))
    _flush(page, out)


def _annotated(value: Annotation) -> Iterator[tuple[int, str, str, str, str]]:
    """Give what was found in a report in the order of its text: start, kind, words, value, how well known."""
    for place in value.places:
        yield place.start, "place", place.text, words.place(place), words.place_precision(place)
    for when in value.dates:
        iso = words.when_iso(when) if when.first else "-"
        yield when.start or 0, "date", when.text or "", iso, when.precision
    for actor in value.actors:
        about = ", ".join(filter(None, (actor.kind, words.country(actor.country))))
        yield actor.start, "actor", actor.text, actor.name, about


def annotations(values: Iterable[Annotation], out: IO[str], *, width: int | None = None, color: bool = False) -> None:
    """Write each report's places, dates and actors as rows of words, value and precision, in the order of its text."""
    from rich.table import Table
    from rich.text import Text

    page = StringIO()
    console = _console(page, width, color)
    reports = 0
    for value in values:
        reports += 1
        found = sorted(_annotated(value))
        sentences = len(value.sentences)
        line = Text(words.one_line(value.report), style="bold")
        line.append(f" · {sentences} sentence{'s' * (sentences != 1)}", style="dim")
        console.print(line, overflow="fold")
        grid = Table.grid(expand=True, padding=(0, 1, 0, 0))
        grid.add_column(width=5, no_wrap=True)
        for ratio in (9, 10, 7):
            grid.add_column(ratio=ratio, overflow="fold")
        for _, kind, said, meaning, known in found:
            cells = (Text(kind, style="dim"), Text(_short(said)), Text(_short(meaning), style="bold"), Text(known))
            grid.add_row(*cells)
        console.print(grid if found else Text("    no places, dates or actors", style="dim"))
        console.print()
        _flush(page, out)
    console.print(Text(f"{reports} report{'s' * (reports != 1)}", style="dim"))
    _flush(page, out)
