"""Event types as text."""

from dateline.ontology.load import load
from dateline.ontology.show import describe, table

ONTOLOGY = load()


def test_the_table_has_a_row_a_type() -> None:
    head, *rows = table(ONTOLOGY).splitlines()
    assert head.split() == ["ID", "CAMEO", "PLOVER", "ACLED", "SUB-EVENT", "TYPE"]
    assert [row.split()[0] for row in rows] == list(ONTOLOGY.types)


def test_a_row() -> None:
    rows = {row.split()[0]: row.split() for row in table(ONTOLOGY).splitlines()}
    assert rows["air_strike"] == ["air_strike", "195", "ASSAULT", "aerial", "Air/drone", "strike"]
    assert rows["group_change"] == ["group_change", "-", "-", "Change", "to", "group/activity"]
    assert rows["accusation"] == ["accusation", "112", "ACCUSE", "allege", "-"]


def test_the_table_is_aligned() -> None:
    head, *rows = table(ONTOLOGY).splitlines()
    for column in ("CAMEO", "PLOVER", "ACLED"):
        at = head.index(column)
        assert all(row[at - 1] == " " and row[at] != " " for row in rows)


def test_descriptions_fit_80_columns() -> None:
    for event_type in ONTOLOGY.types.values():
        text = describe(event_type)
        assert max(map(len, text.splitlines())) <= 80
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_a_description_tells_all_that_a_coder_needs() -> None:
    text = describe(ONTOLOGY.get("abduction"))
    flat = " ".join(text.split())
    for words in (
        "Abduction or hostage-taking (abduction)",
        "Includes:",
        "ACLED: Violence against civilians: Abduction/forced disappearance",
        "PLOVER: ASSAULT abduct",
        "CAMEO: 181",
        "take ... hostage",
        "Guerrillas kidnapped three engineers",
        "Not this type:",
    ):
        assert words in flat


def test_what_has_no_equal_says_so() -> None:
    assert "ACLED:     no equal" in describe(ONTOLOGY.get("accusation"))
    assert "PLOVER:    no equal" in describe(ONTOLOGY.get("group_change"))


def test_a_near_miss_names_the_type_it_gives() -> None:
    assert "[interception]" in " ".join(describe(ONTOLOGY.get("drone_strike")).split())
