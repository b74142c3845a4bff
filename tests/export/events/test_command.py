"""``dateline export``: one command for every format, on a record that stands in for the store."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
from click.testing import CliRunner

from dateline.cli import _group, _record, commands
from dateline.events import EventRecord
from dateline.export import events
from tests.export.events import world
from tests.export.events.test_contract import IDS, table


class FakeStore:
    """A record with the sample events; the last of them was withdrawn."""

    def records(self, query: Any) -> Iterator[EventRecord]:
        return iter([sample() for sample in world.SAMPLES])

    def changes(self, since: str, until: str | None = None) -> Iterator[EventRecord]:
        yield msgspec.structs.replace(world.told_twice(), change="changed")
        yield msgspec.structs.replace(world.several_places(), change="withdrawn")

    def redirect(self, identity: str) -> str:
        return "e-merged"


class Answer(NamedTuple):
    status: int
    out: bytes
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    @contextmanager
    def opened(name: str, **how: Any) -> Iterator[FakeStore]:
        yield FakeStore()

    monkeypatch.setattr(_record, "opened", opened)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "record.db").write_bytes(b"")

    def command(*arguments: str) -> Answer:
        runner = CliRunner()
        with runner.isolation() as streams:
            status = _group.status(commands, ["export", *arguments])
            return Answer(status, streams[0].getvalue(), streams[1].getvalue().decode())

    return command


@pytest.mark.parametrize("name", events.names())
def test_every_format_by_its_name(run: Any, name: str) -> None:
    answer = run("--to", name, "--out", "x.out")
    assert answer.status == 0
    ids = IDS[name](Path("x.out").read_bytes())
    loss = json.loads(Path("x.out.loss.json").read_text())
    assert (loss["format"], loss["written"], loss["read"]) == (name, len(ids), len(world.SAMPLES))
    assert f"dateline: {len(ids)} event{'s' if len(ids) != 1 else ''} written as {name}" in answer.err


@pytest.mark.parametrize(
    ("out", "name"), [("a.csv", "csv"), ("a.jsonl", "jsonl"), ("a.geojson", "geojson"), ("a.PARQUET", "geoparquet")]
)
def test_the_format_by_the_files_ending(run: Any, out: str, name: str) -> None:
    assert run("--out", out).status == 0
    assert json.loads(Path(f"{out}.loss.json").read_text())["format"] == name


def test_the_table_of_claims_stands_beside(run: Any) -> None:
    assert run("--out", "events.csv").status == 0
    claims = table(Path("events.claims.csv").read_bytes())
    found = [(row["event"], row["report"]) for row in claims if row["event"] != "e-broken"]
    assert found == [(world.told_twice().event.event, report) for report in ("dilling-1", "other-1")]
    (row, *_) = table(Path("events.csv").read_bytes())
    assert row["killed_words"] == "At least nine people; At least nine people"
    assert row["killed_spans"].startswith("dilling-1:")


def test_to_standard_output(run: Any) -> None:
    answer = run("--to", "geojson")
    assert len(json.loads(answer.out)["features"]) == len(world.SAMPLES)
    assert "written as geojson" in answer.err


def test_changes(run: Any) -> None:
    assert run("--to", "acled", "--out", "week.csv", "--since", "2024-05-01").status == 0
    changes = [tuple(row.values()) for row in table(Path("week.changes.csv").read_bytes())]
    assert changes == [
        (world.told_twice().event.event, "changed", ""),
        (world.several_places().event.event, "withdrawn", "e-merged"),
    ]
    assert len(table(Path("week.csv").read_bytes())) == 1


def test_the_public_profile(run: Any) -> None:
    assert run("--to", "jsonl", "--out", "p.jsonl", "--profile", "public", "--public-grid", "1").status == 0
    text = Path("p.jsonl").read_text()
    assert "Dilling" not in text
    loss = json.loads(Path("p.jsonl.loss.json").read_text())
    assert (loss["profile"], loss["settings"]["grid_degrees"]) == ("public", 1.0)
    assert loss["withheld"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "a.xyz"], "name a format with --to; there are: acled, csv, geojson, geoparquet, hxl, jsonl, ucdp"),
        ([], "name a format with --to"),
        (["--to", "shp"], "there is no 'shp'; there are: acled"),
        (["--to", "csv", "--out", "record.db"], "'record.db' is one of the inputs"),
        (["--to", "csv", "--out", "no/such/a.csv"], "there is no folder 'no/such'"),
        (["--to", "csv", "--out", "."], "'.' is a folder"),
        (["--to", "csv", "--since", "2024-05-01"], "--since needs a file for --out"),
        (["--to", "csv", "--out", "a.csv", "--since", "May"], "'May' is no ISO date or date-time"),
        (["--to", "csv", "--out", "a.csv", "--min-confidence", "2"], "a confidence of 2 is not allowed"),
        (["--to", "csv", "--out", "a.csv", "--public-delay", "3"], "--public-delay says how the public profile"),
        (["--to", "csv", "--out", "a.csv", "--profile", "public", "--public-grid", "90"], "a grid of 90 degrees"),
    ],
)
def test_wrong_requests(run: Any, arguments: list[str], message: str) -> None:
    answer = run(*arguments)
    assert (answer.status, answer.out) == (2, b"")
    assert message in answer.err
    assert answer.err.count("\n") == 1
    assert [path.name for path in Path().iterdir()] == ["record.db"]


def test_a_failed_export_leaves_what_was_there(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: FakeStore, query: Any) -> Iterator[EventRecord]:
        yield world.told_twice()
        raise OSError(28, "No space left on device")

    assert run("--out", "a.csv").status == 0
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    monkeypatch.setattr(FakeStore, "records", broken)
    answer = run("--out", "a.csv")
    assert answer.status == 1
    assert "No space left on device" in answer.err
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before
