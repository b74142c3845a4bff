"""What every format owes: it streams, it survives anything in a report, and it names every claim."""

import io
from collections.abc import Iterator

import pytest

from dateline import plugins
from dateline.model import CodedReport
from tests.export import factory

FORMATS = [name for name in plugins.names("export") if plugins.find("export", name).__name__.startswith("dateline.")]


def written(name: str, *coded: CodedReport, **options: object) -> str:
    out = io.StringIO(newline="")
    plugins.find("export", name).write(iter(coded), out, **options)
    return out.getvalue()


def test_the_shipped_formats() -> None:
    assert set(FORMATS) >= {"csv", "html", "jsonl", "table"}


@pytest.mark.parametrize("name", FORMATS)
class TestEveryFormat:
    def test_has_an_extension(self, name: str) -> None:
        assert plugins.find("export", name).EXTENSION.startswith(".")

    def test_no_reports(self, name: str) -> None:
        assert "Traceback" not in written(name)

    @pytest.mark.parametrize("sample", factory.SAMPLES, ids=lambda f: f.__name__)
    def test_any_report_gives_text_that_utf8_can_hold(self, name: str, sample: factory.Sample) -> None:
        text = written(name, sample())
        assert "\x00" not in text
        assert text.encode("utf-8").decode("utf-8") == text

    def test_same_input_same_output(self, name: str) -> None:
        samples = [sample() for sample in factory.SAMPLES]
        assert written(name, *samples) == written(name, *samples)

    def test_takes_width_and_color(self, name: str) -> None:
        assert written(name, factory.market(), width=60, color=True)

    def test_takes_reports_as_they_come(self, name: str) -> None:
        """It asks for the next report only after the last: a generator that is not a list will do."""
        asked: list[int] = []

        def reports() -> Iterator[CodedReport]:
            for number in range(5):
                asked.append(number)
                yield factory.bare()

        plugins.find("export", name).write(reports(), io.StringIO())
        assert asked == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("name", ["jsonl", "csv", "html"])
def test_every_claim_is_named_by_its_id_once_in_order(name: str) -> None:
    samples = [sample() for sample in factory.SAMPLES]
    ids = [claim.claim for one in samples for claim in one.claims]
    text = written(name, *samples)
    marker = {"jsonl": '"claim":"', "csv": "\r\n", "html": 'data-claim="'}[name]
    places = [text.index(marker + one) for one in ids]
    assert len(set(ids)) == 9
    assert places == sorted(places)
    assert all(text.count(marker + one) == 1 for one in ids)


@pytest.mark.parametrize("name", ["jsonl", "csv", "table"])
def test_lines_are_written_before_the_next_report_is_asked_for(name: str) -> None:
    out = io.StringIO()
    seen: list[str] = []

    def reports() -> Iterator[CodedReport]:
        yield factory.market()
        seen.append(out.getvalue())
        yield factory.bare()

    plugins.find("export", name).write(reports(), out)
    assert "Dilling" in seen[0]
