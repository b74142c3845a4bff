"""Web addresses to bytes: politely, within bounds, and never from a private network."""

from typing import NamedTuple


class FetchError(Exception):
    """An address that was not fetched; the message says why and what to do."""


class Fetched(NamedTuple):
    """What an address gave: the bytes, where they came from after redirects, what the server says they are, and when
    they were retrieved (ISO, UTC)."""

    data: bytes
    url: str
    media_type: str | None
    charset: str | None
    retrieved_at: str


class Fetcher:
    """Fetches web addresses. One a run: it remembers each site's robots.txt and when it was last asked."""

    def __init__(self, *, allow_private: bool = False) -> None:
        """``allow_private`` is for tests with a server of their own: no option of the command line sets it."""
        self._allow_private = allow_private

    def fetch(self, url: str) -> Fetched:
        """Give what an address answers with.

        Raises FetchError.
        """
        raise FetchError(f"{url}: addresses are not fetched yet")
