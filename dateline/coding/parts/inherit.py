"""What a clause does not say itself but its surroundings do: date and place from the same sentence, a heading, the
dateline.

Only the near is inherited: the sentence itself first, then a heading or bullet that is a date or a place, then what the
paragraph told last. A different paragraph never lends anything but headings, and the report's dateline comes last of
all.
"""

import re
from collections.abc import Sequence

import msgspec

from dateline.coding.parts.drafts import Draft
from dateline.model import Place, ResolvedReport, When

HEADING_CHARS = 60
"""A line no longer than this that holds a date or place and no verb of an act is a heading."""
PLUPERFECT = re.compile(
    r"\b(?:had|earlier|previously|last (?:year|month|week)|in the past|years? ago|months? ago|once|since)\b", re.I
)


def inherit(drafts: Sequence[Draft], resolved: ResolvedReport) -> list[Draft]:
    """Give the drafts with the date and place that their surroundings lend them."""
    filled: list[Draft] = []
    for draft in drafts:
        dates = draft.dates or _date(draft, filled, resolved)
        places = draft.places or _place(draft, filled, resolved)
        lent = {"date"} if dates and not draft.dates else set()
        lent |= {"place"} if places and not draft.places else set()
        filled.append(msgspec.structs.replace(draft, dates=tuple(dates), places=tuple(places), lent=frozenset(lent)))
    return filled


def _text(draft: Draft, resolved: ResolvedReport) -> str:
    sentence = resolved.annotated.sentences[draft.sentence]
    return resolved.annotated.reading[sentence.start : sentence.end]


def _same_paragraph(a: int, b: int, resolved: ResolvedReport) -> bool:
    first, second = resolved.annotated.sentences[a], resolved.annotated.sentences[b]
    return "\n" not in resolved.annotated.reading[first.end : second.start]


def _date(draft: Draft, earlier: Sequence[Draft], resolved: ResolvedReport) -> Sequence[When]:
    if draft.near_dates:
        taken = {(d.dates[0].start, d.dates[0].end) for d in earlier if d.sentence == draft.sentence and d.dates}
        free = [d for d in draft.near_dates if (d.start, d.end) not in taken]
        only = len({(d.first, d.last) for d in draft.near_dates}) == 1
        return draft.near_dates[:1] if only else free[:1] if len(free) == 1 else ()
    return _heading_date(draft, resolved)


def _heading_date(draft: Draft, resolved: ResolvedReport) -> Sequence[When]:
    """The date of a heading above: a short line or sentence that is little more than a date."""
    sentences = resolved.annotated.sentences
    for number in range(draft.sentence - 1, max(-1, draft.sentence - 4), -1):
        sentence = sentences[number]
        if sentence.end - sentence.start > HEADING_CHARS:
            continue
        dates = [
            d
            for d in resolved.dates
            if d.start is not None and sentence.start <= d.start < sentence.end and d.precision in ("day", "range")
        ]
        words = sum((d.end or 0) - (d.start or 0) for d in dates)
        if dates and 2 * words >= sentence.end - sentence.start:
            return dates[:1]
    return ()


def _place(draft: Draft, earlier: Sequence[Draft], resolved: ResolvedReport) -> Sequence[Place]:
    if draft.near_places:
        return draft.near_places
    if draft.modality != "asserted" or PLUPERFECT.search(_text(draft, resolved)):
        return ()
    before = [
        d
        for d in earlier
        if d.places and draft.sentence - d.sentence <= 1 and _same_paragraph(d.sentence, draft.sentence, resolved)
    ]
    return before[-1].places if before else ()
