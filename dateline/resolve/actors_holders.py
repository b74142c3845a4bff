"""Holders of office in a run of words: "President Assad" stands for Syria's government while he held the office.

A name counts only in a report of the years in which its bearer was in office. In full ("Bashar al-Assad") it needs
nothing else; a short name needs the full one in the same report, or the report to name the country, and a title where
other people bear it too ("President Bush").
"""

from collections.abc import Sequence

import msgspec

from dateline.resolve.actors_nations import Nations
from dateline.resolve.actors_offices import Tenure, Term
from dateline.resolve.actors_rows import Target
from dateline.resolve.actors_text import Word, capitals
from dateline.resolve.actors_trie import Trie

LONGEST_TITLE = 4
"""Words of the longest title ("chief of general staff")."""
PARTICLES = frozenset({"al", "el", "ad", "as", "ash", "an", "ar", "az", "bin", "ben", "ibn", "von", "van", "de", "dos"})
"""Small words that belong to the name behind them: "Maher al-Assad" is not "Maher" and "Assad"."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Moment(msgspec.Struct, frozen=True):
    """What a report tells of who may be meant: the year it is of, the countries it names, and the tenures of those that
    it names in full or by title."""

    year: int | None = None
    countries: frozenset[str] = frozenset()
    tenures: frozenset[Tenure] = frozenset()


NO_MOMENT = Moment()


class Holder(msgspec.Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) that name a person in office; ``lead`` is where the title and the nation
    before it begin."""

    lead: int
    first: int
    last: int
    tenure: Tenure
    sure: bool

    @property
    def target(self) -> Target:
        """Whom the person stands for."""
        return self.tenure.target


def find_holders(
    text: list[Word], reading: str, holders: Trie[Term], nations: Nations, moment: Moment, taken: set[int]
) -> list[Holder]:
    """Give the persons in office that a report names, left to right, outside the words ``taken``.

    Nobody is found in a report without a year: the office was another's in another year.
    """
    if moment.year is None:
        return []
    spots = [i for i in capitals(text) if holders.find(text, i)]
    sure = [h for i in spots if (h := holder_at(text, reading, i, holders, nations, moment)) is not None and h.sure]
    moment = msgspec.structs.replace(moment, tenures=moment.tenures | {h.tenure for h in sure})
    found: list[Holder] = []
    for i in spots:
        if i in taken or (found and i < found[-1].last):
            continue
        holder = holder_at(text, reading, i, holders, nations, moment)
        if holder is not None and taken.isdisjoint(range(holder.first, holder.last)):
            lead = next(k for k in range(holder.lead, holder.first + 1) if taken.isdisjoint(range(k, holder.first)))
            found.append(msgspec.structs.replace(holder, lead=lead))
    return found


def holder_at(
    text: Sequence[Word], reading: str, i: int, holders: Trie[Term], nations: Nations, moment: Moment
) -> Holder | None:
    """Give the person in office whose name begins at a word, or None."""
    for length, terms in holders.find(text, i):
        last = i + length
        if not (text[i].capital and text[last - 1].capital) or _goes_on(text, reading, last, nations):
            continue
        begin = _over_particles(text, reading, i)
        lead, titled, nation = _before(text, reading, begin, nations)
        if lead is None:
            continue
        named = _follows_a_name(text, reading, begin, nations)
        fitting = [t for t in terms if _fits(t, moment, titled, nation, named=named)]
        if fitting:
            best = min(fitting, key=lambda t: (t.form != "full", t.tenure.office == "army chief"))
            return Holder(lead, begin, last, best.tenure, best.form == "full" or titled)
    return None


def _over_particles(text: Sequence[Word], reading: str, i: int) -> int:
    """Where a name begins with the small words before it."""
    while i and text[i - 1].fold in PARTICLES and reading[text[i - 1].end : text[i].start] in (" ", "-"):
        i -= 1
    return i


def _fits(term: Term, moment: Moment, titled: bool, nation: str | None, *, named: bool) -> bool:
    tenure = term.tenure
    if nation is not None and nation != tenure.country:
        return False
    if tenure in moment.tenures:
        return titled or not named
    if moment.year is None or not tenure.holds(moment.year):
        return False
    if term.form == "full":
        return titled or not named
    supported = nation is not None or tenure.country in moment.countries
    return supported and (titled or (term.form == "alone" and not named))


def _goes_on(text: Sequence[Word], reading: str, last: int, nations: Nations) -> bool:
    """Whether the name is part of a longer one: "Benazir Bhutto Airport". A weekday behind it is none of it."""
    if last >= len(text) or reading[text[last - 1].end : text[last].start] not in (" ", "-"):
        return False
    following = text[last]
    return following.capital and following.fold not in SUFFIXES and following.fold not in nations.words.calendar


def _follows_a_name(text: Sequence[Word], reading: str, i: int, nations: Nations) -> bool:
    """Whether a word with a capital stands before a name, so that it is another's: "Maher al-Assad"."""
    if i == 0 or reading[text[i - 1].end : text[i].start] not in (" ", "-"):
        return False
    before = text[i - 1]
    known = before.fold in nations.words.openers or before.fold in nations.words.calendar
    return before.capital and not known and not nations.forms.get((before.fold,))


def _before(text: Sequence[Word], reading: str, i: int, nations: Nations) -> tuple[int | None, bool, str | None]:
    """Where the title and nation before a name begin, whether there is a title, and the nation's country.

    The first is None behind "former" and the like: such a person holds the office no more.
    """
    words = nations.words
    first = i
    while (longer := _title_over(text, reading, first, nations)) < first:
        first = longer
    titled = first < i
    if first and text[first - 1].fold in words.ended:
        return None, False, None
    nation: str | None = None
    if titled and first and reading[text[first - 1].end : text[first].start] in (" ", "'s ", "’s ", "' ", "’ "):
        for length in (3, 2, 1):
            forms = nations.forms.get(tuple(w.fold for w in text[first - length : first])) if first >= length else []
            if forms and text[first - length].capital:
                first, nation = first - length, forms[0].country
                break
        if nation is not None and first and text[first - 1].fold in words.ended:
            return None, False, None
    return first, titled, nation


def _title_over(text: Sequence[Word], reading: str, i: int, nations: Nations) -> int:
    """Where a title that ends right before a word begins; the word itself when none does."""
    for length in range(min(LONGEST_TITLE, i), 0, -1):
        if reading[text[i - 1].end : text[i].start] not in (" ", ", ", ". ", "-"):
            return i
        if tuple(w.fold for w in text[i - length : i]) in nations.words.titles:
            return i - length
    return i
