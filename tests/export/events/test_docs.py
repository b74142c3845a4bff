"""The pages on exports: the reference is current, and the how-to names options and files that there are."""

import re
from pathlib import Path

from click import Context

from dateline.cli.export import command
from dateline.export import events
from dateline.export.events._reference import page
from dateline.export.events._run import CHANGES
from dateline.export.events.csv import CLAIMS

DOCS = Path(__file__).parents[3] / "docs"
HOW = (DOCS / "how" / "export.md").read_text(encoding="utf-8")


def test_the_reference_is_what_the_code_says() -> None:
    assert (DOCS / "exports.md").read_text(encoding="utf-8") == page(), "run scripts/build_exports.py"


def test_the_how_to_names_every_option_and_no_other() -> None:
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    named = set(re.findall(r"--[a-z][a-z-]+", HOW))
    assert named <= options
    assert options - named <= {"--settings"}


def test_the_how_to_names_every_format_and_file() -> None:
    for name in events.names():
        assert f"| `{name}` |" in HOW
    assert f"FILE{CLAIMS}" in HOW
    assert f"FILE{CHANGES}" in HOW


def test_the_help_names_the_formats() -> None:
    text = command.get_help(Context(command, info_name="dateline export"))
    assert "|".join(events.names()) in text.replace("\n", "").replace(" ", "")


def test_it_is_said_that_it_is_not_acled_data() -> None:
    assert "not ACLED or UCDP data" in " ".join(page().split())
    assert "it is not ACLED data" in HOW
