"""The bytes of a page to its text: in the encoding that its marks, the server or the page itself names.

The order is that of the WHATWG HTML standard (byte order mark, transport, a meta element, a default), with one
difference: bytes that are valid UTF-8 are UTF-8 whatever a page says of them, since the words of no other encoding are
by chance.
"""

import re
from typing import NamedTuple

from dateline.read import _bytes

_LOOK = 4096
"""Bytes in which a page must name its encoding: the standard's 1,024, and room for pages that put scripts first."""
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
"""The encoding that is meant where a page names its older part (https://encoding.spec.whatwg.org/#names-and-labels);
a page without a mark that can name itself UTF-16 in ASCII letters is not in it."""
DEFAULT = "cp1252"
_FEW, _LOST_SHARE = 5, 0.005
"""A page of which more characters cannot be told is in another encoding than it says."""


class Decoded(NamedTuple):
    """A text, the encoding it was in, and what must be told of it, if anything."""

    text: str
    charset: str
    note: str | None = None


def decode(data: bytes, *, chosen: str | None = None, declared: str | None = None) -> Decoded:
    """Give the text of a page. ``chosen`` is the caller's word, ``declared`` the server's.

    Raises UndecodableError for bytes that are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Decoded(*_bytes.decode(data))
    if 0 < (nuls := data.count(b"\0")) <= max(_FEW, _LOST_SHARE * len(data)):
        whole = decode(data.replace(b"\0", b""), chosen=chosen, declared=declared)
        return whole._replace(note=whole.note or f"{nuls:,} NUL bytes in it were left out")
    if _bytes.is_utf8(data):
        return Decoded(_bytes.decode_utf8(data), "utf-8")
    says = chosen or declared or _named_inside(data)
    known = _bytes.known_charset(says) if says else None
    charset = _AS_BROWSERS_DO.get(known, known) if known else DEFAULT
    text = data.removeprefix(b"\xef\xbb\xbf").decode(charset, "replace")
    lost = text.count("\ufffd")
    if "\0" in text[:_LOOK] or lost > max(_FEW, _LOST_SHARE * len(text)):
        named = f"it says it is in {says}" if known else "it does not say in which encoding it is"
        raise _bytes.UndecodableError(
            f"no text that can be read: {named}, and is not; name its encoding with --charset"
        )
    return Decoded(text, charset, _note(known, charset, lost))


def _note(known: str | None, charset: str, lost: int) -> str | None:
    if known is None:
        return (
            f"it does not say in which encoding it is, and is not in UTF-8: read as {charset}; --charset names another"
        )
    if lost:
        return f"{lost:,} of its characters are no valid {charset}; each stands as \N{REPLACEMENT CHARACTER}"
    return None


def _named_inside(data: bytes) -> str | None:
    found = _XML.match(data[:_LOOK]) or _META.search(data[:_LOOK])
    return found[1].decode("ascii") if found else None
