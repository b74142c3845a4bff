"""Hostile documents are taken apart in a process of their own, which may use so much time and memory and no more.

Parsers of HTML, PDF and feeds are large, some are C, and their input is written by strangers: whatever a document does
to them, here it costs one killed process and becomes one issue. The process is started when it is first needed and
kept, since importing the parsers takes longer than reading a page.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from functools import lru_cache
from typing import IO, TypeVar

import msgspec

SECONDS = 30.0
"""The longest that one document may take. A page of 200,000 paragraphs takes 8 seconds, an ordinary one 30 ms."""
MEMORY = 2 * 1024**3
"""Bytes of address space that the process may have, where the system can hold it to that (not on Windows)."""
HEAD = 8
"""Bytes of a length before every message."""

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from dateline.read import _child; _child.serve(int(sys.argv[2]))"
)
Answer = TypeVar("Answer", bound=msgspec.Struct)


class Request(msgspec.Struct, frozen=True):
    """What is asked of the process: the task, and what it needs besides the document's bytes."""

    task: str
    about: dict[str, str]


class Failure(msgspec.Struct, frozen=True, tag=True):
    """A document that could not be taken apart."""

    message: str


class Success(msgspec.Struct, frozen=True, tag=True):
    """What was found, as JSON of the type that belongs to the task."""

    answer: msgspec.Raw


class UnreadableError(ValueError):
    """A document that could not be taken apart; the message says why."""


class Sandbox:
    """A process that takes documents apart, one at a time. It ends with this one, however that comes about."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, task: str, data: bytes, kind: type[Answer], **about: str) -> Answer:
        """Give what a task (a function of ``_child``) finds in a document.

        Raises UnreadableError for a document that the parser refuses, breaks on, or is not done with in time.
        """
        with self._lock:
            process = self._running()
            late = threading.Event()
            timer = threading.Timer(self._seconds, _end, (process, late))
            timer.daemon = True
            timer.start()
            try:
                reply = _exchange(process, msgspec.json.encode(Request(task, about)), data)
            except (OSError, EOFError) as error:
                self._forget()
                raise UnreadableError(self._explain(late.is_set())) from error
            finally:
                timer.cancel()
        if isinstance(reply, Failure):
            raise UnreadableError(reply.message)
        return msgspec.json.decode(reply.answer, type=kind)

    def close(self) -> None:
        """End the process. The next question starts another."""
        with self._lock:
            self._forget()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None or self._owner != os.getpid():
            paths = json.dumps([path or os.getcwd() for path in sys.path])
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, paths, str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._owner = os.getpid()
        return self._process

    def _forget(self) -> None:
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    _close(pipe)
        self._process = None

    def _explain(self, late: bool) -> str:
        if late:
            return f"it takes more than {self._seconds:g} seconds to take apart; left out"
        return "it breaks the program that takes it apart, most often for lack of memory; left out"


@lru_cache(maxsize=1)
def shared() -> Sandbox:
    """Give the sandbox that all readers of this process share: starting one takes half a second."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox


def write_message(stream: IO[bytes], data: bytes) -> None:
    """Write a message with its length before it."""
    stream.write(len(data).to_bytes(HEAD, "big"))
    stream.write(data)


def read_message(stream: IO[bytes]) -> bytes:
    """Give the next message.

    Raises EOFError when there is none, or not all of it.
    """
    size = int.from_bytes(_exactly(stream, HEAD), "big")
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _exchange(process: "subprocess.Popen[bytes]", request: bytes, data: bytes) -> Success | Failure:
    assert process.stdin is not None
    assert process.stdout is not None
    write_message(process.stdin, request)
    write_message(process.stdin, data)
    process.stdin.flush()
    return msgspec.json.decode(read_message(process.stdout), type=Success | Failure)


def _end(process: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    process.kill()


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what was not yet written cannot be any more: the process has been killed
