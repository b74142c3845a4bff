"""Who may ask: the machine's own name, a token elsewhere, no forged requests; and the headers of every answer.

On a loopback address anyone on this machine may look and decide, as with a file of theirs. A page somewhere else on the
web must not: it cannot send our header, its Origin is another, and a name that it points at this machine (DNS
rebinding) is not a name that we answer to.
"""

import hashlib
import hmac
import ipaddress
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec

from dateline.errors import UsageError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

SHORTEST_TOKEN = 16
"""Characters: 16 random letters and digits are beyond guessing over a network."""
MOST_BODY = 1_000_000
"""Bytes of a request: a claim with all its spans is a few thousand."""
COOKIE = "dateline"
HEADER = "x-dateline"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = ("/login", "/static/")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script or style, nothing from elsewhere. ``data:`` and ``blob:`` images are the map's own icons."""
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=(), payment=(), usb=()"),
)


def is_loopback(host: str) -> bool:
    """Say whether an address to listen on is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check(host: str, token: str | None) -> None:
    """Refuse to listen without a token where other machines can ask, or with one that could be guessed.

    Raises UsageError.
    """
    if token is not None and (len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable()):
        raise UsageError(
            f"the token has {len(token)} characters; allowed: {SHORTEST_TOKEN} or more printable ASCII characters; "
            'make one with: python -c "import secrets; print(secrets.token_urlsafe(24))"'
        )
    if token is None and not is_loopback(host):
        raise UsageError(
            f"host {host!r} can be reached by other machines, so the page needs a token: --token-file FILE (or "
            "DATELINE_TOKEN); without one it listens only on 127.0.0.1, ::1 or localhost"
        )


def session(token: str) -> str:
    """Give what the cookie of a person who has shown the token holds: it proves the token and is not the token."""
    return hmac.new(token.encode(), b"dateline review page", hashlib.sha256).hexdigest()


class Asked(NamedTuple):
    """The headers of a request, by lower-case name; one that came twice is refused before."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def host(self) -> str:
        """The name that the request calls this machine, without the port."""
        return (urlsplit(f"//{self.headers.get('host', '')}").hostname or "").lower()

    @property
    def wants_page(self) -> bool:
        """Whether a person waits for a page, not a program for JSON."""
        return not self.path.startswith("/api/") and "text/html" in self.headers.get("accept", "")


class Refusal(NamedTuple):
    """Why a request is not answered: the status and a sentence that says what to do."""

    status: int
    message: str


class Guard:
    """Stands before the application: refuses what may not ask and adds the headers to every answer."""

    def __init__(self, app: Application, *, host: str, token: str | None, names: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._token = token
        self._names = LOOPBACK | {host.lower()} | {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        asked, refusal = _asked(scope)
        refusal = refusal or self._refuses(asked)
        if refusal is not None:
            await self._refuse(asked, refusal, _with_headers(send, asked.path))
            return
        await self._app(scope, _bounded(receive), _with_headers(send, asked.path))

    def _refuses(self, asked: Asked) -> Refusal | None:
        mine = self._wrong_host(asked) or self._no_token(asked)
        return mine or _foreign(asked) or _forged(asked) or _too_large(asked)

    def _wrong_host(self, asked: Asked) -> Refusal | None:
        try:
            host = asked.host
        except ValueError:
            host = ""
        if host in self._names or (self._token is not None and _is_address(host)):
            return None
        return Refusal(
            421, f"this page does not answer to the name {host[:80]!r}; start it with --name NAME to allow it"
        )

    def _no_token(self, asked: Asked) -> Refusal | None:
        if self._token is None or asked.path.startswith(OPEN_PATHS):
            return None
        given = asked.headers.get("authorization", "")
        if given.lower().startswith("bearer ") and _same(given[7:].strip(), self._token):
            return None
        if _same(_cookie(asked.headers.get("cookie", "")), session(self._token)):
            return None
        return Refusal(401, "a token is needed: log in at /login, or send 'Authorization: Bearer TOKEN'")

    async def _refuse(self, asked: Asked, refusal: Refusal, send: Send) -> None:
        if refusal.status == 401 and asked.wants_page and asked.method == "GET":
            there = f"/login?next={quote(asked.path)}".encode()
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", there)]})
            await send({"type": "http.response.body", "body": b""})
            return
        body = msgspec.json.encode({"error": refusal.message})
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        if refusal.status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _asked(scope: Scope) -> tuple[Asked, Refusal | None]:
    headers: dict[str, str] = {}
    doubled = None
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key in headers and key in ("host", "origin", "authorization", "content-type", HEADER):
            doubled = Refusal(400, f"the header {key!r} came twice; send it once")
        headers[key] = value.decode("latin-1")
    return Asked(scope["method"], scope["path"], headers), doubled


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())


def _cookie(header: str) -> str:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return ""


def _foreign(asked: Asked) -> Refusal | None:
    """Refuse what another site asks for behind a person's back (an image, a script): only a link may lead here."""
    mode = asked.headers.get("sec-fetch-mode", "navigate")
    if asked.headers.get("sec-fetch-site") == "cross-site" and mode != "navigate":
        return Refusal(403, "another site may link to this page, not load parts of it")
    return None


def _forged(asked: Asked) -> Refusal | None:
    """Refuse a change that another site could have sent: the wrong Origin, or a form's content type."""
    if asked.method in SAFE:
        return None
    site = asked.headers.get("sec-fetch-site", "same-origin")
    origin = asked.headers.get("origin")
    if site not in ("same-origin", "none") or (origin is not None and not _own(origin, asked)):
        return Refusal(403, "a page of another site may not change the record; open this page itself")
    if asked.path == "/login":
        return None
    if HEADER not in asked.headers:
        return Refusal(403, "a change needs the header 'X-Dateline: 1', which no page of another site can send")
    kind = asked.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        return Refusal(415, f"content type {kind[:60]!r} is not read; allowed: application/json")
    return None


def _own(origin: str, asked: Asked) -> bool:
    try:
        return urlsplit(origin).netloc.lower() == asked.headers.get("host", "").lower()
    except ValueError:
        return False


def _too_large(asked: Asked) -> Refusal | None:
    length = asked.headers.get("content-length", "0")
    if length.isascii() and length.isdigit() and int(length) <= MOST_BODY:
        return None
    return Refusal(413, f"the request is too large; allowed: {MOST_BODY:,} bytes")


def _bounded(receive: Receive) -> Receive:
    """Give a receiver that hangs up on a body that is longer than it said or than is allowed."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > MOST_BODY else message

    return bounded


def _with_headers(send: Send, path: str) -> Send:
    """Give a sender that adds our headers; vendored files may be kept for ever, their folder names their version."""
    caching = b"public, max-age=31536000, immutable" if path.startswith("/static/vendor/") else b"no-cache"
    if not path.startswith(("/static/", "/map/")):
        caching = b"no-store"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = [(k, v) for k, v in message.get("headers", ()) if k.lower() not in (b"server",)]
            message = {**message, "headers": [*known, *HEADERS, (b"cache-control", caching)]}
        await send(message)

    return sending
