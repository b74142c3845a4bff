"""Web addresses as inputs: what is fetched becomes reports by what it is, not by what it is called."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline import read
from dateline.errors import UsageError
from dateline.model import Issue, Report
from dateline.read import Options
from tests.read import server
from tests.read.pdf_maker import pdf
from tests.read.server import Site, page, redirect
from tests.read.test_fetch import fetcher

pytestmark = pytest.mark.skipif(not server.available(), reason="this system has no second loopback address")

FILES = Path(__file__).parent / "files"
WORDS = "Shells hit the market of Tel Marun; nine people died."
PAGE = f"<html><head><title>Shells</title></head><body><p>{WORDS}</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with server.serving() as running:
        yield running


def found(site: Site, path: str, **options: object) -> list[Report | Issue]:
    return list(read.reports([site.url(path)], options=Options(**options), fetcher=fetcher()))  # type: ignore[arg-type]


def test_a_page_knows_where_and_when_it_was_fetched(site: Site) -> None:
    site.pages["/start"] = redirect("/page")
    site.pages["/page"] = page(PAGE.encode())
    (one,) = found(site, "/start")
    assert isinstance(one, Report)
    assert one.original is not None
    assert (one.text, one.url, one.source) == (WORDS, site.url("/page"), "news.test")
    assert (one.original.url, one.original.media_type) == (site.url("/page"), "text/html")


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


RSS = f"<?xml version='1.0'?><rss version='2.0'><channel><item><title>{WORDS}</title></item></channel></rss>"
LIES = [
    # name, path, bytes, what the server says they are
    ("a page as text", "/a", PAGE.encode(), "text/plain"),
    ("a page as a picture", "/a.png", PAGE.encode(), "image/png"),
    ("a page as nothing", "/a", PAGE.encode(), ""),
    ("a PDF as a page", "/a.html", pdf([[WORDS]]), "text/html"),
    ("a feed as a page", "/a", RSS.encode(), "text/html"),
    ("a feed as XML", "/a", RSS.encode(), "text/xml; charset=utf-8"),
    ("JSON Lines as bytes", "/a", json.dumps({"text": WORDS}).encode(), "application/octet-stream"),
    ("a packed page", "/a", gzip.compress(PAGE.encode()), "application/octet-stream"),
    ("an archive as a page", "/a", zipped("in.txt", WORDS.encode()), "text/html"),
    ("a table as bytes", "/a.csv", f'text\n"{WORDS}"'.encode(), "application/octet-stream"),
    ("a table", "/a", f'text\n"{WORDS}"'.encode(), "text/csv"),
    ("a text", "/a", WORDS.encode(), "text/plain"),
]


@pytest.mark.parametrize(("name", "path", "data", "kind"), LIES, ids=[row[0] for row in LIES])
def test_what_it_is_counts_and_not_what_it_is_called(name: str, path: str, data: bytes, kind: str, site: Site) -> None:
    site.pages[path] = page(data, kind)
    (one,) = (each for each in found(site, path) if isinstance(each, Report))
    assert one.text == WORDS
    assert one.original is not None
    assert one.original.url == site.url(path)
    whole = not {"feed", "JSON", "archive", "table"} & set(name.split())
    assert one.url == (site.url(path) if whole else None)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\x89PNG\r\n\x1a\n", "image/png"), (b"body {}", "text/css"), (b"\x00\x01", "application/x-thing")],
)
def test_what_is_not_read_is_an_issue(data: bytes, kind: str, site: Site) -> None:
    site.pages["/a"] = page(data, kind)
    (issue,) = found(site, "/a")
    assert isinstance(issue, Issue)
    assert f"{kind} is not read; allowed: pages, feeds, PDF" in issue.message


def test_the_servers_encoding_is_used(site: Site) -> None:
    words = "Обстрел рынка: погибли девять человек, сообщили власти города."
    site.pages["/a"] = page(
        f"<html><body><p>{words}</p></body></html>".encode("cp1251"), "text/html; charset=windows-1251"
    )
    (one,) = found(site, "/a")
    assert isinstance(one, Report)
    assert one.text == words


def test_what_cannot_be_fetched_is_an_issue_and_the_rest_is_read(site: Site) -> None:
    site.pages["/a"] = page(PAGE.encode())
    inputs = [site.url("/gone"), "http://127.0.0.1/", site.url("/a")]
    first, second, third = read.reports(inputs, fetcher=fetcher())
    assert isinstance(first, Issue)
    assert isinstance(second, Issue)
    assert isinstance(third, Report)
    assert "not fetched: there is no such page (status 404)" in first.message
    assert "private network or this machine" in second.message


@pytest.mark.parametrize(
    "url", ["ftp://news.test/a", "file:///etc/passwd", "https://", "http://user:secret@news.test/"]
)
def test_an_address_that_cannot_be_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        read.reports([url])
    assert "secret" not in str(caught.value)


def feed_of(*links: str, date: str = "Tue, 16 May 2023 06:20:00 GMT") -> bytes:
    items = "".join(
        f"<item><title>Title {n}</title><link>{link}</link><pubDate>{date}</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()


def test_the_pages_of_a_feed_are_fetched_when_asked(site: Site) -> None:
    site.pages["/page"] = page(PAGE.encode())
    site.pages["/dated"] = page((FILES / "article.html").read_bytes())
    site.pages["/feed"] = page(feed_of("/page", "/gone", "/dated"), "application/rss+xml")
    plain = found(site, "/feed")
    assert [one.text for one in plain if isinstance(one, Report)] == ["Title 0", "Title 1", "Title 2"]
    whole = found(site, "/feed", follow=True)
    first, second, third = (one for one in whole if isinstance(one, Report))
    assert first.original is not None
    assert (first.text, first.title, first.published) == (WORDS, "Shells", "2023-05-16T06:20:00+00:00")
    assert (first.original.date_from, first.original.url) == ("feed", site.url("/page"))
    assert second.text == "Title 1"  # the page is gone: what the feed holds is kept, and it is told
    assert [one.message for one in whole if isinstance(one, Issue)] == [
        "not fetched: there is no such page (status 404)"
    ]
    assert third.original is not None
    assert (third.published, third.original.date_from) == ("2023-05-16T06:20:00Z", "json-ld")


def test_a_feed_cannot_lead_into_a_private_network(site: Site) -> None:
    site.pages["/feed"] = page(feed_of("http://127.0.0.1:1/x", "http://169.254.169.254/meta"), "application/rss+xml")
    messages = [one.message for one in found(site, "/feed", follow=True) if isinstance(one, Issue)]
    assert len(messages) == 2
    assert all("private network" in message for message in messages)
