"""What a line of JSON Lines gives: a report, or an issue that says the place, the value and what is allowed."""

import io
import json
import tracemalloc

import pytest

from dateline.model import Issue, Report
from dateline.read import _bytes, jsonl


def read(data: bytes | str) -> list[Report | Issue]:
    return list(jsonl.read(io.BytesIO(data.encode() if isinstance(data, str) else data), "in.jsonl"))


BAD = [
    # line, what the message must hold
    ('{"text": "x"', ["broken JSON", "column 13"]),
    ('{"text": "x",}', ["broken JSON", "column 1"]),
    ("not json", ["broken JSON", "column 1"]),
    ('{"text": "x"} {"text": "y"}', ["broken JSON", "column 15", "one JSON object a line"]),
    ('{"text": "tab\tin a string"}', ["broken JSON", "column 14"]),
    ('{"text": "x", "n": NaN}', ["broken JSON"]),
    ('{"text": "x", "n": ' + "9" * 5000 + "}", ["number"]),
    ("[" * 100_000, ["nested too deeply"]),
    ("[1, 2]", ["a list, not an object"]),
    ('"text"', ["a string, not an object"]),
    ("7", ["a number, not an object"]),
    ("null", ["null, not an object"]),
    ("{}", ['no "text"', "nothing"]),
    ('{"body": "x", "date": "y"}', ['no "text"', '"body", "date"']),
    ('{"text": null}', ['"text" is null', "must be a string"]),
    ('{"text": ["x"]}', ['"text" is a list', "must be a string"]),
    ('{"text": ""}', ['"text" is empty']),
    ('{"text": " \\n\\t "}', ['"text" is empty']),
    ('{"text": "x", "id": 7}', ['"id" is a number', "a string or null"]),
    ('{"text": "x", "language": true}', ['"language" is a truth value']),
    ('{"text": "x", "source": {"name": "y"}}', ['"source" is an object']),
    ('{"text": "x", "published": 20220927}', ['"published" is a number']),
    ('{"text": "x", "published": "2022-02-30"}', ["'2022-02-30'", "no date", "2022-09-27T14:30:00Z"]),
    ('{"text": "x", "published": "27/09/2022"}', ["'27/09/2022'", "no date"]),
    ('{"text": "x", "published": "2022-09"}', ["'2022-09'"]),
    ('{"text": "x", "published": "20220927"}', ["'20220927'"]),
    ('{"text": "x", "published": "2022-W39-2"}', ["'2022-W39-2'"]),
    ('{"text": "x", "published": "2022-09-27T25:00:00"}', ["no date"]),
    ('{"text": "x", "published": "0000-01-01"}', ["no date"]),
    ('{"text": "x \\ud800 y"}', ["lone surrogate", "allowed"]),
    ('{"text": "x \\udc00"}', ["lone surrogate"]),
    ('{"text": "x", "title": "\\ud83d"}', ["lone surrogate"]),
]


@pytest.mark.parametrize(("line", "words"), BAD, ids=[line[:50] for line, _ in BAD])
def test_a_bad_line_is_an_issue_that_says_where_and_what(line: str, words: list[str]) -> None:
    first, bad, last = read(f'{{"text": "first"}}\n{line}\n{{"text": "last"}}\n')
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(bad, Issue)
    assert (bad.stage, bad.report) == ("read", "in.jsonl:2")
    assert not [word for word in words if word not in bad.message], bad.message
    assert "\n" not in bad.message
    assert len(bad.message) < 300


GOOD_DATES = ["2022-09-27", "2022-09-27T14:30", "2022-09-27T14:30:00Z", "2022-09-27 14:30:00+02:00", "1989-11-16"]


@pytest.mark.parametrize("date", GOOD_DATES)
def test_dates_are_kept_as_they_are_given(date: str) -> None:
    (report,) = read(json.dumps({"text": "x", "published": date}))
    assert isinstance(report, Report)
    assert report.published == date


