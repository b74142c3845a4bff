"""A page: its words without what stands around them, what it states of itself, its date, and hostile ones."""

import io
from pathlib import Path

import pytest

from dateline.model import Issue, Report
from dateline.read import html
from dateline.read._found import Found, Options

FILES = Path(__file__).parent / "files"
BODY = (
    "<h1>Nine killed in Tel Marun</h1><p>Mortar shells landed on the market of Tel Marun on Monday morning, killing "
    "nine people and wounding twenty, the hospital said.</p><p>The army blamed fighters of the Red Valley Brigades, "
    "who deny that they fired on the town.</p>"
)


def find(page: str | bytes, name: str = "folder/page.html", **options: object) -> list[Found]:
    data = page.encode() if isinstance(page, str) else page
    return list(html.find(io.BytesIO(data), name, Options(**options)))  # type: ignore[arg-type]


def page(head: str = "", body: str = BODY, lang: str = "en") -> str:
    return f"<!DOCTYPE html><html lang={lang}><head><title>Shells</title>{head}</head><body>{body}</body></html>"


def report(found: list[Found]) -> Report:
    one = found[0].one
    assert isinstance(one, Report), one
    return one


def messages(found: list[Found]) -> list[str]:
    return [one.one.message for one in found if isinstance(one.one, Issue)]


def test_an_article() -> None:
    data = (FILES / "article.html").read_bytes()
    (found,) = find(data)
    one = report([found])
    assert one.text.startswith(
        "Nine killed as shells hit Tel Marun market\n\nMortar shells landed on the covered market"
    )
    assert one.text.endswith("in talks led by neighbouring governments.")
    for around in ("Home", "Sport", "Most read", "Bridge closes", "reader", "Copyright", "letter"):
        assert around not in one.text
    assert one.title == "Nine killed as shells hit Tel Marun market"
    assert one.author == "Lena Arvid, Omar Dahl"
    assert one.source == "The Orchard Gazette"
    assert one.url == "https://gazette.example/world/2023/05/16/nine-killed-tel-marun?utm_source=none"
    assert one.language == "en"
    assert (found.dated, found.data, found.charset) == (("2023-05-16T06:20:00Z", "json-ld", "stated"), data, "utf-8")


def ld(more: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {more}}}</script>'


LD = ld('"datePublished": "2022-09-27"')
LIST = '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2001-01-01"}]}'
ISSUED, DC = (
    '<meta property="article:published_time" content="2022-09-27">',
    '<meta name="dc.date" content="2020-01-01">',
)
NUMBERS = '<meta name=date content="04/03/2021">'
GUESS, EITHER = "a guess from the words of the page", "may be 2021-03-04 or 2021-04-03"

