"""Downloads: every export of the events that are chosen, each with its loss report."""

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated, Any, BinaryIO, Literal, cast

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

import dateline
from dateline.errors import DatelineError
from dateline.export.events import LossReport, PublicProfile, Wanted, export, exporter, names
from dateline.web import docs, filters, render
from dateline.web.desk import Desk
from dateline.web.routes.overview import query_lists

Profile = Literal["full", "public"]
IN_MEMORY = 16_000_000
"""Bytes of a file held in memory; a larger one goes to a temporary file."""
CHUNK = 1 << 16


FILE: dict[int | str, dict[str, Any]] = {
    **docs.answers(200, docs.Problem),
    200: {"description": "The file.", "content": {"application/zip": {"schema": {"type": "string"}}}},
}


class Format(docs.Answer, frozen=True, kw_only=True):
    """A format of the exports: its name, the ending of its file, and what it is in a sentence."""

    name: str
    extension: str
    about: str


def router(desk: Desk) -> APIRouter:
    """Give the downloads page, and the exports of the API."""
    routes = APIRouter()

    @routes.get("/downloads", response_class=HTMLResponse, include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        asked = filters.parse(query_lists(request))
        total = desk.lookups.count(filters.query_of(asked))
        return render.page(
            desk, request, "downloads.html", here="downloads", formats=formats(), asked=asked, total=total
        )

    @routes.get("/api/exports", tags=["exports"], responses=docs.answers(200, list[Format]))
    def listed() -> Response:
        """List the formats there are."""
        return docs.json_answer(formats())

    @routes.get("/api/exports/{name}/loss", tags=["exports"], responses=docs.answers(200, LossReport))
    def loss(request: Request, name: str, profile: Annotated[Profile, Query()] = "full") -> Response:
        """Say what a format cannot say of the events chosen, and how many values it drops. Takes the filters of
        `/api/events`."""
        asked = filters.parse(query_lists(request))
        with tempfile.TemporaryFile() as nowhere:
            report = write(desk, name, asked, profile, cast(BinaryIO, nowhere), lambda ending: _kept_open())
        return docs.json_answer(report)

    @routes.get("/api/exports/{name}", tags=["exports"], responses=FILE)
    def download(request: Request, name: str, profile: Annotated[Profile, Query()] = "full") -> Response:
        """Give the events chosen in a format: a ZIP file with the export, the files beside it, and the loss report.
        Takes the filters of `/api/events`."""
        asked = filters.parse(query_lists(request))
        exporter(name)  # an unknown name is an error before the answer begins
        packed = pack(desk, name, asked, profile)
        day = datetime.now(UTC).date().isoformat()
        headers = {"content-disposition": f'attachment; filename="dateline-{name}-{day}.zip"'}
        return StreamingResponse(_chunks(packed), media_type="application/zip", headers=headers)

    return routes


def formats() -> list[Format]:
    """Give the formats there are, each with the first paragraph of its own description."""
    found = []
    for name in names():
        try:
            module = exporter(name)
        except (DatelineError, ImportError):
            continue
        about = (module.__doc__ or name).strip().split("\n\n")[0].replace("\n", " ").replace("``", "")
        found.append(Format(name=name, extension=module.EXTENSION, about=about))
    return found


def write(desk: Desk, name: str, asked: filters.Filters, profile: Profile, out: IO[bytes], beside: Any) -> LossReport:
    """Write the events that some filters choose in a format; gives the loss report."""
    public = _public(desk) if profile == "public" else None
    wanted = Wanted(statuses=asked.status, public=public)  # type: ignore[arg-type]
    records = desk.store.records(filters.query_of(asked))
    return export(name, records, out, wanted, version=dateline.__version__, beside=beside)


def pack(desk: Desk, name: str, asked: filters.Filters, profile: Profile) -> IO[bytes]:
    """Give a ZIP file with an export, the files beside it, and its loss report."""
    base = f"dateline-{name}"
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # _chunks closes it
    with zipfile.ZipFile(cast(IO[bytes], packed), "w", zipfile.ZIP_DEFLATED) as archive:
        extra: list[tuple[str, IO[bytes]]] = []

        def beside(ending: str) -> IO[bytes]:
            stream = _kept_open()
            extra.append((ending, stream))
            return stream

        with tempfile.TemporaryFile() as body:
            report = write(desk, name, asked, profile, cast(BinaryIO, body), beside)
            _add(archive, base + exporter(name).EXTENSION, cast(BinaryIO, body))
        for ending, stream in extra:
            _add(archive, base + ending, stream)
        archive.writestr(f"{base}.loss.json", report.json())
    packed.seek(0)
    return cast(IO[bytes], packed)


class _Open(tempfile.SpooledTemporaryFile[bytes]):
    """A file that an exporter may close and we still read."""

    def close(self) -> None:
        """Leave it open: ``_add`` reads it."""

    def __exit__(self, *_: object) -> None:
        """Leave it open."""


def _kept_open() -> IO[bytes]:
    return cast(IO[bytes], _Open(max_size=IN_MEMORY))


def _add(archive: zipfile.ZipFile, name: str, stream: IO[bytes]) -> None:
    stream.seek(0)
    with archive.open(name, "w", force_zip64=True) as target:
        while data := stream.read(CHUNK):
            target.write(data)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    with closing(stream):
        while data := stream.read(CHUNK):
            yield data


def _public(desk: Desk) -> PublicProfile:
    """The public profile, with the names of the groups that the registry knows: they are no persons' names."""
    from dateline.resolve import actors

    registry = actors.load([Path(path) for path in desk.settings.actors])
    known = {actor.id: actor.name for actor in registry.actors.values()}
    return PublicProfile(today=datetime.now(UTC).date().isoformat(), names=known)
