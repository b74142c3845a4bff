"""CSV: one claim a row, values beside their words and spans, nothing that a spreadsheet runs."""

import csv as reader
import io

import pytest

from dateline.export import csv
from dateline.model import CodedReport
from tests.export import factory


def text(*coded: CodedReport) -> str:
    out = io.StringIO(newline="")
    csv.write(coded, out)
    return out.getvalue()


def rows(*coded: CodedReport) -> list[dict[str, str]]:
    return list(reader.DictReader(io.StringIO(text(*coded), newline=""), strict=True))


def test_header_even_when_empty() -> None:
    assert text() == ",".join(column.name for column in csv.COLUMNS) + "\r\n"


def test_column_names_are_unique_and_told() -> None:
    names = [column.name for column in csv.COLUMNS]
    assert len(set(names)) == len(names)
    assert all(column.what for column in csv.COLUMNS)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, "report", "dilling-1"),
        (0, "acled_sub_event_type", "Air/drone strike"),
        (0, "triggers", "struck; killed"),
        (0, "date_from", "2024-03-12"),
        (0, "date_words", "Tuesday"),
        (0, "latitude", "12.05"),
        (0, "places", "Dilling"),
        (0, "place_relations", "outskirts"),
        (0, "target_objects", "yes"),
        (0, "target_aliases", "the traders"),
        (0, "killed_low", "9"),
        (0, "killed_high", ""),
        (0, "injured_low", ""),
        (0, "injured_words", "dozens"),
        (0, "weapon_quantities", "2"),
        (1, "targets", "soldiers of the garrison; civilians"),
        (1, "target_countries", "SDN; "),
        (1, "modality", "alleged"),
        (1, "initiator_aliases", "The Marra Front | The Front"),
        (2, "killed_low", "0"),
        (3, "place_points", "POINT (29.65 12.05); POINT (29.718 11.011)"),
        (3, "acled_event_type", "Violence against civilians"),
        (4, "acled_event_type", ""),
        (4, "plover_event_type", "THREATEN"),
    ],
)
def test_cells(row: int, column: str, value: str) -> None:
    assert rows(factory.market())[row][column] == value


def test_spans_are_those_of_the_words() -> None:
    words = factory.MARKET.text
    for row in rows(factory.market()):
        for name in ("place", "target", "weapon", "trigger", "clause"):
            said = row["triggers" if name == "trigger" else "clauses" if name == "clause" else f"{name}_words"]
            for one, span in zip(said.split("; "), row[f"{name}_spans"].split("; "), strict=True):
                if span:
                    start, end = map(int, span.split("-"))
                    assert words[start:end] == one


def test_annotations() -> None:
    out = io.StringIO(newline="")
    csv.annotations(iter([factory.annotation()]), out)
    found = list(reader.DictReader(io.StringIO(out.getvalue(), newline=""), strict=True))
    assert [(row["kind"], row["text"]) for row in found] == [
        ("date", "Tuesday"),
        ("actor", "the army"),
        ("place", "Dilling"),
        ("place", "Addis Ababa"),
    ]
    assert [row["latitude"] for row in found] == ["", "", "12.05", ""]
    assert (found[0]["from"], found[0]["precision"], found[1]["actor_kind"]) == ("2024-03-12", "day", "state forces")
    for row in found:
        assert factory.MARKET.text[int(row["start"]) : int(row["end"])] == row["text"]


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", " =1", "\u202e=1")


@pytest.mark.parametrize("cell", FORMULAS)
def test_formula_cells_are_made_safe(cell: str) -> None:
    for content in (cell, [cell, "x"]):
        assert str(csv.cell(content)).startswith("'")


@pytest.mark.parametrize(
    ("content", "cell"),
    [
        (-12.5, -12.5),
        (0, 0),
        (None, ""),
        (float("nan"), ""),
        ([], ""),
        ([None, None], ""),
        (["a;b", None], "a,b; "),
        ("a-b", "a-b"),
    ],
)
def test_other_cells_stay_what_they_are(content: csv.Content, cell: object) -> None:
    assert csv.cell(content) == cell


def test_no_cell_of_a_hostile_report_begins_a_formula() -> None:
    for row in rows(factory.hostile()):
        for name, value in row.items():
            assert not value.startswith(tuple(csv.FORMULA)), name
