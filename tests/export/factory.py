"""Coded reports built by hand. Every text is made up: the groups and events do not exist, the places do."""

from collections.abc import Callable
from typing import Any

from dateline.model import (
    Acled,
    ActorMention,
    Annotation,
    Attribution,
    Claim,
    CodedReport,
    Count,
    Issue,
    Mention,
    Party,
    Place,
    Plover,
    Report,
    Sentence,
    Span,
    Token,
    Weapon,
    When,
    content_id,
)  # fmt: skip

MARKET = Report(
    id="dilling-1",
    title="Drones hit fuel market in Dilling as talks stall",
    published="2024-03-14",
    source="Nuba Hills Monitor (fictional)",
    url="https://example.org/dilling?a=1&b=2",
    language="en",
    text=(
        "EL OBEID, 14 March - At least nine people were killed and dozens wounded on Tuesday when two drones "
        "launched by the army struck a fuel market on the edge of Dilling, doctors at the town's hospital said.\n\n"
        "The Marra Front, which has held the town since last year, said the traders had been given no warning. "
        "“They were selling diesel by the bucket,” its spokesman said. “There was no post there, no gun, "
        "nothing.”\n\n"
        "Mortar rounds fell on the northern quarters of Kadugli on 12 and 13 March, killing two soldiers of the "
        "garrison and injuring between four and six civilians, according to a local lawyers’ committee, which "
        "blamed the Front. The Front denied that it had shelled the town.\n\n"
        "Farther north, air defences shot down four drones over El Obeid airport before dawn on Wednesday, the "
        "army said in a statement. There were no casualties and no damage.\n\n"
        "Last month three water engineers were abducted from their car between Dilling and Kadugli; their "
        "families have heard nothing since. No group has said that it holds them.\n\n"
        "General Omar Tayeb warned that his men would storm Dilling “street by street” unless the Front "
        "withdraws. Talks in Addis Ababa were put off for the third time on Thursday."
    ),
)


