"""The table: within its width, plain about what is missing, and no command to the terminal."""

import io
import re

import pytest
from rich.cells import cell_len

from dateline.export import table
from dateline.model import CodedReport
from tests.export import factory


def text(*coded: CodedReport, width: int | None = None, color: bool = False) -> str:
    out = io.StringIO()
    table.write(coded, out, width=width, color=color)
    return out.getvalue()


@pytest.mark.parametrize("width", [20, 34, 40, 59, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_width(width: int) -> None:
    lines = text(*(sample() for sample in factory.SAMPLES), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_eighty_columns_when_nobody_says() -> None:
    assert 70 < max(map(cell_len, text(factory.market()).splitlines())) <= 80


@pytest.mark.parametrize("width", [1, 2, 5, 9])
def test_a_silly_width_is_no_error(width: int) -> None:
    assert text(factory.market(), width=width)


@pytest.mark.parametrize(
    "line",
    [
        "dilling-1 · 2024-03-14 · Nuba Hills Monitor (fictional)",
        "    who    Army (state forces, Sudan)",
        "    whom   soldiers of the garrison (state forces, Sudan); civilians",
        "    with   two drones",
        "    where  outskirts of Dilling, South Kordofan, Sudan [town, within 5 km]",
        "    when   2024-03-12 to 2024-03-13",
        "    when   2024-02",
        "    toll   at least 9 killed, dozens injured, damage reported",
        "    toll   nobody killed or injured, no damage",
        "    source a local lawyers’ committee",
        "5 claims in 1 report",
    ],
)
def test_lines(line: str) -> None:
    assert line in text(factory.market()).splitlines()


def test_modality_is_shown_unless_asserted() -> None:
    heads = re.findall(r"^ +\d (.*?)  ", text(factory.market()), re.MULTILINE)
    assert heads == [
        "Air strike",
        "Shelling · alleged",
        "Disrupted weapons use · intercepted",
        "Abduction",
        "Attack · threatened",
    ]


def test_a_report_without_claims_says_so_and_why() -> None:
    said = text(factory.silent())
    assert "no claims" in said
    assert "language 'xx' is not read" in said


def test_no_reports() -> None:
    assert text() == "0 claims in 0 reports\n"


def test_colour_only_when_asked() -> None:
    assert "\x1b[" not in text(*(sample() for sample in factory.SAMPLES))
    assert "\x1b[" in text(factory.market(), color=True)


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = text(factory.market()), text(factory.market(), color=True)
    for name, value in (("COLUMNS", "33"), ("FORCE_COLOR", "1"), ("TERM", "dumb"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    assert (text(factory.market()), text(factory.market(), color=True)) == before


def test_a_report_cannot_command_the_terminal() -> None:
    said = text(factory.hostile())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)


@pytest.mark.parametrize("width", [24, 80, 120])
def test_annotations(width: int) -> None:
    out = io.StringIO()
    table.annotations([factory.annotation()], out, width=width)
    lines = out.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    assert lines[0].startswith("dilling-1")
    assert [line.split()[0] for line in lines if line.startswith(("date", "place", "actor"))] == [
        "date", "actor", "place", "place",
    ]  # fmt: skip
