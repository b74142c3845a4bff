"""Files, folders and standard input: what is read, in which order, and what is said of the rest."""

import gzip
import io
import os
from pathlib import Path
from typing import Any

import pytest

from dateline import read
from dateline.errors import InputError, UsageError
from dateline.model import Issue, Look, Report
from dateline.read._fetch_values import Fetched, FetchError


def texts(*inputs: object, stdin: bytes | None = None, published: str | None = None) -> list[str]:
    """The texts read, in order; an issue as "! where: what"."""
    stream = None if stdin is None else io.BytesIO(stdin)
    found = read.reports([str(path) for path in inputs], stdin=stream, published=published)
    return [one.text if isinstance(one, Report) else f"! {one.report}: {one.message}" for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "b.txt": "text b",
        "a.jsonl": '{"text": "a1"}\n{"text": "a2"}\n',
        "c.MD": "text c",
        ".hidden.txt": "no",
        "sub/.git/x.txt": "no",
        "sub/d.ndjson": '{"text": "d"}',
        "sub/deep/e.txt": "text e",
        "picture.png": "\x89PNG",
        "README": "no ending",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_folder_is_walked_in_order_and_tells_what_it_leaves_out(folder: Path) -> None:
    found = texts(folder)
    assert [text for text in found if not text.startswith("!")] == ["a1", "a2", "text b", "text c", "d", "text e"]
    readme, picture = (text for text in found if text.startswith("!"))
    assert "README" in readme
    assert "without an ending" in readme
    assert "picture.png: files ending in .png are not read; allowed: .atom, .csv, .htm, .html, .jsonl" in picture


def test_inputs_keep_the_order_they_are_named_in(folder: Path) -> None:
    found = texts(folder / "sub", "-", folder / "b.txt", stdin=b"from a pipe")
    assert found == ["d", "text e", "from a pipe", "text b"]


def test_compressed_files(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "packed"}'))
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"words " * 1000)[:30])
    (tmp_path / "c.txt.gz").write_bytes(b"not packed")
    good, cut, plain = texts(tmp_path)
    assert good == "packed"
    assert "b.txt.gz: cannot be read" in cut
    assert "c.txt.gz: cannot be read" in plain


def test_odd_things_in_a_folder_are_issues(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "z.txt").write_text("good")
    found = texts(tmp_path)
    assert found[2] == "good"
    assert "gone.txt: cannot be read: No such file" in found[0]
    assert "pipe.txt: no ordinary file" in found[1]
    assert "round: a link to a folder" in found[3]


def test_a_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/bad\xff.txt"
    with open(path, "wb") as file:
        file.write(b"words")
    (report,) = read.reports([os.fsdecode(path)])
    assert isinstance(report, Report)
    assert report.source == "bad\ufffd.txt"


SNIFFED = [
    (b'{"text": "a"}\n{"text": "b"}', ["a", "b"]),
    (b'\n\n  {"text": "a"}', ["a"]),
    (b'\xef\xbb\xbf{"text": "a"}', ["a"]),
    ('{"text": "a"}'.encode("utf-16"), ["a"]),
    (b"Plain words.\n{not json}", ["Plain words.\n{not json}"]),
    (b"{Agency} Words of a text.", ["{Agency} Words of a text."]),
    (b"[1, 2]", ["[1, 2]"]),
    (b"\n\n words", ["\n\n words"]),
    (b'{"text": "cut off', ["! standard input:1: broken JSON"]),
    (b'{"body": "a"}\n{"text": "b"}', ['! standard input:1: no "text"', "b"]),
    (b"", ["! standard input: empty"]),
    (b"\x00\x01\x02", ["! standard input: not a text"]),
]


@pytest.mark.parametrize(("data", "expected"), SNIFFED, ids=[repr(row[0][:30]) for row in SNIFFED])
@pytest.mark.parametrize("how", ["standard input", "a file without an ending"])
def test_a_stream_is_known_by_its_first_line(data: bytes, expected: list[str], how: str, tmp_path: Path) -> None:
    (tmp_path / "download").write_bytes(data)
    found = texts("-", stdin=data) if how == "standard input" else texts(tmp_path / "download")
    assert len(found) == len(expected)
    for text, start in zip(found, expected, strict=True):
        if start.startswith("!"):
            start = start.replace("standard input", how if how == "standard input" else str(tmp_path / "download"))
        assert text.startswith(start)


def test_standard_input_has_no_file_name_for_its_source() -> None:
    (report,) = read.reports(["-"], stdin=io.BytesIO(b"words"))
    assert isinstance(report, Report)
    assert report.source is None


