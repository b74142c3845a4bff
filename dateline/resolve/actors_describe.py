"""What a noun phrase names: an actor of the registry, a state or a service of it, or what its head noun says."""

import re
from collections.abc import Sequence

import msgspec

from dateline.model import PartyKind
from dateline.resolve.actors_holders import NO_MOMENT, Moment
from dateline.resolve.actors_kinds import HeadEntry, Kinds, Modifier, Service
from dateline.resolve.actors_names import Lexicons, Piece, certain, find_pieces
from dateline.resolve.actors_nations import Nation
from dateline.resolve.actors_offices import Tenure
from dateline.resolve.actors_phrase import Head, cut, find_modifiers, head_at, title_before
from dateline.resolve.actors_rows import CLASS_OF, Target
from dateline.resolve.actors_text import Word, words

BEARING = frozenset({"armed", "state", "unknown", "person", "government"})
"""Classes of nouns that name a part of the organisation before them ("Hezbollah fighters", "UN officials")."""
STATE = frozenset({"state", "government", "aircraft", "object", "armed"})
"""Classes of nouns that, with a nation before them, may name a part of its state."""
SETTLED = frozenset({"civilians", "press_aid", "protesters", "crowd", "territory"})
"""Classes of nouns that a country behind "in" tells more of: villagers in Mali are of Mali, troops may not be."""
NOT_OF_STATE = frozenset(
    {
        "rebel group",
        "political militia",
        "identity militia",
        "external or other forces",
        "civilians",
        "rioters",
        "protesters",
    }
)
COMMA = re.compile(r"[,;]\s")
"""Behind it stand appositions and further members; the first says what the phrase names."""
DEEPEST = 4
"""Phrases within phrases ("one of a group of members of ...") that are followed: no text makes this run on."""


class Description(msgspec.Struct, frozen=True):
    """What a noun phrase names.

    ``actor`` is the registry's id ("hezbollah"), a state's ("state:TUR"), a service's ("state:TUR:military") or None;
    ``country`` ISO alpha-3; ``klass`` the class of the head noun: civilians, armed, state, protesters, crowd,
    government, person, press_aid, object, aircraft, territory, unknown; "" when the noun is not known.
    """

    name: str
    actor: str | None = None
    kind: PartyKind = "unknown"
    country: str | None = None
    is_object: bool = False
    klass: str = ""


class _Phrase(msgspec.Struct, frozen=True):
    """A phrase being read. Its head's part is words ``first`` to ``end``; ``shown`` is all without numbers."""

    text: list[Word]
    first: int
    end: int
    found: list[Piece]
    shown: str
    known: frozenset[str]

    def front(self) -> list[Piece]:
        """The names in the head's part."""
        return [p for p in self.found if p.first >= self.first and p.last <= self.end]

    def rest(self) -> list[Word]:
        """The words behind "of" or "from"; none when another word, or nothing, follows."""
        text, end = self.text, self.end
        return text[end + 1 :] if end + 1 < len(text) and text[end].fold in ("of", "from") else []


def describe(
    phrase: str, lexicons: Lexicons, known: frozenset[str] = frozenset(), moment: Moment = NO_MOMENT
) -> Description:
    """Give what a noun phrase names. Never raises; what cannot be told is None, "unknown" or "".

    ``known`` are the ids of actors that the phrase's report names: they decide what a name with several meanings means.
    ``moment`` is what that report tells of persons in office; without it nobody is taken for one.
    """
    first = COMMA.split(phrase, maxsplit=1)[0]
    return _describe(phrase, words(first) or words(phrase), lexicons, _Report(known, moment), 0)


class _Report(msgspec.Struct, frozen=True):
    """What the phrase's report tells: the actors it names for certain, and of persons in office."""

    known: frozenset[str]
    moment: Moment


def _describe(whole: str, text: list[Word], lexicons: Lexicons, report: _Report, depth: int) -> Description:
    found = find_pieces(text, lexicons, whole, report.moment)
    first = _start(text, found, lexicons.kinds)
    end = cut(text, first, found, lexicons.kinds)
    left = whole[text[first].start :].strip() if first < len(text) else ""
    phrase = _Phrase(text, first, end, found, left or whole.strip(), report.known)
    rest = phrase.rest() if depth < DEEPEST else []
    if first >= end:
        return _describe(whole, rest, lexicons, report, depth + 1) if rest else Description(phrase.shown)
    if rest and _is_container(phrase, lexicons.kinds):
        inner = _describe(whole, rest, lexicons, report, depth + 1)
        if inner.klass or inner.actor:
            return _of_container(phrase, inner, lexicons.kinds)
    front = phrase.front()
    if front and front[-1].last == end and not front[-1].foreign:
        return _name_as_head(phrase, front, lexicons)
    head = head_at(text, first, end, lexicons.kinds) or title_before(text, first, end, lexicons.kinds)
    return _with_head(phrase, head, lexicons)


