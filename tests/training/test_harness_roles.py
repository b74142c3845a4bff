"""What the heads learn and how they are counted, without torch: fillers found in texts, marks, pairs, tallies."""

import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from training.harness import config  # noqa: E402
from training.harness.documents import Document, Frame, Hint, Trigger, sentences_of  # noqa: E402
from training.harness.heads_measure import Mentions, by_model  # noqa: E402
from training.harness.heads_numpy import BEGIN, INSIDE, MODALITIES, ROLES  # noqa: E402
from training.harness.labels import groups, labels  # noqa: E402
from training.harness.role_scoring import RoleTally, pair_figures, same  # noqa: E402
from training.harness.role_targets import lessons, merged  # noqa: E402
from training.harness.sources import located  # noqa: E402
from training.harness.tagging import Found  # noqa: E402
from training.harness.targets import OPEN, targets  # noqa: E402
from training.harness.windows import Marks, Piece, windows  # noqa: E402

TEXT = "Gunmen shot four men in Harn on Monday. The killing shook Harn. On Tuesday police held two gunmen."
ATTACK, ARREST = (labels().names.index(n) for n in ("Attack", "Arrests"))
MARKS = Marks(1, 2, 0)


def cut(sentence):
    """A stand-in for the tokenizer: words without their full stop, those of more than six letters in two pieces."""
    out, at = [], 0
    for word in sentence.split():
        start = sentence.index(word, at)
        at = start + len(word)
        end = start + len(word.rstrip("."))
        out += [Piece(9, start, end, first) for first in ((True, False) if end - start > 6 else (True,))]
    return out


def span(words, number=0):
    at = -1
    for _ in range(number + 1):
        at = TEXT.index(words, at + 1)
    return at, at + len(words)


def trigger(words, label, event):
    start, end = span(words)
    return Trigger(start=start, end=end, label=label, actual=True, event=event)


def written(**changes):
    reading, sentences = sentences_of(TEXT)
    first = Frame(
        event=0,
        modality="asserted",
        open=("injured",),
        fillers=(("initiator", (span("Gunmen"),)), ("target", (span("four men"),)), ("place", (span("Harn"),))),
    )
    second = Frame(event=1, modality="alleged", fillers=(("target", (span("two gunmen"),)),))
    plain = Document(
        id="d",
        source="corpus",
        group="d",
        text=TEXT,
        reading=reading,
        sentences=sentences,
        knows="all",
        triggers=(trigger("shot", ATTACK, 0), trigger("killing", ATTACK, 0), trigger("held", ARREST, 1)),
        frames=(first, second),
    )
    return msgspec.structs.replace(plain, **changes)


def taught(document):
    (window,) = windows(document, 0, cut, MARKS, config.Window(max_tokens=256, context_tokens=0))
    words = [TEXT[p.start : p.end] for p in window.pieces]
    return words, lessons(document, window, targets(document, window))


def words_that_are(value, words, marks, role, which=INSIDE):
    return [w for w, m in zip(words, marks[ROLES.index(role), :, which], strict=True) if m == value]


def test_a_triggers_marks_tell_fillers_from_others_and_leave_open_what_may_be():
    words, lesson = taught(written())
    assert [words[a.at] for a in lesson.asked] == ["shot", "killing", "held"]
    assert [MODALITIES[a.modality] for a in lesson.asked] == ["asserted", "asserted", "alleged"]
    marks = lesson.asked[0].marks
    assert words_that_are(1, words, marks, "initiator") == ["Gunmen"]
    assert words_that_are(OPEN, words, marks, "initiator") == [
        "killing",
        "Tuesday",
        "gunmen",
    ]  # two are halves of words
    assert words_that_are(1, words, marks, "target") == ["four", "men"]
    assert words_that_are(1, words, marks, "target", BEGIN) == ["four"]
    assert words_that_are(0, words, marks, "target", BEGIN) == ["men"]
    assert words_that_are(OPEN, words, marks, "place") == ["killing", "Harn", "Tuesday"]
    assert words_that_are(0, words, marks, "injured") == []
    assert words_that_are(1, words, marks, "date") == []
    np.testing.assert_array_equal(marks, lesson.asked[1].marks)


def test_pairs_of_triggers_know_their_event():
    words, lesson = taught(written())
    found = [(words[p.one], words[p.other], p.apart, p.same_word, p.same) for p in lesson.pairs]
    assert found == [
        ("shot", "killing", 1, False, True),
        ("shot", "held", 2, False, False),
        ("killing", "held", 1, False, False),
    ]


