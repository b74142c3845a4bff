"""``dateline gazetteer``: what a person types and sees. The index in the cache holds two invented places."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli.gazetteer import command
from dateline.resolve.gazetteer.build import version, write
from dateline.resolve.gazetteer.record import Entry


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    cache = tmp_path / "cache"
    cache.mkdir()
    entry = Entry(
        names=("Old Invented",),
        lat=35,
        lon=40,
        kind="town",
        precision="town",
        radius_km=2,
        country="SYR",
        source="test",
    )
    write(cache / f"places-{version()}.sqlite", [entry])
    path = tmp_path / "dateline.toml"
    path.write_text(f'cache = "{cache}"\n', encoding="utf-8")
    return path


def run(settings: Path, *words: str) -> Result:
    return CliRunner().invoke(command, [*words, "--settings", str(settings)], catch_exceptions=False)


def test_find(settings: Path) -> None:
    found = run(settings, "find", "old invented")
    assert found.exit_code == 0
    assert found.stdout.split("\t")[:4] == ["Old Invented", "town", "", "SYR"]


@pytest.mark.parametrize("words", [("nowhere",), ("Old Invented", "--country", "IRQ")])
def test_find_nothing_says_so_and_is_no_failure(settings: Path, words: tuple[str, ...]) -> None:
    found = run(settings, "find", *words)
    assert (found.exit_code, found.stdout) == (0, "")
    assert "no place is called" in found.stderr


def test_import_then_find(settings: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,lat,lon,pcode\nNew Post,35,40,SY01\n", encoding="utf-8")
    assert run(settings, "import", str(table)).stdout == "1 places from mine.csv\n"
    assert "SY01" in run(settings, "find", "new post").stdout
