"""Finding commands, and one line for everything that goes wrong."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

import click

from dateline.errors import DatelineError, UsageError

FAILED, WRONG_USAGE, ISSUES = 1, 2, 3
INTERRUPTED = 130
"""128 and SIGINT's number, as a shell gives it."""
CLOSED_PIPE = 141
"""128 and SIGPIPE's number: whoever read the answer has stopped reading (``| head``)."""


class Commands(click.Group):
    """A group whose commands are the modules of this folder, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands, sorted."""
        found = pkgutil.iter_modules([os.path.dirname(__file__)])
        return sorted(module.name.replace("_", "-") for module in found if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command by its name, or None when there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"dateline.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed.

        Raises click's UsageError, with the commands there are, for an unknown one.
        """
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise click.UsageError(
                f"there is no command {args[0]!r}; there are: {', '.join(self.list_commands(ctx))}", ctx
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a reader who stops reading, or Ctrl-C, is no error of ours to explain."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _forget_output()
            return CLOSED_PIPE
        except KeyboardInterrupt:
            return _stopped()


def status(group: click.Group, arguments: Sequence[str] | None) -> int:
    """Run a group and give its exit status; every error is one line on standard error."""
    try:
        answer = group.main(None if arguments is None else list(arguments), prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return CLOSED_PIPE
    except click.Abort:
        return _stopped()
    except click.ClickException as error:
        return _tell(error.format_message(), WRONG_USAGE, _see(error))
    except UsageError as error:
        return _tell(str(error), WRONG_USAGE)
    except DatelineError as error:
        return _tell(str(error), FAILED)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        return _tell(f"{error.strerror or error}{place}", FAILED)
    return answer if isinstance(answer, int) else 0


def one_line(message: str) -> str:
    """Give a message on one line, harmless to a terminal."""
    return harmless(" ".join(message.split()))


def harmless(line: str) -> str:
    """Give a line with whatever a terminal would obey (control characters, reordering) spelled out."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def _tell(message: str, status: int, hint: str = "") -> int:
    click.echo(f"dateline: {one_line(message)}{hint}", err=True)
    return status


def _see(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f" (see {context.command_path} --help)" if context else ""


def _stopped() -> int:
    return _tell("stopped before the end", INTERRUPTED)


def _forget_output() -> None:
    """Send what is still to be written nowhere, so that Python's own last flush does not complain."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return  # no real file behind standard output, as in a test
