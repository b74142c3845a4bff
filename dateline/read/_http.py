"""One request over HTTP to one checked address, within so many bytes and seconds."""

import socket
import threading
import time
from collections.abc import Sequence
from email.message import Message
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote

from dateline.read._fetch_values import FetchError

_CHUNK = 64 * 1024
MOST_ADDRESSES = 4
"""Addresses of one host that are tried; a name may have hundreds that lead nowhere."""
_PORTS = {"http": 80, "https": 443}


class Answer(NamedTuple):
    """The answer to one request. ``data`` is empty unless the status is 200; ``cut`` says that it was longer."""

    status: int
    data: bytes
    location: str | None
    media_type: str | None
    charset: str | None
    retry_after: str | None
    cut: bool = False


def port_of(parts: SplitResult) -> int:
    """Give the port of an address."""
    return parts.port or _PORTS[parts.scheme]


def request(
    parts: SplitResult, host: str, addresses: Sequence[str], *, agent: str, seconds: float, limit: int
) -> Answer:
    """Ask for a page at the first of the addresses that takes the connection; the certificate must be the host's.

    ``seconds`` is for all of it: the addresses that do not answer, the handshake, the answer. Raises FetchError.
    """
    until = time.monotonic() + seconds
    problem = "no address"
    for address in addresses[:MOST_ADDRESSES]:
        left = until - time.monotonic()
        if left <= 0:
            break
        connection = _connection(parts, host, address, left)
        problem = _connected(connection, left)
        if not problem:
            return _asked(connection, parts, host, agent, max(0.1, until - time.monotonic()), limit)
    raise FetchError(f"{host} cannot be reached: {problem}")


def _connected(connection: Any, seconds: float) -> str:
    """Open a connection, its handshake with it, within so many seconds; gives what went wrong, or nothing.

    It is done in a thread: a socket's own limit is for each byte of a handshake, not for all of them.
    """
    failed: list[Exception] = []

    def work() -> None:
        try:
            connection.connect()
        except Exception as error:  # noqa: BLE001  # told below, in the thread of the caller
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        return f"it was not done in {seconds:.0f} seconds"
    if failed:
        connection.close()
        if not isinstance(failed[0], _errors()):
            raise failed[0]
        return _reason(failed[0])
    return ""


def _connection(parts: SplitResult, host: str, address: str, seconds: float) -> Any:
    """Give a connection, not yet open, to a numeric address, whatever the host's name resolves to meanwhile."""
    import certifi
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if parts.scheme == "http":
        return HTTPConnection(address, port_of(parts), timeout=seconds)
    return HTTPSConnection(
        address,
        port_of(parts),
        timeout=seconds,
        server_hostname=host,
        assert_hostname=host,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )


def _asked(connection: Any, parts: SplitResult, host: str, agent: str, seconds: float, limit: int) -> Answer:
    """Send the request and take the answer; when the time is over the socket is shut, whatever is being waited for."""
    late = threading.Event()
    timer = threading.Timer(seconds, _shut, (connection.sock, late))
    timer.daemon = True
    timer.start()
    try:
        connection.request("GET", _target(parts), headers=_headers(parts, host, agent), preload_content=False)
        answer = _taken(connection.getresponse(), limit)
    except _errors() as error:
        raise FetchError(_late(host, seconds) if late.is_set() else f"{host} breaks off: {_reason(error)}") from error
    finally:
        timer.cancel()
        connection.close()
    if late.is_set():
        raise FetchError(_late(host, seconds))
    return answer


def _late(host: str, seconds: float) -> str:
    return f"{host} was not done in {seconds:.0f} seconds"


def _taken(response: Any, limit: int) -> Answer:
    data = bytearray()
    if response.status == 200:
        for chunk in response.stream(_CHUNK, decode_content=True):
            data += chunk
            if len(data) > limit:
                break
    said = Message()
    said["Content-Type"] = response.headers.get("Content-Type", "")
    named = bool(response.headers.get("Content-Type"))
    charset = said.get_param("charset") if named else None
    return Answer(
        status=response.status,
        data=bytes(data[:limit]),
        location=response.headers.get("Location"),
        media_type=said.get_content_type() if named else None,
        charset=charset[:40] if isinstance(charset, str) else None,
        retry_after=response.headers.get("Retry-After"),
        cut=len(data) > limit,
    )


def _headers(parts: SplitResult, host: str, agent: str) -> dict[str, str]:
    shown = f"[{host}]" if ":" in host else host
    port = port_of(parts)
    return {
        "Host": shown if port == _PORTS[parts.scheme] else f"{shown}:{port}",
        "User-Agent": agent,
        "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, */*",
        "Accept-Encoding": "gzip",
        "Accept-Language": "en",
    }


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return path + (f"?{quote(parts.query, safe=_QUERY)}" if parts.query else "")


_QUERY = "/%:@!$&'()*+,;=~-._?[]{}|^`"


def _errors() -> tuple[type[Exception], ...]:
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    return (HTTPError, HTTPException, OSError, ValueError)


def _reason(error: Exception) -> str:
    words = str(getattr(error, "strerror", None) or error) or type(error).__name__
    return " ".join(words.split())[:160]


def _shut(sock: socket.socket, late: threading.Event) -> None:
    late.set()
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already
