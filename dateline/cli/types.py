"""``dateline types``: the event types, or one in full."""

import difflib
from pathlib import Path

import click

from dateline.cli import _inputs
from dateline.errors import UsageError


@click.command()
@click.argument("name", required=False)
@_inputs.settings_file
def command(name: str | None, settings_file: str | None) -> None:
    """List the event types with their equals in ACLED, PLOVER and CAMEO; with NAME, show one in full."""
    from dateline.ontology import show
    from dateline.ontology.load import load

    folder = _inputs.chosen_settings(settings_file).ontology
    ontology = load(Path(folder) if folder else None)
    if name is None:
        click.echo(show.table(ontology), nl=False)
        return
    if name not in ontology.types:
        near = difflib.get_close_matches(name, ontology.types, n=3, cutoff=0.5)
        hint = f"near it: {', '.join(near)}" if near else "dateline types lists them"
        raise UsageError(f"there is no event type {name!r}; {hint}")
    click.echo(show.describe(ontology.types[name]), nl=False)
