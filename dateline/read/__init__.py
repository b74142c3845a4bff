"""Files, folders, archives, web addresses and standard input to Reports.

A reader is a module in this folder with ``SUFFIXES`` and ``read(stream, name)`` (see ``dateline.stages.Reader``); it is
chosen by the ending of a file's name. Modules whose name begins with "_" are no readers:

    _inputs     opens what was named and walks folders; _reading: streams to what they hold
    _found      what a reader finds and is told: a report with its bytes, the caller's options
    _kind       what a stream holds, by its first bytes; _zip, _warc: the files in an archive
    _bytes      bytes to text and lines, within bounds; _charset: the encoding of a page; _language: of a text
    _record     a JSON object to a Report
    _dates      what a date of publication says; _published: which of a page's it is
    _address    what web addresses hold; _fetch, _http, _network, _robots, _fetch_values: fetching them
    _sandbox    asks the process (_child) that takes hostile documents apart, with
                _page, _page_facts, _page_dates; _feed; _pdf, _pdf_text

A reader may also have ``find(stream, name, options)``, which gives each report with its bytes
(``_found.FindingReader``).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING

import msgspec

from dateline.errors import UsageError
from dateline.model import Issue, Look, Report
from dateline.read import _dates
from dateline.read._found import Options

if TYPE_CHECKING:
    from dateline.read._fetch import Fetcher

__all__ = ["Options", "given_columns", "given_date", "open_inputs", "reports"]


def reports(
    inputs: Iterable[str],
    *,
    stdin: IO[bytes] | None = None,
    published: str | None = None,
    options: Options | None = None,
    fetcher: "Fetcher | None" = None,
) -> Iterator[Report | Issue]:
    """Give the reports of files, folders, archives, web addresses and standard input ("-"), lazily and in order.

    ``published``, which ``options`` may say as well, is the date of those reports that have none of their own. What
    cannot be used comes as an Issue in its place, and so does the second report of one id. Raises UsageError or
    InputError, before anything is read, when a named input cannot be read at all or an option names what is not.
    """
    found = open_inputs(inputs, stdin=stdin, published=published, options=options, fetcher=fetcher)
    return _told_apart(one for one, _ in found)


def open_inputs(
    inputs: Iterable[str],
    *,
    stdin: IO[bytes] | None = None,
    published: str | None = None,
    options: Options | None = None,
    fetcher: "Fetcher | None" = None,
    told: Callable[[Look], None] | None = None,
) -> Iterator[tuple[Report | Issue, bytes | None]]:
    """Give what ``reports`` gives, each report with the bytes it was read from (None for an issue).

    ``Report.original`` tells of those bytes: their SHA-256, kind and size, when they were read or fetched and from
    where, and where the date of publication was found. Entries of one feed share the feed's bytes, so keep them by
    their hash. Unlike ``reports`` it gives every report of an id: a store knows versions. Raises as ``reports`` does.

    ``fetcher`` fetches web addresses; without one they are fetched politely, one page a second and site, as robots.txt
    allows, and never from a private network. ``told`` is called for each input that was read to its end, also where it
    held nothing, once all that it holds was given.
    """
    from dateline.read import _inputs  # here: finding the readers imports them all

    said = options or Options()
    if published is not None:
        said = msgspec.structs.replace(said, published=published)
    if said.published is not None:
        given_date(said.published)
    return _inputs.open_all(list(inputs), stdin, said, fetcher, told)


def given_date(date: str) -> str:
    """Give a date of publication back as it is.

    Raises UsageError when it is none.
    """
    if _dates.impossible(date):
        raise UsageError(f"{date!r} is no date of publication; allowed: {_dates.ALLOWED}")
    return date


def given_columns(words: str) -> dict[str, str]:
    """Give the columns that "text=Body,published=Date" names, by field of a report.

    Raises UsageError for anything else.
    """
    from dateline.read._record import FIELDS

    named: dict[str, str] = {}
    for pair in words.split(","):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column or field not in FIELDS or field in named:
            raise UsageError(
                f"columns {words!r}: {pair.strip()!r} names no column of a field; allowed: FIELD=COLUMN with a comma "
                f"between, each field once; fields are {', '.join(FIELDS)}"
            )
        named[field] = column
    return named


def _told_apart(found: Iterable[Report | Issue]) -> Iterator[Report | Issue]:
    """Refuse the second report of an id: two reports that cannot be told apart would lend each other their claims."""
    seen: set[str] = set()
    for one in found:
        if isinstance(one, Report) and one.id in seen:
            message = "a second report of this id; it is left out (ids must differ; a copy of a text has the text's id)"
            yield Issue(report=one.id, stage="read", message=message)
            continue
        if isinstance(one, Report):
            seen.add(one.id)
        yield one
