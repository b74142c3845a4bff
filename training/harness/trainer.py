"""The training loop: seeded, time-boxed, and exact when it is gone on with.

A step depends on the configuration, the data and the state of the last checkpoint only: batches come from the seed
and the epoch, the rate from the step, dropout from the saved random state. Stopping at any minute and going on
gives the very weights of a run that was never stopped (one thread; tests/training/test_harness_torch.py proves it).
"""

import json
import time
from collections.abc import Callable
from typing import NamedTuple

import torch
from torch.optim import AdamW

from dateline.errors import DataError, UsageError
from training.harness import batches, checkpoints, distil, encoder, heads_loss, loss, model, runs
from training.harness.checkpoints import Place
from training.harness.config import Config
from training.harness.documents import Document
from training.harness.labels import labels
from training.harness.role_targets import Lessons, lessons
from training.harness.targets import Targets, targets
from training.harness.windows import Window, windows

Tell = Callable[[str], None]
Clock = Callable[[], float]
REPORT_EVERY = 25
CLIP = 1.0
"""The longest gradient of a step: the usual value for fine-tuning encoders."""


class Batch(NamedTuple):
    """Token numbers, mask and which words are asked about, all [batch, tokens]; the targets of each window, and the
    lessons of the further heads (none without them)."""

    ids: torch.Tensor
    mask: torch.Tensor
    targets: list[Targets]
    lessons: list[Lessons]
    asked: torch.Tensor


class Packing:
    """The windows of the training documents, cut in one way, with what they teach."""

    def __init__(self) -> None:
        self.windows: list[Window] = []
        self.targets: list[Targets] = []
        self.lessons: list[Lessons] = []
        self.sources: list[str] = []

    @property
    def quiet(self) -> list[bool]:
        """Which windows have nothing to tell."""
        return [t.quiet for t in self.targets]

    @property
    def lengths(self) -> list[int]:
        """Tokens of each window."""
        return [len(w.ids) for w in self.windows]

    def shares(self, config: Config) -> list[float]:
        """The chance of each window to be met in an epoch."""
        o = config.optimiser
        told = zip(self.sources, self.targets, strict=True)
        untold = config.teacher is None
        return [0.0 if t.silent and untold else o.meets.get(s, 1.0) * (o.quiet if t.quiet else 1.0) for s, t in told]


class Material:
    """The training documents in every packing; an epoch meets one of them."""

    def __init__(self, documents: tuple[Document, ...], config: Config) -> None:
        tokens = encoder.tokenizer()
        cut, self.marks = encoder.tokenise(tokens), encoder.marks(tokens)
        number = config.optimiser.packings
        self.packings = [Packing() for _ in range(number)]
        for at, document in enumerate(documents):
            for n, packing in enumerate(self.packings):
                for window in windows(document, at, cut, self.marks, config.window, shorter=n / number):
                    said = targets(document, window)
                    packing.windows.append(window)
                    packing.targets.append(said)
                    packing.sources.append(document.source)
                    if config.model.heads:
                        packing.lessons.append(lessons(document, window, said))
        self.counts = [0] * len(labels().names)
        for target in self.packings[0].targets:
            for label in target.label:
                if label >= 0:
                    self.counts[label] += 1

    def of(self, epoch: int) -> Packing:
        """The packing of an epoch."""
        return self.packings[epoch % len(self.packings)]

    def batch(self, epoch: int, chosen: list[int]) -> "Batch":
        """Some windows, padded to the longest."""
        packing = self.of(epoch)
        ids, mask = padded([packing.windows[i].ids for i in chosen], self.marks.pad)
        taught = [packing.lessons[i] for i in chosen] if packing.lessons else []
        core = [
            tuple(c and p.first for c, p in zip(w.core, w.pieces, strict=True))
            for w in (packing.windows[i] for i in chosen)
        ]
        return Batch(ids, mask, [packing.targets[i] for i in chosen], taught, distil.asked(core, ids.shape[1]))


