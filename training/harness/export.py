"""A finished run -> ONNX, checked against torch, and its int8 form measured beside it.

The exported folder needs onnxruntime, tokenizers and numpy alone: ``model.onnx`` (int8; ``model.fp32.onnx`` is for
comparing), ``tokenizer.json``, ``model.json`` (labels, window, thresholds, digests), and of a joint model
``heads.npz``, ``heads.json`` and ``thresholds.json`` (``heads_numpy.py`` says how to use them). Inputs ``ids`` and
``mask`` [batch, tokens] int64; outputs types, actual, begins, tells, states as in ``model.py``. ``READY`` is written
last: where it stands, all the rest does.
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
from training.harness import backends, encoder, evaluate, heads_measure, heads_numpy, measure, runs, tagging, trainer
from training.harness.documents import Document, digest
from training.harness.heads import Heads, plain
from training.harness.labels import groups, labels
from training.harness.model import Tagger
from training.harness.tagging import Backend
from training.harness.trainer import Tell

OUTPUTS = ("types", "actual", "begins", "tells", "states")
SHIPPED = ("model.onnx", "tokenizer.json", "model.json", "heads.npz", "heads.json", "thresholds.json")
"""What a program needs of an export."""
SENTENCES = 1000
FEW = 5
"""int8 is compared on every fifth of them."""
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
    (out / "READY").unlink(missing_ok=True)
    tagger = trainer.trained(run).cpu()
    full, small = out / "model.fp32.onnx", out / "model.onnx"
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
    runs.write_json(out / "model.json", facts(run))
    heads = None if tagger.heads is None else write_heads(run, tagger.heads, out)
    found = {
        "opset": run.config.opset,
        "sentences": len(rows),
        "largest_difference_fp32": apart,
        "largest_difference_int8": difference(torch_reads, small_reads, rows[::FEW]),
        "megabytes": {"fp32": megabytes(full), "int8": megabytes(small)},
        "sentences_per_second": {
            name: speed(b, rows) for name, b in (("torch", torch_reads), ("fp32", full_reads), ("int8", small_reads))
        },
        "figures": {"torch": told(run), **int8_figures(run, small_reads, heads, out)},
        "sha256": {name: encoder.file_digest(out / name) for name in SHIPPED if (out / name).exists()},
    }
    runs.write_json(out / "export.json", found)
    runs.write_json(out / "READY", found["figures"])
    return found


def write_heads(run: runs.Run, heads: Heads, out: Path) -> heads_numpy.Heads:
    """The further heads' files beside the model; the heads as they are read from there."""
    np.savez(out / "heads.npz", allow_pickle=False, **plain(heads))
    names = labels()
    facts = {
        "labels": names.slugs,
        "names": names.names,
        "events": names.events,
        "groups": groups(),
        "roles": heads_numpy.ROLES,
        "modalities": heads_numpy.MODALITIES,
        "window": run.config.window,
        "distances": heads_numpy.DISTANCES,
        "apart": heads_numpy.APART,
        "formula": heads_numpy.Heads.roles.__doc__,
    }
    runs.write_json(out / "heads.json", facts)
    return heads_numpy.Heads.load(out / "heads.npz")


def told(run: runs.Run) -> dict[str, Any]:
    """The torch model's figures, as the run has them; the ONNX file in fp32 gives the same numbers."""
    return {name: brief(x) for name, x in _figures(run)["sets"].items()}


def _figures(run: runs.Run) -> dict[str, Any]:
    return dict(msgspec.json.decode((run.folder / "figures.json").read_bytes()))


def brief(found: dict[str, Any]) -> dict[str, Any]:
    """A set's headline figures."""
    return {"once": found["once"], "joined": found["joined"], "sentences": found["sentences"]}


def int8_figures(run: runs.Run, backend: Backend, heads: heads_numpy.Heads | None, out: Path) -> dict[str, Any]:
    """The int8 model's figures, with thresholds chosen on tune for it where it has further heads (written to
    ``thresholds.json``), else with the run's."""
    reader = evaluate.reader(run.config, backend)
    sets = measure.sets_of(run)
    pairs = {name: reader.windows(documents) for name, documents in sets.items()}
    seen = {name: [tagging.seen(one) for one in read] for name, read in pairs.items()}
    thresholds = evaluate.thresholds_of(run.folder / "figures.json")
    if heads is not None and "tune" in sets:
        thresholds = evaluate.choose(sets["tune"], seen["tune"])
    said = {name: brief(evaluate.figures(found, seen[name], thresholds)) for name, found in sets.items()}
    if heads is None:
        return {"int8": said}
    further = heads_measure.all_figures(heads, sets, pairs, thresholds)
    runs.write_json(out / "thresholds.json", {**msgspec.to_builtins(thresholds), **further["thresholds"]})
    return {"int8": said, "int8 heads": further["sets"], "torch heads": _figures(run)["heads"]["sets"]}


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
    """Dynamic int8 quantisation of the encoder's weights, a scale a channel; the heads' few stay as they are."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped,unused-ignore]
    from onnxruntime.quantization.shape_inference import quant_pre_process  # type: ignore[import-untyped,unused-ignore]

    ready = small.with_suffix(".ready")
    quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
    left = heads_nodes(full)
    quantize_dynamic(
        str(ready),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=left,
    )
    ready.unlink()


def heads_nodes(path: Path) -> list[str]:
    """The products of an ONNX file that are no part of the encoder: those after its last normalisation."""
    import onnx  # type: ignore[import-untyped,unused-ignore]

    found = onnx.load(str(path), load_external_data=False).graph.node
    last = max((i for i, n in enumerate(found) if n.op_type == "LayerNormalization"), default=len(found))
    return [n.name for n in found[last:] if n.op_type in ("MatMul", "Gemm")]


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
