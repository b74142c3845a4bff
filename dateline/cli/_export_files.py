"""The files of one export: all of them take their names together when all is written, or none does."""

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import IO

from dateline.errors import UsageError


class Files:
    """The export's own file and those beside it, each written under another name first.

    ``beside(".loss.json")`` opens one more. On leaving without an error all get their names, the export's own last: who
    sees it sees the others too. Raises UsageError for a name that ``forbidden`` (the record itself) already has.
    """

    def __init__(self, out: str, forbidden: Path | None = None) -> None:
        self._target = Path(os.path.realpath(out))
        self._forbidden = forbidden
        self._parts: dict[Path, tuple[Path, IO[bytes]]] = {}

    def __enter__(self) -> "Files":
        self.main = self._open(self._target)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._sync()
                for target, (part, _) in reversed(self._parts.items()):
                    if target.exists():
                        shutil.copymode(target, part)
                    os.replace(part, target)
        finally:
            for part, stream in self._parts.values():
                stream.close()
                part.unlink(missing_ok=True)

    def beside(self, ending: str) -> IO[bytes]:
        """Open a file whose name is the export's without its own ending and with this one."""
        return self._open(self._target.with_name(self._target.stem + ending))

    def loss(self) -> IO[bytes]:
        """Open the loss report: the export's whole name and ".loss.json"."""
        return self._open(self._target.with_name(self._target.name + ".loss.json"))

    def _open(self, target: Path) -> IO[bytes]:
        if self._forbidden is not None and target == self._forbidden:
            raise UsageError(f"{str(target)!r} is the record itself; write to another file")
        if target.is_dir():
            raise UsageError(f"{str(target)!r} is a folder; it is in the way of a file of this export")
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        stream = open(part, "xb")  # noqa: SIM115  (closed in __exit__, with the others)
        self._parts[target] = part, stream
        return stream

    def _sync(self) -> None:
        for part, stream in self._parts.values():
            stream.close()  # some formats have closed it already
            with open(part, "rb+") as again:
                os.fsync(again.fileno())
