"""What fetching gives and raises."""

from typing import NamedTuple


class FetchError(Exception):
    """An address that was not fetched; the message says why."""


class RefusedError(FetchError):
    """An address on a private network: refused whatever a site's robots.txt says, which is not even asked."""


class Fetched(NamedTuple):
    """What an address gave: the bytes, where they came from after redirects, what the server says they are and in which
    encoding, and when they were retrieved (ISO, UTC)."""

    data: bytes
    url: str
    media_type: str | None
    charset: str | None
    retrieved_at: str


class Limits(NamedTuple):
    """What fetching one address may take.

    seconds     in all, with its redirects, but without the waiting that politeness asks for
    bytes       of the unpacked answer: a long report as a PDF with pictures has 64 MB
    redirects   ten is what browsers' users know as "too many" at twenty; real ones need three
    pause       seconds between two requests to one site, unless its robots.txt asks for more
    longest_pause   seconds that are waited at most where robots.txt asks for more than that
    """

    seconds: float = 60.0
    bytes: int = 64 * 1024 * 1024
    redirects: int = 10
    pause: float = 1.0
    longest_pause: float = 60.0
