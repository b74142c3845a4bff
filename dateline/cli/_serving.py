"""What ``dateline serve`` and ``dateline demo`` share: the options of the server, and running it."""

import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dateline.errors import DatelineError, UsageError

if TYPE_CHECKING:
    from dateline.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
PORT = 8731
"""The port unless another is named: free of a well-known use."""
TOKEN = "DATELINE_TOKEN"
"""The environment's variable that may hold the token, so that it stands in no list of processes."""

_OPTIONS = (
    click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes a free one."),
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    click.option("--token-file", metavar="FILE", help=f"Holds the token that others must show (or {TOKEN})."),
    click.option("--name", "names", multiple=True, metavar="HOST", help="A host name it answers to; may be repeated."),
    click.option("--reviewer", metavar="NAME", help="Whose name stands under decisions (default: your user name)."),
    click.option("--no-browser", is_flag=True, help="Do not open the page in the browser."),
)


def options(command: Command) -> Command:
    """Give a command the options of the server."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def token_of(file: str | None) -> str | None:
    """Give the token of a file, or of the environment, or None. Raises UsageError for a file that cannot be read."""
    if file is None:
        return os.environ.get(TOKEN) or None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the token file {file!r} cannot be read: {error}") from error


def run(
    db: str,
    settings: "Settings",
    *,
    port: int,
    host: str,
    token_file: str | None,
    names: tuple[str, ...],
    reviewer: str | None,
    no_browser: bool,
    sample: bool = False,
    path: str = "/",
) -> int:
    """Serve a record until Ctrl-C. Raises UsageError for a request that cannot be, DatelineError for a port in use."""
    from dateline.cli import _record
    from dateline.web import guard

    token = token_of(token_file)
    guard.check(host, token)
    with _record.opened(db, read_only=False) as store, _listening(host, port) as listening:
        import uvicorn

        from dateline.web import app
        from dateline.web.desk import Desk

        desk = Desk(store, _record.actor(reviewer), settings, sample)
        served = app.create(desk, host=host, token=token, names=frozenset(names))
        address = _address(host, listening.getsockname()[1])
        click.echo(f"The review page of {db} is at {address}/ (Ctrl-C ends it)", err=True)
        if token is None and not no_browser:
            threading.Timer(0.8, webbrowser.open, (address + path,)).start()
        config = uvicorn.Config(
            served,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=3,
        )
        try:
            uvicorn.Server(config).run(sockets=[listening])
        except KeyboardInterrupt:
            click.echo("ended; every decision that was answered is in the record", err=True)
    return 0


def _listening(host: str, port: int) -> socket.socket:
    """Give a socket that listens. Raises DatelineError when it cannot be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(found[0], found[1])
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(found[4])
        listening.listen(128)
    except OSError as error:
        hint = "take another with --port, or --port 0 for any free one"
        raise DatelineError(f"cannot listen on {host} port {port}: {error.strerror or error}; {hint}") from error
    return listening


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
