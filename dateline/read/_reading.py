"""One run of reading: streams, archives and web addresses to what is found in them."""

import io
import os
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import msgspec

from dateline import plugins
from dateline.errors import DatelineError
from dateline.model import Issue, Report
from dateline.read import _bytes, _kind, _language, _zip
from dateline.read._found import Dated, FindingReader, Found, Options, issue, now, with_original
from dateline.stages import Reader

if TYPE_CHECKING:
    from dateline.read._fetch import Fetcher

GZIP_ENDING, ZIP_ENDING, WARC_ENDING, WACZ_ENDING = ".gz", ".zip", ".warc", ".wacz"
HOLDERS = frozenset({ZIP_ENDING, WARC_ENDING, WACZ_ENDING})
"""Endings of files that hold others."""


def readers() -> dict[str, Reader]:
    """Give the reader of each file ending: the shipped ones and those that other packages offer."""
    found: dict[str, Reader] = {}
    for name in plugins.names("read"):
        reader = cast(Reader, plugins.find("read", name))
        for suffix in reader.SUFFIXES:
            found.setdefault(suffix, reader)
    return found


def ending(path: str) -> str:
    """Give the lower-case ending of a file's name, without that of its compression."""
    name = os.path.basename(path).lower().removesuffix(GZIP_ENDING)
    return os.path.splitext(name)[1]


@dataclass(frozen=True, eq=False)
class Reading:
    """What one run of reading knows: the readers by ending, the caller's word, the time, who fetches, and who is told
    of each reader that is put to work."""

    known: Mapping[str, Reader]
    options: Options
    fetcher: "Fetcher | None" = None
    clock: Callable[[], str] = now
    heard: Callable[[Reader], None] = lambda reader: None

    def stream(
        self, stream: IO[bytes], name: str, path: str | None = None, *, inside: _zip.Inside | None = None
    ) -> Iterator[Found]:
        """Give what an open stream holds. ``path`` is a name whose ending tells the kind; None: look at the bytes."""
        at = self.clock()
        if path is not None and path.lower().endswith(GZIP_ENDING):
            stream = _bytes.gunzipped(stream)
        suffix = ending(path) if path is not None else ""
        if suffix in (ZIP_ENDING, WACZ_ENDING):
            yield from self._archive(stream, name, inside, only=WARC_ENDING if suffix == WACZ_ENDING else None)
        elif suffix == WARC_ENDING:
            yield from self._captures(stream, name)
        elif suffix in self.known:
            yield from self._read(self.known[suffix], stream, name, at, self.options)
        else:
            kind, stream = self._kind_of(stream)
            yield from self._of_kind(kind, stream, name, at, inside, self.options)

    def address(self, url: str) -> Iterator[Found]:
        """Give what a web address answers with; where it cannot be fetched, an issue."""
        from dateline.read import _address

        yield from _address.read(self, url)

    def of_kind(self, kind: str, data: bytes, name: str, at: str, options: Options) -> Iterator[Found]:
        """Give what bytes of a kind (a reader's name, "zip" or "gz") hold."""
        yield from self._of_kind(kind, io.BytesIO(data), name, at, None, options)

    def _of_kind(
        self, kind: str, stream: IO[bytes], name: str, at: str, inside: _zip.Inside | None, options: Options
    ) -> Iterator[Found]:
        if kind == _kind.ZIP:
            yield from self._archive(stream, name, inside)
        elif kind == _kind.WARC:
            yield from self._captures(stream, name)
        elif kind == _kind.GZIP:
            kind, stream = self._kind_of(_bytes.gunzipped(stream))
            if kind == _kind.GZIP:
                yield issue(name, "compressed twice; unpack it first")
            else:
                yield from self._of_kind(kind, stream, name, at, inside, options)
        else:
            yield from self._read(cast(Reader, plugins.find("read", kind)), stream, name, at, options)

    def _kind_of(self, stream: IO[bytes]) -> tuple[str, IO[bytes]]:
        """Give what a stream holds; what else would be a text is a table where the caller names its columns."""
        kind, stream = _kind.of_stream(stream)
        return "csv" if kind == "text" and self.options.columns else kind, stream

    def _captures(self, stream: IO[bytes], name: str) -> Iterator[Found]:
        """Give what the pages in a WARC file hold, each as if it had just been fetched."""
        from dateline.read import _address, _warc

        for captured in _warc.captures(stream, name):
            if isinstance(captured, Found):
                yield captured
                continue
            dated = captured if captured.retrieved_at else captured._replace(retrieved_at=self.clock())
            yield from _address.answered(self, dated)

    def _archive(
        self, stream: IO[bytes], name: str, inside: _zip.Inside | None, *, only: str | None = None
    ) -> Iterator[Found]:
        """Give what the files in an archive hold; ``only`` is the ending of those wanted, where others lie about."""
        for member in _zip.members(stream, name, inside):
            if isinstance(member, Found):
                yield member
            elif only is not None and ending(member.path) != only:
                continue
            elif ending(member.path) in HOLDERS or ending(member.path) in self.known:
                yield from self._guarded(member)
            else:
                yield issue(member.name, self.unread(member.path))

    def _guarded(self, member: _zip.Member) -> Iterator[Found]:
        try:
            with member.open() as stream:
                yield from self.stream(stream, member.name, member.path, inside=member.inside)
        except _zip.ERRORS as error:
            yield issue(member.name, f"cannot be read (any further): {why(error)}")

    def _read(self, reader: Reader, stream: IO[bytes], name: str, at: str, options: Options) -> Iterator[Found]:
        self.heard(reader)
        found = (
            reader.find(stream, name, options) if isinstance(reader, FindingReader) else _whole(reader, stream, name)
        )
        following = self.options.follow and reads_feeds(reader)
        for one in _all_of(found, name):
            told = with_original(self._dated(_spoken(one)), name, at)
            yield from self._followed(told) if following else (told,)

    def _followed(self, entry: Found) -> Iterator[Found]:
        """Give the page that an entry of a feed leads to, in its place; the entry itself where there is none."""
        if not isinstance(entry.one, Report) or not entry.one.url:
            yield entry
            return
        seen = False
        for found in self.address(entry.one.url):
            if isinstance(found.one, Report):
                seen = True
                yield found._replace(one=_with_entry(found.one, entry.one))
            else:
                yield found
        if not seen:
            yield entry

    def _dated(self, found: Found) -> Found:
        default = self.options.published
        if default is None or isinstance(found.one, Issue) or found.one.published is not None:
            return found
        report = msgspec.structs.replace(found.one, published=default)
        return found._replace(one=report, dated=Dated(default, "given", "stated"))

    def name_of(self, path: str) -> str | None:
        """Give the name of the reader for a file's ending, or None."""
        reader = self.known.get(ending(path))
        return next((n for n in plugins.names("read") if reader and plugins.find("read", n) is reader), None)

    def unread(self, path: str) -> str:
        """Say that files of this ending are not read, and which are."""
        what = f"files ending in {ending(path)[:20]}" if ending(path) else "files without an ending"
        allowed = ", ".join(sorted({*self.known, *HOLDERS}))
        return f"{what} are not read; allowed: {allowed}, each also with {GZIP_ENDING}"


