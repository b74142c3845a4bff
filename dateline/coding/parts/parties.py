"""Parties: noun phrases in a role, with what the resolvers say of them and their other names in the report."""

import re
from collections.abc import Callable, Sequence

import msgspec

from dateline.coding.parts.grammar import Grammar
from dateline.coding.parts.lexicon import word_set
from dateline.coding.parts.phrases import PRONOUNS, Description, acronym_after, phrase
from dateline.model import ActorMention, Party, Span

PLURAL = frozenset({"they", "them", "their", "we", "us", "our", "its", "it"})
SPEAKERS = frozenset({"we", "us", "our", "i", "me", "my"})
"""Pronouns for the one who speaks, who need not be anyone told before."""
BEHIND = re.compile(r"\s(?:of|from|in)\s", re.I)
DEFINITE = re.compile(r"^(?:the|this|these|those|that|both|its|his|her|their)\s", re.I)
NOBODY = word_set("nobody")
VAGUE_GROUP = re.compile(
    r"^(?:the|this|that) (?:\w+ )?(?:group|organi[sz]ation|movement|militants|rebels|insurgents|fighters|gunmen"
    r"|attackers|militia|army|military|forces?|police|suspects?|victims?|man|woman|men|women|town|village|city)$",
    re.I,
)
MAX_ALIASES = 8


def make_party(
    grammar: Grammar,
    head: int,
    reading: str,
    text: str,
    describe: Callable[[str, int], Description],
    act: Sequence[int] = (),
) -> tuple[Party, str] | None:
    """Give the party around a head word and its class, or None when the word names nobody. ``act`` are words of the
    act itself; ``describe`` gives what words at a place of the report name."""
    token = grammar.tokens[head]
    if any(grammar.tokens[k].text.lower() in ("no", "neither") for k in grammar.kids(head, "det")):
        return None
    if token.text.lower() in NOBODY or token.tag in ("WP", "WDT", "EX", "IN") or token.tag.startswith("VB"):
        return None
    head = _inside(grammar, head)
    token = grammar.tokens[head]
    start, end = phrase(grammar, head, reading, act)
    if end <= start:
        return None
    if token.tag in PRONOUNS:
        start, end = token.start, token.end
    what = describe(reading[start:end], start)
    party = Party(
        start=start, end=end, text=text[start:end], name=what.name or text[start:end], actor=what.actor, kind=what.kind,
        country=what.country, is_object=what.is_object, aliases=_acronym(reading, end, text),
    )  # fmt: skip
    return party, what.klass


def _acronym(reading: str, end: int, text: str) -> tuple[Span, ...]:
    """The short name that is defined in brackets behind a phrase, as its alias."""
    short = acronym_after(reading, end)
    return (Span(start=short[0], end=short[1], text=text[short[0] : short[1]]),) if short else ()


AROUND = word_set("around")


def _inside(grammar: Grammar, head: int) -> int:
    """The place itself for "the vicinity of X", "the outskirts of X"."""
    if grammar.tokens[head].lemma in AROUND:
        return next(iter(grammar.after(head, "of")), head)
    return head


def is_pronoun(party: Party) -> bool:
    """Say whether a party is told only by a pronoun."""
    return party.text.lower() in PLURAL | {
        "he",
        "she",
        "him",
        "her",
        "his",
        "those",
        "these",
        "who",
        "whose",
        "my",
        "me",
        "himself",
        "themselves",
        "itself",
    }


def antecedent(party: Party, earlier: Sequence[Party]) -> Party | None:
    """Give the party that a pronoun stands for: the last one before it that fits in number; None when none does."""
    if party.text.lower() in SPEAKERS:
        return None
    plural = party.text.lower() in PLURAL
    for candidate in reversed(earlier):
        if candidate.start >= party.start or is_pronoun(candidate) or candidate.is_object:
            continue
        if _is_plural(candidate) == plural and may_be(party.text, candidate):
            return candidate
    return None


def _is_plural(party: Party) -> bool:
    return party.actor is not None or party.kind in SEVERAL or _is_several(party)


SEVERAL = frozenset(
    {"state forces", "rebel group", "political militia", "protesters", "rioters", "external or other forces"}
)
IRREGULAR = frozenset({"men", "women", "children", "gunmen"})


