"""A text file is one report, exactly as its bytes say."""

import io

import pytest

from dateline.model import Issue, Report
from dateline.read import _bytes, text


def read(data: bytes) -> Report | Issue:
    (one,) = text.read(io.BytesIO(data), "folder/a.txt")
    return one


GOOD = [
    ("plain", b"Two lines.\nOf words.", "Two lines.\nOf words."),
    ("CRLF stays", b"One.\r\nTwo.\r\n", "One.\r\nTwo.\r\n"),
    ("lone CR stays", b"One.\rTwo.", "One.\rTwo."),
    ("UTF-8 mark goes", b"\xef\xbb\xbfWords", "Words"),
    ("UTF-32 with a mark", "Déïr 👍".encode("utf-32"), "Déïr 👍"),
    ("UTF-16 with a mark", "Déïr 👍".encode("utf-16"), "Déïr 👍"),
    ("UTF-16 big end first", b"\xfe\xff" + "قصف".encode("utf-16-be"), "قصف"),
    ("emoji", "a 👩‍👧 b".encode(), "a 👩‍👧 b"),
    ("separators", "a\u2028b\x0cc\x85d".encode(), "a\u2028b\x0cc\x85d"),
]


@pytest.mark.parametrize(("data", "expected"), [row[1:] for row in GOOD], ids=[row[0] for row in GOOD])
def test_a_text_arrives_exactly_as_given(data: bytes, expected: str) -> None:
    report = read(data)
    assert isinstance(report, Report)
    assert report.text == expected
    assert report.source == "a.txt"


BAD = [
    ("empty", b"", ["empty"]),
    ("blank", b" \r\n\t", ["empty"]),
    ("only a mark", b"\xef\xbb\xbf", ["empty"]),
    ("binary", b"PK\x03\x04 words \x00 more", ["NUL byte at byte 11"]),
    ("Latin-1", b"The caf\xe9 was shelled.", ["no valid UTF-8", "0xe9 at byte 7", "save it as UTF-8"]),
    ("after a mark", b"\xef\xbb\xbfcaf\xe9 x", ["0xe9 at byte 6"]),
    ("cut off", "Beyoğlu".encode()[:-3], ["no valid UTF-8", "byte 4"]),
    ("a surrogate in UTF-8", b"x \xed\xa0\x80 y", ["no valid UTF-8", "byte 2"]),
    ("a surrogate in UTF-16", b"\xff\xfex\x00\x00\xd8y\x00", ["UTF-16"]),
]


@pytest.mark.parametrize(("data", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_is_no_text_is_an_issue(data: bytes, words: list[str]) -> None:
    issue = read(data)
    assert isinstance(issue, Issue)
    assert (issue.stage, issue.report) == ("read", "folder/a.txt")
    assert not [word for word in words if word not in issue.message], issue.message


def test_a_text_over_the_limit_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 10)
    assert isinstance(read(b"0123456789"), Report)
    issue = read(b"0123456789a")
    assert isinstance(issue, Issue)
    assert "10 bytes" in issue.message


def test_an_id_is_that_of_the_text() -> None:
    assert (
        getattr(read(b"same"), "id", 1) == getattr(read(b"\xef\xbb\xbfsame"), "id", 2) != getattr(read(b"x"), "id", 3)
    )
