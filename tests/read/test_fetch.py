"""Fetching: what is reached, what is refused, and that neither a server nor a name can make it do more."""

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dateline.read import _http, _network
from dateline.read._fetch import Fetcher
from dateline.read._fetch_values import Fetched, FetchError, Limits
from tests.read import server
from tests.read.server import HERE, Site, page, redirect

pytestmark = pytest.mark.skipif(not server.available(), reason="this system has no second loopback address")

NAMES = {
    "news.test": [HERE],
    "other.test": [HERE],
    "inside.test": ["10.0.0.7"],
    "two-faced.test": [HERE, "127.0.0.1"],
    "nothing.test": [],
}
"""What the names of the tests resolve to; a numeric host resolves to itself."""


def resolve(host: str, port: int) -> Sequence[str]:
    return NAMES.get(host, [host])


@pytest.fixture
def site() -> Iterator[Site]:
    with server.serving() as running:
        yield running


def fetcher(**limits: float) -> Fetcher:
    """A fetcher that may speak to the test's own server and to nothing else that is private, and never waits."""
    chosen = {"seconds": 20.0, "pause": 0.0, **limits}
    return Fetcher(limits=Limits(**chosen), allow_private=[HERE], resolve=resolve, sleep=lambda seconds: None)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------ which addresses


PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001:0:7f00:1::", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize(("address", "public"), [(one, True) for one in PUBLIC] + [(one, False) for one in PRIVATE])
def test_only_public_addresses_are_public(address: str, public: bool) -> None:
    assert _network.is_public(address) is public


REFUSED = [
    "http://127.0.0.1:{port}/page",
    "http://localhost:{port}/page",
    "http://[::1]:{port}/page",
    "http://[::ffff:127.0.0.1]:{port}/page",
    "http://2130706433:{port}/page",
    "http://0x7f.1:{port}/page",
    "http://0177.0.0.1:{port}/page",
    "http://10.0.0.1/page",
    "http://169.254.169.254/latest/meta-data",
    "http://inside.test/page",
    "http://two-faced.test:{port}/page",
]


def resolve_really(host: str, port: int) -> Sequence[str]:
    return NAMES[host] if host in NAMES else _network.resolved(host, port)


@pytest.mark.parametrize("url", REFUSED)
@pytest.mark.parametrize("how", ["asked for", "redirected to", "redirected to for robots.txt"])
def test_private_addresses_are_refused(url: str, how: str, site: Site) -> None:
    url = url.format(port=site.port)
    site.pages["/page"] = page(b"secret")
    site.pages["/start"] = redirect(url) if how == "redirected to" else page(b"words")
    if how.endswith("robots.txt"):
        site.pages["/robots.txt"] = redirect(url)
    one = Fetcher(limits=Limits(pause=0.0), allow_private=[HERE], resolve=resolve_really, sleep=lambda seconds: None)
    with pytest.raises(FetchError, match=r"private network or this machine|looked up"):
        one.fetch(url if how == "asked for" else site.url("/start"))
    assert "/page" not in [path for _, path in site.asked]


