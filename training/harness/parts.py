"""Who is trained on, who chooses thresholds, who is only measured: by stable hashes, so that it is the same everywhere.

    train   what the model learns from; a share of .25 is within that of .5
    tune    a tenth of the training groups, for thresholds; never trained on, never reported as a result
    check   the corpus's check part: reported
    news    the news dev set: reported

The corpus's final part is not loaded by anything here.
"""

from pathlib import Path

import msgspec

from dateline.errors import DataError, UsageError
from training.harness.config import Data
from training.harness.documents import Document, share_of
from training.harness.sources import corpus, muc4, news, plain, plv


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """All documents of a run. ``check`` and ``news`` may be empty where the data is not at hand."""

    train: tuple[Document, ...]
    tune: tuple[Document, ...]
    check: tuple[Document, ...]
    news: tuple[Document, ...]


def load(data: Data, root: Path) -> Parts:
    """Read the sets that a run names and part them. Raises DataError for a set that is not there; a ``news`` that
    is not there is an empty part, since a model may be trained on the corpus alone."""
    bench = root / data.bench
    found = [d for name in data.sets for d in _load(name, root / data.corpus, bench)]
    if not found:
        raise DataError(
            f"no training document in {', '.join(data.sets)}: look at data.corpus and data.bench in the configuration"
        )
    tune = tuple(d for d in found if is_tune(d, data.tune))
    return Parts(
        train=tuple(d for d in found if not is_tune(d, data.tune) and in_share(d, data.share)),
        tune=tuple(d for d in tune if d.gold or d.knows != "nothing"),
        check=tuple(corpus.load(root / data.corpus, "check")),
        news=tuple(news.load(bench / "news", "dev")) if (bench / "news").is_dir() else (),
    )


def is_tune(document: Document, share: float) -> bool:
    """Whether a document belongs to the part that chooses thresholds."""
    return share_of(document.group, "tune") < share


def in_share(document: Document, share: float) -> bool:
    """Whether a document is among a share of the training data."""
    return share_of(document.group, "share") < share


def folded(documents: tuple[Document, ...], fold: int, folds: int) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
    """(to train on, held out) for one fold of a cross-validation; groups are never torn apart.

    Raises UsageError unless 2 or more folds are asked for and ``fold`` is one of them."""
    if folds < 2 or not 0 <= fold < folds:
        raise UsageError(f"fold {fold} of {folds}: there must be two folds or more, and they count from 0")
    held = [int(share_of(d.group, "fold") * folds) == fold for d in documents]
    pairs = list(zip(documents, held, strict=True))
    return tuple(d for d, out in pairs if not out), tuple(d for d, out in pairs if out)


def _load(name: str, written: Path, bench: Path) -> list[Document]:
    if name == "corpus":
        return corpus.load(written, "train")
    if name == "plv":
        return plv.load(bench / "plv", "train")
    if name in ("muc4", "muc4-plain"):
        fuller = news.load(bench / "news", "more")
        known = frozenset(muc4.letters(d.text) for d in fuller if d.id.startswith("muc-"))
        return muc4.load(bench / "muc4", known) if name == "muc4" else plain.wires(bench / "muc4", known)
    if name == "ecb-plain":
        told = frozenset(d.id.removeprefix("ecb-") for d in news.load(bench / "news", "more"))
        return plain.stories(bench / "ecb", told)
    return news.load(bench / "news", name.removeprefix("news-"))
