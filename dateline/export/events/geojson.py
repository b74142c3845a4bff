"""GeoJSON (RFC 7946): a FeatureCollection, one event a Feature with its id, a point, and flat properties.

The point is that of the main place (longitude, latitude; WGS84); ``radius_km`` and ``place_precision`` say how far to
trust it. Events without a place, and acts that no report says took place, have a null geometry: they are listed, not
drawn.
"""

from collections.abc import Callable, Iterable
from typing import IO, Any

import msgspec

from dateline.events import Event, EventRecord
from dateline.export.events._flat import COLUMNS, HOLDS, PARTS, point
from dateline.export.events._loss import NOTICE
from dateline.stages import Losses

__all__ = ["COLUMNS", "EXTENSION", "HOLDS", "PARTS", "TELLS_CHANGES", "scope", "write"]

EXTENSION = ".geojson"
TELLS_CHANGES = False
_START = b'{"type":"FeatureCollection","notice":' + msgspec.json.encode(NOTICE) + b',"features":['


def scope(event: Event) -> str | None:
    """Every event has its place here."""
    return None


def feature(record: EventRecord) -> dict[str, Any]:
    """Give an event as a Feature."""
    where = point(record.event)
    return {
        "type": "Feature",
        "id": record.event.event,
        "geometry": None if where is None else {"type": "Point", "coordinates": list(where)},
        "properties": {column.name: column.of(record) for column in COLUMNS},
    }


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write one Feature a line, so that a large file can be read line by line."""
    out.write(_START)
    for number, record in enumerate(records):
        _tell(record, losses)
        out.write((b",\n" if number else b"\n") + msgspec.json.encode(feature(record)))
    out.write(b"\n]}\n")


def _tell(record: EventRecord, losses: Losses) -> None:
    if point(record.event) is None:
        placed = record.event.place is not None and record.event.place.lat is not None
        why = "no report says that it took place" if placed else "no place is named, or it could not be told which"
        losses.changed("geometry", f"null: {why}")