def test_a_name_is_looked_up_once_a_request_and_the_connection_goes_to_what_was_checked(site: Site) -> None:
    """A name that is public when it is checked and private when it is used (DNS rebinding) gains nothing."""
    site.pages["/page"] = page(b"words")
    answers = iter([[HERE], [HERE], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    one = Fetcher(limits=Limits(pause=0.0), allow_private=[HERE], resolve=rebinding)
    assert one.fetch(site.url("/page")).data == b"words"
    assert asked == ["news.test"] * 2  # robots.txt, then the page
    with pytest.raises(FetchError, match="private"):
        one.fetch(site.url("/page"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.test/page", "allowed: addresses that begin with https"),
        ("file:///etc/passwd", "allowed: addresses that begin with https"),
        ("gopher://news.test/", "allowed"),
        ("http://user:secret@news.test/", "user name or password"),
        ("http://news.test:99999/", "no web address"),
        ("http://[::1/", "no web address"),
        ("http://nothing.test/", "has no address"),
        ("http://bad host/", "no name of a host"),
        ("http://-/", "no name of a host"),
    ],
)
@pytest.mark.parametrize("how", ["asked for", "redirected to"])
def test_what_is_no_address_of_a_page_is_refused(url: str, words: str, how: str, site: Site) -> None:
    site.pages["/start"] = redirect(url)
    with pytest.raises(FetchError, match=words) as caught:
        fetcher().fetch(url if how == "asked for" else site.url("/start"))
    assert "secret" not in str(caught.value)


# ------------------------------------------------------------------------------------------ what comes back


def test_a_page_comes_with_where_and_when(site: Site) -> None:
    site.pages["/a"] = redirect("/b?x=1#top", 301)
    site.pages["/b"] = page(b"caf\xe9", "Text/HTML; Charset=ISO-8859-1")
    found = fetcher().fetch(site.url("/a"))
    assert found == Fetched(b"caf\xe9", site.url("/b?x=1"), "text/html", "ISO-8859-1", found.retrieved_at)
    assert found.retrieved_at.endswith("Z")
    assert ("news.test:" + str(site.port), "/b?x=1") in site.asked


def test_compressed_answers_are_unpacked(site: Site) -> None:
    site.pages["/a"] = page(gzip.compress(b"words"), Content_Encoding="gzip")
    assert fetcher().fetch(site.url("/a")).data == b"words"


BAD_STATUS = [
    (404, "there is no such page"),
    (410, "gone"),
    (403, "refuses"),
    (401, "password"),
    (429, "status 429.*come back after 120"),
    (500, "status 500"),
    (206, "status 206"),
]


@pytest.mark.parametrize(("status", "words"), BAD_STATUS)
def test_other_answers_say_what_they_are(status: int, words: str, site: Site) -> None:
    site.pages["/a"] = page(b"x", status=status, Retry_After="120")
    with pytest.raises(FetchError, match=words):
        fetcher().fetch(site.url("/a"))


# ------------------------------------------------------------------------------------------ bounds


def test_redirects_are_bounded(site: Site) -> None:
    site.pages["/a"] = redirect("/a")
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        fetcher(redirects=3).fetch(site.url("/a"))
    assert [path for _, path in site.asked].count("/a") == 4


@pytest.mark.parametrize("path", ["/endless", "/long", "/bomb"])
def test_size_is_bounded(path: str, site: Site) -> None:
    site.pages["/endless"] = server.endless
    site.pages["/long"] = page(b"x" * 200_000)
    site.pages["/bomb"] = page(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(FetchError, match="longer than 100,000 bytes"):
        fetcher(bytes=100_000).fetch(site.url(path))


@pytest.mark.parametrize("path", ["/body", "/head", "/robots"])
def test_time_is_bounded_whatever_drips(path: str, site: Site) -> None:
    """Each byte comes in time; all of them together do not."""
    site.pages["/body"], site.pages["/head"] = server.slow_body, server.slow_head
    if path == "/robots":
        site.pages["/robots.txt"] = server.slow_body
    started = time.monotonic()
    with pytest.raises(FetchError, match="not done in"):
        fetcher(seconds=1.0).fetch(site.url(path))
    assert time.monotonic() - started < 8


def test_a_name_that_is_never_answered_is_given_up() -> None:
    def hanging(host: str, port: int) -> Sequence[str]:
        time.sleep(5)
        return [HERE]

    with pytest.raises(FetchError, match="not looked up in"):
        Fetcher(limits=Limits(seconds=0.2), resolve=hanging).fetch("http://news.test/")


def test_nobody_there_is_told() -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetcher().fetch(f"http://news.test:{_closed_port()}/")


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_handshake_that_drips_is_given_up(scheme: str) -> None:
    """Each of its bytes comes in time; all of them together do not."""
    silent = socket.create_server((HERE, 0))
    port = silent.getsockname()[1]

    def dripping() -> None:
        held = []
        with contextlib.suppress(OSError):
            while True:
                held.append(silent.accept()[0])
                threading.Thread(target=drip, args=(held[-1],), daemon=True).start()

    def drip(one: socket.socket) -> None:
        with contextlib.suppress(OSError):
            one.sendall(b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb" if scheme == "https" else b"HTTP/1.1 ")
            for _ in range(200):
                time.sleep(0.05)
                one.sendall(b"\x01")

    threading.Thread(target=dripping, daemon=True).start()
    chosen = Limits(seconds=1.0, pause=0.0)
    started = time.monotonic()
    with pytest.raises(FetchError, match="not done in"):
        Fetcher(limits=chosen, allow_private=[HERE], resolve=resolve).fetch(f"{scheme}://news.test:{port}/")
    assert time.monotonic() - started < 8
    silent.close()


def test_of_many_addresses_that_hang_few_are_tried_and_all_within_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[float] = []

    class Hanging:
        def connect(self) -> None:
            time.sleep(30)

    def connection(parts: object, host: str, address: str, seconds: float) -> Hanging:
        tried.append(seconds)
        return Hanging()

    monkeypatch.setattr(_http, "_connection", connection)
    names = [f"8.8.8.{n}" for n in range(200)]
    started = time.monotonic()
    with pytest.raises(FetchError, match="cannot be reached: it was not done in"):
        Fetcher(limits=Limits(seconds=0.5), resolve=lambda host, port: names).fetch("https://news.test/")
    assert time.monotonic() - started < 8
    assert len(tried) <= _http.MOST_ADDRESSES


def _closed_port() -> int:
    with server.serving() as gone:
        return gone.port


# ------------------------------------------------------------------------------------------ politeness


ROBOTS = [
    # robots.txt, path, whether it may be fetched
    ("User-agent: *\nDisallow: /private", "/private/a", False),
    ("User-agent: *\nDisallow: /private", "/a", True),
    ("User-agent: dateline\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
    ("User-agent: dateline\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/x/report.pdf", False),
    ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
    ("", "/a", True),
    ("<html>no robots.txt at all</html>", "/a", True),
]


@pytest.mark.parametrize(("rules", "path", "allowed"), ROBOTS, ids=[row[0][:40] for row in ROBOTS])
def test_robots_txt_is_obeyed(rules: str, path: str, allowed: bool, site: Site) -> None:
    site.pages["/robots.txt"], site.pages[path] = page(rules.encode(), "text/plain"), page(b"words")
    if allowed:
        assert fetcher().fetch(site.url(path)).data == b"words"
        return
    with pytest.raises(FetchError, match=r"robots.txt does not allow it"):
        fetcher().fetch(site.url(path))
    assert path not in [asked for _, asked in site.asked]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (503, False)])
def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(status: int, allowed: bool, site: Site) -> None:
    site.pages["/robots.txt"], site.pages["/a"] = page(b"", status=status), page(b"words")
    if allowed:
        assert fetcher().fetch(site.url("/a")).data == b"words"
    else:
        with pytest.raises(FetchError, match=r"robots.txt cannot be had now"):
            fetcher().fetch(site.url("/a"))


def test_a_redirect_asks_the_robots_txt_of_its_own_site(site: Site) -> None:
    site.pages["/a"] = redirect(site.url("/b", host="other.test"))
    site.pages["/b"] = page(b"words")
    fetcher().fetch(site.url("/a"))
    assert [(host.split(":")[0], path) for host, path in site.asked] == [
        ("news.test", "/robots.txt"), ("news.test", "/a"), ("other.test", "/robots.txt"), ("other.test", "/b"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "expected"),
    [("", 1.0), ("User-agent: *\nCrawl-delay: 7", 7.0), ("User-agent: *\nCrawl-delay: 9999", 60.0)],
)
def test_a_site_is_asked_no_more_often_than_it_wants(rules: str, expected: float, site: Site) -> None:
    site.pages["/robots.txt"], site.pages["/a"] = page(rules.encode()), page(b"words")
    slept: list[float] = []
    one = Fetcher(allow_private=[HERE], resolve=resolve, sleep=slept.append)
    for url in (site.url("/a"), site.url("/a", host="other.test"), site.url("/a")):
        one.fetch(url)
    assert slept == [pytest.approx(expected, abs=0.9)]  # only the second request to one site waits
    assert [path for _, path in site.asked].count("/robots.txt") == 2


# ------------------------------------------------------------------------------------------ certificates


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate of this test")
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    wanted = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.test"
    named = ["-addext", "subjectAltName=DNS:news.test", "-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", *wanted.split(), *named], check=True, capture_output=True)
    return key, made


@pytest.mark.parametrize(
    ("host", "trusted", "fetched"),
    [("news.test", True, True), ("other.test", True, False), ("news.test", False, False)],
)
def test_the_certificate_must_be_trusted_and_the_hosts_own(
    host: str, trusted: bool, fetched: bool, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    if trusted:
        monkeypatch.setattr("certifi.where", lambda: str(certificate[1]))
    with server.serving(lambda sock: context.wrap_socket(sock, server_side=True)) as site:
        site.pages["/a"] = page(b"words")
        url = site.url("/a", host=host).replace("http:", "https:")
        if fetched:
            assert fetcher().fetch(url).data == b"words"
        else:
            with pytest.raises(FetchError, match=r"certificate|hostname|match"):
                fetcher().fetch(url)
