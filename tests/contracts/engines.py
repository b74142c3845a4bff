"""Every engine there is, over one shared parser and gazetteer, and the reports on which each is tried."""

import sys
from dataclasses import replace
from functools import cache

import msgspec

from dateline import plugins
from dateline.model import Claim, Report
from dateline.pipeline import Coder
from dateline.stages import Engine
from tests.coding import loaded

NAMES = plugins.names("coding")


@cache
def coder(name: str) -> Coder:
    """Give the pipeline with an engine, by its name."""
    shared = loaded.coder()
    return replace(shared, engine=plugins.find("coding", name).engine(loaded.ontology(), shared.resolver.describe))


def engine(name: str) -> Engine:
    """Give an engine, by its name."""
    return coder(name).engine


def code(name: str, text: str, published: str | None = loaded.PUBLISHED, all_parsed: bool = False) -> list[Claim]:
    """Give what an engine says of a text: straight through the stages, so that whatever one raises is raised here."""
    one = coder(name)
    report = Report(id="t", text=text, published=published)
    annotated = one.annotator.annotate(report, None if all_parsed else one.engine.worth_parsing)
    return one.engine.code(one.resolver.resolve(annotated))


TOLD = (
    "Rebels attacked an army base near Bunia on Monday, killing nine soldiers and wounding at least 14, the army said. "
    "The attack began at dawn. They also burned a school.\n\nIn Kandahar, a car bomb exploded on Sunday. Dozens died."
)
LONG = (
    "Police said " + "that the mayor, who had been told by the governor, who was in Kampala, and " * 45 + "rebels fled."
)
TEXTS = {
    "a report": TOLD,
    "Windows line ends": TOLD.replace("\n", "\r\n"),
    "old Mac line ends": TOLD.replace("\n", "\r"),
    "other line ends": TOLD.replace("\n", "\u2028").replace(". ", ".\u0085"),
    "all capitals": TOLD.upper(),
    "all small letters": TOLD.lower(),
    "no break spaces": TOLD.replace(" ", "\u00a0"),
    "zero width spaces": TOLD.replace(" a", " \u200ba"),
    "soft hyphens": TOLD.replace("attack", "at\u00adtack"),
    "combining marks": "Rebels attacked the town of Bu\u0301nia\u0308 on Monday, killing nine in Kandaha\u0304r.",
    "emoji": "🔥 Rebels attacked 🪖 an army base near Bunia on Monday 😢, killing nine 👨‍👩‍👧 soldiers.",
    "letters that grow in upper case": "Rebels attacked the Straße of Bunia on Monday; İzmir was shelled, ŉine died.",
    "right to left": "هاجم المتمردون القاعدة. Rebels attacked \u202eBunia\u202c on Monday (هاجم), killing nine.",
    "another script": "Повстанцы атаковали базу под Бунией, погибли девять солдат.",
    "one long sentence": LONG,
    "no sentence end": " ".join(["rebels attacked Bunia and soldiers shelled Kandahar and"] * 12),
    "one long word": "attacked" * 400,
    "brackets and quotes only": '(["“”‘’«»]){}<>\'"`' * 20,
    "quotes that never close": "“Rebels attacked Bunia on Monday, 'killing (nine [soldiers, «said the army.",
    "one word": "Attack",
    "one letter": "x",
    "a digit": "9",
    "stops only": ". . . ... !!! ??",
    "white space": " \t\n\u00a0\u2003 ",
    "nothing": "",
    "null and control characters": "Rebels\x00 attacked\x07 Bunia\x1b[31m on Monday,\x0b killing\x0c nine soldiers.",
    "markup": "<p>Rebels <b>attacked</b> Bunia &amp; killed nine soldiers on Monday.</p><script>alert(1)</script>",
    "a formula": '=cmd|"/c calc"!A1 Rebels attacked Bunia on Monday, killing nine soldiers.',
    "a table": "Date\tPlace\tKilled\n10 June\tBunia\t9\n11 June\tKandahar\t14\n",
    "a list": "Attacks on Monday:\n- Bunia: nine killed\n- Kandahar: a bomb exploded, four wounded\n* Kano: shelling\n",
    "large numbers": "A bomb killed 99999999999999999999999 people and 1,2,3,4 others in Kandahar on 99 June 0000.",
    "only triggers": "attack bomb kill shell clash raid strike protest arrest shoot explode blast",
    "the same twice": "Rebels attacked Bunia on Monday. Rebels attacked Bunia on Monday.",
}

TELLING = (
    "a report", "Windows line ends", "old Mac line ends", "all capitals", "combining marks", "emoji", "right to left",
    "quotes that never close", "a formula", "the same twice",
)  # fmt: skip
"""Texts that tell at least one event however they are written."""


def main() -> None:
    """Write what every engine says of every text, for a comparison between processes."""
    said = {name: {key: code(name, text) for key, text in TEXTS.items()} for name in NAMES}
    sys.stdout.buffer.write(msgspec.json.encode(said))


if __name__ == "__main__":
    main()
