"""What a reader finds, and what it is told: values that pass between the modules of this folder."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import IO, NamedTuple, Protocol, runtime_checkable

import msgspec

from dateline.model import DateSource, Issue, Original, Report, Sureness, Value


class Options(Value, frozen=True, kw_only=True):
    """What the caller says of the inputs, because no file can say it.

    published   the date (ISO) of reports that have none of their own
    columns     for CSV: the column of each field of a report, as in {"text": "Body", "published": "Date"}
    day_first   how to read 04/03/2021 where a date of publication is written so: true for 4 March, false for 3 April;
                null leaves the date out and says so
    charset     the encoding of texts, CSV files and pages that are not in Unicode ("windows-1252"); null: as they say
    follow      fetch the page of each entry of a feed, for the whole text
    declared_charset    what the server says of the encoding; the fetcher sets it
    """

    published: str | None = None
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    day_first: bool | None = None
    charset: str | None = None
    follow: bool = False
    declared_charset: str | None = None


class Dated(NamedTuple):
    """A date of publication: what it is, where it was found, how sure that is."""

    published: str
    found_in: DateSource
    sureness: Sureness


class Found(NamedTuple):
    """A report or an issue, with the bytes it was read from and what is known of them.

    ``url`` is the address that answered; ``place`` the way to it inside the input ("reports.jsonl:7"), which is the
    input's own name where it is empty.
    """

    one: Report | Issue
    data: bytes | None = None
    media_type: str = "application/octet-stream"
    charset: str | None = None
    dated: Dated | None = None
    place: str = ""
    url: str | None = None


@runtime_checkable
class FindingReader(Protocol):
    """A reader that gives, with each report, the bytes it was read from, and does what the caller says.

    Every shipped reader is one. A reader of another package need not be: of what it reads the whole file is kept.
    """

    SUFFIXES: tuple[str, ...]

    def find(self, stream: IO[bytes], name: str, options: Options) -> Iterator[Found]:
        """Give what ``Reader.read`` gives, with its bytes."""


def now() -> str:
    """Give the time (ISO, UTC), to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def issue(place: str, message: str) -> Found:
    """Give an issue of reading, without bytes."""
    return Found(Issue(report=place, stage="read", message=message))


def with_original(found: Found, name: str, retrieved_at: str) -> Found:
    """Give a report that knows where it came from; an issue stays as it is."""
    if not isinstance(found.one, Report) or found.data is None:
        return found
    dated = found.dated if found.one.published else None
    original = Original(
        sha256=hashlib.sha256(found.data).hexdigest(),
        media_type=found.media_type,
        size=len(found.data),
        retrieved_at=retrieved_at,
        name=found.place or name,
        url=found.url,
        charset=found.charset,
        date_from=dated.found_in if dated else None,
        date_sureness=dated.sureness if dated else None,
    )
    return found._replace(one=msgspec.structs.replace(found.one, original=original))
