"""A PDF taken apart, in the process behind ``_sandbox``: pypdf reads its pages."""

import io
import re
from typing import Any

from dateline.read import _pdf_text
from dateline.read._published import Candidate
from dateline.read._sandbox import UnreadableError
from dateline.read.pdf import Document

MAX_PAGES = 1_000
"""Pages that are read of one PDF: a book."""
MAX_CHARS = 4_000_000
_MAX_NAME = 500
_NO_TITLE = re.compile(r"untitled|microsoft word|document\d*$|.*\.(?:docx?|odt|indd|pdf|qxd|pptx?)$", re.I)
"""What programs put where a title should be."""


def taken_apart(data: bytes) -> Document:
    """Give what a PDF says.

    Raises UnreadableError for what is no PDF, or needs a password.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it needs a password; save it without one first")
        total = len(reader.pages)
        pages, lost = _pages(reader, min(total, MAX_PAGES))
    except PyPdfError as error:
        raise UnreadableError(f"it is no PDF, or broken ({' '.join(str(error).split())[:100]})") from error
    notes = [f"it has {total:,} pages; the first {MAX_PAGES:,} were read"] if total > MAX_PAGES else []
    notes += [f"{lost:,} of its pages could not be read"] if lost else []
    return Document(text=_pdf_text.joined(pages), pages=total, notes=tuple(notes), **_about(reader))


def _pages(reader: Any, count: int) -> tuple[list[str], int]:
    """Give the texts of the first pages, and how many of them could not be read."""
    from pypdf.errors import PyPdfError

    pages: list[str] = []
    lost = size = 0
    for number in range(count):
        try:
            text = reader.pages[number].extract_text()
        except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError):
            lost += 1  # what pypdf raises on a broken page is not always its own error
            continue
        size += len(text)
        if size > MAX_CHARS:
            raise UnreadableError(f"its text has more than {MAX_CHARS:,} characters")
        pages.append(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", ""))
    return pages, lost


def _about(reader: Any) -> dict[str, Any]:
    """Give title, author and dates as the file states them; a broken statement is none."""
    from pypdf.errors import PyPdfError

    broken = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError)
    found: dict[str, Any] = {}
    try:
        said = reader.metadata
        title, author = _line(said.title if said else None), _line(said.author if said else None)
        found = {"title": None if title and _NO_TITLE.match(title) else title, "author": author}
        made = said.creation_date if said else None
        found["made"] = made.date().isoformat() if made else None
    except broken:
        pass  # what was found before stands
    try:
        xmp = reader.xmp_metadata
        dates = [one for one in (xmp.dc_date or []) if one] if xmp else []
        found["dates"] = tuple(Candidate(found_in="pdf", words=_as_words(one)) for one in dates[:1])
    except broken:
        pass
    return found


def _as_words(date: object) -> str:
    return date.isoformat() if hasattr(date, "isoformat") else str(date)


def _line(value: object) -> str | None:
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return line if 0 < len(line) <= _MAX_NAME else None