def test_published_is_for_reports_without_a_date_of_their_own() -> None:
    data = b'{"text": "a"}\n{"text": "b", "published": "1999-01-01"}'
    dates = [
        getattr(one, "published", "?") for one in read.reports(["-"], stdin=io.BytesIO(data), published="2022-09-27")
    ]
    assert dates == ["2022-09-27", "1999-01-01"]


@pytest.mark.parametrize("date", ["2022-02-30", "yesterday", "", "2022", "27.9.2022", "2022-09-27T99:00"])
def test_an_impossible_published_is_wrong_usage(date: str) -> None:
    with pytest.raises(UsageError, match="no date of publication; allowed: a day such as 2022-09-27"):
        read.reports([], published=date)


def test_the_second_report_of_an_id_is_refused() -> None:
    data = (
        b'{"id": "r1", "text": "a"}\n{"id": "r1", "text": "b"}\n{"text": "c"}\n{"text": "c"}\n{"id": "r1", "text": "d"}'
    )
    found = list(read.reports(["-"], stdin=io.BytesIO(data)))
    assert [type(one) for one in found] == [Report, Issue, Report, Issue, Issue]
    assert [one.report for one in found if isinstance(one, Issue)][::2] == ["r1", "r1"]
    assert all("second report of this id" in one.message for one in found if isinstance(one, Issue))


def test_wrong_names_are_seen_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("words")
    (tmp_path / "x.docx").write_text("words")
    for names, words in (
        (["good.txt", "nowhere.txt"], "there is no file or folder .*nowhere.txt"),
        (["good.txt", "x.docx"], r"files ending in .docx are not read; allowed: .atom"),
        (["good.txt/below"], "there is no file or folder"),
        (["bad\0name.txt"], "cannot be read"),
    ):
        with pytest.raises((UsageError, InputError), match=words):
            read.reports([str(tmp_path / name) for name in names])
    with pytest.raises(UsageError, match=r"standard input .* twice"):
        read.reports(["-", "-"], stdin=io.BytesIO(b""))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_named_file_that_may_not_be_opened_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("words")
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        read.reports([str(path)])


def test_reading_is_lazy() -> None:
    class Tap(io.BytesIO):
        taken = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            raise AssertionError("read before anyone asked")

    assert read.reports(["-"], stdin=Tap(b'{"text": "a"}'))


# ------------------------------------------------------------------------------------------------ looks


class Web:
    """Stands for the web: what each address answers with, or why it does not."""

    def __init__(self, **answers: bytes | str) -> None:
        self.answers = answers

    def fetch(self, url: str) -> Fetched:
        answer = self.answers[url.rpartition("/")[2]]
        if isinstance(answer, str):
            raise FetchError(answer)
        return Fetched(answer, url, "application/rss+xml", None, "2026-11-02T08:00:00Z")


RSS = b"<rss version='2.0'><channel><title>Kest Radio</title>%s</channel></rss>"
ITEM = b"<item><title>Market shelled</title><description>Rebels shelled the market of Velm.</description></item>"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("full", {"web": True, "feed": True, "sources": ("Kest Radio",), "reports": 2, "issues": 0}),
        ("empty", {"web": True, "feed": True, "sources": (), "reports": 0, "issues": 0}),
        ("broken", {"web": True, "feed": True, "sources": (), "reports": 0, "issues": 1}),
        ("down", {"web": True, "feed": False, "sources": (), "reports": 0, "issues": 1}),
        ("page", {"web": True, "feed": False, "sources": ("example.org",), "reports": 1, "issues": 0}),
        ("folder", {"web": False, "feed": True, "sources": ("a.txt", "Kest Radio"), "reports": 2, "issues": 1}),
        ("nothing", {"web": False, "feed": False, "sources": (), "reports": 0, "issues": 0}),
    ],
)
def test_what_came_of_each_input_is_told_once_it_is_read(
    place: str, expected: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("folder", "nothing"):
        Path(folder).mkdir()
    Path("folder/a.txt").write_text("Rebels shelled the market of Velm.")
    Path("folder/b.xml").write_bytes(RSS % ITEM)
    Path("folder/c.doc").write_bytes(b"what no reader reads")
    page = (
        b"<html><body><article><p>" + b"Rebels shelled the market of Velm on Tuesday. " * 20 + b"</p></article></body>"
    )
    web = Web(full=RSS % (ITEM + ITEM.replace(b"Velm", b"Kest")), empty=RSS % b"", broken=b"<rss", down="no", page=page)
    name = place if Path(place).exists() else f"https://example.org/{place}"
    looks: list[Look] = []
    for _ in read.open_inputs([name], fetcher=web, told=looks.append):  # type: ignore[arg-type]
        assert not looks
    (look,) = looks
    assert look == Look(place=name, at=look.at, **expected)
    assert len(look.at) == len("2026-11-02T08:00:00Z")
