"""``import dateline``: the few names a program needs."""

import pytest

import dateline
from dateline.errors import InputError, UsageError
from dateline.model import Report
from dateline.pipeline import Coder
from dateline.settings import Settings
from tests import fake_stages


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings that coders were built for, in order."""
    settings_seen: list[Settings] = []

    def build(settings: Settings, say: object = None) -> Coder:
        settings_seen.append(settings)
        return fake_stages.FakeCoder.build(settings)

    monkeypatch.setattr(Coder, "build", build)
    dateline._built.cache_clear()
    return settings_seen


def test_every_public_name_is_there() -> None:
    assert [name for name in dateline.__all__ if getattr(dateline, name) is None] == []
    assert set(dateline.__all__) <= set(dir(dateline))
    with pytest.raises(AttributeError, match="no attribute 'codes'"):
        _ = dateline.codes


def test_code_takes_a_text_or_a_report() -> None:
    (claim,) = dateline.code("An attack.")
    assert (claim.event_type, claim.mentions[0].start) == ("attack", 3)
    (claim,) = dateline.code(Report(id="mine", text="An attack."), published="2022-09-27")
    assert claim.report == "mine"


def test_annotate_report() -> None:
    assert dateline.annotate_report("Two words.").sentences[0].end == 10


def test_a_coder_is_built_once_for_the_same_settings(built: list[Settings]) -> None:
    dateline.code("attack")
    dateline.annotate_report("attack", settings=Settings())
    dateline.code("attack", settings=Settings(max_chars=10))
    assert len(built) == 2


WRONG = [
    ("", None, InputError, "empty"),
    ("x" * 100, None, InputError, "100 characters; allowed: 50"),
    ("coding-fails", None, InputError, "the stage failed with MemoryError"),
    ("attack", "yesterday", UsageError, "no date of publication; allowed"),
]


@pytest.mark.parametrize(("text", "published", "error", "words"), WRONG)
def test_what_cannot_be_coded_is_raised(text: str, published: str | None, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        dateline.code(text, published=published, settings=Settings(max_chars=50))
    if not text.startswith("coding"):
        with pytest.raises(error, match=words):
            dateline.annotate_report(text, published=published, settings=Settings(max_chars=50))