def test_every_field_is_read_and_other_names_are_left_aside() -> None:
    given = {
        "id": "r1", "text": "words", "published": "2022-09-27",
        "title": "t", "source": "s", "url": "u", "language": "en", "home": "h",
    }  # fmt: skip
    (report,) = read(json.dumps({**given, "section": "world", "tags": [1]}))
    assert report == Report(**given)


def test_empty_optional_values_mean_null() -> None:
    (report,) = read('{"text": "x", "id": "", "published": " ", "title": ""}')
    assert isinstance(report, Report)
    assert (report.published, report.title) == (None, None)
    assert report.id.startswith("r-")


def test_an_id_is_a_hash_of_the_content() -> None:
    one, same, dated, other = read(
        '{"text": "x"}\n{"text": "x", "title": null}\n{"text": "x", "published": "2022-09-27"}\n{"text": "y"}'
    )
    assert isinstance(one, Report)
    assert one.id == getattr(same, "id", None)
    assert len({one.id, getattr(dated, "id", None), getattr(other, "id", None)}) == 3


TEXTS = [
    "CRLF\r\nand\rCR stay",
    "emoji 👩‍👩‍👧 and 🏳️ count by code point",
    "right to left: قُصفت دير الزور then left",
    "combining e\u0301 is two",
    "line \u2028 and paragraph \u2029 separators, next line \x85, form feed \x0c",
    "\ufefftext with a mark of its own",
    "nul \x00 inside a JSON string",
    "  white space at both ends \n",
]


@pytest.mark.parametrize("ascii_only", [True, False], ids=["escaped", "UTF-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""], ids=["LF", "CRLF", "no end"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_arrives_exactly_as_given(ascii_only: bool, end: str, encoding: str) -> None:
    line = "\n".join(json.dumps({"text": text}, ensure_ascii=ascii_only) for text in TEXTS) + end
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert [getattr(report, "text", report) for report in read(mark + line.encode(encoding))] == TEXTS


def test_blank_lines_are_no_reports() -> None:
    assert len(read('\n\n  \r\n{"text": "x"}\n\n')) == 1
    assert read("") == []


def test_bytes_that_are_no_utf8_are_told_by_their_place_in_the_file() -> None:
    first = b'{"text": "x"}\n'
    _, issue, last = read(first + b'{"text": "caf\xe9"}\n' + b'{"text": "y"}')
    assert isinstance(issue, Issue)
    assert f"0xe9 at byte {len(first) + 13}" in issue.message
    assert isinstance(last, Report)


def test_utf16_that_breaks_off_is_an_issue() -> None:
    data = "\ufeff".encode("utf-16-le") + b'{\x00"\x00\x00\xd8\x00'
    (issue,) = read(data)
    assert isinstance(issue, Issue)
    assert "UTF-16" in issue.message


class Endless(io.RawIOBase):
    """A stream of one very long line, then a good one, made as it is read."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.tail = b'"}\n{"text": "after"}\n'
        self.head = b'{"text": "'

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        if self.head:
            part, self.head = self.head[: len(buffer)], self.head[len(buffer) :]
        elif self.left:
            part = b"a" * min(len(buffer), self.left)
            self.left -= len(part)
        else:
            part, self.tail = self.tail[: len(buffer)], self.tail[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def test_a_line_over_the_limit_is_skipped_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "MAX_BYTES", 1_000_000)
    tracemalloc.start()
    try:
        issue, report = jsonl.read(io.BufferedReader(Endless(50_000_000)), "in.jsonl")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(issue, Issue)
    assert issue.report == "in.jsonl:1"
    assert "1,000,000 bytes" in issue.message
    assert getattr(report, "text", None) == "after"
    assert peak < 8_000_000


def test_a_line_of_just_the_limit_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    line = '{"text": "abc"}'
    monkeypatch.setattr(_bytes, "MAX_BYTES", len(line))
    assert [type(one) for one in read(f'{line}\n{line[:-2]}d"}}\n{line}')] == [Report, Issue, Report]
