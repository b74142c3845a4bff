"""Forces and governments of states by rule: a nation and a noun ("Turkish forces", "the army of Ethiopia")."""

from collections.abc import Sequence

import msgspec

from dateline.resolve.actors_describe import Description, describe
from dateline.resolve.actors_holders import Holder, Moment
from dateline.resolve.actors_kinds import Klass
from dateline.resolve.actors_names import Lexicons, fits_nation, is_foreign
from dateline.resolve.actors_nations import Nation
from dateline.resolve.actors_phrase import Head, head_at
from dateline.resolve.actors_rows import Target
from dateline.resolve.actors_text import Word, capitals

FURTHEST = 4
"""Words behind a nation in which its noun must end: "Turkish air force special units" is as long as it gets."""
FORCES = frozenset({"army", "navy", "force", "forces", "guard", "military"})
BODIES = FORCES | {"ministry", "police", "government", "gendarmerie", "service", "services", "parliament", "cabinet"}
"""Last words of names that a country has one of: "Interior Ministry", "National Police"; ranks are no such names."""
GAPS = frozenset({" ", "-", "'s ", "’s ", "' ", "’ "})


class StateForce(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that name a state's force or government."""

    first: int
    last: int
    target: Target


def find_states(text: list[Word], reading: str, lexicons: Lexicons, taken: set[int]) -> list[StateForce]:
    """Give the forces and governments of states that a text names, left to right, outside the words ``taken``."""
    found: list[StateForce] = []
    done = 0
    for i in capitals(text):
        if i < done or i in taken:
            continue
        people = _people_at(text, i, lexicons)
        state = None if people else _state_at(text, i, reading, lexicons, taken)
        if state is not None and (not found or state.first >= found[-1].last):
            found.append(state)
        done = max(i + people, state.last if state is not None else 0)
    return found


def find_forces_of(
    text: Sequence[Word], reading: str, persons: Sequence[Holder], lexicons: Lexicons, taken: set[int]
) -> list[StateForce]:
    """Give the forces and governments that persons in office are named with: "Assad's forces", "the Abacha regime"."""
    found = []
    for person in persons:
        end = person.last
        while (
            end < min(len(text), person.last + FURTHEST) and end not in taken and _goes_on(text, end, reading, lexicons)
        ):
            end += 1
        for last in range(end, person.last, -1):
            head = head_at(text, person.last, last, lexicons.kinds)
            if head is not None and _may_head(head, text, bare=False):
                phrase = reading[text[person.lead].start : text[last - 1].end]
                said = describe(phrase, lexicons, moment=Moment(tenures=frozenset((person.tenure,))))
                force = _force_said(said, person.lead, last)
                found += [force] if force is not None else []
                break
    return found


def find_institutions(
    text: Sequence[Word], reading: str, country: str, lexicons: Lexicons, taken: set[int]
) -> list[StateForce]:
    """Give the ministries and services that a report on one country names without it: "the Interior Ministry".

    Only names of two words or more, all with capitals; "the army" may be anybody's.
    """
    found: list[StateForce] = []
    owner = lexicons.nations.names[country]
    for i in range(len(text) - 1):
        if not text[i].capital or i in taken or (found and i < found[-1].last) or _is_inside(text, reading, i):
            continue
        for last in range(min(len(text), i + FURTHEST), i + 1, -1):
            head = head_at(text, i, last, lexicons.kinds)
            if (
                head is None
                or head.first != i
                or not _is_name(text, reading, i, last)
                or not taken.isdisjoint(range(i, last))
            ):
                continue
            institution = text[last - 1].fold in BODIES and head.entry.service is not None
            if institution and head.entry.klass in ("state", "government"):
                phrase = f"{reading[text[i].start : text[last - 1].end]} of {owner}"
                force = _force_said(describe(phrase, lexicons), i, last)
                found += [force] if force is not None else []
                break
    return found


def _is_name(text: Sequence[Word], reading: str, first: int, last: int) -> bool:
    """Whether words stand side by side with capitals, as in a name."""
    gaps = all(reading[text[k].end : text[k + 1].start] == " " for k in range(first, last - 1))
    return gaps and all(word.capital or word.fold == "of" for word in text[first:last])


def _is_inside(text: Sequence[Word], reading: str, i: int) -> bool:
    """Whether a word goes on a name: it stands behind a word with a capital that is no sentence's first "The"."""
    before = text[i - 1] if i else None
    joined = before is not None and reading[before.end : text[i].start] in (" ", "-", "'s ", "’s ")
    return joined and before is not None and before.capital and before.fold != "the"


def _people_at(text: Sequence[Word], i: int, lexicons: Lexicons) -> int:
    """How many words name a people at a word, when they are more than name a nation: "Bosnian Serb"."""
    peoples = lexicons.nations.peoples.find(text, i)
    nations = lexicons.nations.forms.find(text, i) if peoples else []
    return peoples[0][0] if peoples and (not nations or peoples[0][0] > nations[0][0]) else 0


def _state_at(text: Sequence[Word], i: int, reading: str, lexicons: Lexicons, taken: set[int]) -> StateForce | None:
    for length, nations in lexicons.nations.forms.find(text, i):
        nation = next((n for n in nations if fits_nation(n, text, i)), None)
        if nation is None or is_foreign(text, i, i + length, lexicons.kinds):
            continue
        if i + length < len(text) and lexicons.nations.peoples.find(text, i + length):
            return None
        before = _before_noun(text, i, i + length, nation, reading, lexicons, taken)
        return before or _behind_noun(text, i, i + length, nation, reading, lexicons)
    return None


def _before_noun(
    text: Sequence[Word],
    first: int,
    after: int,
    nation: Nation,
    reading: str,
    lexicons: Lexicons,
    taken: set[int],
) -> StateForce | None:
    """A nation and the noun behind it, the longest that makes a force: "Nigerian army" of "Nigerian army depot"."""
    owned = reading[text[after - 1].end : text[after - 1].end + 1] in ("'", "’")
    if nation.form == "people" and not owned:
        return None
    end = after
    while end < min(len(text), after + FURTHEST) and end not in taken and _goes_on(text, end, reading, lexicons):
        end += 1
    while end > after:
        head = head_at(text, after, end, lexicons.kinds)
        if head is not None and _may_head(head, text, nation.form == "name" and not owned):
            phrase = reading[text[first].start : text[end - 1].end]
            return _as_force(phrase, first, end, lexicons)
        end -= 1
    return None


def _may_head(head: Head, text: Sequence[Word], bare: bool) -> bool:
    """Whether a noun may head a state's force; behind a nation's bare name ("Kenya police") only armed services may.

    With a capital the noun must be a force too: "Lebanon Police" may be those of a town of that name.
    """
    if head.entry.klass not in ("state", "government", "armed") or text[head.first].hyphen_before:
        return False
    last = text[head.last - 1]
    return not bare or (head.entry.service in ("military", "police") and (last.text.islower() or last.fold in FORCES))


def _goes_on(text: Sequence[Word], i: int, reading: str, lexicons: Lexicons) -> bool:
    """Whether a word belongs to the noun phrase: behind a space or "'s", and a word that head nouns are made of."""
    grammar = lexicons.kinds.grammar
    if reading[text[i - 1].end : text[i].start] not in GAPS:
        return False
    folded = text[i].fold
    return folded in grammar.official or folded in lexicons.kinds.modifiers or folded in lexicons.kinds.words


def _behind_noun(
    text: Sequence[Word], i: int, after: int, nation: Nation, reading: str, lexicons: Lexicons
) -> StateForce | None:
    """A noun, "of" and a nation: "the army of Ethiopia"."""
    of = i - 2 if i >= 2 and text[i - 1].fold == "the" else i - 1
    if nation.form != "name" or of < 1 or text[of].fold != "of":
        return None
    head = head_at(text, max(0, of - 3), of, lexicons.kinds)
    if head is None or head.entry.service is None or head.entry.is_object:
        return None
    return _as_force(reading[text[head.first].start : text[after - 1].end], head.first, after, lexicons)


def _as_force(phrase: str, first: int, last: int, lexicons: Lexicons) -> StateForce | None:
    """The force that a phrase names, by the rules of ``describe``."""
    return _force_said(describe(phrase, lexicons), first, last)


def _force_said(said: Description, first: int, last: int) -> StateForce | None:
    if said.actor is None or said.is_object or not said.actor.startswith("state:") or said.country is None:
        return None
    klass: Klass = "government" if said.kind == "government" else "state"
    return StateForce(first, last, Target(said.actor, said.name, said.kind, klass, said.country))
