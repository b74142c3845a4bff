"""What every format for events owes: it keeps ids, streams, survives anything, and its own reader reads it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import pytest

from dateline.events import EventRecord
from dateline.export import events
from dateline.export.events import LossReport, Wanted
from dateline.export.events._fields import FIELDS, NAMES
from tests.export.events import world

FORMATS = events.names()
ALL = Wanted()


class Kept(io.BytesIO):
    """A file that can be read after it was closed."""

    def close(self) -> None:
        self.kept = self.getvalue()
        super().close()


def written(
    name: str, records: Iterable[EventRecord], wanted: Wanted = ALL
) -> tuple[bytes, dict[str, bytes], LossReport]:
    """Give a format's file, the files beside it, and the loss report."""
    out, others = io.BytesIO(), {}

    def beside(ending: str) -> Kept:
        others[ending] = Kept()
        return others[ending]

    report = events.export(name, records, out, wanted, version="test", beside=beside)
    return out.getvalue(), {ending: file.kept for ending, file in others.items()}, report


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def _parquet(content: bytes) -> list[str]:
    import pyarrow.parquet as pq

    ids: list[str] = pq.read_table(io.BytesIO(content)).column("event").to_pylist()
    return ids


IDS: dict[str, Callable[[bytes], list[str]]] = {
    "jsonl": lambda content: [json.loads(line)["event"]["event"] for line in content.splitlines()],
    "csv": lambda content: [row["event"] for row in table(content)],
    "acled": lambda content: [row["event_id_cnty"] for row in table(content)],
    "ucdp": lambda content: [row["relid"] for row in table(content)],
    "hxl": lambda content: [row["Event ID"] for row in table(content)[1:]],
    "geojson": lambda content: [feature["id"] for feature in json.loads(content)["features"]],
    "geoparquet": _parquet,
}
"""How the format's own reader gives back the ids of events."""


def scoped(name: str, records: Iterable[EventRecord]) -> list[str]:
    return [one.event.event for one in records if events.exporter(name).scope(one.event) is None]