def padded(rows: list[tuple[int, ...]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Token numbers and mask, [batch, longest]."""
    longest = max(len(row) for row in rows)
    ids = torch.tensor([[*row, *([pad] * (longest - len(row)))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return ids, mask


def steps(material: Material, config: Config) -> int:
    """How many steps the whole run has."""
    o = config.optimiser
    return o.steps or o.epochs * batches.per_epoch(material.of(0).shares(config), batch=o.batch)


def train(
    run: runs.Run, minutes: float | None, tell: Tell, *, clock: Clock = time.monotonic, most: int | None = None
) -> bool:
    """Train a run to its end, or for ``minutes`` or ``most`` steps; whether it is done. Goes on from the last
    checkpoint.

    When done, ``weights.pt`` holds the weights that changed, and the manifest their digest.
    """
    if (run.folder / "weights.pt").exists():
        return True
    config, path, began = run.config, run.folder / "checkpoint.pt", clock()
    prepare_torch(config)
    material = Material(run.parts.train, config)
    if config.teacher is None and all(material.of(0).quiet):
        raise DataError(f"{run.folder}: none of its {len(run.parts.train)} training documents has a trigger or a hint")
    total = steps(material, config)
    tagger = model.build(config.model, config.seed).to(config.device)
    tagger.halved = config.precision == "bf16"
    optimiser = prepared(tagger, config)
    if config.model.start is not None:
        runs.add(run.folder, start=begin_from(run, tagger, config.model.start))
    teacher = teacher_of(run)
    place = checkpoints.load(path, tagger, optimiser) if path.exists() else Place()
    base, used = model.base_digests(config.model), model.versions()
    runs.add(run.folder, base=base, versions=used, steps=total, windows=len(material.of(0).windows))
    tell(f"{config.name}: {len(material.of(0).windows)} windows, {total} steps, {place.step} done")
    saved, weights = clock(), loss.Weights(config.loss, material.counts)
    first, before = place.step, place.minutes
    tagger.train()
    running: list[float] = []
    while place.step < total:
        plan = planned(material, config, place.epoch)
        for number in range(place.batch, len(plan)):
            learned = material.batch(place.epoch, plan[number])
            running.append(step(tagger, optimiser, learned, weights, rate(place.step, total, config), teacher))
            now = clock()
            place = Place(step=place.step + 1, epoch=place.epoch, batch=number + 1, minutes=before + (now - began) / 60)
            if place.step % REPORT_EVERY == 0 or place.step == total:
                report(run, place, running, tell, total)
                running = []
            stop = (minutes is not None and now - began >= 60 * minutes) or (
                most is not None and place.step - first >= most
            )
            if place.step == total:
                break
            if stop or now - saved >= config.checkpoint_seconds:
                checkpoints.save(path, place, tagger, optimiser)
                saved = clock()
            if stop:
                tell(f"{config.name}: stopped at step {place.step} of {total}; the same command goes on")
                return False
        else:
            place = Place(step=place.step, epoch=place.epoch + 1, minutes=place.minutes)
    finish(run, tagger, place)
    return True


def begin_from(run: runs.Run, tagger: model.Tagger, names: tuple[str, ...]) -> dict[str, str]:
    """Put the mean of finished runs' weights into a model, the further heads' from the first that has them (heads
    that began from different random numbers have no mean that says anything); the digests of their weights. Raises
    UsageError for one that is not there or not finished.

    Models tuned from one beginning lie near enough for their mean to be better than either (Wortsman et al. 2022,
    "Model soups")."""
    paths = {name: run.folder.parent / name / "weights.pt" for name in names}
    for name, path in paths.items():
        if not path.exists():
            raise UsageError(
                f"{run.folder}: model.start names {name!r}, but {path} is not there: finish that run first"
            )
    found = [torch.load(path, weights_only=True) for path in paths.values()]
    every = {key: [one[key] for one in found if key in one] for one in found for key in one}
    mean = {key: mine[0] if key.startswith("heads.") else torch.stack(mine).mean(0) for key, mine in every.items()}
    tagger.load_state_dict(mean, strict=False)
    return {name: encoder.file_digest(path) for name, path in paths.items()}


def prepare_torch(config: Config) -> None:
    """Set torch's threads and ask it to be exact. Raises UsageError for a device that is not there."""
    if config.device == "cuda" and not torch.cuda.is_available():
        raise UsageError("device 'cuda': torch finds none here; use 'cpu'")
    torch.set_num_threads(config.threads)
    torch.use_deterministic_algorithms(True, warn_only=config.device != "cpu")


def planned(material: Material, config: Config, epoch: int) -> list[list[int]]:
    """The batches of an epoch."""
    o, packing = config.optimiser, material.of(epoch)
    return batches.epoch(packing.lengths, packing.shares(config), batch=o.batch, seed=config.seed, number=epoch)


def prepared(tagger: model.Tagger, config: Config) -> AdamW:
    """The optimiser: the encoder at one rate, less in lower layers where the configuration says so, the new heads at
    another; no decay on biases and norms."""
    o, groups = config.optimiser, []
    depth = len(tagger.encoder.encoder.layer)
    named = [(n, w) for n, w in tagger.named_parameters() if w.requires_grad]
    for layer in range(-1, depth + 1):
        base = o.head_rate if layer == depth else o.rate * o.layer_decay ** (depth - 1 - layer)
        mine = [w for n, w in named if layer_of(n, depth) == layer]
        flat = [w for w in mine if w.ndim < 2]
        full = [w for w in mine if w.ndim >= 2]
        groups += [
            {"params": full, "base": base, "weight_decay": o.decay},
            {"params": flat, "base": base, "weight_decay": 0.0},
        ]
    return AdamW([g for g in groups if g["params"]], lr=o.rate)


def layer_of(name: str, depth: int) -> int:
    """The layer of a weight: -1 for the embeddings, ``depth`` for the heads."""
    if not name.startswith("encoder."):
        return depth
    parts = name.split(".")
    return int(parts[3]) if parts[2] == "layer" else -1


def rate(step: int, total: int, config: Config) -> float:
    """What share of the full learning rate holds at a step: up over the warm-up, then down to nothing."""
    warm = max(1, round(config.optimiser.warmup * total))
    return (step + 1) / warm if step < warm else max(0.0, (total - step) / max(1, total - warm))


def step(
    tagger: model.Tagger,
    optimiser: AdamW,
    learned: Batch,
    weights: loss.Weights,
    share: float,
    teacher: tuple[model.Tagger, float] | None = None,
) -> float:
    """One step; the loss before it. ``teacher`` with its weight."""
    for group in optimiser.param_groups:
        group["lr"] = group["base"] * share
    optimiser.zero_grad(set_to_none=True)
    place = next(tagger.parameters()).device
    ids, mask = learned.ids.to(place), learned.mask.to(place)
    readings = model.Readings(*(x.cpu() for x in tagger(ids, mask)))
    total = loss.loss(readings, learned.targets, weights)
    if tagger.heads is not None:
        total = total + heads_loss.loss(tagger.heads, readings, learned.lessons, weights.settings)
    if teacher is not None:
        with torch.no_grad():
            taught = model.Readings(*(x.cpu() for x in teacher[0](ids, mask)))
        gap = distil.loss_of(readings, taught, learned.asked, learned.targets, weights.settings)
        total = total + teacher[1] * gap
    total.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_([w for w in tagger.parameters() if w.requires_grad], CLIP)
    optimiser.step()
    return float(total.detach())


def teacher_of(run: runs.Run) -> tuple[model.Tagger, float] | None:
    """The teacher that a run names, ready to read, and its weight. Raises UsageError when that run is not finished."""
    named = run.config.teacher
    if named is None:
        return None
    folder = run.folder.parent / named.name
    if not (folder / "weights.pt").exists():
        raise UsageError(f"{run.folder}: its teacher {named.name!r} is not there: finish that run first")
    threads = torch.get_num_threads()
    tagger = trained(runs.read(folder))
    torch.set_num_threads(threads)
    for weight in tagger.parameters():
        weight.requires_grad = False
    tagger.halved = run.config.precision == "bf16"
    return tagger.to(run.config.device), named.weight


def report(run: runs.Run, place: Place, running: list[float], tell: Tell, total: int) -> None:
    """A line for the person and one for the log."""
    mean = sum(running) / max(1, len(running))
    tell(f"{run.config.name}: step {place.step} of {total}, loss {mean:.3f}, {place.minutes:.1f} minutes")
    with (run.folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps({"step": place.step, "epoch": place.epoch, "loss": round(mean, 5)}) + "\n")


def finish(run: runs.Run, tagger: model.Tagger, place: Place) -> None:
    """Write the weights, note their digest, and let the checkpoint go."""
    path = run.folder / "weights.pt"
    runs.write(path, checkpoints.packed(checkpoints.trained(tagger)))
    runs.add(run.folder, weights=encoder.file_digest(path), minutes=round(place.minutes, 2))
    (run.folder / "checkpoint.pt").unlink(missing_ok=True)


def trained(run: runs.Run) -> model.Tagger:
    """The tagger of a finished run, ready to read."""
    prepare_torch(run.config)
    tagger = model.build(run.config.model, run.config.seed)
    tagger.load_state_dict(torch.load(run.folder / "weights.pt", weights_only=True), strict=False)
    return tagger.to(run.config.device).eval()
