"""Web addresses to bytes: politely, within bounds, and never from a private network.

The name of a host is looked up once a request, every address it has is checked, and the connection is made to a checked
address; a redirect is a new request in all of this. The environment's proxies are not used: through one nobody could
tell where a connection leads.
"""

import time
from collections.abc import Callable, Collection
from urllib.parse import SplitResult, urljoin, urlsplit

from dateline.read import _http, _network, _robots
from dateline.read._fetch_values import Fetched, FetchError, Limits
from dateline.read._found import now

AGENT = "dateline (reads news reports for research; obeys robots.txt)"
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS_REDIRECTS = 5
"""As many as RFC 9309 asks for."""


class Fetcher:
    """Fetches web addresses. One a run: it remembers each site's robots.txt and when the site was last asked."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allow_private: Collection[str] = (),
        resolve: _network.Resolve = _network.resolved,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``allow_private`` names numeric addresses that are spoken to although they are private. It is for tests with
        a server of their own: no option of the command line sets it."""
        self._limits = limits or Limits()
        self._allow_private = frozenset(allow_private)
        self._resolve = resolve
        self._sleep = sleep
        self._rules: dict[tuple[str, str, int], _robots.Rules] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """Give what an address answers with.

        Raises FetchError for an address that may not or cannot be fetched, within the limits.
        """
        left = self._limits.seconds
        for _ in range(self._limits.redirects + 1):
            parts = split(url)
            answer, spent = self._polite(parts, url, left)
            left -= spent
            if answer.status in _REDIRECTS and answer.location:
                url = _led_to(url, answer.location).partition("#")[0]
                continue
            if answer.status != 200:
                raise FetchError(_explain(answer))
            if answer.cut:
                raise FetchError(f"it is longer than {self._limits.bytes:,} bytes, the most that is fetched")
            return Fetched(answer.data, url, answer.media_type, answer.charset, now())
        raise FetchError(f"it redirects more than {self._limits.redirects} times")

    def _polite(self, parts: SplitResult, url: str, seconds: float) -> tuple[_http.Answer, float]:
        """Ask as the site allows, and not before its pause is over; gives the seconds that it took besides."""
        started = time.monotonic()
        rules = self._rules_of(parts, seconds)
        if refusal := rules.refuse(url):
            raise FetchError(refusal)
        waited = self._wait(parts, rules.pause())
        answer = self._once(parts, seconds - (time.monotonic() - started - waited), self._limits.bytes)
        return answer, time.monotonic() - started - waited

    def _rules_of(self, parts: SplitResult, seconds: float) -> _robots.Rules:
        site = (parts.scheme, _network.host_name(parts.hostname or ""), _http.port_of(parts))
        if site not in self._rules:
            self._rules[site] = _robots.rules(lambda: self._robots_file(parts, seconds))
        return self._rules[site]

    def _robots_file(self, parts: SplitResult, seconds: float) -> _http.Answer:
        url = f"{parts.scheme}://{parts.netloc}/robots.txt"
        until = time.monotonic() + seconds
        for _ in range(_ROBOTS_REDIRECTS + 1):
            answer = self._once(split(url), until - time.monotonic(), _robots.MAX_BYTES)
            if answer.status not in _REDIRECTS or not answer.location:
                return answer
            url = _led_to(url, answer.location)
        return answer._replace(status=404)  # more redirects than are followed: as if there were none (RFC 9309)

    def _wait(self, parts: SplitResult, asked: float) -> float:
        """Wait until a site may be asked again, and give the seconds that it took."""
        host = parts.hostname or ""
        pause = min(max(self._limits.pause, asked), self._limits.longest_pause)
        before = time.monotonic()
        last = self._asked.get(host)
        if last is not None and (wait := last + pause - before) > 0:
            self._sleep(wait)
        self._asked[host] = time.monotonic()
        return self._asked[host] - before

    def _once(self, parts: SplitResult, seconds: float, limit: int) -> _http.Answer:
        """Look the host up, check all its addresses, and ask one of them."""
        if seconds <= 0:
            raise FetchError(f"it was not done in {self._limits.seconds:g} seconds")
        started = time.monotonic()
        host = _network.host_name(parts.hostname or "")
        port = _http.port_of(parts)
        addresses = _network.checked(host, port, self._resolve, seconds, allowed=self._allow_private)
        left = max(0.1, seconds - (time.monotonic() - started))
        return _http.request(parts, host, addresses, agent=AGENT, seconds=left, limit=limit)


def split(url: str) -> SplitResult:
    """Give the parts of an address that may be asked for.

    Raises FetchError for any other: of another scheme, without a host, or with a password in it.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{url[:200]!r} is no web address: {error}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchError(f"{url[:200]!r} cannot be fetched; allowed: addresses that begin with https:// or http://")
    if parts.username is not None or parts.password is not None:
        raise FetchError("an address with a user name or password in it is not fetched; save the page, give the file")
    return parts


def _led_to(url: str, location: str) -> str:
    try:
        return urljoin(url, location.strip())
    except ValueError as error:
        raise FetchError(f"it redirects to {location[:200]!r}, which is no web address") from error


def _explain(answer: _http.Answer) -> str:
    later = f"; the site asks to come back after {answer.retry_after[:40]}" if answer.retry_after else ""
    what = {401: "it needs a password", 403: "the site refuses it", 404: "there is no such page", 410: "it is gone"}
    return f"{what.get(answer.status, 'the site does not give it')} (status {answer.status}){later}"
