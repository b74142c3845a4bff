"""What noun phrases name, as a table."""

import pytest

from dateline.resolve.actors import Description, Registry, load

STATE, REBEL, MILITIA, IDENTITY, EXTERNAL = (
    "state forces", "rebel group", "political militia", "identity militia", "external or other forces",
)  # fmt: skip
O = "object"  # noqa: E741

PHRASES = [
    # phrase, actor, kind, country, class
    ("Turkish forces", "state:TUR:military", STATE, "TUR", "state"),
    ("the Nigerian army", "state:NGA:military", STATE, "NGA", "state"),
    ("Israeli police", "state:ISR:police", STATE, "ISR", "state"),
    ("the Colombian government", "state:COL:government", "government", "COL", "government"),
    ("Ecuadorean intelligence agents", "state:ECU:intelligence", STATE, "ECU", "state"),
    ("the Kenyan president", "state:KEN:government", "government", "KEN", "government"),
    ("US forces", "state:USA:military", STATE, "USA", "state"),
    ("three U.S. troops", "state:USA:military", STATE, "USA", "state"),
    ("South Korean marines", "state:KOR:military", STATE, "KOR", "state"),
    ("Soviet troops", "state:SUN:military", STATE, "SUN", "state"),
    ("Zairian soldiers", "state:COD:military", STATE, "COD", "state"),
    ("Israel's army", "state:ISR:military", STATE, "ISR", "state"),
    ("the army of Ethiopia", "state:ETH:military", STATE, "ETH", "state"),
    ("the armed forces of Ukraine", "state:UKR:military", STATE, "UKR", "state"),
    ("soldiers from Chad", "state:TCD:military", STATE, "TCD", "state"),
    ("the government of Sudan", "state:SDN:government", "government", "SDN", "government"),
    ("the Turkish army in Syria", "state:TUR:military", STATE, "TUR", "state"),
    ("Pakistani security forces", "state:PAK", STATE, "PAK", "state"),
    ("the Kremlin", "state:RUS:government", "government", "RUS", "government"),
    ("the IDF", "state:ISR:military", STATE, "ISR", "state"),
    ("Israel", "state:ISR", "government", "ISR", "state"),
    ("Ukraine", "state:UKR", "government", "UKR", "state"),
    ("Israeli", "state:ISR", "government", "ISR", "state"),
    ("two Russians", None, "civilians", "RUS", "civilians"),
    ("an Israeli", None, "civilians", "ISR", "civilians"),
    ("the Russians", None, "unknown", "RUS", "unknown"),
    ("US and Israeli forces", None, STATE, None, "state"),
    ("troops in Syria", None, STATE, None, "state"),
    # whose they are not
    ("Iran-backed militias", None, MILITIA, None, "armed"),
    ("pro-Russian separatists", None, REBEL, None, "armed"),
    ("the US-led coalition", None, EXTERNAL, None, "state"),
    ("Turkish-backed Syrian fighters", None, "unknown", "SYR", "armed"),
    ("fighters loyal to Hezbollah", None, "unknown", None, "armed"),
    ("groups affiliated with Hezbollah", None, "unknown", None, "unknown"),
    ("a Hezbollah-backed militia", None, MILITIA, None, "armed"),
    ("Syrian Kurdish forces", None, "unknown", "SYR", "armed"),
    ("Bosnian Serb forces", None, "unknown", None, "armed"),
    ("Syrian opposition fighters", None, REBEL, "SYR", "armed"),
    ("Ethiopian peacekeepers", None, EXTERNAL, "ETH", "state"),
    # organisations
    ("Hezbollah", "hezbollah", REBEL, "LBN", "armed"),
    ("Hezbollah fighters", "hezbollah", REBEL, "LBN", "armed"),
    ("15 suspected Boko Haram insurgents", "boko-haram", REBEL, "NGA", "armed"),
    ("Boko Haram's fighters", "boko-haram", REBEL, "NGA", "armed"),
    ("members of Hezbollah", "hezbollah", REBEL, "LBN", "armed"),
    ("a commander of Boko Haram", "boko-haram", REBEL, "NGA", "armed"),
    ("Hezbollah supporters", None, "civilians", None, "civilians"),
    # head nouns alone
    ("fighters from the group", None, "unknown", None, "armed"),
    ("a group of armed men", None, "unknown", None, "armed"),
    ("residents of the town", None, "civilians", None, "civilians"),
    ("villagers in Mali", None, "civilians", "MLI", "civilians"),
    ("two policemen", None, STATE, None, "state"),
    ("coalition forces", None, EXTERNAL, None, "state"),
    ("the rebels", None, REBEL, None, "armed"),
    ("rebel soldiers", None, REBEL, None, "armed"),
    ("at least 20 villagers", None, "civilians", None, "civilians"),
    ("dozens of protesters", None, "protesters", None, "protesters"),
    ("protesting students", None, "protesters", None, "protesters"),
    ("anti-government protesters", None, "protesters", None, "protesters"),
    ("a mob of youths", None, "rioters", None, "crowd"),
    ("Shiite militias", None, IDENTITY, None, "armed"),
    ("cattle herders", None, IDENTITY, None, "armed"),
    ("tribesmen", None, IDENTITY, None, "armed"),
    ("former soldiers", None, "civilians", None, "civilians"),
    ("members of parliament", None, "government", None, "government"),
    ("President Moreno", None, "government", None, "government"),
    ("Lt. Col. Adeyemi", None, STATE, None, "state"),
    ("journalist Anna Keller", None, "civilians", None, "press_aid"),
    ("an aid worker from France", None, "civilians", "FRA", "press_aid"),
    ("hundreds of people", None, "civilians", None, "civilians"),
    ("some 300 students and teachers", None, "civilians", None, "civilians"),
    ("unidentified gunmen", None, "unknown", None, "armed"),
    ("child soldiers", None, "unknown", None, "armed"),
    ("one of the attackers", None, "unknown", None, "unknown"),
    ("security forces", None, STATE, None, "state"),
    ("an army chief", None, STATE, None, "state"),
    ("gang members", None, MILITIA, None, "armed"),
    ("opposition leader Marta Ruiz", None, "unknown", None, "person"),
    ("the tanker captain Rosa Lind", None, STATE, None, "state"),
    ("the Front of Sul", None, REBEL, None, "armed"),
    ("26 peshmerga fighters", "peshmerga", STATE, "IRQ", "state"),
    ("Greeks protesting against taxes", None, "unknown", "GRC", "unknown"),
    ("up to 1,700 people", None, "civilians", None, "civilians"),
    ("a captured fighter seized on the road", None, "unknown", None, "armed"),
    ("the UN envoy, Marta Ruiz", "un", EXTERNAL, None, "government"),
    ("30 Kurds", None, "civilians", None, "civilians"),
    ("the Kurds", None, "unknown", None, "unknown"),
    ("Mr Smith", None, "unknown", None, ""),
    ("Zwentibold", None, "unknown", None, ""),
    ("", None, "unknown", None, ""),
    ("the", None, "unknown", None, ""),
]

