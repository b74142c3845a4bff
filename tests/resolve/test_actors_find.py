"""The actors that a report names, as a table; fine points of ambiguity; figures on a checking set of our own."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.model import ActorMention, AnnotatedReport, Report
from dateline.resolve.actors import Registry, load, resolve_actors

CHECK = Path(__file__).parent / "actors_check.jsonl"
PRECISION, RECALL = 0.97, 0.95
"""Floors. The registry and the set have one author and were written in one hour: it shows that rules and traps hold,
not how many of the world's groups the registry knows."""

NAMED = [
    # text, (words, actor) of each mention in order
    ("Hezbollah and Hamas denied it.", [("Hezbollah", "hezbollah"), ("Hamas", "hamas")]),
    ("Al Shabaab fighters left; al-Shabab said so.", [("Al Shabaab", "al-shabaab"), ("al-Shabab", "al-shabaab")]),
    ("Hay'at Tahrir al-Sham’s leader spoke.", [("Hay'at Tahrir al-Sham", "hts")]),
    ("The Farabundo Martí National Liberation Front left.",
     [("Farabundo Martí National Liberation Front", "fmln")]),
    ("U.N. monitors and UN staff left.", [("U.N.", "un"), ("UN", "un")]),
    ("British papers write Minusma and Nato.", [("Minusma", "minusma"), ("Nato", "nato")]),
    ("The Islamic State West Africa Province attacked.", [("Islamic State West Africa Province", "iswap")]),
    ("Hezbollah-backed militias marched.", [("Hezbollah", "hezbollah")]),
    ("Jihad is no group, nor is a shining path or a red brigade of ants.", []),
    ("", []),
    ("?!", []),
    # states by rule
    ("Turkish forces shelled Afrin.", [("Turkish forces", "state:TUR:military")]),
    ("Israel's army and Israeli police came.",
     [("Israel's army", "state:ISR:military"), ("Israeli police", "state:ISR:police")]),
    ("The army of Ethiopia withdrew.", [("army of Ethiopia", "state:ETH:military")]),
    ("The Royal Thai Army fired.", [("Thai Army", "state:THA:military")]),
    ("A Nigerian army depot burned.", [("Nigerian army", "state:NGA:military")]),
    ("Pakistani security forces searched.", [("Pakistani security forces", "state:PAK")]),
    ("Kenya police fired.", [("Kenya police", "state:KEN:police")]),
    ("Turkey sent troops. France later flew soldiers out.", []),
    ("Georgia lawmakers voted.", []),
    ("Lebanon Police held a man in Boone County.", []),
    ("The Nigeria Police Force denied it.", [("Nigeria Police Force", "state:NGA:police")]),
    ("The Bolivian Army fired.", [("Bolivian Army", "state:BOL:military")]),
    ("Turkish-backed forces shelled Afrin.", []),
    ("Bosnian Serb forces shelled the town.", []),
    ("Ugandan farmers and Iranian cinema.", []),
    ("The Kremlin said no.", [("Kremlin", "state:RUS:government")]),
    # no registry knows them
    ("The Brigade of the Dunes attacked.", [("Brigade of the Dunes", None)]),
    ("The Sand River Liberation Front (SRLF) attacked. SRLF men fled.",
     [("Sand River Liberation Front", None), ("SRLF", None), ("SRLF", None)]),
    ("The Salvation Army and the Fire Brigade came.", []),
]  # fmt: skip

AMBIGUOUS = [
    # text, words, actor
    ("The RSF shelled Omdurman, the Sudanese army said.", "RSF", "rapid-support-forces"),
    ("Reporters Without Borders counts 40 dead. RSF asked for an inquiry.", "RSF", "reporters-without-borders"),
    ("RSF fighters looted the shop.", "RSF", "rapid-support-forces"),
    ("RSF asked for an inquiry.", "RSF", None),
    ("Rapid Support Forces (RSF) men came. The RSF left.", "RSF", "rapid-support-forces"),
    ("The Reserve Student Fund (RSF) met in Khartoum.", "RSF", None),
    ("Islamic Jihad fired rockets from Gaza.", "Islamic Jihad", "palestinian-islamic-jihad"),
    ("In Cairo, members of Islamic Jihad were tried under Egyptian law.", "Islamic Jihad", "egyptian-islamic-jihad"),
    ("Ansar al-Sharia held Benghazi.", "Ansar al-Sharia", "ansar-al-sharia-libya"),
    ("Ansar al-Sharia held towns in Abyan, in Yemen.", "Ansar al-Sharia", "ansar-al-sharia-yemen"),
    ("The People's Revolutionary Army (ERP) attacked in San Salvador.", "ERP", "erp-el-salvador"),
    ("The ERP attacked a barracks in Tucuman, Argentina.", "ERP", "erp-argentina"),
    ("The ADF killed farmers near Beni.", "ADF", "adf"),
    ("The SLA shelled the village in southern Lebanon.", "SLA", "south-lebanon-army"),
    ("The SLA attacked a convoy in Darfur.", "SLA", "sla"),
    ("In Syria, IS militants fled.", "IS", "islamic-state"),
    ("THERE IS A BRIDGE IN Syria and the sign said IT IS CLOSED to Iraqi traffic.", "Syria", None),
    ("Wagner was played at the opera.", "Wagner", None),
    ("Wagner fighters entered Bakhmut.", "Wagner", "wagner"),
]


class Case(NamedTuple):
    text: str
    name: str
    actor: str | None


