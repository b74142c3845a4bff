"""The encoding of a page: what it says, what the server says, what the bytes say."""

import pytest

from dateline.read import _bytes, _charset

CYRILLIC = "Обстрел села под Донецком: погибли девять человек, сообщили власти. " * 3
FRENCH = "L’armée a bombardé le marché; neuf civils tués, a déclaré le préfet. " * 3


def html(text: str, says: str = "") -> str:
    return f"<html><head>{says}</head><body><p>{text}</p></body></html>"


EQUIV = '<meta http-equiv=content-type content="text/html; charset=windows-1251">'
KOI8, LATIN = "<meta charset=koi8-r>", "<meta charset=iso-8859-1>"
CHINESE = "爆炸 镕 " * 9

ROWS = [
    # name, page, its bytes' encoding, the server's word, the caller's word, the encoding found
    ("UTF-8", html(FRENCH), "utf-8", None, None, "utf-8"),
    ("UTF-8 mark", html(FRENCH), "utf-8-sig", None, None, "utf-8"),
    ("UTF-16 mark", html(FRENCH), "utf-16", None, None, "utf-16"),
    ("UTF-16 mark, the server lies", html(FRENCH), "utf-16", "iso-8859-1", None, "utf-16"),
    ("server says", html(CYRILLIC), "cp1251", "windows-1251", None, "cp1251"),
    ("meta says", html(CYRILLIC, KOI8), "koi8-r", None, None, "koi8-r"),
    ("http-equiv says", html(CYRILLIC, EQUIV), "cp1251", None, None, "cp1251"),
    ("server before meta", html(CYRILLIC, KOI8), "cp1251", "cp1251", None, "cp1251"),
    ("caller before server", html(CYRILLIC), "cp1251", "koi8-r", "cp1251", "cp1251"),
    ("says Latin-1, is UTF-8", html(FRENCH, LATIN), "utf-8", "iso-8859-1", None, "utf-8"),
    ("says Latin-1, is Windows'", html(FRENCH, LATIN), "cp1252", None, None, "cp1252"),
    ("says GB2312, is GB18030", html(CHINESE, "<meta charset=gb2312>"), "gb18030", None, None, "gb18030"),
    ("says nonsense, is Windows'", html(FRENCH, "<meta charset=nonsense>"), "cp1252", None, None, "cp1252"),
]


@pytest.mark.parametrize(
    ("page", "encoding", "declared", "chosen", "charset"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_the_text_arrives(page: str, encoding: str, declared: str | None, chosen: str | None, charset: str) -> None:
    found = _charset.decode(page.encode(encoding), chosen=chosen, declared=declared)
    assert found.text == page
    assert found.charset == charset


def test_an_encoding_that_nobody_names_is_told() -> None:
    found = _charset.decode(html(FRENCH).encode("cp1252"))
    assert found.note is not None
    assert "does not say in which encoding it is" in found.note
    assert _charset.decode(html(FRENCH).encode()).note is None


def test_a_few_broken_characters_are_told_and_many_are_refused() -> None:
    page = html(FRENCH * 20, "<meta charset=utf-8>").encode()
    found = _charset.decode(page.replace(b"civils", b"civ\xffls", 2))
    assert found.text.count("\ufffd") == 2
    assert found.note == "2 of its characters are no valid utf-8; each stands as \ufffd"
    with pytest.raises(_bytes.UndecodableError, match="it says it is in utf-8, and is not"):
        _charset.decode(html(CYRILLIC, "<meta charset=utf-8>").encode("cp1251"))


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 100, b"GIF89a\x00\x00" + b"\xf0\x00" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(_bytes.UndecodableError):
        _charset.decode(data)


@pytest.mark.parametrize(
    "name",
    [
        "rot13", "base64", "hex", "zip", "\0", "x" * 1000, "idna", "punycode", "undefined", "unicode_escape", "utf-7",
        "charmap",
    ],
)  # fmt: skip
def test_what_is_no_encoding_of_text_is_none(name: str) -> None:
    assert _bytes.known_charset(name) is None
    if name.isprintable():
        assert _charset.decode(html(FRENCH, f'<meta charset="{name[:30]}">').encode("cp1252")).charset == "cp1252"
