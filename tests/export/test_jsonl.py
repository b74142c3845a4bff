"""JSON Lines: exactly the record."""

import io
import json

import msgspec
import pytest

from dateline.export import jsonl
from dateline.model import Claim, CodedReport
from tests.export import factory

KEYS = [
    "claim", "report", "engine", "engine_version", "event_type", "acled", "plover", "cameo", "modality", "mentions",
    "initiators", "targets", "weapons", "places", "date", "killed", "injured", "outcome", "damage", "attribution",
    "confidence", "reasons",
]  # fmt: skip
INNER = {
    "mentions": {"start", "end", "text", "trigger_start", "trigger_end", "trigger"},
    "initiators": {"text", "start", "end", "name", "actor", "kind", "country", "aliases", "is_object"},
    "targets": {"text", "start", "end", "name", "actor", "kind", "country", "aliases", "is_object"},
    "weapons": {"text", "start", "end", "kind", "quantity"},
    "places": {
        "text", "start", "end", "name", "lat", "lon", "precision", "radius_km", "geonames_id", "admin1", "country",
        "relation",
    },
    "date": {"text", "start", "end", "from", "to", "precision"},
    "killed": {"low", "high", "text", "start", "end"},
    "attribution": {"text", "start", "end", "cue"},
    "acled": {"event_type", "sub_event_type"},
    "plover": {"event_type", "mode"},
}  # fmt: skip


def lines(*coded: CodedReport) -> list[str]:
    out = io.StringIO()
    jsonl.write(coded, out)
    return out.getvalue().splitlines()


def test_keys_are_those_of_the_record_in_its_order() -> None:
    for line in lines(factory.market(), factory.bare()):
        assert list(json.loads(line)) == KEYS


@pytest.mark.parametrize("field", INNER)
def test_inner_objects_have_every_field_of_the_record(field: str) -> None:
    value = json.loads(lines(factory.market())[0])[field]
    for item in value if isinstance(value, list) else [value]:
        assert INNER[field] <= set(item)


def test_what_the_report_does_not_say_is_null_or_empty() -> None:
    claim = json.loads(lines(factory.bare())[0])
    assert [claim[name] for name in ("acled", "cameo", "date", "killed", "damage", "attribution")] == [None] * 6
    assert [claim[name] for name in ("initiators", "targets", "weapons", "places", "reasons")] == [[]] * 5


@pytest.mark.parametrize("sample", [s for s in factory.SAMPLES if s is not factory.hostile], ids=lambda f: f.__name__)
def test_a_claim_read_back_is_the_claim(sample: factory.Sample) -> None:
    one = sample()
    assert tuple(msgspec.json.decode(line, type=Claim) for line in lines(one)) == one.claims


def test_a_claim_is_one_line_whatever_a_reader_takes_for_a_line() -> None:
    report = factory.bare()
    claim = msgspec.structs.replace(report.claims[0], reasons=("a\u2028b\u2029c\x85d\re\nf\x0bg\x1ch",))
    (line,) = lines(msgspec.structs.replace(report, claims=(claim,)))
    assert json.loads(line)["reasons"] == ["a\u2028b\u2029c\x85d\re\nf\x0bg\x1ch"]


def test_a_lone_surrogate_is_kept_as_its_escape() -> None:
    report = factory.bare()
    claim = msgspec.structs.replace(report.claims[0], reasons=("\ud800 é",))
    (line,) = lines(msgspec.structs.replace(report, claims=(claim,)))
    assert line.encode("utf-8")
    assert json.loads(line)["reasons"] == ["\ud800 é"]
    assert list(json.loads(line)) == KEYS


def test_annotations() -> None:
    out = io.StringIO()
    jsonl.annotations(iter([factory.annotation()]), out)
    (line,) = out.getvalue().splitlines()
    value = json.loads(line)
    assert list(value) == ["report", "sentences", "places", "dates", "actors"]
    assert [set(sentence) for sentence in value["sentences"]] == [{"start", "end"}]
    assert {"text", "start", "end", "from", "to", "precision", "timex_type", "timex_value"} <= set(value["dates"][0])
    assert {"text", "start", "end", "name", "actor", "kind", "country"} <= set(value["actors"][0])
    assert [place["lat"] for place in value["places"]] == [12.05, None]
