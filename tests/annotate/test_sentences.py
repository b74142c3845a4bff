"""Sentences: where they end in news text, and that no character is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.sentences import find_sentences

TABLE = [
    ("Maj. Gen. A. B. Ode said so. He left.", ["Maj. Gen. A. B. Ode said so.", "He left."]),
    ("He met U.S. Envoy Ray Li in the U.S. It was short.", ["He met U.S. Envoy Ray Li in the U.S.", "It was short."]),
    ("It began at 5 a.m. Police came at 6 p.m. on Jan. 4.", ["It began at 5 a.m.", "Police came at 6 p.m. on Jan. 4."]),
    ("“We will stay.” He hung up! Why? Nobody knows…", ["“We will stay.”", "He hung up!", "Why?", "Nobody knows…"]),
    ("Heading without a stop\nText begins here. More.", ["Heading without a stop", "Text begins here.", "More."]),
    ("One.\r\n\r\nTwo.", ["One.", "Two."]),
    ("قُتل ثلاثة؟ نعم. Three died.", ["قُتل ثلاثة؟", "نعم.", "Three died."]),
    ("", []),
    ("   \n ", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TABLE)
def test_sentences(text: str, wanted: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_sentences(text)] == wanted


def test_lines_wrapped_by_hand_are_one_sentence() -> None:
    text = (
        "The governor of the northern province told reporters on Tuesday that the\n"
        "road to the capital had been cut for two days by armed men who had come\n"
        "down from the hills and burned three lorries before the soldiers reached\n"
        "the place. Nobody was hurt in the attack, according to the same official\n"
        "who asked not to be named."
    )
    assert len(find_sentences(text)) == 2


@given(st.text(max_size=400))
def test_order_and_nothing_lost(text: str) -> None:
    found = find_sentences(text)
    inside = "".join(text[s.start : s.end] for s in found)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(found))
