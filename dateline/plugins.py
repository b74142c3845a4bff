"""Find a reader, an engine or an exporter by name.

A plug-in is a module in its stage's folder, named by its file name, or a module that another installed package
offers as an entry point of the group ``dateline.read``, ``dateline.coding``, ``dateline.export`` (claims) or
``dateline.export.events``. There is no list to edit.
"""

import importlib
import pkgutil
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Literal

from dateline.errors import UsageError

Stage = Literal["read", "coding", "export", "export.events"]
STAGES: tuple[Stage, ...] = ("read", "coding", "export", "export.events")
WHAT = {"read": "reader", "coding": "engine", "export": "format", "export.events": "event format"}


def _shipped(stage: Stage) -> list[str]:
    folder = importlib.import_module(f"dateline.{stage}")
    return sorted(m.name for m in pkgutil.iter_modules(folder.__path__) if not m.name.startswith("_") and not m.ispkg)


def _offered(stage: Stage) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=f"dateline.{stage}")}


def names(stage: Stage) -> list[str]:
    """Give the names of a stage's plug-ins, sorted; shipped ones need not be imported for it."""
    return sorted({*_shipped(stage), *_offered(stage)})


def find(stage: Stage, name: str) -> ModuleType:
    """Give the module of a plug-in.

    Raises UsageError, with the names there are, for an unknown one.
    """
    if name in _shipped(stage):
        return importlib.import_module(f"dateline.{stage}.{name}")
    offered = _offered(stage)
    if name in offered:
        module: ModuleType = offered[name].load()
        return module
    raise UsageError(f"there is no {WHAT[stage]} {name!r}; there are: {', '.join(names(stage))}")
