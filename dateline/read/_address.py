"""Web addresses: what may be asked for, and what is read from the answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.errors import UsageError
from dateline.read._found import Found, issue

if TYPE_CHECKING:
    from dateline.read._reading import Reading


def check(url: str) -> None:
    """See that an address can be asked for at all.

    Raises UsageError.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"{url!r} is no web address: {error}") from error
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise UsageError(f"{url!r} cannot be fetched; allowed: addresses that begin with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "an address with a user name or password in it is not fetched; save the page and give the file"
        )


def read(reading: "Reading", url: str) -> Iterator[Found]:
    """Give what an address answers with; where it cannot be fetched, an issue."""
    yield issue(url, "addresses are not fetched yet")