def annotate(text: str, reading: str | None = None, published: str | None = None) -> AnnotatedReport:
    return AnnotatedReport(report=Report(id="r", text=text, published=published), reading=reading or text, sentences=())


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named(registry: Registry, text: str, expected: list[tuple[str, str | None]]) -> None:
    got = resolve_actors(annotate(text), registry)
    assert [(m.text, m.actor) for m in got] == expected
    assert all(text[m.start : m.end] == m.text for m in got)


def over(mentions: tuple[ActorMention, ...], text: str, words: str) -> list[str | None]:
    start = text.rindex(words)
    return [m.actor for m in mentions if m.start < start + len(words) and start < m.end and m.actor]


@pytest.mark.parametrize(("text", "words", "actor"), AMBIGUOUS)
def test_ambiguous(registry: Registry, text: str, words: str, actor: str | None) -> None:
    assert over(resolve_actors(annotate(text), registry), text, words) == ([actor] if actor else [])


def test_a_report_names_no_group_that_is_not_yet_founded(registry: Registry) -> None:
    text = "The RSF shelled Khartoum."
    assert over(resolve_actors(annotate(text, published="2023-05-01"), registry), text, "RSF") == [
        "rapid-support-forces"
    ]
    assert over(resolve_actors(annotate(text, published="1995-05-01"), registry), text, "RSF") == []


def test_capitals(registry: Registry) -> None:
    text = (
        "THE MANUEL RODRIGUEZ PATRIOTIC FRONT (FPMR) AND SENDERO LUMINOSO ATTACKED; CHILEAN POLICE SAID NO ONE IS HURT."
    )
    reading = (
        "The Manuel Rodriguez patriotic front (FPMR) and Sendero luminoso attacked; Chilean police said no one is hurt."
    )
    got = resolve_actors(annotate(text, reading), registry)
    expected = [
        ("MANUEL RODRIGUEZ PATRIOTIC FRONT", "fpmr"),
        ("FPMR", "fpmr"),
        ("SENDERO LUMINOSO", "shining-path"),
        ("CHILEAN POLICE", "state:CHL:police"),
    ]
    assert [(m.text, m.actor) for m in got] == expected


def test_the_report_decides_what_a_phrase_of_it_means(registry: Registry) -> None:
    text = "The Syrian Democratic Forces took the town. The SDF lost two men."
    mentions = resolve_actors(annotate(text), registry)
    assert registry.describe("the SDF").actor is None
    assert registry.describe("the SDF", mentions).actor == "syrian-democratic-forces"


def checks() -> list[Case]:
    rows = [json.loads(line) for line in CHECK.read_text(encoding="utf-8").splitlines()]
    return [Case(row["text"], row["name"], None if row["actor"] == "none" else row["actor"]) for row in rows]


def test_figures_on_the_checking_set(registry: Registry) -> None:
    right = wrong = 0
    cases = checks()
    for case in cases:
        start = case.text.index(case.name)
        mentions = resolve_actors(annotate(case.text), registry)
        got = [m.actor for m in mentions if m.start < start + len(case.name) and start < m.end and m.actor]
        right += case.actor is not None and got == [case.actor]
        wrong += bool(got) and got != [case.actor]
    assert right / (right + wrong) >= PRECISION
    assert right / sum(case.actor is not None for case in cases) >= RECALL


def test_the_checking_set_has_traps() -> None:
    cases = checks()
    assert len(cases) >= 300
    assert sum(case.actor is None for case in cases) >= 60


CORPUS = Path(__file__).parents[2] / "training" / "corpus" / "jsonl"
UNSEEN = Path(__file__).parent / "actors_check_corpus.jsonl"
UNSEEN_PRECISION, UNSEEN_RECALL = 0.95, 0.74
"""Floors over names drawn from reports of the corpus' check and final writers, labelled from the texts alone. The
registry was written without them; its first figures there, before any miss was read, were 97 and 62."""


def test_figures_on_texts_of_others(registry: Registry) -> None:
    lines = [
        line for part in ("w4", "w5") for file in (CORPUS / part).glob("*") for line in file.open(encoding="utf-8")
    ]
    reports = {row["id"]: row for row in map(json.loads, lines)}
    cases = [json.loads(line) for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    right = wrong = named = 0
    for case in cases:
        report = reports[case["report"]]
        assert report["text"][case["start"] : case["end"]] == case["name"]
        found = resolve_actors(annotate(report["text"], published=report["published"]), registry)
        got = [m.actor for m in found if m.start < case["end"] and case["start"] < m.end and m.actor]
        fits = any(actor == gold or actor.startswith(f"{gold}:") for gold in case["actor"].split("|") for actor in got)
        named += case["actor"] != "none"
        right += fits
        wrong += bool(got) and not fits
    assert len(cases) >= 300
    assert right / (right + wrong) >= UNSEEN_PRECISION
    assert right / named >= UNSEEN_RECALL


def test_a_ministry_is_of_the_country_of_the_dateline(registry: Registry) -> None:
    text = "TERMEZ, Uzbekistan, Oct 4 - Men from Tajikistan fled, the Defence Ministry said. Major General Sul spoke."
    assert over(resolve_actors(annotate(text), registry), text, "Defence Ministry") == ["state:UZB:government"]
    text = "Men from Tajikistan fled from Uzbekistan, the Defence Ministry said."
    assert over(resolve_actors(annotate(text), registry), text, "Defence Ministry") == []
