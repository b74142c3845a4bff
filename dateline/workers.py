"""Many reports through the pipeline: in the order they came, in bounded memory, in as many processes as asked for."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context, parent_process
from typing import Literal

from dateline.errors import DatelineError, UsageError
from dateline.model import Annotation, CodedReport, Issue, Report
from dateline.pipeline import Coder, Say
from dateline.settings import Settings

Verb = Literal["code", "annotate"]
Result = CodedReport | Annotation | Issue

_IN_FLIGHT = 8
"""Reports a worker that are handed out before the first is taken back: enough to keep all busy while one is slow."""


def run(
    found: Iterable[Report | Issue],
    settings: Settings,
    verb: Verb = "code",
    *,
    say: Say | None = None,
    coder: type[Coder] = Coder,
) -> Iterator[Result]:
    """Give what ``Coder.code`` (or ``annotate``) says of each report, lazily and in order; issues keep their place.

    With ``settings.workers`` above 1 each process builds its own coder. A program that asks for several must guard its
    main module (``if __name__ == "__main__":``), as for any use of multiprocessing. Raises what ``Coder.build`` raises,
    UsageError for an impossible number of workers, and DatelineError when a worker process was ended from outside.
    """
    if settings.workers < 1:
        raise UsageError(f"workers is {settings.workers}; allowed: 1 or more")
    if settings.workers == 1:
        return _here(found, settings, verb, say, coder)
    return _side_by_side(found, settings, verb, say, coder)


def _here(
    found: Iterable[Report | Issue], settings: Settings, verb: Verb, say: Say | None, coder: type[Coder]
) -> Iterator[Result]:
    built: Coder | None = None
    for one in found:
        if isinstance(one, Issue):
            yield one
            continue
        built = built or coder.build(settings, say)  # not before there is a report: it takes seconds
        yield _asked(built, verb, one)


def _asked(coder: Coder, verb: Verb, report: Report) -> Result:
    return coder.code(report) if verb == "code" else coder.annotate(report)


def _side_by_side(
    found: Iterable[Report | Issue], settings: Settings, verb: Verb, say: Say | None, coder: type[Coder]
) -> Iterator[Result]:
    coder.prepare(settings, say)
    # "spawn": each process starts empty. A forked one would share the parent's open database and its threads.
    pool = ProcessPoolExecutor(settings.workers, mp_context=get_context("spawn"), initializer=_begin)
    pending: deque[Issue | Future[Result]] = deque()
    try:
        for one in found:
            with _shielded():
                pending.append(one if isinstance(one, Issue) else pool.submit(_work, coder, settings, verb, one))
            if len(pending) >= settings.workers * _IN_FLIGHT:
                yield _taken(pending.popleft())
        while pending:
            yield _taken(pending.popleft())
    except BrokenProcessPool as error:
        raise DatelineError(
            "a worker process was ended from outside, most often for lack of memory; "
            "run again with fewer workers, or refuse very long reports with max_chars in the settings"
        ) from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _shielded() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: they inherit the mask, from before their first line of Python."""
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _taken(pending: Issue | Future[Result]) -> Result:
    return pending.result() if isinstance(pending, Future) else pending


# ------------------------------------------------------------------------------------------------ in a worker process


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when the parent has ended, however that came about."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(coder: type[Coder], settings: Settings, verb: Verb, report: Report) -> Result:
    return _asked(_built(coder.build, settings), verb, report)


@lru_cache(maxsize=1)
def _built(build: Callable[[Settings], Coder], settings: Settings) -> Coder:
    return build(settings)
