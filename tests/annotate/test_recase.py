"""Recasing: ordinary case back, every offset unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.recase import is_shouting, recase

TABLE = [
    ("THE ARMY SAID ON MONDAY THAT TEN REBELS DIED NEAR BOGOTA.",
     "The army said on Monday that ten rebels died near Bogota."),
    ("CLASHES WITH THE NATIONAL LIBERATION ARMY [NLA] LEFT TWO DEAD. THE NLA SAID NOTHING.",
     "Clashes with the National Liberation Army [NLA] left two dead. The NLA said nothing."),
    ("COLONEL JUAN PEREZ WAS SHOT IN SAN MIGUEL ON 5 MAY.", "Colonel Juan Perez was shot in San Miguel on 5 May."),
    ("THE U.S. EMBASSY WAS HIT; I SAW IT, A GUARD SAID.", "The U.S. embassy was hit; I saw it, a guard said."),
    ("TROOPS MAY MARCH ON THE CAPITAL IN MAY 1989.", "Troops may march on the capital in May 1989."),
    ("Ordinary text with NATO and the UN stays as it is.", "Ordinary text with NATO and the UN stays as it is."),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("given_text", "wanted"), TABLE)
def test_recase(given_text: str, wanted: str) -> None:
    assert recase(given_text) == wanted


@given(st.text(max_size=300))
def test_never_changes_the_length(text: str) -> None:
    assert len(recase(text)) == len(text)
    assert len(recase(text.upper())) == len(text.upper())


def test_capitals_that_lower_to_two_characters_stay() -> None:
    text = "THE MAYOR OF İSTANBUL SAID THAT İZMİR WAS CALM AND SAFE TODAY."
    assert len(recase(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "shouting"),
    [
        ("SHORT", False),
        ("Normal words in a normal sentence here", False),
        ("WORDS ALL IN CAPITALS FOR A WHILE (ap)", True),
    ],
)
def test_is_shouting(text: str, shouting: bool) -> None:
    assert is_shouting(text) is shouting
