"""The how-to page: the type it works through loads, wins the words it says it wins, and fails as it says."""

import re
from pathlib import Path

import pytest

from dateline.errors import OntologyError
from dateline.ontology.load import load
from dateline.ontology.show import describe

PAGE = Path(__file__).parents[2] / "docs" / "how" / "event-types.md"


def block() -> str:
    found = re.search(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return found.group(1)


def test_the_worked_type_loads(tmp_path: Path) -> None:
    (tmp_path / "water_attack.yaml").write_text(block(), encoding="utf-8")
    ontology = load(tmp_path)
    new = ontology.get("water_attack")
    assert "Attack on a water system" in describe(new)
    assert ontology.get("property_destruction").priority < new.priority < ontology.get("shelling").priority
    assert str(ontology.get("shelling").priority) in PAGE.read_text(encoding="utf-8")


def test_the_slip_gives_the_message_shown(tmp_path: Path) -> None:
    text = block().replace("Looting/property destruction", "Looting")
    (tmp_path / "water_attack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load(tmp_path)
    said = str(caught.value).removeprefix(f"{tmp_path}/")
    assert said in " ".join(PAGE.read_text(encoding="utf-8").split())
