"""README.md cannot lie: its commands run, on a copy of what they name, and its Python runs too.

In a block marked ``console``, ``bash`` or ``sh`` each line that begins with ``dateline`` (or ``$ dateline``) is run
in a copy of ``examples``; other commands (pip, git, cd) are left alone, and what a line pipes to another is cut off.
A block marked ``python`` is run as a program. What a line names and the project does not have fails the test.
"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SERVES = ("serve", "demo")
"""Commands that do not come back: only their help is asked for."""

pytestmark = pytest.mark.skipif(not README.exists(), reason="there is no README.md")


def blocks(*kinds: str) -> list[str]:
    text = README.read_text(encoding="utf-8") if README.exists() else ""
    return [body for kind, body in BLOCK.findall(text) if kind in kinds]


def commands() -> list[list[str]]:
    """The dateline commands of the README, as arguments."""
    found = []
    for body in blocks("console", "bash", "sh", "shell"):
        for line in body.replace("\\\n", " ").splitlines():
            words = line.strip().removeprefix("$ ").split("  #")[0]
            if words.startswith("dateline "):
                parts = shlex.split(re.split(r"\s[|>]\s?", words)[0])[1:]
                if parts not in found:
                    found.append(parts)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the examples, as a reader of the README has them."""
    here = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", here / "examples")
    return here


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=300, encoding="utf-8"
    )


@pytest.mark.parametrize("arguments", commands(), ids=" ".join)
def test_a_command_of_the_readme_runs(arguments: list[str], folder: Path) -> None:
    asked = [arguments[0], "--help"] if arguments[0] in SERVES else arguments
    done = run(["-m", "dateline", *asked], folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("program", blocks("python"), ids=lambda program: program.strip().splitlines()[-1][:40])
def test_the_python_of_the_readme_runs(program: str, folder: Path) -> None:
    done = run(["-c", program], folder)
    assert done.returncode == 0, done.stderr


def test_files_that_the_readme_links_to_are_there() -> None:
    text = README.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
    assert not [target for target in targets if not (ROOT / target).exists()]
