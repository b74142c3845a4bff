"""A training run's whole state at one step, written at one stroke and read back to the last bit."""

import io
from pathlib import Path
from typing import Any

import msgspec
import torch
from torch import nn
from torch.optim import Optimizer

from training.harness.runs import write


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """How far a run is: steps done, and where in its epochs the next one lies; minutes spent so far."""

    step: int = 0
    epoch: int = 0
    batch: int = 0
    minutes: float = 0.0


def trained(tagger: nn.Module) -> dict[str, torch.Tensor]:
    """The weights that training changes; the frozen ones are the encoder's own."""
    moving = {name for name, weight in tagger.named_parameters() if weight.requires_grad}
    return {name: value.cpu() for name, value in tagger.state_dict().items() if name in moving}


def save(path: Path, place: Place, tagger: nn.Module, optimiser: Optimizer) -> None:
    """Write the weights, the optimiser's state, the random numbers' state and the place."""
    state = {
        "place": msgspec.to_builtins(place),
        "weights": trained(tagger),
        "optimiser": optimiser.state_dict(),
        "random": torch.get_rng_state(),
        "random_cuda": torch.cuda.get_rng_state_all(),
    }
    write(path, packed(state))


def load(path: Path, tagger: nn.Module, optimiser: Optimizer) -> Place:
    """Put a saved state back, random numbers included, and give the place."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    tagger.load_state_dict(state["weights"], strict=False)
    optimiser.load_state_dict(state["optimiser"])
    torch.set_rng_state(state["random"])
    torch.cuda.set_rng_state_all(state.get("random_cuda", []))
    return msgspec.convert(state["place"], Place)


def packed(state: dict[str, Any]) -> bytes:
    """Tensors and plain values as bytes that ``torch.load`` reads."""
    out = io.BytesIO()
    torch.save(state, out)
    return out.getvalue()
