"""The engine over whole reports: bounded on hostile text, the same twice, and beside types of a user's own."""

from dataclasses import replace
from math import isfinite
from pathlib import Path

import msgspec
import pytest

from dateline.coding.learned.scorers import NAMES
from dateline.coding.learned.settings import Setting, date_rows, place_rows
from dateline.coding.learned.sides import Sides
from dateline.coding.tagger import Tagger, engine, is_real
from dateline.model import Claim, Report
from dateline.ontology.load import load
from tests.coding import loaded
from tests.contracts.engines import TEXTS, code, coder

SAME = "Rebels attacked Bunia on Monday, killing nine soldiers. "


@pytest.mark.parametrize("key", ["a report", "all capitals", "emoji", "right to left", "nothing", "one word"])
def test_the_same_report_twice_gives_the_same_bytes(key: str) -> None:
    first, second = code("tagger", TEXTS[key]), code("tagger", TEXTS[key])
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "🔥" * 3000, "?! " * 3000, "هاجم المتمردون القاعدة " * 200, "rebels attacked and " * 5000]
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert len(code("tagger", text)) <= 16  # acts of a sentence, at most


def test_every_number_of_every_event_has_its_name_and_is_finite() -> None:
    one, asked = coder("tagger"), 0
    for key, text in TEXTS.items():
        tagger = one.engine
        assert isinstance(tagger, Tagger)
        resolved = one.resolver.resolve(one.annotator.annotate(Report(id="t", text=text, published=loaded.PUBLISHED)))
        read = tagger.drafts(resolved)
        events = [e for e in tagger.events(read.drafts, read.linked, read.mind, resolved) if is_real(e)]
        setting = Setting(resolved, events, read.mind.role)
        sides = Sides(setting, loaded.coder().resolver.describe, read.mind.thinks)
        for event in events:
            rows = [("date", r) for _, r in date_rows(setting, event)]
            rows += [("places", r) for _, r in place_rows(setting, event, sides.sites(event))]
            rows += [("targets", c.numbers) for c in sides.candidates(event)]
            rows += [("verdict", tagger.numbers(event, setting))]
            assert [n for n, r in rows if len(r) != len(NAMES[n]) or not all(map(isfinite, r))] == [], key
            asked += len(rows)
    assert asked > 20


OWN = """
id: {id}
name: Attack on a water system
definition: Somebody damages or shuts off the water supply of people by force.
includes: [wells and pumps destroyed]
excludes: [a failure without force]
acled: {{event_type: Strategic developments, sub_event_type: Looting/property destruction}}
plover: {{event_type: ASSAULT, mode: destroy}}
cameo: "1712"
ucdp: none
priority: 99
roles: {{initiator: "who damages it", target: "the well, pump or pipe"}}
triggers:
  - {{words: [dewater], pos: verb}}
examples:
  - text: "Militiamen dewatered the pumping station of Marra on 9 June."
    trigger: dewatered
near_misses:
  - text: "Frost damaged the water pipes of 200 houses on Friday."
"""


@pytest.mark.parametrize("id", ["water_attack", "shelling"])
def test_a_type_of_the_users_own_works_beside_the_learned_ones(id: str, tmp_path: Path) -> None:
    (tmp_path / f"{id}.yaml").write_text(OWN.format(id=id), encoding="utf-8")
    one = coder("tagger")
    mine = replace(one, engine=engine(load(tmp_path), loaded.coder().resolver.describe))
    text = "Militiamen dewatered the pumping station of Goma on Monday.\n\nPolice arrested nine protesters in Kampala."
    coded = mine.code(Report(id="t", text=text, published=loaded.PUBLISHED))
    assert [i.message for i in coded.issues] == []
    told: list[Claim] = [c for c in coded.claims if "dewatered" in [m.trigger for m in c.mentions]]
    assert [c.event_type for c in told] == [id]  # the rules decide on a type that no network has seen
    assert all(c.event_type in {*load(None).types, id} for c in coded.claims)
