"""The command line. A command is a module in this folder, named by its file name, with a click command ``command``.

There is no list to edit: ``dateline --help`` walks the folder (modules whose name begins with "_" are shared parts). To
keep ``--help`` quick, a command imports what it needs inside its function.

    _group    finds the commands; what Ctrl-C, a closed pipe and every error look like
    _inputs   the options that commands on reports share
    _output   where the answer goes: the terminal, a pipe, a file written whole or not at all
    _teller   what goes to standard error: issues, progress, the summary
"""

import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

import click

from dateline.cli import _group


@click.group(cls=_group.Commands, invoke_without_command=True)
@click.option("--version", is_flag=True, help="Show the version and leave.")
@click.pass_context
def commands(context: click.Context, version: bool) -> None:
    """Turn news reports into a conflict event record: who did what to whom, where, when, with what outcome, and who
    says so. Every value leads back to the words it came from.

    \b
        dateline code report.txt --published 2022-09-27
        dateline code reports.jsonl --out claims.csv
    """
    if version:
        import dateline

        click.echo(f"dateline {dateline.__version__}")
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def _terminated(number: int, frame: FrameType | None) -> None:
    """Leave in order when a batch system asks for it, so that nothing half-written stays."""
    sys.exit(128 + number)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status: 0 done, 1 failed, 2 wrong usage, 3 issues with --strict.

    Whatever the locale says, it writes UTF-8: what reports contain must not depend on where they are coded.
    """
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    sys.exit(_group.status(commands, arguments))
