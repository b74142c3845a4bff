"""The arguments and options that commands on reports share."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar

import click

from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.read import Options
    from dateline.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class PluginName(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click only
    """The name of a plug-in. The stage's own folder says which there are; ``plugins.find`` refuses the others."""

    name = "name"

    def __init__(self, stage: Literal["read", "coding", "export"], function: str | None = None) -> None:
        self.stage = stage
        self.function = function

    def names(self) -> list[str]:
        """Give the names there are; with ``function``, of those modules only that have it."""
        from dateline import plugins

        names = plugins.names(self.stage)
        return [n for n in names if not self.function or hasattr(plugins.find(self.stage, n), self.function)]

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Show the names in the help."""
        return f"[{'|'.join(self.names())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse a name that there is not."""
        if value not in self.names():
            self.fail(f"there is no {value!r}; there are: {', '.join(self.names())}", param, ctx)
        return str(value)


inputs = click.argument("inputs", nargs=-1, metavar="INPUT...")
published = click.option("--published", metavar="DATE", help="The date of reports that have none of their own (ISO).")
settings_file = click.option("--settings", "settings_file", metavar="FILE", help="A TOML file of settings.")
engine = click.option(
    "--engine", type=PluginName("coding"), help="The engine that codes (default: that of the settings)."
)


_READING = (
    published,
    click.option(
        "--columns", metavar="FIELD=COLUMN,...", help="The columns of a table: text=Body,published=Date,id=ID."
    ),
    click.option(
        "--day-first/--month-first",
        default=None,
        help="How to read 04/03/2021: 4 March or 3 April (default: it is called ambiguous).",
    ),
    click.option("--charset", metavar="NAME", help="The encoding of files that are not in Unicode: windows-1252."),
    click.option("--follow", is_flag=True, help="Fetch the page of each entry of a feed, for the whole text."),
)


class Reading(TypedDict):
    """The options that say how to read, as click gives them."""

    published: str | None
    columns: str | None
    day_first: bool | None
    charset: str | None
    follow: bool


def how_to_read(command: Command) -> Command:
    """Give a command the options that say how to read; ``reading`` makes of them what ``dateline.read`` takes."""
    for option in reversed(_READING):
        command = option(command)
    return command


def reading(asked: Reading, settings: "Settings") -> "Options":
    """Give what the caller says of the inputs, from the command line and, where it says nothing, the settings.

    Raises UsageError for columns that are none.
    """
    from dateline.read import Options, given_columns

    return Options(
        published=asked["published"],
        columns=given_columns(asked["columns"]) if asked["columns"] is not None else {},
        day_first=settings.day_first,
        charset=asked["charset"],
        follow=asked["follow"],
    )


def on_reports(function: str) -> Callable[[Command], Command]:
    """Give the decorator for a command that takes reports in and writes with ``function`` of a format's module."""
    options = (
        inputs,
        how_to_read,
        click.option("--to", type=PluginName("export", function), help="The format (default: see above)."),
        click.option("--out", metavar="FILE", help="Write to this file, whole or not at all."),
        click.option("--workers", type=click.IntRange(1, 512), help="Processes side by side (default: 1)."),
        engine,
        click.option("--strict", is_flag=True, help="Leave with status 3 if there was any issue."),
        settings_file,
    )

    def decorated(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorated


def chosen_settings(
    file: str | None, *, engine: str | None = None, workers: int | None = None, day_first: bool | None = None
) -> "Settings":
    """Give the settings of a file, with what the command line says instead.

    Without a file they are the defaults and, where there is one, the person's own file of actors.
    """
    import msgspec

    from dateline.settings import Settings, load, own_actors

    actors = own_actors()
    settings = load(Path(file)) if file else Settings(actors=(str(actors),) if actors.is_file() else ())
    said = {
        name: value
        for name, value in (("engine", engine), ("workers", workers), ("day_first", day_first))
        if value is not None
    }
    return msgspec.structs.replace(settings, **said)


def named(given: tuple[str, ...]) -> tuple[str, ...]:
    """Give the inputs that were named, or standard input when something is piped into it.

    Raises UsageError when there is neither.
    """
    if given:
        return given
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("nothing to read: give files or folders of reports, or - for standard input")
    return ("-",)