def test_every_format_is_tested() -> None:
    assert set(IDS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
class TestEveryFormat:
    def test_ids_come_back_in_order(self, name: str) -> None:
        records = [sample() for sample in world.SAMPLES] + world.market()
        content, _, report = written(name, records)
        assert IDS[name](content) == scoped(name, records)
        assert report.written + sum(one.events for one in report.left_out) == report.read == len(records)

    def test_no_events(self, name: str) -> None:
        content, _, report = written(name, [])
        assert IDS[name](content) == []
        assert (report.read, report.dropped) == (0, ())

    @pytest.mark.parametrize("sample", world.SAMPLES, ids=lambda sample: sample.__name__)
    def test_any_event(self, name: str, sample: world.Sample) -> None:
        content, _, _ = written(name, [sample()])
        assert IDS[name](content) == scoped(name, [sample()])

    def test_same_input_same_output(self, name: str) -> None:
        first, second = (written(name, [sample() for sample in world.SAMPLES]) for _ in range(2))
        assert first == second

    def test_rejected_events_are_left_out_and_named(self, name: str) -> None:
        content, _, report = written(name, [world.rejected()])
        assert IDS[name](content) == []
        assert [(one.why, one.examples) for one in report.left_out] == [
            ("a reviewer rejected it", (world.rejected().event.event,))
        ]

    def test_takes_events_as_they_come(self, name: str) -> None:
        """No more than a row group of events is alive at a time."""
        asked = 0

        def records() -> Iterator[EventRecord]:
            nonlocal asked
            for one in world.many(3):
                asked += 1
                yield one

        assert len(IDS[name](written(name, records())[0])) == asked == 3

    def test_declares_only_fields_that_there_are(self, name: str) -> None:
        module = events.exporter(name)
        assert set(module.HOLDS) <= NAMES
        assert set(module.PARTS) <= NAMES - module.HOLDS

    def test_the_loss_report_is_json_and_counts(self, name: str) -> None:
        _, _, report = written(name, [world.told_twice()])
        again = msgspec.json.decode(report.json(), type=LossReport)
        assert again.written == 1
        assert {one.field for one in again.dropped} <= NAMES
        assert all(one.values > 0 and one.events == 1 for one in again.dropped)
        assert "not ACLED" in again.notice

    def test_what_is_dropped_is_what_is_not_held(self, name: str) -> None:
        """Of an event that has every field, each field is held, held in part, or counted."""
        module, one = events.exporter(name), world.told_twice()
        given = {field.name for field in FIELDS if field.count(one)}
        _, _, report = written(name, [one])
        dropped = {lost.field for lost in report.dropped}
        assert given - module.HOLDS - set(module.PARTS) <= dropped
        assert not dropped & module.HOLDS


class Sink(io.RawIOBase):
    """A file that keeps only how much was written to it."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.size += len(data)
        return len(data)

    def close(self) -> None:
        pass


@pytest.mark.parametrize("name", FORMATS)
def test_ten_thousand_events_are_written_as_they_come(name: str) -> None:
    """What is in memory stays bounded: at any time all but the last row group of events is in the file already."""
    sink = Sink()
    sizes: list[int] = []

    def records() -> Iterator[EventRecord]:
        for number, one in enumerate(world.plain(10_000)):
            if number % 2_500 == 0:
                sizes.append(sink.size)
            yield one

    report = events.export(
        name,
        records(),
        sink,  # type: ignore[arg-type]
        ALL,
        version="test",
        beside=lambda ending: Sink(),  # type: ignore[arg-type, return-value]
    )
    assert report.written == 10_000
    assert sizes == sorted(set(sizes))
    assert sizes[-1] > 0.3 * sink.size  # a Parquet file ends in a long description of itself


def test_every_field_of_the_record_is_counted() -> None:
    """A field that is added to the record must be added to the list, or a loss would be silent."""
    from dateline.events import Event

    paths = {part.strip() for name in NAMES for part in name.split(",")}
    roots = {path.split(".")[0] for path in paths}
    assert set(Event.__struct_fields__) - {"sources"} <= roots
    assert set(EventRecord.__struct_fields__) - {"event"} <= roots
    of_place = set(world.place().__struct_fields__) - {"start", "end", "text", "name"}
    assert {f"place.{name}" for name in of_place} <= paths
    of_party = set(world.party("x", "unknown").__struct_fields__) - {"start", "end", "text", "name", "aliases"}
    assert {f"targets.{name}" for name in of_party} <= paths
    assert {f"killed.{name}" for name in world.toll(1, 1, 1).__struct_fields__} - {"killed.claims"} <= paths


class TestJsonLines:
    def test_a_line_holds_the_event_and_its_claims_as_they_are(self) -> None:
        one = world.told_twice()
        (line,) = written("jsonl", [one])[0].splitlines()
        raw = json.loads(line)
        assert msgspec.convert(raw["event"], type(one.event)) == one.event
        assert msgspec.convert(raw["claims"], tuple[type(one.claims[0]), ...]) == one.claims
        assert msgspec.convert(raw["judgements"], tuple[type(one.judgements[0]), ...]) == one.judgements
        assert [report["id"] for report in raw["reports"]] == [report.id for report in one.reports]

    def test_texts_of_reports_are_dropped_and_counted(self) -> None:
        content, _, report = written("jsonl", [world.told_twice()])
        assert b"fuel market on the edge of Dilling, doctors" not in content
        assert [(one.field, one.values) for one in report.dropped] == [("reports.text", 2)]

    def test_one_event_is_one_line_whatever_a_reader_takes_for_a_line(self) -> None:
        content, _, _ = written("jsonl", [world.unicode()])
        assert len(content.decode("utf-8").splitlines()) == 1


class TestGeoJson:
    def features(self, *records: EventRecord) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(written("geojson", records)[0])["features"]
        return found

    def test_a_point_is_longitude_first(self) -> None:
        (one,) = self.features(world.told_twice())
        assert one["geometry"] == {"type": "Point", "coordinates": [29.65, 12.05]}
        assert (one["properties"]["latitude"], one["properties"]["radius_km"]) == (12.05, 5.0)
        assert one["properties"]["initiators"] == ["Army"]
        assert one["properties"]["killed_best"] == 9

    def test_unplaced_events_are_listed_not_drawn(self) -> None:
        content, _, report = written("geojson", [world.unplaced()])
        (one,) = json.loads(content)["features"]
        assert one["geometry"] is None
        assert one["properties"]["place"] == "Umm Something"
        assert ("geometry", 1) in [(lost.field, lost.events) for lost in report.changed]

    @pytest.mark.parametrize("modality", ["planned", "threatened", "hypothetical", "denied", "recurring"])
    def test_what_nobody_says_took_place_is_no_pin(self, modality: str) -> None:
        (one,) = self.features(world.record(modality=modality, place=world.place()))
        assert one["geometry"] is None
        assert one["properties"]["latitude"] == 12.05

    def test_one_feature_a_line(self) -> None:
        lines = written("geojson", world.many(3))[0].splitlines()
        assert [json.loads(line.rstrip(b","))["type"] for line in lines[1:-1]] == ["Feature"] * 3


class TestGeoParquet:
    def read(self, *records: EventRecord) -> Any:
        import pyarrow.parquet as pq

        return pq.ParquetFile(io.BytesIO(written("geoparquet", records)[0]))

    def test_the_geo_metadata(self) -> None:
        file = self.read(world.told_twice(), world.unicode(), world.unplaced())
        geo = json.loads(file.metadata.metadata[b"geo"])
        assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
        assert geo["columns"]["geometry"] == {
            "encoding": "WKB", "geometry_types": ["Point"], "bbox": [29.65, 12.05, 40.141, 35.336],
        }  # fmt: skip

    def test_points_are_well_known_binary_and_nulls_stay(self) -> None:
        import struct

        points = self.read(world.told_twice(), world.unplaced()).read().column("geometry").to_pylist()
        assert struct.unpack("<BIdd", points[0]) == (1, 1, 29.65, 12.05)
        assert points[1] is None

    def test_columns_keep_their_types(self) -> None:
        row = self.read(world.told_twice()).read().to_pylist()[0]
        assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (9, 9, 12)
        assert row["target_objects"] == [True]
        assert row["weapon_quantities"] == [2]
        assert row["change"] is None

    def test_no_point_at_all_has_no_bounds(self) -> None:
        geo = json.loads(self.read(world.unplaced()).metadata.metadata[b"geo"])
        assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": []}

    def test_geopandas_reads_it(self) -> None:
        geopandas = pytest.importorskip("geopandas")
        content, _, _ = written("geoparquet", [world.told_twice(), world.unplaced()])
        frame = geopandas.read_parquet(io.BytesIO(content))
        assert (frame.geometry[0].x, frame.geometry[0].y) == (29.65, 12.05)
        assert frame.crs.to_authority() == ("OGC", "CRS84")
        assert frame.geometry[1] is None


class TestHxl:
    HASHTAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
    CORE = frozenset(
        {
            "access", "activity", "adm1", "adm2", "adm3", "adm4", "adm5", "affected", "beneficiary",
            "capacity", "cause", "channel", "contact", "country", "crisis", "currency", "date", "delivery",
            "description", "event", "frequency", "geo", "group", "impact", "indicator", "inneed", "item",
            "lesson", "loc", "meta", "modality", "need", "operations", "org", "output", "population",
            "reached", "reg", "region", "respondee", "response", "sector", "service", "severity", "status",
            "subsector", "targeted", "value",
        }
    )  # fmt: skip
    """The hashtags of the HXL 1.1 core schema."""

    def rows(self, *records: EventRecord) -> list[list[str]]:
        content = written("hxl", records)[0].decode("utf-8")
        return list(csv.reader(io.StringIO(content, newline=""), strict=True))

    def test_the_second_row_is_hashtags_of_the_standard(self) -> None:
        header, tags = self.rows()
        assert len(header) == len(tags) == len(set(tags))
        for tag in tags:
            assert self.HASHTAG.fullmatch(tag), tag
            name = tag[1:].split("+")[0]
            assert name in self.CORE or name.startswith("x_"), tag

    def test_the_standard_schemas_own_rules_hold(self) -> None:
        """#date columns hold dates, #affected columns numbers, and no cell has white space at its ends."""
        _, tags, *rows = self.rows(world.told_twice(), world.unicode(), world.several_places(), *world.market())
        assert rows
        for row in rows:
            assert len(row) == len(tags)
            for tag, cell in zip(tags, row, strict=True):
                assert cell == cell.strip()
                if tag.startswith("#date") and cell:
                    assert re.fullmatch(r"\d{4}-\d\d-\d\d", cell), tag
                if tag.startswith("#affected") and cell:
                    assert cell.isdigit(), tag

    def test_cells(self) -> None:
        _, tags, row = self.rows(world.told_twice())
        cells = dict(zip(tags, row, strict=True))
        assert cells["#affected+killed"] == "9"
        assert cells["#affected+killed+max"] == "12"
        assert cells["#affected+injured"] == ""
        assert cells["#country+code+v_iso3"] == "SDN"
        assert cells["#group+name+first"] == "Army"
        assert cells["#meta+source"] == "Nuba Hills Monitor (fictional); Reuters"
