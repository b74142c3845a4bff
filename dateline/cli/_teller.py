"""What goes to standard error: each issue as it occurs, progress on a long run, and the summary."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import _group, _output

if TYPE_CHECKING:
    from dateline.model import Annotation, CodedReport, Issue

LONG_REPORTS, LONG_SECONDS = 20, 2.0
"""A run is long, and shows its progress, after so many reports or seconds."""
_MESSAGE_CHARS = 400


class Teller:
    """Counts what passes and tells it; with ``progress`` also how far a long run is, if a person is there to see it."""

    def __init__(self, *, progress: bool) -> None:
        self.reports = self.claims = self.failures = 0
        self.issues: Counter[str] = Counter()
        self._wants_progress = progress and _output.is_terminal(sys.stderr)
        self._progress: Any = None
        self._started = time.monotonic()

    def __enter__(self) -> "Teller":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_progress()

    def say(self, message: str) -> None:
        """Tell something that takes a while."""
        self._write(f"dateline: {_group.one_line(message)}")

    def coded(self, results: Iterable[Any]) -> "Iterator[CodedReport | Annotation]":
        """Give the results on, counting them; issues are told and not given on."""
        from dateline.model import CodedReport, Issue

        for result in results:
            if isinstance(result, Issue):
                self._issue(result)
                continue
            for issue in getattr(result, "issues", ()):
                self._issue(issue)
            claims = result.claims if isinstance(result, CodedReport) else ()
            if claims or not getattr(result, "issues", ()):
                self.reports += 1
                self.claims += len(claims)
                yield result
            self._step()
        self._end_progress()

    def summary(self, *, claims: bool) -> str:
        """Give the last line: "12 reports, 31 claims, 2 issues (1 read, 1 coding)"."""
        total = sum(self.issues.values())
        parts = [_counted(self.reports, "report")]
        parts += [_counted(self.claims, "claim")] if claims else []
        by_stage = ", ".join(f"{number} {stage}" for stage, number in sorted(self.issues.items()))
        return ", ".join([*parts, _counted(total, "issue")]) + (f" ({by_stage})" if total else "")

    def _issue(self, issue: "Issue") -> None:
        from dateline.pipeline import FAILED

        self.issues[issue.stage] += 1
        self.failures += issue.message.startswith(FAILED)
        message = issue.message if len(issue.message) <= _MESSAGE_CHARS else issue.message[:_MESSAGE_CHARS] + " ..."
        self._write(_group.one_line(f"dateline: issue ({issue.stage}): {issue.report or 'a report'}: {message}"))

    def _write(self, line: str) -> None:
        if self._progress is None:
            click.echo(line, err=True)
        else:
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _step(self) -> None:
        done = self.reports + sum(self.issues.values())
        if self._progress is not None:
            self._progress.update(0, completed=done)
        elif self._wants_progress and (done > LONG_REPORTS or time.monotonic() - self._started > LONG_SECONDS):
            self._progress = _bar()
            self._progress.start()
            self._progress.add_task("coding", total=None, completed=done)

    def _end_progress(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
        self._wants_progress = False


def _bar() -> Any:
    """Give a line that shows how many reports are done, and for how long; how many there will be is not known."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
    columns = SpinnerColumn(), TextColumn("{task.completed:,} reports"), TimeElapsedColumn()
    return Progress(*columns, console=console, transient=True, redirect_stdout=False)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