DATES = [
    # name, head, before the text, the date, where, how sure, words of the issue
    ("json-ld", LD, "", "2022-09-27", "json-ld", "stated", None),
    ("json-ld, page", LD.replace("NewsArticle", "WebPage"), "", "2022-09-27", "json-ld", "stated", None),
    ("json-ld, hidden", LD.replace(">{", "><!--{").replace("}<", "}--><"), "", "2022-09-27", "json-ld", "stated", None),
    ("json-ld broken", LD.replace("{", "{{") + ISSUED, "", "2022-09-27", "meta", "stated", None),
    ("json-ld of others", f'<script type="application/ld+json">{LIST}</script>', "", None, None, None, None),
    ("meta property", ISSUED, "", "2022-09-27", "meta", "stated", None),
    ("meta before Dublin Core", DC + ISSUED, "", "2022-09-27", "meta", "likely", "2020-01-01 by its meta"),
    ("microdata", '<meta itemprop=datePublished content=2022-09-27>', "", "2022-09-27", "meta", "stated", None),
    ("time", "", "<p class=byline><time datetime=2022-09-27>old</time></p>", "2022-09-27", "time", "likely", None),
    ("time in words", "", "<time pubdate>27 September 2022</time>", "2022-09-27", "time", "likely", None),
    ("time of a change", "", "<time class=updated datetime=2022-09-28></time>", None, None, None, None),
    ("times", "", "<time datetime=2022-01-01></time><time datetime=2022-01-02></time>", None, None, None, None),
    ("path", "<link rel=canonical href=https://e.example/2022/09/27/x>", "", "2022-09-27", "url", "likely", None),
    ("path of a month", "<link rel=canonical href=https://e.example/2022/09/x>", "", None, None, None, None),
    ("years of a footer", "", "<footer>Copyright 2010-2020</footer>", None, None, None, None),
    ("years of a line", "", "<p>Copyright 2010-2020</p>", None, None, None, None),
    ("other articles", "", "<aside><p class=date>Published 4 March 2021</p></aside>", None, None, None, None),
    ("words", "", "<p class=date>Published 4 March 2021</p>", "2021-03-04", "page", "guess", GUESS),
    ("numbers", "", "<p class=date>Published 04/03/2021</p>", None, None, None, EITHER),
    ("numbers of one day", "", "<time pubdate>27/09/2022</time>", "2022-09-27", "time", "likely", None),
    ("numbers in a meta", NUMBERS, "", None, None, None, EITHER),
    ("settled", NUMBERS, "<time pubdate datetime=2021-03-04></time>", "2021-03-04", "time", "likely", None),
    ("nothing", "", "", None, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize("row", DATES, ids=[row[0] for row in DATES])
def test_dates(row: tuple[str, ...]) -> None:
    _, head, before, date, place, sureness, problem = row
    found = find(page(head, before + BODY))
    assert report(found).published == date
    assert found[0].dated == ((date, place, sureness) if date else None)
    assert [problem in message for message in messages(found)] == ([True] if problem else [])


def test_the_callers_order_is_used() -> None:
    assert report(find(page('<meta name=date content="04/03/2021">'), day_first=True)).published == "2021-03-04"


ADDRESSES = [
    # where it was fetched, head, the report's address
    (None, "", None),
    ("https://e.example/a", "", "https://e.example/a"),
    ("https://e.example/a?x=1", '<link rel="canonical" href="/b">', "https://e.example/b"),
    (None, '<link rel="canonical" href="/b">', None),
    (None, '<link rel="canonical" href="https://e.example/b#top">', "https://e.example/b"),
    (None, '<meta property="og:url" content="https://e.example/b">', "https://e.example/b"),
    ("https://e.example/a", '<link rel=canonical href="https://e.example/">', "https://e.example/a"),
    ("https://e.example/a", '<link rel=canonical href="javascript:alert(1)">', "https://e.example/a"),
    ("https://e.example/a", '<link rel=canonical href="file:///etc/passwd">', "https://e.example/a"),
    ("https://e.example/a", '<link rel=canonical href="http://[::1">', "https://e.example/a"),
]


@pytest.mark.parametrize(("address", "head", "expected"), ADDRESSES)
def test_addresses(address: str | None, head: str, expected: str | None) -> None:
    one = report(find(page(head), address or "page.html"))
    assert one.url == expected
    assert one.source == ("page.html" if expected is None else "e.example")


FRENCH = (
    "<p>Les rebelles ont attaqué mardi un poste de l’armée à la périphérie de la ville et tué neuf soldats, selon un "
    "porte-parole militaire. Le gouvernement a condamné l’attaque et promis de répondre avec fermeté.</p>"
)
LANGUAGES = [
    ("en-US", BODY, "en"),
    ("fr", BODY, None),  # a template's word against the text's: the text is not refused
    ("en", FRENCH, "fr"),
    ("fr", FRENCH, "fr"),
    ("fr", "<p>Neuf morts.</p>", None),
    ("", BODY, None),
]


@pytest.mark.parametrize(("says", "body", "language"), LANGUAGES)
def test_the_language_is_that_of_the_words(says: str, body: str, language: str | None) -> None:
    assert report(find(page(body=body, lang=says or '""'))).language == language


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = page(
        "<meta charset=windows-1252>" if encoding == "cp1252" else "", "<p>Café “Nord” was shelled, 9 died.</p>"
    )
    found = find(text.encode(encoding))
    assert report(found).text == "Café “Nord” was shelled, 9 died."
    assert messages(found) == []


HOSTILE = [
    ("a million elements in each other", "<div>" * 1_000_000 + "x", "no main text"),
    ("a million unclosed paragraphs of nothing", "<p>" * 1_000_000, "1,000,002 elements; at most 100,000"),
    ("nothing", "", "no HTML"),
    ("blank", " \n ", "no HTML"),
    ("a script that fills the page", page(body="<div id=app></div><script>render()</script>"), "no main text"),
    ("no text", "\x00\x01\x02" * 100, "cannot be read"),
    ("entities in entities", '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>', ""),
    ("an outer entity", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>', ""),
    ("an attribute of a megabyte", f'<html><body data-x="{"x" * 1_000_000}"></body></html>', "no main text"),
]


@pytest.mark.parametrize(("text", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_pages_are_issues(text: str, words: str) -> None:
    for one in find(text):
        if isinstance(one.one, Report):
            assert not words
            assert "root:" not in one.one.text
        else:
            assert words in one.one.message


def test_what_lies_too_deep_is_told() -> None:
    found = find(BODY + "<div>" * 2_000 + "<p>words in the depth</p>")
    assert "depth" not in report(found).text
    assert messages(found) == ["its elements are nested deeper than any real page; what lies deepest was not read"]


def test_deep_json_is_left_aside() -> None:
    head = "<script type=application/ld+json>" + "[" * 100_000 + "</script><meta name=date content=2022-09-27>"
    assert report(find(page(head))).published == "2022-09-27"


def test_too_long_a_page_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.read._bytes.MAX_BYTES", 1_000)
    assert "longer than 1,000 bytes" in messages(find("x" * 1_001))[0]


def test_the_same_words_at_two_addresses_are_two_reports() -> None:
    ids = {report(find(page(), address)).id for address in ("https://a.example/1", "https://b.example/1", "x.html")}
    assert len(ids) == 3


STORY = "Rebels shelled the market of Velm on Tuesday, killing four people, residents of the town said. " * 6


@pytest.mark.parametrize(
    "mark", ["\x02", "\x0c", "\x1f", "\uffff", "&#2;", "&#x1F;", "&#12;", "&#xFFFF;", "&#0;", "\0"]
)
def test_a_control_character_does_not_cost_the_text(mark: str) -> None:
    """One that XML forbids, left behind by a word processor, and trafilatura finds no text at all."""
    body = f"<article><p>{STORY}{mark}</p><p>{STORY[::-1]}</p></article>"
    page = f"<html><head><title>A{mark}B</title></head><body>{body}</body></html>"
    found = [one for one in html.read(io.BytesIO(page.encode()), "p.html") if isinstance(one, Report)]
    assert len(found) == 1
    assert STORY.strip() in found[0].text.replace("\ufffd", "")


def test_half_a_character_in_what_a_page_states_is_replaced() -> None:
    said = '{"@type": "NewsArticle", "headline": "Fire\\u0000 \\ud83d in Velm", "datePublished": "2024-03-03"}'
    page = f'<html><head><script type="application/ld+json">{said}</script></head><body><p>{STORY}</p><p>{STORY}</p>'
    (report,) = html.read(io.BytesIO(page.encode()), "p.html")
    assert isinstance(report, Report)
    assert (report.title, report.published) == ("Fire ? in Velm", "2024-03-03")