def _all_of(found: Iterator[Found], name: str) -> Iterator[Found]:
    """Give what a reader finds; what it should not have raised is an issue, and the run of all other inputs goes on."""
    try:
        yield from found
    except (DatelineError, *_zip.ERRORS):
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is this input's issue, and it is told
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{'/'.join(Path(where.filename).parts[-2:])}, line {where.lineno}"
        yield issue(name, f"its reader failed with {type(error).__name__}: {error} ({place}); please report it")


def reads_feeds(reader: Reader) -> bool:
    """Say whether a reader is that of feeds."""
    return cast(object, reader) is plugins.find("read", "feed")


def why(error: Exception) -> str:
    """Say in a few words why something could not be read."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _spoken(found: Found) -> Found:
    """Give a report of which nobody says the language with the one it is in, when it is surely not English."""
    if isinstance(found.one, Issue) or found.one.language is not None:
        return found
    language = _language.foreign(found.one.text)
    return found._replace(one=msgspec.structs.replace(found.one, language=language)) if language else found


def _with_entry(page: Report, entry: Report) -> Report:
    """Give a page's report with what only the feed says: its date, unless the page states one, title and byline."""
    original = page.original
    unsure = original is None or original.date_from in (None, "given", "page")
    if unsure and entry.published and entry.original:
        told = {"date_from": entry.original.date_from, "date_sureness": entry.original.date_sureness}
        original = original and msgspec.structs.replace(original, **told)
        page = msgspec.structs.replace(page, published=entry.published, original=original)
    return msgspec.structs.replace(page, title=page.title or entry.title, author=page.author or entry.author)


def _whole(reader: Reader, stream: IO[bytes], name: str) -> Iterator[Found]:
    """Read with a reader that does not tell bytes: of its reports the whole file is kept, unless it is too long."""
    data = stream.read(_bytes.MAX_BYTES + 1)
    kept = data if len(data) <= _bytes.MAX_BYTES else None
    for one in reader.read(_bytes.put_back(data, stream), name):
        report = isinstance(one, Report)
        dated = Dated(one.published, "record", "stated") if isinstance(one, Report) and one.published else None
        yield Found(one, kept if report else None, dated=dated)
