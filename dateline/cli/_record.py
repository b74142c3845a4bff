"""What commands on a record share: its option, who acts, and how times and numbers look."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dateline.recording import Outcome
    from dateline.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])

db = click.option("--db", default="record.db", show_default=True, metavar="FILE", help="The record, or a database URL.")
to = click.option("--to", type=click.Choice(["text", "json"]), default="text", help="For a person, or every field.")


def acting(command: Command) -> Command:
    """Give a command the options that say who acts and why, for the log."""
    who = click.option("--who", metavar="NAME", help="Who does this, for the log (default: your user name).")
    why = click.option("--why", metavar="TEXT", help="Why, for the log.")
    return who(why(command))


def actor(who: str | None) -> str:
    """Give the name for the log: the one given, or that of the user."""
    if who and who.strip():
        return who.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown user"  # a container may run as a number that has no name


@contextmanager
def opened(name: str, *, create: bool = False, read_only: bool = True) -> "Iterator[Store]":
    """Give the record, open. Raises what ``dateline.store.open_store`` raises."""
    from dateline.store import open_store

    with open_store(name, create=create, read_only=read_only) as store:
        yield store


def counted(number: int, word: str) -> str:
    """Give "1 report", "2,000 reports"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def at(time: str | None) -> str:
    """Give a time as people read it, to the second: "2026-11-22 15:04:22"."""
    return (time or "").replace("T", " ")[:19]


def size(number: int) -> str:
    """Give a number of bytes: "3.1 MB"."""
    return f"{number / 1e6:,.1f} MB" if number < 1e9 else f"{number / 1e9:,.2f} GB"


def done(outcome: "Outcome") -> str:
    """Give the line that says what a run did: "3 new, 1 corrected, 20 known; events: 4 new, 1 changed"."""
    written, applied = outcome.written, outcome.applied
    reports = [f"{getattr(written, n):,} {n}" for n in ("new", "corrected", "recoded") if getattr(written, n)]
    reports += [f"{written.same:,} known already"] if written.same else []
    reports += [f"{written.failed:,} left as they were"] if written.failed else []
    changes = ("new", "changed", "withdrawn", "redirected")
    events = [f"{getattr(applied, n):,} {n}" for n in changes if getattr(applied, n)]
    return f"{', '.join(reports) or 'nothing new'}; events: {', '.join(events) or 'no change'}"
