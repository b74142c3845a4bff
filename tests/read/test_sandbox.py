"""The process that takes documents apart: bounded in time and memory, started again after it was killed."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.read._sandbox import Sandbox, UnreadableError
from dateline.read.html import Page

SMALL = b"<html><body><p>Words of a report.</p></body></html>"
HUGE = b"<html><body>" + (b"<p>" + b"some words of a text here. " * 60 + b"</p>") * 9_000 + b"</body></html>"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    one = Sandbox(seconds=60.0)
    yield one
    one.close()


def test_it_answers_one_question_after_the_other(sandbox: Sandbox) -> None:
    for _ in range(3):
        assert sandbox.ask("page", SMALL, Page).text == "Words of a report."


def test_a_document_that_takes_too_long_ends_the_process_and_the_next_is_read() -> None:
    one = Sandbox(seconds=1.5)
    try:
        started = time.monotonic()
        with pytest.raises(UnreadableError, match=r"more than 1.5 seconds"):
            one.ask("page", HUGE, Page)
        assert time.monotonic() - started < 10
        one._seconds = 60.0
        assert one.ask("page", SMALL, Page).text == "Words of a report."
    finally:
        one.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="how much memory it has is read there")
def test_a_document_that_takes_too_much_memory_is_refused(sandbox: Sandbox) -> None:
    sandbox.ask("page", SMALL, Page)
    assert sandbox._process is not None
    status = Path(f"/proc/{sandbox._process.pid}/status").read_text()
    peak = int(re.findall(r"VmPeak:\s+(\d+) kB", status)[0]) * 1024
    tight = Sandbox(seconds=60.0, memory=peak + 16 * 1024**2)
    try:
        assert tight.ask("page", SMALL, Page).text == "Words of a report."
        with pytest.raises(UnreadableError, match=r"memory"):
            tight.ask("page", HUGE, Page)
        assert tight.ask("page", SMALL, Page).text == "Words of a report."
    finally:
        tight.close()


def test_a_killed_process_is_started_again(sandbox: Sandbox) -> None:
    sandbox.ask("page", SMALL, Page)
    assert sandbox._process is not None
    os.kill(sandbox._process.pid, signal.SIGKILL)
    sandbox._process.wait()
    assert sandbox.ask("page", SMALL, Page).text == "Words of a report."


def test_it_ends_with_the_process_that_started_it(sandbox: Sandbox) -> None:
    sandbox.ask("page", SMALL, Page)
    process = sandbox._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()  # what the system does when the parent is killed
    assert process.wait(timeout=10) == 0


def test_what_a_parser_raises_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(UnreadableError, match="no HTML in it"):
        sandbox.ask("page", b"", Page)
    with pytest.raises(UnreadableError, match="cannot be taken apart"):
        sandbox.ask("no such task", b"", Page)
