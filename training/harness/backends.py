"""Two backends for ``tagging``: the torch model as it is trained, and its ONNX file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from training.harness.tagging import Backend, Raw


def by_torch(tagger: Any, pad: int) -> Backend:
    """A backend over a trained tagger (``trainer.trained``)."""
    import torch

    from training.harness.trainer import padded

    place = next(tagger.parameters()).device

    def read(rows: Sequence[tuple[int, ...]]) -> list[Raw]:
        ids, mask = padded(list(rows), pad)
        with torch.inference_mode():
            readings = [x.cpu().numpy() for x in tagger(ids.to(place), mask.to(place))]
        return [Raw(*(x[i, : len(row)] for x in readings)) for i, row in enumerate(rows)]

    return read


def by_onnx(path: Path, pad: int, threads: int = 1) -> Backend:
    """A backend over an exported file: onnxruntime on the CPU, nothing of torch."""
    import onnxruntime  # type: ignore[import-untyped,unused-ignore]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def read(rows: Sequence[tuple[int, ...]]) -> list[Raw]:
        longest = max(len(row) for row in rows)
        ids = np.full((len(rows), longest), pad, dtype=np.int64)
        mask = np.zeros((len(rows), longest), dtype=np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row)], mask[i, : len(row)] = row, 1
        readings = session.run(None, {"ids": ids, "mask": mask})
        return [Raw(*(x[i, : len(row)] for x in readings)) for i, row in enumerate(rows)]

    return read
