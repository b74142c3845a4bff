"""A finished run -> ONNX, checked against torch, and its int8 form measured beside it.

The exported folder needs onnxruntime and tokenizers alone: ``model.onnx``, ``model.int8.onnx``, ``tokenizer.json``
and ``model.json`` (labels, window, thresholds, digests). Inputs ``ids`` and ``mask`` [batch, tokens] int64; outputs
types, actual, begins, tells as in ``model.py``.
"""

import logging
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch

from dateline.errors import UsageError
from training.harness import backends, encoder, evaluate, runs, trainer
from training.harness.documents import Document, digest
from training.harness.labels import labels
from training.harness.model import Tagger
from training.harness.tagging import Backend
from training.harness.trainer import Tell

OUTPUTS = ("types", "actual", "begins", "tells")
SENTENCES = 1000
CLOSE = 1e-3
"""The largest difference of a raw number that counts as equal: raw numbers run to about 10, and a thousandth moves
no decision."""


def export(run: runs.Run, tell: Tell) -> dict[str, Any]:
    """Write the export folder of a finished run and give what was measured.

    Raises UsageError when the run is not finished, or when the ONNX file does not say what torch says.
    """
    if not (run.folder / "weights.pt").exists() or not (run.folder / "figures.json").exists():
        raise UsageError(f"{run.folder} is not finished: go on with `python -m training.harness train`")
    out = run.folder / "export"
    out.mkdir(exist_ok=True)
    tagger = trainer.trained(run).cpu()
    full, small = out / "model.onnx", out / "model.int8.onnx"
    write_onnx(tagger, full, run.config.opset)
    quantise(full, small)
    tokens = encoder.tokenizer()
    tokens.save(str(out / "tokenizer.json"))
    pad = encoder.marks(tokens).pad
    sample = sentences(run.parts.train, SENTENCES)
    rows = [tuple(tokens.encode(s).ids)[:512] for s in sample]
    torch_reads, full_reads, small_reads = (
        backends.by_torch(tagger, pad),
        backends.by_onnx(full, pad),
        backends.by_onnx(small, pad),
    )
    tell(f"comparing on {len(rows)} sentences")
    apart = difference(torch_reads, full_reads, rows)
    if apart > CLOSE:
        raise UsageError(f"{full} differs from torch by {apart:.2g} (at most {CLOSE:g}): the export is not to be used")
    found = {
        "opset": run.config.opset,
        "sentences": len(rows),
        "largest_difference_fp32": apart,
        "largest_difference_int8": difference(torch_reads, small_reads, rows),
        "megabytes": {"fp32": megabytes(full), "int8": megabytes(small)},
        "sentences_per_second": {
            name: speed(b, rows) for name, b in (("torch", torch_reads), ("fp32", full_reads), ("int8", small_reads))
        },
        "figures": {name: measured(run, path) for name, path in (("fp32", full), ("int8", small))},
        "sha256": {p.name: encoder.file_digest(p) for p in (full, small, out / "tokenizer.json")},
    }
    runs.write_json(out / "export.json", found)
    runs.write_json(out / "model.json", facts(run))
    return found


def write_onnx(tagger: Tagger, path: Path, opset: int) -> None:
    """The model as one ONNX file for batches and windows of any size."""
    ids = torch.randint(1000, 2000, (2, 16))
    mask = torch.ones_like(ids)
    mask[1, 9:] = 0
    tagger.encoder.set_attn_implementation("eager")
    batch, length = torch.export.Dim("batch", min=1), torch.export.Dim("length", min=2, max=512)
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the exporter about itself; what counts is the comparison below
        torch.onnx.export(
            tagger,
            (ids, mask),
            str(path),
            input_names=["ids", "mask"],
            output_names=list(OUTPUTS),
            opset_version=opset,
            dynamo=True,
            external_data=False,
            dynamic_shapes={"ids": {0: batch, 1: length}, "mask": {0: batch, 1: length}},
            verbose=False,
        )


def quantise(full: Path, small: Path) -> None:
    """Dynamic int8 quantisation of the weights, a scale a channel."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped,unused-ignore]
    from onnxruntime.quantization.shape_inference import quant_pre_process  # type: ignore[import-untyped,unused-ignore]

    ready = small.with_suffix(".ready")
    quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(str(ready), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    ready.unlink()


def sentences(documents: Sequence[Document], most: int) -> list[str]:
    """Sentences spread evenly over the documents."""
    every = [d.reading[a:b] for d in documents for a, b in d.sentences]
    return every if len(every) <= most else [every[i * len(every) // most] for i in range(most)]


def difference(one: Backend, other: Backend, rows: Sequence[tuple[int, ...]]) -> float:
    """The largest difference between two backends' raw numbers."""
    worst = 0.0
    for at in range(0, len(rows), 16):
        for a, b in zip(one(rows[at : at + 16]), other(rows[at : at + 16]), strict=True):
            worst = max(worst, *(float(np.abs(x - y).max()) for x, y in zip(a, b, strict=True)))
    return worst


def speed(backend: Backend, rows: Sequence[tuple[int, ...]]) -> float:
    """Sentences a second, one thread, eight at a time sorted by length; the best of two rounds over 200."""
    chosen = sorted(rows[:: max(1, len(rows) // 200)], key=len)
    best = 0.0
    for _ in range(2):
        began = time.perf_counter()
        for at in range(0, len(chosen), 8):
            backend(chosen[at : at + 8])
        best = max(best, len(chosen) / (time.perf_counter() - began))
    return round(best, 1)


def megabytes(path: Path) -> float:
    """A file's size in MB."""
    return round(path.stat().st_size / 1e6, 1)


def measured(run: runs.Run, path: Path) -> dict[str, Any]:
    """The figures of an ONNX file, with the run's thresholds, on tune, check and news."""
    thresholds = evaluate.thresholds_of(run.folder / "figures.json")
    reader = evaluate.reader(run.config, backends.by_onnx(path, encoder.marks(encoder.tokenizer()).pad))
    out = {}
    for name, documents in (("tune", run.parts.tune), ("corpus check", run.parts.check), ("news", run.parts.news)):
        known = [d for d in documents if d.gold or d.knows != "nothing" or name == "news"]
        if known:
            found = evaluate.figures(known, reader.read(known), thresholds)
            out[name] = {"once": found["once"], "joined": found["joined"], "sentences": found["sentences"]}
    return out


def facts(run: runs.Run) -> dict[str, Any]:
    """What a program must know to use the model."""
    manifest = msgspec.json.decode((run.folder / "manifest.json").read_bytes())
    return {
        "labels": labels().slugs,
        "window": run.config.window,
        "thresholds": evaluate.thresholds_of(run.folder / "figures.json"),
        "outputs": OUTPUTS,
        "trained_on": {
            "data": digest(run.parts.train),
            "config": manifest["config_digest"],
            "weights": manifest["weights"],
        },
    }
