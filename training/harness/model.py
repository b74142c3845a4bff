"""The tagger of triggers: a small encoder and four readings of each token.

    types      which type of trigger the word is, if any (41 types and "outside")
    actual     whether the act is told as one that happened, not planned, feared or habitual
    begins     whether a trigger begins at the word
    tells      what the token adds to "this sentence tells of a specific incident"; a sentence's score is the mean
    of its tokens'

All four are per token, so that the exported model is one function from token numbers to numbers, whatever windows
are built.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import torch
import transformers
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetModel

from training.harness.config import Model
from training.harness.encoder import DIGESTS, LARGE_DIGEST, file_digest, folder, large_folder, renumbered, tokenizer
from training.harness.heads import Heads
from training.harness.labels import labels

ENCODERS = Path(__file__).parent.parent / "runs" / "encoders"
TINY = BertConfig(
    vocab_size=30522,
    hidden_size=32,
    num_hidden_layers=2,
    num_attention_heads=2,
    intermediate_size=64,
    max_position_embeddings=512,
)


class Readings(NamedTuple):
    """Raw numbers (before softmax or sigmoid): types [batch, tokens, labels]; the others [batch, tokens]; and the
    encoder's last states [batch, tokens, width], which the further heads read."""

    types: Tensor
    actual: Tensor
    begins: Tensor
    tells: Tensor
    states: Tensor


class Tagger(nn.Module):
    """The encoder with its heads; ``heads`` (roles, modality, same event) where the run learns them."""

    def __init__(self, encoder: BertModel | MPNetModel, settings: Model, kinds: int) -> None:
        super().__init__()
        width, hidden = int(encoder.config.hidden_size), settings.hidden
        self.encoder = encoder
        self.drop = nn.Dropout(settings.dropout)
        self.types = nn.Linear(width, kinds)
        self.flags = nn.Linear(width, 2)
        self.tells = nn.Sequential(nn.Linear(width, hidden), nn.Tanh(), nn.Linear(hidden, 1))
        self.heads = Heads(width, settings.filler, settings.rank, settings.view) if settings.heads else None
        self.halved = False

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Token numbers and mask (1 a token, 0 padding), both [batch, tokens] -> Readings, as a plain tuple for
        export."""
        with torch.autocast(ids.device.type, dtype=torch.bfloat16, enabled=self.halved):
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = self.drop(states.float())
        flags = self.flags(states)
        return self.types(states), flags[..., 0], flags[..., 1], self.tells(states)[..., 0], states


def build(settings: Model, seed: int) -> Tagger:
    """A tagger before training: the pretrained encoder (or a tiny random one) and new heads, the same for the same
    seed."""
    torch.manual_seed(seed)
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    encoder: BertModel | MPNetModel
    if settings.encoder == "tiny":
        encoder = BertModel(TINY, add_pooling_layer=False)
    elif settings.encoder == "mpnet":
        encoder = large()
    else:
        encoder = BertModel.from_pretrained(
            folder(), add_pooling_layer=False, dtype=torch.float32, attn_implementation="eager"
        )
    for name, part in encoder.named_modules():
        if isinstance(part, nn.Dropout):
            own = (
                settings.attention_dropout
                if name.endswith(("attention.self.dropout", "attention.attn.dropout"))
                else None
            )
            part.p = settings.dropout if own is None else own
    torch.manual_seed(seed)
    tagger = Tagger(encoder, settings, len(labels().names))
    if settings.freeze_words:
        freeze(encoder.embeddings)
    for layer in encoder.encoder.layer[: settings.freeze_layers]:
        freeze(layer)
    return tagger


def large() -> MPNetModel:
    """The larger encoder (109 million parameters), which takes the small one's piece numbers."""
    at = large_folder(ENCODERS)
    encoder = MPNetModel.from_pretrained(at, add_pooling_layer=False, dtype=torch.float32, attn_implementation="eager")
    numbers = renumbered(tokenizer(), tokenizer(at / "tokenizer.json"))
    table = torch.tensor(numbers)

    def translate(_: nn.Module, args: tuple[Any, ...], given: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        ids = given["input_ids"]
        return args, {**given, "input_ids": table.to(ids.device)[ids]}

    encoder.register_forward_pre_hook(translate, with_kwargs=True)
    freeze(encoder.encoder.relative_attention_bias)
    return encoder


def freeze(part: nn.Module) -> None:
    """Keep the weights of a part as they are."""
    for weight in part.parameters():
        weight.requires_grad = False


def versions() -> dict[str, str]:
    """The packages that a model's last digits depend on."""
    return {name: version(name) for name in ("torch", "transformers", "tokenizers", "numpy")}


def base_digests(settings: Model) -> dict[str, str]:
    """SHA-256 of the encoder's files; for the record, and told apart from the known ones."""
    if settings.encoder == "tiny":
        return {"model": "tiny, random"}
    if settings.encoder == "mpnet":
        return {"model.safetensors": LARGE_DIGEST}
    found = {name: file_digest(folder() / name) for name in DIGESTS}
    return {name: d if d == DIGESTS[name] else f"{d} (not the known file)" for name, d in found.items()}
