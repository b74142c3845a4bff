"""Many reports, in order, in bounded memory, in one process and in two."""

import multiprocessing
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dateline import workers
from dateline.errors import DatelineError, UsageError
from dateline.model import Annotation, CodedReport, Issue, Report
from dateline.settings import Settings
from tests import fake_stages

HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker process starts empty: it must be able to import the fake stages by their name."""
    monkeypatch.syspath_prepend(str(HERE.parent))


def run(found: Iterable[Report | Issue], number: int, verb: workers.Verb = "code") -> Iterator[workers.Result]:
    return workers.run(found, Settings(workers=number), verb, coder=fake_stages.FakeCoder)


def reports(number: int, text: str = "attack") -> Iterator[Report]:
    return (Report(id=f"r{i}", text=f"{text} {i}") for i in range(number))


def identity(result: workers.Result) -> str | None:
    return result.report.id if isinstance(result, CodedReport) else result.report


BOTH = pytest.mark.parametrize("number", [1, 2])


@BOTH
def test_a_thousand_reports_keep_their_order(number: int) -> None:
    results = list(run(reports(1_000), number))
    assert [identity(result) for result in results] == [f"r{i}" for i in range(1_000)]
    assert all(isinstance(result, CodedReport) and len(result.claims) == 1 for result in results)


@BOTH
def test_issues_and_failures_keep_their_place(number: int) -> None:
    texts = ["attack slow", "coding-fails", "resolve-fails", "attack", " ", "attack attack"]
    found: list[Report | Issue] = [Report(id=f"r{i}", text=text) for i, text in enumerate(texts)]
    found.insert(2, Issue(report="in.jsonl:3", stage="read", message="broken"))
    results = list(run(found, number))
    assert [identity(result) for result in results] == ["r0", "r1", "in.jsonl:3", "r2", "r3", "r4", "r5"]
    told = [[issue.stage for issue in getattr(result, "issues", ())] for result in results]
    assert told == [[], ["coding"], [], ["resolve"], [], ["annotate"], []]


@BOTH
def test_annotate(number: int) -> None:
    results = list(run(reports(3), number, "annotate"))
    assert [type(result) for result in results] == [Annotation] * 3
    assert [identity(result) for result in results] == ["r0", "r1", "r2"]


@BOTH
def test_memory_does_not_grow_with_the_number_of_reports(number: int) -> None:
    """A thousand reports of 100 kB are 100 MB: nowhere near so much may be held."""
    text = "words " * 16_000
    results = run((Report(id=f"r{i}", text=f"{text}{i} attack") for i in range(1_000)), number)
    next(results)
    tracemalloc.start()
    try:
        left = sum(1 for _ in results)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert left == 999
    assert peak < 20_000_000


@BOTH
def test_no_more_is_read_than_is_needed(number: int) -> None:
    taken = []

    def found() -> Iterator[Report]:
        for report in reports(1_000):
            taken.append(report.id)
            yield report

    results = run(found(), number)
    next(results)
    assert len(taken) <= 32
    results.close()  # type: ignore[attr-defined]


def test_a_worker_that_dies_ends_the_run_with_a_clear_error() -> None:
    found = [Report(id="r0", text="attack"), Report(id="r1", text="dies"), *reports(50)]
    with pytest.raises(DatelineError, match=r"a worker process was ended from outside.*fewer workers"):
        list(run(found, 2))


@BOTH
def test_an_error_of_the_settings_is_raised_as_it_is(number: int) -> None:
    with pytest.raises(UsageError, match="there is no parser"):
        list(workers.run(reports(5), Settings(workers=number), coder=fake_stages.BrokenCoder))


@pytest.mark.parametrize("number", [0, -1])
def test_an_impossible_number_of_workers_is_wrong_usage(number: int) -> None:
    with pytest.raises(UsageError, match="allowed: 1 or more"):
        run(reports(1), number)


def test_no_report_no_parser() -> None:
    issue = Issue(report="x", stage="read", message="y")
    assert list(workers.run([issue], Settings(), coder=fake_stages.BrokenCoder)) == [issue]


def test_an_abandoned_run_leaves_no_process_behind() -> None:
    results = run(reports(200, "attack slow"), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert _ends(lambda: not multiprocessing.active_children())


ORPHANS = """
import sys
sys.path.insert(0, {here!r})
from tests import fake_stages
from dateline import workers
from dateline.model import Report
from dateline.settings import Settings
if __name__ == "__main__":
    found = (Report(id=str(i), text="attack" if i < 2 else "asleep") for i in range(40))
    for result in workers.run(found, Settings(workers=2), coder=fake_stages.FakeCoder):
        import multiprocessing
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by a signal")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(ORPHANS.format(here=str(HERE.parent)))
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.communicate()
    assert children
    assert _ends(lambda: not any(_lives(pid) for pid in children))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def _ends(condition: object, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False