def _start(text: Sequence[Word], found: Sequence[Piece], kinds: Kinds) -> int:
    """Skip determiners, numbers and the like, but not a name that begins with one."""
    names = {p.first for p in found}
    i = 0
    while i < len(text) and i not in names and (text[i].fold in kinds.grammar.skipped or text[i].fold[:1].isdigit()):
        i += 1
    return i


# ------------------------------------------------------------------------------------------------ "a group of ..."


def _is_container(phrase: _Phrase, kinds: Kinds) -> bool:
    named = any(p.last == phrase.end for p in phrase.found)
    return not named and phrase.text[phrase.end - 1].fold in kinds.containers


def _of_container(phrase: _Phrase, inner: Description, kinds: Kinds) -> Description:
    """A group of villagers is villagers, members of a union what the union is; "an armed group of youths" is armed."""
    if inner.actor is not None:
        return inner
    shown = msgspec.structs.replace(inner, name=phrase.shown)
    if inner.is_object:
        return shown
    telling = find_modifiers(phrase.text, 0, phrase.end - 1, kinds)
    fitting = [m for m in telling if inner.klass in m.to]
    return msgspec.structs.replace(shown, kind=fitting[0].kind, klass=fitting[0].klass) if fitting else shown


# ------------------------------------------------------------------------------------------------ a name is the head


def _name_as_head(phrase: _Phrase, front: Sequence[Piece], lexicons: Lexicons) -> Description:
    last = front[-1]
    if last.aliases:
        target = certain(last.aliases, None, phrase.known)
        return _actor(target) if target else Description(phrase.shown, klass="unknown")
    if last.holder is not None:
        return msgspec.structs.replace(_actor(last.holder.target), name=phrase.shown)
    if last.nation is not None:
        return _nation(phrase, front, last.nation, lexicons)
    country = next((p.nation.country for p in front if p.nation and not p.foreign), None)
    if _is_counted(phrase):
        return Description(phrase.shown, None, "civilians", country, False, "civilians")
    return Description(phrase.shown, country=country, klass="unknown")


def _actor(target: Target) -> Description:
    return Description(target.name, target.actor, target.kind, target.country, False, target.klass)


def _is_counted(phrase: _Phrase) -> bool:
    """Whether "a", a number or the like stands before the phrase: it then means single people."""
    return phrase.first > 0 and phrase.text[phrase.first - 1].fold not in ("the", "its", "their")


def _nation(phrase: _Phrase, front: Sequence[Piece], nation: Nation, lexicons: Lexicons) -> Description:
    """A nation alone: "Israel" and "Israeli" (of "Israeli strikes") are the state, "two Russians" people of it."""
    alone = len(front) == 1 and front[0].first == phrase.first
    counted = _is_counted(phrase)
    if alone and (nation.form == "name" or (nation.form == "adjective" and not counted)):
        return _actor(lexicons.nations.state(nation.country, None))
    if counted and nation.form != "name":
        return Description(phrase.shown, None, "civilians", nation.country, False, "civilians")
    return Description(phrase.shown, None, "unknown", nation.country, False, "unknown")


# ------------------------------------------------------------------------------------------------ a noun is the head


def _with_head(phrase: _Phrase, head: Head | None, lexicons: Lexicons) -> Description:
    before = [p for p in phrase.front() if not p.foreign and (head is None or p.last <= head.first)]
    nations = list(dict.fromkeys(p.nation.country for p in before if p.nation is not None))
    country = nations[0] if len(nations) == 1 else None
    if head is None:
        return _unheaded(phrase, country, lexicons.kinds)
    entry, service = _modified(phrase, head, lexicons.kinds)
    if before and before[-1].holder is not None:
        return _of_holder(before[-1].holder, entry, service, phrase.shown, lexicons)
    target = next((certain(p.aliases, entry, phrase.known) for p in reversed(before) if p.aliases), None)
    owned = country is not None
    if target is None and not before:
        owner = _owner(phrase, entry, lexicons.kinds)
        target = owner if isinstance(owner, Target) else None
        country = owner if isinstance(owner, str) else None
        owned = country is not None and phrase.text[phrase.end].fold in lexicons.kinds.grammar.owning
    if target is not None:
        return _of_actor(target, entry, phrase.shown)
    if any(p.people for p in before):
        return _plain(_of_people(entry), country, phrase.shown)
    if owned and country is not None and _is_of_state(entry, service):
        return _of_state(entry, service, country, phrase.shown, lexicons)
    if len(nations) > 1 and _is_of_state(entry, service) and entry.klass == "armed":
        entry = msgspec.structs.replace(entry, kind="state forces", klass="state")
    return _plain(entry, country, phrase.shown)


