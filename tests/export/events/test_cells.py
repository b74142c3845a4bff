"""CSV cells: no spreadsheet runs them, and what was there can be had back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export._words import one_line
from dateline.export.csv import FORMULA
from dateline.export.events._cells import Table, cell, guard, restore, text_stream


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (None, ""), (True, "yes"), (False, "no"), (0, 0), (-12.5, -12.5), (float("nan"), ""), (float("inf"), ""),
        ("plain", "plain"), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"), ("＝1", "'＝1"),
        ("\t=1", "'=1"), ("\r\n=1", "'=1"), (" =1", "'=1"), ("\u202e=1", "'=1"), ("'=1", "''=1"),
        ("'s town", "''s town"),
        ("a\nb\rc", "a b c"), (["=1", "b"], "'=1; b"), (["a;b", None, "c"], "a,b; ; c"), ([None, None], ""), ([], ""),
        ([True, False, None], "yes; no; "),
    ],
)  # fmt: skip
def test_cells(content: object, shown: object) -> None:
    assert cell(content) == shown


@given(st.text())
def test_a_guarded_text_is_safe_and_comes_back(text: str) -> None:
    assert not guard(text).startswith(FORMULA) if not text.startswith("'") else guard(text).startswith("''")
    assert restore(guard(text)) == text


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_a_row_comes_back_through_the_csv_module(texts: list[str]) -> None:
    out = io.BytesIO()
    with text_stream(out) as stream:
        Table(stream, ["x"] * len(texts)).write(texts)
    _, row = csv.reader(io.StringIO(out.getvalue().decode("utf-8"), newline=""), strict=True)
    assert [restore(one) for one in row] == [one_line(text) for text in texts]
    assert not any(one.startswith(tuple(FORMULA)) for one in row)
