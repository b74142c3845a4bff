"""The last look at an event: what the score that becomes its confidence looks at."""

import math
from typing import Any

import msgspec
import pytest

from dateline.coding.learned.settings import Setting
from dateline.coding.learned.verdict import NAMES, numbers
from dateline.coding.parts.drafts import Draft, Opinion
from dateline.coding.parts.joining import Event
from dateline.model import Attribution, Quotation
from tests.coding.learned.made import ARRESTED, SHELLED, SHELLING, TEXT, TOLD, draft, event, party, resolved, span


def changed(one: Draft, **more: Any) -> Draft:
    return msgspec.structs.replace(one, **more)


def told(of: Event, published: str | None = "2024-06-12", **more: Any) -> dict[str, float]:
    """The numbers of an event, by name."""
    report = resolved(published)
    annotated = msgspec.structs.replace(report.annotated, **more)
    setting = Setting(msgspec.structs.replace(report, annotated=annotated), TOLD)
    return dict(zip(NAMES, numbers(setting, of, (0.6, 0.2, 0.1), (0.7, 0.8)), strict=True))


FIRST, SECOND = TOLD
BARE = event(SHELLING)
SOURCE = Attribution(start=span("The army")[0], end=span("The army")[1], text="The army", cue="said")
SURE = Opinion(belief=1.0, types=())


@pytest.mark.parametrize(
    ("of", "name", "value"),
    [
        (FIRST, "belief", 0.9),
        (event(SHELLED, changed(SHELLING, opinion=SURE)), "belief", 1.0),
        (event(SHELLED, changed(SHELLING, opinion=SURE)), "belief second", 0.9),
        (event(SHELLED, changed(SHELLING, opinion=None)), "belief mean", 0.45),
        (event(SHELLED), "belief second", 0),
        (FIRST, "type", 0.6),
        (FIRST, "type margin", 0.2),
        (FIRST, "outside", 0.1),
        (FIRST, "mentions", 2),
        (FIRST, "sentence", 0),
        (FIRST, "sentences apart", 1),
        (SECOND, "sentence", 2),
        (FIRST, "own date", 1),
        (event(changed(SHELLED, lent=frozenset({"date"}))), "own date", 0),
        (event(changed(SHELLED, lent=frozenset({"date"}))), "date", 1),
        (BARE, "date", 0),
        (FIRST, "own place", 1),
        (event(changed(SHELLED, lent=frozenset({"place"}))), "own place", 0),
        (BARE, "own place", 0),
        (FIRST, "initiators", 1),
        (FIRST, "named", 1),
        (event(changed(SHELLED, initiators=(party("The army"),), targets=())), "named", 0),
        (FIRST, "toll", 1),
        (FIRST, "injured", 0),
        (FIRST, "weapons", 1),
        (FIRST, "weapon count", 0),
        (BARE, "noun", 1),
        (BARE, "definite", 1),
        (BARE, "bare", 0),
        (event(changed(SHELLING, definite=False)), "bare", 1),
        (FIRST, "alleged", 0),
        (event(changed(SHELLED, modality="alleged")), "alleged", 1),
        (event(changed(SHELLED, modality="denied")), "denied", 1),
        (event(changed(SHELLED, failed="intercepted")), "failed", 1),
        (event(changed(SHELLED, source=SOURCE)), "source", 1),
        (FIRST, "days ago", 40),
        (SECOND, "days ago", 3),
        (BARE, "days ago", -1),
        (FIRST, "published", 1),
        (FIRST, "events", 2),
        (FIRST, "words", len(TEXT.split())),
        (FIRST, "share", 1),
        (FIRST, "headline", 1),
        (SECOND, "headline", 0),
        (FIRST, "Explosions/Remote violence", 1),
        (SECOND, "Arrests", 1),
        (event(changed(SHELLED, context="court")), "court", 1),
        (event(changed(SHELLED, context="court")), "any context", 1),
        (event(changed(SHELLED, context="court"), SHELLING), "any context", 0),
        (FIRST, "date score", 0.7),
        (FIRST, "place score", 0.8),
    ],
)
def test_what_a_number_tells(of: Event, name: str, value: float) -> None:
    assert told(of)[name] == pytest.approx(value)


@pytest.mark.parametrize(
    ("published", "days"), [("2024-05-03", 0), ("2024-05-01", -2), ("2020-01-01", -5), ("2090-01-01", 5000), (None, -1)]
)
def test_days_to_publication_are_kept_in_bounds(published: str | None, days: int) -> None:
    assert told(event(SHELLED), published)["days ago"] == days


def test_a_time_of_publication_is_read_by_its_day() -> None:
    assert told(event(SHELLED), "2024-05-04T23:59:00+02:00")["days ago"] == 1


def test_words_in_quotation_marks() -> None:
    start, end = span("the shelling lasted")
    quotation = Quotation(start=start, end=end, text=TEXT[start:end])
    assert told(BARE, quotations=(quotation,))["quoted"] == 1
    assert told(event(SHELLED), quotations=(quotation,))["quoted"] == 0


@pytest.mark.parametrize("of", [FIRST, SECOND, BARE, event(changed(SHELLED, opinion=None)), event(SHELLED, ARRESTED)])
@pytest.mark.parametrize("published", ["2024-06-12", None])
def test_numbers_are_as_many_as_their_names_and_finite(of: Event, published: str | None) -> None:
    found = told(of, published)
    assert list(found) == list(NAMES)
    assert all(map(math.isfinite, found.values()))


def test_a_type_that_acled_has_not_is_no_type_of_acled() -> None:
    found = told(event(draft("arrested", "visit")))
    assert [n for n in ("Explosions/Remote violence", "Arrests", "Battles") if found[n]] == []
