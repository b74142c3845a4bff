"""A PDF: its words as paragraphs, what it states of itself, and traps that cost nothing but an issue."""

import io

import pytest

from dateline.model import Issue, Report
from dateline.read import _pdf_text, pdf
from dateline.read._found import Found, Options
from tests.read import pdf_maker

LONG = "the shells came down on the covered market soon after seven in the"


def find(data: bytes, **options: object) -> list[Found]:
    return list(pdf.find(io.BytesIO(data), "folder/a.pdf", Options(**options)))  # type: ignore[arg-type]


def report(data: bytes) -> Report:
    one = find(data)[0].one
    assert isinstance(one, Report), one
    return one


def one(*lines: str) -> list[list[str]]:
    return [[f"On Monday {LONG} {lines[0]}", *lines[1:]]]


JOINED = [
    # name, pages of lines, the text
    ("lines are joined", one("wet", "morning."), f"On Monday {LONG} wet morning."),
    ("a broken word", one("morn-", "ing, they said."), f"On Monday {LONG} morning, they said."),
    ("a broken name", one("Mon-", "day market."), f"On Monday {LONG} Monday market."),
    ("a hyphen that stays", one("rebel-", "held hills."), f"On Monday {LONG} rebel-held hills."),
    ("after capitals", one("US-", "led raid."), f"On Monday {LONG} US-led raid."),
    ("after a number", one("10-", "day raid."), f"On Monday {LONG} 10-day raid."),
    ("after the article", one("al-", "khadra square."), f"On Monday {LONG} al-khadra square."),
    ("before a capital", one("Hawr-", "Sakr square."), f"On Monday {LONG} Hawr-Sakr square."),
    ("a soft hyphen", one("morn\u00ad", "ing."), f"On Monday {LONG} morning."),
    ("a dash", one("-", "and night."), f"On Monday {LONG} - and night."),
    ("a short line ends a paragraph", one("wet", "morning.", f"Later {LONG} night"),
     f"On Monday {LONG} wet morning.\n\nLater {LONG} night"),
    ("a heading stands alone", [["SECURITY", *one("wet", "morning.")[0]]],
     f"SECURITY\n\nOn Monday {LONG} wet morning."),
    ("bullets", [[f"- One: {LONG}", "night", f"- Two: {LONG}"]], f"- One: {LONG} night\n\n- Two: {LONG}"),
    ("a sentence goes on over the page", [[f"On Monday {LONG}"], ["morning, they said."]],
     f"On Monday {LONG} morning, they said."),
    ("head, foot and number of each page",
     [["Report 7", f"{w} {LONG}", f"night {w}.", "Field Desk, confidential", f"Page {n} of 4"]
      for n, w in enumerate(("One", "Two", "Three", "Four"), 1)],
     "\n\n".join(f"{w} {LONG} night {w}." for w in ("One", "Two", "Three", "Four"))),
    ("no words", [[], ["", ""]], ""),
]  # fmt: skip


@pytest.mark.parametrize(("pages", "text"), [row[1:] for row in JOINED], ids=[row[0] for row in JOINED])
def test_lines_become_paragraphs(pages: list[list[str]], text: str) -> None:
    assert _pdf_text.joined(["\n".join(page) for page in pages]) == text


@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_is_one_report(packed: bool) -> None:
    told = "/Title (Situation report 7) /Author (Field Desk)"
    data = pdf_maker.pdf([[f"On Monday {LONG}", "morning – nine died (café)."]], told, packed=packed)
    found = find(data)
    one = report(data)
    assert one.text == f"On Monday {LONG} morning – nine died (café)."
    assert (one.title, one.author, one.source, one.published) == ("Situation report 7", "Field Desk", "a.pdf", None)
    assert (found[0].data, found[0].media_type) == (data, "application/pdf")


@pytest.mark.parametrize("title", ["Microsoft Word - draft7.doc", "report final.docx", "untitled", ""])
def test_what_a_program_put_there_is_no_title(title: str) -> None:
    assert report(pdf_maker.pdf([["Words of a report."]], f"/Title ({title})")).title is None


def test_the_day_a_file_was_made_is_no_date_of_publication() -> None:
    data = pdf_maker.pdf([["Words of a report."]], "/CreationDate (D:20230517120000Z)")
    one, issue = (found.one for found in find(data))
    assert isinstance(one, Report)
    assert one.published is None
    assert isinstance(issue, Issue)
    assert "the file was made on 2023-05-17" in issue.message
    assert len(find(data, published="2023-05-18")) == 1  # the caller says it: there is nothing to tell


def test_a_date_in_the_files_own_description_is_one() -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:date><rdf:Seq><rdf:li>2023-05-16T10:00:00Z'
        "</rdf:li></rdf:Seq></dc:date></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
        pdf_maker.stream(b"BT /F1 9 Tf (Words of a report.) Tj ET"),
        pdf_maker.stream(xmp.encode()).replace(b"<< ", b"<< /Type /Metadata /Subtype /XML ", 1),
    ]
    (found,) = find(pdf_maker.file(objects, "/Root 1 0 R"))
    assert isinstance(found.one, Report)
    assert found.one.published == "2023-05-16T10:00:00"
    assert found.dated is not None
    assert (found.dated.found_in, found.dated.sureness) == ("pdf", "likely")


def locked() -> bytes:
    """A PDF whose words need a password that nobody gives."""
    keys = b"/O (" + b"o" * 32 + b") /U (" + b"u" * 32 + b") >> /ID [(a) (a)] "
    return pdf_maker.pdf([["words"]]).replace(
        b"/Root", b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 " + keys + b"/Root"
    )


HOSTILE = [
    ("a bomb", pdf_maker.bomb, ""),
    ("pages in a ring", pdf_maker.ring, "broken"),
    ("a form that draws itself", pdf_maker.drawn_in_itself, ""),
    ("200,000 arrays in arrays", pdf_maker.nested, ""),
    ("cut off", lambda: pdf_maker.pdf([["words"]])[:200], "broken"),
    ("garbage", lambda: b"%PDF-1.4\n" + b"\xff" * 1000, "broken"),
    ("no PDF", lambda: b"words", "broken"),
    ("nothing", lambda: b"", "broken"),
    ("pictures only", lambda: pdf_maker.pdf([[]]), "need OCR first"),
    ("encrypted", locked, "password"),
]


@pytest.mark.parametrize(("make", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_pdf_that_cannot_be_read_is_an_issue(make: object, words: str) -> None:
    (found,) = find(make())  # type: ignore[operator]
    assert isinstance(found.one, Issue)
    assert found.one.stage == "read"
    assert words in found.one.message


def test_too_large_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_BYTES", 100)
    (found,) = find(pdf_maker.pdf([["words"]]))
    assert isinstance(found.one, Issue)
    assert "longer than 100 bytes" in found.one.message