THINGS = [
    ("an ammunition depot", None, "unknown", None, O),
    ("a Hezbollah depot", "hezbollah", REBEL, "LBN", O),
    ("rebel positions", None, REBEL, None, O),
    ("Government warplanes", None, STATE, None, "aircraft"),
    ("Ukrainian drones", "state:UKR:military", STATE, "UKR", "aircraft"),
    ("a Russian tank", "state:RUS:military", STATE, "RUS", O),
    ("the Turkish consulate", "state:TUR:government", "government", "TUR", O),
    ("a military base", None, STATE, None, O),
    ("the army's headquarters", None, STATE, None, O),
    ("a police station", None, STATE, None, O),
    ("the bulk carrier Lady Irene", None, "unknown", None, O),
    ("the bus", None, "civilians", None, O),
    ("a Nigerian market", None, "civilians", "NGA", O),
    ("the town of Sul", None, "unknown", None, "territory"),
    ("the Nigerian town of Baga", None, "unknown", "NGA", "territory"),
]

HEADS = [
    ("villagers", "civilians", "civilians"), ("policemen", STATE, "state"), ("armies", STATE, "state"),
    ("aid worker", "civilians", "press_aid"), ("passers-by", "civilians", "civilians"), ("thieves", None, None),
    ("Rebels", REBEL, "armed"), ("chiefs of staff", STATE, "state"), ("helicopters", "unknown", "aircraft"),
]  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.mark.parametrize(("phrase", "actor", "kind", "country", "klass"), PHRASES)
def test_phrases(
    registry: Registry, phrase: str, actor: str | None, kind: str, country: str | None, klass: str
) -> None:
    got = registry.describe(phrase)
    assert (got.actor, got.kind, got.country, got.klass, got.is_object) == (actor, kind, country, klass, False)


@pytest.mark.parametrize(("phrase", "actor", "kind", "country", "klass"), THINGS)
def test_things(registry: Registry, phrase: str, actor: str | None, kind: str, country: str | None, klass: str) -> None:
    got = registry.describe(phrase)
    assert (got.actor, got.kind, got.country, got.klass, got.is_object) == (actor, kind, country, klass, True)


@pytest.mark.parametrize(("noun", "kind", "klass"), HEADS)
def test_heads(registry: Registry, noun: str, kind: str | None, klass: str | None) -> None:
    entry = registry.head(noun)
    assert (entry and entry.kind, entry and entry.klass) == (kind, klass)


def test_names_are_shown_without_what_counts_them(registry: Registry) -> None:
    assert registry.describe("at least 20 villagers").name == "villagers"
    assert registry.describe("US forces").name == "Military forces of the United States"
    assert registry.describe("Hizbullah militants") == Description(
        "Hezbollah", "hezbollah", REBEL, "LBN", False, "armed"
    )
