"""What is known of the bytes a report came from: enough to show later that it said what the record says."""

import gzip
import hashlib
import io
import re
import shutil
import zipfile
from pathlib import Path

import msgspec
import pytest

from dateline import read
from dateline.errors import UsageError
from dateline.model import Original, Report
from dateline.read import Options
from tests.read.pdf_maker import pdf

FILES = Path(__file__).parent / "files"
PDF = pdf([["Shells hit the market of Tel Marun, killing nine people."]])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("article.html", "feed.xml", "table.csv"):
        shutil.copy(FILES / name, tmp_path / name)
    (tmp_path / "plain.txt").write_text("Words of a report.")
    (tmp_path / "lines.jsonl").write_text('{"text": "one", "published": "2023-01-01"}\n{"text": "two"}\n')
    (tmp_path / "report.pdf").write_bytes(PDF)
    (tmp_path / "zipped.txt.gz").write_bytes(gzip.compress(b"Packed words."))
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as archive:
        archive.writestr("sub/in.txt", "Words in a bundle.")
    return tmp_path


COLUMNS = {"text": "Body", "published": "Date", "id": "ID"}
KINDS = {
    # place in the folder: media type, encoding, where its date was found, how sure that is
    "article.html": ("text/html", "utf-8", "json-ld", "stated"),
    "bundle.zip/sub/in.txt": ("text/plain", "utf-8", "given", "stated"),
    "feed.xml:1": ("application/xml", None, "feed", "stated"),
    "feed.xml:2": ("application/xml", None, "given", "stated"),
    "lines.jsonl:1": ("application/json", "utf-8", "record", "stated"),
    "lines.jsonl:2": ("application/json", "utf-8", "given", "stated"),
    "plain.txt": ("text/plain", "utf-8", "given", "stated"),
    "report.pdf": ("application/pdf", None, "given", "stated"),
    "table.csv:2": ("text/csv", "utf-8", "record", "stated"),
    "zipped.txt.gz": ("text/plain", "utf-8", "given", "stated"),
}


def test_every_report_has_its_original(folder: Path) -> None:
    options = Options(columns=COLUMNS, published="2023-02-02")
    seen: dict[str, Original] = {}
    for one, data in read.open_inputs([str(folder)], options=options):
        if not isinstance(one, Report):
            assert data is None
            continue
        original = one.original
        assert original is not None
        assert data is not None
        assert original.sha256 == hashlib.sha256(data).hexdigest()
        assert original.size == len(data)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", original.retrieved_at)
        assert original.url is None
        seen[original.name.removeprefix(f"{folder}/")] = original
    for name, (media_type, charset, date_from, sureness) in KINDS.items():
        found = seen[name]
        assert (found.media_type, found.charset) == (media_type, charset), name
        assert (found.date_from, found.date_sureness) == (date_from, sureness), name


def test_whole_files_are_kept_as_they_are(folder: Path) -> None:
    for name in ("article.html", "report.pdf", "plain.txt", "feed.xml"):
        assert next(read.open_inputs([str(folder / name)]))[1] == (folder / name).read_bytes()


def test_without_a_date_nothing_is_said_of_it(folder: Path) -> None:
    ((one, _),) = read.open_inputs([str(folder / "plain.txt")])
    assert isinstance(one, Report)
    assert one.original is not None
    assert (one.published, one.original.date_from, one.original.date_sureness) == (None, None, None)


def test_a_store_sees_both_versions_of_a_report_and_a_run_only_the_first() -> None:
    data = b'{"id": "r1", "text": "nine died"}\n{"id": "r1", "text": "eleven died"}'
    assert [getattr(one, "text", None) for one, _ in read.open_inputs(["-"], stdin=io.BytesIO(data))] == [
        "nine died",
        "eleven died",
    ]
    assert len([one for one in read.reports(["-"], stdin=io.BytesIO(data)) if isinstance(one, Report)]) == 1


def test_a_record_cannot_say_where_it_came_from() -> None:
    data = msgspec.json.encode({"text": "x", "original": {"sha256": "0"}, "author": "A. Writer"})
    ((one, _),) = read.open_inputs(["-"], stdin=io.BytesIO(data))
    assert isinstance(one, Report)
    assert one.author == "A. Writer"
    assert one.original is not None
    assert one.original.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("options", [Options(charset="no such"), Options(published="soon")])
def test_options_that_cannot_be_are_wrong_usage(options: Options) -> None:
    with pytest.raises(UsageError):
        read.open_inputs([], options=options)


FRENCH = (
    "Les rebelles ont attaqué mardi un poste de l’armée à la périphérie de la ville et tué neuf soldats, selon un "
    "porte-parole militaire. Le gouvernement a condamné l’attaque et promis de répondre avec fermeté."
)
SPOKEN = [
    (FRENCH, None, "fr"),
    (FRENCH.upper(), None, "fr"),
    (FRENCH, "en", "en"),  # the record's own word stands
    (FRENCH[:80], None, None),
    ("Rebels attacked an army post on Tuesday.", None, None),
]


@pytest.mark.parametrize(("text", "says", "language"), SPOKEN)
def test_the_language_is_found_where_nobody_says_it(text: str, says: str | None, language: str | None) -> None:
    data = msgspec.json.encode({"text": text, "language": says})
    ((one, _),) = read.open_inputs(["-"], stdin=io.BytesIO(data))
    assert isinstance(one, Report)
    assert one.language == language