def span(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    """Give start, end and text of the ``nth`` occurrence of ``words``."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def mention(text: str, clause: str, trigger: str, nth: int = 0) -> Mention:
    where = span(text, clause, nth)
    start = text.index(trigger, where["start"])
    return Mention(**where, trigger_start=start, trigger_end=start + len(trigger), trigger=trigger)


def claim(report: Report, event_type: str, mentions: tuple[Mention, ...], **fields: Any) -> Claim:
    fields = {
        "acled": None,
        "plover": None,
        "cameo": None,
        "modality": "asserted",
        "engine": "rules",
        "engine_version": "test",
        **fields,
    }
    marks = [(m.trigger_start, m.trigger_end) for m in mentions]
    return Claim(
        claim=content_id("c", report.id, event_type, marks),
        report=report.id,
        event_type=event_type,
        mentions=mentions,
        **fields,
    )


DILLING = {"lat": 12.05, "lon": 29.65, "radius_km": 5.0, "admin1": "South Kordofan", "country": "SDN"}
KADUGLI = {"lat": 11.011, "lon": 29.718, "radius_km": 6.0, "admin1": "South Kordofan", "country": "SDN"}


def _market_strike() -> Claim:
    t = MARKET.text
    return claim(
        MARKET,
        "air_strike",
        (
            mention(t, "two drones launched by the army struck a fuel market on the edge of Dilling", "struck"),
            mention(t, "At least nine people were killed and dozens wounded on Tuesday", "killed"),
        ),
        acled=Acled(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike"),
        plover=Plover(event_type="ASSAULT", mode="drone"),
        cameo="195",
        initiators=(Party(**span(t, "the army"), name="Army", actor="sdn-army", kind="state forces", country="SDN"),),
        targets=(
            Party(
                **span(t, "a fuel market on the edge of Dilling"),
                name="fuel market",
                is_object=True,
                aliases=(Span(**span(t, "the traders")),),
            ),
        ),
        weapons=(Weapon(**span(t, "two drones"), kind="drone", quantity=2),),
        places=(Place(**span(t, "Dilling"), name="Dilling", precision="town", relation="outskirts", **DILLING),),
        date=When(**span(t, "Tuesday"), first="2024-03-12", last="2024-03-12", precision="day"),
        killed=Count(low=9, high=None, **span(t, "At least nine people")),
        injured=Count(low=None, high=None, **span(t, "dozens")),
        outcome="completed",
        damage="reported",
        attribution=Attribution(**span(t, "doctors at the town's hospital"), cue="said"),
        confidence=0.93,
        reasons=(
            "“struck” names an attack and “drones” is its subject",
            "“Tuesday” before 14 March 2024 is 12 March 2024",
            "“the edge of” Dilling: the place is the outskirts of the town",
        ),
    )


def _shelling() -> Claim:
    t = MARKET.text
    return claim(
        MARKET,
        "shelling",
        (
            mention(t, "Mortar rounds fell on the northern quarters of Kadugli on 12 and 13 March", "fell on"),
            mention(t, "it had shelled the town", "shelled"),
        ),
        acled=Acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"),
        plover=Plover(event_type="ASSAULT", mode="heavy-weapons"),
        cameo="194",
        modality="alleged",
        initiators=(
            Party(
                **span(t, "the Front"),
                name="Marra Front",
                actor="marra-front",
                kind="rebel group",
                country="SDN",
                aliases=(Span(**span(t, "The Marra Front")), Span(**span(t, "The Front denied"[:9]))),
            ),
        ),
        targets=(
            Party(
                **span(t, "two soldiers of the garrison"),
                name="soldiers of the garrison",
                kind="state forces",
                country="SDN",
            ),
            Party(**span(t, "between four and six civilians"), name="civilians", kind="civilians"),
        ),
        weapons=(Weapon(**span(t, "Mortar rounds"), kind="mortar"),),
        places=(
            Place(
                **span(t, "the northern quarters of Kadugli"),
                name="Kadugli",
                precision="town",
                relation="in",
                **KADUGLI,
            ),
        ),
        date=When(**span(t, "12 and 13 March"), first="2024-03-12", last="2024-03-13", precision="range"),
        killed=Count(low=2, high=2, **span(t, "two soldiers")),
        injured=Count(low=4, high=6, **span(t, "between four and six civilians")),
        outcome="completed",
        attribution=Attribution(**span(t, "a local lawyers’ committee"), cue="according to"),
        confidence=0.78,
        reasons=("the committee blames the Front; the Front denies it",),
    )


def _interception() -> Claim:
    t = MARKET.text
    return claim(
        MARKET,
        "disrupted_weapons_use",
        (mention(t, "air defences shot down four drones over El Obeid airport before dawn on Wednesday", "shot down"),),
        acled=Acled(event_type="Strategic developments", sub_event_type="Disrupted weapons use"),
        initiators=(Party(**span(t, "air defences"), name="air defences", kind="state forces", country="SDN"),),
        targets=(Party(**span(t, "four drones"), name="drones", is_object=True),),
        weapons=(Weapon(**span(t, "four drones"), kind="drone", quantity=4),),
        places=(
            Place(
                **span(t, "El Obeid airport"),
                name="El Obeid Airport",
                lat=13.153,
                lon=30.233,
                precision="site",
                radius_km=2.0,
                admin1="North Kordofan",
                country="SDN",
                relation="in",
            ),
        ),
        date=When(**span(t, "Wednesday"), first="2024-03-13", last="2024-03-13", precision="day"),
        killed=Count(low=0, high=0, **span(t, "no casualties")),
        injured=Count(low=0, high=0, **span(t, "no casualties")),
        outcome="intercepted",
        damage="none",
        attribution=Attribution(**span(t, "the army", 1), cue="said"),
        confidence=0.86,
        reasons=("“shot down” with drones as its object: an attack that was stopped",),
    )


def _abduction() -> Claim:
    t = MARKET.text
    return claim(
        MARKET,
        "abduction",
        (mention(t, "three water engineers were abducted from their car between Dilling and Kadugli", "abducted"),),
        acled=Acled(event_type="Violence against civilians", sub_event_type="Abduction/forced disappearance"),
        plover=Plover(event_type="ASSAULT", mode="abduct"),
        cameo="181",
        targets=(Party(**span(t, "three water engineers"), name="water engineers", kind="civilians"),),
        places=(
            Place(
                **span(t, "Dilling", 1),
                name="Dilling",
                precision="near",
                relation="between",
                **{**DILLING, "radius_km": 60.0},
            ),
            Place(
                **span(t, "Kadugli", 1),
                name="Kadugli",
                precision="near",
                relation="between",
                **{**KADUGLI, "radius_km": 60.0},
            ),
        ),
        date=When(**span(t, "Last month"), first="2024-02-01", last="2024-02-29", precision="month"),
        outcome="completed",
        confidence=0.71,
    )


def _threat() -> Claim:
    t = MARKET.text
    return claim(
        MARKET,
        "attack",
        (mention(t, "his men would storm Dilling “street by street”", "storm"),),
        plover=Plover(event_type="THREATEN", mode="violence"),
        modality="threatened",
        initiators=(
            Party(
                **span(t, "General Omar Tayeb"),
                name="Omar Tayeb",
                kind="state forces",
                country="SDN",
                aliases=(Span(**span(t, "his men")),),
            ),
        ),
        targets=(
            Party(
                **span(t, "the Front", 1), name="Marra Front", actor="marra-front", kind="rebel group", country="SDN"
            ),
        ),
        places=(Place(**span(t, "Dilling", 2), name="Dilling", precision="town", relation="in", **DILLING),),
        attribution=Attribution(**span(t, "General Omar Tayeb"), cue="warned"),
        confidence=0.64,
    )


def market() -> CodedReport:
    """Give a report with five claims: asserted, alleged, intercepted, undated month, threatened."""
    return CodedReport(report=MARKET, claims=(_market_strike(), _shelling(), _interception(), _abduction(), _threat()))


HOSTILE_TEXT = (
    '\u202e<script>alert(1)</script> & </style><img src=x onerror=alert(1)>\r\n=HYPERLINK("javascript:alert(1)")\x00 '
    "'\";--> ]]> <!-- \u2066gunmen\u2069 shot {{ 7*7 }} {% raw %} \x1b[31mred\x1b[0m \u2028 \x85 \ud800 in Kabul"
    "</div></main>"
)


def hostile() -> CodedReport:
    """Give a report whose every text tries to break out of its format."""
    report = Report(
        id="</script><script>alert(2)</script>",
        text=HOSTILE_TEXT,
        title="</title><script>alert(3)</script>\x1b[2J",
        source="=cmd|' /C calc'!A0",
        url="javascript:alert(4)",
        published="</time>2024",
        language='en" onload="alert(5)',
    )
    t = HOSTILE_TEXT
    one = claim(
        report,
        "-1+<b>type</b>",
        (mention(t, "\u2066gunmen\u2069 shot", "shot"),),
        cameo="@SUM(1)",
        initiators=(Party(**span(t, "<script>alert(1)</script>"), name="=1+1\x00", actor="\t=2", country="</p>"),),
        targets=(Party(**span(t, "</style>"), name="+1;\r\n-2", aliases=(Span(**span(t, "-->")),)),),
        places=(Place(**span(t, "Kabul"), name="<svg onload=alert(6)>", relation="dateline", country='"><script>'),),
        date=When(**span(t, "red"), first="<b>", last=None, precision="day"),
        attribution=Attribution(**span(t, "onerror=alert(1)"), cue="<i>"),
        reasons=("<script>alert(7)</script>", "\u202ereversed"),
    )
    issue = Issue(report=report.id, stage="coding", message="<script>alert(8)</script>")
    return CodedReport(report=report, claims=(one,), issues=(issue,))


def arabic() -> CodedReport:
    """Give a right-to-left report."""
    text = "قالت مصادر محلية إن مسلحين قتلوا ثلاثة جنود في مدينة تعز يوم 5 مايو 2023."
    report = Report(id="ar", text=text, language="ar", title="مقتل ثلاثة جنود في تعز", published="2023-05-06")
    one = claim(
        report,
        "armed_clash",
        (mention(text, "مسلحين قتلوا ثلاثة جنود", "قتلوا"),),
        initiators=(Party(**span(text, "مسلحين"), name="مسلحون"),),
        targets=(Party(**span(text, "ثلاثة جنود"), name="جنود", kind="state forces", country="YEM"),),
        places=(Place(**span(text, "تعز"), name="Ta'izz", lat=13.58, lon=44.02, precision="town", country="YEM"),),
        date=When(**span(text, "5 مايو 2023"), first="2023-05-05", last="2023-05-05", precision="day"),
        killed=Count(low=3, high=3, **span(text, "ثلاثة جنود")),
        attribution=Attribution(**span(text, "مصادر محلية"), cue="قالت"),
        confidence=0.55,
    )
    return CodedReport(report=report, claims=(one,))


def wide() -> CodedReport:
    """Give a report in full-width characters and emoji, with a very long name and a country as its place."""
    text = "武装勢力が首都で政府軍を攻撃した👩‍👩‍👧‍👦。" + "とても長い名前の組織" * 12 + "が声明を出した。"
    report = Report(id="記事-1", text=text, language="ja")
    long_name = "とても長い名前の組織" * 12
    one = claim(
        report,
        "armed_clash",
        (mention(text, "武装勢力が首都で政府軍を攻撃した", "攻撃した"),),
        modality="alleged",
        initiators=(
            Party(**span(text, "武装勢力"), name="武装勢力👩‍👩‍👧‍👦"),
            Party(**span(text, long_name), name=long_name),
        ),
        targets=(Party(**span(text, "政府軍"), name="A" * 200, kind="state forces"),),
        places=(
            Place(
                **span(text, "首都"),
                name="Fiji",
                lat=-18.0,
                lon=178.0,
                precision="country",
                radius_km=300.0,
                country="FJI",
            ),
            Place(**span(text, "首都"), name="Samoa side", lat=-17.0, lon=-179.5, precision="sea", radius_km=80.0),
        ),
        date=When(text=None, start=None, end=None, first="2020-01-01", last="2020-12-31", precision="year"),
        killed=Count(low=None, high=12, text=None, start=None, end=None),
        confidence=0.2,
    )
    return CodedReport(report=report, claims=(one,))


def bare() -> CodedReport:
    """Give a claim that says nothing but the act: no place, no date, no party."""
    text = "Shots were fired."
    report = Report(id="bare", text=text)
    return CodedReport(report=report, claims=(claim(report, "shooting", (mention(text, text, "fired"),)),))


def silent() -> CodedReport:
    """Give a report without claims, and one reason."""
    report = Report(id="silent", text="The match ended 2-1.", title="Late goal", published="2023-01-01T10:00:00Z")
    issue = Issue(report="silent", stage="annotate", message="language 'xx' is not read")
    return CodedReport(report=report, issues=(issue,))


def empty_text() -> CodedReport:
    """Give a report with nothing in it."""
    return CodedReport(report=Report(id="void", text=""))


Sample = Callable[[], CodedReport]
SAMPLES: tuple[Sample, ...] = (market, hostile, arabic, wide, bare, silent, empty_text)


def annotation() -> Annotation:
    """Give what ``dateline annotate`` says of the market report's first sentence."""
    t = MARKET.text
    token = Token(start=0, end=2, text="EL", lemma="el", pos="PROPN", tag="NNP", dep="compound", head=1)
    return Annotation(
        report=MARKET.id,
        sentences=(Sentence(start=0, end=t.index(" said.") + 6, tokens=(token,)),),
        places=(
            Place(**span(t, "Dilling"), name="Dilling", precision="town", **DILLING),
            Place(**span(t, "Addis Ababa"), name="Addis Ababa"),
        ),
        dates=(
            When(
                **span(t, "Tuesday"), first="2024-03-12", last="2024-03-12", precision="day", timex_value="2024-03-12"
            ),
        ),
        actors=(
            ActorMention(**span(t, "the army"), name="Army", actor="sdn-army", kind="state forces", country="SDN"),
        ),
    )
