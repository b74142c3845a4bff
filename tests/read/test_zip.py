"""Archives: their files in order, and bombs, tricks and nonsense as issues, without a byte on the disk."""

import gzip
import io
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from dateline import read
from dateline.model import Issue, Report
from dateline.read import _bytes, _zip


def packed(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return out.getvalue()


def shown(data: bytes, folder: Path, name: str = "b.zip") -> list[str]:
    """The texts in an archive, in order; an issue as "! place in the archive: what"."""
    path = folder / name
    path.write_bytes(data)
    found = []
    for one in read.reports([str(path)]):
        place = str(getattr(one, "report", "")).removeprefix(f"{folder}/")
        found.append(one.text if isinstance(one, Report) else f"! {place}: {one.message}")
    return found


PAGE = b"<html><body><p>Shells hit the market of Tel Marun, killing nine people.</p></body></html>"


def test_the_files_of_an_archive_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    data = packed(
        ("z.txt", b"last"),
        ("sub/a.jsonl", b'{"text": "one"}\n{"text": "two"}'),
        ("page.html", PAGE),
        ("sub/b.txt.gz", gzip.compress(b"packed twice")),
        ("table.csv", b"text\nfrom a table"),
        ("picture.png", b"\x89PNG"),
        ("README", b"no ending"),
        (".hidden.txt", b"no"),
        ("__MACOSX/._z.txt", b"no"),
        ("folder/", b""),
    )
    found = shown(data, tmp_path)
    assert [one for one in found if not one.startswith("!")] == [
        "Shells hit the market of Tel Marun, killing nine people.", "one", "two", "packed twice",
        "from a table", "last",
    ]  # fmt: skip
    assert [one.split(" are not")[0] for one in found if one.startswith("!")] == [
        "! b.zip/README: files without an ending",
        "! b.zip/picture.png: files ending in .png",
    ]


def test_an_archive_comes_from_a_pipe_too(tmp_path: Path) -> None:
    found = list(read.reports(["-"], stdin=io.BytesIO(packed(("a.txt", b"words")))))
    assert [getattr(one, "text", one) for one in found] == ["words"]


def test_one_archive_in_another_is_opened_and_no_deeper(tmp_path: Path) -> None:
    inner = packed(("a.txt", b"words"))
    assert shown(packed(("in.zip", inner)), tmp_path) == ["words"]
    (issue,) = shown(packed(("mid.zip", packed(("in.zip", inner)))), tmp_path)
    assert issue.startswith("! b.zip/mid.zip/in.zip: an archive inside 2 others")


NAMES = ["../up.txt", "/etc/passwd.txt", "a/../../b.txt", "..\\..\\up.txt", "C:\\x.txt", "a/../b.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_out_is_an_issue(name: str, tmp_path: Path) -> None:
    first, issue = sorted(shown(packed((name, b"evil"), ("good.txt", b"good")), tmp_path), reverse=True)
    assert first == "good"
    assert "a name that leads out of its archive; left out" in issue
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["b.zip"]


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed(("a.txt", b"words")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def overlapping(copies: int = 50) -> bytes:
    """One packed body that the list of contents names many times, as in the best known bombs."""
    data = packed(("0.txt", b"words " * 100_000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[start:end]
    entries = b"".join(entry.replace(b"0.txt", f"{n % 10}.txt".encode()) for n in range(copies))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), start, 0)
    return data[:start] + entries + tail


def broken_checksum() -> bytes:
    data = packed(("a.txt", b"words of a report"), how=zipfile.ZIP_STORED)
    return data.replace(b"words", b"lords", 1)


HOSTILE = [
    ("a link", link, "b.zip/a.txt: a link; left out"),
    ("encrypted", encrypted, "b.zip/a.txt: encrypted"),
    ("overlapping files", overlapping, "b.zip: its files overlap each other"),
    ("a wrong checksum", broken_checksum, "b.zip/a.txt: cannot be read (any further): Bad CRC-32"),
    ("cut off", lambda: packed(("a.txt", b"words"))[:-30], "b.zip: no ZIP archive"),
    ("no archive", lambda: b"PK\x03\x04" + b"\xff" * 100, "b.zip: no ZIP archive"),
    ("nothing", lambda: b"", "b.zip: no ZIP archive"),
]


@pytest.mark.parametrize(("make", "issue"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_archives_are_issues(make: object, issue: str, tmp_path: Path) -> None:
    (found,) = shown(make(), tmp_path)  # type: ignore[operator]
    assert found.startswith(f"! {issue}")


def test_a_list_of_contents_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_zip, "MAX_DIRECTORY", 1_000)
    (issue,) = shown(packed(*((f"{n}.txt", b"x") for n in range(100))), tmp_path)
    assert "its list of contents has" in issue


def bomb(size: int) -> bytes:
    """Lines of JSON that unpack to ``size`` bytes, at a thousandth of that."""
    line = b'{"text": "' + b"a" * 989 + b'"}'
    packer = zlib.compressobj(9, wbits=31)
    out = b"".join(packer.compress(line * 1_000) for _ in range(size // 1_000_000))
    return out + packer.flush()


@pytest.mark.parametrize("form", ["gzip", "zip", "gzip in a zip", "many files in a zip"])
def test_bombs_are_stopped_in_little_memory(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_bytes, "FREE", 2_000_000)
    size = 20_000_000
    made = {
        "gzip": lambda: bomb(size),
        "zip": lambda: packed(("a.jsonl", gzip.decompress(bomb(size)))),
        "gzip in a zip": lambda: packed(("a.jsonl.gz", bomb(size)), how=zipfile.ZIP_STORED),
        "many files in a zip": lambda: packed(*((f"{n:03}.txt", b"the end of %03d " % n * 20_000) for n in range(70))),
    }[form]()
    name = "a.jsonl.gz" if form == "gzip" else "b.zip"
    tracemalloc.start()
    try:
        found = shown(made, tmp_path, name)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    issues = [one for one in found if one.startswith("!")]
    assert "a bomb; left out" in issues[-1]
    assert peak < 32_000_000
    assert sum(len(one) for one in found if not one.startswith("!")) < 12_000_000


def test_an_honest_archive_of_similar_lines_is_no_bomb(tmp_path: Path) -> None:
    lines = "".join(
        f'{{"id": "r{n}", "text": "Shells hit the market of Tel Marun on day {n}."}}\n' for n in range(20_000)
    )
    assert len(shown(gzip.compress(lines.encode()), tmp_path, "a.jsonl.gz")) == 20_000


def test_a_name_in_no_known_letters_can_be_told(tmp_path: Path) -> None:
    found = list(read.open_inputs([_written(tmp_path, packed(("отчёт 報告.txt", b"words")))]))
    assert isinstance(found[0][0], Report)
    assert found[0][0].source == "отчёт 報告.txt"


def _written(folder: Path, data: bytes) -> str:
    (folder / "b.zip").write_bytes(data)
    return str(folder / "b.zip")


def test_an_issue_is_no_report(tmp_path: Path) -> None:
    ((one, data),) = read.open_inputs([_written(tmp_path, b"")])
    assert isinstance(one, Issue)
    assert data is None