def test_an_event_known_by_a_hint_teaches_inside_its_stretch_only():
    start, end = written().sentences[0]
    hint = Hint(start=start, end=end, labels=frozenset({ATTACK}), actual=True, event=0)
    men = (span("four men")[0] + 5, span("four men")[1])
    frame = Frame(event=0, loose=True, fillers=(("target", (men,)), ("place", (span("Harn", 1),))))
    document = written(knows="nothing", triggers=(), hints=(hint,), frames=(frame,))
    words, lesson = taught(document)
    (guess,) = lesson.guessed
    assert guess.labels == (ATTACK,)
    assert words_that_are(1, words, guess.marks, "target") == ["men"]
    assert words_that_are(0, words, guess.marks, "target")[:2] == ["Monday", "The"]
    assert "four" in words_that_are(OPEN, words, guess.marks, "target")  # beside a loose filler
    assert words_that_are(1, words, guess.marks, "place") == []
    assert words_that_are(1, words, guess.marks, "target", BEGIN) == []


def test_a_document_without_frames_teaches_the_heads_nothing_but_pairs():
    _, lesson = taught(written(frames=msgspec.UNSET))
    assert (lesson.asked, lesson.guessed, len(lesson.pairs)) == ((), (), 3)


def test_marks_of_two_events_of_one_word():
    one, other = (np.array([[x]], dtype=np.int8) for x in ([0, 1, OPEN, 0], [0, 0, 0, OPEN]))
    assert merged([one, other]).tolist() == [[[0, 1, OPEN, OPEN]]]


@pytest.mark.parametrize(
    ("evidence", "value", "role", "words"),
    [
        ("A blast killed at least nine people in Harn", {"low": 9, "high": None}, "killed", "at least nine"),
        ("A blast killed 1,200 people", {"low": 1200, "high": 1200}, "killed", "1,200"),
        ("Two boys, aged two, threw stones; soldiers fired and killed two", {"low": 2, "high": 2}, "killed", None),
        ("Two men in a car fired on the crowd that was waiting there, wounding 2", {"low": 2}, "injured", "2"),
        ("The mayor was killed", {"low": 1, "high": 1}, "killed", None),
    ],
)
def test_tolls_are_found_where_one_number_is_theirs(evidence, value, role, words):
    found = located.toll(evidence, value, role, (0, len(evidence)))
    assert (found and evidence[slice(*found)]) == words


def test_a_string_is_found_in_the_evidence_first_then_near_the_trigger():
    text = "US troops left. Troops of the US and of Usar fought; troops rested."
    assert located.nearest(text, "US", (16, 51), 40) == (30, 32)
    assert located.nearest(text, "troops", (0, 5), 60) == (53, 59)
    assert located.nearest(text, "Russians", (0, 5), 3) is None


# ------------------------------------------------------------------------------------------------ counting


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("the militants", "Militants", True),
        ("Islamic State", "Islamic State's fighters in the north", True),
        ("soldiers", "two soldiers of the third and of the fourth brigade", False),
        ("police", "rebels", False),
        ("they", "they", True),
        ("", "police", False),
    ],
)
def test_strings_are_compared_by_content_words(one, other, alike):
    assert same(one, other) is alike


def test_a_role_is_counted_by_fillers_with_all_their_names():
    tally = RoleTally()
    tally.add(["The rebels", "the rebels", "a bus"], [["rebels", "they"], ["the army"]])
    tally.add([], [])
    assert tally.figures() == {"P": 50.0, "R": 50.0, "F": 50.0, "verbatim": 0.0, "gold": 2}


def test_pairs_are_counted_at_a_threshold():
    assert pair_figures([0.9, 0.6, 0.2], [True, False, True], 0.5) == {
        "P": 50.0,
        "R": 50.0,
        "F": 50.0,
        "gold": 2,
        "pairs": 3,
    }


@pytest.mark.parametrize(
    ("threshold", "events"), [(0.5, [(0, 5), (20,)]), (0.95, [(0,), (5,), (20,)]), (0.05, [(0, 5, 20)])]
)
def test_mentions_are_joined_where_they_belong_together_most(threshold, events):
    found = [Found(start=s, end=s + 1, sentence=0, label=ATTACK, score=0.9) for s in (0, 5, 20)]
    likely = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]], dtype=np.float32)
    told = by_model(Mentions(written(), found, likely), threshold)
    assert [tuple(a for a, _ in t.triggers) for t in told] == events


def test_groups_are_event_types_and_single_plover_types():
    by_group = {}
    for name, group in zip(labels().names, groups(), strict=True):
        by_group.setdefault(group, set()).add(name)
    assert by_group[0] == {"outside"}
    assert {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"} in by_group.values()
    assert {"ACCUSE"} in by_group.values()
    assert len(by_group) == 1 + 6 + 16
