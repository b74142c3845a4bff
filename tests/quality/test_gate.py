"""The gate passes what is good enough, stops what is not, and never makes a floor easier."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.quality import gate

FLOORS = """# A comment that stays.

[news]
reports = 5
floors.F = 60.0
floors.P = 10.5
ceilings.turned = 8.0
"""


def bench(folder: Path, figures: dict[str, float | None], breaches: int = 0, status: int = 0) -> Path:
    """A measuring program that says this."""
    result = {
        "set": "news", "documents": 5, "words_per_second": 100, "figures": figures,
        "breaches": {"bad_span": breaches} if breaches else {},
    }  # fmt: skip
    said = json.dumps(result).replace("null", "None")
    (folder / "measure.py").write_text(
        f"import json, sys\nassert sys.argv[1:] == ['news', '--json', '--command', 'coder', '--limit', '5'], sys.argv\n"
        f"print('a table')\nprint(json.dumps({said}))\nsys.exit({status})\n"
    )
    return folder


def run(folder: Path, *more: str) -> int:
    floors = folder / "floors.toml"
    if not floors.exists():
        floors.write_text(FLOORS)
    return gate.main(["--bench", str(folder), "--floors", str(floors), "--command", "coder", *more])


CASES = [
    # figures, breaches, exit status, words of the message
    ({"F": 60.0, "P": 10.5, "turned": 8.0}, 0, 0, ""),
    ({"F": 99.0, "P": 99.0, "turned": 0.0}, 0, 0, ""),
    ({"F": 59.99, "P": 50.0, "turned": 0.0}, 0, 1, "F is 59.99, at least 60.00 is held"),
    ({"F": 70.0, "P": 50.0, "turned": 8.01}, 0, 1, "turned is 8.01, at most 8.00"),
    ({"F": 70.0, "P": None, "turned": 0.0}, 0, 1, "P is none"),
    ({"F": 70.0, "turned": 0.0}, 0, 1, "P is none"),
    ({"F": 70.0, "P": 50.0, "turned": 0.0}, 3, 1, "the contract was broken 3 times"),
]


@pytest.mark.parametrize(("figures", "breaches", "status", "words"), CASES)
def test_the_gate_holds(
    figures: dict[str, float | None],
    breaches: int,
    status: int,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(bench(tmp_path, figures, breaches, status)) == status
    captured = capsys.readouterr()
    assert words in captured.err
    assert bool(captured.err) == bool(status)
    assert "5 reports" in captured.out


def test_a_set_that_cannot_be_measured_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "measure.py").write_text("raise FileNotFoundError('no data')")
    assert run(tmp_path) == 1
    assert "could not be measured" in capsys.readouterr().err


def test_update_raises_floors_and_lowers_none(tmp_path: Path) -> None:
    run(bench(tmp_path, {"F": 71.74, "P": 3.0, "turned": 6.1}), "--update")
    text = (tmp_path / "floors.toml").read_text()
    assert text.startswith("# A comment that stays.\n\n[news]")
    assert tomllib.loads(text) == {
        "news": {"reports": 5, "floors": {"F": 71.5, "P": 10.5}, "ceilings": {"turned": 6.5}}
    }


def test_the_floors_name_sets_and_limits() -> None:
    for name, limits in tomllib.loads((gate.HERE / "floors.toml").read_text(encoding="utf-8")).items():
        assert isinstance(limits["reports"], int), name
        assert limits["floors"], name
        assert set(limits) <= {"set", "engine", "reports", "floors", "ceilings"}, name
