"""GeoParquet 1.1: the columns of GeoJSON in their types, and the point as WKB; for GeoPandas, DuckDB, QGIS and R.

Lists are lists, nulls are nulls. The geometry column is ``geometry`` (WGS84, longitude first, as OGC:CRS84); events
without a place, and acts that no report says took place, have a null in it. Zstandard, row groups of 2,000 events.
"""

import json
import struct
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any

from dateline.events import Event, EventRecord
from dateline.export.events._flat import COLUMNS, HOLDS, PARTS, Kind, point
from dateline.export.events._loss import NOTICE
from dateline.export.events.geojson import _tell
from dateline.stages import Losses

__all__ = ["COLUMNS", "EXTENSION", "HOLDS", "PARTS", "TELLS_CHANGES", "scope", "write"]

EXTENSION = ".parquet"
TELLS_CHANGES = False
GROUP = 2_000
"""Events in a row group: what is in memory at a time."""


def scope(event: Event) -> str | None:
    """Every event has its place here."""
    return None


def wkb(where: tuple[float, float] | None) -> bytes | None:
    """Give a point as well-known binary (little-endian), or None."""
    return None if where is None else struct.pack("<BIdd", 1, 1, *where)


def geo(bounds: tuple[float, float, float, float] | None) -> dict[str, Any]:
    """Give the "geo" metadata of the file; ``bounds`` are west, south, east and north, None without any point.

    Without "crs" it is OGC:CRS84, says the standard.
    """
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if bounds else []}
    if bounds:
        column["bbox"] = list(bounds)
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def write(
    records: Iterable[EventRecord], out: IO[bytes], losses: Losses, beside: Callable[[str], IO[bytes]] | None = None
) -> None:
    """Write row group by row group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(pa)
    bounds: tuple[float, float, float, float] | None = None
    with pq.ParquetWriter(out, schema, compression="zstd", write_statistics=True) as writer:
        for group in _groups(iter(records)):
            for record in group:
                _tell(record, losses)
            points = [point(record.event) for record in group]
            bounds = _wider(bounds, points)
            arrays = [pa.array([c.of(r) for r in group], schema.field(c.name).type) for c in COLUMNS]
            arrays.append(pa.array([wkb(where) for where in points], pa.binary()))
            writer.write_batch(pa.record_batch(arrays, schema=schema))
        writer.add_key_value_metadata({"geo": json.dumps(geo(bounds)), "notice": NOTICE})


def _groups(records: Iterator[EventRecord]) -> Iterator[list[EventRecord]]:
    while group := list(islice(records, GROUP)):
        yield group


def _wider(
    bounds: tuple[float, float, float, float] | None, points: list[tuple[float, float] | None]
) -> tuple[float, float, float, float] | None:
    for where in points:
        if where is not None:
            lon, lat = where
            west, south, east, north = bounds or (lon, lat, lon, lat)
            bounds = min(west, lon), min(south, lat), max(east, lon), max(north, lat)
    return bounds


def _schema(pa: Any) -> Any:
    types: dict[Kind, Any] = {
        "text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
        "texts": pa.list_(pa.string()), "ints": pa.list_(pa.int64()), "bools": pa.list_(pa.bool_()),
    }  # fmt: skip
    fields = [pa.field(column.name, types[column.kind], metadata={"description": column.what}) for column in COLUMNS]
    return pa.schema([*fields, pa.field("geometry", pa.binary())])
