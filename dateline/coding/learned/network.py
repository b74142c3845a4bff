"""The network's files, opened once: token numbers in, raw numbers out. onnxruntime and tokenizers are used here alone.

The folder holds ``model.onnx`` (int8), ``heads.npz``, ``tokenizer.json`` and ``model.json`` (labels, window size,
thresholds, where it comes from); ``training/harness`` makes them. One thread, so that the numbers do not depend on how
many cores there are.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.coding.learned.heads import Heads
from dateline.coding.learned.windows import Marks, Piece, Size, pieces
from dateline.errors import DataError

Floats = NDArray[np.float32]
FOLDER = Path(__file__).parent.parent.parent / "data" / "learned"


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What a trigger can be: an ACLED sub-event type (``event`` its event type) or a PLOVER type (``event`` empty)."""

    name: str
    event: str
    plover: str


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """``model.json``: labels (number 0 is "no trigger"), window size, thresholds by name, version, and the ids of the
    event types that were known when it was made."""

    version: str
    labels: tuple[Label, ...]
    types: tuple[str, ...]
    window: Size
    thresholds: dict[str, float]


class Raw(NamedTuple):
    """The raw numbers of one window, marks included: types [tokens, labels], states [tokens, width], the others
    [tokens]."""

    types: Floats
    actual: Floats
    begins: Floats
    tells: Floats
    states: Floats


class Network:
    """A trained network with its tokenizer and facts. Not changed by use."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Open the files of a folder (a third of a second). Raises DataError for files that are missing or do not fit
        together."""
        import onnxruntime  # type: ignore[import-untyped]
        from tokenizers import Tokenizer

        try:
            self.heads = Heads.load(folder / "heads.npz") if (folder / "heads.npz").exists() else None
            self.facts = msgspec.json.decode((folder / "model.json").read_bytes(), type=Facts)
            self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # each of the three libraries has its own errors for a broken or missing file
            raise DataError(
                f"the learned model in {folder} cannot be opened: {error}; install dateline again"
            ) from error
        self._tokens.no_padding()
        self._tokens.no_truncation()
        self._outputs = [o.name for o in self._session.get_outputs()]
        begin, end, pad = (self._tokens.token_to_id(t) for t in ("[CLS]", "[SEP]", "[PAD]"))
        if begin is None or end is None or pad is None or self._outputs[:4] != list(Raw._fields[:4]):
            raise DataError(f"the learned model in {folder} is of another kind: outputs {', '.join(self._outputs)}")
        if self._session.get_outputs()[0].shape[-1] != len(self.facts.labels):
            raise DataError(f"the learned model in {folder} does not fit its labels; install dateline again")
        self.marks = Marks(begin, end, pad)

    def tokenise(self, sentence: str) -> list[Piece]:
        """The pieces of a sentence; each carries the span of its whole word."""
        encoded = self._tokens.encode(sentence, add_special_tokens=False)
        return pieces(encoded.ids, encoded.word_ids, encoded.offsets)

    def read(self, rows: Sequence[tuple[int, ...]], batch: int = 1) -> list[Raw]:
        """The raw numbers of windows of any lengths, in their order, without padding.

        One at a time by default: int8 scales its numbers over a whole batch, so that in a larger one an unrelated
        paragraph would change what is read in another; it is faster too, without padding.
        """
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        out: list[Raw | None] = [None] * len(rows)
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            for i, raw in zip(chosen, self._batch([rows[i] for i in chosen]), strict=True):
                out[i] = raw
        return [raw for raw in out if raw is not None]

    def _batch(self, rows: Sequence[tuple[int, ...]]) -> list[Raw]:
        longest = max(map(len, rows))
        ids = np.full((len(rows), longest), self.marks.pad, dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row)], mask[i, : len(row)] = row, 1
        found: list[Any] = self._session.run(None, {"ids": ids, "mask": mask})
        if len(found) == len(Raw._fields) - 1:
            found.append(np.zeros((*ids.shape, 0), dtype=np.float32))
        return [Raw(*(x[i, : len(row)] for x in found)) for i, row in enumerate(rows)]
