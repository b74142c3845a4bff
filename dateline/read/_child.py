"""The process behind ``_sandbox``: it takes one document after the other apart until nobody asks any more."""

import logging
import sys
from collections.abc import Callable
from typing import IO

import msgspec

from dateline.read._sandbox import Failure, Request, Success, UnreadableError, read_message, write_message


def _page(data: bytes, about: dict[str, str]) -> msgspec.Struct:
    from dateline.read import _page

    return _page.taken_apart(data.decode(), about.get("url"))


def _feed(data: bytes, about: dict[str, str]) -> msgspec.Struct:
    from dateline.read import _feed

    return _feed.taken_apart(data, about.get("url"), about.get("charset"))


def _pdf(data: bytes, about: dict[str, str]) -> msgspec.Struct:
    from dateline.read import _pdf

    return _pdf.taken_apart(data)


TASKS: dict[str, Callable[[bytes, dict[str, str]], msgspec.Struct]] = {"page": _page, "feed": _feed, "pdf": _pdf}


def serve(memory: int) -> None:
    """Answer what comes in on standard input, within so many bytes of memory, until it is closed."""
    logging.disable(logging.CRITICAL)
    _limit(memory)
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a parser prints is no answer
    while True:
        try:
            request = msgspec.json.decode(read_message(questions), type=Request)
            data = read_message(questions)
        except EOFError:
            return
        _answer(answers, request, data)


def _answer(answers: IO[bytes], request: Request, data: bytes) -> None:
    reply: Success | Failure
    try:
        reply = Success(msgspec.Raw(_found(request, data)))
    except UnreadableError as error:
        reply = Failure(str(error))
    write_message(answers, msgspec.json.encode(reply))
    answers.flush()


def _found(request: Request, data: bytes) -> bytes:
    """Give what a task finds, as JSON. A parser may raise anything for what a stranger wrote: here it has one name."""
    try:
        return msgspec.json.encode(TASKS[request.task](data, request.about))
    except UnreadableError:
        raise
    except MemoryError as error:
        raise UnreadableError("it needs more memory than a document may have; left out") from error
    except RecursionError as error:
        raise UnreadableError("it is nested too deeply to be taken apart; left out") from error
    except Exception as error:
        what = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableError(f"it cannot be taken apart: {what}") from error


def _limit(memory: int) -> None:
    """Hold this process to so much memory, and to writing no core file."""
    try:
        import resource
    except ImportError:  # not on Windows: there only the time is bounded
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
