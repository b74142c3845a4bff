"""``dateline gazetteer``: look a place name up, or add places of your own."""

from pathlib import Path

import click

from dateline.cli import _inputs


@click.group()
def command() -> None:
    """Look place names up in the gazetteer, or add places of your own to it."""


@command.command("find")
@click.argument("name")
@click.option("--country", metavar="CODE", help="Only places in this country (ISO alpha-3, such as SYR).")
@_inputs.settings_file
def find(name: str, country: str | None, settings_file: str | None) -> None:
    """Show every place that NAME may mean, the most populous first."""
    from dateline.resolve import gazetteer

    settings = _inputs.chosen_settings(settings_file)
    cache = Path(settings.cache)
    index = gazetteer.prepare(cache, _tell)
    found = gazetteer.Gazetteer(index, gazetteer.own_indexes(cache, settings.sites, _tell)).find(name, country)
    for c in found:
        parts = [
            c.name,
            c.kind,
            c.admin1,
            c.country,
            f"{c.lat:.4f}",
            f"{c.lon:.4f}",
            f"{c.radius_km:g} km",
            f"{c.population or ''}",
        ]
        click.echo("\t".join([*parts, c.geonames_id, c.code, c.source, "" if c.exact else "other spelling"]).rstrip())
    if not found:
        click.echo(f"no place is called {name!r}" + (f" in {country}" if country else ""), err=True)


def _tell(message: str) -> None:
    click.echo(message, err=True)


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--alternates", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="GeoNames' alternateNamesV2."
)
@click.option(
    "--admin1", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="GeoNames' admin1CodesASCII."
)
@_inputs.settings_file
def import_(files: tuple[Path, ...], alternates: Path | None, admin1: Path | None, settings_file: str | None) -> None:
    """Add the places of GeoNames dumps (.txt, .zip) and of tables of sites (.csv with name, lat, lon) to the
    gazetteer."""
    from dateline.resolve import gazetteer

    cache = Path(_inputs.chosen_settings(settings_file).cache)
    done = gazetteer.import_places(files, cache, alternates=alternates, admin1=admin1)
    for file, count in done.places.items():
        click.echo(f"{count:,} places from {file}")
    for reason, count in done.skipped.items():
        click.echo(f"{count:,} rows left out: {reason}", err=True)
