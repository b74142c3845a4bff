"""Names as words: what is found, where it begins and ends, and what is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.names import find_names
from dateline.annotate.sentences import find_sentences
from dateline.model import Sentence, Token


def names(text: str) -> list[str]:
    return [name.text for name in find_names(text, text, find_sentences(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # several words, hyphens, particles
        ("Troops entered Deir ez-Zor on Monday.", ["Deir ez-Zor"]),
        ("They flew over the Strait of Hormuz and Rio de Janeiro.", ["Strait of Hormuz", "Rio de Janeiro"]),
        ("The garrison at al-Tanf was hit.", ["al-Tanf"]),
        ("He left Stratford upon Avon for Côte d'Ivoire.", ["Stratford upon Avon", "Côte d'Ivoire"]),
        ("Police in St. Louis and Mt. Vernon met Gen. Smith.", ["Police", "St. Louis", "Mt. Vernon", "Gen. Smith"][1:]),
        ("Clashes near Washington, D.C., and in the U.S. spread.", ["Washington", "D.C.", "U.S."]),
        # the possessive is cut, the apostrophe inside a name is not
        ("Homs's mayor and Sana'a’s governor met.", ["Homs", "Sana'a"]),
        # the first word of a sentence
        ("The army shelled Kharkiv.", ["Kharkiv"]),
        ("Near Donetsk, two died. Residents fled.", ["Donetsk"]),
        ("Kharkiv was shelled. But Odesa was calm.", ["Kharkiv", "Odesa"]),
        ("Reading is hard.", []),
        ("Trains to Reading stopped. Reading is closed.", ["Reading", "Reading"]),
        ("Green Village was hit.", ["Green Village"]),
        # dates and contractions are none
        ("On Tuesday, August 24, nothing happened. I'm sure they've left.", []),
        # lists are several names
        ("Homs, Hama and Aleppo fell.", ["Homs", "Hama", "Aleppo"]),
    ],
)
def test_names_of_a_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_headline_is_not_one_long_name() -> None:
    found = names("Joliet Woman Charged After Fire At Home\n\nThe woman lives in Joliet.")
    assert found[0] == "Joliet"
    assert found[-1] == "Joliet"


def test_the_reading_is_matched_and_the_text_is_quoted() -> None:
    text, reading = "TROOPS LEFT HOMS.", "Troops left Homs."
    found = find_names(reading, text, (Sentence(start=0, end=len(text)),))
    assert [(n.text, n.start, n.end) for n in found] == [("HOMS", 12, 16)]


@pytest.mark.parametrize(("entity", "label"), [("GPE", "GPE"), ("", "")])
def test_the_parsers_label_is_a_hint(entity: str, label: str) -> None:
    text = "He saw Homs."
    token = Token(start=7, end=11, text="Homs", lemma="Homs", pos="PROPN", tag="NNP", dep="dobj", head=0, entity=entity)
    found = find_names(text, text, (Sentence(start=0, end=len(text), tokens=(token,)),))
    assert [(n.text, n.label) for n in found] == [("Homs", label)]


@given(st.text(alphabet="AbCd éÉ'’-., \n\u00a0.Ilİß1", max_size=120))
def test_any_text_gives_true_spans_in_order(text: str) -> None:
    found = find_names(text, text, find_sentences(text))
    assert all(text[n.start : n.end] == n.text and n.text for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
