"""From the network's numbers to acts: which words are one act, which are parted, and how sure each is."""

from typing import Any

import msgspec
import numpy as np
import pytest

from dateline.coding.learned.network import Facts, Label, Raw
from dateline.coding.learned.seen import Glance, acts, incident_scores, look, noticed, sigmoid, softmax
from dateline.coding.learned.windows import Marks, Piece, Size
from dateline.model import AnnotatedReport, Report, Sentence
from tests.coding.learned.made import seen

LABELS = (
    Label(name="outside", event="", plover=""),
    Label(name="Attack", event="Violence against civilians", plover="ASSAULT"),
    Label(name="Arrests", event="Strategic developments", plover="COERCE"),
    Label(name="CONSULT", event="", plover="CONSULT"),
)
NONE, ATTACK, ARREST, TALK = [1.0, 0, 0, 0], [0.1, 0.8, 0.1, 0], [0.1, 0.1, 0.8, 0], [0.1, 0, 0, 0.9]


@pytest.mark.parametrize(
    ("types", "more", "found"),
    [
        ([NONE, NONE, NONE, NONE], {}, []),
        ([NONE, ATTACK, NONE, NONE], {}, ["bb"]),
        ([NONE, ATTACK, ATTACK, NONE], {}, ["bb cc"]),
        ([NONE, ATTACK, ATTACK, NONE], {"begins": [0, 1, 1, 0]}, ["bb", "cc"]),
        ([NONE, ATTACK, ATTACK, NONE], {"begins": [0, 1, 0, 0]}, ["bb cc"]),
        ([NONE, ATTACK, ARREST, NONE], {}, ["bb", "cc"]),
        ([NONE, ATTACK, NONE, ATTACK], {}, ["bb", "dd"]),
        ([NONE, ATTACK, ATTACK, NONE], {"sentences": [0, 0, 1, 1]}, ["bb", "cc"]),
        ([ATTACK, NONE, NONE, ATTACK], {}, ["aa", "dd"]),
        ([TALK, TALK, TALK, TALK], {}, []),
        ([ATTACK, NONE, NONE, NONE], {"actual": [0.1, 1, 1, 1]}, []),
        ([ATTACK, NONE, NONE, NONE], {"tells": 0.04}, []),
    ],
)
def test_words_that_are_one_act(types: list[list[float]], more: dict[str, Any], found: list[str]) -> None:
    text = "aa bb cc dd"
    told = acts(seen(text, types, **more), LABELS, least=0.25, gate=0.5)
    assert [text[a.start : a.end] for a in told] == found
    assert all(text.split()[a.row] == text[a.start : a.end].split()[0] for a in told)
    assert all(0.25 <= a.score <= 1 and a.types.sum() == pytest.approx(1) for a in told)


def test_an_act_is_as_sure_as_its_surest_word_and_its_type_the_mean() -> None:
    (act,) = acts(seen("aa bb", [[0.5, 0.5, 0, 0], [0.1, 0.9, 0, 0]]), LABELS, least=0.25, gate=1.0)
    assert act.score == pytest.approx(0.9)
    assert act.types.tolist() == pytest.approx([0.3, 0.7, 0, 0])


@pytest.mark.parametrize(("gate", "score"), [(0.0, 0.45), (0.5, 0.225), (1.0, 0.1125)])
def test_the_gate_is_a_power_of_what_the_sentence_tells(gate: float, score: float) -> None:
    one = seen("aa", [ATTACK], actual=[0.5], tells=0.25)
    assert incident_scores(one, LABELS, gate).tolist() == pytest.approx([score])


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [(0, 2, ["aa"]), (1, 4, ["aa", "bb"]), (2, 3, []), (3, 11, ["bb", "cc", "dd"]), (50, 60, []), (4, 4, ["bb"])],
)
def test_rows_are_the_words_that_a_stretch_touches(start: int, end: int, words: list[str]) -> None:
    text = "aa bb cc dd"
    one = seen(text, [NONE] * 4)
    assert text.split()[one.rows(start, end)] == words


@pytest.mark.parametrize("raw", [[0.0, 1.0, -1.0], [80.0, -80.0, 0.0], [1e4, 1e4, -1e4]])
def test_probabilities_are_whole_however_large_the_numbers(raw: list[float]) -> None:
    found = np.array(raw, dtype=np.float32)
    assert softmax(found).sum() == pytest.approx(1)
    with np.errstate(over="ignore"):
        assert np.isfinite(sigmoid(found)).all()


