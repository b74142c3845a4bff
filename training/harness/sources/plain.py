"""Texts that nobody has labelled, for what a teacher makes of them: MUC-4's and ECB+'s training documents."""

import re
from pathlib import Path
from typing import Any

from training.harness.documents import Document, sentences_of
from training.harness.sources import lines, muc4

CLOSE = re.compile(r" (?=[,.;:?!%)\]}]|'(?:s|re|ve|ll|d|m|t)\b|n't\b)|(?<=[(\[{$]) ")
"""Blanks that the cutting into tokens put before closing marks and after opening ones."""


def wires(folder: Path, leave_out: frozenset[str] = frozenset()) -> list[Document]:
    """MUC-4's training texts (see ``muc4``), without their keys."""
    rows = lines(folder / "train.jsonl.gz")
    return [_document(r["id"], "muc4-plain", str(r["text"])) for r in rows if muc4.letters(r["text"]) not in leave_out]


def stories(folder: Path, leave_out: frozenset[str] = frozenset()) -> list[Document]:
    """ECB+'s training documents, their tokens put together again; ``leave_out`` are ids."""
    return [
        _document(row["id"], "ecb-plain", joined(row["tokens"]))
        for row in lines(folder / "train.docs.jsonl.gz")
        if row["id"].removesuffix(".xml") not in leave_out
    ]


def joined(tokens: list[Any]) -> str:
    """A text from its tokens: blanks between words, none before a comma."""
    return CLOSE.sub("", " ".join(str(t) for t in tokens))


def _document(key: str, source: str, text: str) -> Document:
    reading, sentences = sentences_of(text)
    return Document(
        id=key, source=source, group=f"{source}:{key}", text=text, reading=reading, sentences=sentences, knows="nothing"
    )
