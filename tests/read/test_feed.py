"""A feed: a report an entry, with what only the feed says of it; hostile ones are issues."""

import io
from pathlib import Path

import pytest

from dateline.model import Issue, Report
from dateline.read import feed
from dateline.read._feed import plain
from dateline.read._found import Found, Options

FILES = Path(__file__).parent / "files"


def find(data: bytes, name: str = "folder/feed.xml", **options: object) -> list[Found]:
    return list(feed.find(io.BytesIO(data), name, Options(**options)))  # type: ignore[arg-type]


def rss(*items: str, head: str = "") -> bytes:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>T</title>{inner}</channel></rss>'.encode()


def one(item: str, **options: object) -> Report:
    found = find(rss(item), **options)[0].one
    assert isinstance(found, Report), found
    return found


def test_rss() -> None:
    data = (FILES / "feed.xml").read_bytes()
    found = find(data)
    reports = [f.one for f in found if isinstance(f.one, Report)]
    first, second, third = reports
    assert first.text == (
        "Mortar shells landed on the market of Tel Marun on Monday, killing at least nine people.\n\n"
        "The army blamed the Red Valley Brigades & their allies."
    )
    assert (first.title, first.author) == ("Nine killed as shells hit Tel Marun market", "Lena Arvid")
    assert (first.source, first.url) == ("The Orchard Gazette: World", "https://gazette.example/world/tel-marun")
    assert (first.published, first.language) == ("2023-05-16T06:20:00+00:00", "en-gb")
    assert (second.published, second.url) == (None, "https://gazette.example/world/ostra")
    assert (third.text, third.url) == ("Gunmen free two captured drivers", None)  # no address is javascript
    assert [f.place for f in found if isinstance(f.one, Report)] == [f"folder/feed.xml:{n}" for n in (1, 2, 3)]
    assert all(f.data == data for f in found if isinstance(f.one, Report))
    told, empty = (f.one for f in found if isinstance(f.one, Issue))
    assert "may be 2023-03-04 or 2023-04-03" in told.message
    assert (empty.report, empty.message[:22]) == ("folder/feed.xml:4", "an entry without words")


def test_atom() -> None:
    first, second = find((FILES / "atom.xml").read_bytes())
    assert isinstance(first.one, Report)
    assert isinstance(second.one, Report)
    assert first.one.text == "Naval guns shelled the pier of Old Harbour at dawn.\n\nFour dockers were hurt."
    assert (first.one.title, first.one.author) == ("Port & pier shelled", "Harbour Desk")
    assert first.dated == ("2024-02-01T08:00:00+01:00", "feed", "stated")
    assert second.dated == ("2024-02-02T00:00:00Z", "feed", "likely")  # when it was last changed


def test_the_callers_order_is_used() -> None:
    item = "<title>Shelled</title><pubDate>04/03/2023</pubDate>"
    assert one(item, day_first=True).published == "2023-03-04"
    assert one(item, day_first=False).published == "2023-04-03"


def test_a_date_that_is_none_is_told() -> None:
    _, issue = find(rss("<title>Shelled</title><pubDate>soon</pubDate>"))
    assert isinstance(issue.one, Issue)
    assert "'soon', is no date" in issue.one.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    text = rss("<title>Café shelled</title>").decode().replace("?>", f' encoding="{encoding.removesuffix("-sig")}"?>')
    found = find(text.encode(encoding))
    assert [getattr(f.one, "text", f.one) for f in found] == ["Café shelled"]


def test_the_servers_encoding_is_used() -> None:
    found = find(rss("<title>Обстрел</title>").decode().encode("cp1251"), declared_charset="windows-1251")
    assert [getattr(f.one, "text", f.one) for f in found] == ["Обстрел"]


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)
OUTER = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHING = rss("<title>&k;</title>", head=LAUGHS + "]>")

HOSTILE = [
    ("a billion laughs", LAUGHING, "declares entities"),
    ("a billion laughs in UTF-16", LAUGHING.decode().encode("utf-16"), "declares entities"),
    ("an outer entity", rss("<title>&x;</title>", head=OUTER), "declares entities"),
    ("no feed", b"<?xml version='1.0'?><plan><title>x</title></plan>", "no RSS or Atom feed"),
    ("no markup", b"words", "no RSS or Atom feed"),
    ("nothing", b"", "no RSS or Atom feed"),
    ("a path", b"/etc/passwd", "no RSS or Atom feed"),
    ("an address", b"http://127.0.0.1/feed.xml", "no RSS or Atom feed"),
    ("elements in each other", rss("<x>" * 300_000), "nested deeper"),
    ("elements in each other in an entry", rss("<description>" + "&lt;div&gt;" * 200_000 + "</description>"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("data", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_feeds_are_issues(data: bytes, words: str) -> None:
    found = find(data)
    assert found or not words
    for each in found:
        assert isinstance(each.one, Issue), each
        assert words in each.one.message


def test_an_outer_document_type_is_not_fetched() -> None:
    head = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">'
    assert [getattr(f.one, "text", f.one) for f in find(rss("<title>Shelled</title>", head=head))] == ["Shelled"]


def test_a_broken_feed_gives_what_can_be_read_and_says_so() -> None:
    found = find(rss("<title>Shelled</title>").replace(b"</channel></rss>", b"<item><title>cut o"))
    assert isinstance(found[0].one, Issue)
    assert "the feed is broken" in found[0].one.message
    assert getattr(found[1].one, "text", None) == "Shelled"


PLAIN = [
    ("words only", "words only"),
    ("<p>One.</p><p>Two <b>bold</b> words.</p>", "One.\n\nTwo bold words."),
    ("One.<br>Two.<br/><br/>Three.", "One.\n\nTwo.\n\nThree."),
    ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
    ("<script>x()</script><style>p{}</style><p>One</p> tail", "One\n\ntail"),
    ("AT&amp;T &lt;now&gt;", "AT&T <now>"),
    ("<p>unclosed <b>words", "unclosed words"),
    ("", ""),
    (None, ""),
    ("<>", "<>"),
]


@pytest.mark.parametrize(("markup", "text"), PLAIN)
def test_markup_becomes_words(markup: object, text: str) -> None:
    assert plain(markup) == text
