"""What the page carries of others is what they published, and nothing is fetched from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from dateline.web import app

VENDOR = app.STATIC / "vendor"
OWN = sorted((app.STATIC / "js").glob("*.js"))


def test_the_manifest_names_every_file_with_its_hash() -> None:
    packages = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))["packages"]
    said = {name: sha for package in packages for name, sha in package["files"].items()}
    there = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert said == there
    assert all({"name", "version", "licence", "source"} <= set(package) for package in packages)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_a_module_asks_only_its_own_server(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)
    for imported in re.findall(r"from \"([^\"]+)\"|import\(\"([^\"]+)\"\)", text):
        name = imported[0] or imported[1]
        if name.startswith("./"):
            assert (path.parent / name).is_file()
        else:
            assert (app.STATIC / name.removeprefix("/static/")).is_file()


def test_a_wheel_stays_small() -> None:
    assert sum(path.stat().st_size for path in app.STATIC.rglob("*") if path.is_file()) < 2_500_000
