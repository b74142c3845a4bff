"""``dateline plugins``: the readers, engines and formats there are."""

import click


@click.command()
def command() -> None:
    """List the readers, engines and formats there are, shipped or added by another package."""
    from dateline import plugins

    for stage in plugins.STAGES:
        for name in plugins.names(stage):
            module = plugins.find(stage, name)
            first = (module.__doc__ or "").strip().partition("\n")[0]
            click.echo(f"{plugins.WHAT[stage]:12} {name:10} {first}")
