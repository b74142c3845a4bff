"""The network's files: the shipped ones are whole, and others are refused with a message that says what to do."""

import json
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from dateline.coding.learned.heads import MODALITIES, ROLES
from dateline.coding.learned.network import FOLDER, Network
from dateline.coding.learned.windows import Piece
from dateline.errors import DataError
from tests.contracts.engines import TEXTS


@pytest.fixture(scope="module")
def network() -> Network:
    return Network()


def test_the_shipped_files_fit_together(network: Network) -> None:
    facts = network.facts
    (raw,) = network.read([(network.marks.begin, 2000, 2001, network.marks.end)])
    assert facts.version
    assert len({label.name for label in facts.labels}) == len(facts.labels)
    assert (facts.labels[0].event, facts.labels[0].plover) == ("", "")
    assert raw.types.shape == (4, len(facts.labels))
    assert raw.actual.shape == raw.begins.shape == raw.tells.shape == (4,)
    assert facts.window.max_tokens > 2 + 2 * facts.window.context_tokens
    if network.heads is not None:
        assert network.heads.roles(raw.states, 1, [0] * 4).shape == (len(ROLES), 4, 2)
        assert network.heads.modality(raw.states[1]).shape == (len(MODALITIES),)


def test_the_shipped_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 60_000_000


def texts(pieces: list[Piece], text: str) -> list[str]:
    return [text[p.start : p.end] for p in pieces]


@pytest.mark.parametrize("key", TEXTS)
def test_every_piece_has_the_span_of_its_word(network: Network, key: str) -> None:
    text = TEXTS[key]
    pieces = network.tokenise(text)
    assert all(0 <= p.start < p.end <= len(text) for p in pieces)
    firsts = [p for p in pieces if p.first]
    assert [p.start for p in firsts] == sorted(p.start for p in firsts)
    for before, piece in pairwise(pieces):
        assert piece.first or (piece.start, piece.end) == (before.start, before.end)
    assert all(a.end <= b.start for a, b in pairwise(firsts))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels attacked Bunia.", ["Rebels", "attacked", "Bunia", "."]),
        ("", []),
        (" \t\n\u00a0", []),
        ("🔥 fire", ["🔥", "fire"]),
        ("a [SEP] b", ["a", "[SEP]", "b"]),
        ("x" * 5000, ["x" * 5000]),
    ],
)
def test_words_of_a_sentence(network: Network, text: str, words: list[str]) -> None:
    assert texts([p for p in network.tokenise(text) if p.first], text) == words


def test_windows_of_any_lengths_come_back_in_their_order(network: Network) -> None:
    rows = [(network.marks.begin, *range(2000, 2000 + n), network.marks.end) for n in (9, 1, 30, 2, 30, 4, 5, 6, 7, 8)]
    together = network.read(rows)
    assert [(r.types.shape[0], r.tells.shape[0], r.states.shape[0]) for r in together] == [(len(r),) * 3 for r in rows]
    assert all(np.isfinite(number).all() for raw in together for number in raw)
    assert network.read([]) == []


def test_a_window_is_read_alike_in_any_company(network: Network) -> None:
    one = (network.marks.begin, *range(2000, 2009), network.marks.end)
    company = [(network.marks.begin, *range(3000, 3000 + n), network.marks.end) for n in (5, 40, 90)]
    assert network.read([one])[0].types.tolist() == network.read([one, *company])[0].types.tolist()


def test_the_same_windows_give_the_same_numbers(network: Network) -> None:
    rows = [(network.marks.begin, *range(1000, 1000 + n), network.marks.end) for n in (5, 50, 17)]
    first, second = network.read(rows), network.read(rows)
    assert all((a == b).all() for x, y in zip(first, second, strict=True) for a, b in zip(x, y, strict=True))


def copied(folder: Path) -> Path:
    """The shipped network's files, linked where they are large."""
    for path in FOLDER.iterdir():
        if path.name == "model.onnx":
            (folder / path.name).symlink_to(path)
        else:
            shutil.copyfile(path, folder / path.name)
    return folder


WAYS = [
    ("model.json", None),
    ("model.json", b"{"),
    ("model.json", b'{"version": "x"}'),
    ("tokenizer.json", None),
    ("tokenizer.json", b"{}"),
    ("tokenizer.json", b"\xff\xfe\x00"),
    ("model.onnx", None),
    ("model.onnx", b""),
    ("model.onnx", b"not a network"),
]


@pytest.mark.parametrize(("name", "content"), WAYS)
def test_a_file_that_is_missing_or_broken_is_named_with_what_to_do(
    name: str, content: bytes | None, tmp_path: Path
) -> None:
    folder = copied(tmp_path)
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(DataError, match=r"cannot be opened: .*install dateline again") as raised:
        Network(folder)
    assert str(folder) in str(raised.value)


def test_broken_heads_are_named_with_what_to_do(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "heads.npz").write_bytes(b"PK\x03\x04 not an archive")
    with pytest.raises(DataError, match=r"install dateline again"):
        Network(folder)


def test_labels_of_another_network_are_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    facts = json.loads((folder / "model.json").read_bytes())
    (folder / "model.json").write_text(json.dumps({**facts, "labels": facts["labels"][:-1]}), encoding="utf-8")
    with pytest.raises(DataError):
        Network(folder)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be opened"):
        Network(tmp_path / "nowhere")


def test_heads_may_be_missing(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "heads.npz").unlink(missing_ok=True)
    assert Network(folder).heads is None
