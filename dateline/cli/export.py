"""``dateline export``: events of the record to a file in a format of the field."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from dateline.cli import _export_files, _group, _inputs, _output, _record
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.events import EventRecord
    from dateline.export.events import LossReport, PublicProfile, Wanted
    from dateline.store import Store

DEFAULT_OF_CSV = "csv"
"""The format of a file that ends in .csv, when none is named: it says the most."""
BINARY = frozenset({"geoparquet"})
"""Formats that nobody can read on a terminal."""


class FormatName(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions of click only
    """The name of a format for events."""

    name = "format"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Show the names in the help."""
        from dateline.export import events

        return f"[{'|'.join(events.names())}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse a name that there is not."""
        from dateline.export import events

        if value not in events.names():
            self.fail(f"there is no {value!r}; there are: {', '.join(events.names())}", param, ctx)
        return str(value)


@click.command()
@_record.db
@click.option("--to", type=FormatName(), help="The format (default: by the file's ending).")
@click.option("--out", metavar="FILE", help="Write to this file; the loss report goes beside it.")
@click.option("--since", metavar="TIME", help="Only what is new, changed or withdrawn since (ISO date or date-time).")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["unreviewed", "accepted", "corrected", "rejected"]),
    help="Only events of this status; may be repeated (default: all but rejected).",
)
@click.option("--min-confidence", type=float, default=0.0, help="Only events at least so sure (0 to 1).")
@click.option("--profile", type=click.Choice(["full", "public"]), default="full", show_default=True,
              help="public: for anybody to see. Coarse places, a delay, no names, no quotes.")  # fmt: skip
@click.option(
    "--public-place",
    type=click.Choice(["grid", "admin1", "country"]),
    help="What places are coarsened to (default: grid).",
)
@click.option("--public-grid", type=float, metavar="DEGREES", help="Size of a cell of the grid (default: 0.5).")
@click.option("--public-delay", type=int, metavar="DAYS", help="Leave out events younger than this (default: 30).")
@_inputs.settings_file
def command(db: str, to: str | None, out: str | None, settings_file: str | None, **asked: Any) -> None:
    """Export events: JSON Lines, CSV, ACLED-like, UCDP-GED-like, GeoJSON, GeoParquet, HXL.

    A loss report (FILE.loss.json) says what the format cannot say and how many values it dropped, by field; its summary
    goes to standard error. With --since, FILE.changes.csv lists every event that is new, changed or withdrawn.

    \b
        dateline export --db record.db --to acled --out events.csv
        dateline export --out events.geojson --status accepted --status corrected
        dateline export --to csv --out week.csv --since 2026-11-15
        dateline export --to hxl --out public.csv --profile public
    """
    name = _format(to, out)
    wanted = _wanted(asked, settings_file)
    wanted.check()
    if wanted.since is not None and (out is None or _output.is_device(out)) and not _tells_changes(name):
        raise UsageError(
            "--since needs a file for --out: withdrawn events are told in one beside it (or use --to jsonl)"
        )
    _output.check(out, (db,) if Path(db).exists() else ())
    with _record.opened(db) as store, _stdout_kept(out) as stream:
        if stream is not None:
            report = _export(name, store, stream, wanted, None)
        else:
            with _export_files.Files(str(out), _path(db)) as files:
                report = _export(name, store, files.main, wanted, files)
                files.loss().write(report.json())
    for line in report.summary():
        click.echo(f"dateline: {_group.one_line(line)}", err=True)


def _format(to: str | None, out: str | None) -> str:
    """Give the format: the one named, or that of the file's ending.

    Raises UsageError when neither says it, or for what is no text on a terminal.
    """
    from dateline.export import events

    endings = {events.exporter(name).EXTENSION: name for name in events.names()} | {".csv": DEFAULT_OF_CSV}
    name = to or endings.get(Path(out or "").suffix.lower())
    if name is None:
        raise UsageError(f"name a format with --to; there are: {', '.join(events.names())}")
    if out is None and name in BINARY and _output.is_terminal(sys.stdout):
        raise UsageError(f"{name} is not for a terminal; name a file with --out")
    return name


def _tells_changes(name: str) -> bool:
    from dateline.export import events

    return events.exporter(name).TELLS_CHANGES


def _wanted(asked: dict[str, Any], settings_file: str | None) -> "Wanted":
    from dateline.export.events import Wanted

    profile = None
    details = {key: asked[f"public_{key}"] for key in ("place", "grid", "delay")}
    if asked["profile"] == "public":
        profile = _profile(details, settings_file)
    elif given := [f"--public-{key}" for key, value in details.items() if value is not None]:
        raise UsageError(f"{given[0]} says how the public profile shows events; add --profile public")
    return Wanted(
        statuses=asked["statuses"], min_confidence=asked["min_confidence"], since=asked["since"], public=profile
    )


def _profile(details: dict[str, Any], settings_file: str | None) -> "PublicProfile":
    """Give the public profile, with the names of the groups that the registry knows."""
    from dateline.export.events import PublicProfile
    from dateline.resolve import actors

    registry = actors.load([Path(path) for path in _inputs.chosen_settings(settings_file).actors])
    said = {"place": details["place"], "grid": details["grid"], "delay_days": details["delay"]}
    return PublicProfile(
        today=datetime.now(UTC).date().isoformat(),
        names={actor.id: actor.name for actor in registry.actors.values()},
        **{key: value for key, value in said.items() if value is not None},
    )


def _records(store: "Store", wanted: "Wanted") -> "Iterator[EventRecord]":
    """Give the events of the record, oldest first, or what changed: the one place that asks the store."""
    from dateline.export.events import released
    from dateline.store import Query

    everything = store.records(Query(sort="date"))
    if wanted.since is None:
        return everything
    return released(everything, store.changes(wanted.since), wanted)


def _export(
    name: str, store: "Store", out: IO[bytes], wanted: "Wanted", files: _export_files.Files | None
) -> "LossReport":
    import dateline
    from dateline.export import events

    def now_in(identity: str) -> str | None:
        found = store.redirect(identity)
        return None if found == identity else found

    beside = None if files is None else files.beside
    records = _records(store, wanted)
    return events.export(name, records, out, wanted, version=dateline.__version__, beside=beside, now_in=now_in)


@contextmanager
def _stdout_kept(out: str | None) -> Iterator[IO[bytes] | None]:
    """Give the stream for an export that has no file of its own (standard output, a device), or None."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif _output.is_device(out):
        with open(out, "wb") as stream:
            yield stream
    else:
        yield None


def _path(db: str) -> Path | None:
    path = Path(db.removeprefix("sqlite:///"))
    return path.resolve() if path.exists() else None
