"""``dateline plugins``: the readers, engines and formats there are."""

import click

from dateline.cli import _group, _output


@click.command()
def command() -> None:
    """List the readers, engines and formats there are, shipped or added by another package."""
    from dateline import plugins

    for stage in plugins.STAGES:
        for name in plugins.names(stage):
            try:
                about = _about(plugins.find(stage, name).__doc__)
            except (ImportError, AttributeError, SyntaxError) as error:
                about = f"it cannot be used: {_group.one_line(str(error))}"
            click.echo(_entry(f"{plugins.WHAT[stage]:12} {name:10} ", about))


def _about(docstring: str | None) -> str:
    """Give the first paragraph of a module's description, on one line."""
    return " ".join((docstring or "").strip().partition("\n\n")[0].split()).replace("``", "")


def _entry(head: str, about: str) -> str:
    """Give a line, or for a terminal as many as it takes, each but the first under the description."""
    import textwrap

    width = _output.width()
    if width is None:
        return (head + about).rstrip()
    columns = max(width, len(head) + 20)
    return textwrap.fill(about, columns, initial_indent=head, subsequent_indent=" " * len(head)) or head.rstrip()
