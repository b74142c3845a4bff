"""The committed schema is the generated one, and what Dateline writes holds to it."""

import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dateline import schema
from dateline.export import events, jsonl
from dateline.export.csv import COLUMNS
from tests.export import factory
from tests.export.events import world
from tests.export.events.test_contract import written

DOCS = Path(__file__).parent.parent / "docs"
GOOD = [sample for sample in factory.SAMPLES if sample is not factory.hostile]


def claims() -> list[dict[str, object]]:
    out = io.StringIO()
    jsonl.write((sample() for sample in GOOD), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("name", schema.files())
def test_committed_files_are_the_generated_ones(name: str) -> None:
    assert (DOCS / "schema" / name).read_text(encoding="utf-8") == schema.files()[name], "run scripts/build_schema.py"


def test_no_other_file_is_there() -> None:
    assert {path.name for path in (DOCS / "schema").iterdir()} == set(schema.files())


@pytest.mark.parametrize("make", [schema.claim, schema.event, schema.annotation, schema.report])
def test_schemas_are_schemas(make: object) -> None:
    Draft202012Validator.check_schema(make())


def test_claims_hold() -> None:
    validator = Draft202012Validator(schema.claim())
    for claim in claims():
        assert [error.message for error in validator.iter_errors(claim)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("modality",), "rumoured"),
        (("confidence",), 1.5),
        (("mentions",), []),
        (("date", "from"), "August"),
        (("places", 0, "lat"), 91),
        (("places", 0, "country"), "Sudan"),
        (("places", 0, "relation"), "inside"),
        (("initiators", 0, "kind"), "gang"),
        (("killed", "low"), -1),
        (("weapons", 0, "start"), None),
    ],
)
def test_a_broken_claim_does_not_hold(path: tuple[str | int, ...], value: object) -> None:
    claim = claims()[0]
    inner = claim
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert list(Draft202012Validator(schema.claim()).iter_errors(claim))


def test_every_field_is_required() -> None:
    validator = Draft202012Validator(schema.claim())
    for name in claims()[0]:
        claim = claims()[0]
        del claim[name]
        assert list(validator.iter_errors(claim)), name


@pytest.mark.parametrize("public", [False, True])
def test_events_hold(public: bool) -> None:
    records = [sample() for sample in world.SAMPLES] + world.market()
    wanted = events.Wanted(public=events.PublicProfile(today="2030-01-01", delay_days=0) if public else None)
    lines = written("jsonl", records, wanted)[0].splitlines()
    assert len(lines) > 5
    validator = Draft202012Validator(schema.event())
    for line in lines:
        assert [error.message for error in validator.iter_errors(json.loads(line))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("event", "status"), "perhaps"),
        (("event", "killed", "best"), -1),
        (("event", "links", 0, "score"), 2),
        (("event", "place", "country"), "Sudan"),
        (("claims", 0, "modality"), "rumoured"),
        (("judgements", 0, "kind"), "maybe"),
        (("reports", 0, "published"), 2024),
        (("change",), "gone"),
    ],
)
def test_a_broken_event_does_not_hold(path: tuple[str | int, ...], value: object) -> None:
    line = json.loads(written("jsonl", [world.told_twice()])[0])
    validator = Draft202012Validator(schema.event())
    inner = line
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert list(validator.iter_errors(line))


def test_annotations_hold() -> None:
    out = io.StringIO()
    jsonl.annotations([factory.annotation()], out)
    assert list(Draft202012Validator(schema.annotation()).iter_errors(json.loads(out.getvalue()))) == []


@pytest.mark.parametrize(
    ("report", "holds"),
    [
        ({"text": "x"}, True),
        ({"id": "r1", "text": "x", "published": "2022-09-27", "title": None, "source": "s", "language": "en"}, True),
        ({"text": "x", "section": "World"}, True),
        ({"id": "r1"}, False),
        ({"text": None}, False),
    ],
)
def test_reports(report: dict[str, object], holds: bool) -> None:
    assert (not list(Draft202012Validator(schema.report()).iter_errors(report))) is holds


def test_the_page_of_the_record_names_every_field_and_value() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    for one in (schema.claim(), schema.annotation(), schema.report()):
        for definition in (one, *one["$defs"].values()):
            for name, field in definition["properties"].items():
                assert f"`{name}`" in page or f'"{name}"' in page, name
                for value in field.get("enum", ()):
                    assert f"`{value}`" in page or name == "timex_type", value


def test_the_page_of_the_record_lists_the_columns_as_they_are() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1].strip(" `") for line in page.split("<!-- columns")[1].splitlines() if line.startswith("| `")
    ]
    assert rows == [column.name for column in COLUMNS], "run scripts/build_schema.py"