def _unheaded(phrase: _Phrase, country: str | None, kinds: Kinds) -> Description:
    """A phrase without a known noun: an organisation by the form of its name ("the Front of Sul"), or nothing known."""
    last = phrase.text[phrase.end - 1]
    if last.fold not in kinds.organisations or not last.text[:1].isupper():
        return Description(phrase.shown, country=country)
    named = kinds.rebel_words & {w.fold for w in phrase.text[phrase.first :]}
    kind: PartyKind = "rebel group" if named else kinds.organisations[last.fold]
    return Description(phrase.shown, None, kind, country, False, CLASS_OF[kind])


def _plain(entry: HeadEntry, country: str | None, shown: str) -> Description:
    return Description(shown, None, entry.kind, country, entry.is_object, entry.klass)


def _modified(phrase: _Phrase, head: Head, kinds: Kinds) -> tuple[HeadEntry, Service | None]:
    """What the noun says with the words before it: "rebel positions", "government warplanes", "former soldiers"."""
    entry, service = head.entry, head.entry.service
    for modifier in find_modifiers(phrase.text, phrase.first, head.first, kinds):
        if entry.klass in modifier.to:
            entry = _apply(entry, modifier)
            service = modifier.service or (service if modifier.kind == "state forces" else None)
            if modifier.kind != "unknown":
                break
    return entry, service


def _apply(entry: HeadEntry, modifier: Modifier) -> HeadEntry:
    if entry.klass in ("object", "aircraft"):
        civil = entry.kind in ("civilians", "government")
        return entry if civil else msgspec.structs.replace(entry, kind=modifier.kind)
    if (
        entry.klass == "armed"
        and (modifier.kind == "unknown" or entry.kind != "unknown")
        and modifier.klass != "civilians"
    ):
        return entry
    return msgspec.structs.replace(entry, kind=modifier.kind, klass=modifier.klass)


def _of_people(entry: HeadEntry) -> HeadEntry:
    """A noun with a people before it: Kurdish forces are armed but no state's, a Shiite militia is one of identity."""
    if entry.kind == "political militia":
        return msgspec.structs.replace(entry, kind="identity militia")
    if entry.klass == "state" and entry.kind == "state forces":
        return msgspec.structs.replace(entry, kind="unknown", klass="armed")
    return entry


def _of_actor(target: Target, entry: HeadEntry, shown: str) -> Description:
    """A noun with an organisation's name before it: its fighters and officials are it, its depots belong to it."""
    if entry.is_object and entry.klass != "territory":
        return Description(shown, target.actor, target.kind, target.country, True, entry.klass)
    if entry.klass in BEARING:
        return _actor(target)
    if entry.klass == "press_aid" and target.kind in ("civilians", "external or other forces"):
        return Description(target.name, target.actor, target.kind, target.country, False, entry.klass)
    return Description(shown, None, entry.kind, None, entry.is_object, entry.klass)


def _of_holder(
    tenure: Tenure, entry: HeadEntry, service: Service | None, shown: str, lexicons: Lexicons
) -> Description:  # fmt: skip
    """A noun with a person in office before it: "Assad's forces" are the state's, his brother is nobody's."""
    if _is_of_state(entry, service):
        return _of_state(entry, service, tenure.country, shown, lexicons)
    return _plain(entry, None, shown)


def _owner(phrase: _Phrase, entry: HeadEntry, kinds: Kinds) -> Target | str | None:
    """Whose it is by the name behind the head ("fighters from X"); a country where the name is a nation's."""
    text, end = phrase.text, phrase.end
    piece = next((p for p in phrase.found if p.first > end), None)
    if piece is None or piece.foreign:
        return None
    link, between = text[end].fold, [w.fold for w in text[end + 1 : piece.first]]
    if link in kinds.grammar.affiliated or any(w not in kinds.grammar.skipped and w != "to" for w in between):
        return None
    if piece.aliases:
        return certain(piece.aliases, entry, phrase.known) if link in kinds.grammar.owning or link == "for" else None
    if piece.nation is None or piece.nation.form != "name" or _goes_on_as_name(text, piece.last):
        return None
    settled = link in ("in", "across") and entry.klass in SETTLED
    return piece.nation.country if settled or link in kinds.grammar.owning else None


def _goes_on_as_name(text: Sequence[Word], last: int) -> bool:
    """Whether a capitalised word follows a nation, so that it is part of a longer name ("Jordan Valley")."""
    return last < len(text) and text[last].text[:1].isupper() and not text[last].hyphen_before


def _is_of_state(entry: HeadEntry, service: Service | None) -> bool:
    if entry.klass not in STATE or entry.kind in NOT_OF_STATE:
        return False
    return service is not None or entry.kind in ("state forces", "government")


def _of_state(
    entry: HeadEntry, service: Service | None, country: str, shown: str, lexicons: Lexicons
) -> Description:  # fmt: skip
    target = lexicons.nations.state(country, service)
    kind: PartyKind = "government" if service == "government" else "state forces"
    if entry.is_object:
        return Description(shown, target.actor, kind, country, True, entry.klass)
    klass = "government" if kind == "government" else "state"
    return Description(target.name if service else shown, target.actor, kind, country, False, klass)
