"""A web site on an address of this machine, for the tests of fetching: what it answers is a table of paths."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = "127.0.0.5"
"""An address of the loopback network that is not 127.0.0.1, so that a test can allow the one and not the other."""

Write = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """A site that runs: its port, what it answers, and what it was asked (host and path)."""

    port: int = 0
    pages: dict[str, Write] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def url(self, path: str, host: str = "news.test") -> str:
        return f"http://{host}:{self.port}{path}"


def available() -> bool:
    """Whether this machine has the address (Linux has; others have 127.0.0.1 only)."""
    with socket.socket() as one:
        try:
            one.bind((HERE, 0))
        except OSError:
            return False
    return True


def page(body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Write:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


def redirect(to: str, status: int = 302) -> Write:
    return page(b"", status=status, Location=to)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"words " * 10_000)


def slow_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    _drip(handler)


def slow_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(handler)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(200):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


@contextmanager
def serving(wrap: Callable[[socket.socket], socket.socket] | None = None) -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.headers.get("Host", ""), self.path))
            site.times.append(time.monotonic())
            try:
                site.pages.get(self.path.partition("?")[0], page(b"gone", status=404))(self)
            except OSError:
                return  # the other side has hung up

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer((HERE, 0), Handler)
    server.daemon_threads = True
    if wrap is not None:
        server.socket = wrap(server.socket)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