def _is_several(party: Party) -> bool:
    """Whether a party is several people by its words alone."""
    last = BEHIND.split(party.text)[0].split()[-1].lower()
    return last.endswith("s") or last in IRREGULAR or last in word_set("groups")


def may_be(pronoun: str, party: Party) -> bool:
    """Say whether "he" or "she" may stand for a phrase by its noun: no daughter is a "he"."""
    said = set(BEHIND.split(party.text.lower())[0].split())
    if pronoun.lower() in ("he", "him", "his", "himself"):
        return not said & word_set("women")
    return pronoun.lower() not in ("she", "her", "herself") or not said & word_set("men")


def stands_for(pronoun: Party, full: Party) -> Party:
    """Give the full party with the pronoun among its aliases: the phrase that names it is what the record shows."""
    alias = Span(start=pronoun.start, end=pronoun.end, text=pronoun.text)
    return replace_aliases(full, (*full.aliases, alias))


def replace_aliases(party: Party, aliases: Sequence[Span]) -> Party:
    """Give a party with other aliases, none twice, none the party's own span."""
    kept = {(a.start, a.end): a for a in aliases if (a.start, a.end) != (party.start, party.end)}
    return msgspec.structs.replace(party, aliases=tuple(kept[k] for k in sorted(kept))[:MAX_ALIASES])


def with_aliases(party: Party, actors: Sequence[ActorMention]) -> Party:
    """Give a party with the other names that the report has for the same actor, each wording once.

    An organisation inside the phrase of several people ("members of the Mountain Front") is one of them. The owner of a
    thing is no other name of the thing, nor an organisation one of its member.
    """
    if party.is_object:
        return party
    inside = [a for a in actors if party.start <= a.start and a.end <= party.end and (a.actor or a.kind in FIGHTING)]
    if not _is_several(party):
        inside = [a for a in inside if a.end == party.end]
    whole = not any(party.start <= a.start and a.end < party.end and a not in inside for a in actors)
    known = {a.actor for a in inside if a.actor} | ({party.actor} if party.actor and whole else set())
    heads = {_head(party.text), *(_head(a.text) for a in inside)}
    same = [a for a in actors if a in inside or (a.actor in known and (_is_body(a.actor) or _head(a.text) in heads))]
    seen = {party.text.lower(), *(a.text.lower() for a in party.aliases)}
    extra = []
    for mention in same:
        if mention.text.lower() not in seen:
            seen.add(mention.text.lower())
            extra.append(Span(start=mention.start, end=mention.end, text=mention.text))
    return replace_aliases(party, [*party.aliases, *extra])


FIGHTING = frozenset({"rebel group", "political militia", "identity militia"})


def _head(text: str) -> str:
    """The noun of a name: its last word before "of", in lower case."""
    words = BEHIND.split(text.lower())[0].split()
    return words[-1].rstrip("s.,") if words else ""


def _is_body(actor: str | None) -> bool:
    """Whether an actor is one body: an organisation or a state; a state's services are many (its army, its police)
    under one id."""
    return actor is not None and (not actor.startswith("state:") or actor.count(":") == 1)


def merge_parties(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Give the parties of an event, each once: the fullest phrase stands, the others become its aliases."""
    kept: list[Party] = []
    for party in parties:
        twin = next((i for i, k in enumerate(kept) if _same(k, party)), None)
        if twin is None:
            kept.append(party)
        else:
            first, second = (
                (kept[twin], party)
                if len(kept[twin].text) >= len(party.text) or kept[twin].actor
                else (party, kept[twin])
            )
            alias = Span(start=second.start, end=second.end, text=second.text)
            kept[twin] = replace_aliases(first, [*first.aliases, *second.aliases, alias])
    return tuple(kept)


def _words(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in re.findall(r"[\w’'-]+", text)) - {
        "the",
        "a",
        "an",
        "of",
        "its",
        "their",
        "his",
        "her",
        "our",
        "this",
        "these",
    }


def _same(a: Party, b: Party) -> bool:
    if (a.start, a.end) == (b.start, b.end):
        return True
    if a.is_object != b.is_object:
        return False
    if a.actor and b.actor:
        return a.actor == b.actor
    mine, theirs = _words(a.text), _words(b.text)
    if not mine or not theirs:
        return False
    return mine == theirs or (
        (mine <= theirs or theirs <= mine)
        and bool(DEFINITE.match(b.text) or DEFINITE.match(a.text) or VAGUE_GROUP.match(b.text))
    )