class Made:
    """A network that says of every word how often it has read it: once, whatever the window."""

    facts = Facts(version="x", labels=LABELS, types=(), window=Size(max_tokens=12, context_tokens=2), thresholds={})
    marks = Marks(1, 2, 0)

    def tokenise(self, sentence: str) -> list[Piece]:
        out, at = [], 0
        for word in sentence.split():
            at = sentence.index(word, at)
            out += [Piece(len(word), at, at + len(word), k == 0) for k in range(2 if len(word) > 4 else 1)]
            at += len(word)
        return out

    def read(self, rows: list[tuple[int, ...]]) -> list[Raw]:
        return [
            Raw(
                types=np.array([[n, 0, 0, 0] for n in row], dtype=np.float32),
                actual=np.array(row, dtype=np.float32),
                begins=np.zeros(len(row), dtype=np.float32),
                tells=np.zeros(len(row), dtype=np.float32),
                states=np.array([[n, i] for i, n in enumerate(row)], dtype=np.float32),
            )
            for row in rows
        ]


class Counting(Made):
    """The same, with how many reports it was asked about."""

    def __init__(self) -> None:
        self.asked = 0

    def read(self, rows: list[tuple[int, ...]]) -> list[Raw]:
        self.asked += 1
        return super().read(rows)


def annotated(*sentences: str) -> AnnotatedReport:
    text, found = " ".join(sentences), []
    for sentence in sentences:
        start = found[-1].end + 1 if found else 0
        found.append(Sentence(start=start, end=start + len(sentence)))
    return AnnotatedReport(report=Report(id="t", text=text), reading=text, sentences=tuple(found))


@pytest.mark.parametrize(
    ("sentences", "worth"),
    [
        (["aa bbbbbb cc", "dd ee", "ffffff"], [0, 1, 2]),
        (["aa bbbbbb cc", "dd ee", "ffffff"], [1]),
        (["aa " * 30, "dd"], [0, 1]),
        (["", "aa"], [0, 1]),
        (["aa"], []),
        ([], []),
    ],
)
def test_each_word_asked_about_is_one_row_in_the_order_of_the_text(sentences: list[str], worth: list[int]) -> None:
    report = annotated(*[s.strip() for s in sentences])
    found = look(Made(), report.reading, report.sentences, worth)  # type: ignore[arg-type]
    wanted = [
        (w, n) for n in worth for w in report.reading[report.sentences[n].start : report.sentences[n].end].split()
    ]
    rows = zip(found.start.tolist(), found.end.tolist(), found.sentence.tolist(), strict=True)
    assert [(report.reading[a:b], n) for a, b, n in rows] == wanted
    assert len(found.types) == len(found.actual) == len(found.begins) == len(found.piece) == len(wanted)
    for row in range(len(wanted)):
        window, states = found.windows[int(found.window[row])]
        piece = int(found.piece[row])
        assert (window.pieces[piece].start, window.pieces[piece].end) == (found.start[row], found.end[row])
        assert states[piece].tolist() == [window.pieces[piece].id, piece + 1]
    assert set(found.tells) == {n for _, n in wanted}
    assert acts(found, LABELS, 0.5, 0.5) == []


def test_a_report_is_read_once_and_what_is_asked_decides() -> None:
    made = Counting()
    glance = Glance(made)  # type: ignore[arg-type]
    first, second = annotated("aa bbbbbb cc", "dd ee"), annotated("aa bbbbbb cc", "dd ff")
    one = glance.look(first.reading, first.sentences, [0, 1])
    assert glance.look(first.reading, first.sentences, [0, 1]) is one
    assert made.asked == 1
    fewer = glance.look(first.reading, first.sentences, [0])
    other = glance.look(second.reading, second.sentences, [0, 1])
    again = glance.look(first.reading, first.sentences, [0, 1])
    assert (len(fewer.start), len(other.start), made.asked) == (3, 5, 4)
    assert (again.types.tolist(), again.tells) == (one.types.tolist(), one.tells)


@pytest.mark.parametrize(
    ("none", "least", "sentences"),
    [
        ([0.9, 0.5, 0.99, 0.84], 0.15, {0, 2}),
        ([0.9, 0.5, 0.99, 0.84], 0.6, set()),
        ([0.9, 0.9, 0.0, 0.9], 0.15, {1}),
        ([], 0.15, set()),
    ],
)
def test_a_sentence_is_noticed_by_its_likeliest_word(none: list[float], least: float, sentences: set[int]) -> None:
    empty = look(Made(), "", (), [])  # type: ignore[arg-type]
    types = np.array([[p, 1 - p] for p in none], dtype=np.float32).reshape(len(none), 2)
    seen = msgspec.structs.replace(empty, sentence=np.array([0, 0, 1, 2][: len(none)], dtype=np.int64), types=types)
    assert noticed(seen, least) == sentences
