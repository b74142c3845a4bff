"""What a site's robots.txt allows (RFC 9309), remembered for one run."""

from collections.abc import Callable
from typing import Any, NamedTuple

from dateline.read._fetch_values import FetchError, RefusedError
from dateline.read._http import Answer

TOKEN = "dateline"
"""The name that a robots.txt may address."""
MAX_BYTES = 512 * 1024
"""RFC 9309 asks for 500 KiB at least."""


class Rules(NamedTuple):
    """The rules of a site: those of its file, or one word for all pages, and why."""

    parsed: Any = None
    allowed: bool = True
    reason: str = ""

    def refuse(self, url: str) -> str | None:
        """Say why a page may not be fetched, or None when it may."""
        if self.parsed is None:
            return None if self.allowed else self.reason
        return None if self.parsed.can_fetch(url, TOKEN) else "its robots.txt does not allow it"

    def pause(self) -> float:
        """Give the seconds that the site asks for between two requests."""
        if self.parsed is None:
            return 0.0
        asked = self.parsed.crawl_delay(TOKEN)
        rate = self.parsed.request_rate(TOKEN)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(asked or 0.0), each)


def rules(fetch: Callable[[], Answer]) -> Rules:
    """Give the rules of a site whose robots.txt ``fetch`` gets: without one all is allowed; one that cannot be had now
    allows nothing."""
    try:
        answer = fetch()
    except RefusedError:
        raise
    except FetchError as error:
        return Rules(allowed=False, reason=f"its robots.txt, which says what may be fetched, cannot be had ({error})")
    if answer.status == 200:
        from protego import Protego

        return Rules(Protego.parse(answer.data.decode("utf-8", "replace")))
    if 400 <= answer.status < 500 and answer.status != 429:
        return Rules()
    return Rules(allowed=False, reason=f"its robots.txt cannot be had now (status {answer.status}); try again later")
