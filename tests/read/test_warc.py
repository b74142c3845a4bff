"""WARC files and WACZ: the pages of an archive of the web, and archives that strangers made."""

import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from dateline import read
from dateline.model import Issue, Report
from dateline.read import _warc

WORDS = "Rebels shelled the market of Velm on Tuesday, killing four people, residents of the town said. " * 6
PAGE = (
    '<html lang="en"><head><meta property="article:published_time" content="2024-03-13"></head><body>'
    f"<article><p>{WORDS}</p><p>Nobody claimed it. {WORDS}</p></article></body></html>"
).encode()
URL = "https://velm-courier.example/news/a"


def http(body: bytes, *heads: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *heads]
    return "\r\n".join([*lines, "", ""]).encode() + body


def record(block: bytes, kind: str = "response", url: str = URL, **heads: str) -> bytes:
    said = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2024-03-14T10:11:12.345Z",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in heads.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def told(data: bytes, name: str = "crawl.warc", folder: Path | None = None) -> list[str]:
    """The address of each report, or an issue as "! place: message"."""
    if folder is None:
        found = list(read.open_inputs(["-"], stdin=io.BytesIO(data)))
    else:
        (folder / name).write_bytes(data)
        found = list(read.open_inputs([str(folder / name)]))
    return [str(one.url) if isinstance(one, Report) else f"! {one.report}: {one.message}" for one, _ in found]


def test_a_page_is_as_if_it_had_just_been_fetched(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    whole = [record(b"software: crawler", "warcinfo", ""), record(b"GET /", "request"), record(http(PAGE))]
    path.write_bytes(b"".join(map(gzip.compress, whole)))
    ((report, data),) = read.open_inputs([str(path)])
    assert isinstance(report, Report)
    assert report.original is not None
    assert data == PAGE
    assert report.text.startswith("Rebels shelled")
    assert (report.url, report.source, report.published) == (URL, "velm-courier.example", "2024-03-13")
    assert (report.original.retrieved_at, report.original.url) == ("2024-03-14T10:11:12Z", URL)
    assert (report.original.date_from, report.original.charset) == ("meta", "utf-8")


CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
FEED = f"<rss version='2.0'><channel><item><link>{URL}</link><description>{WORDS}</description></item></channel></rss>"


@pytest.mark.parametrize(
    ("block", "number"),
    [
        (http(PAGE), 1),
        (http(CHUNKED, "Transfer-Encoding: chunked"), 1),
        (http(PAGE, "Transfer-Encoding: chunked"), 1),  # put together, and the head left as it was
        (http(gzip.compress(PAGE), "Content-Encoding: gzip"), 1),
        (http(PAGE, "Content-Encoding: gzip"), 1),
        (http(zlib.compress(PAGE), "Content-Encoding: deflate"), 1),
        (http(zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate"), 1),
        (http(PAGE, "Content-Encoding: br"), 1),
        (http(PAGE, kind=""), 1),
        (http(FEED.encode(), kind="application/rss+xml"), 1),
        (http(b"", "Location: /b", status="301 Moved Permanently"), 0),
        (http(PAGE, status="404 Not Found"), 0),
        (http(b"\x89PNG\r\n\x1a\n\0\0", kind="image/png"), 0),
        (http(b"var a = 1", kind="text/javascript"), 0),
        (http(b"User-agent: *", kind="text/plain"), 0),
        (http(b'{"a": 1}', kind="application/json"), 0),
        (http(b"<urlset><url/></urlset>", kind="application/xml"), 0),
    ],
)
def test_what_is_read_and_what_is_left_aside(block: bytes, number: int) -> None:
    assert told(record(block)) == [URL] * number


def test_a_resource_is_its_own_answer() -> None:
    assert told(record(PAGE, "resource", Content_Type="text/html")) == [URL]
    assert told(record(b"notes", "resource", "urn:crawl:notes", Content_Type="text/plain")) == []


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"WARC/", ["! standard input:1: no record of a WARC file: it does not begin with WARC/1.0 or WARC/1.1; the"]),
        (record(http(PAGE)) + b"what is this\r\n", [URL, "! standard input:2: no record of a WARC file: it does not"]),
        (record(http(PAGE), Content_Length="-5"), ["! standard input:1: no record of a WARC file: its length is '-5'"]),
        (record(http(PAGE), Content_Length="9" * 30), ["! standard input:1: no record of a WARC file: its length is"]),
        (record(http(PAGE), Content_Length="999999"), [URL, "! standard input:1: the file breaks off in this record"]),
        (record(http(PAGE), Content_Length=str(1 << 40)), ["! standard input:1: an answer of 1,099,511,627,776 bytes",
                                                           "! standard input:1: the file breaks off in this record"]),
        (record(http(PAGE), X="x" * 70_000), ["! standard input:1: no record of a WARC file: got more than 65536"]),
        (record(http(PAGE), **{f"X{n}": "x" for n in range(200)}), ["! standard input:1: no record of a WARC"]),
        (record(b"no http at all"), ["! standard input:1: an answer that cannot be unpacked: no http at all"]),
        (record(http(b"\xff" * 9, "Content-Encoding: gzip")), ["! standard input:1: an answer that cannot be"]),
        (record(http(b"\xff" * 9, "Content-Encoding: br")), ["! standard input:1: an answer that cannot be unpacked"]),
        (record(http(b"zz\r\nabc", "Transfer-Encoding: chunked", kind="image/png")), []),
        (record(http(PAGE), url="https://[::1"), None),
        (record(http(PAGE), "revisit"), []),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_issues(data: bytes, found: list[str] | None) -> None:
    lines = told(data)
    if found is not None:
        assert [line[: len(start)] for line, start in zip(lines, found, strict=True)] == found


def test_a_bomb_in_an_answer_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_warc, "MOST_BYTES", 1_000_000)
    (line,) = told(record(http(gzip.compress(b"<html>" + b" " * 50_000_000), "Content-Encoding: gzip")))
    assert line.startswith("! standard input:1: an answer that cannot be unpacked: it unpacks to more than 1,000,000")


def test_a_wacz_is_the_archive_in_it(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        packed.writestr("pages/pages.jsonl", json.dumps({"format": "json-pages-1.0"}))
        packed.writestr("archive/data.warc.gz", gzip.compress(record(http(PAGE))))
        packed.writestr("indexes/index.cdx.gz", gzip.compress(b"x"))
    assert told(out.getvalue(), "crawl.wacz", tmp_path) == [URL]
    assert told(gzip.compress(record(http(PAGE)))) == [URL]  # known by its first bytes
    issues = [one for one, _ in read.open_inputs([str(tmp_path)]) if isinstance(one, Issue)]
    assert not issues
