"""A table: a report a row, whatever its columns are called; what cannot be used is told by its line."""

import csv as standard_csv
import io
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.model import Issue, Report
from dateline.read import _bytes, csv, given_columns
from dateline.read._found import Found, Options

FILES = Path(__file__).parent / "files"
COLUMNS = {"text": "Body", "published": "Date", "id": "ID", "title": "Headline", "source": "Outlet"}


def find(data: bytes | str, **options: object) -> list[Found]:
    raw = data.encode() if isinstance(data, str) else data
    return list(csv.find(io.BytesIO(raw), "t.csv", Options(**options)))  # type: ignore[arg-type]


def shown(found: list[Found]) -> list[str]:
    return [f.one.text if isinstance(f.one, Report) else f"! {f.one.report}: {f.one.message}" for f in found]


def test_a_table_with_columns_of_its_own() -> None:
    found = find((FILES / "table.csv").read_bytes(), columns=COLUMNS)
    reports = {f.one.id: f for f in found if isinstance(f.one, Report)}
    assert list(reports) == ["a-1", "a-2", "a-3", "a-4"]
    first = reports["a-1"].one
    assert isinstance(first, Report)
    assert first.text == (
        'Mortar shells landed on the market of Tel Marun on Monday.\nThe army blamed the "Red Valley Brigades".'
    )
    assert (first.title, first.source) == ("Nine killed, hospital says", "The Orchard Gazette")
    assert [getattr(f.one, "published", None) for f in reports.values()] == ["2023-05-16", None, "2023-03-27", None]
    assert [f.place for f in reports.values()] == ["t.csv:2", "t.csv:4", "t.csv:5", "t.csv:6"]
    issues = [f.one for f in found if isinstance(f.one, Issue)]
    assert [(issue.report, issue.message[:60]) for issue in issues] == [
        ("a-2", "its date of publication, '04/03/2023', may be 2023-03-04 or "),
        ("a-4", "its date of publication, 'soon', is no date that can be read"),
        ("t.csv:7", '"text" is empty; a report needs words'),
    ]


def test_the_bytes_of_a_row_are_a_table_of_it_alone() -> None:
    for found in find((FILES / "table.csv").read_bytes(), columns=COLUMNS):
        if isinstance(found.one, Report):
            assert found.data is not None
            (row,) = standard_csv.DictReader(io.StringIO(found.data.decode(), newline=""))
            assert (row["ID"], row["Body"]) == (found.one.id, found.one.text)


GOOD = [
    ("names of fields", "id,text\nr1,Shelled.", ["Shelled."]),
    ("names in capitals", "ID,Text\nr1,Shelled.", ["Shelled."]),
    ("semicolons", "id;text\nr1;Shelled, they said.", ["Shelled, they said."]),
    ("tabs", "id\ttext\nr1\tShelled, they said.", ["Shelled, they said."]),
    ("quoted names", '"text","a,b;c;d"\nShelled.,x', ["Shelled."]),
    ("CRLF", "id,text\r\nr1,Shelled.\r\nr2,Burnt.\r\n", ["Shelled.", "Burnt."]),
    ("line ends in a cell stay", 'text\r\n"One.\r\nTwo."\r\n', ["One.\r\nTwo."]),
    ("a mark", "\ufeffid,text\nr1,Shelled.", ["Shelled."]),
    ("blank rows", "text\n\nShelled.\n,\n\n", ["Shelled."]),
    ("short rows", "text,title\nShelled.", ["Shelled."]),
    ("only a header", "text\n", []),
    ("a formula is a text", "text\n=1+1", ["=1+1"]),
]


@pytest.mark.parametrize(("data", "texts"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rows(data: str, texts: list[str], encoding: str) -> None:
    assert shown(find(data.encode(encoding))) == texts


BAD = [
    ("nothing", "", {}, "! t.csv: empty"),
    ("no text", "id,body\n1,x", {}, "! t.csv: no column 'text'; there are: 'id', 'body'; name the column"),
    (
        "no such column",
        "id,body\n1,x",
        {"text": "Body"},
        "! t.csv: no column 'Body' for 'text'; there are: 'id', 'body'",
    ),
    ("two columns of a name", "b,b\n1,x", {"text": "b"}, "! t.csv: 2 columns 'b' for 'text'"),
    ("too many cells", "id,text\n1,x,y", {}, "! t.csv:2: 3 cells under 2 columns; left out"),
    ("a NUL", "text\na\0b", {}, "! t.csv: not a text: there is a NUL byte in line 2"),
    ("Latin-1", b"text\ncaf\xe9", {}, "! t.csv: no valid UTF-8: 0xe9 at byte 8"),
]


@pytest.mark.parametrize(("data", "columns", "issue"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_wrong_is_told(data: bytes | str, columns: dict[str, str], issue: str) -> None:
    (found,) = shown(find(data, columns=columns))
    assert found.startswith(issue)


def test_another_encoding_is_read_when_it_is_named() -> None:
    assert shown(find("text\nCafé “Nord” shelled".encode("cp1252"), charset="windows-1252")) == ["Café “Nord” shelled"]


def test_a_quotation_mark_that_is_not_closed_ends_the_table_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 10_000)
    first, issue = shown(find('text\nShelled.\n"open\n' + "words\n" * 5_000))
    assert first == "Shelled."
    assert "a quotation mark that is not closed" in issue
    assert issue.endswith("the rest of the table was not read")


def test_a_long_text_fits() -> None:
    assert [len(text) for text in shown(find("text\n" + "word " * 100_000))] == [500_000]


def test_columns_as_they_are_written() -> None:
    assert given_columns("text=Body, published = Date,id=ID") == {"text": "Body", "published": "Date", "id": "ID"}
    for words in ("", "text", "text=", "body=Text", "text=A,text=B", "original=x", "text=A,"):
        with pytest.raises(UsageError, match="allowed: FIELD=COLUMN"):
            given_columns(words)
