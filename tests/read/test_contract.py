"""What every reader, shipped or added, must keep: any bytes give reports and issues, and nothing is raised."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline import plugins, read
from dateline.model import Issue, Report
from dateline.read import text
from dateline.read._found import Found
from dateline.stages import Reader

READERS = plugins.names("read")


def reader(name: str) -> Reader:
    return cast(Reader, plugins.find("read", name))


@pytest.mark.parametrize("name", READERS)
def test_a_reader_says_what_it_reads(name: str) -> None:
    assert reader(name).SUFFIXES
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader(name).SUFFIXES)
    assert plugins.find("read", name).__doc__


def test_no_two_readers_read_the_same_ending() -> None:
    endings = [suffix for name in READERS for suffix in reader(name).SUFFIXES]
    assert len(endings) == len(set(endings))


PIECES = st.sampled_from(
    [
        b'{"text": "',
        b'"}',
        b"\n",
        b"\r",
        b'"id": ',
        b"\\ud800",
        b"\\u0000",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"[",
        b"{",
    ]
)
BYTES = st.one_of(
    st.binary(max_size=200), st.lists(st.one_of(PIECES, st.binary(max_size=6)), max_size=20).map(b"".join)
)


@pytest.mark.parametrize("name", READERS)
@given(data=BYTES)
@example(data=b"")
@example(data=b"\xff\xfe")
@example(data=b"\xfe\xff\xd8")
@example(data=b"\xff\xfe\x00\x00{\x00\x00\x00")
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_reports_and_issues(name: str, data: bytes) -> None:
    for found in reader(name).read(io.BytesIO(data), "any"):
        assert isinstance(found, (Report, Issue))
        if isinstance(found, Report):
            assert found.text.strip()
            found.text.encode("utf-8")  # no lone surrogate has come through
        else:
            assert found.stage == "read"
            assert found.message


@given(
    text=st.text(min_size=1).filter(lambda text: text.strip() and not text.startswith("\ufeff") and "\0" not in text)
)
@settings(max_examples=100, deadline=None)
def test_a_text_file_keeps_every_code_point(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (found,) = reader("text").read(io.BytesIO(text.encode(encoding)), "any.txt")
        assert isinstance(found, Report)
        assert found.text == text


def test_a_reader_that_breaks_costs_its_own_input_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(stream: object, name: str, options: object) -> Iterator[object]:
        yield Found(Report(id="r1", text="words"), b"words")
        raise LookupError("no such\nthing")

    monkeypatch.setattr(text, "find", breaking)
    for name in ("a.txt", "b.jsonl"):
        (tmp_path / name).write_text('{"id": "r2", "text": "more words"}')
    first, problem, other = read.reports([str(tmp_path / "a.txt"), str(tmp_path / "b.jsonl")])
    assert (getattr(first, "id", None), getattr(other, "id", None)) == ("r1", "r2")
    assert isinstance(problem, Issue)
    assert "its reader failed with LookupError: no such\nthing (read/test_contract.py, line" in problem.message
