"""Casualties: how many were killed and injured, from the words of a sentence.

People who were arrested, displaced, freed or who attended are never counted. A count that is part of another ("12
people,
including three children") is not added to it. "No casualties" is nought of both.
"""

import re
from collections.abc import Sequence

import msgspec

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import word_set
from dateline.model import Count, Number

KILLED, INJURED = "killed", "injured"


def _any_of(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_TO_DEATH = [f"{how} to death" for how in ("shot", "stabbed", "beaten", "hacked", "burned", "burnt")]
_SLAIN = [
    "killed",
    "slain",
    "murdered",
    "massacred",
    "executed",
    "beheaded",
    "assassinated",
    "lynched",
    "slaughtered",
    "martyred",
]
_DIE = _any_of("shot dead", "shot and killed", *_TO_DEATH, "gunned down", "found dead", *_SLAIN)
_HURT = r"(?:injured|wounded|hurt|maimed|hospitali[sz]ed)"
_BE = r"(?:was|were|been|being|be|are|is|lay|left|reported|confirmed|also)"
_GAP = r"(?:\s+(?!and\b|but\b|while\b|when\b|after\b|who\b|has\b|was\b|were\b)[(\[]?[\w’'/-]+[)\]]?){0,12}?"
_WAS = rf"(?:\s+{_BE}\b(?:\s+\w+ly)?(?:\s+(?:also|then|first))?){{1,3}}"
_STOP = r"(?=\s*(?:$|[.,;)–—]|(?:and|in|by|when|on|at|after|during|since|as|near)\b))"
_BADLY = _any_of("also", "seriously", "badly", "critically", "slightly", "lightly", "severely", "sustained", "suffered")
_HAD = r"(?:were|was|been|being|have|had|has|are|left)"
_TAKEN = r"(?:taken|carried|rushed|brought|admitted|airlifted|treated|evacuated)(?:\s[\w’-]+){0,6}?\s(?:to|in|at)"
_HOSPITAL = rf"{_TAKEN}(?:\s[\w’-]+){{0,3}}?\s(?:hospitals?|clinics?)\b"
_ASIDE = r"(?:,[^,.;]{2,60},)?"
PASSIVE_KILLED = re.compile(
    rf"{_GAP}{_ASIDE}(?:\s+(?:who|has|have|had|may|might)){{0,2}}{_WAS}\s+(?:{_DIE}|dead)\b", re.I
)
BARE_KILLED = re.compile(
    rf"{_GAP}\s+(?:(?:have|had|has|also|later|reportedly)\s+){{0,2}}"
    rf"(?:dead\b|died\b|perished\b|lost their li(?:fe|ves)|{_DIE}{_STOP})",
    re.I,
)
PASSIVE_HURT = re.compile(
    rf"{_GAP}(?:\s+(?:{_HAD}|{_BADLY})){{0,4}}\s+(?:{_HURT}\b|injuries\b|wounds\b|{_HOSPITAL})", re.I
)
NOUN_KILLED = re.compile(r"(?:\s+[\w’'-]+){0,2}?\s+(?:deaths|fatalities|dead|bodies|corpses|lives)\b", re.I)
NOUN_HURT = re.compile(r"(?:\s+[\w’'-]+){0,1}?\s+(?:injuries|wounded|injured)\b", re.I)
_KILLING = _any_of(
    r"\bkill(?:s|ed|ing)?",
    *(rf"{stem}(?:ed|ing)" for stem in ("murder", "massacr", "slaughter", "execut", "behead", "assassinat")),
    r"slay(?:ing)?|slew|gunn(?:ed|ing) down|sh(?:o|oo)t(?:ing)? dead",
    r"claim(?:ed|ing) the lives of|claimed|deaths? of|bod(?:y|ies) of|(?:killing|murder|massacre) of",
    r"death toll[\w\s’']{0,40}?(?:to|at|of|is|was|reached)",
    r"toll(?: \w+){0,2} (?:rose|risen|rising|climbed|climbing|increased)(?: \w+)? to",
    r"number of (?:people |those )?(?:killed|dead)(?: \w+){0,2} (?:to|at)",
)
_FURTHER = r"(?:(?:a total of|the|another|a further|an additional|some)\s+)?"
BEFORE_KILLED = re.compile(rf"{_KILLING}(?:\s+(?:and|or)\s+(?:injur|wound)(?:ed|ing))?\s+{_FURTHER}$", re.I)
BEFORE_HURT = re.compile(rf"(?:injur(?:es|ed|ing)|wound(?:s|ed|ing)|hurt(?:ing)?|maim(?:ed|ing))\s+{_FURTHER}$", re.I)
TO_DEATH = re.compile(
    r"\b(?:shot dead|(?:shot|stabbed|beaten|hacked|burned|burnt|stoned) to death|gunned down|shot and killed)\b",
    re.I,
)
PART = re.compile(r"(?:including|among them|among whom|of whom|of them|of which)\s+(?:at least\s+)?$", re.I)
_TIME = r"(?:year|month|week|day|hour|minute|time)s?"
_MEASURE = r"km|kilomet|miles?|metres?|meters?|percent|per cent|%"
_THINGS = (
    r"(?:vehicle|car|house|home|building|shop|tank|drone|rocket|missile|attack|strike|cow|goat|animal|shot|round|incident)s?"
    r"|aircraft|cattle|sheep|livestock"
)
_ELSE = r"people (?:were |have been )?(?:arrested|detained|displaced|evacuated)"
NOT_PEOPLE = re.compile(rf"\s+(?:[\w’'-]+\s+)?(?:{_TIME}|{_MEASURE}|{_THINGS}|{_ELSE})\b", re.I)
_REPORTS = r"(?:(?:immediate )?reports? of |reported |one was |immediate word (?:on|of) )?(?:any )?"
NONE_HURT = re.compile(
    rf"\bno {_REPORTS}(?:casualties|victims)\b"
    r"|\bwithout (?:causing |inflicting |any ){0,2}casualties\b|\bcaus(?:ed|ing) no casualties\b"
    r"|\bno (?:deaths|injuries|fatalities|one was (?:killed|hurt|injured|wounded))"
    r"(?: (?:or|and|nor) (?:injuries|deaths|injured|hurt))?\b"
    r"|\bnobody was (?:hurt|injured|killed|wounded)\b",
    re.I,
)
UNCERTAIN_NONE = re.compile(r"\bno (?:immediate )?(?:reports?|word|details|information)\b", re.I)
CHAIN = re.compile(
    r"^(?:\s+(?!were\b|was\b|had\b|have\b)[\w’'-]+){1,6}?(?:,|,?\s+and|,?\s+as well as)\s+(?:another\s+)?$", re.I
)
REVISED = re.compile(r"\b(?:ris(?:en|es|ing)|rose|climbed|increased|revised|updated|now)\b", re.I)
KILL_VERBS = word_set("kill_verbs")
DIE_VERBS = word_set("die_verbs")
HURT_VERBS = word_set("hurt_verbs")
GROUPS = word_set("groups")


class Toll(msgspec.Struct, frozen=True):
    """A count of one kind in a sentence. ``revised`` says that it replaces earlier ones."""

    kind: str
    count: Count
    at: int
    revised: bool = False


def find_tolls(
    grammar: Grammar, numbers: Sequence[Number], times: Sequence[tuple[int, int]], reading: str, text: str
) -> list[Toll]:
    """Give the tolls of a sentence, in order; parts of one total that are joined by "and" are summed.

    ``times`` are the spans of time expressions: a year is no toll. ``text`` is the report's, which is quoted.
    """
    inside = [n for n in numbers if grammar.start <= n.start and n.end <= grammar.end]
    inside = [
        n for n in inside if not any(a < n.end and n.start < b for a, b in times) and not _is_label(n, grammar, reading)
    ]
    none = _none(grammar, reading)
    if none:
        return [_quoted(t, text) for t in none]
    roles: list[tuple[Number, str]] = []
    for number in inside:
        kind = _kind(number, roles, grammar, reading)
        if kind:
            roles.append((number, kind))
    roles = _backwards(inside, roles, reading)
    kinds = [k for k in (KILLED, INJURED) if any(kind == k for _, kind in roles)]
    tolls = [_sum([n for n, kind in roles if kind == k], k, reading, grammar.start) for k in kinds]
    found = [*tolls, *_by_grammar(grammar, inside, set(kinds), reading)]
    return sorted((_quoted(t, text) for t in found), key=lambda t: t.at)


def _backwards(inside: Sequence[Number], roles: list[tuple[Number, str]], reading: str) -> list[tuple[Number, str]]:
    """The counts, with those before them that share their verb: "eleven rebels and four soldiers were killed"."""
    found = list(roles)
    for number in reversed(inside):
        after = next(((n, kind) for n, kind in found if n.start > number.end), None)
        counted = (
            any(n is number for n, _ in found) or number.low in (None, 0) or NOT_PEOPLE.match(reading[number.end :])
        )
        if after is not None and not counted and CHAIN.match(reading[number.end : after[0].start]):
            found.insert(0, (number, after[1]))
    return sorted(found, key=lambda f: f[0].start)


def _quoted(toll: Toll, text: str) -> Toll:
    """The toll with its words as the report has them, capitals and all."""
    count = toll.count
    return msgspec.structs.replace(toll, count=msgspec.structs.replace(count, text=text[count.start : count.end]))


def _is_label(number: Number, grammar: Grammar, reading: str) -> bool:
    """Whether a number is part of a name ("Channel 7") or an age ("Jane Roe, 47, ...", "a 50-year-old")."""
    opening, closing = reading[grammar.start : number.start], reading[number.end : grammar.end]
    if re.match(r"[-\s]years?[-\s]old", closing):
        return True
    if opening.endswith(", ") and closing.startswith((",", ".")) and number.text.isdigit():
        return True
    before = re.search(r"(\w+)\s$", opening)
    named = before is not None and before.group(1)[0].isupper() and before.start() > 0
    return named and number.text.isdigit() and len(number.text) < 4


def _none(grammar: Grammar, reading: str) -> list[Toll]:
    m = NONE_HURT.search(reading, grammar.start, grammar.end)
    if m is None or UNCERTAIN_NONE.search(m.group()):
        return []
    words = m.group().lower()
    kinds = [KILLED, INJURED]
    if not re.search(r"casualt|victims|nobody was hurt|one was hurt", words):
        kinds = [
            k for k, w in ((KILLED, r"death|fatal|killed"), (INJURED, r"injur|hurt|wounded")) if re.search(w, words)
        ]
    return [
        Toll(kind=k, count=Count(low=0, high=0, text=m.group(), start=m.start(), end=m.end()), at=m.start())
        for k in kinds
    ]


def _kind(number: Number, roles: list[tuple[Number, str]], grammar: Grammar, reading: str) -> str:
    before, after = reading[grammar.start : number.start], reading[number.end : grammar.end]
    if PART.search(before) or NOT_PEOPLE.match(after) or number.text.lower() in ("no", "none", "zero"):
        return ""
    if BEFORE_KILLED.search(before):
        return KILLED
    if BEFORE_HURT.search(before):
        return INJURED
    first = min(
        (
            (m.end(), kind)
            for pattern, kind in (
                (PASSIVE_KILLED, KILLED),
                (BARE_KILLED, KILLED),
                (PASSIVE_HURT, INJURED),
                (NOUN_KILLED, KILLED),
                (NOUN_HURT, INJURED),
            )
            if (m := pattern.match(after))
        ),
        default=None,
    )
    if first:
        return first[1]
    if roles and CHAIN.match(reading[roles[-1][0].end : number.start]):
        return roles[-1][1]
    return ""


def _sum(numbers: list[Number], kind: str, reading: str, opening: int) -> Toll:
    """One toll of a sentence's numbers of a kind: joined ones are added, otherwise the first holds."""
    chain = [numbers[0]]
    for number in numbers[1:]:
        if CHAIN.match(reading[chain[-1].end : number.start]):
            chain.append(number)
    start, end = chain[0].start, chain[-1].end
    exact = all(n.low is not None for n in chain)
    low = sum(n.low or 0 for n in chain) if exact else None
    high = sum(n.high or 0 for n in chain) if all(n.high is not None for n in chain) else None
    count = Count(low=low, high=high, text=reading[start:end], start=start, end=end)
    return Toll(
        kind=kind, count=count, at=start, revised=bool(REVISED.search(reading, max(opening, start - 60), start))
    )


def _by_grammar(grammar: Grammar, numbers: Sequence[Number], have: set[str], reading: str) -> list[Toll]:
    """Tolls that only the grammar shows: a number far from its verb, and one person told without a number ("a soldier
    was
    killed", "killing Jane Roe"). Where one of the victims cannot be counted, nothing is said."""
    found: list[Toll] = []
    for i, token in enumerate(grammar.tokens):
        kind = KILLED if token.lemma in KILL_VERBS | DIE_VERBS else INJURED if token.lemma in HURT_VERBS else ""
        if TO_DEATH.match(reading, token.start, grammar.end):
            kind = KILLED
        if not kind or kind in have or not grammar.is_verb(i) or grammar.kids(i, "neg"):
            continue
        suffers = token.lemma in DIE_VERBS or grammar.is_passive(i)
        victims = grammar.subject(i) if suffers else grammar.objects(i)
        counts = [_count(grammar, v, numbers) for v in victims]
        if victims and all(c is not None for c in counts):
            known = [c for c in counts if c is not None]
            start, end = grammar.tokens[min(victims)].start, grammar.tokens[max(victims)].end
            low = sum(c[0] or 0 for c in known) if all(c[0] is not None for c in known) else None
            high = sum(c[1] or 0 for c in known) if all(c[1] is not None for c in known) else None
            have = have | {kind}
            count = Count(low=low, high=high, text=reading[start:end], start=start, end=end)
            found.append(Toll(kind=kind, count=count, at=token.start))
    return found


def _count(grammar: Grammar, victim: int, numbers: Sequence[Number]) -> tuple[int | None, int | None] | None:
    """How many one victim phrase counts: its number, or one for one person; None when it cannot be counted."""
    left = min([victim, *grammar.kids(victim, "nummod", "quantmod", "det", "advmod")])
    start, end = grammar.tokens[left].start, grammar.tokens[victim].end
    number = next((n for n in numbers if start - 12 <= n.start and n.end <= end and n.end > start), None)
    if number is not None and number.text.lower() not in ("no", "none"):
        return number.low, number.high
    return (1, 1) if _one_person(grammar, victim) else None


def _one_person(grammar: Grammar, i: int) -> bool:
    token = grammar.tokens[i]
    if token.text.lower() in ("he", "she", "him", "her"):
        return True
    if token.tag == "NNP":
        return token.entity == "PERSON"
    determined = ("a", "an", "one", "another", "his", "her", "its", "their", "the", "’s", "'s")
    single = any(grammar.tokens[k].text.lower() in determined for k in grammar.kids(i, "det", "nummod", "poss"))
    return token.tag == "NN" and (single or bool(grammar.kids(i, "poss"))) and token.lemma not in GROUPS
