"""Whatever is piped in is known by its first bytes: pages, feeds, PDF, tables, JSON, archives, texts."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from dateline import read
from dateline.model import Issue, Report
from tests.read.pdf_maker import pdf

WORDS = "Rebels shelled the market of Velm on Tuesday, killing four people, residents of the town said. " * 6
ARTICLE = f"<article><h1>Market shelled</h1><p>{WORDS}</p><p>Nobody claimed it. {WORDS}</p></article>"
PAGE = f"<!doctype html><html><head><title>T</title></head><body>{ARTICLE}</body></html>"
ITEM = f"<item><title>A</title><description>{WORDS}</description></item>"
RSS = f"<rss version='2.0'><channel><title>Kest Radio</title>{ITEM}{ITEM.replace('Velm', 'Kest')}</channel></rss>"
LINES = [json.dumps({"id": name, "text": WORDS}) for name in "ab"]
TABLE = f'id,text,published\n1,"{WORDS}",2024-03-12\n2,"{WORDS}",2024-03-13\n'


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in names:
            packed.writestr(name, WORDS)
    return out.getvalue()


class Pipe(io.RawIOBase):
    """What a pipe is: bytes that come in small pieces and cannot be gone back to."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        piece = self._rest.read(min(len(buffer), 777))
        buffer[: len(piece)] = piece
        return len(piece)


def piped(data: bytes | str, **options: object) -> list[tuple[str, str]]:
    """Media type and first words of each report that is piped in; of an issue "!" and what it says."""
    raw = data.encode() if isinstance(data, str) else data
    found = read.open_inputs(["-"], stdin=io.BufferedReader(Pipe(raw)), options=read.Options(**options))  # type: ignore[arg-type]
    return [told(one) for one, _ in found]


def told(one: Report | Issue) -> tuple[str, str]:
    if isinstance(one, Issue):
        return "!", one.message
    assert one.original is not None
    return one.original.media_type, " ".join(one.text.split()[:2])


@pytest.mark.parametrize(
    ("data", "media_type", "begins", "number"),
    [
        (PAGE, "text/html", "Market shelled", 1),
        ("\ufeff" + PAGE, "text/html", "Market shelled", 1),
        ("\n\n  " + PAGE, "text/html", "Market shelled", 1),
        (PAGE.encode("utf-16"), "text/html", "Market shelled", 1),
        (f"<!-- saved from url=(0022)https://example.org/ -->\n{PAGE}", "text/html", "Market shelled", 1),
        (f"<section>{ARTICLE}</section>", "text/html", "Market shelled", 1),
        (f"<p>{WORDS}</p><p>{WORDS[::-1]}</p>", "text/html", "Rebels shelled", 1),
        (RSS, "application/xml", "Rebels shelled", 2),
        (f"<?xml version='1.0'?><?xml-stylesheet href='x'?><!-- {'x' * 6_000} -->{RSS}", "application/xml",
         "Rebels shelled", 2),
        (f"<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:content>{WORDS}</a:content></a:entry></a:feed>",
         "application/xml", "Rebels shelled", 1),
        ("\n".join(LINES), "application/json", "Rebels shelled", 2),
        ("\n\n" + "\n".join(LINES), "application/json", "Rebels shelled", 2),
        (TABLE, "text/csv", "Rebels shelled", 2),
        (TABLE.replace(",", ";").replace("Tuesday;", "Tuesday"), "text/csv", "Rebels shelled", 2),
        ("\ufeff" + TABLE.replace("text", '"Text"'), "text/csv", "Rebels shelled", 2),
        (pdf([[WORDS[:94], WORDS[:94]]]), "application/pdf", "Rebels shelled", 1),
        (gzip.compress(RSS.encode()), "application/xml", "Rebels shelled", 2),
        (gzip.compress(TABLE.encode()), "text/csv", "Rebels shelled", 2),
        (archive("a.txt", "b.txt"), "text/plain", "Rebels shelled", 2),
        (WORDS, "text/plain", "Rebels shelled", 1),
        (WORDS.encode("utf-16"), "text/plain", "Rebels shelled", 1),
        ("<Reuters> " + WORDS, "text/plain", "<Reuters> Rebels", 1),
        ("{Kabul} " + WORDS, "text/plain", "{Kabul} Rebels", 1),
        ("[Kabul] " + WORDS, "text/plain", "[Kabul] Rebels", 1),
        ("Text, published by the Velm Courier, follows.\n" + WORDS, "text/plain", "Text, published", 1),
    ],
)  # fmt: skip
def test_kinds(data: bytes | str, media_type: str, begins: str, number: int) -> None:
    assert piped(data) == [(media_type, begins)] * number


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty; a report needs words"),
        (b" \n\n", "empty; a report needs words"),
        (json.dumps([{"text": WORDS}]), "JSON as one list, or over many lines; allowed: one object a line"),
        (json.dumps([{"text": WORDS}], indent=2), "JSON as one list, or over many lines"),
        (json.dumps({"text": WORDS}, indent=2), "JSON as one list, or over many lines"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "not a text: there is a NUL byte at byte 8"),
        (b"{\\rtf1\\ansi Rebels shelled the market of Velm.}", "RTF, not plain text; save it as plain text, HTML or"),
        (archive("[Content_Types].xml", "word/document.xml"), "a document of Word, Excel or PowerPoint, which is not"),
        (archive("mimetype", "content.xml"), "a document of LibreOffice or an e-book, which is not read; save it as"),
        (WORDS.encode() + b"\xe9t\xe9", "no valid UTF-8: 0xe9 at byte"),
    ],
)
def test_what_cannot_be_read_is_one_issue(data: bytes | str, said: str) -> None:
    ((kind, message),) = piped(data)
    assert kind == "!"
    assert message.startswith(said)


def test_a_table_whose_columns_the_caller_names_is_one() -> None:
    table = TABLE.replace("id,text,published", "Nr,Body,Day")
    assert piped(table) == [("text/plain", 'Nr,Body,Day 1,"Rebels')]
    assert piped(table, columns={"text": "Body", "published": "Day"}) == [("text/csv", "Rebels shelled")] * 2


@pytest.mark.parametrize("size", [300_000, 20_000_000])
def test_a_table_of_one_endless_line_of_names_is_refused(size: int) -> None:
    ((kind, message),) = piped(f"id,text,{'x' * size}\n1,a,b\n", columns={"text": "text"})
    assert kind == "!"
    assert "take more than 262,144 bytes" in message or "a row of more than" in message


@pytest.mark.parametrize("data", [PAGE, RSS, TABLE, "\n".join(LINES)])
def test_a_pipe_and_a_file_without_an_ending_give_the_same_words(data: str, tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_text(data, encoding="utf-8")
    texts = [one.text for one in read.reports([str(path)]) if isinstance(one, Report)]
    assert texts == [
        one.text for one in read.reports(["-"], stdin=io.BytesIO(data.encode())) if isinstance(one, Report)
    ]
    assert texts
